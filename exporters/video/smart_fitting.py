"""Whether copied and encoded pictures go together in one track, codec by codec.

| codec | headers | begins anew at |
| --- | --- | --- |
| H.264 | sets of all sources and of the encoder, under different numbers | IDR pictures |
| FFV1 | the same bytes | key frames |
| ProRes, DNxHR | none that matters: each picture has its own | each picture |
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from exporters.media.source import VideoStream
from exporters.video.smart_gops import Gops
from exporters.video.smart_h264 import (
    Header,
    Sps,
    UnknownHeaderError,
    agree,
    free_number,
    merged,
    parse_header,
    x264_options,
)
from exporters.video.smart_reading import Medium
from exporters.video.smart_trial import Part
from exporters.video.video_plan import VideoPlan

Arguments = tuple[tuple[str, str], ...]

CODECS: Mapping[str, str] = {
    "libx264": "h264", "prores_ks": "prores", "dnxhd": "dnxhd", "ffv1": "ffv1",
}  # fmt: skip
"""Encoders whose films can be copied to, and libavcodec's name of what they write."""
PROFILES = {
    "proxy": "Proxy", "lt": "LT", "standard": "Standard", "hq": "HQ", "4444": "4444",
    "4444xq": "XQ", "dnxhr_lb": "DNXHR LB", "dnxhr_sq": "DNXHR SQ", "dnxhr_hq": "DNXHR HQ",
    "dnxhr_hqx": "DNXHR HQX", "dnxhr_444": "DNXHR 444",
}  # fmt: skip
"""How libavcodec calls what a preset of the encoder makes."""
ALIKE = (
    "codec", "profile", "width", "height", "pix_fmt", "sample_aspect_ratio", "color_range",
    "color_primaries", "color_transfer", "color_space",
)  # fmt: skip
"""What pictures of codecs without a header must have in common."""


class UnfitError(Exception):
    """Why pictures cannot be copied: part of a sentence."""


def misfit(plan: VideoPlan, medium: Medium) -> str:
    """Why pictures of a medium are not what the film is made of; "" if they are."""
    picture, video = plan.picture, medium.video
    assert picture is not None
    if picture.spatial or picture.temporal:
        return "the picture is changed"
    wanted = CODECS[picture.encoder.name]
    if video.codec != wanted:
        return f"it is {video.codec}, the film {wanted}"
    if medium.reading != "seek":
        return "its key frames cannot be reached exactly"
    if (video.width, video.height) != (picture.width, picture.height):
        return f"its size is {video.width}x{video.height}"
    if video.field_order not in ("progressive", "unknown"):
        return "it is interlaced"
    if picture.encoder.name in ("libx264", "ffv1"):
        if video.pix_fmt.replace("yuvj", "yuv") != picture.pixel_format:
            return f"its pixel format is {video.pix_fmt}, the film's {picture.pixel_format}"
        return ""
    preset = plan.request.encoder_preset or picture.encoder.preset
    if video.profile != PROFILES[preset]:
        return f"its profile is {video.profile or 'unknown'}, the film's {PROFILES[preset]}"
    return ""


class Fitting(Protocol):
    """Gathers media until it is known what all parts are like.

    Attributes:
        has_header: whether the codec has headers that parts must share.
        has_cost: whether each new beginning costs bits.
        copied: headers of copied parts, by medium; None if they do not matter.
    """

    has_header: bool
    has_cost: bool
    copied: dict[int, bytes | None]

    def add(self, number: int, medium: Medium, header: bytes, gops: Gops) -> None:
        """Take one more medium. Raises UnfitError if it does not go with those before it."""

    def only(self, kept: set[int]) -> Fitting:
        """Without media of which nothing is copied in the end."""

    def arguments(self, before: Arguments) -> Arguments:
        """Options of the encoder. Raises UnfitError."""

    def check(self, part: Part) -> None:
        """Raises UnfitError if what the encoder makes does not go with what is copied."""

    def header(self, encoded: bytes | None) -> bytes | None:
        """The output's. Raises UnfitError."""


def fitting_for(plan: VideoPlan) -> Fitting:
    """For the plan's encoder."""
    assert plan.picture is not None
    name = plan.picture.encoder.name
    return H264Fitting() if name == "libx264" else PlainFitting(name == "ffv1")


class PlainFitting:
    """Codecs whose parts go together if they are alike."""

    def __init__(self, has_header: bool) -> None:
        self.has_header = has_header
        self.has_cost = has_header
        self.copied: dict[int, bytes | None] = {}
        self._videos: dict[int, VideoStream] = {}

    def add(self, number: int, medium: Medium, header: bytes, gops: Gops) -> None:
        own = header if self.has_header else None
        for other, video in self._videos.items():
            if self.copied[other] != own:
                raise UnfitError("its codec header differs from that of other media")
            _check_alike(video, medium.video)
        self.copied[number] = own
        self._videos[number] = medium.video

    def only(self, kept: set[int]) -> PlainFitting:
        made = PlainFitting(self.has_header)
        made.copied = {number: self.copied[number] for number in kept}
        made._videos = {number: self._videos[number] for number in kept}
        return made

    def arguments(self, before: Arguments) -> Arguments:
        return before

    def check(self, part: Part) -> None:
        for number, video in self._videos.items():
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


class H264Fitting:
    """Parameter sets of all media and of the encoder in one header."""

    has_header = True
    has_cost = True

    def __init__(self) -> None:
        self.copied: dict[int, bytes | None] = {}
        self._headers: dict[int, Header] = {}
        self._reordered: dict[int, int] = {}

    def add(self, number: int, medium: Medium, header: bytes, gops: Gops) -> None:
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
        self._reordered[number] = gops.reordered()

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
