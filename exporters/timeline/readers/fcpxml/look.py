"""What an element of FCPXML does to its picture and to its sound.

Kept: adjust-crop, adjust-conform, adjust-transform, adjust-blend (amount and fades), adjust-volume
(amount and fades), adjust-panner (left/right). Of what is animated the first value is held.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TypeVar

from lxml import etree

from exporters.timeline.readers.fcpxml.geometry import (
    Edges,
    Placement,
    Size,
    about_anchor,
    percent_to_crop,
    refitted,
)
from exporters.timeline.readers.fcpxml.values import (
    SILENCE,
    parse_decibels,
    parse_number,
    parse_numbers,
    parse_time,
)
from exporters.timeline.sequence import PLAIN_LOOK, PLAIN_SOUND, Fit, Look, Sound

ANIMATED = "An animation is not kept: its first value is held."
DIGITS = 6
"""Decimals that are kept of what is computed."""

Value = TypeVar("Value")
_FITS: dict[str, Fit] = {"fit": "fit", "fill": "fill", "none": "none"}
_ADJUSTMENTS = {
    "adjust-corners": "The distortion by its corners is not kept.",
    "adjust-stabilization": "The stabilisation is not kept.",
    "adjust-rollingShutter": "The correction of rolling shutter is not kept.",
    "adjust-360-transform": "The place in a 360° picture is not kept.",
    "adjust-reorient": "The orientation of a 360° picture is not kept.",
    "adjust-orientation": "The orientation of a 360° picture is not kept.",
    "adjust-cinematic": "The focus of Cinematic mode is not kept.",
    "adjust-stereo-3D": "The stereoscopic adjustment is not kept.",
    "adjust-color": "The colour adjustment is not kept.",
    "object-tracker": "The tracking of an object is not kept.",
    "filter-video-mask": "An effect with a mask is not kept.",
    "adjust-loudness": "The loudness correction is not kept.",
    "adjust-noiseReduction": "The noise reduction is not kept.",
    "adjust-humReduction": "The hum reduction is not kept.",
    "adjust-EQ": "The equaliser is not kept.",
    "adjust-matchEQ": "The equaliser is not kept.",
    "adjust-voiceIsolation": "The isolation of voices is not kept.",
    "mute": "Silenced ranges are not kept: they are heard.",
}
_SOURCES = ("audio-channel-source", "audio-role-source", "audio-source")
_PLAIN_MODES = ("", "0", "1", "normal", "over")


@dataclass(slots=True)
class Adjustments:
    """Look and sound of an element; ``losses`` are sentences on what is not kept."""

    look: Look = PLAIN_LOOK
    sound: Sound = PLAIN_SOUND
    losses: list[str] = field(default_factory=list)


def read_adjustments(
    element: etree._Element, picture: Size, frame: Size, rate: Fraction
) -> Adjustments:
    """All adjustments of an element.

    Args:
        picture: width and height of what it shows, in square pixels; zeros take the frame's.
        frame: likewise of the sequence.
        rate: frames a second of the sequence, for the lengths of fades.
    """
    found = Adjustments()
    if len(element) == 0:
        return found
    if picture[0] <= 0 or picture[1] <= 0:
        picture = frame
    found.look = _look(element, picture, frame, rate, found.losses)
    found.sound = read_sound(element, rate, found.losses)
    _not_kept(element, found.losses)
    return found


def read_sound(element: etree._Element, rate: Fraction, losses: list[str]) -> Sound:
    """Volume, fades and panning of an element or of one of its sources of sound."""
    volume, panner = element.find("adjust-volume"), element.find("adjust-panner")
    sound = PLAIN_SOUND
    if volume is not None:
        text = volume.get("amount")
        amount = _held(volume, "amount", text, parse_decibels, losses)
        fades = _fades(volume, rate)
        sound = _loud(0.0 if amount is None else amount)
        sound = replace(sound, fade_in=fades[0], fade_out=fades[1])
    if panner is not None:
        sound = replace(sound, pan=_pan(panner, losses))
    return sound


def outer_look(inner: Look, outer: Look, losses: list[str]) -> Look:
    """The look of a picture in an element that has a look of its own."""
    if outer is PLAIN_LOOK:
        return inner
    if inner is PLAIN_LOOK:
        return outer
    plain = replace(outer, opacity=1.0, fade_in=0, fade_out=0)
    if plain != PLAIN_LOOK and (any(outer.crop) or inner.rotation or outer.rotation):
        losses.append("Adjustments within adjustments are only followed roughly.")
    return Look(
        crop=inner.crop if any(inner.crop) else outer.crop,
        fit=inner.fit if inner.fit != "fit" else outer.fit,
        scale_x=inner.scale_x * outer.scale_x,
        scale_y=inner.scale_y * outer.scale_y,
        rotation=inner.rotation + outer.rotation,
        x=outer.x + inner.x * outer.scale_x,
        y=outer.y + inner.y * outer.scale_y,
        opacity=inner.opacity * outer.opacity,
        fade_in=outer.fade_in or inner.fade_in,
        fade_out=outer.fade_out or inner.fade_out,
    )


def outer_sound(inner: Sound, outer: Sound) -> Sound:
    """The sound of something in an element that has a sound of its own."""
    if outer is PLAIN_SOUND:
        return inner
    if inner is PLAIN_SOUND:
        return outer
    return Sound(
        volume=inner.volume + outer.volume,
        pan=outer.pan or inner.pan,
        fade_in=outer.fade_in or inner.fade_in,
        fade_out=outer.fade_out or inner.fade_out,
        mute=inner.mute or outer.mute,
    )


def _look(
    element: etree._Element, picture: Size, frame: Size, rate: Fraction, losses: list[str]
) -> Look:
    conform, blend = element.find("adjust-conform"), element.find("adjust-blend")
    fit = _FITS.get("fit" if conform is None else conform.get("type", "fit"), "fit")
    mode, percent = _crop(element, losses)
    crop = percent_to_crop(percent, picture)
    crop = _inside(crop)
    if crop[0] + crop[2] >= 1 or crop[1] + crop[3] >= 1:
        losses.append("The crop is impossible and was left out.")
        crop = (0.0, 0.0, 0.0, 0.0)
    placement = _placement(element, frame, losses)
    if any(crop) and mode == "trim":
        placement = refitted(placement, crop, picture, frame, fit)
    look = Look(
        crop=_rounded(crop),
        fit=fit,
        scale_x=round(placement.scale[0], DIGITS),
        scale_y=round(placement.scale[1], DIGITS),
        rotation=round(placement.rotation, DIGITS) or 0.0,
        x=round(placement.x / frame[0], DIGITS) or 0.0,
        y=round(placement.y / frame[1], DIGITS) or 0.0,
    )
    if blend is not None:
        look = _blended(look, blend, rate, losses)
    return PLAIN_LOOK if look == PLAIN_LOOK else look


def _crop(element: etree._Element, losses: list[str]) -> tuple[str, Edges]:
    nothing = (0.0, 0.0, 0.0, 0.0)
    crop = element.find("adjust-crop")
    if crop is None or crop.get("enabled") == "0":
        return "", nothing
    mode = crop.get("mode", "trim")
    rectangle = crop.find(f"{mode}-rect") if mode in ("trim", "crop", "pan") else None
    if rectangle is None:
        return mode, nothing
    if mode == "pan":
        losses.append("The movement of the Ken Burns effect is not kept: its begin is held.")
    edges = []
    for edge in ("left", "top", "right", "bottom"):
        edges.append(_held(rectangle, edge, rectangle.get(edge), parse_number, losses) or 0.0)
    return mode, (edges[0], edges[1], edges[2], edges[3])


def _placement(element: etree._Element, frame: Size, losses: list[str]) -> Placement:
    transform = element.find("adjust-transform")
    if transform is None or transform.get("enabled") == "0":
        return Placement((1.0, 1.0), 0.0, 0.0, 0.0)

    def pair(name: str, default: float) -> tuple[float, float]:
        def parse(text: str | None) -> tuple[float, ...] | None:
            return parse_numbers(text, 2)

        found = _held(transform, name, transform.get(name), parse, losses)
        return (found[0], found[1]) if found is not None else (default, default)

    scale, position, anchor = pair("scale", 1.0), pair("position", 0.0), pair("anchor", 0.0)
    rotation = _held(transform, "rotation", transform.get("rotation"), parse_number, losses)
    if transform.get("tracking"):
        losses.append("The picture follows a tracked object, which is not kept.")
    unit = frame[1] / 100
    placement = Placement(
        scale, -math.fmod(rotation or 0.0, 360.0), position[0] * unit, -position[1] * unit
    )
    return about_anchor(placement, (anchor[0] * unit, -anchor[1] * unit))


def _blended(look: Look, blend: etree._Element, rate: Fraction, losses: list[str]) -> Look:
    amount = _held(blend, "amount", blend.get("amount"), parse_number, losses)
    fades = _fades(blend, rate)
    mode = blend.get("mode", "").lower()
    if mode not in _PLAIN_MODES and "normal" not in mode:
        losses.append("The blend mode is not kept: the picture covers what lies below.")
    opacity = 1.0 if amount is None else min(max(amount, 0.0), 1.0)
    return replace(look, opacity=opacity, fade_in=fades[0], fade_out=fades[1])


def _loud(decibels: float) -> Sound:
    """At the lower end of Final Cut's scale, and below, nothing is heard."""
    if decibels <= SILENCE:
        return Sound(mute=True)
    return Sound(volume=round(decibels, DIGITS))


