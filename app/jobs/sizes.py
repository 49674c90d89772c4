"""Sizes of the picture and frame rates that make sense for a source."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from exporters.media.source import VideoStream
from exporters.video.scaling import Scale

BOXES = ((3840, 2160), (2560, 1440), (1920, 1080), (1280, 720), (960, 540), (640, 360))
"""Sizes to fit a picture into, largest first, as wide as high screens have them."""
UPRIGHT = ((1080, 1920), (720, 1280))
"""The same for pictures that are higher than wide, where nothing is known of the source."""
FRAME_RATES = ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60")


@dataclass(frozen=True)
class Size:
    """A choice of size.

    Attributes:
        scale: what ``VideoRequest.scale`` takes; "" keeps the source's.
        width, height: pixels of the result as it is shown, 0 when unknown.
    """

    scale: str
    width: int = 0
    height: int = 0


def sizes(stream: VideoStream | None, even: bool, *, larger: bool = False) -> list[Size]:
    """The source's own size, and smaller ones.

    Args:
        stream: None as long as it is not known, and for several sources.
        even: the encoder takes even sizes only.
        larger: also sizes that enlarge the picture, its shape kept.
    """
    if stream is None:
        return [Size(""), *(Size(f"{width}x{height}") for width, height in (*BOXES, *UPRIGHT))]
    own = result_size(stream, "", even)
    upright = own.height > own.width
    boxes = [(high, wide) if upright else (wide, high) for wide, high in BOXES]
    fitted = [result_size(stream, f"{width}x{height}", even) for width, height in boxes]
    smaller = [size for size in fitted if (size.width, size.height) != (own.width, own.height)]
    enlarged = [_enlarged(stream, *box, even) for box in boxes] if larger else []
    return [own, *(size for size in enlarged if size.width > own.width), *smaller]


def result_size(stream: VideoStream, scale: str, even: bool) -> Size:
    """What a scale makes of a source, rotation and shape of pixels kept."""
    width, height = stream.width, stream.height
    if scale:
        aspect = stream.sample_aspect_ratio or Fraction(1)
        width, height = Scale.parse(scale).fit(width, height, aspect, stream.rotation, even)
    elif even:
        width, height = width - width % 2, height - height % 2
    if stream.rotation % 180:
        width, height = height, width
    return Size(scale, width, height)


def _enlarged(stream: VideoStream, width: int, height: int, even: bool) -> Size:
    own = result_size(stream, "", even)
    ratio = min(Fraction(width, own.width), Fraction(height, own.height))
    scale = f"{2 * round(own.width * ratio / 2)}x{2 * round(own.height * ratio / 2)}!"
    return result_size(stream, scale, even)


def frame_rates(source: Fraction | None, *, higher: bool = False) -> list[str]:
    """Frame rates for ``VideoRequest.fps``, "" (those of the source) first.

    Args:
        source: frames a second, None or 0 when unknown.
        higher: also those at which frames of the source would be repeated.
    """
    if not source or higher:
        return ["", *FRAME_RATES]
    return ["", *(rate for rate in FRAME_RATES if Fraction(rate) < source)]
