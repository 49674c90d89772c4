"""OTIOZ: a ZIP with ``content.otio`` and, under ``media/``, the files that it names.

The form is that of OTIO's adapter (docs/tutorials/otio-filebundles.md there). Nothing is unpacked
where its name says: what is wanted is asked for by name, and gets a name of ours.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from exporters.durable import DISK, shown, temporary_path
from exporters.errors import SourceError

CONTENT = "content.otio"
MEDIA = "media"
MAX_RATIO = 200
"""Packed sizes to unpacked ones beyond which a file is a trap: films do not shrink at all."""
_DAMAGE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           KeyError, IndexError, OverflowError)  # fmt: skip
_CHUNK = 1 << 20


def read_content(path: Path, most: int) -> bytes:
    """The edit in an archive. Raises SourceError if there is none or it is larger than ``most``."""
    with _opened(path) as archive:
        try:
            entry = archive.getinfo(CONTENT)
        except KeyError:
            raise SourceError(
                f"{shown(path)} holds no {CONTENT}.", "An OTIOZ file is a ZIP that holds one."
            ) from None
        if entry.file_size > most:
            raise SourceError(f"{shown(path)}: {CONTENT} is larger than any project file.")
        with archive.open(entry) as stream:
            content = stream.read(most + 1)
    if len(content) > most:
        raise SourceError(f"{shown(path)}: {CONTENT} is larger than any project file.")
    return content


def media_entries(path: Path) -> dict[str, ZipInfo]:
    """The media in an archive, by the URLs that its edit has for them.

    Raises SourceError if it is no archive.
    """
    with _opened(path) as archive:
        found: dict[str, ZipInfo] = {}
        for entry in archive.infolist():
            if entry.filename.startswith(f"{MEDIA}/") and not entry.is_dir():
                found.setdefault(entry.filename, entry)
    return found


def entry_name(url: str, entries: dict[str, ZipInfo]) -> str | None:
    """The name in the archive that a URL means; None if there is no such file."""
    for name in (url, unquote(url)):
        # Some write "./media/x.mov".
        plain = str(PurePosixPath(name))
        if plain in entries:
            return plain
    return None


def unpack(path: Path, entry: ZipInfo, folder: Path) -> Path:
    """Put one file of an archive into a folder, which exists, and give its path there.

    A file that is there already, of the right size, is kept: its name carries size and checksum.
    Raises SourceError if the archive is damaged; DiskFull and ExportError.
    """
    target = folder / _safe_name(entry)
    if target.is_file() and target.stat().st_size == entry.file_size:
        return target
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 1 << 16):
        raise SourceError(f"{shown(path)}: {shown(entry.filename)} would unpack to a vast size.")
    temporary = temporary_path(folder, ".part")
    with _opened(path) as archive, archive.open(entry) as stream:
        DISK.write_new(temporary, _pieces(stream, entry.file_size))
    DISK.publish(temporary, target, overwrite=True)
    return target


def _pieces(stream: IO[bytes], size: int) -> Iterator[bytes]:
    left = size
    while piece := stream.read(_CHUNK):
        left -= len(piece)
        if left < 0:
            raise BadZipFile("a file is larger than the archive says")
        yield piece
    if left:
        raise BadZipFile("a file is shorter than the archive says")


def _safe_name(entry: ZipInfo) -> str:
    """A name that cannot lead out of a folder, with the suffix that the medium has."""
    name = PurePosixPath(entry.filename)
    digest = hashlib.blake2b(
        f"{entry.filename}\0{entry.file_size}\0{entry.CRC}".encode("utf-8", "surrogatepass"),
        digest_size=8,
    ).hexdigest()
    suffix = "".join(letter for letter in name.suffix if letter.isalnum())[:12]
    stem = "".join(letter if letter.isalnum() else "_" for letter in name.stem)[:60]
    return f"{stem}-{digest}.{suffix}" if suffix else f"{stem}-{digest}"


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except SourceError:
        raise
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise SourceError(f"{shown(path)} cannot be read ({cause}).") from error
    except _DAMAGE as error:
        raise SourceError(
            f"{shown(path)} is not a whole OTIOZ archive ({error}).", "Export it again."
        ) from error
