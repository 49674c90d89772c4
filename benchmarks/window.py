"""What the window costs: ``python -m benchmarks.window [--times N] [--seconds S]``.

Opens the window in processes of its own, drawn into memory (Qt's platform "offscreen"), with a
data folder of its own, and prints a Markdown table: how soon it is shown, the processor time that
its process takes while it idles and while it shows an export (which runs in another process), and
its memory with 10,000 jobs in the list.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import NewJob
from app.jobs.queue.states import JobState
from benchmarks.film import make_film
from exporters.video.request import VideoRequest

ROOT = Path(__file__).parents[1]
JOBS = 10_000
SETTLING = 4.0
"""Seconds after which a window that was just opened has done what there is to do."""

DRIVER = """
import sys, time
sys.path.insert(0, sys.argv.pop(1))
from app.gui import application
class Told(application.MainWindow):
    told = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.told:
            self.told = True
            print(time.perf_counter(), flush=True)
application.MainWindow = Told
raise SystemExit(application.main())
"""
"""The window as ``python main.py`` opens it; tells when it is drawn for the first time."""


class Window:
    """A window in a process of its own.

    Attributes:
        shown: seconds from the start of its process until it was drawn.
        process: without the engine, which is a child of it.
    """

    def __init__(self, home: Path) -> None:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "REPRISE_DATA": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        began = time.perf_counter()
        self._child = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(ROOT)], env=environment, stdout=subprocess.PIPE
        )
        assert self._child.stdout is not None
        # The clock is the machine's: it is the same in both processes.
        self.shown = float(self._child.stdout.readline()) - began
        self.process = psutil.Process(self._child.pid)

    def share(self, seconds: float) -> float:
        """Processor time that it takes, as a share of one core."""
        before, began = self._spent(), time.perf_counter()
        time.sleep(seconds)
        return (self._spent() - before) / (time.perf_counter() - began)

    def close(self) -> None:
        """End it; the engine ends with it."""
        children = self.process.children(recursive=True)
        self._child.kill()
        self._child.wait()
        psutil.wait_procs(children, timeout=10)

    def _spent(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def window(home: Path) -> Iterator[Window]:
    opened = Window(home)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def queue(home: Path) -> Iterator[QueueController]:
    controller = QueueController(home / "data")
    try:
        yield controller
    finally:
        controller.close()


def starts(home: Path, times: int) -> list[float]:
    """Seconds of several starts, the first of which is left out."""
    found = []
    for _ in range(times + 1):
        with window(home) as opened:
            found.append(opened.shown)
    return found[1:]


def while_exporting(home: Path, film: Path, seconds: float) -> float:
    """Share of a core while an export runs and is shown."""
    request = VideoRequest(str(film), encoder_preset="slow", segment_seconds=2.0)
    with queue(home) as controller:
        # First of all, where the window shows it.
        first = next(iter(controller.database.order()), None)
        new = NewJob(home / "out.mp4", request.to_map())
        (job,) = controller.add([new], start=True, before=first)
        with window(home) as opened:
            while not controller.job(job.id).units_done:
                time.sleep(0.1)
            share = opened.share(seconds)
            if controller.job(job.id).state is not JobState.ACTIVE:
                raise SystemExit("The export ended before it was measured: take a longer film.")
        controller.recover()
        controller.reset([job.id])
        controller.remove([job.id])
    return share


def add_many(home: Path, film: Path) -> None:
    request = VideoRequest(str(film)).to_map()
    with queue(home) as controller:
        controller.add([NewJob(home / f"out {number}.mp4", request) for number in range(JOBS)])


def with_many(home: Path, seconds: float) -> tuple[float, float]:
    """Memory in MB, and the share of a core while idle, with many jobs."""
    with window(home) as opened:
        time.sleep(SETTLING)
        share = opened.share(seconds)
        return opened.process.memory_info().rss / 1e6, share


def idle(home: Path, seconds: float) -> tuple[float, float]:
    """Memory in MB, and the share of a core, of an empty window."""
    with window(home) as opened:
        time.sleep(SETTLING)
        return opened.process.memory_info().rss / 1e6, opened.share(seconds)


def row(what: str, found: str, target: str = "") -> None:
    print(f"| {what} | {found} | {target} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=10.0)
    given = parser.parse_args(arguments)
    print("| what | found | target |\n| --- | --- | --- |")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        film = make_film(home / "film.mp4", 60)
        shown = starts(home, given.times)
        row(f"from the start of the process to the window, median of {given.times}",
            f"{statistics.median(shown):.2f} s", "≤ 1.0 s")  # fmt: skip
        memory, share = idle(home, given.seconds)
        row("processor while nothing happens", f"{share:.2%} of a core", "≤ 1 %")
        row("memory, empty", f"{memory:.0f} MB")
        share = while_exporting(home, film, given.seconds)
        row("processor while it shows an export", f"{share:.2%} of a core", "≤ 3 %")
        add_many(home, film)
        memory, share = with_many(home, given.seconds)
        row(f"memory with {JOBS:,} jobs", f"{memory:.0f} MB", "≤ 250 MB")
        row(f"processor with {JOBS:,} jobs while nothing happens", f"{share:.2%} of a core",
            "≤ 1 %")  # fmt: skip
        share = while_exporting(home, film, given.seconds)
        row(f"processor with {JOBS:,} jobs while it shows an export", f"{share:.2%} of a core",
            "≤ 3 %")  # fmt: skip


if __name__ == "__main__":
    main()
