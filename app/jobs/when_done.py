"""What happens when everything is exported: nothing, sleep, shut down, or a command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.jobs.queue.settings import QueueSettings
from exporters.errors import ExportError, ProcessFailed
from exporters.media.runner import run

GRACE_SECONDS = 30
"""How long a front end lets the user say no before the machine sleeps or is shut down."""

COMMAND_SECONDS = 24 * 3600.0
SYSTEM_SECONDS = 60.0

_SYSTEM: dict[tuple[str, str], Sequence[Sequence[str]]] = {
    ("linux", "sleep"): (("systemctl", "suspend"), ("loginctl", "suspend")),
    ("linux", "shutdown"): (("systemctl", "poweroff"), ("loginctl", "poweroff")),
    ("darwin", "sleep"): (("/usr/bin/pmset", "sleepnow"),),
    ("darwin", "shutdown"): (
        ("/usr/bin/osascript", "-e", 'tell application "System Events" to shut down'),
    ),
    ("win32", "sleep"): (("rundll32.exe", "powrprof.dll,SetSuspendState", "0,1,0"),),
    ("win32", "shutdown"): (("shutdown.exe", "/s", "/t", "0"),),
}
"""What asks the system, by platform and action: the first that works is enough."""

Run = Callable[[Sequence[str]], object]


def needs_grace(action: str) -> bool:
    """Whether the user is to be given a moment to say no."""
    return action in ("sleep", "shutdown")


def carry_out(
    settings: QueueSettings, completed: int, failed: int, start: Run | None = None
) -> None:
    """Do what the settings say; "nothing" and "quit" are the front end's business.

    Args:
        completed, failed: exports; a user's command finds them in the environment as
            REPRISE_COMPLETED and REPRISE_FAILED.
        start: runs a program to its end; other than the real one in tests.

    Raises ExportError when it cannot be done.
    """
    action = settings.when_done
    if action == "command":
        os.environ["REPRISE_COMPLETED"], os.environ["REPRISE_FAILED"] = str(completed), str(failed)
        (start or _run_command)(settings.when_done_command)
    elif needs_grace(action):
        _ask_the_system(action, start or _run_system)


def _ask_the_system(action: str, start: Run) -> None:
    commands = _SYSTEM.get((sys.platform, action), ())
    failure: ExportError | None = None
    for command in commands:
        try:
            start(command)
            return
        except ProcessFailed as error:
            failure = error
    word = "sleep" if action == "sleep" else "shut down"
    raise ExportError(
        f"The machine could not be made to {word}"
        + (f": {failure.problem}" if failure else ": this system offers no way to it."),
        "Everything is exported.",
    )


def _run_command(command: Sequence[str]) -> object:
    return run(command, stall_timeout=COMMAND_SECONDS, time_limit=COMMAND_SECONDS, cwd=Path.home())


def _run_system(command: Sequence[str]) -> object:
    return run(command, time_limit=SYSTEM_SECONDS)
