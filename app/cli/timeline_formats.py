"""``reprise timeline formats``."""

from __future__ import annotations

from dataclasses import asdict

import click

from app.cli.columns import print_columns
from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json


@click.command("formats")
@json_option
def formats(as_json: bool) -> None:
    """List the formats of edits that are read and written."""
    from app.jobs.timelines import known_formats

    with errors_told():
        known = known_formats()
        if as_json:
            for item in known:
                print_json(asdict(item))
            return
        rows = []
        for item in known:
            suffixes = " ".join(suffix or "(folder)" for suffix in item.suffixes)
            done = " ".join(word for word, is_ in (("read", item.read), ("written", item.written))
                            if is_)  # fmt: skip
            rows.append((item.name, item.title, suffixes, done, ", ".join(item.versions)))
        print_columns(("name", "format", "files", "is", "versions"), rows, shrinking=1)
