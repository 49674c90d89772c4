"""``reprise queue config``: how the queue is run, and what a waiting job does."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from app.cli.ending import errors_told
from app.cli.json_lines import json_option, print_json
from app.cli.queue_options import JOB, label, opened_queue

if TYPE_CHECKING:
    from app.jobs.queue.controller import QueueController
    from app.jobs.queue.settings import QueueSettings


@click.command("config")
@click.argument("words", nargs=-1, metavar="[ID] [NAME=VALUE]...")
@json_option
def config(words: tuple[str, ...], as_json: bool) -> None:
    """Show or change how the queue is run; with ID what that job, which must not run, does.

    Without NAME=VALUE the settings are shown. Those of a job have the names of the options of
    `queue add`, without the dashes before them. NAME= goes back to the default.
    """
    with errors_told(), opened_queue() as queue:
        rest = list(words)
        number = None
        if rest and rest[0].isdecimal():
            number = JOB.convert(rest.pop(0), None, None)
        pairs = _pairs(rest)
        if number is None:
            if pairs:
                queue.change_settings(**_read(pairs))
            _show_settings(queue.settings, as_json)
        else:
            if pairs:
                from app.cli.queue_job_settings import configure

                configure(queue, number, pairs)
            _show_job(queue, number, as_json)


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise click.UsageError(f"“{word}” is not NAME=VALUE.")
        pairs.append((name.replace("-", "_"), value))
    return pairs


def _read(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Settings of the queue as they were typed. Raises UsageError for what cannot be."""
    from app.jobs.queue.settings import QueueSettings

    defaults = QueueSettings().to_map()
    return {
        name: _READERS.get(name, str)(value) if value else defaults.get(name)
        for name, value in pairs
    }


def yes_or_no(text: str) -> bool:
    """Raises UsageError for anything else."""
    if text.lower() in ("yes", "on", "true", "1"):
        return True
    if text.lower() in ("no", "off", "false", "0"):
        return False
    raise click.UsageError(f"“{text}” is neither yes nor no.")


def number(text: str) -> float:
    """Raises UsageError for what is none."""
    try:
        return float(text)
    except ValueError:
        raise click.UsageError(f"“{text}” is not a number.") from None


def whole_number(text: str) -> int:
    """Raises UsageError for what is none."""
    try:
        return int(text)
    except ValueError:
        raise click.UsageError(f"“{text}” is not a whole number.") from None


def whole_number_or_auto(text: str) -> int | None:
    """None for "auto"."""
    return None if text == "auto" else whole_number(text)


def _command(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise click.UsageError(f"The command cannot be read: {error}.") from error


_READERS: dict[str, Callable[[str], Any]] = {
    "when_done_command": _command,
    "workers": whole_number_or_auto,
    "parallel": whole_number,
    "reports": yes_or_no,
    "save_interval": number,
}


def _show_settings(settings: QueueSettings, as_json: bool) -> None:
    values = settings.to_map()
    if as_json:
        print_json(values)
        return
    values["when_done_command"] = shlex.join(settings.when_done_command)
    values["workers"] = settings.workers or "auto"
    _show(values)


def _show_job(queue: QueueController, number: int, as_json: bool) -> None:
    from app.cli.queue_job_settings import as_typed

    job = queue.job(number)
    if as_json:
        print_json({"job": job.id, "output": job.output, **job.request, **job.options})
    else:
        click.echo(label(job))
        _show(as_typed(job), indent="  ")


def _show(values: dict[str, Any], indent: str = "") -> None:
    width = max(map(len, values)) + 2
    for name, value in values.items():
        click.echo(f"{indent}{name:{width}}{_shown(value)}".rstrip())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return " ".join(f"{key}={text}" for key, text in value.items())
    return "" if value is None else str(value)
