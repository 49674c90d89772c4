"""What ``reprise export`` and ``reprise queue add`` export: films, or projects instead of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.edit_options import edit_given, project_settings
from app.cli.ending import DONE, FAILED, leave
from app.cli.json_lines import print_json
from app.cli.settings_options import requests_for

if TYPE_CHECKING:
    from app.jobs.projects import ProjectSettings
    from exporters.interchange.request import ProjectRequest
    from exporters.video.request import VideoRequest

MOST_LINES = 200


def requests_of(
    inputs: Sequence[Path],
    output: str,
    preset: str | None,
    settings: dict[str, Any],
    project: Mapping[str, Any],
    report: bool,
    as_json: bool,
) -> Sequence[tuple[Path, VideoRequest | ProjectRequest]]:
    """The file that is published, and the request, for each input.

    With ``--preflight`` the program ends here.

    Args:
        output, preset, settings, project, report: as they were typed.

    Raises UsageError for anything that cannot be.
    """
    if not _asked_for(output, project, settings):
        return requests_for(inputs, output, preset, settings)
    if report:
        raise click.UsageError("--report has no meaning for a project: reports are about films.")
    requests = _project_requests(inputs, output, preset, project, settings)
    if project["preflight"]:
        leave(_show_preflight(requests, as_json))
    return requests


def is_one_folder(requests: Sequence[tuple[Path, VideoRequest | ProjectRequest]]) -> bool:
    """Whether the output that was typed is one project that is a folder, and no batch."""
    from exporters.video.request import VideoRequest

    if len(requests) != 1 or isinstance(requests[0][1], VideoRequest):
        return False
    from app.jobs.projects import is_folder_project

    return is_folder_project(requests[0][1])


def _asked_for(output: str, project: Mapping[str, Any], settings: Mapping[str, Any]) -> bool:
    """Whether a project is to be written.

    Raises UsageError for options of projects where a film is.
    """
    from exporters.video.encoders import CONTAINERS

    wanted = any(project.values())
    if not wanted and Path(output).suffix.lower().removeprefix(".") in CONTAINERS:
        return False
    from app.jobs.projects import is_project

    if is_project(Path(output), project_settings(project, settings["handles"])):
        return True
    given = [name for name, value in project.items() if value]
    if given:
        option = given[0].replace("_", "-")
        raise click.UsageError(f"--{option} needs a project to write: name one with --to or --for.")
    return False


def _project_requests(
    inputs: Sequence[Path],
    output: str,
    preset: str | None,
    project: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> list[tuple[Path, ProjectRequest]]:
    from app.jobs.projects import project_request

    _refuse_settings_of_films(preset, settings)
    wanted = project_settings(project, settings["handles"])
    edit = edit_given(settings)
    pairs = _outputs(inputs, output, wanted, make_folder=not project["preflight"])
    return [project_request(source, target, wanted, edit) for source, target in pairs]


def _outputs(
    inputs: Sequence[Path], output: str, wanted: ProjectSettings, make_folder: bool
) -> list[tuple[Path, Path]]:
    """Each input with its project; several need a folder."""
    from app.jobs.batch import is_folder, outputs_for
    from exporters.interchange.editors import choose

    writer, _ = choose(Path(output), wanted.to.partition(":")[0], wanted.editor)
    several = len(inputs) > 1
    if not several and (writer.FORMAT.folder or not is_folder(inputs, output)):
        return [(inputs[0], Path(output))]
    suffix = writer.FORMAT.suffixes[0].removeprefix(".")
    pairs = outputs_for(inputs, output, suffix, make_folder)
    if writer.FORMAT.folder:
        return [(source, target.with_suffix("")) for source, target in pairs]
    return pairs


def _refuse_settings_of_films(preset: str | None, settings: Mapping[str, Any]) -> None:
    from app.cli.edit_options import EDIT_NAMES

    given = [name for name, value in settings.items() if value and name not in EDIT_NAMES]
    if preset or given:
        parameters = click.get_current_context().command.params
        spelling = {parameter.name: parameter.opts[0] for parameter in parameters}
        option = spelling["preset" if preset else given[0]]
        raise click.UsageError(f"{option} has no meaning for a project: it holds no encoded film.")


def _show_preflight(requests: Sequence[tuple[Path, ProjectRequest]], as_json: bool) -> int:
    """List what projects will lose; returns the exit code: 1 where an editor would refuse one."""
    from app.jobs.projects import preflight

    code = DONE
    for output, request in requests:
        found = preflight(output, request)
        code = FAILED if found.errors else code
        if as_json:
            for problem in found.all:
                print_json(
                    {
                        "event": "problem",
                        "output": str(output),
                        "severity": problem.severity,
                        "message": problem.message,
                        "where": problem.where,
                    }
                )
            continue
        if len(requests) > 1:
            click.echo(f"{output}:")
        for problem in found.all[:MOST_LINES]:
            click.echo(f"{problem.severity}: {problem}")
        if len(found.all) > MOST_LINES:
            click.echo(f"and {len(found.all) - MOST_LINES} more; --json lists them")
        if not found.all:
            click.echo("Nothing is lost.")
    return code
