"""Rectangles, rotations and crops of MLT's filters as a ``Look``.

MLT places by rectangles of the frame; a look has factors on the picture that is fitted into the
frame. Between them stand the picture's own size and aspect, if the file states them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from exporters.timeline.readers.mlt.numbers import Rect
from exporters.timeline.sequence import Look, Media

MIN_SCALE, MAX_SCALE = 1e-4, 1e4
LEAST_LEFT = 0.9995
"""No more than this share of a side is cut off."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its frame.

    Attributes:
        width, height: of the frame in pixels.
        aspect: width to height of the uncropped picture, in pixels of the frame.
        native: height of the uncropped picture in its own pixels; 0 when unknown.
    """

    width: int
    height: int
    aspect: float
    native: int = 0

    def fitted(self, look: Look) -> tuple[float, float]:
        """Size in pixels of the frame that the cropped picture has before ``scale``."""
        left, top, right, bottom = look.crop
        aspect = self.aspect * (1 - left - right) / (1 - top - bottom)
        if look.fit == "stretch":
            return float(self.width), float(self.height)
        if look.fit == "none" and self.native:
            high = self.native * (1 - top - bottom)
            return high * aspect, high
        wide = aspect > self.width / self.height
        if wide != (look.fit == "fill"):
            return float(self.width), self.width / aspect
        return self.height * aspect, float(self.height)


def picture_of(media: object, width: int, height: int, pixel_aspect: float) -> Picture:
    """The picture of a clip's content in a frame; one of unknown size fills it."""
    if not isinstance(media, Media) or not media.width or not media.height:
        return Picture(width, height, width / height)
    aspect = media.width / media.height * float(media.pixel_aspect) / pixel_aspect
    return Picture(width, height, min(max(aspect, 1e-3), 1e3), media.height)


def placed(
    look: Look, picture: Picture, box: Rect, distort: bool, align: tuple[float, float] = (0.5, 0.5)
) -> Look:
    """The look with its picture put into a rectangle of the frame.

    Args:
        distort: stretched to the rectangle; else kept in shape within it.
        align: where in the rectangle a picture lies that does not fill it; 0 is left or top.
    """
    if box.w <= 0 or box.h <= 0:
        return replace(look, opacity=0.0)
    fitted_w, fitted_h = picture.fitted(look)
    now_w, now_h = fitted_w * look.scale_x, fitted_h * look.scale_y
    untouched = look.scale_x == look.scale_y == 1 and look.x == look.y == 0
    if untouched:
        factor = min(box.w / now_w, box.h / now_h)
        wide, high = (box.w, box.h) if distort else (now_w * factor, now_h * factor)
        x = box.x + wide / 2 + (box.w - wide) * align[0]
        y = box.y + high / 2 + (box.h - high) * align[1]
    else:
        # The rectangle is for the whole frame that an earlier effect has drawn.
        share = min(box.w / picture.width, box.h / picture.height)
        factors = (box.w / picture.width, box.h / picture.height) if distort else (share, share)
        wide, high = now_w * factors[0], now_h * factors[1]
        x = box.x + box.w / 2 + look.x * picture.width * factors[0]
        y = box.y + box.h / 2 + look.y * picture.height * factors[1]
    return replace(
        look,
        scale_x=_scale(wide / fitted_w),
        scale_y=_scale(high / fitted_h),
        x=_near(x / picture.width - 0.5),
        y=_near(y / picture.height - 0.5),
        opacity=min(max(look.opacity * box.opacity, 0.0), 1.0),
    )


def rotated(
    look: Look, picture: Picture, degrees: float, pivot: tuple[float, float] | None
) -> Look:
    """The look turned clockwise.

    Args:
        pivot: point of the frame, in pixels, about which it is turned; None for its own middle.
    """
    turned = replace(look, rotation=_near((look.rotation + degrees) % 360))
    if pivot is None or not degrees:
        return turned
    angle = math.radians(degrees)
    x = (look.x + 0.5) * picture.width - pivot[0]
    y = (look.y + 0.5) * picture.height - pivot[1]
    moved_x = pivot[0] + x * math.cos(angle) - y * math.sin(angle)
    moved_y = pivot[1] + x * math.sin(angle) + y * math.cos(angle)
    return replace(
        turned, x=_near(moved_x / picture.width - 0.5), y=_near(moved_y / picture.height - 0.5)
    )


def cropped(look: Look, left: float, top: float, right: float, bottom: float) -> Look:
    """The look with shares of what it still shows cut off; what is left is fitted anew."""
    old = look.crop
    wide, high = 1 - old[0] - old[2], 1 - old[1] - old[3]
    cut = [min(max(share, 0.0), 0.999) for share in (left, top, right, bottom)]
    if cut[0] + cut[2] >= 1 or cut[1] + cut[3] >= 1:
        return look
    crop = (
        _near(old[0] + cut[0] * wide), _near(old[1] + cut[1] * high),
        _near(old[2] + cut[2] * wide), _near(old[3] + cut[3] * high),
    )  # fmt: skip
    # Next to nothing is left: keep what there was.
    if crop[0] + crop[2] > LEAST_LEFT or crop[1] + crop[3] > LEAST_LEFT:
        return look
    return replace(look, crop=crop)


def cropped_in_place(look: Look, picture: Picture, box: Rect) -> Look:
    """The look with only what lies in a rectangle of the frame left, where it is.

    Only for pictures that are not turned.
    """
    fitted_w, fitted_h = picture.fitted(look)
    wide, high = fitted_w * look.scale_x, fitted_h * look.scale_y
    x = (look.x + 0.5) * picture.width - wide / 2
    y = (look.y + 0.5) * picture.height - high / 2
    left, top = max(0.0, (box.x - x) / wide), max(0.0, (box.y - y) / high)
    right = max(0.0, (x + wide - box.x - box.w) / wide)
    bottom = max(0.0, (y + high - box.y - box.h) / high)
    if left + right >= 1 or top + bottom >= 1:
        return replace(look, opacity=0.0)
    cut = cropped(look, left, top, right, bottom)
    left_over = Rect(
        x + left * wide, y + top * high, wide * (1 - left - right), high * (1 - top - bottom)
    )
    plain = replace(cut, scale_x=1.0, scale_y=1.0, x=0.0, y=0.0)
    return placed(plain, picture, left_over, True)


def _scale(value: float) -> float:
    return _near(min(max(value, MIN_SCALE), MAX_SCALE))


def _near(value: float) -> float:
    """Without the noise of the arithmetic: 0.99999999997 is 1."""
    rounded = round(value, 6)
    return 0.0 if rounded == 0 else rounded
