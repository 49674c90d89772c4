"""Time and memory of writing long edits: ``python -m benchmarks.interchange [FORMAT ...]``.

Prints a Markdown table. Every row is a process of its own; its peak memory includes Python, the
libraries and the edit itself. Without names every format that has a writer is measured.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from exporters.interchange.writing import WriteOptions, all_writers, find_writer
from exporters.timeline.sequence import Clip, Media, Sequence, Track

COUNT = 100_000
RATE = Fraction(30000, 1001)
LENGTH = 12
FILMS = 40


def film(number: int) -> Media:
    return Media(
        f"film {number}",
        url=f"file:///Volumes/Footage/film%20{number}.mov",
        start=Fraction(3600),
        duration=7200 / RATE * 60,
        rate=RATE,
        width=1920,
        height=1080,
        channels=(2,),
        sample_rate=48000,
    )


def track(count: int, link: bool, films: list[Media]) -> Track:
    clips = (
        Clip(
            index * LENGTH,
            LENGTH,
            films[index % len(films)],
            source_in=index % 7000 * 6 / RATE,
            name=f"shot {index}",
            link=index + 1 if link else 0,
        )
        for index in range(count)
    )
    return Track(clips=tuple(clips))


def edit(video: int, audio: int, link: bool) -> Sequence:
    """An edit of ``COUNT`` clips on some tracks."""
    films = [film(number) for number in range(FILMS)]
    each = COUNT // (video + audio)
    return Sequence(
        "long",
        RATE,
        1920,
        1080,
        each * LENGTH,
        drop_frame=True,
        video=tuple(track(each, link, films) for _ in range(video)),
        audio=tuple(track(each, link, films) for _ in range(audio)),
    )


SHAPES: dict[str, Callable[[], Sequence]] = {
    "one track of pictures": lambda: edit(1, 0, False),
    "picture and sound, linked": lambda: edit(1, 1, True),
    "4 tracks of pictures, 4 of sound": lambda: edit(4, 4, False),
}


def measure_here(name: str, shape: str) -> None:
    """Write one edit; print seconds, those of the processor, MB at most and MB of the file."""
    writer = find_writer(Path("x"), name)
    assert writer is not None
    sequence = SHAPES[shape]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"edit{writer.FORMAT.suffixes[0]}"
        options = WriteOptions(writer.FORMAT.version, Path("/Volumes/Projects") / path.name)
        begin, busy = time.perf_counter(), time.process_time()
        writer.write(sequence, path, options)
        spent, busy = time.perf_counter() - begin, time.process_time() - busy
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        size = sum(one.stat().st_size for one in files)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(json.dumps([spent, busy, peak / 1e6, size / 1e6]))


def measure(name: str, shape: str) -> str:
    """One row of the table."""
    command = [sys.executable, "-m", "benchmarks.interchange", "--here", name, shape]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["no reason"]
        return f"| {name} | {shape} | failed: {reason[-1][:80]} | | | |"
    spent, busy, peak, size = json.loads(done.stdout)
    return f"| {name} | {shape} | {spent:.2f} | {busy:.2f} | {peak:.0f} | {size:.1f} |"


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--here"]:
        measure_here(*arguments[1:3])
        return
    print(f"{COUNT:,} clips each.\n")
    print(
        "| format | edit | seconds | of processor time | peak memory, MB | file, MB |\n"
        "| --- | --- | --- | --- | --- | --- |"
    )
    for name in arguments or [writer.FORMAT.name for writer in all_writers()]:
        for shape in SHAPES:
            print(measure(name, shape), flush=True)


if __name__ == "__main__":
    main()
