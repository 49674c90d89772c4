"""A scripted day: a queue of exports whose owner is killed again and again, and worse.

What fails carries the seed, and what has happened until then, as a note.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.jobs.export_job import ExportJob
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.states import JobState
from app.jobs.requests import make_request
from exporters.engine.options import ExportOptions
from tests.commands import digest, gone, small_disk
from tests.day_mishaps import PATIENCE, Followed, corrupt_part, edit, fill_disk
from tests.day_plan import OTHER, DayPlan, Mishap, make_films
from tests.serving_owner import ServingOwner

SECONDS_TO_DIE = 5.0
SMALL_DISK = 24
"""Megabytes: room for the largest export of a day."""

CHANGED = "has changed since the export was begun"
ENDED = (JobState.COMPLETED, JobState.FAILED)


class Day:
    """A context manager: makes films and undisturbed exports at first. Then come ``run``,
    ``check`` and, for what was edited, ``repair``.

    Args:
        folder: everything lies there.

    Attributes:
        log: sentences on what happened.
        left_out: why a mishap cannot be arranged here, or "".
    """

    def __init__(self, plan: DayPlan, folder: Path) -> None:
        self.plan = plan
        self.folder = folder
        self.log: list[str] = []
        self.left_out = ""
        self._kills = 0
        self._began = time.monotonic()
        self._open = contextlib.ExitStack()
        self._pending = list(plan.mishaps)
        self._due: list[tuple[float, Mishap]] = []
        self._edited: set[int] = set()
        self._small: Path | None = None

    def __enter__(self) -> Day:
        with contextlib.ExitStack() as opened, self._told():
            opened.callback(self.__exit__)
            self._prepare()
            opened.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    # Before

    def _prepare(self) -> None:
        for name in ("films", "sources", "undisturbed", "outputs"):
            (self.folder / name).mkdir()
        self._films = make_films(self.folder / "films", self.plan.seconds)
        self._mount()
        self.jobs = [self._follow(position) for position in range(len(self.plan.jobs))]
        for job in self.jobs:
            self._export_undisturbed(job)
        self._say(f"{len(self.jobs)} undisturbed exports are made.")
        self.controller = QueueController(self.folder / "queue")
        self._open.callback(self.controller.close)
        self.controller.change_settings(mode="auto", parallel=2, workers=2, save_interval=0.5)
        requests = [self._request(job, job.output) for job in self.jobs]
        rows = self.controller.add(
            [NewJob(job.output, request) for job, request in zip(self.jobs, requests, strict=True)],
            start=True,
        )
        for job, row in zip(self.jobs, rows, strict=True):
            job.number = row.id

    def _mount(self) -> None:
        """Mount the small file system that is to get full."""
        disk = small_disk(self.folder / "small disk", SMALL_DISK)
        try:
            self._small = self._open.enter_context(disk)
        except pytest.skip.Exception as reason:
            self.left_out = f"No disk was filled: {reason}."
            self._pending = [mishap for mishap in self._pending if mishap.what != "filled"]

    def _follow(self, position: int) -> Followed:
        planned = self.plan.jobs[position]
        film = self._films[planned.kind.film]
        source = self.folder / "sources" / f"{position + 1} {film.name}"
        os.link(film, source)
        folder = self.folder / "outputs"
        if self._small and Mishap.befalling(position, "filled", self._pending):
            folder = self._small
        return Followed(planned, source, folder / planned.name)

    def _request(self, job: Followed, output: Path) -> dict[str, Any]:
        return make_request(job.source, output, None, job.planned.settings).to_map()

    def _export_undisturbed(self, job: Followed) -> None:
        output = self.folder / "undisturbed" / job.name
        request = make_request(job.source, output, None, job.planned.settings)
        began = time.monotonic()
        ExportJob(output, request, ExportOptions(workers=2)).run(lambda event: None)
        job.seconds, job.digest = time.monotonic() - began, digest(output)

    # The day

    def run(self) -> None:
        """Run the queue until every mishap has happened and every job has ended."""
        with self._told():
            self._run()

    def repair(self) -> list[Job]:
        """Bring back the sources that were edited, and try those jobs again; the jobs then."""
        with self._told():
            jobs = [self.jobs[position] for position in sorted(self._edited)]
            for job in jobs:
                edit(job.source, self._films[job.planned.kind.film])
            self._edited.clear()
            self.controller.retry([job.number for job in jobs])
            self._run()
            return [self.controller.job(job.number) for job in jobs]

    def _run(self) -> None:
        self._owner = self._start_owner()
        try:
            self._go_through()
        except BaseException:
            self._owner.kill()
            raise
        self._owner.end()
        assert gone(str(self.folder), SECONDS_TO_DIE), "ffmpeg outlived the application."
        errors = (self.folder / "errors.txt").read_text()
        assert not errors, errors

    def _start_owner(self) -> ServingOwner:
        return ServingOwner(self.controller.folder, self.folder / "errors.txt")

    def _go_through(self) -> None:
        news = time.monotonic()
        while self._pending or self._due or not self._all_ended():
            for event in self._owner.told(0.05):
                self._heard(event)
                news = time.monotonic()
            now = time.monotonic()
            assert self._owner.process.poll() is None, "The owner ended by itself."
            assert now < news + PATIENCE, "Nothing happens any more."
            self._arm(now)
            for due, mishap in list(self._due):
                if due <= now and (mishap.kills or self.jobs[mishap.job].exporting):
                    self._due.remove((due, mishap))
                    self._happen(mishap)

    def _all_ended(self) -> bool:
        rows = self.controller.jobs()
        assert {row.id for row in rows} == {job.number for job in self.jobs}, "Jobs are lost."
        return all(row.state in ENDED for row in rows)

    def _arm(self, now: float) -> None:
        for mishap in list(self._pending):
            job = self.jobs[mishap.job]
            if job.active and len(job.finished) >= mishap.units:
                self._pending.remove(mishap)
                self._due.append((now + mishap.share * job.seconds, mishap))

    def _happen(self, mishap: Mishap) -> None:
        job = self.jobs[mishap.job]
        self._say(f"{job.name} is {mishap.what}.")
        if not mishap.kills:
            others = [one for one in self.jobs if one is not job]
            fill_disk(self.controller, job, others, self._say)
            return
        self._kill()
        assert mishap.what == "killed" or job.parts.is_dir(), "It came too late."
        if mishap.what == "edited":
            edit(job.source, self._films[OTHER])
            self._edited.add(mishap.job)
        elif mishap.what == "corrupted":
            self._say(f"It was its part {corrupt_part(job)}.")
        elif mishap.what == "forgotten":
            job.journal.unlink()
        self._owner = self._start_owner()

    def _kill(self) -> None:
        for event in self._owner.kill():
            self._heard(event)
        self._kills += 1
        for job in self.jobs:
            job.kept, job.exporting = len(job.finished), False
        assert gone(str(self.folder), SECONDS_TO_DIE), "ffmpeg outlived the application."

    # What is heard

    def _heard(self, event: dict[str, Any]) -> None:
        assert event["event"] != "problem", event["sentence"]
        job = next((job for job in self.jobs if job.number == event.get("job")), None)
        if job is not None:
            self._heard_of(job, str(event["event"]), event)

    def _heard_of(self, job: Followed, kind: str, event: dict[str, Any]) -> None:
        if kind == "changed":
            job.active = job.active or event["state"] == "active"
            self._say(f"{job.name} is {event['state']}.")
        elif kind == "UnitFinished":
            job.finished.add(event["unit"])
        elif kind == "UnitChecked" and not event["intact"]:
            job.finished.discard(event["unit"])
            self._say(f"{job.name}: part {event['unit']} is found to be damaged.")
        elif kind == "Progress" and event["phase"] == "exporting":
            job.exporting = True
            again = f"{job.name} does finished units again."
            assert event["units_done"] >= job.kept, again
        elif kind in ("Warned", "UnitRetried"):
            self._say(f"{job.name}: {event['message']}")
        elif kind == "Restored":
            self._say(f"{job.name}: {event['units_done']} units are restored. {event['notes']}")

    # After

    def check(self) -> None:
        """Every job is complete and as if nothing had happened, or has failed as it should."""
        with self._told():
            planned = sum(mishap.kills for mishap in self.plan.mishaps)
            assert self._kills == planned, f"The owner was killed {self._kills} times."
            rows = {row.id: row for row in self.controller.jobs()}
            for position, job in enumerate(self.jobs):
                row = rows[job.number]
                if position in self._edited:
                    assert row.state is JobState.FAILED, f"{job.name} is {row.state}."
                    assert CHANGED in row.message, row.message
                    assert not job.output.exists(), f"{job.name} was exported all the same."
                else:
                    self._check_completed(job, row)
            assert not self._beside(), f"Left beside the outputs: {self._beside()}"

    def _check_completed(self, job: Followed, row: Job) -> None:
        assert row.state is JobState.COMPLETED, f"{job.name} is {row.state}: {row.message}"
        assert digest(job.output) == job.digest, f"{job.name} is another file."
        outcomes = [one.outcome for one in self.controller.history() if one.job == row.id]
        assert outcomes.count("completed") == 1, f"{job.name}: {outcomes}"

    def _beside(self) -> list[str]:
        """Names of all that lies beside the outputs of completed jobs, reports left out."""
        expected = {job.name for job in self.jobs}
        expected |= {f"{name}.report.{kind}" for name in expected for kind in ("html", "json")}
        for position in self._edited:
            expected |= {self.jobs[position].parts.name, self.jobs[position].journal.name}
        folders = {job.output.parent for job in self.jobs}
        names = {path.name for folder in folders for path in folder.iterdir()}
        return sorted(names - expected)

    # Telling

    def _say(self, sentence: str) -> None:
        self.log.append(f"{time.monotonic() - self._began:8.2f} {sentence}")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            error.add_note("\n".join([f"DAY_SEED={self.plan.seed}", *self.log]))
            raise
