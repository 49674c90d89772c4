"""Edits exported as projects of other editors: from what was typed to a request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.jobs.edits import read_as
from app.jobs.requests import check_not_source, relative
from exporters.cancel import CancelToken
from exporters.durable import DISK, shown
from exporters.errors import UsageError
from exporters.interchange.editors import choose, writer_named
from exporters.interchange.exporter import ProjectExporter
from exporters.interchange.preflight import Preflight
from exporters.interchange.request import ProjectRequest
from exporters.interchange.writing import WriteFormat, find_writer
from exporters.media.ffmpeg import find_ffmpeg
from exporters.timeline.sequence import Problem
from exporters.video.encoders import CONTAINERS

NOT_FOR_PROJECTS = ("captions",)
ONLY_WITH_KEEP = ("before", "after", "merge")


@dataclass(frozen=True, slots=True)
class ProjectSettings:
    """What was asked for, as it was typed; "" is the default.

    Attributes:
        to: name of the format, with a version or without ("fcpxml:1.11").
        editor: that it is meant for, with a version or without.
        version: of the format.
        collect: "copy", "trim" or "link".
        handles: seconds around what is used, for "trim".
        force: write also what the editor would refuse.
    """

    to: str = ""
    editor: str = ""
    version: str = ""
    collect: str = ""
    handles: str = ""
    force: bool = False


def is_project(output: Path, settings: ProjectSettings) -> bool:
    """Whether an export writes a project: it was asked for, or the output's suffix says so."""
    if settings.to or settings.editor:
        return True
    suffix = output.suffix.lower()
    return suffix.removeprefix(".") not in CONTAINERS and find_writer(output) is not None


def project_request(
    source: Path, output: Path, settings: ProjectSettings, edit: Mapping[str, str]
) -> tuple[Path, ProjectRequest]:
    """The file that will be published, and the request.

    Args:
        output: a file, or the folder of a project that is one.
        edit: fields of ``EditOptions`` that were given.

    Raises UsageError for anything that cannot be.
    """
    to, _, version = settings.to.partition(":")
    writer, version = choose(output, to, settings.editor, settings.version or version)
    output = _published(output, writer.FORMAT)
    _check_not_source(output, source, writer.FORMAT)
    request = ProjectRequest(
        source=relative(source, output.parent),
        format=writer.FORMAT.name,
        version=version,
        editor=settings.editor.strip().lower(),
        collect=settings.collect,
        handles=settings.handles or "1",
        force=settings.force,
        edit=_edit(source, edit),
    )
    request.check()
    return output, request


def _edit(source: Path, given: Mapping[str, str]) -> dict[str, str]:
    """How the edit is read: see ``read_as``. Raises UsageError."""
    wanted = {name: value for name, value in given.items() if value}
    for name in NOT_FOR_PROJECTS:
        if name in wanted:
            raise UsageError(f"--{name} has no meaning for a project.", "Leave it out.")
    if not wanted.get("keep"):
        for name in ONLY_WITH_KEEP:
            wanted.pop(name, None)
    return read_as(source, wanted)


def changed_project(
    now: ProjectRequest,
    source: Path,
    output: Path,
    changes: Mapping[str, Any],
    moved: Path | None = None,
) -> tuple[Path, ProjectRequest]:
    """The file that is published, and the request, of a project that is to be another one.

    Args:
        source: the edit, an absolute path.
        output: the file that would be published so far.
        changes: fields of ``ProjectRequest``. An empty format goes by the output's suffix, then by
            the editor; an empty version is the one that the editor wants, and so is one that is
            left out where format or editor change.
        moved: another output, as ``project_request`` takes it; None for the one that there is,
            whose name follows the format.

    Raises UsageError for anything that cannot be.
    """
    target = moved or project_path(output, now)
    values = {**now.to_map(), **changes}
    if moved is not None and "format" not in changes:
        values["format"] = _format_for(moved, now)
    anew = (values["format"], values["editor"]) != (now.format, now.editor)
    if anew and "version" not in changes:
        values["version"] = ""
    writer, version = choose(target, values["format"], values["editor"], values["version"])
    if moved is None and writer.FORMAT.name != now.format:
        target = _renamed(target, writer_named(now.format).FORMAT, writer.FORMAT)
    if target.is_dir() and not writer.FORMAT.folder:
        raise UsageError(f"{shown(target)} is a folder.", "Name the file to write.")
    output = _published(target, writer.FORMAT)
    _check_not_source(output, source, writer.FORMAT)
    values |= {"format": writer.FORMAT.name, "version": version}
    if "source" not in changes:
        values["source"] = relative(source, output.parent)
    if "edit" in changes:
        values["edit"] = _edit(source, changes["edit"])
    return output, ProjectRequest.from_map(values)


