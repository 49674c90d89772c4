"""Which export is meant: named by its output, its journal, its parts folder, or not at all."""

from __future__ import annotations

from pathlib import Path

from app.jobs.unfinished import find_unfinished
from exporters.checkpoint.frames import MAGIC
from exporters.durable import shown
from exporters.engine.options import ExportOptions, Places
from exporters.errors import UsageError
from exporters.leftovers import BACKUPS_SUFFIX, JOURNAL_SUFFIX, LOCK_SUFFIX, PARTS_SUFFIX

_SUFFIXES = (LOCK_SUFFIX, JOURNAL_SUFFIX, PARTS_SUFFIX, BACKUPS_SUFFIX)


def places_of(given: Path | None, state: Path | None = None, parts: Path | None = None) -> Places:
    """Where the files of the export lie that is meant.

    Args:
        given: output, journal, parts folder or folder of backups; a folder, or None for the
            working folder, stands for the only interrupted export in it.
        state, parts: places of journal and parts, where they are not beside the output.

    Raises:
        UsageError: it is not clear which one is meant, or that cannot be an output.
    """
    if given is None or (given.is_dir() and not given.name.endswith(_SUFFIXES)):
        return _only_one(given or Path(), state, parts)
    for suffix in _SUFFIXES:
        if given.name.endswith(suffix) and given.name != suffix:
            given = given.with_name(given.name.removesuffix(suffix))
            break
    else:
        _refuse_nameless_journal(given, state)
    return Places.of(given, ExportOptions(workers=1, state_path=state, parts_path=parts))


def _only_one(folder: Path, state: Path | None, parts: Path | None) -> Places:
    if state is not None or parts is not None:
        raise UsageError("--state and --parts need the name of the output, too.")
    found, _ = find_unfinished(folder)
    if not found:
        raise UsageError(
            f"There is no interrupted export in {shown(folder.absolute())}.", "Name the output."
        )
    if len(found) > 1:
        names = ", ".join(shown(item.output.name) for item in found[:5])
        raise UsageError(
            f"There are {len(found)} interrupted exports in {shown(folder.absolute())}: {names}"
            f"{' ...' if len(found) > 5 else '.'}",
            "Name one of them.",
        )
    return Places.of(found[0].output, ExportOptions(workers=1))


def _refuse_nameless_journal(given: Path, state: Path | None) -> None:
    """A journal does not say which output it is of."""
    if state is not None or not given.is_file():
        return
    try:
        with given.open("rb") as file:
            is_journal = file.read(len(MAGIC)) == MAGIC
    except OSError:
        return
    if is_journal:
        raise UsageError(
            f"{shown(given)} is a journal, and its name does not say of which output.",
            f"Name the output, and give this one with --state {given.name}.",
        )
