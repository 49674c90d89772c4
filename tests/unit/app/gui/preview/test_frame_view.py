from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.gui.preview.frame_view import FrameView

RED, BLUE = QColor("red"), QColor("blue")


def plain(colour: QColor, width: int = 400, height: int = 200) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


@pytest.fixture
def view(qtbot: QtBot) -> FrameView:
    widget = FrameView()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    return widget


def colour_at(view: FrameView, x: float, y: float = 0.65) -> QColor:
    image = view.grab().toImage()
    return image.pixelColor(int(x * (image.width() - 1)), int(y * (image.height() - 1)))


def test_a_picture_keeps_its_shape(view: FrameView) -> None:
    view.show_images([plain(RED)], [])
    area = view.picture_area()
    assert (area.width(), area.height(), area.top()) == (400, 200, 100)
    assert colour_at(view, 0.5) == RED
    assert colour_at(view, 0.5, 0.1) != RED


def test_two_pictures_are_shown_on_either_side_of_the_divider(view: FrameView) -> None:
    view.show_images([plain(RED), plain(BLUE)], ["Original", "Result"])
    assert (colour_at(view, 0.25), colour_at(view, 0.75)) == (RED, BLUE)
    view.set_divider(0.9)
    assert (colour_at(view, 0.25), colour_at(view, 0.75)) == (RED, RED)
    view.set_divider(-3)
    assert view.divider == 0
    assert colour_at(view, 0.25) == BLUE


def test_the_divider_follows_the_mouse_and_the_keys(view: FrameView, qtbot: QtBot) -> None:
    view.show_images([plain(RED), plain(BLUE)], ["Original", "Result"])
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    qtbot.mouseMove(view, QPoint(100, 200))
    assert view.divider == pytest.approx(0.25, abs=0.01)
    assert view.cursor().shape() == Qt.CursorShape.SplitHCursor
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 200))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.divider == pytest.approx(0.26, abs=0.01)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.divider == pytest.approx(0.36, abs=0.01)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.divider == 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.divider == 0


def test_only_a_divider_takes_the_focus_and_it_is_described(view: FrameView) -> None:
    view.show_images([plain(RED)], [])
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    view.show_images([plain(RED), plain(BLUE)], ["Original", "Result"])
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "50" in view.accessibleDescription()
    before = view.grab().toImage()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.hasFocus()
    assert view.grab().toImage() != before


def test_words_take_the_place_of_the_picture_or_lie_over_it(view: FrameView) -> None:
    view.show_images([plain(RED)], [])
    view.show_message("Encoding", keep=True)
    assert len(view.images) == 1
    assert colour_at(view, 0.1) == RED
    view.show_message("This file is damaged.", "error")
    assert view.images == []
    assert view.accessibleDescription() == "This file is damaged."
    assert colour_at(view, 0.1) != RED


def test_being_busy_is_shown_only_after_a_moment(view: FrameView, qtbot: QtBot) -> None:
    view.show_images([plain(RED, 400, 400)], [])
    still = view.grab().toImage()
    view.set_busy(True)
    view.set_busy(False)
    assert view.grab().toImage() == still
    view.set_busy(True)
    qtbot.waitUntil(lambda: view.grab().toImage() != still)
    view.set_busy(False)
    assert view.grab().toImage() == still


def test_a_new_size_wants_new_pictures(view: FrameView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.box_changed):
        view.resize(600, 300)
    ratio = view.devicePixelRatioF()
    assert view.box() == (round(600 * ratio), round(300 * ratio))
