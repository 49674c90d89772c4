"""Reading an edit for a front end: in the background, to be cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.jobs.edit_facts import EditFacts
from exporters.cancel import CancelToken
from exporters.interchange.writing import all_writers
from exporters.media.source import Source
from exporters.rendering.as_film import colours_of, film_of, is_heard
from exporters.rendering.limits import limits
from exporters.rendering.plan_record import medium_frames
from exporters.timeline.opening import open_edit
from exporters.timeline.options import EditOptions
from exporters.timeline.reading import is_edit
from exporters.timeline.sequence import Sequence, media_in


def read_edit_facts(
    path: Path, options: Mapping[str, str] | None = None, token: CancelToken | None = None
) -> EditFacts | None:
    """Read an edit, look for its media and describe them; None for a file that is no edit.

    Args:
        options: fields of ``EditOptions``; whether there are slates is not looked at, so that all
            that is missing is told.

    Raises SourceError, UsageError, Cancelled.
    """
    wanted = {
        name: value
        for name, value in (options or {}).items()
        if value and name not in ("placeholder", "captions")
    }
    if not (wanted.get("format") or wanted.get("keep") or is_edit(path)):
        return None
    token = token or CancelToken()
    sources: dict[Path, Source] = {}
    edit, missing = open_edit(path, EditOptions.from_map(wanted), token, sources=sources)
    token.check()
    # Loaded here, where nobody waits: whoever shows an edit asks what it can be written as.
    all_writers()
    film = _film(path, edit.sequence, sources)
    return EditFacts(path, wanted, edit, missing, sources, film, limits(edit.sequence))


def _film(path: Path, sequence: Sequence, sources: Mapping[Path, Source]) -> Source:
    pictures = {}
    for item in media_in(sequence):
        source = sources.get(item.path) if item.path is not None else None
        if source is not None and source.video is not None:
            pictures[item] = medium_frames(source.path, source, None)
    colours = colours_of(sequence, pictures)
    film, _ = film_of(path, sequence, colours, is_heard(sequence), bool(sequence.captions))
    return film
