"""What the filters of an xmeml clip do to its picture and its sound.

Known: Basic Motion, Crop, Opacity, Distort (told), Audio Levels, Audio Pan. ``xmeml_speed`` reads
Time Remap. Values that move are kept only if they are a fade at the clip's begin or end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from exporters.timeline.readers.xmeml.values import (
    Element,
    flag_of,
    number,
    number_of,
    rounded,
    text_of,
)
from exporters.timeline.sequence import Look, Sound

Tell = Callable[[str], None]
"""Takes a sentence about what is lost of a clip."""


@dataclass(frozen=True)
class Shown:
    """What filters need to know of their clip.

    Attributes:
        first: frame of the clip's own time at which it begins; keyframes count in that time.
        duration: frames of the sequence.
        ratio: frames of the sequence to one of the clip's own.
        width, height: of its content in pixels, 0 when unknown.
        frame_width, frame_height: of the sequence.
        square: pixels of both have the same shape.
        head, tail: of the frames, those that lie beyond the cuts of transitions.
    """

    first: int
    duration: int
    ratio: Fraction
    width: int
    height: int
    frame_width: int
    frame_height: int
    square: bool = True
    head: int = 0
    tail: int = 0


@dataclass
class Effects:
    """The filters of one clip, by their ids in small letters."""

    known: dict[str, Element] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


_KNOWN = ("basic", "crop", "opacity", "distort", "audiolevels", "audiopan", "timeremap")
_TEXT = "graphicandtype"


def effects_of(item: Element) -> Effects:
    """The filters that are switched on; of several of one kind the last counts."""
    found = Effects()
    for one in item.iterfind("filter"):
        effect = one.find("effect")
        if effect is None or not flag_of(one, "enabled", True):
            continue
        if flag_of(effect, "pproBypass", False):
            continue
        name = text_of(effect, "effectid").lower().replace(" ", "")
        if name in _KNOWN:
            found.known[name] = effect
        elif name != _TEXT:
            found.others.append(text_of(effect, "name") or text_of(effect, "effectid"))
    return found


def typed_text(item: Element) -> str:
    """The words of Premiere's "Graphic" clips: it names each layer's filter by its text."""
    lines = [
        effect.findtext("name") or ""
        for effect in item.iterfind("filter/effect")
        if text_of(effect, "effectid").lower() == _TEXT
    ]
    return "\n".join(line.replace("\r", "\n").strip() for line in lines if line.strip())


def look_of(effects: Effects, shown: Shown, tell: Tell) -> Look:
    """What is done to the picture; ``tell`` gets what cannot be kept."""
    look = Look(fit="none")
    for name, apply in (("basic", _motion), ("crop", _crop), ("opacity", _opacity)):
        effect = effects.known.get(name)
        if effect is not None:
            look = apply(look, effect, shown, tell)
    if "distort" in effects.known and _distorts(effects.known["distort"]):
        tell("Its distortion or change of proportions is not kept.")
    return _as_fitted(look, shown)


def sound_of(effects: Effects, shown: Shown, tell: Tell) -> Sound:
    """What is done to the sound. Levels are factors (Apple, "XMEML Topics")."""
    volume, pan, fade_in, fade_out = 0.0, 0.0, 0, 0
    levels = effects.known.get("audiolevels")
    if levels is not None:
        level, fade_in, fade_out = _faded(levels, "level", 1.0, shown, tell, "volume")
        if level <= 0:
            return Sound(mute=True)
        volume = round(20 * math.log10(level), 4) + 0.0
    pans = effects.known.get("audiopan")
    if pans is not None:
        pan = min(1.0, max(-1.0, _value(pans, "pan", 0.0, tell, "panning")))
    return Sound(volume, pan, fade_in, fade_out)


def parameters(effect: Element, name: str) -> Iterator[Element]:
    """The parameters with an id, whatever their letters' case."""
    for parameter in effect.iterfind("parameter"):
        if text_of(parameter, "parameterid").lower() == name:
            yield parameter


def _motion(look: Look, effect: Element, shown: Shown, tell: Tell) -> Look:
    """Basic Motion: positions are shares of the content's size, rotation is counter-clockwise.

    So Premiere writes 0.961995 for a clip of 842 pixels that lies 810 pixels right of the middle;
    for the direction see palmier-io/palmier-pro, XMLExporter.swift.
    """
    scale = _value(effect, "scale", 100.0, tell, "size") / 100
    rotation = _value(effect, "rotation", 0.0, tell, "rotation")
    width, height = shown.width or shown.frame_width, shown.height or shown.frame_height
    x, y = _point(effect, "center", tell, "position")
    anchor_x, anchor_y = _point(effect, "centeroffset", tell, "anchor point")
    turn = math.radians(-rotation)
    across, down = scale * anchor_x * width, scale * anchor_y * height
    moved_x = x * width - (across * math.cos(turn) - down * math.sin(turn))
    moved_y = y * height - (across * math.sin(turn) + down * math.cos(turn))
    return replace(
        look,
        scale_x=scale,
        scale_y=scale,
        rotation=0.0 - rotation,
        x=_clean(moved_x / shown.frame_width),
        y=_clean(moved_y / shown.frame_height),
    )


