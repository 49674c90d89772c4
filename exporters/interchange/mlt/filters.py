"""Looks and sounds as filters of MLT.

Two dialects: plain MLT places pictures with ``affine``, which needs no window system; Kdenlive
knows ``qtblend`` by the name “Transform”, and refuses filters without its own ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.interchange.mlt.rows import Placed
from exporters.timeline.readers.mlt.placing import picture_of
from exporters.timeline.sequence import PLAIN_LOOK, Look, Media, Sequence, Sound

SHORTEST_FADE = 2
"""Frames: a ramp needs two keyframes."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter on an entry.

    Attributes:
        service: MLT's.
        name: Kdenlive's.
        values: properties.
        first, last: frames of the producer between which it works; None for all of the entry.
    """

    service: str
    name: str
    values: dict[str, object]
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How filters are written.

    Attributes:
        kdenlive: for Kdenlive.
        time: writes frames.
        frame: whose size and rate count.
    """

    kdenlive: bool
    time: Callable[[int], str]
    frame: Sequence

    def picture(self, placed: Placed, first: int) -> list[Filter]:
        """The filters for a clip's look on an entry that begins with a frame of its producer."""
        clip = placed.clip
        return [
            *self._crop(clip.look, clip.content),
            *self._place(placed),
            *self._opacity(clip.look),
            *self._fades(placed),
            *([self._freeze(placed.position, first)] if clip.speed == 0 else []),
        ]

    def sound(self, placed: Placed) -> list[Filter]:
        """The filters for a clip's sound."""
        sound = placed.clip.sound
        found = []
        start = self.time(placed.at(placed.first))
        if sound.mute:
            found.append(Filter("volume", "gain", {"gain": 0}))
        elif sound.volume:
            level = f"{sound.volume:.6g}"
            values: dict[str, object] = {"window": 75, "max_gain": "20dB"}
            found.append(Filter("volume", "volume", values | {"level": f"{start}={level}"}))
        if sound.pan:
            position = f"{(sound.pan + 1) / 2:.6g}"
            values = {"channel": -1, "start": 0.5, "split": f"{start}={position}"}
            found.append(Filter("panner", "audiobalance", values))
        return found + self._sound_fades(placed, sound)

    def _sound_fades(self, placed: Placed, sound: Sound) -> list[Filter]:
        found = []
        first, last = placed.fade_first, placed.fade_last
        base: dict[str, object] = {"window": 75, "max_gain": "20dB"}
        if sound.fade_in >= SHORTEST_FADE:
            values = base | {"gain": 0, "end": 1}
            found.append(Filter("volume", "fadein", values, first, first + sound.fade_in - 1))
        if sound.fade_out >= SHORTEST_FADE:
            values = base | {"gain": 1, "end": 0}
            found.append(Filter("volume", "fadeout", values, last - sound.fade_out + 1, last))
        return found

    def _crop(self, look: Look, content: object) -> list[Filter]:
        if look.fit == "fill" and not any(look.crop):
            return [Filter("crop", "crop", {"center": 1})]
        if not any(look.crop):
            return []
        width, height, profile = self.frame.width, self.frame.height, 1
        if isinstance(content, Media) and content.width and content.height:
            width, height, profile = content.width, content.height, 0
        left, top, right, bottom = look.crop
        return [
            Filter("crop", "crop", {
                "left": round(left * width), "top": round(top * height),
                "right": round(right * width), "bottom": round(bottom * height),
                "center": 0, "use_profile": profile,
            })
        ]  # fmt: skip

    def _place(self, placed: Placed) -> list[Filter]:
        look = placed.clip.look
        filled = look.fit == "fill" and not any(look.crop)
        plain = replace(look, crop=PLAIN_LOOK.crop, fade_in=0, fade_out=0)
        if filled:
            plain = replace(plain, fit="fit")
        if not self.kdenlive:
            plain = replace(plain, opacity=1)
        if plain == PLAIN_LOOK:
            return []
        x, y, wide, high, distort = self._box(placed)
        box = f"{x:.6g} {y:.6g} {wide:.6g} {high:.6g}"
        start = self.time(placed.at(placed.first))
        if self.kdenlive:
            box = f"{box} {look.opacity:.6g}"
            return [
                Filter("qtblend", "qtblend", {
                    "rotate_center": 1, "compositing": 0, "distort": distort,
                    "rect": f"{start}={box}", "rotation": f"{start}={look.rotation:.6g}",
                })
            ]  # fmt: skip
        return [
            Filter("affine", "affineSizePosition", {
                "background": "color:#00000000", "transition.fill": 1,
                "transition.distort": distort, "transition.rect": f"{box} 1",
                "transition.valign": "middle", "transition.halign": "center",
                "transition.fix_rotate_x": f"{look.rotation:.6g}",
            })
        ]  # fmt: skip

    def _opacity(self, look: Look) -> list[Filter]:
        """The opacity where placing does not give it: ``affine`` shows all of an opaque picture."""
        if self.kdenlive or look.opacity == 1:
            return []
        values: dict[str, object] = {"level": 1, "alpha": f"{look.opacity:.6g}"}
        return [Filter("brightness", "brightnessOpacity", values)]

    def _box(self, placed: Placed) -> tuple[float, float, float, float, int]:
        """The rectangle in pixels of the frame, and whether the picture is stretched to it."""
        look, frame = placed.clip.look, self.frame
        simple = look.scale_x == look.scale_y and look.fit in ("fit", "fill")
        if simple and (look.fit == "fit" or not any(look.crop)):
            wide, high = frame.width * look.scale_x, frame.height * look.scale_y
            distort = 0
        else:
            picture = picture_of(
                placed.clip.content, frame.width, frame.height, float(frame.pixel_aspect)
            )
            fitted = picture.fitted(look)
            wide, high = fitted[0] * look.scale_x, fitted[1] * look.scale_y
            distort = 1
        x = (look.x + 0.5) * frame.width - wide / 2
        y = (look.y + 0.5) * frame.height - high / 2
        return x, y, wide, high, distort

    def _fades(self, placed: Placed) -> list[Filter]:
        look, found = placed.clip.look, []
        first, last = placed.fade_first, placed.fade_last
        if look.fade_in >= SHORTEST_FADE:
            alpha = f"{self.time(0)}=0;{self.time(look.fade_in - 1)}=1"
            values: dict[str, object] = {"start": 1, "level": 1, "alpha": alpha}
            end = first + look.fade_in - 1
            found.append(Filter("brightness", "fade_from_black", values, first, end))
        if look.fade_out >= SHORTEST_FADE:
            alpha = f"{self.time(0)}=1;{self.time(look.fade_out - 1)}=0"
            values = {"start": 1, "level": 1, "alpha": alpha}
            begin = last - look.fade_out + 1
            found.append(Filter("brightness", "fade_to_black", values, begin, last))
        return found

    def _freeze(self, held: int, first: int) -> Filter:
        """Holds a frame.

        It counts from the first frame of the entry; in chains, which Kdenlive has, from the begin
        of the file (filter_freeze.c; measured with MLT 7.12).
        """
        frame = held if self.kdenlive else held - first
        values: dict[str, object] = {"frame": frame, "freeze_after": 0, "freeze_before": 0}
        return Filter("freeze", "freeze", values)


def dialect(kdenlive: bool, frame: Sequence, time: Callable[[int, Fraction], str]) -> Dialect:
    """The dialect for a project whose outermost sequence is ``frame``."""
    return Dialect(kdenlive, lambda count: time(count, frame.rate), frame)
