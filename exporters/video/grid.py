"""The output's frame grid: which frame of the source is shown when."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exporters.errors import UsageError
from exporters.video.timestamps import Timestamps, compact, first_at_or_after, round_half_up

MIN_TIMESCALE = 10_000
"""Ticks per second at least, as ffmpeg's MP4 muxer chooses them; offsets stay precise with it."""


@dataclass(frozen=True)
class SourceFrames:
    """Frames of a source that a decoder shows.

    Attributes:
        time_base: seconds per tick.
        pts: timestamps in ticks, in the order of display.
        last_duration: ticks that the last frame is shown.
        origin: the time in seconds that becomes 0 in the output.
    """

    time_base: Fraction
    pts: Timestamps
    last_duration: int
    origin: Fraction

    def end_of(self, position: int) -> int:
        """When a frame ends, in ticks."""
        if position + 1 < len(self.pts):
            return self.pts[position + 1]
        return self.pts[position] + self.last_duration

    def seconds(self, position: int) -> Fraction:
        """Time of a frame from the origin, in seconds."""
        return self.pts[position] * self.time_base - self.origin


@dataclass(frozen=True)
class FrameGrid:
    """Every frame of the output.

    Attributes:
        time_base: seconds per tick of ``pts``; its numerator is 1.
        pts: timestamps of the output's frames, strictly rising, 0 being the source's origin.
        last_duration: ticks that the last frame is shown.
        rate: frames per second if constant, else None.
        converted: the rate was changed; frames of the source are repeated or left out.
        first_source: frame of the source that is the output's first, unless ``converted``.
    """

    time_base: Fraction
    pts: Timestamps
    last_duration: int
    rate: Fraction | None
    converted: bool
    first_source: int

    def __len__(self) -> int:
        return len(self.pts)

    @property
    def tick(self) -> int:
        """Ticks per frame; only where ``rate`` is constant."""
        assert self.rate is not None
        return int(1 / (self.rate * self.time_base))

    @property
    def duration(self) -> Fraction:
        """Seconds from the first frame's start to the last frame's end."""
        return (self.pts[-1] + self.last_duration - self.pts[0]) * self.time_base

    def source_range(self, first: int, stop: int, source: SourceFrames) -> tuple[int, int]:
        """Frames of the source, as a half-open range, that output frames [first, stop) show."""
        if not self.converted:
            return self.first_source + first, self.first_source + stop
        return self._shown_at(first, source), self._shown_at(stop - 1, source) + 1

    def _shown_at(self, position: int, source: SourceFrames) -> int:
        """The last source frame whose time, rounded to output frames, is not after ``position``."""
        assert self.rate is not None
        frame = self.pts[0] // self.tick + position
        latest = (frame + Fraction(1, 2)) / self.rate + source.origin
        ticks = latest / source.time_base
        return max(0, first_at_or_after(source.pts, -(-ticks.numerator // ticks.denominator)) - 1)


def make_grid(
    source: SourceFrames,
    rates: Iterable[Fraction],
    convert_to: Fraction | None = None,
    end: Fraction | None = None,
) -> FrameGrid:
    """Lay out the output's frames.

    Args:
        source: frames of the source; its origin is where the output starts.
        rates: frame rates that the container states or that were guessed from it.
        convert_to: frames per second of the output, or None to keep the timestamps.
        end: seconds from the origin where the output ends.

    Raises:
        UsageError: no frame lies between start and end.
    """
    first, stop = _selected(source, end)
    if convert_to is not None:
        return _converted(source, first, stop, convert_to, end)
    chosen = source.pts[first:stop]
    last = source.last_duration if stop == len(source.pts) else source.pts[stop] - chosen[-1]
    rate = _constant_rate(chosen, source.time_base, rates)
    if rate is not None:
        time_base, tick = _constant_time_base(rate)
        start = round_half_up(source.seconds(first) / time_base)
        frames = range(start, start + len(chosen) * tick, tick)
        return FrameGrid(time_base, frames, tick, rate, False, first)
    scale = source.time_base.numerator
    time_base = Fraction(1, source.time_base.denominator)
    origin = round_half_up(source.origin / time_base)
    shifted = compact(array("q", (value * scale - origin for value in chosen)))
    return FrameGrid(time_base, shifted, max(1, last * scale), None, False, first)


def _selected(source: SourceFrames, end: Fraction | None) -> tuple[int, int]:
    from_tick = source.origin / source.time_base
    first = first_at_or_after(source.pts, -(-from_tick.numerator // from_tick.denominator))
    stop = len(source.pts)
    if end is not None:
        to_tick = (source.origin + end) / source.time_base
        stop = first_at_or_after(source.pts, -(-to_tick.numerator // to_tick.denominator))
    if first >= stop:
        raise UsageError(
            "No frame of the source lies between the start and the end that were given.",
            "See `reprise probe SOURCE` for its duration.",
        )
    return first, stop


def _converted(
    source: SourceFrames, first: int, stop: int, rate: Fraction, end: Fraction | None
) -> FrameGrid:
    time_base, tick = _constant_time_base(rate)
    start = round_half_up(source.seconds(first) * rate)
    if stop < len(source.pts):
        last = source.seconds(stop) if end is None else end
    else:
        last = source.seconds(stop - 1) + source.last_duration * source.time_base
        last = last if end is None else min(last, end)
    count = max(1, round_half_up(last * rate) - start)
    frames = range(start * tick, (start + count) * tick, tick)
    return FrameGrid(time_base, frames, tick, rate, True, first)


def _constant_time_base(rate: Fraction) -> tuple[Fraction, int]:
    factor = 1
    while rate.numerator * factor < MIN_TIMESCALE:
        factor *= 2
    return Fraction(1, rate.numerator * factor), rate.denominator * factor


def _constant_rate(
    pts: Timestamps, time_base: Fraction, rates: Iterable[Fraction]
) -> Fraction | None:
    """The rate on whose grid all timestamps lie to within less than one tick, if there is one.

    Containers with coarse ticks (Matroska's milliseconds, 90 kHz for 24000/1001) round a constant
    rate; the output gets the rate itself back.
    """
    exact = compact(pts)
    if isinstance(exact, range):
        if len(exact) == 1:
            return next((rate for rate in rates if 0 < rate <= 1000), Fraction(25))
        rate = 1 / (exact.step * time_base)
        if not _too_coarse(exact, rate, rates):
            return rate if rate <= 1000 else None
    for rate in rates:
        if 0 < rate <= 1000 and _on_grid(exact, 1 / (rate * time_base)):
            return rate
    return None


def _too_coarse(pts: range, rate: Fraction, rates: Iterable[Fraction]) -> bool:
    """Whether an even step may itself be a rounded one (33 ms for 30000/1001 in a short clip).

    With 90 kHz it is uneven by the fifth frame.
    """
    rounded = pts.step < 100 or len(pts) < 5
    return rounded and any(stated != rate and stated > 0 for stated in rates)


def _on_grid(pts: Sequence[int], step: Fraction) -> bool:
    first, up, down = pts[0], step.numerator, step.denominator
    return all(
        -down < (value - first) * down - position * up < down for position, value in enumerate(pts)
    )
