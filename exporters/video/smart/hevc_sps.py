"""HEVC's sequence parameter sets: what they say of pictures (ITU-T H.265, 7.3.2.2 and annex E)."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.video.smart.bits import Bits, UnknownHeaderError
from exporters.video.smart.hevc_units import MOST, profile_fields
from exporters.video.smart.looks import (
    WHOLE,
    Looks,
    Shown,
    Window,
    parse_shown,
    parse_window,
)

PROFILES = (1, 2, 4)
"""Main, Main 10, and those of format range extensions (A.3). Others have slices of other kinds, or
several layers."""
MOST_SETS, MOST_LONG, MOST_PICTURES = 64, 32, 16
"""Reference picture sets of both kinds in a sequence, and pictures in one (7.4.3.2.1, 7.4.8)."""

References = tuple[tuple[int, bool], ...]
"""A short-term reference picture set: distances in order counts, and whether the picture that has
the set uses them itself."""


@dataclass(frozen=True)
class Slicing:
    """What the headers of slices depend on.

    Attributes:
        blocks: coding tree blocks of a picture.
        count_bits: of slice_pic_order_cnt_lsb.
        chroma: ChromaArrayType is not 0.
        offsets, long_term, motion: flags of SAO, of long-term references, and of motion vectors
            that are taken from another picture.
        short: short-term reference picture sets.
        long: for each long-term reference picture, whether the picture itself uses it.
    """

    blocks: int
    count_bits: int
    chroma: bool
    offsets: bool
    long_term: bool
    motion: bool
    short: tuple[References, ...]
    long: tuple[bool, ...]


@dataclass(frozen=True)
class Sps:
    """One sequence parameter set.

    Attributes:
        number, video: its own, and that of its video parameter set.
        tier: general_tier_flag.
        profiles, constraints: 32 and 48 flags, as hvcC has them.
        level: general_level_idc, 30 times the level.
        layers, nested: temporal sub-layers, and whether one may change between all of them.
        reordered: pictures that may be decoded before one that is shown before them.
        block: length of a coding tree block's side.
    """

    number: int
    video: int
    tier: int
    profiles: int
    constraints: int
    level: int
    layers: int
    nested: int
    reordered: int
    block: int
    looks: Looks
    slicing: Slicing


def parse_sps(unit: bytes) -> Sps:
    """Raises UnknownHeaderError if it is damaged or its pictures are of a kind not dealt with."""
    bits = Bits(unit, 2)
    video, sublayers, nested = bits.u(4), bits.u(3), bits.u(1)
    general, profiles, constraints, level = profile_fields(bits, sublayers)
    number, chroma = bits.several("ee")
    planes = bool(chroma == 3 and bits.u(1))
    size = bits.ue(), bits.ue()
    crop = parse_window(bits)
    depth = bits.ue() + 8, bits.ue() + 8
    count_bits = bits.ue() + 4
    reordered = _buffers(bits, sublayers)
    small, more = bits.ue() + 3, bits.ue()
    bits.several("eeee")
    if general >> 6 or general & 0x1F not in PROFILES or chroma > 3 or planes:
        raise UnknownHeaderError("kind of pictures")
    if number > MOST or count_bits > 16 or small + more > 6:
        raise UnknownHeaderError("number")
    if bits.u(1) and bits.u(1):
        skip_scaling(bits)
    _, offsets = bits.several("uu")
    if bits.u(1):
        bits.u(8)
        bits.several("eeu")
    short = _short_sets(bits)
    long_term = bool(bits.u(1))
    long = tuple(_long(bits, count_bits) for _ in range(_few(bits, MOST_LONG) if long_term else 0))
    motion, _ = bits.several("uu")
    shown, window = _shown(bits) if bits.u(1) else (Shown(), WHOLE)
    looks = Looks(general & 0x1F, chroma, depth, size, crop, shown, window)
    block = 1 << small + more
    across, down = (-(-length // block) for length in size)
    slicing = Slicing(
        across * down, count_bits, chroma != 0, bool(offsets), long_term, bool(motion), short, long
    )  # fmt: skip
    return Sps(
        number, video, general >> 5 & 1, profiles, constraints, level, sublayers + 1, nested,
        reordered, block, looks, slicing,
    )  # fmt: skip


def _few(bits: Bits, most: int) -> int:
    """A number of things. Raises UnknownHeaderError if there are more than there may be."""
    count = bits.ue()
    if count > most:
        raise UnknownHeaderError("too many")
    return count


def _buffers(bits: Bits, sublayers: int) -> int:
    """sps_max_num_reorder_pics of the highest sub-layer."""
    reordered = 0
    for _ in range(sublayers + 1 if bits.u(1) else 1):
        _, reordered, _ = bits.several("eee")
    return reordered


def skip_scaling(bits: Bits) -> None:
    """scaling_list_data (7.3.4)."""
    for size in range(4):
        for _ in range(2 if size == 3 else 6):
            if not bits.u(1):
                bits.ue()
                continue
            bits.several("s" * ((size > 1) + min(64, 1 << 4 + 2 * size)))


def _short_sets(bits: Bits) -> tuple[References, ...]:
    count = _few(bits, MOST_SETS)
    found: list[References] = []
    for number in range(count):
        found.append(short_set(bits, number, count, found))
    return tuple(found)


def short_set(bits: Bits, number: int, count: int, known: list[References]) -> References:
    """st_ref_pic_set (7.3.7): number ``count`` stands in the header of a slice."""
    if number and bits.u(1):
        back = bits.ue() + 1 if number == count else 1
        if back > number:
            raise UnknownHeaderError("reference")
        sign, distance = bits.u(1), bits.ue() + 1
        return _predicted(bits, known[number - back], -distance if sign else distance)
    before, after = _few(bits, MOST_PICTURES), _few(bits, MOST_PICTURES)
    made: list[tuple[int, bool]] = []
    for number_of_them, step in ((before, -1), (after, 1)):
        place = 0
        for _ in range(number_of_them):
            place += step * (bits.ue() + 1)
            made.append((place, bool(bits.u(1))))
    return tuple(made)


def _predicted(bits: Bits, other: References, moved: int) -> References:
    """A set that is another one, moved (7-61 and 7-62): first what is shown before, then after."""
    kept = []
    for distance in (*(distance for distance, _ in other), 0):
        used = bits.u(1)
        if used or bits.u(1):
            kept.append((distance + moved, bool(used)))
    before = sorted((item for item in kept if item[0] < 0), reverse=True)
    return (*before, *sorted(item for item in kept if item[0] > 0))


def _long(bits: Bits, count_bits: int) -> bool:
    bits.u(count_bits)
    return bool(bits.u(1))


def _shown(bits: Bits) -> tuple[Shown, Window]:
    """vui_parameters up to the times: also the default display window."""
    shown = parse_shown(bits)
    _, fields, _ = bits.several("uuu")
    if fields:
        raise UnknownHeaderError("fields")
    return shown, parse_window(bits)
