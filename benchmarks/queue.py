"""The queue with many jobs: ``python -m benchmarks.queue [--jobs N]``.

Measures what a window or a command asks of it and prints a Markdown table. A change waits for the
disk, and for the processor where other work runs: the last column does not.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.jobs.queue.controller import QueueController
from app.jobs.queue.following import Following
from app.jobs.queue.job import NewJob
from app.jobs.queue.states import JobState
from exporters.video.request import VideoRequest

TIMES = 9


Spent = tuple[float, float]
"""Wall time and processor time of this process, in milliseconds."""


def milliseconds(action: Callable[[], object]) -> Spent:
    wall, processor = time.perf_counter(), time.process_time()
    action()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000


def show(what: str, spent: list[Spent]) -> None:
    wall, processor = (statistics.median(times) for times in zip(*spent, strict=True))
    print(f"| {what} | {wall:.3g} | {processor:.3g} |")


def row(what: str, action: Callable[[], object]) -> None:
    show(what, [milliseconds(action) for _ in range(TIMES)])


def new_jobs(folder: Path, count: int) -> list[NewJob]:
    source = folder / "source.mp4"
    source.touch()
    request = VideoRequest(str(source)).to_map()
    return [NewJob(folder / f"film {number:06}.mp4", request) for number in range(count)]


def looking(controller: QueueController, folder: Path) -> None:
    """What views and commands read."""
    ids = controller.database.order()
    other = QueueController(folder)
    numbers = itertools.count(1)

    def open_and_list() -> None:
        third = QueueController(folder)
        third.jobs()
        third.close()

    following = Following(controller.database)

    def change() -> None:
        other.database.update([ids[0]], work_done=next(numbers))

    def list_again() -> None:
        change()
        controller.jobs()

    def follow() -> None:
        change()
        following.look()

    following.look()
    row("see that nothing has changed", controller.change_count)
    row("open the database and list all jobs", open_and_list)
    row("list all again after one has changed", list_again)
    row("find the one that has changed", follow)
    row("list those in one state", lambda: controller.jobs([JobState.ACTIVE]))
    row("filter by a part of a name (100 found)", lambda: controller.jobs(text="FILM 0042"))
    row("status", controller.status)
    row("find the next job to run", lambda: controller.database.first_queued([], []))
    other.close()


def moving(controller: QueueController) -> None:
    """Each starts from another order, as the last one left it."""

    def last_to_the_front() -> None:
        ids = controller.database.order()
        controller.move(ids[-1:], ids[0])

    def hundred_to_the_end() -> None:
        ids = controller.database.order()
        controller.move(ids[len(ids) // 2 :][:100], None)

    row("move the last job to the front", last_to_the_front)
    row("move 100 jobs from the middle to the end", hundred_to_the_end)


def verbs(controller: QueueController) -> None:
    """For one job, then for all that there are."""
    one = controller.database.order()[:1]
    for whose, ids in (("one job", one), ("all jobs", None)):
        spent: dict[str, list[Spent]] = {"start": [], "pause": [], "resume": [], "stop": []}
        for _ in range(TIMES):
            for name, times in spent.items():
                times.append(milliseconds(partial(getattr(controller, name), ids)))
        for name, times in spent.items():
            show(f"{name} {whose}", times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=10_000)
    count = parser.parse_args().jobs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        controller = QueueController(folder)
        jobs = new_jobs(folder, count)
        print(f"| with {count:,} jobs | median of {TIMES}, ms | of which processor time |")
        print("| --- | --- | --- |")
        show("add all of them (once)", [milliseconds(lambda: controller.add(jobs))])
        controller.close()
        controller = QueueController(folder)
        tracemalloc.start()
        listed = controller.jobs()
        taken, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        looking(controller, folder)
        moving(controller)
        verbs(controller)
        controller.close()
        size = controller.database.path.stat().st_size
    print(f"\nA listed job takes {taken / len(listed) / 1000:.1f} kB of memory,", end=" ")
    print(f"and {size / count / 1000:.1f} kB in the file.")


if __name__ == "__main__":
    main()
