"""Projects in the queue, as they are typed: added, looked at, changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli.main import reprise
from app.cli.queue_job_settings import FIELDS as FILM_FIELDS
from app.cli.queue_job_settings import OPTIONS
from app.cli.queue_project_settings import EDIT_FIELDS, FIELDS, FOLDERS
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from tests import media_factory as media

MAIN = "draft_content.json"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a film in it and a queue of its own."""
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))
    here = tmp_path / "here"
    here.mkdir()
    (here / "film.mp4").write_bytes(b"film")
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def jobs() -> Iterator[QueueController]:
    controller = QueueController()
    yield controller
    controller.close()


def queue(*words: str) -> Result:
    return CliRunner().invoke(reprise, ["queue", *words])


def done(*words: str) -> str:
    result = queue(*words)
    assert result.exit_code == 0, result.output
    return result.output


def add(*words: str) -> None:
    done("add", "film.mp4", "-o", *words)


def shown(number: int) -> dict[str, str]:
    return dict(line.split(None, 1) for line in done("config", str(number)).splitlines()[1:])


def only(jobs: QueueController) -> Job:
    (job,) = jobs.jobs()
    return job


def test_projects_are_added_with_the_options_of_export(jobs: QueueController, folder: Path) -> None:
    add("a.xml", "--for", "resolve:17", "--to", "fcpxml", "--collect", "trim", "--handles", "0.5",
        "--force")  # fmt: skip
    request = only(jobs).request
    assert (request["format"], request["version"]) == ("fcpxml", "1.9")
    assert (request["editor"], request["collect"], request["force"]) == ("resolve:17", "trim", True)
    assert (request["handles"], request["source"]) == ("0.5", "film.mp4")
    assert shown(1) == {
        "source": str(folder / "film.mp4"), "output": str(folder / "a.xml"), "to": "fcpxml",
        "format_version": "1.9", "for": "resolve:17", "collect": "trim", "handles": "0.5",
        "force": "yes",
    }  # fmt: skip
    told = json.loads(done("config", "1", "--json"))
    assert (told["format"], told["output"]) == ("fcpxml", str(folder / "a.xml"))


def test_several_films_become_several_drafts(jobs: QueueController, folder: Path) -> None:
    (folder / "other.mp4").write_bytes(b"other")
    done("add", "film.mp4", "other.mp4", "-o", "out", "--for", "capcut")
    assert [job.output for job in jobs.jobs()] == [
        folder / "out" / name / MAIN for name in ("film", "other")
    ]
    listed = done("list")
    assert " film " in listed
    assert MAIN not in listed


def test_a_draft_that_is_added_leaves_no_folder(jobs: QueueController, folder: Path) -> None:
    add("draft", "--to", "jianying")
    assert only(jobs).output == folder / "draft" / MAIN
    assert not (folder / "draft").exists()
    assert shown(1)["output"] == str(folder / "draft")


def test_preflight_lists_and_adds_nothing(jobs: QueueController, folder: Path) -> None:
    media.vp9(folder / "film.webm", 0.4)
    media.constant_rate(folder / "film.mp4", 0.4)
    fine = queue("add", "film.mp4", "-o", "out/", "--to", "otio", "--preflight", "--now")
    assert (fine.exit_code, fine.output) == (0, "Nothing is lost.\n")
    refused = queue("add", "film.webm", "-o", "a.fcpxml", "--for", "finalcut", "--preflight",
                    "--json")  # fmt: skip
    assert refused.exit_code == 1
    assert json.loads(refused.output.splitlines()[0])["event"] == "problem"
    assert jobs.jobs() == []
    assert sorted(path.name for path in folder.iterdir()) == ["film.mp4", "film.webm"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["a.otio", "--crf", "20"], "--crf has no meaning for a project"),
        (["a.otio", "--set", "tune=film"], "--set has no meaning"),
        (["a.otio", "--preset", "web-720p"], "--preset has no meaning"),
        (["a.otio", "--report"], "reports are about films"),
        (["a.otio", "--captions", "burn"], "--captions has no meaning"),
        (["a.otio", "--keep", "none.srt"], "none.srt is missing"),
        (["a.mp4", "--collect", "copy"], "needs a project to write"),
        (["a", "--for", "avid"], "is no editor"),
        (["none/a.otio"], "does not exist"),
        (["none/draft", "--to", "capcut"], "does not exist"),
        (["there.otio"], "already exists"),
        (["there.otio", "--to", "capcut"], "is a file"),
        (["a.mp4", "--ffmpeg", "~nobody there/ffmpeg"], "a user that there is not"),
    ],
)
def test_what_is_certain_to_fail_is_refused(
    words: list[str], sentence: str, jobs: QueueController, folder: Path
) -> None:
    (folder / "there.otio").touch()
    refused = queue("add", "film.mp4", "-o", *words)
    assert refused.exit_code in (1, 2)
    assert sentence in refused.output
    assert jobs.jobs() == []
    assert sorted(path.name for path in folder.iterdir()) == ["film.mp4", "there.otio"]


