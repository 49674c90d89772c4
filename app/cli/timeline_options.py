"""Options about how an edit is read, and reading it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.cli.options import FILE

if TYPE_CHECKING:
    from app.jobs.timelines import Opened

Command = TypeVar("Command", bound=Callable[..., Any])
_NAMES = ("edit_format", "sequence", "rate", "size", "encoding", "media_folders", "placeholder")
_OPTIONS = (
    click.option(
        "--from", "edit_format", default="", metavar="FORMAT", help="Its format [by the file]."
    ),
    click.option(
        "--sequence", default="", metavar="NAME", help="Which one of a project [the first]."
    ),
    click.option(
        "--rate", default="", metavar="RATE", help="Frames a second, where the file has none (EDL)."
    ),
    click.option("--size", default="", metavar="WxH", help="Size of the picture, likewise."),
    click.option("--encoding", default="", metavar="NAME", help="Of its texts [found out]."),
    click.option(
        "--media-folder",
        "media_folders",
        type=FILE,
        multiple=True,
        metavar="DIR",
        help="Look for missing media here; may be repeated.",
    ),
    click.option("--placeholder", is_flag=True, help="Put slates in place of missing media."),
)


def reading_options(command: Command) -> Command:
    """How an edit is read; the command gets them in a map ``reading``, for ``opened``."""

    @functools.wraps(command)
    def bundled(**given: Any) -> Any:
        reading = {name: given.pop(name) for name in _NAMES}
        return command(reading=reading, **given)

    result: Any = bundled
    for option in reversed(_OPTIONS):
        result = option(result)
    return result  # type: ignore[no-any-return]


def opened(path: Path, reading: dict[str, Any], facts: bool) -> Opened:
    """The edit in a file, with its media. Raises UsageError, SourceError, Cancelled."""
    from app.jobs.timelines import open_edit
    from exporters.timeline.options import EditOptions

    folders: tuple[Path, ...] = reading["media_folders"]
    options = EditOptions(
        format=reading["edit_format"],
        sequence=reading["sequence"],
        rate=reading["rate"],
        size=reading["size"],
        encoding=reading["encoding"],
        media_folders="\n".join(str(folder.absolute()) for folder in folders),
        placeholder="yes" if reading["placeholder"] else "",
    )
    return open_edit(path, options, facts)
