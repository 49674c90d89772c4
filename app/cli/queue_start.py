"""``reprise queue start``: runs the queue here, or lets whoever runs it do so."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.ending import DONE, FAILED, INTERRUPTED, errors_told, leave, stopped_by_signals
from app.cli.options import output_options, set_up_log
from app.cli.queue_display import choose_screen
from app.cli.queue_options import chosen, ids_argument, opened_queue
from app.cli.queue_prompt import ANSWERS, settle_interrupted
from app.cli.queue_when_done import do_when_done
from app.cli.wording import count
from exporters.errors import Cancelled, ExportError, StateBusy, UsageError

if TYPE_CHECKING:
    from app.cli.queue_display import Screen
    from app.cli.queue_following import Follower
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.owner import QueueOwner
    from exporters.cancel import CancelToken

LOOK_SECONDS = 0.2


@click.command("start")
@ids_argument()
@click.option("--force", is_flag=True, help="Begin afresh: drop what earlier runs have finished.")
@click.option(
    "--interrupted",
    "answer",
    type=click.Choice(ANSWERS),
    metavar="ANSWER",
    help="continue, over, discard or later: for all interrupted exports [ask, or as configured].",
)
@output_options
def start(
    ids: tuple[int, ...],
    force: bool,
    answer: str | None,
    as_json: bool,
    quiet: bool,
    log_file: Path | None,
    debug: bool,
) -> None:
    """Start jobs IDS, or all that are not paused or completed, and run the queue until it is empty.

    Where another process runs the queue already, it does so.
    """
    set_up_log(log_file, debug)
    with errors_told(debug), opened_queue() as queue:
        leave(run_queue(queue, chosen(ids), force, answer, as_json, quiet))


def run_queue(
    queue: QueueController,
    ids: list[int] | None,
    force: bool = False,
    answer: str | None = None,
    as_json: bool = False,
    quiet: bool = False,
) -> int:
    """Start jobs, and run the queue unless another process does; the exit code.

    Raises UsageError for jobs that cannot be started, Cancelled when a signal stopped it.
    """
    from app.cli.queue_following import Follower
    from app.jobs.queue.states import JobState
    from app.jobs.when_done import is_due

    queue.recover()
    numbers = _startable(queue, ids, force)
    screen = choose_screen(as_json, quiet)
    try:
        if force and ids is None:
            answer = answer or "over"
        settle_interrupted(queue, screen, named=ids, answer=answer)
        _start(queue, numbers, force, named=ids is not None)
        follower = Follower(queue, screen)
        if not _run(queue, follower):
            _tell_who_runs_it(queue, screen)
            return DONE
        follower.summarise()
    finally:
        screen.close()
    completed, failed = follower.count(JobState.COMPLETED), follower.count(JobState.FAILED)
    # None stands for a job that was removed: somebody is there.
    states = [state for state in follower.states.values() if state is not None]
    if len(states) == len(follower.states) and is_due(states):
        do_when_done(queue.settings, completed, failed, quiet or as_json)
    if failed:
        return FAILED
    # Something was stopped, paused or removed from elsewhere: not all is exported.
    return DONE if completed == len(follower.states) else INTERRUPTED


def _startable(queue: QueueController, ids: Sequence[int] | None, force: bool) -> list[int]:
    """The jobs to be started: those that wait or run already need no start."""
    from app.jobs.queue.states import JobState, Verb, after

    if ids is None:
        wanted = [JobState.INACTIVE, JobState.FAILED, *([JobState.QUEUED] if force else [])]
        jobs = queue.jobs(wanted)
    else:
        jobs = [queue.job(number) for number in ids]
    started = (JobState.QUEUED,) if force else (JobState.QUEUED, JobState.ACTIVE)
    waiting = [job.id for job in jobs if job.state in started]
    numbers = [job.id for job in jobs if job.state not in started]
    for job in jobs:
        if job.state not in started:
            after(job.id, job.state, Verb.START)
    if force and waiting:
        queue.stop(waiting)
        numbers = [job.id for job in jobs]
    return numbers


def _start(queue: QueueController, numbers: Sequence[int], force: bool, named: bool) -> None:
    """Let jobs wait for their turn; of a whole queue what cannot be started is left, and told."""
    try:
        queue.start(numbers, force=force)
    except UsageError:
        if named:
            raise
        for number in numbers:
            try:
                queue.start([number], force=force)
            except UsageError as error:
                click.echo(f"Warning: {error}", err=True)


def _run(queue: QueueController, follower: Follower) -> bool:
    """Run the queue until nothing is left to run; False when another process does."""
    from app.jobs.awake import Awake
    from app.jobs.queue.owner import QueueOwner
    from exporters.cancel import CancelToken

    token = CancelToken()
    owner = QueueOwner(queue, follower.heard, awake=Awake())
    with stopped_by_signals(token):
        ran = _own(queue, owner, follower, token)
        while ran and not token.cancelled and _came_late(queue, follower):
            if not _own(queue, owner, follower, token):
                break
    if token.cancelled:
        raise Cancelled("The queue was stopped. What is finished is kept.", _how_to_go_on(queue))
    return ran


def _came_late(queue: QueueController, follower: Follower) -> bool:
    """Whether somebody started a job at the last moment, and was told that it is run here."""
    from app.jobs.queue.states import JobState

    # Nobody but the owner that was just stopped has interrupted what began here.
    cut_short = [job.id for job in queue.jobs([JobState.INTERRUPTED]) if job.id in follower.states]
    queue.start(cut_short)
    return bool(queue.jobs([JobState.QUEUED]))


def _own(queue: QueueController, owner: QueueOwner, follower: Follower, token: CancelToken) -> bool:
    """Take the queue, and give it back when it has run empty; False when another process has it."""
    try:
        owner.start()
    except StateBusy:
        return False
    try:
        _watch(queue, owner, follower, token)
    finally:
        owner.stop()
    return True


def _how_to_go_on(queue: QueueController) -> str:
    from app.jobs.queue.states import JobState

    again = "Go on: reprise queue start"
    if queue.settings.mode == "manual" and not sys.stdin.isatty():
        again += " --interrupted continue"
    if queue.jobs([JobState.PAUSED]):
        again += ", and for what is paused: reprise queue resume"
    return again


def _watch(
    queue: QueueController, owner: QueueOwner, follower: Follower, token: CancelToken
) -> None:
    """Show what happens, until nothing is left to run or the token is cancelled."""
    while not token.wait(LOOK_SECONDS):
        # A database that cannot be read for a while is no reason to end exports; the owner says so.
        with contextlib.suppress(ExportError):
            follower.look()
            if _is_over(queue, owner):
                return


def _is_over(queue: QueueController, owner: QueueOwner) -> bool:
    from app.jobs.queue.states import JobState

    # A job that is about to begin is active, and not yet among the owner's runs.
    return owner.idle and not queue.jobs([JobState.QUEUED, JobState.ACTIVE])


def _tell_who_runs_it(queue: QueueController, screen: Screen) -> None:
    from app.jobs.queue.states import JobState

    found = queue.status()
    active, waiting = found.counts[JobState.ACTIVE], found.counts[JobState.QUEUED]
    who = found.owner or "another process"
    screen.say(
        f"The queue is run by {who}: {count(active, 'job')} active, {waiting} waiting.",
        event="owner", owner=found.owner, active=active, waiting=waiting,
    )  # fmt: skip
