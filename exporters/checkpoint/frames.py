"""The journal's outer layer: a preamble, then frames whose checksums are chained.

docs/export-state.md specifies it byte by byte.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

MAGIC = b"\x89REPRISE"
MAJOR = 1
MINOR = 2
SALT_BYTES = 8
MAX_PAYLOAD = 64 << 20
"""Bytes in a frame's payload at most."""

PREAMBLE = struct.Struct("<8sHH8sI")
FRAME = struct.Struct("<IB")
CHECKSUM = struct.Struct("<I")
OVERHEAD = FRAME.size + CHECKSUM.size

# The checksum that ends one frame and the header of the next, read at once: half the time.
_SEAM = struct.Struct("<IIB")


def preamble(salt: bytes) -> tuple[bytes, int]:
    """The file's first 24 bytes and the checksum that the first frame is chained to."""
    head = PREAMBLE.pack(MAGIC, MAJOR, MINOR, salt, 0)[: -CHECKSUM.size]
    checksum = zlib.crc32(head)
    return head + CHECKSUM.pack(checksum), checksum


def frame(kind: int, payload: bytes, previous: int) -> tuple[bytes, int]:
    """One frame and its checksum, chained to the checksum ``previous`` of the frame before."""
    covered = FRAME.pack(len(payload), kind) + payload
    checksum = zlib.crc32(covered, previous)
    return covered + CHECKSUM.pack(checksum), checksum


def chain(records: Iterable[tuple[int, bytes]], previous: int) -> tuple[bytes, int]:
    """The frames of records (type, payload) one after the other, and the last one's checksum."""
    pieces, checksum = [], previous
    for kind, payload in records:
        piece, checksum = frame(kind, payload, checksum)
        pieces.append(piece)
    return b"".join(pieces), checksum


def new_file(records: Iterable[tuple[int, bytes]]) -> tuple[bytes, int]:
    """The content of a new journal with these records, and its last checksum."""
    start, checksum = preamble(os.urandom(SALT_BYTES))
    content, checksum = chain(records, checksum)
    return start + content, checksum


@dataclass(slots=True)
class Frames:
    """The valid prefix of a journal.

    Attributes:
        kinds: type of each frame.
        seams: offset of the four bytes before each frame (the checksum that it is chained to),
            then of those behind the last: frame ``i`` has its payload from ``seams[i] + 9`` to
            ``seams[i + 1]``.
        damaged: a complete frame, or a frame's length, is wrong; false for a torn tail.
    """

    kinds: list[int]
    seams: list[int]
    damaged: bool

    def end(self, count: int) -> int:
        """Bytes of the file up to and with the first ``count`` frames."""
        return self.seams[count] + CHECKSUM.size


def payload_bounds(found: Frames, index: int) -> slice:
    """Where the payload of a frame stands in the file."""
    return slice(found.seams[index] + _SEAM.size, found.seams[index + 1])


def checksum_before(content: bytes, end: int) -> int:
    """The checksum that stands before offset ``end``: what the next frame is chained to."""
    (checksum,) = CHECKSUM.unpack_from(content, end - CHECKSUM.size)
    return int(checksum)


def version(content: bytes) -> tuple[int, int] | None:
    """Major and minor version of the format; None when the preamble is not a journal's."""
    if len(content) < PREAMBLE.size:
        return None
    magic, major, minor, _, checksum = PREAMBLE.unpack_from(content)
    if magic != MAGIC or zlib.crc32(content[: PREAMBLE.size - CHECKSUM.size]) != checksum:
        return None
    return major, minor


def walk(content: bytes, limits: dict[int, int]) -> Frames:
    """Find the frames of a journal whose preamble is valid, up to the first that is not.

    Args:
        content: the whole file.
        limits: bytes that a payload may have, by type of frame; ``MAX_PAYLOAD`` for others.
    """
    # Padded, so that the seam behind the last frame can be read like every other.
    padded = content + bytes(FRAME.size)
    read_seam, crc32, last = _SEAM.unpack_from, zlib.crc32, len(content) - CHECKSUM.size
    usual, at = min(limits.values()), PREAMBLE.size - CHECKSUM.size
    seams: list[int] = []
    kinds: list[int] = []
    (previous,) = CHECKSUM.unpack_from(content, at)
    while True:
        stored, length, kind = read_seam(padded, at)
        if stored != previous:
            at = seams.pop()
            kinds.pop()
            break
        end = at + 9 + length
        if end > last or (length > usual and length > limits.get(kind, MAX_PAYLOAD)):
            break
        previous = crc32(padded[at + 4 : end], previous)
        seams.append(at)
        kinds.append(kind)
        at = end
    seams.append(at)
    return Frames(kinds, seams, _is_damage(content, at + CHECKSUM.size, limits))


def _is_damage(content: bytes, at: int, limits: dict[int, int]) -> bool:
    """Whether what follows the valid prefix is more than a write that was cut off."""
    tail = content[at:]
    if len(tail) < FRAME.size:
        return False
    # A file system may have extended the file before the power cut, without its content.
    if not tail.strip(b"\0"):
        return False
    length: int
    length, kind = FRAME.unpack_from(tail)
    if length > limits.get(kind, MAX_PAYLOAD):
        return True
    return length + OVERHEAD <= len(tail)
