"""Carries out what the user asks for with exports; asks first where something would be lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from app.gui import unit_words
from app.gui.background import run_in_background
from app.gui.dialogs.running import run_dialog
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, called
from app.jobs.requests import is_of_project

REPORT = ".report.html"


class JobVerbs(QObject):
    """Signals:
    done(): the queue has been changed.
    failed(sentence): something cannot be done.
    again_requested(jobs): the user wants to export the same films again.
    log_requested(job): the user wants to see why it failed.
    settings_requested(job): the user wants to see or to change its settings.
    """

    done = Signal()
    failed = Signal(str)
    again_requested = Signal(object)
    log_requested = Signal(object)
    settings_requested = Signal(object)

    def __init__(self, controller: QueueController, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._window = window
        self._plain: dict[str, Callable[[Sequence[int]], object]] = {
            "start": controller.start,
            "continue": controller.start,
            "resume": controller.resume,
            "pause": controller.pause,
            "stop": controller.stop,
            "retry": controller.retry,
        }

    def carry_out(self, key: str, jobs: Sequence[Job]) -> None:
        """Do one of ``verbs.VERBS`` with jobs."""
        if not jobs:
            return
        ids = [job.id for job in jobs]
        if (plain := self._plain.get(key)) is not None:
            self._change(lambda: plain(ids))
            return
        special: dict[str, Callable[[], object]] = {
            "start_over": lambda: self._start_over(jobs),
            "discard": lambda: self._discard(jobs),
            "remove": lambda: self._remove(jobs),
            "open_file": lambda: self._open(opened_of(jobs[0].output)),
            "open_folder": lambda: self._open(jobs[0].output.parent),
            "show_report": lambda: self._show_report(jobs[0]),
            "show_log": lambda: self.log_requested.emit(jobs[0]),
            "edit": lambda: self.settings_requested.emit(jobs[0]),
            "show_settings": lambda: self.settings_requested.emit(jobs[0]),
            "export_again": lambda: self.again_requested.emit(list(jobs)),
            "move_up": lambda: self._move(jobs[0], -1),
            "move_down": lambda: self._move(jobs[0], 1),
        }
        if key in special:
            special[key]()

    def start_all(self) -> None:
        """Start everything that is not started, and continue what is paused or interrupted."""

        def start() -> None:
            self._controller.start()
            self._controller.resume()

        self._change(start)

    def pause_all(self) -> None:
        """Pause everything that runs or waits."""
        self._change(self._controller.pause)

    def move(self, ids: Sequence[int], before: int | None) -> None:
        """Put jobs before another, or at the end."""
        self._change(lambda: self._controller.move(ids, before))

    def _change(self, action: Callable[[], object]) -> None:
        """A verb takes milliseconds, but may have to wait for another process that writes."""
        run_in_background(self, lambda _: action(), lambda _: self.done.emit(), self.failed.emit)

    def _start_over(self, jobs: Sequence[Job]) -> None:
        kept = sum(job.units_done for job in jobs)
        text = unit_words.ask_to_start_over(jobs, kept)
        if not kept or self._sure(text, self.tr("Start over")):
            ids = [job.id for job in jobs]

            def restart() -> None:
                for job in self._controller.database.jobs_by_id(ids):
                    if job.state == "paused":
                        self._controller.stop([job.id])
                self._controller.start(ids, force=True)

            self._change(restart)

    def _discard(self, jobs: Sequence[Job]) -> None:
        kept = sum(job.units_done for job in jobs)
        text = unit_words.ask_to_discard(jobs, kept)
        if not kept or self._sure(text, self.tr("Discard")):
            self._change(lambda: self._controller.reset([job.id for job in jobs]))

    def _remove(self, jobs: Sequence[Job]) -> None:
        begun = [job for job in jobs if job.state in ("paused", "interrupted")]
        text = self.tr(
            "Remove %n export(s) from the list? What is finished stays on the disk.", "", len(jobs)
        )
        if not begun or self._sure(text, self.tr("Remove")):
            self._change(lambda: self._controller.remove([job.id for job in jobs]))

    def _move(self, job: Job, step: int) -> None:
        def move() -> None:
            order = self._controller.database.order()
            place = order.index(job.id) + step
            if 0 <= place < len(order):
                rest = [number for number in order if number != job.id]
                before = rest[place] if place < len(rest) else None
                self._controller.move([job.id], before)

        self._change(move)

    def _show_report(self, job: Job) -> None:
        """Of a film its report; of a project the list of what was lost."""
        if not is_of_project(job.request):
            self._open(report_of(job))
            return
        # Only now: queues of films are shown without it.
        from exporters.interchange.loss_report import losses_path

        listed = losses_path(job.output)
        if listed.exists():
            self._open(listed)
        else:
            self.failed.emit(self.tr("There is no list of losses: nothing was lost."))

    def _open(self, path: Path) -> None:
        if not path.exists():
            self.failed.emit(self.tr("{path} is not there any more.").format(path=path))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.failed.emit(self.tr("No program was found that opens {path}.").format(path=path))

    def _sure(self, text: str, yes: str) -> bool:
        box = QMessageBox(QMessageBox.Icon.Question, "", text, parent=self._window)
        agreed = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refused = box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refused)
        run_dialog(box)
        return box.clickedButton() is agreed


def opened_of(output: Path) -> Path:
    """What is opened of an export: its file, or the folder of a draft."""
    return output if called(output) == output.name else output.parent


def report_of(job: Job) -> Path:
    """Where the report of an export lies."""
    return job.output.with_name(job.output.name + REPORT)
