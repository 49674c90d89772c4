"""Plans for tests: out of descriptions alone, or out of real clips."""

from __future__ import annotations

from array import array
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint, fingerprint
from exporters.media.frame_index import FrameIndex, index_frames
from exporters.media.probe import probe
from exporters.media.source import AudioStream, Source, VideoStream
from exporters.plan import Plan
from exporters.video.plan_record import make_plan
from exporters.video.request import VideoRequest
from exporters.video.video_plan import VideoPlan
from tests import media_factory

BUILD = FfmpegBuild(Path("/opt/ffmpeg"), "7.1", "ab" * 16)
MARK = Fingerprint(100_000, 1_700_000_000_000_000_000, bytes(range(16)))
PATH = Path("/films/film.mp4")

VIDEO = VideoStream(
    index=0,
    codec="h264",
    profile="High",
    width=160,
    height=96,
    pix_fmt="yuv420p",
    bit_depth=8,
    time_base=Fraction(1, 12800),
    start=0,
    sample_aspect_ratio=None,
    rotation=0,
    flipped=False,
    field_order="progressive",
    color_range=None,
    color_primaries=None,
    color_transfer=None,
    color_space=None,
    mastering_display=None,
    content_light=None,
    dolby_vision=False,
    average_rate=Fraction(25),
    guessed_rate=Fraction(25),
    frame_count=1500,
    duration=Fraction(60),
    bit_rate=0,
    metadata={},
    disposition=("default",),
)
AUDIO = AudioStream(
    index=1,
    codec="aac",
    profile="LC",
    sample_rate=48000,
    channels=2,
    layout="stereo",
    sample_format="fltp",
    time_base=Fraction(1, 48000),
    start_time=Fraction(0),
    duration=Fraction(60),
    bit_rate=96000,
    metadata={"language": "eng"},
    disposition=("default",),
)
SOURCE = Source(
    path=PATH,
    format="mov,mp4,m4a,3gp,3g2,mj2",
    duration=Fraction(60),
    start_time=Fraction(0),
    size=100_000,
    bit_rate=0,
    metadata={"title": "A film"},
    chapters=(),
    video=VIDEO,
    audio=(AUDIO,),
    subtitles=0,
    warnings=(),
    truncated=False,
)
INDEX = FrameIndex(
    time_base=Fraction(1, 12800),
    pts=array("q", range(0, 1500 * 512, 512)),
    keys=array("q", range(0, 1500, 12)),
    last_duration=512,
    reading="seek",
    notes=(),
    truncated=False,
)


def request(**settings: Any) -> VideoRequest:
    return VideoRequest(**{"source": "film.mp4", **settings})


def described(
    source: Source = SOURCE,
    index: FrameIndex | None = INDEX,
    *,
    path: Path = PATH,
    mark: Fingerprint = MARK,
    build: FfmpegBuild = BUILD,
    **settings: Any,
) -> Plan:
    """The plan for a source that exists only as its description."""
    return make_plan(request(**settings), path, source, index, mark, build)


def described_video(source: Source = SOURCE, **settings: Any) -> VideoPlan:
    return details(described(source, **settings))


def with_video(**changes: Any) -> Source:
    """``SOURCE`` with other properties of its picture."""
    return replace(SOURCE, video=replace(VIDEO, **changes))


@cache
def read(path: Path) -> tuple[Source, FrameIndex]:
    return probe(path), index_frames(path)


def real(path: Path, **settings: Any) -> Plan:
    """The plan for a file, with the bundled ffmpeg."""
    source, index = read(path)
    wanted = request(**{"source": str(path), **settings})
    return make_plan(wanted, path, source, index, fingerprint(path), media_factory.build())


def details(plan: Plan) -> VideoPlan:
    assert isinstance(plan.details, VideoPlan)
    return plan.details
