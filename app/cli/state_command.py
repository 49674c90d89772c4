"""``reprise state``: what unfinished exports have left, and what can be done with it."""

from __future__ import annotations

import click

from app.cli import clean_command, status_command
from app.cli.groups import InOrder
from app.cli.state_backups import backup, list_backups, restore
from app.cli.state_carrying import export, import_
from app.cli.state_looking import check, info, verify
from app.cli.state_removing import clear


@click.group("state", cls=InOrder)
def command() -> None:
    """Look at, check, back up, carry and clear what unfinished exports have left."""


command.add_command(info)
command.add_command(status_command.command, "list")
for added in (check, verify, clear, backup, restore, list_backups):
    command.add_command(added)
command.add_command(clean_command.command, "clean")
command.add_command(export)
command.add_command(import_)
