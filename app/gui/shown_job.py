"""The export on the page: what belongs to it comes from several places, and is brought together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.gui.edit_feed import EditFeed
from app.gui.job_page import JobPage
from app.gui.job_problems import problem_of
from app.gui.request_words import settings_line
from app.gui.segment_feed import SegmentFeed
from app.gui.thumbnails import Thumbnails
from app.jobs.queue.job import Job


class ShownJob(QObject):
    """Args:
    page: shows it.
    segments: reads its segments.
    thumbnails: gives those of the window.
    """

    def __init__(
        self,
        page: JobPage,
        segments: SegmentFeed,
        thumbnails: Callable[[], Thumbnails],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.job: Job | None = None
        self._page, self._segments, self._thumbnails = page, segments, thumbnails
        self.edits = EditFeed(self)
        self.edits.loaded.connect(page.show_edit)

    def show(self, job: Job | None) -> None:
        """Show a job as it is now; None for none."""
        before, self.job = self.job, job
        if job is not None:
            self._page.show_job(job, problem_of(job))
        self._segments.show_job(job)
        self.edits.show_job(job)
        if job is None:
            return
        if before is None or (before.id, before.request_text) != (job.id, job.request_text):
            self._page.show_settings(settings_line(job.request))
            self.show_thumbnail()

    def show_thumbnail(self, _: object = None) -> None:
        """Show a frame of the source as soon as there is one."""
        if self.job is not None:
            size, ratio = self._page.thumbnail_size, self._page.devicePixelRatioF()
            self._page.show_thumbnail(self._thumbnails().pixmap(self.job.source, size, ratio))

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        if self.job is not None:
            self._page.show_settings(settings_line(self.job.request))
            self._page.show_job(self.job, problem_of(self.job))
