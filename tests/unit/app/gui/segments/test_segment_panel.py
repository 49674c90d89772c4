from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.gui import theme
from app.gui.segments import examples
from app.gui.segments.examples import cells
from app.gui.segments.segment_panel import SegmentPanel
from app.jobs.segments import SegmentCells
from exporters.events import Progress, UnitFinished, WorkerProgress


def shown(qtbot: QtBot, made: SegmentCells, width: int = 640, height: int = 220) -> SegmentPanel:
    panel = SegmentPanel()
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show_cells(made)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def texts(panel: SegmentPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def picture(panel: SegmentPanel) -> QImage:
    return panel.map.grab().toImage()


def middle(panel: SegmentPanel, index: int) -> QPoint:
    geometry = panel.map.geometry_of_cells
    left, top, width, height = geometry.area(geometry.cell_of(index))
    return QPoint(left + width // 2, top + height // 2)


def test_the_whole_is_told_in_a_line_and_to_screen_readers(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(960, kept=300, done=112))
    wanted = "411 of 960 finished · 2 encoding · 299 kept from before · 1 done again"
    assert wanted in texts(panel)
    assert wanted in panel.map.accessibleDescription()
    assert "Track of sound 1: kept" in panel.map.accessibleDescription()
    assert panel.map.accessibleName()


def test_a_finished_segment_is_drawn_and_nothing_else_is_drawn_again(qtbot: QtBot) -> None:
    made = cells(960, done=10, running=0)
    panel = shown(qtbot, made)
    before = picture(panel)
    made.note(UnitFinished(500, 4000, 1.0))
    panel.refresh()
    after = picture(panel)
    left, top, width, height = panel.map.geometry_of_cells.area(500)
    changed = {
        (x, y)
        for x in range(after.width())
        for y in range(after.height())
        if before.pixel(x, y) != after.pixel(x, y)
    }
    assert changed
    assert all(left <= x < left + width and top <= y < top + height for x, y in changed)
    assert "11 of 960" in texts(panel)


@pytest.mark.parametrize("count", [10, 150, 960, 100_000])
def test_what_is_drawn_bit_by_bit_is_what_is_drawn_at_once(qtbot: QtBot, count: int) -> None:
    made = cells(count, kept=count // 4, done=count // 5, running=0)
    panel = shown(qtbot, made)
    picture(panel)
    for step, unit in enumerate(range(count // 2, count // 2 + 4)):
        made.finish(unit, 1000)
        made.void(step)
        panel.refresh()
        picture(panel)
    assert picture(panel) == picture(shown(qtbot, made))


def test_progress_moves_within_its_cell(qtbot: QtBot) -> None:
    made = cells(10, running=0)
    panel = shown(qtbot, made)
    seen = []
    for done in (25, 125, 249):
        made.note(Progress("exporting", workers=(WorkerProgress(3, "video", done, 250),)))
        panel.refresh()
        seen.append(picture(panel))
    assert len({bytes(image.constBits()) for image in seen}) == 3


def test_stripes_move_while_something_is_encoded_and_stand_still_in_pauses(qtbot: QtBot) -> None:
    made = cells(10, done=3)
    panel = shown(qtbot, made)
    clock = panel.map._clock
    qtbot.waitUntil(lambda: clock.phase > 0)
    made.paused = True
    panel.refresh()
    assert not clock._timer.isActive()
    made.paused = False
    panel.refresh()
    assert clock._timer.isActive()
    panel.hide()
    qtbot.waitUntil(lambda: not clock._timer.isActive())


def test_the_map_is_read_with_the_keyboard(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(960, kept=300, done=100))
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Home)
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.current == 1
    assert panel.map.accessibleDescription().startswith("Segment 2: kept, read again")
    qtbot.keyClick(panel.map, Qt.Key.Key_Down)
    assert panel.map.current == 1 + panel.map.geometry_of_cells.columns
    qtbot.keyClick(panel.map, Qt.Key.Key_Up)
    assert panel.map.current == 1
    qtbot.keyClick(panel.map, Qt.Key.Key_End)
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.current == 959
    assert "Segment 960: waiting · 2:39:50 to 2:40:00 · frames" in texts(panel)


def test_the_keyboard_goes_from_cell_to_cell_where_they_hold_several(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(100_000, kept=30_000))
    group = panel.map.geometry_of_cells.group
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.current == group
    assert f"Segments {group + 1} to {2 * group}" in texts(panel).replace(",", "")


def test_the_pointer_is_told_what_it_is_over_and_the_curve_shows_the_place(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10, done=4))
    lines = panel.map.tip_at(middle(panel, 0)).splitlines()
    assert lines[:3] == ["Segment 1: finished", "0:00 to 0:10", "frames 0 to 249"]
    assert "MB" in lines[3]
    assert "Mbit/s" in lines[3]
    assert panel.map.tip_at(QPoint(5, 500)) == ""
    before = panel.curve.grab().toImage()
    QTest.mouseMove(panel.map, middle(panel, 6))
    qtbot.waitUntil(lambda: "Segment 7: waiting" in texts(panel))
    assert panel.curve.grab().toImage() != before


def test_the_curve_points_at_the_cell_above_it(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10, done=4))
    QTest.mouseMove(panel.curve, QPoint(middle(panel, 3).x(), 10))
    qtbot.waitUntil(lambda: "Segment 4: finished" in texts(panel))
    assert "Bit rate" not in texts(panel)


def test_the_curve_tells_the_lowest_and_the_highest_rate(qtbot: QtBot) -> None:
    made = cells(10, running=0)
    panel = shown(qtbot, made)
    assert panel.curve.reading() == ""
    made.finish(0, 2_500_000)
    panel.refresh()
    assert panel.curve.reading() == "Bit rate 2.0 Mbit/s"
    made.finish(3, 10_000_000)
    panel.refresh()
    assert panel.curve.reading() == "Bit rate 2.0 Mbit/s to 8.0 Mbit/s"
    assert panel.curve.reading() in texts(panel)


def test_cells_and_curve_have_one_time_axis_in_one_row(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10, done=4, running=0))
    assert panel.map.x() == panel.curve.x()
    assert panel.map.width() == panel.curve.width()
    for index in range(10):
        with qtbot.waitSignal(panel.curve.pointed) as pointed:
            QTest.mouseMove(panel.curve, QPoint(middle(panel, index).x(), 5))
        assert pointed.args == [index]


def test_a_hundred_thousand_segments_are_told_in_groups(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(100_000, kept=30_000))
    group = panel.map.geometry_of_cells.group
    assert f"Each cell stands for {group} segments" in texts(panel)
    assert panel.map.tip_at(QPoint(1, 1)).startswith("Segments 1 to")


def test_the_legend_names_every_state(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10))
    assert "kept from an earlier run" not in texts(panel)
    panel._show_legend.click()
    for name in ("waiting", "encoding", "finished", "kept from an earlier run", "intact", "failed"):
        assert name in texts(panel)


