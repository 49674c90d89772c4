"""Copying a medium, or a piece of a large one, so that what was written is what was read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.checkpoint.digest import ContentDigest
from exporters.checkpoint.parts import digest_of
from exporters.durable import Storage, shown
from exporters.errors import ExportError, SourceError, UnitFailed
from exporters.media.fingerprint import Fingerprint
from exporters.plan import UnitContext

BLOCK = 1 << 20
CHUNK = 256 << 20
"""Bytes of a unit: what has to be copied again, at most, after a kill."""


def chunks(size: int, chunk: int = CHUNK) -> list[tuple[int, int]]:
    """Offset and length of the pieces in which a file is copied; one for a file that is empty."""
    starts = range(0, max(1, size), chunk)
    return [(start, min(chunk, size - start)) for start in starts]


def copy_piece(
    source: Path,
    mark: Fingerprint,
    offset: int,
    length: int,
    context: UnitContext,
    storage: Storage,
) -> None:
    """Copy ``length`` bytes of a file to ``context.path``, synced, and read them again.

    Raises:
        SourceError: the source cannot be read.
        UnitFailed: what was written is not what was read.
        ExportError: the source is not the file any more that the plan was made for.
        DiskFull, Cancelled.
    """
    storage.remove(context.path)
    digest = ContentDigest()
    blocks = _read(source, mark, offset, length, context.token)
    storage.write_new(context.path, _noted(blocks, digest, context))
    if digest_of(context.path) != (length, digest.digest()):
        raise UnitFailed(f"The copy of {shown(source)} is not what was read from it.")


def _read(
    source: Path, mark: Fingerprint, offset: int, length: int, token: CancelToken
) -> Iterator[bytes]:
    try:
        with source.open("rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            if before.st_size != mark.size:
                raise changed(source)
            file.seek(offset)
            left = length
            while left:
                token.check()
                block = file.read(min(BLOCK, left))
                if not block:
                    raise SourceError(f"{shown(source)} ended early.", "Check the disk it is on.")
                left -= len(block)
                yield block
            after = os.fstat(file.fileno())
    except OSError as error:
        raise SourceError(f"{shown(source)} cannot be read ({error.strerror}).") from error
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise changed(source)


def _noted(blocks: Iterable[bytes], digest: ContentDigest, context: UnitContext) -> Iterator[bytes]:
    done = 0
    for block in blocks:
        digest.update(block)
        done += len(block)
        context.report(done, done)
        yield block


def changed(source: Path) -> ExportError:
    """The error for a source that is not what it was."""
    return ExportError(
        f"{shown(source)} has changed since the export was begun.",
        "Bring back the file as it was, or start over with --no-resume.",
    )


def joined(parts: Iterable[Path], token: CancelToken) -> Iterator[bytes]:
    """The content of files, one after the other. Raises ExportError, Cancelled."""
    for part in parts:
        try:
            with part.open("rb", buffering=0) as file:
                while block := file.read(BLOCK):
                    token.check()
                    yield block
        except OSError as error:
            raise ExportError(f"Could not read {shown(part)}: {error.strerror}.") from error


def same_content(path: Path, parts: list[Path], token: CancelToken) -> bool:
    """Whether a regular file holds what ``parts`` hold, one after the other."""
    try:
        if path.is_symlink() or not path.is_file():
            return False
        if len(parts) == 1 and path.samefile(parts[0]):
            return True
        if path.stat().st_size != sum(part.stat().st_size for part in parts):
            return False
        return _digest(joined([path], token)) == _digest(joined(parts, token))
    except OSError:
        return False


def _digest(blocks: Iterable[bytes]) -> bytes:
    digest = ContentDigest()
    for block in blocks:
        digest.update(block)
    return digest.digest()
