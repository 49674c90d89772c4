"""The journal's inner layer: the types of records, what they hold, and what they do to the state.

A record that does not hold what its type demands raises ``BadRecordError``; whoever reads treats
its frame as damaged. Fields after the known ones are left for later versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import msgpack

from exporters.checkpoint.frames import MAX_PAYLOAD
from exporters.checkpoint.state import JournalState, Session
from exporters.checkpoint.units import DIGEST_BYTES, FinishedUnit, compact
from exporters.errors import StateError

HEADER, UNIT, VOID, PHASE, PROGRESS, SESSION = 1, 2, 3, 4, 5, 6

PAYLOAD_LIMITS = {
    HEADER: MAX_PAYLOAD,
    UNIT: 91,  # with the frame around it, 100 bytes
    VOID: 91,
    PHASE: 1024,
    PROGRESS: 1 << 20,
    SESSION: 1024,
}
"""Bytes in the payload at most, by type of record."""

MAX_DEPTH = 100
"""Levels of lists and maps in one value: what json and repr can still walk."""

# One list or map takes memory before its items are there; a payload of a few bytes must not
# claim more than the program can give.
_MAX_ITEMS = 1 << 20
_MAX_TIME = 1e11
_HEX = re.compile(r"[0-9a-f]{1,64}")
_PLAN_HASH = re.compile(r"[0-9a-f]{32}")

UNREADABLE = (ValueError, TypeError, OverflowError, MemoryError, msgpack.UnpackException)
"""What msgpack raises on bytes that are not what they should be."""


class BadRecordError(ValueError):
    """The payload is not what its type demands."""


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
        _check_plain(value, MAX_DEPTH)
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
    items = min(size, _MAX_ITEMS)
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
    sources = _typed(fields.get("sources"), list)
    for source in sources:
        _plain_map(source)
    created = _time(fields.get("created"))
    return JournalState(
        session_id=_matching(fields.get("session_id"), _HEX),
        created=created,
        saved=created,
        plan_hash=_matching(fields.get("plan_hash"), _PLAN_HASH),
        exporter=_typed(fields.get("exporter"), str),
        unit_count=_count(fields.get("unit_count")),
        request=_plain_map(fields.get("request")),
        stored_plan=_typed(fields.get("stored_plan"), bytes),
        sources=sources,
        app_version=_typed(fields.get("app_version"), str),
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
    return {name: getattr(state, name) for name in names}


def apply_unit(state: JournalState, row: Sequence[Any]) -> None:
    """A unit finished: index, size in bytes, digest, work, time in whole seconds."""
    index, size, digest, work, time = row[:5]
    for number in (index, size, work, time):
        _count(number)
    if index >= state.unit_count or time >= _MAX_TIME or len(_typed(digest, bytes)) != DIGEST_BYTES:
        raise BadRecordError("not a finished unit")
    state.finished.add(FinishedUnit(index, size, digest, work))
    state.saved = float(time)


def apply_void(state: JournalState, row: Sequence[Any]) -> None:
    """A part was found damaged or missing: index."""
    index = _count(row[0])
    if index >= state.unit_count:
        raise BadRecordError("no such unit")
    state.finished.remove(index)


def apply_phase(state: JournalState, row: Sequence[Any]) -> None:
    """A phase begun or completed: name, completed, time."""
    name, completed, time = _typed(row[0], str), _typed(row[1], bool), _time(row[2])
    state.phase = name
    if completed:
        state.last_completed_phase = name
    state.saved = time


def apply_progress(state: JournalState, row: Sequence[Any]) -> None:
    """Progress: time, value, details."""
    time, value, details = _time(row[0]), row[1], _plain_map(row[2])
    _check_plain(value, MAX_DEPTH)
    state.progress, state.details, state.saved = value, details, time


def apply_session(state: JournalState, row: Sequence[Any]) -> None:
    """A start of the application: id, time, process id, host."""
    session = Session(_matching(row[0], _HEX), _time(row[1]), _count(row[2]), _typed(row[3], str))
    state.sessions.append(session)
    state.saved = session.time


APPLY: dict[int, tuple[int, Callable[[JournalState, Sequence[Any]], None]]] = {
    UNIT: (5, apply_unit),
    VOID: (1, apply_void),
    PHASE: (3, apply_phase),
    PROGRESS: (3, apply_progress),
    SESSION: (4, apply_session),
}
"""By type of record after the header: how many fields it has at least, and what it does."""


def apply(state: JournalState, kind: int, row: Any) -> None:
    """Carry out one record. The state is unchanged after ``BadRecordError``."""
    count, change = APPLY[kind]
    if type(row) is not list or len(row) < count:
        raise BadRecordError("fields are missing")
    change(state, row)


def _typed(value: Any, expected: type) -> Any:
    if type(value) is not expected:
        raise BadRecordError(f"{expected.__name__} expected")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise BadRecordError("a number from 0 expected")
    return value


def _time(value: Any) -> float:
    # A time that the clock functions cannot show would break whoever prints it; NaN fails too.
    if type(value) not in (int, float) or not 0 <= value < _MAX_TIME:
        raise BadRecordError("a time expected")
    return float(value)


def _matching(value: Any, pattern: re.Pattern[str]) -> str:
    if type(value) is not str or not pattern.fullmatch(value):
        raise BadRecordError("hex digits expected")
    return value


def _plain_map(value: Any) -> dict[str, Any]:
    fields: dict[str, Any] = _typed(value, dict)
    if fields:
        _check_plain(fields, MAX_DEPTH)
    return fields


def _check_plain(value: Any, depth: int) -> None:
    if value is None or type(value) in (bool, int, float, str, bytes):
        return
    if depth == 0:
        raise BadRecordError("it is nested too deeply")
    if type(value) is dict:
        if not all(type(key) is str for key in value):
            raise BadRecordError("a map has a key that is not text")
        inner: Any = value.values()
    elif type(value) in (list, tuple):
        inner = value
    else:
        raise BadRecordError(f"{type(value).__name__} is no plain type")
    for item in inner:
        _check_plain(item, depth - 1)
