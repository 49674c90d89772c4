"""The queue's database: an SQLite file that any number of processes read and write."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from app.jobs.queue.job import HistoryEntry, Job
from app.jobs.queue.migrations import migrate
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.checkpoint.salvage import set_aside
from exporters.durable import shown
from exporters.errors import ExportError, UsageError

NAME = "queue.sqlite3"
BUSY_SECONDS = 20.0
"""How long to wait for another process that writes: its transactions take milliseconds."""

_log = logging.getLogger(__name__)

_JOB_COLUMNS = tuple(
    {"request_text": "request", "options_text": "options"}.get(item.name, item.name)
    for item in fields(Job)
)
_SELECT_JOB = f"SELECT {', '.join(_JOB_COLUMNS)} FROM jobs"
_HISTORY_COLUMNS = tuple(item.name for item in fields(HistoryEntry))
_AT = {name: place for place, name in enumerate(_JOB_COLUMNS)}
_PATHS = (_AT["output"], _AT["source"])


def data_folder() -> Path:
    """Where the queue lies: REPRISE_DATA, or the system's place for data of programs."""
    if named := os.environ.get("REPRISE_DATA"):
        return Path(named).absolute()
    import platformdirs

    return platformdirs.user_data_path("reprise", appauthor=False)


class QueueDatabase:
    """Rows in, rows out. Thread-safe; every method is one transaction unless it runs in ``change``.

    A file that is no database is renamed, not removed, and a new one begun.

    Raises (all methods): ExportError when the file cannot be read or written; NewerVersion when a
    newer version of Reprise wrote it.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.notes: list[str] = []
        self._lock = threading.RLock()
        self._depth = 0
        self._own_changes = 0
        self._seen_version = 0
        self._foreign_changes = 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                f"The folder {shown(folder)} for the queue cannot be made ({error.strerror}).",
                "Set REPRISE_DATA to a folder that can be written.",
            ) from error
        self._connection = self._opened()

    def close(self) -> None:
        """Give the file back; a second call does nothing."""
        with self._lock:
            self._connection.close()

    @property
    def change_count(self) -> int:
        """Another number than before whenever any process has changed anything."""
        with self._lock, _told(self.path):
            version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
            if version != self._seen_version:
                self._seen_version = version
                self._foreign_changes += 1
            return self._foreign_changes + self._own_changes

    @contextlib.contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: all that is done inside happens, or nothing. May be nested."""
        with self._lock, _told(self.path):
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")
                self._own_changes += 1

    # Jobs

    def jobs(self, states: Collection[JobState] | None = None, text: str = "") -> list[Job]:
        """In the order of the queue; ``text`` is looked for in outputs and sources."""
        conditions, values = [], []
        if states is not None:
            conditions.append(f"state IN ({','.join('?' * len(states))})")
            values += [str(state) for state in states]
        if text:
            escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            conditions.append("search LIKE ? ESCAPE '\\'")
            values.append(f"%{escaped}%")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return self._read(f"{_SELECT_JOB}{where} ORDER BY position", values)

    def jobs_by_id(self, ids: Sequence[int]) -> list[Job]:
        """Those jobs, in the order given. Raises UsageError for a number that there is not."""
        found: dict[int, Job] = {}
        for start in range(0, len(ids), 500):
            some = list(ids[start : start + 500])
            marks = ",".join("?" * len(some))
            rows = self._read(f"{_SELECT_JOB} WHERE id IN ({marks})", some)
            found |= {job.id: job for job in rows}
        for number in ids:
            if number not in found:
                raise UsageError(
                    f"There is no job {number}.", "`reprise queue list` shows those that there are."
                )
        return [found[number] for number in dict.fromkeys(ids)]

    def states(self, ids: Sequence[int]) -> dict[int, JobState]:
        """The states of those jobs that there are."""
        marks = ",".join("?" * len(ids))
        with self._lock, _told(self.path):
            rows = self._connection.execute(
                f"SELECT id, state FROM jobs WHERE id IN ({marks})", list(ids)
            ).fetchall()
        return {number: JobState(state) for number, state in rows}

    def first_queued(self, without: Collection[int]) -> Job | None:
        """The first job that waits its turn, leaving some out."""
        marks = ",".join("?" * len(without))
        found = self._read(
            f"{_SELECT_JOB} WHERE state = 'queued' AND id NOT IN ({marks})"
            " ORDER BY position LIMIT 1",
            list(without),
        )
        return found[0] if found else None

    def counts(self) -> dict[JobState, int]:
        """Jobs by state."""
        with self._lock, _told(self.path):
            rows = self._connection.execute("SELECT state, count(*) FROM jobs GROUP BY state")
            return dict.fromkeys(JobState, 0) | {JobState(state): count for state, count in rows}

    def writer_of(self, output: Path) -> int | None:
        """The job, not yet ended, that writes to a path."""
        with self._lock, _told(self.path):
            row = self._connection.execute(
                "SELECT id FROM jobs WHERE output = ? AND state NOT IN ('completed', 'failed')",
                (os.fsencode(output),),
            ).fetchone()
        return int(row[0]) if row else None

    def insert(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add jobs behind all others; returns their numbers."""
        ids = []
        with self.change():
            last = self._connection.execute("SELECT max(position) FROM jobs").fetchone()[0]
            position = -1 if last is None else int(last)
            for row in rows:
                position += 1
                values = _encoded({**row, "position": position})
                values["search"] = _searchable(row["output"], row["source"])
                cursor = self._insert("jobs", values)
                ids.append(int(cursor.lastrowid or 0))
        return ids

    def update(self, ids: Sequence[int], **values: Any) -> None:
        """Set columns of jobs."""
        encoded = _encoded(values)
        settings = ", ".join(f"{name} = ?" for name in encoded)
        with self.change():
            self._connection.executemany(
                f"UPDATE jobs SET {settings} WHERE id = ?",
                [[*encoded.values(), number] for number in ids],
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Take jobs out of the list."""
        with self.change():
            self._connection.executemany("DELETE FROM jobs WHERE id = ?", [(one,) for one in ids])

    def order(self) -> list[int]:
        """The numbers of all jobs in the order of the queue."""
        with self._lock, _told(self.path):
            rows = self._connection.execute("SELECT id FROM jobs ORDER BY position").fetchall()
        return [number for (number,) in rows]

    def reorder(self, ids: Sequence[int]) -> None:
        """Put all jobs into an order."""
        with self.change():
            self._connection.executemany(
                "UPDATE jobs SET position = ? WHERE id = ? AND position != ?",
                [(place, number, place) for place, number in enumerate(ids)],
            )

    # History and settings

    def history(self, limit: int) -> list[HistoryEntry]:
        """The last runs, newest first."""
        with self._lock, _told(self.path):
            rows = self._connection.execute(
                f"SELECT {', '.join(_HISTORY_COLUMNS)} FROM history ORDER BY id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [_entry(row) for row in rows]

    def add_history(self, job: Job, outcome: str, ended: float, **values: Any) -> None:
        """Note how a run ended; ``values`` are columns."""
        row = {
            "job": job.id, "output": job.output, "source": job.source, "preset": job.preset,
            "outcome": outcome, "began": job.began, "ended": ended, "size": 0, "digest": "",
            "message": "", **values,
        }  # fmt: skip
        encoded = _encoded(row)
        with self.change():
            self._insert("history", encoded)

    def clear_history(self) -> None:
        """Forget how runs ended."""
        with self.change():
            self._connection.execute("DELETE FROM history")

    def settings(self) -> QueueSettings:
        """How the queue is run; a value that cannot be used counts as not set."""
        with self._lock, _told(self.path):
            rows = self._connection.execute("SELECT name, value FROM settings").fetchall()
        settings = QueueSettings()
        values = {name: json.loads(text) for name, text in rows}
        try:
            return settings.changed(values)
        except UsageError:
            for name, value in values.items():
                with contextlib.suppress(UsageError):
                    settings = settings.changed({name: value})
            return settings

    def save_settings(self, settings: QueueSettings) -> None:
        """Keep how the queue is run."""
        with self.change():
            self._connection.executemany(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
                [(name, json.dumps(value)) for name, value in settings.to_map().items()],
            )

    def _insert(self, table: str, values: Mapping[str, Any]) -> sqlite3.Cursor:
        marks = ",".join("?" * len(values))
        return self._connection.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
        )

    def _read(self, query: str, values: Sequence[Any]) -> list[Job]:
        with self._lock, _told(self.path):
            rows = self._connection.execute(query, values).fetchall()
        return [_job(row) for row in rows]

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) or not self.path.is_file():
                raise _refused(self.path, error) from error
            aside = set_aside(self.path)
            self.notes.append(
                f"The queue {shown(self.path)} could not be read; it was renamed to "
                f"{shown(aside.name)}, and an empty one was begun."
            )
            _log.warning("%s", self.notes[-1])
            with _told(self.path):
                return _connect(self.path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut must not take back what a user was told is in the queue.
        connection.execute("PRAGMA synchronous = FULL")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: sqlite3.Error) -> ExportError:
    return ExportError(
        f"The queue {shown(path)} cannot be used: {error}.",
        "See that its folder can be written and its disk is not full.",
    )


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as SQLite takes them: names of files as bytes, since they need not be text."""
    return {name: _value(value) for name, value in values.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Path):
        return os.fsencode(value)
    if isinstance(value, (tuple, list, dict)):
        return json.dumps(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value


def _path(value: Any) -> Path:
    return Path(os.fsdecode(value))


def _searchable(output: Path, source: Path) -> str:
    return f"{output}\n{source}".encode("utf-8", "replace").decode()


def _job(row: Sequence[Any]) -> Job:
    values = list(row)
    for place in _PATHS:
        values[place] = _path(values[place])
    values[_AT["state"]] = JobState(values[_AT["state"]])
    values[_AT["log"]] = tuple(json.loads(values[_AT["log"]]))
    values[_AT["start_over"]] = bool(values[_AT["start_over"]])
    return Job(*values)


def _entry(row: Sequence[Any]) -> HistoryEntry:
    values = list(row)
    for name in ("output", "source"):
        place = _HISTORY_COLUMNS.index(name)
        values[place] = _path(values[place])
    return HistoryEntry(*values)
