"""H.264: parameter sets of all media and of the encoder in one header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.fitting import Arguments, Fitting, UnfitError
from exporters.video.smart.h264 import (
    Header,
    Sps,
    agree,
    free_number,
    long_lengths,
    merged,
    parse_header,
    x264_options,
)
from exporters.video.smart.reading import Medium, Scan
from exporters.video.smart.trial import Part


class _Known(NamedTuple):
    header: Header
    reordered: int


class H264Fitting(Fitting[_Known]):
    """x264 takes the number of its sets as an option."""

    def add(self, number: int, medium: Medium, scan: Scan) -> None:
        try:
            found = parse_header(scan.header)
            looks = {sps.looks for sps in found.sequences}
            if len(looks) != 1:
                raise UnfitError("its pictures are not all of one kind")
            for other in self._headers():
                if other.sequences[0].looks not in looks:
                    raise UnfitError("its pictures are of another kind than those of other media")
                if not agree(found, other):
                    raise UnfitError("its parameter sets have the numbers of those of other media")
        except UnknownHeaderError:
            raise UnfitError("its H.264 is of a kind that is not copied") from None
        self.copied[number] = long_lengths(scan.header)
        self._media[number] = _Known(found, scan.gops.reordered())

    def arguments(self, before: Arguments) -> Arguments:
        try:
            number = free_number(self._headers())
            reordered = min(known.reordered for known in self._media.values())
            chosen = "profile:v" in dict(before)
            options, listed = x264_options(self._lowest(), number, reordered, chosen)
        except UnknownHeaderError:
            raise UnfitError("x264 has no name for its colours, or no number is free") from None
        merged_options = {**options, **dict(before)}
        kept = merged_options["x264-params"]
        merged_options["x264-params"] = ":".join([kept, *listed])
        return tuple(merged_options.items())

    def _headers(self) -> Iterator[Header]:
        return (known.header for known in self._media.values())

    def _lowest(self) -> Sps:
        """The set with the lowest level, so that encoded pictures do not ask for more."""
        sets = [sps for header in self._headers() for sps in header.sequences]
        return min(sets, key=lambda sps: sps.level)

    def check(self, part: Part) -> None:
        try:
            made = parse_header(part.header)
            looks = self._lowest().looks
            if any(sps.looks != looks for sps in made.sequences):
                raise UnfitError("x264 writes pictures of another kind with these settings")
            if not all(agree(made, header) for header in self._headers()):
                raise UnfitError("x264 writes parameter sets under numbers that are taken")
        except UnknownHeaderError:
            raise UnfitError("what x264 writes is not understood") from None

    def header(self, encoded: bytes | None) -> bytes | None:
        try:
            mine = [] if encoded is None else [parse_header(encoded)]
            return merged([*self._headers(), *mine])
        except UnknownHeaderError:
            raise UnfitError("there are too many parameter sets") from None
