"""Media as a render reads them, and which of their pictures each frame of a clip shows."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from exporters.media.frame_index import FrameIndex
from exporters.media.source import Source, VideoStream
from exporters.timeline.sequence import Clip
from exporters.video.grid import SourceFrames
from exporters.video.timestamps import Timestamps, first_at_or_after

ALPHA = ("yuva", "rgba", "bgra", "argb", "abgr", "gbrap", "ya8", "ya16", "pal8", "gray8a")
STILL_BASE = Fraction(1, 25)


@dataclass(frozen=True, eq=False)
class MediumFrames:
    """A medium and the list of its pictures.

    Attributes:
        path: the file.
        source: what it holds.
        index: its frames; None for a still, which is one frame for ever, and without pictures.
        pts: timestamps of ``index``, as a range where they are even.
    """

    path: Path
    source: Source
    index: FrameIndex | None
    pts: Timestamps

    @property
    def video(self) -> VideoStream:
        assert self.source.video is not None
        return self.source.video

    @property
    def time_base(self) -> Fraction:
        return self.index.time_base if self.index else STILL_BASE

    @property
    def zero(self) -> Fraction:
        """Time of the first frame on the container's clock, in seconds."""
        return self.pts[0] * self.time_base

    @property
    def clock_zero(self) -> Fraction:
        """Second of the container's clock from which times within the medium are counted."""
        if self.index is not None:
            return self.zero
        return self.source.start_time or Fraction(0)

    @property
    def frames(self) -> SourceFrames:
        """The list as films have it."""
        last = self.index.last_duration if self.index else 1
        return SourceFrames(self.time_base, self.pts, last, self.zero)

    @property
    def has_alpha(self) -> bool:
        return self.video.pix_fmt.startswith(ALPHA)

    @property
    def keys(self) -> Many[int]:
        return self.index.keys if self.index else (0,)

    def shown_at(self, seconds: Fraction, backwards: bool = False) -> int:
        """The last frame that begins before ``seconds`` after the first one's begin.

        If time runs ``backwards`` it may also begin then. ffmpeg's rate filter, which rounds
        halves up, decides so.
        """
        ticks = self.pts[0] + seconds / self.time_base
        whole = -(-ticks.numerator // ticks.denominator)
        if backwards:
            whole = ticks.numerator // ticks.denominator + 1
        place = first_at_or_after(self.pts, whole) - 1
        return min(max(0, place), len(self.pts) - 1)


def content_time(clip: Clip, frame: Fraction | int, rate: Fraction) -> Fraction:
    """Second of the content at a frame, which is counted from the clip's begin."""
    return clip.source_in + frame * clip.speed / rate


def pictures_shown(
    medium: MediumFrames, clip: Clip, first: int, stop: int, rate: Fraction
) -> tuple[int, int]:
    """The lowest and the highest picture that frames [first, stop) of a clip show.

    Frames are counted from the clip's begin and may lie outside of it: transitions need more.
    """
    if clip.speed == 0:
        held = medium.shown_at(clip.source_in, backwards=True)
        return held, held
    half = Fraction(1, 2)
    backwards = clip.speed < 0
    one = medium.shown_at(content_time(clip, first + half, rate), backwards)
    other = medium.shown_at(content_time(clip, stop - half, rate), backwards)
    return min(one, other), max(one, other)


def steps_by_one(medium: MediumFrames, clip: Clip, first: int, stop: int, rate: Fraction) -> bool:
    """Whether each of the frames shows the picture after the one before it."""
    if clip.speed <= 0:
        return stop - first == 1
    low, high = pictures_shown(medium, clip, first, stop, rate)
    if high - low != stop - first - 1:
        return False
    half = Fraction(1, 2)
    return all(
        medium.shown_at(content_time(clip, frame + half, rate)) == low + frame - first
        for frame in range(first, stop)
    )
