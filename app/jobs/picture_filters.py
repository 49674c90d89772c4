"""Filters that bring a decoded frame onto a screen: upright, square pixels, in eight bits."""

from __future__ import annotations

from fractions import Fraction

from app.jobs.source_facts import interlaced, shown_size
from exporters.media.source import VideoStream
from exporters.video.picture import DEINTERLACE, Filter, Picture

TONE_MAP = (
    "zscale=transfer=linear:npl=100",
    "format=gbrpf32le",
    "zscale=primaries=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=transfer=bt709:matrix=bt709:range=tv",
    "format=yuv444p",
)
"""For screens: raw values of high dynamic range would look grey."""

_UPRIGHT = {
    (0, False): "", (90, False): "transpose=cclock", (180, False): "hflip,vflip",
    (270, False): "transpose=clock", (0, True): "vflip", (90, True): "transpose=clock_flip",
    (180, True): "hflip", (270, True): "transpose=cclock_flip",
}  # fmt: skip


def fitted(width: int, height: int, box: tuple[int, int]) -> tuple[int, int]:
    """The largest size of that shape inside a box, never larger than it is, at least 1 by 1."""
    ratio = min(Fraction(box[0], width), Fraction(box[1], height), Fraction(1))
    return max(1, round(width * ratio)), max(1, round(height * ratio))


def still_size(video: VideoStream, box: tuple[int, int]) -> tuple[int, int]:
    """Pixels of a still inside a box, upright and with square pixels."""
    return fitted(*shown_size(video), box)


def source_filters(video: VideoStream) -> list[str]:
    """What makes a single frame of a source presentable: both fields of interlaced ones."""
    return [filter_text(DEINTERLACE)] if interlaced(video) else []


def result_filters(picture: Picture) -> tuple[list[str], list[str]]:
    """What an export does to a frame: filters that look at its neighbours, and the others."""
    spatial = [*map(filter_text, picture.spatial), f"format={picture.pixel_format}"]
    return [filter_text(one) for one in picture.temporal], spatial


def screen_filters(video: VideoStream, size: tuple[int, int], tone_map: bool) -> list[str]:
    """From what was decoded or exported to RGB for the screen.

    Args:
        size: of the still, upright.
        tone_map: bring high dynamic range into that of a screen.
    """
    rotation, width, height = _quarter(video.rotation), *size
    if rotation % 180:
        width, height = height, width
    made = [f"scale={width}:{height}:flags=bicubic"]
    if tone_map and video.hdr:
        made += TONE_MAP
    if turn := _UPRIGHT[rotation, video.flipped]:
        made.append(turn)
    return [*made, "setsar=1", "format=rgb24"]


def filter_text(one: Filter) -> str:
    """A filter as ffmpeg reads it. Values of ours hold nothing that would need escaping."""
    name, options = one
    return f"{name}={':'.join(f'{key}={value}' for key, value in options)}" if options else name


def _quarter(degrees: int) -> int:
    return round(degrees / 90) * 90 % 360
