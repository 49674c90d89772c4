"""From Final Cut's way to place a picture to Reprise's, and back.

Final Cut fits the whole picture into the frame, then trims its edges where they are, then scales,
turns and moves it. Reprise cuts first and fits what is left. Both are the same with another scale
and another place. Lengths are those of square pixels of the frame.

Units (Apple's DTD; palmier-pro's FCPXMLExporter, found by round trips): positions and anchors are
percent of the frame's height, upwards and to the right; crops are percent of the picture's own
height, for all four edges; rotation is in degrees, counter-clockwise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from exporters.timeline.sequence import Fit

Size = tuple[float, float]
Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a trimmed picture stands.

    Attributes:
        scale: factors across and upwards.
        rotation: degrees clockwise.
        x, y: of the middle of what is placed, right of and below the frame's, in pixels.
    """

    scale: tuple[float, float]
    rotation: float
    x: float
    y: float


def fit_factor(picture: Size, frame: Size, fit: Fit) -> float:
    """Pixels of the frame for a pixel of the picture before it is scaled by the user."""
    across, up = frame[0] / picture[0], frame[1] / picture[1]
    if fit == "none":
        return 1.0
    return max(across, up) if fit == "fill" else min(across, up)


def crop_to_percent(crop: Edges, picture: Size) -> Edges:
    """Left, top, right, bottom in percent of the picture's height, for shares of the picture."""
    across = picture[0] / picture[1] * 100
    return crop[0] * across, crop[1] * 100, crop[2] * across, crop[3] * 100


def percent_to_crop(percent: Edges, picture: Size) -> Edges:
    """The other way round."""
    across = picture[0] / picture[1] * 100
    return percent[0] / across, percent[1] / 100, percent[2] / across, percent[3] / 100


def refitted(placement: Placement, crop: Edges, picture: Size, frame: Size, fit: Fit) -> Placement:
    """Final Cut's placement of a picture, as that of the trimmed picture fitted anew."""
    factor, shift = _trim_change(crop, picture, frame, fit)
    x, y = _turned(
        (shift[0] * placement.scale[0], shift[1] * placement.scale[1]), placement.rotation
    )
    scale = placement.scale[0] * factor, placement.scale[1] * factor
    return Placement(scale, placement.rotation, placement.x + x, placement.y + y)


def unfitted(placement: Placement, crop: Edges, picture: Size, frame: Size, fit: Fit) -> Placement:
    """The other way round."""
    factor, shift = _trim_change(crop, picture, frame, fit)
    scale = placement.scale[0] / factor, placement.scale[1] / factor
    x, y = _turned((shift[0] * scale[0], shift[1] * scale[1]), placement.rotation)
    return Placement(scale, placement.rotation, placement.x - x, placement.y - y)


def about_anchor(placement: Placement, anchor: tuple[float, float]) -> Placement:
    """The placement of a picture that is scaled and turned about a point of it, in pixels."""
    x, y = _turned(
        (anchor[0] * placement.scale[0], anchor[1] * placement.scale[1]), placement.rotation
    )
    return Placement(placement.scale, placement.rotation, placement.x - x, placement.y - y)


def _trim_change(
    crop: Edges, picture: Size, frame: Size, fit: Fit
) -> tuple[float, tuple[float, float]]:
    """How much smaller the trimmed picture must be scaled, and how far its middle lies off."""
    left, top, right, bottom = crop
    whole = fit_factor(picture, frame, fit)
    rest = picture[0] * (1 - left - right), picture[1] * (1 - top - bottom)
    shift = (left - right) / 2 * picture[0] * whole, (top - bottom) / 2 * picture[1] * whole
    return whole / fit_factor(rest, frame, fit), shift


def _turned(vector: tuple[float, float], degrees: float) -> tuple[float, float]:
    """Turned clockwise, as the picture sees it (y grows downwards)."""
    if degrees == 0:
        return vector
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return vector[0] * cosine - vector[1] * sine, vector[0] * sine + vector[1] * cosine
