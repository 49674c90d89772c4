"""Opening a source with PyAV. Only for the child scripts: importing PyAV takes 250 ms."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import av.logging
from av.container.input import InputContainer
from av.video.stream import VideoStream

GIB = 1 << 30
REFUSED = 3
"""Exit code after a sentence about what is wrong with the source."""

SINGLE_FILE_FORMATS = ",".join(
    name
    for names in (
        "mov matroska mpegts mpeg mpegvideo avi flv kux live_flv ogg asf asf_o mxf nut gxf dv rm",
        "ivf obu h264 hevc vvc av1 m4v vc1 vc1test cavsvideo dirac dnxhd h261 h263 mjpeg_2000",
        "yuv4mpegpipe gif apng webp_anim nsv nuv lxf wtv dhav roq smjpeg vividas bink smk swf",
        "wav w64 rf64 flac mp3 aac ac3 eac3 dts dtshd truehd mlp amr amrnb amrwb aiff au caf ape",
        "wv tta tak mpc mpc8 opus shn dsf iff voc sox qcp loas latm mp2 adts spdif alac gsm oma",
    )
    for name in names.split()
)
"""Demuxers that read one file and nothing else. No playlists, picture series or networks."""


class UnreadableError(Exception):
    """A sentence about the source, without its name."""


def limit_memory(bytes_of_addresses: int) -> None:
    """A hostile file may ask for any amount of memory; end this process before it hurts."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # macOS accepts the limit and does not hold it.
        with contextlib.suppress(ValueError, OSError):
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            if hard != resource.RLIM_INFINITY:
                bytes_of_addresses = min(bytes_of_addresses, hard)
            resource.setrlimit(resource.RLIMIT_AS, (bytes_of_addresses, hard))


@contextlib.contextmanager
def open_source(path: str, still: str | None = None) -> Iterator[InputContainer]:
    """The file at ``path``, with all its streams. Raises UnreadableError.

    Args:
        still: the demuxer of the one picture in it; see ``stills.still_format``.
    """
    formats = still or SINGLE_FILE_FORMATS
    options = {"protocol_whitelist": "file", "format_whitelist": formats}
    av.logging.set_level(av.logging.ERROR)
    with contextlib.ExitStack() as stack:
        url = _url(path, stack)
        with av.logging.Capture() as log:
            try:
                container = av.open(
                    url, format=still, container_options=options, metadata_errors="replace"
                )
            except (av.error.FFmpegError, OSError, ValueError) as error:
                told = " ".join(text for _, _, text in log)
                raise UnreadableError(_reason(error, told, _is_mp4(path))) from error
        # A decoder's thread that logs waits for the interpreter's lock, and whoever closes the
        # decoder holds that lock while it waits for the thread.
        av.logging.set_level(None)
        yield stack.enter_context(container)


def _url(path: str, stack: contextlib.ExitStack) -> str:
    try:
        path.encode()
    except UnicodeEncodeError:
        # PyAV takes only names that are UTF-8; the descriptor stands for any name.
        descriptor = os.open(path, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        return f"file:/dev/fd/{descriptor}"
    return f"file:{path}"


def _is_mp4(path: str) -> bool:
    """Whether a file begins with a box of MP4; ffmpeg may also have judged by its name."""
    try:
        with Path(path).open("rb") as stream:
            return stream.read(8)[4:] in (b"ftyp", b"mdat", b"wide", b"free", b"skip", b"moov")
    except OSError:
        return False


def _reason(error: Exception, told: str = "", is_mp4: bool = False) -> str:
    if is_mp4 and "moov atom not found" in told:
        return "is cut off: its table of contents (moov) is missing"
    if "whitelist" in told:
        return "is not of a kind that is opened: one file with pictures or sound in it"
    if isinstance(error, av.error.InvalidDataError):
        return "is not a video or sound file, or its beginning is damaged"
    if isinstance(error, MemoryError):
        return "asks for more memory than any real file needs"
    return f"cannot be opened ({getattr(error, 'strerror', None) or error})"


def video_stream(container: InputContainer, index: int) -> VideoStream:
    """The video stream with that number, all other streams switched off. Raises UnreadableError."""
    for stream in container.streams:
        if stream.index != index:
            stream.discard = av.stream.Discard.all
    chosen = container.streams[index] if 0 <= index < len(container.streams) else None
    if not isinstance(chosen, VideoStream):
        raise UnreadableError(f"has no video stream {index}")
    return chosen


def answer(values: dict[str, Any]) -> None:
    """One line of JSON for the parent."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def main(work: Callable[[], None], memory: int) -> None:
    """Run a child script's work; what goes wrong with the source is told, not traced."""
    limit_memory(memory)
    try:
        work()
    except UnreadableError as error:
        answer({"error": str(error)})
        sys.exit(REFUSED)
    except (av.error.FFmpegError, MemoryError, OSError) as error:
        answer({"error": _reason(error)})
        sys.exit(REFUSED)
