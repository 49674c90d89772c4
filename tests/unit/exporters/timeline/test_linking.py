from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, SourceError
from exporters.timeline import choosing, media_search
from exporters.timeline.linking import Missing, link, with_placeholders
from exporters.timeline.locations import base_name, possible_paths
from exporters.timeline.readers.otio.archive import media_entries, unpack
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import Clip, Edit, Generator, Media, Sequence, Track, media_in
from tests import media_factory


def edit(folder: Path, *media: Media) -> Edit:
    clips = tuple(Clip(n * 10, 10, item, name=f"clip {n}") for n, item in enumerate(media))
    made = Sequence("e", Fraction(25), 640, 360, len(clips) * 10, video=(Track("", clips),))
    return Edit(made, "test", folder / "edit.test")


def file(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def found(folder: Path, url: str, *folders: Path, name: str = "m") -> Path | None:
    linked, _ = link(edit(folder, Media(name, url)), folders)
    return media_in(linked.sequence)[0].path


# URLs and paths


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        ("file:///a/b%20c%23.mov", ["/a/b c#.mov", "/a/b%20c%23.mov"]),
        ("file://localhost/a/b.mov", ["/a/b.mov"]),
        ("FILE:/a/b.mov", ["/a/b.mov"]),
        ("file:///a/b c.mov", ["/a/b c.mov"]),
        ("file:///a/b?#1.mov", ["/a/b?#1.mov", "/a/b"]),
        ("/a/b%20c.mov", ["/a/b%20c.mov", "/a/b c.mov"]),
        ("media/b.mov", ["media/b.mov"]),
        ("take 2: final.mov", ["take 2: final.mov"]),
        ("concat:a.mov", ["concat:a.mov"]),
        ("file:///C%3a/a/b.mov", []),
        ("file://localhost/C:/a/b.mov", []),
        ("C:\\a\\b.mov", []),
        ("http://host/a.mov", []),
        ("rtmp://host/a", []),
        ("subfile,,start,0,end,1,,:/etc/passwd", ["subfile,,start,0,end,1,,:/etc/passwd"]),
        ("file:///a%00b", ["/a%00b"]),
        ("a\0b", []),
        ("", []),
    ],
)
def test_a_url_means_local_paths_only(url: str, paths: list[str]) -> None:
    assert [str(path) for path in possible_paths(url)] == paths


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("file:///a/b%20c.mov", "b c.mov"),
        ("C:\\a\\b.mov", "b.mov"),
        ("file://localhost/C%3a/a/b.mov", "b.mov"),
        ("https://host/a/b.mov?x=1", "b.mov"),
        ("b.mov", "b.mov"),
        ("/a/..", ""),
        ("", ""),
    ],
)
def test_a_url_of_any_system_has_a_name(url: str, name: str) -> None:
    assert base_name(url) == name


# Where the project says, and near it


@pytest.mark.parametrize("name", ["plain.mov", "a b.mov", "100%41#?.mov", "影片.mov", "a\nb.mov"])
def test_media_are_found_by_their_urls_whatever_they_are_called(tmp_path: Path, name: str) -> None:
    path = file(tmp_path / "media" / name)
    project = tmp_path / "project"
    project.mkdir()
    assert found(project, path.as_uri()) == path
    assert found(project, str(path)) == path
    assert found(project, f"file://localhost{path.as_uri().removeprefix('file://')}") == path
    assert found(project, f"../media/{name}") == path


def test_a_copied_project_finds_media_that_were_copied_with_it(tmp_path: Path) -> None:
    path = file(tmp_path / "footage" / "day 1" / "a.mov")
    assert found(tmp_path, "file:///Volumes/X/show/footage/day%201/a.mov") == path
    assert found(tmp_path, "D:\\show\\footage\\day 1\\a.mov") == path
    beside = file(tmp_path / "b.mov")
    assert found(tmp_path, "file://server/share/b.mov") == beside


def test_what_is_no_plain_file_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "folder.mov").mkdir()
    assert found(tmp_path, str(tmp_path / "folder.mov")) is None
    assert found(tmp_path, "/dev/zero") is None
    assert found(tmp_path, "x" * 5000) is None


# By name, in folders


def test_missing_media_are_found_by_name_in_folders(tmp_path: Path) -> None:
    path = file(tmp_path / "archive" / "2024" / "deep" / "A.MOV")
    assert found(tmp_path / "p", "file:///gone/a.mov", tmp_path / "archive") == path


def test_names_are_compared_as_people_read_them(tmp_path: Path) -> None:
    path = file(tmp_path / "archive" / "Gru\u0308n.mov")
    assert found(tmp_path / "p", "file:///gone/gr%C3%BCn.mov", tmp_path / "archive") == path


