"""Putting a clip's picture into the frame: its size, place, rotation and opacity."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from exporters.rendering.edit_plan import Colours
from exporters.rendering.sources import MediumFrames
from exporters.rendering.streams import exactly, filtered, generated, numbered, steady, text
from exporters.timeline.sequence import Clip, Generator, Look, Sequence

WITH_ALPHA = {
    "yuv420p": "yuva420p", "yuv422p": "yuva422p", "yuv444p": "yuva444p",
    "yuv420p10le": "yuva420p10le", "yuv422p10le": "yuva422p10le", "yuv444p10le": "yuva444p10le",
}  # fmt: skip
"""Pixel formats in which pictures can be composited."""
OVERLAY_FORMATS = {
    "yuv420p": "yuv420", "yuv422p": "yuv422", "yuv444p": "yuv444",
    "yuv420p10le": "yuv420p10", "yuv422p10le": "yuv422p10", "yuv444p10le": "yuv444p10",
}  # fmt: skip
MAX_SIDE = 16384
"""Of a scaled picture, before it is cut to the frame."""


@dataclass(frozen=True)
class Size:
    """Pixels, and width to height of one."""

    width: int
    height: int
    aspect: Fraction = Fraction(1)


@dataclass(frozen=True)
class Picture:
    """A stream of one layer.

    Attributes:
        x, y: where its left upper corner lies in the frame.
        whole: it fills the frame and is opaque.
    """

    stream: Any
    x: int = 0
    y: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Canvas:
    """The frame into which pictures are put; ``fresh`` gives numbers that were not used."""

    size: Size
    rate: Fraction
    colours: Colours
    fresh: Iterator[int]

    @property
    def alpha_format(self) -> str:
        return WITH_ALPHA[self.colours.pixel_format]

    def plain(self, color: str, count: int, opaque: bool = True) -> Any:
        """``count`` frames of one colour; transparent if not ``opaque``."""
        paint = color if opaque else f"{color}@0"
        stream = self.source("color", "rgb24" if opaque else "rgba", c=paint)
        stream = self.converted(filtered(stream, "trim", end_frame=1), opaque)
        return numbered(exactly(stream, count), self.rate)

    def source(self, name: str, pixel_format: str, **options: str) -> Any:
        """A source of pictures of the frame's size."""
        side = f"{self.size.width}x{self.size.height}"
        # ffmpeg-python takes sources with the same options for one; the length is cut later.
        length = 1000 + next(self.fresh)
        rate = text(self.rate)
        return generated(name, pixel_format, size=side, rate=rate, duration=length, **options)

    def converted(self, stream: Any, opaque: bool) -> Any:
        """RGB in the canvas's own colours."""
        colours = self.colours
        stream = filtered(
            stream, "scale", out_range=colours.range or "tv", out_color_matrix=colours.matrix
        )
        return self.finished(stream, opaque)

    def finished(self, stream: Any, opaque: bool = True) -> Any:
        """The pixel format and the properties that all streams of the canvas have.

        What media say of themselves must not reach the encoder: its headers would differ from
        segment to segment.
        """
        colours = self.colours
        wanted = colours.pixel_format if opaque else self.alpha_format
        stream = filtered(filtered(stream, "format", pix_fmts=wanted), "setsar", r=self._sar)
        return filtered(
            stream,
            "setparams",
            field_mode="prog",
            range=colours.range or "unspecified",
            color_primaries=colours.primaries or "unknown",
            color_trc=colours.transfer or "unknown",
            colorspace=colours.matrix or "unknown",
            chroma_location="unspecified",
        )

    def over(self, picture: Picture, below: Any) -> Any:
        """``picture`` on the stream ``below``."""
        import ffmpeg

        if picture.whole:
            return picture.stream
        wanted = self.colours.pixel_format
        if picture.x % 2 or picture.y % 2:
            # With fewer chroma samples than pixels only even places can be reached.
            wanted = wanted.replace("420", "444").replace("422", "444")
        return ffmpeg.filter(
            [below, picture.stream], "overlay", x=str(picture.x), y=str(picture.y),
            format=OVERLAY_FORMATS[wanted],
        )  # fmt: skip

    def passage(self, goes: Any, comes: Any, position: int, length: int, opaque: bool) -> Any:
        """Frames of a dissolve from ``goes`` to ``comes``, which lasts ``length`` frames.

        The first one here is its frame ``position``; the middle of a frame's time counts.
        """

        if opaque:
            return self._mixed(goes, comes, position, length)
        # A picture that is half there must not be mixed with the black of where none is.
        goes, comes = (filtered(side, "premultiply", inplace=1) for side in (goes, comes))
        return filtered(self._mixed(goes, comes, position, length), "unpremultiply", inplace=1)

    def _mixed(self, goes: Any, comes: Any, position: int, length: int) -> Any:
        import ffmpeg

        # Half frames must be whole ticks: the filter rounds its offset to them.
        ticks = text(1 / (2 * self.rate))
        goes, comes = (
            filtered(steady(side, self.rate), "settb", expr=ticks) for side in (goes, comes)
        )
        duration = length / self.rate
        offset = -(position + Fraction(1, 2)) / self.rate
        return ffmpeg.filter(
            [goes, comes], "xfade", transition="fade",
            duration=f"{float(duration):.9f}", offset=f"{float(offset):.9f}",
        )  # fmt: skip

    def put(self, stream: Any, size: Size, look: Look, alpha: bool, foreign: bool) -> Picture:
        """A clip's pictures as a layer.

        Args:
            size: of the pictures.
            alpha: they may be transparent.
            foreign: their colours are not the canvas's.
        """
        stream, size = _cropped(stream, size, look)
        wide, high = self._target(size, look)
        here = (wide, high) == (self.size.width, self.size.height)
        if (wide, high) != (size.width, size.height) or foreign:
            stream = self._scaled(stream, wide, high, foreign)
        centred = look.x == 0 and look.y == 0 and look.rotation % 360 == 0
        whole = not alpha and here and centred and look.opacity >= 1
        stream = self.finished(stream, opaque=whole)
        if whole:
            return Picture(stream, whole=True)
        if look.rotation % 360:
            stream, wide, high = _rotated(stream, wide, high, look.rotation)
        if look.opacity < 1:
            stream = filtered(stream, "lutyuv", a=f"val*{look.opacity:.6f}")
        x = (Fraction(1, 2) + Fraction(look.x)) * self.size.width - Fraction(wide, 2)
        y = (Fraction(1, 2) + Fraction(look.y)) * self.size.height - Fraction(high, 2)
        return Picture(stream, math.floor(x + Fraction(1, 2)), math.floor(y + Fraction(1, 2)))

    def _scaled(self, stream: Any, wide: int, high: int, foreign: bool) -> Any:
        options: dict[str, object] = {"w": wide, "h": high, "flags": "bicubic"}
        if foreign:
            options["out_color_matrix"] = self.colours.matrix
            options["out_range"] = self.colours.range or "tv"
        return filtered(stream, "scale", **options)

    def _target(self, size: Size, look: Look) -> tuple[int, int]:
        """Pixels of the frame that a picture takes before it is rotated."""
        shown = size.width * size.aspect / self.size.aspect
        across, down = self.size.width / shown, Fraction(self.size.height, size.height)
        ratios = {
            "fit": (min(across, down),) * 2,
            "fill": (max(across, down),) * 2,
            "stretch": (across, down),
            "none": (Fraction(1), Fraction(1)),
        }[look.fit]
        sides = (
            shown * ratios[0] * Fraction(look.scale_x),
            size.height * ratios[1] * Fraction(look.scale_y),
        )
        return (
            min(MAX_SIDE, max(1, math.floor(sides[0] + Fraction(1, 2)))),
            min(MAX_SIDE, max(1, math.floor(sides[1] + Fraction(1, 2)))),
        )

    @property
    def _sar(self) -> str:
        return text(self.size.aspect)


