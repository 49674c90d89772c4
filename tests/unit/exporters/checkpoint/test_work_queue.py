from __future__ import annotations

import contextlib
import itertools
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.checkpoint import queue_changes, task_file
from exporters.checkpoint.progress_tracker import export_progress
from exporters.checkpoint.reading import read_journal
from exporters.checkpoint.state import JournalState, WorkItems
from exporters.checkpoint.task_names import file_name
from exporters.checkpoint.work_queue import WorkQueue, work_queue
from exporters.errors import StateBusy, StateError, UsageError
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.interruptions import InterruptedAt, Stopped, ended_by, every, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "progress"


def path_in(folder: Path) -> Path:
    return folder / file_name("work")


def state_in(folder: Path) -> JournalState:
    return read_journal(path_in(folder))


def moment(work: WorkItems | None) -> tuple[Any, ...]:
    """All that belongs to a moment, in a form that can be compared."""
    work = work or WorkItems()
    return (
        repr(list(work.pending)),
        frozenset(work.keys),
        repr(sorted(work.counters.items())),
        repr(work.results),
        work.done,
    )


def grow(queue: WorkQueue, item: dict[str, Any], below: int) -> None:
    """Work whose outcome depends on all items before it."""
    number = queue.count("nodes") or int(queue.counters["nodes"])
    queue.keep([number, item["name"]])
    for child in range(1 + item["name"] % 3):
        name = (item["name"] * 7 + child * 5 + number) % below
        if not queue.add({"name": name, "parent": item["name"]}, key=name):
            queue.count("twice", 0.5)


def run(
    folder: Path,
    before: Callable[[int], None] = lambda number: None,
    below: int = 60,
    **options: Any,
) -> tuple[Any, ...]:
    """Do all the work; returns what came out. ``before`` is called in the middle of each item."""
    with work_queue("work", progress_dir=folder, **{"save_every": 4, **options}) as queue:
        queue.add({"name": 1, "parent": None}, key=1)
        for item in queue:
            queue.count("begun")
            before(queue.done)
            grow(queue, item, below)
        return moment(queue._now)


def stop_at(number: int) -> Callable[[int], None]:
    def before(done: int) -> None:
        if done == number:
            raise Stopped

    return before


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, ...]:
    return run(tmp_path_factory.mktemp("undisturbed"))


def test_items_are_done_in_order_and_known_ones_not_added_again(folder: Path) -> None:
    seen = []
    with work_queue("work", progress_dir=folder) as queue:
        assert not queue.is_resumed
        assert queue.add("a", key="a")
        assert queue.add("b", key=b"b")
        assert not queue.add("c", key="a")
        assert queue.add("c")
        assert queue.add("c")
        for item in queue:
            seen.append((item, len(queue), queue.done))
            if item == "a":
                assert queue.add(("d", 1), key=4)
            queue.keep((item, 1))
            queue.count("items")
        assert seen == [("a", 3, 0), ("b", 3, 1), ("c", 2, 2), ("c", 1, 3), (["d", 1], 0, 4)]
        assert "a" in queue
        assert b"b" in queue
        assert 4 in queue
        assert "b" not in queue
        assert queue.results == [["a", 1], ["b", 1], ["c", 1], ["c", 1], [["d", 1], 1]]
        assert queue.counters == {"items": 5}
        assert queue.done == 5
    assert list(folder.iterdir()) == []


def test_stopped_at_any_item_the_work_ends_as_if_undisturbed(
    folder: Path, undisturbed: tuple[Any, ...]
) -> None:
    assert undisturbed[-1] > 40
    for number in range(undisturbed[-1]):
        with pytest.raises(Stopped):
            run(folder, stop_at(number))
        state = state_in(folder)
        # The item that was stopped has left no trace, those before it are all there.
        assert (state.work or WorkItems()).done == number
        assert run(folder) == undisturbed
        assert not path_in(folder).exists()


def test_stopped_again_and_again_it_ends_the_same(
    folder: Path, undisturbed: tuple[Any, ...]
) -> None:
    for number in range(undisturbed[-1]):
        with pytest.raises(Stopped):
            run(folder, stop_at(number))
    assert len(state_in(folder).sessions) == undisturbed[-1]
    assert run(folder) == undisturbed


def test_a_resumed_queue_knows_what_it_knew(folder: Path) -> None:
    began = time.time()
    with pytest.raises(Stopped):
        run(folder, stop_at(7))
    ended = time.time()
    with work_queue("work", progress_dir=folder) as queue:
        assert queue.is_resumed
        assert queue.task_name == "work"
        assert began <= queue.start_time <= queue.last_update <= ended
        assert queue.done == 7
        assert queue.counters["begun"] == queue.counters["nodes"] == 7
        assert len(queue.results) == 7
        assert not queue.add("root", key=1)


