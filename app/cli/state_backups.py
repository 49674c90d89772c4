"""``reprise state backup``, ``restore`` and ``list-backups``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from app.cli.ending import FAILED, errors_told, leave
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.state_options import bar, place_options
from app.cli.wording import count, moment
from exporters.engine.disk import in_words


@click.command("backup")
@click.argument("output", type=FILE, required=False)
@click.option("--name", metavar="NAME", default="", help="Name of the backup [the time].")
@click.option("--copy", is_flag=True, help="Copy the parts, instead of linking them.")
@place_options
@json_option
def backup(
    output: Path | None,
    name: str,
    copy: bool,
    state: Path | None,
    parts: Path | None,
    as_json: bool,
) -> None:
    """Keep the state of OUTPUT's unfinished export under a name.

    The export may be running. Parts are hard links where that is possible: they take no room, but
    share their bytes with the originals; --copy protects against damage of those, too.
    """
    from app.jobs.checkpoints.backing_up import backups_of
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        made = backups_of(places_of(output, state, parts)).create(name, copy)
        if as_json:
            print_json(asdict(made))
        else:
            click.echo(
                f"Backed up {count(made.units_done, 'finished unit')} as “{made.name}” "
                f"({_size(made.size, made.shared)})"
            )


@click.command("restore")
@click.argument("output", type=FILE, required=False)
@click.option("--name", metavar="NAME", help="Which backup [the newest that you made].")
@click.option("--copy", is_flag=True, help="Copy the parts, instead of linking them.")
@place_options
@json_option
def restore(
    output: Path | None,
    name: str | None,
    copy: bool,
    state: Path | None,
    parts: Path | None,
    as_json: bool,
) -> None:
    """Put a backup in the place of OUTPUT's journal and parts.

    What is there is backed up first, as before-restore-TIME. The parts of the backup are read and
    compared with their digests.
    """
    from app.jobs.checkpoints import backing_up
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        places = places_of(output, state, parts)
        chosen = name or backing_up.newest(places)
        with bar("checking the backup", as_json) as on_checked:
            done = backing_up.restore(places, chosen, copy, on_checked)
        if as_json:
            print_json(asdict(done))
            return
        for note in done.notes:
            click.echo(f"Warning: {note}", err=True)
        if done.before is not None:
            click.echo(f"What was there is kept as “{done.before.name}”.")
        units = count(done.backup.units_done, "finished unit")
        click.echo(f"Restored “{done.backup.name}” with {units}.")


@click.command("list-backups")
@click.argument("output", type=FILE, required=False)
@place_options
@json_option
def list_backups(
    output: Path | None, state: Path | None, parts: Path | None, as_json: bool
) -> None:
    """List the backups of OUTPUT's export, the oldest first."""
    from app.jobs.checkpoints.backing_up import backups_of
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        found, problems = backups_of(places_of(output, state, parts)).all()
        for problem in problems:
            click.echo(f"Warning: {problem}", err=True)
        width = max((len(item.name) for item in found), default=0)
        for item in found:
            if as_json:
                print_json(asdict(item))
                continue
            units = f"{item.units_done}/{item.units_total or '?'} units"
            gone = f", {count(item.missing, 'part')} missing" if item.missing else ""
            size = _size(item.size, item.shared)
            click.echo(f"{item.name:<{width}}  {moment(item.created)}  {units}  {size}{gone}")
        if not found and not as_json:
            click.echo("No backups.")
        leave(FAILED if problems else 0)


def _size(size: int, shared: int) -> str:
    """What of it takes room of its own depends on what it is shared with."""
    return f"{in_words(size)}, {in_words(shared)} of it shared" if shared else in_words(size)
