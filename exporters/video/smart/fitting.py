"""Whether copied and encoded pictures go together in one track, codec by codec.

| codec | headers | begins anew at |
| --- | --- | --- |
| H.264 | sets of all sources and of the encoder, under different numbers | IDR pictures |
| HEVC | as H.264; numbers are changed so that they differ | IDR and CRA pictures |
| FFV1 | the same bytes | key frames |
| ProRes, DNxHR | none that matters: each picture has its own | each picture |
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import copy
from typing import Generic, Self, TypeVar

from exporters.media.source import VideoStream
from exporters.video.smart.reading import Medium, Scan
from exporters.video.smart.trial import Part

Known = TypeVar("Known")
"""What a codec must know of each medium."""
Arguments = tuple[tuple[str, str], ...]

ALIKE = (
    "codec", "profile", "width", "height", "pix_fmt", "sample_aspect_ratio", "color_range",
    "color_primaries", "color_transfer", "color_space",
)  # fmt: skip
"""What pictures of codecs without a header must have in common."""


class UnfitError(Exception):
    """Why pictures cannot be copied: part of a sentence."""


class Fitting(ABC, Generic[Known]):
    """Gathers media until it is known what all parts are like.

    Attributes:
        has_header: whether the codec has headers that parts must share.
        has_cost: whether each new beginning costs bits.
        copied: headers of copied parts, by medium; None if they do not matter.
        shifts: how much is added to the numbers of parameter sets of media (HEVC).
    """

    has_header = True
    has_cost = True

    def __init__(self) -> None:
        self.copied: dict[int, bytes | None] = {}
        self.shifts: dict[int, int] = {}
        self._media: dict[int, Known] = {}

    @abstractmethod
    def add(self, number: int, medium: Medium, scan: Scan) -> None:
        """Take one more medium. Raises UnfitError if it does not go with those before it."""

    def only(self, kept: set[int]) -> Self:
        """Without media of which nothing is copied in the end."""
        made = copy(self)
        made.copied = {number: self.copied[number] for number in kept}
        made.shifts = {number: by for number, by in self.shifts.items() if number in kept}
        made._media = {number: self._media[number] for number in kept}
        return made

    def arguments(self, before: Arguments) -> Arguments:
        """Options of the encoder. Raises UnfitError."""
        return before

    def shift(self) -> int:
        """How much is added to the numbers of the encoder's parameter sets. Raises UnfitError."""
        return 0

    @abstractmethod
    def check(self, part: Part) -> None:
        """Raises UnfitError if what the encoder makes does not go with what is copied."""

    @abstractmethod
    def header(self, encoded: bytes | None) -> bytes | None:
        """The output's. Raises UnfitError."""


class PlainFitting(Fitting[VideoStream]):
    """Codecs whose parts go together if they are alike."""

    def __init__(self, has_header: bool) -> None:
        super().__init__()
        self.has_header = self.has_cost = has_header

    def add(self, number: int, medium: Medium, scan: Scan) -> None:
        own = scan.header if self.has_header else None
        for other, video in self._media.items():
            if self.copied[other] != own:
                raise UnfitError("its codec header differs from that of other media")
            _check_alike(video, medium.video)
        self.copied[number] = own
        self._media[number] = medium.video

    def check(self, part: Part) -> None:
        for number, video in self._media.items():
            if self.has_header and self.copied[number] != part.header:
                raise UnfitError("the encoder writes another codec header than the source has")
            _check_alike(video, part.video)

    def header(self, encoded: bytes | None) -> bytes | None:
        return next(iter(self.copied.values()), None)


def _check_alike(one: VideoStream, other: VideoStream) -> None:
    for name in ALIKE:
        before, after = getattr(one, name), getattr(other, name)
        if name == "sample_aspect_ratio":
            before, after = before or 1, after or 1
        if (before or None) != (after or None):
            told = name.replace("_", " ").replace("pix fmt", "pixel format")
            raise UnfitError(f"its {told} differs: {before or 'unsaid'} and {after or 'unsaid'}")
