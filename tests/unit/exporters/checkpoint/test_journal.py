from __future__ import annotations

import threading
from pathlib import Path

import pytest

from exporters.checkpoint import writer
from exporters.checkpoint.journal import FinishedUnit, Journal, read_journal
from exporters.durable import AppendFile, Storage
from exporters.errors import DiskFull, ExportError, StateError
from tests import journal_mutations as journals
from tests.faulty_storage import FaultyStorage, SimulatedCrash
from tests.journal_mutations import create, snapshot, unit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "-o 'film' 100%\n映.mp4.export_state"


class Disk(Storage):
    """Can be told to hold back syncs, or to fail after a part of the next write."""

    def __init__(self) -> None:
        self.may_sync = threading.Event()
        self.may_sync.set()
        self.failing = False
        self.part_written = 0
        self.fail_syncs = 0
        self.writes = 0

    def open_append(self, path: Path) -> AppendFile:
        return _File(path, self)


class _File(AppendFile):
    def __init__(self, path: Path, disk: Disk) -> None:
        super().__init__(path)
        self._disk = disk

    def write(self, content: bytes) -> None:
        self._disk.writes += 1
        if self._disk.failing:
            super().write(content[: self._disk.part_written])
            raise DiskFull("There is no room on the disk.")
        super().write(content)

    def sync(self) -> None:
        self._disk.may_sync.wait()
        if self._disk.fail_syncs:
            self._disk.fail_syncs -= 1
            raise ExportError("Could not save the file: Input/output error.")
        super().sync()


def test_what_was_recorded_is_read_again(path: Path) -> None:
    with create(path, synchronous=False) as journal:
        journal.phase("preparing", completed=True)
        journal.phase("exporting")
        journal.unit_finished(unit(3))
        journal.unit_finished(unit(4, size=1 << 33))
        journal.unit_finished(unit(5))
        journal.unit_void(3)
        journal.progress(0.5, {"frames": 12})
    state = read_journal(path)
    assert snapshot(state) == snapshot(journal.state)
    assert dict(state.finished) == {4: unit(4, size=1 << 33), 5: unit(5)}
    assert (state.phase, state.last_completed_phase) == ("exporting", "preparing")
    assert (state.progress, state.details) == (0.5, {"frames": 12})
    assert state.request["options"] == {"crf": 20, "scale": None}
    assert [session.pid for session in state.sessions]


def test_every_start_is_counted(path: Path) -> None:
    create(path).close()
    for _ in range(3):
        Journal.open(path).close()
    state = read_journal(path)
    assert len(state.sessions) == 4
    assert len({session.id for session in state.sessions}) == 4


def test_creating_replaces_what_was_there(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(1))
    create(path).close()
    assert len(read_journal(path).finished) == 0


def test_a_torn_tail_is_cut_without_a_copy(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(1))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[24:60])
    with Journal.open(path) as journal:
        assert not journal.state.damage
        journal.unit_finished(unit(2))
    assert set(read_journal(path).finished) == {1, 2}
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_damage_is_cut_and_a_copy_kept(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(1))
        end = path.stat().st_size
        journal.unit_finished(unit(2))
        journal.unit_finished(unit(3))
    broken = bytearray(path.read_bytes())
    broken[end + 12] ^= 1
    path.write_bytes(broken)
    with Journal.open(path) as journal:
        assert "damaged" in journal.state.damage
        journal.unit_finished(unit(4))
    assert path.with_name(path.name + ".damaged").read_bytes() == broken
    state = read_journal(path)
    assert set(state.finished) == {1, 4}
    assert not state.damage


def test_a_copy_of_a_damaged_journal_is_told_of_once_however_often_it_is_tried(path: Path) -> None:
    class Full(Storage):
        refusals = 3

        def open_append(self, path: Path) -> AppendFile:
            if self.refusals:
                self.refusals -= 1
                raise DiskFull("There is no room on the disk.")
            return super().open_append(path)

    create(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole + b"\x01\x00\x00\x00\x09 and not a checksum")
    journal = Journal.open(path, storage=Full(), synchronous=True, patient=True)
    for number in range(3):
        journal.unit_finished(unit(number))
    journal.close()
    assert journal.state.damage.count("A copy was kept") == 1
    assert set(read_journal(path).finished) == {0, 1, 2}


