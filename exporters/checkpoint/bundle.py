"""A bundle: an unfinished export in one file, to go on with it elsewhere.

It is a ZIP archive without compression: the journal, the parts, and a list of both with digests.
``exporters.checkpoint.bundle_reading`` reads it, and believes nothing in it.
"""

from __future__ import annotations

import contextlib
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from exporters.cancel import CancelToken
from exporters.checkpoint.digest import ContentDigest
from exporters.checkpoint.manifest import Manifest
from exporters.checkpoint.parts import CHUNK, parse_name
from exporters.checkpoint.reading import parse
from exporters.checkpoint.snapshot import Snapshot, look, something
from exporters.durable import (
    DISK,
    Storage,
    open_regular,
    refuse_taken,
    reported,
    shown,
    temporary_path,
)
from exporters.errors import ExportError, StateError

BUNDLE_SUFFIX = ".reprise-bundle"
MANIFEST, JOURNAL, PARTS = "manifest.json", "journal", "parts/"

MAX_PARTS = 1_000_000
"""Parts in a bundle at most; more is an attack, or a film of two months."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16

OnBytes = Callable[[int, int], None]
"""Called with the bytes that were read or written so far, and all."""


def write_bundle(
    output: Path,
    journal: Path,
    parts: Path,
    target: Path,
    *,
    overwrite: bool = False,
    storage: Storage = DISK,
    on_bytes: OnBytes = lambda done, total: None,
    token: CancelToken | None = None,
) -> Manifest:
    """Put journal and parts into one file, which appears whole. Needs no lock.

    Args:
        output: of the export; only its name is used.
        journal, parts: of the export.
        target: the bundle.
        overwrite: replace what ``target`` is.
        on_bytes: see ``OnBytes``.
        token: ends it; nothing of it is left then.

    Raises:
        UsageError: ``target`` exists.
        StateError: there is nothing to carry, its journal cannot be read, or a part is damaged.
        DiskFull, ExportError: it cannot be written.
    """
    snapshot = something(look(journal, parts), str(output))
    if snapshot.state is None or snapshot.journal is None:
        raise StateError(
            f"{snapshot.problem or f'The journal {shown(journal)} is lost.'} Without it the "
            "export cannot go on elsewhere.",
            "Go on with it here for a moment: the journal is made anew from the parts.",
        )
    if len(snapshot.parts) > MAX_PARTS:
        raise StateError(f"A bundle can hold {MAX_PARTS} parts at most.")
    # Not what stands behind the valid part of the journal.
    valid = snapshot.journal[: parse(snapshot.journal, journal).end]
    snapshot = Snapshot(valid, snapshot.state, snapshot.parts)
    manifest = Manifest.of(snapshot, time.time(), output.name)
    # Found out when it is published, too; but then all of it was written in vain.
    if not overwrite:
        refuse_taken(target)
    temporary = temporary_path(target.parent, ".bundle")
    try:
        with reported("write", temporary):
            _write(temporary, valid, manifest, parts, on_bytes, token)
        storage.publish(temporary, target, overwrite)
    except BaseException as error:
        if isinstance(error, (Exception, KeyboardInterrupt)):
            with contextlib.suppress(ExportError):
                storage.remove(temporary)
        raise
    return manifest


def _write(
    path: Path,
    journal: bytes,
    manifest: Manifest,
    parts: Path,
    on_bytes: OnBytes,
    token: CancelToken | None,
) -> None:
    done, total = 0, sum(manifest.parts.values())
    with (
        path.open("xb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive,
    ):
        archive.writestr(_entry(MANIFEST), manifest.to_bytes())
        archive.writestr(_entry(JOURNAL), journal)
        for name, size in manifest.parts.items():
            with archive.open(_entry(PARTS + name, size), "w") as entry:
                for chunk in _chunks(parts / name, name, size, token):
                    entry.write(chunk)
                    done += len(chunk)
                    on_bytes(done, total)


def _entry(name: str, size: int = 0) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.external_attr = _MODE
    entry.file_size = size
    return entry


def _opened(part: Path) -> IO[bytes]:
    try:
        return open_regular(part)
    except FileNotFoundError:
        raise StateError(
            f"The part {shown(part)} has vanished: the export was completed or begun anew.",
            "Try again.",
        ) from None


def _chunks(path: Path, text: str, size: int, token: CancelToken | None) -> Iterator[bytes]:
    """The content of a part. Raises ``StateError`` if it is not what the name says."""
    name, digest, left = parse_name(text), ContentDigest(), size
    assert name is not None
    with reported("read", path), _opened(path) as file:
        while chunk := file.read(CHUNK):
            if token is not None:
                token.check()
            digest.update(chunk)
            left -= len(chunk)
            yield chunk
    if left or digest.digest() != name.digest:
        raise StateError(
            f"The part {shown(path)} is damaged.",
            "`reprise state verify --repair` marks it, and the export makes it anew.",
        )
