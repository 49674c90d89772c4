"""Plans, runs, resumes and assembles exports of many units: ``python -m benchmarks.scaling``.

Units are simulated (small files, no encoder); the plan is the video exporter's own, for a
recording at 25 frames a second in segments of 6 seconds: 100,000 of them are a week.
Prints a Markdown table; times that grow faster than the number of units would show in it.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.errors import Cancelled
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.media.frame_index import FrameIndex
from exporters.media.source import Source, VideoStream
from exporters.plan import Unit, UnitContext
from exporters.resume_export import ExportOptions, ResumableExporter
from exporters.video.plan_record import make_plan, restore_plan
from exporters.video.request import VideoRequest
from tests.synthetic_exporter import SyntheticExporter

RATE, SEGMENT_SECONDS = 25, 6
BUILD = FfmpegBuild(Path("ffmpeg"), "9.0", "0" * 32)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def recording(units: int, variable: bool) -> tuple[Source, FrameIndex]:
    """What is known of a recording; where the rate varies, every frame has a time of its own."""
    frames = units * RATE * SEGMENT_SECONDS
    step = 3600
    times = array("q", range(0, frames * step, step))
    if variable:
        for place in range(1, frames, 7):
            times[place] += 90
    keys = array("q", range(0, frames, RATE * SEGMENT_SECONDS))
    index = FrameIndex(Fraction(1, 90000), times, keys, step, "seek", (), False)
    seconds = Fraction(frames, RATE)
    video = VideoStream(
        0, "h264", "High", 1920, 1080, "yuv420p", 8, Fraction(1, 90000), 0, Fraction(1), 0, False,
        "progressive", "tv", "bt709", "bt709", "bt709", None, None, False, Fraction(RATE),
        Fraction(RATE), frames, seconds, 0, {}, (),
    )  # fmt: skip
    source = Source(
        Path("film.mp4"), "mov,mp4", seconds, Fraction(0), 10**9, 0, {}, (), video, (), 0, (), False
    )
    return source, index


def measure_plan(units: int, variable: bool) -> str:
    source, index = recording(units, variable)
    request = VideoRequest("film.mp4", segment_seconds=float(SEGMENT_SECONDS))
    mark = Fingerprint(10**9, 0, bytes(16))
    path = Path("film.mp4")
    spent, plan = timed(lambda: make_plan(request, path, source, index, mark, BUILD))
    again, _ = timed(lambda: restore_plan(request, path, plan.stored, mark, BUILD))
    kind = "variable" if variable else "constant"
    size = len(plan.stored) / 1000
    return f"| {len(plan.units):,} | {kind} | {spent:.2f} | {again:.2f} | {size:,.0f} |"


def measure_run(units: int) -> str:
    """One row: half of the units, a stop, and the rest; in this process."""
    request = {"units": units, "seed": "s", "size": 40}
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "out.bin"
        token = CancelToken()

        def stop_half_way(unit: Unit, context: UnitContext) -> None:
            if unit.index == units // 2:
                token.cancel()

        exporter = SyntheticExporter(on_run=stop_half_way)
        options = ExportOptions(workers=2)
        began = time.perf_counter()
        with contextlib.suppress(Cancelled):
            ResumableExporter(exporter, options=options, token=token).export(request, output)
        first = time.perf_counter() - began
        begun: list[float] = []
        assembling: list[float] = []
        exporter = SyntheticExporter(
            on_run=lambda unit, context: begun.append(time.perf_counter()),
            on_assemble=lambda context: assembling.append(time.perf_counter()),
        )
        began = time.perf_counter()
        ResumableExporter(exporter, options=options).export(request, output)
        ended = time.perf_counter()
    # Not getrusage, whose maximum is inherited from the process that started this one.
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    peak = int(found[1]) / 1024 if found else 0.0
    return (
        f"| {units:,} | {first / (units / 2) * 1000:.2f} | {begun[0] - began:.2f} "
        f"| {(assembling[0] - begun[0]) / (units / 2) * 1000:.2f} "
        f"| {(ended - assembling[0]) / units * 1000:.2f} | {peak:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, help="measure one size, in this process")
    arguments = parser.parse_args()
    if arguments.units:
        print(measure_run(arguments.units))
        return
    sizes = (1_000, 10_000, 100_000)
    print("| segments | frame rate | plan, s | restore the plan, s | stored, kB |")
    print("| --- | --- | --- | --- | --- |")
    for size in sizes:
        print(measure_plan(size, False), flush=True)
    for size in sizes:
        print(measure_plan(size, True), flush=True)
    print(
        "\n| units | first half, ms a unit | resume to first unit, s | second half, ms a unit "
        "| assemble, verify, clear up, ms a unit | peak memory, MB |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for size in sizes:
        # In a process of its own, for the memory.
        command = [sys.executable, "-m", "benchmarks.scaling", "--units", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
