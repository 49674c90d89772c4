"""The backups of an export, and putting one back."""

from __future__ import annotations

from exporters.cancel import CancelToken
from exporters.checkpoint.backup_files import BEFORE_RESTORE
from exporters.checkpoint.backup_restoring import OnChecked, RestoredBackup, restore_backup
from exporters.checkpoint.backups import Backups
from exporters.checkpoint.lock import ExportLock
from exporters.durable import shown
from exporters.engine.options import Places
from exporters.errors import UsageError
from exporters.leftovers import BACKUPS_SUFFIX


def backups_of(places: Places) -> Backups:
    """The backups of an export; to make one needs no lock."""
    folder = places.output.with_name(places.output.name + BACKUPS_SUFFIX)
    return Backups(places.output, places.journal, places.parts, folder)


def newest(places: Places) -> str:
    """Name of the newest backup; those that ``restore`` made itself are left out.

    Raises UsageError if there is none.
    """
    found = [
        backup.name
        for backup in backups_of(places).all()[0]
        if not backup.name.startswith(BEFORE_RESTORE)
    ]
    if not found:
        raise UsageError(
            f"There is no backup of {shown(places.output)} that was made by hand.",
            "Name one with --name; `reprise state list-backups` lists them.",
        )
    return found[-1]


def restore(
    places: Places,
    name: str,
    copy: bool = False,
    on_checked: OnChecked = lambda done, total: None,
    token: CancelToken | None = None,
) -> RestoredBackup:
    """Put a backup in the place of journal and parts, under the export's lock.

    For the arguments see ``restore_backup``.

    Raises:
        StateBusy: the export is running.
        Others as ``restore_backup``.
    """
    with ExportLock(places.lock, subject=shown(places.output)):
        return restore_backup(backups_of(places), name, copy, on_checked, token)
