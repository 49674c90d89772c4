"""Reading an edit out of any project file: the one way in.

A reader is a module of ``exporters.timeline.readers`` with ``FORMAT`` and ``read``; it is found by
its being there. See docs/adding-a-format.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline import readers
from exporters.timeline.checking import checked
from exporters.timeline.film_names import is_film_name
from exporters.timeline.sequence import Edit

HEAD_BYTES = 4096
MAX_BYTES = 512 << 20
"""No project file that a person made is larger."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a file may leave open.

    Attributes:
        rate: frames a second, for formats that do not say it (EDL, lists of cuts).
        size: width and height, likewise.
        encoding: of texts; "" finds it out.
        sequence: name of the sequence, where a project holds several; "" takes the first.
    """

    rate: Fraction | None = None
    size: tuple[int, int] | None = None
    encoding: str = ""
    sequence: str = ""


@dataclass(frozen=True, slots=True)
class ReadFormat:
    """What a reader reads.

    Attributes:
        name: short, as in ``--from``: "fcpxml".
        title: as people call it: "Final Cut Pro XML".
        suffixes: with the dot, in small letters; folders have them too ("" for a plain folder).
        recognises: whether a path with one of the suffixes is of the format, given its first
            ``HEAD_BYTES`` bytes (b"" for a folder); needed where several formats share a suffix.
        max_bytes: a larger file is refused; more for formats that hold media, too.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Path, bytes], bool] = lambda path, head: True
    max_bytes: int = MAX_BYTES


class Reader(Protocol):
    """A module of ``exporters.timeline.readers``."""

    FORMAT: ReadFormat

    def read(self, path: Path, options: ReadOptions) -> Edit:
        """The edit as the file has it; ``checked`` looks it over afterwards.

        Media carry the URLs of the file; nothing but ``path`` (and, for folders, what is in it) is
        opened. Raises SourceError with a whole sentence for whatever is wrong with the file, and
        never anything else.
        """


@cache
def all_readers() -> tuple[Reader, ...]:
    """Every reader, by name of its module."""
    names = sorted(module.name for module in pkgutil.iter_modules(readers.__path__))
    return tuple(cast(Reader, import_module(f"{readers.__name__}.{name}")) for name in names)


def find_reader(path: Path, name: str = "") -> Reader | None:
    """The reader of ``path``; None if no one reads such files. ``name`` is a format's, if given."""
    head = _head(path)
    # A folder may be called "3.5 final": what follows the dot says nothing.
    suffixes = {path.suffix.lower(), *([""] if path.is_dir() else [])}
    for reader in all_readers():
        known = reader.FORMAT
        if name:
            if known.name == name:
                return reader
        elif not suffixes.isdisjoint(known.suffixes) and known.recognises(path, head):
            return reader
    return None


def to_choose_from(names: Iterable[str]) -> tuple[str, ...]:
    """``Edit.sequences`` for a file with sequences of these names: none where one cannot choose."""
    distinct = tuple(dict.fromkeys(name for name in names if name))
    return distinct if len(distinct) > 1 else ()


def is_edit(path: Path) -> bool:
    """Whether ``path`` is a project file that can be read, judging by name and first bytes."""
    return not is_film_name(path) and find_reader(path) is not None


def read_edit(path: Path, options: ReadOptions | None = None, format_name: str = "") -> Edit:
    """Read and check the edit in a file.

    Raises SourceError if it is missing, of no known format, damaged, hostile or empty.
    """
    if not path.exists():
        raise SourceError(f"{shown(path)} does not exist.", "Check the name.")
    reader = find_reader(path, format_name)
    if reader is None:
        raise SourceError(
            f"{shown(path)} is not a project file that Reprise reads.",
            "`reprise timeline formats` lists those it reads.",
        )
    if path.is_file() and path.stat().st_size > reader.FORMAT.max_bytes:
        raise SourceError(f"{shown(path)} is larger than any project file.")
    return checked(reader.read(path, options or ReadOptions()))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""
