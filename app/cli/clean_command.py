"""``reprise clean``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.asking import confirmed, yes_option
from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from exporters.leftovers import Leftover


@click.command("clean")
@click.argument("folders", type=FILE, nargs=-1)
@click.option("--dry-run", "-n", is_flag=True, help="Only list what would be removed.")
@yes_option
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also journals, parts and backups of exports that could go on.",
)
@json_option
def command(
    folders: tuple[Path, ...], dry_run: bool, yes: bool, everything: bool, as_json: bool
) -> None:  # fmt: skip
    """Remove temporary files and locks that dead exports left in FOLDERS [this folder]."""
    run_clean(folders, dry_run, yes, everything, as_json)


def run_clean(
    folders: tuple[Path, ...], dry_run: bool, yes: bool, everything: bool, as_json: bool
) -> None:
    """Also what ``export --clean-progress`` does."""
    from app.jobs.cleaning import remove_leftover
    from exporters.leftovers import find_leftovers

    with errors_told():
        if dry_run and yes:
            raise click.UsageError("--dry-run and --yes exclude each other.")
        found = [
            item for folder in folders or (Path(),) for item in find_leftovers(folder, everything)
        ]
        _list(found, as_json)
        if not found or dry_run or not confirmed(f"Remove these {len(found)}?", yes):
            return
        for item in found:
            if not remove_leftover(item):
                click.echo(f"{item.path} holds other files too and was left.", err=True)
        if not as_json:
            click.echo(f"Removed {len(found)}, {in_words(sum(item.size for item in found))}.")


def _list(found: list[Leftover], as_json: bool) -> None:
    for item in found:
        if as_json:
            print_json(asdict(item))
        else:
            click.echo(f"{item.path}  ({in_words(item.size)})  {item.why}")
    if not found and not as_json:
        click.echo("Nothing to clean.")
