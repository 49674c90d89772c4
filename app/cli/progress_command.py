"""``reprise progress``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.asking import confirmed, yes_option
from app.cli.ending import FAILED, errors_told, leave
from app.cli.groups import InOrder
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.wording import clock, count
from exporters.durable import shown
from exporters.engine.disk import in_words
from exporters.errors import StateBusy, StateError

if TYPE_CHECKING:
    from exporters.checkpoint.saved_tasks import SavedTask

PLAIN_WIDTH = 500
LONGEST_NAME = 80

_task = click.argument("task", required=False)
_where = "Where the progress of tasks lies [the user's data folder]."
_folder = click.option("--dir", "folder", type=FILE, metavar="DIR", help=_where)


@click.group("progress", cls=InOrder)
def command() -> None:
    """Check, list or clean the progress of interrupted tasks that use the progress API."""


@command.command("check")
@_task
@_folder
@json_option
def check(task: str | None, folder: Path | None, as_json: bool) -> None:
    """Tell how far TASK has come; without it, every interrupted task."""
    with errors_told():
        found = _find(task, folder)
        if as_json:
            for one in found:
                print_json(asdict(one))
        elif found:
            click.echo("\n\n".join(_described(one) for one in found))
        else:
            click.echo("No interrupted tasks.")


@command.command("list")
@_task
@_folder
@json_option
def list_(task: str | None, folder: Path | None, as_json: bool) -> None:
    """List interrupted tasks, a line for each, or TASK alone."""
    with errors_told():
        found = _find(task, folder)
        if as_json:
            for one in found:
                print_json(asdict(one))
        elif found:
            _table(found)
        else:
            click.echo("No interrupted tasks.")


@command.command("clean")
@_task
@_folder
@yes_option
@json_option
def clean(task: str | None, folder: Path | None, yes: bool, as_json: bool) -> None:
    """Forget the progress of TASK, or of all tasks, after asking; not of those that run."""
    with errors_told():
        found = _find(task, folder)
        idle = [one for one in found if not one.running]
        _list_what_goes(found, as_json)
        if idle and confirmed(f"Remove {count(len(idle), 'task')}?", yes):
            removed = [one for one in idle if _removed(one)]
            if not as_json:
                size = in_words(sum(one.size for one in removed))
                click.echo(f"Removed {len(removed)}, {size}.")
        if task is not None and not idle:
            leave(FAILED)


def _find(task: str | None, folder: Path | None) -> list[SavedTask]:
    """All tasks, or the one that is named; ends the command when there is no such task."""
    from exporters.checkpoint.saved_tasks import find_task, saved_tasks
    from exporters.checkpoint.task_names import folder_of

    where = folder_of(folder)
    if task is None:
        return saved_tasks(where)
    one = find_task(where, task)
    if one is None:
        raise StateError(
            f"No progress of the task {shown(task)} is saved in {shown(where)}.",
            "`reprise progress list` lists what is.",
        )
    return [one]


def _name(task: SavedTask) -> str:
    if task.kind == "unreadable":
        return task.path.name
    name = shown(task.name)[1:-1] or '""'
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "..."


def _phase(task: SavedTask) -> str:
    if task.kind == "items":
        return f"{task.pending} items wait"
    return shown(task.phase)[1:-1] if task.phase else ""


def _state(task: SavedTask) -> str:
    if task.running:
        return "running"
    return "unreadable" if task.kind == "unreadable" else "interrupted"


def _table(found: list[SavedTask]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, side in (("task", "left"), ("phase", "left"), ("completed", "right"),
                       ("steps", "right"), ("started", "left"), ("updated", "left"),
                       ("size", "right"), ("state", "left")):  # fmt: skip
        table.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]
    for one in found:
        counts = (str(len(one.completed)), str(one.steps))
        times = (clock(one.started), clock(one.updated))
        cells = (_name(one), _phase(one), *counts, *times, in_words(one.size), _state(one))
        table.add_row(*(Text(cell) for cell in cells))
    # In a file or a pipe nothing is cut off or folded.
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PLAIN_WIDTH)
    console.print(table)
    for one in found:
        if one.problem:
            console.print(f"{_name(one)}: {one.problem}", markup=False, soft_wrap=True)


def _described(task: SavedTask) -> str:
    """What check tells: a line for each fact."""
    facts = {"task": _name(task), "state": _state(task)}
    if task.kind != "unreadable":
        if task.kind == "items":
            facts |= {"items done": str(task.steps), "items waiting": str(task.pending)}
        else:
            completed = [shown(name)[1:-1] for name in task.completed]
            facts |= {"phase": _phase(task) or "none", "completed": ", ".join(completed) or "none",
                      "steps": str(task.steps)}  # fmt: skip
        facts |= {"started": clock(task.started), "updated": clock(task.updated)}
    facts |= {"file": shown(task.path)[1:-1], "size": in_words(task.size)}
    for path in task.set_aside:
        facts[f"set aside {len(facts)}"] = shown(path)[1:-1]
    if task.problem:
        facts["problem"] = task.problem
    width = max(map(len, facts)) + 2
    return "\n".join(f"{name + ':':{width}}{text}" for name, text in facts.items())


def _list_what_goes(found: list[SavedTask], as_json: bool) -> None:
    for one in found:
        if one.running:
            click.echo(f"{_name(one)} is running and is left alone.", err=True)
        elif as_json:
            print_json(asdict(one))
        else:
            for path in (one.path, *one.set_aside):
                click.echo(f"{shown(path)[1:-1]}  ({_name(one)}, {_state(one)})")
    if not found and not as_json:
        click.echo("Nothing to clean.")


def _removed(task: SavedTask) -> bool:
    from exporters.checkpoint.saved_tasks import forget

    try:
        forget(task)
    except StateBusy as error:
        # It was begun after it was listed.
        click.echo(f"{_name(task)}: {error}", err=True)
        return False
    return True
