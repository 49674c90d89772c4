"""Putting a backup back in its place, in steps of which each leaves an export that can go on."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.checkpoint.backup_files import JOURNAL, PARTS, add_file
from exporters.checkpoint.backups import Backup, Backups
from exporters.checkpoint.manifest import Manifest, digest
from exporters.checkpoint.parts import (
    ANY_PLAN,
    PartsFolder,
    is_intact,
    parse_name,
    temporary_for,
)
from exporters.checkpoint.reading import parse, read_content
from exporters.checkpoint.salvage import set_aside
from exporters.durable import reported, shown
from exporters.errors import NewerVersion, StateError

OnChecked = Callable[[int, int], None]
"""Called with how many parts were read, and how many there are."""


@dataclass
class RestoredBackup:
    """What was put back.

    Attributes:
        backup: that was restored.
        before: backup of what was there before; None when there was nothing.
        notes: sentences on what of the backup could not be used.
    """

    backup: Backup
    before: Backup | None = None
    notes: list[str] = field(default_factory=list)


def restore_backup(
    backups: Backups,
    name: str,
    copy: bool = False,
    on_checked: OnChecked = lambda done, total: None,
    token: CancelToken | None = None,
) -> RestoredBackup:
    """Put a backup in the place of journal and parts; the caller holds the export's lock.

    What is there is backed up first. Then the backup's parts are put beside those that are there,
    then its journal takes the place of the other, then parts that are not the backup's are
    removed. The backup stays.

    Args:
        backups: of the export.
        name: of the backup.
        copy: put copies of the parts in place, so that the backup shares nothing with them; so it
            is done with a backup that consists of copies, too.
        on_checked: see ``OnChecked``.
        token: ends it, before anything was changed.

    Raises:
        UsageError: there is no such backup.
        StateError: nothing in it can be used.
        DiskFull, ExportError: it cannot be put in place.
    """
    backup, manifest = backups.get(name)
    restored = RestoredBackup(backup)
    journal = _journal(backup, manifest, restored.notes)
    intact = _intact_parts(backup, manifest, restored.notes, on_checked, token)
    if journal is None and not intact:
        raise StateError(f"Nothing in the backup {shown(name)} is intact.")
    _move_away_what_is_no_file(backups, restored.notes)
    restored.before = backups.create_before_restore()
    _put_parts(backups, backup.path / PARTS, intact, copy or manifest.copied)
    if journal is not None:
        backups.storage.write_file(backups.journal, journal)
    else:
        backups.storage.remove(backups.journal)
        backups.storage.sync_folder(backups.journal.parent)
    _remove_others(backups, set(intact))
    return restored


def _journal(backup: Backup, manifest: Manifest, notes: list[str]) -> bytes | None:
    """The backup's journal; None without one, or when nothing in it can be used."""
    if not manifest.journal:
        return None
    path = backup.path / JOURNAL
    try:
        content = read_content(path)
        parse(content, path)
    except NewerVersion:
        pass
    except StateError as error:
        notes.append(f"{error.problem} The export is restored from its parts.")
        return None
    if digest(content) != manifest.journal:
        notes.append(
            f"{shown(path)} has changed since the backup was made; what is valid in it is used."
        )
    return content


def _intact_parts(
    backup: Backup,
    manifest: Manifest,
    notes: list[str],
    on_checked: OnChecked,
    token: CancelToken | None,
) -> list[str]:
    """Names of the parts whose content is what their names say; reads all of them."""
    intact, damaged = [], 0
    for number, (text, size) in enumerate(manifest.parts.items(), 1):
        if token is not None:
            token.check()
        name = parse_name(text)
        assert name is not None
        if is_intact(backup.path / PARTS / text, size, name.digest):
            intact.append(text)
        else:
            damaged += 1
        on_checked(number, len(manifest.parts))
    if damaged:
        what = "One part of the backup is" if damaged == 1 else f"{damaged} parts of the backup are"
        notes.append(f"{what} missing or damaged; done again when the export goes on.")
    return intact


def _move_away_what_is_no_file(backups: Backups, notes: list[str]) -> None:
    """A folder or a pipe in the journal's place cannot be backed up."""
    journal = backups.journal
    with reported("look at", journal):
        if not os.path.lexists(journal) or stat.S_ISREG(journal.lstat().st_mode):
            return
    aside = set_aside(journal, backups.storage)
    notes.append(f"{shown(journal)} was no journal; it was renamed to {shown(aside.name)}.")


def _put_parts(backups: Backups, source: Path, names: list[str], copy: bool) -> None:
    storage, parts = backups.storage, PartsFolder(backups.parts, ANY_PLAN, backups.storage)
    parts.prepare()
    for name in names:
        wanted, place = source / name, parts.path / name
        there = os.path.lexists(place)
        if not copy and (_is_same_file(wanted, place) if there else storage.link(wanted, place)):
            continue
        # What is there may be damaged, since it was not read; a copy gets its name when complete.
        temporary = temporary_for(parts, name)
        storage.remove(temporary)
        add_file(wanted, temporary, storage, copy)
        storage.replace(temporary, place)
    storage.sync_folder(parts.path)


def _is_same_file(one: Path, other: Path) -> bool:
    with reported("look at", other):
        return os.path.samestat(one.lstat(), other.lstat())


def _remove_others(backups: Backups, kept: set[str]) -> None:
    parts = PartsFolder(backups.parts, ANY_PLAN, backups.storage)
    for name in parts.names():
        if name not in kept:
            backups.storage.remove(parts.path / name)
    backups.storage.sync_folder(parts.path)