def _pan(panner: etree._Element, losses: list[str]) -> float:
    mode = panner.get("mode", "")
    amount = _held(panner, "amount", panner.get("amount"), parse_number, losses) or 0.0
    # "1 (Stereo Left/Right)" in Final Cut's files; other programs write "stereo".
    if mode and not mode.startswith("1") and "stereo" not in mode.lower():
        if amount:
            losses.append("The surround panning is not kept.")
        return 0.0
    return round(min(max(amount / 100, -1.0), 1.0), DIGITS)


def _held(
    element: etree._Element,
    name: str,
    text: str | None,
    parse: Callable[[str | None], Value | None],
    losses: list[str],
) -> Value | None:
    """The value of a parameter: of the attribute, or the first one where it is animated."""
    value = parse(text)
    for param in element.iterchildren("param"):
        if param.get("name") != name:
            continue
        animation = param.find("keyframeAnimation")
        if animation is None or len(animation) == 0:
            stated = parse(param.get("value"))
            value = stated if stated is not None else value
            continue
        found = [parse(keyframe.get("value")) for keyframe in animation.iterchildren("keyframe")]
        values = [one for one in found if one is not None]
        if values:
            value = values[0]
        if any(one != values[0] for one in values):
            losses.append(ANIMATED)
    return value


