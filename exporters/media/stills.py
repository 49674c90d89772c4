"""Files that hold one picture: told by their first bytes, never by their name."""

from __future__ import annotations

from pathlib import Path

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png_pipe"),
    (b"\xff\xd8\xff", "jpeg_pipe"),
    (b"BM", "bmp_pipe"),
    (b"II*\0", "tiff_pipe"),
    (b"MM\0*", "tiff_pipe"),
)


def still_format(path: Path) -> str | None:
    """ffmpeg's demuxer for the one picture in a file; None if it is no picture.

    The demuxers named ``_pipe`` read the file itself. ffmpeg's own choice (image2) would take
    ``%`` in a name for a series of files. Raises nothing: a file that cannot be read is none.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except (OSError, ValueError):
        return None
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp_pipe"
    return next((name for start, name in _STARTS if head.startswith(start)), None)
