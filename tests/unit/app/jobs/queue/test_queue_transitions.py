"""Verbs in any order, from two processes' controllers, with an owner that begins and ends runs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.jobs.queue.controller import QueueController
from app.jobs.queue.states import TRANSITIONS, JobState, Verb, allowed
from exporters.errors import Cancelled, ExportError, UsageError
from tests.queue_jobs import Owner, new_job, queue_in

MOST_JOBS = 5
CHOICES = st.integers(0, MOST_JOBS - 1)
ASKED = (Verb.CONFIGURE, Verb.START, Verb.PAUSE, Verb.RESUME, Verb.STOP, Verb.RESET, Verb.RETRY)


@dataclass
class Expected:
    """What a job should be like."""

    state: JobState
    ended_by_user: bool = False
    """Its run was told to end, and has not yet."""


class Queue(RuleBasedStateMachine):
    """The model is a list of numbers, in order, and a state for each."""

    @initialize()
    def begin_empty(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.here, self.there = queue_in(self.folder), queue_in(self.folder)
        self.owner = Owner(self.here)
        self.jobs: dict[int, Expected] = {}
        self.order: list[int] = []
        self.names = 0
        self.ended = 0

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.here.close()
            self.there.close()
            shutil.rmtree(self.folder)

    @precondition(lambda self: len(self.order) < MOST_JOBS)
    @rule(start=st.booleans(), choice=CHOICES, at_end=st.booleans())
    def add(self, start: bool, choice: int, at_end: bool) -> None:
        before = None if at_end or not self.order else self.order[choice % len(self.order)]
        self.names += 1
        job = new_job(self.folder, f"{self.names}.mp4")
        (made,) = self.there.add([job], start=start, before=before)
        assert made.id not in self.jobs, "a number was used again"
        self.jobs[made.id] = Expected(JobState.QUEUED if start else JobState.INACTIVE)
        place = len(self.order) if before is None else self.order.index(before)
        self.order.insert(place, made.id)

    @precondition(lambda self: self.order)
    @rule(verb=st.sampled_from(ASKED), choice=CHOICES, here=st.booleans())
    def ask_for_one(self, verb: Verb, choice: int, here: bool) -> None:
        number = self.order[choice % len(self.order)]
        refused = False
        try:
            self._ask(self.here if here else self.there, verb, [number])
        except UsageError:
            refused = True
        assert refused is not allowed(self.jobs[number].state, verb)
        if not refused:
            self._follow(number, verb)

    @precondition(lambda self: self.order)
    @rule(verb=st.sampled_from(ASKED[1:]), here=st.booleans())
    def ask_for_all(self, verb: Verb, here: bool) -> None:
        changed = self._ask(self.here if here else self.there, verb, None)
        wanted = [number for number in self.order if allowed(self.jobs[number].state, verb)]
        assert changed == wanted
        for number in wanted:
            self._follow(number, verb)

    @precondition(lambda self: len(self.order) > 1)
    @rule(verb=st.sampled_from(ASKED))
    def ask_for_several(self, verb: Verb) -> None:
        """All of them by their numbers: one that does not allow it keeps the others as they are."""
        if all(allowed(self.jobs[number].state, verb) for number in self.order):
            self._ask(self.there, verb, self.order)
            for number in self.order:
                self._follow(number, verb)
            return
        try:
            self._ask(self.there, verb, self.order)
        except UsageError:
            return
        raise AssertionError(f"{verb} should have been refused")

    @precondition(lambda self: self.order)
    @rule(choice=CHOICES)
    def remove(self, choice: int) -> None:
        number = self.order[choice % len(self.order)]
        if not allowed(self.jobs[number].state, Verb.REMOVE):
            try:
                self.there.remove([number])
            except UsageError:
                return
            raise AssertionError("an active job was removed")
        self.there.remove([number])
        self.order.remove(number)
        del self.jobs[number]
        if number in self.owner.runs:
            self.owner.settle(number, Cancelled("The export was stopped."))
            del self.owner.runs[number]

    @precondition(lambda self: len(self.order) > 1)
    @rule(choice=CHOICES, other=CHOICES, at_end=st.booleans())
    def move(self, choice: int, other: int, at_end: bool) -> None:
        number = self.order[choice % len(self.order)]
        before = None if at_end else self.order[other % len(self.order)]
        if before == number:
            return
        self.there.move([number], before)
        self.order.remove(number)
        place = len(self.order) if before is None else self.order.index(before)
        self.order.insert(place, number)

    @precondition(lambda self: self.order)
    @rule(choice=CHOICES)
    def owner_begins(self, choice: int) -> None:
        number = self.order[choice % len(self.order)]
        job = self.jobs[number]
        if job.ended_by_user:
            # An owner first sees the old run's end.
            self._end(number, Cancelled("The export was stopped."))
        begun = self.owner.begin(number)
        assert begun is (job.state is JobState.QUEUED)
        if begun:
            job.state = JobState.ACTIVE

    @precondition(lambda self: self.owner.runs)
    @rule(choice=CHOICES, error=st.sampled_from([None, ExportError("No."), Cancelled("Stop.")]))
    def owner_ends(self, choice: int, error: ExportError | None) -> None:
        numbers = sorted(self.owner.runs)
        self._end(numbers[choice % len(numbers)], error)

    @rule()
    def owner_dies(self) -> None:
        self.owner.runs.clear()
        self.there.mark_interrupted()
        for job in self.jobs.values():
            job.ended_by_user = False
            if job.state is JobState.ACTIVE:
                job.state = JobState.INTERRUPTED
                self.ended += 1

    @invariant()
    def both_processes_see_what_is_expected(self) -> None:
        if not hasattr(self, "order"):
            return
        for queue in (self.here, self.there):
            jobs = queue.jobs()
            assert [job.id for job in jobs] == self.order
            assert {job.id: job.state for job in jobs} == {
                number: job.state for number, job in self.jobs.items()
            }

    def _ask(self, queue: QueueController, verb: Verb, ids: list[int] | None) -> list[int]:
        asked: dict[Verb, Callable[..., list]] = {  # type: ignore[type-arg]
            Verb.CONFIGURE: lambda ids: queue.configure(ids, options={"workers": 2}),
            Verb.START: queue.start,
            Verb.PAUSE: queue.pause,
            Verb.RESUME: queue.resume,
            Verb.STOP: queue.stop,
            Verb.RESET: queue.reset,
            Verb.RETRY: queue.retry,
        }
        return [job.id for job in asked[verb](ids)]

    def _follow(self, number: int, verb: Verb) -> None:
        job = self.jobs[number]
        job.state = TRANSITIONS[job.state][verb]
        if verb in (Verb.STOP, Verb.RESET) and number in self.owner.runs:
            job.ended_by_user = True

    def _end(self, number: int, error: ExportError | None) -> None:
        """A run ends; what the user has asked for meanwhile counts."""
        job = self.jobs[number]
        self.owner.settle(number, error)
        del self.owner.runs[number]
        old, job.ended_by_user = job.ended_by_user, False
        if isinstance(error, Cancelled):
            if job.state is JobState.ACTIVE:
                job.state = JobState.INTERRUPTED
        elif error is None and allowed(job.state, Verb.FINISH):
            job.state = JobState.COMPLETED
        elif error is not None and not (old and job.state in (JobState.QUEUED, JobState.PAUSED)):
            job.state = TRANSITIONS[job.state].get(Verb.FAIL, job.state)


Queue.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestEveryOrderOfVerbs = Queue.TestCase
