"""Projects that are to be other ones: where they are published, in which format and version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.jobs.naming import MAIN_FILES
from app.jobs.projects import (
    ProjectSettings,
    changed_project,
    check_output,
    project_path,
    project_request,
)
from exporters.errors import UsageError
from exporters.interchange.request import ProjectRequest
from exporters.interchange.writing import all_writers

MAIN = "draft_content.json"


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"film")
    return path


def asked(film: Path, name: str, **settings: Any) -> tuple[Path, ProjectRequest]:
    return project_request(film, film.parent / name, ProjectSettings(**settings), {})


def changed(
    film: Path, name: str, changes: dict[str, Any], moved: str = "", **settings: Any
) -> tuple[str, ProjectRequest]:
    """What becomes of a project, with its output as seen from the film's folder."""
    output, request = asked(film, name, **settings)
    target = film.parent / moved if moved else None
    path, wanted = changed_project(request, film, output, changes, target)
    assert (path.parent / wanted.source).resolve() == film
    return path.relative_to(film.parent).as_posix(), wanted


@pytest.mark.parametrize(
    ("name", "settings", "changes", "moved", "expected"),
    [
        ("a.fcpxml", {}, {"collect": "copy"}, "", ("a.fcpxml", "fcpxml", "1.10")),
        ("a.fcpxml", {}, {"format": "otio"}, "", ("a.otio", "otio", "")),
        ("a.fcpxml", {}, {"format": "capcut"}, "", (f"a/{MAIN}", "capcut", "6.7")),
        ("a.fcpxml", {}, {"editor": "resolve:17"}, "", ("a.fcpxml", "fcpxml", "1.9")),
        ("a.fcpxml", {}, {"version": "1.13"}, "", ("a.fcpxml", "fcpxml", "1.13")),
        ("a.fcpxml", {"version": "1.13"}, {"force": True}, "", ("a.fcpxml", "fcpxml", "1.13")),
        ("a.fcpxml", {"version": "1.13"}, {"version": ""}, "", ("a.fcpxml", "fcpxml", "1.10")),
        ("a.fcpxml", {}, {}, "b.xml", ("b.xml", "xmeml", "5")),
        ("a.fcpxml", {}, {}, "b.project", ("b.project", "fcpxml", "1.10")),
        ("a.fcpxml", {}, {"format": "otio"}, "b.xml", ("b.xml", "otio", "")),
        ("a.txt", {"to": "otio"}, {"format": "edl"}, "", ("a.txt", "edl", "")),
        ("a.csv", {"to": "losslesscut"}, {}, "b.csv", ("b.csv", "losslesscut", "2")),
        ("a", {"editor": "jianying"}, {}, "b", (f"b/{MAIN}", "jianying", "5.9")),
        ("a", {"editor": "jianying"}, {}, f"b/{MAIN}", (f"b/{MAIN}", "jianying", "5.9")),
        ("3.5 a", {"to": "jianying"}, {"format": "otio"}, "", ("3.5 a.otio", "otio", "")),
        ("a", {"editor": "capcut"}, {"format": "", "editor": "jianying"}, "",
         (f"a/{MAIN}", "jianying", "5.9")),
        ("a.otio", {}, {"format": ""}, "", ("a.otio", "otio", "")),
    ],
)  # fmt: skip
def test_a_change_keeps_or_chooses_format_version_and_name(
    name: str,
    settings: dict[str, Any],
    changes: dict[str, Any],
    moved: str,
    expected: tuple[str, str, str],
    film: Path,
) -> None:
    path, request = changed(film, name, changes, moved, **settings)
    assert (path, request.format, request.version) == expected


def test_nothing_else_is_changed(film: Path) -> None:
    settings = {"editor": "resolve", "collect": "trim", "handles": "2", "force": True}
    _, before = asked(film, "a.fcpxml", **settings)
    _, after = changed(film, "a.fcpxml", {}, "elsewhere/b.fcpxml", **settings)
    assert {**after.to_map(), "source": ""} == {**before.to_map(), "source": ""}


@pytest.mark.parametrize(
    ("changes", "moved", "sentence"),
    [
        ({}, "b.mp4", "film's name"),
        ({}, "film.mp4", "film's name"),
        ({"format": "otio"}, "film.mp4", "the source itself"),
        ({"format": "avid"}, "", "not a format"),
        ({"version": "9"}, "", "no version"),
        ({"editor": "avid"}, "", "no editor"),
        ({"collect": "move"}, "", "no way to collect"),
        ({"handles": "much"}, "", "not a number of seconds"),
        ({"edit": {"captions": "burn"}}, "", "no meaning for a project"),
        ({"edit": {"rate": "fast"}}, "", "not a frame rate"),
        ({"crf": 20}, "", "unknown settings: crf"),
        ({}, "folder", "is a folder"),
    ],
)
def test_what_cannot_be_is_refused(
    changes: dict[str, Any], moved: str, sentence: str, film: Path
) -> None:
    (film.parent / "folder").mkdir()
    with pytest.raises(UsageError, match=sentence):
        changed(film, "a.fcpxml", changes, moved)


def test_users_name_the_folder_of_a_draft(film: Path) -> None:
    for name in ("draft", f"draft/{MAIN}"):
        output, request = asked(film, name, to="capcut")
        assert output == film.parent / "draft" / MAIN
        assert project_path(output, request) == film.parent / "draft"
    output, request = asked(film, "a.otio")
    assert project_path(output, request) == output
    assert MAIN in MAIN_FILES


def test_a_format_that_is_read_is_known_also_of_an_edit_that_is_not_there(tmp_path: Path) -> None:
    source, settings = tmp_path / "none.xml", ProjectSettings()
    _, request = project_request(source, tmp_path / "a.otio", settings, {"format": "fcpxml"})
    assert request.edit == {"format": "fcpxml"}
    with pytest.raises(UsageError, match="not a format of edits"):
        project_request(source, tmp_path / "a.otio", settings, {"format": "nope"})


def test_the_files_that_drafts_are_published_as_are_those_of_the_writers() -> None:
    formats = [writer.FORMAT for writer in all_writers()]
    assert {format_.main for format_ in formats if format_.folder} == MAIN_FILES


def test_a_draft_is_published_as_its_main_file_and_never_as_its_source(film: Path) -> None:
    output, request = asked(film, "draft", to="capcut")
    check_output(output, film, request)
    with pytest.raises(UsageError, match="is not the file of a CapCut draft"):
        check_output(output.parent, film, request)
    output.parent.mkdir()
    with pytest.raises(UsageError, match="the source itself"):
        check_output(output, output.parent, request)
    with pytest.raises(UsageError, match="the source itself"):
        project_request(output.parent, output.parent, ProjectSettings(to="capcut"), {})
