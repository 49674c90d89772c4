"""A part of a film, by typed times and by those of the preview."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.gui.export_panel.examples import FILM, film
from app.gui.export_panel.panel import ExportPanel
from app.gui.export_panel.trim_section import TimeControl, clock
from app.jobs.requests import seconds


@pytest.fixture
def panel(panel: ExportPanel) -> ExportPanel:
    panel.show_source(FILM, film())
    return panel


def enter(qtbot: QtBot, control: TimeControl, text: str) -> None:
    control.edit.setFocus()
    control.edit.selectAll()
    qtbot.keyClick(control.edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(control.edit, text)
    qtbot.keyClick(control.edit, Qt.Key.Key_Return)


@given(st.fractions(0, 10**7))
def test_a_time_is_shown_to_a_thousandth(moment: Fraction) -> None:
    assert abs(Fraction(seconds(clock(moment))) - moment) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    ("typed", "start", "shown"),
    [
        ("90", "90", "0:01:30.000"),
        ("0:01:02.5", "125/2", "0:01:02.500"),
        ("1:30", "90", "0:01:30.000"),
        ("125/2", "125/2", "0:01:02.500"),
    ],
)
def test_times_are_taken_as_the_command_line_takes_them(
    panel: ExportPanel, qtbot: QtBot, typed: str, start: str, shown: str
) -> None:
    enter(qtbot, panel.trim.start, typed)
    assert panel.settings.start == start
    assert panel.trim.start.edit.text() == shown
    enter(qtbot, panel.trim.start, "")
    assert panel.settings.start == ""


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("start", "soon", "This is no time"),
        ("start", "-5", "The film begins at 0."),
        ("start", "0:42:00", "The film ends at 0:42:00.000."),
        ("end", "1:00:00", "The film ends at 0:42:00.000."),
        ("end", "1e9", "This is no time"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    panel: ExportPanel, qtbot: QtBot, field: str, typed: str, said: str
) -> None:
    trim = panel.trim
    control, row = (trim.start, trim.start_row) if field == "start" else (trim.end, trim.end_row)
    enter(qtbot, control, typed)
    assert row.field.note.text().startswith(said)
    assert control.edit.text() == typed
    assert [problem.field for problem in panel.problems()] == [field]
    assert panel.request() is None
    enter(qtbot, control, "10")
    assert panel.problems() == []
    assert not row.field.note.isVisible()


def test_begin_and_end_are_looked_at_together(panel: ExportPanel, qtbot: QtBot) -> None:
    trim = panel.trim
    enter(qtbot, trim.end, "10")
    enter(qtbot, trim.start, "20")
    assert trim.start_row.field.note.text() == "The end must lie after the beginning."
    assert trim.start.edit.text() == "20"
    enter(qtbot, trim.end, "30")
    assert panel.problems() == []
    assert (panel.settings.start, panel.settings.end) == ("20", "30")


def test_the_previews_time_is_taken_exactly(panel: ExportPanel, qtbot: QtBot) -> None:
    trim = panel.trim
    assert not trim.start.here.isEnabled()
    moment = Fraction(1001 * 24, 24000)
    panel.show_moment(moment)
    trim.start.here.setFocus()
    qtbot.keyClick(trim.start.here, Qt.Key.Key_Space)
    assert Fraction(panel.settings.start) == moment
    panel.show_moment(2 * moment)
    trim.end.here.click()
    trim.start.edit.setFocus()
    trim.end.edit.setFocus()
    assert panel.settings.end_seconds == 2 * moment
    assert panel.settings.start_seconds == moment
    panel.show_moment(None)
    assert not trim.end.here.isEnabled()


def test_a_preset_keeps_the_part_that_was_chosen(panel: ExportPanel, qtbot: QtBot) -> None:
    enter(qtbot, panel.trim.start, "20")
    by_name = {preset.name: preset for preset in panel.presets.presets}
    panel.choose_preset(by_name["web-720p"])
    assert panel.settings.start == "20"
