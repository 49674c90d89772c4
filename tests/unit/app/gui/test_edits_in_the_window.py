"""Edits that are set up in the window: what is shown of them, what helps, what is planned."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.gui import edit_help
from app.gui.dialogs.listing import ListDialog
from app.gui.export_panel.memory import COLLECT, FOLDER, WRITE, Forgetful
from app.gui.export_panel.writing import Writing
from app.gui.new_page import NewPage
from app.jobs import edit_reading
from app.jobs.edit_facts import EditFacts
from exporters.cancel import CancelToken
from exporters.interchange.request import ProjectRequest
from exporters.video.request import VideoRequest
from tests.small_edits import SmallEdits, make_edits


@pytest.fixture(scope="module")
def edits(tmp_path_factory: pytest.TempPathFactory) -> SmallEdits:
    return make_edits(tmp_path_factory.mktemp("edits"))


@pytest.fixture(scope="module")
def known() -> dict[str, EditFacts | None]:
    """What was read by an earlier test."""
    return {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch, known: dict[str, EditFacts | None]) -> None:
    """Each medium is described by a process of its own, which takes a while."""
    read = edit_reading.read_edit_facts

    def kept(path: Path, options: Mapping[str, str], token: CancelToken) -> EditFacts | None:
        key = repr((path, sorted(options.items())))
        if key not in known:
            known[key] = read(path, options, token)
        return known[key]

    monkeypatch.setattr(edit_reading, "read_edit_facts", kept)


@pytest.fixture(scope="module")
def only_page(qapp: QApplication) -> Iterator[NewPage]:
    made = NewPage(Forgetful())
    made.resize(1000, 700)
    made.show()
    yield made
    made.deleteLater()


@pytest.fixture
def memory(only_page: NewPage, tmp_path: Path) -> Forgetful:
    """That of the page, with an output folder of the test's own."""
    remembered = only_page.panel._memory
    assert isinstance(remembered, Forgetful)
    remembered._values.clear()
    remembered.set(FOLDER, str(tmp_path))
    return remembered


@pytest.fixture
def page(only_page: NewPage, memory: Forgetful) -> NewPage:
    """The same page for all tests, as it is at first: to make one takes a while."""
    only_page.show_films([])
    panel = only_page.panel
    panel._writing = Writing()
    panel.target.recall(memory)
    panel.choose_preset(panel.presets.named(""))
    return only_page


@pytest.fixture
def show(qtbot: QtBot, page: NewPage) -> Callable[..., None]:
    """Show films and edits, and wait until the edits were read."""

    def shown(*paths: Path) -> None:
        page.show_films(paths)
        wanted = [path for path in paths if page.edits.may_be_edit(path)]
        qtbot.waitUntil(lambda: set(page.edits.facts) | set(page.edits.problems) == set(wanted))

    return shown


def shown_texts(page: NewPage) -> str:
    return "\n".join(label.text() for label in page.card.findChildren(QLabel) if label.isVisible())


def visible(page: NewPage) -> set[str]:
    """Labels of the rows that are there."""
    return {row.label.text() for row in page.panel.form.rows if row.label.isVisible()}


def help_button(page: NewPage, key: str) -> QAbstractButton:
    button = page.card.findChild(QAbstractButton, key)
    assert button is not None
    return button


def judged(qtbot: QtBot, page: NewPage) -> None:
    qtbot.waitUntil(lambda: not page.panel._judge.losses.pending)


