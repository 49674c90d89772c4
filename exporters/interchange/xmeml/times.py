"""The numbers of a clip in an xmeml document.

``start`` and ``end`` are frames of the sequence. ``in`` and ``out`` count frames of the clip as
it plays, on the sequence's grid whatever the medium's rate is: so Premiere and Resolve read them
(barefootford/buttercut#133). Beside a transition ``start`` or ``end`` is -1, and ``in`` and
``out`` cover what it covers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.sequence import Clip, Generator, Media, Sequence, Track, Transition


@dataclass(frozen=True, slots=True)
class Times:
    """What is written of a clip's times, all in frames.

    Attributes:
        start, end: -1 beside a transition.
        first, last: ``in`` and ``out``.
        cut: ``first`` without what the transition before it covers.
        length: of the whole content as the clip plays it.
    """

    start: int
    end: int
    first: int
    last: int
    cut: int
    length: int


def seconds_of(content: Media | Generator | Sequence) -> Fraction | None:
    """How long a content is; None when it has no end, or one that is not known."""
    if isinstance(content, Sequence):
        return content.seconds
    return content.duration if isinstance(content, Media) else None


def is_timeless(clip: Clip) -> bool:
    """Whether it does not matter which second of the content is shown."""
    content = clip.content
    return isinstance(content, Generator) or (isinstance(content, Media) and content.still)


def times(clip: Clip, rate: Fraction, before: Transition | None, after: Transition | None) -> Times:
    """The times of a clip between two transitions, or without."""
    head = before.before if before is not None else 0
    tail = after.after if after is not None else 0
    covered = head + clip.duration + tail
    timeless = is_timeless(clip)
    length = None if timeless else seconds_of(clip.content)
    if length is not None and clip.speed != 1:
        length /= abs(clip.speed) or 1
    cut = head if timeless else max(head, _first(clip, rate, length))
    first = cut - head
    whole = first + covered
    if length is not None:
        whole = max(whole, to_frames(length, rate))
    return Times(
        -1 if before is not None else clip.start,
        -1 if after is not None else clip.end,
        first,
        first + covered,
        cut,
        whole,
    )


def _first(clip: Clip, rate: Fraction, length: Fraction | None) -> int:
    """``in`` without transitions; a start between frames goes down if the end had no room.

    Args:
        length: seconds that the content lasts at the clip's speed.
    """
    place = clip.source_in
    if clip.speed != 1 and clip.speed:
        place /= abs(clip.speed)
        if clip.speed < 0:
            if length is None:
                return 0
            place = length - place
    first = to_frames(place, rate)
    if (
        length is not None
        and not is_on_grid(place, rate)
        and first > place * rate
        and first + clip.duration > length * rate
        and clip.speed
    ):
        first -= 1
    return first


def to_frames(seconds: Fraction, rate: Fraction) -> int:
    """The nearest frame; halves go up. Without making fractions, for speed."""
    above = seconds.numerator * rate.numerator
    below = seconds.denominator * rate.denominator
    return (2 * above + below) // (2 * below)


def is_on_grid(seconds: Fraction, rate: Fraction) -> bool:
    """Whether the time is a whole number of frames."""
    above = seconds.numerator * rate.numerator
    return above % (seconds.denominator * rate.denominator) == 0


def graph(clip: Clip, numbers: Times, rate: Fraction) -> list[tuple[int, Fraction]]:
    """Frames of the clip and, for each, the frame of the content: begin, in, out and end.

    The content's frames count at the sequence's rate, too: so Premiere writes a file of 60 frames
    a second in a sequence of 50.
    """

    def content_frame(place: int) -> Fraction:
        return (clip.source_in + (place - numbers.cut) * clip.speed / rate) * rate

    places = sorted({0, numbers.first, numbers.last, numbers.length})
    return [(place, max(Fraction(0), content_frame(place))) for place in places]


def possible_transitions(track: Track, rate: Fraction) -> dict[int, Transition]:
    """The transitions of a track by their cuts, shortened to what the clips' contents have.

    Those that nothing is left of are missing.
    """
    ends = {clip.end: clip for clip in track.clips}
    starts = {clip.start: clip for clip in track.clips}
    found = {}
    for transition in track.transitions:
        left, right = ends.get(transition.cut), starts.get(transition.cut)
        if left is None and right is None:
            continue
        before = transition.before if right is None else min(transition.before, _head(right, rate))
        after = transition.after if left is None else min(transition.after, _tail(left, rate))
        if before + after > 0:
            found[transition.cut] = replace(transition, before=before, after=after)
    return found


_ENDLESS = 1 << 40


def _head(clip: Clip, rate: Fraction) -> int:
    """Frames of material before the clip."""
    return _material(clip, -clip.speed, clip.source_in, rate)


def _tail(clip: Clip, rate: Fraction) -> int:
    """Frames of material after the clip."""
    end = clip.source_in + clip.duration * clip.speed / rate
    return _material(clip, clip.speed, end, rate)


def _material(clip: Clip, speed: Fraction, place: Fraction, rate: Fraction) -> int:
    if is_timeless(clip) or not speed:
        return _ENDLESS
    if speed < 0:
        return max(0, int(place * rate / -speed))
    length = seconds_of(clip.content)
    return _ENDLESS if length is None else max(0, int((length - place) * rate / speed))
