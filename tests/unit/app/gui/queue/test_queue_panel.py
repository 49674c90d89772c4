"""The list of exports, by keyboard, mouse and menu."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.gui.queue.examples import job, jobs
from app.gui.queue.job_delegate import JobDelegate
from app.gui.queue.queue_panel import FILTER_FROM, QueuePanel
from app.gui.verbs import VERBS
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState

STATES = {
    "inactive": 7, "queued": 4, "active": 2, "paused": 3, "interrupted": 5, "completed": 1,
    "failed": 6,
}  # fmt: skip
"""The examples' jobs by state."""


class Asked:
    """What a panel asked for."""

    def __init__(self, panel: QueuePanel) -> None:
        self.verbs: list[tuple[str, list[int]]] = []
        self.selections: list[list[int]] = []
        panel.verb_requested.connect(lambda key, ids: self.verbs.append((key, list(ids))))
        panel.selected.connect(lambda ids: self.selections.append(list(ids)))


@pytest.fixture
def panel(qtbot: QtBot) -> QueuePanel:
    shown = QueuePanel()
    qtbot.addWidget(shown)
    shown.resize(320, 640)
    shown.show_jobs(jobs())
    shown.show()
    qtbot.waitExposed(shown)
    shown.view.setFocus()
    return shown


def choose(panel: QueuePanel, *numbers: int) -> None:
    """Select jobs, the first as the current one."""
    model = panel.view.selectionModel()
    panel.select(numbers[0])
    for number in numbers[1:]:
        model.select(panel.model.index_of(number), QItemSelectionModel.SelectionFlag.Select)


def press(qtbot: QtBot, panel: QueuePanel, keys: str) -> None:
    """Type what a verb's shortcut says."""
    *held, key = keys.split("+")
    names = {"Ctrl": "Control", ".": "Period", "Del": "Delete"}
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= getattr(Qt.KeyboardModifier, f"{names.get(one, one)}Modifier")
    qtbot.keyClick(panel.view, getattr(Qt.Key, f"Key_{names.get(key, key)}"), modifiers)


KEYS = [
    (verb.key, verb.shortcut, state) for verb in VERBS if verb.shortcut for state in verb.states
]


@pytest.mark.parametrize(("key", "shortcut", "state"), KEYS)
def test_the_keys_of_a_verb_ask_for_it(
    qtbot: QtBot, panel: QueuePanel, key: str, shortcut: str, state: str
) -> None:
    asked = Asked(panel)
    choose(panel, STATES[state])
    press(qtbot, panel, shortcut)
    assert asked.verbs == [(key, [STATES[state]])]


def test_keys_that_do_not_fit_the_state_ask_for_nothing(qtbot: QtBot, panel: QueuePanel) -> None:
    asked = Asked(panel)
    choose(panel, STATES["completed"])
    for keys in ("Ctrl+P", "Ctrl+.", "Ctrl+Return", "Alt+Up"):
        press(qtbot, panel, keys)
    assert asked.verbs == []