def _crop(look: Look, effect: Element, shown: Shown, tell: Tell) -> Look:
    left, top, right, bottom = (
        min(1.0, max(0.0, _value(effect, side, 0.0, tell, "crop") / 100))
        for side in ("left", "top", "right", "bottom")
    )
    if _value(effect, "edgefeather", 0.0, tell, "crop") > 0:
        tell("The soft edge of its crop is not kept.")
    return replace(look, crop=(left, top, right, bottom))


def _opacity(look: Look, effect: Element, shown: Shown, tell: Tell) -> Look:
    value, fade_in, fade_out = _faded(effect, "opacity", 100.0, shown, tell, "opacity")
    opacity = min(1.0, max(0.0, value / 100))
    return replace(look, opacity=opacity, fade_in=fade_in, fade_out=fade_out)


def _distorts(effect: Element) -> bool:
    if _value(effect, "aspect", 0.0, _nothing, ""):
        return True
    corners = {"ulcorner": (-0.5, -0.5), "urcorner": (0.5, -0.5)}
    corners |= {"lrcorner": (0.5, 0.5), "llcorner": (-0.5, 0.5)}
    return any(
        math.dist(_point(effect, name, _nothing, ""), rest) > 0.001
        for name, rest in corners.items()
        if any(True for _ in parameters(effect, name))
    )


def _as_fitted(look: Look, shown: Shown) -> Look:
    """The same look as a factor of the fitted picture, where the content's size is known."""
    if not (shown.width and shown.height and shown.square):
        return look
    fitted = min(shown.frame_width / shown.width, shown.frame_height / shown.height)
    scale = _clean(look.scale_x / fitted)
    return replace(look, fit="fit", scale_x=scale, scale_y=scale)


def _clean(value: float) -> float:
    """Without the last digits, which are noise of the calculation."""
    return round(value, 6) + 0.0


def _nothing(message: str) -> None:
    pass


def _value(effect: Element, name: str, default: float, tell: Tell, word: str) -> float:
    for parameter in parameters(effect, name):
        moving = [number_of(key, "value") for key in parameter.iterfind("keyframe")]
        values = {value for value in moving if value is not None}
        if len(values) > 1:
            tell(f"Its {word} moves, which is not kept; it stays as at the first keyframe.")
        found = moving[0] if moving else number_of(parameter, "value")
        return default if found is None else float(found)
    return default


def _point(effect: Element, name: str, tell: Tell, word: str) -> tuple[float, float]:
    for parameter in parameters(effect, name):
        holder: Element = parameter
        keys = parameter.findall("keyframe")
        if keys:
            holder = keys[0]
            if len({(text_of(key, "value/horiz"), text_of(key, "value/vert")) for key in keys}) > 1:
                tell(f"Its {word} moves, which is not kept; it stays as at the first keyframe.")
        across, down = number_of(holder, "value/horiz"), number_of(holder, "value/vert")
        return float(across or 0), float(down or 0)
    return 0.0, 0.0


def _faded(
    effect: Element, name: str, default: float, shown: Shown, tell: Tell, word: str
) -> tuple[float, int, int]:
    """A value with the fades that its keyframes make: value, frames of fade in and out."""
    for parameter in parameters(effect, name):
        keys = _keys(parameter, shown)
        if not keys:
            found = number(text_of(parameter, "value"))
            return (default if found is None else float(found)), 0, 0
        level = max(value for _, value in keys)
        fades = _fades(keys, level, shown)
        if fades is None:
            tell(f"Its {word} moves, which is not kept; it stays at the highest value.")
            return level, 0, 0
        return level, *fades
    return default, 0, 0


def _keys(parameter: Element, shown: Shown) -> list[tuple[int, float]]:
    """Keyframes as frames of the sequence from the clip's begin, and values.

    They count from the content's begin. Some programs count from the clip's, which is assumed if
    a keyframe would lie before the clip and all of them lie within its length.
    """
    pairs = []
    for key in parameter.iterfind("keyframe"):
        when, value = number_of(key, "when"), number_of(key, "value")
        if when is not None and value is not None:
            pairs.append((when, float(value)))
    pairs.sort()
    if not pairs:
        return []
    length = shown.duration / shown.ratio
    own = 0 <= pairs[0][0] < shown.first and pairs[-1][0] <= length
    first = 0 if own else shown.first
    return [(rounded((when - first) * shown.ratio), value) for when, value in pairs]


def _fades(keys: list[tuple[int, float]], level: float, shown: Shown) -> tuple[int, int] | None:
    """Frames of fade in and out if the keyframes make nothing else."""
    if level <= 0:
        return 0, 0
    duration = shown.duration
    values = [round(value / level, 3) for _, value in keys]
    places = [place for place, _ in keys]
    fade_in = fade_out = 0
    if len(values) > 1 and values[0] == 0 and places[0] <= shown.head + 1:
        fade_in = places[1]
        del values[0], places[0]
    if len(values) > 1 and values[-1] == 0 and places[-1] >= duration - shown.tail - 1:
        fade_out = duration - places[-2]
        del values[-1], places[-1]
    if any(value != 1 for value in values) or fade_in < 0 or fade_out < 0:
        return None
    return min(fade_in, duration), min(fade_out, duration)
