"""Reading a journal: the valid prefix of whatever stands in the file."""

from __future__ import annotations

import bisect
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.checkpoint import frames, records
from exporters.checkpoint.plain import BadRecordError
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.units import COMPACT_BYTES, compact_indexes, compact_time
from exporters.durable import reported, shown
from exporters.errors import ExportError, NewerVersion, StateError

MAX_JOURNAL = 1 << 30
"""Bytes that a journal may have: 20 million finished units; more is another kind of file."""

_LOST = "The unfinished export can still be rebuilt from the finished parts beside it."


@dataclass(slots=True)
class Reading:
    """A journal's state and where its valid part ends.

    Attributes:
        state: after the last valid record.
        end: bytes of the valid prefix.
        checksum: chained checksum of its last frame.
    """

    state: JournalState
    end: int
    checksum: int


def read_journal(path: Path) -> JournalState:
    """The state of an export, as far as its journal is intact.

    Raises:
        StateError: the file is missing, is no journal, or nothing in it is valid.
        NewerVersion: a newer version of Reprise wrote it.
    """
    return read(path).state


def read(path: Path) -> Reading:
    """As ``read_journal``, with what is needed to go on writing."""
    return parse(read_content(path), path)


def parse(content: bytes, path: Path) -> Reading:
    """As ``read``, for the content of a file; ``path`` is for the sentences only."""
    version = frames.version(content)
    if version is None:
        raise StateError(f"{shown(path)} is not a journal of Reprise, or is damaged.", _LOST)
    if version[0] > frames.MAJOR:
        raise NewerVersion(
            f"{shown(path)} was written by a newer version of Reprise (format {version[0]}).",
            "Continue the export with that version.",
        )
    found = frames.walk(content, records.PAYLOAD_LIMITS)
    state = _header(content, found, path)
    count = _apply_all(state, content, found)
    if found.damaged or count < len(found.kinds):
        state.damage = (
            f"{shown(path)} is damaged after its record {count}: what was saved later is lost."
        )
    end = found.end(count)
    return Reading(state, end, frames.checksum_before(content, end))


def records_in(content: bytes) -> list[tuple[int, bytes]]:
    """Type and payload of each record up to the first frame that is damaged.

    Args:
        content: as ``read_content`` gives it, or its valid prefix; its preamble is right.
    """
    found = frames.walk(content, records.PAYLOAD_LIMITS)
    return [
        (kind, content[frames.payload_bounds(found, number)])
        for number, kind in enumerate(found.kinds)
    ]


def apply_record(state: JournalState, kind: int, payload: bytes) -> Any:
    """Carry out a record after the header; returns its fields, None for an unknown type.

    Raises one of ``records.UNREADABLE``.
    """
    # A second header would be a second beginning: never written.
    if kind == records.HEADER:
        raise BadRecordError("a second header")
    if kind not in records.APPLY:
        return None
    row = records.unpack(payload)
    records.apply(state, kind, row)
    return row


def read_content(path: Path) -> bytes:
    """What stands in a journal's file. Raises ``StateError`` if it is missing or no such file."""
    try:
        with reported("read", path):
            status = path.stat()
            # Opening a named pipe would wait for ever, a device could have no end.
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_JOURNAL:
                return path.read_bytes()
    except ExportError as error:
        raise StateError(error.problem, _LOST) from error
    raise StateError(f"{shown(path)} is not a journal of Reprise.", _LOST)


def _header(content: bytes, found: frames.Frames, path: Path) -> JournalState:
    try:
        if found.kinds and found.kinds[0] == records.HEADER:
            fields = records.unpack(content[frames.payload_bounds(found, 0)])
            return records.header_state(fields)
    except records.UNREADABLE:
        pass
    raise StateError(f"{shown(path)} is damaged: its first record cannot be read.", _LOST)


@dataclass(slots=True)
class _CompactUnits:
    """The finished units in compact form: number of the frame, index of the unit, payload."""

    frames: list[int]
    indexes: list[int]
    payloads: list[bytes]

    def add_to(self, state: JournalState, first: int, end: int | None) -> None:
        payloads = self.payloads[first:end]
        if payloads:
            state.finished.add_compact(self.indexes[first:end], payloads)
            state.saved = float(compact_time(payloads[-1]))


def _apply_all(state: JournalState, content: bytes, found: frames.Frames) -> int:
    """Carry out the records after the header; returns how many frames are valid, with it."""
    units = _compact_units(content, found)
    wrong, valid = None, len(found.kinds)
    if units.indexes and max(units.indexes) >= state.unit_count:
        wrong = next(i for i, index in enumerate(units.indexes) if index >= state.unit_count)
        valid = units.frames[wrong]
    done = 0
    for at in sorted(set(range(1, valid)).difference(units.frames)):
        before = bisect.bisect_left(units.frames, at, done)
        units.add_to(state, done, before)
        done = before
        try:
            apply_record(state, found.kinds[at], content[frames.payload_bounds(found, at)])
        except records.UNREADABLE:
            return at
    units.add_to(state, done, wrong)
    return valid


def _compact_units(content: bytes, found: frames.Frames) -> _CompactUnits:
    """The units that need not be decoded one by one: all, where their numbers have 32 bits."""
    seams, whole = found.seams, COMPACT_BYTES + frames.OVERHEAD
    numbers = [
        at
        for at, kind in enumerate(found.kinds)
        if kind == records.UNIT and seams[at + 1] - seams[at] == whole and at
    ]
    payloads = [content[seams[at] + 9 : seams[at + 1]] for at in numbers]
    indexes = compact_indexes(b"".join(payloads))
    if indexes is None:
        return _CompactUnits([], [], [])
    return _CompactUnits(numbers, indexes, payloads)