def test_a_unit_takes_at_most_100_bytes(path: Path) -> None:
    with create(path, unit_count=1 << 32) as journal:
        for one, most in ((unit(99_999), 50), (unit((1 << 32) - 1, (1 << 64) - 1, 1 << 63), 100)):
            before = path.stat().st_size
            journal.unit_finished(one)
            assert path.stat().st_size - before <= most


def test_progress_is_throttled_but_the_last_is_saved(path: Path) -> None:
    with create(path, save_interval=3600) as journal:
        journal.progress(1)
        journal.progress(2, {"a": 1})
        journal.progress(3)
        assert journal.state.progress == 3
        assert read_journal(path).progress == 1
        journal.flush()
        assert read_journal(path).progress == 3
        journal.progress(4)
        journal.progress(5, force=True)
        assert read_journal(path).progress == 5
        journal.progress(6)
    assert read_journal(path).progress == 6


def test_recording_does_not_wait_for_the_disk(path: Path) -> None:
    disk = Disk()
    journal = create(path, storage=disk, synchronous=False)
    disk.may_sync.clear()
    for index in range(100):
        journal.unit_finished(unit(index))
    assert not journal.flush(timeout=0.01)
    disk.may_sync.set()
    assert journal.flush()
    assert len(read_journal(path).finished) == 100
    # All that gathered while the first was being synced was written at once.
    assert disk.writes <= 3
    journal.close()


@pytest.mark.parametrize("part_written", [0, 1, 20, 1000])
def test_a_full_disk_stops_nothing_and_loses_nothing(
    path: Path, part_written: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "FIRST_WAIT", 0.001)
    disk, warnings, warned = Disk(), list[str](), threading.Event()

    def warn(sentence: str) -> None:
        warnings.append(sentence)
        warned.set()

    journal = create(path, storage=disk, synchronous=False, on_warning=warn)
    journal.unit_finished(unit(1))
    journal.flush()
    disk.failing, disk.part_written = True, part_written
    journal.unit_finished(unit(2))
    warned.wait()
    journal.unit_finished(unit(3))
    assert not journal.flush(timeout=0.01)
    assert set(read_journal(path).finished) >= {1}
    disk.failing = False
    assert journal.flush()
    assert set(read_journal(path).finished) == {1, 2, 3}
    journal.close()
    assert len(warnings) == 2
    assert "no room" in warnings[0]
    assert "saved again" in warnings[1]


def test_after_a_failed_sync_all_of_it_is_written_again(path: Path) -> None:
    disk = Disk()
    journal = create(path, storage=disk)
    journal.unit_finished(unit(1))
    writes, size = disk.writes, path.stat().st_size
    disk.fail_syncs = 2
    journal.unit_finished(unit(2))
    assert not journal.flush()
    journal.unit_finished(unit(3))
    journal.close()
    assert disk.writes == writes + 3
    assert path.stat().st_size == size + 2 * 48
    assert set(read_journal(path).finished) == {1, 2, 3}


def test_closing_gives_up_on_a_disk_that_stays_full(path: Path) -> None:
    disk, warnings = Disk(), list[str]()
    journal = create(path, storage=disk, synchronous=False, on_warning=warnings.append)
    disk.failing = True
    journal.unit_finished(unit(1))
    journal.unit_void(1)
    journal.close(timeout=0.01)
    journal.close()
    assert "last 2 records" in warnings[-1]
    assert len(read_journal(path).finished) == 0


def test_a_warning_that_cannot_be_shown_stops_nothing(path: Path) -> None:
    def warn(sentence: str) -> None:
        raise RuntimeError(sentence)

    disk = Disk()
    journal = create(path, storage=disk, on_warning=warn)
    disk.failing = True
    journal.unit_finished(unit(1))
    disk.failing = False
    journal.close()
    assert set(read_journal(path).finished) == {1}


