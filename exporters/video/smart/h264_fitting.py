"""H.264: parameter sets of all media and of the encoder in one header."""

from __future__ import annotations

from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.fitting import Arguments, UnfitError
from exporters.video.smart.h264 import (
    Header,
    Sps,
    agree,
    free_number,
    merged,
    parse_header,
    x264_options,
)
from exporters.video.smart.reading import Medium, Scan
from exporters.video.smart.trial import Part


class H264Fitting:
    """A ``Fitting``: x264 takes the number of its sets as an option."""

    has_header = True
    has_cost = True

    def __init__(self) -> None:
        self.copied: dict[int, bytes | None] = {}
        self.shifts: dict[int, int] = {}
        self._headers: dict[int, Header] = {}
        self._reordered: dict[int, int] = {}

    def add(self, number: int, medium: Medium, scan: Scan) -> None:
        header = scan.header
        try:
            found = parse_header(header)
            looks = {sps.looks for sps in found.parsed()}
            if len(looks) != 1:
                raise UnfitError("its pictures are not all of one kind")
            for other in self._headers.values():
                if other.parsed()[0].looks not in looks:
                    raise UnfitError("its pictures are of another kind than those of other media")
                if not agree(found, other):
                    raise UnfitError("its parameter sets have the numbers of those of other media")
        except UnknownHeaderError:
            raise UnfitError("its H.264 is of a kind that is not copied") from None
        # Copied packets have lengths of four bytes.
        self.copied[number] = header[:4] + bytes((header[4] | 3,)) + header[5:]
        self._headers[number] = found
        self._reordered[number] = scan.gops.reordered()

    def only(self, kept: set[int]) -> H264Fitting:
        made = H264Fitting()
        made.copied = {number: self.copied[number] for number in kept}
        made._headers = {number: self._headers[number] for number in kept}
        made._reordered = {number: self._reordered[number] for number in kept}
        return made

    def arguments(self, before: Arguments) -> Arguments:
        try:
            number = free_number(self._headers.values())
            reordered, chosen = min(self._reordered.values()), "profile:v" in dict(before)
            options, listed = x264_options(self._lowest(), number, reordered, chosen)
        except UnknownHeaderError:
            raise UnfitError("x264 has no name for its colours, or no number is free") from None
        merged_options = {**options, **dict(before)}
        kept = merged_options["x264-params"]
        merged_options["x264-params"] = ":".join([kept, *listed])
        return tuple(merged_options.items())

    def _lowest(self) -> Sps:
        """The set with the lowest level, so that encoded pictures do not ask for more."""
        sets = [sps for header in self._headers.values() for sps in header.parsed()]
        return min(sets, key=lambda sps: sps.level)

    def shift(self) -> int:
        return 0

    def check(self, part: Part) -> None:
        try:
            made = parse_header(part.header)
            looks = self._lowest().looks
            if any(sps.looks != looks for sps in made.parsed()):
                raise UnfitError("x264 writes pictures of another kind with these settings")
            if not all(agree(made, header) for header in self._headers.values()):
                raise UnfitError("x264 writes parameter sets under numbers that are taken")
        except UnknownHeaderError:
            raise UnfitError("what x264 writes is not understood") from None

    def header(self, encoded: bytes | None) -> bytes | None:
        try:
            mine = [] if encoded is None else [parse_header(encoded)]
            return merged([*self._headers.values(), *mine])
        except UnknownHeaderError:
            raise UnfitError("there are too many parameter sets") from None