def is_folder_project(request: ProjectRequest) -> bool:
    """Whether the project is a folder with several files."""
    return writer_named(request.format).FORMAT.folder


def project_path(output: Path, request: ProjectRequest) -> Path:
    """What users name: the file that is published, or the folder of a project that is one."""
    return output.parent if is_folder_project(request) else output


def check_output(output: Path, source: Path, request: ProjectRequest) -> None:
    """Raises UsageError if a file cannot be what is published, or would replace the source."""
    format_ = writer_named(request.format).FORMAT
    if output != _published(output, format_):
        raise UsageError(
            f"{shown(output)} is not the file of a {format_.title}.",
            f"It is called {format_.main}, in the draft's folder.",
        )
    _check_not_source(output, source, format_)


def _published(path: Path, format_: WriteFormat) -> Path:
    return path / format_.main if format_.folder and path.name != format_.main else path


def _check_not_source(output: Path, source: Path, format_: WriteFormat) -> None:
    check_not_source(output, source)
    if format_.folder:
        check_not_source(output.parent, source)


def _format_for(output: Path, now: ProjectRequest) -> str:
    """The format that another output's suffix asks for, or the one that there is."""
    suffix = output.suffix.lower()
    if suffix.removeprefix(".") in CONTAINERS:
        raise UsageError(
            f"{shown(output.name)} is a film's name, and this is a project.",
            "Export the film with another job.",
        )
    format_ = writer_named(now.format).FORMAT
    if suffix in format_.suffixes or (format_.folder and output.name == format_.main):
        return now.format
    writer = find_writer(output)
    return writer.FORMAT.name if writer else now.format


def _renamed(path: Path, before: WriteFormat, now: WriteFormat) -> Path:
    """A project's name in another format; a suffix that says nothing stays."""
    plain = path.with_suffix("") if path.suffix.lower() in before.suffixes else path
    if now.folder:
        return plain
    suffix = now.suffixes[0]
    return plain.with_name(plain.name + suffix) if plain != path or before.folder else path


@contextlib.contextmanager
def folder_for(output: Path, request: ProjectRequest) -> Iterator[None]:
    """Make the folder of a project that is one; the folder above it must exist.

    It is removed again if nothing is in it at the end.

    Raises UsageError, ExportError.
    """
    folder = output.absolute().parent
    if not is_folder_project(request) or folder.is_dir():
        yield
        return
    if folder.exists():
        raise UsageError(f"{shown(folder)} is a file.", "This kind of project is a folder.")
    if not folder.parent.is_dir():
        raise UsageError(f"The folder {shown(folder.parent)} does not exist.", "Create it first.")
    DISK.make_folder(folder)
    try:
        yield
    finally:
        DISK.remove_folder(folder)


def exporter_for(
    output: Path,
    ffmpeg: str | None,
    overwrite: bool,
    on_problems: Callable[[Sequence[Problem]], None] | None = None,
) -> ProjectExporter:
    """The exporter of projects.

    Args:
        ffmpeg: path of an ffmpeg, or None for the usual one.
    """
    return ProjectExporter(output, lambda: find_ffmpeg(ffmpeg), overwrite, on_problems)


def preflight(output: Path, request: ProjectRequest, token: CancelToken | None = None) -> Preflight:
    """What a project will lose, or an editor refuse; nothing is written.

    Raises SourceError, UsageError, Cancelled.
    """
    return exporter_for(output, None, False).preflight(request, token or CancelToken())
