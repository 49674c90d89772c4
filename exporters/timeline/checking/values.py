"""Making single values of an edit possible: names, numbers, looks, sounds, media, generators."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction
from urllib.parse import quote

from exporters.timeline.sequence import Generator, Look, Media, Sound
from exporters.timeline.timecode import MAX_RATE, exact_rate

MAX_SECONDS = 1_000_000_000
"""No time code and no medium is longer: 30 years."""
MAX_DENOMINATOR = 10**12
MAX_SPEED = 1000
MIN_RATE = Fraction(1, 1000)
MAX_SIZE = 32768
MIN_SIZE = 16
SAMPLE_RATES = (1000, 768_000)
MAX_CHANNELS = 64
SILENCE, LOUDEST = -200.0, 60.0
MAX_SCALE = 10_000.0

# Control characters, lone surrogates and what XML 1.0 cannot hold (production 2, Char).
_UNTEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_UNLINE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_COLOR = re.compile("#[0-9a-f]{6}")


def clean_name(name: str) -> str:
    """A name without control characters, lone surrogates and characters that XML forbids."""
    return name if name.isprintable() else _UNTEXT.sub(" ", name)


def clean_text(text: str) -> str:
    """Like ``clean_name`` for texts of several lines: "\\n" and tabs stay."""
    if text.isprintable():
        return text
    return _UNLINE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_url(url: str) -> str:
    """A URL or path in which such characters are percent-encoded."""
    if url.isprintable():
        return url
    return _UNTEXT.sub(lambda found: quote(found[0], errors="replace"), url)


def clean_fraction(value: Fraction, low: int, high: int) -> Fraction:
    """The nearest value within bounds whose denominator can be worked with; itself if it is so."""
    # In whole numbers: comparing fractions takes ten times as long.
    above, below = value.numerator, value.denominator
    if below <= MAX_DENOMINATOR and low * below <= above <= high * below:
        return value
    if above < low * below:
        return Fraction(low)
    if above > high * below:
        return Fraction(high)
    return value.limit_denominator(MAX_DENOMINATOR)


def clean_rate(rate: Fraction | None) -> Fraction | None:
    """A possible rate, made a little simpler if it must be; None if it is none."""
    if rate is None or not MIN_RATE <= rate <= MAX_RATE:
        return None
    if rate.denominator <= 100_000:
        return rate
    try:
        return exact_rate(rate)
    except ValueError:
        return None


def clean_float(value: float, low: float, high: float, default: float) -> float:
    """The nearest value within bounds; ``default`` for what is no number."""
    if low <= value <= high:
        return value
    return default if math.isnan(value) else min(max(value, low), high)


def clean_look(look: Look) -> Look:
    """A look that can be shown. Mirroring (a negative scale) is not kept."""
    left, top, right, bottom = (clean_float(side, 0.0, 1.0, 0.0) for side in look.crop)
    if left + right >= 1:
        left = right = 0.0
    if top + bottom >= 1:
        top = bottom = 0.0
    return replace(
        look,
        crop=(left, top, right, bottom),
        fit=look.fit if look.fit in ("fit", "fill", "stretch", "none") else "fit",
        scale_x=clean_float(abs(look.scale_x), 1 / MAX_SCALE, MAX_SCALE, 1.0),
        scale_y=clean_float(abs(look.scale_y), 1 / MAX_SCALE, MAX_SCALE, 1.0),
        rotation=_turned(look.rotation),
        x=clean_float(look.x, -100.0, 100.0, 0.0),
        y=clean_float(look.y, -100.0, 100.0, 0.0),
        opacity=clean_float(look.opacity, 0.0, 1.0, 1.0),
        fade_in=max(0, look.fade_in),
        fade_out=max(0, look.fade_out),
    )


def _turned(degrees: float) -> float:
    if not math.isfinite(degrees):
        return 0.0
    return degrees if abs(degrees) <= 36_000 else math.fmod(degrees, 360)


def clean_sound(sound: Sound) -> Sound:
    """A sound that can be mixed; endless attenuation is ``mute``."""
    return replace(
        sound,
        volume=clean_float(0.0 if sound.volume == -math.inf else sound.volume, SILENCE, LOUDEST, 0),
        pan=clean_float(sound.pan, -1.0, 1.0, 0.0),
        fade_in=max(0, sound.fade_in),
        fade_out=max(0, sound.fade_out),
        mute=sound.mute or sound.volume == -math.inf,
    )


def clean_media(media: Media) -> Media:
    """A medium whose stated facts are possible; those that are not count as unknown."""
    return replace(
        media,
        name=clean_name(media.name),
        url=clean_url(media.url),
        start=clean_fraction(media.start, -MAX_SECONDS, MAX_SECONDS),
        duration=_length(media.duration),
        rate=clean_rate(media.rate),
        width=media.width if 0 <= media.width <= MAX_SIZE else 0,
        height=media.height if 0 <= media.height <= MAX_SIZE else 0,
        pixel_aspect=clean_aspect(media.pixel_aspect),
        channels=tuple(number for number in media.channels if 0 < number <= 1024)[:256],
        sample_rate=media.sample_rate if 0 <= media.sample_rate <= 10_000_000 else 0,
    )


def _length(seconds: Fraction | None) -> Fraction | None:
    if seconds is None or seconds <= 0:
        return None
    kept = clean_fraction(seconds, 0, MAX_SECONDS)
    return kept if kept > 0 else None


def clean_aspect(aspect: Fraction) -> Fraction:
    """A possible pixel aspect; 1 for others."""
    if not Fraction(1, 100) <= aspect <= 100:
        return Fraction(1)
    return aspect if aspect.denominator <= 100_000 else aspect.limit_denominator(100_000)


def clean_generator(generator: Generator) -> Generator:
    """A generator that can be drawn; one of an unknown kind is black."""
    color = generator.color.lower()
    return replace(
        generator,
        kind=generator.kind if generator.kind in ("black", "color", "bars", "text") else "black",
        color=color if _COLOR.fullmatch(color) else "#000000",
        text=clean_text(generator.text)[:100_000],
        size=clean_float(generator.size, 0.001, 1.0, 0.06),
    )
