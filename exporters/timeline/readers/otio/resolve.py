"""What DaVinci Resolve keeps in OTIO's metadata, as far as it is plain.

Resolve documents nothing of it. Names and units as its exports have them (versions 18.5 to 21; the
sequencer of Blender and several converters read and write the same): zoom is a factor after
fitting, pan and tilt are shares of the frame, to the right and upwards, angles turn anticlockwise,
crops are shares of the medium, opacity and pan of sound are percent, volume is in decibels, fades
are frames. A parameter that is not listed, or has its default, changes nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import replace

from exporters.timeline.readers.otio.values import Plain, member, members, number, text
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Generator,
    Look,
    Media,
    Severity,
    Sound,
)

RESOLVE = "Resolve_OTIO"
VERSION = {"Resolve OTIO Meta Version": "1.0"}
Kept = tuple[str, float, float]
"""Name of a field, and by what a parameter is multiplied; what it is without."""
_LOOKS: dict[str, Kept] = {
    "transformationZoomX": ("scale_x", 1.0, 1.0),
    "transformationZoomY": ("scale_y", 1.0, 1.0),
    "transformationPan": ("x", 1.0, 0.0),
    "transformationTilt": ("y", -1.0, 0.0),
    "transformationRotationAngle": ("rotation", -1.0, 0.0),
    "opacity": ("opacity", 0.01, 100.0),
    "videoFaderIn": ("fade_in", 1.0, 0.0),
    "videoFaderOut": ("fade_out", 1.0, 0.0),
}
_CROPS = {"cropLeft": 0, "cropTop": 1, "cropRight": 2, "cropBottom": 3}
_SOUNDS: dict[str, Kept] = {
    "volume": ("volume", 1.0, 0.0),
    "pan": ("pan", 0.01, 0.0),
    "faderIn": ("fade_in", 1.0, 0.0),
    "faderOut": ("fade_out", 1.0, 0.0),
}
_TAG = re.compile("<[^>]*>")
Told = list[tuple[Severity, str]]
"""Severities and sentences."""


def resolve_of(item: Plain) -> Plain:
    """What Resolve has kept of an object; an empty map if nothing."""
    return member(member(item, "metadata"), RESOLVE)


def url_of(reference: Plain) -> str:
    """The path of a medium that was missing in Resolve, too."""
    return text(resolve_of(reference), "Media Url")


def link_of(item: Plain) -> int:
    """The number that clips cut together have in common; 0 for none."""
    return number(resolve_of(item), "Link Group ID")


def stream_of(item: Plain) -> int:
    """Which audio stream of the medium a clip plays."""
    channels = members(resolve_of(item), "Channels")
    return number(channels[0], "Source Track ID") if channels else 0


def effect_of(effect: Plain, look: Look, sound: Sound) -> tuple[Look, Sound, Told]:
    """Look and sound with what one of Resolve's effects does, and what of it is not kept."""
    kept = resolve_of(effect)
    told: dict[tuple[Severity, str], None] = {}
    if kept.get("Enabled") is False:
        return look, sound, []
    name = text(kept, "Effect Name") or text(kept, "Name")
    for parameter in _changed(kept):
        which = text(parameter, "Parameter ID")
        value = _value(parameter, which)
        if value is None:
            told["loss", f"The effect “{name[:40]}” is not kept."] = None
        elif which in _LOOKS:
            look = replace(look, **_field(_LOOKS[which], value))
        elif which in _CROPS:
            sides = list(look.crop)
            sides[_CROPS[which]] = value
            look = replace(look, crop=(sides[0], sides[1], sides[2], sides[3]))
        elif which in _SOUNDS and name.startswith("Fairlight Clip"):
            sound = replace(sound, **_field(_SOUNDS[which], value))
        else:
            told["loss", f"The effect “{name[:40]}” is not kept."] = None
            continue
        if member(parameter, "Key Frames"):
            told["loss", f"The animation of the effect “{name[:40]}” is not kept."] = None
    return look, sound, list(told)


def _value(parameter: Plain, which: str) -> float | None:
    """A parameter's number; of an animated one the first, of opacity the highest."""
    frames = member(parameter, "Key Frames")
    values = {key: member(frames, key).get("Value") for key in frames}
    found = {_frame(key): float(value) for key, value in values.items() if _is_number(value)}  # type: ignore[arg-type]
    if not found:
        value = parameter.get("Parameter Value")
        return float(value) if _is_number(value) else None  # type: ignore[arg-type]
    # What fades would be gone for all its length, or shown too long.
    return max(found.values()) if which == "opacity" else found[min(found)]


