"""Telling whether a file is still the one that a plan was made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.errors import SourceError

BLOCK = 64 << 10
BLOCKS = 16
DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Identity of a file's content, cheap at any size.

    Args:
        size: bytes.
        mtime_ns: time of the last change in nanoseconds; told to users, not compared, since a
            copy on another machine may have another.
        digest: BLAKE2b (128 bits) over the size and 16 blocks of 64 KiB at even distances, the
            first and the last among them.
    """

    size: int
    mtime_ns: int
    digest: bytes

    def same_content(self, other: Fingerprint) -> bool:
        return (self.size, self.digest) == (other.size, other.digest)

    def to_map(self, path: str) -> dict[str, Any]:
        """For ``Plan.sources``."""
        return {
            "path": path,
            "size": self.size,
            "mtime_ns": self.mtime_ns,
            "digest": self.digest,
        }

    @classmethod
    def from_map(cls, values: Mapping[str, Any]) -> Fingerprint:
        """Raises SourceError if the map is not what ``to_map`` makes."""
        try:
            size, mtime, digest = values["size"], values["mtime_ns"], values["digest"]
        except KeyError:
            raise _damaged() from None
        whole = all(type(value) is int and value >= 0 for value in (size, mtime))
        if not whole or not isinstance(digest, bytes) or len(digest) != DIGEST_BYTES:
            raise _damaged()
        return cls(size, mtime, digest)


def _damaged() -> SourceError:
    return SourceError("The journal's description of the source is damaged.", "Start over.")


def check_unchanged(path: Path, mark: Fingerprint) -> None:
    """Raises SourceError if the file at ``path`` is not the one that a plan was made from."""
    if not mark.same_content(fingerprint(path)):
        raise SourceError(
            f"{shown(path)} has changed since the export was begun: nothing that is finished "
            "fits it any more.",
            "Bring back the file as it was, or start over with --no-resume.",
        )


def fingerprint(path: Path) -> Fingerprint:
    """Fingerprint the file at ``path``. Raises SourceError if it cannot be read."""
    try:
        with path.open("rb", buffering=0) as file:
            status = os.fstat(file.fileno())
            digest = hashlib.blake2b(status.st_size.to_bytes(8, "big"), digest_size=DIGEST_BYTES)
            last = max(0, status.st_size - BLOCK)
            for offset in sorted({last * number // (BLOCKS - 1) for number in range(BLOCKS)}):
                file.seek(offset)
                digest.update(file.read(BLOCK))
    except OSError as error:
        raise SourceError(f"{shown(path)} cannot be read ({error.strerror}).") from error
    return Fingerprint(status.st_size, status.st_mtime_ns, digest.digest())
