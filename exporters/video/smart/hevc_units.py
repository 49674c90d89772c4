"""HEVC's NAL units: their kinds, and the numbers of parameter sets.

Up to 16 video, 16 sequence and 64 picture parameter sets are told apart by numbers (ITU-T H.265,
7.4.3). Numbers in brackets are sections of that recommendation.
"""

from __future__ import annotations

from exporters.video.smart.bits import Bits, MadeBits

RASL = (8, 9)
"""Shown before the key picture that they follow, and need pictures from before it."""
RADL = (6, 7)
"""Shown before the key picture that they follow, and need nothing from before it."""
BLA = (16, 17, 18)
IDR = (19, 20)
CRA = 21
BLA_ALONE = 18
"""BLA_N_LP: decoding begins anew, and no picture that follows is shown earlier."""
VPS, SPS, PPS = 32, 33, 34
SETS = (VPS, SPS, PPS)
DELIMITER, FILLER, SEI, SEI_AFTER = 35, 38, 39, 40
ENDS = (36, 37)
MOST = 15
"""The highest number that sets of all three kinds may have."""
BUFFERING, ACTIVE_SETS = 0, 129
"""Kinds of SEI messages that name parameter sets (D.2.2, D.2.21)."""


def kind_of(unit: bytes | memoryview) -> int:
    """nal_unit_type (table 7-1)."""
    return unit[0] >> 1 & 0x3F


def layer_of(unit: bytes | memoryview) -> int:
    """nuh_layer_id: not 0 of pictures for a second eye, of transparency and the like."""
    return (unit[0] & 1) << 5 | unit[1] >> 3


def is_slice(kind: int) -> bool:
    """Whether a unit holds a part of a picture, of a kind that is in use."""
    return kind < 10 or kind in (*BLA, *IDR, CRA)


def is_key(kind: int) -> bool:
    """Whether a slice is of a picture that needs no other (IRAP, those reserved among them)."""
    return 16 <= kind <= 23


def profile_fields(bits: Bits, sublayers: int) -> tuple[int, int, int, int]:
    """profile_tier_level (7.3.3), read to its end.

    Args:
        sublayers: temporal ones but the last.

    Returns space, tier and profile; 32 flags of profiles; 48 constraints; the level.
    """
    found = bits.u(8), bits.u(32), bits.u(48), bits.u(8)
    if sublayers:
        # There are flags of eight, whatever their number.
        flags = [(bits.u(1), bits.u(1)) for _ in range(8)]
        for profile, level in flags[:sublayers]:
            bits.u(88 * profile + 8 * level)
    return found


def set_number(unit: bytes) -> int:
    """The number of a parameter set of any kind. Raises UnknownHeaderError."""
    bits, kind = Bits(unit, 2), kind_of(unit)
    if kind == VPS:
        return bits.u(4)
    if kind == SPS:
        bits.u(4)
        sublayers = bits.u(3)
        bits.u(1)
        profile_fields(bits, sublayers)
    return bits.ue()


def shifted_set(unit: bytes, shift: int) -> bytes:
    """A parameter set whose number, and those of sets that it names, are ``shift`` higher.

    Raises UnknownHeaderError.
    """
    bits, made, kind = Bits(unit, 2), MadeBits(), kind_of(unit)
    if kind in (VPS, SPS):
        made.u(bits.u(4) + shift, 4)
    if kind == SPS:
        begin = bits.place
        sublayers = bits.u(3)
        bits.u(1)
        profile_fields(bits, sublayers)
        made.u(*bits.between(begin, bits.place))
    if kind in (SPS, PPS):
        made.ue(bits.ue() + shift)
    if kind == PPS:
        made.ue(bits.ue() + shift)
    made.u(*bits.rest())
    return unit[:2] + made.aligned()


def messages(unit: bytes) -> list[int]:
    """Kinds of the messages in an SEI unit (7.3.5). Raises UnknownHeaderError."""
    bits, found = Bits(unit, 2), []
    _, left = bits.rest()
    end = bits.place + left - 1
    while bits.place < end:
        kind, size = _long(bits), _long(bits)
        bits.u(8 * size)
        found.append(kind)
    return found


def _long(bits: Bits) -> int:
    """A number as SEI messages have it: bytes of 255, and one more."""
    value = 0
    while (byte := bits.u(8)) == 255:
        value += byte
    return value + byte
