from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from blake3 import blake3

from exporters.checkpoint.parts import PartsFolder
from exporters.checkpoint.units import FinishedUnit
from exporters.errors import ExportError, StateError
from exporters.leftovers import unfinished_owner
from tests.faulty_storage import FaultyStorage

PLAN = "0123456789abcdef" * 2
OTHER_PLAN = "f" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "-o 'film' 100%\n映.mp4.export_parts"


@pytest.fixture
def parts(folder: Path) -> PartsFolder:
    parts = PartsFolder(folder, PLAN)
    parts.prepare()
    return parts


def accept(parts: PartsFolder, index: int, content: bytes) -> FinishedUnit:
    temporary = parts.work_path(index, ".mp4")
    temporary.write_bytes(content)
    return parts.accept(index, temporary, ".mp4", work=7)


def test_an_accepted_part_is_named_after_what_it_is(parts: PartsFolder, folder: Path) -> None:
    unit = accept(parts, 12, b"frames")
    digest = blake3(b"frames").digest()[:16]
    assert unit == FinishedUnit(12, 6, digest, 7)
    name = f"0123456789abcdef-000012-{digest.hex()}.mp4"
    assert [path.name for path in folder.iterdir()] == [name]
    assert parts.path_of(unit, ".mp4") == folder / name
    assert parts.verify(unit, ".mp4")


def test_a_part_is_synced_before_it_gets_its_name(folder: Path) -> None:
    folder.mkdir()
    storage = FaultyStorage(folder)
    accept(PartsFolder(folder, PLAN, storage), 0, b"frames")
    assert [name for name, _ in storage.operations] == ["sync_file", "replace", "sync_folder"]


def test_scanning_finds_this_plans_parts_only(parts: PartsFolder, folder: Path) -> None:
    units = [accept(parts, index, bytes(index)) for index in (0, 3, 1_234_567)]
    second = accept(parts, 3, b"another result")
    accept(PartsFolder(folder, OTHER_PLAN), 5, b"other plan")
    real = parts.path_of(units[0], ".mp4").name
    for name in (
        real.upper(),
        real + "x" * 9,
        "x" + real,
        real.replace("-000000-", "-00000-"),
        real.replace("-000000-", "-0000009-"),
        real.replace("-000000-", "-00000٣-"),
        real.replace(".mp4", ""),
        real + "\n",
        "notes.txt",
    ):
        (folder / name).write_bytes(b"stranger")
    (folder / real.replace("-000000-", "-000001-")).symlink_to(folder / real)
    (folder / real.replace("-000000-", "-000002-")).mkdir()
    os.mkfifo(folder / real.replace("-000000-", "-000004-"))
    found = parts.scan()
    assert sorted(found) == [0, 3, 1_234_567]
    assert [unit.size for unit, _ in found[0]] == [0]
    assert {(unit.size, unit.digest) for unit, _ in found[3]} == {
        (unit.size, unit.digest) for unit in (units[1], second)
    }
    assert all(path.is_file() for several in found.values() for _, path in several)


def test_a_missing_folder_has_no_parts(folder: Path) -> None:
    parts = PartsFolder(folder, PLAN)
    assert parts.scan() == {}
    assert parts.leftovers() == []
    assert parts.clear()


@pytest.mark.parametrize("content", [b"frameS", b"frame", b"frames!", b""])
def test_a_part_with_other_content_is_not_verified(parts: PartsFolder, content: bytes) -> None:
    unit = accept(parts, 0, b"frames")
    parts.path_of(unit, ".mp4").write_bytes(content)
    assert not parts.verify(unit, ".mp4")


def test_a_part_that_is_missing_or_no_file_is_not_verified(parts: PartsFolder) -> None:
    unit = accept(parts, 0, b"frames")
    path = parts.path_of(unit, ".mp4")
    elsewhere = path.rename(path.parent.parent / "elsewhere")
    assert not parts.verify(unit, ".mp4")
    path.symlink_to(elsewhere)
    assert not parts.verify(unit, ".mp4")
    path.unlink()
    os.mkfifo(path)
    assert not parts.verify(FinishedUnit(0, 0, unit.digest), ".mp4")


