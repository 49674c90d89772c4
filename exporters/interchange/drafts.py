"""Projects that are folders: their files are put in place before the main one is published."""

from __future__ import annotations

import os
from pathlib import Path

from exporters.durable import Storage, reported, shown
from exporters.errors import ExportError, UsageError
from exporters.interchange.writing import WriteOptions, Writer
from exporters.timeline.sequence import Sequence

ROOT_INDEX = "root_meta_info.json"
"""The list of all drafts, in the folder above them; JianYing's and CapCut's."""


def put_beside(made: Path, folder: Path, main: str, overwrite: bool, storage: Storage) -> None:
    """Put the files of a project that was written to ``made`` into ``folder``, all but ``main``.

    Raises UsageError for a file with another content that must be kept; ExportError.
    """
    files = sorted(path for path in made.rglob("*") if path.is_file())
    pairs = [(path, folder / path.relative_to(made)) for path in files]
    pairs = [(path, target) for path, target in pairs if target != folder / main]
    wanted = [(target, path.read_bytes()) for path, target in pairs if not _equal(target, path)]
    if not overwrite:
        for target, _ in wanted:
            if os.path.lexists(target):
                raise UsageError(
                    f"{shown(target)} exists and belongs to another project.",
                    "Choose another name, or allow it to be replaced (--overwrite).",
                )
    for target, content in wanted:
        _make_folders(target.parent, folder, storage)
        storage.write_file(target, content)


def enter_in_index(
    writer: Writer, sequence: Sequence, options: WriteOptions, storage: Storage
) -> str:
    """Enter a draft in the list of drafts, where there is one; returns a sentence, or ""."""
    path = options.output.absolute().parent / ROOT_INDEX
    entry = getattr(writer, "root_entry", None)
    updated = getattr(writer, "updated_root", None)
    if entry is None or updated is None or not path.is_file():
        return ""
    try:
        with reported("read", path):
            existing = path.read_bytes()
        new = updated(existing, entry(sequence, options))
        if new != existing:
            storage.write_file(path, new)
    except ExportError as error:
        return str(error)
    return f"The draft was entered in {shown(path)}."


def _equal(target: Path, source: Path) -> bool:
    try:
        return target.is_file() and target.read_bytes() == source.read_bytes()
    except OSError:
        return False


def _make_folders(path: Path, top: Path, storage: Storage) -> None:
    if path == top or path.is_dir():
        return
    _make_folders(path.parent, top, storage)
    storage.make_folder(path)
    storage.sync_folder(path.parent)
