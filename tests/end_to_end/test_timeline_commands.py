"""`reprise timeline`, as a user types it."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.interchange import otio
from exporters.interchange.writing import WriteOptions
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import Clip, Look, Media, Sequence, Track
from tests import media_factory as media
from tests.commands import reprise, succeed


@pytest.fixture
def edit(tmp_path: Path) -> Path:
    """An edit of a film that is beside it, and of one that is gone."""
    media.constant_rate(tmp_path / "film.mp4", seconds=2)
    film, gone = Media("film", "film.mp4"), Media("gone", "file:///gone/far.mp4")
    clips = (Clip(0, 20, film, Fraction(1)), Clip(20, 10, gone, look=Look(opacity=0.5)))
    made = Sequence("cut", Fraction(25), 160, 96, 30, video=(Track("V", clips),))
    path = tmp_path / "edit.otio"
    otio.write(made, path, WriteOptions("", path))
    return path


def test_show_lists_clips_and_missing_media(edit: Path) -> None:
    shown = succeed("timeline", "show", edit)
    assert "00:00:00:00  00:00:00:20  00:00:01:00         film" in shown
    assert "Media: 1 found, 1 missing" in shown
    assert "missing  gone (file:///gone/far.mp4)" in shown
    assert all(len(line) <= 80 or "found" in line for line in shown.splitlines())


def test_show_tells_programs_everything_in_one_line(edit: Path) -> None:
    (line,) = succeed("timeline", "show", "--json", "--probe", edit).splitlines()
    told: dict[str, Any] = json.loads(line)
    assert told["missing"] == ["gone"]
    assert told["media"][0]["duration"] == "2"
    assert [clip["start"] for clip in told["video"][0]["clips"]] == [0, 20]


def test_show_reads_media_when_asked(edit: Path) -> None:
    assert "Lost" not in succeed("timeline", "show", edit)
    longer = read_edit(edit).sequence
    clip = Clip(0, 60, Media("film", "film.mp4"))
    path = edit.with_name("long.otio")
    otio.write(Sequence(longer.name, longer.rate, 160, 96, 60, video=(Track("", (clip,)),)), path,
               WriteOptions("", path))  # fmt: skip
    shown = " ".join(succeed("timeline", "show", "--probe", path).split())
    assert "The medium ends 10 frames before the clip does" in shown


def test_missing_media_are_found_in_folders(edit: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "old"
    folder.mkdir(parents=True)
    (folder / "FAR.mp4").write_bytes(b"x")
    assert "Media: 2 found, 0 missing" in succeed(
        "timeline", "show", edit, "--media-folder", tmp_path / "archive"
    )


def test_placeholders_stand_in_for_missing_media(edit: Path) -> None:
    shown = succeed("timeline", "show", edit, "--placeholder")
    assert "a slate is shown for it" in " ".join(shown.split())
    out = edit.with_name("out.otio")
    done = reprise("timeline", "convert", edit, out, "--placeholder")
    assert "was not found" not in done.stderr
    assert read_edit(out).sequence.video[0].clips[1].content.text == "gone"  # type: ignore[union-attr]


def test_convert_writes_a_project_and_tells_what_is_lost(edit: Path) -> None:
    out = edit.with_name("out.otio")
    done = reprise("timeline", "convert", edit, out)
    assert done.returncode == 0, done.stderr
    assert "1 thing lost" in done.stdout
    assert "Lost: V1 “gone” at 00:00:00:20" in done.stderr
    found = read_edit(out).sequence
    assert [clip.start for clip in found.video[0].clips] == [0, 20]
    film = found.video[0].clips[0].content
    assert isinstance(film, Media)
    assert (film.path, film.duration) == (edit.with_name("film.mp4"), 2)


def test_convert_replaces_nothing_unless_told(edit: Path) -> None:
    out = edit.with_name("out.otio")
    out.write_text("mine")
    done = reprise("timeline", "convert", edit, out)
    assert (done.returncode, out.read_text()) == (2, "mine")
    assert "already exists" in done.stderr
    succeed("timeline", "convert", edit, out, "--overwrite")
    assert read_edit(out).sequence.duration == 30
    before = edit.read_bytes()
    done = reprise("timeline", "convert", edit, edit, "--overwrite")
    assert (done.returncode, edit.read_bytes()) == (2, before)


def test_convert_refuses_what_the_editor_would_refuse(edit: Path) -> None:
    out = edit.with_name("out.otio")
    done = reprise("timeline", "convert", edit, out, "--for", "resolve:18.1")
    assert done.returncode == 1
    assert "from version 18.5 on" in done.stderr
    assert not out.exists()
    succeed("timeline", "convert", edit, out, "--for", "resolve:18.1", "--force")
    assert out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("out.xyz",), "does not say which project"),
        (("out.otio", "--to", "nothing"), "is not a format that Reprise writes"),
        (("out.otio", "--to", "otio:9"), "has no version “9”"),
        (("out.otio", "--for", "vim"), "is no editor"),
        (("out.otio", "--for", "resolve:new"), "is no version"),
        (("out.otio", "--to", "jianying"), "is a folder with several files"),
        (("out.otio", "--rate", "fast"), "is not a frame rate"),
        (("out.otio", "--size", "big"), "is not a size"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(
    edit: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = reprise("timeline", "convert", edit.name, *arguments, cwd=edit.parent)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.otio", None, "does not exist"),
        ("bad.otio", b"{", "not valid JSON"),
        ("text.xyz", b"hello", "not a project file"),
        ("film.mp4", b"hello", "is not a video or sound file"),
    ],
)
def test_what_cannot_be_read_is_told_with_exit_code_1(
    tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    for command in (("show", name), ("convert", name, "out.otio")):
        done = reprise("timeline", *command, cwd=tmp_path)
        assert done.returncode == 1
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.otio").exists()


def test_nothing_is_left_lying_when_a_project_cannot_be_written(edit: Path) -> None:
    folder = edit.parent / "folder.otio"
    folder.mkdir()
    names = sorted(edit.parent.iterdir())
    assert reprise("timeline", "convert", edit, folder, "--overwrite").returncode == 2
    assert reprise("timeline", "convert", edit, edit.parent / "no" / "x.otio").returncode == 1
    assert sorted(edit.parent.iterdir()) == names


def test_formats_are_listed() -> None:
    told = [json.loads(line) for line in succeed("timeline", "formats", "--json").splitlines()]
    (found,) = [item for item in told if item["name"] == "otio"]
    assert found == {"name": "otio", "title": "OpenTimelineIO", "read": True, "written": True,
                     "suffixes": [".otio", ".otioz", ".otiod"], "versions": []}  # fmt: skip
    assert "OpenTimelineIO" in succeed("timeline", "formats")