def test_a_name_without_a_suffix_stands_for_any_medium(tmp_path: Path) -> None:
    file(tmp_path / "archive" / "A001C003.xml")
    path = file(tmp_path / "archive" / "A001C003.mxf")
    assert found(tmp_path / "p", "", tmp_path / "archive", name="A001C003") == path


def test_of_several_files_the_one_in_the_same_folders_is_taken(tmp_path: Path) -> None:
    file(tmp_path / "archive" / "day 1" / "a.mov", b"1")
    path = file(tmp_path / "archive" / "day 2" / "a.mov", b"2")
    assert found(tmp_path / "p", "file:///gone/day%202/a.mov", tmp_path / "archive") == path


def test_copies_of_one_file_are_one(tmp_path: Path) -> None:
    path = file(tmp_path / "archive" / "a" / "a.mov", b"same")
    file(tmp_path / "archive" / "b" / "a.mov", b"same")
    linked, missing = link(edit(tmp_path / "p", Media("m", "file:///gone/a.mov")),
                           [tmp_path / "archive"])  # fmt: skip
    assert (media_in(linked.sequence)[0].path, missing, linked.problems) == (path, (), ())


def test_of_different_files_the_one_that_is_as_long_is_taken(tmp_path: Path) -> None:
    (tmp_path / "archive" / "a").mkdir(parents=True)
    (tmp_path / "archive" / "b").mkdir()
    media_factory.pictures_only(tmp_path / "archive" / "a" / "a.mp4", seconds=1)
    path = media_factory.pictures_only(tmp_path / "archive" / "b" / "a.mp4", seconds=2)
    item = Media("m", "file:///gone/a.mp4", duration=Fraction(2))
    linked, _ = link(edit(tmp_path / "p", item), [tmp_path / "archive"])
    assert media_in(linked.sequence)[0].path == path
    assert linked.problems == ()


def test_a_choice_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    path = file(tmp_path / "archive" / "a" / "a.mov", b"1")
    file(tmp_path / "archive" / "b" / "a.mov", b"2")
    linked, _ = link(edit(tmp_path / "p", Media("m", "x/a.mov")), [tmp_path / "archive"])
    assert media_in(linked.sequence)[0].path == path
    assert "Several files could be “m”" in linked.problems[0].message


def test_folders_are_walked_once_in_spite_of_links(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    path = file(root / "sub" / "a.mov")
    (root / "sub" / "loop").symlink_to(root)
    (root / "other").symlink_to(root / "sub")
    assert found(tmp_path / "p", "gone/a.mov", root, root) in (path, root / "other" / "a.mov")


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    file(tmp_path / "archive" / ".trash" / "a.mov")
    file(tmp_path / "archive" / ".a.mov")
    assert found(tmp_path / "p", "gone/a.mov", tmp_path / "archive") is None


def test_a_vast_folder_is_not_walked_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media_search, "MAX_ENTRIES", 10)
    for number in range(20):
        file(tmp_path / "archive" / f"{number:03}.mov")
    linked, missing = link(edit(tmp_path, Media("m", "gone/019.mov")), [tmp_path / "archive"])
    assert len(missing) == 1
    assert "too many files" in linked.problems[0].message


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="--media-folder"):
        link(edit(tmp_path, Media("m")), [tmp_path / "nothing"])


