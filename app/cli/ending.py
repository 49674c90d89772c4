"""How a command ends: exit codes, sentences for errors, signals."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

import click

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, ExportError, UsageError

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 75
LOG_LINES = 8
_log = logging.getLogger(__name__)


def exit_code(error: BaseException) -> int:
    """The exit code for what a command raised."""
    if isinstance(error, (Cancelled, KeyboardInterrupt)):
        return INTERRUPTED
    return WRONG_USAGE if isinstance(error, UsageError) else FAILED


def sentence(error: BaseException) -> str:
    """What a user reads of an error."""
    if isinstance(error, ExportError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "Interrupted."
    return f"Something unexpected happened: {type(error).__name__}: {error}."


def complain(error: BaseException, debug: bool = False) -> None:
    """Write an error to the standard error stream."""
    if logging.getLogger().handlers:
        _log.error("%s", sentence(error), exc_info=error if debug else None)
    label = "" if exit_code(error) == INTERRUPTED else "Error: "
    click.echo(label + sentence(error), err=True)
    if isinstance(error, ExportError) and error.log:
        click.echo("The last lines of the program's log:", err=True)
        for line in error.log[-LOG_LINES:]:
            click.echo(f"  {line}", err=True)
    if debug:
        click.echo("".join(traceback.format_exception(error)), err=True)


@contextmanager
def errors_told(debug: bool = False) -> Iterator[None]:
    """Turn whatever is raised inside into a sentence and an exit code."""
    try:
        yield
    except (click.exceptions.Exit, click.ClickException, click.Abort, SystemExit, BrokenPipeError):
        # click ends these itself; a broken pipe quietly, since nobody reads our output any more.
        raise
    except BaseException as error:
        complain(error, debug)
        leave(exit_code(error))


def leave(code: int) -> NoReturn:
    """End the program with ``code``."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    raise SystemExit(code)


@contextmanager
def stopped_by_signals(token: CancelToken) -> Iterator[None]:
    """Ctrl+C, SIGTERM and the like cancel ``token``; a second Ctrl+C ends the program at once."""
    asked = threading.Event()

    def stop(number: int, frame: object) -> None:
        if asked.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        asked.set()
        # Not here: the thread that was interrupted may hold a lock that cancelling needs.
        threading.Thread(target=token.cancel, args=("The export was stopped.",)).start()

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    # Under nohup an export is meant to outlive its terminal.
    hang_up = getattr(signal, "SIGHUP", None)
    if hang_up is not None and signal.getsignal(hang_up) == signal.SIG_IGN:
        numbers.remove(hang_up)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
