"""``reprise gui``: ``app.start`` opens the window before it gets here."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.options import FILE


@click.command("gui")
@click.argument("files", type=FILE, nargs=-1)
def command(files: tuple[Path, ...]) -> None:
    """Open the window, with FILES in it if there are any.

    `reprise` alone does the same, and so does `reprise FILE`.
    """
    raise click.UsageError("The window is not opened from here: start it with `reprise gui`.")
