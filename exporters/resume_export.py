"""The resume API: exports that go on where they stopped. docs/resume-api.md has examples.

``ResumableExporter`` drives an exporter with units (see ``exporters.plan``), or any object that
has ``export(version_data, output_path)``. ``ExportResumer`` and ``resumable_export_context`` keep
the progress of a loop.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from exporters.cancel import CancelToken
from exporters.cleanup import CleanupRegistry
from exporters.engine.meter import Meter, Reporter
from exporters.engine.options import ExportOptions, Places, Surroundings
from exporters.engine.plain import ExportsOnly, PlainExporter
from exporters.engine.published import OnPublished
from exporters.engine.resumer import ExportResumer
from exporters.engine.run import ExportRun, close_exporter
from exporters.engine.run_token import RunToken
from exporters.engine.saved import SavedExport, find_saved
from exporters.events import Event, Progress
from exporters.plan import Exporter

__all__ = [
    "ExportOptions",
    "ExportResumer",
    "ResumableExporter",
    "SavedExport",
    "get_export_resumer",
    "make_resumable",
    "resumable_export_context",
]

OutputPath = str | os.PathLike[str]
ProgressCallback = Callable[[Progress], None]


class ResumableExporter:
    """Runs an exporter so that nothing finished is lost.

    Args:
        exporter: one with units, or one that has only ``export(version_data, output_path)``,
            which is run as a single unit.
        options: how to run it.
        subscriber: gets every event, in a thread of its own.
        token: pauses and stops exports; one of its own when None.
        surroundings: the machine; other than the real one in tests.
        on_published: called once the output is in its place, while the journal is still there;
            what it raises is a warning. A run that dies before it returns has it called at the
            next start.

    Attributes:
        cleanup: what is registered here, at any time, is released when the export ends.
        token: as given.
    """

    def __init__(
        self,
        exporter: Exporter | ExportsOnly,
        *,
        options: ExportOptions | None = None,
        subscriber: Callable[[Event], None] | None = None,
        token: CancelToken | None = None,
        surroundings: Surroundings | None = None,
        on_published: OnPublished | None = None,
    ) -> None:
        self.token = token or CancelToken()
        self.cleanup = CleanupRegistry()
        self._exporter = exporter
        self._options = options or ExportOptions()
        self._subscriber = subscriber
        self._surroundings = surroundings or Surroundings()
        self._on_published = on_published

    def export(
        self,
        version_data: Any,
        output_path: OutputPath,
        progress_callback: ProgressCallback | None = None,
    ) -> Path:
        """Export, going on with what an interrupted run of the same export has left.

        Args:
            version_data: the request: for an exporter with units a mapping of plain values.
            output_path: the file that is to appear.
            progress_callback: gets ``Progress``, ten times a second at most, in a thread of its
                own; what it raises is logged once.

        Returns:
            The output's path.

        Raises:
            UsageError: the output exists, or can never be written.
            StateError: an unfinished export of something else is in the way, or (StateBusy)
                another process is at work on it.
            SourceError: a source is missing, unreadable, or has changed since.
            DiskFull: there is clearly too little room to begin.
            Cancelled: the token asked; what is finished is kept.
            ExportError: anything else that failed; what is finished is kept.
        """
        places = Places.of(output_path, self._options)
        if _has_units(self._exporter):
            return self._run(self._exporter, version_data, places, progress_callback)
        plain = PlainExporter(cast(ExportsOnly, self._exporter), places.output, version_data)
        return self._run(plain, plain.request, places, progress_callback)

    def resume(
        self, output_path: OutputPath, progress_callback: ProgressCallback | None = None
    ) -> Path:
        """Go on with an interrupted export, with the request that its journal holds.

        Raises:
            StateError: there is no journal, or it was made with another version of a program.
            Others as ``export``.
        """
        places = Places.of(output_path, self._options)
        exporter = self._exporter
        if not _has_units(exporter):
            exporter = PlainExporter(cast(ExportsOnly, exporter), places.output)
        return self._run(exporter, None, places, progress_callback)

    def find_state(self, output_path: OutputPath) -> SavedExport | None:
        """What ``export`` or ``resume`` would go on with; None when there is nothing. Only reads.

        Raises:
            NewerVersion: a newer version of Reprise wrote the journal.
            ExportError: the folder of parts cannot be read.
        """
        return find_saved(Places.of(output_path, self._options))

    def _run(
        self,
        exporter: Exporter | ExportsOnly,
        request: Mapping[str, Any] | None,
        places: Places,
        progress_callback: ProgressCallback | None,
    ) -> Path:
        with_units = cast(Exporter, exporter)
        reporter = Reporter(Meter(self._surroundings.clock))
        if self._subscriber is not None:
            reporter.subscribe(self._subscriber)
        if progress_callback is not None:
            reporter.subscribe(progress_callback, Progress)
        token = RunToken(self.token, reporter.paused)
        run = ExportRun(
            with_units,
            places,
            self._options,
            self._surroundings,
            token,
            reporter,
            self.cleanup,
            self._on_published,
        )
        try:
            return run.run(request)
        finally:
            token.close()
            close_exporter(with_units)
            self.cleanup.release()
            reporter.close()


def _has_units(exporter: object) -> bool:
    return all(hasattr(exporter, name) for name in ("plan", "run", "assemble"))


def make_resumable(exporter: Exporter | ExportsOnly) -> ResumableExporter:
    """Wrap an exporter, whatever its kind, with default options."""
    return ResumableExporter(exporter)


@contextlib.contextmanager
def resumable_export_context(
    state_file: OutputPath | None = None,
) -> Iterator[ExportResumer]:
    """Keep the progress of the work inside.

    On entering, ``progress`` is what an interrupted run has saved (0 without one). On any
    exception, ``KeyboardInterrupt`` too, it is saved as it is then; on success it is cleared.

    Args:
        state_file: where; ``get_export_resumer()`` is used when None.
    """
    resumer = get_export_resumer() if state_file is None else ExportResumer(state_file)
    resumer.load_state()
    try:
        yield resumer
    except BaseException:
        resumer.save_now()
        resumer.close()
        raise
    resumer.clear_state()


_default_lock = threading.Lock()
_default: list[ExportResumer] = []


def get_export_resumer() -> ExportResumer:
    """The process's default resumer: ".export_state" in the working folder of the first call."""
    with _default_lock:
        if not _default:
            _default.append(ExportResumer())
        return _default[0]
