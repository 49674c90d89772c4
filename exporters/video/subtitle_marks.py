"""Subtitles of MP4 that are shown only when they are asked for.

ffmpeg's writer switches the first track of subtitles on when none is marked as default
(libavformat/movenc.c, enable_tracks), and players show what is on. The flag is in the track's
header (ISO/IEC 14496-12, 8.3.2: track_enabled).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exporters.video.video_plan import VideoPlan

ENABLED = 1


def switch_off(plan: VideoPlan, path: Path) -> None:
    """Clear the flag of tracks that the plan does not mark as default. Raises OSError."""
    unmarked = ["default" not in track.stream.disposition for track in plan.subtitles]
    if not plan.is_mp4 or not any(unmarked):
        return
    others = len(plan.sound) + (plan.grid is not None)
    with path.open("r+b") as stream:
        tracks = list(_tracks(stream))[others:]
        for header, off in zip(tracks, unmarked, strict=False):
            # Behind length, type and version.
            stream.seek(header + 11)
            flags = stream.read(1)[0]
            if off and flags & ENABLED:
                stream.seek(header + 11)
                stream.write(bytes([flags & ~ENABLED]))


def _tracks(stream: BinaryIO) -> Iterator[int]:
    """Where the headers of tracks begin."""
    end = stream.seek(0, 2)
    for kind, start, stop in _boxes(stream, 0, end):
        if kind == b"moov":
            for inner, first, last in list(_boxes(stream, start, stop)):
                if inner == b"trak":
                    found = list(_boxes(stream, first, last))
                    yield next(begin - 8 for name, begin, _ in found if name == b"tkhd")


def _boxes(stream: BinaryIO, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, begin and end of the contents of the boxes between two places."""
    while start + 8 <= stop:
        stream.seek(start)
        head = stream.read(16)
        size, kind, begin = int.from_bytes(head[:4], "big"), head[4:8], start + 8
        if size == 1:
            size, begin = int.from_bytes(head[8:16], "big"), start + 16
        size = size or stop - start
        if size < 8:
            return
        yield kind, begin, start + size
        start += size
