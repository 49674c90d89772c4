"""Quick exports for tests of the queue: real runs of the engine, of small files, on demand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.jobs.export_job import ExportJob
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.owner import QueueOwner
from app.jobs.queue.running import export_options_of
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions
from exporters.engine.published import Published
from exporters.events import Event
from exporters.plan import Unit, UnitContext
from exporters.resume_export import ResumableExporter
from exporters.video.request import VideoRequest
from tests.synthetic_exporter import SyntheticExporter, expected

PATIENCE = 40.0
"""Seconds that a test waits for what must happen."""

UNITS = 4
WORKERS = 2


def request_of(job: Job) -> dict[str, Any]:
    """What the quick export of a job makes; another ``crf`` makes other bytes."""
    return {"units": UNITS, "seed": f"{job.name} {job.request['crf']}", "size": 300}


def content_of(job: Job) -> bytes:
    """The output of an undisturbed run."""
    return expected(request_of(job))


@dataclass
class QuickExport:
    """In the place of an ``ExportJob``."""

    output: Path
    request: dict[str, Any]
    options: ExportOptions
    token: CancelToken
    on_unit: Callable[[Unit, UnitContext], None]
    on_published: Callable[[Published], None] | None = None

    def run(self, subscriber: Callable[[Event], None]) -> bool:
        def published(told: Published) -> tuple[str, ...]:
            if self.on_published is not None:
                self.on_published(told)
            return ()

        ResumableExporter(
            SyntheticExporter(on_run=self.on_unit),
            options=self.options,
            subscriber=subscriber,
            token=self.token,
            on_published=published,
        ).export(self.request, self.output)
        return True


@dataclass
class Exports:
    """Makes the exports of an owner (``make_job``), and holds them up where a test wants it.

    Attributes:
        held: names of jobs whose units wait.
        free_units: units that a held job may do all the same.
        begun: names of the jobs whose export was made, in order.
        done: (name, unit) of each unit that was done.
        most: the most jobs that were at work at the same time.
        instead: what a job does instead of exporting, by its name.
        paused: names of those that have been told to pause.
    """

    held: set[str] = field(default_factory=set)
    free_units: int = 0
    begun: list[str] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    done: list[tuple[str, int]] = field(default_factory=list)
    most: int = 0
    instead: dict[str, Callable[[CancelToken], None]] = field(default_factory=dict)
    paused: set[str] = field(default_factory=set)
    _at_work: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, job: Job, settings: QueueSettings, token: CancelToken) -> ExportJob:
        self.begun.append(job.name)
        self.requests.append(job.request)
        token.subscribe(lambda: self.paused.add(job.name) if token.paused else None)
        if job.name in self.instead:
            self.instead[job.name](token)
        options = export_options_of({**job.options, "workers": WORKERS}, settings)
        made: Any = QuickExport(
            job.output,
            request_of(job),
            ExportOptions(
                workers=WORKERS,
                overwrite=options.overwrite,
                resume="never" if job.start_over else "auto",
                retry_waits=(),
            ),
            token,
            lambda unit, context: self._unit(job.name, unit, context),
        )
        return made  # type: ignore[no-any-return]

    def hold(self, *names: str) -> None:
        self.held.update(names)

    def release(self, *names: str) -> None:
        self.held.difference_update(names or set(self.held))

    def units_done(self, name: str) -> list[int]:
        return sorted(unit for whose, unit in self.done if whose == name)

    def _unit(self, name: str, unit: Unit, context: UnitContext) -> None:
        with self._lock:
            self._at_work.append(name)
            self.most = max(self.most, len(set(self._at_work)))
        try:
            while name in self.held and unit.index >= self.free_units:
                context.token.check()
                time.sleep(0.005)
            context.token.check()
            self.done.append((name, unit.index))
        finally:
            with self._lock:
                self._at_work.remove(name)


class Awake:
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def hold(self) -> None:
        self.calls.append("hold")

    def release(self) -> None:
        self.calls.append("release")


def new_jobs(folder: Path, *names: str, **options: Any) -> list[NewJob]:
    """Jobs with outputs of these names in a folder."""
    source = folder / "source.mp4"
    source.touch()
    request = VideoRequest(str(source), crf=20.0).to_map()
    return [NewJob(folder / name, request, options) for name in names]


def eventually(condition: Callable[[], object], what: str = "") -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what or "It never happened."
        time.sleep(0.01)


def reaches(controller: QueueController, job: Job | int, state: JobState) -> Job:
    """Wait until a job has a state; the job then."""
    number = job if isinstance(job, int) else job.id
    eventually(
        lambda: controller.job(number).state is state,
        f"Job {number} is {controller.job(number)}, not {state}.",
    )
    return controller.job(number)


def run_to_the_end(controller: QueueController, exports: Exports) -> None:
    """Run the queue with an owner of its own until nothing waits."""
    owner = QueueOwner(controller, make_job=exports)
    owner.start()
    try:
        assert owner.wait_until_idle(PATIENCE)
    finally:
        owner.stop()
