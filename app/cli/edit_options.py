"""Options about edits as sources: how they are read, and what becomes of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from app.cli.options import FILE

if TYPE_CHECKING:
    from app.jobs.projects import ProjectSettings

Command = TypeVar("Command", bound=Callable[..., Any])

READING_OPTIONS = (
    click.option(
        "--from", "edit_format", metavar="FORMAT", help="The edit's format [by the file]."
    ),
    click.option("--sequence", metavar="NAME", help="Which sequence of a project [the first]."),
    click.option(
        "--rate", metavar="RATE", help="Frames a second, for edits that do not say it (EDL)."
    ),
    click.option("--size", metavar="WxH", help="Size of the picture, likewise."),
    click.option("--encoding", metavar="NAME", help="Of texts in an edit [found out]."),
    click.option(
        "--media-folder",
        "media_folders",
        type=FILE,
        multiple=True,
        metavar="DIR",
        help="A folder in which missing media are looked for. May be repeated.",
    ),
    click.option("--placeholder", is_flag=True, help="Show a slate for what is missing."),
)
"""How any edit is read."""
READING_NAMES = (
    "edit_format", "sequence", "rate", "size", "encoding", "media_folders", "placeholder",
)  # fmt: skip

EDIT_OPTIONS = (
    *READING_OPTIONS,
    click.option(
        "--captions",
        type=click.Choice(["track", "burn", "none"]),
        metavar="track|burn|none",
        help="An edit's captions: tracks of the film, drawn into it, or left out [track].",
    ),
    click.option("--keep", type=FILE, metavar="FILE", help="Keep only what these subtitles cover."),
    click.option(
        "--handles",
        metavar="S",
        help="Seconds kept around each subtitle [0], or piece of media [1].",
    ),
    click.option("--merge", metavar="S", help="Keep subtitles so near in one piece [0]."),
)

EDIT_NAMES = (*READING_NAMES, "captions", "keep", "handles", "merge")


def reading_given(typed: Mapping[str, Any]) -> dict[str, str]:
    """Fields of ``EditOptions`` out of what was typed of how an edit is read."""
    folders: tuple[Path, ...] = typed["media_folders"] or ()
    given = {
        "format": typed["edit_format"],
        "sequence": typed["sequence"],
        "rate": typed["rate"],
        "size": typed["size"],
        "encoding": typed["encoding"],
        "media_folders": "\n".join(str(folder.absolute()) for folder in folders),
        "placeholder": "yes" if typed["placeholder"] else "",
    }
    return {name: value for name, value in given.items() if value}


def edit_given(typed: Mapping[str, Any]) -> dict[str, str]:
    """Likewise, and of what becomes of it; what was not typed is left out."""
    given = {
        "captions": typed["captions"],
        "keep": str(typed["keep"] or ""),
        "before": typed["handles"],
        "after": typed["handles"],
        "merge": typed["merge"],
    }
    return reading_given(typed) | {name: value for name, value in given.items() if value}


PROJECT_OPTIONS = (
    click.option(
        "--to", metavar="FORMAT", help="Write a project in this format [by the output's suffix]."
    ),
    click.option(
        "--for",
        "editor",
        metavar="EDITOR",
        help="Write it for finalcut, premiere, resolve, kdenlive, jianying or capcut; a version "
        "may follow (resolve:18.5).",
    ),
    click.option("--format-version", metavar="V", help="Version of the format [the usual one]."),
    click.option(
        "--collect",
        type=click.Choice(["copy", "trim", "link"]),
        metavar="copy|trim|link",
        help="Gather the media beside the project: whole, what is used of them, or as links.",
    ),
    click.option("--force", is_flag=True, help="Write also what the editor would refuse."),
    click.option("--preflight", is_flag=True, help="List what will be lost, and write nothing."),
)
PROJECT_NAMES = ("to", "editor", "format_version", "collect", "force", "preflight")


def project_options(command: Command) -> Command:
    """The options of projects; the command gets their values in a map ``project``."""

    @functools.wraps(command)
    def bundled(**given: Any) -> Any:
        project = {name: given.pop(name) for name in PROJECT_NAMES}
        return command(project=project, **given)

    result: Any = bundled
    for option in reversed(PROJECT_OPTIONS):
        result = option(result)
    return cast(Command, result)


def project_settings(typed: Mapping[str, Any], handles: str | None) -> ProjectSettings:
    """What was asked for of a project.

    Args:
        handles: as typed.
    """
    from app.jobs.projects import ProjectSettings

    return ProjectSettings(
        to=typed["to"] or "",
        editor=typed["editor"] or "",
        version=typed["format_version"] or "",
        collect=typed["collect"] or "",
        handles=handles or "",
        force=bool(typed["force"]),
    )
