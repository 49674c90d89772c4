from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.durable import DISK, Storage, open_regular, shown
from exporters.errors import DiskFull, ExportError, UsageError
from tests.faulty_storage import FaultyStorage, SimulatedCrash, Tail

HOSTILE = ["-rf", 'a "quoted" name', "50 %d\nsecond line", "naïve 映画.mp4", ".hidden", "a\udcffb"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_written_file_holds_the_content_and_nothing_is_left_beside_it(
    tmp_path: Path, name: str
) -> None:
    DISK.write_file(tmp_path / name, b"old")
    DISK.write_file(tmp_path / name, b"new")
    assert (tmp_path / name).read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_name_of_the_longest_length_can_be_written(tmp_path: Path) -> None:
    DISK.write_file(tmp_path / ("x" * 255), b"content")
    assert (tmp_path / ("x" * 255)).read_bytes() == b"content"


def test_a_shown_path_has_no_line_ends_or_undecodable_characters() -> None:
    text = shown(Path("/tmp/a\nb\udcff\x1b[31m"))
    assert text == '"/tmp/a\\nb\\udcff\\x1b[31m"'
    text.encode()


def test_publishing_renames_the_file(tmp_path: Path) -> None:
    source, target = tmp_path / "assembled", tmp_path / "film.mp4"
    source.write_bytes(b"film")
    DISK.publish(source, target, overwrite=False)
    assert target.read_bytes() == b"film"
    assert not source.exists()


def make_file(path: Path) -> None:
    path.write_bytes(b"old")


def make_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [make_file, make_dangling_link, Path.mkdir])
@pytest.mark.parametrize("hard_links", [True, False])
def test_publishing_refuses_a_name_that_is_taken(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], None],
    hard_links: bool,
) -> None:
    if not hard_links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    source, target = tmp_path / "assembled", tmp_path / "film.mp4"
    source.write_bytes(b"film")
    make(target)
    before = target.lstat()
    with pytest.raises(UsageError, match=r"film\.mp4\" already exists"):
        DISK.publish(source, target, overwrite=False)
    assert target.lstat() == before
    assert source.read_bytes() == b"film"


def test_publishing_replaces_a_file_when_told_to(tmp_path: Path) -> None:
    source, target = tmp_path / "assembled", tmp_path / "film.mp4"
    source.write_bytes(b"film")
    target.write_bytes(b"old")
    DISK.publish(source, target, overwrite=True)
    assert target.read_bytes() == b"film"


def test_publishing_works_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    source, target = tmp_path / "assembled", tmp_path / "film.mp4"
    source.write_bytes(b"film")
    DISK.publish(source, target, overwrite=False)
    assert target.read_bytes() == b"film"
    assert not source.exists()


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_no_room_is_told_apart_from_other_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "write", refusing(number))
    with pytest.raises(DiskFull, match="There is no room"):
        DISK.write_file(tmp_path / "file", b"content")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refusing(errno.EIO))
    with pytest.raises(ExportError, match="Could not save") as raised:
        DISK.write_file(tmp_path / "file", b"new")
    assert not isinstance(raised.value, DiskFull)
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_folder_that_cannot_be_synced_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refusing(errno.EINVAL))
    DISK.sync_folder(tmp_path)
    monkeypatch.setattr(os, "fsync", refusing(errno.EIO))
    with pytest.raises(ExportError, match="save the folder"):
        DISK.sync_folder(tmp_path)


