"""What the command line does when the queue has run empty."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from app.cli.ending import stopped_by_signals

if TYPE_CHECKING:
    from app.jobs.queue.settings import QueueSettings
    from exporters.cancel import CancelToken

WORDS = {"sleep": "goes to sleep", "shutdown": "is shut down"}


def do_when_done(settings: QueueSettings, completed: int, failed: int, silent: bool) -> None:
    """Do what the settings say; Ctrl+C prevents sleep and shutting down for a moment.

    Raises ExportError when it cannot be done, Cancelled when a signal ended the user's command.
    """
    from app.jobs.when_done import carry_out, needs_grace
    from exporters.cancel import CancelToken

    token = CancelToken()
    with stopped_by_signals(token):
        if needs_grace(settings.when_done) and not _nobody_minds(settings.when_done, token):
            click.echo("Prevented.", err=True)
            return
        if settings.when_done == "command" and not silent:
            click.echo("Everything is exported; running the command for that.", err=True)
        carry_out(settings, completed, failed, token)


def _nobody_minds(action: str, token: CancelToken) -> bool:
    from app.jobs.when_done import GRACE_SECONDS, count_down

    live = sys.stderr.isatty()

    def tell(left: int) -> None:
        sentence = (
            f"Everything is exported. The machine {WORDS[action]} in {left} s; Ctrl+C prevents it."
        )
        if live:
            click.echo(f"\r{sentence} ", err=True, nl=False)
        elif left == GRACE_SECONDS:
            click.echo(sentence, err=True)

    nobody = count_down(token, tell, GRACE_SECONDS)
    if live:
        click.echo(err=True)
    return nobody
