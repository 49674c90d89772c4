from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.queue.controller import QueueController
from app.jobs.queue.states import TRANSITIONS, JobState, Verb, after, allowed, states_for
from exporters.errors import ExportError, UsageError
from tests.queue_jobs import Owner, added, queue_in

S, V = JobState, Verb

SPECIFIED = {
    V.CONFIGURE: {S.INACTIVE: S.INACTIVE, S.QUEUED: S.QUEUED, S.INTERRUPTED: S.INTERRUPTED,
                  S.FAILED: S.FAILED},
    V.START: {S.INACTIVE: S.QUEUED, S.INTERRUPTED: S.QUEUED, S.FAILED: S.QUEUED},
    V.PAUSE: {S.QUEUED: S.PAUSED, S.ACTIVE: S.PAUSED},
    V.RESUME: {S.PAUSED: S.QUEUED},
    V.STOP: {S.QUEUED: S.INACTIVE, S.ACTIVE: S.INACTIVE, S.PAUSED: S.INACTIVE,
             S.INTERRUPTED: S.INACTIVE},
    V.RESET: {state: S.INACTIVE for state in S if state is not S.ACTIVE},
    V.RETRY: {S.FAILED: S.QUEUED},
    V.REMOVE: {state: S.INACTIVE for state in S if state is not S.ACTIVE},
    V.BEGIN: {S.QUEUED: S.ACTIVE},
    V.FINISH: dict.fromkeys((S.ACTIVE, S.PAUSED, S.INACTIVE, S.QUEUED), S.COMPLETED),
    V.FAIL: dict.fromkeys((S.ACTIVE, S.PAUSED, S.INACTIVE, S.QUEUED), S.FAILED),
    V.INTERRUPT: {S.ACTIVE: S.INTERRUPTED},
}  # fmt: skip


def with_job_in(state: JobState, folder: Path) -> tuple[QueueController, Owner, int]:
    """A queue with one job that has been begun and has come to a state since."""
    queue = queue_in(folder)
    owner = Owner(queue)
    (number,) = added(queue, folder, "out.mp4", start=True)
    owner.begin(number)
    ways: dict[JobState, Callable[[], object]] = {
        S.INACTIVE: lambda: queue.stop([number]),
        S.QUEUED: lambda: (queue.pause([number]), queue.resume([number])),
        S.ACTIVE: lambda: None,
        S.PAUSED: lambda: queue.pause([number]),
        S.INTERRUPTED: queue.mark_interrupted,
        S.COMPLETED: lambda: owner.settle(number),
        S.FAILED: lambda: owner.settle(number, ExportError("It failed.")),
    }
    ways[state]()
    assert queue.job(number).state is state
    return queue, owner, number


def test_the_table_is_the_one_that_was_agreed_on() -> None:
    assert set(TRANSITIONS) == set(JobState)
    for verb in Verb:
        told = {state: TRANSITIONS[state][verb] for state in JobState if allowed(state, verb)}
        assert told == SPECIFIED[verb]
        assert states_for(verb) == list(told)


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("verb", Verb)
def test_every_pair_is_allowed_or_refused_with_a_sentence(state: JobState, verb: Verb) -> None:
    if allowed(state, verb):
        assert after(7, state, verb) is TRANSITIONS[state][verb]
        return
    with pytest.raises(UsageError) as raised:
        after(7, state, verb)
    assert raised.value.problem.startswith(f"Job 7 is {state}: it cannot be ")
    assert "{" not in str(raised.value)


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize(
    "verb", [V.CONFIGURE, V.START, V.PAUSE, V.RESUME, V.STOP, V.RESET, V.RETRY, V.REMOVE]
)
def test_what_a_user_asks_for_goes_by_the_table(
    verb: Verb, state: JobState, tmp_path: Path
) -> None:
    queue, _, number = with_job_in(state, tmp_path)
    ask: dict[Verb, Callable[[], object]] = {
        V.CONFIGURE: lambda: queue.configure([number], options={"workers": 1}),
        V.START: lambda: queue.start([number]),
        V.PAUSE: lambda: queue.pause([number]),
        V.RESUME: lambda: queue.resume([number]),
        V.STOP: lambda: queue.stop([number]),
        V.RESET: lambda: queue.reset([number]),
        V.RETRY: lambda: queue.retry([number]),
        V.REMOVE: lambda: queue.remove([number]),
    }
    before = queue.job(number)
    if not allowed(state, verb):
        with pytest.raises(UsageError, match=f"Job {number} is {state}"):
            ask[verb]()
        assert queue.job(number) == before
        return
    ask[verb]()
    if verb is V.REMOVE:
        assert queue.jobs() == []
    else:
        assert queue.job(number).state is TRANSITIONS[state][verb]


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("verb", [V.BEGIN, V.FINISH, V.FAIL, V.INTERRUPT])
def test_what_the_owner_reports_goes_by_the_table(
    verb: Verb, state: JobState, tmp_path: Path
) -> None:
    queue, owner, number = with_job_in(state, tmp_path)
    report: dict[Verb, Callable[[], object]] = {
        V.BEGIN: lambda: owner.begin(number),
        V.FINISH: lambda: owner.settle(number),
        V.FAIL: lambda: owner.settle(number, ExportError("It failed.")),
        V.INTERRUPT: queue.mark_interrupted,
    }
    report[verb]()
    assert queue.job(number).state is TRANSITIONS[state].get(verb, state)


@pytest.mark.parametrize(
    ("state", "verb", "sentence"),
    [
        (S.COMPLETED, V.PAUSE, "Job 3 is completed: it cannot be paused. "
         "`reprise queue reset 3` makes it ready to run again."),
        (S.ACTIVE, V.REMOVE, "Job 3 is active: it cannot be removed. "
         "`reprise queue stop 3` comes first."),
        (S.FAILED, V.RESUME, "Job 3 is failed: it cannot be continued. "
         "`reprise queue retry 3` tries it again."),
        (S.QUEUED, V.START, "Job 3 is queued: it cannot be started."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_helps(state: JobState, verb: Verb, sentence: str) -> None:
    with pytest.raises(UsageError) as raised:
        after(3, state, verb)
    assert str(raised.value) == sentence