def test_a_result_that_is_missing_or_no_file_is_not_accepted(
    parts: PartsFolder, tmp_path: Path
) -> None:
    temporary = parts.work_path(0, ".mp4")
    with pytest.raises(ExportError, match="No such file"):
        parts.accept(0, temporary, ".mp4", 1)
    (tmp_path / "secret").write_bytes(b"secret")
    temporary.symlink_to(tmp_path / "secret")
    with pytest.raises(ExportError, match="Could not read"):
        parts.accept(0, temporary, ".mp4", 1)
    temporary.unlink()
    os.mkfifo(temporary)
    with pytest.raises(ExportError, match="not a regular file"):
        parts.accept(0, temporary, ".mp4", 1)
    assert parts.scan() == {}


def test_a_large_part_is_verified_in_chunks(parts: PartsFolder) -> None:
    content = bytes(range(256)) * 10_000
    unit = accept(parts, 0, content)
    assert unit.size == len(content)
    assert parts.verify(unit, ".mp4")


@pytest.mark.parametrize("suffix", ["", "mp4", ".", ".MP4", ".mp4/../x", ".a.b", ".mp4\n", "./x"])
def test_other_suffixes_are_refused(parts: PartsFolder, suffix: str) -> None:
    with pytest.raises(StateError, match="is no suffix"):
        parts.work_path(0, suffix)
    with pytest.raises(StateError, match="is no suffix"):
        parts.path_of(FinishedUnit(0, 0, bytes(16)), suffix)


@pytest.mark.parametrize("plan_hash", ["", "../..", "A" * 32, "a" * 31, "a" * 32 + "\n"])
def test_other_plan_hashes_are_refused(folder: Path, plan_hash: str) -> None:
    with pytest.raises(StateError, match="32 hexadecimal digits"):
        PartsFolder(folder, plan_hash)


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_what_is_no_folder_is_refused(folder: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    if kind == "file":
        folder.touch()
    else:
        folder.symlink_to(tmp_path / ("elsewhere" if kind == "link" else "nowhere"))
    parts = PartsFolder(folder, PLAN)
    for use in (parts.prepare, parts.scan, parts.clear, parts.leftovers):
        with pytest.raises(StateError, match="is not a folder"):
            use()


def test_clearing_leaves_what_is_not_ours(parts: PartsFolder, folder: Path) -> None:
    accept(parts, 0, b"frames")
    accept(PartsFolder(folder, OTHER_PLAN), 0, b"frames")
    parts.work_path(5, ".mp4").touch()
    strangers = ["notes.txt", "unfinished-business.txt", "unfinished-5-film.mp4", ".hidden"]
    for name in strangers:
        (folder / name).touch()
    (folder / "unfinished-1-000000.mp4").symlink_to("notes.txt")
    assert not parts.clear()
    left = sorted([*strangers, "unfinished-1-000000.mp4"])
    assert sorted(path.name for path in folder.iterdir()) == left
    for path in folder.iterdir():
        path.unlink()
    assert parts.clear()
    assert not folder.exists()


def test_temporary_files_of_dead_processes_are_found(parts: PartsFolder, folder: Path) -> None:
    child = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    dead = folder / f"unfinished-{int(child.stdout)}-000003.mp4"
    dead.touch()
    mine = parts.work_path(3, ".mp4")
    mine.touch()
    assert parts.leftovers() == [dead]
    assert unfinished_owner(mine.name) == os.getpid()
    assert unfinished_owner("notes.txt") is None


def test_removing_a_part_twice_is_no_error(parts: PartsFolder) -> None:
    unit = accept(parts, 0, b"frames")
    parts.remove(unit, ".mp4")
    parts.remove(unit, ".mp4")
    assert parts.scan() == {}
