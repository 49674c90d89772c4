"""What a media file holds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.errors import StateError
from exporters.media import strict_map


@dataclass(frozen=True, slots=True)
class Chapter:
    """Begin and end in seconds of the container's clock; ``metadata`` has the title."""

    start: Fraction
    end: Fraction
    metadata: dict[str, str]

    @property
    def title(self) -> str:
        return self.metadata.get("title", "")


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The pictures.

    Args:
        index: number of the stream in its file.
        codec: name of libavcodec, "h264" for example.
        profile: "" when the codec has none.
        width, height: pixels as stored, before rotation and pixel aspect ratio.
        pix_fmt: "yuv420p" for example; "" when unknown.
        bit_depth: bits of a component, 0 when unknown.
        time_base: length of a tick in seconds.
        start: timestamp of the first frame in ticks, as declared; None when unknown.
        sample_aspect_ratio: width to height of a pixel; None when not said.
        rotation: degrees by which to turn the picture counter-clockwise to show it upright, as in
            the file's display matrix; 0, 90, 180, 270 or something between.
        flipped: the display matrix also mirrors the picture.
        field_order: "progressive", "tt", "bb", "tb", "bt" or "unknown".
        color_range, color_primaries, color_transfer, color_space: as ffmpeg spells them.
        mastering_display: ``G(x,y)B(x,y)R(x,y)WP(x,y)L(max,min)`` in the units that x265 takes.
        content_light: brightest pixel and brightest average frame, "max,average" in cd/m².
        average_rate, guessed_rate: frames a second; 0 when unknown.
        frame_count: as declared by the container, 0 when unknown.
        duration: seconds, None when unknown.
        bit_rate: bits a second, 0 when unknown.
    """

    index: int
    codec: str
    profile: str
    width: int
    height: int
    pix_fmt: str
    bit_depth: int
    time_base: Fraction
    start: int | None
    sample_aspect_ratio: Fraction | None
    rotation: int
    flipped: bool
    field_order: str
    color_range: str | None
    color_primaries: str | None
    color_transfer: str | None
    color_space: str | None
    mastering_display: str | None
    content_light: str | None
    dolby_vision: bool
    average_rate: Fraction
    guessed_rate: Fraction
    frame_count: int
    duration: Fraction | None
    bit_rate: int
    metadata: dict[str, str]
    disposition: tuple[str, ...]

    @property
    def hdr(self) -> bool:
        """Whether the transfer function is one of the two for high dynamic range."""
        return self.color_transfer in ("smpte2084", "arib-std-b67")


@dataclass(frozen=True, slots=True)
class AudioStream:
    """Sound. Times in seconds of the container's clock, None when unknown."""

    index: int
    codec: str
    profile: str
    sample_rate: int
    channels: int
    layout: str
    sample_format: str
    time_base: Fraction
    start_time: Fraction | None
    duration: Fraction | None
    bit_rate: int
    metadata: dict[str, str]
    disposition: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.metadata.get("language", "")

    @property
    def title(self) -> str:
        return self.metadata.get("title", "")


@dataclass(frozen=True, slots=True)
class SubtitleStream:
    """Subtitles; ``codec`` is libavcodec's name, "" when it has none."""

    index: int
    codec: str
    time_base: Fraction
    metadata: dict[str, str]
    disposition: tuple[str, ...]

    @property
    def language(self) -> str:
        return self.metadata.get("language", "")

    @property
    def title(self) -> str:
        """MP4 calls it a name."""
        return self.metadata.get("title", "") or self.metadata.get("name", "")


@dataclass(frozen=True, slots=True)
class Source:
    """A media file.

    Args:
        format: name of libavformat, "mov,mp4,m4a,3gp,3g2,mj2" for example.
        duration, start_time: seconds, None when unknown. ``start_time`` is the container's start.
        size: bytes. bit_rate: bits a second, 0 when unknown.
        video: the stream that holds the pictures, never a cover; None when there is none.
        subtitles: number of subtitle streams.
        warnings: sentences about what is odd.
        truncated: bytes are missing at the end.
        subtitle_tracks: what the streams of subtitles are; empty where that was not looked at.
    """

    path: Path
    format: str
    duration: Fraction | None
    start_time: Fraction | None
    size: int
    bit_rate: int
    metadata: dict[str, str]
    chapters: tuple[Chapter, ...]
    video: VideoStream | None
    audio: tuple[AudioStream, ...]
    subtitles: int
    warnings: tuple[str, ...]
    truncated: bool
    subtitle_tracks: tuple[SubtitleStream, ...] = ()

    def to_map(self) -> dict[str, Any]:
        """Plain types for JSON or msgpack; ``from_map`` is the reverse."""
        values = strict_map.to_map(self)
        if not self.subtitle_tracks:
            # As it was before tracks were described: the hash of a plan is made over it.
            del values["subtitle_tracks"]
        return values

    @classmethod
    def from_map(cls, values: Mapping[str, Any]) -> Source:
        """Raises StateError if the map is not what ``to_map`` makes."""
        try:
            return strict_map.from_map(cls, {"subtitle_tracks": [], **values})
        except ValueError as error:
            problem = f"The description of a source is damaged ({error})."
            raise StateError(problem, "Start over.") from None
