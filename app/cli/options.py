"""Options that several commands share."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)


def place(text: str | Path) -> Path:
    """A path as it was typed. Raises UsageError for a user that there is not."""
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise click.UsageError(f"“{text}” begins with a user that there is not.") from None


def _all(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_run_options = _all(
    click.option("--workers", type=click.IntRange(1, 256), metavar="N",
                 help="Segments that are encoded at the same time [one per processor]."),
    click.option("--overwrite", is_flag=True, help="Replace an existing output, once complete."),
    click.option("--keep-parts", is_flag=True, help="Keep journal and parts after success."),
    click.option("--report/--no-report", default=False,
                 help="Write a report beside the output: OUTPUT.report.html and .json."),
    click.option("--state", type=FILE, metavar="FILE", help="The journal [OUTPUT.export_state]."),
    click.option("--parts", type=FILE, metavar="DIR", help="Finished parts [OUTPUT.export_parts]."),
    click.option("--save-interval", type=click.FloatRange(0.1, 3600), default=5.0, metavar="S",
                 show_default=True, help="Seconds between progress records in the journal."),
    click.option("--ffmpeg", metavar="PATH",
                 help="Another ffmpeg than the bundled one (also: REPRISE_FFMPEG)."),
)  # fmt: skip

_RUN_NAMES = ("workers", "overwrite", "keep_parts", "state", "parts", "save_interval")


def run_options(command: Command) -> Command:
    """How an export is run; the command gets all but ``ffmpeg`` and ``report`` in a map ``run``.

    The map's keys are the parameters of ``app.jobs.run_options.export_options``.
    """

    @functools.wraps(command)
    def bundled(**given: Any) -> Any:
        run = {name: given.pop(name) for name in _RUN_NAMES}
        return command(run=run, **given)

    return _run_options(cast(Command, bundled))


output_options = _all(
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line."),
    click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only."),
    click.option("--log-file", type=FILE, metavar="FILE", help="Write a log."),
    click.option("--debug", is_flag=True, help="Say more when something goes wrong."),
)


def set_up_log(log_file: Path | None, debug: bool) -> None:
    """Send the log to a file, with every snapshot of progress if ``debug``."""
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if debug else logging.INFO)
    if log_file is None:
        root.addHandler(logging.NullHandler())
        return
    try:
        handler = logging.FileHandler(log_file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.BadParameter(f"{log_file} cannot be written ({error.strerror}).") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
