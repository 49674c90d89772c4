"""Plain values, which a journal can hold, and checks of what a record says."""

from __future__ import annotations

import re
from typing import Any

MAX_DEPTH = 100
"""Levels of lists and maps in one value: what json and repr can still walk."""

MAX_TIME = 1e11
"""Times are below it, in seconds since 1970."""


class BadRecordError(ValueError):
    """The payload is not what its type demands."""


_SIMPLE = frozenset((type(None), bool, int, float, str, bytes))


def typed(value: Any, expected: type) -> Any:
    """The value, which must be of exactly this type. Raises ``BadRecordError``, as all here."""
    if type(value) is not expected:
        raise BadRecordError(f"{expected.__name__} expected")
    return value


def count_of(value: Any) -> int:
    """The value, which must be a whole number from 0."""
    if type(value) is not int or value < 0:
        raise BadRecordError("a number from 0 expected")
    return value


def time_of(value: Any) -> float:
    """The value as seconds since 1970."""
    # A time that the clock functions cannot show would break whoever prints it; NaN fails too.
    if type(value) not in (int, float) or not 0 <= value < MAX_TIME:
        raise BadRecordError("a time expected")
    return float(value)


def matching(value: Any, pattern: re.Pattern[str]) -> str:
    """The value, which must be text of this form."""
    if type(value) is not str or not pattern.fullmatch(value):
        raise BadRecordError("hex digits expected")
    return value


def plain_map(value: Any) -> dict[str, Any]:
    """The value, which must be a map with text keys of plain values."""
    fields: dict[str, Any] = typed(value, dict)
    if fields:
        check_plain(fields, MAX_DEPTH)
    return fields


def check_plain(value: Any, depth: int) -> None:
    """Raises for a value that is not plain, or has more than ``depth`` levels."""
    if type(value) in _SIMPLE:
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
        if type(item) not in _SIMPLE:
            check_plain(item, depth - 1)
