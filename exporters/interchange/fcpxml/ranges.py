"""Keeping clips inside their media.

Final Cut refuses an edit that reaches a frame past its medium ("Invalid edit with no respective
media", DozaVisuals/doza-assist#34). Both ends are looked at: a clip that is less than a frame too
late begins a little earlier, one that is longer is cut.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.sequence import Clip, Media, Sequence
from exporters.timeline.trimming import trimmed

HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Within:
    """A clip inside its medium.

    Attributes:
        head, tail: frames that were cut off at its begin and end.
        seconds: its length where the medium ends within the last frame; None for whole frames.
    """

    clip: Clip
    head: int = 0
    tail: int = 0
    seconds: Fraction | None = None


def within_media(clip: Clip, rate: Fraction, picture: bool) -> Within | None:
    """The part of a clip that its medium has; None if it has none.

    Args:
        rate: frames a second of the sequence.
        picture: it shows pictures; its begin is put on a frame of the medium.
    """
    content = clip.content
    if isinstance(content, Media):
        if content.still:
            return Within(clip)
        length = None if content.by_timecode else content.duration
        plain = clip.speed.numerator == clip.speed.denominator
        if plain and picture and content.rate == rate:
            clip = _on_frame(clip, rate)
        if plain and _is_within(clip, rate, length):
            return Within(clip)
    elif isinstance(content, Sequence):
        length = content.seconds
    else:
        return Within(clip)
    shown = clip.speed * clip.duration / rate
    first, last = sorted((clip.source_in, clip.source_in + shown))
    if first >= 0 and (length is None or last <= length):
        return Within(clip)
    if not picture and length is not None and first >= 0 and clip.speed == 1:
        # Sound may end between two frames.
        seconds = length - first
        if 0 <= last - length < 1 / rate <= seconds:
            return Within(clip, seconds=seconds)
    return _cut(clip, rate, length, first, last)


def _is_within(clip: Clip, rate: Fraction, length: Fraction | None) -> bool:
    """Whether a clip of the medium's own speed lies inside it; in whole numbers, for speed."""
    above, below = clip.source_in.numerator, clip.source_in.denominator
    if above < 0 or length is None:
        return above >= 0
    end = above * rate.numerator + clip.duration * rate.denominator * below
    return end * length.denominator <= length.numerator * below * rate.numerator


def _on_frame(clip: Clip, rate: Fraction) -> Clip:
    """A frame shows what its medium has at the middle of its time: the nearest frame is the same.

    A frame that would lie past the end, for media whose length is no whole number of frames, is
    the one before.
    """
    source = clip.source_in
    if source.numerator * rate.numerator % (source.denominator * rate.denominator) == 0:
        return clip
    return replace(clip, source_in=math.floor(source * rate + HALF) / rate)


def _cut(
    clip: Clip, rate: Fraction, length: Fraction | None, first: Fraction, last: Fraction
) -> Within | None:
    step = abs(clip.speed) / rate
    if step == 0:
        top = None if length is None else max(length - 1 / rate, Fraction(0))
        held = max(clip.source_in, Fraction(0))
        return Within(replace(clip, source_in=held if top is None else min(held, top)))
    over = Fraction(0) if length is None else max(last - length, Fraction(0))
    under = max(-first, Fraction(0))
    room = length is None or last - first <= length
    if room and over <= step and under <= step:
        moved = clip.source_in - over + under
        if clip.speed == 1 and isinstance(clip.content, Media) and clip.content.rate == rate:
            moved = max(Fraction(math.floor(moved * rate)) / rate, Fraction(0))
        return Within(replace(clip, source_in=moved))
    at_end, at_begin = math.ceil(over / step), math.ceil(under / step)
    head, tail = (at_begin, at_end) if clip.speed > 0 else (at_end, at_begin)
    if head + tail >= clip.duration:
        return None
    return Within(trimmed(clip, head, tail, rate), head, tail)
