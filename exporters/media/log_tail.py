"""The last lines of a child's log, read as it writes them."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

KEPT_LINES = 40
LINE_LENGTH = 500
_BREAK = re.compile(rb"[\r\n]+")

_ADDRESS = re.compile(r" @ 0x[0-9a-f]+")
_CLOSING = re.compile(
    r"conversion failed|nothing was written into output file|terminating thread with return code"
    r"|^exiting|^error opening (in|out)put files?\b|error while filtering|task finished with error"
    r"|last message repeated|error sending frames to consumers|could not open encoder before eof",
    re.IGNORECASE,
)
"""Lines with which ffmpeg ends after it has said what went wrong."""


class LogTail:
    """Keeps ``KEPT_LINES`` lines of at most ``LINE_LENGTH`` characters."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._open = b""

    def add(self, chunk: bytes) -> None:
        *lines, self._open = _BREAK.split(self._open + chunk)
        self._open = self._open[: 4 * LINE_LENGTH]
        self._lines.extend(filter(None, map(_text, lines)))

    def lines(self) -> tuple[str, ...]:
        last = _text(self._open)
        return (*self._lines, last) if last else tuple(self._lines)


def _text(line: bytes) -> str:
    return line[: 4 * LINE_LENGTH].decode("utf-8", "replace").rstrip()[:LINE_LENGTH]


def last_meaningful(lines: tuple[str, ...]) -> str:
    """The last line that says what went wrong; the very last one if none does; "" if empty."""
    telling = (line for line in reversed(lines) if not _CLOSING.search(line))
    return _ADDRESS.sub("", next(telling, "".join(lines[-1:])))


class LineSplitter:
    """Cuts a stream of chunks into lines, in time linear in its length even for long lines."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def add(self, chunk: bytes) -> Iterator[bytes]:
        """The lines that ``chunk`` completes, without their ends."""
        first, *rest = chunk.split(b"\n")
        self._parts.append(first)
        for part in rest:
            yield b"".join(self._parts)
            self._parts = [part]

    def rest(self) -> bytes:
        """What follows the last line's end."""
        return b"".join(self._parts)
