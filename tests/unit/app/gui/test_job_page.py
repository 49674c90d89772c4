"""The page of one export says what it is, how far it is, and offers what helps."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.gui import words
from app.gui.job_page import JobPage
from app.gui.job_problems import problem_of
from app.gui.queue.examples import job, jobs
from app.gui.segments.examples import cells
from app.gui.verbs import VERBS
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState


@pytest.fixture
def page(qtbot: QtBot) -> JobPage:
    made = JobPage()
    qtbot.addWidget(made)
    made.resize(720, 560)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(page: JobPage, shown: Job) -> None:
    page.show_job(shown, problem_of(shown))


def texts(page: JobPage) -> str:
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def offers(page: JobPage) -> set[str]:
    """The verbs that have a button or an entry in the menu."""
    found = {one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()}
    for button in page.findChildren(QToolButton):
        if button.isVisible() and button.menu() is not None:
            found |= {action.objectName() for action in button.menu().actions()}
    return found


def help_button(page: JobPage, key: str) -> QPushButton:
    (button,) = [one for one in page._problems.findChildren(QPushButton, key) if one.isVisible()]
    return button


@pytest.mark.parametrize("state", JobState)
def test_each_state_offers_its_verbs_and_no_others(page: JobPage, state: JobState) -> None:
    page.show_job(job(1, state))
    assert offers(page) == {verb.key for verb in VERBS if state in verb.states}


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.key)
def test_a_verb_is_asked_for_by_its_button_or_entry(
    qtbot: QtBot, page: JobPage, verb: object
) -> None:
    key, state = verb.key, next(iter(verb.states))  # type: ignore[attr-defined]
    page.show_job(job(1, JobState(state)))
    asked: list[str] = []
    page.verb_requested.connect(asked.append)
    button = page.findChild(QPushButton, key)
    if button is not None:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    else:
        (menu,) = [one.menu() for one in page.findChildren(QToolButton) if one.menu()]
        next(action for action in menu.actions() if action.objectName() == key).trigger()
    assert asked == [key]


@pytest.mark.parametrize("shown", jobs(), ids=lambda one: str(one.state))
def test_each_state_says_what_it_is_and_where_the_output_goes(page: JobPage, shown: Job) -> None:
    show(page, shown)
    said = texts(page)
    assert shown.name in said
    assert str(shown.output) in said
    begun = shown.state in ("active", "paused", "interrupted", "queued")
    assert page.findChild(QProgressBar).isVisible() == begun


def test_a_running_export_tells_how_far_how_fast_and_how_long(page: JobPage) -> None:
    show(page, jobs()[1])
    said = texts(page)
    for figure in ("63 %", "1.2 GB", "148 fps", "5.9×", words.left(1260.0), "Exporting"):
        assert figure in said
    assert page.findChild(QProgressBar).value() == 630


@pytest.mark.parametrize(
    ("phase", "said"), [("assembling", "Joining the segments"), ("verifying", "Checking")]
)
def test_the_phases_after_exporting_are_named(page: JobPage, phase: str, said: str) -> None:
    show(page, job(1, JobState.ACTIVE, phase=phase))
    assert said in texts(page)


def test_a_finished_export_tells_when_and_how_large(page: JobPage) -> None:
    now = time.time()
    show(page, job(1, JobState.COMPLETED, size=48_200_000, ended=now))
    assert f"Finished {words.moment(now)} · 48.2 MB" in texts(page)


def test_what_is_well_has_no_problem(page: JobPage) -> None:
    for state in (JobState.INACTIVE, JobState.QUEUED, JobState.ACTIVE, JobState.COMPLETED):
        show(page, job(1, state))
        assert not page._problems.isVisible()


def test_a_missing_source_can_be_located(qtbot: QtBot, page: JobPage, tmp_path: Path) -> None:
    show(page, job(1, JobState.FAILED, source=tmp_path / "gone.mov", output=tmp_path / "out.mp4",
                   message="The source gone.mov is missing."))  # fmt: skip
    assert "The source gone.mov is missing." in texts(page)
    with qtbot.waitSignal(page.verb_requested) as asked:
        qtbot.mouseClick(help_button(page, "locate"), Qt.MouseButton.LeftButton)
    assert asked.args == ["locate"]


@pytest.mark.parametrize("obstacle", ["no folder", "a file"])
def test_an_output_that_cannot_be_written_can_be_chosen_anew(
    qtbot: QtBot, page: JobPage, tmp_path: Path, obstacle: str
) -> None:
    source, output = tmp_path / "film.mov", tmp_path / "out.mp4"
    source.touch()
    if obstacle == "a file":
        output.touch()
    else:
        output = tmp_path / "gone" / "out.mp4"
    show(page, job(1, JobState.FAILED, source=source, output=output))
    with qtbot.waitSignal(page.verb_requested) as asked:
        qtbot.mouseClick(help_button(page, "edit"), Qt.MouseButton.LeftButton)
    assert asked.args == ["edit"]


def test_the_log_of_a_failure_can_be_seen(qtbot: QtBot, page: JobPage, tmp_path: Path) -> None:
    source = tmp_path / "film.mov"
    source.touch()
    show(page, job(1, JobState.FAILED, source=source, output=tmp_path / "o.mp4", log=("broken",)))
    with qtbot.waitSignal(page.verb_requested) as asked:
        qtbot.mouseClick(help_button(page, "show_log"), Qt.MouseButton.LeftButton)
    assert asked.args == ["show_log"]


def test_a_full_disk_is_told_while_the_export_waits(qtbot: QtBot, page: JobPage) -> None:
    show(page, job(1, JobState.ACTIVE, waiting_for="disk space", phase="exporting"))
    assert "no room on the disk" in texts(page)
    with qtbot.waitSignal(page.verb_requested) as asked:
        qtbot.mouseClick(help_button(page, "open_folder"), Qt.MouseButton.LeftButton)
    assert asked.args == ["open_folder"]


def test_an_interruption_says_that_what_is_finished_is_safe(page: JobPage) -> None:
    show(page, job(1, JobState.INTERRUPTED))
    assert "What is finished is safe" in texts(page)


@pytest.mark.parametrize("state", [JobState.COMPLETED, JobState.ACTIVE, JobState.PAUSED])
def test_a_warning_of_the_engine_is_shown(page: JobPage, state: JobState) -> None:
    show(page, job(1, state, message="One segment was made twice."))
    assert "One segment was made twice." in texts(page)


def test_a_problem_goes_when_it_is_solved(page: JobPage) -> None:
    show(page, job(1, JobState.FAILED))
    show(page, job(1, JobState.QUEUED))
    assert not page._problems.isVisible()


@pytest.mark.parametrize("name", ["<b>film</b>.mp4", "a\nb.mp4", "&lt;.mp4"])
def test_a_name_is_shown_as_it_is(page: JobPage, name: str) -> None:
    show(page, job(1, JobState.FAILED, output=Path("/films") / name, message=f"{name} is bad."))
    for label in page.findChildren(QLabel):
        if name.replace("\n", " ") in label.text().replace("\n", " "):
            assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_long_name_needs_no_wider_window(page: JobPage) -> None:
    show(page, job(1, output=Path("/films") / ("long " * 40 + ".mp4")))
    assert page.minimumSizeHint().width() < 600


def test_segments_show_once_there_is_a_plan(page: JobPage) -> None:
    show(page, jobs()[1])
    page.show_segments(None)
    assert not page._segments.isVisible()
    shown = cells(20, done=5)
    page.show_segments(shown)
    assert page._segments.isVisible()
    assert "5 of 20 finished" in texts(page)
    shown.finish(7, 1000)
    page.refresh_segments()
    assert "6 of 20 finished" in texts(page)


def test_keys_work_on_the_page_as_in_the_list(qtbot: QtBot, page: JobPage) -> None:
    show(page, jobs()[1])
    asked: list[str] = []
    page.verb_requested.connect(asked.append)
    button = page.findChild(QPushButton, "pause")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["pause"]
    qtbot.keyClick(button, Qt.Key.Key_Delete)
    assert asked == ["pause"]


def test_the_focus_stays_at_the_buttons_when_they_change(qtbot: QtBot, page: JobPage) -> None:
    page.show_job(job(1, JobState.ACTIVE))
    button = page.findChild(QPushButton, "pause")
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    page.show_job(job(1, JobState.PAUSED))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "resume"


def test_a_frame_of_the_source_or_a_stand_in_is_shown(page: JobPage) -> None:
    page.show_thumbnail(None)
    assert not page._thumbnail.pixmap().isNull()
    picture = QPixmap(128, 72)
    picture.fill(Qt.GlobalColor.red)
    page.show_thumbnail(picture)
    assert page._thumbnail.pixmap().size() == picture.size()
