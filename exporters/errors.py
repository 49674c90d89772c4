"""Errors that reach a user: each is a sentence that says what failed, on which file, what to do."""

from __future__ import annotations


class ExportError(Exception):
    """An export, or the preparation of one, failed.

    Args:
        problem: what failed, on which file; a sentence.
        advice: what the user can do next; a sentence, or "".
        log: last lines of the external program's log, if one ran.
    """

    def __init__(self, problem: str, advice: str = "", log: tuple[str, ...] = ()) -> None:
        self.problem = problem
        self.advice = advice
        self.log = log
        super().__init__(f"{problem} {advice}".strip())


class UsageError(ExportError):
    """The request cannot be carried out as given (exit code 2)."""


class SourceError(ExportError):
    """A source is missing, unreadable, changed, or not what the plan was made for."""


class StateError(ExportError):
    """A journal or a parts folder cannot be used."""


class StateBusy(StateError):
    """Another live process holds the export's lock."""


class NewerVersion(StateError):
    """The journal was written by a newer version of Reprise."""


class ProcessFailed(ExportError):
    """An external process ended with an error, hung, or could not be started."""


class UnitFailed(ExportError):
    """A unit's result does not match the plan."""


class DiskFull(ExportError):
    """There is no room on the volume that holds the parts or the output."""


class Cancelled(ExportError):
    """The user or the system asked the export to stop; what is finished is kept (exit code 75)."""
