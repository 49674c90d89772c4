"""Facts on a file as MLT saves them in the properties of its producer."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from exporters.timeline.readers.mlt.numbers import whole
from exporters.timeline.readers.mlt.profiles import possible_rate
from exporters.timeline.timecode import from_timecode


def stream_types(known: Mapping[str, str]) -> list[str]:
    """Kinds of the streams, as far as they are said: “video”, “audio” and others."""
    count = whole(known.get("meta.media.nb_streams")) or 0
    names = (f"meta.media.{number}.stream.type" for number in range(min(max(count, 0), 256)))
    return [known[name] for name in names if name in known]


def channels(known: Mapping[str, str]) -> tuple[int, ...]:
    """Channels of each audio stream."""
    found = []
    for number in range(min(max(whole(known.get("meta.media.nb_streams")) or 0, 0), 256)):
        if known.get(f"meta.media.{number}.stream.type") == "audio":
            count = whole(known.get(f"meta.media.{number}.codec.channels")) or 2
            found.append(min(max(count, 1), 64))
    return tuple(found)


def sample_rate(known: Mapping[str, str]) -> int:
    """Samples a second of the first audio stream; 0 if it is not known."""
    for number in range(min(max(whole(known.get("meta.media.nb_streams")) or 0, 0), 256)):
        if known.get(f"meta.media.{number}.stream.type") == "audio":
            rate = whole(known.get(f"meta.media.{number}.codec.sample_rate")) or 0
            return rate if 0 < rate < 1_000_000 else 0
    return 0


def stated_rate(known: Mapping[str, str]) -> Fraction | None:
    """Frames a second; None if they are not known."""
    num, den = (whole(known.get(f"meta.media.frame_rate_{part}")) for part in ("num", "den"))
    if not num or not den or num < 0 or den < 0:
        return None
    return possible_rate(Fraction(num, den))


def pixel_aspect(known: Mapping[str, str]) -> Fraction:
    """Width of a pixel by its height; 1 if it is not known."""
    num, den = (whole(known.get(f"meta.media.sample_aspect_{part}")) for part in ("num", "den"))
    if not num or not den or num < 0 or den < 0:
        return Fraction(1)
    return Fraction(num, den).limit_denominator(10_000) or Fraction(1)


def start(known: Mapping[str, str], rate: Fraction | None) -> Fraction:
    """Time code of the first frame, from the tags that ffmpeg found in the file."""
    code = known.get("meta.attr.timecode.markup") or known.get(
        "meta.attr.0.stream.timecode.markup", ""
    )
    if not code or rate is None:
        return Fraction(0)
    try:
        return Fraction(max(0, from_timecode(code, rate))) / rate
    except ValueError:
        return Fraction(0)
