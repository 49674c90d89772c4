"""Pictures of one colour and bars as PNG: drafts have no generators.

Stored, not compressed, so that the bytes do not depend on the version of zlib (PNG, third edition:
https://www.w3.org/TR/png-3).
"""

from __future__ import annotations

import struct
import zlib

from exporters.timeline.sequence import Generator

MAX_SIDE = 4096
BARS = ("#bfbfbf", "#bfbf00", "#00bfbf", "#00bf00", "#bf00bf", "#bf0000", "#0000bf")
"""Bars of 75 % (SMPTE EG 1)."""
INDEXED = 3


def picture(generator: Generator, width: int, height: int) -> bytes:
    """A generator's picture with the given sides, or sides that have the same ratio."""
    shrink = -(-max(width, height) // MAX_SIDE)
    columns, lines = max(1, width // shrink), max(1, height // shrink)
    if generator.kind == "bars":
        shades = [index * len(BARS) // columns for index in range(columns)] + [0]
        line = bytes((shades[at] << 4) | shades[at + 1] for at in range(0, columns, 2))
        return _png(columns, lines, 4, BARS, line)
    color = "#000000" if generator.kind == "black" else generator.color
    return _png(columns, lines, 1, (color,), bytes((columns + 7) // 8))


def _png(columns: int, lines: int, depth: int, palette: tuple[str, ...], line: bytes) -> bytes:
    colors = b"".join(bytes.fromhex(color[1:7]) for color in palette)
    header = struct.pack(">IIBBBBB", columns, lines, depth, INDEXED, 0, 0, 0)
    pixels = zlib.compress((b"\0" + line) * lines, 0)
    chunks = ((b"IHDR", header), (b"PLTE", colors), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
