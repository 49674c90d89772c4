"""``reprise resume``."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from app.cli.display import choose_display
from app.cli.ending import DONE, FAILED, errors_told, leave
from app.cli.options import FILE, output_options, run_options, set_up_log
from app.cli.running import run_job


@click.command("resume")
@click.argument("output", type=FILE)
@run_options
@output_options
def command(
    output: Path,
    as_json: bool,
    quiet: bool,
    log_file: Path | None,
    debug: bool,
    ffmpeg: str | None,
    report: bool,
    run: dict[str, Any],
) -> None:
    """Go on with the interrupted export of OUTPUT, from its journal alone.

    OUTPUT is the file that was to be written; its journal may be named instead, or a folder with
    one interrupted export in it.
    """
    set_up_log(log_file, debug)
    from app.jobs.checkpoints.subject import places_of
    from app.jobs.export_job import ExportJob
    from app.jobs.run_options import export_options
    from exporters.leftovers import JOURNAL_SUFFIX

    with errors_told(debug):
        if output.name.endswith(JOURNAL_SUFFIX):
            output = output.with_name(output.name.removesuffix(JOURNAL_SUFFIX))
        if output.is_dir():
            # A project that is a folder holds what it is to go on with.
            output = places_of(output).output
        options = export_options(**run)
        job = ExportJob(output, None, options, ffmpeg, report=report)
        display = choose_display(as_json, quiet, job.writes_project)
        whole = run_job(job, display, f"Go on: reprise resume {shlex.quote(str(output))}")
        leave(DONE if whole else FAILED)
