"""Runs a batch in the foreground, one line for what is skipped and a summary at the end."""

from __future__ import annotations

from dataclasses import replace

import click

from app.cli.display import choose_display
from app.cli.ending import DONE, FAILED, INTERRUPTED, complain
from app.cli.json_lines import print_json
from app.cli.running import run_job
from app.jobs.batch import Batch
from exporters.errors import Cancelled, ExportError


def run_batch(batch: Batch, as_json: bool, quiet: bool, debug: bool) -> int:
    """Returns the exit code: that of the worst thing that happened."""
    batch.load()
    done = skipped = 0
    failed: list[str] = []
    code = DONE
    for number, job in enumerate(batch.jobs, 1):
        name = str(job.output)
        if batch.is_finished(job):
            skipped += 1
            _say(f"Skipped {name}: finished by an earlier run", "skipped", name, as_json, quiet)
            continue
        head = f"[{number}/{len(batch.jobs)}] {name}"
        _say(head, "item", name, as_json, quiet)
        if batch.resume is False:
            job.options = replace(job.options, resume="never")
        batch.note_begun(job)
        try:
            display = choose_display(as_json, quiet, job.writes_project)
            whole = run_job(job, display, "Start the same command again.")
            batch.note_finished(job)
            done += 1
            if not whole:
                failed.append(f"{name}: the source is damaged; what decodes was exported")
        except Cancelled as error:
            batch.note_failed(job)
            complain(error)
            code = INTERRUPTED
            break
        except ExportError as error:
            batch.note_failed(job)
            complain(error, debug)
            failed.append(f"{name}: {error.problem}")
    left = len(batch.jobs) - done - skipped - len(failed)
    batch.close(complete=code == DONE and not failed)
    summary = f"{done} exported, {skipped} skipped, {len(failed)} failed, {max(0, left)} left"
    if as_json:
        values = {"exported": done, "skipped": skipped, "failed": failed, "left": max(0, left)}
        print_json({"event": "summary", **values})
    elif not quiet or failed:
        click.echo(summary)
        for line in failed:
            click.echo(f"  {line}")
    return code if code else (FAILED if failed else DONE)


def warn(sentence: str, as_json: bool) -> None:
    """Tell of something that stops nothing."""
    if as_json:
        print_json({"event": "warning", "message": sentence})
    else:
        click.echo(f"Warning: {sentence}", err=True)


def _say(text: str, event: str, path: str, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_json({"event": event, "path": path})
    elif not quiet:
        click.echo(text)