def test_searching_can_be_stopped(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        link(edit(tmp_path, Media("m", "gone/a.mov")), [tmp_path], token=token)


def test_unlike_files_are_looked_into_up_to_a_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(choosing, "probe", lambda path: asked.append(path) or media_error(path))
    paths = [file(tmp_path / str(n) / "a.mov", bytes([n])) for n in range(40)]
    choosing.best_of(Media("m", duration=Fraction(1)), paths)
    assert len(asked) == choosing.MOST


def media_error(path: Path) -> None:
    raise SourceError(f"{path} is none.")


# What is missing


def test_all_that_is_missing_is_listed_at_once(tmp_path: Path) -> None:
    here = Media("here", str(file(tmp_path / "here.mov")))
    gone, lost = Media("gone", "file:///gone.mov"), Media("lost")
    linked, missing = link(edit(tmp_path, gone, here, lost, gone))
    assert missing == (Missing(gone, 2), Missing(lost, 1))
    assert [str(item.problem) for item in missing] == [
        'media (2 clips use it): The medium “gone”, which the edit calls "file:///gone.mov", '
        "was not found.",
        "media (one clip uses it): The medium “lost” was not found.",
    ]
    assert [item.path is None for item in media_in(linked.sequence)] == [True, False, True]


def test_a_path_that_is_no_longer_true_is_forgotten(tmp_path: Path) -> None:
    item = Media("m", "file:///gone.mov", path=tmp_path / "gone.mov")
    linked, missing = link(edit(tmp_path, item))
    assert missing == (Missing(replace(item, path=None), 1),)
    assert media_in(linked.sequence) == [replace(item, path=None)]


def test_slates_stand_in_for_what_is_missing(tmp_path: Path) -> None:
    here = Media("here", str(file(tmp_path / "here.mov")))
    linked, missing = link(edit(tmp_path, Media("gone"), here, Media("gone")))
    slates = with_placeholders(linked, missing).sequence.video[0].clips
    assert slates[0].content == Generator("text", "#ffffff", "clip 0")
    assert slates[1].content == media_in(linked.sequence)[1]
    assert slates[2].content == Generator("text", "#ffffff", "clip 2")
    told = with_placeholders(linked, missing).problems
    assert [problem.message for problem in told] == [
        "The medium “gone” is missing; a slate is shown for it."
    ]


def test_media_of_nested_sequences_are_found_too(tmp_path: Path) -> None:
    path = file(tmp_path / "a.mov")
    inner = edit(tmp_path, Media("m", "a.mov")).sequence
    clips = (Clip(0, 10, inner), Clip(10, 10, inner))
    outer = replace(inner, video=(Track("", clips),))
    linked, _ = link(Edit(outer, "test", tmp_path / "e"))
    one, other = (clip.content for clip in linked.sequence.video[0].clips)
    assert one is other
    assert media_in(linked.sequence)[0].path == path


# Archives


def packed(path: Path, *media: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> Path:
    clips = [
        {"OTIO_SCHEMA": "Clip.1", "name": name,
         "source_range": {"duration": {"value": 5, "rate": 25},
                          "start_time": {"value": 0, "rate": 25}},
         "media_reference": {"OTIO_SCHEMA": "ExternalReference.1", "target_url": name}}
        for name, _ in media
    ]  # fmt: skip
    stack = {"OTIO_SCHEMA": "Stack.1", "children": clips}
    with zipfile.ZipFile(path, "w", method) as archive:
        content = json.dumps({"OTIO_SCHEMA": "Timeline.1", "tracks": stack})
        archive.writestr("content.otio", content)
        for name, bytes_ in media:
            archive.writestr(name, bytes_)
    return path


def test_media_in_an_archive_are_unpacked_when_a_folder_is_given(tmp_path: Path) -> None:
    path = packed(tmp_path / "e.otioz", ("media/a b.mov", b"film"), ("media/b.mov", b"other"))
    _, missing = link(read_edit(path))
    assert [(item.packed, item.name) for item in missing] == [(True, "a b.mov"), (True, "b.mov")]
    assert "is not unpacked" in missing[0].problem.message
    cache = tmp_path / "cache"
    cache.mkdir()
    linked, missing = link(read_edit(path), unpack_to=cache)
    paths = [item.path for item in media_in(linked.sequence)]
    assert missing == ()
    assert [found_.read_bytes() for found_ in paths if found_] == [b"film", b"other"]
    assert {found_.parent for found_ in paths if found_} == {cache}
    assert {found_.suffix for found_ in paths if found_} == {".mov"}
    before = [found_.stat().st_mtime_ns for found_ in paths if found_]
    again, _ = link(read_edit(path), unpack_to=cache)
    assert [item.path for item in media_in(again.sequence)] == paths
    assert [found_.stat().st_mtime_ns for found_ in paths if found_] == before


@pytest.mark.parametrize(
    "name", ["media/../../out.mov", "media/\x01\n.mov", "media/..mov", "media/" + "n" * 300]
)
def test_no_name_in_an_archive_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / "e.otioz", (name, b"film"))
    cache = tmp_path / "deep" / "cache"
    cache.mkdir(parents=True)
    entries = media_entries(path)
    unpacked = unpack(path, entries[name], cache)
    assert unpacked.parent == cache
    assert unpacked.read_bytes() == b"film"


def test_a_file_that_would_unpack_to_a_vast_size_is_refused(tmp_path: Path) -> None:
    vast = b"\0" * (50 << 20)
    path = packed(tmp_path / "e.otioz", ("media/a.mov", vast), method=zipfile.ZIP_DEFLATED)
    with pytest.raises(SourceError, match="vast"):
        link(read_edit(path), unpack_to=tmp_path)


def test_a_damaged_medium_in_an_archive_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "e.otioz", ("media/a.mov", b"film" * 1000))
    path.write_bytes(path.read_bytes().replace(b"filmfilm", b"filnfilm", 1))
    with pytest.raises(SourceError, match="not a whole OTIOZ archive"):
        link(read_edit(path), unpack_to=tmp_path)
    assert sorted(item.name for item in tmp_path.iterdir()) == ["e.otioz"]
