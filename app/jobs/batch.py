"""Several exports one after the other; what is finished is skipped when the batch is run again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.jobs.export_job import ExportJob
from exporters.durable import shown
from exporters.errors import ExportError, UsageError
from exporters.media.fingerprint import fingerprint
from exporters.resume_export import ExportResumer
from exporters.video.planning import resolve_source

STATE_NAME = "reprise-batch.export_state"


def is_folder(inputs: Sequence[Path], output: str) -> bool:
    """Whether an output as it was typed means a folder."""
    return len(inputs) > 1 or output.endswith((os.sep, "/")) or Path(output).is_dir()


def outputs_for(inputs: Sequence[Path], typed: str, container: str) -> list[tuple[Path, Path]]:
    """Each input with the file that is written for it.

    Args:
        typed: a file for one input; a folder, made when missing, for several.
        container: suffix of files in a folder.

    Raises UsageError when two inputs would be written to the same file.
    """
    output = Path(typed)
    if not is_folder(inputs, typed):
        return [(inputs[0], output)]
    if output.exists() and not output.is_dir():
        raise UsageError(f"{shown(output)} is a file.", "Several inputs need a folder.")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"The folder {shown(output)} cannot be made ({error.strerror})."
        ) from error
    pairs: dict[Path, Path] = {}
    for source in inputs:
        target = output / f"{source.stem}.{container}"
        if target in pairs:
            raise UsageError(
                f"{shown(source)} and {shown(pairs[target])} would both be written to "
                f"{shown(target)}.",
                "Rename one, or export them in two commands.",
            )
        pairs[target] = source
    return [(source, target) for target, source in pairs.items()]


@dataclass
class Batch:
    """A folder of outputs and the jobs that write them.

    Attributes:
        folder: of the outputs; holds the batch's own state.
        jobs: in order.
        resume: False forgets what earlier runs have finished.
    """

    folder: Path
    jobs: list[ExportJob]
    resume: bool | None = None
    _resumer: ExportResumer = field(init=False)
    _finished: dict[str, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._resumer = ExportResumer(self.folder / STATE_NAME)

    def load(self) -> None:
        """Read what an earlier run has finished."""
        saved = self._resumer.load_state() if self.resume is not False else None
        found = self._resumer.details.get("finished") if saved else None
        self._finished = dict(found) if isinstance(found, dict) else {}

    def is_finished(self, job: ExportJob) -> bool:
        """Whether an earlier run has finished it, and request, source and output are the same."""
        noted = self._finished.get(job.output.name)
        try:
            return noted is not None and noted == self._identity(job)
        except (OSError, ExportError):
            return False

    def note_finished(self, job: ExportJob) -> None:
        """Remember that a job is finished, durably."""
        self._finished[job.output.name] = self._identity(job)
        self._resumer.progress = len(self._finished)
        self._resumer.details = {"finished": self._finished}
        self._resumer.save_now()

    def close(self, complete: bool) -> None:
        """Forget all when everything is done."""
        if complete:
            self._resumer.clear_state()
        else:
            self._resumer.close()

    def _identity(self, job: ExportJob) -> dict[str, Any]:
        assert job.request is not None
        source = resolve_source(job.request.source, job.output.parent)
        return {
            "request": job.request.to_map(),
            "source": fingerprint(source).digest,
            "size": job.output.stat().st_size,
        }
