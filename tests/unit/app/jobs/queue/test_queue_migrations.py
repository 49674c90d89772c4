from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from app.jobs.queue.migrations import MIGRATIONS, migrate
from app.jobs.queue.states import JobState
from exporters.errors import NewerVersion
from tests.queue_jobs import added, queue_in

FIRST = """
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, output BLOB NOT NULL,
    source BLOB NOT NULL, search TEXT NOT NULL, preset TEXT NOT NULL DEFAULT '',
    request TEXT NOT NULL, options TEXT NOT NULL, state TEXT NOT NULL,
    phase TEXT NOT NULL DEFAULT '', last_completed_phase TEXT NOT NULL DEFAULT '',
    added REAL NOT NULL, began REAL NOT NULL DEFAULT 0, ended REAL NOT NULL DEFAULT 0,
    units_done INTEGER NOT NULL DEFAULT 0, units_total INTEGER NOT NULL DEFAULT 0,
    work_done INTEGER NOT NULL DEFAULT 0, work_total INTEGER NOT NULL DEFAULT 0,
    work_name TEXT NOT NULL DEFAULT '', rate REAL NOT NULL DEFAULT 0,
    speed REAL NOT NULL DEFAULT 0, size INTEGER NOT NULL DEFAULT 0, seconds_left REAL,
    fraction REAL NOT NULL DEFAULT 0, waiting_for TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '', log TEXT NOT NULL DEFAULT '[]',
    attempts INTEGER NOT NULL DEFAULT 0, digest TEXT NOT NULL DEFAULT '',
    start_over INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER NOT NULL, output BLOB NOT NULL,
    source BLOB NOT NULL, preset TEXT NOT NULL, outcome TEXT NOT NULL, began REAL NOT NULL,
    ended REAL NOT NULL, size INTEGER NOT NULL, digest TEXT NOT NULL, message TEXT NOT NULL
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO jobs (position, output, source, search, preset, request, options, state, added,
                  units_done, log)
    VALUES (0, x'2f6f75742f636166e92e6d7034', x'2f612e6d7034', '/out/caf?.mp4', 'web',
            '{"source": "../a.mp4"}', '{"workers": 2}', 'paused', 12.5, 7, '["a line"]');
INSERT INTO history VALUES (4, 1, x'2f6f7574', x'2f61', 'web', 'failed', 1.0, 2.0, 0, '', 'No.');
INSERT INTO settings VALUES ('mode', '"auto"');
PRAGMA user_version = 1;
"""
"""A queue as the first version wrote it."""


def test_a_queue_of_the_first_version_is_kept(tmp_path: Path) -> None:
    (tmp_path / "queue").mkdir()
    with sqlite3.connect(tmp_path / "queue" / "queue.sqlite3") as old:
        old.executescript(FIRST)
    old.close()
    queue = queue_in(tmp_path)
    (job,) = queue.jobs()
    assert (job.id, job.output, job.preset) == (1, Path("/out/caf\udce9.mp4"), "web")
    assert (job.state, job.units_done, job.log) == (JobState.PAUSED, 7, ("a line",))
    assert (job.request, job.options) == ({"source": "../a.mp4"}, {"workers": 2})
    assert job.stops == 0
    assert [(entry.id, entry.message) for entry in queue.history()] == [(4, "No.")]
    assert queue.settings.mode == "auto"
    assert queue.stop([1])[0].state is JobState.INACTIVE
    assert queue.notes == []


def tables(connection: sqlite3.Connection) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_each_step_is_taken_once(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x", isolation_level=None)
    steps = ["CREATE TABLE one (a)", "INSERT INTO one VALUES (1); CREATE TABLE two (b)"]
    migrate(connection, steps[:1])
    migrate(connection, steps)
    migrate(connection, steps)
    assert connection.execute("SELECT a FROM one").fetchall() == [(1,)]
    assert (tables(connection), version(connection)) == (["one", "two"], 2)


def test_a_step_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x", isolation_level=None)
    migrate(connection, ["CREATE TABLE one (a)"])
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, ["CREATE TABLE one (a)", "CREATE TABLE two (b); NONSENSE"])
    assert (tables(connection), version(connection)) == (["one"], 1)
    assert not connection.in_transaction


def test_several_processes_may_migrate_at_once(tmp_path: Path) -> None:
    errors: list[BaseException] = []

    def run() -> None:
        connection = sqlite3.connect(tmp_path / "x", isolation_level=None, timeout=60)
        try:
            migrate(connection)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert version(sqlite3.connect(tmp_path / "x")) == len(MIGRATIONS)


def test_a_queue_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    added(queue, tmp_path, "out.mp4")
    queue.close()
    path = tmp_path / "queue" / "queue.sqlite3"
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 1000")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(NewerVersion, match="newer version of Reprise"):
        queue_in(tmp_path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["queue.sqlite3"]
