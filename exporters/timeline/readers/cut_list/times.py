"""Times as people and tools write them in lists of cuts.

Taken are seconds ("12.5", "12,5", "90s", 12.5), thousandths ("1500ms"), frames ("120f"), clocks
("1:02", "00:01:02.5", "01:02:03,250"), time code ("00:01:02:12", "00:01:02;12" for drop-frame) and
the words of ISO 8601 and of video sites ("PT1M2.5S", "1m2s", "1h2m"). Time code and frames need a
frame rate, all else does not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from exporters.timeline.timecode import from_timecode

MAX_SECONDS = 100 * 86400
MAX_TEXT = 64
Unit = Literal["seconds", "milliseconds", "frames"]
_NUMBER = re.compile(
    r"([-+]?\d{1,15}(?:[.,]\d{0,18})?|[-+]?[.,]\d{1,18})\s*"
    r"(s|sec|secs|seconds?|ms|f|fr|frames?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,6}):(\d{1,2})(?:[.,](\d{1,9}))?")
_WORDS = re.compile(
    r"(?:PT?)?(?:(\d{1,5})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?\s*(?:(\d{1,8}(?:[.,]\d{1,9})?)\s*s)?",
    re.IGNORECASE,
)
_TIMECODE = re.compile(r"\d{1,4}:\d{1,2}:\d{1,2}[:;]\d{1,4}")


@dataclass(frozen=True, slots=True)
class CutTime:
    """A time: seconds, or frames of which the rate is still to be found out.

    Attributes:
        seconds: None where only frames are known.
        code: a time code, or a number of frames in digits.
    """

    seconds: Fraction | None
    code: str = ""

    def at(self, rate: Fraction) -> Fraction:
        """Seconds at a rate. Raises ValueError for a time code that does not exist there."""
        if self.seconds is not None:
            return self.seconds
        if self.code.isdecimal():
            return int(self.code) / rate
        return from_timecode(self.code, rate) / rate


def parse_time(value: Any, unit: Unit = "seconds") -> CutTime | None:
    """The time that a value of a list means; None for an empty one.

    Args:
        unit: of bare numbers.

    Raises ValueError for what is no time, is negative, or lies beyond a hundred days.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _number(value, unit)
    if not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} is no time")
    text = value.strip().strip("[]()").strip()
    if not text:
        return None
    if len(text) > MAX_TEXT:
        raise ValueError(f"“{text[:40]}” is no time")
    return _text(text, unit)


def _number(value: int | float, unit: Unit) -> CutTime:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} is no time")
    # The decimal digits are meant, not what is nearest to them in binary.
    number = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    return _measured(number, unit)


def _measured(number: Fraction, unit: Unit) -> CutTime:
    if unit == "frames":
        if number < 0 or number > MAX_SECONDS * 1000:
            raise ValueError(f"{float(number):g} frames are no time")
        return CutTime(None, str(round(number)))
    seconds = number / 1000 if unit == "milliseconds" else number
    return CutTime(_checked(seconds))


def _checked(seconds: Fraction) -> Fraction:
    if not 0 <= seconds <= MAX_SECONDS:
        raise ValueError("a time lies before the begin, or beyond a hundred days")
    return seconds


def _text(text: str, unit: Unit) -> CutTime:
    number = _NUMBER.fullmatch(text)
    if number is not None:
        named = (number.group(2) or "").lower()
        if named:
            unit = "milliseconds" if named == "ms" else "frames" if named[0] == "f" else "seconds"
        return _measured(_decimal(number.group(1)), unit)
    if _TIMECODE.fullmatch(text):
        return CutTime(None, text)
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        hours, minutes, seconds, part = clock.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            raise ValueError(f"“{text}” is no time")
        whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
        return CutTime(_checked(whole + _decimal(f"0.{part or 0}")))
    words = _WORDS.fullmatch(text)
    if words is not None and any(words.groups()):
        hours, minutes, seconds = words.groups()
        total = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + _decimal(seconds or "0")
        return CutTime(_checked(Fraction(total)))
    raise ValueError(f"“{text[:40]}” is no time")


def _decimal(text: str) -> Fraction:
    plain = text.replace(",", ".")
    return Fraction(plain if plain[-1] != "." else plain[:-1])


def parse_range(value: Any) -> tuple[Any, Any] | None:
    """Begin and end of "00:10 - 00:20", [10, 20] or "10-20"; None for anything else."""
    if isinstance(value, list | tuple) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, str) and len(value) <= 2 * MAX_TEXT:
        found = re.fullmatch(r"\s*(.+?)\s*(?:-->|->|–|—|\bto\b|~|至|到|-)\s*(.+?)\s*", value)
        if found is not None:
            return found.group(1), found.group(2)
    return None
