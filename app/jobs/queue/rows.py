"""From Python's values to a row of the database, and back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.jobs.queue.job import ALMOST, LAST_PHASES, HistoryEntry, Job
from app.jobs.queue.states import JobState
from exporters.errors import ExportError

JOB_COLUMNS = tuple(
    {"request_text": "request", "options_text": "options"}.get(item.name, item.name)
    for item in fields(Job)
)
HISTORY_COLUMNS = tuple(item.name for item in fields(HistoryEntry))

DONE = (
    "CASE WHEN state = 'completed' THEN 1.0"
    f" WHEN phase IN ({', '.join(repr(phase) for phase in LAST_PHASES)}) THEN {ALMOST}"
    f" WHEN work_total > 0 THEN min({ALMOST}, 1.0 * work_done / work_total) ELSE 0.0 END"
)
"""``Job.done`` as an expression of SQL."""

_OUTPUT, _SOURCE, _STATE, _LOG, _START_OVER = (
    JOB_COLUMNS.index(name) for name in ("output", "source", "state", "log", "start_over")
)
_FOREIGN = "Another program has written to the queue's database."
_PATHS_OF_ENTRY = (HISTORY_COLUMNS.index("output"), HISTORY_COLUMNS.index("source"))


def encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as SQLite takes them: names of files as bytes, since they need not be text."""
    return {name: _encoded(value) for name, value in values.items()}


def searchable(*texts: object) -> str:
    """What a search looks through, or for: no matter how letters are written."""
    return "\n".join(map(str, texts)).casefold().encode("utf-8", "replace").decode()


def decoded_state(text: str) -> JobState:
    """Raises ExportError for what is none."""
    try:
        return JobState(text)
    except ValueError as error:
        raise ExportError(
            f"The queue holds a job in an unknown state: {error}.", _FOREIGN
        ) from error


def decoded_job(row: Sequence[Any]) -> Job:
    """A job out of ``JOB_COLUMNS``. Raises ExportError for what cannot be one."""
    values = list(row)
    try:
        values[_OUTPUT] = _path(values[_OUTPUT])
        values[_SOURCE] = _path(values[_SOURCE])
        values[_STATE] = JobState(values[_STATE])
        log = values[_LOG]
        values[_LOG] = () if log == "[]" else tuple(json.loads(log))
        values[_START_OVER] = bool(values[_START_OVER])
    except (ValueError, TypeError) as error:
        raise ExportError(
            f"Job {row[0]} of the queue cannot be read: {error}.",
            _FOREIGN,
        ) from error
    return Job(*values)


def decoded_entry(row: Sequence[Any]) -> HistoryEntry:
    """An entry out of ``HISTORY_COLUMNS``."""
    values = list(row)
    for place in _PATHS_OF_ENTRY:
        values[place] = _path(values[place])
    return HistoryEntry(*values)


def _encoded(value: Any) -> Any:
    if isinstance(value, Path):
        return os.fsencode(value)
    if isinstance(value, (tuple, list, dict)):
        return json.dumps(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


@lru_cache(maxsize=1 << 15)
def _path(value: bytes) -> Path:
    """Making a path takes as long as reading its row does, and views read again and again."""
    return Path(os.fsdecode(value))
