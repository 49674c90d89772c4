"""Edits as sources of an export: what a request says of how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from exporters.durable import shown
from exporters.errors import UsageError
from exporters.timeline.film_names import is_film_name


def edit_settings(source: Path, given: Mapping[str, str]) -> dict[str, str]:
    """``VideoRequest.edit`` for a source: empty for a film that is exported whole.

    Args:
        given: fields of ``EditOptions`` that were asked for; empty ones are as if left out.

    Raises UsageError for settings that need an edit, with a film.
    """
    wanted = {name: value for name, value in given.items() if value}
    if not wanted and is_film_name(source):
        return {}
    # Only now: most exports are of films, and start sooner without it.
    from exporters.timeline.reading import find_reader, is_edit

    if wanted.get("keep"):
        wanted["keep"] = str(Path(wanted["keep"]).expanduser().absolute())
    elif is_edit(source) or wanted.get("format"):
        reader = find_reader(source, wanted.get("format", ""))
        if reader is None:
            raise UsageError(
                f"“{wanted['format'][:40]}” is not a format of edits that Reprise reads.",
                "`reprise timeline formats` lists them.",
            )
        wanted["format"] = reader.FORMAT.name
    elif wanted:
        raise UsageError(
            f"{shown(source)} is not an edit: --{min(wanted).replace('_', '-')} has no meaning "
            "for it.",
            "Leave it out; `reprise timeline formats` lists the edits that are read.",
        )
    return wanted
