"""The row at the top asks for what its buttons say."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.gui import languages
from app.gui.toolbar import Toolbar


@pytest.fixture
def bar(qtbot: QtBot) -> Toolbar:
    shown = Toolbar()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def entries(menu: QMenu | None) -> dict[str, object]:
    assert menu is not None
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


@pytest.mark.parametrize("name", ["add", "start", "pause"])
def test_a_button_asks_for_what_it_says(qtbot: QtBot, bar: Toolbar, name: str) -> None:
    with qtbot.waitSignal(getattr(bar, f"{name}_requested")):
        qtbot.mouseClick(getattr(bar, name), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("name", ["start", "pause"])
def test_what_would_have_no_effect_cannot_be_pressed(bar: Toolbar, name: str) -> None:
    bar.show_state(startable=name == "start", pausable=name == "pause")
    other = {"start": "pause", "pause": "start"}[name]
    assert getattr(bar, name).isEnabled()
    assert not getattr(bar, other).isEnabled()


def test_the_mode_is_shown_and_told_when_the_user_changes_it(qtbot: QtBot, bar: Toolbar) -> None:
    told: list[str] = []
    bar.mode_chosen.connect(told.append)
    bar.show_mode("auto")
    assert bar.mode.currentText() == "continue"
    assert told == [], "only a user's choice is told"
    qtbot.keyClick(bar.mode, Qt.Key.Key_Up)
    assert told == ["manual"]


def test_the_menu_leads_to_everything_else(qtbot: QtBot, bar: Toolbar) -> None:
    signals = {
        "Settings…": bar.settings_requested, "History…": bar.history_requested,
        "Keys…": bar.shortcuts_requested, "About Reprise…": bar.about_requested,
        "Quit": bar.quit_requested,
    }  # fmt: skip
    found = entries(bar.menu.menu())
    assert list(found) == list(signals)
    for text, signal in signals.items():
        with qtbot.waitSignal(signal):
            found[text].trigger()  # type: ignore[attr-defined]


def test_films_folders_pasted_paths_and_earlier_films_can_be_added(
    qtbot: QtBot, bar: Toolbar
) -> None:
    long = "/films/" + "long/" * 30 + "film & sound.mp4"
    bar.show_recent(["/films/a.mp4", long, "/films/line\nend.mp4"])
    found = entries(bar.add.menu())
    texts = list(found)
    assert texts[:3] == ["Films or edits…", "A folder…", "Pasted paths"]
    assert "\n" not in "".join(texts)
    assert all(len(text) <= 61 for text in texts)
    for text, signal in zip(
        texts[:3], (bar.add_requested, bar.folder_requested, bar.paste_requested), strict=True
    ):
        with qtbot.waitSignal(signal):
            found[text].trigger()  # type: ignore[attr-defined]
    with qtbot.waitSignal(bar.recent_requested) as asked:
        found[texts[4]].trigger()  # type: ignore[attr-defined]
    assert asked.args == [long]


def test_the_menu_of_films_is_that_of_now(bar: Toolbar) -> None:
    bar.show_recent(["/films/a.mp4"])
    entries(bar.add.menu())
    bar.show_recent(["/films/b.mp4"])
    assert list(entries(bar.add.menu()))[3:] == ["/films/b.mp4"]


def test_another_language_keeps_the_mode(bar: Toolbar) -> None:
    bar.show_mode("auto")
    languages.use("zh_CN")
    languages.use("en")
    assert bar.mode.currentData() == "auto"
    assert bar.add.text() == "Add"
