"""``reprise queue reset``, ``remove`` and ``clear``: each lists what goes, and asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from app.cli.asking import confirmed, yes_option
from app.cli.ending import errors_told
from app.cli.queue_options import chosen, ids_argument, label, opened_queue, states_option
from app.cli.wording import count
from exporters.durable import shown
from exporters.engine.disk import in_words

if TYPE_CHECKING:
    from app.jobs.checkpoints.clearing import Item
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.job import Job

MOST_LINES = 40


@click.command("reset")
@ids_argument()
@yes_option
def reset(ids: tuple[int, ...], yes: bool) -> None:
    """Discard what jobs IDS, or all that do not run, have finished: journals and parts.

    Lists what is removed, and asks. Outputs stay.
    """
    from app.jobs.queue.states import Verb

    with errors_told(), opened_queue() as queue:
        jobs = _allowed(queue, ids, Verb.RESET)
        kept = [(job, _items(job)) for job in jobs]
        lines = [
            f"{label(job)}: {shown(item.path)}  ({in_words(item.size)})  {item.what}"
            for job, items in kept
            for item in items
        ]
        _list(lines)
        # The whole queue is a lot to begin anew, even where no file is lost.
        asked = bool(lines) or (not ids and bool(jobs))
        if asked and not confirmed(f"Remove these and reset {count(len(jobs), 'job')}?", yes):
            return
        queue.reset([job.id for job in jobs])
        for job in jobs:
            click.echo(f"Reset: {label(job)}")
        if not jobs:
            click.echo("There is nothing to reset.")


@click.command("remove")
@ids_argument(required=True)
@yes_option
def remove(ids: tuple[int, ...], yes: bool) -> None:
    """Take jobs IDS out of the list, after asking. Their files stay."""
    from app.jobs.queue.states import Verb

    with errors_told(), opened_queue() as queue:
        _remove(queue, _allowed(queue, ids, Verb.REMOVE), yes)


@click.command("clear")
@states_option
@click.option("--all", "everything", is_flag=True, help="Every job that does not run.")
@yes_option
def clear(states: tuple[str, ...], everything: bool, yes: bool) -> None:
    """Take all jobs in some states out of the list, after asking; the completed ones by default.

    Their files stay.
    """
    from app.jobs.queue.states import JobState, Verb, allowed

    with errors_told(), opened_queue() as queue:
        if states and everything:
            raise click.UsageError("--state and --all exclude each other.")
        wanted = {JobState(name) for name in states} or {JobState.COMPLETED}
        if everything:
            wanted = {state for state in JobState if allowed(state, Verb.REMOVE)}
        for state in sorted(wanted):
            if not allowed(state, Verb.REMOVE):
                raise click.UsageError(f"A job that is {state} is not removed: stop it first.")
        _remove(queue, queue.jobs(wanted), yes)


def _allowed(queue: QueueController, ids: tuple[int, ...], verb: str) -> list[Job]:
    """Jobs for which a verb is allowed. Raises UsageError when one of those named does not."""
    from app.jobs.queue.states import Verb, after, allowed

    numbers = chosen(ids)
    if numbers is None:
        return [job for job in queue.jobs() if allowed(job.state, Verb(verb))]
    jobs = [queue.job(number) for number in numbers]
    for job in jobs:
        after(job.id, job.state, Verb(verb))
    return jobs


def _items(job: Job) -> list[Item]:
    from app.jobs.checkpoints.clearing import items_of
    from app.jobs.queue.running import places_of_job

    places = places_of_job(job)
    return items_of(places) if places.journal.parent.is_dir() else []


def _remove(queue: QueueController, jobs: Sequence[Job], yes: bool) -> None:
    _list([f"{label(job)}  ({job.state}, {job.done:.0%})" for job in jobs])
    if not jobs:
        click.echo("There is nothing to remove.")
        return
    if not confirmed(f"Take {count(len(jobs), 'job')} out of the list?", yes):
        return
    # Not by their state: exactly those that were shown.
    removed = queue.remove([job.id for job in jobs])
    click.echo(f"Removed {count(len(removed), 'job')}. Their files are kept.")


def _list(lines: Sequence[str]) -> None:
    for line in lines[:MOST_LINES]:
        click.echo(line)
    if len(lines) > MOST_LINES:
        click.echo(f"and {len(lines) - MOST_LINES} more")