def covers(clip: Clip, medium: MediumFrames | None, sequence: Sequence) -> bool:
    """Whether a clip hides everything below it."""
    look = clip.look
    if look.opacity < 1 or look.rotation % 360 or look.x or look.y or any(look.crop):
        return False
    if min(look.scale_x, look.scale_y) < 1:
        return False
    if isinstance(clip.content, Generator):
        return clip.content.kind != "text"
    if medium is None or medium.has_alpha:
        return False
    if look.fit in ("fill", "stretch"):
        return True
    shown = size_of(medium)
    wanted = sequence.width * sequence.pixel_aspect / sequence.height
    return look.fit == "fit" and shown.width * shown.aspect / shown.height == wanted


def size_of(medium: MediumFrames) -> Size:
    """Of its pictures once they are upright."""
    video = medium.video
    aspect = video.sample_aspect_ratio or Fraction(1)
    if video.rotation % 180:
        return Size(video.height, video.width, 1 / aspect)
    return Size(video.width, video.height, aspect)


def _cropped(stream: Any, size: Size, look: Look) -> tuple[Any, Size]:
    if not any(look.crop):
        return stream, size
    left, top, right, bottom = look.crop
    x, y = round(size.width * left), round(size.height * top)
    wide = max(1, size.width - x - round(size.width * right))
    high = max(1, size.height - y - round(size.height * bottom))
    stream = filtered(stream, "crop", w=wide, h=high, x=x, y=y, exact=1)
    return stream, Size(wide, high, size.aspect)


def _rotated(stream: Any, wide: int, high: int, degrees: float) -> tuple[Any, int, int]:
    angle = math.radians(degrees % 360)
    if degrees % 90 == 0:
        turns = int(degrees % 360) // 90
        if turns == 2:
            return filtered(filtered(stream, "hflip"), "vflip"), wide, high
        return filtered(stream, "transpose", dir="clock" if turns == 1 else "cclock"), high, wide
    # Even sides keep the chroma of the picture where it is.
    across = abs(wide * math.cos(angle)) + abs(high * math.sin(angle))
    down = abs(wide * math.sin(angle)) + abs(high * math.cos(angle))
    new_wide, new_high = 2 * math.ceil(across / 2), 2 * math.ceil(down / 2)
    stream = filtered(stream, "rotate", a=f"{angle:.9f}", ow=new_wide, oh=new_high, c="black@0")
    return stream, new_wide, new_high
