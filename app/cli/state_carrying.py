"""``reprise state export`` and ``import``."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.state_options import bar, place_options
from app.cli.wording import count
from exporters.engine.disk import in_words


@click.command("export")
@click.argument("output", type=FILE, required=False)
@click.option("--output", "-o", "target", type=FILE, metavar="FILE",
              help="The bundle to write [OUTPUT.reprise-bundle].")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace an existing bundle.")
@place_options
@json_option
def export(
    output: Path | None,
    target: Path | None,
    overwrite: bool,
    state: Path | None,
    parts: Path | None,
    as_json: bool,
) -> None:
    """Put OUTPUT's unfinished export into one file, to go on with it elsewhere.

    The source is not part of it.
    """
    from app.jobs.checkpoints import carrying
    from app.jobs.checkpoints.subject import places_of

    with errors_told():
        places = places_of(output, state, parts)
        with bar("writing", as_json) as on_bytes:
            path, made = carrying.export_bundle(places, target, overwrite, on_bytes)
        size = sum(made.parts.values())
        if as_json:
            units = {"units_done": made.units_done, "units_total": made.units_total}
            print_json({"bundle": path, **units, "parts_size": size})
        else:
            units_text = count(made.units_done, "finished unit")
            click.echo(f"Wrote {path} with {units_text}, {in_words(size)}")


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--output", "-o", type=FILE, metavar="OUTPUT", required=True,
              help="The file that is to be written in the end.")  # fmt: skip
@click.option("--source", type=FILE, metavar="PATH",
              help="Where the source lies [where it was, as seen from OUTPUT].")  # fmt: skip
@click.option("--ffmpeg", metavar="PATH", help="The ffmpeg to go on with [the bundled one].")
@place_options
@json_option
def import_(
    file: Path,
    output: Path,
    source: Path | None,
    ffmpeg: str | None,
    state: Path | None,
    parts: Path | None,
    as_json: bool,
) -> None:
    """Put the export in the bundle FILE beside OUTPUT, so that it can go on there."""
    from app.jobs.checkpoints import carrying

    with errors_told():
        places = carrying.places_for_import(output, state, parts)
        with bar("reading", as_json) as on_bytes:
            done = carrying.import_bundle(file, places, source, ffmpeg, on_bytes)
        if as_json:
            units = {"units_done": done.units_done, "units_total": done.units_total}
            told = {"output": places.output, **units, "parts_size": done.size}
            print_json({**told, "source": done.source, "notes": done.notes})
            return
        for note in done.notes:
            click.echo(f"Warning: {note}", err=True)
        click.echo(
            f"Imported {count(done.units_done, 'finished unit')}, {in_words(done.size)}. "
            f"Go on: reprise resume {shlex.quote(str(output))}"
        )
