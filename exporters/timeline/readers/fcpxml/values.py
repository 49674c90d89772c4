"""FCPXML's ways to write times, numbers, rates and colours, for reading and for writing.

Times are "rational numbers of seconds with a 64-bit numerator and a 32-bit denominator"
("1001/30000s", "5s"), says Apple's DTD; other programs write decimals, too.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import lru_cache

from exporters.timeline.timecode import nominal

MAX_SECONDS = 100_000_000
"""Three years; a time beyond it is no time."""
MAX_DENOMINATOR = (1 << 31) - 1
SILENCE = -96.0
"""Decibels at which Final Cut's volume is at its lowest end: nothing is heard."""
LOUDEST = 12.0412
"""Decibels at the upper end: four times as loud."""

BASIC_TITLE = ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"
CUSTOM_SOLID = ".../Generators.localized/Solids.localized/Custom.localized/Custom.motn"
SOLID_COLOR_KEY = "9999/10008/10006/2/1/1"
"""Key of the colour of the solid; projects that Final Cut wrote have it."""
CROSS_DISSOLVE = "FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"
AUDIO_CROSSFADE = "FFAudioTransition"
TITLE_HEIGHT = 1080
"""Font sizes of titles are points of a picture of this height."""

RATE_NAMES = {
    "23.98": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "29.97": Fraction(30000, 1001),
    "30": Fraction(30),
    "60": Fraction(60),
    "47.95": Fraction(48000, 1001),
    "48": Fraction(48),
    "50": Fraction(50),
    "59.94": Fraction(60000, 1001),
    "90": Fraction(90),
    "100": Fraction(100),
    "119.88": Fraction(120000, 1001),
    "120": Fraction(120),
}
"""The values of ``srcFrameRate`` in Apple's DTDs; those from "90" on came with 1.11."""
RATES_BEFORE_1_11 = 10

_TIME = re.compile(r"\s*([+-]?)(\d{1,19})(?:\.(\d{1,12})\d*)?(?:/(\d{1,12}))?\s*s?\s*")
_NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?")
_DECIBELS = re.compile(r"\s*(.*?)\s*(?:dB)?\s*", re.IGNORECASE | re.DOTALL)
_FORMAT_NAME = re.compile(r"FFVideoFormat(?:(\d{3,5})x)?(\d{3,5})([pi])(\d{2,4})")
_NAMED_RATES = {
    "2398": Fraction(24000, 1001),
    "24": Fraction(24),
    "25": Fraction(25),
    "2997": Fraction(30000, 1001),
    "30": Fraction(30),
    "48": Fraction(48),
    "50": Fraction(50),
    "5994": Fraction(60000, 1001),
    "60": Fraction(60),
}
# Apple's chart: the rate that media of one rate are given in a sequence of another
# (developer.apple.com, FCPXML reference, conform-rate).
_FILM, _VIDEO = Fraction(24000, 1001), Fraction(30000, 1001)
_CONFORMED = {
    (_FILM, Fraction(24)): Fraction(24),
    (_FILM, Fraction(25)): Fraction(25),
    (_FILM, Fraction(50)): Fraction(25),
    (Fraction(24), _FILM): _FILM,
    (Fraction(24), Fraction(25)): Fraction(25),
    (Fraction(24), Fraction(50)): Fraction(25),
    (Fraction(25), _FILM): _FILM,
    (Fraction(25), Fraction(24)): Fraction(24),
    (_VIDEO, Fraction(30)): Fraction(30),
    (_VIDEO, Fraction(60)): Fraction(30),
    (Fraction(30), _VIDEO): _VIDEO,
    (Fraction(30), 2 * _VIDEO): _VIDEO,
    (Fraction(50), _FILM): 2 * _FILM,
    (Fraction(50), Fraction(24)): Fraction(48),
    (2 * _VIDEO, Fraction(30)): Fraction(60),
    (2 * _VIDEO, Fraction(60)): Fraction(60),
    (Fraction(60), _VIDEO): 2 * _VIDEO,
    (Fraction(60), 2 * _VIDEO): 2 * _VIDEO,
}


