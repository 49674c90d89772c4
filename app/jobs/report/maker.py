"""Makes the report of an export that was just published."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.jobs.report.files import JSON_MARK, report_files
from exporters.checkpoint.history import read_history
from exporters.durable import DISK, Storage, shown
from exporters.engine.published import Published
from exporters.errors import ExportError
from exporters.media.ffmpeg import FfmpegBuild


@dataclass
class ReportMaker:
    """For ``ResumableExporter(on_published=...)``.

    Attributes:
        build: the ffmpeg that encoded; None when there was none.
        storage: where to write.
        clock: seconds since 1970.
        written: the page, once it is written.
    """

    build: FfmpegBuild | None = None
    storage: Storage = DISK
    clock: Callable[[], float] = time.time
    written: Path | None = field(init=False, default=None)

    def __call__(self, published: Published) -> tuple[str, ...]:
        """Write both files; returns a sentence that says where. Raises ``ExportError``."""
        # Loaded here: a run without a report need not wait for them.
        from app.jobs.report.document import document_of
        from app.jobs.report.page import page_of
        from app.jobs.report.story import Story

        try:
            story = Story.of(published, read_history(published.journal), self.clock())
            document = document_of(story, self.build)
            files = report_files(published.output)
            files.write(page_of(document), encoded(document), self.storage)
        except ExportError as error:
            raise ExportError(
                f"The output is complete, but its report could not be written. {error}"
            ) from error
        self.written = files.html
        return (f"The report is {shown(files.html)}.",)


def encoded(document: dict[str, Any]) -> bytes:
    """The map as JSON, one key of the first level a line."""
    pairs = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in document.items())
    text = "{\n" + ",\n".join(pairs) + "\n}\n"
    assert text.startswith(JSON_MARK.decode())
    return text.encode("ascii")
