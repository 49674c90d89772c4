"""``reprise state clear``."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.asking import confirmed, yes_option
from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.state_options import place_options
from exporters.engine.disk import in_words


@click.command("clear")
@click.argument("output", type=FILE, required=False)
@click.option("--backups", is_flag=True, help="The export's backups, too.")
@click.option("--backup", metavar="NAME", default="", help="Nothing but this backup.")
@yes_option
@place_options
@json_option
def clear(
    output: Path | None,
    backups: bool,
    backup: str,
    yes: bool,
    state: Path | None,
    parts: Path | None,
    as_json: bool,
) -> None:
    """Give OUTPUT's unfinished export up: remove its journal and parts.

    Lists what is removed, and asks. Backups are kept unless you say so. For OUTPUT see `info`.
    """
    run_clear(output, state, parts, yes, as_json, backups, backup)


def run_clear(
    output: Path | None,
    state: Path | None,
    parts: Path | None,
    yes: bool,
    as_json: bool,
    backups: bool = False,
    backup: str = "",
) -> None:
    """Also what ``export --checkpoint-clear`` does."""
    from app.jobs.checkpoints.clearing import clear as remove
    from app.jobs.checkpoints.clearing import items_of
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        if backups and backup:
            raise click.UsageError("--backups and --backup exclude each other.")
        places = places_of(output, state, parts)
        items = items_of(places, backups, backup)
        for item in items:
            if as_json:
                print_json({"path": item.path, "what": item.what, "size": item.size})
            else:
                click.echo(f"{item.path}  ({in_words(item.size)})  {item.what}")
        if not items:
            if not as_json:
                click.echo("Nothing to clear.")
            return
        if not confirmed(f"Remove these {len(items)}?", yes):
            return
        for sentence in remove(places, items):
            click.echo(f"Warning: {sentence}", err=True)
        if not as_json:
            click.echo(f"Removed {len(items)}, {in_words(sum(item.size for item in items))}.")
