"""The list's model keeps selections on their jobs, and tells no more than has changed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.gui.queue.examples import job
from app.gui.queue.queue_model import JOB, QueueModel
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState

pytestmark = pytest.mark.usefixtures("qapp")

queues = st.lists(st.integers(1, 12), unique=True, max_size=12)
once = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def listed(numbers: Sequence[int], done: int = 0) -> list[Job]:
    return [job(number, work_done=done, work_total=100, added=1.0) for number in numbers]


def shown(model: QueueModel) -> list[int]:
    """What a view sees, row by row."""
    return [model.index(row).data(JOB).id for row in range(model.rowCount())]


class Told:
    """Rows that a model says to have changed."""

    def __init__(self, model: QueueModel) -> None:
        self.rows: list[int] = []
        model.dataChanged.connect(self._note)

    def _note(self, first: QModelIndex, last: QModelIndex) -> None:
        self.rows += range(first.row(), last.row() + 1)


@once
@given(st.lists(queues, min_size=1, max_size=6))
def test_whatever_is_shown_persistent_indexes_stay_on_their_jobs(steps: list[list[int]]) -> None:
    model = QueueModel()
    checks = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert checks.model() is model
    held: dict[int, QPersistentModelIndex] = {}
    for numbers in steps:
        model.show_jobs(listed(numbers))
        assert shown(model) == numbers
        for number, index in list(held.items()):
            if number not in numbers:
                assert not index.isValid()
                del held[number]
            else:
                assert index.data(JOB).id == number
        for number in numbers:
            held.setdefault(number, QPersistentModelIndex(model.index_of(number)))


@once
@given(queues, st.data())
def test_only_rows_that_have_changed_are_told(numbers: list[int], data: st.DataObject) -> None:
    model = QueueModel()
    model.show_jobs(listed(numbers))
    changed = data.draw(st.lists(st.sampled_from(numbers), unique=True) if numbers else st.just([]))
    told = Told(model)
    model.show_jobs([listed([n], done=50 if n in changed else 0)[0] for n in numbers])
    assert told.rows == [row for row, number in enumerate(numbers) if number in changed]


def test_jobs_that_are_equal_are_not_told_again() -> None:
    model = QueueModel()
    first = listed([1, 2, 3])
    model.show_jobs(first)
    told = Told(model)
    model.show_jobs([replace(one) for one in first])
    model.update_jobs([replace(one) for one in first])
    assert told.rows == []


def test_an_update_tells_the_rows_of_those_jobs_and_leaves_out_strangers() -> None:
    model = QueueModel()
    model.show_jobs(listed([4, 2, 9, 7]))
    told = Told(model)
    model.update_jobs(listed([7, 2, 100], done=5))
    assert told.rows == [1, 3]
    assert [one.work_done for one in model.jobs] == [0, 5, 0, 5]


def test_neighbours_are_told_together() -> None:
    model = QueueModel()
    model.show_jobs(listed(range(1, 101)))
    runs: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: runs.append((first.row(), last.row())))
    model.update_jobs(listed([*range(11, 21), 50], done=1))
    assert runs == [(10, 19), (49, 49)]


def after_move(numbers: Sequence[int], moved: Sequence[int], before: int | None) -> list[int]:
    """What the queue makes of a move."""
    rest = [number for number in numbers if number not in moved]
    place = len(rest) if before is None else rest.index(before)
    return [*rest[:place], *moved, *rest[place:]]


@once
@given(
    st.lists(st.integers(1, 12), unique=True, min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_what_is_dropped_comes_to_stand_where_it_was_dropped(
    numbers: list[int], chance: random.Random
) -> None:
    model = QueueModel()
    model.show_jobs(listed(numbers))
    rows = chance.sample(range(len(numbers)), chance.randint(1, len(numbers)))
    place = chance.randint(0, len(numbers))
    asked: list[tuple[list[int], int | None]] = []
    model.move_requested.connect(lambda ids, before: asked.append((ids, before)))
    dragged = model.mimeData([model.index(row) for row in rows])
    taken = model.dropMimeData(dragged, Qt.DropAction.MoveAction, place, 0, QModelIndex())
    assert not taken, "a view must not remove rows after this"
    ((ids, before),) = asked
    assert ids == [number for row, number in enumerate(numbers) if row in rows]
    # Those that stay on the left of the place stay on the left.
    left = [number for number in numbers[:place] if number not in ids]
    assert after_move(numbers, ids, before)[: len(left)] == left
    assert after_move(numbers, ids, before)[len(left) : len(left) + len(ids)] == ids


def test_what_is_dropped_on_nothing_goes_to_the_end() -> None:
    model = QueueModel()
    model.show_jobs(listed([1, 2, 3]))
    asked: list[object] = []
    model.move_requested.connect(lambda ids, before: asked.append((ids, before)))
    dragged = model.mimeData([model.index(0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert asked == [([1], None)]


def test_something_else_that_is_dropped_is_not_taken() -> None:
    model = QueueModel()
    model.show_jobs(listed([1]))
    text = QMimeData()
    text.setText("[1]")
    asked: list[object] = []
    model.move_requested.connect(lambda *given: asked.append(given))
    assert not model.dropMimeData(text, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert asked == []


def test_views_cannot_move_or_remove_rows_by_themselves() -> None:
    model = QueueModel()
    model.show_jobs(listed([1, 2, 3]))
    assert not model.moveRow(QModelIndex(), 0, QModelIndex(), 3)
    assert not model.removeRow(0)
    assert shown(model) == [1, 2, 3]


def test_a_screen_reader_is_told_name_state_and_progress() -> None:
    model = QueueModel()
    model.show_jobs([job(1, JobState.PAUSED, phase="exporting", work_done=30, work_total=100)])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "film 1.mp4, Paused, 30 %"


def test_ten_thousand_rows_are_counted_without_python() -> None:
    """Laying out rows asks for their number for each of them."""
    assert "rowCount" not in vars(QueueModel)
