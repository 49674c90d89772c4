"""What the commands about unfinished exports share."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
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
