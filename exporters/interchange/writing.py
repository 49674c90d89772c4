"""What a writer of project files is, and finding one.

A writer is a module of ``exporters.interchange`` with ``FORMAT``, ``losses`` and ``write``; it is
found by its being there. See docs/adding-a-format.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence as Many
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from exporters import interchange
from exporters.errors import UsageError
from exporters.timeline.sequence import Problem, Sequence


@dataclass(frozen=True, slots=True)
class WriteFormat:
    """What a writer writes.

    Attributes:
        name: short, as in ``--to``: "fcpxml".
        title: as people call it: "Final Cut Pro XML".
        suffixes: of outputs, with the dot; the first one is the usual one.
        versions: that can be chosen, the newest first; () where there are none.
        version: the default one.
        folder: the project is a folder with several files; ``main`` is the one that is written
            last, by which an editor finds the others.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    versions: tuple[str, ...] = ()
    version: str = ""
    folder: bool = False
    main: str = ""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a project is written.

    Attributes:
        version: one of the format's.
        output: where the project will lie in the end; relative paths of media start at its folder.
        editor: the editor it is meant for, with a version or without ("resolve:18.5"); "" for any.
        extra: other things a format may need, as pairs of name and value.
        collected: the media will be gathered beside the project, wherever they lie now.
    """

    version: str
    output: Path
    editor: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    collected: bool = False


class Writer(Protocol):
    """A module of ``exporters.interchange`` that writes one format."""

    FORMAT: WriteFormat

    def losses(self, sequence: Sequence, options: WriteOptions) -> Many[Problem]:
        """What the format, or the editor, will lose or refuse, clip by clip; nothing is written.

        Severity "error" is for what the editor would refuse to open.
        """

    def write(self, sequence: Sequence, path: Path, options: WriteOptions) -> None:
        """Write the project to ``path``, which does not exist: a file, or a folder to be made.

        The same sequence and options give the same bytes, whatever ``path`` and the time are.
        """


@cache
def all_writers() -> tuple[Writer, ...]:
    """Every writer, by name of its module."""
    found = []
    for module in sorted(item.name for item in pkgutil.iter_modules(interchange.__path__)):
        loaded = import_module(f"{interchange.__name__}.{module}")
        if isinstance(getattr(loaded, "FORMAT", None), WriteFormat):
            found.append(cast(Writer, loaded))
    return tuple(found)


def find_writer(output: Path, name: str = "") -> Writer | None:
    """The writer for a format's name, or for an output's suffix; None if there is none.

    Raises UsageError for a name that is not known.
    """
    for writer in all_writers():
        if name == writer.FORMAT.name or (
            not name and output.suffix.lower() in writer.FORMAT.suffixes
        ):
            return writer
    if name:
        known = ", ".join(writer.FORMAT.name for writer in all_writers())
        raise UsageError(f"“{name[:40]}” is not a format that Reprise writes.", f"Known: {known}.")
    return None
