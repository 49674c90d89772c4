from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.gui import theme
from app.gui.preview.time_field import TimeField, time_code
from app.gui.preview.time_slider import TimeSlider

LENGTH = 100.0


@pytest.fixture
def slider(qtbot: QtBot) -> TimeSlider:
    widget = TimeSlider()
    qtbot.addWidget(widget)
    widget.resize(420, 24)
    widget.set_length(LENGTH)
    widget.show()
    return widget


@pytest.fixture
def field(qtbot: QtBot) -> TimeField:
    widget = TimeField()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_setting_a_time_tells_nothing(slider: TimeSlider, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(slider.moved):
        slider.set_time(12.5)
    assert slider.time == 12.5


@pytest.mark.parametrize(
    ("key", "modifier", "expected"),
    [
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0.0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, LENGTH),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 60.0),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 40.0),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 51.0),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 49.0),
    ],
)
def test_keys_go_to_places(
    slider: TimeSlider,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    expected: float,
) -> None:
    slider.set_time(50.0)
    with qtbot.waitSignal(slider.moved) as moved:
        qtbot.keyClick(slider, key, modifier)
    assert moved.args == [expected]
    assert slider.time == expected


def test_arrow_keys_ask_for_single_frames(slider: TimeSlider, qtbot: QtBot) -> None:
    told: list[int] = []
    slider.stepped.connect(told.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(slider, key)
    assert told == [-1, 1, -1, 1]


def test_a_press_goes_there_and_a_drag_follows(slider: TimeSlider, qtbot: QtBot) -> None:
    told: list[float] = []
    slider.moved.connect(told.append)
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    qtbot.mouseMove(slider, QPoint(slider.width() + 500, middle))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(slider, QPoint(0, middle))
    assert told[0] == pytest.approx(50.0, abs=1.0)
    assert told[-1] == LENGTH


def test_what_is_trimmed_off_looks_different_and_is_said(slider: TimeSlider) -> None:
    slider.set_time(50.0)
    kept = slider.grab().toImage()
    slider.set_range(25.0, 75.0)
    trimmed = slider.grab().toImage()

    def column(image: object, share: float) -> list[str]:
        assert hasattr(image, "pixelColor")
        x = int(image.width() * share)
        return [image.pixelColor(x, y).name() for y in range(image.height())]

    for share in (0.1, 0.9):
        assert column(kept, share) != column(trimmed, share)
        assert theme.current().accent.name() not in column(trimmed, share)
    for share in (0.4, 0.6):
        assert column(kept, share) == column(trimmed, share)
    assert "0:25" in slider.accessibleDescription()
    assert "1:15" in slider.accessibleDescription()


def test_a_film_of_a_month_has_a_slider(slider: TimeSlider) -> None:
    slider.set_length(31 * 86400.0)
    slider.set_time(1e12)
    assert slider.time == slider.length


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("62.5", 62.5), ("1:02.5", 62.5), ("0:12:31.040", 751.04), (" 3 ", 3.0), ("5/2", 2.5)],
)
def test_a_typed_time_counts_when_return_is_pressed(
    field: TimeField, qtbot: QtBot, typed: str, expected: float
) -> None:
    field.selectAll()
    with qtbot.waitSignal(field.time_typed) as told:
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args[0] == pytest.approx(expected)


@pytest.mark.parametrize("typed", ["now", "-1", "1e99", "", "1:2:3:4", "9" * 400])
def test_what_is_no_time_is_taken_back(field: TimeField, qtbot: QtBot, typed: str) -> None:
    field.set_time(7.0)
    field.selectAll()
    with qtbot.assertNotEmitted(field.time_typed):
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClicks(field, typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "0:00:07.000"


def test_a_time_that_is_being_typed_is_not_overwritten(field: TimeField, qtbot: QtBot) -> None:
    field.selectAll()
    qtbot.keyClicks(field, "12")
    field.set_time(99.0)
    assert field.text() == "12"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0:01:39.000"


def test_time_codes_round_and_carry() -> None:
    assert time_code(0) == "0:00:00.000"
    assert time_code(3599.9996) == "1:00:00.000"
    assert time_code(-5) == "0:00:00.000"
