"""``reprise timeline show``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.options import FILE
from app.cli.timeline_options import opened, reading_options


@click.command("show")
@click.argument("edit", type=FILE)
@reading_options
@click.option("--all", "whole", is_flag=True, help="List all clips, media and problems.")
@click.option("--probe", is_flag=True, help="Read the media: do they reach as far as the clips?")
@json_option
def show(edit: Path, reading: dict[str, Any], whole: bool, probe: bool, as_json: bool) -> None:
    """Show the tracks, clips, media and problems of an edit."""
    with errors_told():
        found, missing = opened(edit, reading, facts=probe)
        if as_json:
            from app.cli.timeline_json import edit_map

            print_json(edit_map(found, missing))
        else:
            from app.cli.timeline_lines import edit_lines

            click.echo("\n".join(edit_lines(found, missing, whole)))