def _fades(element: etree._Element, rate: Fraction) -> tuple[int, int]:
    """Frames of the fades in and out of the amount."""
    lengths = [0, 0]
    for param in element.iterchildren("param"):
        if param.get("name") == "amount":
            for index, tag in enumerate(("fadeIn", "fadeOut")):
                fade = param.find(tag)
                time = None if fade is None else parse_time(fade.get("duration", ""))
                if time is not None and time > 0:
                    lengths[index] = math.floor(time * rate + Fraction(1, 2))
    return lengths[0], lengths[1]


def _not_kept(element: etree._Element, losses: list[str]) -> None:
    for child in element:
        if child.tag in _SOURCES:
            _not_kept(child, losses)
        elif child.get("enabled") == "0":
            continue
        elif child.tag in ("filter-video", "filter-audio"):
            name = " ".join(child.get("name", "").split())[:60] or "without a name"
            losses.append(f"The effect “{name}” is not kept.")
        elif child.tag == "adjust-colorConform":
            if child.get("conformType", "conformNone") not in ("conformNone", "conformAuto"):
                losses.append("The conversion of colours is not kept.")
        elif child.tag == "adjust-rollingShutter" and child.get("amount", "none") == "none":
            continue
        elif child.tag in _ADJUSTMENTS:
            losses.append(_ADJUSTMENTS[child.tag])


def _inside(edges: Edges) -> Edges:
    left, top, right, bottom = (max(edge, 0.0) for edge in edges)
    return left, top, right, bottom


def _rounded(edges: Edges) -> Edges:
    left, top, right, bottom = (round(edge, DIGITS) for edge in edges)
    return left, top, right, bottom
