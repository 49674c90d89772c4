"""How the queue is run: settings that all front ends share, kept in its database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from exporters.errors import UsageError

Mode = Literal["auto", "manual"]
WhenDone = Literal["nothing", "quit", "sleep", "shutdown", "command"]

MOST_PARALLEL = 16
MOST_WORKERS = 256


@dataclass(frozen=True)
class QueueSettings:
    """
    Attributes:
        mode: "auto" goes on with interrupted exports by itself at the next start, "manual" asks.
        when_done: what happens when everything is exported.
        when_done_command: the program and its arguments, for "command".
        workers: segments that are encoded, or files that are gathered for a project, at the
            same time; None is one for each processor.
        parallel: exports that run at the same time.
        reports: whether each export writes a report beside its output.
        save_interval: seconds between progress records in journals.
    """

    mode: Mode = "manual"
    when_done: WhenDone = "nothing"
    when_done_command: tuple[str, ...] = ()
    workers: int | None = None
    parallel: int = 1
    reports: bool = True
    save_interval: float = 5.0

    def __post_init__(self) -> None:
        _one_of("mode", self.mode, get_args(Mode))
        _one_of("when_done", self.when_done, get_args(WhenDone))
        command = self.when_done_command
        if not all(isinstance(part, str) and "\0" not in part for part in command):
            raise UsageError("when_done_command is a program and its arguments.")
        if self.when_done == "command" and not command:
            raise UsageError(
                "when_done is “command”, but there is none.", "Set when_done_command too."
            )
        if self.workers is not None:
            _whole("workers", self.workers, MOST_WORKERS)
        _whole("parallel", self.parallel, MOST_PARALLEL)
        if not isinstance(self.reports, bool):
            raise UsageError("reports is yes or no.")
        _between("save_interval", self.save_interval, 0.1, 3600)

    def changed(self, changes: Mapping[str, Any]) -> QueueSettings:
        """With other values. Raises UsageError for what cannot be."""
        known = {item.name for item in fields(self)}
        unknown = sorted(set(changes) - known)
        if unknown:
            raise UsageError(
                f"The queue has no setting “{unknown[0]}”.",
                f"There are {', '.join(sorted(known))}.",
            )
        values = dict(changes)
        command = values.get("when_done_command")
        if isinstance(command, str):
            raise UsageError("when_done_command is a list: the program, then its arguments.")
        if command is not None:
            values["when_done_command"] = tuple(command)
        return replace(self, **values)

    def to_map(self) -> dict[str, Any]:
        """Plain values by name."""
        return {**asdict(self), "when_done_command": list(self.when_done_command)}


def _one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise UsageError(f"{name} is one of {', '.join(choices)}, not “{value}”.")


def _whole(name: str, value: object, most: int) -> None:
    if type(value) is not int or not 1 <= value <= most:
        raise UsageError(f"{name} is a whole number from 1 to {most}, not “{value}”.")


def _between(name: str, value: object, least: float, most: float) -> None:
    if type(value) not in (int, float) or not least <= float(str(value)) <= most:
        raise UsageError(f"{name} is a number from {least:g} to {most:g}, not “{value}”.")
