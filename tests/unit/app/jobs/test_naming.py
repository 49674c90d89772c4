"""Names out of patterns: always ones that a file system takes, and never one that is in use."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs import naming
from app.jobs.naming import (
    NAME_BYTES,
    PLACEHOLDERS,
    NameValues,
    OutputNames,
    check_folder,
    check_pattern,
    default_folder,
    output_name,
)
from app.jobs.requests import container_of
from exporters.engine.options import ExportOptions, Places
from exporters.errors import UsageError
from exporters.video.encoders import CONTAINERS
from tests.media_factory import HOSTILE_NAMES

DAY = date(2026, 3, 9)
FILM = NameValues("harbour", "Web 1080p", 1920, 1080, "libx264", DAY)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{name}", "harbour.mp4"),
        ("{name} {preset}", "harbour Web 1080p.mp4"),
        ("{date}_{name}_{width}x{height}_{encoder}", "2026-03-09_harbour_1920x1080_libx264.mp4"),
        ("trailer", "trailer.mp4"),
        ("  {name} ", "harbour.mp4"),
        ("{name}.MP4", "harbour.mp4"),
        ("{name}.mkv", "harbour.mp4"),
        ("{name} {", "harbour {.mp4"),
        ("...{name}...", "harbour.mp4"),
    ],
)
def test_placeholders_are_filled_in(pattern: str, name: str) -> None:
    assert output_name(pattern, FILM, "mp4") == name


def test_what_is_unknown_leaves_no_gap() -> None:
    values = NameValues("sound", "Sound only", date=DAY)
    assert output_name("{name} {height} {encoder} {preset}", values, "m4a") == (
        "sound Sound only.m4a"
    )


def test_without_a_date_it_is_today() -> None:
    day = output_name("{date}", NameValues("x"), "mp4").removesuffix(".mp4")
    assert abs((date.fromisoformat(day) - date.today()).days) <= 1


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("", "no name"),
        ("  ", "no name"),
        ("{film}", "no placeholder {film}"),
        ("{}", "no placeholder {}"),
        ("{Name}", "no placeholder {Name}"),
        ("a/{name}", 'cannot hold "/"'),
        ("..\\{name}", 'cannot hold "\\"'),
        ("what?", 'cannot hold "?"'),
        ("a\nb", "cannot hold"),
    ],
)
def test_what_is_no_pattern_is_a_sentence(pattern: str, said: str) -> None:
    with pytest.raises(UsageError) as failure:
        output_name(pattern, FILM, "mp4")
    assert said in failure.value.problem


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("CON", "CON_.mp4"),
        ("nul", "nul_.mp4"),
        ("com1.old", "com1_.old.mp4"),
        ("LPT³", "LPT³_.mp4"),
        ("CON .x", "CON_.x.mp4"),
        ("console", "console.mp4"),
        (".hidden", "hidden.mp4"),
        (".reprise-1-2.mp4", "reprise-1-2.mp4.mp4"),
        ("..", "export.mp4"),
        ("", "export.mp4"),
        ("a/../../etc/passwd", "a_.._.._etc_passwd.mp4"),
        ("Episode 1: what?", "Episode 1_ what_.mp4"),
        ("left\u202eright", "left_right.mp4"),
        (os.fsdecode(b"caf\xe9"), "caf_.mp4"),
        ("{preset}", "{preset}.mp4"),
        ("影片", "影片.mp4"),
    ],
)
def test_hostile_names_become_plain_ones(source: str, name: str) -> None:
    assert output_name("{name}", NameValues(source, "p"), "mp4") == name


def is_plain(name: str, container: str) -> None:
    """What every file system takes."""
    assert name.endswith(f".{container}")
    assert len(name.encode()) <= NAME_BYTES
    stem = name.removesuffix(f".{container}")
    assert stem == stem.strip(" .")
    assert stem
    assert not any(character in name for character in '/\\:*?"<>|')
    assert not any(ord(character) < 32 or ord(character) == 127 for character in name)
    assert stem.split(".")[0].upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT9"}
    assert container_of(Path(name)) == container


ANYTHING = (
    st.text(max_size=300) | st.sampled_from(HOSTILE_NAMES) | st.text("./ \\CONnul1", max_size=9)
)


@given(ANYTHING, ANYTHING, st.sampled_from(CONTAINERS))
@example("影" * 200, "", "webm")
@example("a" * 236 + ". b", "", "mp4")
@example("\udcff", "", "mp4")
def test_any_names_make_a_name_that_is_safe(name: str, preset: str, container: str) -> None:
    values = NameValues(name, preset, 10**6, None, "libvpx-vp9")
    for pattern in ("{name}", "{preset}.{name}", "{name}{height}", ".{preset} {name}-{width}"):
        made = output_name(pattern, values, container)
        is_plain(made, container)
        Places.of(Path("/out") / made, ExportOptions())


@given(st.text(max_size=40) | st.text("{}name/. ", max_size=20))
def test_any_text_is_a_pattern_or_a_sentence(pattern: str) -> None:
    try:
        check_pattern(pattern)
    except UsageError as error:
        assert error.problem.endswith(".")  # noqa: PT017  both are allowed
        return
    is_plain(output_name(pattern, FILM, "mkv"), "mkv")


@given(st.lists(st.sampled_from(("film", "Film", "e\u0301", "\u00e9", "影" * 100)), max_size=12))
def test_no_name_is_given_twice_even_where_case_does_not_count(names: list[str]) -> None:
    chosen = OutputNames()
    paths = [chosen.choose(Path("/nowhere"), f"{name}.mp4") for name in names]
    assert len({str(path).casefold() for path in paths}) == len(paths)
    for path in paths:
        is_plain(path.name, "mp4")


def test_taken_names_get_the_next_free_number(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").touch()
    (tmp_path / "film 3.mp4").symlink_to("nowhere")
    names = OutputNames([tmp_path / "film 2.mp4", tmp_path / "FILM 4.mp4"])
    assert names.choose(tmp_path, "film.mp4") == tmp_path / "film 5.mp4"
    assert names.choose(tmp_path, "film.mp4") == tmp_path / "film 6.mp4"
    assert names.choose(tmp_path, "film.mkv") == tmp_path / "film.mkv"


def test_an_unfinished_export_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "film.mp4.export_state").touch()
    (tmp_path / "film 2.mp4.export_parts").mkdir()
    assert OutputNames().choose(tmp_path, "film.mp4") == tmp_path / "film 3.mp4"
    assert OutputNames().choose(tmp_path, "film.mp4", replace=True) == tmp_path / "film 3.mp4"


def test_a_file_that_may_be_replaced_is_no_collision(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").touch()
    assert OutputNames().choose(tmp_path, "film.mp4", replace=True) == tmp_path / "film.mp4"
    waiting = OutputNames([tmp_path / "film.mp4"])
    assert waiting.choose(tmp_path, "film.mp4", replace=True) == tmp_path / "film 2.mp4"


def test_a_number_fits_into_the_longest_name(tmp_path: Path) -> None:
    name = output_name("{name}", NameValues("影" * 300), "mp4")
    (tmp_path / name).touch()
    second = OutputNames().choose(tmp_path, name)
    assert second.name.endswith("影 2.mp4")
    is_plain(second.name, "mp4")
    second.touch()


def test_names_for_ten_thousand_jobs_are_found_in_one_pass(tmp_path: Path) -> None:
    asked = []
    original: Callable[[Path, bool], bool] = naming._in_use

    def counting(path: Path, replace: bool) -> bool:
        asked.append(path)
        return original(path, replace)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(naming, "_in_use", counting)
        names = OutputNames()
        assert len({names.choose(tmp_path, "film.mp4") for _ in range(10_000)}) == 10_000
    assert len(asked) == 10_000


def test_the_folder_of_videos_is_used_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_videos_path", lambda: tmp_path / "Videos")
    assert default_folder() is None
    (tmp_path / "Videos").mkdir()
    assert default_folder() == tmp_path / "Videos"


def test_a_folder_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    check_folder(tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        check_folder(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="does not exist"):
        check_folder(tmp_path / "file")


def test_the_placeholders_are_those_that_are_promised() -> None:
    assert set(PLACEHOLDERS) == {"name", "preset", "date", "height", "width", "encoder"}
