"""Events as lines of JSON, for a process that shows what another one exports."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any, get_args

from exporters.events import Event, Progress, WorkerProgress

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Event)}
"""The events by the names that stand in the lines."""


def encode(job: int, event: Event) -> str:
    """One line, without its end; ``job`` is the job's number in the queue."""
    return json.dumps({"job": job, "event": type(event).__name__, **asdict(event)})


def decode(told: dict[str, Any]) -> tuple[int, Event] | None:
    """The reverse of ``encode``, for a line read as JSON; None when it tells of something else.

    Fields that this version does not know are left out.
    """
    kind = KINDS.get(str(told.get("event")))
    if kind is None or not isinstance(told.get("job"), int):
        return None
    values = {item.name: told[item.name] for item in fields(kind) if item.name in told}
    if kind is Progress:
        values["workers"] = tuple(WorkerProgress(**one) for one in values.get("workers", ()))
    values = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    return told["job"], kind(**values)
