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
    wanted = read_as(source, given)
    if wanted and not (wanted.get("keep") or wanted.get("format")):
        raise UsageError(
            f"{shown(source)} is not an edit: --{min(wanted).replace('_', '-')} has no meaning "
            "for it.",
            "Leave it out; `reprise timeline formats` lists the edits that are read.",
        )
    return wanted


def read_as(source: Path, given: Mapping[str, str]) -> dict[str, str]:
    """``given`` with the reader of an edit named, so that it is the same at every start.

    Args:
        given: as for ``edit_settings``, for films as well.

    Raises UsageError for a format that there is not.
    """
    wanted = {name: value for name, value in given.items() if value}
    if wanted.get("keep"):
        wanted["keep"] = str(Path(wanted["keep"]).expanduser().absolute())
    elif wanted.get("format") or is_edit(source):
        from exporters.timeline.reading import find_reader

        reader = find_reader(source, wanted.get("format", ""))
        if reader is None:
            raise UsageError(
                f"“{wanted['format'][:40]}” is not a format of edits that Reprise reads.",
                "`reprise timeline formats` lists them.",
            )
        wanted["format"] = reader.FORMAT.name
    return wanted


def is_edit(path: Path) -> bool:
    """Whether a file or a folder is an edit; for films, told by their names, nothing is loaded."""
    if is_film_name(path):
        return False
    # Only now: most sources are films, and are shown and exported sooner without all readers.
    from exporters.timeline import reading

    return reading.is_edit(path)
