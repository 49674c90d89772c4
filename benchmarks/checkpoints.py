"""What checkpoints cost: ``python -m benchmarks.checkpoints [--film FILE]``.

The first table measures one save and one load at 10,000 finished units, and the same for a task of
the progress API. The second runs one export (libx264 medium) in this process and adds up the time
that its threads spend in the journal and in accepting parts: what an export without checkpoints
would not do.
"""

from __future__ import annotations

import argparse
import functools
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.film import make_film
from benchmarks.journal import create, median_ms, unit
from exporters.checkpoint.journal import Journal, read_journal
from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.progress_tracker import export_progress, resume_phase
from exporters.checkpoint.saved_tasks import saved_tasks
from exporters.checkpoint.work_queue import WorkQueue, work_queue
from exporters.checkpoint.writer import FrameWriter
from exporters.media.ffmpeg import find_ffmpeg
from exporters.os_specifics import worker_count
from exporters.resume_export import ExportOptions, ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest

COUNT = 10_000
SAVES = 101


class Stopped(Exception):
    """Leaves a task as a crash does, with its file."""


def measure_journal(folder: Path) -> str:
    """One row: an export's journal."""
    path = folder / "film.export_state"
    journal = create(path, COUNT)
    empty = path.stat().st_size
    for index in range(COUNT):
        journal.unit_finished(unit(index))
    journal.flush()
    size = (path.stat().st_size - empty) / COUNT
    fractions = iter(range(SAVES))

    def save() -> None:
        journal.progress(next(fractions) / SAVES, {"frames": 12_345, "fps": 48.0}, force=True)
        assert journal.flush(60)

    saved = median_ms(save, SAVES)
    journal.close()
    loaded = median_ms(lambda: read_journal(path))
    return f"| export, {COUNT:,} units | {saved:.2f} | {loaded:.1f} | {size:.0f} |"


def measure_tracker(folder: Path) -> str:
    """One row: a task with a phase that has counted 10,000 steps, and its result."""
    result = list(range(COUNT))
    try:
        with export_progress("benchmark", progress_dir=folder) as tracker:
            resume_phase(tracker, "count", lambda: result)
            for number in range(COUNT):
                tracker.step(position=number)
            saved = median_ms(tracker.save, SAVES)
            raise Stopped
    except Stopped:
        (task,) = saved_tasks(folder)
        loaded = median_ms(lambda: read_journal(task.path))
    return f"| task, a result of {COUNT:,} numbers | {saved:.2f} | {loaded:.1f} | |"


def measure_queue(folder: Path) -> str:
    """One row: a tree of 10,000 items, saved every 100."""
    spent: list[float] = []

    def timed(queue: WorkQueue) -> None:
        start = time.perf_counter()
        queue._save()
        assert queue._file.flush(60)
        spent.append(time.perf_counter() - start)

    try:
        with work_queue("benchmark", save_every=COUNT * 2, progress_dir=folder) as queue:
            queue.add({"id": 0, "path": "/"}, key=0)
            for item in queue:
                number = item["id"]
                queue.keep({"id": number, "label": f"node {number}"})
                queue.count("nodes")
                for child in range(number * 2 + 1, min(number * 2 + 3, COUNT)):
                    queue.add({"id": child, "path": f"{item['path'][-40:]}{child}/"}, key=child)
                if number % 100 == 99:
                    timed(queue)
            raise Stopped
    except Stopped:
        (task,) = saved_tasks(folder)
    loaded = median_ms(lambda: read_journal(task.path))
    saved = statistics.median(spent) * 1000
    size = task.path.stat().st_size / COUNT
    name = f"work queue, {COUNT:,} items, a save of 100"
    return f"| {name} | {saved:.2f} | {loaded:.1f} | {size:.0f} |"


@dataclass
class Spent:
    """Time in a group of methods, in seconds; of all threads together."""

    calls: int = 0
    wall: float = 0.0
    processor: float = 0.0


class Stopwatch:
    """Measures calls of methods, in whatever thread; a call within a call is not counted twice."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = {}
        self._inside = threading.local()
        self._lock = threading.Lock()

    def watch(self, name: str, kind: type, *methods: str) -> None:
        spent = self.spent.setdefault(name, Spent())
        for method in methods:
            given = kind.__dict__[method]
            if isinstance(given, classmethod):
                setattr(kind, method, classmethod(self._timed(spent, given.__func__)))
            else:
                setattr(kind, method, self._timed(spent, given))

    def _timed(self, spent: Spent, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            if getattr(self._inside, "call", False):
                return function(*arguments, **named)
            self._inside.call = True
            wall, processor = time.perf_counter(), time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                self._inside.call = False
                with self._lock:
                    spent.calls += 1
                    spent.wall += time.perf_counter() - wall
                    spent.processor += time.thread_time() - processor

        return timed


RECORDS = ("create", "open", "unit_finished", "unit_void", "phase", "progress", "flush", "close",
           "discard")  # fmt: skip
CRITICAL = {
    "journal: recording, beginning, ending": (Journal, RECORDS),
    "parts: digest, sync, rename": (PartsFolder, ("prepare", "accept", "clear")),
}
BACKGROUND = "the journal's own thread: writing, syncing"


def measure_export(film: Path, folder: Path) -> None:
    """The second table."""
    watch = Stopwatch()
    for name, (kind, methods) in CRITICAL.items():
        watch.watch(name, kind, *methods)
    watch.watch(BACKGROUND, FrameWriter, "_write")
    request = VideoRequest(str(film), audio_bitrate=160_000)
    exporter = VideoExporter(find_ffmpeg(), folder)
    before, began = os.times(), time.perf_counter()
    ResumableExporter(exporter, options=ExportOptions()).export(
        request.to_map(), folder / "out.mp4"
    )
    wall, after = time.perf_counter() - began, os.times()
    processor = sum(after[:4]) - sum(before[:4])
    print(
        f"\nExport of {film.name}: {wall:.1f} s, {processor:.1f} s of processor time, "
        f"{worker_count()} workers.\n\n| what | calls | wall time, s | of the export "
        "| processor time, s | of the export |\n| --- | --- | --- | --- | --- | --- |"
    )
    critical = Spent()
    for name in CRITICAL:
        spent = watch.spent[name]
        critical.calls += spent.calls
        critical.wall += spent.wall
        critical.processor += spent.processor
        print(row(name, spent, wall, processor))
    print(row("both, in the threads of the export", critical, wall, processor))
    print(row(BACKGROUND, watch.spent[BACKGROUND], wall, processor))


def row(name: str, spent: Spent, wall: float, processor: float) -> str:
    return (
        f"| {name} | {spent.calls} | {spent.wall:.3f} | {spent.wall / wall:.2%} "
        f"| {spent.processor:.3f} | {spent.processor / processor:.2%} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--film", type=Path)
    parser.add_argument("--seconds", type=int, default=64)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("| journal | save, ms | load, ms | bytes a unit |\n| --- | --- | --- | --- |")
        for number, measure in enumerate((measure_journal, measure_tracker, measure_queue)):
            own = folder / str(number)
            own.mkdir()
            print(measure(own))
        film = make_film(arguments.film or folder / "film.mp4", arguments.seconds).absolute()
        measure_export(film, folder)


if __name__ == "__main__":
    main()
