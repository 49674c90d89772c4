"""What a user asks of the video exporter, validated whether typed, from a preset or a journal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any, Literal

from exporters.errors import UsageError
from exporters.video.encoders import (
    CONTAINERS,
    DEFAULT_AUDIO,
    AudioEncoder,
    VideoEncoder,
    audio_encoder,
    check_option,
    video_encoder,
)
from exporters.video.scaling import Scale

Reading = Literal["auto", "ordered"]

COPIED_ENCODERS = ("libx264", "libx265", "prores_ks", "dnxhd", "ffv1")
"""Encoders of films into which frames can be copied; see ``smart.codecs``."""

MAPS = ("video_options", "edit")
"""Settings that are maps of texts."""


@dataclass(frozen=True)
class VideoRequest:
    """One source, one output.

    Attributes:
        source: path of the source; relative paths start at the output's folder.
        container: one of ``encoders.CONTAINERS``.
        video_encoder: ffmpeg's name; "" leaves the picture out.
        crf, encoder_preset, pixel_format: None or "" takes the encoder's default.
        video_options: further encoder options, KEY to VALUE.
        scale: "" or what ``scaling.Scale.parse`` takes.
        fps: output frame rate as a fraction ("25", "30000/1001"); "" keeps the timestamps.
        deinterlace, denoise: filters that are offered.
        audio_tracks: "all", "first", "none", or track numbers from 1, joined by commas.
        audio_encoder: ffmpeg's name or "copy"; "" takes the container's default.
        audio_bitrate: bits per second for a whole track; 0 takes the encoder's default.
        start, end: seconds from the beginning of the source, as fractions; "" for none.
        segment_seconds: target length of a segment.
        allow_truncated: a damaged source is exported as far as it decodes, without complaint.
        reading: "ordered" reads the source from front to back, without seeking.
        edit: how a source that is an edit is read, by the names of ``EditOptions``; empty for a
            film.
        subtitles: "all", "none", or numbers of tracks from 1, joined by commas.
        smart: frames that are in the source as they are wanted are copied.
    """

    source: str
    container: str = "mp4"
    video_encoder: str = "libx264"
    crf: float | None = None
    encoder_preset: str = ""
    pixel_format: str = ""
    video_options: Mapping[str, str] = field(default_factory=dict)
    scale: str = ""
    fps: str = ""
    deinterlace: bool = False
    denoise: bool = False
    audio_tracks: str = "all"
    audio_encoder: str = ""
    audio_bitrate: int = 0
    start: str = ""
    end: str = ""
    segment_seconds: float = 10.0
    allow_truncated: bool = False
    reading: Reading = "auto"
    edit: Mapping[str, str] = field(default_factory=dict)
    subtitles: str = "all"
    smart: bool = False

    def __post_init__(self) -> None:
        _check_types(self)
        if not self.source or "\0" in self.source:
            raise UsageError("The request names no source.")
        if self.container not in CONTAINERS:
            raise UsageError(
                f"“{self.container}” is not a container that Reprise writes.",
                f"End the output's name in one of {', '.join('.' + c for c in CONTAINERS)}.",
            )
        self._check_video()
        self._check_audio()
        self._check_subtitles()
        self._check_times()
        if self.smart:
            check_smart(self)

    @property
    def video(self) -> VideoEncoder | None:
        """The video encoder, or None if the picture is left out."""
        return video_encoder(self.video_encoder) if self.video_encoder else None

    @property
    def audio(self) -> AudioEncoder | None:
        """The audio encoder, or None if the sound is left out."""
        if self.audio_tracks == "none":
            return None
        return audio_encoder(self.audio_encoder or DEFAULT_AUDIO[self.container])

    @property
    def frame_rate(self) -> Fraction | None:
        return Fraction(self.fps) if self.fps else None

    @property
    def start_seconds(self) -> Fraction:
        return Fraction(self.start) if self.start else Fraction(0)

    @property
    def end_seconds(self) -> Fraction | None:
        return Fraction(self.end) if self.end else None

    def track_numbers(self, count: int) -> list[int]:
        """Positions (from 0) of the audio tracks to export out of ``count``. Raises UsageError."""
        if self.audio_tracks == "none":
            return []
        if self.audio_tracks == "all":
            return list(range(count))
        if self.audio_tracks == "first":
            return [0] if count else []
        chosen = [int(part) - 1 for part in self.audio_tracks.split(",")]
        for position in chosen:
            if position >= count:
                raise UsageError(
                    f"The source has {count} audio track(s); track {position + 1} does not exist.",
                    "See `reprise probe SOURCE` for the tracks.",
                )
        return chosen

    def to_map(self) -> dict[str, Any]:
        """The request as a map of msgpack types."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        for name in MAPS:
            values[name] = dict(sorted(values[name].items()))
        if not self.edit:
            del values["edit"]
        if self.subtitles == "all":
            # As requests were before there was a choice, so that they still equal those.
            del values["subtitles"]
        if not self.smart:
            del values["smart"]
        return values

    @classmethod
    def from_map(cls, values: Mapping[str, Any]) -> VideoRequest:
        """The reverse of ``to_map``. Raises UsageError for anything unknown or of a wrong type."""
        known = {item.name for item in fields(cls)}
        unknown = sorted(str(key) for key in values if key not in known)
        if unknown:
            raise UsageError(f"The request has unknown settings: {', '.join(unknown)}.")
        if "source" not in values:
            raise UsageError("The request names no source.")
        return cls(**values)

    def _check_video(self) -> None:
        encoder = self.video
        if encoder is None:
            return
        if self.container not in encoder.containers:
            raise UsageError(
                f"{self.container.upper()} cannot hold {encoder.name} video.",
                f"Choose one of {', '.join(encoder.containers)} for the output, or another "
                "encoder.",
            )
        if self.crf is not None:
            _check_crf(encoder, self.crf)
        if self.encoder_preset and self.encoder_preset not in encoder.presets:
            raise UsageError(
                f"{encoder.name} has no preset “{self.encoder_preset}”.",
                f"Choose one of {', '.join(encoder.presets)}." if encoder.presets else "",
            )
        if self.pixel_format and self.pixel_format not in encoder.pixel_formats:
            raise UsageError(
                f"{encoder.name} does not take the pixel format “{self.pixel_format}”.",
                f"Choose one of {', '.join(encoder.pixel_formats)}.",
            )
        for key, value in self.video_options.items():
            check_option(key, value)
        if self.scale:
            Scale.parse(self.scale)
        if self.fps and not 0 < _fraction("frame rate", self.fps) <= 1000:
            raise UsageError(f"A frame rate of {self.fps} is not possible.")
        if not 0.5 <= self.segment_seconds <= 3600:
            raise UsageError("The length of a segment must be between 0.5 and 3600 seconds.")

    def _check_audio(self) -> None:
        tracks = self.audio_tracks
        if tracks not in ("all", "first", "none") and not _are_numbers(tracks):
            raise UsageError(
                f"“{tracks[:60]}” names no audio tracks.",
                "Write all, first, none, or numbers from 1 such as 1,3.",
            )
        encoder = self.audio
        if encoder is not None and self.container not in encoder.containers:
            raise UsageError(
                f"{self.container.upper()} cannot hold {encoder.name} audio.",
                f"Choose one of {', '.join(encoder.containers)}, or another audio encoder.",
            )
        if self.audio_bitrate and not 6_000 <= self.audio_bitrate <= 3_000_000:
            raise UsageError(f"An audio bit rate of {self.audio_bitrate} bits/s is not possible.")
        if encoder is None and self.video is None:
            raise UsageError("Neither picture nor sound was asked for.")

    def _check_subtitles(self) -> None:
        if self.subtitles not in ("all", "none") and not _are_numbers(self.subtitles):
            raise UsageError(
                f"“{self.subtitles[:60]}” names no tracks of subtitles.",
                "Write all, none, or numbers from 1 such as 1,3.",
            )

    def _check_times(self) -> None:
        start = _fraction("start", self.start) if self.start else Fraction(0)
        if start < 0:
            raise UsageError("The start lies before the beginning.")
        if self.end and _fraction("end", self.end) <= start:
            raise UsageError("The end does not lie after the start.")


