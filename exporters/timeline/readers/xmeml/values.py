"""Values in xmeml documents: texts, numbers, flags, rates and time codes of elements.

Element and parameter names are those of Apple's "Final Cut Pro XML Interchange Format", chapter
"Elements Catalog" (version 5); Premiere Pro adds elements and attributes that begin with "ppro".
"""

from __future__ import annotations

import re
from fractions import Fraction

from lxml import etree

from exporters.timeline.timecode import can_drop, exact_rate, from_timecode

Element = etree._Element

TICKS = 254_016_000_000
"""Premiere's ticks in a second (``pproTicksIn``, ``cutPointTicks``)."""
MOST_FRAMES = 10**12
"""No number of frames, of an edit or of a medium, is larger."""

_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][+-]?\d{1,2})?", re.ASCII)


def text_of(element: Element, path: str) -> str:
    """The text of a descendant without white space around it; "" if there is none."""
    return (element.findtext(path) or "").strip()


def number(text: str) -> Fraction | None:
    """A decimal number; None for anything else, and for what is too large to mean something."""
    found = text.strip()
    if not _NUMBER.fullmatch(found):
        return None
    value = Fraction(found)
    return value if abs(value) <= 10**18 else None


def number_of(element: Element, path: str) -> Fraction | None:
    """The number in a descendant."""
    return number(element.findtext(path) or "")


def frames_of(element: Element, path: str) -> int | None:
    """The whole number of frames in a descendant ("14", or "14.0" as Hiero writes)."""
    value = number_of(element, path)
    if value is None or abs(value) > MOST_FRAMES:
        return None
    return rounded(value)


def ticks_of(element: Element, path: str) -> int | None:
    """Premiere's ticks in a descendant; None if there are none, or negative ones."""
    value = number_of(element, path)
    return rounded(value) if value is not None and value >= 0 else None


def rounded(value: Fraction) -> int:
    """The nearest whole number; halves go up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def flag_of(element: Element, path: str, default: bool) -> bool:
    """A Boolean ("TRUE", "FALSE", and what other programs write for them)."""
    found = text_of(element, path).lower()
    if found in ("true", "1", "yes"):
        return True
    return False if found in ("false", "0", "no") else default


def rate_of(element: Element | None) -> Fraction | None:
    """Frames a second by the ``rate`` in an element; None if there is none, or an impossible one.

    ``ntsc`` means 1000/1001 of ``timebase``. Some programs write the true rate ("29.97") as the
    time base.
    """
    rate = element.find("rate") if element is not None else None
    if rate is None:
        return None
    base = number_of(rate, "timebase")
    if base is None or not 0 < base <= 1000:
        return None
    try:
        if base.denominator == 1 and flag_of(rate, "ntsc", False):
            return base * Fraction(1000, 1001)
        return exact_rate(base)
    except ValueError:
        return None


def code_frames(timecode: Element | None, rate: Fraction) -> int:
    """The number of frames that a ``timecode`` element names; 0 for none, or a senseless one."""
    if timecode is None:
        return 0
    frame = frames_of(timecode, "frame")
    if frame is not None:
        return frame
    try:
        return from_timecode(text_of(timecode, "string"), rate, is_drop_frame(timecode, rate))
    except ValueError:
        return 0


def is_drop_frame(timecode: Element | None, rate: Fraction | None) -> bool:
    """Whether the numbers of a ``timecode`` element leave some out; not at every rate it can."""
    if timecode is None or rate is None or not can_drop(rate):
        return False
    return text_of(timecode, "displayformat").upper() == "DF"


_ASPECTS = {
    "square": Fraction(1),
    "NTSC-601": Fraction(10, 11),
    "PAL-601": Fraction(12, 11),
    "HD-(1440x1080)": Fraction(4, 3),
    "HD-(1280x1080)": Fraction(3, 2),
    "HD-(960x720)": Fraction(4, 3),
    "DVCPROHD-720P": Fraction(4, 3),
    "DVCPROHD-1080i60": Fraction(3, 2),
    "DVCPROHD-1080i50": Fraction(4, 3),
}
# ITU-R BT.601: wide-screen pictures have the same samples.
_ANAMORPHIC = {"NTSC-601": Fraction(40, 33), "PAL-601": Fraction(16, 11)}


def pixel_aspect_of(element: Element) -> Fraction:
    """Width to height of a pixel, by ``pixelaspectratio`` and ``anamorphic``."""
    name = text_of(element, "pixelaspectratio")
    if name in _ANAMORPHIC and flag_of(element, "anamorphic", False):
        return _ANAMORPHIC[name]
    return _ASPECTS.get(name, Fraction(1))


def pixel_aspect_name(aspect: Fraction) -> tuple[str, bool] | None:
    """What ``pixel_aspect_of`` reads back: the name, and whether anamorphic; None for others."""
    for table in (_ASPECTS, _ANAMORPHIC):
        for name, value in table.items():
            if value == aspect:
                return name, table is _ANAMORPHIC
    return None


def color_of(value: Element | None) -> str:
    """ "#rrggbb" by an element with ``red``, ``green`` and ``blue``; "" without."""
    if value is None:
        return ""
    digits = ""
    for name in ("red", "green", "blue"):
        part = number_of(value, name)
        if part is None:
            return ""
        digits += f"{min(255, max(0, rounded(part))):02x}"
    return f"#{digits}"
