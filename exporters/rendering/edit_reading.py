"""From a project file to a sequence that can be rendered, with all that is to be told about it."""

from __future__ import annotations

from pathlib import Path

from exporters.cancel import CancelToken
from exporters.errors import SourceError
from exporters.media.source import Source
from exporters.rendering.limits import limits
from exporters.timeline.linking import Missing
from exporters.timeline.opening import open_edit
from exporters.timeline.options import EditOptions
from exporters.timeline.sequence import Problem, Sequence

MOST_NAMED = 20


def read_for_render(
    path: Path, options: EditOptions, token: CancelToken, sources: dict[Path, Source]
) -> tuple[Sequence, tuple[Problem, ...]]:
    """The edit in ``path``, its media found and known.

    Args:
        sources: gets what each medium's file holds.

    Raises SourceError for a file that is no edit, for media that are missing or cannot be read
    (all are named); UsageError; Cancelled.
    """
    edit, missing = open_edit(path, options, token, sources=sources)
    if missing:
        raise _not_found(missing)
    errors = [problem for problem in edit.problems if problem.severity == "error"]
    if errors:
        raise SourceError(" ".join(map(str, errors[:MOST_NAMED])))
    return edit.sequence, (*edit.problems, *limits(edit.sequence, options.captions))


def _not_found(missing: tuple[Missing, ...]) -> SourceError:
    named = " ".join(str(item.problem) for item in missing[:MOST_NAMED])
    more = f" So are {len(missing) - MOST_NAMED} more." if len(missing) > MOST_NAMED else ""
    return SourceError(
        f"Media of the edit are missing. {named}{more}",
        "Name a folder that holds them with --media-folder, or show slates with --placeholder.",
    )
