"""What can be chosen for an export, and why the rest cannot be chosen together with it.

The facts are those of the encoders' tables; a front end words the reasons by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.jobs.reasons import Reason, because
from exporters.media.source import AudioStream, Source
from exporters.video.encoders import (
    AUDIO_ENCODERS,
    CONTAINERS,
    DEFAULT_AUDIO,
    VIDEO_ENCODERS,
    AudioEncoder,
    VideoEncoder,
    audio_encoder,
    choose_pixel_format,
    video_encoder,
)
from exporters.video.planning import COPYABLE
from exporters.video.subtitles import MADE

EncoderField = Literal["video_encoder", "audio_encoder"]
_PROFILES = "profile:v"


@dataclass(frozen=True)
class Choice:
    """A value, and the reason why it cannot be chosen now, or None."""

    value: str
    reason: Reason | None = None

    @property
    def allowed(self) -> bool:
        return self.reason is None


@dataclass(frozen=True)
class CrfRange:
    """Qualities of an encoder: ``low`` is the best, ``high`` the smallest file."""

    default: float
    low: float
    high: float


def containers() -> list[Choice]:
    """Every container: the choice of it comes first, and encoders follow."""
    return [Choice(name) for name in CONTAINERS]


def holds_video(container: str) -> bool:
    """Whether any picture can be written to a container."""
    return any(container in encoder.containers for encoder in VIDEO_ENCODERS.values())


def video_encoders(container: str) -> list[Choice]:
    """Every video encoder, and "" for no picture."""
    listed = [Choice(encoder.name, _no_video(container, encoder)) for encoder in _videos()]
    return [*listed, Choice("")]


def _no_video(container: str, encoder: VideoEncoder) -> Reason | None:
    if container in encoder.containers:
        return None
    if not holds_video(container):
        return because("container_holds_no_video", container=_spelt(container))
    return because(
        "container_cannot_hold_video",
        container=_spelt(container),
        encoder=encoder.name,
        containers=_either(encoder.containers),
    )


def audio_encoders(container: str, copied: Iterable[AudioStream] = ()) -> list[Choice]:
    """Every audio encoder.

    Args:
        copied: the tracks that "copy" would have to take as they are.
    """
    return [Choice(encoder.name, _no_audio(container, encoder, copied)) for encoder in _audios()]


def _no_audio(
    container: str, encoder: AudioEncoder, copied: Iterable[AudioStream]
) -> Reason | None:
    if container not in encoder.containers:
        return because(
            "container_cannot_hold_audio",
            container=_spelt(container),
            encoder=encoder.name,
            containers=_either(encoder.containers),
        )
    if encoder.name == "copy" and any(not stream.codec for stream in copied):
        return because("sound_is_mixed")
    allowed = COPYABLE.get(container)
    if encoder.name == "copy" and allowed is not None:
        for stream in copied:
            if stream.codec not in allowed:
                return because(
                    "container_cannot_hold_copy", container=_spelt(container), codec=stream.codec
                )
    return None


def default_audio(container: str) -> str:
    """The audio encoder where none is chosen."""
    return DEFAULT_AUDIO[container]


def qualities(encoder: str) -> CrfRange | Reason:
    """The range of qualities, or why there is none; ``encoder`` "" is no picture."""
    if not encoder:
        return because("no_picture")
    entry = video_encoder(encoder)
    if entry.crf is not None:
        return CrfRange(*entry.crf)
    return because("no_quality" if entry.presets else "lossless", encoder=entry.name)


def speeds(encoder: str) -> tuple[list[str], str] | Reason:
    """The speed presets (or profiles, see ``has_profiles``) and the usual one, or why not."""
    if not encoder:
        return because("no_picture")
    entry = video_encoder(encoder)
    if not entry.presets:
        return because("no_speed", encoder=entry.name)
    return list(entry.presets), entry.preset


def has_profiles(encoder: str) -> bool:
    """Whether what ``speeds`` lists are kinds of quality, not speeds."""
    return bool(encoder) and video_encoder(encoder).preset_option == _PROFILES


def fastest_first(encoder: str) -> bool:
    """Whether the speeds of an encoder begin with the fastest; numbers begin with the slowest."""
    presets = video_encoder(encoder).presets
    return bool(presets) and not presets[0].isdigit()


def pixel_formats(encoder: str, preset: str = "") -> list[Choice]:
    """Every pixel format of an encoder, best first.

    Args:
        preset: its speed preset or profile; "" is the usual one.
    """
    if not encoder:
        return []
    entry = video_encoder(encoder)
    preset = preset or entry.preset
    if not has_profiles(encoder):
        return [Choice(name) for name in entry.pixel_formats]
    fixed = choose_pixel_format(entry, "", preset)
    reason = because("profile_decides", profile=preset, encoder=entry.name)
    return [Choice(name, None if name == fixed else reason) for name in entry.pixel_formats]


def audio_tracks(encoder: str, container: str, source: Source | None, count: int) -> list[Choice]:
    """ "all", "first", "none", and "list" for chosen numbers.

    Args:
        encoder: of the video, "" without a picture.
        source: None as long as it is not known.
        count: how many sources the choice is for.
    """
    if source is not None and not source.audio:
        silent = because("source_has_no_sound")
        return [Choice("all"), *(Choice(name, silent) for name in ("first", "none", "list"))]
    nothing = None if encoder and holds_video(container) else because("nothing_left")
    several = because("several_sources") if count > 1 else None
    return [Choice("all"), Choice("first"), Choice("none", nothing), Choice("list", several)]


def audio_bitrates(encoder: str) -> list[int] | Reason:
    """Usual bit rates of a track in bits a second, or why there is nothing to choose.

    Args:
        encoder: "" without sound.
    """
    if not encoder:
        return because("no_sound")
    entry = audio_encoder(encoder)
    if entry.name == "copy":
        return because("sound_is_copied")
    if not entry.bitrate:
        return because("sound_is_lossless", encoder=entry.name)
    return [kilo * 1000 for kilo in (64, 96, 128, 160, 192, 256, 320, 448, 640)]


def subtitles(container: str, source: Source | None = None) -> Reason | None:
    """Why nothing can be chosen for subtitles, or None."""
    if container not in MADE:
        return because("container_holds_no_subtitles", container=_spelt(container))
    if source is not None and not source.subtitles:
        return because("source_has_no_subtitles")
    return None


def filters(encoder: str, source: Source | None = None) -> Reason | None:
    """Why nothing can be chosen for the picture (size, rate, filters, quality), or None."""
    if source is not None and source.video is None:
        return because("source_has_no_picture")
    return None if encoder else because("no_picture")


def trim(count: int) -> Reason | None:
    """Why no part can be chosen when ``count`` sources are exported together, or None."""
    return because("several_sources") if count > 1 else None


def unfit(
    name: EncoderField, value: str, container: str, copied: Iterable[AudioStream]
) -> Reason | None:
    """Why an encoder does not fit a container, or None; "" always fits."""
    if not value:
        return None
    if name == "video_encoder":
        return _no_video(container, video_encoder(value))
    return _no_audio(container, audio_encoder(value), copied)


def _videos() -> Iterable[VideoEncoder]:
    return VIDEO_ENCODERS.values()


def _audios() -> Iterable[AudioEncoder]:
    return AUDIO_ENCODERS.values()


def _spelt(container: str) -> str:
    return {"webm": "WebM"}.get(container, container.upper())


def _either(names: Iterable[str]) -> str:
    return ", ".join(_spelt(name) for name in names)
