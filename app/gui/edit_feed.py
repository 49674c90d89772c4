"""The edit that the shown export is of: read once, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.gui.background import Task, run_in_background
from app.jobs.queue.job import Job
from app.jobs.requests import is_of_project
from exporters.cancel import CancelToken
from exporters.timeline.sequence import Sequence


def is_of_edit(request: Mapping[str, Any]) -> bool:
    """Whether an export is of an edit: a film of one, or a project."""
    return bool(request.get("edit")) or is_of_project(request)


class EditFeed(QObject):
    """Signals:
    loaded(sequence): the edit of the shown job; None where there is none, or it cannot be read.
    """

    loaded = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[int, str] | None = None
        self._task: Task | None = None

    def show_job(self, job: Job | None) -> None:
        """Follow a job, or none; call it again when the job has changed."""
        shown = None if job is None else (job.id, job.request_text)
        if shown == self._shown:
            return
        self._shown = shown
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.loaded.emit(None)
        if job is not None and is_of_edit(job.request):
            self._load(job)

    def _load(self, job: Job) -> None:
        source, options = job.source, dict(job.request.get("edit") or {})
        if keep := options.get("keep"):
            options["keep"] = str(job.output.parent / keep)

        def read(token: CancelToken) -> Sequence:
            # Only now: queues of films are shown without it.
            from exporters.timeline.opening import open_edit
            from exporters.timeline.options import EditOptions

            edit, _ = open_edit(source, EditOptions.from_map(options), token, described=False)
            return edit.sequence

        # A project that is gone, or was never one, has no tracks to be shown.
        self._task = run_in_background(self, read, self.loaded.emit, lambda _: None)
