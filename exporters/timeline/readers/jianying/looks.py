"""How a segment's picture looks and how its sound is heard.

In a draft a picture is fitted wholly into the canvas, then scaled; ``transform`` counts in half
widths to the right and half heights upwards, ``rotation`` in degrees clockwise, ``volume`` is a
factor (pyJianYingDraft's ``ClipSettings``).
"""

from __future__ import annotations

import math

from exporters.timeline.findings import Findings
from exporters.timeline.readers.jianying import keyframes as keys
from exporters.timeline.readers.jianying.keyframes import Keyed
from exporters.timeline.readers.jianying.materials import crop
from exporters.timeline.readers.jianying.values import Grid, Json, micros, number, rows, table, text
from exporters.timeline.sequence import Look, Sound

MAX_SCALE = 1000.0
SILENT_BELOW = 1e-5
"""A volume that is less is silence: -100 dB."""

EFFECTS = {
    "video_effects": "Its effect is not kept.",
    "effects": "Its filter or adjustment is not kept.",
    "masks": "Its mask is not kept: the whole picture is shown.",
    "common_mask": "Its mask is not kept: the whole picture is shown.",
    "chromas": "Its chroma key is not kept.",
    "audio_effects": "Its sound effect is not kept.",
    "color_curves": "Its colour correction is not kept.",
    "primary_color_wheels": "Its colour correction is not kept.",
    "log_color_wheels": "Its colour correction is not kept.",
    "hsl": "Its colour correction is not kept.",
    "manual_deformations": "Its deformation is not kept.",
    "smart_crops": "Its automatic crop is not kept.",
    "video_trackings": "What follows a motion in it is not kept.",
    "green_screens": "Its chroma key is not kept.",
    "realtime_denoises": "The removal of noise from its sound is not kept.",
    "vocal_beautifys": "The enhancement of voices in its sound is not kept.",
}

SWITCHED = {
    "sound_channel_mappings": (
        "audio_channel_mapping",
        "The choice of its channels of sound is not kept.",
    ),
    "vocal_separations": ("choice", "The separation of voice and music in it is not kept."),
    "loudnesses": ("enable", "The levelling of its loudness is not kept."),
}
"""Materials that every segment has; what switches them on, and the loss."""


def look_of(segment: Json, material: Json, keyed: Keyed, losses: Findings, where: str) -> Look:
    """The look of a segment's picture; what a ``Look`` cannot hold is told."""
    clip = table(segment.get("clip"))
    scale, transform = table(clip.get("scale")), table(clip.get("transform"))
    uniform = next((keyed.values[kind] for kind in keys.WHOLE_SCALE if kind in keyed.values), None)
    x_scale = keyed.values.get(keys.SCALE_X, number(scale.get("x"), 1.0))
    y_scale = number(scale.get("y"), 1.0)
    if table(segment.get("uniform_scale")).get("on") is True and keys.SCALE_X in keyed.values:
        y_scale = x_scale
    y_scale = keyed.values.get(keys.SCALE_Y, y_scale)
    cut, plain = crop(material)
    _tell_look(clip, plain, losses, where)
    return Look(
        crop=cut,
        scale_x=_scale(x_scale if uniform is None else uniform, losses, where),
        scale_y=_scale(y_scale if uniform is None else uniform, losses, where),
        rotation=keyed.values.get(keys.ROTATION, number(clip.get("rotation"), 0.0)),
        x=_shift(keyed.values.get(keys.POSITION_X, number(transform.get("x"), 0.0))),
        y=_shift(-keyed.values.get(keys.POSITION_Y, number(transform.get("y"), 0.0))),
        opacity=min(1.0, max(0.0, keyed.values.get(keys.ALPHA, number(clip.get("alpha"), 1.0)))),
        fade_in=keyed.fade_in,
        fade_out=keyed.fade_out,
    )


def sound_of(
    segment: Json, companions: dict[str, list[Json]], material: Json, keyed: Keyed, grid: Grid
) -> Sound:
    """How loud a segment is, and its fades."""
    factor = keyed.values.get(keys.VOLUME, number(segment.get("volume"), 1.0))
    fades = companions.get("audio_fades") or [table(material.get("audio_fade"))]
    fade_in, fade_out = (
        max(0, grid.frame(micros(fades[0].get(key)) or 0))
        for key in ("fade_in_duration", "fade_out_duration")
    )
    if factor < SILENT_BELOW:
        return Sound(fade_in=fade_in, fade_out=fade_out, mute=True)
    decibels = 0.0 if factor == 1.0 else round(20 * math.log10(factor), 6)
    return Sound(volume=decibels, fade_in=fade_in, fade_out=fade_out)


def tell_effects(
    segment: Json, companions: dict[str, list[Json]], keyed: Keyed, losses: Findings, where: str
) -> None:
    """List what a segment carries beside its look."""
    for kind, message in EFFECTS.items():
        if any(map(_has_effect, companions.get(kind, []))):
            losses.add("loss", message, where)
    for animations in companions.get("material_animations", []):
        if rows(animations.get("animations")):
            losses.add("loss", "Its animations of coming and going are not kept.", where)
    if any(map(_fills_canvas, companions.get("canvases", []))):
        losses.add("loss", "What fills the canvas behind it is not kept: it is black there.", where)
    for kind, (key, message) in SWITCHED.items():
        if any(material.get(key) not in (0, None, False) for material in companions.get(kind, [])):
            losses.add("loss", message, where)
    for kind in keyed.moving:
        what = kind.removeprefix("KFType") if kind in keys.KNOWN else "an adjustment"
        losses.add("loss", f"Its keyframes ({what}) are not kept; the first value is.", where)
    others = set(keyed.values) - set(keys.KNOWN) - set(keyed.moving)
    if others:
        losses.add("loss", "Its adjustments of the picture are not kept.", where)


def _has_effect(material: Json) -> bool:
    """Adjustments lie in drafts with the value 0 where nothing was adjusted."""
    return not (material.get("value") == 0 and "adjust_params" in material)


def _fills_canvas(canvas: Json) -> bool:
    kind = text(canvas.get("type"))
    if kind == "canvas_color":
        return text(canvas.get("color")).lower() not in ("", "#000000", "#000000ff", "#ff000000")
    return kind != ""


def _tell_look(clip: Json, plain_crop: bool, losses: Findings, where: str) -> None:
    flip = table(clip.get("flip"))
    if flip.get("horizontal") is True or flip.get("vertical") is True:
        losses.add("loss", "It is mirrored, which is not kept.", where)
    if not plain_crop:
        losses.add("loss", "Its crop is no upright rectangle and is kept roughly.", where)


def _scale(value: float, losses: Findings, where: str) -> float:
    size = abs(value)
    if not 1e-4 <= size <= MAX_SCALE:
        losses.add("loss", "Its scale makes no sense; 100 % is taken.", where)
        return 1.0
    if value < 0:
        losses.add("loss", "It is mirrored, which is not kept.", where)
    return size


def _shift(halves: float) -> float:
    return max(-100.0, min(100.0, halves / 2)) + 0.0