def test_a_projects_settings_have_the_names_of_the_options() -> None:
    group = reprise.get_command(click.Context(reprise), "queue")
    typed = {name.removeprefix("--").replace("-", "_")
             for option in group.commands["add"].params  # type: ignore[union-attr]
             if isinstance(option, click.Option) for name in option.opts}  # fmt: skip
    names = {*FIELDS, *EDIT_FIELDS, FOLDERS}
    assert names <= typed
    assert typed - {*names, *FILM_FIELDS, *OPTIONS} == {
        "output", "_o", "now", "before", "preset", "_p", "set", "preflight", "json", "quiet", "_q",
        "log_file", "debug",
    }  # fmt: skip


TYPED = {
    "to": "otio", "for": "resolve", "format_version": "1.13", "collect": "copy", "handles": "2",
    "force": "yes", "from": "otio", "sequence": "main", "rate": "25", "size": "640x360",
    "encoding": "gb18030", "media_folder": "media", "placeholder": "yes", "workers": "2",
    "overwrite": "yes", "keep_parts": "yes", "save_interval": "9", "state": "j", "parts": "p",
    "ffmpeg": "f",
}  # fmt: skip


def test_an_empty_value_goes_back_to_the_default(jobs: QueueController) -> None:
    rest = {"report", "captions", "keep", "merge"}
    assert {*TYPED, *rest} == {*FIELDS, *EDIT_FIELDS, FOLDERS, *OPTIONS}
    add("a.fcpxml")
    before = only(jobs)
    for name, text in TYPED.items():
        done("config", "1", f"{name}={text}")
        now = only(jobs)
        assert (now.request, now.options) != (before.request, {}), name
        back = [f"{name}="] if name != "to" else ["output=a.fcpxml"]
        done("config", "1", *back)
        now = only(jobs)
        assert (now.request, now.output) == (before.request, before.output), name
        assert set(now.options.values()) <= {None}, name


def test_what_is_kept_of_a_film_is_a_setting_too(jobs: QueueController, folder: Path) -> None:
    (folder / "hits.srt").touch()
    add("a.otio")
    done("config", "1", "keep=hits.srt", "merge=1", "handles=0.5")
    edit = {"keep": str(folder / "hits.srt"), "before": "0.5", "after": "0.5", "merge": "1"}
    assert only(jobs).request["edit"] == edit
    assert {"keep": edit["keep"], "merge": "1", "handles": "0.5"}.items() <= shown(1).items()
    done("config", "1", "keep=")
    assert only(jobs).request["edit"] == {}
    done("add", "film.mp4", "-o", "b.mp4")
    done("config", "2", "keep=hits.srt", "handles=0.5", "merge=1")
    assert jobs.job(2).request["edit"] == edit
    assert {"keep": edit["keep"], "handles": "0.5"}.items() <= shown(2).items()
    done("config", "2", "keep=", "crf=20")
    assert "edit" not in jobs.job(2).request


def test_folders_of_media_are_added_one_after_another(jobs: QueueController, folder: Path) -> None:
    add("a.otio")
    done("config", "1", "media-folder=one", "media_folder=two", "media_folder=one")
    folders = [str(folder / "one"), str(folder / "two")]
    assert only(jobs).request["edit"]["media_folders"].splitlines() == folders
    assert shown(1)["media_folder"] == os.pathsep.join(folders)


def test_the_outputs_name_and_the_version_follow_the_format(
    jobs: QueueController, folder: Path
) -> None:
    add("a.fcpxml")
    assert "1 a\n" in done("config", "1", "to=capcut", "for=capcut:9.1")
    assert only(jobs).output == folder / "a" / MAIN
    assert shown(1)["format_version"] == "9.1"
    done("config", "1", "for=", "to=fcpxml:1.13")
    assert (shown(1)["output"], shown(1)["format_version"]) == (str(folder / "a.fcpxml"), "1.13")
    done("config", "1", "output=b.xml")
    assert (shown(1)["to"], shown(1)["output"]) == ("xmeml", str(folder / "b.xml"))
    assert shown(1)["source"] == str(folder / "film.mp4")


@pytest.mark.parametrize(
    ("number", "word", "sentence"),
    [
        ("1", "crf=20", "“crf” has no meaning for job 1: it writes a project"),
        ("1", "set=tune=film", "it writes a project"),
        ("1", "report=yes", "it writes a project"),
        ("1", "captions=burn", "it writes a project"),
        ("1", "output=b.mp4", "film's name"),
        ("1", "output=", "name a file"),
        ("1", "to=avid", "not a format"),
        ("1", "for=avid", "no editor"),
        ("1", "format_version=99", "no version"),
        ("1", "collect=move", "no way to collect"),
        ("1", "handles=much", "not a number of seconds"),
        ("1", "keep=none.srt", "none.srt is missing"),
        ("1", "force=perhaps", "neither yes nor no"),
        ("1", "colour=red", "There are collect, encoding, ffmpeg, for, force"),
        ("2", "to=otio", "“to” has no meaning for job 2: it exports a film"),
        ("2", "collect=copy", "it exports a film"),
        ("2", "handles=2", "belongs to “keep”"),
        ("2", "captions=burn", "is not an edit"),
        ("2", "colour=red", "There are allow_truncated"),
    ],
)
def test_settings_that_a_job_cannot_have_are_refused(
    number: str, word: str, sentence: str, jobs: QueueController
) -> None:
    add("a.fcpxml")
    add("a.mp4")
    before = jobs.jobs()
    refused = queue("config", number, "overwrite=yes", word)
    assert refused.exit_code in (1, 2)
    assert sentence in refused.output
    assert jobs.jobs() == before