def test_sound_is_shown_apart(qtbot: QtBot) -> None:
    made = cells(10)
    panel = shown(qtbot, made)
    assert "Sound" in texts(panel)
    assert panel._sound.toolTip() == "Track of sound 1: finished"
    made.void(10)
    made.note(Progress("exporting", workers=(WorkerProgress(10, "audio", 30, 100),)))
    panel.refresh()
    assert panel._sound.toolTip() == "Track of sound 1: damaged or failed, done again 30 %"


def test_nothing_is_shown_without_segments(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10))
    panel.show_cells(None)
    assert texts(panel).strip() == "Segments"
    panel.refresh()
    panel.grab()
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.tip_at(QPoint(1, 1)) == ""


def test_colours_follow_the_theme(qtbot: QtBot, qapp: QApplication) -> None:
    panel = shown(qtbot, cells(960, kept=300, done=100, running=0))
    light = picture(panel)
    theme.apply(qapp, "dark")
    assert picture(panel) != light
    assert picture(panel) == picture(shown(qtbot, cells(960, kept=300, done=100, running=0)))


@pytest.mark.parametrize("size", [(296, 140), (500, 160), (900, 260), (1600, 700)])
@pytest.mark.parametrize("count", [1, 10, 60, 960, 100_000])
def test_nothing_overlaps_or_is_cut_off_at_any_size(
    qtbot: QtBot, size: tuple[int, int], count: int
) -> None:
    panel = shown(qtbot, cells(count, kept=count // 3), *size)
    assert panel.map.geometry_of_cells.used_height <= panel.map.height()
    assert panel.map.geometry().bottom() < panel.curve.geometry().top()
    assert panel.curve.geometry().bottom() < panel.height()


def test_the_examples_can_be_shown(qtbot: QtBot) -> None:
    for make in (examples.example, examples.example_small, examples.example_large):
        widget = make()
        qtbot.addWidget(widget)
        assert not widget.grab().isNull()


def test_a_click_chooses_a_cell(qtbot: QtBot) -> None:
    panel = shown(qtbot, cells(10))
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=middle(panel, 5))
    assert panel.map.current == 5
    assert "Segment 6: waiting" in texts(panel)
