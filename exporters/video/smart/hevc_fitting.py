"""HEVC: parameter sets of all media and of the encoder in one header, under different numbers.

Most encoders give all sets the number 0. What comes second gets others: in its sets, and in the
header of each of its slices.
"""

from __future__ import annotations

from typing import NamedTuple

from exporters.media.source import VideoStream
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.fitting import Arguments, Fitting, UnfitError
from exporters.video.smart.hevc_header import Header, agree, merged, parse_header
from exporters.video.smart.hevc_sps import Sps
from exporters.video.smart.hevc_units import MOST
from exporters.video.smart.looks import ASPECTS, Looks
from exporters.video.smart.reading import Medium, Scan
from exporters.video.smart.trial import Part

SMALLEST_BLOCKS = (8, 16, 32)
"""Of coding blocks: pictures are stored in whole ones."""


class _Known(NamedTuple):
    """Its header under the numbers that copies of it have, and its range of light."""

    header: Header
    light: tuple[str, str]


class HevcFitting(Fitting[_Known]):
    """x265 always gives its sets the number 0, so that it is changed afterwards."""

    def add(self, number: int, medium: Medium, scan: Scan) -> None:
        light = _light(medium.video)
        try:
            found = parse_header(scan.header)
            looks = found.looks
            if any(known.header.looks != looks for known in self._media.values()):
                raise UnfitError("its pictures are of another kind than those of other media")
            if any(known.light != light for known in self._media.values()):
                raise UnfitError("its range of light is not that of other media")
            shift, moved = self._moved(found)
            if shift and not scan.renumbers:
                raise UnfitError("its parameter sets have the numbers of those of other media")
            self.copied[number] = moved.to_bytes()
        except UnknownHeaderError:
            raise UnfitError("its HEVC is of a kind that is not copied") from None
        self.shifts[number] = shift
        self._media[number] = _Known(moved, light)

    def _moved(self, header: Header) -> tuple[int, Header]:
        """By how much the numbers of a header must be moved at least, and the header under them.

        Raises UnknownHeaderError.
        """
        for shift in range(MOST + 1):
            if shift and max(number for _, number in header.sets) + shift > MOST:
                break
            moved = header.shifted(shift)
            if all(agree(moved, known.header) for known in self._media.values()):
                return shift, moved
        raise UnfitError("there are too many parameter sets")

    def arguments(self, before: Arguments) -> Arguments:
        sequences = [sps for known in self._media.values() for sps in known.header.sequences]
        listed = x265_options(sequences[0], min(sps.reordered for sps in sequences))
        mastering, content = next(iter(self._media.values())).light
        listed += [f"master-display={mastering}"] if mastering else []
        listed += [f"max-cll={content}"] if content else []
        options = dict(before)
        options["x265-params"] = ":".join([options["x265-params"], *listed])
        return tuple(options.items())

    def shift(self) -> int:
        taken = {number for known in self._media.values() for _, number in known.header.sets}
        for number in range(1, MOST + 1):
            if number not in taken:
                return number
        raise UnfitError("there are too many parameter sets")

    def check(self, part: Part) -> None:
        try:
            made = parse_header(part.header)
            if any(made.looks != known.header.looks for known in self._media.values()):
                raise UnfitError("x265 writes pictures of another kind with these settings")
            if not all(agree(made, known.header) for known in self._media.values()):
                raise UnfitError("x265 writes parameter sets under numbers that are taken")
        except UnknownHeaderError:
            raise UnfitError("what x265 writes is not understood") from None
        if any(known.light != _light(part.video) for known in self._media.values()):
            raise UnfitError("x265 writes another range of light than the source has")

    def header(self, encoded: bytes | None) -> bytes | None:
        try:
            mine = [] if encoded is None else [parse_header(encoded)]
            return merged([*(known.header for known in self._media.values()), *mine])
        except UnknownHeaderError:
            raise UnfitError("there are too many parameter sets") from None


def _light(video: VideoStream) -> tuple[str, str]:
    """Mastering display and light level, as x265 spells them; a level of nothing says nothing."""
    content = video.content_light or ""
    return video.mastering_display or "", "" if content == "0,0" else content


def x265_options(sps: Sps, reordered: int) -> list[str]:
    """Entries of x265's own list with which its pictures are like those of a stream.

    Its names are those of its documentation; where it knows a number by a name, it also takes the
    number.

    Args:
        reordered: how many places pictures of the stream are decoded before they are shown.
    """
    looks, shown = sps.looks, sps.looks.shown
    listed = [
        # Where the size of blocks changes, libde265 1.0.11 gives a wrong picture.
        f"ctu={sps.block}",
        f"videoformat={shown.video_format}",
        f"range={'full' if shown.full_range else 'limited'}",
        f"colorprim={shown.colours[0]}",
        f"transfer={shown.colours[1]}",
        f"colormatrix={shown.colours[2]}",
    ]
    if shown.aspect in ASPECTS:
        # Other ones ffmpeg takes from the pictures; a colon would end the entry.
        listed.append(f"sar={ASPECTS.index(shown.aspect)}")
    if looks.chroma == 1:
        listed.append(f"chromaloc={shown.chroma_place[0]}")
    if block := _block(looks):
        listed.append(f"min-cu-size={block}")
    if reordered == 0:
        listed.append("bframes=0")
    elif reordered == 1:
        listed.append("b-pyramid=0")
    return listed


def _block(looks: Looks) -> int:
    """The smallest coding block with which pictures are stored in the same size; 0 if none is."""
    across, down = 2 if looks.chroma in (1, 2) else 1, 2 if looks.chroma == 1 else 1
    shown = (
        looks.size[0] - across * (looks.crop[0] + looks.crop[1]),
        looks.size[1] - down * (looks.crop[2] + looks.crop[3]),
    )
    for block in SMALLEST_BLOCKS:
        if tuple(-(-length // block) * block for length in shown) == looks.size:
            return block
    return 0