def check_smart(request: VideoRequest) -> None:
    """Raises UsageError if frames that are copied could not be what is asked for."""
    if request.video is None or request.video.name not in COPIED_ENCODERS:
        raise UsageError(
            f"Frames cannot be copied into {request.video_encoder or 'no'} video.",
            f"Leave --smart out, or choose one of {', '.join(COPIED_ENCODERS)}.",
        )
    changes = {
        "--deinterlace": request.deinterlace,
        "--denoise": request.denoise,
        "--fps": bool(request.fps),
        "--in-order": request.reading == "ordered",
    }
    for name, given in changes.items():
        if given:
            raise UsageError(f"Frames are not copied with {name}.", f"Leave out --smart or {name}.")


def _are_numbers(tracks: str) -> bool:
    return all(re.fullmatch(r"0{0,5}[1-9][0-9]{0,2}", part) for part in tracks.split(","))


def _check_crf(encoder: VideoEncoder, crf: float) -> None:
    if encoder.crf is None:
        raise UsageError(f"{encoder.name} has no quality setting (CRF).", "Leave --crf out.")
    _, low, high = encoder.crf
    if not low <= crf <= high:
        raise UsageError(f"The quality (CRF) of {encoder.name} lies between {low} and {high}.")


def _fraction(name: str, text: str) -> Fraction:
    try:
        # A power of ten in a few letters is a number that does not fit into memory.
        if len(text) > 40 or "e" in text.lower():
            raise ValueError(text)
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"“{text[:40]}” is not a {name}.") from None
    if abs(value) > 10**9 or value.denominator > 10**9:
        raise UsageError(f"“{text[:40]}” is not a {name}.")
    return value


_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
    "float | None": (int, float, type(None)),
    "Reading": (str,),
}


def _check_types(request: VideoRequest) -> None:
    for item in fields(request):
        value = getattr(request, item.name)
        if item.name in MAPS:
            good = isinstance(value, Mapping) and all(
                isinstance(key, str) and isinstance(text, str) for key, text in value.items()
            )
        else:
            good = isinstance(value, _TYPES[str(item.type)])
            if isinstance(value, bool) and item.type != "bool":
                good = False
        if not good:
            raise UsageError(f"The setting “{item.name}” has a value of the wrong kind.")
    if request.reading not in ("auto", "ordered"):
        raise UsageError(f"“{request.reading}” is not a way to read a source.")
