"""``reprise export``."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import Any

import click

from app.cli.checkpoint_options import checkpoint_options, cleaned_up
from app.cli.display import choose_display
from app.cli.edit_options import project_options
from app.cli.ending import DONE, FAILED, errors_told, leave
from app.cli.options import FILE, output_options, run_options, set_up_log
from app.cli.project_exporting import is_one_folder, requests_of
from app.cli.running import ask_to_resume, run_job
from app.cli.settings_options import settings_options


@click.command("export")
@click.argument("inputs", type=FILE, nargs=-1)
@click.option(
    "--output",
    "-o",
    metavar="FILE|DIR",
    help="The file to write; its suffix says which kind. A folder for several inputs.",
)
@settings_options
@project_options
@click.option(
    "--resume/--no-resume",
    "resume",
    default=None,
    help="Go on with an interrupted export, or start over [ask].",
)
@run_options
@checkpoint_options
@output_options
def command(
    inputs: tuple[Path, ...],
    output: str,
    preset: str | None,
    settings: dict[str, Any],
    project: dict[str, Any],
    resume: bool | None,
    tracked: bool,
    auto_cleanup: bool,
    run: dict[str, Any],
    report: bool,
    ffmpeg: str | None,
    as_json: bool,
    quiet: bool,
    log_file: Path | None,
    debug: bool,
) -> None:
    """Export INPUTS, in segments that survive any interruption.

    Start the same command again after a crash, and it goes on where it was.
    """
    set_up_log(log_file, debug)
    from app.cli.batch_display import run_batch, warn
    from app.jobs.batch import Batch, is_folder
    from app.jobs.export_job import ExportJob
    from app.jobs.run_options import export_options

    with errors_told(debug):
        requests = requests_of(inputs, output, preset, settings, project, report, as_json)
        jobs = [
            ExportJob(
                target, request, export_options(**run), ffmpeg, tracked=tracked, report=report
            )
            for target, request in requests
        ]
        if is_folder(inputs, output) and not is_one_folder(requests):
            if run["state"] or run["parts"]:
                raise click.UsageError("--state and --parts name one place, for a single input.")
            on_warning = partial(warn, as_json=as_json)
            batch = Batch(Path(output), jobs, resume, remembers=tracked, on_warning=on_warning)
            code = run_batch(batch, as_json, quiet, debug)
            leave(cleaned_up(code, Path(output), auto_cleanup, quiet or as_json))
        job = jobs[0]
        answer = ask_to_resume(job.saved() if tracked else None, resume)
        job.options = export_options(**run, resume=answer)
        display = choose_display(as_json, quiet, job.writes_project)
        hint = f"Start the same command again, or: reprise resume {shlex.quote(str(job.output))}"
        whole = run_job(job, display, hint)
        code = DONE if whole else FAILED
        leave(cleaned_up(code, job.output.parent, auto_cleanup, quiet or as_json))
