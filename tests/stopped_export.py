"""Video exports that were stopped part of the way, in this process."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from app.jobs.export_job import ExportJob
from app.jobs.requests import make_request
from exporters.engine.options import ExportOptions
from exporters.errors import Cancelled
from exporters.events import Event, UnitFinished

SETTINGS: dict[str, Any] = {"encoder_preset": "ultrafast", "segment_seconds": 0.5}


def job_of(film: Path, output: Path, **options: Any) -> ExportJob:
    request = make_request(film, output, None, SETTINGS)
    return ExportJob(output, request, ExportOptions(workers=1, **options))


def stop_after(job: ExportJob, units: int) -> None:
    """Run a job until so many units are finished; it must not come to its end."""
    finished = threading.Semaphore(0)
    ended = threading.Event()

    def watch(event: Event) -> None:
        if isinstance(event, UnitFinished):
            finished.release()

    def cancel() -> None:
        for _ in range(units):
            finished.acquire()
        if not ended.is_set():
            job.token.cancel()

    thread = threading.Thread(target=cancel, daemon=True)
    thread.start()
    try:
        job.run(watch)
    except Cancelled:
        return
    finally:
        ended.set()
    raise AssertionError("The export came to its end before it was stopped.")


def stopped_export(film: Path, output: Path, units: int = 2, **options: Any) -> Path:
    """The output of an export that was stopped after so many units."""
    stop_after(job_of(film, output, **options), units)
    return output


def finish(film: Path, output: Path, **options: Any) -> bytes:
    """Export to the end, going on where it was; the output's content."""
    job_of(film, output, **options).run(lambda event: None)
    return output.read_bytes()
