"""Reading a bundle that may come from anybody: checked throughout before it is used.

Nothing but the names of parts is taken out of it, and those have one form; what is written goes
into the parts folder and the journal. No name in the archive ever becomes a path otherwise.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from exporters.cancel import CancelToken
from exporters.checkpoint.bundle import JOURNAL, MANIFEST, MAX_PARTS, PARTS, OnBytes
from exporters.checkpoint.digest import ContentDigest
from exporters.checkpoint.manifest import MAX_BYTES, Manifest, digest
from exporters.checkpoint.parts import ANY_PLAN, CHUNK, PartsFolder, parse_name, temporary_for
from exporters.checkpoint.reading import MAX_JOURNAL, parse
from exporters.checkpoint.state import JournalState
from exporters.durable import DISK, Storage, reported, shown
from exporters.errors import ExportError, StateError

_END = struct.Struct("<4sHHHHIIH")
_ZIP64_END = struct.Struct("<4sQHHIIQQQQ")
_ZIP64_LOCATOR = struct.Struct("<4sIQI")
_END_MAGIC, _ZIP64_END_MAGIC, _LOCATOR_MAGIC = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_MAX_DIRECTORY = 256 * MAX_PARTS
_PLAIN_FLAGS = (0, 0x800)
"""Neither encrypted nor with sizes behind the content; the second says that names are UTF-8."""

# What zipfile raises on bytes that are not what they should be.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OverflowError,
    LookupError,
)


class Bundle:
    """An open bundle whose list, journal and names are right; a context manager.

    The contents of parts are checked when they are taken out.

    Args:
        path: of the bundle.

    Attributes:
        manifest: its list.
        journal: content of the journal.
        state: what the journal says.

    Raises:
        StateError: it is no bundle, or damaged.
        NewerVersion: a newer version of Reprise made it.
        ExportError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with reported("read", path):
            if not stat.S_ISREG(path.stat().st_mode):
                raise StateError(f"{shown(path)} is not a regular file.")
            self._file = path.open("rb")
        try:
            with reported("read", path), self._understood():
                self._read(self._file)
        except BaseException:
            self._file.close()
            raise

    def _read(self, file: IO[bytes]) -> None:
        size = os.fstat(file.fileno()).st_size
        _check_directory(file, size)
        self._archive = zipfile.ZipFile(file)
        entries = _checked_entries(self._archive.infolist(), size)
        self.manifest = self._manifest(entries)
        self.journal = self._archive.read(entries[JOURNAL])
        self.state = self._journal_state(self.journal)
        self._entries = entries
        self._check_parts()

    def _manifest(self, entries: dict[str, zipfile.ZipInfo]) -> Manifest:
        return Manifest.from_bytes(self._archive.read(entries[MANIFEST]))

    def _journal_state(self, content: bytes) -> JournalState:
        found = parse(content, self.path)
        if found.end != len(content) or digest(content) != self.manifest.journal:
            raise StateError(f"The journal in the bundle {shown(self.path)} is damaged.")
        return found.state

    def _check_parts(self) -> None:
        listed = {PARTS + name: size for name, size in self.manifest.parts.items()}
        there = {
            name: entry.file_size
            for name, entry in self._entries.items()
            if name not in (MANIFEST, JOURNAL)
        }
        if listed != there:
            raise StateError(f"Parts are missing in the bundle {shown(self.path)}.")
        for text in self.manifest.parts:
            name = parse_name(text)
            plan, count = self.state.plan_hash[:16], self.state.unit_count
            if name is None or name.plan != plan or name.index >= count:
                raise StateError(
                    f"The bundle {shown(self.path)} holds a part of another export, {shown(text)}."
                )

    @contextlib.contextmanager
    def _understood(self) -> Iterator[None]:
        """Say of whatever is wrong that it is the bundle."""
        try:
            yield
        except _UNREADABLE as error:
            raise StateError(
                f"{shown(self.path)} is not a bundle of Reprise, or is damaged."
            ) from error
        except StateError as error:
            if shown(self.path) in error.problem:
                raise
            problem = f"The bundle {shown(self.path)} cannot be used. {error.problem}"
            raise type(error)(problem, error.advice) from error

    def extract(
        self,
        name: str,
        target: Path,
        storage: Storage = DISK,
        token: CancelToken | None = None,
    ) -> None:
        """Write a part to a name that does not exist yet, and sync it.

        Raises:
            StateError: the part is not what its name says; ``target`` is removed.
            DiskFull, ExportError: it cannot be written.
        """
        storage.write_new(target, self._chunks(name, token))

    def _chunks(self, text: str, token: CancelToken | None) -> Iterator[bytes]:
        name, found = parse_name(text), ContentDigest()
        assert name is not None
        with reported("read", self.path), self._understood():
            with self._archive.open(self._entries[PARTS + text]) as entry:
                while chunk := entry.read(CHUNK):
                    if token is not None:
                        token.check()
                    found.update(chunk)
                    yield chunk
            if found.digest() != name.digest:
                raise StateError(f"The part {name.index} is damaged.")

    def __enter__(self) -> Bundle:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def unpack(
    bundle: Bundle,
    journal: Path,
    parts: Path,
    content: bytes,
    *,
    storage: Storage = DISK,
    on_bytes: OnBytes = lambda done, total: None,
    token: CancelToken | None = None,
) -> None:
    """Put a bundle's parts and a journal in their places; the caller holds the export's lock.

    The journal comes last. After a crash the same can be done again.

    Args:
        bundle: open.
        journal, parts: where they belong; the folders above them exist.
        content: of the journal: the bundle's, or that with another header.
        on_bytes: called with the bytes that were written, and all.
        token: ends it; what was written is removed, and what was there before stays.

    Raises:
        StateError: another unfinished export is in the way, or a part is damaged.
        DiskFull, ExportError: it cannot be written.
    """
    folder = PartsFolder(parts, ANY_PLAN, storage)
    _refuse_others(bundle, journal, folder)
    there = folder.names()
    made: list[Path] = []
    try:
        folder.prepare()
        done, total = 0, sum(bundle.manifest.parts.values())
        for name, size in bundle.manifest.parts.items():
            temporary, place = temporary_for(folder, name), parts / name
            storage.remove(temporary)
            made.append(temporary)
            bundle.extract(name, temporary, storage, token)
            storage.replace(temporary, place)
            if name in there:
                made.pop()
            else:
                made[-1] = place
            done += size
            on_bytes(done, total)
        storage.sync_folder(parts)
        storage.write_file(journal, content)
    except (Exception, KeyboardInterrupt):
        with contextlib.suppress(ExportError):
            for path in made:
                storage.remove(path)
            storage.remove_folder(parts)
        raise


