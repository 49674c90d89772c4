"""What each packet of a source is: whether decoding can begin at it, and whether it can be copied.

| mark | a packet |
| --- | --- |
| PLAIN | needs others that were decoded before it |
| CLEAN | begins anew: nothing that is shown after it needs what was decoded before it |
| UNFIT | cannot be copied |
| LEADING | is shown before the CLEAN one that it follows; no picture shown later needs it |
| LOST | as LEADING, and cannot be copied |
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from exporters.video.smart import h264, hevc_header
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.hevc_units import (
    BLA,
    DELIMITER,
    ENDS,
    FILLER,
    RADL,
    RASL,
    SEI,
    SEI_AFTER,
    SETS,
    is_key,
    is_slice,
    kind_of,
    layer_of,
)

PLAIN, CLEAN, UNFIT, LEADING, LOST = range(5)

H264_HARMLESS = frozenset((1, 6, 9, 10, 11, 12))
"""Slices, and units that carry no picture (ITU-T H.264, table 7-1)."""
HEVC_HARMLESS = (DELIMITER, FILLER, SEI, SEI_AFTER)
NO_OUTPUT = 0x40
"""no_output_of_prior_pics_flag in a slice's first byte: what was decoded is not shown any more."""


class Marker(Protocol):
    """Looks at packets in the order of decoding."""

    renumbers: bool

    def mark(self, content: memoryview, pts: int) -> int:
        """The mark of one packet.

        Args:
            pts: when it is shown, in any unit.
        """


def units_of(content: memoryview, size: int) -> Iterator[memoryview]:
    """NAL units of a packet that are preceded by lengths of ``size`` bytes.

    Raises UnknownHeaderError if the lengths make no sense.
    """
    position = 0
    while position < len(content):
        length = int.from_bytes(content[position : position + size], "big")
        start, position = position + size, position + size + length
        if position > len(content) or not length:
            raise UnknownHeaderError("lengths")
        yield content[start:position]


class H264Marker:
    """Args: header: of the stream (avcC)."""

    renumbers = False

    def __init__(self, header: h264.Header) -> None:
        self._size = header.length_size
        self._sets = frozenset((*header.sps, *header.pps))

    def mark(self, content: memoryview, pts: int) -> int:
        found = PLAIN
        try:
            for unit in units_of(content, self._size):
                kind = unit[0] & 0x1F
                if kind == h264.IDR:
                    found = CLEAN
                elif kind in (h264.SPS, h264.PPS):
                    if bytes(unit) not in self._sets:
                        return UNFIT
                elif kind not in H264_HARMLESS:
                    return UNFIT
        except UnknownHeaderError:
            return UNFIT
        return found


class HevcMarker:
    """Args: header: of the stream (hvcC).

    Attributes:
        renumbers: the headers of all slices so far were understood. It is only found out if that
            was asked for.
    """

    def __init__(self, header: hevc_header.Header, renumbers: bool = False) -> None:
        self._size = header.length_size
        self._sets = frozenset(header.sets.values())
        self._renumberer = header.renumberer(0) if renumbers else None
        self.renumbers = renumbers
        self._key = 0
        self._cut_off = self._ended = False

    def mark(self, content: memoryview, pts: int) -> int:
        try:
            units = list(units_of(content, self._size))
            if any(len(unit) < 2 + is_slice(kind_of(unit)) for unit in units):
                return UNFIT
            kinds = {kind_of(unit) for unit in units}
            slices = {kind for kind in kinds if is_slice(kind)}
            others = kinds - slices - {*HEVC_HARMLESS, *SETS, *ENDS}
            if len(slices) != 1 or others or any(map(layer_of, units)):
                return UNFIT
            self._read(units)
            found = self._picture(slices.pop(), units, pts)
        except UnknownHeaderError:
            return UNFIT
        if not kinds.isdisjoint(ENDS):
            # What follows is decoded as if it were a stream of its own.
            self._ended = True
            return UNFIT
        known = all(bytes(unit) in self._sets for unit in units if kind_of(unit) in SETS)
        return found if known else UNFIT

    def _read(self, units: list[memoryview]) -> None:
        """Whether all that would be changed under other numbers is understood."""
        if self._renumberer is None or not self.renumbers:
            return
        try:
            for unit in units:
                if is_slice(kind_of(unit)) and self._renumberer.renumbered(bytes(unit)) != unit:
                    self.renumbers = False
                elif kind_of(unit) == SEI:
                    hevc_header.names_sets(bytes(unit))
        except UnknownHeaderError:
            self.renumbers = False

    def _picture(self, kind: int, units: list[memoryview], pts: int) -> int:
        """By the kind of its slices (ITU-T H.265, table 7-1 and 8.1.3)."""
        if is_key(kind):
            # No decoder shows what needs pictures from before these.
            self._cut_off = kind in BLA or self._ended
            self._key, self._ended = pts, False
            first = next(unit for unit in units if is_slice(kind_of(unit)))
            return PLAIN if first[2] & NO_OUTPUT else CLEAN
        leads = kind in (*RADL, *RASL)
        if leads != (pts < self._key):
            return UNFIT
        if kind in RASL and self._cut_off:
            return LOST
        return LEADING if leads else PLAIN
