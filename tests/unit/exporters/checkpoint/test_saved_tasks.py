from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.checkpoint.progress_tracker import export_progress, resume_phase
from exporters.checkpoint.saved_tasks import find_task, forget, saved_tasks
from exporters.checkpoint.task_names import default_folder, file_name, folder_of, is_file_name
from exporters.checkpoint.work_queue import work_queue
from exporters.errors import StateBusy
from tests import journal_mutations as journals
from tests.interruptions import Stopped, ended_by, stop

HOSTILE = [
    "", " ", ".", "..", "/", "../../etc/passwd", "C:\\con", "con", "NUL", "-rf", "a\nb", "a\0b",
    "*?|<>\"'", "é", "e\u0301", "映画", "\udcff", "\ud800", "x" * 300, "x" * 301, "İ" * 50,
    "\x1b[2J",
    "task.export_state", "task.export_state.lock", "~", "%41", "Task", "task", "TASK", "ta sk",
]  # fmt: skip


def leave(folder: Path, name: str) -> None:
    with ended_by(), export_progress(name, progress_dir=folder) as tracker:
        resume_phase(tracker, "first", lambda: 1)
        tracker.step(7)
        resume_phase(tracker, "second", stop)


def test_hostile_names_get_files_of_their_own_and_are_listed_by_their_names(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "here"
    for name in HOSTILE:
        leave(folder, name)
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    files = [path.name for path in folder.iterdir()]
    assert len({name.lower() for name in files}) == len(HOSTILE)
    assert {task.name for task in saved_tasks(folder)} == set(HOSTILE)
    for name in HOSTILE:
        found = find_task(folder, name)
        assert found is not None
        assert found.name == name


@settings(max_examples=300, deadline=None)
@given(st.text(), st.text())
def test_names_of_files_are_safe_and_never_shared(one: str, other: str) -> None:
    for name in (one, other):
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}-[0-9a-f]{16}\.export_state", file_name(name))
        assert is_file_name(file_name(name))
    assert (file_name(one) == file_name(other)) == (one == other)


def test_a_task_is_described_as_it_was_left(tmp_path: Path) -> None:
    leave(tmp_path, "task")
    (task,) = saved_tasks(tmp_path)
    assert (task.name, task.kind, task.running) == ("task", "task", False)
    assert (task.phase, task.completed, task.steps) == ("second", ("first",), 7)
    assert task.started <= task.updated
    assert task.size == task.path.stat().st_size
    assert (task.set_aside, task.problem) == ((), "")


def test_a_work_queue_is_described_by_its_items(tmp_path: Path) -> None:
    with ended_by(), work_queue("queue", progress_dir=tmp_path) as queue:
        for number in range(5):
            queue.add(number)
        for item in queue:
            if item == 2:
                raise Stopped
    (task,) = saved_tasks(tmp_path)
    assert (task.kind, task.steps, task.pending) == ("items", 2, 3)


def test_a_task_that_runs_is_said_to_run_and_cannot_be_forgotten(tmp_path: Path) -> None:
    with export_progress("task", progress_dir=tmp_path) as tracker:
        (task,) = saved_tasks(tmp_path)
        assert task.running
        with pytest.raises(StateBusy, match="being run by process"):
            forget(task)
        resume_phase(tracker, "still there", lambda: 1)
        assert task.path.exists()


def test_forgetting_removes_all_that_belongs_to_the_task_and_nothing_else(
    tmp_path: Path,
) -> None:
    leave(tmp_path, "task")
    leave(tmp_path, "task 2")
    path = tmp_path / file_name("task")
    others = [path.with_name(f"{path.name}.mine"), path.with_name("x.damaged")]
    asides = [path.with_name(path.name + end) for end in (".damaged", ".unreadable-1")]
    for other in (*others, *asides):
        other.write_bytes(b"1234")
    task = find_task(tmp_path, "task")
    assert task is not None
    assert list(task.set_aside) == asides
    assert task.size == path.stat().st_size + 8
    forget(task)
    left = {entry.name for entry in tmp_path.iterdir()}
    assert left == {file_name("task 2"), *(other.name for other in others)}


def test_what_cannot_be_read_is_told_by_its_files_name(tmp_path: Path) -> None:
    (tmp_path / file_name("broken")).write_bytes(b"junk")
    (tmp_path / f"{file_name('gone')}.unreadable-2").write_bytes(b"junk")
    tasks = saved_tasks(tmp_path)
    assert {task.path.name for task in tasks} == {file_name("broken"), file_name("gone")}
    assert all(task.kind == "unreadable" and task.problem for task in tasks)
    for task in tasks:
        forget(task)
    assert list(tmp_path.iterdir()) == []


def test_files_of_other_kinds_are_passed_over(tmp_path: Path) -> None:
    journals.create(tmp_path / "film.mp4.export_state").close()
    journals.create(tmp_path / file_name("looks like a task")).close()
    (tmp_path / "notes.txt").touch()
    leave(tmp_path, "renamed")
    (tmp_path / file_name("renamed")).rename(tmp_path / file_name("other"))
    assert saved_tasks(tmp_path) == []
    assert find_task(tmp_path, "looks like a task") is None
    assert find_task(tmp_path, "other") is None


def test_where_there_is_no_folder_there_are_no_tasks(tmp_path: Path) -> None:
    assert saved_tasks(tmp_path / "missing") == []
    assert find_task(tmp_path / "missing", "task") is None


def test_the_default_folder_is_named_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        monkeypatch.setenv("REPRISE_DATA", name)
        assert default_folder() == Path(name) / "progress"
        with export_progress("task"):
            assert [task.name for task in saved_tasks(folder_of(None))] == ["task"]
    monkeypatch.setenv("REPRISE_DATA", "")
    assert default_folder().name == "progress"
    assert default_folder().is_absolute()
    assert folder_of("relative").is_absolute()