def test_what_was_only_added_before_the_first_item_is_added_again(folder: Path) -> None:
    with ended_by(), work_queue("work", progress_dir=folder) as queue:
        queue.add(1, key=1)
        raise Stopped
    with work_queue("work", progress_dir=folder) as queue:
        assert not queue.is_resumed
        assert queue.add(1, key=1)


def test_items_and_results_are_copies(folder: Path) -> None:
    item = {"list": [1]}
    with ended_by(), work_queue("work", progress_dir=folder) as queue:
        queue.add(item)
        queue.add(item)
        queue.keep(item)
        item["list"].append(2)
        for taken in queue:
            assert taken == {"list": [1]}
            taken["list"].append(3)
            queue.results.append("not a result")
            if queue.done:
                raise Stopped
    work = state_in(folder).work
    assert work is not None
    assert (list(work.pending), work.results) == ([{"list": [1]}], [{"list": [1]}])


def test_every_few_items_are_saved(folder: Path) -> None:
    saved = []
    with work_queue("work", progress_dir=folder, save_every=3, synchronous=True) as queue:
        for number in range(10):
            queue.add(number)
        for _ in queue:
            work = state_in(folder).work
            saved.append(work.done if work else None)
    assert saved == [None, None, None, 3, 3, 3, 6, 6, 6, 9]


def test_an_item_that_takes_long_does_not_keep_the_others_from_being_saved(folder: Path) -> None:
    with work_queue("work", progress_dir=folder, save_interval=0.02) as queue:
        for number in range(3):
            queue.add(number)
        for item in queue:
            if item == 2:
                queue.keep("of the item at hand")
                assert until(lambda: state_in(folder).work is not None)
                work = state_in(folder).work
                assert work is not None
                assert (work.done, list(work.pending), work.results) == (2, [2], [])


def test_the_file_grows_with_the_items_not_with_their_square(folder: Path) -> None:
    sizes = []
    with work_queue("work", progress_dir=folder, save_every=10, synchronous=True) as queue:
        queue.add(0)
        for item in queue:
            if item and item % 2000 == 0:
                sizes.append(path_in(folder).stat().st_size)
            if item == 8000:
                break
            queue.add(item + 1, key=item + 1)
            queue.keep(item)
            queue.count("items")
    steps = [after - before for before, after in itertools.pairwise(sizes)]
    assert len(steps) == 3
    assert max(steps) < 1.2 * min(steps)
    assert sizes[-1] < 8000 * 20


def test_much_at_once_is_saved_without_waiting_for_more(folder: Path) -> None:
    with work_queue("work", progress_dir=folder, save_every=1000, synchronous=True) as queue:
        queue.add("large")
        for _ in queue:
            if queue.done == 2:
                break
            queue.keep("x" * 300_000)
            queue.add("next")
        work = state_in(folder).work
        assert work is not None
        assert work.done == 2


def test_what_cannot_be_saved_is_refused_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_refused(call: Callable[[], object]) -> None:
        with pytest.raises(StateError):
            call()

    with ended_by(), work_queue("work", progress_dir=folder) as queue:
        queue.add(1, key=1)
        for _ in queue:
            if queue.done:
                raise Stopped
            for value in (object(), {1: 2}, 1 << 64, {1, 2}):
                is_refused(lambda value=value: queue.add(value, key="new"))
                is_refused(lambda value=value: queue.keep(value))
            for key in (1.0, True, (1, 2), ["a"], 1 << 64):
                is_refused(lambda key=key: queue.add(2, key=key))
            for count in ("1", True, 1 << 64):
                is_refused(lambda count=count: queue.count("n", count))
            is_refused(lambda: queue.count(7))  # type: ignore[arg-type]
            monkeypatch.setattr(queue_changes, "MAX_PAYLOAD", 2000)
            is_refused(lambda: queue.add("x" * 2000, key="new"))
            is_refused(lambda: queue.keep("x" * 2000))
            monkeypatch.undo()
            queue.add(2, key=2)
            queue.keep("kept")
            queue.count("n", 1.5)
    work = state_in(folder).work
    assert work is not None
    assert (list(work.pending), work.keys) == ([2], {1, 2})
    assert (work.results, work.counters) == (["kept"], {"n": 1.5})


def test_a_second_run_is_told_who_works(folder: Path) -> None:
    expected = 'task "work" is being run by process'
    with work_queue("work", progress_dir=folder), pytest.raises(StateBusy, match=expected):
        run(folder)
    with ended_by(), export_progress("work", progress_dir=folder):
        raise Stopped
    with pytest.raises(UsageError, match="progress of a task with phases"):
        run(folder)


