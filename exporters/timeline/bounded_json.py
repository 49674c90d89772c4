"""JSON from strangers: bounded depth, no NaN, no infinity, no numbers of thousands of digits."""

from __future__ import annotations

import json
import math
from typing import Any

MAX_DEPTH = 64
MAX_DIGITS = 300


def parse_json(text: str) -> Any:
    """What a JSON text holds.

    Raises ValueError if it is no JSON, is nested deeper than ``MAX_DEPTH``, or holds numbers that
    are not finite.
    """
    try:
        found = json.loads(text, parse_int=_integer, parse_float=_real, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    _check_depth(found)
    return found


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError("a number has too many digits")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits) if len(digits) <= MAX_DIGITS else math.inf
    if not math.isfinite(value):
        raise ValueError("a number is too large")
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for item in level
            if isinstance(item, list | dict)
            for inner in (item if isinstance(item, list) else item.values())
            if isinstance(inner, list | dict)
        ]
        if not level:
            return
    raise ValueError("it is nested too deeply")


def whole_number(value: Any, limit: int = 1 << 40) -> int | None:
    """The integer that a value is; None for anything else, and beyond the limit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not math.isfinite(value) or abs(value) > limit or value != int(value):
        return None
    return int(value)
