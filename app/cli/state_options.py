"""What the commands about unfinished exports share."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from app.cli.options import FILE

Command = TypeVar("Command", bound=Callable[..., Any])


def place_options(command: Command) -> Command:
    """Where journal and parts lie, for an export that was started with the same options."""
    for option in (
        click.option("--parts", type=FILE, metavar="DIR",
                     help="Finished parts [OUTPUT.export_parts]."),
        click.option("--state", type=FILE, metavar="FILE",
                     help="The journal [OUTPUT.export_state]."),
    ):  # fmt: skip
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
yes_option = click.option("--yes", "-y", is_flag=True, help="Do it without asking.")


def confirmed(question: str, yes: bool) -> bool:
    """Ask at a terminal. Raises ``UsageError`` where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here: say --yes to do it.")
    return click.confirm(question, default=False, err=True)


def print_json(values: dict[str, Any]) -> None:
    """One line; paths as text."""
    click.echo(json.dumps(values, default=_as_text))


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, Path) else list(value)  # type: ignore[call-overload]


def moment(seconds: float) -> str:
    """ "2026-11-25 03:28:14", local time; "?" when unknown."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds)) if seconds else "?"


def count(number: int, thing: str) -> str:
    """ "1 part", "2 parts"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


@contextlib.contextmanager
def bar(label: str, hidden: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar at a terminal; the function takes what is done and all."""
    if hidden or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
