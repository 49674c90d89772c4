"""Which clips are seen when: a range of frames cut into spans within which nothing begins or ends.

Within a span each track shows one clip, a passage between two, or nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from exporters.timeline.sequence import Clip, Sequence, Track

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Passage:
    """How far a picture comes or another goes during a span.

    Attributes:
        start: frame of the sequence at which the passage begins.
        length: its frames.
    """

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Layer:
    """What one track shows during a span.

    Attributes:
        clip: what is seen; during a passage what goes, None if something comes out of nothing.
        other: what comes; None outside of a passage, or if ``clip`` goes to nothing.
        passage: None outside of one.
    """

    clip: Clip | None
    other: Clip | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Frames [start, stop) of a sequence and what is seen in them, from the bottom to the top."""

    start: int
    stop: int
    layers: tuple[Layer, ...]

    def __len__(self) -> int:
        return self.stop - self.start


def spans(sequence: Sequence, first: int, stop: int, covers: Callable[[Clip], bool]) -> list[Span]:
    """Frames [first, stop) of a sequence as spans, in order and without gaps.

    Args:
        covers: whether a clip hides all that is below it.
    """
    tracks = [track for track in sequence.video if track.enabled]
    edges = {first, stop}
    for track in tracks:
        edges.update(edge for edge in _edges(track, first, stop) if first < edge < stop)
    made: list[Span] = []
    for start, end in pairwise(sorted(edges)):
        layers = [layer for track in tracks if (layer := _layer(track, start)) is not None]
        span = Span(start, end, _seen(layers, covers))
        if made and made[-1].layers == span.layers:
            made[-1] = Span(made[-1].start, end, span.layers)
        else:
            made.append(span)
    return made


def cuts(sequence: Sequence) -> list[int]:
    """Frames, rising, at which a clip begins on the lowest track that shows anything; 0 first."""
    track = next((track for track in sequence.video if track.enabled and track.clips), Track())
    return sorted({0, *(clip.start for clip in track.clips if clip.enabled)})


def _near(items: tuple[T, ...], first: int, stop: int, begin: Callable[[T], int]) -> Iterator[T]:
    """Items that may reach into [first, stop): the one before it, too."""
    low = max(0, bisect_right(items, first, key=begin) - 1)
    yield from items[low : bisect_left(items, stop, key=begin)]


def _edges(track: Track, first: int, stop: int) -> Iterator[int]:
    for clip in _near(track.clips, first, stop, lambda item: item.start):
        if clip.enabled:
            yield from (clip.start, clip.end)
            yield from (clip.start + clip.look.fade_in, clip.end - clip.look.fade_out)
    for transition in _near(track.transitions, first, stop, lambda item: item.start):
        yield from (transition.start, transition.end)


def _layer(track: Track, frame: int) -> Layer | None:
    """What a track shows from ``frame`` on."""
    for transition in _near(track.transitions, frame, frame + 1, lambda item: item.start):
        if transition.start <= frame < transition.end:
            before = _at(track, transition.cut - 1)
            after = _at(track, transition.cut)
            if before is None and after is None:
                return None
            length = transition.before + transition.after
            return Layer(before, after, Passage(transition.start, length))
    clip = _at(track, frame)
    if clip is None:
        return None
    look = clip.look
    if frame < clip.start + look.fade_in:
        return Layer(None, clip, Passage(clip.start, look.fade_in))
    if frame >= clip.end - look.fade_out:
        return Layer(clip, None, Passage(clip.end - look.fade_out, look.fade_out))
    return Layer(clip)


def _at(track: Track, frame: int) -> Clip | None:
    place = bisect_right(track.clips, frame, key=lambda clip: clip.start) - 1
    if place < 0:
        return None
    clip = track.clips[place]
    return clip if clip.enabled and frame < clip.end else None


def _seen(layers: list[Layer], covers: Callable[[Clip], bool]) -> tuple[Layer, ...]:
    """Without what is hidden by a layer above it."""
    for place in range(len(layers) - 1, 0, -1):
        shown = [clip for clip in (layers[place].clip, layers[place].other) if clip is not None]
        whole = layers[place].passage is None or len(shown) == 2
        if whole and all(covers(clip) for clip in shown):
            return tuple(layers[place:])
    return tuple(layers)
