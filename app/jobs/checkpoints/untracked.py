"""Exports of which nothing is kept for another run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from exporters.checkpoint.lock import ExportLock
from exporters.cleanup import CleanupRegistry
from exporters.durable import DISK, shown, temporary_path
from exporters.engine.options import ExportOptions, Places
from exporters.errors import Cancelled, ExportError

NOT_RESUMABLE = "This export cannot be resumed: its progress is not kept (--no-progress-tracking)."
TEMPORARY_SUFFIX = ".notrack"


@contextlib.contextmanager
def untracked(output: Path, options: ExportOptions) -> Iterator[ExportOptions]:
    """Options with journal and parts in a hidden folder beside the output.

    The folder is removed however the block ends. After a kill it is a leftover that ``reprise
    clean`` finds. What an earlier run has left of the same output is neither used nor touched.

    Raises:
        UsageError: the output cannot be one.
        StateBusy: the output is being exported by another process.
        ExportError: the export was stopped; or what was raised inside.
    """
    places = Places.of(output, options)
    places.check_folders()
    places.check_output(options.overwrite)
    with ExportLock(places.lock, subject=shown(output)), CleanupRegistry() as cleanup:
        folder = temporary_path(places.output.parent, TEMPORARY_SUFFIX)
        cleanup.register_folder(folder)
        DISK.make_folder(folder)
        try:
            yield replace(
                options,
                state_path=folder / "journal",
                parts_path=folder / "parts",
                resume="never",
                keep_parts=False,
            )
        except Cancelled as error:
            raise ExportError(
                f"{error.problem} Nothing of it is kept (--no-progress-tracking)."
            ) from error
