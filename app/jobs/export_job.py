"""One export, as the command line and the window start it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.checkpoints.untracked import NOT_RESUMABLE, untracked
from app.jobs.report.maker import ReportMaker
from app.jobs.requests import EDIT, PROJECT
from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions, Places
from exporters.engine.published import Published
from exporters.engine.saved import SavedExport, find_saved
from exporters.errors import StateError
from exporters.events import Event, Warned
from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest

if TYPE_CHECKING:
    from exporters.interchange.exporter import ProjectExporter
    from exporters.interchange.request import ProjectRequest
    from exporters.timeline.sequence import Problem

MOST_WARNINGS = 5
"""Losses of a project that are told one by one; all stand in the list beside it."""


def folder_of(
    output: Path, request: VideoRequest | ProjectRequest | None
) -> AbstractContextManager[None]:
    """Makes the folder of a project that is one, and removes it again if it stays empty."""
    if request is None or isinstance(request, VideoRequest):
        return nullcontext()
    from app.jobs.projects import folder_for

    return folder_for(output, request)


@dataclass
class ExportJob:
    """What is exported where, and how it is run.

    Attributes:
        output: the file that is to appear.
        request: None to go on from the journal alone.
        options: how to run it.
        ffmpeg: path of an ffmpeg, or None for the usual one.
        token: pauses and stops it.
        tracked: False keeps nothing for another run, and uses nothing of an earlier one.
        report: write a report beside the output, if it is a film; see docs/report.md.
        on_published: told of the output once it is in its place, while the journal is still there.
    """

    output: Path
    request: VideoRequest | ProjectRequest | None
    options: ExportOptions
    ffmpeg: str | None = None
    token: CancelToken = field(default_factory=CancelToken)
    tracked: bool = True
    report: bool = False
    on_published: Callable[[Published], None] | None = None

    def saved(self) -> SavedExport | None:
        """What an interrupted run has left. Raises StateError."""
        return find_saved(Places.of(self.output, self.options))

    @property
    def writes_project(self) -> bool:
        """Whether it is the export of a project, whose units are files, and not of a film.

        Raises StateError if there is no request and nothing to go on.
        """
        return self._exporter_name() == PROJECT

    def run(
        self,
        subscriber: Callable[[Event], None],
        on_reading: Callable[[float], None] | None = None,
    ) -> bool:
        """Export; returns False when the source is damaged and only what decodes was exported.

        Args:
            subscriber: gets every event.
            on_reading: gets the share of the source that was read while planning.

        Raises ExportError.
        """
        with folder_of(self.output, self.request):
            if self.tracked:
                return self._run(self.options, subscriber, on_reading)
            return self._run_untracked(subscriber, on_reading)

    def _run_untracked(
        self, subscriber: Callable[[Event], None], on_reading: Callable[[float], None] | None
    ) -> bool:
        with untracked(self.output, self.options) as options:
            subscriber(Warned(NOT_RESUMABLE))
            return self._run(options, subscriber, on_reading)

    def _run(
        self,
        options: ExportOptions,
        subscriber: Callable[[Event], None],
        on_reading: Callable[[float], None] | None,
    ) -> bool:
        exporter = self._exporter(self._exporter_name(), subscriber, on_reading)
        resumable = ResumableExporter(
            exporter,
            options=options,
            subscriber=subscriber,
            token=self.token,
            on_published=partial(self._published, exporter),
        )
        if self.request is not None:
            resumable.export(self.request.to_map(), self.output)
        else:
            resumable.resume(self.output)
        return not exporter.incomplete

    def _exporter_name(self) -> str:
        """As journals have it. Raises StateError if there is no request and nothing to go on."""
        if isinstance(self.request, VideoRequest):
            return EDIT if self.request.edit else VideoExporter.name
        if self.request is not None:
            return PROJECT
        saved = self.saved()
        if saved is None:
            raise StateError(
                f"There is no unfinished export of {self.output}.",
                "`reprise status FOLDER` lists those that there are.",
            )
        return saved.exporter

    def _exporter(
        self,
        name: str,
        subscriber: Callable[[Event], None],
        on_reading: Callable[[float], None] | None,
    ) -> VideoExporter | ProjectExporter:
        """The one of films, of edits, or of projects."""

        def tell(problems: Sequence[Problem], most: int | None = None) -> None:
            for problem in problems[:most]:
                subscriber(Warned(str(problem)))

        if name == PROJECT:
            from app.jobs.projects import exporter_for

            def tell_losses(problems: Sequence[Problem]) -> None:
                lost = [problem for problem in problems if problem.severity != "note"]
                tell(lost, MOST_WARNINGS)
                if len(lost) > MOST_WARNINGS:
                    subscriber(Warned(f"There are {len(lost) - MOST_WARNINGS} more losses."))

            return exporter_for(self.output, self.ffmpeg, self.options.overwrite, tell_losses)
        build, base = find_ffmpeg(self.ffmpeg), self.output.absolute().parent
        if name != EDIT:
            return VideoExporter(build, base, on_reading)
        from exporters.rendering.exporter import EditExporter

        return EditExporter(build, base, on_reading, tell)

    def _published(
        self, exporter: VideoExporter | ProjectExporter, published: Published
    ) -> Sequence[str]:
        if self.on_published is not None:
            self.on_published(published)
        if not self.report or not isinstance(exporter, VideoExporter):
            return ()
        return ReportMaker(exporter.build)(published)
