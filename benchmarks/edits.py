"""Rendering an edit of 100 clips, against melt and against one big filter graph of ffmpeg.

    python -m benchmarks.edits [--pairs 3] [--clips 100] [--plan 10000]

Runs are taken in turns; a ratio is the median of the pairs' ratios. Prints a table in Markdown for
docs/performance.md, and how long an edit of ten thousand clips takes to plan.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.film import FFMPEG, make_film
from benchmarks.speed import timed
from exporters.cancel import CancelToken
from exporters.interchange import mlt
from exporters.interchange.writing import WriteOptions
from exporters.media.ffmpeg import find_ffmpeg
from exporters.media.frame_index import index_frames
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.rendering.exporter import EditExporter
from exporters.timeline.sequence import Clip, Media, Sequence, Track, media_in
from exporters.video.request import VideoRequest

ROOT = Path(__file__).parents[1]
RATE = Fraction(25)
MEDIA_SECONDS = 40
TARGETS = {"melt": 0.85, "one graph": 0.95}


def media(folder: Path) -> list[Media]:
    """Three films; that they are alike does not matter for the time."""
    found = []
    first = make_film(folder / "film0.mp4", MEDIA_SECONDS)
    for number in range(3):
        path = folder / f"film{number}.mp4"
        if path != first:
            shutil.copyfile(first, path)
        source = probe(path)
        assert source.video is not None
        found.append(
            Media(
                path.name,
                path.as_uri(),
                path,
                duration=source.duration,
                rate=source.video.average_rate,
                width=source.video.width,
                height=source.video.height,
                channels=tuple(stream.channels for stream in source.audio),
                sample_rate=source.audio[0].sample_rate,
                known=True,
            )
        )
    return found


def edit(found: list[Media], count: int, lengths: tuple[int, int]) -> Sequence:
    """Cuts by chance, the same in each run."""
    dice, clips, at = random.Random(1), [], 0
    for number in range(count):
        length = dice.randint(*lengths)
        begin = Fraction(dice.randint(0, (MEDIA_SECONDS - 4) * 25), 25)
        clips.append(Clip(at, length, dice.choice(found), begin, link=number + 1))
        at += length
    width, height = found[0].width, found[0].height
    tracks = (Track("V1", tuple(clips)),), (Track("A1", tuple(clips)),)
    return Sequence("edit", RATE, width, height, at, video=tracks[0], audio=tracks[1])


def one_graph(sequence: Sequence, output: Path) -> list[str]:
    """One ffmpeg with an input for each clip and a filter that joins them."""
    command, joined = [FFMPEG, "-v", "error", "-y"], ""
    for number, clip in enumerate(sequence.video[0].clips):
        assert isinstance(clip.content, Media)
        begin, length = float(clip.source_in), clip.duration / 25
        command += ["-ss", f"{begin:.6f}", "-t", f"{length:.6f}", "-i", str(clip.content.path)]
        joined += f"[{number}:v:0][{number}:a:0]"
    joined += f"concat=n={len(sequence.video[0].clips)}:v=1:a=1[v][a]"
    coded = ["-c:v", "libx264", "-preset", "medium", "-crf", "23", "-c:a", "aac", "-b:a", "160k"]
    return [*command, "-filter_complex", joined, "-map", "[v]", "-map", "[a]", *coded, str(output)]


def melt(project: Path, output: Path) -> list[str]:
    consumer = [f"avformat:{output}", "vcodec=libx264", "preset=medium", "crf=23", "acodec=aac",
                "ab=160k", "real_time=-2", "threads=0"]  # fmt: skip
    return ["melt", str(project), "-consumer", *consumer]


def ours(project: Path, output: Path) -> list[str]:
    coded = ["--encoder-preset", "medium", "--crf", "23", "--overwrite", "--quiet"]
    return [
        sys.executable,
        str(ROOT / "main.py"),
        "export",
        str(project),
        "-o",
        str(output),
        *coded,
    ]


def compare(sequence: Sequence, folder: Path, pairs: int) -> None:
    project, output = folder / "edit.mlt", folder / "ours.mp4"
    mlt.write(sequence, project, WriteOptions("", project))
    rivals: dict[str, tuple[list[str], Path]] = {
        "one graph": (one_graph(sequence, folder / "graph.mp4"), folder / "graph.mp4")
    }
    if shutil.which("melt"):
        rivals["melt"] = melt(project, folder / "melt.mp4"), folder / "melt.mp4"
    print("| against | ratio of time | target | ratio of size | seconds, ours and theirs |")
    print("| --- | --- | --- | --- | --- |")
    for name, (command, written) in rivals.items():
        taken = []
        for _ in range(pairs):
            taken.append((timed(ours(project, output)), timed(command)))
        ratio = statistics.median(mine / theirs for mine, theirs in taken)
        size = output.stat().st_size / written.stat().st_size
        mine, theirs = (statistics.median(side) for side in zip(*taken, strict=True))
        print(f"| {name} | {ratio:.3f} | {TARGETS[name]} | {size:.3f} | {mine:.1f} {theirs:.1f} |")


def plan(sequence: Sequence, folder: Path) -> None:
    """How long it takes to lay out an edit whose media are known."""
    from exporters.rendering import exporter

    project = folder / "long.otio"
    project.write_text("{}")
    known = {item.path: probe(item.path) for item in media_in(sequence) if item.path}

    def read(_path: object, _options: object, _token: object, sources: dict[Path, Source]) -> Any:
        sources |= known
        return sequence, ()

    exporter.read_for_render = read
    made = EditExporter(find_ffmpeg(), folder)
    request = VideoRequest(str(project), edit={"format": "otio"}).to_map()
    began = time.perf_counter()
    found = made.plan(request, CancelToken())
    clips = len(sequence.video[0].clips)
    print(f"\n{clips} clips, {len(found.units)} units: planned in", end=" ")
    taken = time.perf_counter() - began
    began = time.perf_counter()
    for path in known:
        index_frames(path)
    one_by_one = time.perf_counter() - began
    print(f"{taken:.2f} s. That reads the lists of frames of {len(known)} films, too, which one")
    print(f"after the other takes {one_by_one:.2f} s.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--clips", type=int, default=100)
    parser.add_argument("--plan", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = media(folder)
        if options.pairs:
            compare(edit(found, options.clips, (8, 40)), folder, options.pairs)
        plan(replace(edit(found, options.plan, (5, 5))), folder)


if __name__ == "__main__":
    main()
