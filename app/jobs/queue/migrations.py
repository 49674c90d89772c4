"""The tables of the queue's database, and how those of earlier versions become today's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

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
    CREATE INDEX jobs_by_state ON jobs (state);
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
    "ALTER TABLE jobs ADD COLUMN stops INTEGER NOT NULL DEFAULT 0",
    # By triggers, so that no writer of any version can forget it.
    """
    ALTER TABLE jobs ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX jobs_by_revision ON jobs (revision);
    CREATE TABLE revisions (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
    INSERT INTO revisions VALUES ('jobs', 0), ('removals', 0);
    CREATE TRIGGER job_added AFTER INSERT ON jobs BEGIN
        UPDATE revisions SET value = value + 1 WHERE name = 'jobs';
        UPDATE jobs SET revision = (SELECT value FROM revisions WHERE name = 'jobs')
            WHERE id = new.id;
    END;
    CREATE TRIGGER job_changed AFTER UPDATE ON jobs WHEN new.revision = old.revision BEGIN
        UPDATE revisions SET value = value + 1 WHERE name = 'jobs';
        UPDATE jobs SET revision = (SELECT value FROM revisions WHERE name = 'jobs')
            WHERE id = new.id;
    END;
    CREATE TRIGGER job_removed AFTER DELETE ON jobs BEGIN
        UPDATE revisions SET value = value + 1;
    END;
    """,
)
"""Each brings the tables from the version of its place (from 0) to the next. What users have is
kept: a new column is added with ``ALTER TABLE``, never a table dropped."""


def migrate(connection: sqlite3.Connection, steps: Sequence[str] = MIGRATIONS) -> None:
    """Bring the tables to today's version, whole or not at all.

    Raises NewerVersion if a newer version of Reprise made them.
    """
    if _checked(connection, steps) == len(steps):
        return
    # Another process may be at it too: whoever comes second finds nothing to do.
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in steps[_checked(connection, steps) :]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(step: str) -> Iterator[str]:
    """The statements of a step; those of a trigger belong to it."""
    statement = ""
    for part in step.split(";"):
        statement += f"{part};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip(" \n;"):
        yield statement


def _checked(connection: sqlite3.Connection, steps: Sequence[str]) -> int:
    """The version of the tables that there are; 0 when there are none."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(steps):
        raise NewerVersion(
            "The queue was written by a newer version of Reprise.",
            "Use that version, or set REPRISE_DATA to another folder.",
        )
    return version
