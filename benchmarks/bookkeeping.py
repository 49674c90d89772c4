"""Where the time of an export goes: ``python -m benchmarks.bookkeeping [--film FILE]``.

Runs one export (libx264 medium) in this process, and one plain ffmpeg run on the same settings.
The processor time of this process is what journal, checks, digests, assembling, verifying and
Python itself cost. A second table tells when not all workers encode. The last figure is the ratio
to plain ffmpeg that no export in segments can go below on this machine: that of encoders with one
thread each, side by side, which are never idle and do nothing else.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.film import FFMPEG, make_film
from exporters.events import Event, Progress, UnitFinished
from exporters.media.ffmpeg import find_ffmpeg
from exporters.os_specifics import worker_count
from exporters.resume_export import ExportOptions, ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest


class Timeline:
    """When exporting begins, and when each unit ends, in seconds from the start."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self.exporting: float | None = None
        self.ends: list[float] = []

    @property
    def now(self) -> float:
        return time.perf_counter() - self._began

    def note(self, event: Event) -> None:
        if isinstance(event, Progress) and event.phase == "exporting" and self.exporting is None:
            self.exporting = self.now
        elif isinstance(event, UnitFinished):
            self.ends.append(self.now)


def processor_seconds(times: os.times_result) -> tuple[float, float]:
    """Of this process, and of its children that have ended."""
    return times.user + times.system, times.children_user + times.children_system


def seconds_of_encoding(film: Path, seconds: float, folder: Path) -> float:
    """Wall time if all processors did nothing but encode, each a piece of the film at a time."""
    pieces, before = worker_count(), processor_seconds(os.times())
    running = []
    for piece in range(pieces):
        length = seconds / pieces
        part = ["-ss", str(piece * length), "-t", str(length), "-threads", "1", "-i", str(film)]
        encoder = ["-c:v", "libx264", "-threads", "1", "-c:a", "aac", "-b:a", "160k"]
        command = [FFMPEG, "-v", "error", *part, *encoder, str(folder / f"{piece}.mp4")]
        running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL))
    for process in running:
        if process.wait():
            raise SystemExit("An encoder failed.")
    return (processor_seconds(os.times())[1] - before[1]) / pieces


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--film", type=Path)
    parser.add_argument("--seconds", type=int, default=64)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = make_film(arguments.film or folder / "film.mp4", arguments.seconds).absolute()
        request = VideoRequest(str(film), audio_bitrate=160_000)
        exporter = VideoExporter(find_ffmpeg(), folder)
        before, timeline = processor_seconds(os.times()), Timeline()
        ResumableExporter(exporter, options=ExportOptions(), subscriber=timeline.note).export(
            request.to_map(), folder / "out.mp4"
        )
        wall, between = timeline.now, processor_seconds(os.times())
        plain = [FFMPEG, "-v", "error", "-i", str(film), "-c:v", "libx264", "-c:a", "aac"]
        plain += ["-b:a", "160k", "-movflags", "+faststart", str(folder / "plain.mp4")]
        began = time.perf_counter()
        subprocess.run(plain, check=True, stdin=subprocess.DEVNULL)
        plain_wall, after = time.perf_counter() - began, processor_seconds(os.times())
        least = seconds_of_encoding(film, arguments.seconds, folder)
    own, children = between[0] - before[0], between[1] - before[1]
    theirs, cores = after[1] - between[1], worker_count()
    print("| run | wall time | processor time | used of all processors | of which Reprise itself |")
    print("| --- | --- | --- | --- | --- |")
    both = own + children
    print(
        f"| export | {wall:.1f} s | {both:.1f} s | {both / wall / cores:.0%} "
        f"| {own:.2f} s ({own / both:.2%}) |"
    )
    print(
        f"| plain ffmpeg | {plain_wall:.1f} s | {theirs:.1f} s "
        f"| {theirs / plain_wall / cores:.0%} | |"
    )
    ends = timeline.ends
    print("\n| not all workers encode | seconds |\n| --- | --- |")
    print(f"| before the first segment: reading the source | {timeline.exporting or 0:.2f} |")
    print(f"| the last unit runs alone | {ends[-1] - ends[-2]:.2f} |")
    print(f"| assembling, verifying, publishing | {wall - ends[-1]:.2f} |")
    print(
        f"\nThe ratio to plain ffmpeg is {wall / plain_wall:.3f}; with encoders of one thread that "
        f"are never idle and do nothing else it would be {least / plain_wall:.3f}."
    )


if __name__ == "__main__":
    main()
