"""Rows of the queue as values, without a queue."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState

_EMPTY: dict[str, Any] = {
    "str": "", "int": 0, "float": 0.0, "bool": False, "float | None": None, "tuple[str, ...]": (),
}  # fmt: skip


def example_job(number: int, state: JobState, **values: Any) -> Job:
    """A job with nothing in it but a number, a state, an output, and what is given."""
    given = {
        "id": number,
        "state": state,
        "output": Path(f"/films/film {number}.mp4"),
        "source": Path("/films/source.mp4"),
        "request_text": "{}",
        "options_text": "{}",
        **values,
    }
    for item in fields(Job):
        if item.name not in given and item.default is MISSING:
            given[item.name] = _EMPTY[str(item.type)]
    return Job(**given)
