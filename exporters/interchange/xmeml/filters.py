"""What is done to a clip's picture, sound and time, as filters of an xmeml clip."""

from __future__ import annotations

import math
from fractions import Fraction

from exporters.interchange.xmeml.text import decimal, leaf, node, truth
from exporters.interchange.xmeml.times import Times
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Generator,
    Look,
    Sequence,
    Sound,
)


def fitted_scale(clip: Clip, sequence: Sequence) -> float | None:
    """The scale that makes the content fill the frame as its look says; None when not known.

    1 is pixel for pixel, as Premiere and Final Cut Pro 7 count.
    """
    content, fit = clip.content, clip.look.fit
    if isinstance(content, Generator) or fit == "none":
        return 1.0
    if not content.width or not content.height:
        return None
    if (content.width, content.height) == (sequence.width, sequence.height) and (
        content.pixel_aspect == sequence.pixel_aspect
    ):
        return 1.0
    wide = content.width * content.pixel_aspect / sequence.pixel_aspect
    across, down = sequence.width / wide, Fraction(sequence.height, content.height)
    return float(max(across, down) if fit == "fill" else min(across, down))


def picture_filters(clip: Clip, sequence: Sequence, numbers: Times, relative: bool) -> str:
    """Basic Motion, Crop and Opacity, each only where it does something.

    Args:
        relative: scales count from the fitted picture, as Resolve conforms it, and not from its
            pixels.
    """
    look = clip.look
    fitted = fitted_scale(clip, sequence) or 1.0
    if look is PLAIN_LOOK and (relative or fitted == 1.0):
        return ""
    plain = relative or fitted == 1.0
    text = _motion(clip, sequence, look.scale_y if relative else look.scale_y * fitted, plain)
    if any(look.crop):
        sides = zip(("left", "top", "right", "bottom"), look.crop, strict=True)
        edges = [_parameter(side, side, "0", "100", decimal(share * 100)) for side, share in sides]
        text += _filter("Crop", "crop", "motion", "motion", "video", edges)
    if look.opacity != 1 or look.fade_in or look.fade_out:
        level = decimal(look.opacity * 100)
        keys = _fade_keys(level, look.fade_in, look.fade_out, clip.duration, numbers.cut)
        parameter = _parameter("opacity", "Opacity", "0", "100", level, keys)
        text += _filter("Opacity", "opacity", "motion", "motion", "video", [parameter])
    return text


def _motion(clip: Clip, sequence: Sequence, scale: float, plain: bool) -> str:
    """``plain`` contents look the same without the filter if nothing is done to them."""
    look = clip.look
    if plain and abs(scale - 1) < 1e-6 and not (look.rotation or look.x or look.y):
        return ""
    # Positions are shares of the content's size, rotation is counter-clockwise; see the reader.
    size = (sequence.width, sequence.height)
    if not isinstance(clip.content, Generator) and clip.content.width and clip.content.height:
        size = (clip.content.width, clip.content.height)
    across = decimal(look.x * sequence.width / size[0])
    down = decimal(look.y * sequence.height / size[1])
    center = node("value", leaf("horiz", across), leaf("vert", down))
    parameters = [
        _parameter("scale", "Scale", "0", "1000", decimal(scale * 100)),
        _parameter("rotation", "Rotation", "-8640", "8640", decimal(-look.rotation)),
        node("parameter", leaf("parameterid", "center"), leaf("name", "Center"), center),
    ]
    return _filter("Basic Motion", "basic", "motion", "motion", "video", parameters)


def sound_filters(sound: Sound, duration: int, cut: int) -> str:
    """Audio Levels (a factor, not decibels: Apple, "XMEML Topics") and Audio Pan."""
    if sound is PLAIN_SOUND:
        return ""
    text = ""
    if sound.volume or sound.mute or sound.fade_in or sound.fade_out:
        level = "0" if sound.mute else decimal(level_of(sound.volume), 10)
        keys = _fade_keys(level, sound.fade_in, sound.fade_out, duration, cut)
        parameter = _parameter("level", "Level", "0", "3.98109", level, keys)
        text += _filter(
            "Audio Levels", "audiolevels", "audiolevels", "audiolevels", "audio", [parameter]
        )
    if sound.pan:
        parameter = _parameter("pan", "Pan", "-1", "1", decimal(sound.pan))
        text += _filter("Audio Pan", "audiopan", "audiopan", "audiopan", "audio", [parameter])
    return text


def level_of(volume: float) -> float:
    """The factor for decibels."""
    return math.pow(10, volume / 20)


def speed_filter(clip: Clip, points: list[tuple[int, Fraction]], numbers: Times, kind: str) -> str:
    """Time Remap with the graph that Premiere and Resolve go by."""
    if clip.speed == 1:
        return ""
    marks = {numbers.first: "speedkfin", numbers.last: "speedkfout"}
    keys = [
        node(
            "keyframe",
            leaf("when", place),
            leaf("value", decimal(value)),
            truth("speedvirtualkf", True),
            truth(marks.get(place, "speedkfstart" if place == 0 else "speedkfend"), True),
        )
        for place, value in points
    ]
    parameters = [
        _parameter("variablespeed", "variablespeed", "0", "1", "0"),
        _parameter("speed", "speed", "-100000", "100000", decimal(clip.speed * 100)),
        node(
            "parameter",
            leaf("parameterid", "reverse"),
            leaf("name", "reverse"),
            truth("value", clip.speed < 0),
        ),
        node(
            "parameter",
            leaf("parameterid", "frameblending"),
            leaf("name", "frameblending"),
            truth("value", False),
        ),
        node(
            "parameter",
            leaf("parameterid", "graphdict"),
            leaf("name", "graphdict"),
            leaf("valuemin", 0),
            leaf("valuemax", decimal(max(value for _, value in points))),
            leaf("value", 0),
            *keys,
            node("interpolation", leaf("name", "FCPCurve")),
        ),
    ]
    return _filter("Time Remap", "timeremap", "motion", "motion", kind, parameters)


def _filter(
    name: str, effect_id: str, category: str, kind: str, media: str, parameters: list[str]
) -> str:
    return node(
        "filter",
        node(
            "effect",
            leaf("name", name),
            leaf("effectid", effect_id),
            leaf("effectcategory", category),
            leaf("effecttype", kind),
            leaf("mediatype", media),
            *parameters,
        ),
    )


def _parameter(
    parameter_id: str, name: str, low: str, high: str, value: str, keys: str = ""
) -> str:
    return node(
        "parameter",
        leaf("parameterid", parameter_id),
        leaf("name", name),
        leaf("valuemin", low),
        leaf("valuemax", high),
        leaf("value", value),
        keys,
    )


def _fade_keys(level: str, fade_in: int, fade_out: int, duration: int, cut: int) -> str:
    """Keyframes of fades; fades that meet share the frame between them."""
    if not fade_in and not fade_out:
        return ""
    fade_in = min(fade_in, duration)
    fade_out = min(fade_out, duration - fade_in)
    keys = {}
    if fade_in:
        keys[0] = "0"
        keys[fade_in] = level
    if fade_out:
        keys[duration - fade_out] = level
        keys[duration] = "0"
    return "".join(
        node("keyframe", leaf("when", cut + place), leaf("value", value))
        for place, value in keys.items()
    )


def is_even(look: Look) -> bool:
    """Whether both scales are the same."""
    return abs(look.scale_x - look.scale_y) < 1e-6 and look.fit != "stretch"
