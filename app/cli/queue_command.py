"""``reprise queue``: a list of exports that outlives every process, run by one of them."""

from __future__ import annotations

import click

from app.cli.groups import InOrder
from app.cli.queue_add import add
from app.cli.queue_config import config
from app.cli.queue_looking import history, list_, status
from app.cli.queue_removing import clear, remove, reset
from app.cli.queue_start import start
from app.cli.queue_verbs import move, pause, resume, retry, stop


@click.group("queue", cls=InOrder)
def command() -> None:
    """Keep a list of exports; run and steer it, from as many terminals as you like.

    One process runs the queue: the one that called `start` first, or the window. All others see
    and steer the same list.
    """


for added in (
    add, list_, start, pause, resume, stop, retry, reset, move, remove, clear, config, status,
    history,
):  # fmt: skip
    command.add_command(added)