def test_when_the_file_is_full_what_is_saved_stays_one_moment(
    folder: Path,
    undisturbed: tuple[Any, ...],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(task_file, "LARGEST", 900)
    with pytest.raises(Stopped):
        run(folder, stop_at(40))
    assert "has become too large" in caplog.text
    monkeypatch.undo()
    work = state_in(folder).work
    assert work is not None
    assert 0 < work.done < 40
    assert run(folder) == undisturbed


def test_where_nothing_can_be_saved_the_work_is_done_all_the_same(
    tmp_path: Path, undisturbed: tuple[Any, ...]
) -> None:
    (tmp_path / "file").touch()
    assert run(tmp_path / "file" / "progress") == undisturbed


def test_after_ctrl_c_in_its_own_bookkeeping_a_queue_takes_no_more_items(folder: Path) -> None:
    with work_queue("work", progress_dir=folder) as queue:
        queue.add(1)
        with ended_by(KeyboardInterrupt), InterruptedAt(12):
            for _ in queue:
                pytest.fail("It was not interrupted.")
        with pytest.raises(StateError, match="was interrupted"):
            next(iter(queue))


def test_ctrl_c_before_any_line_leaves_a_consistent_moment(folder: Path) -> None:
    def work() -> tuple[Any, ...]:
        return run(folder, below=7, save_every=2)

    with InterruptedAt(None) as counting:
        expected = work()
    assert expected[-1] > 4
    resumed = 0
    for at in every(counting.lines, 200):
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(KeyboardInterrupt), InterruptedAt(at):
            work()
        if path_in(folder).exists():
            assert not state_in(folder).damage
            resumed += state_in(folder).work is not None
        # Where Ctrl+C came while the lock was given back, it goes with this process.
        if not list(folder.glob("*.lock")):
            assert work() == expected
    assert resumed > 30


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 9), st.none() | st.integers(0, 9)),
        st.tuples(st.just("count"), st.sampled_from("ab"), st.integers(-2, 2)),
        st.tuples(st.just("keep"), st.text(max_size=5)),
        st.just(("next",)),
    ),
    max_size=40,
)
LOSSES = st.sampled_from(
    [
        None,
        {},
        {"contents": False},
        {"names": False},
        {"names": False, "tail": "half"},
        {"names": False, "tail": "zeros"},
        {"tail": "half"},
    ]
)


class Story:
    """Carries out operations on a queue, and remembers every moment between two items.

    Attributes:
        moments: all of them, as they must be found again.
        saved: how many there were when the last of them was certainly on the disk.
    """

    def __init__(self, folder: Path, storage: FaultyStorage, save_every: int) -> None:
        self.moments = [moment(None)]
        self.saved = 1
        self._folder = folder
        self._storage = storage
        self._save_every = save_every

    def run(self, operations: list[tuple[Any, ...]]) -> None:
        with work_queue(
            "work",
            progress_dir=self._folder,
            save_every=self._save_every,
            storage=self._storage,
            synchronous=True,
        ) as queue:
            items = iter(queue)
            done = 0
            for name, *arguments in operations:
                if name != "next":
                    getattr(queue, name)(*arguments)
                    continue
                now = moment(queue._now)
                began = queue._item.taken
                self.moments.append((*now[:-1], queue.done + began))
                if next(items, None) is None:
                    items = iter(queue)
                done += began
                if done >= self._save_every and began:
                    done, self.saved = 0, len(self.moments)
            raise Stopped


@settings(deadline=None, max_examples=150)
@given(OPERATIONS, st.integers(1, 4), st.integers(0, 60), LOSSES)
def test_after_a_crash_the_queue_is_at_a_moment_between_two_items(
    operations: list[tuple[Any, ...]], save_every: int, stop: int, loss: dict[str, Any] | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        storage = FaultyStorage(folder, stop)
        story = Story(folder, storage, save_every)
        with contextlib.suppress(SimulatedCrash, Stopped):
            story.run(operations)
        if not storage.crashed:
            # It has stopped in good order: what is not saved in vain is all there.
            assert moment(state_in(folder).work) == story.moments[-1]
        if loss is not None:
            storage.lose_unsynced(**loss)
        found = moment(None)
        if path_in(folder).exists():
            state = state_in(folder)
            assert not state.damage or loss
            found = moment(state.work)
        assert found in story.moments[story.saved - 1 :]


def test_after_a_save_that_failed_half_way_nothing_is_saved_that_does_not_fit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(changes: object) -> bytes:
        monkeypatch.undo()
        raise MemoryError

    with ended_by(), work_queue("work", progress_dir=folder) as queue:
        queue.add(1)
        queue.add(2)
        queue.add(3)
        for item in queue:
            if item == 2:
                monkeypatch.setattr("exporters.checkpoint.work_queue.payload_of", fail)
                with pytest.raises(MemoryError):
                    queue._save()
            if item == 3:
                raise Stopped
    assert state_in(folder).work is None
