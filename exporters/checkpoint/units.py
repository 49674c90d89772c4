"""Finished units, and the compact form in which a journal holds 100,000 of them."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exporters.checkpoint.digest import DIGEST_BYTES


@dataclass(frozen=True, slots=True)
class FinishedUnit:
    """A unit whose result lies in the parts folder.

    Attributes:
        index: position in the plan, from 0.
        size: of the part, in bytes.
        digest: of the part, as ``ContentDigest`` gives it.
        work: amount in the plan's unit of work (frames ...); 0 when known by its part alone.
    """

    index: int
    size: int
    digest: bytes
    work: int = 0


# The compact form is msgpack of fixed width: an array of index, size, digest, work and time,
# each behind its marker byte; the numbers have 32 bits.
_MARKS = {0: 0x95, 1: 0xCE, 6: 0xCE, 11: 0xC4, 12: DIGEST_BYTES, 29: 0xCE, 34: 0xCE}
_COMPACT = struct.Struct(">BBIBIBB16sBIBI")
_FIELDS = struct.Struct(">2xIxI2x16sxIxI")
_INDEX = struct.Struct(">2xI33x")
_OUTLINE = struct.Struct(">2xIxI24xI")
COMPACT_BYTES = _COMPACT.size


def compact(unit: FinishedUnit, time: int) -> bytes | None:
    """The payload of a finished unit; None when a number needs more than 32 bits.

    Args:
        unit: with a digest of 16 bytes.
        time: when it was finished, in seconds since 1970.
    """
    if len(unit.digest) != DIGEST_BYTES:
        return None
    try:
        return _COMPACT.pack(
            0x95, 0xCE, unit.index, 0xCE, unit.size, 0xC4, 16, unit.digest,
            0xCE, unit.work, 0xCE, time,
        )  # fmt: skip
    except struct.error:
        return None


def compact_indexes(joined: bytes) -> list[int] | None:
    """The units' indexes in joined payloads of ``COMPACT_BYTES`` each.

    Returns:
        None when one of them is not in the compact form.
    """
    for offset, mark in _MARKS.items():
        if joined[offset::COMPACT_BYTES].strip(bytes([mark])):
            return None
    return [index for (index,) in _INDEX.iter_unpack(joined)]


def compact_time(payload: bytes) -> int:
    """When a unit was finished, in seconds since 1970."""
    return int.from_bytes(payload[-4:], "big")


class FinishedUnits(Mapping[int, FinishedUnit]):
    """Finished units by index.

    Keeps compact payloads, and makes a ``FinishedUnit`` when one is asked for: to make 100,000 at
    once would take longer than all the rest of loading a journal. May be iterated while another
    thread finishes units.
    """

    __slots__ = ("_held", "_removed")

    def __init__(self) -> None:
        self._held: dict[int, bytes | FinishedUnit] = {}
        self._removed: set[int] = set()

    def __getitem__(self, index: int) -> FinishedUnit:
        held = self._held[index]
        if isinstance(held, bytes):
            index, size, digest, work, _ = _FIELDS.unpack(held)
            return FinishedUnit(index, size, digest, work)
        return held

    def __contains__(self, index: object) -> bool:
        return index in self._held

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._held))

    def __repr__(self) -> str:
        return f"<{len(self)} finished units>"

    @property
    def voided(self) -> set[int]:
        """Indexes of units that were finished, and are to be done again."""
        return self._removed.difference(self._held)

    def outlines(self) -> Iterator[tuple[int, int, int]]:
        """Of each unit the index, the size in bytes, and the time when it was finished.

        The time is in seconds since 1970, and 0 when it is not at hand. Takes a fraction of the
        time that making the units takes.
        """
        held = list(self._held.values())
        yield from _OUTLINE.iter_unpack(b"".join([one for one in held if isinstance(one, bytes)]))
        yield from ((one.index, one.size, 0) for one in held if isinstance(one, FinishedUnit))

    def add(self, unit: FinishedUnit) -> None:
        """Add a unit, or replace the one of the same index."""
        self._held[unit.index] = unit

    def add_compact(self, indexes: list[int], payloads: list[bytes]) -> None:
        """Add units whose payloads are in the compact form."""
        self._held.update(zip(indexes, payloads, strict=True))

    def remove(self, index: int) -> None:
        """Remove a unit; one that is not there is no error."""
        if self._held.pop(index, None) is not None:
            self._removed.add(index)
