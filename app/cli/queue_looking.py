"""``reprise queue list``, ``status`` and ``history``."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

import click

from app.cli.asking import confirmed, yes_option
from app.cli.columns import print_columns
from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.queue_options import name_of, opened_queue, states_option
from app.cli.wording import clock, count, duration
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from app.jobs.queue.job import HistoryEntry, Job, QueueStatus
    from app.jobs.queue.settings import QueueSettings

NOT_SHOWN = ("request_text", "options_text", "stops")


@click.command("list")
@states_option
@click.option("--text", metavar="TEXT", default="", help="Only jobs with this in a file's name.")
@json_option
def list_(states: tuple[str, ...], text: str, as_json: bool) -> None:
    """List the jobs in the order in which they are run."""
    from app.jobs.queue.states import JobState

    with errors_told(), opened_queue() as queue:
        wanted = {JobState(name) for name in states} or None
        jobs = queue.jobs(wanted, text)
        if as_json:
            for job in jobs:
                print_json(plain(job))
        elif jobs:
            _print_jobs(jobs)
        else:
            click.echo("No such jobs." if states or text else "The queue is empty.")


def plain(job: Job) -> dict[str, Any]:
    """A job for JSON, with its request and options as they are."""
    # Not asdict: it copies each value, which takes seconds for thousands of jobs.
    kept = {item.name: getattr(job, item.name) for item in fields(job)
            if item.name not in NOT_SHOWN}  # fmt: skip
    return {**kept, "done": job.done, "request": job.request, "options": job.options}


def _print_jobs(jobs: list[Job]) -> None:
    rows = [
        (str(job.id), name_of(job), _state(job), f"{job.done:.0%}", _speed(job), _left(job),
         in_words(job.size) if job.size else "")
        for job in jobs
    ]  # fmt: skip
    names = (">id", "name", "state", ">progress", ">speed", ">time left", ">size")
    print_columns(names, rows, shrinking=1)
    for job in jobs:
        if job.message and job.state in ("failed", "interrupted", "active"):
            click.echo(f"{job.id}: {job.message}")


def _state(job: Job) -> str:
    if job.state == "active":
        return f"waits for {job.waiting_for}" if job.waiting_for else job.phase or "active"
    return str(job.state)


def _speed(job: Job) -> str:
    return f"{job.speed:.2f}x" if job.state == "active" and job.speed else ""


def _left(job: Job) -> str:
    return duration(job.seconds_left) if job.state == "active" else ""


@click.command("status")
@json_option
def status(as_json: bool) -> None:
    """Show the queue in figures: how many jobs in which state, and who runs it."""
    with errors_told(), opened_queue() as queue:
        found = queue.status()
        if as_json:
            print_json(asdict(found))
        else:
            click.echo("\n".join(_status_lines(found, queue.settings)))


def _status_lines(found: QueueStatus, settings: QueueSettings) -> list[str]:
    counts = [f"{number} {state}" for state, number in found.counts.items() if number]
    lines = [
        f"jobs       {', '.join(counts) or 'none'}",
        f"run by     {found.owner or 'nobody: `reprise queue start` runs it'}",
    ]
    if any(found.counts[state] for state in found.counts if state in ("queued", "active")):
        left = f", {duration(found.seconds_left)} left of what runs" if found.seconds_left else ""
        lines.append(f"progress   {found.fraction:.0%}{left}")
    lines.append(f"mode       {settings.mode}")
    lines.append(f"when done  {settings.when_done}")
    return lines


@click.command("history")
@click.option("--limit", type=click.IntRange(1, 10**6), metavar="N", default=50, show_default=True,
              help="The newest N.")  # fmt: skip
@click.option("--clear", is_flag=True, help="Forget all of it, after asking.")
@yes_option
@json_option
def history(limit: int, clear: bool, yes: bool, as_json: bool) -> None:
    """List how runs ended, the newest first; also those of jobs that were removed."""
    with errors_told(), opened_queue() as queue:
        if yes and not clear:
            raise click.UsageError("--yes belongs to --clear.")
        found = queue.history(10**6 if clear else limit)
        if clear:
            if found and confirmed(f"Forget how {count(len(found), 'run')} ended?", yes):
                queue.clear_history()
                click.echo(f"Forgot {count(len(found), 'run')}.")
        elif as_json:
            for entry in found:
                print_json(asdict(entry))
        elif found:
            _print_history(found)
        else:
            click.echo("Nothing has run yet.")


def _print_history(found: list[HistoryEntry]) -> None:
    rows = [
        (str(entry.job), name_of(entry), entry.outcome, clock(entry.began), clock(entry.ended),
         duration(max(0.0, entry.ended - entry.began)) if entry.began else "",
         in_words(entry.size) if entry.size else "", entry.preset)
        for entry in found
    ]  # fmt: skip
    names = (">job", "name", "outcome", "began", "ended", ">took", ">size", "preset")
    print_columns(names, rows, shrinking=1)
    for entry in found:
        if entry.outcome == "failed":
            click.echo(f"{entry.job}: {entry.message}")
