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
}

_INSTEAD = {
    (_S.ACTIVE, _V.RESET): "stop",
    (_S.ACTIVE, _V.REMOVE): "stop",
    (_S.ACTIVE, _V.CONFIGURE): "stop",
    (_S.PAUSED, _V.START): "resume",
    (_S.PAUSED, _V.CONFIGURE): "stop",
    (_S.COMPLETED, _V.START): "reset",
    (_S.INTERRUPTED, _V.RESUME): "start",
    (_S.INACTIVE, _V.RESUME): "start",
    (_S.FAILED, _V.RESUME): "retry",
}


def allowed(state: JobState, verb: Verb) -> bool:
    """Whether the table has an entry."""
    return verb in TRANSITIONS[state]


def after(job_id: int, state: JobState, verb: Verb) -> JobState:
    """The state that follows. Raises UsageError, with a sentence, for what is not in the table."""
    following = TRANSITIONS[state].get(verb)
    if following is None:
        instead = _INSTEAD.get((state, verb))
        raise UsageError(
            f"Job {job_id} is {state}: it cannot be {_DONE.get(verb, verb)}.",
            f"`reprise queue {instead} {job_id}` comes first." if instead else "",
        )
    return following
