"""How many bytes a container says it has, told from its outermost boxes alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"
RIFF_LARGEST = 0xFFFF_FFFF


def missing_bytes(path: Path) -> int:
    """Bytes that the file's headers promise and that are not there; 0 when nothing is missing.

    Knows MP4 and its family, Matroska and WebM, AVI and WAV; 0 for all others. Raises OSError.
    """
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        head = stream.read(12)
        if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
            return max(0, _mp4_end(stream, size) - size)
        if head.startswith(EBML):
            return max(0, _matroska_end(stream) - size)
        if head[:4] == b"RIFF" and head[8:12] in (b"AVI ", b"WAVE"):
            return max(0, _riff_end(head) - size)
    return 0


def _mp4_end(stream: BinaryIO, size: int) -> int:
    position = 0
    while position + 8 <= size:
        stream.seek(position)
        header = stream.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        if length == 0:  # reaches to the end, whatever that is
            return size
        if length < 8 or not header[4:8].isascii():
            return size  # rubbish after the last box
        position += length
    return position


def _matroska_end(stream: BinaryIO) -> int:
    stream.seek(4)
    length = _ebml_size(stream)
    if length is None:
        return 0
    stream.seek(length, os.SEEK_CUR)
    if stream.read(4) != SEGMENT:
        return 0
    length = _ebml_size(stream)
    return 0 if length is None else stream.tell() + length


def _ebml_size(stream: BinaryIO) -> int | None:
    """The variable-length size at the stream's position; None when it is marked as unknown."""
    first = stream.read(1)
    if not first or first[0] == 0:
        return None
    width = 9 - first[0].bit_length()
    value = int.from_bytes(first + stream.read(width - 1), "big") & ((1 << 7 * width) - 1)
    return None if value == (1 << 7 * width) - 1 else value


def _riff_end(head: bytes) -> int:
    length = int.from_bytes(head[4:8], "little")
    # A recorder that was cut off leaves 0 or the largest number; so do files above 4 GiB.
    return 0 if length in (0, RIFF_LARGEST) or length >= RIFF_LARGEST - 8 else 8 + length
