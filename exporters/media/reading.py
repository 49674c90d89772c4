"""Running the scripts that read a source in a process of their own, and telling what failed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import ProcessFailed, SourceError
from exporters.media.runner import run


def script(name: str, *arguments: str) -> list[str]:
    """The command for a script of this folder, independent of the working folder."""
    return [sys.executable, "-I", str(Path(__file__).with_name(name)), *arguments]


def check_file(path: Path) -> None:
    """Raises SourceError if ``path`` is not a file with something in it that may be read."""
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            raise SourceError(f"{path} is a folder, not a video.", "Name the file itself.")
        if not S_ISREG(status.st_mode):
            raise SourceError(f"{path} is not a regular file.", "Save it as a file first.")
        if status.st_size == 0:
            raise SourceError(f"{path} is empty.")
        path.open("rb").close()
    except FileNotFoundError:
        raise SourceError(f"{path} does not exist.", "Check the name.") from None
    except PermissionError:
        raise SourceError(f"{path} may not be read.", "Change its permissions.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path} cannot be read ({reason}).") from error


def read_source(
    path: Path,
    command: list[str],
    *,
    token: CancelToken | None = None,
    time_limit: float | None = None,
    stall_timeout: float = 60.0,
    on_line: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Any]:
    """Run a script about the source at ``path``; its last line of JSON.

    Args:
        on_line: gets each line that comes before the last one.

    Raises SourceError if the script refuses the source, crashes, or takes too long.
    """
    last: dict[str, Any] = {}

    def take(line: bytes) -> None:
        nonlocal last
        if last and on_line is not None:
            on_line(last)
        last = json.loads(line)

    try:
        run(
            command,
            token=token,
            time_limit=time_limit,
            stall_timeout=stall_timeout,
            on_line=take,
            name="The reader of media files",
        )
    except ProcessFailed as error:
        raise source_error(path, str(last.get("error", "")), error) from error
    except ValueError as error:
        raise SourceError(f"What was read from {path} makes no sense.") from error
    return last


def source_error(path: Path, told: str, error: ProcessFailed) -> SourceError:
    """The sentence for a script that failed, with what it told before if it did."""
    if told:
        return SourceError(f"{path} {told}.", log=error.log)
    return SourceError(
        f"{path} cannot be read: {error.problem[:1].lower()}{error.problem[1:]}",
        "It may be damaged.",
        error.log,
    )
