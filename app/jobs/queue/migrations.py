"""The tables of the queue's database, and how those of earlier versions become today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from exporters.errors import NewerVersion

MIGRATIONS: Sequence[str] = (
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        position INTEGER NOT NULL,
        output BLOB NOT NULL,
        source BLOB NOT NULL,
        search TEXT NOT NULL,
        preset TEXT NOT NULL DEFAULT '',
        request TEXT NOT NULL,
        options TEXT NOT NULL,
        state TEXT NOT NULL,
        phase TEXT NOT NULL DEFAULT '',
        last_completed_phase TEXT NOT NULL DEFAULT '',
        added REAL NOT NULL,
        began REAL NOT NULL DEFAULT 0,
        ended REAL NOT NULL DEFAULT 0,
        units_done INTEGER NOT NULL DEFAULT 0,
        units_total INTEGER NOT NULL DEFAULT 0,
        work_done INTEGER NOT NULL DEFAULT 0,
        work_total INTEGER NOT NULL DEFAULT 0,
        work_name TEXT NOT NULL DEFAULT '',
        rate REAL NOT NULL DEFAULT 0,
        speed REAL NOT NULL DEFAULT 0,
        size INTEGER NOT NULL DEFAULT 0,
        seconds_left REAL,
        fraction REAL NOT NULL DEFAULT 0,
        waiting_for TEXT NOT NULL DEFAULT '',
        message TEXT NOT NULL DEFAULT '',
        log TEXT NOT NULL DEFAULT '[]',
        attempts INTEGER NOT NULL DEFAULT 0,
        digest TEXT NOT NULL DEFAULT '',
        start_over INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX jobs_by_position ON jobs (position);
    CREATE INDEX jobs_by_state ON jobs (state);
    CREATE INDEX jobs_by_output ON jobs (output);
    CREATE TABLE history (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        job INTEGER NOT NULL,
        output BLOB NOT NULL,
        source BLOB NOT NULL,
        preset TEXT NOT NULL,
        outcome TEXT NOT NULL,
        began REAL NOT NULL,
        ended REAL NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        message TEXT NOT NULL
    );
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    """,
)
"""Each brings the tables from the version of its place (from 0) to the next."""


def migrate(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> None:
    """Bring the tables to today's version, whole or not at all.

    Raises NewerVersion if a newer version of Reprise made them.
    """
    if _version(connection) == len(steps):
        return
    # Another process may be at it too: whoever comes second finds nothing to do.
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(steps):
            raise NewerVersion(
                "The queue was written by a newer version of Reprise.",
                "Use that version, or set REPRISE_DATA to another folder.",
            )
        for step in steps[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
