"""One job's export under way in this process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.jobs.export_job import ExportJob
from app.jobs.queue.job import Job
from app.jobs.queue.running import places_of_job
from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.cancel import CancelToken
from exporters.checkpoint.parts import digest_of
from exporters.engine.published import Published
from exporters.errors import ExportError
from exporters.events import Event, Finished, Progress, Warned

STOPPED = "The export was stopped."
INCOMPLETE = "The source is damaged or cut off: what decodes was exported."
COMPLETE_ALREADY = "The output was complete already."

MakeJob = Callable[[Job, QueueSettings, CancelToken], ExportJob]


@dataclass
class JobRun:
    """An export, and what it has reported.

    Attributes:
        job: the row as it was when the run was begun.
        settings: of the queue at that time.
        state: of the row, as it was seen last.
        published: the output, once it is in its place.
        warning: the last one.
        written: columns as they were written last.
    """

    job: Job
    settings: QueueSettings
    state: JobState = JobState.ACTIVE
    token: CancelToken = field(default_factory=CancelToken)
    progress: Progress | None = None
    finished: Finished | None = None
    published: Published | None = None
    warning: str = ""
    written: dict[str, Any] = field(default_factory=dict)
    began: float = field(default_factory=time.time)

    def carry_out(
        self,
        make_job: MakeJob,
        subscriber: Callable[[Event], None],
        on_published: Callable[[Published], None],
    ) -> None:
        """Export. Raises what the export raises."""
        size = published_size(self.job)
        if size is not None:
            self.finished = Finished(
                str(self.job.output), size, 0.0, self.job.digest, (COMPLETE_ALREADY,)
            )
            return
        export = make_job(self.job, self.settings, self.token)
        export.on_published = on_published
        if not export.run(subscriber):
            self.warning = INCOMPLETE

    def heard(self, event: Event) -> None:
        """Keep what an event tells."""
        if isinstance(event, Progress):
            self.progress = event
        elif isinstance(event, Finished):
            self.finished = event
        elif isinstance(event, Warned):
            self.warning = event.message

    def cancel(self) -> None:
        """End it; a second call does nothing."""
        self.token.cancel(STOPPED)

    def freeze(self) -> None:
        """Pause it, unless it is."""
        if not self.token.paused:
            self.token.pause()

    def thaw(self) -> None:
        """Let it go on, unless it does."""
        if self.token.paused:
            self.token.resume()


def published_size(job: Job) -> int | None:
    """Bytes of an output that a run has completed, and died before it could say so in the row.

    None when there is none. The journal of such a run is gone; where it is still there the export
    itself finds out. The row's size does not count: late progress may have written over it.
    """
    if not job.digest or job.start_over:
        return None
    places = places_of_job(job)
    if os.path.lexists(places.journal):
        return None
    try:
        size, digest = digest_of(job.output)
    except (OSError, ExportError):
        return None
    return size if digest.hex() == job.digest else None
