"""Sizes of segments, and the bit rate over the playing time that follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from exporters.checkpoint.history import UnitDone
from exporters.video.video_plan import VideoPlan

MOST_POINTS = 240


@dataclass(frozen=True)
class Segments:
    """The finished units of a plan.

    Attributes:
        sizes: bytes of each segment, in order; of each unit where a plan has no picture.
        works: frames of each segment; of units in the plan's unit of work.
        finished: when each was finished, in whole seconds since 1970.
        starts: playing time in seconds at which each segment begins, and at which the last one
            ends; empty without a picture.
        sound: bytes of each track of sound, besides the segments.
    """

    sizes: list[int] = field(default_factory=list)
    works: list[int] = field(default_factory=list)
    finished: list[int] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    sound: list[int] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Playing time."""
        return self.starts[-1] - self.starts[0] if self.starts else 0.0

    @property
    def mean_rate(self) -> float | None:
        """Bits per second of all segments; None without a picture."""
        return sum(self.sizes) * 8 / self.seconds if self.seconds > 0 else None


def segments_of(finished: Mapping[int, UnitDone], details: VideoPlan | None) -> Segments:
    """Sizes and times of the units of a plan.

    Args:
        finished: all of them, by index.
        details: what they stand for; None when unknown.
    """
    units = [finished[index] for index in sorted(finished)]
    pictures = units
    starts: list[float] = []
    if details is not None and details.grid is not None and details.segment_count:
        pictures = [unit for unit in units if unit.index < details.segment_count]
        if len(pictures) == details.segment_count:
            starts = list(details.segment_starts())
    return Segments(
        sizes=[unit.size for unit in pictures],
        works=[unit.work for unit in pictures],
        finished=[unit.time for unit in pictures],
        starts=starts,
        sound=[unit.size for unit in units[len(pictures) :]],
    )


@dataclass(frozen=True)
class Stretch:
    """Neighbouring segments taken together.

    Attributes:
        first, last: their positions, from 0.
        at, seconds: playing time.
        rate: bits per second.
    """

    first: int
    last: int
    at: float
    seconds: float
    rate: float


def bit_rates(segments: Segments, most: int = MOST_POINTS) -> list[Stretch]:
    """Bit rate over the playing time, in ``most`` steps at most."""
    if not segments.starts:
        return []
    sums = [0, *accumulate(segments.sizes)]
    made = []
    for first, stop in groups(len(segments.sizes), most):
        at, end = segments.starts[first], segments.starts[stop]
        if end > at:
            rate = (sums[stop] - sums[first]) * 8 / (end - at)
            made.append(Stretch(first, stop - 1, at, end - at, rate))
    return made


@dataclass(frozen=True)
class Bar:
    """Sizes of neighbouring segments, in bytes; positions from 0."""

    first: int
    last: int
    smallest: int
    mean: float
    largest: int


def bars(sizes: Sequence[int], most: int) -> list[Bar]:
    """Sizes of segments in ``most`` bars at most."""
    made = []
    for first, stop in groups(len(sizes), most):
        group = sizes[first:stop]
        made.append(Bar(first, stop - 1, min(group), sum(group) / len(group), max(group)))
    return made


def groups(count: int, most: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges that part ``count`` things into ``most`` groups at most, all alike."""
    length = max(1, -(-count // most))
    for first in range(0, count, length):
        yield first, min(count, first + length)
