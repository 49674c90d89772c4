from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import progress_command
from app.cli.main import reprise
from exporters.checkpoint.progress_tracker import export_progress, resume_phase
from exporters.checkpoint.task_names import file_name
from exporters.checkpoint.work_queue import work_queue
from tests.interruptions import Stopped, ended_by, stop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two tasks and a work queue that were interrupted."""
    for name in ("estimate [bold]", "-x\n"):
        with ended_by(), export_progress(name, progress_dir=tmp_path) as tracker:
            resume_phase(tracker, "first", lambda: 1)
            tracker.step(1234)
            resume_phase(tracker, "second", stop)
    with ended_by(), work_queue("tree", progress_dir=tmp_path) as queue:
        queue.add(1)
        queue.add(2)
        for item in queue:
            if item == 2:
                raise Stopped
    return tmp_path


def progress(*arguments: object, given: str | None = None) -> Result:
    return CliRunner().invoke(reprise, ["progress", *map(str, arguments)], input=given)


def test_list_has_a_line_for_each_task(folder: Path) -> None:
    told = progress("list", "--dir", folder)
    assert told.exit_code == 0
    header, *lines = told.stdout.splitlines()
    assert header.split() == ["task", "phase", "completed", "steps", "started", "updated", "size",
                              "state"]  # fmt: skip
    assert [line.split()[0] for line in lines] == ["-x\\n", "estimate", "tree"]
    assert "estimate [bold]" in lines[1]
    assert {"second", "1", "1234", "interrupted"} <= set(lines[1].split())
    assert len(re.findall(r" \d\d:\d\d ", lines[1])) == 2
    assert "1 items wait" in lines[2]


def test_list_tells_which_run(folder: Path) -> None:
    with export_progress("tree 2", progress_dir=folder):
        told = progress("list", "--dir", folder, "tree 2")
    assert told.stdout.splitlines()[1].endswith("running")


def test_json_has_an_object_a_line(folder: Path) -> None:
    for command in ("list", "check"):
        told = progress(command, "--dir", folder, "--json")
        tasks = [json.loads(line) for line in told.stdout.splitlines()]
        assert [task["name"] for task in tasks] == ["-x\n", "estimate [bold]", "tree"]
        assert tasks[1]["completed"] == ["first"]
        assert tasks[1]["path"] == str(folder / file_name("estimate [bold]"))


def test_check_tells_of_one_task(folder: Path) -> None:
    told = progress("check", "estimate [bold]", "--dir", folder)
    assert told.exit_code == 0
    facts = dict(line.split(":", 1) for line in told.stdout.splitlines())
    facts = {name: text.strip() for name, text in facts.items()}
    assert facts["state"] == "interrupted"
    assert (facts["phase"], facts["completed"], facts["steps"]) == ("second", "first", "1234")
    assert facts["file"] == str(folder / file_name("estimate [bold]"))
    assert "items waiting: 1" in " ".join(progress("check", "tree", "--dir", folder).stdout.split())
    assert progress("check", "--dir", folder, "--", "-x\n").exit_code == 0


@pytest.mark.parametrize("command", ["check", "list", "clean"])
def test_a_task_of_which_nothing_is_saved_is_an_error(folder: Path, command: str) -> None:
    told = progress(command, "nothing", "--dir", folder)
    assert told.exit_code == 1
    assert 'No progress of the task "nothing" is saved in' in told.stderr


@pytest.mark.parametrize("command", ["check", "list", "clean"])
def test_no_tasks_are_no_error(tmp_path: Path, command: str) -> None:
    told = progress(command, "--dir", tmp_path / "missing")
    assert told.exit_code == 0
    assert told.stdout in ("No interrupted tasks.\n", "Nothing to clean.\n")


def test_clean_lists_asks_and_removes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "mine.txt").touch()
    asked: list[str] = []
    monkeypatch.setattr(progress_command, "confirmed", lambda text, yes: asked.append(text))
    told = progress("clean", "--dir", folder)
    assert asked == ["Remove 3 tasks?"]
    assert told.stdout.count(".export_state") == 3
    assert len(list(folder.iterdir())) == 4
    monkeypatch.undo()
    told = progress("clean", "tree", "--dir", folder, "--yes")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1].startswith("Removed 1, ")
    assert not (folder / file_name("tree")).exists()
    assert progress("clean", "--dir", folder, "-y").stdout.splitlines()[-1].startswith("Removed 2,")
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_clean_that_cannot_ask_wants_to_be_told(folder: Path) -> None:
    told = progress("clean", "--dir", folder, given="y\n")
    assert told.exit_code == 2
    assert "--yes" in told.stderr
    assert len(list(folder.iterdir())) == 3


def test_clean_leaves_a_task_that_runs_alone(folder: Path) -> None:
    with export_progress("alive", progress_dir=folder) as tracker:
        resume_phase(tracker, "first", lambda: 1)
        told = progress("clean", "alive", "--dir", folder, "--yes")
        assert told.exit_code == 1
        assert "alive is running and is left alone." in told.stderr
        told = progress("clean", "--dir", folder, "--yes")
        assert told.exit_code == 0
        assert told.stdout.splitlines()[-1].startswith("Removed 3,")
        assert (folder / file_name("alive")).exists()
        assert resume_phase(tracker, "second", lambda: 2) == 2


def test_clean_finds_out_when_a_task_was_begun_meanwhile(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work_queue("tree", progress_dir=folder):
        # As it was listed before the task was begun.
        monkeypatch.setattr("exporters.checkpoint.saved_tasks.in_use_by_lock", lambda path: False)
        told = progress("clean", "tree", "--dir", folder, "--yes")
        assert "being run by process" in told.stderr
        assert (folder / file_name("tree")).exists()


def test_what_cannot_be_read_is_listed_and_cleaned(folder: Path) -> None:
    broken = folder / file_name("broken")
    broken.write_bytes(b"junk")
    told = progress("list", "--dir", folder)
    assert "unreadable" in told.stdout
    assert "is not a journal of Reprise" in told.stdout
    assert "is not a journal" in progress("check", "--dir", folder).stdout
    progress("clean", "broken", "--dir", folder, "--yes")
    assert not broken.exists()


@pytest.mark.parametrize("arguments", [["purge"], ["list", "a", "b"], ["list", "--yes"]])
def test_wrong_usage_is_told(arguments: list[str]) -> None:
    assert progress(*arguments).exit_code == 2
