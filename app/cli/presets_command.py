"""``reprise presets``."""

from __future__ import annotations

import click

from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json


@click.command("presets")
@click.argument("name", required=False)
@json_option
def command(name: str | None, as_json: bool) -> None:
    """List presets, or show the settings of the one called NAME.

    Your own are TOML files in the folder that the list ends with.
    """
    from app.jobs.presets import all_presets, find_preset, own_folder

    with errors_told():
        if name is not None:
            preset = find_preset(name)
            if as_json:
                print_json({"name": name, **preset.settings})
                return
            click.echo(f"{preset.title}: {preset.description}")
            for key, value in preset.settings.items():
                click.echo(f"  {key} = {value if value != '' else 'none'}")
            return
        presets, problems = all_presets()
        for problem in problems:
            click.echo(f"Warning: {problem}", err=True)
        group = ""
        width = max((len(preset.name) for preset in presets), default=0)
        for preset in presets:
            if as_json:
                told = {"name": preset.name, "group": preset.group, "own": preset.own}
                print_json({**told, "description": preset.description})
                continue
            if preset.group != group:
                click.echo(f"{'' if not group else chr(10)}{preset.group}")
                group = preset.group
            click.echo(f"  {preset.name:<{width}}  {preset.description}")
        if not as_json:
            click.echo(f"\nYour own: {own_folder()}")
