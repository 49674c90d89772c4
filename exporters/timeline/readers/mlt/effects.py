"""Filters of MLT on a clip: what a ``Look`` and a ``Sound`` can hold of them.

Kept: brightness (fades, opacity), qtblend and affine (place, scale, rotation, opacity), crop and
qtcrop, freeze; volume and panner. Of motion by keyframes the first position stays. All else is told
by the name that the editor gives it. Parameters are those of MLT's filter_*.yml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from exporters.timeline.readers.mlt import placing
from exporters.timeline.readers.mlt.document import Document
from exporters.timeline.readers.mlt.effect import EffectView
from exporters.timeline.readers.mlt.envelope import Envelope, envelope
from exporters.timeline.readers.mlt.numbers import Rect
from exporters.timeline.readers.mlt.spans import Span
from exporters.timeline.readers.mlt.titles import TEXT_FILTERS
from exporters.timeline.sequence import PLAIN_LOOK, Generator, Look, Media, Sequence

Content = Media | Generator | Sequence
SOUND_SERVICES = {
    "volume", "panner", "audiochannels", "audioconvert", "audiomap", "audiolevel", "audioseam",
    "audiospectrum", "channelcopy", "channelswap", "mono", "dynamic_loudness", "loudness",
    "loudness_meter", "rbpitch", "jack", "jackrack", "resample", "swresample", "mute",
}  # fmt: skip
_SOUND_PREFIXES = ("ladspa", "lv2", "sox", "vst", "avfilter.a")
_PICTURE_AVFILTERS = ("avfilter.addroi", "avfilter.alpha", "avfilter.amplify", "avfilter.ass",
                      "avfilter.atadenoise", "avfilter.avgblur")  # fmt: skip
SILENT_SERVICES = {
    "audiolevel", "audiospectrum", "loudness_meter", "resample", "swresample", "audioconvert",
    "imageconvert", "avcolour_space", "avcolor_space", "swscale", "resize", "rescale",
    "deinterlace", "avdeinterlace", "avfilter.fieldorder", "autorotate", "subtitle_feed",
    "subtitle", "avfilter.subtitles",
}  # fmt: skip
"""Meters, conversions that a player makes by itself, and subtitles, which are told elsewhere."""
DARK = 0.004


def is_sound_effect(service: str) -> bool:
    """Whether a filter changes sound, not pictures."""
    if service in SOUND_SERVICES:
        return True
    return service.startswith(_SOUND_PREFIXES) and not service.startswith(_PICTURE_AVFILTERS)


class LookReader:
    """Reads the effects on a clip's picture.

    Attributes:
        look: what has come of them.
        frozen: frame of the producer that is shown all the time, if one is.
        from_black: a fade comes from or goes to black, not to what lies below.
        losses: sentences on what is not kept.
    """

    def __init__(self, document: Document, span: Span, content: Content | None) -> None:
        profile = document.profile
        self._document = document
        self._content = content
        self._chain = span.service.tag == "chain"
        self._picture = placing.picture_of(
            content, profile.width, profile.height, float(profile.pixel_aspect)
        )
        self.look: Look = PLAIN_LOOK
        self.frozen: int | None = None
        self.from_black = False
        self.losses: list[str] = []
        for effect in span.effects:
            view = EffectView(document, span, effect)
            if view.touches and not is_sound_effect(view.service):
                self._read(view)

    def _read(self, view: EffectView) -> None:
        if view.service in SILENT_SERVICES or view.internal or self._is_title(view):
            return
        handler = _HANDLERS.get(view.service)
        if handler is None:
            text = " (a text)" if view.service in TEXT_FILTERS else ""
            self.losses.append(f"The effect “{view.name}”{text} is left out.")
        elif view.service == "brightness" or view.covers:
            handler(self, view)
        elif not view.neutral:
            self.losses.append(f"The effect “{view.name}” on a part of the clip is left out.")

    def _is_title(self, view: EffectView) -> bool:
        content = self._content
        title = isinstance(content, Generator) and content.kind == "text"
        return title and view.service in TEXT_FILTERS

    def _brightness(self, view: EffectView) -> None:
        level = view.ramp("level", "start", "end")
        alpha = view.keys("alpha") or [(0, 1.0)]
        if all(value < 0 for _, value in alpha):
            alpha, level = level, [(0, 1.0)]
        opacity = self._envelope(alpha, view)
        if opacity is not None:
            self.look = replace(self.look, opacity=_share(self.look.opacity * opacity.level))
            self._fade(opacity)
        shade = self._envelope(level, view)
        if shade is None:
            return
        self._fade(shade)
        self.from_black = self.from_black or shade.fade_in + shade.fade_out > 0
        if abs(shade.level - 1) > 0.01:
            self.losses.append("Another brightness of the picture is left out.")

    def _fade(self, found: Envelope) -> None:
        self.look = replace(
            self.look,
            fade_in=max(self.look.fade_in, found.fade_in),
            fade_out=max(self.look.fade_out, found.fade_out),
        )

    def _envelope(self, keys: list[tuple[int, float]], view: EffectView) -> Envelope | None:
        found = envelope(keys, view.length, DARK)
        if found is None and keys:
            self.losses.append(f"Changes over time of “{view.name}” are left out.")
        elif found is not None and not view.covers and found.fade_in + found.fade_out == 0:
            if abs(found.level - 1) > 0.01:
                self.losses.append(f"The effect “{view.name}” on a part of the clip is left out.")
            return None
        return found

    def _box(self, view: EffectView, name: str) -> Rect:
        """The rectangle at the effect's begin; opacity that comes or goes becomes a fade."""
        keys = view.rects(name)
        if not keys:
            return Rect(0, 0, self._picture.width, self._picture.height)
        first = next((box for frame, box in reversed(keys) if frame <= 0), keys[0][1])
        if any(_moved(first, box) for _, box in keys):
            self.losses.append(
                f"Movement by keyframes of “{view.name}” is left out; its first position is kept."
            )
            return first
        found = envelope([(frame, box.opacity) for frame, box in keys], view.length, DARK)
        if found is None:
            self.losses.append(f"Changes over time of “{view.name}” are left out.")
            return first
        self._fade(found)
        return replace(first, opacity=found.level)

    def _still_value(self, view: EffectView, name: str, default: float) -> float:
        keys = view.keys(name)
        if not keys:
            return default
        values = {value for _, value in keys}
        if len(values) > 1:
            self.losses.append(
                f"Movement by keyframes of “{view.name}” is left out; its first position is kept."
            )
        return next((value for frame, value in reversed(keys) if frame <= 0), keys[0][1])

    def _qtblend(self, view: EffectView) -> None:
        box = self._box(view, "rect")
        self.look = placing.placed(self.look, self._picture, box, view.is_set("distort"))
        angle = self._still_value(view, "rotation", 0.0)
        # Without rotate_center it is turned about the rectangle's top left corner.
        pivot = None if view.is_set("rotate_center") else (box.x, box.y)
        self.look = placing.rotated(self.look, self._picture, angle, pivot)
        if view.value("compositing") not in (None, 0.0):
            self.losses.append("Blending of pictures other than one over the other is left out.")

    def _affine(self, view: EffectView) -> None:
        box = self._box(view, "transition.rect")
        align = (_ALIGN.get(view.text("transition.halign"), 0.5),
                 _ALIGN.get(view.text("transition.valign"), 0.5))  # fmt: skip
        distort = view.is_set("transition.distort")
        self.look = placing.placed(self.look, self._picture, box, distort, align)
        scales = [self._still_value(view, f"transition.scale_{axis}", 1.0) for axis in "xy"]
        inverse = not view.is_set("transition.invert_scale")
        factors = [1 / scale if inverse and scale else scale or 1.0 for scale in scales]
        offsets = [self._still_value(view, f"transition.o{axis}", 0.0) for axis in "xy"]
        self.look = replace(
            self.look,
            scale_x=min(max(self.look.scale_x * abs(factors[0]), 1e-4), 1e4),
            scale_y=min(max(self.look.scale_y * abs(factors[1]), 1e-4), 1e4),
            x=self.look.x - offsets[0] * factors[0] / self._picture.width,
            y=self.look.y - offsets[1] * factors[1] / self._picture.height,
        )
        angle = self._still_value(view, "transition.fix_rotate_x", 0.0)
        self.look = placing.rotated(self.look, self._picture, angle, None)
        if min(factors) < 0 or any(view.value(f"transition.{name}") for name in _SKEWS):
            self.losses.append(f"Mirroring, tilting and skewing of “{view.name}” are left out.")

    def _crop(self, view: EffectView) -> None:
        if view.is_set("center"):
            self.look = replace(self.look, fit="fill")
            # What is left has the frame's shape.
            self._picture = replace(
                self._picture, aspect=self._picture.width / self._picture.height
            )
            if view.value("center_bias"):
                self.losses.append("A crop to the middle with an offset is kept without it.")
            return
        media = self._content if isinstance(self._content, Media) else None
        profile = self._document.profile
        own = (
            media is not None
            and media.width > 0
            and media.height > 0
            and not view.is_set("use_profile")
        )
        wide = media.width if own and media is not None else profile.width
        high = media.height if own and media is not None else profile.height
        sides = [self._still_value(view, name, 0.0) for name in ("left", "top", "right", "bottom")]
        shares = [side / size for side, size in zip(sides, (wide, high) * 2, strict=True)]
        self.look = placing.cropped(self.look, *shares)

    def _qtcrop(self, view: EffectView) -> None:
        box = self._box(view, "rect")
        self.look = placing.cropped_in_place(self.look, self._picture, box)
        if view.is_set("circle") or view.value("radius"):
            self.losses.append("A crop with round corners is kept with square ones.")

    def _freeze(self, view: EffectView) -> None:
        if view.is_set("freeze_after") or view.is_set("freeze_before"):
            self.losses.append("A picture that is held for a part of the clip is left out.")
        else:
            # It counts from the first frame that the clip shows, but for chains from the begin of
            # the file (filter_freeze.c; measured with MLT 7.12).
            base = 0 if self._chain else view.position
            self.frozen = max(0, base + view.frame("frame"))


_SKEWS = ("rotate_x", "rotate_y", "rotate_z", "shear_x", "shear_y", "shear_z", "fix_rotate_y",
          "fix_rotate_z", "fix_shear_x", "fix_shear_y", "fix_shear_z")  # fmt: skip
_ALIGN = {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}
_HANDLERS: dict[str, Callable[[LookReader, EffectView], None]] = {
    "brightness": LookReader._brightness,
    "qtblend": LookReader._qtblend,
    "affine": LookReader._affine,
    "crop": LookReader._crop,
    "qtcrop": LookReader._qtcrop,
    "freeze": LookReader._freeze,
}


def _share(value: float) -> float:
    return round(min(max(value, 0.0), 1.0), 6)


def _moved(one: Rect, two: Rect) -> bool:
    return any(
        abs(a - b) > 0.01
        for a, b in ((one.x, two.x), (one.y, two.y), (one.w, two.w), (one.h, two.h))
    )
