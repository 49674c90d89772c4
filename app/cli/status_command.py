"""``reprise status``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ending import FAILED, errors_told, leave
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.wording import clock, unit_word
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from app.jobs.unfinished import Unfinished

PLAIN_WIDTH = 500


@click.command("status")
@click.argument("paths", type=FILE, nargs=-1)
@json_option
def command(paths: tuple[Path, ...], as_json: bool) -> None:
    """List the interrupted exports in PATHS: folders, outputs or journals [this folder]."""
    from app.jobs.unfinished import find_unfinished

    with errors_told():
        found: list[Unfinished] = []
        problems: list[str] = []
        for path in paths or (Path(),):
            more, wrong = find_unfinished(path)
            found += more
            problems += wrong
        for problem in problems:
            click.echo(f"Warning: {problem}", err=True)
        if as_json:
            for item in found:
                print_json(asdict(item))
        elif found:
            _table(found)
        else:
            click.echo("No interrupted exports.")
        leave(FAILED if problems else 0)


def _table(found: list[Unfinished]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, side in (("output", "left"), (_units_of(found), "right"), ("phase", "left"),
                       ("saved", "left"), ("parts", "right"), ("source", "left")):  # fmt: skip
        table.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]

    for item in found:
        cells = (str(item.output), f"{item.units_done}/{item.units_total or '?'}",
                 item.phase or "?", clock(item.saved), in_words(item.parts_size),
                 item.source)  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
    # In a file or a pipe nothing is cut off or folded.
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=PLAIN_WIDTH)
    console.print(table)
    for item in found:
        if item.damage:
            console.print(f"{item.output}: {item.damage}", markup=False, soft_wrap=True)
    console.print("Go on with `reprise resume OUTPUT`.", markup=False)


def _units_of(found: list[Unfinished]) -> str:
    """What is counted in a column: where films and projects stand in it, neither's word fits."""
    from app.jobs.requests import PROJECT

    words = {unit_word(item.exporter == PROJECT) for item in found}
    return f"{words.pop()}s" if len(words) == 1 else "finished"
