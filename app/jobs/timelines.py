"""What formats of edits there are, and writing edits as another program's projects at once.

Projects whose media are gathered, too, are exports: see ``app.jobs.projects``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import DISK, refuse_taken, reported, shown, temporary_path
from exporters.errors import ExportError, UsageError
from exporters.interchange.editors import choose, editor_of, options_for
from exporters.interchange.preflight import project_problems
from exporters.interchange.writing import WriteOptions, Writer, all_writers
from exporters.timeline.reading import all_readers
from exporters.timeline.sequence import Problem, Sequence


@dataclass(frozen=True, slots=True)
class Target:
    """A project to be written.

    Attributes:
        losses: what it will not hold; those of the severity "error" are refused by the editor.
    """

    writer: Writer
    options: WriteOptions
    losses: tuple[Problem, ...]

    @property
    def title(self) -> str:
        """ "Final Cut Pro XML 1.10"."""
        return f"{self.writer.FORMAT.title} {self.options.version}".strip()

    @property
    def refused(self) -> bool:
        """Whether the editor would refuse to open it."""
        return any(problem.severity == "error" for problem in self.losses)


def target_of(sequence: Sequence, output: Path, to: str = "", editor: str = "") -> Target:
    """How a sequence is written to ``output``, and what is lost in it; nothing is written.

    Args:
        to: name of a format, with a version or without ("fcpxml:1.11"); "" goes by the suffix.
        editor: that it is meant for, with a version or without; "" for any.

    Raises UsageError for unknown names, and for a project that is more than one file.
    """
    name, _, version = to.partition(":")
    editor_of(editor)
    writer, version = choose(output, name, editor, version)
    if writer.FORMAT.folder:
        raise UsageError(
            f"{writer.FORMAT.title} is a folder with several files.", "`reprise export` writes it."
        )
    options = options_for(writer.FORMAT, version, editor.strip().lower(), output.absolute())
    return Target(writer, options, project_problems(sequence, writer, options))


def refuse_output(edit: Path, output: Path, overwrite: bool) -> None:
    """Raises UsageError for an output that exists, or is the edit itself; ExportError."""
    if not output.absolute().parent.is_dir():
        raise ExportError(f"The folder of {shown(output)} does not exist.", "Make it first.")
    if not overwrite:
        refuse_taken(output)
    elif os.path.lexists(output) and output.is_dir():
        raise UsageError(f"{shown(output)} is a folder.", "Choose another name.")
    elif output.exists() and edit.exists() and output.samefile(edit):
        raise UsageError(f"{shown(output)} is the edit itself.", "Choose another name.")


def write_project(sequence: Sequence, target: Target, overwrite: bool = False) -> None:
    """Write a project: it appears whole or not at all.

    Raises UsageError for an output that exists, unless ``overwrite``; ExportError, DiskFull.
    """
    output = target.options.output
    temporary = temporary_path(output.parent, ".tmp")
    try:
        with reported("write", output):
            target.writer.write(sequence, temporary, target.options)
        DISK.publish(temporary, output, overwrite)
    finally:
        DISK.remove(temporary)


@dataclass(frozen=True, slots=True)
class Known:
    """A format of edits: what it is called, and what can be done with it."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: bool
    written: bool
    versions: tuple[str, ...]


def known_formats() -> list[Known]:
    """All formats, by name; one that is read and written stands once."""
    found: dict[str, Known] = {}
    for reader in all_readers():
        read = reader.FORMAT
        found[read.name] = Known(read.name, read.title, read.suffixes, True, False, ())
    for writer in all_writers():
        written = writer.FORMAT
        before = found.get(written.name)
        suffixes = (*(before.suffixes if before else ()), *written.suffixes)
        title = before.title if before else written.title
        found[written.name] = Known(
            written.name, title, tuple(dict.fromkeys(suffixes)), before is not None, True,
            written.versions,
        )  # fmt: skip
    return [found[name] for name in sorted(found)]
