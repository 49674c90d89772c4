"""Single frames of a source, for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.jobs.picture_filters import result_filters, screen_filters, source_filters, still_size
from exporters.cancel import CancelToken
from exporters.durable import shown
from exporters.errors import ProcessFailed, SourceError
from exporters.media.ffmpeg import FfmpegBuild, file_url, find_ffmpeg, global_arguments
from exporters.media.runner import run
from exporters.media.source import Source, VideoStream
from exporters.video.picture import make_picture
from exporters.video.request import VideoRequest

TIME_LIMIT = 30.0
"""Seconds for one frame: long groups of pictures in 8K take a while."""
USUAL_RATE = Fraction(25)
END_SECONDS = (1, 10)
"""Where no frame comes at the end, the last one is looked for from so far back."""
LARGEST_BOX = (7680, 4320)

Box = tuple[int, int]
"""Width and height, in pixels, that a picture must fit into."""


@dataclass(frozen=True)
class Still:
    """One frame as it is to be seen.

    Attributes:
        width, height: pixels, which are square.
        rgb: three bytes for each pixel, rows from the top without gaps.
        time: seconds from the beginning of the source that were asked for.
    """

    width: int
    height: int
    rgb: bytes
    time: float


def still(
    source: Source,
    time: float,
    box: Box,
    *,
    size: Box | None = None,
    request: VideoRequest | None = None,
    token: CancelToken | None = None,
    time_limit: float = TIME_LIMIT,
    build: FfmpegBuild | None = None,
) -> Still:
    """The frame that is shown at ``time``.

    Args:
        source: as ``probe`` described it.
        time: seconds from the beginning of the source; after its end the last frame is taken.
        box: the frame is made smaller to fit into it, never larger.
        size: make it exactly so large instead.
        request: show the frame as an export with these settings would, before its encoder.
        build: the ffmpeg to use; the usual one by default.

    Raises SourceError if there is no such frame, Cancelled.
    """
    video = source.video
    if video is None:
        raise SourceError(f"{shown(source.path)} has no picture.")
    size = size or still_size(video, (min(box[0], LARGEST_BOX[0]), min(box[1], LARGEST_BOX[1])))
    filters = _filters(video, size, request)
    build, running = build or usual_ffmpeg(), _Running(token, time_limit)
    wanted = _clamped(source, time)
    rgb = _first(source, build, wanted, filters, running)
    for back in END_SECONDS:
        if rgb:
            break
        rgb = _last(source, build, max(Fraction(0), wanted - back), filters, running)
    if len(rgb) != size[0] * size[1] * 3:
        raise SourceError(
            f"No picture of {shown(source.path)} could be decoded there.",
            "It may be damaged in that place.",
        )
    return Still(*size, rgb, time)


@lru_cache(maxsize=4)
def usual_ffmpeg(chosen: str | None = None) -> FfmpegBuild:
    """``find_ffmpeg``, asked once: finding out its version takes as long as a small frame."""
    return find_ffmpeg(chosen)


def frame_seconds(video: VideoStream) -> Fraction:
    """For how long a frame is shown, on average."""
    rate = video.average_rate or video.guessed_rate or USUAL_RATE
    return 1 / rate if 1 <= rate <= 1000 else 1 / USUAL_RATE


def _clamped(source: Source, time: float) -> Fraction:
    wanted = Fraction(max(0.0, time)).limit_denominator(1_000_000)
    assert source.video is not None
    length = source.video.duration or source.duration
    if length is None:
        return wanted
    return max(Fraction(0), min(wanted, length - frame_seconds(source.video)))


@dataclass(frozen=True)
class _Filters:
    """Filters around the place where one frame is picked.

    Attributes:
        run_up: frames before it that ``temporal`` filters look at.
    """

    run_up: int
    temporal: list[str]
    rest: list[str]


def _filters(video: VideoStream, size: Box, request: VideoRequest | None) -> _Filters:
    if request is None or request.video is None:
        return _Filters(0, source_filters(video), screen_filters(video, size, tone_map=True))
    picture = make_picture(request, video)
    temporal, spatial = result_filters(picture)
    screen = screen_filters(video, size, tone_map=True)
    return _Filters(picture.run_up, temporal, [*spatial, *screen])


def _command(
    build: FfmpegBuild, source: Source, time: Fraction, filters: _Filters, output: list[str]
) -> list[str]:
    video = source.video
    assert video is not None
    step = frame_seconds(video)
    # A little later than where the frame before begins, so that it is the first that comes.
    target = max(Fraction(0), time - step * Fraction(7, 8))
    seek = max(Fraction(0), target - filters.run_up * step)
    made = [*filters.temporal]
    if filters.run_up and target > seek:
        made.append(f"trim=start={float(target - seek):.6f}")
    return [
        *global_arguments(build, progress=False),
        "-protocol_whitelist", "file", "-format_whitelist", source.format, "-noautorotate",
        *(["-ss", f"{float(seek):.6f}"] if seek else []),
        "-i", file_url(source.path), "-map", f"0:{video.index}", "-an", "-sn", "-dn",
        "-vf", ",".join([*made, *filters.rest]), "-c:v", "rawvideo", *output,
    ]  # fmt: skip


def _first(
    source: Source, build: FfmpegBuild, time: Fraction, filters: _Filters, running: _Running
) -> bytes:
    """The frame that is shown at ``time``; b"" when none comes."""
    output = ["-frames:v", "1", "-f", "rawvideo", "pipe:1"]
    return running.run(source, _command(build, source, time, filters, output))


def _last(
    source: Source, build: FfmpegBuild, time: Fraction, filters: _Filters, running: _Running
) -> bytes:
    """The last frame of those from ``time`` on; b"" when none comes."""
    with TemporaryDirectory(prefix="reprise-still-") as folder:
        path = Path(folder, "last")
        # Each frame replaces the one before.
        output = ["-fps_mode", "passthrough", "-f", "image2", "-update", "1", file_url(path)]
        running.run(source, _command(build, source, time, filters, output))
        return path.read_bytes() if path.exists() else b""


@dataclass(frozen=True)
class _Running:
    token: CancelToken | None
    time_limit: float

    def run(self, source: Source, command: list[str]) -> bytes:
        try:
            return run(
                command,
                token=self.token,
                time_limit=self.time_limit,
                stall_timeout=self.time_limit,
                capture=True,
                max_output=LARGEST_BOX[0] * LARGEST_BOX[1] * 3,
                name="the decoder",
            ).stdout
        except ProcessFailed as error:
            problem = f"No picture of {shown(source.path)} could be decoded: {error.problem}"
            raise SourceError(problem, "It may be damaged.", error.log) from error
