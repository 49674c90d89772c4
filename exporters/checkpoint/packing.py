"""Values of a task as a journal holds them; what cannot be held is told."""

from __future__ import annotations

from typing import Any

from exporters.checkpoint import records
from exporters.errors import StateError


def packed(value: Any, kind: int) -> bytes:
    """A plain value in msgpack; for the arguments and errors see ``packed_and_read``."""
    return packed_and_read(value, kind)[0]


def packed_and_read(value: Any, kind: int) -> tuple[bytes, Any]:
    """A plain value in msgpack, and as it will be read again: a copy, with lists for tuples.

    Args:
        value: None, bool, int, float, str, bytes, or lists, tuples and maps (with text keys).
        kind: of the record that it is for, whose limit holds.

    Raises:
        StateError: it is of another type, or too large.
    """
    try:
        content = records.pack(records.checked(value), kind)
        return content, records.unpack(content)
    except records.UNREADABLE as error:
        # A list that is longer than a reader takes, for one.
        raise StateError(f"This cannot be saved in a journal: {error}.") from error