@pytest.mark.parametrize("synchronous", [True, False])
def test_a_crash_while_writing_reaches_the_next_caller(path: Path, synchronous: bool) -> None:
    storage = FaultyStorage(path.parent)
    journal = create(path, storage=storage, synchronous=synchronous)
    journal.unit_finished(unit(1))
    journal.flush()
    storage.stop_at = len(storage.operations)

    def record() -> None:
        journal.unit_finished(unit(2))
        journal.flush()

    with pytest.raises(SimulatedCrash):
        record()
    with pytest.raises(SimulatedCrash):
        journal.flush()
    with pytest.raises(SimulatedCrash):
        journal.unit_finished(unit(3))
    assert set(read_journal(path).finished) == {1}


def test_many_threads_may_record_at_once(path: Path) -> None:
    journal = create(path, synchronous=False)

    def work(first: int) -> None:
        for index in range(first, journals.UNIT_COUNT, 4):
            journal.unit_finished(unit(index))
            journal.progress(index)

    threads = [threading.Thread(target=work, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()
    state = read_journal(path)
    assert not state.damage
    assert len(state.finished) == journals.UNIT_COUNT


def test_finished_units_may_be_iterated_while_others_finish(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(1))
        journal.unit_finished(unit(2))
        for index in journal.state.finished:
            journal.unit_finished(unit(index + 10))
        assert set(journal.state.finished) == {1, 2, 11, 12}


@pytest.mark.parametrize("closed", [True, False])
def test_discarding_removes_the_file(path: Path, closed: bool) -> None:
    journal = create(path, synchronous=False)
    journal.unit_finished(unit(1))
    if closed:
        journal.close()
    journal.discard()
    journal.discard()
    assert not path.exists()


def test_a_closed_journal_takes_no_records(path: Path) -> None:
    journal = create(path)
    journal.close()
    with pytest.raises(StateError, match="is closed"):
        journal.unit_finished(unit(1))


@pytest.mark.parametrize(
    "changes",
    [
        {"request": {"path": Path("x")}},
        {"request": {1: 2}},
        {"request": {"number": 1 << 64}},
        {"plan_hash": "../../etc"},
        {"unit_count": -1},
        {"sources": [{"deep": [[[...]]]}]},
    ],
)
def test_what_cannot_be_held_is_refused_before_anything_is_written(
    path: Path, changes: dict[str, object]
) -> None:
    with pytest.raises(StateError, match="cannot be saved in a journal"):
        create(path, **changes)
    assert not path.exists()


def test_a_plan_that_is_too_large_is_refused(path: Path) -> None:
    with pytest.raises(StateError, match="too large for a journal"):
        create(path, stored_plan=bytes(64 << 20))
    with create(path) as journal:
        with pytest.raises(StateError, match="too large for a journal"):
            journal.progress(1, {"log": "x" * (1 << 20)})
        with pytest.raises(StateError, match="cannot be saved"):
            journal.progress(object())
        with pytest.raises(StateError, match="too large for a journal"):
            journal.phase("x" * 2000)
        journal.unit_finished(unit(1))
    assert set(read_journal(path).finished) == {1}


@pytest.mark.parametrize(
    "wrong",
    [unit(-1), unit(journals.UNIT_COUNT), unit(1, size=-1), unit(1, work=-1), unit(1, 1 << 64)],
)
def test_a_unit_that_is_not_in_the_plan_is_refused(path: Path, wrong: FinishedUnit) -> None:
    with create(path) as journal:
        with pytest.raises(StateError):
            journal.unit_finished(wrong)
        with pytest.raises(StateError):
            journal.unit_void(journals.UNIT_COUNT)
        assert snapshot(read_journal(path)) == snapshot(journal.state)


def test_names_that_are_no_unicode_survive(path: Path) -> None:
    sources = [{"path": "film\udcff\ud800.mp4"}]
    create(path, sources=sources).close()
    assert read_journal(path).sources == sources
