"""However many jobs there are, a key costs the window a slice of them at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QModelIndex
from pytestqt.qtbot import QtBot

from app.gui.queue import name_filter
from app.gui.queue.examples import job
from app.gui.queue.name_filter import SLICE, NameFilter
from app.gui.queue.queue_panel import QueuePanel
from app.jobs.queue.job import Job

MANY = 10_000


class Counted(NameFilter):
    """Counts the jobs that were looked at in each call."""

    def __init__(self) -> None:
        super().__init__()
        self.looked: list[int] = []
        self.results: list[list[int]] = []
        self.found.connect(lambda jobs, rows: self._take(jobs, rows))

    def _take(self, jobs: list[Job], rows: dict[int, int]) -> None:
        assert rows == {one.id: row for row, one in enumerate(jobs)}
        self.results.append([one.id for one in jobs])

    def _look(self) -> None:
        self.looked.append(0)
        super()._look()

    def _name(self, job: Job) -> str:
        self.looked[-1] += 1
        return super()._name(job)


@pytest.fixture(scope="module")
def many() -> list[Job]:
    return [job(number) for number in range(1, MANY + 1)]


def test_few_are_found_at_once(qtbot: QtBot) -> None:
    filtering = Counted()
    filtering.search([job(number) for number in range(1, 31)], " FILM 2 ")
    assert filtering.results == [[2, *range(20, 30)]]


def test_many_are_looked_at_in_slices(qtbot: QtBot, many: list[Job]) -> None:
    filtering = Counted()
    filtering.search(many, "film 77")
    assert filtering.results == []
    qtbot.waitUntil(lambda: bool(filtering.results))
    assert filtering.results == [[one.id for one in many if str(one.id).startswith("77")]]
    assert filtering.looked == [SLICE] * (MANY // SLICE)


def test_the_next_key_gives_up_what_was_looked_for(qtbot: QtBot, many: list[Job]) -> None:
    filtering = Counted()
    filtering.search(many, "film 7")
    QCoreApplication.processEvents()
    assert filtering.results == []
    filtering.search(many, "film 77")
    qtbot.waitUntil(lambda: bool(filtering.results))
    qtbot.wait(20)
    assert len(filtering.results) == 1
    assert len(filtering.looked) <= 2 + MANY // SLICE


def test_without_a_text_nothing_is_looked_at(qtbot: QtBot, many: list[Job]) -> None:
    filtering = Counted()
    filtering.search(many, "film 7")
    filtering.search(many, "  ")
    qtbot.waitUntil(lambda: bool(filtering.results))
    assert filtering.results == [[one.id for one in many]]
    assert filtering.looked[1:] == [0] * (MANY // SLICE)


def test_nothing_comes_of_what_was_given_up(qtbot: QtBot, many: list[Job]) -> None:
    filtering = Counted()
    filtering.search(many, "film 7")
    assert filtering.busy
    filtering.give_up()
    qtbot.wait(20)
    assert not filtering.busy
    assert (filtering.results, filtering.looked) == ([], [SLICE])


def test_a_name_is_read_once_until_it_changes(qtbot: QtBot) -> None:
    first, second = job(1), job(2)
    filtering = Counted()
    filtering.search([first, second], "film")
    renamed = replace(first, output=Path("/a/harbour.mp4"), source=Path("/a/harbour.mov"))
    filtering.search([renamed, second], "harbour")
    assert filtering.results[-1] == []
    filtering.forget([1])
    filtering.search([renamed, second], "harbour")
    assert filtering.results[-1] == [1]


class Model:
    """Counts what views are told while a list is filtered."""

    def __init__(self, panel: QueuePanel) -> None:
        self.told: list[str] = []
        model = panel.model
        model.modelReset.connect(lambda: self.told.append("reset"))
        for name in ("rowsInserted", "rowsRemoved", "layoutChanged", "dataChanged"):
            getattr(model, name).connect(lambda *_, name=name: self.told.append(name))


@pytest.fixture
def panel(qtbot: QtBot, many: list[Job]) -> QueuePanel:
    shown = QueuePanel()
    qtbot.addWidget(shown)
    shown.resize(320, 640)
    shown.show_jobs(many)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def typed(qtbot: QtBot, panel: QueuePanel, text: str, rows: int) -> None:
    panel._filter.setText(text)
    qtbot.waitUntil(lambda: panel.model.rowCount() == rows)


def test_a_key_tells_the_views_once(qtbot: QtBot, panel: QueuePanel) -> None:
    told = Model(panel).told
    typed(qtbot, panel, "5", 3439)
    typed(qtbot, panel, "55", 280)
    typed(qtbot, panel, "", MANY)
    assert told == ["reset"] * 3


def test_what_is_selected_stays_selected_and_in_sight(qtbot: QtBot, panel: QueuePanel) -> None:
    selected: list[object] = []
    panel.select(5500)
    flags = QItemSelectionModel.SelectionFlag.Select
    panel.view.selectionModel().select(panel.model.index_of(5), flags)
    panel.selected.connect(selected.append)
    typed(qtbot, panel, "55", 280)
    assert panel.current == 5500
    assert panel.chosen == [5500]
    visible = panel.view.visualRect(panel.model.index_of(5500))
    assert panel.view.viewport().rect().intersects(visible)
    typed(qtbot, panel, "film 77", 111)
    assert panel.chosen == []
    typed(qtbot, panel, "", MANY)
    assert panel.chosen == [5500]
    # Nobody has selected anything else: the page beside the list stays.
    assert selected == []


def test_changes_while_it_looks_are_not_lost(
    qtbot: QtBot, panel: QueuePanel, many: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_filter, "SLICE", 10)
    panel._filter.setText("film 9999")
    panel.update_jobs([replace(many[9998], work_done=7)])
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
    assert panel.model.jobs[0].work_done == 7
    panel._filter.setText("film 999")
    panel.show_jobs(many[:9500])
    qtbot.waitUntil(lambda: [one.id for one in panel.model.jobs] == [999, *range(9990, 9500)])
    assert panel.model.index_of(9999) == QModelIndex()
