"""What the queue's database holds: jobs, history, settings."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.jobs.queue.connection import Connection
from app.jobs.queue.job import HistoryEntry, Job
from app.jobs.queue.rows import (
    DONE,
    HISTORY_COLUMNS,
    JOB_COLUMNS,
    decoded_entry,
    decoded_job,
    decoded_state,
    encoded,
    searchable,
)
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.errors import UsageError

_SELECT_JOB = f"SELECT {', '.join(JOB_COLUMNS)} FROM jobs"
_AT_ONCE = 500
"""Numbers in one query; SQLite takes 999 at least."""
_MOST_KNOWN = 50_000


class QueueDatabase(Connection):
    """Rows in, rows out; every method is one transaction unless it runs within ``change``."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._known: dict[int, tuple[tuple[Any, ...], Job]] = {}

    # Jobs

    def jobs(self, states: Collection[JobState] | None = None, text: str = "") -> list[Job]:
        """In the order of the queue; ``text`` is looked for in outputs and sources."""
        conditions, values = [], []
        if states is not None:
            conditions.append(f"state IN ({_marks(states)})")
            values += [str(state) for state in states]
        if text:
            escaped = searchable(text)
            for special in "\\%_":
                escaped = escaped.replace(special, f"\\{special}")
            conditions.append("search LIKE ? ESCAPE '\\'")
            values.append(f"%{escaped}%")
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return self._jobs(f"{where} ORDER BY position", values)

    def jobs_by_id(self, ids: Sequence[int]) -> list[Job]:
        """Those jobs, in the order given. Raises UsageError for a number that there is not."""
        found: dict[int, Job] = {}
        for some in _chunks(ids):
            found |= {job.id: job for job in self._jobs(f" WHERE id IN ({_marks(some)})", some)}
        for number in ids:
            if number not in found:
                raise UsageError(
                    f"There is no job {number}.", "`reprise queue list` shows those that there are."
                )
        return [found[number] for number in dict.fromkeys(ids)]

    def find(self, number: int) -> Job | None:
        """A job; None when there is none of this number."""
        found = self._jobs(" WHERE id = ?", [number])
        return found[0] if found else None

    def changed_since(self, revision: int) -> tuple[int, int, list[Job]]:
        """Today's revision, the one of the last removal, and the jobs that are newer than one."""
        with self._lock:
            query = "SELECT value FROM revisions ORDER BY name"
            (now,), (removal,) = self.rows(query)  # first: later changes are found again next time
            return now, removal, self._jobs(" WHERE revision > ? ORDER BY position", [revision])

    def standing(self, ids: Sequence[int]) -> dict[int, tuple[JobState, int]]:
        """State and ``Job.stops`` of those jobs that there are."""
        found: dict[int, tuple[JobState, int]] = {}
        for some in _chunks(ids):
            query = f"SELECT id, state, stops FROM jobs WHERE id IN ({_marks(some)})"
            rows = self.rows(query, some)
            found |= {number: (decoded_state(state), stops) for number, state, stops in rows}
        return found

    def first_queued(self, without: Collection[int], outputs: Collection[Path]) -> Job | None:
        """The first job that waits its turn, leaving out some, and those with some outputs."""
        condition = (
            f" WHERE state = 'queued' AND id NOT IN ({_marks(without)})"
            f" AND output NOT IN ({_marks(outputs)})"
        )
        values = [*without, *map(os.fsencode, outputs)]
        found = self._jobs(f"{condition} ORDER BY position LIMIT 1", values)
        return found[0] if found else None

    def counts(self) -> dict[JobState, int]:
        """Jobs by state."""
        rows = self.rows("SELECT state, count(*) FROM jobs GROUP BY state")
        return dict.fromkeys(JobState, 0) | {decoded_state(one): count for one, count in rows}

    def progress_of(self, states: Collection[JobState]) -> tuple[int, float, float | None]:
        """Of jobs in some states: how many, the sum of ``Job.done``, the most seconds left."""
        ((count, done, left),) = self.rows(
            f"SELECT count(*), coalesce(sum({DONE}), 0.0), max(seconds_left) FROM jobs"
            f" WHERE state IN ({_marks(states)})",
            [str(state) for state in states],
        )
        return count, done, left

    def outputs(self, without: Collection[JobState]) -> list[tuple[int, bytes]]:
        """Numbers and outputs, as the system's bytes, of the jobs that are not in some states."""
        return self.rows(
            f"SELECT id, output FROM jobs WHERE state NOT IN ({_marks(without)})",
            [str(state) for state in without],
        )

    def insert(self, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Add jobs behind all others; returns their numbers."""
        ids = []
        with self.change():
            for position, row in enumerate(rows, self._place_before(None, len(rows))):
                search = searchable(row["output"], row["source"])
                ids.append(self._insert("jobs", {**row, "position": position, "search": search}))
        return ids

    def update(self, ids: Sequence[int], stop: bool = False, **values: Any) -> None:
        """Set columns of jobs; ``stop`` ends the runs that they have."""
        new = encoded(values)
        settings = ", ".join([f"{name} = ?" for name in new] + ["stops = stops + 1"] * stop)
        with self.change():
            for some in _chunks(ids):
                self.execute(
                    f"UPDATE jobs SET {settings} WHERE id IN ({_marks(some)})",
                    [*new.values(), *some],
                )

    def place(self, number: int, **values: Any) -> None:
        """Set what a job does, its output and source among it."""
        search = searchable(values["output"], values["source"])
        self.update([number], **values, search=search)

    def update_running(self, job: Job, **values: Any) -> None:
        """Set columns of a job unless it has ended, was stopped, or was removed since it was read.

        What a run reports late must not land on a row that is about something else by now.
        """
        new = encoded(values)
        settings = ", ".join(f"{name} = ?" for name in new)
        with self.change():
            self.execute(
                f"UPDATE jobs SET {settings} WHERE id = ? AND stops = ?"
                " AND state IN ('active', 'paused', 'queued')",
                [*new.values(), job.id, job.stops],
            )

    def delete(self, ids: Sequence[int]) -> None:
        """Take jobs out of the list."""
        with self.change():
            self.execute_many("DELETE FROM jobs WHERE id = ?", [(number,) for number in ids])

    def order(self) -> list[int]:
        """The numbers of all jobs in the order of the queue."""
        return [number for (number,) in self.rows("SELECT id FROM jobs ORDER BY position")]

    def move(self, ids: Sequence[int], before: int | None) -> None:
        """Put jobs, in the order given, before another that is none of them, or at the end."""
        with self.change():
            place = self._place_before(before, len(ids))
            self.execute_many(
                "UPDATE jobs SET position = ? WHERE id = ?",
                [(place + step, number) for step, number in enumerate(ids)],
            )

    # History and settings

    def history(self, limit: int) -> list[HistoryEntry]:
        """The last runs, newest first."""
        columns = ", ".join(HISTORY_COLUMNS)
        rows = self.rows(f"SELECT {columns} FROM history ORDER BY id DESC LIMIT ?", (limit,))
        return [decoded_entry(row) for row in rows]

    def add_history(self, job: Job, outcome: str, ended: float, **values: Any) -> None:
        """Note how a run ended; ``values`` are columns."""
        row = {
            "job": job.id, "output": job.output, "source": job.source, "preset": job.preset,
            "outcome": outcome, "began": job.began, "ended": ended, "size": 0, "digest": "",
            "message": "", **values,
        }  # fmt: skip
        with self.change():
            self._insert("history", row)

    def clear_history(self) -> None:
        """Forget how runs ended."""
        with self.change():
            self.execute("DELETE FROM history")

    def settings(self) -> QueueSettings:
        """How the queue is run; a value that cannot be used counts as not set."""
        values = {}
        for name, text in self.rows("SELECT name, value FROM settings"):
            with contextlib.suppress(ValueError, TypeError):
                values[name] = json.loads(text)
        settings = QueueSettings()
        try:
            return settings.changed(values)
        except (UsageError, TypeError):
            for name in sorted(values, reverse=True):  # when_done_command before when_done
                with contextlib.suppress(UsageError, TypeError):
                    settings = settings.changed({name: values[name]})
            return settings

    def save_settings(self, settings: QueueSettings) -> None:
        """Keep how the queue is run."""
        with self.change():
            self.execute_many(
                "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
                [(name, json.dumps(value)) for name, value in settings.to_map().items()],
            )

    def _place_before(self, number: int | None, count: int) -> int:
        """The first of ``count`` free positions before a job, or at the end."""
        if number is None:
            ((end,),) = self.rows("SELECT coalesce(max(position) + 1, 0) FROM jobs")
            return int(end)
        ((place,),) = self.rows("SELECT position FROM jobs WHERE id = ?", [number])
        self.execute("UPDATE jobs SET position = position + ? WHERE position >= ?", [count, place])
        return int(place)

    def _insert(self, table: str, values: Mapping[str, Any]) -> int:
        new = encoded(values)
        statement = f"INSERT INTO {table} ({', '.join(new)}) VALUES ({_marks(new)})"
        return int(self.execute(statement, list(new.values())).lastrowid or 0)

    def _jobs(self, rest: str, values: Sequence[Any]) -> list[Job]:
        rows = self.rows(_SELECT_JOB + rest, values)
        with self._lock:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            return [self._job(row) for row in rows]

    def _job(self, row: tuple[Any, ...]) -> Job:
        """Out of a row; views look again and again, and most rows are as they were."""
        known = self._known.get(row[0])
        if known is not None and known[0] == row:
            return known[1]
        job = decoded_job(row)
        self._known[row[0]] = (row, job)
        return job


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield list(ids[start : start + _AT_ONCE])


def _marks(values: Collection[Any]) -> str:
    return ", ".join("?" * len(values))
