"""What happens when everything is exported: nothing, sleep, shut down, or a command."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from app.jobs.queue.settings import QueueSettings
from app.jobs.queue.states import JobState
from exporters.cancel import CancelToken
from exporters.durable import shown
from exporters.errors import Cancelled, ExportError, ProcessFailed
from exporters.media.runner import run as run_program

GRACE_SECONDS = 30
"""How long a front end lets the user say no before the machine sleeps or is shut down."""

SYSTEM_SECONDS = 60.0

COMMANDS: dict[tuple[str, str], Sequence[Sequence[str]]] = {
    # loginctl is elogind's, where there is no systemd.
    ("linux", "sleep"): (("systemctl", "--no-ask-password", "suspend"), ("loginctl", "suspend")),
    ("linux", "shutdown"): (
        ("systemctl", "--no-ask-password", "poweroff"), ("loginctl", "poweroff"),
    ),
    ("darwin", "sleep"): (("/usr/bin/pmset", "sleepnow"),),
    ("darwin", "shutdown"): (
        ("/usr/bin/osascript", "-e", 'tell application "System Events" to shut down'),
    ),
    ("win32", "sleep"): (("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"),),
    ("win32", "shutdown"): (("shutdown.exe", "/s", "/t", "0"),),
}  # fmt: skip
"""What asks the system, by platform and action: the first that works is enough."""

Run = Callable[..., object]


def is_due(states: Collection[JobState]) -> bool:
    """Whether a run of jobs has come to its end by itself.

    Args:
        states: in which the jobs are that ran. One that a user has stopped or paused, or that was
            interrupted, shows that somebody is there, and nothing is to be done.
    """
    return bool(states) and set(states) <= {JobState.COMPLETED, JobState.FAILED}


def needs_grace(action: str) -> bool:
    """Whether the user is to be given a moment to say no."""
    return action in ("sleep", "shutdown")


def count_down(
    token: CancelToken, on_second: Callable[[int], None], seconds: int = GRACE_SECONDS
) -> bool:
    """Wait for an objection; returns whether there was none.

    Args:
        token: cancelling it is the objection.
        on_second: called each second with how many are left.
    """
    for left in range(seconds, 0, -1):
        on_second(left)
        if token.wait(1.0):
            return False
    return not token.cancelled


def carry_out(
    settings: QueueSettings,
    completed: int,
    failed: int,
    token: CancelToken | None = None,
    run: Run = run_program,
) -> None:
    """Do what the settings say; "nothing" and "quit" are the front end's business.

    Args:
        completed, failed: exports; a user's command finds them in its environment, as
            REPRISE_COMPLETED and REPRISE_FAILED.
        token: ends a user's command.
        run: runs a program to its end, as ``exporters.media.runner.run`` does.

    Raises ExportError when it cannot be done, Cancelled when the token asked.
    """
    action = settings.when_done
    if action == "command":
        counts = {"REPRISE_COMPLETED": str(completed), "REPRISE_FAILED": str(failed)}
        options = {"token": token, "environment": {**os.environ, **counts}}
        _run_command(settings.when_done_command, options, run)
    elif needs_grace(action):
        _ask_the_system(action, run)


def _run_command(command: Sequence[str], options: dict[str, Any], run: Run) -> None:
    try:
        # It may take as long as it likes, and be as quiet as it likes.
        run(command, stall_timeout=math.inf, cwd=Path.home(), **options)
    except Cancelled:
        raise
    except ExportError as error:
        raise ExportError(
            f"The command for when all is done, {shown(command[0])}, did not succeed: "
            f"{error.problem}",
            error.advice,
            error.log,
        ) from error


def _ask_the_system(action: str, run: Run) -> None:
    failure: ExportError | None = None
    for command in COMMANDS.get((sys.platform, action), ()):
        try:
            run(command, time_limit=SYSTEM_SECONDS)
            return
        except ProcessFailed as error:
            # The first tells best what is wrong: the others are for systems that lack it.
            failure = failure or error
    word = "sleep" if action == "sleep" else "shut down"
    why = failure.problem if failure else "this system offers no way to it."
    raise ExportError(
        f"The machine could not be made to {word}: {why}", log=failure.log if failure else ()
    )
