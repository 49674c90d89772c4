"""What a front end shows of a source, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Literal

from exporters.cancel import CancelToken
from exporters.errors import ExportError
from exporters.media.container_size import missing_bytes
from exporters.media.frame_index import FrameIndex
from exporters.media.probe import TIME_LIMIT, probe
from exporters.media.source import AudioStream, Source, VideoStream
from exporters.video.grid import SourceFrames, make_grid
from exporters.video.timestamps import compact

RateKind = Literal["constant", "variable", "unknown"]

CODEC_NAMES: Mapping[str, str] = {
    "aac": "AAC", "ac3": "AC-3", "alac": "ALAC", "av1": "AV1", "cfhd": "CineForm",
    "dnxhd": "DNxHD", "dts": "DTS", "dca": "DTS", "dvvideo": "DV", "eac3": "E-AC-3",
    "ffv1": "FFV1", "flac": "FLAC", "h263": "H.263", "h264": "H.264", "hevc": "HEVC",
    "libdav1d": "AV1", "mjpeg": "Motion JPEG", "mp2": "MP2", "mp3": "MP3", "mp3float": "MP3",
    "mpeg1video": "MPEG-1", "mpeg2video": "MPEG-2", "mpeg4": "MPEG-4", "opus": "Opus",
    "libopus": "Opus", "prores": "ProRes", "rawvideo": "Uncompressed", "theora": "Theora",
    "truehd": "TrueHD", "vc1": "VC-1", "vorbis": "Vorbis", "libvorbis": "Vorbis", "vp8": "VP8",
    "vp9": "VP9", "libvpx-vp9": "VP9", "vvc": "VVC", "wmv3": "WMV 9",
}  # fmt: skip
"""How people call them."""

_TRANSFERS: Mapping[str, str] = {"smpte2084": "PQ", "arib-std-b67": "HLG"}
_SIZED_FORMATS = ("mov", "matroska", "avi", "wav")
"""Formats whose headers say how long the file must be (``container_size``)."""
_FRAMES_OFF = Fraction(3, 2)
"""A constant rate and the length give the number of frames but for one at either end."""
_UNNAMED_LANGUAGES = ("", "und", "unk", "zxx", "mis")


class WarningKind(StrEnum):
    """What is unusual about a source; the values that come with each stand beside it."""

    NO_PICTURE = "no picture"
    UNDECODABLE_START = "undecodable start"
    TRUNCATED = "truncated"  # bytes: int, those that are missing, 0 when that is not known
    VARIABLE_RATE = "variable rate"  # average: float, frames a second
    INTERLACED = "interlaced"  # first: "top" or "bottom"
    HDR = "hdr"  # transfer: "PQ" or "HLG"
    DOLBY_VISION = "dolby vision"
    ROTATED = "rotated"  # degrees: int, counter-clockwise; mirrored: bool
    NON_SQUARE_PIXELS = "non-square pixels"  # ratio: str, width to height
    SUBTITLES = "subtitles"  # count: int
    UNKNOWN_LENGTH = "unknown length"


@dataclass(frozen=True)
class SourceWarning:
    """One thing that a user should know before exporting."""

    kind: WarningKind
    values: Mapping[str, int | float | str] = field(default_factory=dict)


@dataclass(frozen=True)
class TrackFacts:
    """A track of sound.

    Attributes:
        number: from 1, as ``VideoRequest.audio_tracks`` counts.
        codec: as people call it.
        language: as the file says, mostly three letters; "" when it does not say.
        channels: 0 when unknown; layout: "5.1" for example, or "".
        sample_rate: hertz, 0 when unknown.
    """

    number: int
    codec: str
    language: str
    channels: int
    layout: str
    sample_rate: int
    title: str


@dataclass(frozen=True)
class SourceFacts:
    """A source in figures.

    Attributes:
        duration: seconds, None when unknown.
        size: bytes.
        width, height: pixels as shown, that is upright and with square pixels; 0 without picture.
        frame_rate: frames a second on average, None when unknown.
        rate: whether all frames are equally long; "unknown" unless something proves it.
        video_codec: as people call it, "" without picture.
        bit_depth: bits of a component, 0 when unknown.
        truncated: whether the end is missing; None when the format does not tell.
        subtitles, chapters: how many there are.
    """

    path: Path
    duration: float | None
    size: int
    width: int
    height: int
    frame_rate: float | None
    rate: RateKind
    video_codec: str
    bit_depth: int
    audio: tuple[TrackFacts, ...]
    truncated: bool | None
    subtitles: int
    chapters: int
    warnings: tuple[SourceWarning, ...]

    @property
    def has_picture(self) -> bool:
        return bool(self.video_codec)


def read_facts(
    path: Path, token: CancelToken | None = None, time_limit: float = TIME_LIMIT
) -> SourceFacts:
    """Probe a file and tell its facts. Raises SourceError, Cancelled."""
    return source_facts(probe(path, token=token, time_limit=time_limit))


def source_facts(source: Source, index: FrameIndex | None = None) -> SourceFacts:
    """The facts of a probed source. Reads a few bytes of it, never frames.

    Args:
        index: its list of frames where that is known already; without it, whether the frame rate
            varies and whether the end is missing is told only where the headers prove it.
    """
    video = source.video
    rate = _rate_kind(source, index)
    truncated = _truncated(source, index)
    width, height = shown_size(video) if video else (0, 0)
    average = video.average_rate or video.guessed_rate if video else Fraction(0)
    return SourceFacts(
        path=source.path,
        duration=_duration(source),
        size=source.size,
        width=width,
        height=height,
        frame_rate=float(average) or None,
        rate=rate,
        video_codec=codec_name(video.codec) if video else "",
        bit_depth=video.bit_depth if video else 0,
        audio=tuple(track_facts(number, track) for number, track in enumerate(source.audio, 1)),
        truncated=truncated,
        subtitles=source.subtitles,
        chapters=len(source.chapters),
        warnings=tuple(_warnings(source, rate, truncated)),
    )


def codec_name(codec: str) -> str:
    """How people call a codec of libavcodec."""
    return CODEC_NAMES.get(codec, codec.removeprefix("lib").upper())


def shown_size(video: VideoStream) -> tuple[int, int]:
    """Pixels of the picture as shown: upright, with square pixels."""
    ratio = video.sample_aspect_ratio or Fraction(1)
    width, height = max(1, round(video.width * ratio)), max(1, video.height)
    turned = round(video.rotation / 90) % 2 == 1
    return (height, width) if turned else (width, height)


def _duration(source: Source) -> float | None:
    lengths = [source.duration, source.video.duration if source.video else None]
    known = [length for length in lengths if length is not None and length > 0]
    return float(known[0]) if known else None


def track_facts(number: int, track: AudioStream) -> TrackFacts:
    """The facts of one track; ``number`` is from 1."""
    language = track.language.strip().lower()
    return TrackFacts(
        number=number,
        codec=codec_name(track.codec),
        language="" if language in _UNNAMED_LANGUAGES else language,
        channels=track.channels,
        layout=track.layout,
        sample_rate=track.sample_rate,
        title=track.title,
    )


def _rate_kind(source: Source, index: FrameIndex | None) -> RateKind:
    video = source.video
    if video is None:
        return "unknown"
    if index is not None:
        frames = SourceFrames(
            index.time_base,
            compact(index.pts),
            index.last_duration,
            index.pts[0] * index.time_base,
        )
        try:
            grid = make_grid(frames, (video.average_rate, video.guessed_rate))
        except ExportError:
            return "unknown"
        return "variable" if grid.rate is None else "constant"
    return "variable" if _count_differs(source, video) else "unknown"


def _count_differs(source: Source, video: VideoStream) -> bool:
    """Whether a table of all frames has more or less of them than a constant rate would give."""
    if "mov" not in source.format or video.duration is None or interlaced(video):
        return False
    if video.frame_count < 2 or video.guessed_rate <= 0:
        return False
    return abs(video.guessed_rate - video.average_rate) * video.duration > _FRAMES_OFF


def _truncated(source: Source, index: FrameIndex | None) -> bool | None:
    if source.truncated or (index is not None and index.truncated):
        return True
    if index is not None or any(name in source.format for name in _SIZED_FORMATS):
        return False
    return None


def interlaced(video: VideoStream) -> bool:
    """Whether a frame is two fields, of different moments."""
    return video.field_order in ("tt", "bb", "tb", "bt")


def _warnings(source: Source, rate: RateKind, truncated: bool | None) -> Iterator[SourceWarning]:
    kind = WarningKind
    if truncated:
        yield SourceWarning(kind.TRUNCATED, {"bytes": _missing(source.path)})
    if _duration(source) is None:
        yield SourceWarning(kind.UNKNOWN_LENGTH)
    if source.video is None:
        yield SourceWarning(kind.NO_PICTURE)
    else:
        yield from _picture_warnings(source, source.video, rate)
    if source.subtitles:
        yield SourceWarning(kind.SUBTITLES, {"count": source.subtitles})


def _picture_warnings(
    source: Source, video: VideoStream, rate: RateKind
) -> Iterator[SourceWarning]:
    kind = WarningKind
    # The probe says so in a sentence only.
    if any(warning.startswith("No picture could be decoded") for warning in source.warnings):
        yield SourceWarning(kind.UNDECODABLE_START)
    if rate == "variable":
        yield SourceWarning(kind.VARIABLE_RATE, {"average": float(video.average_rate)})
    if interlaced(video):
        first = "top" if video.field_order.startswith("t") else "bottom"
        yield SourceWarning(kind.INTERLACED, {"first": first})
    if video.hdr:
        yield SourceWarning(kind.HDR, {"transfer": _TRANSFERS[video.color_transfer or ""]})
    if video.dolby_vision:
        yield SourceWarning(kind.DOLBY_VISION)
    if video.rotation or video.flipped:
        values = {"degrees": video.rotation, "mirrored": video.flipped}
        yield SourceWarning(kind.ROTATED, values)
    if video.sample_aspect_ratio not in (None, 1):
        ratio = video.sample_aspect_ratio or Fraction(1)
        text = f"{ratio.numerator}:{ratio.denominator}"
        yield SourceWarning(kind.NON_SQUARE_PIXELS, {"ratio": text})


def _missing(path: Path) -> int:
    try:
        return missing_bytes(path)
    except OSError:
        return 0
