"""Copying what needs no encoding, against encoding all of it: a film that is cut, and an edit.

    python -m benchmarks.smart [--seconds 60] [--pairs 3]

Runs are taken in turns; a ratio is the median of the pairs' ratios. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.film import make_film
from benchmarks.speed import timed

CUE = "{0}\n00:00:{1:02},300 --> 00:00:{2:02},700\ntext\n\n"


def export(source: Path, output: Path, *options: str) -> list[str]:
    return [
        sys.executable, "main.py", "export", str(source), "-o", str(output), "--overwrite",
        "--no-resume", "--quiet", *options,
    ]  # fmt: skip


def compare(name: str, source: Path, folder: Path, pairs: int, options: list[str]) -> None:
    smart, whole = folder / "smart.mp4", folder / "whole.mp4"
    taken = [
        (timed(export(source, smart, "--smart", *options)), timed(export(source, whole, *options)))
        for _ in range(pairs)
    ]
    ratio = statistics.median(mine / theirs for mine, theirs in taken)
    mine, theirs = (statistics.median(side) for side in zip(*taken, strict=True))
    size = smart.stat().st_size / whole.stat().st_size
    print(f"| {name} | {ratio:.3f} | {size:.2f} | {mine:.1f} | {theirs:.1f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pairs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = make_film(folder / "film.mp4", options.seconds)
        cues = folder / "cues.srt"
        tenth = options.seconds / 10
        shown = [(int(tenth * first), int(tenth * last)) for first, last in ((1, 4), (5, 9))]
        cues.write_text("".join(CUE.format(n, *ends) for n, ends in enumerate(shown, 1)))
        print("| what | ratio of time | ratio of size | seconds with --smart | without |")
        print("| --- | --- | --- | --- | --- |")
        ends = ["--start", "1.3", "--end", f"{options.seconds - 2.1:.1f}"]
        compare("a film, cut at both ends", source, folder, options.pairs, ends)
        compare("a cut list", source, folder, options.pairs, ["--keep", str(cues)])
        hevc = ["--video-encoder", "libx265", "--encoder-preset", "veryfast"]
        other = folder / "hevc.mp4"
        subprocess.run(export(source, other, *hevc), check=True)
        compare("a film of HEVC, cut at both ends", other, folder, options.pairs, [*ends, *hevc])


if __name__ == "__main__":
    main()
