"""What the units of a plan stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.frame_index import Reading
from exporters.media.source import AudioStream, Source, SubtitleStream
from exporters.video.encoders import MP4_FAMILY, AudioEncoder
from exporters.video.grid import FrameGrid, SourceFrames
from exporters.video.picture import Picture
from exporters.video.request import VideoRequest
from exporters.video.smart.record import SmartPlan


@dataclass(frozen=True)
class SoundTrack:
    """One track of sound of the output.

    Attributes:
        stream: the source's.
        encoder: how it is encoded.
        bitrate: bits a second, 0 for lossless and copies.
        origin: time of the source, in seconds, that becomes 0.
        end: time of the source where the track ends; None for its own end.
    """

    stream: AudioStream
    encoder: AudioEncoder
    bitrate: int
    origin: Fraction
    end: Fraction | None


@dataclass(frozen=True)
class SubtitleTrack:
    """One track of subtitles of the output.

    Attributes:
        stream: the source's.
        codec: libavcodec's name of the output's form.
        ticks: of a second, in the output.
        origin, end: as of ``SoundTrack``.
    """

    stream: SubtitleStream
    codec: str
    ticks: int
    origin: Fraction
    end: Fraction | None

    @property
    def copied(self) -> bool:
        """Whether packets stay what they are, but for their times."""
        return self.codec == self.stream.codec


@dataclass(frozen=True)
class VideoPlan:
    """What the units of a plan stand for; ``Plan.details`` of the video exporter.

    Attributes:
        request, path, source, build: what is read, and with what.
        frames: the source's frames; None without a picture, as the next four are.
        reading: how frames of the source are reached.
        keys: frames of the source at which decoding can begin.
        grid: the output's frames.
        boundaries: output frames at which segments begin, and the number of frames.
        picture: how a segment is filtered and encoded.
        sound: the output's tracks of sound.
        origin: time of the source, in seconds, that becomes 0.
        truncated: the source ends before its time.
        notes: sentences about the source.
        subtitles: the output's tracks of subtitles.
        smart: which segments are copied; None if that was not asked for.
    """

    request: VideoRequest
    path: Path
    source: Source
    build: FfmpegBuild
    frames: SourceFrames | None
    reading: Reading
    keys: Sequence[int]
    grid: FrameGrid | None
    boundaries: Sequence[int]
    picture: Picture | None
    sound: tuple[SoundTrack, ...]
    origin: Fraction
    truncated: bool
    notes: tuple[str, ...]
    subtitles: tuple[SubtitleTrack, ...] = ()
    smart: SmartPlan | None = None

    @property
    def is_mp4(self) -> bool:
        """Whether the output is an MP4, or of its family."""
        return self.request.container in MP4_FAMILY

    @property
    def part_rate(self) -> Fraction | None:
        """Frames per second of segments; None where they have the plan's own timestamps.

        Frames that can only be counted get even distances until the output is assembled.
        """
        grid = self.grid
        assert grid is not None
        if grid.rate is not None or self.reading != "ordered":
            return grid.rate
        return (len(grid) / grid.duration).limit_denominator(1001)

    @property
    def copies(self) -> Mapping[int, tuple[int, int]]:
        """Segments that are copied, as in ``SmartPlan``."""
        return self.smart.copies if self.smart else {}

    def segment_suffix(self, index: int) -> str:
        """The container of a segment. PyAV refuses to write FFV1 into MOV, as ffmpeg does not."""
        assert self.picture is not None
        encoder = self.picture.encoder
        if index in self.copies and encoder.name == "ffv1":
            return ".nut"
        return encoder.part_suffix

    @property
    def segment_count(self) -> int:
        return max(0, len(self.boundaries) - 1)

    def segment(self, index: int) -> tuple[int, int]:
        """Output frames [first, stop) of a segment."""
        return self.boundaries[index], self.boundaries[index + 1]

    def segment_starts(self) -> Iterator[float]:
        """Seconds of playing time at which segments begin, and at last the end of the film.

        Nothing without a picture.
        """
        if self.grid is None or not self.segment_count:
            return
        pts, base = self.grid.pts, float(self.grid.time_base)
        first = pts[0]
        for boundary in self.boundaries[:-1]:
            yield (pts[boundary] - first) * base
        yield float(self.grid.duration)


def sound_suffix(container: str) -> str:
    """The container of a finished track of sound: of the output's kind, so that it adds nothing."""
    return {"mp4": ".mp4", "m4a": ".mp4", "mov": ".mov"}.get(container, ".mka")


def subtitle_suffix(container: str) -> str:
    """The container of a finished track of subtitles."""
    return f".{container}" if container in MP4_FAMILY else ".mks"


def key_before(keys: Sequence[int], position: int) -> int:
    """Place in ``keys`` of the last one at or before ``position``; ``keys[0]`` is 0."""
    return max(0, bisect_right(keys, position) - 1)
