"""What changes in a work queue from one saved moment to the next."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgpack

from exporters.checkpoint import records
from exporters.checkpoint.frames import MAX_PAYLOAD
from exporters.errors import StateError


@dataclass(slots=True)
class Changes:
    """Values are packed already. Not thread-safe.

    Attributes:
        taken: items that were done.
        added: items, in order.
        keys: that are new.
        counters: present values of those that were counted, by packed name.
        results: in order.
        size: bytes of all this.
    """

    taken: int = 0
    added: list[bytes] = field(default_factory=list)
    keys: list[bytes] = field(default_factory=list)
    counters: dict[bytes, bytes] = field(default_factory=dict)
    results: list[bytes] = field(default_factory=list)
    size: int = 0

    def make_room(self, *values: bytes) -> None:
        """Raises ``StateError`` when these values would be too many, or too large, together."""
        size = self.size + sum(map(len, values))
        longest = max(len(self.added), len(self.keys), len(self.counters), len(self.results))
        if size > MAX_PAYLOAD // 2 or longest >= records.MAX_ITEMS // 2:
            raise StateError(
                "One item of a work queue adds more than can be saved at once "
                f"({MAX_PAYLOAD >> 21} MiB, or {records.MAX_ITEMS // 2:,} items)."
            )
        self.size = size


def payload_of(changes: Iterable[Changes]) -> bytes:
    """The payload of a record that says all these changes, one after the other."""
    taken, added, keys, results = 0, list[bytes](), list[bytes](), list[bytes]()
    counters: dict[bytes, bytes] = {}
    for one in changes:
        taken += one.taken
        added += one.added
        keys += one.keys
        counters.update(one.counters)
        results += one.results
    packer = msgpack.Packer()
    array = packer.pack_array_header
    pieces = [array(6), packer.pack(time.time()), packer.pack(taken)]
    pieces += [array(len(added)), *added, array(len(keys)), *keys]
    pieces.append(packer.pack_map_header(len(counters)))
    for name, value in counters.items():
        pieces += [name, value]
    pieces += [array(len(results)), *results]
    return b"".join(pieces)
