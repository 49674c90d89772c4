"""The window: puts the views together and passes on what the user and the queue say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QVBoxLayout, QWidget

from app.gui import theme
from app.gui.announcing import Announcing
from app.gui.background import run_in_background
from app.gui.continuing import Continuing
from app.gui.empty_page import EmptyPage
from app.gui.engine import Engine
from app.gui.export_panel.memory import usual_folder
from app.gui.film_adder import FilmAdder
from app.gui.finishing import Finishing
from app.gui.job_page import JobPage
from app.gui.job_verbs import JobVerbs
from app.gui.new_exports import ENDED, NewExports
from app.gui.new_page import NewPage
from app.gui.notice_bar import NoticeBar
from app.gui.overview import Overview
from app.gui.pages import Pages
from app.gui.queue.job_list import JobList
from app.gui.queue.queue_panel import QueuePanel
from app.gui.queue_watch import QueueWatch
from app.gui.segment_feed import SegmentFeed
from app.gui.settings import WindowSettings
from app.gui.shown_job import ShownJob
from app.gui.taskbar import Taskbar
from app.gui.thumbnails import Thumbnails
from app.gui.toolbar import Toolbar
from app.gui.tray import Tray
from app.gui.window_dialogs import WindowDialogs
from app.gui.window_keys import WindowKeys
from app.jobs.adding import Added
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState

SMALLEST = (900, 600)
USUAL = (1180, 760)
QUEUE_WIDTH = 38 * theme.GRID
MOST_PROBLEMS = 3
"""Sentences that are shown of what could not be added."""

RUNNING = (JobState.ACTIVE, JobState.PAUSED)
STARTABLE = {JobState.INACTIVE, JobState.PAUSED, JobState.INTERRUPTED, JobState.FAILED}
PAUSABLE = {JobState.ACTIVE, JobState.QUEUED}


class MainWindow(QMainWindow):
    """Shows the queue, and steers it.

    Args:
        controller: of the queue.
        settings: what the window remembers.
        engine: runs the queue.

    Signals:
        left(): the window was closed for good.
    """

    left = Signal()

    def __init__(
        self, controller: QueueController, settings: WindowSettings, engine: Engine
    ) -> None:
        super().__init__()
        self._controller, self._settings, self._engine = controller, settings, engine
        self._jobs = JobList()
        self._to_select: int | None = None
        self._leaving = False
        self.thumbnails = Thumbnails(self)
        self.toolbar = Toolbar()
        self.notice = NoticeBar()
        self.queue = QueuePanel(self.thumbnails)
        self.empty_page = EmptyPage()
        self.new_page = NewPage(settings)
        self.job_page = JobPage()
        self.pages = Pages()
        self.tray = Tray(self.windowIcon(), self)
        self.taskbar = Taskbar(self)
        self.overview = Overview(self._jobs, self.tray, self.taskbar, self)
        self.announcing = Announcing(self.notice, self.tray, self)
        self.watch = QueueWatch(controller, self)
        self.feed = SegmentFeed(self)
        self.shown = ShownJob(self.job_page, self.feed, lambda: self.thumbnails, self)
        self.adder = FilmAdder(settings, self)
        self.verbs = JobVerbs(controller, self)
        self.finishing = Finishing(controller, self)
        self.continuing = Continuing(controller, settings, self.thumbnails, self.notice, self)
        self.new_exports = NewExports(controller, settings, self.new_page, self.adder, self)
        self.dialogs = WindowDialogs(controller, settings, self._jobs, self)
        self.keys = self._make_keys()
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._lay_out()
        self._connect_views()
        self._connect_queue()
        self._restore_place()
        self.retranslate()
        self._show_jobs([])

    def begin(self, films: Sequence[str] = ()) -> None:
        """Follow the queue, ask about what was interrupted, and let it run."""
        self.watch.start()
        self.tray.show()
        self.empty_page.focus()
        for note in self._controller.notes:
            self.announcing.warn(note)
        self.toolbar.show_mode(self._controller.settings.mode)
        self.toolbar.show_recent(self._settings.recent)
        self.adder.add([Path(film) for film in films])
        self.continuing.begin()

    # Adding

    def _take_added(self, added: Added) -> None:
        if added.problems:
            self.announcing.warn(*added.problems[:MOST_PROBLEMS])
        if added.journals:
            self.continuing.adopt(added.journals)
        if added.films:
            self._settings.add_recent(added.films)
            self.toolbar.show_recent(self._settings.recent)
            self.new_exports.set_up(added.films)
            self._show_new()

    def _show_new(self) -> None:
        self.new_exports.show_waiting(self._jobs)
        self.pages.setCurrentWidget(self.new_page)
        self.new_page.focus()
        self.queue.show_new(0)

    def _is_new_shown(self) -> bool:
        return self.pages.currentWidget() is self.new_page

    def _take_new_jobs(self, jobs: Sequence[Job]) -> None:
        self.pages.setCurrentWidget(self.job_page)
        self._to_select = jobs[0].id if jobs else None
        self._engine.start()
        self.watch.look()

    def _close_new(self) -> None:
        self.new_page.show_films([])
        self.queue.show_new(0)
        self._show_selected()

    # The queue

    def _show_jobs(self, jobs: Sequence[Job]) -> None:
        """Jobs were added, removed or moved."""
        first = bool(jobs) and not len(self._jobs)
        self._jobs.show(jobs)
        self.queue.show_jobs(jobs)
        self.queue.setVisible(bool(jobs))
        if self._is_new_shown():
            self.new_exports.show_waiting(self._jobs)
        self._show_rest()
        if first and not self._is_new_shown():
            self.queue.view.setFocus()

    def _update_jobs(self, changed: Sequence[Job]) -> None:
        """Some jobs are others than before."""
        before = {job.id: job for job in self._jobs.some(job.id for job in changed)}
        self._jobs.update(changed)
        self.queue.update_jobs(changed)
        if self._is_new_shown() and any(
            (job.output, job.state in ENDED) != (old.output, old.state in ENDED)
            for job in changed
            if (old := before.get(job.id)) is not None
        ):
            self.new_exports.show_waiting(self._jobs)
        self._show_rest()

    def _show_rest(self) -> None:
        """What depends on all jobs, besides the list of them."""
        startable, pausable = self._jobs.count(STARTABLE), self._jobs.count(PAUSABLE)
        self.toolbar.show_state(startable > 0, pausable > 0)
        if not self._is_new_shown():
            wanted = self._jobs.some([self._to_select] if self._to_select is not None else [])
            if wanted:
                self._to_select = None
                self.queue.select(wanted[0].id)
            self._show_selected()
        self.dialogs.follow()
        self.overview.show()

    def _want(self, number: int) -> None:
        """Select a job as soon as it is in the list."""
        self._to_select = number

    def _show_selected(self, ids: Sequence[int] = ()) -> None:
        """Show the first of some jobs; of none, the one that was shown, or a likely one."""
        job = self._jobs.get(ids[0]) if ids else None
        if job is None and self.shown.job is not None:
            job = self._jobs.get(self.shown.job.id)
        if job is None:
            current = self.queue.current
            job = self._jobs.get(current) if current is not None else None
            job = job or self._jobs.first(RUNNING) or self._jobs.first()
            if job is not None:
                self.queue.select(job.id)
        self.shown.show(job)
        if job is None:
            self.pages.setCurrentWidget(self.new_page if self.new_page.paths else self.empty_page)
        else:
            self.pages.setCurrentWidget(self.job_page)

    def _selected(self, ids: Sequence[int]) -> None:
        if ids:
            self._show_selected(ids)
            self.queue.show_new(len(self.new_page.paths))

    def _carry_out(self, key: str, ids: Sequence[int]) -> None:
        self.verbs.carry_out(key, self._jobs.some(ids))

    def _help(self, key: str) -> None:
        job = self.shown.job
        if job is None:
            return
        if key != "locate":
            self.verbs.carry_out(key, [job])
        elif (found := self.adder.choose_place_of(job.source)) is not None:
            number, source = job.id, str(found)

            def change() -> None:
                self._controller.configure([number], request={"source": source})
                self._controller.start([number])

            self._change(change)

    def _export_again(self, jobs: Sequence[Job]) -> None:
        self.adder.add(list(dict.fromkeys(job.source for job in jobs)))

    def _change(self, action: Callable[[], object]) -> None:
        """Do something with the queue, which may have to wait for another process."""
        run_in_background(
            self, lambda _: action(), lambda _: self.watch.look(), self.announcing.complain
        )

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        asks = self._engine.running and not self._leaving
        if asks and (running := self.watch.running()):
            choice = self.dialogs.ask_to_close(running, self.tray.available)
            if choice != "quit":
                event.ignore()
                if choice == "background":
                    self.hide()
                return
        self._settings.set("geometry", self.saveGeometry())
        self._settings.save()
        self.watch.stop()
        self.taskbar.clear()
        self._engine.stop()
        event.accept()
        self.left.emit()

    def _quit(self) -> None:
        """From the tray, or when everything is done: what runs can go on at the next start."""
        self._leaving = True
        self.close()

    def _come_back(self) -> None:
        self.show()
        self.raise_()
        self.activateWindow()

    # Qt's other events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.adder.add_dropped(event.mimeData())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        self.pages.setAccessibleName(self.tr("The selected export"))
        self.tray.retranslate()
        self.overview.show()
        self.shown.retranslate()

    # Building

    def _lay_out(self) -> None:
        for page in (self.empty_page, self.new_page, self.job_page):
            self.pages.addWidget(page)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(2 * theme.GRID)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.queue)
        splitter.addWidget(self.pages)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([QUEUE_WIDTH, USUAL[0] - QUEUE_WIDTH])
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.notice)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.overview.line)
        self.setCentralWidget(centre)

    def _connect_views(self) -> None:
        bar, adder, dialogs = self.toolbar, self.adder, self.dialogs
        bar.add_requested.connect(adder.choose_films)
        bar.folder_requested.connect(adder.choose_folder)
        bar.paste_requested.connect(adder.paste)
        bar.recent_requested.connect(lambda path: adder.add([Path(path)]))
        bar.start_requested.connect(self.verbs.start_all)
        bar.pause_requested.connect(self.verbs.pause_all)
        bar.mode_chosen.connect(self._choose_mode)
        bar.settings_requested.connect(self._show_settings)
        bar.history_requested.connect(self._show_history)
        bar.shortcuts_requested.connect(self._show_keys)
        bar.about_requested.connect(dialogs.show_about)
        bar.quit_requested.connect(self.close)
        adder.found.connect(self._take_added)
        adder.failed.connect(self.announcing.complain)
        self.empty_page.choose_requested.connect(adder.choose_films)
        self.new_page.closed.connect(self._close_new)
        self.new_exports.added.connect(self._take_new_jobs)
        self.queue.selected.connect(self._selected)
        self.queue.verb_requested.connect(self._carry_out)
        self.queue.move_requested.connect(self.verbs.move)
        self.queue.new_requested.connect(self._show_new)
        self.job_page.verb_requested.connect(self._help)
        self.notice.closed.connect(self.finishing.call_off)
        self.notice.details_requested.connect(lambda: self._show_selected(self.queue.chosen))
        self.thumbnails.ready.connect(self.shown.show_thumbnail)
        self.tray.show_requested.connect(self._come_back)
        self.tray.pause_requested.connect(self.verbs.pause_all)
        self.tray.quit_requested.connect(self._quit)

    def _connect_queue(self) -> None:
        self.watch.jobs_changed.connect(self._show_jobs)
        self.watch.rows_changed.connect(self._update_jobs)
        self.feed.loaded.connect(self.job_page.show_segments)
        self.feed.changed.connect(self.job_page.refresh_segments)
        self.verbs.done.connect(self.watch.look)
        self.verbs.again_requested.connect(self._export_again)
        self.verbs.log_requested.connect(self.dialogs.show_log)
        self.verbs.settings_requested.connect(self._edit)
        self.finishing.quit_requested.connect(self._quit)
        self.finishing.counting.connect(self.announcing.count_down)
        self.continuing.ready.connect(self._engine.start)
        self.continuing.changed.connect(self.watch.look)
        self.continuing.wanted.connect(self._want)
        self._engine.changed.connect(self.watch.look)
        self._engine.reported.connect(self.feed.hear)
        self._engine.idle.connect(self.announcing.everything_done)
        self._engine.idle.connect(self.finishing.everything_done)
        self._engine.awake.connect(self.overview.show_awake)
        self._engine.owned_by.connect(self.announcing.tell_owner)
        for source in (self.watch, self.verbs, self.finishing, self.continuing, self._engine):
            source.failed.connect(self.announcing.complain)

    def _choose_mode(self, mode: str) -> None:
        self._change(lambda: self._controller.change_settings(mode=mode))

    def _show_settings(self) -> None:
        before = usual_folder(self._settings)
        self.dialogs.show_settings()
        self.toolbar.show_mode(self._controller.settings.mode)
        if usual_folder(self._settings) != before:
            self.new_page.panel.use_usual_folder()

    def _show_history(self) -> None:
        self.dialogs.show_history(lambda film: self.adder.add([film]))

    def _show_keys(self) -> None:
        self.dialogs.show_shortcuts(self.keys.table())

    def _edit(self, job: Job) -> None:
        self.dialogs.edit(job, self.watch.look, self.verbs.carry_out)

    def _make_keys(self) -> WindowKeys:
        actions = {
            "add": self.adder.choose_films,
            "paste": self.adder.paste,
            "start": self.verbs.start_all,
            "pause": self.verbs.pause_all,
            "settings": self._show_settings,
            "history": self._show_history,
            "keys": self._show_keys,
            "quit": self.close,
        }
        return WindowKeys(actions, self)

    def _restore_place(self) -> None:
        self.resize(*USUAL)
        place = self._settings.geometry("geometry")
        if place is not None:
            self.restoreGeometry(place)
