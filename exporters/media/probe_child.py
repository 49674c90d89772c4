"""Prints what a media file holds, as a line of JSON. A script: ``probe_child.py PATH [STILL]``."""

from __future__ import annotations

import math
import struct
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
from av.audio.stream import AudioStream
from av.container.input import InputContainer
from av.sidedata.sidedata import Type
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from exporters.media.colour_names import FIELD_ORDERS, PRIMARIES, RANGES, SPACES, TRANSFERS
from exporters.media.opening import GIB, UnreadableError, answer, main, open_source

MEMORY = 4 * GIB
PACKETS_TO_FIRST_FRAME = 500
PICTURE_CODECS = ("mjpeg", "png", "bmp", "gif", "tiff", "webp", "jpegls", "pcx", "targa")
STILL = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails


def describe(container: InputContainer) -> dict[str, Any]:
    video = chosen_video(container)
    audio = [audio_map(s) for s in container.streams.audio if s.codec_context is not None]
    if video is None and not audio:
        raise UnreadableError("holds neither pictures nor sound that can be decoded")
    warnings: list[str] = []
    return {
        "format": container.format.name,
        "duration": pair(seconds(container.duration)),
        "start_time": pair(seconds(container.start_time)),
        "bit_rate": container.bit_rate or 0,
        "metadata": texts(container.metadata),
        "chapters": [chapter_map(chapter) for chapter in container.chapters()],
        "audio": audio,
        "subtitles": len(container.streams.subtitles),
        "subtitle_tracks": [subtitle_map(stream) for stream in container.streams.subtitles],
        "video": None if video is None else video_map(container, video, warnings),
        "warnings": warnings,
    }


def seconds(microseconds: int | None) -> Fraction | None:
    return None if microseconds is None else Fraction(microseconds, av.time_base)


