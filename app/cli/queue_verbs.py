"""``reprise queue pause``, ``resume``, ``stop``, ``retry`` and ``move``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from app.cli.ending import errors_told
from app.cli.queue_options import JOB, chosen, ids_argument, label, opened_queue

if TYPE_CHECKING:
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.job import Job


@click.command("pause")
@ids_argument()
def pause(ids: tuple[int, ...]) -> None:
    """Freeze jobs IDS, or all that wait or run, until `resume`.

    Their encoders use no processor meanwhile. What is paused stays so if the machine goes down.
    """
    with errors_told(), opened_queue() as queue:
        _tell(queue.pause(chosen(ids)), "Paused", "There is nothing to pause.")


@click.command("resume")
@ids_argument()
def resume(ids: tuple[int, ...]) -> None:
    """Go on with paused jobs IDS, or all that are paused."""
    with errors_told(), opened_queue() as queue:
        changed = queue.resume(chosen(ids))
        _tell(changed, "Goes on", "Nothing is paused.")
        tell_if_nobody_runs_it(queue, changed)


@click.command("stop")
@ids_argument()
def stop(ids: tuple[int, ...]) -> None:
    """End jobs IDS, or all that wait, run, are paused or interrupted.

    What they have finished is kept; `start` goes on with it.
    """
    with errors_told(), opened_queue() as queue:
        _tell(queue.stop(chosen(ids)), "Stopped", "There is nothing to stop.")


@click.command("retry")
@ids_argument()
def retry(ids: tuple[int, ...]) -> None:
    """Try failed jobs IDS again, or all that have failed; what they have finished is kept."""
    with errors_told(), opened_queue() as queue:
        changed = queue.retry(chosen(ids))
        _tell(changed, "Waits for another try", "Nothing has failed.")
        tell_if_nobody_runs_it(queue, changed)


@click.command("move")
@ids_argument(required=True)
@click.option("--before", type=JOB, metavar="ID", help="Before this job [to the end].")
@click.option("--first", is_flag=True, help="To the beginning.")
def move(ids: tuple[int, ...], before: int | None, first: bool) -> None:
    """Move jobs IDS, in the order given, to the end of the queue or before another job."""
    with errors_told(), opened_queue() as queue:
        if first and before is not None:
            raise click.UsageError("--before and --first exclude each other.")
        moving = chosen(ids) or []
        if first:
            others = (job.id for job in queue.jobs() if job.id not in moving)
            before = next(others, None)
        _tell(queue.move(moving, before), "Moved", "")


def tell_if_nobody_runs_it(queue: QueueController, waiting: Sequence[Job]) -> None:
    """Jobs that wait for their turn wait for ever without an owner."""
    if waiting and not queue.status().owner:
        click.echo("Nobody runs the queue now: `reprise queue start` does.", err=True)


def _tell(changed: Sequence[Job], done: str, otherwise: str) -> None:
    for job in changed:
        click.echo(f"{done}: {label(job)}")
    if not changed and otherwise:
        click.echo(otherwise)
