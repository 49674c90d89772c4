"""The way of films into the queue: from what was added over the page that sets them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.background import run_in_background
from app.gui.film_adder import FilmAdder
from app.gui.new_page import NewPage
from app.gui.settings import WindowSettings
from app.jobs.naming import parts_in
from app.jobs.planned import PlannedExport
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job, NewJob
from app.jobs.queue.states import JobState
from exporters.video.request import VideoRequest

ENDED = (JobState.COMPLETED, JobState.FAILED)


class NewExports(QObject):
    """Args:
    page: where films are set up.

    Signals:
        added(jobs): they are in the queue now.
    """

    added = Signal(object)

    def __init__(
        self,
        controller: QueueController,
        settings: WindowSettings,
        page: NewPage,
        adder: FilmAdder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller, self._settings = controller, settings
        self._page, self._adder = page, adder
        page.planned.connect(self._add)
        page.locate_requested.connect(self._locate)

    def set_up(self, films: Sequence[Path]) -> None:
        """Put films beside those that are being set up already."""
        self._page.show_films(list(dict.fromkeys([*self._page.paths, *films])))

    def show_waiting(self, jobs: Iterable[Job]) -> None:
        """Names of outputs are taken as long as their jobs have not ended."""
        self._page.show_waiting([job.output for job in jobs if job.state not in ENDED])

    def _add(self, exports: Sequence[PlannedExport], start: bool) -> None:
        preset = self._page.panel.preset.name
        new = [
            NewJob(
                one.output,
                one.request.to_map(),
                self._options(one.output),
                preset if isinstance(one.request, VideoRequest) else "",
            )
            for one in exports
        ]
        run_in_background(
            self,
            lambda _: self._controller.add(new, start=start),
            self._take_jobs,
            self._page.card_problem,
        )

    def _options(self, output: Path) -> Mapping[str, object]:
        options = dict(self._page.options)
        if ffmpeg := self._settings.get("ffmpeg", ""):
            options["ffmpeg"] = ffmpeg
        if folder := self._settings.parts_folder:
            options["parts"] = str(parts_in(folder, output))
        return options

    def _take_jobs(self, jobs: Sequence[Job]) -> None:
        self._page.show_films([])
        self.added.emit(jobs)

    def _locate(self, path: Path) -> None:
        if (found := self._adder.choose_place_of(path)) is not None:
            self._page.show_films([found if one == path else one for one in self._page.paths])