def test_an_edit_shows_what_it_is_its_tracks_and_a_frame(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits
) -> None:
    show(edits.whole)
    text = shown_texts(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "160 × 96" in text
    assert "3 tracks · 4 clips · 2 media" in text
    assert len(page.edit_view.strip.rows) == 3
    qtbot.waitUntil(lambda: bool(page.edit_view.view.images))
    assert page.edit_view.isVisible()
    # The keys go through the clips; where one looks can be where the export begins.
    page.edit_view.strip.setFocus()
    page.edit_view.strip._set_current((1, 1))
    qtbot.mouseClick(page.panel.trim.start.here, Qt.MouseButton.LeftButton)
    assert page.panel.settings.start == "3/5"
    assert {"Write", "Preset", "Captions", "Until"} <= visible(page)
    assert not page.panel.footer.ask.isEnabled()


def test_a_frame_that_comes_late_is_not_shown_in_the_place_of_a_caption(
    page: NewPage, show: Callable[..., None], edits: SmallEdits
) -> None:
    show(edits.whole)
    strip, view = page.edit_view.strip, page.edit_view.view
    strip._set_current((1, 1))
    strip._set_current((0, 0))
    assert view.message == "This has no medium to be shown"
    assert not page.edit_view._loader.busy


def test_films_and_edits_in_one_list_are_shown_as_they_are(
    page: NewPage, show: Callable[..., None], edits: SmallEdits
) -> None:
    show(edits.film, edits.whole)
    assert page.preview.isVisible()
    assert not page.edit_view.isVisible()
    page._films.setCurrentRow(1)
    assert page.edit_view.isVisible()
    assert page.card.edit is not None
    page._films.setCurrentRow(0)
    assert page.preview.isVisible()
    assert page.card.edit is None
    film, edit = page.panel.planned()
    assert isinstance(film.request, VideoRequest)
    assert isinstance(edit.request, VideoRequest)
    assert film.request.edit == {}
    assert edit.request.edit == {"format": "otio"}


def test_media_that_are_missing_are_found_in_a_folder_or_shown_as_slates(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits,
    memory: Forgetful, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    show(edits.missing)
    assert "1 of 2 media are missing." in shown_texts(page)
    assert [problem.field for problem in page.panel.problems()] == ["missing"]
    assert page.panel.planned() == []
    qtbot.mouseClick(page.panel.edit.slates, Qt.MouseButton.LeftButton)
    (planned,) = page.panel.planned()
    assert planned.request.edit == {"format": "otio", "placeholder": "yes"}
    qtbot.mouseClick(page.panel.edit.slates, Qt.MouseButton.LeftButton)

    chosen = [tmp_path, edits.elsewhere]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen.pop(0)))
    for said in ("None of them is in that folder.", "The missing medium was found."):
        qtbot.mouseClick(help_button(page, "find"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda said=said: said in shown_texts(page))
    assert memory.get(edit_help.MEDIA_FOLDER) == str(edits.elsewhere)
    (planned,) = page.panel.planned()
    folders = planned.request.edit["media_folders"].splitlines()
    assert folders == [str(tmp_path), str(edits.elsewhere)]


def test_what_is_missing_or_lost_is_listed(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[QDialog] = []
    monkeypatch.setattr(edit_help, "run_dialog", opened.append)
    show(edits.missing)
    qtbot.mouseClick(help_button(page, "names"), Qt.MouseButton.LeftButton)
    page.panel.edit.chosen.emit("target", "to:edl")
    judged(qtbot, page)
    qtbot.mouseClick(page.panel.footer.ask, Qt.MouseButton.LeftButton)
    missing, lost = opened
    assert isinstance(missing, ListDialog)
    assert isinstance(lost, ListDialog)
    assert missing.list.item(0).text() == "lost.mp4 (1 clip)"
    assert lost.list.count() == len(page.panel._judge.losses.lines()) > 0


def test_a_project_hides_what_films_have_and_says_what_is_lost(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits,
    memory: Forgetful, tmp_path: Path,
) -> None:  # fmt: skip
    show(edits.whole)
    page.panel.edit.chosen.emit("target", "for:jianying")
    judged(qtbot, page)
    assert visible(page) == {"Write", "Media", "Name", "Folder"}
    assert page.panel.footer.estimate.text() == "Nothing will be lost"
    assert page.panel.footer.ask.isEnabled()
    page.panel.project.chosen.emit("collect", "trim")
    assert "Handles" in visible(page)
    page.panel.project.handles.setValue(2.5)
    (planned,) = page.panel.planned()
    assert isinstance(planned.request, ProjectRequest)
    assert (planned.request.collect, planned.request.handles) == ("trim", "2.5")
    assert planned.output == tmp_path / "whole" / "draft_content.json"
    assert page.panel.target.name_row.field.hinted == "Folder whole"
    # Chosen again for the next edit, and for another window.
    assert (memory.get(WRITE), memory.get(COLLECT)) == ("for:jianying", "trim")
    page.panel.edit.chosen.emit("target", "to:srt")
    assert "Media" not in visible(page)
    page.show_films([edits.film])
    assert "Write" not in visible(page)
    assert "Preset" in visible(page)


def test_what_an_editor_would_refuse_is_written_only_when_that_is_ticked(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits
) -> None:
    show(edits.missing)
    page.panel.edit.chosen.emit("target", "for:premiere")
    judged(qtbot, page)
    assert [problem.field for problem in page.panel.problems()] == ["force"]
    assert "Adobe Premiere Pro" in page.panel.problems()[0].sentence
    qtbot.mouseClick(page.panel.project.force, Qt.MouseButton.LeftButton)
    (planned,) = page.panel.planned()
    assert isinstance(planned.request, ProjectRequest)
    assert planned.request.force
    # Slates are an answer, too.
    qtbot.mouseClick(page.panel.project.force, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.panel.edit.slates, Qt.MouseButton.LeftButton)
    judged(qtbot, page)
    assert page.panel.problems() == []


def test_captions_and_subtitles_are_chosen_where_there_are_some(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits
) -> None:
    show(edits.whole)
    assert "Subtitles" not in visible(page)
    page.panel.edit.captions.chosen.emit("burn")
    (planned,) = page.panel.planned()
    assert planned.request.edit["captions"] == "burn"
    page.show_films([edits.film])
    assert "Subtitles" in visible(page)
    page.panel.sound.subtitles.chosen.emit("none")
    assert page.panel.settings.subtitles == "none"
    qtbot.waitUntil(lambda: page.card.facts is not None)
    # There are none in this one, as is known by now.
    assert "Subtitles" not in visible(page)


def test_an_edit_that_cannot_be_read_says_so_and_a_film_by_any_name_is_one(
    qtbot: QtBot, page: NewPage, edits: SmallEdits, tmp_path: Path
) -> None:
    broken, odd = tmp_path / "broken.fcpxml", tmp_path / "no suffix"
    broken.write_text("<fcpxml><oops></fcpxml>")
    odd.write_bytes(edits.film.read_bytes())
    page.show_films([broken])
    qtbot.waitUntil(lambda: "broken" in shown_texts(page) and bool(page.edits.problems))
    assert page.card.findChild(QPushButton, "locate") is not None
    assert page.edit_view.view.message == "This edit cannot be shown"
    page.show_films([odd])
    qtbot.waitUntil(lambda: page.card.facts is not None)
    assert page.preview.isVisible()


def test_an_edit_that_does_not_say_its_rate_gets_it_from_the_user(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    cuts = tmp_path / "cuts.edl"
    event = "001  AX V C 00:00:00:00 00:00:00:{0} 01:00:00:00 01:00:00:{0}\n"
    cuts.write_text(f"TITLE: cuts\n{event.format(10)}")
    monkeypatch.setattr(QInputDialog, "getItem", lambda *given: (_of(given[3], "50"), True))
    show(cuts)
    qtbot.mouseClick(help_button(page, "rate"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.edits.facts[cuts].sequence.rate == 50)
    assert page.edits.facts[cuts].options == {"rate": "50"}
    qtbot.mouseClick(page.panel.edit.slates, Qt.MouseButton.LeftButton)
    (planned,) = page.panel.planned()
    assert planned.request.edit["rate"] == "50"


def test_another_sequence_of_a_project_is_chosen(
    qtbot: QtBot, page: NewPage, show: Callable[..., None], edits: SmallEdits, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    one = json.loads(edits.whole.read_text("utf-8"))
    several = {
        "OTIO_SCHEMA": "SerializableCollection.1",
        "children": [{**one, "name": name} for name in ("first cut", "second cut")],
    }
    project = tmp_path / "project.otio"
    project.write_text(json.dumps(several))
    monkeypatch.setattr(QInputDialog, "getItem", lambda *given: (_of(given[3], "second"), True))
    show(project)
    assert page.edits.facts[project].sequence.name == "first cut"
    qtbot.mouseClick(help_button(page, "sequence"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.edits.facts[project].sequence.name == "second cut")
    (planned,) = page.panel.planned()
    assert planned.request.edit["sequence"] == "second cut"


def _of(texts: list[str], rate: str) -> str:
    return next(text for text in texts if text.startswith(rate))


def test_an_edit_that_left_the_list_is_not_shown_when_it_was_read(
    qtbot: QtBot, page: NewPage, edits: SmallEdits
) -> None:
    page.show_films([edits.whole])
    page.show_films([edits.film])
    told: list[Any] = []
    page.edits.read.connect(told.append)
    qtbot.waitUntil(lambda: page.card.facts is not None)
    assert told == []
    assert page.edits.facts == {}
