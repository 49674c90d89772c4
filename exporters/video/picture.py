"""What is done to the picture of a segment: size, pixel format, filters, encoder arguments."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from exporters.media.source import VideoStream
from exporters.video.encoders import VideoEncoder, choose_pixel_format
from exporters.video.request import VideoRequest
from exporters.video.scaling import Scale, even_size

Filter = tuple[str, tuple[tuple[str, str], ...]]
"""A filter's name and its options."""

DEINTERLACE: Filter = ("bwdif", (("mode", "send_frame"), ("parity", "auto"), ("deint", "all")))
DEINTERLACE_REACH = 2
DENOISE: Filter = ("atadenoise", (("s", "9"),))
"""Averages over 9 frames and no more. A recursive filter (hqdn3d) would need the whole film before
a segment to give the same picture."""
DENOISE_REACH = 4

LIMITED_ONLY = ("prores_ks", "dnxhd")
"""Editors take the values of these for limited range, whatever a tag says."""
PLAIN_OPTIONS = frozenset(("tune", "profile", "level"))
"""Options that ffmpeg's wrappers of x264 and x265 take themselves, outside the encoder's list."""


@dataclass(frozen=True)
class Picture:
    """How segments are filtered and encoded.

    Attributes:
        encoder: from the table.
        colour_range: "pc" when values use the whole range, 0 to 255 with 8 bits; "tv" when they
            do not; "" when it is not said.
        width, height, pixel_format: of the output, as stored.
        temporal: filters that look at neighbouring frames; applied first.
        run_up: how many frames before and after a segment they need.
        spatial: filters that look at one frame.
        arguments: options of the encoder, in order.
    """

    encoder: VideoEncoder
    colour_range: str
    width: int
    height: int
    pixel_format: str
    temporal: tuple[Filter, ...]
    run_up: int
    spatial: tuple[Filter, ...]
    arguments: tuple[tuple[str, str], ...]

    @property
    def filters(self) -> list[list[object]]:
        """All filters as plain values, for the plan's hash."""
        both = (*self.temporal, *self.spatial)
        return [[name, [list(option) for option in options]] for name, options in both]


def make_picture(request: VideoRequest, stream: VideoStream) -> Picture:
    """Decide what is done to the pictures of ``stream``."""
    encoder = request.video
    assert encoder is not None
    preset = request.encoder_preset or encoder.preset
    pixel_format = request.pixel_format or choose_pixel_format(encoder, stream.pix_fmt, preset)
    colour_range = _colour_range(encoder, stream, pixel_format)
    pixel_format = pixel_format.replace("yuvj", "yuv")
    temporal: list[Filter] = []
    reach = 0
    if request.deinterlace:
        temporal.append(DEINTERLACE)
        reach += DEINTERLACE_REACH
    if request.denoise:
        temporal.append(DENOISE)
        reach += DENOISE_REACH
    width, height, spatial = _size(request, stream, encoder, pixel_format)
    return Picture(
        encoder=encoder,
        width=width,
        height=height,
        pixel_format=pixel_format,
        temporal=tuple(temporal),
        run_up=reach,
        spatial=spatial,
        colour_range=colour_range,
        arguments=_arguments(request, encoder, preset, pixel_format, colour_range),
    )


def _colour_range(encoder: VideoEncoder, stream: VideoStream, pixel_format: str) -> str:
    if encoder.name in LIMITED_ONLY:
        return "tv"
    # "yuvj" is an old spelling of full range, which is a property of its own.
    if pixel_format.startswith("yuvj") or stream.pix_fmt.startswith("yuvj"):
        return "pc"
    # RGB always uses the whole range; what is made of it does not.
    if any(name in stream.pix_fmt for name in ("rgb", "bgr", "gbr")):
        return ""
    return stream.color_range or ""


def _size(
    request: VideoRequest, stream: VideoStream, encoder: VideoEncoder, pixel_format: str
) -> tuple[int, int, tuple[Filter, ...]]:
    width, height = stream.width, stream.height
    subsampled = any(mark in pixel_format for mark in ("420", "422", "410", "411"))
    even = encoder.even_size and subsampled
    if request.scale:
        aspect = stream.sample_aspect_ratio or Fraction(1)
        scale = Scale.parse(request.scale)
        width, height = scale.fit(width, height, aspect, stream.rotation, even)
        if (width, height) != (stream.width, stream.height):
            box = (("w", str(width)), ("h", str(height)), ("flags", "bicubic"))
            return width, height, (("scale", box),)
    if even and (width % 2 or height % 2):
        width, height = even_size(width, height)
        options = (("w", str(width)), ("h", str(height)), ("x", "0"), ("y", "0"))
        return width, height, (("crop", options),)
    return width, height, ()


def _arguments(
    request: VideoRequest, encoder: VideoEncoder, preset: str, pixel_format: str, colour_range: str
) -> tuple[tuple[str, str], ...]:
    options = {"c:v": encoder.name, "threads": str(encoder.threads), "pix_fmt": pixel_format}
    if colour_range and pixel_format.startswith("yuv"):
        options["color_range"] = colour_range
    options["g"] = str(encoder.keyframe_interval)
    if preset:
        options[encoder.preset_option] = preset
    if encoder.crf is not None:
        crf = encoder.crf[0] if request.crf is None else request.crf
        options["crf"] = f"{crf:g}"
    options |= encoder.arguments
    listed = [encoder.params[1]] if encoder.params else []
    for key, value in sorted(request.video_options.items()):
        if encoder.params and (key not in PLAIN_OPTIONS or encoder.name == "libsvtav1"):
            listed.append(f"{key}={value}")
        else:
            options[f"{key}:v"] = value
    if encoder.params:
        options[encoder.params[0]] = ":".join(listed)
    return tuple(options.items())
