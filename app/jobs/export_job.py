"""One export, as the command line and the window start it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.engine.options import ExportOptions
from exporters.errors import StateError
from exporters.events import Event
from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ResumableExporter, SavedExport
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
        return self._resumable(None, None).find_state(self.output)

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
        resumable = self._resumable(exporter, subscriber)
        if self.request is not None:
            resumable.export(self.request.to_map(), self.output)
        else:
            saved = resumable.find_state(self.output)
            if saved is None:
                raise StateError(
                    f"There is no unfinished export of {self.output}.",
                    "`reprise status FOLDER` lists those that there are.",
                )
            resumable.resume(self.output)
        return not exporter.incomplete

    def _resumable(
        self, exporter: VideoExporter | None, subscriber: Callable[[Event], None] | None
    ) -> ResumableExporter:
        return ResumableExporter(
            exporter or _Nothing(), options=self.options, subscriber=subscriber, token=self.token
        )


class _Nothing:
    """For looking at what is saved, which needs no exporter."""

    def export(self, version_data: object, output_path: object) -> None:
        raise NotImplementedError
