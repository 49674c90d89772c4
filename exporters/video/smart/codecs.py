"""Which codecs are copied, and which media are of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporters.video.smart.fitting import Fitting, PlainFitting
from exporters.video.smart.h264_fitting import H264Fitting
from exporters.video.smart.hevc_fitting import HevcFitting
from exporters.video.smart.reading import Medium
from exporters.video.video_plan import VideoPlan

CODECS: Mapping[str, str] = {
    "libx264": "h264", "libx265": "hevc", "prores_ks": "prores", "dnxhd": "dnxhd", "ffv1": "ffv1",
}  # fmt: skip
"""Encoders whose films can be copied to, and libavcodec's name of what they write."""
PROFILES = {
    "proxy": "Proxy", "lt": "LT", "standard": "Standard", "hq": "HQ", "4444": "4444",
    "4444xq": "XQ", "dnxhr_lb": "DNXHR LB", "dnxhr_sq": "DNXHR SQ", "dnxhr_hq": "DNXHR HQ",
    "dnxhr_hqx": "DNXHR HQX", "dnxhr_444": "DNXHR 444",
}  # fmt: skip
"""How libavcodec calls what a preset of the encoder makes."""


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
    if video.dolby_vision:
        return "it is Dolby Vision, which encoded frames would not be"
    if video.field_order not in ("progressive", "unknown"):
        return "it is interlaced"
    if picture.encoder.name in ("libx264", "libx265", "ffv1"):
        if video.pix_fmt.replace("yuvj", "yuv") != picture.pixel_format:
            return f"its pixel format is {video.pix_fmt}, the film's {picture.pixel_format}"
        return ""
    preset = plan.request.encoder_preset or picture.encoder.preset
    if video.profile != PROFILES[preset]:
        return f"its profile is {video.profile or 'unknown'}, the film's {PROFILES[preset]}"
    return ""


def fitting_for(plan: VideoPlan) -> Fitting[Any]:
    """For the plan's encoder."""
    assert plan.picture is not None
    name = plan.picture.encoder.name
    if name == "libx264":
        return H264Fitting()
    return HevcFitting() if name == "libx265" else PlainFitting(name == "ffv1")