def pair(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def texts(metadata: Any) -> dict[str, str]:
    """NUL is not text, and lone surrogates cannot be stored as UTF-8."""
    return {clean(str(key)): clean(str(value)) for key, value in metadata.items()}


def clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def chapter_map(chapter: Any) -> dict[str, Any]:
    base = chapter["time_base"]
    return {
        "start": pair(chapter["start"] * base),
        "end": pair(chapter["end"] * base),
        "metadata": texts(chapter["metadata"]),
    }


def chosen_video(container: InputContainer) -> VideoStream | None:
    """The first stream of moving pictures, the one marked as default before others.

    Covers are not always marked as such: a codec for single pictures comes last.
    """
    moving = [
        stream
        for stream in container.streams.video
        if not stream.disposition & STILL and stream.codec_context is not None and stream.width > 0
    ]

    def order(stream: VideoStream) -> tuple[bool, bool, int]:
        unmarked = not stream.disposition & Disposition.default
        return stream.codec_context.name in PICTURE_CODECS, unmarked, stream.index

    return min(moving, key=order, default=None)


def common_map(stream: Stream) -> dict[str, Any]:
    duration, base = stream.duration, stream.time_base or Fraction(1)
    return {
        "index": stream.index,
        "codec": stream.codec_context.name,
        "profile": stream.profile or "",
        "time_base": pair(base),
        "duration": None if duration is None else pair(duration * base),
        "bit_rate": getattr(stream.codec_context, "bit_rate", None) or 0,
        "metadata": texts(stream.metadata),
        "disposition": dispositions(stream),
    }


def audio_map(stream: AudioStream) -> dict[str, Any]:
    context, start = stream.codec_context, stream.start_time
    base = stream.time_base or Fraction(1)
    return {
        **common_map(stream),
        "sample_rate": context.sample_rate or 0,
        "channels": context.layout.nb_channels,
        "layout": context.layout.name,
        "sample_format": context.format.name if context.format is not None else "",
        "start_time": None if start is None else pair(start * base),
    }


def subtitle_map(stream: Any) -> dict[str, Any]:
    context = stream.codec_context
    return {
        "index": stream.index,
        "codec": context.codec.canonical_name if context is not None else "",
        "time_base": pair(stream.time_base or Fraction(1, 1000)),
        "metadata": texts(stream.metadata),
        "disposition": dispositions(stream),
    }


def dispositions(stream: Stream) -> list[str]:
    return [f.name for f in Disposition if f & stream.disposition and f.name]


def video_map(
    container: InputContainer, stream: VideoStream, warnings: list[str]
) -> dict[str, Any]:
    context = stream.codec_context
    frame = first_frame(container, stream)
    if frame is None:
        warnings.append("No picture could be decoded at the beginning.")
    depths = [part.bits for part in context.format.components] if context.format else []
    ratio = stream.sample_aspect_ratio
    return {
        **common_map(stream),
        "width": context.width,
        "height": context.height,
        "pix_fmt": context.pix_fmt or "",
        "bit_depth": max(depths, default=0),
        "start": stream.start_time,
        "sample_aspect_ratio": pair(ratio) if ratio else None,
        "field_order": FIELD_ORDERS.get(context.field_order, "unknown"),
        "average_rate": pair(stream.average_rate or Fraction(0)),
        "guessed_rate": pair(stream.guessed_rate or Fraction(0)),
        "frame_count": max(0, stream.frames),
        **colour_map(context, frame),
        **frame_map(frame),
    }


def first_frame(container: InputContainer, stream: VideoStream) -> VideoFrame | None:
    stream.codec_context.thread_count = 1
    try:
        for number, packet in enumerate(container.demux(stream)):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                frames = []
            if frames:
                return frames[0] if isinstance(frames[0], VideoFrame) else None
            if number > PACKETS_TO_FIRST_FRAME:
                return None
    except (av.error.FFmpegError, ValueError):
        pass
    return None


def colour_map(context: Any, frame: VideoFrame | None) -> dict[str, str | None]:
    """What the container says, else what the first picture says."""
    said = (context.color_range, context.color_primaries, context.color_trc, context.colorspace)
    keys = ("color_range", "color_primaries", "color_transfer", "color_space")
    tables = (RANGES, PRIMARIES, TRANSFERS, SPACES)
    names = [table.get(int(value)) for table, value in zip(tables, said, strict=True)]
    if frame is not None:
        shown = (frame.color_range, frame.color_primaries, frame.color_trc, frame.colorspace)
        found = [table.get(int(value)) for table, value in zip(tables, shown, strict=True)]
        names = [name or other for name, other in zip(names, found, strict=True)]
    return dict(zip(keys, names, strict=True))


def frame_map(frame: VideoFrame | None) -> dict[str, Any]:
    sides = {} if frame is None else side_data(frame)
    rotation, flipped = orientation(sides.get(Type.DISPLAYMATRIX, b""))
    return {
        "rotation": rotation,
        "flipped": flipped,
        "mastering_display": mastering(sides.get(Type.MASTERING_DISPLAY_METADATA, b"")),
        "content_light": content_light(sides.get(Type.CONTENT_LIGHT_LEVEL, b"")),
        "dolby_vision": Type.DOVI_METADATA in sides or Type.DOVI_RPU_BUFFER in sides,
    }


def side_data(frame: VideoFrame) -> dict[Type, bytes]:
    try:
        sides: Any = frame.side_data
    except ValueError:  # of a kind that this PyAV has no name for
        return {}
    return {side.type: bytes(side) for side in sides}


def orientation(matrix: bytes) -> tuple[int, bool]:
    """Degrees counter-clockwise and mirroring out of a display matrix (libavutil/display.h)."""
    if len(matrix) < 36:
        return 0, False
    a, b, _, c, d, _, _, _, _ = struct.unpack_from("=9i", matrix)
    across, down = math.hypot(a, c), math.hypot(b, d)
    if across == 0 or down == 0:
        return 0, False
    return round(-math.degrees(math.atan2(b / down, a / across))) % 360, a * d - b * c < 0


def mastering(raw: bytes) -> str | None:
    """In x265's notation: chromaticities in 1/50000, luminances in 1/10000 cd/m²."""
    if len(raw) < 88:
        return None
    numbers = struct.unpack_from("=22i", raw)
    *_, has_primaries, has_luminance = numbers
    if not (has_primaries and has_luminance) or 0 in numbers[1:20:2]:
        return None
    ratios = [Fraction(numbers[i], numbers[i + 1]) for i in range(0, 20, 2)]
    red, green, blue, white = [
        "({},{})".format(*(round(part * 50000) for part in ratios[i : i + 2])) for i in (0, 2, 4, 6)
    ]
    low, high = (round(part * 10000) for part in ratios[8:10])
    return f"G{green}B{blue}R{red}WP{white}L({high},{low})"


def content_light(raw: bytes) -> str | None:
    return "{},{}".format(*struct.unpack_from("=2I", raw)) if len(raw) >= 8 else None


def work() -> None:
    with open_source(*sys.argv[1:3]) as container:
        answer(describe(container))


if __name__ == "__main__":
    main(work, MEMORY)
