"""The encoders that a plan may hold, with every argument that matters pinned.

Each encoder runs with one thread: the bytes of x265, SVT-AV1 and libaom depend on scheduling or
on the worker count with several (x265 issue 769; hoffresearch/nest issue 139), and one thread an
encoder, parallel across segments, avoids the question. tests/end_to_end/test_determinism.py
holds each entry of this table to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from exporters.errors import UsageError

MP4_FAMILY = ("mp4", "mov", "m4a")


@dataclass(frozen=True)
class VideoEncoder:
    """How one video encoder is driven.

    Attributes:
        name: ffmpeg's name of it.
        part_suffix: container of a segment; MP4 and MOV keep timestamps exactly (Matroska
            rounds them to 1 ms).
        containers: outputs that can hold it.
        pixel_formats: what it takes, best first.
        arguments: pinned output options, in order.
        crf: default quality and its bounds, or None where it has none.
        presets: allowed values of the speed preset; empty if it has none.
        preset: the default one.
        preset_option: the option that carries it.
        keyframe_interval: frames between key frames at most.
        even_size: chroma is subsampled and the encoder refuses odd sizes.
        params: the option that carries the encoder's own KEY=VALUE list, with its pinned part.
        tag: codec tag in MP4 and MOV, where the default one is not what players expect.
        threads: of a segment's encoder. More than one only where slices are made alone, so that the
            bytes are the same with any number; the last segments then use what else is free.
    """

    name: str
    part_suffix: str
    containers: tuple[str, ...]
    pixel_formats: tuple[str, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    crf: tuple[float, float, float] | None = None
    presets: tuple[str, ...] = ()
    preset: str = ""
    preset_option: str = "preset"
    keyframe_interval: int = 250
    even_size: bool = True
    params: tuple[str, str] | None = None
    tag: str = ""
    threads: int = 1


_X26X_PRESETS = (
    "ultrafast", "superfast", "veryfast", "faster", "fast",
    "medium", "slow", "slower", "veryslow", "placebo",
)  # fmt: skip
_420 = ("yuv420p", "yuv420p10le")
_X26X_FORMATS = (
    "yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p",
    "yuv420p10le", "yuv422p10le", "yuv444p10le", "gray", "gray10le",
)  # fmt: skip
_FFV1_FORMATS = (
    "yuv420p", "yuv422p", "yuv444p", "yuv440p", "yuv411p", "yuv410p", "yuvj420p", "yuvj422p",
    "yuvj444p", "yuva420p", "yuva422p", "yuva444p", "yuv420p9le", "yuv422p9le", "yuv444p9le",
    "yuv420p10le", "yuv422p10le", "yuv444p10le", "yuv420p12le", "yuv422p12le", "yuv444p12le",
    "yuv420p16le", "yuv422p16le", "yuv444p16le", "gray", "gray9le", "gray10le", "gray12le",
    "gray16le", "gbrp9le", "gbrp10le", "gbrp12le", "gbrp14le", "gbrp16le", "bgr0", "bgra",
    "rgb48le", "rgba64le",
)  # fmt: skip

VIDEO_ENCODERS: Mapping[str, VideoEncoder] = {
    encoder.name: encoder
    for encoder in (
        VideoEncoder(
            name="libx264",
            part_suffix=".mp4",
            containers=("mp4", "mov", "mkv"),
            pixel_formats=_X26X_FORMATS,
            crf=(23, 0, 51),
            presets=_X26X_PRESETS,
            preset="medium",
            params=("x264-params", "open-gop=0"),
        ),
        VideoEncoder(
            name="libx265",
            part_suffix=".mp4",
            containers=("mp4", "mov", "mkv"),
            pixel_formats=("yuv420p", "yuvj420p", "yuv422p", "yuv444p", "yuv420p10le",
                           "yuv422p10le", "yuv444p10le", "yuv420p12le", "yuv422p12le",
                           "yuv444p12le", "gray", "gray10le"),
            crf=(28, 0, 51),
            presets=_X26X_PRESETS,
            preset="medium",
            params=("x265-params", "pools=none:frame-threads=1:wpp=0:open-gop=0:log-level=1"),
            tag="hvc1",
        ),
        VideoEncoder(
            name="libsvtav1",
            part_suffix=".mp4",
            containers=("mp4", "mkv", "webm"),
            pixel_formats=_420,
            crf=(35, 1, 63),
            presets=tuple(str(n) for n in range(14)),
            preset="8",
            keyframe_interval=240,
            params=("svtav1-params", "lp=1"),
        ),
        VideoEncoder(
            name="libvpx-vp9",
            part_suffix=".mp4",
            containers=("mp4", "mkv", "webm"),
            pixel_formats=("yuv420p", "yuv422p", "yuv440p", "yuv444p", "yuv420p10le",
                           "yuv422p10le", "yuv444p10le", "yuv420p12le", "yuv422p12le",
                           "yuv444p12le"),
            arguments={"b:v": "0", "row-mt": "0", "deadline": "good", "lag-in-frames": "25",
                       "auto-alt-ref": "1"},
            crf=(31, 0, 63),
            presets=tuple(str(n) for n in range(6)),
            preset="1",
            preset_option="cpu-used",
            keyframe_interval=240,
            even_size=False,
        ),
        VideoEncoder(
            name="prores_ks",
            part_suffix=".mov",
            containers=("mov", "mkv"),
            pixel_formats=("yuv422p10le", "yuv444p10le", "yuva444p10le"),
            arguments={"vendor": "apl0"},
            presets=("proxy", "lt", "standard", "hq", "4444", "4444xq"),
            preset="hq",
            preset_option="profile:v",
            keyframe_interval=1,
            even_size=False,
            threads=2,
        ),
        VideoEncoder(
            name="dnxhd",
            part_suffix=".mov",
            containers=("mov",),
            pixel_formats=("yuv422p", "yuv422p10le", "yuv444p10le"),
            presets=("dnxhr_lb", "dnxhr_sq", "dnxhr_hq", "dnxhr_hqx", "dnxhr_444"),
            preset="dnxhr_hq",
            preset_option="profile:v",
            keyframe_interval=1,
            even_size=False,
        ),
        VideoEncoder(
            name="ffv1",
            part_suffix=".mov",
            containers=("mkv",),
            pixel_formats=_FFV1_FORMATS,
            arguments={"level": "3", "slices": "4", "slicecrc": "1"},
            keyframe_interval=12,
            even_size=False,
            threads=2,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class AudioEncoder:
    """How one audio encoder is driven; ``bitrate`` is bits a second and channel, 0 if lossless."""

    name: str
    containers: tuple[str, ...]
    bitrate: int = 0
    arguments: Mapping[str, str] = field(default_factory=dict)
    sample_rates: tuple[int, ...] = ()


AUDIO_ENCODERS: Mapping[str, AudioEncoder] = {
    "aac": AudioEncoder("aac", ("mp4", "mov", "mkv", "m4a", "mka"), bitrate=80_000),
    "libopus": AudioEncoder(
        "libopus",
        ("mp4", "mkv", "webm", "mka"),
        bitrate=64_000,
        sample_rates=(48000, 24000, 16000, 12000, 8000),
    ),
    "flac": AudioEncoder("flac", ("mp4", "mkv", "mka")),
    "pcm_s16le": AudioEncoder("pcm_s16le", ("mov", "mkv", "mka")),
    "pcm_s24le": AudioEncoder("pcm_s24le", ("mov", "mkv", "mka")),
    "copy": AudioEncoder("copy", ("mp4", "mov", "mkv", "webm", "m4a", "mka")),
}
AUDIO_ALIASES = {"opus": "libopus", "pcm": "pcm_s16le"}
VIDEO_ALIASES = {
    "x264": "libx264", "h264": "libx264", "x265": "libx265", "hevc": "libx265", "h265": "libx265",
    "svtav1": "libsvtav1", "av1": "libsvtav1", "vp9": "libvpx-vp9", "prores": "prores_ks",
    "dnxhr": "dnxhd",
}  # fmt: skip

CONTAINERS = ("mp4", "mov", "mkv", "webm", "m4a", "mka")
"""Output containers, by file extension; the last two hold sound only."""

MUXERS = {"mp4": "mp4", "mov": "mov", "mkv": "matroska", "webm": "webm",
          "m4a": "ipod", "mka": "matroska"}  # fmt: skip

DEFAULT_AUDIO = {"mp4": "aac", "mov": "aac", "mkv": "aac", "webm": "libopus",
                 "m4a": "aac", "mka": "libopus"}  # fmt: skip
DEFAULT_VIDEO = {"mp4": "libx264", "mov": "libx264", "mkv": "libx264", "webm": "libvpx-vp9"}

_OPTION_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}")
_OPTION_VALUE = re.compile(r"[A-Za-z0-9_.,:+*/%()|=-]{1,200}")
_PINNED_OPTIONS = frozenset({"threads", "g", "keyint", "row-mt", "lp", "pools", "frame-threads",
                             "wpp", "open-gop", "slices", "flags", "c", "codec", "pix_fmt",
                             "lookahead-threads", "sliced-threads", "force-cfr", "tile-threads",
                             "vframes", "frames", "ss", "t", "to", "r", "s", "f", "map", "vf",
                             "filter", "an", "vn", "y", "i", "nal-hrd", "repeat-headers",
                             "numa-pools", "non-deterministic", "opencl", "bsf",
                             "level-of-parallelism"})  # fmt: skip
_NAMES_A_FILE = re.compile(
    r"(stats|passlog|dump|recon|csv|qpfile|cqm|log(?!-level)|analysis|zonefile|scaling-list|lambda"
    r"|pass|(?<!pro)file|path|report|fgs|input|output|dynamic-hdr|dhdr|dolby|level-prefix|vstats|clbin"
    r"|attach|filter-|^[favs]?pre$)"
)
_GRAIN_TABLES = ("film-grain", "aom-film-grain")
"""Strengths for SVT-AV1, but names of files for x265."""


def video_encoder(name: str) -> VideoEncoder:
    """The table's entry for ffmpeg's name or a common alias. Raises UsageError."""
    found = VIDEO_ENCODERS.get(VIDEO_ALIASES.get(name, name))
    if found is None:
        raise UsageError(
            f"“{name}” is not a video encoder that can be resumed safely.",
            f"Choose one of {', '.join(VIDEO_ENCODERS)}.",
        )
    return found


def audio_encoder(name: str) -> AudioEncoder:
    """The table's entry for ffmpeg's name or a common alias. Raises UsageError."""
    found = AUDIO_ENCODERS.get(AUDIO_ALIASES.get(name, name))
    if found is None:
        raise UsageError(
            f"“{name}” is not an audio encoder that is offered.",
            f"Choose one of {', '.join(AUDIO_ENCODERS)}.",
        )
    return found


def check_option(key: str, value: str) -> None:
    """Refuse an encoder option that would unpin the plan or name a file. Raises UsageError."""
    for part in (key, *re.findall(r"(?:^|:)([^:=]+)=", value)):
        # The encoders themselves take "_" for "-", and "no" before a name.
        plain = part.lower().replace("_", "-")
        names = (part, plain, re.sub(r"^no-?", "", plain))
        if not _PINNED_OPTIONS.isdisjoint(names):
            raise UsageError(
                f"The option “{part}” cannot be set: it is pinned so that the output is the same "
                "after any interruption.",
                "Leave it out.",
            )
        if _NAMES_A_FILE.search(plain) or (plain in _GRAIN_TABLES and not value.isdigit()):
            raise UsageError(f"The option “{part}” cannot be set: it may name a file.")
    if not _OPTION_KEY.fullmatch(key) or not _OPTION_VALUE.fullmatch(value):
        raise UsageError(
            f"“{key}={value}” is not an encoder option.",
            "Write KEY=VALUE with the encoder's own names, for example --set tune=film.",
        )


def choose_pixel_format(encoder: VideoEncoder, source: str, preset: str) -> str:
    """The pixel format to encode in: the source's if the encoder takes it, else the nearest."""
    if encoder.name == "dnxhd":
        return {"dnxhr_hqx": "yuv422p10le", "dnxhr_444": "yuv444p10le"}.get(preset, "yuv422p")
    if encoder.name == "prores_ks":
        return "yuv444p10le" if preset.startswith("4444") else "yuv422p10le"
    if source in encoder.pixel_formats:
        return source
    if encoder.name == "ffv1":
        return _lossless_equivalent(source)
    deep = any(mark in source for mark in ("9", "10", "12", "14", "16", "48", "64"))
    return next(
        (name for name in encoder.pixel_formats if ("10" in name) == deep),
        encoder.pixel_formats[0],
    )


def _lossless_equivalent(source: str) -> str:
    """For formats that FFV1 does not take itself: the one that holds every value of them."""
    same = {
        "nv12": "yuv420p", "nv16": "yuv422p", "uyvy422": "yuv422p", "yuyv422": "yuv422p",
        "rgb24": "bgr0", "bgr24": "bgr0", "gbrp": "bgr0", "rgba": "bgra", "gbrap": "bgra",
        "pal8": "bgra", "argb": "bgra", "abgr": "bgra", "0rgb": "bgr0", "rgb0": "bgr0",
        "monow": "gray", "monob": "gray", "rgb555le": "bgr0", "rgb565le": "bgr0",
        "p010le": "yuv420p10le", "p016le": "yuv420p16le", "yuvj440p": "yuv440p",
        "rgb48be": "rgb48le",
    }  # fmt: skip
    if source not in same:
        raise UsageError(
            f"FFV1 cannot hold the source's pixel format “{source}” without loss.",
            "Choose one with --pix-fmt.",
        )
    return same[source]
