"""The line at the top tells something and can be sent away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.gui.notice_bar import NoticeBar


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_it_is_hidden_until_there_is_something_to_tell(bar: NoticeBar) -> None:
    assert bar.isHidden()
    bar.tell("Something.")
    assert not bar.isHidden()
    assert bar.text == "Something."


def test_its_cross_hides_it_and_says_so(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.tell("Something.")
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(bar.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_escape_hides_it(qtbot: QtBot, bar: NoticeBar) -> None:
    bar.tell("Something.", details=True)
    bar.activateWindow()
    qtbot.waitUntil(bar.isActiveWindow)
    button = bar.findChild(QPushButton)
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_details_are_offered_only_where_there_are_some(qtbot: QtBot, bar: NoticeBar) -> None:
    button = bar.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    bar.tell("Something.")
    assert button.isHidden()
    bar.tell("Something.", details=True)
    with qtbot.waitSignal(bar.details_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("tone", ["good", "warn", "bad"])
def test_a_screen_reader_is_told_what_the_colour_says(bar: NoticeBar, tone: str) -> None:
    bar.tell("Something.", tone)
    expected = {"good": "Note", "warn": "Warning", "bad": "Problem"}[tone]
    assert bar.accessibleName() == expected
    assert bar.accessibleDescription() == "Something."


def test_what_a_file_is_called_is_no_markup(bar: NoticeBar) -> None:
    bar.tell("<b>film</b> & <img src='x'>")
    formats = {label.textFormat() for label in bar.findChildren(QLabel) if label.text()}
    assert formats == {Qt.TextFormat.PlainText}
