"""H.264's parameter sets: what a stream says of itself, and those of several in one stream.

A stream holds up to 32 sequence and 256 picture parameter sets, told apart by numbers (ITU-T
H.264, 7.4.2). Copied and encoded pictures are one stream if their sets have other numbers, mean
pictures of the same kind, and all stand in the container's header (ISO/IEC 14496-15, 5.3.3.1), from
where every player takes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exporters.video.smart.bits import Bits, UnknownHeaderError
from exporters.video.smart.looks import Looks, Shown, parse_shown, parse_window

PROFILES = {66: "baseline", 77: "main", 100: "high", 110: "high10", 122: "high422"}
"""By profile_idc, as x264 calls them. Not those of 4:4:4: libavcodec decodes pictures of old
versions of x264 in another way once it has seen those of a new one (h264_cabac.c, x264_build)."""
HIGH = (100, 110, 122)
MOST_SPS, MOST_PPS = 31, 255
IDR, SPS, PPS = 5, 7, 8
"""Kinds of NAL units (table 7-1)."""
FORMATS = ("component", "pal", "ntsc", "secam", "mac", "undef")
PRIMARIES = {
    1: "bt709", 2: "undef", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "film",
    9: "bt2020", 10: "smpte428", 11: "smpte431", 12: "smpte432",
}  # fmt: skip
TRANSFERS = {
    1: "bt709", 2: "undef", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m",
    8: "linear", 9: "log100", 10: "log316", 11: "iec61966-2-4", 12: "bt1361e",
    13: "iec61966-2-1", 14: "bt2020-10", 15: "bt2020-12", 16: "smpte2084", 17: "smpte428",
    18: "arib-std-b67",
}  # fmt: skip
MATRICES = {
    1: "bt709", 2: "undef", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 8: "YCgCo",
    9: "bt2020nc", 10: "bt2020c", 11: "smpte2085", 12: "chroma-derived-nc",
    13: "chroma-derived-c", 14: "ICtCp",
}  # fmt: skip
"""By the numbers of tables E-3 to E-5, as x264 calls them."""


@dataclass(frozen=True)
class Sps:
    """One sequence parameter set; ``level`` is level_idc, 40 for 4.0, ``constraints`` a byte."""

    number: int
    constraints: int
    level: int
    looks: Looks


@dataclass(frozen=True)
class Header:
    """A stream's header in MP4 and Matroska (avcC): NAL units by kind, without start codes.

    Attributes:
        length_size: bytes of the lengths before the NAL units of its packets.
    """

    length_size: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]

    @cached_property
    def sequences(self) -> tuple[Sps, ...]:
        """Raises UnknownHeaderError."""
        return tuple(map(parse_sps, self.sps))

    @cached_property
    def pictures(self) -> tuple[int, ...]:
        """Numbers of the picture parameter sets. Raises UnknownHeaderError."""
        return tuple(map(pps_number, self.pps))

    def numbered(self, kind: int) -> Iterable[tuple[int, bytes]]:
        """Its sets of a kind, with their numbers. Raises UnknownHeaderError."""
        if kind == SPS:
            return zip((item.number for item in self.sequences), self.sps, strict=True)
        return zip(self.pictures, self.pps, strict=True)

    def numbers(self) -> set[int]:
        """Numbers that its sets of both kinds have. Raises UnknownHeaderError."""
        return {item.number for item in self.sequences} | {*self.pictures}


def long_lengths(avcc: bytes) -> bytes:
    """The same header for packets that have lengths of four bytes."""
    return avcc[:4] + bytes((avcc[4] | 3,)) + avcc[5:]


def parse_header(avcc: bytes) -> Header:
    """Raises UnknownHeaderError if it is none, Annex B for example."""
    if len(avcc) < 7 or avcc[0] != 1:
        raise UnknownHeaderError("not avcC")
    sps, place = _units(avcc, 6, avcc[5] & 0x1F, SPS)
    if place >= len(avcc):
        raise UnknownHeaderError("too short")
    pps, _ = _units(avcc, place + 1, avcc[place], PPS)
    if not sps or not pps:
        raise UnknownHeaderError("no sets")
    return Header((avcc[4] & 3) + 1, sps, pps)


def _units(avcc: bytes, place: int, count: int, kind: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    for _ in range(count):
        length = int.from_bytes(avcc[place : place + 2], "big")
        unit = avcc[place + 2 : place + 2 + length]
        if len(unit) != length or length < 2 or unit[0] & 0x1F != kind:
            raise UnknownHeaderError("unit")
        found.append(unit)
        place += 2 + length
    return tuple(found), place


def pps_number(unit: bytes) -> int:
    """pic_parameter_set_id. Raises UnknownHeaderError."""
    return Bits(unit).ue()


def parse_sps(unit: bytes) -> Sps:
    """Raises UnknownHeaderError if it is damaged or its pictures are of a kind not dealt with."""
    bits = Bits(unit)
    profile, constraints, level = bits.u(8), bits.u(8), bits.u(8)
    if profile not in PROFILES:
        raise UnknownHeaderError("profile")
    number = bits.ue()
    chroma, depth = 1, (8, 8)
    if profile in HIGH:
        chroma = bits.ue()
        depth = bits.ue() + 8, bits.ue() + 8
        bits.u(1)
        if bits.u(1):
            _skip_scaling(bits)
    bits.ue()
    _skip_order(bits)
    bits.ue()
    bits.u(1)
    size = bits.ue() + 1, bits.ue() + 1
    if not bits.u(1) or chroma not in (1, 2) or number > MOST_SPS:
        raise UnknownHeaderError("fields, chroma or number")
    bits.u(1)
    crop = parse_window(bits)
    shown = parse_shown(bits) if bits.u(1) else Shown()
    return Sps(number, constraints, level, Looks(profile, chroma, depth, size, crop, shown))


def _skip_scaling(bits: Bits) -> None:
    """scaling_list of 7.3.2.1.1.1: eight of them, as there is no 4:4:4."""
    for place in range(8):
        if not bits.u(1):
            continue
        last = following = 8
        for _ in range(16 if place < 6 else 64):
            if following:
                following = (last + bits.se()) % 256
            last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.ue()
    if kind == 0:
        bits.ue()
    elif kind == 1:
        bits.u(1)
        bits.se()
        bits.se()
        for _ in range(min(256, bits.ue())):
            bits.se()


def merged(headers: Iterable[Header]) -> bytes:
    """One header with the sets of all. Raises UnknownHeaderError if there are too many.

    Profile, constraints and level are those of the whole stream (ISO/IEC 14496-15, 5.3.3.1.2).
    """
    found = list(headers)
    sps = list(dict.fromkeys(unit for header in found for unit in header.sps))
    pps = list(dict.fromkeys(unit for header in found for unit in header.pps))
    if len(sps) > MOST_SPS or len(pps) > MOST_PPS:
        raise UnknownHeaderError("too many sets")
    sequences = [item for header in found for item in header.sequences]
    looks = sequences[0].looks
    shared = 0xFF
    for item in sequences:
        shared &= item.constraints
    level = max(item.level for item in sequences)
    made = bytearray((1, looks.profile, shared, level, 0xFF, 0xE0 | len(sps)))
    made += _listed(sps) + bytes((len(pps),)) + _listed(pps)
    if looks.profile in HIGH:
        depths = (0xF8 | (depth - 8) for depth in looks.depth)
        made += bytes((0xFC | looks.chroma, *depths, 0))
    return bytes(made)


def _listed(units: Sequence[bytes]) -> bytes:
    return b"".join(len(unit).to_bytes(2, "big") + unit for unit in units)


def free_number(headers: Iterable[Header]) -> int:
    """The lowest number that no set has. Raises UnknownHeaderError if there is none."""
    taken: set[int] = set().union(*(header.numbers() for header in headers))
    for number in range(MOST_SPS + 1):
        if number not in taken:
            return number
    raise UnknownHeaderError("no number is free")


def agree(one: Header, other: Header) -> bool:
    """Whether sets with the same number are the same."""
    for kind in (SPS, PPS):
        known = dict(one.numbered(kind))
        if any(known.get(number, unit) != unit for number, unit in other.numbered(kind)):
            return False
    return True


def x264_options(
    sps: Sps, number: int, reordered: int, chosen: bool = False
) -> tuple[dict[str, str], list[str]]:
    """What x264 is told so that its pictures are like those of a stream.

    Args:
        chosen: a profile was asked for, and is left alone.
        number: of its own sets.
        reordered: how many places pictures of the stream are decoded before they are shown.

    Returns options of ffmpeg and entries of x264's own list.
    Raises UnknownHeaderError for colours that x264 has no name for.
    """
    looks, shown = sps.looks, sps.looks.shown
    options = {"profile:v": PROFILES[looks.profile]}
    if sps.level >= 12:
        options["level:v"] = f"{sps.level / 10:.1f}"
    try:
        colours = [
            names[number]
            for names, number in zip((PRIMARIES, TRANSFERS, MATRICES), shown.colours, strict=True)
        ]
        shape = FORMATS[shown.video_format]
    except (KeyError, IndexError):
        raise UnknownHeaderError("colours") from None
    listed = [
        f"sps-id={number}",
        f"sar={shown.aspect[0]}/{shown.aspect[1]}",
        f"videoformat={shape}",
        f"fullrange={'on' if shown.full_range else 'off'}",
        f"colorprim={colours[0]}",
        f"transfer={colours[1]}",
        f"colormatrix={colours[2]}",
    ]
    if any(shown.chroma_place):
        listed.append(f"chromaloc={shown.chroma_place[0]}")
    # Fast presets leave out what makes a profile what it is.
    if chosen:
        pass
    elif looks.profile in HIGH:
        listed.append("8x8dct=1")
    elif looks.profile != 66:
        listed.append("cabac=1")
    if reordered == 0:
        listed.append("bframes=0")
    elif reordered == 1:
        listed.append("b-pyramid=none")
    return options, listed
