"""Transactions on the queue's file, which any number of processes read and write."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from app.jobs.queue.opening import opened, told

NAME = "queue.sqlite3"


class Connection:
    """Thread-safe. A file that is damaged, or no database, is renamed, not removed, and a new one
    begun; ``notes`` says so.

    Raises (all methods): ExportError when the file cannot be read or written; NewerVersion when a
    newer version of Reprise wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._connection, self.notes = opened(self.path)
        self._lock = threading.RLock()
        self._depth = 0
        self._own_changes = 0
        self._foreign_changes = 0
        self._seen_version = 0

    def close(self) -> None:
        """Give the file back; a second call does nothing."""
        with self._lock, told(self.path):
            self._connection.close()

    @property
    def change_count(self) -> int:
        """Another number than before whenever any process has changed anything."""
        with self._lock:
            version = int(self.rows("PRAGMA data_version")[0][0])
            if version != self._seen_version:
                self._seen_version = version
                self._foreign_changes += 1
            return self._foreign_changes + self._own_changes

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows that a query gives."""
        with self._lock, told(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def change(self, durable: bool = True) -> Iterator[None]:
        """One transaction: all that is done inside happens, or nothing. May be nested.

        Args:
            durable: False does not wait for the disk: a power cut, and nothing else, may take
                back what is changed.
        """
        with self._lock, told(self.path):
            if self._depth == 0:
                # FULL, or a power cut could take back what a user was told is in the queue.
                mode = "FULL" if durable else "NORMAL"
                self._connection.execute(f"PRAGMA synchronous = {mode}")
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._connection.execute("COMMIT")
                    self._own_changes += 1
            except BaseException:
                # After some errors SQLite has ended the transaction itself.
                if self._depth == 1 and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Change something; within ``change``."""
        with told(self.path):
            return self._connection.execute(statement, values)

    def execute_many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        """Change many rows; within ``change``."""
        with told(self.path):
            self._connection.executemany(statement, values)
