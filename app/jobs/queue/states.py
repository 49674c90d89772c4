"""The states of a job, and the one table of what may follow what. docs/queue.md shows it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from exporters.errors import UsageError


class JobState(StrEnum):
    """inactive: in the list, not to be run. queued: waits its turn. active: is being exported.
    paused: frozen, or to be gone on with later. interrupted: was active when its owner ended.
    completed, failed: has ended.
    """

    INACTIVE = "inactive"
    QUEUED = "queued"
    ACTIVE = "active"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    COMPLETED = "completed"
    FAILED = "failed"


LIVE = (JobState.QUEUED, JobState.ACTIVE, JobState.PAUSED)
"""Waits, runs, or is frozen."""
ENDED = (JobState.COMPLETED, JobState.FAILED)
"""Another job may write the same file."""


class Verb(StrEnum):
    """What changes a state: what users ask for, then (from begin on) what the owner reports."""

    CONFIGURE = "configure"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RESET = "reset"
    RETRY = "retry"
    REMOVE = "remove"
    BEGIN = "begin"
    FINISH = "finish"
    FAIL = "fail"
    INTERRUPT = "interrupt"


_S, _V = JobState, Verb

TRANSITIONS: Mapping[JobState, Mapping[Verb, JobState]] = {
    _S.INACTIVE: {
        _V.CONFIGURE: _S.INACTIVE,
        _V.START: _S.QUEUED,
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
        _V.FINISH: _S.COMPLETED,
        _V.FAIL: _S.FAILED,
    },
    _S.QUEUED: {
        _V.CONFIGURE: _S.QUEUED,
        _V.PAUSE: _S.PAUSED,
        _V.STOP: _S.INACTIVE,
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
        _V.BEGIN: _S.ACTIVE,
        _V.FINISH: _S.COMPLETED,
        _V.FAIL: _S.FAILED,
    },
    _S.ACTIVE: {
        _V.PAUSE: _S.PAUSED,
        _V.STOP: _S.INACTIVE,
        _V.FINISH: _S.COMPLETED,
        _V.FAIL: _S.FAILED,
        _V.INTERRUPT: _S.INTERRUPTED,
    },
    _S.PAUSED: {
        _V.RESUME: _S.QUEUED,
        _V.STOP: _S.INACTIVE,
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
        _V.FINISH: _S.COMPLETED,
        _V.FAIL: _S.FAILED,
    },
    _S.INTERRUPTED: {
        _V.CONFIGURE: _S.INTERRUPTED,
        _V.START: _S.QUEUED,
        _V.STOP: _S.INACTIVE,
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
    },
    _S.COMPLETED: {
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
    },
    _S.FAILED: {
        _V.CONFIGURE: _S.FAILED,
        _V.START: _S.QUEUED,
        _V.RETRY: _S.QUEUED,
        _V.RESET: _S.INACTIVE,
        _V.REMOVE: _S.INACTIVE,
    },
}
"""What a verb makes of a state. A removed job is taken out of the list."""

_DONE = {
    _V.CONFIGURE: "changed",
    _V.START: "started",
    _V.PAUSE: "paused",
    _V.RESUME: "continued",
    _V.STOP: "stopped",
    _V.RESET: "reset",
    _V.RETRY: "tried again",
    _V.REMOVE: "removed",
    _V.BEGIN: "begun",
    _V.FINISH: "completed",
    _V.FAIL: "failed",
    _V.INTERRUPT: "interrupted",
}

_STOP_FIRST = "`reprise queue stop {id}` comes first."
_START = "`reprise queue start {id}` lets it run."
_RESUME = "`reprise queue resume {id}` goes on with it."
_RETRY = "`reprise queue retry {id}` tries it again."
_RESET = "`reprise queue reset {id}` makes it ready to run again."

_ADVICE: Mapping[tuple[JobState, Verb], str] = {
    (_S.INACTIVE, _V.PAUSE): _START,
    (_S.INACTIVE, _V.RESUME): _START,
    (_S.INACTIVE, _V.RETRY): _START,
    (_S.ACTIVE, _V.CONFIGURE): _STOP_FIRST,
    (_S.ACTIVE, _V.RESET): _STOP_FIRST,
    (_S.ACTIVE, _V.REMOVE): _STOP_FIRST,
    (_S.PAUSED, _V.CONFIGURE): _STOP_FIRST,
    (_S.PAUSED, _V.START): _RESUME,
    (_S.PAUSED, _V.RETRY): _RESUME,
    (_S.INTERRUPTED, _V.PAUSE): _START,
    (_S.INTERRUPTED, _V.RESUME): _START,
    (_S.INTERRUPTED, _V.RETRY): _START,
    (_S.COMPLETED, _V.CONFIGURE): _RESET,
    (_S.COMPLETED, _V.START): _RESET,
    (_S.COMPLETED, _V.PAUSE): _RESET,
    (_S.COMPLETED, _V.RESUME): _RESET,
    (_S.COMPLETED, _V.RETRY): _RESET,
    (_S.FAILED, _V.PAUSE): _RETRY,
    (_S.FAILED, _V.RESUME): _RETRY,
}
"""What helps instead, for wrong verbs where something does."""


def allowed(state: JobState, verb: Verb) -> bool:
    """Whether the table has an entry."""
    return verb in TRANSITIONS[state]


def states_for(verb: Verb) -> list[JobState]:
    """The states in which a verb is allowed."""
    return [state for state in JobState if allowed(state, verb)]


def after(job_id: int, state: JobState, verb: Verb) -> JobState:
    """The state that follows. Raises UsageError, with a sentence, for what is not in the table."""
    following = TRANSITIONS[state].get(verb)
    if following is None:
        raise UsageError(
            f"Job {job_id} is {state}: it cannot be {_DONE[verb]}.",
            _ADVICE.get((state, verb), "").format(id=job_id),
        )
    return following
