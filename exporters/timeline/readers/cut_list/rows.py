"""Rows of a list, by the meaning of their words, as cuts."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from exporters.timeline.readers.cut_list.building import Cut
from exporters.timeline.readers.cut_list.fields import timed
from exporters.timeline.readers.cut_list.times import CutTime, parse_range, parse_time
from exporters.timeline.timecode import exact_rate

MAX_NAME = 2000
SILENT = -200.0
"""Decibels at and below which nothing is heard."""
_OFF = ("false", "no", "0", "off", "n", "none", "否", "无")


def cut_of(fields: Mapping[str, Any], media: str, where: str) -> Cut | None:
    """The cut that a row means; None for one that is switched off.

    Args:
        fields: by ``cut_fields.fields_of``.
        media: the film of rows that name none.

    Raises ValueError, with a sentence, for a row that is none.
    """
    if "enabled" in fields and not truth(fields["enabled"], True):
        return None
    start, end = _times(fields)
    duration = parse_time(*timed(fields, "duration"))
    if start is None:
        if end is None and duration is None:
            raise ValueError("it has neither a begin nor an end")
        start = CutTime(Fraction(0))
    film = fields.get("media")
    own = film.strip() if isinstance(film, str) and film.strip() else media
    if not own:
        raise ValueError("it names no film")
    position = fields.get("position")
    volume = decibels(fields.get("volume"))
    silent = volume <= SILENT
    return Cut(
        own, start, end, duration if end is None else None,
        name=text_of(fields.get("name")), text=text_of(fields.get("text")),
        position=None if position is None else parse_time(position),
        speed=speed_of(fields.get("speed")), volume=0.0 if silent else volume,
        sound=truth(fields["sound"], True) if "sound" in fields else None,
        muted=silent or truth(fields.get("muted"), False), where=where,
    )  # fmt: skip


def _times(fields: Mapping[str, Any]) -> tuple[CutTime | None, CutTime | None]:
    start = parse_time(*timed(fields, "start"))
    end = parse_time(*timed(fields, "end"))
    if start is None and end is None:
        both = parse_range(fields.get("range"))
        if both is not None:
            return parse_time(both[0]), parse_time(both[1])
        return parse_time(fields.get("range")), None
    return start, end


def text_of(value: Any) -> str:
    """A value as a text; "" for what is none."""
    if isinstance(value, str):
        return value.strip()[:MAX_NAME]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if math.isfinite(value) else ""
    return ""


def truth(value: Any, default: bool) -> bool:
    """What a value says: false, 0, "no" and the like, or not."""
    if value is None:
        return default
    if isinstance(value, str):
        return value.strip().lower() not in _OFF
    return bool(value)


def speed_of(value: Any) -> Fraction:
    """A speed: 2, "2x", "50%", -1; 1 for none. Raises ValueError for what is none."""
    if value is None or isinstance(value, bool):
        return Fraction(1)
    found = re.fullmatch(r"\s*(-?\d{0,6}(?:[.,]\d{0,20})?)\s*(x|×|%)?\s*", str(value)[:40])
    digits = found.group(1).replace(",", ".") if found else ""
    if found is None or not any(character.isdigit() for character in digits):
        raise ValueError(f"“{str(value)[:40]}” is no speed")
    number = Fraction(digits + "0" if digits.endswith(".") else digits)
    speed = number / 100 if found.group(2) == "%" else number
    simple = speed.limit_denominator(1000)
    # 0.333333 means a third.
    speed = simple if abs(simple - speed) < Fraction(1, 1_500_000) else speed
    if not Fraction(1, 1000) <= abs(speed) <= 1000:
        raise ValueError(f"“{str(value)[:40]}” is no speed")
    return speed


def decibels(value: Any) -> float:
    """A volume in decibels.

    "-6 dB" and negative numbers are decibels; percentages, and numbers over 10, are hundredths;
    other numbers are factors. 0 for none and for what is no volume.
    """
    if value is None or isinstance(value, bool):
        return 0.0
    found = re.fullmatch(
        r"\s*([-+]?\d{1,6}(?:[.,]\d{1,20})?)\s*(db|%)?\s*", str(value)[:40].lower()
    )
    if found is None:
        return 0.0
    number, unit = float(found.group(1).replace(",", ".")), found.group(2)
    if unit == "db" or number < 0:
        return min(max(number, SILENT), 60.0)
    factor = number / 100 if unit == "%" or number > 10 else number
    return round(20 * math.log10(factor), 4) if factor > 1e-6 else SILENT


def rate_of(value: Any) -> Fraction | None:
    """A frame rate: 25, "29.97", "30000/1001"; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        rate = exact_rate(value)
        return rate if rate >= Fraction(1, 60) else None
    except (ValueError, ZeroDivisionError, OverflowError):
        return None


def size_of(fields: Mapping[str, Any]) -> tuple[int, int] | None:
    """Width and height: two numbers, "1920x1080", or [1920, 1080]."""
    words = {re.sub(r"[^a-z]", "", str(key).lower()): value for key, value in fields.items()}
    wide, high = words.get("width"), words.get("height")
    for name in ("resolution", "size", "dimensions"):
        value = words.get(name)
        if isinstance(value, list) and len(value) == 2:
            wide, high = value
        elif isinstance(value, str):
            found = re.fullmatch(r"\s*(\d{1,5})\s*[x×*:]\s*(\d{1,5})\s*", value[:40])
            if found is not None:
                wide, high = int(found.group(1)), int(found.group(2))
    if isinstance(wide, bool) or isinstance(high, bool):
        return None
    if isinstance(wide, int) and isinstance(high, int) and 0 < wide < 65536 and 0 < high < 65536:
        return wide, high
    return None
