"""Time code: the names that frames have in editors.

Drop-frame leaves out numbers, never frames: at 30000/1001 the numbers 00 and 01 of each minute that
is not a tenth one, at 60000/1001 four numbers (SMPTE ST 12-1).
"""

from __future__ import annotations

import re
from fractions import Fraction

MAX_RATE = 1000
_CODE = re.compile(r"(-?)(\d{1,4})[:.;](\d{1,2})[:.;](\d{1,2})([:.;])(\d{1,4})")
NTSC = tuple(Fraction(base * 1000, 1001) for base in (15, 24, 30, 48, 60, 90, 96, 120, 240))


def exact_rate(rate: float | str | Fraction) -> Fraction:
    """The frame rate that is meant by a rounded one: 29.97 is 30000/1001.

    Raises ValueError for what is no rate between 0 and 1000.
    """
    if isinstance(rate, str):
        text = rate.strip()
        if len(text) > 40 or "e" in text.lower():
            raise ValueError(text)
        value = Fraction(text)
    else:
        if isinstance(rate, float) and not 0 < rate <= MAX_RATE:
            raise ValueError(rate)
        value = Fraction(rate)
    if not 0 < value <= MAX_RATE:
        raise ValueError(rate)
    for ntsc in NTSC:
        if abs(value - ntsc) < Fraction(6, 1000) and abs(value - ntsc) < abs(value - round(value)):
            return ntsc
    if abs(value - round(value)) < Fraction(1, 1_000_000) and round(value) > 0:
        return Fraction(round(value))
    value = value if value.denominator <= 100_000 else value.limit_denominator(100_000)
    if not value:
        raise ValueError(rate)
    return value


def nominal(rate: Fraction) -> int:
    """Frames that a second of time code counts: 30 for 30000/1001."""
    return max(1, -(-rate.numerator // rate.denominator))


def can_drop(rate: Fraction) -> bool:
    """Whether there is drop-frame time code at this rate."""
    return rate.denominator == 1001 and nominal(rate) % 30 == 0


def to_timecode(frames: int, rate: Fraction, drop_frame: bool = False) -> str:
    """ "01:00:00:00", or "01:00:00;00" with drop-frame; hours go on after 24."""
    base, sign = nominal(rate), "-" if frames < 0 else ""
    number = abs(frames)
    drop = drop_frame and can_drop(rate)
    if drop:
        number += _dropped(number, base)
    seconds, frame = divmod(number, base)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    digits = max(2, len(str(base - 1)))
    mark = ";" if drop else ":"
    return f"{sign}{hour:02}:{minute:02}:{second:02}{mark}{frame:0{digits}}"


def from_timecode(text: str, rate: Fraction, drop_frame: bool | None = None) -> int:
    """The frame that has this time code.

    Args:
        drop_frame: None judges by the text: ";" or "." before the frames.

    Raises ValueError for what is no time code at this rate.
    """
    found = _CODE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text[:40]}” is not a time code")
    sign, hour, minute, second, mark, frame = found.groups()
    base = nominal(rate)
    if int(minute) > 59 or int(second) > 59 or int(frame) >= base:
        raise ValueError(f"“{text[:40]}” is not a time code at {base} frames a second")
    number = ((int(hour) * 60 + int(minute)) * 60 + int(second)) * base + int(frame)
    drop = mark != ":" if drop_frame is None else drop_frame
    if drop and can_drop(rate):
        minutes = int(hour) * 60 + int(minute)
        number -= base // 15 * (minutes - minutes // 10)
    return -number if sign else number


def _dropped(frames: int, base: int) -> int:
    """How many numbers were left out before the frame."""
    drop = base // 15
    minute = base * 60 - drop
    tens, rest = divmod(frames, minute * 10 + drop)
    inner = 0 if rest < base * 60 else 1 + (rest - base * 60) // minute
    return drop * (9 * tens + inner)
