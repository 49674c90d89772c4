from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exporters.checkpoint import compacting, frames, records, task_file
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.progress_tracker import (
    ProgressTracker,
    export_progress,
    resume_phase,
)
from exporters.checkpoint.reading import parse, read_journal
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.task_names import file_name
from exporters.durable import Storage
from exporters.errors import ExportError, NewerVersion, StateBusy, StateError, UsageError
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.interruptions import InterruptedAt, Stopped, ended_by, every, stop, until

LOSSES: list[dict[str, Any] | None] = [
    None,
    {},
    {"contents": False},
    {"names": False},
    {"names": False, "tail": "half"},
    {"tail": "zeros"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "progress"


def path_in(folder: Path, name: str = "task") -> Path:
    return folder / file_name(name)


def state_in(folder: Path) -> JournalState:
    return read_journal(path_in(folder))


def interrupted(folder: Path, work: Callable[[ProgressTracker], object], **options: Any) -> None:
    """Run a task that does some work and is stopped."""
    with (
        ended_by(),
        export_progress("task", progress_dir=folder, **options) as tracker,
    ):
        work(tracker)
        raise Stopped


def test_a_task_that_is_not_interrupted_leaves_nothing(folder: Path) -> None:
    with export_progress("task", progress_dir=folder) as tracker:
        assert not tracker.is_resumed
        assert resume_phase(tracker, "add", lambda a, b: a + b, 1, b=2) == 3
        assert path_in(folder).exists()
    assert list(folder.iterdir()) == []


def test_a_complete_phase_is_skipped_and_its_result_returned(folder: Path) -> None:
    result = {"text": "ä\ud800", "numbers": [1, -2.5, 1 << 63], "bytes": b"\0", "no": None}
    interrupted(folder, lambda tracker: resume_phase(tracker, "one", lambda: result))
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.is_resumed
        assert tracker.completed_phases == ["one"]
        assert resume_phase(tracker, "one", stop) == result
        with pytest.raises(Stopped):
            resume_phase(tracker, "two", stop)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_whatever_ends_a_task_its_progress_stays(folder: Path, error: type[BaseException]) -> None:
    with ended_by(error), export_progress("task", progress_dir=folder) as tracker:
        resume_phase(tracker, "one", lambda: 1)
        tracker.step(3)
        raise error
    state = state_in(folder)
    assert state.results == {"one": 1}
    assert state.progress == 3
    assert not list(folder.glob("*.lock"))


def test_a_first_run_gets_the_result_that_a_later_one_will_get(folder: Path) -> None:
    original = {"pair": (1, (2, 3)), "list": []}

    def work(tracker: ProgressTracker) -> None:
        first = resume_phase(tracker, "one", lambda: original)
        assert first == {"pair": [1, [2, 3]], "list": []}
        first["list"].append("changed by the caller")
        assert resume_phase(tracker, "one", stop) == {"pair": [1, [2, 3]], "list": []}

    interrupted(folder, work)
    assert original["list"] == []
    with export_progress("task", progress_dir=folder) as tracker:
        second = resume_phase(tracker, "one", stop)
        assert second == {"pair": [1, [2, 3]], "list": []}
        second["list"].append("changed by the caller")
        assert resume_phase(tracker, "one", stop) == {"pair": [1, [2, 3]], "list": []}


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, {1: 2}, 1 << 64, lambda: 1, [Path("x")], type("Text", (str,), {})("x")],
)
def test_a_result_that_cannot_be_saved_is_told_and_its_phase_runs_again(
    folder: Path, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    def work(tracker: ProgressTracker) -> None:
        assert resume_phase(tracker, "odd", lambda: value) is value
        assert list(tracker.unsaved) == ["odd"]
        assert tracker.completed_phases == []

    interrupted(folder, work)
    assert 'The result of the phase "odd" is not saved' in caplog.text
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.completed_phases == []
        assert resume_phase(tracker, "odd", lambda: "plain now") == "plain now"
        assert tracker.unsaved == {}


def test_a_result_that_contains_itself_or_is_too_large_cannot_be_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless: list[Any] = []
    endless.append(endless)
    monkeypatch.setitem(records.PAYLOAD_LIMITS, records.RESULT, 1000)
    monkeypatch.setattr(records, "MAX_ITEMS", 100)

    def work(tracker: ProgressTracker) -> None:
        assert resume_phase(tracker, "endless", lambda: endless) is endless
        assert resume_phase(tracker, "large", lambda: b"x" * 1000) == b"x" * 1000
        assert resume_phase(tracker, "long", lambda: [1] * 101) == [1] * 101
        assert resume_phase(tracker, "small", lambda: [1] * 100) == [1] * 100
        assert list(tracker.unsaved) == ["endless", "large", "long"]

    interrupted(folder, work)
    assert list(state_in(folder).results) == ["small"]


def test_a_resumed_task_knows_what_it_knew(folder: Path) -> None:
    began = time.time()

    def work(tracker: ProgressTracker) -> None:
        resume_phase(tracker, "one", lambda: 1)
        tracker.step(2, position=("a", 1))
        tracker.step()
        tracker.keep(colour="blue")
        resume_phase(tracker, "two", stop)

    with ended_by(), export_progress("task", progress_dir=folder) as first:
        work(first)
    ended = time.time()
    assert (first.current_phase, first.step_count) == ("two", 3)
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.task_name == "task"
        assert tracker.is_resumed
        assert began <= tracker.start_time <= tracker.last_update <= ended
        assert tracker.current_phase == "two"
        assert tracker.completed_phases == ["one"]
        assert tracker.step_count == 3
        assert tracker.values == {"position": ["a", 1], "colour": "blue"}
        tracker.step(4)
        assert tracker.step_count == 7
        resume_phase(tracker, "two", lambda: 2)
        assert tracker.current_phase == ""
        assert tracker.completed_phases == ["one", "two"]
        assert tracker.last_update >= ended


def test_what_is_kept_is_a_copy_and_of_plain_types(folder: Path) -> None:
    with export_progress("task", progress_dir=folder) as tracker:
        numbers = [1]
        tracker.keep(numbers=numbers)
        numbers.append(2)
        tracker.values["numbers"].append(3)
        for wrong in (object(), {1: 2}, "x" * (1 << 20)):
            with pytest.raises(StateError):
                tracker.step(1, numbers=[9], wrong=wrong)
        with pytest.raises(TypeError):
            tracker.step(0.5, numbers=[9])  # type: ignore[arg-type]
        assert tracker.values == {"numbers": [1]}
        assert tracker.step_count == 0


def test_phases_may_hold_phases_and_fail_without_ending_the_task(folder: Path) -> None:
    def outer(tracker: ProgressTracker) -> int:
        assert tracker.current_phase == "outer"
        inner = resume_phase(tracker, "inner", lambda: 1)
        assert tracker.current_phase == "outer"
        return inner + 1

    with export_progress("task", progress_dir=folder) as tracker:
        assert resume_phase(tracker, "outer", outer, tracker) == 2
        assert tracker.completed_phases == ["inner", "outer"]
        with pytest.raises(Stopped):
            resume_phase(tracker, "failing", stop)
        assert tracker.current_phase == "failing"
        assert resume_phase(tracker, "next", lambda: tracker.current_phase) == "next"


def test_names_of_phases_are_text_of_limited_length(folder: Path) -> None:
    names = ["", "a/../b\n", "\ud800", "x" * 900]
    interrupted(folder, lambda tracker: [resume_phase(tracker, n, lambda n=n: n) for n in names])
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.completed_phases == names
        for wrong in ("x" * 2000, 7, None):
            with pytest.raises(StateError):
                resume_phase(tracker, wrong, stop)  # type: ignore[arg-type]


def test_progress_is_saved_while_a_phase_runs(folder: Path) -> None:
    with export_progress("task", progress_dir=folder, save_interval=0.02) as tracker:

        def long() -> bool:
            tracker.step(5, half="way")
            return until(lambda: state_in(folder).details == {"half": "way"})

        assert resume_phase(tracker, "long", long)
        before = state_in(folder).saved
        # Also when nothing has changed: it tells that the task is alive.
        assert until(lambda: state_in(folder).saved > before)
        assert state_in(folder).progress == 5


def test_what_a_phase_has_kept_is_never_older_than_its_result(folder: Path) -> None:
    def phase(tracker: ProgressTracker, name: str) -> None:
        tracker.step(last=name)

    def work(tracker: ProgressTracker) -> None:
        for name in ("one", "two"):
            resume_phase(tracker, name, phase, tracker, name)

    interrupted(folder, work)
    content = path_in(folder).read_bytes()
    seen = set()
    for end in frames.walk(content, records.PAYLOAD_LIMITS).seams[1:]:
        state = parse(content[: end + 4], path_in(folder)).state
        seen.add(len(state.results))
        if state.results:
            last = list(state.results)[-1]
            assert state.progress >= len(state.results)
            assert state.details["last"] >= last
    assert seen == {0, 1, 2}


def test_a_large_result_is_written_once(folder: Path) -> None:
    large = os.urandom(3 << 20)
    with export_progress("task", progress_dir=folder) as tracker:
        resume_phase(tracker, "large", lambda: large)
        for number in range(100):
            tracker.step(number=number)
            assert tracker.save()
        assert len(large) < path_in(folder).stat().st_size < len(large) + 100 * 60 + 2000


def test_a_second_run_of_the_same_task_is_told_who_runs_it(folder: Path) -> None:
    with export_progress("task", progress_dir=folder):
        expected = rf'task "task" is being run by process {os.getpid()} since'
        with pytest.raises(StateBusy, match=expected), export_progress("task", progress_dir=folder):
            pytest.fail("It was run twice.")
        with export_progress("Task", progress_dir=folder) as other:
            resume_phase(other, "one", lambda: 1)
        assert path_in(folder).exists()


def test_the_file_of_something_else_is_left_alone(folder: Path) -> None:
    from exporters.checkpoint.work_queue import work_queue

    with pytest.raises(Stopped), work_queue("task", progress_dir=folder):
        raise Stopped
    with (
        pytest.raises(UsageError, match="progress of a work queue"),
        export_progress("task", progress_dir=folder),
    ):
        pytest.fail("It was taken for a task.")
    interrupted(folder / "tasks", lambda tracker: tracker.step())
    path_in(folder / "tasks").rename(path_in(folder / "tasks", "other"))
    with (
        pytest.raises(UsageError, match='not of a task with phases called "other"'),
        export_progress("other", progress_dir=folder / "tasks"),
    ):
        pytest.fail("It was taken for another task.")


@pytest.mark.parametrize("wrong", [None, 7, b"bytes", "x" * 1_000_001])
def test_a_name_that_is_no_text_is_refused(folder: Path, wrong: Any) -> None:
    with (
        pytest.raises(UsageError, match="name of a task"),
        export_progress(wrong, progress_dir=folder),
    ):
        pytest.fail("It was accepted.")
    assert not folder.exists()


def test_a_file_that_cannot_be_read_is_set_aside(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.mkdir()
    path_in(folder).write_bytes(b"something else")
    interrupted(folder, lambda tracker: resume_phase(tracker, "one", lambda: 1))
    assert "It was renamed to" in caplog.text
    aside = path_in(folder).with_name(path_in(folder).name + ".unreadable-1")
    assert aside.read_bytes() == b"something else"
    assert state_in(folder).results == {"one": 1}


def test_a_folder_in_the_place_of_the_file_is_set_aside(folder: Path) -> None:
    path_in(folder).mkdir(parents=True)
    interrupted(folder, lambda tracker: resume_phase(tracker, "one", lambda: 1))
    assert state_in(folder).results == {"one": 1}


def test_a_damaged_file_is_used_as_far_as_it_is_intact(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    interrupted(folder, lambda tracker: resume_phase(tracker, "one", lambda: "first result"))
    interrupted(folder, lambda tracker: resume_phase(tracker, "two", lambda: "second result"))
    content = bytearray(path_in(folder).read_bytes())
    content[content.index(b"second result")] ^= 1
    path_in(folder).write_bytes(content)
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.completed_phases == ["one"]
    assert "is damaged" in caplog.text
    damaged = path_in(folder).with_name(path_in(folder).name + ".damaged")
    assert damaged.read_bytes() == content


def test_a_file_of_a_newer_version_is_refused_and_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "MAJOR", 2)
    interrupted(folder, lambda tracker: None)
    monkeypatch.undo()
    content = path_in(folder).read_bytes()
    with pytest.raises(NewerVersion), export_progress("task", progress_dir=folder):
        pytest.fail("It was read.")
    assert path_in(folder).read_bytes() == content
    assert not list(folder.glob("*.lock"))


def test_where_nothing_can_be_saved_the_task_runs_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    where = tmp_path / "file" / "progress"
    with export_progress("task", progress_dir=where) as tracker:
        assert resume_phase(tracker, "one", lambda: (1, 2)) == [1, 2]
        tracker.step()
        assert not tracker.save()
    assert "cannot be saved at the moment" in caplog.text
    with ended_by(), export_progress("task", progress_dir=where):
        raise Stopped


def test_as_soon_as_it_can_be_saved_all_is_saved(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    folder = tmp_path / "progress"
    folder.touch()
    with (
        ended_by(),
        export_progress("task", progress_dir=folder, save_interval=0.02) as tracker,
    ):
        resume_phase(tracker, "one", lambda: "result")
        tracker.step(3)
        folder.unlink()
        assert until(path_in(folder).exists)
        assert until(lambda: state_in(folder).progress == 3)
        raise Stopped
    assert state_in(folder).results == {"one": "result"}
    assert "The progress is saved again." in caplog.text


def test_what_could_not_be_saved_before_is_saved_when_the_task_stops(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    folder.touch()

    def work(tracker: ProgressTracker) -> None:
        resume_phase(tracker, "one", lambda: "result")
        tracker.step(3, name="x")
        folder.unlink()

    interrupted(folder, work)
    state = state_in(folder)
    assert (state.results, state.progress) == ({"one": "result"}, 3)


def test_what_an_earlier_run_has_saved_is_used_where_nothing_can_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    interrupted(folder, lambda tracker: resume_phase(tracker, "one", lambda: "result"))
    content = path_in(folder).read_bytes()

    def refuse(lock: ExportLock) -> None:
        raise StateError("Could not lock it: Read-only file system.")

    monkeypatch.setattr(ExportLock, "acquire", refuse)
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.is_resumed
        assert resume_phase(tracker, "one", stop) == "result"
        assert resume_phase(tracker, "two", lambda: 2) == 2
        assert path_in(folder).read_bytes() == content
        monkeypatch.undo()
    # It could be written at the end, so the complete task leaves nothing.
    assert not path_in(folder).exists()
    assert "Read-only file system" in caplog.text


def test_another_runs_progress_is_never_mixed_with_ones_own(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """While this run could not save, another one has begun and stopped."""
    folder, other = tmp_path / "progress", tmp_path / "other"
    folder.touch()
    interrupted(other, lambda tracker: resume_phase(tracker, "one", lambda: "of the other"))
    with export_progress("task", progress_dir=folder, save_interval=0.02) as tracker:
        resume_phase(tracker, "one", lambda: "mine")
        folder.unlink()
        other.rename(folder)
        assert until(lambda: "changed by another process" in caplog.text)
        resume_phase(tracker, "two", lambda: 2)
        assert "changed by another process" in tracker.unsaved["two"]
    assert state_in(folder).results == {"one": "of the other"}


class FullDisk(Storage):
    """Fails to replace files, as where there is no room for a new one, while ``full``."""

    full = True

    def write_file(self, path: Path, content: bytes) -> None:
        if self.full:
            raise ExportError("There is no room.")
        super().write_file(path, content)


def test_a_full_disk_only_delays_saving(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk = FullDisk()
    with (
        ended_by(),
        export_progress("task", progress_dir=folder, storage=disk) as tracker,
    ):
        resume_phase(tracker, "one", lambda: 1)
        assert not path_in(folder).exists()
        disk.full = False
        assert until(tracker.save)
        raise Stopped
    assert "There is no room." in caplog.text
    assert state_in(folder).results == {"one": 1}


def test_a_file_that_cannot_be_removed_stops_nothing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Stubborn(Storage):
        def remove(self, path: Path) -> None:
            raise ExportError("Could not remove it.")

    with export_progress("task", progress_dir=folder, storage=Stubborn()) as tracker:
        resume_phase(tracker, "one", lambda: 1)
    assert "Could not remove it." in caplog.text
    with export_progress("task", progress_dir=folder) as tracker:
        assert tracker.completed_phases == ["one"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only where processes can be forked")
def test_a_forked_child_does_not_end_its_parents_task(folder: Path) -> None:
    with export_progress("task", progress_dir=folder) as tracker:
        resume_phase(tracker, "one", lambda: 1)
        child = os.fork()
        if child == 0:
            with contextlib.suppress(BaseException):
                tracker._end(complete=True)
            os._exit(0)
        os.waitpid(child, 0)
        assert path_in(folder).exists()
        with pytest.raises(StateBusy), export_progress("task", progress_dir=folder):
            pytest.fail("The child has given the lock away.")
        resume_phase(tracker, "two", lambda: 2)
        assert state_in(folder).results == {"one": 1, "two": 2}


def test_old_progress_is_dropped_from_a_file_that_grows(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_file, "COMPACT_BYTES", 100_000)
    sizes = []

    def work(tracker: ProgressTracker) -> None:
        resume_phase(tracker, "one", lambda: "x" * 10_000)
        for number in range(60):
            tracker.step(number=number, filler="y" * 5_000)
            tracker.save()
            sizes.append(path_in(folder).stat().st_size)
            if len(sizes) % 10 == 0:
                assert until(lambda: path_in(folder).stat().st_size < 100_000)

    interrupted(folder, work, save_interval=0.01)
    state = state_in(folder)
    assert not state.damage
    assert state.results == {"one": "x" * 10_000}
    assert (state.progress, state.details["number"]) == (60, 59)
    assert len(state.sessions) == 1


def test_compacting_is_survived_wherever_it_is_stopped(tmp_path: Path) -> None:
    def prepare(folder: Path) -> JournalState:
        shutil.rmtree(folder, ignore_errors=True)

        def work(tracker: ProgressTracker) -> None:
            resume_phase(tracker, "one", lambda: 1)
            for number in range(10):
                tracker.step(number=number)
                tracker.save()

        interrupted(folder, work, synchronous=True)
        return state_in(folder)

    folder = tmp_path / "progress"
    prepare(folder)
    counting = FaultyStorage(folder)
    before = path_in(folder).stat().st_size
    assert compacting.compact(path_in(folder), counting) < before - 9 * 30
    for at in range(len(counting.operations)):
        for loss in LOSSES:
            expected = prepare(folder)
            storage = FaultyStorage(folder, at)
            with pytest.raises(SimulatedCrash):
                compacting.compact(path_in(folder), storage)
            if loss is not None:
                storage.lose_unsynced(**loss)
            assert state_in(folder) == expected


def test_a_task_whose_file_is_full_goes_on_unsaved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(task_file, "LARGEST", 5_000)

    def work(tracker: ProgressTracker) -> None:
        assert resume_phase(tracker, "small", lambda: 1) == 1
        assert resume_phase(tracker, "large", lambda: "x" * 5_000) == "x" * 5_000
        assert resume_phase(tracker, "small again", lambda: 2) == 2
        assert list(tracker.unsaved) == ["large", "small again"]

    interrupted(folder, work)
    assert "has become too large" in caplog.text
    assert state_in(folder).results == {"small": 1}


class Task:
    """Three phases; remembers which were run and which were certainly saved."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder = folder
        self.options = options
        self.run_now: list[str] = []
        self.returned: list[str] = []

    def phase(self, name: str, value: int) -> dict[str, Any]:
        self.run_now.append(name)
        return {name: value}

    def run(self) -> list[Any]:
        results = []
        with export_progress("task", progress_dir=self.folder, **self.options) as tracker:
            for value, name in enumerate(("one", "two", "three")):
                results.append(resume_phase(tracker, name, self.phase, name, value))
                self.returned.append(name)
                tracker.step(last=name)
        return results


EXPECTED = [{"one": 0}, {"two": 1}, {"three": 2}]


def check_again(folder: Path, stopped: Task) -> None:
    """The next run has the same results, and runs no phase that had returned."""
    again = Task(folder)
    left = path_in(folder).exists()
    assert again.run() == EXPECTED
    if left:
        assert not set(again.run_now) & set(stopped.returned)
    assert not path_in(folder).exists()


@pytest.mark.parametrize("loss", LOSSES, ids=str)
def test_after_a_stop_at_any_operation_no_complete_phase_is_lost(
    tmp_path: Path, loss: dict[str, Any] | None
) -> None:
    folder = tmp_path / "progress"
    folder.mkdir()
    counting = FaultyStorage(folder)
    assert Task(folder, storage=counting, synchronous=True).run() == EXPECTED
    assert len(counting.operations) > 25
    for at in range(len(counting.operations)):
        shutil.rmtree(folder)
        folder.mkdir()
        storage = FaultyStorage(folder, at)
        stopped = Task(folder, storage=storage, synchronous=True)
        with pytest.raises(SimulatedCrash):
            stopped.run()
        if loss is not None:
            storage.lose_unsynced(**loss)
        # Before the file has its name nothing is saved, and nothing has returned.
        assert path_in(folder).exists() or len(stopped.returned) in (0, 3)
        check_again(folder, stopped)


def lines_of(run: Callable[[], object]) -> int:
    with InterruptedAt(None) as counting:
        run()
    return counting.lines


def test_ctrl_c_before_any_line_loses_no_complete_phase(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    total = lines_of(lambda: Task(folder).run())
    saved = checked = 0
    tried = list(every(total, 200))
    for at in tried:
        shutil.rmtree(folder, ignore_errors=True)
        stopped = Task(folder)
        with contextlib.suppress(KeyboardInterrupt), InterruptedAt(at):
            stopped.run()
        if path_in(folder).exists():
            saved += 1
            assert not state_in(folder).damage
        else:
            # Nothing has returned yet, or all has, and the file is not needed any more.
            assert len(stopped.returned) in (0, 3)
        # Ctrl+C in the middle of taking the lock leaves it to this process, which still lives.
        if not list(folder.glob("*.lock")):
            checked += 1
            check_again(folder, stopped)
    assert saved > len(tried) / 2
    assert checked > len(tried) / 2
