"""Choosing presets from a list that can be searched, and saving one's own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from app.gui.export_panel.examples import FILM, film
from app.gui.export_panel.panel import ExportPanel
from app.gui.export_panel.preset_list import PresetList
from app.jobs import presets
from app.jobs.presets import BUILT_IN, find_preset, own_folder, save_preset
from app.jobs.requests import make_request

Key = Qt.Key


@pytest.fixture
def panel(panel: ExportPanel) -> ExportPanel:
    panel.show_source(FILM, film())
    return panel


@pytest.fixture
def opened(panel: ExportPanel, qtbot: QtBot) -> PresetList:
    """The list, opened with the keyboard."""
    chooser = panel.presets.control.chooser
    chooser.setFocus()
    with qtbot.waitExposed(chooser.list):
        qtbot.keyClick(chooser, Key.Key_Down)
    return chooser.list


def lines(shown: PresetList) -> list[str]:
    model = shown.view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def marked(shown: PresetList) -> str:
    return str(shown.view.currentIndex().data())


def test_presets_stand_in_groups_with_what_they_are_for(opened: PresetList) -> None:
    listed = lines(opened)
    groups = {find_preset(path.stem).group for path in BUILT_IN.glob("*.toml")}
    assert groups < set(listed)
    assert len(listed) == len(groups) + len(list(BUILT_IN.glob("*.toml")))
    assert marked(opened) == "Web 1080p"
    assert listed.index("Web") < listed.index("Web 1080p")
    assert listed.index("Editing") < listed.index("ProRes 422 HQ") < listed.index("Web")
    assert opened.view.currentIndex().data(Qt.ItemDataRole.ToolTipRole).endswith("everywhere.")


def test_a_preset_is_found_and_taken_with_the_keyboard(
    panel: ExportPanel, opened: PresetList, qtbot: QtBot
) -> None:
    qtbot.keyClicks(opened.search, "edit prores")
    assert lines(opened) == ["Editing", "ProRes 422 HQ", "ProRes proxy"]
    assert marked(opened) == "ProRes 422 HQ"
    qtbot.keyClick(opened.search, Key.Key_Down)
    assert marked(opened) == "ProRes proxy"
    qtbot.keyClick(opened.search, Key.Key_Down)
    assert marked(opened) == "ProRes proxy"
    qtbot.keyClick(opened.search, Key.Key_Return)
    assert not opened.isVisible()
    assert panel.preset.name == "prores-proxy"
    assert panel.presets.control.chooser.currentText() == "ProRes proxy"
    assert panel.presets.row.field.note.text().startswith("Small ProRes files")


def test_a_letter_begins_a_search(panel: ExportPanel, qtbot: QtBot) -> None:
    chooser = panel.presets.control.chooser
    qtbot.keyClick(chooser, "v")
    assert chooser.list.isVisible()
    assert chooser.list.search.text() == "v"
    chooser.list.close()


def test_nothing_found_is_said_and_changes_nothing(
    panel: ExportPanel, opened: PresetList, qtbot: QtBot
) -> None:
    qtbot.keyClicks(opened.search, "xyzzy")
    assert lines(opened) == ["No preset has these words."]
    qtbot.keyClick(opened.search, Key.Key_Down)
    qtbot.keyClick(opened.search, Key.Key_Return)
    assert opened.isVisible()
    qtbot.keyClick(opened.search, Key.Key_Escape)
    assert not opened.isVisible()
    assert panel.preset.name == "web-1080p"


def test_a_click_takes_a_preset_but_not_a_heading(
    panel: ExportPanel, opened: PresetList, qtbot: QtBot
) -> None:
    for text, taken in (("Archive", False), ("Archive HEVC", True)):
        index = opened.view.model().index(lines(opened).index(text), 0)
        opened.view.scrollTo(index)
        place = opened.view.visualRect(index).center()
        qtbot.mouseClick(opened.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert opened.isVisible() != taken
    assert panel.preset.name == "archive-hevc"


def save_as(panel: ExportPanel, qtbot: QtBot, title: str, description: str = "") -> None:
    form = panel.presets.form
    panel.presets.control.save.trigger()
    form.title.selectAll()
    qtbot.keyClicks(form.title, title)
    form.description.clear()
    qtbot.keyClicks(form.description, description)
    qtbot.keyClick(form.description, Key.Key_Return)


def test_settings_are_saved_as_a_preset_of_ones_own(panel: ExportPanel, qtbot: QtBot) -> None:
    panel.picture.quality.number.setValue(17.5)
    panel.trim.start.entered.emit("5")
    before = panel.settings
    with qtbot.waitSignal(panel.presets.preset_saved):
        save_as(panel, qtbot, "For Mum", "Good enough")
    assert not panel.presets.form.isVisible()
    own = find_preset("for-mum")
    assert (own.title, own.description, own.own) == ("For Mum", "Good enough", True)
    assert panel.preset == own
    assert panel.settings == before
    output = panel.output()
    assert output is not None
    assert panel.request() == make_request(FILM, output, own, {"start": "5"})
    shown = panel.presets.control.chooser.list
    assert lines(shown)[:2] == ["Your own", "For Mum (yours)"]


def test_another_is_replaced_only_after_being_asked(panel: ExportPanel, qtbot: QtBot) -> None:
    save_preset("mine", "Mine", "", {"crf": 30})
    form = panel.presets.form
    save_as(panel, qtbot, "Mine")
    qtbot.waitUntil(lambda: bool(form.problem.text()))
    assert "There is a preset “mine” already" in form.problem.text()
    assert form.save.text() == "Replace"
    assert find_preset("mine").settings == {"crf": 30}
    with qtbot.waitSignal(panel.presets.preset_saved):
        form.save.click()
    assert find_preset("mine").settings["crf"] == 21


def test_a_name_that_cannot_be_is_said(panel: ExportPanel, qtbot: QtBot) -> None:
    form = panel.presets.form
    save_as(panel, qtbot, "???")
    assert "cannot be the name" in form.problem.text()
    form.title.setText("Good")
    assert form.problem.text() == ""
    form.cancel.click()
    assert not form.isVisible()
    assert not own_folder().exists()


def test_a_disk_that_refuses_is_said_in_the_form(panel: ExportPanel, qtbot: QtBot) -> None:
    own_folder().parent.mkdir(parents=True)
    own_folder().touch()
    save_as(panel, qtbot, "Mine")
    form = panel.presets.form
    qtbot.waitUntil(lambda: bool(form.problem.text()))
    assert "Could not make the folder" in form.problem.text()
    assert form.save.isEnabled()


def test_changes_are_undone(panel: ExportPanel) -> None:
    control = panel.presets.control
    assert not control.undo.isEnabled()
    panel.picture.quality.number.setValue(30)
    assert control.chooser.currentText() == "Web 1080p (changed)"
    control.undo.trigger()
    assert control.chooser.currentText() == "Web 1080p"
    assert panel.settings.crf == 21


def test_ones_own_is_removed_and_what_came_stays(panel: ExportPanel, qtbot: QtBot) -> None:
    assert not panel.presets.control.remove.isEnabled()
    with qtbot.waitSignal(panel.presets.preset_saved):
        save_as(panel, qtbot, "Mine")
    spy = QSignalSpy(panel.presets.preset_removed)
    panel.presets.control.remove.trigger()
    qtbot.waitUntil(lambda: spy.count() == 1)
    assert panel.preset.name == "web-1080p"
    assert not list(own_folder().glob("*.toml"))
    assert "Mine (yours)" not in lines(panel.presets.control.chooser.list)


def test_a_file_that_is_no_preset_is_told_about(panel: ExportPanel) -> None:
    own_folder().mkdir(parents=True)
    (own_folder() / "broken.toml").write_text("crf = ")
    panel.presets.show_presets(*presets.all_presets())
    assert "broken.toml" in panel.presets.unusable.text()
    assert panel.presets.row.field.note.text().startswith("H.264")
    assert panel.problems() == []
