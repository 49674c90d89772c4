"""A few seconds of an export, made as the whole would be: to look at, and to estimate from."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
import uuid
from bisect import bisect_right
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from app.jobs.cutting import as_described, cut_piece
from app.jobs.stills import Box, Still, still, usual_ffmpeg
from exporters.cancel import CancelToken
from exporters.cleanup import CleanupRegistry
from exporters.durable import reported, shown
from exporters.errors import SourceError, UnitFailed, UsageError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.frame_index import index_frames
from exporters.media.own_files import open_own, packets
from exporters.media.probe import probe
from exporters.media.source import Source
from exporters.plan import Plan, UnitContext
from exporters.video.planning import lay_out
from exporters.video.request import VideoRequest
from exporters.video.segment import run_segment
from exporters.video.trial import try_options
from exporters.video.video_plan import VideoPlan

SECONDS = 3.0
ATTEMPTS = 3


@dataclass(frozen=True)
class Sample:
    """A short piece of a film, encoded.

    Attributes:
        path: the encoded piece; bytes: of its frames.
        key_bytes: bytes of its first frame, with which each segment begins.
        seconds: how long its encoder ran, with one thread.
        start: where the piece begins in the source, in seconds.
        original: the piece of the source that it was made from, described.
        encoded: the encoded piece, described.
        details: how it was planned; its times are those of ``original``.
    """

    path: Path
    bytes: int
    key_bytes: int
    seconds: float
    start: float
    original: Source
    encoded: Source
    details: VideoPlan

    @property
    def frames(self) -> int:
        """Number of frames."""
        return 0 if self.details.grid is None else len(self.details.grid)

    @property
    def duration(self) -> float:
        """Seconds."""
        return 0.0 if self.details.grid is None else float(self.details.grid.duration)

    def covers(self, moment: float) -> bool:
        """Whether the frame that the source shows at ``moment``, in seconds, is in the sample."""
        return self.start <= moment < self.start + self.duration

    def frame_at(self, moment: float) -> int:
        """Number, from 0, of the frame that is shown at ``moment`` of the source, in seconds."""
        grid = self.details.grid
        assert grid is not None
        ticks = Fraction(moment - self.start).limit_denominator(1_000_000) / grid.time_base
        # A time that was rounded to microseconds must not show the frame before.
        return max(0, bisect_right(grid.pts, grid.pts[0] + ticks + _tolerance(grid.time_base)) - 1)


@dataclass(frozen=True)
class Pair:
    """The same frame before and after encoding, in the same size."""

    original: Still
    encoded: Still


def make_sample(
    request: VideoRequest,
    source: Source,
    moment: float,
    cleanup: CleanupRegistry,
    *,
    seconds: float = SECONDS,
    token: CancelToken | None = None,
    build: FfmpegBuild | None = None,
) -> Sample:
    """Encode about ``seconds`` of the picture around ``moment``.

    The source is not read as a whole: a piece is copied out of it, which is then planned and
    encoded as any source is.

    Args:
        request: the settings; what they say of sound, start and end does not matter.
        source: as ``probe`` described it. ``request.source`` is not looked at.
        moment: seconds from the beginning of the source.
        cleanup: removes the sample's folder when it is released.

    Raises UsageError if the request leaves the picture out or does not fit; ExportError, Cancelled.
    """
    token, build = token or CancelToken(), build or usual_ffmpeg()
    if source.video is None or request.video is None:
        raise SourceError(f"{shown(source.path)} has no picture to encode.")
    folder = _new_folder()
    cleanup.register_folder(folder)
    begin, end = _around(source, moment, seconds)
    cut = cut_piece(source, folder, begin, end, token, build)
    details = _planned(request, source, cut, begin, end, token, build)
    path = folder / f"encoded{details.picture.encoder.part_suffix}"  # type: ignore[union-attr]
    took = _encode(details, path, token)
    sizes = _packet_sizes(path)
    grid = details.grid
    assert grid is not None
    first = details.origin + grid.pts[0] * grid.time_base
    return Sample(
        path=path,
        bytes=sum(sizes),
        key_bytes=sizes[0],
        seconds=took,
        start=float(first - (source.start_time or Fraction(0))),
        original=cut,
        encoded=as_described(probe(path, token=token), source),
        details=details,
    )


def _planned(
    request: VideoRequest,
    source: Source,
    cut: Source,
    begin: Fraction,
    end: Fraction,
    token: CancelToken,
    build: FfmpegBuild,
) -> VideoPlan:
    """The piece as one segment, whatever its length."""
    zero = (source.start_time or Fraction(0)) - (cut.start_time or Fraction(0))
    index = index_frames(cut.path, token=token)
    whole = replace(
        request,
        source=cut.path.name,
        start="",
        end="",
        audio_tracks="none",
        subtitles="none",
        reading="auto",
    )
    start, stop = _seconds(max(Fraction(0), begin + zero)), _seconds(end + zero)
    try:
        details = lay_out(replace(whole, start=start, end=stop), cut.path, cut, index, build)
    except UsageError:
        # Damaged times: what was copied is shown, wherever it lies. If the settings are what
        # does not fit, this says so again.
        details = lay_out(whole, cut.path, cut, index, build)
    assert details.grid is not None
    assert details.picture is not None
    if request.video_options:
        try_options(build, details.picture, token)
    return replace(details, boundaries=(0, len(details.grid)))


def _encode(details: VideoPlan, path: Path, token: CancelToken) -> float:
    """Seconds that it took."""
    plan = Plan("sample", {}, b"", (), (), "", details=details)
    for attempt in range(1, ATTEMPTS + 1):
        began = time.monotonic()
        try:
            run_segment(details, 0, UnitContext(plan, path, token, attempt))
        except UnitFailed:
            if attempt == ATTEMPTS:
                raise
        else:
            break
    return time.monotonic() - began


def _packet_sizes(path: Path) -> list[int]:
    with open_own(path) as container:
        return [packet.size for packet in packets(container)]


def pair_at(sample: Sample, frame: int, box: Box, token: CancelToken | None = None) -> Pair:
    """A frame of a sample and of its source.

    Args:
        frame: from 0; the last one where there are not so many.

    Raises SourceError, Cancelled.
    """
    details = sample.details
    grid, frames = details.grid, details.frames
    assert grid is not None
    assert frames is not None
    frame = max(0, min(frame, sample.frames - 1))
    shown_frame, _ = grid.source_range(frame, frame + 1, frames)
    begin = sample.original.start_time or Fraction(0)
    before = float(frames.pts[shown_frame] * frames.time_base - begin)
    after = float((grid.pts[frame] - grid.pts[0]) * grid.time_base)
    original = still(sample.original, before, box, token=token)
    size = (original.width, original.height)
    return Pair(original, still(sample.encoded, after, box, size=size, token=token))


def _around(source: Source, moment: float, seconds: float) -> tuple[Fraction, Fraction]:
    """Begin and end of a piece around ``moment``, within the source."""
    length = source.duration or (source.video.duration if source.video else None)
    span = Fraction(seconds).limit_denominator(1000)
    begin = Fraction(moment).limit_denominator(1000) - span / 2
    if length is not None:
        begin = min(begin, length - span)
    begin = max(Fraction(0), begin)
    return begin, begin + span


def _new_folder() -> Path:
    """A folder of our own. Those of processes that have died are removed at this opportunity."""
    import platformdirs

    place = platformdirs.user_cache_path("reprise", appauthor=False) / "samples"
    with reported("create the folder", place):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(place)
        folder = place / f"{os.getpid()}-{uuid.uuid4().hex}"
        folder.mkdir(mode=0o700)
    return folder


def _sweep(place: Path) -> None:
    import psutil

    for folder in place.iterdir():
        owner = folder.name.partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            with contextlib.suppress(OSError):
                shutil.rmtree(folder)


def _seconds(value: Fraction) -> str:
    """As ``VideoRequest`` takes it."""
    return str(value.limit_denominator(1_000_000))


def _tolerance(time_base: Fraction) -> Fraction:
    """Two microseconds, in ticks."""
    return Fraction(2, 1_000_000) / time_base
