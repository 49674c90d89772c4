"""The list of what belongs to a backup or a bundle: a small JSON file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from exporters.checkpoint.digest import DIGEST_BYTES
from exporters.checkpoint.parts import parse_name
from exporters.checkpoint.plain import MAX_TIME
from exporters.checkpoint.snapshot import Snapshot
from exporters.errors import NewerVersion, StateError

VERSION = 1

MAX_BYTES = 128 << 20
"""Bytes that a manifest may have: about a million parts."""

_MAX_SIZE = 1 << 63


@dataclass(frozen=True)
class Manifest:
    """What belongs to a backup or a bundle.

    Attributes:
        created: when it was made, in seconds since 1970.
        journal: digest of the journal in hex (BLAKE2b, 16 bytes); "" without one.
        parts: name and size in bytes of each part; the names hold the digests.
        units_done, units_total: for lists; the total is 0 when the journal cannot be read.
        output: name of the output, without its folder; only to be shown.
        copied: the parts are copies, which share nothing with others.
        version: of this list.
    """

    created: float
    journal: str
    parts: Mapping[str, int] = field(default_factory=dict)
    units_done: int = 0
    units_total: int = 0
    output: str = ""
    copied: bool = False
    version: int = VERSION

    @classmethod
    def of(cls, snapshot: Snapshot, created: float, output: str, copied: bool = False) -> Manifest:
        """The list of a snapshot's files."""
        return cls(
            created=created,
            journal="" if snapshot.journal is None else digest(snapshot.journal),
            parts=dict(snapshot.parts),
            units_done=snapshot.units,
            units_total=snapshot.state.unit_count if snapshot.state else 0,
            output=output,
            copied=copied,
        )

    def to_bytes(self) -> bytes:
        """JSON, ASCII only, so that names that are no text can be held."""
        return json.dumps(asdict(self), indent=1).encode("ascii") + b"\n"

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """Read what ``to_bytes`` makes.

        Raises:
            NewerVersion: a newer version of Reprise made it.
            StateError: it is damaged.
        """
        try:
            fields = json.loads(content)
        except (ValueError, RecursionError):
            raise _damaged() from None
        if not isinstance(fields, dict) or not _is_count(fields.get("version")):
            raise _damaged()
        if fields["version"] > VERSION:
            raise NewerVersion(
                "It was made by a newer version of Reprise.", "Use that version to read it."
            )
        _check(fields)
        names = cls.__dataclass_fields__
        return cls(**{name: fields[name] for name in names})


def digest(content: bytes) -> str:
    """As a journal's digest is written in a manifest."""
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).hexdigest()


def _check(fields: dict[str, Any]) -> None:
    """Raises StateError if a field is not what a manifest has."""
    created: Any = fields.get("created")
    parts = fields.get("parts")
    texts = (fields.get("journal"), fields.get("output"))
    counts = (fields.get("units_done"), fields.get("units_total"))
    if not (
        type(created) in (int, float)
        and 0 <= created < MAX_TIME
        and all(isinstance(text, str) for text in texts)
        and all(_is_count(count) for count in counts)
        and isinstance(fields.get("copied"), bool)
        and isinstance(parts, dict)
        and all(parse_name(name) and _is_count(size) for name, size in parts.items())
    ):
        raise _damaged()


def _damaged() -> StateError:
    return StateError("The list of what belongs to it is damaged.")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value < _MAX_SIZE
