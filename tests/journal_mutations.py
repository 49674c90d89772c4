"""Journals of known content, and ways to damage them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exporters.checkpoint.journal import FinishedUnit, Journal, JournalState

PLAN_HASH = "0123456789abcdef" * 2
UNIT_COUNT = 1000

Step = Callable[[Journal], None]


def digest(index: int) -> bytes:
    return bytes([index % 251]) * 16


def unit(index: int, size: int = 1_500_000, work: int = 250) -> FinishedUnit:
    return FinishedUnit(index, size, digest(index), work)


def create(path: Path, **changes: Any) -> Journal:
    """A journal that writes in the caller's thread, without throttling."""
    arguments: dict[str, Any] = {
        "plan_hash": PLAN_HASH,
        "exporter": "video",
        "unit_count": UNIT_COUNT,
        "request": {"source": "film.mp4", "options": {"crf": 20, "scale": None}},
        "stored_plan": bytes(range(256)),
        "sources": [{"path": "film.mp4", "size": 10, "mtime_ns": 1 << 60, "digest": "ab"}],
        "save_interval": 0.0,
        "synchronous": True,
    }
    return Journal.create(path, **{**arguments, **changes})


def snapshot(state: JournalState) -> tuple[Any, ...]:
    """Everything in a state but its remark on damage, in a form that can be compared."""
    return (
        state.session_id,
        state.created,
        state.saved,
        state.plan_hash,
        state.exporter,
        state.unit_count,
        repr(state.request),
        state.stored_plan,
        repr(state.sources),
        tuple(sorted((index, one) for index, one in state.finished.items())),
        state.phase,
        state.last_completed_phase,
        repr(state.progress),
        repr(state.details),
        tuple(state.sessions),
    )


def write(path: Path, steps: list[Step]) -> tuple[bytes, list[tuple[Any, ...]]]:
    """Write a journal; returns its bytes and its state after each record."""
    with create(path) as journal:
        # A cut within the first session's record leaves the header alone.
        first = journal.state
        sessions, saved = first.sessions, first.saved
        first.sessions, first.saved = [], first.created
        truth = [snapshot(first)]
        first.sessions, first.saved = sessions, saved
        truth.append(snapshot(first))
        for step in steps:
            step(journal)
            truth.append(snapshot(journal.state))
    return path.read_bytes(), truth


def random_step(source: random.Random) -> Step:
    index = source.randrange(UNIT_COUNT)
    return source.choice(
        [
            lambda journal: journal.unit_finished(unit(index)),
            lambda journal: journal.unit_finished(unit(index, size=1 << 40)),
            lambda journal: journal.unit_void(index),
            lambda journal: journal.phase("exporting", completed=index % 2 == 0),
            lambda journal: journal.progress(index, {"frames": index, "name": "x" * (index % 40)}),
        ]
    )


def mutate(content: bytes, other: bytes, source: random.Random) -> bytes:
    """Damage a journal once: flip, overwrite, delete, insert, repeat, splice or cut."""
    at = source.randrange(len(content))
    length = source.choice([1, 2, 4, 9, 48, 57, source.randrange(1, max(2, len(content)))])
    donor = source.randrange(len(other))
    kind = source.randrange(9)
    if kind == 0:
        return content[:at] + bytes([content[at] ^ 1 << source.randrange(8)]) + content[at + 1 :]
    if kind == 1:
        return content[:at] + source.randbytes(length) + content[at + length :]
    if kind == 2:
        return content[:at] + bytes(length) + content[at + length :]
    if kind == 3:
        return content[:at] + content[at + length :]
    if kind == 4:
        return content[:at] + source.randbytes(length) + content[at:]
    if kind == 5:
        return content[:at] + content[at : at + length] + content[at:]
    # With its preamble it would be the other journal, and rightly read as such.
    at = max(at, 24)
    if kind == 6:
        return content[:at] + other[donor : donor + length] + content[at + length :]
    if kind == 7:
        return content[:at] + other[at:]
    return content[: source.randrange(len(content))]
