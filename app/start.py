"""Where Reprise starts: the window without arguments or with films, else the command line."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

NO_SCREEN = (
    "There is no screen to open a window on. `reprise --help` lists what the command line can do."
)
NO_QT = "The window cannot be opened, since PySide6 cannot be loaded: {}."
QT_NEEDS = (
    "`reprise --help` lists what the command line can do without it. On Debian and Ubuntu this "
    "installs what PySide6 needs of the system: apt install libegl1 libgl1 libxkbcommon0 "
    "libdbus-1-3 libfontconfig1"
)
FAILED, WRONG_USAGE = 1, 2


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
        raise SystemExit(_open_window(films))


def _open_window(films: list[str]) -> int:
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        print(NO_QT.format(error), QT_NEEDS, file=sys.stderr)
        return FAILED
    from app.gui.application import main as window

    return window(films)


def films_for_window(arguments: list[str]) -> list[str] | None:
    """The files to open in the window; None when the arguments are for the command line."""
    if not arguments:
        return []
    if arguments[0] == "gui":
        return _named(arguments[1:])
    if all(not argument.startswith("-") and Path(argument).exists() for argument in arguments):
        from app.cli.main import COMMANDS

        return None if arguments[0] in COMMANDS else arguments
    return None


def _named(arguments: list[str]) -> list[str] | None:
    """The files behind `gui`; None where there are options, which the command line knows."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    if any(argument.startswith("-") for argument in arguments[:end]):
        return None
    return arguments[:end] + arguments[end + 1 :]


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
