"""Where Reprise starts: the window without arguments or with films, else the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

NO_SCREEN = (
    "There is no screen to open a window on. `reprise --help` lists what the command line can do."
)
WRONG_USAGE = 2


def main(arguments: list[str] | None = None) -> None:
    """Start the window or the command line, and exit."""
    given = sys.argv[1:] if arguments is None else arguments
    films = films_for_window(given)
    if films is None:
        from app.cli.main import main as command_line

        command_line(given)
    elif not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        raise SystemExit(WRONG_USAGE)
    else:
        from app.gui.application import main as window

        raise SystemExit(window(films))


def films_for_window(arguments: list[str]) -> list[str] | None:
    """The files to open in the window; None when the arguments are for the command line."""
    if not arguments:
        return []
    if arguments[0] == "gui" and not {"-h", "--help"} & set(arguments):
        return [argument for argument in arguments[1:] if argument != "--"]
    if all(not argument.startswith("-") and Path(argument).exists() for argument in arguments):
        from app.cli.main import COMMANDS

        return None if arguments[0] in COMMANDS else arguments
    return None


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
