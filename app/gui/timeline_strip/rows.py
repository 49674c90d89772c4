"""The tracks of an edit as rows of blocks: what stands where, whatever it looks like."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from exporters.timeline.sequence import Caption, Clip, Marker, Media, Transition
from exporters.timeline.sequence import Sequence as Edited

FINEST = 3.0
"""Pixels that a block takes at least; clips that are narrower share one."""

Kind = Literal["captions", "video", "audio"]
Item = Clip | Caption


@dataclass(frozen=True, slots=True)
class Block:
    """Items of a row, from ``first`` up to ``stop``, that are drawn as one.

    Attributes:
        left, right: pixels from the beginning of the edit.
        missing: whether a medium of one of them was not found.
        hidden: whether none of them is seen or heard.
    """

    first: int
    stop: int
    left: float
    right: float
    missing: bool
    hidden: bool


@dataclass(frozen=True)
class Row:
    """One track.

    Attributes:
        number: among those of its kind, from 1 at the bottom (video) or at the top (others).
        items: clips or captions, rising.
    """

    kind: Kind
    number: int
    name: str
    enabled: bool
    items: Sequence[Item]
    transitions: Sequence[Transition] = ()

    @cached_property
    def starts(self) -> list[int]:
        return [item.start for item in self.items]

    @cached_property
    def _missing_before(self) -> list[int]:
        return list(accumulate((is_missing(item) for item in self.items), initial=0))

    @cached_property
    def _seen_before(self) -> list[int]:
        seen = (self.enabled and getattr(item, "enabled", True) for item in self.items)
        return list(accumulate(seen, initial=0))

    @property
    def missing(self) -> int:
        """Items whose medium was not found."""
        return self._missing_before[-1]

    def end(self, place: int) -> int:
        """The frame after the last one of an item."""
        return self.starts[place] + self.items[place].duration

    def blocks(self, scale: float) -> Iterator[Block]:
        """What is drawn, with ``scale`` pixels a frame; no more than fits, however many items."""
        place, count = 0, len(self.items)
        while place < count:
            left, right = self.starts[place] * scale, self.end(place) * scale
            stop = place + 1
            if right - left < FINEST:
                stop = bisect_left(self.starts, (left + FINEST) / scale, stop)
                # A wide one that begins there has a block of its own.
                last = stop - 1
                if last > place and self.items[last].duration * scale >= FINEST:
                    stop = last
                right = max(left + FINEST - 1, min(self.end(stop - 1) * scale, left + FINEST))
            yield self._block(place, stop, left, right)
            place = stop

    def at(self, frame: float, reach: float = 0.0) -> int | None:
        """The item at a frame, or one that is at most ``reach`` frames away."""
        place = bisect_right(self.starts, frame) - 1
        if place >= 0 and frame < self.end(place) + reach:
            return place
        after = place + 1
        if after < len(self.items) and self.starts[after] - frame <= reach:
            return after
        return None

    def nearest(self, frame: int) -> int:
        """The item at a frame, or the one that is nearest to it; there must be one."""
        before = max(0, bisect_right(self.starts, frame) - 1)
        after = min(before + 1, len(self.items) - 1)
        return after if self.starts[after] - frame < frame - self.end(before) else before

    def _block(self, first: int, stop: int, left: float, right: float) -> Block:
        missing = self._missing_before[stop] > self._missing_before[first]
        hidden = self._seen_before[stop] == self._seen_before[first]
        return Block(first, stop, left, right, missing, hidden)


def rows_of(edit: Edited) -> list[Row]:
    """Captions, then pictures from the top to the bottom, then sound."""
    captions = [
        Row("captions", number, track.name or track.language, True, track.captions)
        for number, track in enumerate(edit.captions, 1)
    ]
    video = [
        Row("video", number, track.name, track.enabled, track.clips, track.transitions)
        for number, track in enumerate(edit.video, 1)
    ]
    audio = [
        Row("audio", number, track.name, track.enabled, track.clips, track.transitions)
        for number, track in enumerate(edit.audio, 1)
    ]
    return [*captions, *reversed(video), *audio]


def is_missing(item: Item) -> bool:
    """Whether an item shows a medium that was not found."""
    return isinstance(item, Clip) and isinstance(item.content, Media) and item.content.path is None


def spread(markers: Sequence[Marker], scale: float) -> list[Marker]:
    """Those that do not stand on one another, with ``scale`` pixels a frame."""
    found: list[Marker] = []
    for marker in sorted(markers, key=lambda one: one.start):
        if not found or (marker.start - found[-1].start) * scale >= FINEST:
            found.append(marker)
    return found


def nearest(markers: Sequence[Marker], frame: float) -> Marker:
    """The marker that is nearest to a frame; there must be one."""
    return min(markers, key=lambda one: abs(one.start - frame))


def step(
    rows: Sequence[Row], current: tuple[int, int] | None, by_rows: int, by_items: int
) -> tuple[int, int] | None:
    """Row and item that lie so many rows, or items, away from some; None where there is none.

    Args:
        current: None for the first step, which leads to the first item of all.
    """
    filled = [number for number, row in enumerate(rows) if row.items]
    if not filled:
        return None
    if current is None:
        return filled[0], 0
    number, place = current
    if by_rows:
        at = filled.index(number) + by_rows
        if not 0 <= at < len(filled):
            return None
        return filled[at], rows[filled[at]].nearest(rows[number].starts[place])
    if not 0 <= place + by_items < len(rows[number].items):
        return None
    return number, place + by_items
