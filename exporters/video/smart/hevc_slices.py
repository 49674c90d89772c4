"""The headers of HEVC's slices (ITU-T H.265, 7.3.6.1), read so that another number can be written.

A slice names its picture parameter set in a number whose length varies, so that what follows in
its header moves by some bits. The slice's data begin at a byte and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporters.video.smart.bits import Bits, MadeBits, UnknownHeaderError
from exporters.video.smart.hevc_sps import (
    MOST_LONG,
    MOST_PICTURES,
    References,
    Slicing,
    short_set,
    skip_scaling,
)
from exporters.video.smart.hevc_units import IDR, is_key

SHORT, MOST_HEADER = 400, 20_000
"""Bytes of a slice that are looked at for its header: at first, and at most."""
BOTH, ONE = 0, 1
"""slice_type: predicted from two lists of pictures, from one. 2 stands for none."""


@dataclass(frozen=True)
class Pps:
    """What the headers of slices depend on, of a picture parameter set (7.3.2.3).

    Attributes:
        number, sequence: its own, and that of its sequence parameter set.
        dependent, output, extra, cabac, weighted, weighted_both, chroma, chroma_lists, override,
            loop, modified, extended: flags, or bits, that slices have if these are set.
        references: of each list of pictures, where a slice says nothing of it.
        entries: slices list points of entry.
        unfiltered: pps_deblocking_filter_disabled_flag.
    """

    number: int
    sequence: int
    dependent: int
    output: int
    extra: int
    cabac: int
    references: tuple[int, ...]
    chroma: int
    weighted: int
    weighted_both: int
    entries: int
    loop: int
    override: int
    unfiltered: int
    modified: int
    extended: int
    chroma_lists: int


def parse_pps(unit: bytes) -> Pps:
    """Raises UnknownHeaderError if it is damaged, or of a kind not dealt with."""
    bits = Bits(unit, 2)
    number, sequence, dependent, output = bits.several("eeuu")
    extra, _, cabac = bits.u(3), bits.u(1), bits.u(1)
    one, other, _, _, skipped = bits.several("eesuu")
    if bits.u(1):
        bits.ue()
    _, _, chroma, weighted, weighted_both, _, tiles, rows = bits.several("ssuuuuuu")
    if tiles:
        _skip_tiles(bits)
    loop = bits.u(1)
    override = unfiltered = 0
    if bits.u(1):
        override, unfiltered = bits.several("uu")
        if not unfiltered:
            bits.several("ss")
    if bits.u(1):
        skip_scaling(bits)
    modified, _, extended = bits.several("ueu")
    return Pps(
        number, sequence, dependent, output, extra, cabac, (one + 1, other + 1), chroma, weighted,
        weighted_both, tiles | rows, loop, override, unfiltered, modified, extended,
        _extension(bits, skipped),
    )  # fmt: skip


def _skip_tiles(bits: Bits) -> None:
    across, down = bits.ue(), bits.ue()
    if across + down > 100:
        raise UnknownHeaderError("too many tiles")
    if not bits.u(1):
        bits.several("e" * (across + down))
    bits.u(1)


def _extension(bits: Bits, skipped: int) -> int:
    """chroma_qp_offset_list_enabled_flag (7.3.2.3.2)."""
    if not bits.u(1):
        return 0
    ranges = bits.u(1)
    if bits.u(7):
        raise UnknownHeaderError("extension")
    if not ranges:
        return 0
    if skipped:
        bits.ue()
    _, lists = bits.several("uu")
    return lists


class SliceRenumberer:
    """Gives slices other numbers of their picture parameter sets.

    Args:
        pictures: sets, by number.
        sequences: what the sequence parameter sets say of slices, by number.
        shift: how much is added to the numbers.
    """

    def __init__(
        self, pictures: Mapping[int, Pps], sequences: Mapping[int, Slicing], shift: int
    ) -> None:
        self._pictures, self._sequences, self._shift = pictures, sequences, shift

    def renumbered(self, unit: bytes) -> bytes:
        """The same slice. Raises UnknownHeaderError if its header is not understood."""
        try:
            return self._renumbered(unit, SHORT)
        except UnknownHeaderError:
            return self._renumbered(unit, MOST_HEADER)

    def _renumbered(self, unit: bytes, length: int) -> bytes:
        bits, made = Bits(unit[:length], 2), MadeBits()
        first = bits.u(1)
        if is_key(unit[0] >> 1):
            bits.u(1)
        made.u(*bits.between(0, bits.place))
        number = bits.ue()
        made.ue(number + self._shift)
        begin = bits.place
        picture = self._pictures.get(number)
        sequence = self._sequences.get(picture.sequence) if picture else None
        if picture is None or sequence is None:
            raise UnknownHeaderError("no such set")
        _Header(bits, unit[0] >> 1, picture, sequence).read(bool(first))
        # byte_alignment(): a bit that is set, and zeros, of which there may be others afterwards.
        aligned = bits.u(1)
        made.u(*bits.between(begin, bits.place))
        if not aligned or bits.u(-bits.place % 8):
            raise UnknownHeaderError("alignment")
        return unit[:2] + made.aligned() + unit[_raw_place(unit, bits.place // 8) :]


def _raw_place(unit: bytes, plain: int) -> int:
    """Where what follows the first ``plain`` bytes after a unit's header begins, among the
    emulation prevention bytes."""
    place = 2
    while True:
        found = unit.find(b"\0\0\3", place)
        if found < 0 or found + 2 - place >= plain:
            return place + plain
        plain -= found + 2 - place
        place = found + 3


@dataclass
class _Header:
    """Reads a slice's header from behind the number of its picture parameter set."""

    bits: Bits
    kind: int
    picture: Pps
    sequence: Slicing
    references: int = 0
    motion: int = 0

    def read(self, first: bool) -> None:
        bits, picture = self.bits, self.picture
        dependent = 0
        if not first:
            dependent = bits.u(1) if picture.dependent else 0
            bits.u((self.sequence.blocks - 1).bit_length())
        if not dependent:
            self._own()
        if picture.entries and (count := bits.ue()):
            length = bits.ue() + 1
            bits.u(count * length)
        if picture.extended:
            bits.u(8 * bits.ue())

    def _own(self) -> None:
        """What a slice says that depends on no other."""
        bits, picture, sequence = self.bits, self.picture, self.sequence
        bits.u(picture.extra)
        kind = bits.ue()
        if picture.output:
            bits.u(1)
        if self.kind not in IDR:
            self._order()
        offsets = 0
        if sequence.offsets:
            offsets = bits.u(1)
            offsets |= bits.u(1) if sequence.chroma else 0
        if kind in (BOTH, ONE):
            self._prediction(kind)
        bits.se()
        if picture.chroma:
            bits.several("ss")
        if picture.chroma_lists:
            bits.u(1)
        self._filters(offsets)

    def _order(self) -> None:
        """Which pictures are kept for reference."""
        bits, sequence = self.bits, self.sequence
        bits.u(sequence.count_bits)
        short = self._short()
        self.references = sum(used for _, used in short)
        if sequence.long_term:
            self.references += sum(self._long())
        self.motion = bits.u(1) if sequence.motion else 0

    def _short(self) -> References:
        bits, known = self.bits, self.sequence.short
        if not bits.u(1):
            return short_set(bits, len(known), len(known), list(known))
        number = bits.u((len(known) - 1).bit_length()) if len(known) > 1 else 0
        if number >= len(known):
            raise UnknownHeaderError("reference")
        return known[number]

    def _long(self) -> Iterator[bool]:
        bits, known = self.bits, self.sequence.long
        listed = bits.ue() if known else 0
        count = listed + bits.ue()
        if count > MOST_LONG:
            raise UnknownHeaderError("too many")
        for place in range(count):
            if place < listed:
                number = bits.u((len(known) - 1).bit_length())
                if number >= len(known):
                    raise UnknownHeaderError("reference")
                yield known[number]
            else:
                bits.u(self.sequence.count_bits)
                yield bool(bits.u(1))
            if bits.u(1):
                bits.ue()

    def _prediction(self, kind: int) -> None:
        bits, picture = self.bits, self.picture
        lists = self._counts(kind)
        if picture.modified and self.references > 1:
            for count in lists:
                if bits.u(1):
                    bits.u(count * (self.references - 1).bit_length())
        if kind == BOTH:
            bits.u(1)
        if picture.cabac:
            bits.u(1)
        if self.motion:
            chosen = 0 if kind == ONE or bits.u(1) else 1
            if lists[chosen] > 1:
                bits.ue()
        if picture.weighted if kind == ONE else picture.weighted_both:
            self._weights(lists)
        bits.ue()

    def _counts(self, kind: int) -> list[int]:
        """How many pictures each list has."""
        counts = self.picture.references[: 2 if kind == BOTH else 1]
        if self.bits.u(1):
            counts = tuple(self.bits.ue() + 1 for _ in counts)
        if max(counts) > MOST_PICTURES:
            raise UnknownHeaderError("too many")
        return list(counts)

    def _weights(self, lists: list[int]) -> None:
        """pred_weight_table (7.3.6.3)."""
        bits, chroma = self.bits, self.sequence.chroma
        bits.ue()
        if chroma:
            bits.se()
        for count in lists:
            luma = bits.several("u" * count)
            coloured = bits.several("u" * count) if chroma else [0] * count
            for one, other in zip(luma, coloured, strict=True):
                bits.several("ss" * one + "ssss" * other)

    def _filters(self, offsets: int) -> None:
        bits, picture = self.bits, self.picture
        unfiltered = picture.unfiltered
        if picture.override and bits.u(1):
            unfiltered = bits.u(1)
            if not unfiltered:
                bits.several("ss")
        if picture.loop and (offsets or not unfiltered):
            bits.u(1)
