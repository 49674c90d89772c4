"""Numbers, times, rectangles, colours and keyframes as MLT's XML writes them.

The rules are those of ``mlt_property.c`` and ``mlt_animation.c`` (MLT 7); what is no number reads
as nothing, never as NaN or infinity.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

MAX_FRAMES = 1 << 31
MAX_NUMBER = 1e9
MAX_KEYS = 20_000
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_RECT_PART = re.compile(rf"({_NUMBER})\s*(%?)")
_LEADING = re.compile(rf"\s*({_NUMBER})\s*(%?)")
_INTEGER = re.compile(r"\s*([-+]?\d{1,12})")
_KEY = re.compile(r"\s*(-?[\d:.,]+)\s*[^\d\s=;-]?=(.*)", re.DOTALL)
SILENCE = -59.0
"""Decibels at and below which editors mean silence: Shotcut's fades begin at -60."""


def number(text: str | None, comma: bool = False) -> float | None:
    """The number that a text begins with; a percentage as a share.

    Args:
        comma: the decimal mark may be a comma (LC_NUMERIC of old projects).
    """
    if not text or len(text) > 4096:
        return None
    found = _LEADING.match(text.replace(",", ".") if comma else text)
    if found is None:
        return None
    return _bounded(found.group(1), found.group(2))


def _bounded(digits: str, percent: str) -> float | None:
    value = float(digits) if len(digits) <= 40 else math.inf
    if not math.isfinite(value) or abs(value) > MAX_NUMBER:
        return None
    return value / 100 if percent else value


def whole(text: str | None) -> int | None:
    """The integer that a text begins with."""
    found = _INTEGER.match(text) if text else None
    return int(found.group(1)) if found else None


def exact(text: str | None) -> Fraction | None:
    """A decimal number without rounding; None for anything else or too much of it."""
    found = re.fullmatch(r"\s*([-+]?\d{0,9}(?:[.,]\d{0,18})?)\s*", text) if text else None
    if found is None or not any(character.isdigit() for character in found.group(1)):
        return None
    return Fraction(found.group(1).replace(",", "."))


def frames(text: str | None, rate: Fraction) -> int | None:
    """A time as frames: a count, a clock "00:00:01.480", or a time code "00:00:01:12".

    Hours and minutes are rounded down and seconds to the nearest, as MLT does it. Old projects
    have a comma before the milliseconds.
    """
    if not text or len(text) > 64:
        return None
    if ":" not in text:
        count = whole(text)
        return count if count is not None and abs(count) < MAX_FRAMES else None
    parts = re.split(r"[:;]", text.strip().lstrip("-"))
    sign = -1 if text.strip().startswith("-") else 1
    total = _clock(parts, rate) if "." in text or "," in text else _timecode(parts, rate)
    return sign * total if total is not None and total < MAX_FRAMES else None


def _clock(parts: list[str], rate: Fraction) -> int | None:
    seconds = exact(parts[-1])
    hours, minutes = _hours_minutes(parts[:-1])
    if seconds is None or hours is None or minutes is None:
        return None
    num, den = rate.as_integer_ratio()
    before = num * hours * 3600 // den + num * minutes * 60 // den
    return before + round(Fraction(num * seconds.numerator, den * seconds.denominator))


def _timecode(parts: list[str], rate: Fraction) -> int | None:
    count = whole(parts[-1])
    seconds = whole(parts[-2]) if len(parts) > 1 else 0
    hours, minutes = _hours_minutes(parts[:-2])
    if count is None or seconds is None or hours is None or minutes is None:
        return None
    return int(rate * hours * 3600) + int(rate * minutes * 60) + math.ceil(rate * seconds) + count


def _hours_minutes(parts: list[str]) -> tuple[int | None, int | None]:
    if len(parts) > 2:
        return None, None
    minutes = whole(parts[-1]) if parts else 0
    hours = whole(parts[0]) if len(parts) == 2 else 0
    return hours, minutes


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels of the frame, with its opacity (0 to 1)."""

    x: float
    y: float
    w: float
    h: float
    opacity: float = 1.0


def rect(text: str | None, width: int, height: int, comma: bool = False) -> Rect | None:
    """ "X Y W H O", or the older "X/Y:WxH:O" whose opacity is a percentage.

    Args:
        width, height: of the frame, for values in percent.
    """
    if not text or len(text) > 4096:
        return None
    plain = text.replace(",", ".") if comma else text
    parts = [_bounded(*found.groups()) for found in _RECT_PART.finditer(plain)][:5]
    shares = [bool(found.group(2)) for found in _RECT_PART.finditer(plain)][:5]
    if len(parts) < 4:
        return None
    values = [0.0 if part is None else part for part in parts]
    scales = (width, height, width, height)
    sized = [
        value * scale if share else value
        for value, scale, share in zip(values, scales, shares, strict=False)
    ]
    opacity = values[4] if len(values) > 4 else 1.0
    if len(values) > 4 and not shares[4] and (opacity > 1 or "/" in text):
        opacity /= 100
    return Rect(sized[0], sized[1], sized[2], sized[3], min(max(opacity, 0.0), 1.0))


def color(text: str | None) -> tuple[str, float] | None:
    """ "#rrggbb" and the opacity; None for what MLT does not take as a colour.

    MLT reads "#RRGGBB", "#AARRGGBB", "0xRRGGBBAA", decimal numbers of the last form, and names.
    """
    word = (text or "").strip().lower()
    if word in _NAMED:
        return _NAMED[word], 0.0 if word == "transparent" else 1.0
    if re.fullmatch(r"#[0-9a-f]{6}", word):
        return word, 1.0
    if re.fullmatch(r"#[0-9a-f]{8}", word):
        return f"#{word[3:]}", int(word[1:3], 16) / 255
    if re.fullmatch(r"0x[0-9a-f]{8}", word):
        return f"#{word[2:8]}", int(word[8:], 16) / 255
    if re.fullmatch(r"\d{1,10}", word) and int(word) < 1 << 32:
        digits = f"{int(word):08x}"
        return f"#{digits[:6]}", int(digits[6:], 16) / 255
    return None


_NAMED = {
    "black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#00ff00",
    "blue": "#0000ff", "yellow": "#ffff00", "cyan": "#00ffff", "magenta": "#ff00ff",
    "transparent": "#000000",
}  # fmt: skip


def keys(text: str | None, rate: Fraction, length: int = 0) -> list[tuple[int | None, str]]:
    """Keyframes as pairs of frame and value, rising; one pair with None for a constant.

    Args:
        length: frames of the effect, for keyframes that count back from the end.
    """
    if not text:
        return []
    if "=" not in text:
        return [(None, text)]
    found: dict[int, str] = {}
    for part in text.split(";", MAX_KEYS)[:MAX_KEYS]:
        key = _KEY.fullmatch(part)
        position = frames(key.group(1), rate) if key else None
        if key is None or position is None:
            continue
        found[position if position >= 0 else length + position] = key.group(2).strip()
    return [(position, found[position]) for position in sorted(found)]
