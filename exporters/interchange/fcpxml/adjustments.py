"""Looks and sounds as adjustments of FCPXML, in the order that its DTDs demand.

Crop, conform, transform, blend, volume, panner: another order is refused (palmier-pro#254).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from lxml import etree

from exporters.interchange.fcpxml.times import Clock
from exporters.timeline.readers.fcpxml.geometry import (
    Placement,
    Size,
    crop_to_percent,
    fit_factor,
    unfitted,
)
from exporters.timeline.readers.fcpxml.values import LOUDEST, SILENCE, format_number
from exporters.timeline.sequence import PLAIN_LOOK, PLAIN_SOUND, Look, Media, Sequence, Sound

PANNER = "1 (Stereo Left/Right)"


def size_of(content: object) -> Size:
    """Width and height of a content in square pixels; zeros when unknown."""
    if isinstance(content, Media | Sequence):
        return content.width * float(content.pixel_aspect), float(content.height)
    return 0.0, 0.0


def look_elements(look: Look, picture: Size, frame: Size, clock: Clock) -> list[etree._Element]:
    """The adjustments of a picture; fresh elements for each call."""
    if look is PLAIN_LOOK or look == PLAIN_LOOK:
        return []
    described = _described(replace(look, fade_in=0, fade_out=0), picture, frame)
    elements = []
    for tag, attributes, inner in described:
        element = etree.Element(tag, dict(attributes))
        if inner is not None:
            etree.SubElement(element, inner[0], dict(inner[1]))
        elements.append(element)
    fades = _fades(look.fade_in, look.fade_out, clock)
    if look.opacity != 1 or fades is not None:
        blend = etree.Element("adjust-blend")
        if look.opacity != 1:
            blend.set("amount", format_number(look.opacity))
        if fades is not None:
            blend.append(fades)
        elements.append(blend)
    return elements


def sound_elements(sound: Sound, clock: Clock, unit: str) -> list[etree._Element]:
    """Volume and panning. ``unit`` is "dB", or "" for Resolve, which drops values that have one
    (buttercut#135)."""
    if sound is PLAIN_SOUND or sound == PLAIN_SOUND:
        return []
    elements = []
    fades = _fades(sound.fade_in, sound.fade_out, clock)
    decibels = SILENCE if sound.mute else min(max(sound.volume, SILENCE), LOUDEST)
    if decibels != 0 or fades is not None:
        volume = etree.Element("adjust-volume", amount=format_number(decibels) + unit)
        if fades is not None:
            volume.append(fades)
        elements.append(volume)
    if sound.pan:
        amount = format_number(sound.pan * 100)
        elements.append(etree.Element("adjust-panner", mode=PANNER, amount=amount))
    return elements


Described = tuple[str, tuple[tuple[str, str], ...], tuple[str, tuple[tuple[str, str], ...]] | None]


@lru_cache(maxsize=1024)
def _described(look: Look, picture: Size, frame: Size) -> tuple[Described, ...]:
    """Crop, conform and transform: tag, attributes, and one element within."""
    picture = picture if picture[0] > 0 and picture[1] > 0 else frame
    found: list[Described] = []
    if any(look.crop):
        names = ("left", "top", "right", "bottom")
        edges = zip(names, crop_to_percent(look.crop, picture), strict=True)
        inner = tuple((name, format_number(edge)) for name, edge in edges if edge)
        found.append(("adjust-crop", (("mode", "trim"),), ("trim-rect", inner)))
    if look.fit in ("fill", "none"):
        found.append(("adjust-conform", (("type", look.fit),), None))
    transform = _transform(unstretched(look, picture, frame), picture, frame)
    if transform:
        found.append(("adjust-transform", transform, None))
    return tuple(found)


def unstretched(look: Look, picture: Size, frame: Size) -> Look:
    """A stretched picture as one that is fitted and then scaled differently in both directions."""
    if look.fit != "stretch":
        return look
    left, top, right, bottom = look.crop
    rest = picture[0] * (1 - left - right), picture[1] * (1 - top - bottom)
    factor = fit_factor(rest, frame, "fit")
    return replace(
        look,
        fit="fit",
        scale_x=look.scale_x * frame[0] / (rest[0] * factor),
        scale_y=look.scale_y * frame[1] / (rest[1] * factor),
    )


def _transform(look: Look, picture: Size, frame: Size) -> tuple[tuple[str, str], ...]:
    placement = Placement(
        (look.scale_x, look.scale_y), look.rotation, look.x * frame[0], look.y * frame[1]
    )
    if any(look.crop):
        placement = unfitted(placement, look.crop, picture, frame, look.fit)
    unit = frame[1] / 100
    position = f"{format_number(placement.x / unit)} {format_number(-placement.y / unit)}"
    scale = f"{format_number(placement.scale[0])} {format_number(placement.scale[1])}"
    rotation = format_number(-placement.rotation)
    pairs = (("position", position, "0 0"), ("scale", scale, "1 1"), ("rotation", rotation, "0"))
    return tuple((name, value) for name, value, plain in pairs if value != plain)


def _fades(fade_in: int, fade_out: int, clock: Clock) -> etree._Element | None:
    if not fade_in and not fade_out:
        return None
    param = etree.Element("param", name="amount")
    for tag, frames in (("fadeIn", fade_in), ("fadeOut", fade_out)):
        if frames:
            etree.SubElement(param, tag, type="linear", duration=clock.time(frames))
    return param