def _frame(key: str) -> int:
    return int(key) if re.fullmatch(r"-?\d{1,12}", key) else 0


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and -1e9 < value < 1e9  # type: ignore[operator]


def _changed(effect: Plain) -> Iterator[Plain]:
    """Parameters that are animated or have another value than their default."""
    for parameter in members(effect, "Parameters"):
        default = parameter.get("Default Parameter Value")
        if member(parameter, "Key Frames") or parameter.get("Parameter Value") != default:
            yield parameter


def _field(kept: Kept, value: float) -> Plain:
    name, factor, _ = kept
    return {name: round(value) if name.startswith("fade_") else value * factor}


def generator_of(reference: Plain) -> Generator | None:
    """The colour or the text of one of Resolve's generators; None for others."""
    parameters = [
        parameter
        for effect in members(member(reference, "parameters"), RESOLVE)
        for parameter in members(effect, "Parameters")
    ]
    for parameter in parameters:
        title = text(parameter, "Title HTML")
        if title:
            lines = re.sub(r"(?i)<br\s*/?>|</p>", "\n", title)
            plain = html.unescape(_TAG.sub("", lines)).strip()
            return Generator("text", "#ffffff", plain)
    if text(reference, "generator_kind") == "Solid Color":
        colors = (text(item, "Parameter Value") for item in parameters)
        color = next((value for value in colors if re.fullmatch("#[0-9A-Fa-f]{6}", value)), "")
        return Generator("color", color.lower() or "#000000")
    return None


def add_to(item: Plain, clip: Clip, kind: str) -> None:
    """Add to a clip's OTIO what Resolve reads of it; ``kind`` is "Video" or "Audio"."""
    kept: Plain = {}
    if clip.link:
        kept["Link Group ID"] = clip.link
    if kind == "Audio" and isinstance(clip.content, Media) and clip.content.channels:
        streams = clip.content.channels
        which = clip.stream if 0 <= clip.stream < len(streams) else 0
        kept["Channels"] = [
            {"Source Channel ID": number, "Source Track ID": which}
            for number in range(streams[which])
        ]
    if kept:
        item["metadata"][RESOLVE] = kept
    effects = _look_effects(clip.look) if kind == "Video" else _sound_effects(clip.sound)
    item["effects"] = [*item["effects"], *effects]


def _look_effects(look: Look) -> Iterator[Plain]:
    if look == PLAIN_LOOK:
        return
    found = [_parameter(name, kept, look) for name, kept in _LOOKS.items()]
    crops = [
        _number(name, look.crop[side], 0.0) for name, side in _CROPS.items() if look.crop[side]
    ]
    yield from _effect("Transform", 2, found[:5])
    yield from _effect("Cropping", 3, crops)
    yield from _effect("Composite", 1, found[5:6])
    yield from _effect("Video Faders", 36, found[6:])


def _sound_effects(sound: Sound) -> Iterator[Plain]:
    if sound == PLAIN_SOUND:
        return
    audible = replace(sound, volume=-100.0) if sound.mute else sound
    found = {name: _parameter(name, kept, audible) for name, kept in _SOUNDS.items()}
    pan = found.pop("pan")
    yield from _effect("Fairlight Clip Volume and Fades", 62, list(found.values()))
    yield from _effect("Fairlight Clip Pan", 72, [pan])


def _parameter(name: str, kept: Kept, values: Look | Sound) -> Plain | None:
    field, factor, default = kept
    value = getattr(values, field) / factor
    return None if value == default else _number(name, value, default)


def _number(name: str, value: float, default: float) -> Plain:
    return {
        "Default Parameter Value": default,
        "Key Frames": {},
        "Parameter ID": name,
        "Parameter Value": value,
        "Variant Type": "Double",
    }


def _effect(name: str, kind: int, parameters: Many[Plain | None]) -> Iterator[Plain]:
    found = [parameter for parameter in parameters if parameter is not None]
    if found:
        told = {"Effect Name": name, "Enabled": True, "Name": name, "Parameters": found}
        yield {
            "OTIO_SCHEMA": "Effect.1",
            "metadata": {RESOLVE: {**told, "Type": kind}},
            "name": "",
            "effect_name": "Resolve Effect",
            "enabled": True,
        }
