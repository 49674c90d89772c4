"""MLT's profiles: frame rate, size and aspect of a project.

The stock profiles are those that MLT 7 installs. Kdenlive knows a project's profile by such a name
and asks, at each start, about one that it cannot find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from exporters.timeline.readers.mlt.numbers import whole
from exporters.timeline.timecode import exact_rate

MAX_SIDE = 1 << 20
SLOWEST = Fraction(1, 60)


@dataclass(frozen=True, slots=True)
class Profile:
    """Frame rate and picture of a project.

    Attributes:
        rate: frames a second.
        width, height: pixels.
        pixel_aspect: width to height of a pixel.
        progressive: no fields.
    """

    rate: Fraction
    width: int
    height: int
    pixel_aspect: Fraction = Fraction(1)
    progressive: bool = True

    @property
    def aspect(self) -> Fraction:
        """Width to height of the picture as it is shown."""
        return Fraction(self.width, self.height) * self.pixel_aspect

    @property
    def colorspace(self) -> int:
        """601 or 709, as MLT's stock profiles have it."""
        return 709 if self.height >= 720 else 601

    @staticmethod
    def of(values: Mapping[Any, Any]) -> Profile | None:
        """The profile that the attributes of a ``profile`` element state; None if impossible."""
        texts = {str(name): str(value) for name, value in values.items()}
        width, height = whole(texts.get("width")) or 0, whole(texts.get("height")) or 0
        rate = _ratio(texts, "frame_rate", None)
        aspect = _ratio(texts, "sample_aspect", Fraction(1))
        if rate is None or not 0 < width <= MAX_SIDE or not 0 < height <= MAX_SIDE:
            return None
        exact = possible_rate(rate)
        if exact is None:
            return None
        return Profile(exact, width, height, aspect or Fraction(1), texts.get("progressive") != "0")


def possible_rate(rate: Fraction) -> Fraction | None:
    """The frame rate that is meant; None for one that nothing has (less than one in a minute)."""
    if rate < SLOWEST:
        return None
    try:
        return exact_rate(rate)
    except ValueError:
        return None


def _ratio(texts: Mapping[str, str], name: str, default: Fraction | None) -> Fraction | None:
    num, den = whole(texts.get(f"{name}_num")), whole(texts.get(f"{name}_den"))
    if not num or not den or num < 0 or den < 0:
        return default
    return Fraction(num, den)


def _rate(name: str) -> Fraction:
    number = int(name)
    exact = {2398: Fraction(24000, 1001), 2997: Fraction(30000, 1001)}
    return exact.get(number, Fraction(60000, 1001) if number == 5994 else Fraction(number))


def _stock() -> dict[str, Profile]:
    found = {}
    sizes = {
        "atsc_1080p": (1920, 1080), "atsc_720p": (1280, 720), "qhd_1440p": (2560, 1440),
        "uhd_2160p": (3840, 2160),
    }  # fmt: skip
    rates = ("2398", "24", "25", "2997", "30", "50", "5994", "60")
    for (family, size), rate in product(sizes.items(), rates):
        found[f"{family}_{rate}"] = Profile(_rate(rate), *size)
    for name, width, height, rate, aspect, progressive in _OTHERS:
        found[name] = Profile(_rate(rate), width, height, Fraction(aspect), progressive)
    return found


_OTHERS = (
    ("vertical_hd_30", 1080, 1920, "30", "1", True),
    ("vertical_hd_60", 1080, 1920, "60", "1", True),
    ("square_1080p_30", 1080, 1080, "30", "1", True),
    ("square_1080p_60", 1080, 1080, "60", "1", True),
    ("atsc_1080i_50", 1920, 1080, "25", "1", False),
    ("atsc_1080i_5994", 1920, 1080, "2997", "1", False),
    ("atsc_1080i_60", 1920, 1080, "30", "1", False),
    ("hdv_1080_25p", 1440, 1080, "25", "4/3", True),
    ("hdv_1080_30p", 1440, 1080, "2997", "4/3", True),
    ("hdv_1080_50i", 1440, 1080, "25", "4/3", False),
    ("hdv_1080_60i", 1440, 1080, "2997", "4/3", False),
    ("square_pal_wide", 1024, 576, "25", "1", True),
    ("square_pal", 768, 576, "25", "1", True),
    ("square_ntsc_wide", 854, 480, "2997", "1", True),
    ("square_ntsc", 640, 480, "2997", "1", True),
    ("quarter_pal_wide", 512, 288, "25", "1", True),
    ("quarter_pal", 384, 288, "25", "1", True),
    ("quarter_ntsc_wide", 426, 240, "2997", "1", True),
    ("quarter_ntsc", 320, 240, "2997", "1", True),
    ("quarter_15", 320, 240, "15", "1", True),
    ("sdi_486p_2398", 720, 486, "2398", "8/9", True),
    ("sdi_486i_5994", 720, 486, "2997", "8/9", False),
    ("dv_pal_wide", 720, 576, "25", "64/45", False),
    ("dv_pal", 720, 576, "25", "16/15", False),
    ("dv_ntsc_wide", 720, 480, "2997", "32/27", False),
    ("dv_ntsc", 720, 480, "2997", "8/9", False),
)

STOCK_PROFILES = _stock()
"""By name; ``dv_pal`` is what MLT takes where nothing is said."""


def stock_name(profile: Profile) -> str:
    """Name of the stock profile that is exactly this one; "" if there is none."""
    return next((name for name, known in STOCK_PROFILES.items() if known == profile), "")
