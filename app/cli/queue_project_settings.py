"""``reprise queue config ID NAME=VALUE`` where the job writes a project, or exports an edit."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from app.cli.options import place
from app.cli.queue_config import yes_or_no

if TYPE_CHECKING:
    from app.jobs.queue.job import Job

Read = Callable[[str], Any]

FIELDS: dict[str, tuple[str, Read]] = {
    "to": ("format", str),
    "for": ("editor", lambda text: text.strip().lower()),
    "format_version": ("version", str),
    "collect": ("collect", str),
    "handles": ("handles", str),
    "force": ("force", yes_or_no),
}
"""What a project is: the request's field for each name, and how its value is read."""

EDIT_FIELDS: dict[str, tuple[str, Read]] = {
    "from": ("format", str),
    "sequence": ("sequence", str),
    "rate": ("rate", str),
    "size": ("size", str),
    "encoding": ("encoding", str),
    "placeholder": ("placeholder", lambda text: "yes" if yes_or_no(text) else ""),
    "captions": ("captions", str),
    "keep": ("keep", lambda text: str(place(text))),
    "merge": ("merge", str),
}
"""How an edit is read and what becomes of it: fields of ``EditOptions``."""

FOLDERS = "media_folder"
"""May be given several times, as its option may be; an empty value takes all away."""
HANDLES = ("before", "after")
"""Fields of ``EditOptions`` that ``handles`` is, too, where captions say what is kept."""
EDIT_NAMES = (*EDIT_FIELDS, FOLDERS)


def changes_of_project(job: Job, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Fields of ``ProjectRequest`` out of what was typed; other names are passed over."""
    changes: dict[str, Any] = {}
    unset = _unset()
    for name, text in pairs:
        if name in FIELDS:
            field, read = FIELDS[name]
            changes[field] = read(text) if text else unset[field]
    format_, colon, version = changes.get("format", "").partition(":")
    if colon:
        changes = {"version": version, **changes, "format": format_}
    if _are_of_edit(pairs):
        changes["edit"] = _edit_of(job.request["edit"], pairs)
    return changes


def changes_of_edit(job: Job, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """``VideoRequest.edit`` out of what was typed, if anything of it was.

    Raises UsageError for what has no meaning for the job's source.
    """
    from app.jobs.edits import edit_settings

    if not _are_of_edit(pairs):
        return {}
    edit = _edit_of(job.request.get("edit", {}), pairs)
    if not edit.get("keep") and any(name == "handles" and text for name, text in pairs):
        raise click.UsageError("“handles” belongs to “keep”, which the job has not.")
    return {"edit": edit_settings(job.source, edit)}


def _are_of_edit(pairs: Sequence[tuple[str, str]]) -> bool:
    return any(name in (*EDIT_NAMES, "handles") for name, _ in pairs)


def _edit_of(known: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Fields of ``EditOptions`` with those that were typed; empty ones are left out."""
    edit = dict(known)
    for name, text in pairs:
        if name in EDIT_FIELDS:
            field, read = EDIT_FIELDS[name]
            edit[field] = read(text) if text else ""
        elif name == FOLDERS:
            folders = [*edit.get("media_folders", "").splitlines(), str(place(text))]
            edit["media_folders"] = "\n".join(dict.fromkeys(folders)) if text else ""
        elif name == "handles":
            edit |= dict.fromkeys(HANDLES, text)
    if not edit.get("keep"):
        edit |= dict.fromkeys((*HANDLES, "merge"), "")
    return {name: value for name, value in edit.items() if value}


def project_as_typed(job: Job) -> dict[str, Any]:
    """What a project's job does, under the names that are typed; defaults are left out."""
    request, unset = job.request, _unset()
    always = ("to", "format_version")
    return {
        name: request[field]
        for name, (field, _) in FIELDS.items()
        if name in always or request[field] != unset[field]
    }


def _unset() -> dict[str, Any]:
    """Defaults of ``ProjectRequest``."""
    # Only now: most jobs are of films, and are shown sooner without it.
    from exporters.interchange.request import ProjectRequest

    return ProjectRequest(source="-", format="").to_map()


def edit_as_typed(edit: Mapping[str, str]) -> dict[str, Any]:
    """How an edit is read, likewise."""
    typed = {name: edit.get(field, "") for name, (field, _) in EDIT_FIELDS.items()}
    typed[FOLDERS] = os.pathsep.join(edit.get("media_folders", "").splitlines())
    typed["handles"] = edit.get("before", "")
    return {name: value for name, value in typed.items() if value}
