"""Opening the queue's file: made when there is none, set aside when it is no database."""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from app.jobs.queue.migrations import migrate
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.salvage import set_aside
from exporters.durable import DISK, shown
from exporters.errors import ExportError

BUSY_SECONDS = 10.0
"""How long to wait for another process that writes: its transactions take milliseconds."""

COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a database; it would read them into a new one of the same name."""

REPAIR_LOCK = "queue.repair.lock"

_AGAIN_SECONDS = 0.05
_ADVICE = "See that its folder can be written and its disk is not full."
_DAMAGED = (
    "Close every window and command of Reprise, and start it again: the file is then renamed, "
    "and an empty queue begun."
)
_log = logging.getLogger(__name__)


def opened(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """A connection, and sentences about what was found to be wrong.

    Raises:
        NewerVersion: a newer version of Reprise wrote the file.
        ExportError: it cannot be made, read or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(
            f"The folder {shown(path.parent)} for the queue cannot be made ({error.strerror}).",
            "Set REPRISE_DATA to a folder that can be written.",
        ) from error
    if os.path.lexists(path) and not path.is_file():
        raise ExportError(f"The queue {shown(path)} is not a file.", _ADVICE)
    with told(path):
        try:
            return _connect(path), []
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
    return _replaced(path)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a sentence: ``ExportError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise ExportError(
            f"The queue {shown(path)} cannot be used: {error}.",
            _DAMAGED if isinstance(error, sqlite3.DatabaseError) and _is_damage(error) else _ADVICE,
        ) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _use_wal(connection)
        # Reads everything; what it finds would otherwise come up at some later moment.
        ((found,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers and the writer not wait for each other."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # SQLite does not wait here by itself when several begin a file at once.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_AGAIN_SECONDS)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is no database; not that it is locked, read-only, or on a full disk."""
    return type(error) is sqlite3.DatabaseError


def _replaced(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """Set the file aside and begin another, unless another process has just done so."""
    alone = ExportLock(path.with_name(REPAIR_LOCK), "The queue", patience=BUSY_SECONDS)
    with alone, told(path):
        try:
            return _connect(path), []
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
        # First, so that whatever happens next, no new database comes to lie beside them.
        for companion in COMPANIONS:
            beside = path.with_name(path.name + companion)
            if beside.exists():
                set_aside(beside)
        aside = set_aside(path)
        sentence = (
            f"The queue {shown(path)} could not be read; it was renamed to "
            f"{shown(aside.name)}, and an empty one was begun."
        )
        _log.info("%s", sentence)
        connection = _connect(path)
        DISK.sync_folder(path.parent)
        return connection, [sentence]
