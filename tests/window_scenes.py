"""The window in every situation, with made-up exports: for pictures, and tests of how it looks."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QWidget

from app.gui import edit_examples
from app.gui.dialogs.job_editor import JobEditor
from app.gui.dialogs.listing import ListDialog
from app.gui.dialogs.resume_prompt import ResumePrompt
from app.gui.engine import Engine
from app.gui.export_panel.examples import film as film_facts
from app.gui.export_panel.memory import FOLDER
from app.gui.main_window import MainWindow
from app.gui.preview.examples import film_picture
from app.gui.queue import examples
from app.gui.segments.examples import cells
from app.gui.settings import WindowSettings
from app.gui.thumbnails import Thumbnails
from app.gui.timeline_strip.examples import edit as example_edit
from app.jobs.edit_facts import EditFacts
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Interrupted, Job
from app.jobs.queue.states import JobState
from app.jobs.segments import SegmentCells
from app.jobs.source_facts import source_facts

REQUEST = (
    '{"source": "/films/harbour.mov", "container": "mp4", "video_encoder": "libx264", '
    '"audio_encoder": "aac", "crf": 21, "encoder_preset": "medium", "scale": "1920x1080"}'
)


class NoEngine(Engine):
    """Starts nothing."""

    def start(self) -> None:
        """Nothing is exported."""


class Pictures(Thumbnails):
    """Has a picture of every film."""

    def pixmap(self, path: Path, size: QSize, ratio: float = 1.0) -> QPixmap | None:
        if "archive" in path.name:
            return None
        picture = QPixmap.fromImage(film_picture(size * ratio))
        picture.setDevicePixelRatio(ratio)
        return picture


def example_jobs() -> list[Job]:
    """A queue as one meets it, each with settings."""
    made = [replace(one, request_text=REQUEST) for one in examples.jobs()]
    return [replace(one, source=one.output.with_suffix(".mov")) for one in made]


def job_with(state: JobState) -> Job:
    """The example in a state."""
    return next(one for one in example_jobs() if one.state is state)


def window_in(folder: Path, size: tuple[int, int] = (1180, 760)) -> MainWindow:
    """A window with an empty queue in a folder; it follows nothing and exports nothing."""
    settings = WindowSettings(folder / "window.ini")
    # The examples' own folder is none, which the export panel would say.
    settings.set(FOLDER, tempfile.gettempdir())
    window = MainWindow(QueueController(folder / "queue"), settings, NoEngine())
    thumbnails = Pictures(window)
    window.thumbnails = thumbnails
    window.queue.view.itemDelegate()._thumbnails = thumbnails
    window.feed.show_job = lambda job: None  # type: ignore[method-assign,assignment]
    window.shown.edits.show_job = lambda job: None  # type: ignore[method-assign,assignment]
    view = window.new_page.edit_view
    view._ask = lambda source, clip: view.view.show_images(  # type: ignore[method-assign]
        [film_picture(QSize(1120, 630))], [source.path.name]
    )
    window.resize(*size)
    return window


def show_jobs(window: MainWindow, state: JobState, shown: SegmentCells | None) -> None:
    """Show the examples, one of a state on the page."""
    jobs = example_jobs()
    window._show_jobs(jobs)
    window.queue.select(next(one.id for one in jobs if one.state is state))
    window.job_page.show_segments(shown)
    window.job_page.show_edit(None)


def empty(window: MainWindow) -> None:
    """Nothing was added yet."""


def new(window: MainWindow) -> None:
    """A film was dropped on the window."""
    facts = film_facts()
    page = window.new_page
    page.show_films([])
    page._paths = [facts.path]
    page.panel.show_source(facts.path, facts)
    page.card.show_facts(source_facts(facts), QPixmap.fromImage(film_picture(QSize(128, 72))))
    page.preview.controls.show_state(2520.0, has_picture=True, encodes=True)
    page.preview.controls.show_time(751.04)
    page.preview.view.show_images([film_picture(QSize(1120, 630))], [])
    page.panel.show_estimate(2_900_000_000, 430.0)
    window._show_new()


def show_edit(window: MainWindow, facts: EditFacts) -> None:
    """Show an edit that was read on the page for new exports."""
    page = window.new_page
    page.show_films([])
    page._paths = [facts.path]
    page.edits.facts[facts.path] = facts
    page._views.setCurrentWidget(page.edit_view)
    page.card.path = facts.path
    page._take_edit(facts.path)
    page.card.show_picture(QPixmap.fromImage(film_picture(QSize(128, 72))))
    page.panel.edit.chosen.emit("target", "film")
    window._show_new()


def edit(window: MainWindow) -> None:
    """A project file was dropped on the window."""
    show_edit(window, edit_examples.facts())


def edit_missing(window: MainWindow) -> None:
    """A project file whose media are not all where it says."""
    show_edit(window, edit_examples.facts(missing=True))


def project(window: MainWindow) -> None:
    """An edit is to be written for another editor."""
    show_edit(window, edit_examples.facts())
    panel = window.new_page.panel
    panel.project.chosen.emit("collect", "trim")
    panel.edit.chosen.emit("target", "for:premiere")
    until = time.monotonic() + 10
    while panel._judge.losses.pending and time.monotonic() < until:
        QCoreApplication.processEvents()


def edit_exporting(window: MainWindow) -> None:
    """A film of an edit is being exported."""
    show_jobs(window, JobState.ACTIVE, cells(60, kept=20, done=12))
    window.job_page.show_edit(example_edit())


def exporting(window: MainWindow) -> None:
    """An export runs, after an interruption; the machine is kept awake."""
    show_jobs(window, JobState.ACTIVE, cells(960, kept=300, done=112))
    window.overview.show_awake(True)


def few_segments(window: MainWindow) -> None:
    """An export of ten segments."""
    show_jobs(window, JobState.ACTIVE, cells(10, done=4))


def many_segments(window: MainWindow) -> None:
    """An export of a hundred thousand segments."""
    show_jobs(window, JobState.ACTIVE, cells(100_000, kept=30_000, done=12_345))


def paused(window: MainWindow) -> None:
    """An export is frozen."""
    shown = cells(960, done=100)
    shown.paused = True
    show_jobs(window, JobState.PAUSED, shown)


def continuing(window: MainWindow) -> None:
    """After a start in the mode that continues by itself."""
    exporting(window)
    window.notice.tell(
        window.continuing.tr(
            "Continuing %n export(s) that were interrupted at {when}. Nothing finished was lost.",
            "",
            2,
        ).format(when="14:32"),
        details=True,
    )


def finished(window: MainWindow) -> None:
    """An export has ended well."""
    done = cells(960, kept=300, done=660)
    done.finish(150, 4_800_000)
    show_jobs(window, JobState.COMPLETED, done)


def failed(window: MainWindow) -> None:
    """An export has failed, since its source is gone."""
    show_jobs(window, JobState.FAILED, None)


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "empty": empty, "new": new, "edit": edit, "edit-missing": edit_missing, "project": project,
    "exporting": exporting, "edit-exporting": edit_exporting, "paused": paused,
    "continuing": continuing, "finished": finished, "failed": failed,
    "few-segments": few_segments, "many-segments": many_segments,
}  # fmt: skip
"""What the window can show, by name."""


def interrupted() -> list[Interrupted]:
    """Exports of which each was interrupted in another way."""
    jobs, now = example_jobs(), time.time()
    why = "Reprise ended while this export was running."
    return [
        Interrupted(jobs[1], 412, 960, now - 900, 1_230_000_000, "unchanged", why, ""),
        Interrupted(jobs[4], 700, 960, now - 90_000, 812_000_000, "changed", why, ""),
        Interrupted(jobs[5], 31, 120, now - 400_000, 95_000_000, "missing", why, ""),
    ]


def with_history(controller: QueueController) -> None:
    """Runs that ended in every way."""
    now = time.time()
    ways = (("completed", 0, 48_200_000), ("failed", 5, 0), ("stopped", 3, 0),
            ("interrupted", 4, 0), ("completed", 2, 2_910_000_000))  # fmt: skip
    jobs = example_jobs()
    with controller.database.change():
        for number, (outcome, which, size) in enumerate(ways):
            began = now - 90_000 * (len(ways) - number)
            begun = replace(jobs[which], began=began)
            controller.database.add_history(
                begun, outcome, began + 600 * (number + 1), size=size, message=begun.message
            )


def dialogs_of(window: MainWindow) -> dict[str, Callable[[], QDialog]]:
    """The dialogs that the window opens, by name."""

    def prompt() -> ResumePrompt:
        made = ResumePrompt(interrupted(), window.thumbnails, window)
        made._rows[0].show_segments(cells(960, kept=300, done=112, running=0))
        made._rows[1].show_segments(cells(960, kept=500, done=200, running=0))
        return made

    found: dict[str, Callable[[], QDialog]] = {"interrupted": prompt}
    controller, settings = window._controller, window._settings
    with_history(controller)

    def made(kind: str, *arguments: Any) -> Callable[[], QDialog]:
        return lambda: _classes()[kind](*arguments, window)

    def editor() -> JobEditor:
        job = replace(job_with(JobState.INTERRUPTED), output=Path(tempfile.gettempdir(), "l.mp4"))
        shown = JobEditor(job, controller, parent=window)
        if shown._reading is not None:
            shown._reading.cancel()
        shown.panel.show_source(job.source, film_facts(job.source))
        shown.panel.picture.quality.chosen.emit(24.0)
        shown.panel.target.name.edit.setText(job.output.stem)
        return shown

    def losses() -> ListDialog:
        project(window)
        lines = window.new_page.panel._judge.losses.lines()
        window.new_page.show_films([])
        translate = QCoreApplication.translate
        title = translate("EditHelp", "What will be lost")
        heading = translate("EditHelp", "This will not be in the project ({target}):")
        return ListDialog(title, heading.format(target="Adobe Premiere Pro"), lines, window)

    failure = replace(job_with(JobState.FAILED), log=("[libx264] broken", "Conversion failed!"))
    found["editor"] = editor
    found["losses"] = losses
    found["settings"] = made("SettingsDialog", settings, controller)
    found["history"] = made("HistoryDialog", controller)
    found["keys"] = made("ShortcutsDialog", window.keys.table())
    found["about"] = made("AboutDialog")
    found["log"] = made("LogDialog", failure)
    found["closing"] = made("ClosingDialog", 2, True)
    found["cleaning"] = made("CleaningDialog", [])
    return found


def _classes() -> dict[str, Callable[..., QDialog]]:
    from app.gui.dialogs.about import AboutDialog
    from app.gui.dialogs.cleaning import CleaningDialog
    from app.gui.dialogs.closing import ClosingDialog
    from app.gui.dialogs.history import HistoryDialog
    from app.gui.dialogs.log import LogDialog
    from app.gui.dialogs.settings_dialog import SettingsDialog
    from app.gui.dialogs.shortcuts import ShortcutsDialog

    kinds: Sequence[type[QDialog]] = (
        AboutDialog, CleaningDialog, ClosingDialog, HistoryDialog, LogDialog, SettingsDialog,
        ShortcutsDialog,
    )  # fmt: skip
    return {kind.__name__: kind for kind in kinds}


def close(window: QWidget) -> None:
    """Close without a question, and give the queue back."""
    assert isinstance(window, MainWindow)
    window._leaving = True
    window.close()
    window._controller.close()
    window.deleteLater()
