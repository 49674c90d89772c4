"""The programs in docs/examples: killed and started again, they end as if nobody had disturbed."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from exporters.checkpoint.saved_tasks import find_task
from tests.commands import succeed
from tests.document_examples import LIMIT, ROOT, end, kill, start
from tests.interruptions import until

EXAMPLES = ROOT / "docs" / "examples"
PHASES = ("measure", "fit", "resample", "conclude")


def run(folder: Path, name: str, seconds: float) -> subprocess.Popen[str]:
    return start(folder, EXAMPLES / name, "--seconds", str(seconds))


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    end(run(folder, "estimation.py", 0.1))
    end(run(folder, "node_tree.py", 0.1))
    assert left(folder) == {"estimation.json", "phases.log", "tree.json"}
    return folder


def test_every_example_is_run_here() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {"estimation.py", "node_tree.py"}


def test_an_estimation_killed_in_each_phase_runs_each_to_its_end_once(
    tmp_path: Path, undisturbed: Path
) -> None:
    log = tmp_path / "phases.log"

    def noted(line: str) -> int:
        return Counter(log.read_text().splitlines())[line] if log.exists() else 0

    def is_in(phase: str) -> bool:
        task = find_task(tmp_path, "estimation")
        return task is not None and task.phase == phase and noted(f"began {phase}") > 0

    for number, phase in enumerate(PHASES):
        process = run(tmp_path, "estimation.py", 4)
        assert until(lambda phase=phase: is_in(phase))
        # Frozen, so that the phase does not end while the command line is asked.
        process.send_signal(signal.SIGSTOP)
        told = json.loads(succeed("progress", "check", "estimation", "--dir", tmp_path, "--json"))
        assert (told["running"], told["phase"]) == (True, phase)
        assert told["completed"] == list(PHASES[:number])
        kill(process)
        assert noted(f"completed {phase}") == 0
    printed = end(run(tmp_path, "estimation.py", 0.1))
    assert printed[0] == "resumed; completed: measure, fit, resample"
    for phase in PHASES:
        assert (noted(f"began {phase}"), noted(f"completed {phase}")) == (2, 1)
    assert left(tmp_path) == {"estimation.json", "phases.log"}
    result, expected = tmp_path / "estimation.json", undisturbed / "estimation.json"
    assert result.read_bytes() == expected.read_bytes()


def begun_with(process: subprocess.Popen[str]) -> int:
    match = re.fullmatch(r"begins with (\d+) nodes\n", first_line(process))
    assert match
    return int(match[1])


def nodes_saved(folder: Path) -> int:
    task = find_task(folder, "node tree")
    return task.steps if task else 0


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.soak)])
def test_a_tree_killed_at_random_times_is_the_same_tree(
    tmp_path: Path, undisturbed: Path, seed: int
) -> None:
    source, counts = random.Random(seed), []
    for _ in range(4):
        process = run(tmp_path, "node_tree.py", 3)
        counts.append(begun_with(process))
        time.sleep(source.uniform(0.1, 0.5))
        if len(counts) == 4:
            assert until(lambda: nodes_saved(tmp_path) > 0)
        kill(process)
    process = run(tmp_path, "node_tree.py", 0.1)
    counts.append(begun_with(process))
    assert end(process) == ["made 1000 nodes"]
    assert counts == sorted(counts)
    assert 0 < counts[-1] < 1000
    assert (tmp_path / "tree.json").read_bytes() == (undisturbed / "tree.json").read_bytes()
    assert left(tmp_path) == {"tree.json"}


def test_a_tree_stopped_by_ctrl_c_goes_on_with_the_very_item(
    tmp_path: Path, undisturbed: Path
) -> None:
    process = run(tmp_path, "node_tree.py", 10)
    assert begun_with(process) == 0
    assert until(lambda: nodes_saved(tmp_path) > 0)
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=LIMIT)
    assert "KeyboardInterrupt" in complaints
    (told,) = succeed("progress", "list", "--dir", tmp_path, "--json").splitlines()
    assert json.loads(told)["kind"] == "items"
    process = run(tmp_path, "node_tree.py", 0.1)
    assert begun_with(process) == json.loads(told)["steps"] > 0
    end(process)
    assert (tmp_path / "tree.json").read_bytes() == (undisturbed / "tree.json").read_bytes()


def test_a_second_run_at_the_same_time_is_told_so_and_harms_nothing(
    tmp_path: Path, undisturbed: Path
) -> None:
    process = run(tmp_path, "node_tree.py", 2)
    begun_with(process)
    second = run(tmp_path, "node_tree.py", 0.1)
    _, complaints = second.communicate(timeout=LIMIT)
    assert second.returncode == 1
    assert f'The task "node tree" is being run by process {process.pid} since' in complaints
    assert end(process) == ["made 1000 nodes"]
    assert (tmp_path / "tree.json").read_bytes() == (undisturbed / "tree.json").read_bytes()
