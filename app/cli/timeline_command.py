"""``reprise timeline``: looking at edits, and writing them for other programs."""

from __future__ import annotations

import click

from app.cli.groups import InOrder
from app.cli.timeline_converting import convert
from app.cli.timeline_formats import formats
from app.cli.timeline_showing import show


@click.group("timeline", cls=InOrder)
def command() -> None:
    """Look at edits, and write them as projects of other programs."""


for added in (show, convert, formats):
    command.add_command(added)
