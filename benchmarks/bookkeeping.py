"""What an export costs beside its encoders: ``python -m benchmarks.bookkeeping [--film FILE]``.

Runs one export (libx264 medium) in this process and compares the processor time of this process,
which is journal, checks, digests, assembling, verifying and Python itself, with that of all.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from benchmarks.film import make_film
from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ExportOptions, ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--film", type=Path)
    parser.add_argument("--seconds", type=int, default=64)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        film = make_film(arguments.film or folder / "film.mp4", arguments.seconds)
        request = VideoRequest(str(film.absolute()))
        exporter = VideoExporter(find_ffmpeg(), folder)
        before, began = os.times(), time.perf_counter()
        ResumableExporter(exporter, options=ExportOptions()).export(
            request.to_map(), folder / "out.mp4"
        )
        after, wall = os.times(), time.perf_counter() - began
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    print("| own processor time | of encoders and readers | share | wall time |")
    print("| --- | --- | --- | --- |")
    print(f"| {own:.2f} s | {children:.1f} s | {own / (own + children):.2%} | {wall:.1f} s |")


if __name__ == "__main__":
    main()
