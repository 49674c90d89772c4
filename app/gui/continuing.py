"""What becomes of interrupted exports: asked at the start, or gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.gui import words
from app.gui.background import run_in_background
from app.gui.dialogs.resume_prompt import ResumePrompt
from app.gui.dialogs.running import run_dialog
from app.gui.notice_bar import NoticeBar
from app.gui.settings import WindowSettings
from app.gui.thumbnails import Thumbnails
from app.jobs.queue.adopting import adopt_journal
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Interrupted


class Continuing(QObject):
    """Signals:
    ready(): the queue may run now.
    changed(): what was answered is done.
    wanted(number): a job that goes on, which the user may want to see.
    failed(sentence): it cannot be done.
    """

    ready = Signal()
    changed = Signal()
    wanted = Signal(int)
    failed = Signal(str)

    def __init__(
        self,
        controller: QueueController,
        settings: WindowSettings,
        thumbnails: Thumbnails,
        notice: NoticeBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller, self._settings = controller, settings
        self._thumbnails, self._notice, self._window = thumbnails, notice, window

    def begin(self) -> None:
        """Look for what was interrupted; ``ready`` comes in any case."""

        def failed(sentence: str) -> None:
            self.failed.emit(sentence)
            self.ready.emit()

        run_in_background(self, lambda _: self._controller.interrupted(), self._go_on, failed)

    def adopt(self, journals: Sequence[Path]) -> None:
        """Take exports into the queue whose journals were opened, and ask about them."""

        folder = self._settings.parts_folder

        def adopted(_: object) -> list[Interrupted]:
            return [adopt_journal(self._controller, journal, folder) for journal in journals]

        run_in_background(self, adopted, self.ask, self.failed.emit)

    def ask(self, found: Sequence[Interrupted]) -> None:
        """Ask what is to happen to interrupted exports, and do it."""
        prompt = ResumePrompt(found, self._thumbnails, self._window)
        run_dialog(prompt)
        answers = prompt.answers

        def carry_out(_: object) -> None:
            for number, answer in answers.items():
                self._controller.answer(number, answer)  # type: ignore[arg-type]

        run_in_background(self, carry_out, lambda _: self.changed.emit(), self.failed.emit)
        continued = [number for number, answer in answers.items() if answer in ("continue", "over")]
        if continued:
            self.wanted.emit(continued[0])

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
            self._notice.tell(text.format(when=words.moment(newest)), details=True)
            self.wanted.emit(found[0].job.id)
        self.ready.emit()
