"""Options about edits as sources: how they are read, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.options import FILE

EDIT_OPTIONS = (
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
        help="A folder in which missing media are looked for. May be repeated.",
    ),
    click.option("--placeholder", is_flag=True, help="Show a slate for what is missing."),
    click.option(
        "--captions", type=click.Choice(["burn"]), help="Draw an edit's captions into the picture."
    ),
    click.option("--keep", type=FILE, help="Keep only what these subtitles cover."),
    click.option("--handles", metavar="S", help="Seconds to keep around each subtitle [0]."),
    click.option("--merge", metavar="S", help="Keep subtitles so near in one piece [0]."),
)

EDIT_NAMES = (
    "edit_format", "sequence", "rate", "size", "encoding", "media_folders", "placeholder",
    "captions", "keep", "handles", "merge",
)  # fmt: skip


def edit_given(typed: Mapping[str, Any]) -> dict[str, str]:
    """Fields of ``EditOptions`` out of what was typed; what was not is left out."""
    folders: tuple[Path, ...] = typed["media_folders"] or ()
    given = {
        "format": typed["edit_format"],
        "sequence": typed["sequence"],
        "rate": typed["rate"],
        "size": typed["size"],
        "encoding": typed["encoding"],
        "media_folders": "\n".join(str(folder.absolute()) for folder in folders),
        "placeholder": "yes" if typed["placeholder"] else "",
        "captions": typed["captions"],
        "keep": str(typed["keep"] or ""),
        "before": typed["handles"],
        "after": typed["handles"],
        "merge": typed["merge"],
    }
    return {name: value for name, value in given.items() if value}
