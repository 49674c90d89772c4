"""The command ``reprise``: names its commands, and loads one when it is called."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from app import __version__
from app.cli.checkpoint_options import means_export

COMMANDS = {
    "export": "Export videos, and go on with what was interrupted.",
    "resume": "Go on with an interrupted export from its journal alone.",
    "status": "List interrupted exports.",
    "state": "Check, back up, carry and clear what interrupted exports have left.",
    "queue": "Keep a list of exports; run and steer it.",
    "presets": "List presets, or show one.",
    "timeline": "Look at edits, and write them for other programs.",
    "probe": "Show what a media file holds.",
    "clean": "Remove what dead exports left lying.",
    "progress": "Check, list or clean the progress of other programs' tasks.",
    "demo": "Kill an export, resume it, and compare the result.",
    "gui": "Open the window.",
}


class LazyCommands(click.Group):
    """Imports a command's module only when that command runs: ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"app.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=(
        "Exit codes: 0 done, 1 failed, 2 wrong usage, 75 interrupted and resumable."
    ),
)  # fmt: skip
@click.version_option(__version__, prog_name="reprise")
def reprise() -> None:
    """Video export that never loses finished work.

    Interrupt an export in any way and start the same command again: it goes on from the last
    finished segment, and the file is byte for byte what an undisturbed run would have written.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        # File names need not be text; showing one must not fail.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    typed = sys.argv[1:]
    given = typed if arguments is None else arguments
    if given and given[0] not in COMMANDS and means_export(given):
        given = ["export", *given]
    # On Windows click expands patterns only in what it takes from sys.argv itself.
    args = None if given == typed else given
    reprise.main(args=args, prog_name="reprise", windows_expand_args=True)
