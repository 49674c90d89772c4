"""What parameter sets say of pictures, which H.264 and HEVC write alike (ITU-T H.264 and H.265,
annex E)."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.video.smart.bits import Bits

EXTENDED_SAR = 255
ASPECTS = (
    (0, 0), (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11),
    (80, 33), (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1),
)  # fmt: skip
"""Width and height of a pixel by aspect_ratio_idc (table E-1)."""

Window = tuple[int, int, int, int]
"""Units cut off left, right, top and bottom."""
WHOLE: Window = (0, 0, 0, 0)


@dataclass(frozen=True)
class Shown:
    """How pictures are to be shown; the defaults hold where a stream says nothing of it.

    Attributes:
        aspect: width and height of a pixel; (0, 0) when it is not said.
        video_format, full_range, colours, chroma_place: as in annex E.
    """

    aspect: tuple[int, int] = (0, 0)
    video_format: int = 5
    full_range: int = 0
    colours: tuple[int, int, int] = (2, 2, 2)
    chroma_place: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Looks:
    """What must be the same for all pictures of a film, lest a decoder begin anew between them.

    Attributes:
        profile: profile_idc, of HEVC general_profile_idc.
        chroma, depth: chroma_format_idc, and bits of luma and chroma.
        size: across and down, in macroblocks, of HEVC in pixels.
        crop: what is cut off.
        shown: how they are to be shown.
        window: HEVC's default display window.
    """

    profile: int
    chroma: int
    depth: tuple[int, int]
    size: tuple[int, int]
    crop: Window
    shown: Shown
    window: Window = WHOLE


def parse_window(bits: Bits) -> Window:
    """A window, or a flag that there is none. Raises UnknownHeaderError."""
    return (bits.ue(), bits.ue(), bits.ue(), bits.ue()) if bits.u(1) else WHOLE


def parse_shown(bits: Bits) -> Shown:
    """vui_parameters (E.1.1; of HEVC E.2.1) up to the place of chroma.

    Raises UnknownHeaderError.
    """
    made = Shown()
    aspect, kind, full, colours = made.aspect, made.video_format, made.full_range, made.colours
    if bits.u(1):
        number = bits.u(8)
        if number == EXTENDED_SAR:
            aspect = bits.u(16), bits.u(16)
        elif number < len(ASPECTS):
            aspect = ASPECTS[number]
    if bits.u(1):
        bits.u(1)
    if bits.u(1):
        kind, full = bits.u(3), bits.u(1)
        if bits.u(1):
            colours = bits.u(8), bits.u(8), bits.u(8)
    place = (bits.ue(), bits.ue()) if bits.u(1) else made.chroma_place
    return Shown(aspect, kind, full, colours, place)
