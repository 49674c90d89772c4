"""Reading a file of strangers whole, up to a size."""

from __future__ import annotations

from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError


def read_bounded(path: Path, most: int, kind: str = "project file") -> bytes:
    """The bytes of a file.

    Args:
        most: bytes that it may have.
        kind: what no larger one is, in the sentence about it.

    Raises SourceError if it cannot be read, or is larger.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is impossible"
        raise SourceError(f"{shown(path)} cannot be read ({reason}).") from error
    if len(content) > most:
        raise SourceError(f"{shown(path)} is larger than any {kind}.")
    return content
