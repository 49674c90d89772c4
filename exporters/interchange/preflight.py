"""What will be lost or refused, found out before a project is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from exporters.errors import UsageError
from exporters.interchange.editors import editor_of, titled
from exporters.interchange.importing import media_problems
from exporters.interchange.writing import WriteOptions, Writer
from exporters.media.source import Source
from exporters.timeline.linking import Missing
from exporters.timeline.sequence import Edit, Problem, Sequence, media_in

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Preflight:
    """All that is to be told about a project, before it is written.

    Attributes:
        edit: about the edit and its media: what could not be read, found or imported.
        project: what the format or the editor will not hold.
    """

    edit: tuple[Problem, ...]
    project: tuple[Problem, ...]

    @property
    def all(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys((*self.edit, *self.project)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.all if problem.severity == "error")

    def refuse(self) -> None:
        """Raises UsageError if anything forbids the project."""
        if not self.errors:
            return
        named = " ".join(map(str, self.errors[:MOST_NAMED]))
        more = len(self.errors) - MOST_NAMED
        rest = f" There are {more} more such problems." if more > 0 else ""
        raise UsageError(
            f"The project would not be complete. {named}{rest}",
            "--preflight lists all problems, --force writes it all the same.",
        )


def edit_problems(
    edit: Edit, missing: Iterable[Missing], editor: str, sources: Mapping[Path, Source]
) -> tuple[Problem, ...]:
    """What is to be told about an edit and its media.

    Args:
        missing: media that were not found.
        editor: "resolve:18.5"; "" for any.
        sources: what the files of media hold; of those that cannot be read it was told already.
    """
    found = [*edit.problems, *(item.problem for item in missing)]
    known, _ = editor_of(editor)
    if known is None:
        return tuple(dict.fromkeys(found))
    if known.rates and edit.sequence.rate not in known.rates:
        message = f"{known.title} has no sequences of {float(edit.sequence.rate):.6g} frames a"
        found.append(Problem("loss", f"{message} second; it will take another rate."))
    for path in dict.fromkeys(item.path for item in media_in(edit.sequence)):
        if path is not None and path in sources:
            found += media_problems(known, path, sources[path])
    return tuple(dict.fromkeys(found))


def project_problems(
    sequence: Sequence, writer: Writer, options: WriteOptions
) -> tuple[Problem, ...]:
    """What the format and the editor will not hold, clip by clip."""
    found = list(writer.losses(sequence, options))
    known, _ = editor_of(options.editor)
    refused = any(problem.severity == "error" for problem in found)
    if known and writer.FORMAT.name not in known.reads and not refused:
        message = f"{titled(options.editor)} does not read {writer.FORMAT.title}"
        found.append(Problem("error", f"{message}; --for {known.name} alone chooses another."))
    return tuple(dict.fromkeys(found))


def summary(problems: Iterable[Problem], output: Path) -> str:
    """ "3 losses and 1 note: see film.fcpxml.losses.txt"; "" for none."""
    counts = {"error": 0, "loss": 0, "note": 0}
    for problem in problems:
        counts[problem.severity] += 1
    words = {"error": ("error", "errors"), "loss": ("loss", "losses"), "note": ("note", "notes")}
    parts = [f"{count} {words[kind][count != 1]}" for kind, count in counts.items() if count]
    return f"{' and '.join(parts)}: see {output.name}" if parts else ""
