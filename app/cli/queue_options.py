"""What the commands of the queue share."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from exporters.durable import shown

if TYPE_CHECKING:
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.job import HistoryEntry, Job

Command = TypeVar("Command", bound=Callable[..., Any])


class JobNumber(click.ParamType[int]):
    """A job's number, within what the database can hold."""

    name = "job"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = 0
        if not 0 < number < 2**63:
            self.fail(f"“{value}” is not the number of a job.", param, ctx)
        return number


JOB = JobNumber()

STATES = ("inactive", "queued", "active", "paused", "interrupted", "completed", "failed")


def ids_argument(required: bool = False) -> Callable[[Command], Command]:
    """Numbers of jobs; without any, where they are not required, the whole queue is meant."""
    return click.argument("ids", type=JOB, nargs=-1, required=required)


states_option = click.option(
    "--state",
    "states",
    type=click.Choice(STATES),
    multiple=True,
    metavar="STATE",
    help="Only jobs in this state. May be repeated.",
)


@contextlib.contextmanager
def opened_queue() -> Iterator[QueueController]:
    """The user's queue; what is wrong with its file is told."""
    from app.jobs.queue.controller import QueueController

    controller = QueueController()
    try:
        for note in controller.notes:
            click.echo(f"Warning: {note}", err=True)
        yield controller
    finally:
        controller.close()


def chosen(ids: tuple[int, ...]) -> list[int] | None:
    """As the controller takes them: each once, None for the whole queue."""
    return list(dict.fromkeys(ids)) or None


def name_of(job: Job | HistoryEntry) -> str:
    """What it is called, in one line."""
    return shown(job.name)[1:-1]


def label(job: Job) -> str:
    """ "3 holiday.mp4"."""
    return f"{job.id} {name_of(job)}"


def writes_project(job: Job) -> bool:
    """Whether it is the export of a project, not of a film."""
    from app.jobs.requests import is_of_project

    return is_of_project(job.request)
