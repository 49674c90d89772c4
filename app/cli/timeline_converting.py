"""``reprise timeline convert``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.timeline_options import opened, reading_options
from app.cli.wording import count

if TYPE_CHECKING:
    from exporters.timeline.sequence import Problem


@click.command("convert")
@click.argument("edit", type=FILE)
@click.argument("output", type=FILE)
@click.option(
    "--to",
    "to_format",
    default="",
    metavar="FORMAT[:VERSION]",
    help="The project's format [by the suffix].",
)
@click.option(
    "--for",
    "editor",
    default="",
    metavar="EDITOR[:VERSION]",
    help="Who shall open it: finalcut, premiere, resolve, kdenlive, jianying, capcut.",
)
@reading_options
@click.option("--overwrite", is_flag=True, help="Replace an existing output.")
@click.option("--force", is_flag=True, help="Write what the editor would refuse.")
@json_option
def convert(
    edit: Path,
    output: Path,
    to_format: str,
    editor: str,
    reading: dict[str, Any],
    overwrite: bool,
    force: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write an edit as a project of another program, and tell what is lost.

    Media stay where they are. Those that are found are read: most formats must say how long they
    are, and what they hold.
    """
    from app.cli.timeline_lines import problem_lines
    from app.jobs.timelines import refuse_output, target_of, write_project
    from exporters.durable import shown
    from exporters.errors import ExportError

    with errors_told():
        refuse_output(edit, output, overwrite)
        found, lost = opened(edit, reading, facts=True)
        target = target_of(found.sequence, output, to_format, editor)
        missing = tuple(item.problem for item in lost)
        problems = (*found.problems, *missing, *target.losses)
        refused = target.refused and not force
        if not refused:
            write_project(found.sequence, target, overwrite)
        title = target.title
        if as_json:
            print_json({"output": output, "format": target.writer.FORMAT.name,
                        "version": target.options.version, "written": not refused,
                        "problems": [asdict(problem) for problem in problems]})  # fmt: skip
        else:
            for line in problem_lines(problems, whole=True):
                click.echo(line, err=True)
            if not refused:
                click.echo(f"{shown(output)}: {title}, {_lost(target.losses)}")
        if refused:
            raise ExportError(
                f"{editor or title} would refuse to open the project; nothing was written.",
                "See the errors above; --force writes it all the same.",
            )


def _lost(losses: Sequence[Problem]) -> str:
    lost = sum(problem.severity != "note" for problem in losses)
    return f"{count(lost, 'thing')} lost" if lost else "nothing lost"
