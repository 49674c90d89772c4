"""What a batch remembers, and that nothing that goes wrong with it stops the batch."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs import batch_memory
from app.jobs.batch_memory import BatchMemory
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.reading import read_content
from exporters.durable import Storage
from exporters.errors import DiskFull
from exporters.leftovers import lock_of

NAME = "reprise-batch.export_state"


class Told:
    """A memory in a folder, and what it says."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.said: list[str] = []

    def open(self) -> BatchMemory:
        memory = BatchMemory(self.path, self.said.append)
        memory.load()
        return memory

    def notes(self) -> dict[str, object]:
        return dict(self.open().notes)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_last_note_about_an_item_counts(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.note("b", {"size": 2})
    memory.note("a", {"size": 3})
    memory.note("b", None)
    memory.note("\udcff 影", {"before": [1, 2], "begun": 0.5})
    memory.close(remove=False)
    assert told.notes() == {"a": {"size": 3}, "\udcff 影": {"before": [1, 2], "begun": 0.5}}
    assert told.said == []
    assert names(told.path.parent) == [NAME]


def test_a_note_is_on_the_disk_at_once(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    assert told.notes() == {"a": {"size": 1}}
    memory.close(remove=False)


def test_closing_removes_the_file_when_all_is_done(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=True)
    assert names(told.path.parent) == []
    memory = told.open()
    memory.close(remove=True)
    assert names(told.path.parent) == []


def test_a_file_that_nothing_was_added_to_is_removed_too(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=False)
    told.open().close(remove=True)
    assert names(told.path.parent) == []


def test_forgetting_begins_anew_with_the_first_note(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=False)
    memory = BatchMemory(told.path, told.said.append)
    memory.forget()
    memory.close(remove=False)
    assert told.notes() == {"a": {"size": 1}}
    memory.forget()
    memory.note("b", {"size": 2})
    memory.close(remove=False)
    assert told.notes() == {"b": {"size": 2}}


def rubbish(path: Path) -> None:
    path.write_bytes(b"rubbish")


def a_folder(path: Path) -> None:
    path.mkdir()
    (path / "mine").touch()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def a_newer_version(path: Path) -> None:
    rubbish(path)
    memory = BatchMemory(path.with_name("other.export_state"))
    memory.note("x", {})
    memory.close(remove=False)
    content = bytearray(memory.path.read_bytes())
    memory.path.unlink()
    content[8] = 9
    content[20:24] = zlib.crc32(bytes(content[:20])).to_bytes(4, "little")
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("make", [rubbish, a_folder, a_pipe, a_dangling_link, a_newer_version])
def test_what_cannot_be_read_is_set_aside_and_a_new_one_begun(
    make: Callable[[Path], None], told: Told
) -> None:
    make(told.path)
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=False)
    assert len(told.said) == 1
    assert "unreadable-1" in told.said[0]
    assert names(told.path.parent) == [NAME, f"{NAME}.unreadable-1"]
    assert told.notes() == {"a": {"size": 1}}


def test_another_export_in_its_place_is_not_touched(told: Told) -> None:
    Journal.create(told.path, plan_hash="a" * 32, exporter="x", unit_count=1, request={},
                   stored_plan=b"", sources=[]).close()  # fmt: skip
    before = read_content(told.path)
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=True)
    assert read_content(told.path) == before
    assert "another export" in told.said[0]
    assert memory.notes == {"a": {"size": 1}}


def test_a_torn_or_damaged_end_costs_only_what_stood_there(told: Told) -> None:
    memory = told.open()
    for name in "abc":
        memory.note(name, {"size": 1})
    memory.close(remove=False)
    whole = told.path.read_bytes()
    told.path.write_bytes(whole[:-5])
    assert set(told.notes()) == {"a", "b"}
    assert told.said == []
    told.path.write_bytes(whole[:-5] + b"?" * 9)
    memory = told.open()
    assert set(memory.notes) == {"a", "b"}
    memory.note("d", {"size": 1})
    memory.close(remove=False)
    assert set(told.notes()) == {"a", "b", "d"}


def test_a_second_batch_in_the_folder_goes_on_without_being_remembered(told: Told) -> None:
    first, second = told.open(), told.open()
    first.note("a", {"size": 1})
    second.note("b", {"size": 2})
    second.note("c", {"size": 2})
    assert len(told.said) == 1
    assert "not remembered" in told.said[0]
    second.close(remove=True)
    first.close(remove=False)
    assert told.notes() == {"a": {"size": 1}}


def test_a_disk_that_refuses_is_told_once_and_tried_again(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_memory, "FLUSH_SECONDS", 0.01)
    real = Storage.create_file

    def full(self: Storage, path: Path, content: bytes) -> None:
        raise DiskFull("There is no room.")

    monkeypatch.setattr(Storage, "create_file", full)
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.note("b", {"size": 2})
    assert len(told.said) == 1
    assert "no room" in told.said[0]
    monkeypatch.setattr(Storage, "create_file", real)
    memory.note("c", {"size": 3})
    memory.close(remove=False)
    assert told.said[-1].endswith("is saved again.")
    assert told.notes() == {"a": {"size": 1}, "b": {"size": 2}, "c": {"size": 3}}


def test_a_lock_that_cannot_be_taken_is_told(told: Told) -> None:
    lock_of(told.path).mkdir()
    memory = told.open()
    memory.note("a", {"size": 1})
    memory.close(remove=False)
    assert "Could not lock" in told.said[0]


def test_the_lock_is_given_back(told: Told) -> None:
    memory = told.open()
    memory.note("a", {"size": 1})
    with pytest.raises(Exception, match="exported by"), ExportLock(lock_of(told.path)):
        pass
    memory.close(remove=False)
    with ExportLock(lock_of(told.path)):
        pass