@pytest.mark.parametrize(
    "operation",
    [
        lambda path: DISK.write_file(path / "folder" / "file", b""),
        lambda path: DISK.open_append(path / "folder" / "file"),
        lambda path: DISK.sync_file(path / "file"),
        lambda path: DISK.replace(path / "file", path / "other"),
        lambda path: DISK.sync_folder(path / "folder"),
        lambda path: DISK.make_folder(path / "folder" / "inner"),
        lambda path: DISK.publish(path / "file", path / "other", overwrite=True),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(
    tmp_path: Path, operation: Callable[[Path], object]
) -> None:
    with pytest.raises(ExportError, match=r'^Could not .* ".*": No such file or directory\.$'):
        operation(tmp_path)


def test_what_is_no_regular_file_is_not_opened_and_leaves_no_descriptor(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    os.close(next_descriptor := os.dup(0))
    for path in (tmp_path, tmp_path / "link", tmp_path / "pipe"):
        with pytest.raises((ExportError, OSError)):
            open_regular(path)
    os.close(descriptor := os.dup(0))
    assert descriptor == next_descriptor


def test_short_writes_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, content: write(number, content[:3]))
    file = DISK.open_append(tmp_path / "file")
    file.write(b"0123456789")
    file.truncate(8)
    file.write(b"ab")
    assert file.size == 10
    file.close()
    file.close()
    assert (tmp_path / "file").read_bytes() == b"01234567ab"


def test_a_folder_is_removed_only_when_it_is_empty(tmp_path: Path) -> None:
    DISK.make_folder(tmp_path / "folder")
    DISK.make_folder(tmp_path / "folder")
    (tmp_path / "folder" / "file").touch()
    assert not DISK.remove_folder(tmp_path / "folder")
    DISK.remove(tmp_path / "folder" / "file")
    DISK.remove(tmp_path / "folder" / "file")
    assert DISK.remove_folder(tmp_path / "folder")
    assert DISK.remove_folder(tmp_path / "folder")


def operations_of(work: Callable[[Storage], object], folder: Path) -> list[str]:
    storage = FaultyStorage(folder)
    work(storage)
    return [name for name, _ in storage.operations]


@pytest.mark.parametrize("tail", ["cut", "half", "zeros"])
@pytest.mark.parametrize("names", [True, False])
def test_a_power_cut_while_writing_leaves_the_old_content_or_the_new(
    tmp_path: Path, names: bool, tail: Tail
) -> None:
    def work(storage: Storage) -> None:
        storage.write_file(tmp_path / "file", b"new")

    steps = ["create_file", "sync_file", "replace", "sync_folder"]
    assert operations_of(work, tmp_path) == steps
    seen = set()
    for stop in range(len(steps)):
        (tmp_path / "file").write_bytes(b"old")
        storage = FaultyStorage(tmp_path, stop)
        with pytest.raises(SimulatedCrash):
            work(storage)
        storage.lose_unsynced(names=names, tail=tail)
        seen.add((tmp_path / "file").read_bytes())
    assert seen <= {b"old", b"new"}
    assert b"old" in seen


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("names", [True, False])
def test_a_power_cut_while_publishing_never_leaves_half_a_file(
    tmp_path: Path, overwrite: bool, names: bool
) -> None:
    source, target = tmp_path / "assembled", tmp_path / "film.mp4"
    total = 0
    while True:
        target.unlink(missing_ok=True)
        source.write_bytes(b"film")
        storage = FaultyStorage(tmp_path, total)
        source.write_bytes(b"film that was never synced")
        try:
            storage.publish(source, target, overwrite)
        except SimulatedCrash:
            storage.lose_unsynced(names=names)
            assert not target.exists() or target.read_bytes() == b"film that was never synced"
            total += 1
        else:
            break
    assert total == (3 if overwrite else 4)
    storage.lose_unsynced()
    assert target.read_bytes() == b"film that was never synced"


class TestTheSimulatedDisk:
    def test_forgets_content_that_was_not_synced(self, tmp_path: Path) -> None:
        storage = FaultyStorage(tmp_path)
        file = storage.open_append(tmp_path / "file")
        storage.sync_folder(tmp_path)
        file.write(b"kept")
        file.sync()
        file.write(b"lost")
        storage.lose_unsynced(tail="half")
        assert (tmp_path / "file").read_bytes() == b"keptlo"
        storage.lose_unsynced()
        file.close()

    def test_forgets_names_in_folders_that_were_not_synced(self, tmp_path: Path) -> None:
        (tmp_path / "removed").write_bytes(b"1")
        (tmp_path / "replaced").write_bytes(b"2")
        storage = FaultyStorage(tmp_path)
        storage.remove(tmp_path / "removed")
        storage.create_file(tmp_path / "new", b"3")
        storage.sync_file(tmp_path / "new")
        storage.replace(tmp_path / "new", tmp_path / "replaced")
        storage.make_folder(tmp_path / "folder")
        storage.lose_unsynced()
        contents = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert contents == {"removed": b"1", "replaced": b"2"}

    def test_may_keep_names_and_forget_contents(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"old")
        storage = FaultyStorage(tmp_path)
        (tmp_path / "temporary").write_bytes(b"new")
        storage.replace(tmp_path / "temporary", tmp_path / "file")
        storage.lose_unsynced(names=False)
        assert (tmp_path / "file").read_bytes() == b""

    def test_undoes_a_truncation_that_was_not_synced(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"old")
        storage = FaultyStorage(tmp_path)
        file = storage.open_append(tmp_path / "file")
        file.truncate(1)
        file.close()
        storage.lose_unsynced()
        assert (tmp_path / "file").read_bytes() == b"old"

    def test_stays_dead_after_the_stop(self, tmp_path: Path) -> None:
        storage = FaultyStorage(tmp_path, 0)
        for _ in range(2):
            with pytest.raises(SimulatedCrash):
                storage.remove(tmp_path / "file")
        assert len(storage.operations) == 1

    def test_can_fail_once_and_go_on(self, tmp_path: Path) -> None:
        storage = FaultyStorage(tmp_path, 0, fail_with=DiskFull("There is no room."))
        with pytest.raises(DiskFull):
            storage.make_folder(tmp_path / "folder")
        storage.make_folder(tmp_path / "folder")
        assert (tmp_path / "folder").is_dir()
