"""``reprise queue add``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from app.cli.edit_options import project_options
from app.cli.ending import errors_told, leave
from app.cli.json_lines import print_json
from app.cli.options import FILE, output_options, place, run_options, set_up_log
from app.cli.project_exporting import requests_of
from app.cli.queue_options import JOB, label, opened_queue
from app.cli.settings_options import settings_options

if TYPE_CHECKING:
    from exporters.interchange.request import ProjectRequest
    from exporters.video.request import VideoRequest


@click.command("add")
@click.argument("inputs", type=FILE, nargs=-1, required=True)
@click.option(
    "--output",
    "-o",
    required=True,
    metavar="FILE|DIR",
    help="The file to write; its suffix says which kind. A folder for several inputs.",
)
@click.option("--now", is_flag=True, help="Start them at once, as `queue start` does.")
@click.option("--before", type=JOB, metavar="ID", help="Before this job [at the end].")
@settings_options
@project_options
@run_options
@output_options
def add(
    inputs: tuple[Path, ...],
    output: str,
    now: bool,
    before: int | None,
    preset: str | None,
    settings: dict[str, Any],
    project: dict[str, Any],
    run: dict[str, Any],
    report: bool,
    ffmpeg: str | None,
    as_json: bool,
    quiet: bool,
    log_file: Path | None,
    debug: bool,
) -> None:
    """Add exports of INPUTS to the queue; `queue start` runs them.

    Takes the options of `export`, for films and for projects. What is not given here is as the
    queue is configured when the export begins. With --preflight nothing is added.
    """
    set_up_log(log_file, debug)
    from app.jobs.queue.job import NewJob

    with errors_told(debug), opened_queue() as queue:
        if len(inputs) > 1 and (run["state"] or run["parts"]):
            raise click.UsageError("--state and --parts name one place, for a single input.")
        options = _given(run, report, ffmpeg)
        requests = requests_of(inputs, output, preset, settings, project, report, as_json)
        new = [
            NewJob(target.absolute(), request.to_map(), options, preset or "")
            for target, request in requests
        ]
        for target, request in requests:
            _check(target.absolute(), request, run)
        added = queue.add(new, before=before)
        for one in added:
            if as_json:
                print_json({"event": "added", "job": one.id, "output": one.output})
            elif not quiet:
                click.echo(f"Added {label(one)}")
        if now:
            from app.cli.queue_start import run_queue

            leave(run_queue(queue, [one.id for one in added], as_json=as_json, quiet=quiet))


def _given(run: Mapping[str, Any], report: bool, ffmpeg: str | None) -> dict[str, Any]:
    """The options that were typed: the others follow the queue's settings."""
    context = click.get_current_context()
    options = {name: run[name] for name in ("workers", "overwrite", "keep_parts") if run[name]}
    for name, value in (("save_interval", run["save_interval"]), ("report", report)):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            options[name] = value
    # Whoever runs the queue may do so in another folder.
    for name, typed in (("state", run["state"]), ("parts", run["parts"]), ("ffmpeg", ffmpeg)):
        if typed:
            options[name] = str(place(typed))
    return options


def _check(output: Path, request: VideoRequest | ProjectRequest, run: Mapping[str, Any]) -> None:
    """What is certain to fail is refused now, not in the middle of the night."""
    from app.jobs.export_job import folder_of
    from app.jobs.run_options import export_options
    from exporters.engine.options import Places

    places = Places.of(output, export_options(**run))
    with folder_of(output, request):
        places.check_folders()
    # With a journal the output may be that of a run which was killed at its very end.
    if not places.journal.exists():
        places.check_output(run["overwrite"])
