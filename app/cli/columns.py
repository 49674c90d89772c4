"""Tables of many rows: rich takes seconds for ten thousand, this a tenth of one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

import click

GAP = "  "
NARROWEST = 12


def print_columns(
    names: Sequence[str], rows: Sequence[Sequence[str]], shrinking: int | None = None
) -> None:
    """Print rows below a line of names, as wide as they need.

    Args:
        names: one that begins with ">" stands, with its cells, at the right.
        shrinking: the column that is cut where a terminal is too narrow; None for none. In a file
            or a pipe nothing is cut.
    """
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    lines = columns(names, rows, shrinking, width)
    click.echo(click.style(lines[0], bold=True))
    click.echo("\n".join(lines[1:]))


def columns(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    shrinking: int | None = None,
    width: int | None = None,
) -> list[str]:
    """The lines of ``print_columns``; ``width`` in cells of a terminal, None for no limit."""
    from rich.cells import cell_len

    right = [name.startswith(">") for name in names]
    cells = [[name.removeprefix(">") for name in names], *rows]
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(names))]
    if shrinking is not None and width is not None:
        over = sum(widths) + len(GAP) * (len(widths) - 1) - width
        if over > 0:
            widths[shrinking] = min(widths[shrinking], max(NARROWEST, widths[shrinking] - over))
    return [GAP.join(map(_fitted, row, widths, right)).rstrip() for row in cells]


def _fitted(text: str, width: int, right: bool) -> str:
    from rich.cells import cell_len, set_cell_size

    missing = width - cell_len(text)
    if missing < 0:
        return set_cell_size(text, width - 1) + "…"
    return " " * missing + text if right else text + " " * missing