def _refuse_others(bundle: Bundle, journal: Path, folder: PartsFolder) -> None:
    plan = bundle.state.plan_hash[:16]
    foreign = [name for name in folder.names() if not name.startswith(plan)]
    if not os.path.lexists(journal) and not foreign:
        return
    there = journal if os.path.lexists(journal) else folder.path
    raise StateError(
        f"There is an unfinished export already ({shown(there)}).",
        "Choose another output, or remove that one first: `reprise state clear OUTPUT`.",
    )


def _check_directory(file: IO[bytes], size: int) -> None:
    """Before zipfile reads it: the list of entries stands at the end, and is not too large.

    Raises one of ``_UNREADABLE``.
    """
    length = min(size, _END.size + _ZIP64_LOCATOR.size + _ZIP64_END.size)
    file.seek(size - length)
    tail = file.read(length)
    magic, *_, directory, _, comment = _END.unpack(tail[-_END.size :])
    if magic != _END_MAGIC or comment:
        raise zipfile.BadZipFile("no end")
    locator = tail[: -_END.size]
    if locator[-_ZIP64_LOCATOR.size :][:4] == _LOCATOR_MAGIC:
        fields = _ZIP64_END.unpack(locator[: _ZIP64_END.size])
        if fields[0] != _ZIP64_END_MAGIC:
            raise zipfile.BadZipFile("no end")
        directory = fields[8]
    if directory > min(size, _MAX_DIRECTORY):
        raise zipfile.BadZipFile("too long")


def _checked_entries(found: list[zipfile.ZipInfo], size: int) -> dict[str, zipfile.ZipInfo]:
    """The entries by name. Raises one of ``_UNREADABLE``."""
    entries = {entry.filename: entry for entry in found}
    if len(entries) != len(found) or len(entries) > MAX_PARTS + 2:
        raise zipfile.BadZipFile("entries")
    for name, entry in entries.items():
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if (
            entry.compress_type != zipfile.ZIP_STORED
            or entry.file_size != entry.compress_size
            or entry.flag_bits not in _PLAIN_FLAGS
            or kind not in (0, stat.S_IFREG)
            or not _is_known(name)
        ):
            raise zipfile.BadZipFile("an entry that no bundle has")
    # Entries that overlap could claim more than there is.
    if sum(entry.file_size for entry in found) > size:
        raise zipfile.BadZipFile("sizes")
    if entries[MANIFEST].file_size > MAX_BYTES or entries[JOURNAL].file_size > MAX_JOURNAL:
        raise zipfile.BadZipFile("sizes")
    return entries


def _is_known(name: str) -> bool:
    if name in (MANIFEST, JOURNAL):
        return True
    return name.startswith(PARTS) and parse_name(name.removeprefix(PARTS)) is not None
