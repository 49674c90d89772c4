"""Values out of OTIO's JSON, of which nothing is known, and exact ones kept as text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from fractions import Fraction
from typing import Any, TypeVar

from exporters.timeline.timecode import MAX_RATE, exact_rate

OURS = "reprise"
"""Key of ``metadata`` under which everything lies that OTIO has no schema for."""
MAX_TICKS = 10**15
MOST_KNOWN = 10_000
Values = TypeVar("Values")
Plain = dict[str, Any]


def member(value: object, key: str) -> Plain:
    """A map within a map; an empty one if there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def members(value: object, key: str) -> list[Plain]:
    """The maps of a list within a map."""
    found = value.get(key) if isinstance(value, dict) else None
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def text(value: object, key: str) -> str:
    """A text within a map; "" if there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def number(value: Plain, key: str) -> int:
    """A whole number within a map; 0 if there is none."""
    found = value.get(key)
    return found if type(found) is int else 0


def schema(value: Plain) -> str:
    """Name of an object's schema without its version; today's name for those of old files.

    The old names are those that OTIO's typeRegistry.cpp still knows.
    """
    name = text(value, "OTIO_SCHEMA").partition(".")[0]
    old = {
        "Sequence": "Track",
        "Filler": "Gap",
        "SerializeableCollection": "SerializableCollection",
    }
    return old.get(name, name)


def ours(value: Plain) -> Plain | None:
    """What Reprise has kept in an object's metadata; None if it did not write it."""
    metadata = value.get("metadata")
    found = metadata.get(OURS) if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else None


def as_text(value: Fraction) -> str:
    """ "30000/1001"; "25" for whole numbers."""
    return str(value)


def as_fraction(value: object) -> Fraction | None:
    """The exact number in a text; None if there is none."""
    if not isinstance(value, str) or len(value) > 60 or "e" in value.lower():
        return None
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        return None


def facts(values: object, default: object, leave: Iterable[str] = ()) -> Plain:
    """The fields of a dataclass's instance that differ from another one's, as JSON has them."""
    found: Plain = {}
    for name in _names(type(values)):
        value = getattr(values, name)
        if name not in leave and value != getattr(default, name):
            found[name] = _plain(value)
    return found


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """Names of a dataclass's fields; asking for them takes longer than reading them."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(item.name for item in fields(kind))
    return _NAMES[kind]


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return as_text(value)
    if isinstance(value, float):
        # OTIO's parser reads some numbers as their neighbours.
        return repr(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def with_facts(default: Values, given: Plain, leave: Iterable[str] = ()) -> Values:
    """``default`` with the values that ``facts`` has made; what is of another type is ignored."""
    if not given:
        return default
    names = _names(type(default))
    changed = {
        name: _typed(getattr(default, name), given[name])
        for name in names
        if name in given and name not in leave
    }
    kept = {name: value for name, value in changed.items() if value is not None}
    if not kept:
        return default
    return type(default)(**{**{name: getattr(default, name) for name in names}, **kept})


def _typed(default: object, value: object) -> object:
    """``value`` if it can stand for ``default``; else None."""
    if default is None or isinstance(default, Fraction):
        return as_fraction(value)
    if isinstance(default, tuple):
        return _tuple(default, value)
    if isinstance(default, float):
        return _float(value)
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else None
    return value if type(value) is type(default) else None


def _tuple(default: tuple[object, ...], value: object) -> tuple[object, ...] | None:
    """Four numbers where there are four by default; else any number of whole ones."""
    if not isinstance(value, list) or (default and len(value) != len(default)):
        return None
    if default:
        sides = [_typed(old, new) for old, new in zip(default, value, strict=True)]
        return None if None in sides else tuple(sides)
    return tuple(item for item in value if type(item) is int)


def _float(value: object) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value) if len(value) <= 40 else None
        except ValueError:
            return None
    if type(value) not in (int, float) or not -1e300 < value < 1e300:  # type: ignore[operator]
        return None
    return float(value)  # type: ignore[arg-type]


def rate_of(time: object) -> float | None:
    """Ticks a second of a ``RationalTime``, as it is written; None if they make no sense."""
    rate = time.get("rate") if isinstance(time, dict) else None
    if type(rate) not in (int, float) or not 0 < rate <= MAX_TICKS:  # type: ignore[operator]
        return None
    return float(rate)  # type: ignore[arg-type]


class Clock:
    """Turns ``RationalTime`` into exact seconds, and those into frames of a sequence.

    Args:
        rate: of the sequence.
    """

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self._rates: dict[float, Fraction] = {float(rate): rate}
        self._known: dict[tuple[float, float], Fraction] = {}

    def seconds(self, time: object) -> Fraction | None:
        """Exact seconds; None for what is no time.

        OTIO's times are floating-point numbers: a rate of 29.97 means 30000/1001, and values that
        are nearly whole are whole.
        """
        rate = rate_of(time)
        value = time.get("value") if isinstance(time, dict) else None
        if rate is None or type(value) not in (int, float):
            return None
        if not -MAX_TICKS < value < MAX_TICKS:  # type: ignore[operator]
            return None
        known = self._known.get((rate, value))  # type: ignore[arg-type]
        if known is None:
            exact = self._rates.get(rate)
            if exact is None:
                exact = self._rates[rate] = _exact(rate)
            whole = _whole(value)  # type: ignore[arg-type]
            above = whole.numerator * exact.denominator
            known = Fraction(above, whole.denominator * exact.numerator)
            if len(self._known) < MOST_KNOWN:
                self._known[rate, value] = known  # type: ignore[index]
        return known

    def span(self, time_range: object) -> tuple[Fraction, Fraction] | None:
        """Start and duration of a ``TimeRange`` in seconds; None for what is none."""
        if not isinstance(time_range, dict):
            return None
        start = self.seconds(time_range.get("start_time"))
        duration = self.seconds(time_range.get("duration"))
        return None if start is None or duration is None else (start, duration)

    def frame(self, seconds: Fraction) -> int:
        """The nearest frame; halves count upwards."""
        # floor(seconds * rate + 1/2), without making fractions of it.
        above = seconds.numerator * self.rate.numerator
        below = seconds.denominator * self.rate.denominator
        return (2 * above + below) // (2 * below)


def _exact(rate: float) -> Fraction:
    if rate <= MAX_RATE:
        return exact_rate(rate)
    return Fraction(rate).limit_denominator(1001)


def _whole(value: int | float) -> Fraction | int:
    nearest = round(value)
    if abs(value - nearest) < 1e-5:
        return nearest
    return Fraction(value).limit_denominator(1_000_000)
