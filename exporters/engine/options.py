"""How an export is run: nothing here can change a byte of its output."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from exporters.durable import DISK, Storage, shown
from exporters.errors import UsageError
from exporters.leftovers import JOURNAL_SUFFIX, PARTS_SUFFIX, lock_of
from exporters.os_specifics import worker_count

_MAX_NAME_BYTES = 255


@dataclass(frozen=True)
class ExportOptions:
    """How to run an export.

    Attributes:
        workers: units that run at the same time; by default one for each processor.
        save_interval: seconds between progress records in the journal.
        overwrite: an existing output may be replaced, once the new one is complete.
        keep_parts: leave the journal and the parts after success.
        state_path: the journal; by default the output's name with ".export_state" appended.
        parts_path: the folder of parts; by default the name with ".export_parts" appended.
        resume: "auto" goes on where an earlier run stopped, "never" drops what it left.
        retries: how often a unit that failed is tried again.
        retry_waits: seconds before the first, second ... retry; the last one repeats.
        check_space: refuse to start when the disk is clearly too small.
    """

    workers: int = field(default_factory=worker_count)
    save_interval: float = 5.0
    overwrite: bool = False
    keep_parts: bool = False
    state_path: Path | None = None
    parts_path: Path | None = None
    resume: Literal["auto", "never"] = "auto"
    retries: int = 3
    retry_waits: tuple[float, ...] = (1.0, 5.0, 15.0)
    check_space: bool = True

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise UsageError("An export needs at least one worker.")
        if self.resume not in ("auto", "never"):
            raise UsageError(f"resume is “auto” or “never”, not {self.resume!r}.")

    def wait_before(self, retry: int) -> float:
        """Seconds before retry number ``retry`` (from 1)."""
        if not self.retry_waits:
            return 0.0
        return self.retry_waits[min(retry, len(self.retry_waits)) - 1]


def free_bytes(folder: Path) -> int:
    """Bytes that may still be written on the volume of ``folder``. Raises OSError."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class Surroundings:
    """What an export needs of the machine; tests put other things in their place.

    Attributes:
        storage: carries out all durable writes.
        free_bytes: free room on a folder's volume.
        disk_interval: seconds between looks at the free room.
        clock: seconds, rising.
        synchronous_journal: see ``Journal``.
    """

    storage: Storage = DISK
    free_bytes: Callable[[Path], int] = free_bytes
    disk_interval: float = 2.0
    clock: Callable[[], float] = time.monotonic
    synchronous_journal: bool = False


@dataclass(frozen=True)
class Places:
    """Where the files of one export lie."""

    output: Path
    journal: Path
    parts: Path
    lock: Path

    @classmethod
    def of(cls, output: str | os.PathLike[str], options: ExportOptions) -> Places:
        """Absolute paths, links in the folders not resolved. Raises ``UsageError``."""
        text = os.fspath(output)
        if not text or "\0" in text:
            raise UsageError("The output has no name.")
        output = Path(text).absolute()
        if not output.name or text.endswith((os.sep, "/")):
            raise UsageError(f"The output {shown(text)} is a folder, not a file.")
        journal = options.state_path or output.with_name(output.name + JOURNAL_SUFFIX)
        parts = options.parts_path or output.with_name(output.name + PARTS_SUFFIX)
        lock = lock_of(journal)
        places = cls(output, journal.absolute(), parts.absolute(), lock.absolute())
        places._check_names()
        return places

    @property
    def parts_beside(self) -> bool:
        """Whether the parts are where they are looked for when nobody says where."""
        return self.parts == self.output.with_name(self.output.name + PARTS_SUFFIX)

    def _check_names(self) -> None:
        if len(os.fsencode(self.output.name)) > _MAX_NAME_BYTES:
            raise UsageError(f"The name of the output {shown(self.output.name)} is too long.")
        for path in (self.lock, self.parts):
            if len(os.fsencode(path.name)) > _MAX_NAME_BYTES:
                raise UsageError(
                    f"With {shown(path.name)} beside it, the name of the output becomes too long.",
                    "Choose a shorter one, or other places for the journal and the parts.",
                )
        if len({self.output, self.journal, self.parts, self.lock}) < 4:
            raise UsageError("The output, the journal and the parts need different names.")

    def check_folders(self) -> None:
        """Raises ``UsageError`` when the output or its companions can never be written."""
        for path, purpose in (
            (self.output, "output"),
            (self.journal, "journal"),
            (self.parts, "finished parts"),
        ):
            try:
                _check_folder(path.parent, purpose)
            except OSError as error:
                raise UsageError(
                    f"The folder {shown(path.parent)} for the {purpose} cannot be used: "
                    f"{error.strerror}."
                ) from error
        if self.output.is_dir():
            raise UsageError(f"The output {shown(self.output)} is a folder, not a file.")
        # Replacing a device or a named pipe by a file is never what is meant.
        if self.output.exists() and not self.output.is_file() and not self.output.is_symlink():
            raise UsageError(f"The output {shown(self.output)} is not a regular file.")

    def check_output(self, overwrite: bool) -> None:
        """Raises ``UsageError`` when the output exists and must be kept."""
        if not overwrite and os.path.lexists(self.output):
            raise UsageError(
                f"{shown(self.output)} already exists.",
                "Choose another name, or allow it to be replaced (--overwrite).",
            )


def _check_folder(folder: Path, purpose: str) -> None:
    if not folder.is_dir():
        raise UsageError(
            f"The folder {shown(folder)} for the {purpose} does not exist.", "Create it first."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"The folder {shown(folder)} for the {purpose} is not writable.")
