"""HEVC's header in MP4 and Matroska (hvcC): what is in it, and one header for several streams.

ISO/IEC 14496-15, 8.3.3.1: the sets of a track whose samples are ``hvc1`` all stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.hevc_slices import SliceRenumberer, parse_pps
from exporters.video.smart.hevc_sps import Sps, parse_sps
from exporters.video.smart.hevc_units import (
    ACTIVE_SETS,
    BUFFERING,
    PPS,
    SEI,
    SEI_AFTER,
    SETS,
    SPS,
    kind_of,
    layer_of,
    messages,
    set_number,
    shifted_set,
)
from exporters.video.smart.looks import Looks

FIXED = 22
"""Bytes before the number of arrays."""
COMPLETE = 0x80
"""Flag of an array: all sets of that kind are in it."""
MOST_UNITS = 64
IN_HEADER = (*SETS, SEI, SEI_AFTER)


@dataclass(frozen=True)
class Header:
    """A stream's header: parameter sets and SEI messages that hold for all of it, in order.

    Attributes:
        fixed: the bytes before the arrays.
        length_size: bytes of the lengths before the NAL units of its packets.
    """

    fixed: bytes
    length_size: int
    units: tuple[bytes, ...]

    def of_kind(self, kind: int) -> tuple[bytes, ...]:
        return tuple(unit for unit in self.units if kind_of(unit) == kind)

    @cached_property
    def sets(self) -> dict[tuple[int, int], bytes]:
        """Parameter sets by kind and number. Raises UnknownHeaderError if two have the same."""
        found: dict[tuple[int, int], bytes] = {}
        for unit in self.units:
            if kind_of(unit) in SETS:
                key = kind_of(unit), set_number(unit)
                if found.setdefault(key, unit) != unit:
                    raise UnknownHeaderError("sets with the same number")
        if {kind for kind, _ in found} != set(SETS):
            raise UnknownHeaderError("no sets")
        return found

    @cached_property
    def sequences(self) -> tuple[Sps, ...]:
        """Raises UnknownHeaderError."""
        return tuple(parse_sps(unit) for (kind, _), unit in self.sets.items() if kind == SPS)

    @cached_property
    def looks(self) -> Looks:
        """Raises UnknownHeaderError if its pictures are not all of one kind."""
        looks = {sps.looks for sps in self.sequences}
        if len(looks) != 1:
            raise UnknownHeaderError("pictures of several kinds")
        return looks.pop()

    def shifted(self, shift: int) -> Header:
        """With other numbers of all sets; itself without a shift. Raises UnknownHeaderError."""
        if not shift:
            return self
        units = tuple(
            shifted_set(unit, shift) if kind_of(unit) in SETS else unit for unit in self.units
        )
        return Header(self.fixed, self.length_size, units)

    def renumberer(self, shift: int) -> SliceRenumberer:
        """For slices of this stream, so that they name ``shifted`` sets.

        Raises UnknownHeaderError.
        """
        pictures = [parse_pps(unit) for (kind, _), unit in self.sets.items() if kind == PPS]
        return SliceRenumberer(
            {item.number: item for item in pictures},
            {item.number: item.slicing for item in self.sequences},
            shift,
        )

    def to_bytes(self) -> bytes:
        """As hvcC; packets are said to have lengths of four bytes."""
        kinds = dict.fromkeys(map(kind_of, self.units))
        made = bytearray(self.fixed[: FIXED - 1] + bytes((self.fixed[FIXED - 1] | 3, len(kinds))))
        for kind in kinds:
            units = self.of_kind(kind)
            made.append((COMPLETE if kind in SETS else 0) | kind)
            made += len(units).to_bytes(2, "big")
            for unit in units:
                made += len(unit).to_bytes(2, "big") + unit
        return bytes(made)


def parse_header(hvcc: bytes) -> Header:
    """Raises UnknownHeaderError if it is none, Annex B for example, or has units of other kinds."""
    if len(hvcc) <= FIXED or hvcc[0] != 1:
        raise UnknownHeaderError("not hvcC")
    place, units = FIXED + 1, []
    for _ in range(hvcc[FIXED]):
        kind, count = hvcc[place : place + 1], int.from_bytes(hvcc[place + 1 : place + 3], "big")
        place += 3
        if not kind or count > MOST_UNITS:
            raise UnknownHeaderError("array")
        for _ in range(count):
            length = int.from_bytes(hvcc[place : place + 2], "big")
            unit = hvcc[place + 2 : place + 2 + length]
            if len(unit) != length or length < 3 or kind_of(unit) != kind[0] & 0x3F:
                raise UnknownHeaderError("unit")
            if kind_of(unit) not in IN_HEADER or layer_of(unit):
                raise UnknownHeaderError("kind")
            units.append(unit)
            place += 2 + length
    return Header(hvcc[:FIXED], (hvcc[FIXED - 1] & 3) + 1, tuple(units))


def agree(one: Header, other: Header) -> bool:
    """Whether sets of a kind with the same number are the same. Raises UnknownHeaderError."""
    return all(one.sets.get(key, unit) == unit for key, unit in other.sets.items())


def names_sets(unit: bytes) -> bool:
    """Whether a unit with SEI messages names parameter sets by their numbers.

    Raises UnknownHeaderError.
    """
    return not {BUFFERING, ACTIVE_SETS}.isdisjoint(messages(unit))


def merged(headers: Iterable[Header]) -> bytes:
    """One header with the units of all. Raises UnknownHeaderError.

    What it says of the stream is what holds for all sets (ISO/IEC 14496-15, 8.3.3.1.3): the
    highest tier and level, and the flags that all have.
    """
    found = list(headers)
    sequences = [sps for header in found for sps in header.sequences]
    looks = sequences[0].looks
    tier = max(sps.tier for sps in sequences)
    layers = {sps.layers for sps in sequences}
    nested = min(sps.nested for sps in sequences)
    flags = {
        1: (tier << 5 | looks.profile, 1),
        2: (reduce(and_, (sps.profiles for sps in sequences)), 4),
        6: (reduce(and_, (sps.constraints for sps in sequences)), 6),
        12: (max(sps.level for sps in sequences), 1),
        # No least size of what can be decoded side by side is promised.
        13: (0xF000, 2),
        15: (0xFC, 1),
        16: (0xFC | looks.chroma, 1),
        17: (0xF8 | looks.depth[0] - 8, 1),
        18: (0xF8 | looks.depth[1] - 8, 1),
        19: (0, 2),
        21: ((layers.pop() if len(layers) == 1 else 0) << 3 | nested << 2 | 3, 1),
    }
    return Header(_written(flags), 4, _ordered(found)).to_bytes()


def _written(fields: Mapping[int, tuple[int, int]]) -> bytes:
    made = bytearray(FIXED)
    made[0] = 1
    for place, (value, size) in fields.items():
        made[place : place + size] = value.to_bytes(size, "big")
    return bytes(made)


def _ordered(headers: Iterable[Header]) -> tuple[bytes, ...]:
    """Units of all, each once, kind by kind; no messages that speak of one stream's sets."""
    found = dict.fromkeys(unit for header in headers for unit in header.units)
    units = [unit for unit in found if kind_of(unit) != SEI or not names_sets(unit)]
    made = tuple(unit for kind in IN_HEADER for unit in units if kind_of(unit) == kind)
    if len(made) > MOST_UNITS:
        raise UnknownHeaderError("too many sets")
    return made