@lru_cache(maxsize=65536)
def parse_time(text: str) -> Fraction | None:
    """Seconds; None for what is no time, or one beyond ``MAX_SECONDS``."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    sign, whole, decimals, below = found.groups()
    if below is not None and (decimals is not None or int(below) == 0):
        return None
    value = Fraction(int(whole), int(below or 1))
    if decimals:
        value += Fraction(int(decimals), 10 ** len(decimals))
    if value > MAX_SECONDS:
        return None
    return -value if sign == "-" else value


def format_time(seconds: Fraction) -> str:
    """The way FCPXML writes seconds: "0s", "5s", "1001/30000s"."""
    if seconds.denominator > MAX_DENOMINATOR:
        seconds = seconds.limit_denominator(MAX_DENOMINATOR)
    if seconds.denominator == 1:
        return f"{seconds.numerator}s"
    return f"{seconds.numerator}/{seconds.denominator}s"


def parse_number(text: str | None) -> float | None:
    """A finite number within ±10⁹; None for anything else."""
    if text is None or _NUMBER.fullmatch(text.strip()) is None:
        return None
    value = float(text)
    return value if abs(value) <= 1e9 else None


def parse_numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """Numbers that are separated by spaces, at least ``count``; None for anything else."""
    if text is None or len(text) > 400:
        return None
    found = [parse_number(part) for part in text.split()]
    numbers = tuple(number for number in found if number is not None)
    return numbers if len(numbers) == len(found) >= count else None


def parse_decibels(text: str | None) -> float | None:
    """Decibels, with the unit or without ("-6dB", "-13.1db", "-6"); -inf for silence."""
    if text is None or len(text) > 60:
        return None
    found = _DECIBELS.fullmatch(text)
    inner = found[1] if found else ""
    return -math.inf if inner.lower() in ("-inf", "-∞") else parse_number(inner)


def format_number(value: float) -> str:
    """At most nine digits that count, without an exponent for sizes that occur."""
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def parse_format_name(name: str) -> tuple[Fraction, int, int] | None:
    """Rate, width and height of a format of Final Cut's own, by its name alone.

    "FFVideoFormat1080p2997" is 1920x1080 at 30000/1001; an interlaced one has a frame for every two
    fields. None for other names.
    """
    found = _FORMAT_NAME.match(name)
    if found is None or found[4] not in _NAMED_RATES:
        return None
    rate = _NAMED_RATES[found[4]] / (2 if found[3] == "i" and len(found[4]) != 2 else 1)
    if found[3] == "i" and found[4] in ("50", "60"):
        rate = _NAMED_RATES[found[4]] / 2
    height = int(found[2])
    width = int(found[1]) if found[1] else (height * 16 // 9 + 1) // 2 * 2
    return rate, width, height


def conform_ratio(source: Fraction, sequence: Fraction) -> Fraction:
    """Seconds of the sequence for a second of media whose rate is conformed to it.

    ``source`` and ``sequence`` are frames a second. Pairs that are not in Apple's chart: projects
    that Final Cut 10.6 wrote have 23.98 in 30 and 60 slowed by 1/1001, as if they were 24 (compare
    the offsets of connected clips in OpenFCPXMLKit's samples 30.fcpxml and 60.fcpxml).
    """
    target = _CONFORMED.get((source, sequence))
    if target is not None:
        return source / target
    if source.denominator == 1001 and sequence.denominator == 1:
        return source / nominal(source)
    return Fraction(1)


def color_of(numbers: tuple[float, ...] | None) -> str:
    """ "#rrggbb" of red, green and blue from 0 to 1; "" for None."""
    if numbers is None:
        return ""
    parts = (round(min(max(number, 0.0), 1.0) * 255) for number in numbers[:3])
    return "#" + "".join(f"{part:02x}" for part in parts)


def color_numbers(color: str) -> str:
    """Red, green and blue from 0 to 1 for "#rrggbb"."""
    value = int(color[1:], 16)
    return " ".join(format_number(round((value >> at & 255) / 255, 6)) for at in (16, 8, 0))
