"""Runs one export job in the foreground."""

from __future__ import annotations

import sys
from typing import Literal

import click

from app.cli.display import Display, logging_too
from app.cli.ending import stopped_by_signals
from app.cli.wording import count, unit_word
from app.jobs.export_job import ExportJob
from app.jobs.requests import PROJECT
from exporters.errors import Cancelled
from exporters.resume_export import SavedExport

INCOMPLETE = (
    "The source is damaged or cut off: what decodes was exported (exit code 1). "
    "--allow-truncated accepts that."
)
Resume = Literal["auto", "never"]


def run_job(job: ExportJob, display: Display, hint: str) -> bool:
    """Returns False when the source was damaged; ``hint`` says how to go on after a stop."""
    try:
        with stopped_by_signals(job.token):
            whole = job.run(logging_too(display.show), display.reading)
    except Cancelled as error:
        raise Cancelled(f"{error.problem} What is finished is kept.", hint) from error
    finally:
        display.close()
    if not whole:
        click.echo(INCOMPLETE, err=True)
    return whole


def ask_to_resume(saved: SavedExport | None, answer: bool | None) -> Resume:
    """Whether to go on: as answered beforehand, else asked at a terminal, else yes."""
    if answer is not None:
        return "auto" if answer else "never"
    if saved is None or saved.published or not sys.stdin.isatty():
        return "auto"
    done, total = saved.units_done, saved.units_total
    word = unit_word(saved.exporter == PROJECT)
    found = f"{done} of {count(total, word)} are" if total else f"{count(done, word)} are"
    question = f"An interrupted export was found: {found} finished. Go on with it?"
    return "auto" if click.confirm(question, default=True, err=True) else "never"