def test_one_key_starts_continues_and_tries_again_whatever_is_selected(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    asked = Asked(panel)
    choose(panel, *(STATES[one] for one in ("failed", "inactive", "interrupted", "completed")))
    press(qtbot, panel, "Ctrl+Return")
    assert sorted(asked.verbs) == [("continue", [5]), ("retry", [6]), ("start", [7])]


def test_what_is_mixed_pauses_first_and_continues_with_the_next_press(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    asked = Asked(panel)
    choose(panel, STATES["active"], STATES["paused"])
    press(qtbot, panel, "Ctrl+P")
    assert asked.verbs == [("pause", [2])]
    panel.update_jobs([replace(jobs()[1], state=JobState.PAUSED)])
    press(qtbot, panel, "Ctrl+P")
    assert asked.verbs[1:] == [("resume", [2, 3])]


def test_a_verb_goes_to_those_of_the_selected_jobs_that_allow_it(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    asked = Asked(panel)
    qtbot.keyClick(panel.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, panel, "Del")
    ((key, ids),) = asked.verbs
    assert key == "remove"
    assert sorted(ids) == [number for state, number in sorted(STATES.items(), key=lambda x: x[1])
                           if state != "active"]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "key"),
    [("completed", "open_file"), ("interrupted", "continue"), ("paused", "resume"),
     ("inactive", "start"), ("failed", "retry")],
)  # fmt: skip
def test_enter_does_what_one_most_likely_wants(
    qtbot: QtBot, panel: QueuePanel, state: str, key: str
) -> None:
    asked = Asked(panel)
    choose(panel, STATES[state])
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert asked.verbs == [(key, [STATES[state]])]


def test_enter_asks_for_jobs_that_allow_the_verb_only(qtbot: QtBot, panel: QueuePanel) -> None:
    asked = Asked(panel)
    choose(panel, STATES["inactive"], STATES["active"])
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert asked.verbs == [("start", [STATES["inactive"]])]


@pytest.mark.parametrize("state", STATES)
def test_the_menu_has_what_the_state_offers_and_each_entry_works(
    panel: QueuePanel, state: str
) -> None:
    asked = Asked(panel)
    choose(panel, STATES[state])
    entries = panel.possible_actions()
    expected = [verb.key for verb in VERBS if state in verb.states]
    assert [entry.objectName() for entry in entries] == expected
    assert all(entry.text() for entry in entries)
    for entry in entries:
        entry.trigger()
    assert asked.verbs == [(key, [STATES[state]]) for key in expected]


def test_the_menu_has_nothing_where_nothing_is_selected(panel: QueuePanel) -> None:
    panel.view.clearSelection()
    assert panel.possible_actions() == []


def test_arrows_select_and_shift_selects_more(qtbot: QtBot, panel: QueuePanel) -> None:
    panel.select(2)
    asked = Asked(panel)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down)
    qtbot.keyClick(panel.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert asked.selections[0] == [3]
    assert panel.chosen == [4, 3], "the current one first"
    assert panel.current == 4


def test_a_click_selects_and_a_double_click_does_the_usual(qtbot: QtBot, panel: QueuePanel) -> None:
    asked = Asked(panel)
    place = panel.view.visualRect(panel.model.index_of(1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.selections[-1] == [1]
    assert asked.verbs == [("open_file", [1])]


def test_selections_stay_while_jobs_change_move_and_go(panel: QueuePanel) -> None:
    choose(panel, 3, 5)
    changed = [replace(one, work_done=one.work_done + 1) for one in reversed(jobs())]
    panel.show_jobs([one for one in changed if one.id != 4])
    assert sorted(panel.chosen) == [3, 5]
    panel.show_jobs([one for one in changed if one.id != 3])
    assert panel.chosen == [5]


def many(count: int) -> list[Job]:
    return [job(number, added=1.0) for number in range(1, count + 1)]


def filter_of(panel: QueuePanel) -> QLineEdit:
    field = panel.findChild(QLineEdit)
    assert field is not None
    return field


def test_the_filter_comes_with_many_jobs_and_looks_through_names(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    field = filter_of(panel)
    assert not field.isVisible()
    panel.show_jobs(many(FILTER_FROM + 4))
    assert field.isVisible()
    qtbot.keyClicks(field, "FILM 1")
    assert [one.id for one in panel.model.jobs] == [1, 10, 11, 12]
    field.clear()
    assert len(panel.model.jobs) == FILTER_FROM + 4


def test_the_filter_looks_at_sources_too_and_follows_changes(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    shown = many(20)
    panel.show_jobs(shown)
    qtbot.keyClicks(filter_of(panel), "harbour")
    assert panel.model.jobs == []
    panel.update_jobs([replace(shown[4], source=Path("/films/Harbour.mov"))])
    assert [one.id for one in panel.model.jobs] == [5]
    panel.update_jobs([replace(shown[4], source=Path("/films/Harbour.mov"), work_done=3)])
    assert [one.work_done for one in panel.model.jobs] == [3]


def test_a_filter_that_hides_all_stays_where_it_can_be_cleared(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    panel.show_jobs(many(20))
    qtbot.keyClicks(filter_of(panel), "xyz")
    panel.show_jobs(many(3))
    assert filter_of(panel).isVisible()


class Drawn(JobDelegate):
    """Counts the rows that are drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QPersistentModelIndex,  # type: ignore[override]
    ) -> None:
        self.rows.append(index.row())
        super().paint(painter, option, index)


def test_a_change_of_one_job_among_ten_thousand_touches_one_row(
    qtbot: QtBot, panel: QueuePanel
) -> None:
    shown = many(10_000)
    panel.show_jobs(shown)
    drawn = Drawn()
    panel.view.setItemDelegate(drawn)
    panel.select(5000)
    qtbot.waitUntil(lambda: 4999 in drawn.rows)
    qtbot.wait(100)
    told: list[tuple[int, int]] = []
    panel.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    drawn.rows.clear()
    panel.update_jobs([replace(shown[4999], work_done=1)])
    qtbot.waitUntil(lambda: bool(drawn.rows))
    qtbot.wait(100)
    assert told == [(4999, 4999)]
    assert set(drawn.rows) == {4999}


def test_a_change_out_of_sight_draws_nothing(qtbot: QtBot, panel: QueuePanel) -> None:
    shown = many(10_000)
    panel.show_jobs(shown)
    drawn = Drawn()
    panel.view.setItemDelegate(drawn)
    qtbot.waitUntil(lambda: bool(drawn.rows))
    qtbot.wait(100)
    drawn.rows.clear()
    panel.update_jobs([replace(shown[9000], work_done=1)])
    qtbot.wait(200)
    assert drawn.rows == []
    assert not panel.view.visualRect(panel.model.index(9000)).intersects(QRect(0, 0, 320, 640))


def test_films_that_are_being_set_up_can_be_come_back_to(qtbot: QtBot, panel: QueuePanel) -> None:
    assert not panel.new.isVisible()
    panel.show_new(2)
    assert panel.new.isVisible()
    with qtbot.waitSignal(panel.new_requested):
        qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    panel.show_new(0)
    assert not panel.new.isVisible()
