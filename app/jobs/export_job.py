"""One export, as the command line and the window start it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions, Places
from exporters.engine.saved import SavedExport, find_saved
from exporters.errors import StateError
from exporters.events import Event
from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest


@dataclass
class ExportJob:
    """What is exported where, and how it is run.

    Attributes:
        output: the file that is to appear.
        request: None to go on from the journal alone.
        options: how to run it.
        ffmpeg: path of an ffmpeg, or None for the usual one.
        token: pauses and stops it.
    """

    output: Path
    request: VideoRequest | None
    options: ExportOptions
    ffmpeg: str | None = None
    token: CancelToken = field(default_factory=CancelToken)

    def saved(self) -> SavedExport | None:
        """What an interrupted run has left. Raises StateError."""
        return find_saved(Places.of(self.output, self.options))

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
        exporter = VideoExporter(
            find_ffmpeg(self.ffmpeg), self.output.absolute().parent, on_reading
        )
        resumable = ResumableExporter(
            exporter, options=self.options, subscriber=subscriber, token=self.token
        )
        if self.request is not None:
            resumable.export(self.request.to_map(), self.output)
        elif self.saved() is not None:
            resumable.resume(self.output)
        else:
            raise StateError(
                f"There is no unfinished export of {self.output}.",
                "`reprise status FOLDER` lists those that there are.",
            )
        return not exporter.incomplete
