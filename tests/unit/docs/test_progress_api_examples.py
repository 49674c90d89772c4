"""Takes the examples out of docs/progress-api.md and runs each as a program of its own."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

from exporters import errors
from exporters.checkpoint.progress_tracker import ProgressTracker, export_progress
from exporters.checkpoint.saved_tasks import find_task
from exporters.checkpoint.work_queue import WorkQueue, work_queue
from tests.document_examples import ROOT, end, examples_in, kill, kill_after, start
from tests.interruptions import until

DOCUMENT = ROOT / "docs" / "progress-api.md"
TEXT = DOCUMENT.read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, code in examples_in(DOCUMENT).items():
        (tmp_path / name).write_text(code, "utf-8")
    return tmp_path


def left(folder: Path) -> list[Path]:
    return list((folder / "progress").iterdir())


def test_every_example_is_run_here() -> None:
    assert set(examples_in(DOCUMENT)) == {"survey.py", "primes.py"}


def test_the_survey_runs_to_its_end_and_leaves_nothing(folder: Path) -> None:
    printed = end(start(folder, "survey.py"))
    assert printed == ["measures", "adds up from 0", "mean 3283.5 after 100 steps"]
    assert left(folder) == []


def test_the_survey_killed_in_each_phase_goes_on(folder: Path) -> None:
    kill_after(start(folder, "survey.py"), "measures")
    again = start(folder, "survey.py")
    assert again.stdout is not None
    assert [next(again.stdout) for _ in range(3)] == [
        "goes on after []\n",
        "measures\n",
        "adds up from 0\n",
    ]
    # Long enough for a save, and not for the phase.
    assert steps_saved(folder, "survey") > 0
    kill(again)
    first, second, last = end(start(folder, "survey.py"))
    assert first == "goes on after ['measure']"
    begun = re.fullmatch(r"adds up from (\d+)", second)
    assert begun
    assert int(begun[1]) > 0
    assert last == "mean 3283.5 after 100 steps"


def steps_saved(folder: Path, name: str) -> int:
    """Waits until there are some."""

    def saved() -> int:
        task = find_task(folder / "progress", name)
        return task.steps if task else 0

    assert until(lambda: saved() > 0)
    return saved()


def test_the_primes_are_found_though_the_search_is_killed(folder: Path) -> None:
    kill_after(start(folder, "primes.py"), "begins")
    process = start(folder, "primes.py")
    saved = steps_saved(folder, "primes")
    kill(process)
    first, *others = end(start(folder, "primes.py"))
    begun = re.fullmatch(r"begins with (\d+)", first)
    assert begun
    assert int(begun[1]) >= saved
    # All 83 right-truncatable primes; each of them and 10 numbers at first were tried with a digit.
    assert others == [f"found 83 rejected {10 + 830 - 83}", "largest 73939133"]
    assert left(folder) == []


def documented(heading: str) -> set[str]:
    """Names in the first column of the table with this header."""
    table = TEXT.split(f"| {heading} | |\n| --- | --- |\n")[1].split("\n\n")[0]
    cells = [line.split("|")[1] for line in table.splitlines()]
    return {re.split(r"\W", text)[0] for cell in cells for text in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize(("heading", "kind"), [("tracker", ProgressTracker), ("queue", WorkQueue)])
def test_the_tables_name_everything_that_a_program_may_use(heading: str, kind: type) -> None:
    public = {name for name in vars(kind) if not name.startswith("_")}
    # Attributes that are set when it is made stand in its docstring.
    section = (kind.__doc__ or "").split("Attributes:")[1]
    public |= set(re.findall(r"^        (\w+):", section, re.M))
    names = documented(heading) - {"key", "len"}
    assert names == public - {"phase"}


def test_the_defaults_are_those_of_the_functions() -> None:
    progress = inspect.signature(export_progress).parameters
    assert f"| `save_interval` | {progress['save_interval'].default:g} |" in TEXT
    queue = inspect.signature(work_queue).parameters
    told = re.search(r"`work_queue\(task_name, \*, (.*?)\)`", TEXT)
    assert told
    for name, value in re.findall(r"(\w+)=(\w+)", told[1]):
        assert queue[name].default == ast.literal_eval(value), name


def test_the_errors_exist() -> None:
    named = re.findall(r"`([A-Z]\w+)`", TEXT.split("## When something is wrong")[1])
    assert named
    for name in named:
        assert hasattr(errors, name), name
