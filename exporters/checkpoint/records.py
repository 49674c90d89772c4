"""The journal's inner layer: the types of records, what they hold, and what they do to the state.

A record that does not hold what its type demands raises ``BadRecordError``; whoever reads treats
its frame as damaged. Fields after the known ones are left for later versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgpack

from exporters.checkpoint.digest import DIGEST_BYTES
from exporters.checkpoint.frames import MAX_PAYLOAD
from exporters.checkpoint.plain import (
    MAX_DEPTH,
    MAX_TIME,
    BadRecordError,
    check_plain,
    count_of,
    matching,
    plain_map,
    time_of,
    typed,
)
from exporters.checkpoint.state import JournalState, Session, WorkItems
from exporters.checkpoint.units import FinishedUnit, compact
from exporters.errors import StateError

HEADER, UNIT, VOID, PHASE, PROGRESS, SESSION, RESULT, ITEMS = 1, 2, 3, 4, 5, 6, 7, 8

PAYLOAD_LIMITS = {
    HEADER: MAX_PAYLOAD,
    UNIT: 91,  # with the frame around it, 100 bytes
    VOID: 91,
    PHASE: 1024,
    PROGRESS: 1 << 20,
    SESSION: 1024,
    RESULT: MAX_PAYLOAD,
    ITEMS: MAX_PAYLOAD,
}
"""Bytes in the payload at most, by type of record."""

# One list or map takes memory before its items are there; a payload of a few bytes must not
# claim more than the program can give.
MAX_ITEMS = 1 << 20
"""Values in one list or map at most."""

_HEX = re.compile(r"[0-9a-f]{1,64}")
_PLAN_HASH = re.compile(r"[0-9a-f]{32}")

KEY_TYPES = (str, bytes, int)
"""Of the keys by which a work queue knows its items."""

UNREADABLE = (ValueError, TypeError, OverflowError, MemoryError, msgpack.UnpackException)
"""What msgpack raises on bytes that are not what they should be."""


def pack(value: Any, kind: int) -> bytes:
    """A payload.

    Raises:
        StateError: the value holds what msgpack cannot, or is too large for its type.
    """
    try:
        payload: bytes = msgpack.packb(value, unicode_errors="surrogatepass")
    except (TypeError, ValueError, OverflowError) as error:
        raise StateError(f"This cannot be saved in a journal: {error}.") from error
    limit = PAYLOAD_LIMITS[kind]
    if len(payload) > limit:
        raise StateError(
            f"A record of {len(payload)} bytes is too large for a journal (at most {limit})."
        )
    return payload


def checked(value: Any) -> Any:
    """The value, if a journal can hold it: what it is after a round trip but for tuples.

    Raises:
        StateError: other types than None, bool, int, float, str, bytes, list, tuple and dict
            with str keys, or nested too deeply.
    """
    try:
        check_plain(value, MAX_DEPTH)
    except BadRecordError as error:
        raise StateError(f"This cannot be saved in a journal: {error}.") from error
    return value


def unpack(payload: bytes) -> Any:
    """The value in one payload. Raises one of ``UNREADABLE``."""
    return msgpack.unpackb(payload, **_limits(len(payload)))


def check_unit(unit: FinishedUnit, unit_count: int) -> None:
    """Raises ``StateError`` for a unit that a reader would not accept."""
    numbers = (unit.index, unit.size, unit.work)
    if min(numbers) < 0 or unit.index >= unit_count or len(unit.digest) != DIGEST_BYTES:
        raise StateError(f"{unit} cannot be a unit of a plan of {unit_count} units.")


def pack_unit(unit: FinishedUnit, time: int) -> bytes:
    """The payload of a finished unit; ``time`` in seconds since 1970."""
    payload = compact(unit, time)
    return payload or pack([unit.index, unit.size, unit.digest, unit.work, time], UNIT)


def _limits(size: int) -> dict[str, Any]:
    items = min(size, MAX_ITEMS)
    return {
        "raw": False,
        "strict_map_key": True,
        "unicode_errors": "surrogatepass",
        "max_str_len": size,
        "max_bin_len": size,
        "max_array_len": items,
        "max_map_len": items,
        "max_ext_len": 0,
    }


def header_state(fields: Any) -> JournalState:
    """The state that a journal begins with, out of the fields of its header."""
    if type(fields) is not dict:
        raise BadRecordError("the header is not a map")
    sources = typed(fields.get("sources"), list)
    for source in sources:
        plain_map(source)
    created = time_of(fields.get("created"))
    return JournalState(
        session_id=matching(fields.get("session_id"), _HEX),
        created=created,
        saved=created,
        plan_hash=matching(fields.get("plan_hash"), _PLAN_HASH),
        exporter=typed(fields.get("exporter"), str),
        unit_count=count_of(fields.get("unit_count")),
        request=plain_map(fields.get("request")),
        stored_plan=typed(fields.get("stored_plan"), bytes),
        sources=sources,
        app_version=typed(fields.get("app_version"), str),
        parts_elsewhere=typed(fields.get("parts_elsewhere", False), bool),
    )


def header_fields(state: JournalState) -> dict[str, Any]:
    """What ``header_state`` reads."""
    names = (
        "session_id",
        "created",
        "plan_hash",
        "exporter",
        "unit_count",
        "request",
        "stored_plan",
        "sources",
        "app_version",
    )
    fields = {name: getattr(state, name) for name in names}
    return {**fields, "parts_elsewhere": True} if state.parts_elsewhere else fields


def apply_unit(state: JournalState, row: Sequence[Any]) -> None:
    """A unit finished: index, size in bytes, digest, work, time in whole seconds."""
    index, size, digest, work, time = row[:5]
    for number in (index, size, work, time):
        count_of(number)
    if index >= state.unit_count or time >= MAX_TIME or len(typed(digest, bytes)) != DIGEST_BYTES:
        raise BadRecordError("not a finished unit")
    state.finished.add(FinishedUnit(index, size, digest, work))
    state.saved = float(time)


def apply_void(state: JournalState, row: Sequence[Any]) -> None:
    """A part was found damaged or missing: index."""
    index = count_of(row[0])
    if index >= state.unit_count:
        raise BadRecordError("no such unit")
    state.finished.remove(index)


def apply_phase(state: JournalState, row: Sequence[Any]) -> None:
    """A phase begun or completed: name, completed, time."""
    name, completed, time = typed(row[0], str), typed(row[1], bool), time_of(row[2])
    state.phase = name
    if completed:
        state.last_completed_phase = name
    state.saved = time


def apply_progress(state: JournalState, row: Sequence[Any]) -> None:
    """Progress: time, value, details."""
    time, value, details = time_of(row[0]), row[1], plain_map(row[2])
    check_plain(value, MAX_DEPTH)
    state.progress, state.details, state.saved = value, details, time


def apply_session(state: JournalState, row: Sequence[Any]) -> None:
    """A start of the application: id, time, process id, host."""
    session = Session(matching(row[0], _HEX), time_of(row[1]), count_of(row[2]), typed(row[3], str))
    state.sessions.append(session)
    state.saved = session.time


def apply_result(state: JournalState, row: Sequence[Any]) -> None:
    """A phase of a task is complete: name, time, value."""
    name, time, value = typed(row[0], str), time_of(row[1]), row[2]
    check_plain(value, MAX_DEPTH)
    # A phase that was done once more is the last one.
    state.results.pop(name, None)
    state.results[name] = value
    state.saved = time


def apply_items(state: JournalState, row: Sequence[Any]) -> None:
    """A work queue moved on: time, taken, added, keys, counters, results."""
    time, taken = time_of(row[0]), count_of(row[1])
    added, keys, results = (typed(value, list) for value in (row[2], row[3], row[5]))
    counters = typed(row[4], dict)
    check_plain([added, results], MAX_DEPTH + 2)
    if not all(type(key) in KEY_TYPES for key in keys):
        raise BadRecordError("a key of an item is of another type")
    if not all(type(n) is str and type(c) in (int, float) for n, c in counters.items()):
        raise BadRecordError("a counter is no number")
    work = state.work or WorkItems()
    if taken > len(work.pending) + len(added):
        raise BadRecordError("more items are done than there were")
    work.move_on(taken, added, keys, counters, results)
    state.work, state.saved = work, time


APPLY: dict[int, tuple[int, Callable[[JournalState, Sequence[Any]], None]]] = {
    UNIT: (5, apply_unit),
    VOID: (1, apply_void),
    PHASE: (3, apply_phase),
    PROGRESS: (3, apply_progress),
    SESSION: (4, apply_session),
    RESULT: (3, apply_result),
    ITEMS: (6, apply_items),
}
"""By type of record after the header: how many fields it has at least, and what it does."""


def apply(state: JournalState, kind: int, row: Any) -> None:
    """Carry out one record. The state is unchanged after ``BadRecordError``."""
    count, change = APPLY[kind]
    if type(row) is not list or len(row) < count:
        raise BadRecordError("fields are missing")
    change(state, row)
