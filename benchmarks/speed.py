"""Time, size and quality of exports against one plain ffmpeg run, HandBrakeCLI and melt.

    python -m benchmarks.speed [--seconds 64] [--pairs 3] [--encoders libx264,...] [--no-vmaf]

Runs are taken in turns (ours, theirs, ours ...); a ratio is the median of the pairs' ratios.
Prints a table in Markdown for docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.film import FFMPEG, make_film

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Case:
    encoder: str
    container: str
    ours: tuple[str, ...]
    plain: tuple[str, ...]
    target: float


AUDIO = ("-c:a", "aac", "-b:a", "160k")
CASES = (
    Case("libx264", "mp4", ("--encoder-preset", "medium", "--crf", "23"),
         ("-preset", "medium", "-crf", "23"), 0.92),
    Case("libx265", "mp4", ("--encoder-preset", "medium", "--crf", "28"),
         ("-preset", "medium", "-crf", "28"), 0.99),
    Case("libsvtav1", "mp4", ("--encoder-preset", "8", "--crf", "35"),
         ("-preset", "8", "-crf", "35", "-g", "240"), 0.94),
    Case("libvpx-vp9", "mp4", ("--encoder-preset", "4", "--crf", "31"),
         ("-deadline", "good", "-cpu-used", "4", "-crf", "31", "-b:v", "0", "-row-mt", "1",
          "-g", "240", "-lag-in-frames", "25", "-auto-alt-ref", "1"), 0.97),
    Case("prores_ks", "mov", ("--encoder-preset", "hq"), ("-profile:v", "hq"), 1.02),
    Case("ffv1", "mkv", (), ("-level", "3", "-slices", "4", "-slicecrc", "1", "-g", "12"), 1.02),
)  # fmt: skip


def timed(command: list[str]) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, cwd=ROOT)
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return time.perf_counter() - began


def ours(case: Case, source: Path, output: Path) -> list[str]:
    return [
        sys.executable, "main.py", "export", str(source), "-o", str(output), "--overwrite",
        "--no-resume", "--quiet", "--video-encoder", case.encoder, *case.ours,
        "--audio-encoder", "aac", "--audio-bitrate", "160k",
    ]  # fmt: skip


def plain(case: Case, source: Path, output: Path) -> list[str]:
    return [FFMPEG, "-v", "error", "-y", "-i", str(source), "-c:v", case.encoder, *case.plain,
            *AUDIO, "-movflags", "+faststart", str(output)] if case.container != "mkv" else [
            FFMPEG, "-v", "error", "-y", "-i", str(source), "-c:v", case.encoder, *case.plain,
            *AUDIO, str(output)]  # fmt: skip


def vmaf(source: Path, made: Path, folder: Path) -> float:
    log = folder / "vmaf.json"
    inputs = "[0:v]setpts=PTS-STARTPTS[a];[1:v]setpts=PTS-STARTPTS[b]"
    graph = f"{inputs};[a][b]libvmaf=n_threads=2:log_fmt=json:log_path={log}"
    command = [FFMPEG, "-v", "error", "-i", str(made), "-i", str(source)]
    subprocess.run([*command, "-lavfi", graph, "-f", "null", "-"], check=True, capture_output=True)
    return float(json.loads(log.read_text())["pooled_metrics"]["vmaf"]["mean"])


def peers(source: Path, folder: Path) -> dict[str, list[str]]:
    """Other programs on libx264 medium, CRF 23, the same sound."""
    found = {}
    if program := shutil.which("HandBrakeCLI"):
        found["HandBrakeCLI"] = [
            program, "-i", str(source), "-o", str(folder / "hb.mp4"), "-e", "x264", "-q", "23",
            "--encoder-preset", "medium", "-E", "av_aac", "-B", "160", "--cfr", "--crop-mode",
            "none",
        ]  # fmt: skip
    if program := shutil.which("melt"):
        found["melt"] = [
            program, str(source), "-consumer", f"avformat:{folder / 'melt.mp4'}",
            "vcodec=libx264", "preset=medium", "crf=23", "acodec=aac", "ab=160k", "real_time=-2",
        ]  # fmt: skip
    return found


def measure(
    case: Case, source: Path, folder: Path, pairs: int, with_vmaf: bool
) -> dict[str, list[float]]:
    mine, theirs = folder / f"ours.{case.container}", folder / f"plain.{case.container}"
    ratios, others = [], {name: [] for name in peers(source, folder)}
    for _ in range(pairs):
        our_time = timed(ours(case, source, mine))
        plain_time = timed(plain(case, source, theirs))
        ratios.append(our_time / plain_time)
        if case.encoder == "libx264":
            for name, command in peers(source, folder).items():
                others[name].append(timed(command) / plain_time)
    size = mine.stat().st_size / theirs.stat().st_size
    quality = vmaf(source, mine, folder) - vmaf(source, theirs, folder) if with_vmaf else 0.0
    listed = ", ".join(f"{ratio:.3f}" for ratio in ratios)
    print(
        f"| {case.encoder} | {statistics.median(ratios):.3f} | {case.target} | {size:.3f} | "
        f"{quality:+.2f} | {plain_time:.1f} s | {listed} |",
        flush=True,
    )
    return {name: found for name, found in others.items() if found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=64)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--encoders", default=",".join(case.encoder for case in CASES))
    parser.add_argument("--no-vmaf", action="store_true")
    parser.add_argument("--film", type=Path, help="where to keep the film between runs")
    arguments = parser.parse_args()
    print(f"Machine: {machine()}\n")
    print("| encoder | time | target | size | VMAF | plain ffmpeg took | pairs |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = make_film(arguments.film or folder / "film.mp4", arguments.seconds)
        for case in CASES:
            if case.encoder not in arguments.encoders.split(","):
                continue
            others = measure(case, source, folder, arguments.pairs, not arguments.no_vmaf)
            for name, found in others.items():
                listed = ", ".join(f"{ratio:.3f}" for ratio in found)
                print(f"| libx264 by {name} | {statistics.median(found):.3f} | | | | | {listed} |")


def machine() -> str:
    import platform

    cpu = platform.processor()
    try:
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        cpu = found[1] if found else cpu
    except OSError:
        pass
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
