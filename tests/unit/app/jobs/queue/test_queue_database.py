from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.queue import opening
from app.jobs.queue.job import Job
from app.jobs.queue.rows import DONE, JOB_COLUMNS, decoded_job, encoded
from app.jobs.queue.states import JobState
from exporters.errors import ExportError
from exporters.events import PHASES
from tests.commands import ROOT
from tests.queue_jobs import added, new_job, order_of, queue_in

ADD = """
import sys
from pathlib import Path
from tests.queue_jobs import new_job, queue_in
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
queue = queue_in(folder)
for number in range(count):
    queue.add([new_job(folder, f"{name}-{number}.mp4")])
    print(number, flush=True)
"""


def adding(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that adds jobs, and prints a line after each."""
    command = [sys.executable, "-c", ADD, str(folder), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def database_of(folder: Path) -> Path:
    return folder / "queue" / "queue.sqlite3"


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in (folder / "queue").iterdir())


# Damage


def test_a_file_that_is_no_database_is_kept_under_another_name(tmp_path: Path) -> None:
    path = database_of(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"This was a queue once." * 100)
    queue = queue_in(tmp_path)
    (sentence,) = queue.notes
    assert "could not be read" in sentence
    assert "queue.sqlite3.unreadable-1" in sentence
    aside = path.with_name("queue.sqlite3.unreadable-1")
    assert aside.read_bytes() == b"This was a queue once." * 100
    added(queue, tmp_path, "new.mp4")
    again = queue_in(tmp_path)
    assert (order_of(again.jobs()), again.notes) == (["new"], [])


def test_a_queue_with_a_damaged_page_is_kept_under_another_name(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    queue.add([new_job(tmp_path, f"{number}.mp4") for number in range(200)])
    queue.close()
    path = database_of(tmp_path)
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(os.urandom(4096 * 4))
    damaged = path.read_bytes()
    queue = queue_in(tmp_path)
    assert len(queue.notes) == 1
    assert queue.jobs() == []
    assert path.with_name("queue.sqlite3.unreadable-1").read_bytes() == damaged


def test_the_log_of_a_damaged_queue_does_not_come_back(tmp_path: Path) -> None:
    """SQLite would read what is beside a database into any other of the same name."""
    queue = queue_in(tmp_path)
    queue.add([new_job(tmp_path, f"{number}.mp4") for number in range(200)])
    queue.close()
    # Still open in another program: so the log stays beside it.
    other = sqlite3.connect(database_of(tmp_path), isolation_level=None)
    other.execute("UPDATE jobs SET message = 'old'")
    assert "queue.sqlite3-wal" in names_in(tmp_path)
    database_of(tmp_path).write_bytes(b"no database" * 10_000)
    queue = queue_in(tmp_path)
    assert (len(queue.notes), queue.jobs()) == (1, [])
    added(queue, tmp_path, "new.mp4")
    queue.close()
    assert order_of(queue_in(tmp_path).jobs()) == ["new"]
    assert "queue.sqlite3-wal.unreadable-1" in names_in(tmp_path)
    other.close()
    assert order_of(queue_in(tmp_path).jobs()) == ["new"]


def test_several_processes_that_find_it_damaged_set_it_aside_once(tmp_path: Path) -> None:
    path = database_of(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    processes = [adding(tmp_path, name, 3) for name in "abc"]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    assert len(queue_in(tmp_path).jobs()) == 9
    assert [name for name in names_in(tmp_path) if "unreadable" in name] == [
        "queue.sqlite3.unreadable-1"
    ]


# What cannot be used now


def test_a_locked_database_is_a_sentence_and_can_be_used_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.1)
    queue = queue_in(tmp_path)
    (number,) = added(queue, tmp_path, "out.mp4")
    other = sqlite3.connect(database_of(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ExportError, match=r"queue\.sqlite3.* cannot be used: database is locked"):
        queue.start([number])
    assert queue.job(number).state is JobState.INACTIVE, "it can be read all the same"
    other.execute("ROLLBACK")
    assert queue.start([number])[0].state is JobState.QUEUED


def test_a_full_disk_is_a_sentence_and_nothing_is_half_done(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    added(queue, tmp_path, "first.mp4")
    ((pages,),) = queue.database.rows("PRAGMA page_count")
    queue.database.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ExportError, match="full"):
        queue.add([new_job(tmp_path, f"{number}.mp4") for number in range(200)])
    assert order_of(queue.jobs()) == ["first"]
    queue.database.rows("PRAGMA max_page_count = 100000")
    added(queue, tmp_path, "second.mp4")
    assert order_of(queue_in(tmp_path).jobs()) == ["first", "second"]


@pytest.mark.parametrize("what", ["a file in the folder's place", "a folder in the file's place"])
def test_a_queue_that_cannot_be_made_is_a_sentence(what: str, tmp_path: Path) -> None:
    if what == "a file in the folder's place":
        (tmp_path / "queue").write_bytes(b"")
    else:
        database_of(tmp_path).mkdir(parents=True)
    with pytest.raises(ExportError, match="queue") as raised:
        queue_in(tmp_path)
    assert raised.value.advice


def test_a_state_that_there_is_not_is_a_sentence(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    added(queue, tmp_path, "out.mp4")
    with queue.database.change():
        queue.database.execute("UPDATE jobs SET state = 'bewitched'")
    with pytest.raises(ExportError, match="bewitched"):
        queue.jobs()
    with pytest.raises(ExportError, match="bewitched"):
        queue.status()


def test_a_queue_that_was_closed_is_a_sentence(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    queue.close()
    queue.close()
    with pytest.raises(ExportError, match="closed"):
        queue.jobs()


# Several processes, and kills


def test_what_several_processes_add_at_once_is_all_there(tmp_path: Path) -> None:
    new_job(tmp_path)  # makes the film
    processes = [adding(tmp_path, name, 20) for name in "abc"]
    for process in processes:
        process.communicate(timeout=60)
    jobs = queue_in(tmp_path).jobs()
    assert len(jobs) == 60
    assert [job.position for job in jobs] == list(range(60))
    for name in "abc":
        assert [job.output.stem for job in jobs if job.output.name.startswith(name)] == [
            f"{name}-{number}" for number in range(20)
        ]


def test_a_killed_process_loses_nothing_that_was_added(tmp_path: Path) -> None:
    for name in ("first", "second", "third"):
        process = adding(tmp_path, name, 100_000)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(7)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
        process.communicate()
        stems = order_of(queue_in(tmp_path).jobs())
        count = sum(stem.startswith(name) for stem in stems)
        # One may have been added that could not be told of any more.
        whole = sum(line.endswith("\n") for line in told)
        assert whole <= count <= whole + 1
    assert queue_in(tmp_path).notes == []


def test_every_change_is_noticed_and_nothing_else(tmp_path: Path) -> None:
    here, there = queue_in(tmp_path), queue_in(tmp_path)
    counts = [here.change_count()]

    def noticed() -> bool:
        counts.append(here.change_count())
        return counts[-1] not in counts[:-1]

    (number,) = added(here, tmp_path, "own.mp4")
    assert noticed()
    assert here.change_count() == counts[-1]
    there.start([number])
    assert noticed()
    there.jobs()
    here.jobs()
    assert here.change_count() == counts[-1]
    here.database.update([number], fraction=0.5)
    there.move([number], None)
    assert noticed()


def test_a_change_that_fails_leaves_nothing(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    (number,) = added(queue, tmp_path, "out.mp4")

    def change() -> None:
        with queue.database.change():
            queue.database.update([number], message="half")
            with queue.database.change(durable=False):
                queue.database.update([number], fraction=0.5)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert (queue.job(number).message, queue.job(number).fraction) == ("", 0.0)
    queue.database.update([number], message="whole")
    assert queue_in(tmp_path).job(number).message == "whole"


# Rows


def test_names_that_are_not_text_survive(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 100% [x]\n")
    folder.mkdir()
    film = folder / os.fsdecode(b"-film \xff.mp4")
    film.write_bytes(b"a film")
    name = os.fsdecode(b"out \xe9'\".mp4")
    parts = str(folder / os.fsdecode(b"parts \xfe"))
    job = new_job(folder, name, request={"source": film.name}, options={"parts": parts})
    (made,) = queue_in(tmp_path).add([job])
    (read,) = queue_in(tmp_path).jobs(text="OUT")
    assert read == made
    assert (read.output, read.source) == (folder / name, film)
    assert (read.request["source"], read.options["parts"]) == (film.name, parts)
    assert read.output.parent.samefile(folder)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("film", ["Ärger 100%", "b_c", "b-c"]),
        ("ärger", ["Ärger 100%"]),
        ("ÄRGER", ["Ärger 100%"]),
        ("0%", ["Ärger 100%"]),
        ("b_c", ["b_c"]),
        ("\\", []),
        ("nothing", []),
    ],
)
def test_a_search_takes_letters_as_they_are(text: str, found: list[str], tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    added(queue, tmp_path, "Ärger 100%.mp4", "b_c.mp4", "b-c.mp4")
    assert order_of(queue.jobs(text=text)) == found


def test_jobs_are_chosen_by_state_and_text_together(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    one, two, _ = added(queue, tmp_path, "night one.mp4", "day.mp4", "night two.mp4")
    queue.start([one, two])
    assert order_of(queue.jobs([JobState.QUEUED], "night")) == ["night one"]
    assert order_of(queue.jobs([JobState.INACTIVE, JobState.QUEUED], "night t")) == ["night two"]
    assert queue.jobs([]) == []


def row(**values: Any) -> Job:
    usual: dict[str, Any] = dict.fromkeys(JOB_COLUMNS, 0)
    usual |= {"output": b"/o", "source": b"/s", "state": "queued", "log": "[]", "phase": ""}
    return decoded_job(list({**usual, **encoded(values)}.values()))


@given(
    state=st.sampled_from(JobState),
    phase=st.sampled_from(["", *PHASES]),
    done=st.integers(0, 1000),
    total=st.integers(0, 1000),
)
def test_how_much_is_done_is_the_same_in_python_and_in_the_database(
    state: JobState, phase: str, done: int, total: int
) -> None:
    job = row(state=state, phase=phase, work_done=done, work_total=total)
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE jobs (state, phase, work_done, work_total)")
    connection.execute("INSERT INTO jobs VALUES (?, ?, ?, ?)", (str(state), phase, done, total))
    ((told,),) = connection.execute(f"SELECT {DONE} FROM jobs").fetchall()
    assert told == job.done
    connection.close()


@given(st.lists(st.text(), max_size=5), st.text())
def test_any_text_goes_into_a_row_and_comes_back(log: list[str], message: str) -> None:
    job = row(log=tuple(log), message=message)
    assert job.log == tuple(log)
    assert job.message == message
