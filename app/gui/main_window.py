"""The window: puts the views together and passes on what the user and the queue say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.gui import theme, words
from app.gui.background import run_in_background
from app.gui.dialogs.resume_prompt import ResumePrompt
from app.gui.empty_page import EmptyPage
from app.gui.engine import Engine
from app.gui.film_adder import FilmAdder
from app.gui.finishing import Finishing
from app.gui.job_page import JobPage
from app.gui.job_problems import problem_of
from app.gui.job_verbs import JobVerbs
from app.gui.new_page import NewPage
from app.gui.notice_bar import NoticeBar
from app.gui.queue.job_list import JobList
from app.gui.queue.queue_panel import QueuePanel
from app.gui.queue_watch import QueueWatch
from app.gui.request_words import settings_line
from app.gui.segment_feed import SegmentFeed
from app.gui.sentences import told
from app.gui.settings import WindowSettings
from app.gui.thumbnails import Thumbnails
from app.gui.toolbar import Toolbar
from app.gui.tray import Tray
from app.gui.window_dialogs import WindowDialogs
from app.jobs.adding import Added
from app.jobs.planned import PlannedExport
from app.jobs.queue.adopting import adopt_journal
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Interrupted, Job, NewJob
from app.jobs.queue.states import JobState

SMALLEST = (900, 600)
USUAL = (1180, 760)
QUEUE_WIDTH = 38 * theme.GRID
RUNNING = (JobState.ACTIVE, JobState.PAUSED)
ENDED = (JobState.COMPLETED, JobState.FAILED)
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
        self._shown: Job | None = None
        self._to_select: int | None = None
        self._leaving = False
        self._awake = False
        self.thumbnails = Thumbnails(self)
        self.toolbar = Toolbar()
        self.notice = NoticeBar()
        self.queue = QueuePanel(self.thumbnails)
        self.empty_page = EmptyPage()
        self.new_page = NewPage(settings)
        self.job_page = JobPage()
        self.pages = QStackedWidget()
        self._state = QLabel()
        self.tray = Tray(self.windowIcon(), self)
        self.watch = QueueWatch(controller, self)
        self.feed = SegmentFeed(self)
        self.adder = FilmAdder(settings, self)
        self.verbs = JobVerbs(controller, self)
        self.finishing = Finishing(controller, self)
        self.dialogs = WindowDialogs(
            controller,
            settings,
            self,
            jobs=lambda: list(self._jobs),
            again=lambda film: self.adder.add([film]),
        )
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._lay_out()
        self._connect_views()
        self._connect_queue()
        self._add_shortcuts()
        self._restore_place()
        self.retranslate()
        self._show_jobs([])

    def begin(self, films: Sequence[str] = ()) -> None:
        """Follow the queue, ask about what was interrupted, and let it run."""
        self.watch.start()
        self.tray.show()
        self.empty_page.focus()
        for note in self._controller.notes:
            self.notice.tell(told(note), "warn")
        self.toolbar.show_mode(self._controller.settings.mode)
        self.toolbar.show_recent(self._settings.recent)
        self.adder.add([Path(film) for film in films])
        self._change(self._controller.interrupted, self._go_on, self._begin_anyway)

    def complain(self, sentence: str) -> None:
        """Say what cannot be done."""
        self.notice.tell(told(sentence), "bad")

    # Starting

    def _begin_anyway(self, sentence: str) -> None:
        self.complain(sentence)
        self._engine.start()

    def _go_on(self, found: list[Interrupted]) -> None:
        if found and self._controller.settings.mode == "manual":
            self.ask(found)
        elif found:
            text = self.tr(
                "Continuing %n export(s) that were interrupted at {when}. "
                "Nothing finished was lost.",
                "",
                len(found),
            )
            newest = max(one.saved for one in found)
            self.notice.tell(text.format(when=words.moment(newest)), details=True)
            self._to_select = found[0].job.id
        self._engine.start()

    def ask(self, found: Sequence[Interrupted]) -> None:
        """Ask what is to happen to interrupted exports, and do it."""
        prompt = ResumePrompt(found, self.thumbnails, self)
        prompt.exec()
        answers = prompt.answers

        def carry_out() -> None:
            for number, answer in answers.items():
                self._controller.answer(number, answer)  # type: ignore[arg-type]

        self._change(carry_out, lambda _: self.watch.look())
        continued = [number for number, answer in answers.items() if answer in ("continue", "over")]
        self._to_select = continued[0] if continued else None

    # Adding

    def _take_added(self, added: Added) -> None:
        if added.problems:
            problems = [told(problem) for problem in added.problems[:3]]
            self.notice.tell(words.sentences(*problems), "warn")
        if added.journals:
            journals = added.journals

            def adopt() -> list[Interrupted]:
                return [adopt_journal(self._controller, journal) for journal in journals]

            self._change(adopt, self.ask)
        if added.films:
            self._settings.add_recent(added.films)
            self.toolbar.show_recent(self._settings.recent)
            self.new_page.show_films(list(dict.fromkeys([*self.new_page.paths, *added.films])))
            self._show_new()

    def _show_new(self) -> None:
        self._show_waiting_outputs()
        self.pages.setCurrentWidget(self.new_page)
        self.new_page.focus()
        self.queue.show_new(0)

    def _is_new_shown(self) -> bool:
        return self.pages.currentWidget() is self.new_page

    def _show_waiting_outputs(self) -> None:
        self.new_page.show_waiting([job.output for job in self._jobs if job.state not in ENDED])

    def _take_planned(self, exports: Sequence[PlannedExport], start: bool) -> None:
        options = dict(self.new_page.options)
        if ffmpeg := self._settings.get("ffmpeg", ""):
            options["ffmpeg"] = ffmpeg
        preset = self.new_page.panel.preset.name
        new = [NewJob(one.output, one.request.to_map(), options, preset) for one in exports]
        self._change(
            lambda: self._controller.add(new, start=start),
            self._take_new_jobs,
            self.new_page.card_problem,
        )

    def _take_new_jobs(self, jobs: Sequence[Job]) -> None:
        self.new_page.show_films([])
        self.pages.setCurrentWidget(self.job_page)
        self._to_select = jobs[0].id if jobs else None
        self._engine.start()
        self.watch.look()

    def _close_new(self) -> None:
        self.new_page.show_films([])
        self.queue.show_new(0)
        self._show_selected()

    def _locate(self, path: Path) -> None:
        if (found := self.adder.choose_place_of(path)) is not None:
            self.new_page.show_films([found if one == path else one for one in self.new_page.paths])

    # The queue

    def _show_jobs(self, jobs: Sequence[Job]) -> None:
        """Jobs were added, removed or moved."""
        first = bool(jobs) and not len(self._jobs)
        self._jobs.show(jobs)
        self.queue.show_jobs(jobs)
        self.queue.setVisible(bool(jobs))
        if self._is_new_shown():
            self._show_waiting_outputs()
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
            self._show_waiting_outputs()
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
        self._show_state()

    def _show_selected(self, ids: Sequence[int] = ()) -> None:
        """Show the first of some jobs; of none, the one that was shown, or a likely one."""
        job = self._jobs.get(ids[0]) if ids else None
        if job is None and self._shown is not None:
            job = self._jobs.get(self._shown.id)
        if job is None:
            current = self.queue.current
            job = self._jobs.get(current) if current is not None else None
            job = job or self._jobs.first(RUNNING) or self._jobs.first()
            if job is not None:
                self.queue.select(job.id)
        if job is None:
            self._shown = None
            self.feed.show_job(None)
            self.pages.setCurrentWidget(self.new_page if self.new_page.paths else self.empty_page)
            return
        other = self._shown is None or self._shown.id != job.id
        self._shown = job
        self.job_page.show_job(job, problem_of(job))
        self.feed.show_job(job)
        if other:
            self.job_page.show_settings(settings_line(job.request))
            self._show_thumbnail()
        self.pages.setCurrentWidget(self.job_page)

    def _selected(self, ids: Sequence[int]) -> None:
        if ids:
            self._show_selected(ids)
            self.queue.show_new(len(self.new_page.paths))

    def _show_thumbnail(self, _: object = None) -> None:
        if self._shown is not None:
            size, ratio = self.job_page.thumbnail_size, self.devicePixelRatioF()
            picture = self.thumbnails.pixmap(self._shown.source, size, ratio)
            self.job_page.show_thumbnail(picture)

    def _carry_out(self, key: str, ids: Sequence[int]) -> None:
        self.verbs.carry_out(key, self._jobs.some(ids))

    def _help(self, key: str) -> None:
        job = self._shown
        if job is None:
            return
        if key != "locate":
            self.verbs.carry_out(key, [job])
        elif (found := self.adder.choose_place_of(job.source)) is not None:
            number, source = job.id, str(found)

            def change() -> None:
                self._controller.configure([number], request={"source": source})
                self._controller.start([number])

            self._change(change, lambda _: self.watch.look())

    def _export_again(self, jobs: Sequence[Job]) -> None:
        self.adder.add(list(dict.fromkeys(job.source for job in jobs)))

    def _show_state(self) -> None:
        active = self._jobs.first((JobState.ACTIVE,))
        running = self._jobs.count((JobState.ACTIVE,))
        waiting = self._jobs.count((JobState.QUEUED,))
        parts = []
        if running:
            parts.append(self.tr("%n export(s) running", "", running))
        if waiting:
            parts.append(self.tr("%n waiting", "", waiting))
        if self._awake:
            parts.append(self.tr("the machine is kept awake"))
        text = " · ".join(parts)
        self._state.setText(text)
        done = words.percent(active.done) if active is not None else ""
        self.tray.show_progress(" · ".join(part for part in ("Reprise", text, done) if part))
        self.setWindowTitle(self.tr("{done} – Reprise").format(done=done) if done else "Reprise")

    def _change(
        self,
        action: Callable[[], object],
        on_done: Callable[..., object],
        on_failed: Callable[[str], object] | None = None,
    ) -> None:
        """Do something with the queue, which may have to wait for another process."""
        run_in_background(self, lambda _: action(), on_done, on_failed or self.complain)

    # What the engine tells

    def _idle(self, completed: int, failed: int) -> None:
        text = self.tr("%n export(s) finished.", "", completed)
        if failed:
            text = words.sentences(text, self.tr("%n failed.", "", failed))
        self.tray.tell(self.tr("Reprise is done"), text)
        QApplication.alert(self)
        self.finishing.everything_done(completed, failed)

    def _counting(self, seconds: int, action: str) -> None:
        if not seconds:
            self.notice.hide()
            return
        if action == "sleep":
            text = self.tr(
                "The machine goes to sleep in %n second(s). Close this message to prevent it.",
                "",
                seconds,
            )
        else:
            text = self.tr(
                "The machine shuts down in %n second(s). Close this message to prevent it.",
                "",
                seconds,
            )
        self.notice.tell(text, "warn")

    def _owned_by(self, other: str) -> None:
        if other:
            text = self.tr("Another program runs the queue at the moment; you can steer it here.")
            self.notice.tell(text, "warn")

    def _set_awake(self, held: bool) -> None:
        self._awake = held
        self._show_state()

    # Leaving

    def closeEvent(self, event: QCloseEvent) -> None:
        running = self._jobs.count((JobState.ACTIVE,))
        if running and self._engine.running and not self._leaving:
            choice = self.dialogs.ask_to_close(running, self.tray.available)
            if choice != "quit":
                event.ignore()
                if choice == "background":
                    self.hide()
                return
        self._settings.set("geometry", self.saveGeometry())
        self._settings.save()
        self.watch.stop()
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
        self._show_state()
        if self._shown is not None:
            self.job_page.show_settings(settings_line(self._shown.request))
            self.job_page.show_job(self._shown, problem_of(self._shown))

    # Building

    def _lay_out(self) -> None:
        for page in (self.empty_page, self.new_page, self.job_page):
            self.pages.addWidget(page)
        self._state.setProperty("dim", True)
        self._state.setFont(theme.tabular(self.font()))
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
        layout.addWidget(self._state)
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
        bar.history_requested.connect(dialogs.show_history)
        bar.shortcuts_requested.connect(self._show_shortcuts)
        bar.about_requested.connect(dialogs.show_about)
        bar.quit_requested.connect(self.close)
        adder.found.connect(self._take_added)
        adder.failed.connect(self.complain)
        self.empty_page.choose_requested.connect(adder.choose_films)
        self.new_page.closed.connect(self._close_new)
        self.new_page.planned.connect(self._take_planned)
        self.new_page.locate_requested.connect(self._locate)
        self.queue.selected.connect(self._selected)
        self.queue.verb_requested.connect(self._carry_out)
        self.queue.move_requested.connect(self.verbs.move)
        self.queue.new_requested.connect(self._show_new)
        self.job_page.verb_requested.connect(self._help)
        self.notice.closed.connect(self.finishing.call_off)
        self.notice.details_requested.connect(lambda: self._show_selected(self.queue.chosen))
        self.thumbnails.ready.connect(self._show_thumbnail)
        self.tray.show_requested.connect(self._come_back)
        self.tray.pause_requested.connect(self.verbs.pause_all)
        self.tray.quit_requested.connect(self._quit)

    def _connect_queue(self) -> None:
        self.watch.jobs_changed.connect(self._show_jobs)
        self.watch.rows_changed.connect(self._update_jobs)
        self.watch.failed.connect(self.complain)
        self.feed.loaded.connect(self.job_page.show_segments)
        self.feed.changed.connect(self.job_page.refresh_segments)
        self.verbs.done.connect(self.watch.look)
        self.verbs.failed.connect(self.complain)
        self.verbs.again_requested.connect(self._export_again)
        self.verbs.log_requested.connect(self.dialogs.show_log)
        self.finishing.quit_requested.connect(self._quit)
        self.finishing.counting.connect(self._counting)
        self.finishing.failed.connect(self.complain)
        self._engine.changed.connect(self.watch.look)
        self._engine.reported.connect(self.feed.hear)
        self._engine.idle.connect(self._idle)
        self._engine.awake.connect(self._set_awake)
        self._engine.owned_by.connect(self._owned_by)
        self._engine.failed.connect(self.complain)

    def _choose_mode(self, mode: str) -> None:
        self._change(lambda: self._controller.change_settings(mode=mode), lambda _: None)

    def _show_settings(self) -> None:
        self.dialogs.show_settings()
        self.toolbar.show_mode(self._controller.settings.mode)

    def _show_shortcuts(self) -> None:
        self.dialogs.show_shortcuts(self._keys())

    def _keys(self) -> list[tuple[str, str]]:
        """What the window's own keys do, and those of its views."""
        return [
            *((name, keys) for name, keys, _ in self._shortcuts()),
            (self.tr("Export the new films"), "Ctrl+Return"),
            (self.tr("One frame back"), ","),
            (self.tr("One frame on"), "."),
            (self.tr("Close the message at the top"), "Esc"),
        ]

    def _shortcuts(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            (self.tr("Add films…"), "Ctrl+N", self.adder.choose_films),
            (self.tr("Add pasted paths"), "Ctrl+V", self.adder.paste),
            (self.tr("Start or continue everything"), "F5", self.verbs.start_all),
            (self.tr("Pause everything"), "F6", self.verbs.pause_all),
            (self.tr("Settings"), "Ctrl+,", self._show_settings),
            (self.tr("History"), "Ctrl+H", self.dialogs.show_history),
            (self.tr("Keys"), "F1", self._show_shortcuts),
            (self.tr("Quit"), "Ctrl+Q", self.close),
        ]

    def _add_shortcuts(self) -> None:
        for _, keys, slot in self._shortcuts():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _restore_place(self) -> None:
        self.resize(*USUAL)
        place = self._settings.geometry("geometry")
        if place is not None:
            self.restoreGeometry(place)
