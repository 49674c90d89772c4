"""A job of the queue, and what else the queue tells of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from app.jobs.naming import MAIN_FILES
from app.jobs.queue.states import JobState
from exporters.events import PHASES

LAST_PHASES = PHASES[2:]
"""The phases after exporting, which take little time."""
ALMOST = 0.99
"""How much is done when everything is exported and only those phases are left."""


def called(output: Path) -> str:
    """What an export is called: the output's name; that of its folder for drafts.

    All drafts of an editor are published as files of one name.
    """
    return output.parent.name if output.name in MAIN_FILES else output.name


@dataclass(frozen=True)
class NewJob:
    """What is added to the queue.

    Attributes:
        output: the file that is to appear; made absolute. Of a project that is a folder it is
            the file in it that is published last.
        request: of a film or of a project, as ``VideoRequest.to_map`` or
            ``ProjectRequest.to_map`` gives it; ``app.jobs.requests.is_of_project`` tells them
            apart.
        options: how it is run: ``workers``, ``overwrite``, ``keep_parts``, ``save_interval``,
            ``state``, ``parts``, ``ffmpeg``, ``report`` (of films); what is left out takes its
            default.
        preset: name of the preset that the settings come from, for the history.
    """

    output: Path
    request: Mapping[str, Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    preset: str = ""


@dataclass(frozen=True)
class Job:
    """An export in the queue, as its row was when it was read.

    Attributes:
        id: the number that users see; never used again.
        position: rises along the queue; there are gaps where jobs were removed.
        output, source: absolute paths.
        preset: name of the preset, or "".
        state: see ``states``.
        phase: that it is in, or was in last; one of ``exporters.events.PHASES``, "" before.
        last_completed_phase: "" when none is.
        added, began, ended: seconds since 1970; 0.0 before.
        units_done, units_total: segments and tracks of sound; of a project files that are
            gathered, or pieces of them.
        work_done, work_total: in ``work_name`` (frames for video, bytes for projects).
        rate: work a second; ``speed``: playing time a second; 0.0 when unknown.
        size: bytes of finished parts, then of the output.
        seconds_left: estimate, or None.
        fraction: of the phase, 0 to 1.
        waiting_for: "" or what the export waits for ("disk space").
        message: why it failed, or the last warning; a sentence.
        log: last lines of the log of the program that failed.
        attempts: how often it was begun.
        digest: of the output, hex; "" until it is in its place.
        start_over: the next run drops what an earlier one has left.
        stops: how often its runs were ended by a verb: a run that began with a smaller number
            is not to go on, even if the job waits for its turn again.
    """

    id: int
    position: int
    output: Path
    source: Path
    preset: str
    state: JobState
    phase: str
    last_completed_phase: str
    added: float
    began: float
    ended: float
    units_done: int
    units_total: int
    work_done: int
    work_total: int
    work_name: str
    rate: float
    speed: float
    size: int
    seconds_left: float | None
    fraction: float
    waiting_for: str
    message: str
    log: tuple[str, ...]
    attempts: int
    digest: str
    start_over: bool
    request_text: str
    options_text: str
    stops: int = 0

    @property
    def name(self) -> str:
        """What the job is called: the output's name; that of its folder for drafts."""
        return called(self.output)

    @cached_property
    def request(self) -> dict[str, Any]:
        """As given, of a film or of a project; parsed when it is asked for."""
        return dict(json.loads(self.request_text))

    @cached_property
    def options(self) -> dict[str, Any]:
        """As given; parsed when it is asked for."""
        return dict(json.loads(self.options_text))

    @property
    def done(self) -> float:
        """How much of the whole is done, from 0 to 1; ``rows.DONE`` says the same in SQL."""
        if self.state is JobState.COMPLETED:
            return 1.0
        if self.phase in LAST_PHASES:
            return ALMOST
        return min(ALMOST, self.work_done / self.work_total) if self.work_total else 0.0


@dataclass(frozen=True)
class HistoryEntry:
    """How one run of a job ended.

    Attributes:
        outcome: "completed", "failed", "stopped" or "interrupted".
        began, ended: seconds since 1970.
        size: of the output, in bytes; 0 unless completed.
        message: why it failed.
    """

    id: int
    job: int
    output: Path
    source: Path
    preset: str
    outcome: str
    began: float
    ended: float
    size: int
    digest: str
    message: str

    @property
    def name(self) -> str:
        """What the job was called."""
        return called(self.output)


@dataclass(frozen=True)
class QueueStatus:
    """The queue in figures.

    Attributes:
        counts: jobs by state; states without jobs are there with 0.
        owner: who runs it ("process 123 since 14:32"), or "".
        fraction: of the jobs that are waiting, running or paused: how much is done, 0 to 1.
        seconds_left: of the jobs that run, or None.
    """

    counts: Mapping[JobState, int]
    owner: str
    fraction: float
    seconds_left: float | None

    @property
    def paused(self) -> bool:
        """Something is paused, and nothing runs or waits for its turn."""
        running = self.counts[JobState.ACTIVE] + self.counts[JobState.QUEUED]
        return self.counts[JobState.PAUSED] > 0 and not running


@dataclass(frozen=True)
class Interrupted:
    """An interrupted export, for the question whether to go on with it.

    Attributes:
        saved: when it was saved last, seconds since 1970; 0.0 when unknown.
        parts_size: bytes that its finished parts take.
        source: "unchanged", "changed", "missing", or "" when unknown.
        why: why it stopped; a sentence.
        damage: a sentence when its journal is damaged or lost, else "".
    """

    job: Job
    units_done: int
    units_total: int
    saved: float
    parts_size: int
    source: str
    why: str
    damage: str


@dataclass(frozen=True, slots=True)
class JobChanged:
    """A job has come to another state; told to the owner's subscriber."""

    job_id: int
    state: JobState
