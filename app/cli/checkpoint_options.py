"""The spellings on ``export`` for what ``reprise state`` does; docs/checkpoints.md has a table."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from app.cli.ending import DONE, leave

Command = TypeVar("Command", bound=Callable[..., Any])

SPELLINGS = (
    "--no-resume",
    "--checkpoint-info",
    "--checkpoint-clear",
    "--check-progress",
    "--clean-progress",
    "--no-progress-tracking",
    "--auto-cleanup-progress",
)
"""First arguments that mean ``export``, without that word before them."""

_OUTPUT = ("-o", "--output")
_LOOKS = ("checkpoint_info", "checkpoint_clear", "check_progress", "clean_progress")


def means_export(arguments: list[str]) -> bool:
    """Whether arguments without a command's name are those of ``export``.

    They are when they begin with one of ``SPELLINGS``, or with a file and name an output.
    """
    if not arguments:
        return False
    if arguments[0] in SPELLINGS:
        return True
    has_output = any(
        argument in _OUTPUT or argument.startswith(("--output=", "-o")) for argument in arguments
    )
    return has_output and not arguments[0].startswith("-") and Path(arguments[0]).is_file()


def checkpoint_options(command: Command) -> Command:
    """Add the spellings to ``export``.

    Those that only look or clear are carried out here, and need no input. The command gets
    ``tracked`` and ``auto_cleanup``, and inputs and an output that are there.
    """

    @functools.wraps(command)
    def wrapped(**given: Any) -> Any:
        asked = [name for name in _LOOKS if given.pop(name)]
        yes = given.pop("yes")
        if len(asked) > 1:
            names = " and ".join(_option(name) for name in asked)
            raise click.UsageError(f"{names} exclude each other.")
        if asked:
            _look(asked[0], given, yes)
            leave(0)
        _check_arguments(given)
        given["tracked"] = not given.pop("no_progress_tracking")
        if not given["tracked"]:
            _check_untracked(given)
        return command(**given)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return cast(Command, wrapped)


_OPTIONS = (
    click.option("--checkpoint-info", is_flag=True,
                 help="Show what an interrupted export of the output has reached, and end."),
    click.option("--checkpoint-clear", is_flag=True,
                 help="Remove what an interrupted export of the output has left, and end."),
    click.option("--check-progress", is_flag=True,
                 help="Check what an interrupted export of the output has left, and end."),
    click.option("--clean-progress", is_flag=True,
                 help="Remove what dead exports left in the output's folder, and end."),
    click.option("--no-progress-tracking", is_flag=True,
                 help="Keep nothing to resume from, however the export ends."),
    click.option("--auto-cleanup-progress", "auto_cleanup", is_flag=True,
                 help="After success, remove what dead exports left in the output's folder."),
    click.option("--yes", "-y", is_flag=True,
                 help="Do not ask before --checkpoint-clear or --clean-progress."),
)  # fmt: skip


def _look(asked: str, given: dict[str, Any], yes: bool) -> None:
    output = Path(given["output"]) if given["output"] else None
    state, parts, as_json = given["run"]["state"], given["run"]["parts"], given["as_json"]
    if asked == "clean_progress":
        from app.cli.clean_command import run_clean

        folder = output if output is None or output.is_dir() else output.parent
        run_clean((folder,) if folder else (), False, yes, False, as_json)
    elif asked == "checkpoint_clear":
        from app.cli.state_removing import run_clear

        run_clear(output, state, parts, yes, as_json)
    else:
        from app.cli import state_looking

        show = {
            "checkpoint_info": state_looking.show_info,
            "check_progress": state_looking.show_check,
        }
        show[asked](output, state, parts, as_json)


def _check_arguments(given: dict[str, Any]) -> None:
    """What click does not ask for, because some spellings need none of it."""
    context = click.get_current_context()
    for parameter in context.command.params:
        if parameter.name in ("inputs", "output") and not given[parameter.name]:
            hint = "'INPUTS...'" if parameter.name == "inputs" else None
            raise click.MissingParameter(ctx=context, param=parameter, param_hint=hint)


def _check_untracked(given: dict[str, Any]) -> None:
    run = given["run"]
    for name, value in (
        ("--resume", given["resume"]),
        ("--keep-parts", run["keep_parts"]),
        ("--state", run["state"]),
        ("--parts", run["parts"]),
    ):
        if value:
            raise click.UsageError(f"--no-progress-tracking and {name} exclude each other.")


def cleaned_up(code: int, folder: Path, wanted: bool, silent: bool) -> int:
    """After success, remove what dead exports left in a folder; returns the exit code."""
    if not wanted or code != DONE:
        return code
    from app.jobs.cleaning import remove_leftover
    from exporters.engine.disk import in_words
    from exporters.errors import ExportError
    from exporters.leftovers import find_leftovers

    try:
        found = find_leftovers(folder)
        for item in found:
            remove_leftover(item)
    except ExportError as error:
        click.echo(f"Warning: {error}", err=True)
        return code
    if found and not silent:
        size = in_words(sum(item.size for item in found))
        click.echo(f"Removed {len(found)} leftovers of other exports, {size}.")
    return code


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
