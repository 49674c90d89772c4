from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.adding import EDIT_SUFFIXES, find_films, paths_in_text
from exporters.timeline.reading import all_readers


def make(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


def test_a_folder_gives_its_films_and_those_of_its_folders_by_name(tmp_path: Path) -> None:
    make(tmp_path, "b.mp4", "a.MKV", "notes.txt", "deep/c.mov", ".hidden.mp4", ".trash/d.mp4")
    found = find_films([tmp_path])
    assert [path.name for path in found.films] == ["a.MKV", "b.mp4", "c.mov"]
    assert not found.problems


def test_a_file_that_is_named_itself_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    (odd,) = make(tmp_path, "film without suffix")
    assert find_films([odd]).films == [odd]


def test_what_is_given_twice_is_taken_once(tmp_path: Path) -> None:
    (film,) = make(tmp_path, "a.mp4")
    assert find_films([film, tmp_path, film]).films == [film]


def test_journals_are_told_from_films_and_parts_are_left_alone(tmp_path: Path) -> None:
    make(tmp_path, "a.mp4.export_state", "a.mp4.export_parts/0.mp4")
    found = find_films([tmp_path])
    assert [path.name for path in found.journals] == ["a.mp4.export_state"]
    assert found.films == []


def test_what_cannot_be_used_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "nothing in here"
    empty.mkdir()
    found = find_films([empty, tmp_path / "gone\n.mp4"])
    assert len(found.problems) == 2
    assert "nothing in here" in found.problems[0]
    assert "\n" not in found.problems[1]


def test_a_folder_that_links_to_itself_is_searched_once(tmp_path: Path) -> None:
    make(tmp_path, "a.mp4")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_films([tmp_path]).films) == 1


def test_a_folder_that_is_an_edit_counts_as_one_and_others_give_films_only(tmp_path: Path) -> None:
    draft = tmp_path / "my cut 3.5"
    make(draft, "draft_content.json", "media/a.mp4")
    (draft / "draft_content.json").write_text('{"tracks": [], "materials": {}}')
    make(tmp_path, "b.mp4", "cut.otio", "cut.xml")
    found = find_films([draft])
    assert found.films == [draft]
    assert find_films([tmp_path / "cut.otio"]).films == [tmp_path / "cut.otio"]
    names = [path.name for path in find_films([tmp_path]).films]
    assert names == ["b.mp4", "a.mp4"]


def test_dialogs_list_the_suffixes_that_readers_know() -> None:
    known = {suffix for reader in all_readers() for suffix in reader.FORMAT.suffixes if suffix}
    assert known == {f".{suffix}" for suffix in EDIT_SUFFIXES}


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("/films/a b.mp4", "/films/a b.mp4"),
        ('  "/films/a.mp4"  ', "/films/a.mp4"),
        ("'/films/it is.mp4'", "/films/it is.mp4"),
        ("file:///films/%E7%89%87%20%25.mp4", "/films/片 %.mp4"),
        ("file:///films/%ff.mp4", "/films/\udcff.mp4"),
    ],
)
def test_pasted_paths_are_read(line: str, path: str) -> None:
    assert paths_in_text(f"\n{line}\n") == [Path(path)]


def test_files_of_another_computer_and_nonsense_are_left_out() -> None:
    assert paths_in_text("file://server/films/a.mp4\n\0\n''\n") == []
