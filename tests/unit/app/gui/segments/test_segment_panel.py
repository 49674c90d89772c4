from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui import theme
from app.gui.segments.examples import cells
from app.gui.segments.looks import STEPS, Look, look_of, pixmap
from app.gui.segments.segment_panel import SegmentPanel
from app.jobs.segments import Cell
from exporters.events import UnitFinished


def shown(qtbot: QtBot, count: int, **numbers: int) -> SegmentPanel:
    panel = SegmentPanel()
    qtbot.addWidget(panel)
    panel.resize(640, 320)
    panel.show_cells(cells(count, **numbers))
    panel.show()
    return panel


def test_every_state_looks_different_in_both_themes_and_without_colour(
    qapp: QApplication,
) -> None:
    for choice in ("light", "dark"):
        theme.apply(qapp, choice)  # type: ignore[arg-type]
        drawn = {}
        for cell in Cell:
            filled = {Cell.WAITING: 0, Cell.ENCODING: STEPS // 2}.get(cell, STEPS)
            image = pixmap(Look(cell, filled), 12, 12, 1.0).toImage()
            ground = theme.current().surface.lightness()
            # Light and dark relative to the ground: what is left when hues are not seen.
            drawn[cell] = tuple(
                abs(image.pixelColor(x, y).lightness() - ground) > 60
                for x in range(12)
                for y in range(12)
            )
        assert len(set(drawn.values())) == len(Cell), drawn


def test_a_cell_of_several_segments_shows_the_worst_and_the_share() -> None:
    kept, waiting, bad = bytes([Cell.FINISHED]), bytes([Cell.WAITING]), bytes([Cell.DAMAGED])
    assert look_of(kept * 8, 0.0) == Look(Cell.FINISHED, STEPS)
    assert look_of(kept * 4 + waiting * 4, 0.0) == Look(Cell.WAITING, STEPS // 2)
    assert look_of(kept * 1 + waiting * 99, 0.0).filled == 1
    assert look_of(kept * 7 + bad, 0.0).cell is Cell.DAMAGED
    assert look_of(bytes([Cell.ENCODING]), 0.5) == Look(Cell.ENCODING, STEPS // 2)


def test_a_finished_segment_appears_without_drawing_the_others_again(qtbot: QtBot) -> None:
    panel = shown(qtbot, 960, done=10)
    panel.grab()
    changing = panel.map._cells
    assert changing is not None
    before = panel.grab().toImage()
    changing.note(UnitFinished(500, 4000, 1.0))
    panel.refresh()
    assert panel.grab().toImage() != before
    assert "11 of 960" in panel.map.accessibleDescription()


def test_the_map_is_read_with_the_keyboard(qtbot: QtBot) -> None:
    panel = shown(qtbot, 960, kept=300, done=100)
    panel.map.setFocus()
    qtbot.keyClick(panel.map, Qt.Key.Key_Home)
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.current == 1
    assert "Segment 2" in panel.map.current_text()
    qtbot.keyClick(panel.map, Qt.Key.Key_End)
    assert panel.map.current == 959
    qtbot.keyClick(panel.map, Qt.Key.Key_Right)
    assert panel.map.current == 959
    assert "waiting" in panel._current.text()


def test_the_pointer_is_told_what_it_is_over(qtbot: QtBot) -> None:
    panel = shown(qtbot, 10, done=4)
    text = panel.map.tip_at(QPoint(5, 5))
    assert text.splitlines()[0] == "Segment 1: finished and checked"
    assert "0:00 to 0:10" in text
    assert "Mbit/s" in text
    assert panel.map.tip_at(QPoint(5, 500)) == ""


def test_a_hundred_thousand_segments_are_told_in_groups(qtbot: QtBot) -> None:
    panel = shown(qtbot, 100_000, kept=30_000)
    assert "Segments 1 to" in panel.map.tip_at(QPoint(1, 1))
    assert "of 100,000 finished" in panel._headline.text()


def test_nothing_is_shown_without_segments(qtbot: QtBot) -> None:
    panel = shown(qtbot, 10)
    panel.show_cells(None)
    assert panel._headline.text() == ""
    panel.grab()
