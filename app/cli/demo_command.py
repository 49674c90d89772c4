"""``reprise demo``."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from app.cli.ending import FAILED, errors_told, leave
from app.cli.options import FILE


@click.command("demo")
@click.option("--folder", type=FILE, metavar="DIR", help="Where to work, and leave the files.")
def command(folder: Path | None) -> None:
    """Make a film, kill its export with SIGKILL, resume it, and compare with an undisturbed run."""
    from app.jobs.demo import run_demo

    with errors_told():
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            same = run_demo(folder, click.echo)
        else:
            with tempfile.TemporaryDirectory(prefix="reprise-demo-") as name:
                same = run_demo(Path(name), click.echo)
        leave(0 if same else FAILED)
