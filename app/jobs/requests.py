"""From what a user typed or chose to a request for the video exporter."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.jobs.edits import edit_settings
from app.jobs.presets import Preset
from exporters.durable import shown
from exporters.errors import UsageError
from exporters.video.encoders import (
    CONTAINERS,
    DEFAULT_VIDEO,
    audio_encoder,
    video_encoder,
)
from exporters.video.request import VideoRequest

if TYPE_CHECKING:
    from exporters.interchange.request import ProjectRequest

OF_THE_ENCODER = ("crf", "encoder_preset", "video_options", "pixel_format")
"""Settings that mean something else, or nothing, with another video encoder."""
SOUND_ONLY = ("m4a", "mka")
EDIT, PROJECT = "edit", "project"
"""Names of the exporters of rendered edits and of projects, as journals have them."""

_CLOCK = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,6}):)?(\d{1,9}(?:\.\d{1,9})?)")
_BITRATE = re.compile(r"(\d{1,7}(?:\.\d+)?)([kKM]?)")


def request_of(values: Mapping[str, Any]) -> VideoRequest | ProjectRequest:
    """The request of a film or of a project out of its ``to_map``.

    Raises UsageError for what is not known or makes no sense.
    """
    if not is_of_project(values):
        return VideoRequest.from_map(values)
    # Only now: most exports are of films, and start sooner without it.
    from exporters.interchange.request import ProjectRequest

    return ProjectRequest.from_map(values)


def is_of_project(values: Mapping[str, Any]) -> bool:
    """Whether a request's ``to_map`` asks for a project: it names a format, and no container."""
    return "format" in values and "container" not in values


def seconds(text: str) -> str:
    """ "1:02:03.5", "62.5" or "125/2" as a fraction of seconds. Raises UsageError."""
    if found := _CLOCK.fullmatch(text.strip()):
        hours, minutes, rest = found.groups()
        return str(int(hours or 0) * 3600 + int(minutes or 0) * 60 + Fraction(rest))
    try:
        # A power of ten in a few letters is a number that does not fit into memory.
        if "e" in text.lower():
            raise ValueError(text)
        return str(Fraction(text.strip()))
    except (ValueError, ZeroDivisionError):
        raise UsageError(
            f"“{text[:40]}” is not a time.", "Write seconds (62.5) or H:MM:SS (0:01:02.5)."
        ) from None


def bitrate(text: str) -> int:
    """ "160k", "1.5M" or "128000" in bits a second. Raises UsageError."""
    found = _BITRATE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"“{text[:40]}” is not a bit rate.", "Write 160k, or 160000.")
    return int(float(found[1]) * {"": 1, "k": 1000, "K": 1000, "M": 1_000_000}[found[2]])


def frame_rate(text: str) -> str:
    """ "29.97" means 30000/1001: the rates that are spoken of in decimals are rounded ones."""
    text = text.strip()
    spoken = {"23.976": "24000/1001", "23.98": "24000/1001", "29.97": "30000/1001",
              "47.95": "48000/1001", "59.94": "60000/1001", "119.88": "120000/1001"}  # fmt: skip
    return spoken.get(text, text)


def container_of(output: Path) -> str:
    """The container that an output's name asks for. Raises UsageError."""
    container = output.suffix.lower().removeprefix(".")
    if container not in CONTAINERS:
        raise UsageError(
            f"“{output.name}” does not say what to write.",
            f"End its name in one of {', '.join('.' + name for name in CONTAINERS)}.",
        )
    return container


def check_not_source(output: Path, source: Path) -> None:
    """Raises UsageError if the output would replace the source."""
    if output.exists() and source.exists() and output.samefile(source):
        raise UsageError(
            f"{shown(output)} is the source itself.", "Choose another name for the output."
        )


def make_request(
    source: Path,
    output: Path,
    preset: Preset | None,
    overrides: Mapping[str, Any],
    edit: Mapping[str, str] | None = None,
) -> VideoRequest:
    """The request for one source.

    Args:
        overrides: fields of ``VideoRequest``; None stands for "not given".
        edit: fields of ``EditOptions`` that were given.

    Raises UsageError for anything that cannot be.
    """
    check_not_source(output, source)
    settings = make_settings(container_of(output), preset, overrides)
    told = {"source": relative(source, output.parent), "edit": edit_settings(source, edit or {})}
    return VideoRequest.from_map({**settings, **told})


def make_settings(
    container: str, preset: Preset | None, overrides: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of ``VideoRequest``, without the source, for a container; not yet checked.

    Raises UsageError for an encoder that is not offered.
    """
    given = {key: value for key, value in overrides.items() if value is not None}
    settings = dict(preset.settings) if preset else {}
    settings["container"] = container
    if "video_encoder" in given:
        given["video_encoder"] = _encoder_name(given["video_encoder"])
        if given["video_encoder"] != settings.get("video_encoder"):
            for name in OF_THE_ENCODER:
                settings.pop(name, None)
    settings |= given
    if container in SOUND_ONLY and not given.get("video_encoder"):
        settings["video_encoder"] = ""
    settings.setdefault("video_encoder", DEFAULT_VIDEO.get(container, ""))
    if preset and "audio_encoder" not in given and "audio_encoder" in settings:
        _fit_sound(settings, container)
    return settings


def _encoder_name(name: str) -> str:
    return "" if name == "none" else video_encoder(name).name


def _fit_sound(settings: dict[str, Any], container: str) -> None:
    """Another container than the preset's own may need another encoder of sound."""
    if container not in audio_encoder(settings["audio_encoder"]).containers:
        del settings["audio_encoder"]
        settings.pop("audio_bitrate", None)


def relative(source: Path, folder: Path) -> str:
    """``source`` as seen from ``folder``, so that both can be moved together."""
    try:
        return Path(os.path.relpath(source.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return str(source.absolute())
