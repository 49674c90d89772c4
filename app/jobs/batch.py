"""Several exports one after the other; what is finished is skipped when the batch is run again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.jobs.batch_memory import BatchMemory
from app.jobs.export_job import ExportJob
from exporters.durable import shown
from exporters.engine.options import Places
from exporters.errors import ExportError, UsageError
from exporters.media.fingerprint import fingerprint
from exporters.video.planning import resolve_source

STATE_NAME = "reprise-batch.export_state"

_CLOCK_SECONDS = 5.0
"""By how much a file system's clock may be behind the machine's."""


def is_folder(inputs: Sequence[Path], output: str) -> bool:
    """Whether an output as it was typed means a folder."""
    return len(inputs) > 1 or output.endswith((os.sep, "/")) or Path(output).is_dir()


def outputs_for(
    inputs: Sequence[Path], typed: str, container: str, make_folder: bool = True
) -> list[tuple[Path, Path]]:
    """Each input with the file that is written for it.

    Args:
        typed: a file for one input; a folder, made when missing, for several.
        container: suffix of files in a folder.
        make_folder: False where nothing is to be written after all.

    Raises UsageError when two inputs would be written to the same file.
    """
    output = Path(typed)
    if not is_folder(inputs, typed):
        return [(inputs[0], output)]
    if output.exists() and not output.is_dir():
        raise UsageError(f"{shown(output)} is a file.", "Several inputs need a folder.")
    if make_folder:
        _make(output)
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


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"The folder {shown(folder)} cannot be made ({error.strerror})."
        ) from error


@dataclass
class Batch:
    """A folder of outputs and the jobs that write them.

    Attributes:
        folder: of the outputs; holds the batch's own state.
        jobs: in order.
        resume: False forgets what earlier runs have finished.
        remembers: False keeps nothing for another run.
        on_warning: gets sentences about the batch's own state; logged when None.
    """

    folder: Path
    jobs: list[ExportJob]
    resume: bool | None = None
    remembers: bool = True
    on_warning: Callable[[str], None] | None = None
    _memory: BatchMemory = field(init=False)
    _before: dict[str, Mapping[str, Any]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._memory = BatchMemory(self.folder / STATE_NAME, self.on_warning)

    def load(self) -> None:
        """Read what earlier runs have finished."""
        if self.resume is False:
            self._memory.forget()
        elif self.remembers:
            self._memory.load()

    def is_finished(self, job: ExportJob) -> bool:
        """Whether an earlier run has finished it, and request, source and output are the same."""
        noted = self._memory.notes.get(self._item(job))
        try:
            return noted is not None and _is_same(noted, job) and _is_complete(noted, job)
        except (OSError, ExportError):
            return False

    def note_begun(self, job: ExportJob) -> None:
        """Remember that a job begins: its output may appear before ``note_finished`` is called."""
        item = self._item(job)
        noted = self._memory.notes.get(item)
        if noted is not None:
            self._before[item] = noted
        with contextlib.suppress(OSError, ExportError):
            self._note(job, {"before": _identity(job.output), "begun": time.time()})

    def note_finished(self, job: ExportJob) -> None:
        """Remember that a job is finished, durably where that is possible."""
        with contextlib.suppress(OSError, ExportError):
            self._note(job, {"size": job.output.stat().st_size})

    def note_failed(self, job: ExportJob) -> None:
        """A job that was begun came to nothing: what was known before still holds."""
        name = self._item(job)
        if self.remembers and "begun" in self._memory.notes.get(name, ()):
            self._memory.note(name, self._before.get(name))

    def close(self, complete: bool) -> None:
        """End the run.

        Args:
            complete: all its jobs are done. Everything is forgotten then, unless there are
                finished items that do not belong to this run: they may belong to the next.
        """
        jobs = {self._item(job) for job in self.jobs}
        others = [
            name
            for name, noted in self._memory.notes.items()
            if name not in jobs and _is_there(noted, self.folder / name)
        ]
        self._memory.close(remove=complete and not others and self.remembers)

    def _note(self, job: ExportJob, facts: dict[str, Any]) -> None:
        if self.remembers:
            assert job.request is not None
            same = {"request": job.request.to_map(), "source": _mark(job)}
            self._memory.note(self._item(job), {**same, **facts})

    def _item(self, job: ExportJob) -> str:
        """What an item is called: drafts are files of one name in folders of their own."""
        output = job.output.absolute()
        try:
            return output.relative_to(self.folder.absolute()).as_posix()
        except ValueError:
            return output.name


def _mark(job: ExportJob) -> bytes:
    """What tells a source from what it was before.

    Of an edit that is a folder all files count, and so do the captions that say what is kept.

    Raises OSError, ExportError if it cannot be read.
    """
    assert job.request is not None
    base = job.output.parent
    source = resolve_source(job.request.source, base)
    paths = [source]
    if source.is_dir():
        paths = sorted(path for path in source.iterdir() if path.is_file())
    if keep := job.request.edit.get("keep"):
        paths.append(resolve_source(keep, base))
    marks = [fingerprint(path).digest for path in paths]
    return marks[0] if paths == [source] else hashlib.blake2b(b"".join(marks)).digest()


def _is_same(noted: Mapping[str, Any], job: ExportJob) -> bool:
    """Whether the note is about the same request and the same source."""
    request, wanted = noted.get("request"), job.request
    if not isinstance(request, dict) or wanted is None:
        return False
    # Also where one is of a film and one of a project: whoever asks takes a refusal for a "no".
    if type(wanted).from_map(request) != wanted:
        return False
    return bool(noted.get("source") == _mark(job))


def _is_complete(noted: Mapping[str, Any], job: ExportJob) -> bool:
    """Whether the output is there as it was written. Raises OSError if there is none."""
    if not _is_there(noted, job.output):
        return False
    # A run that was killed at its very end has published the output and removed the journal, and
    # nothing else.
    return "size" in noted or not os.path.lexists(Places.of(job.output, job.options).journal)


def _is_there(noted: Mapping[str, Any], output: Path) -> bool:
    now = _identity(output)
    if now is None:
        return False
    if "size" in noted:
        return bool(now[0] == noted["size"])
    begun = noted.get("begun")
    fresh = type(begun) is float and now[1] >= (begun - _CLOCK_SECONDS) * 1e9
    return fresh and now != noted.get("before")


def _identity(path: Path) -> list[int] | None:
    """Size, time of the last change and number of a file; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    # The number may not fit into 64 bits on some file systems.
    return [status.st_size, status.st_mtime_ns, status.st_ino % (1 << 63)]
