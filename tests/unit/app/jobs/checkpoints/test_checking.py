"""Checks of unfinished exports, and the repair of what they find."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.jobs.checkpoints.checking import check, repair, verify
from exporters.checkpoint.journal import FinishedUnit, Journal, read_journal
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.parts import parse_name
from exporters.errors import StateBusy, StateError
from tests.unit.app.jobs.checkpoints.conftest import Stopped


def index_of(part: Path) -> int:
    name = parse_name(part.name)
    assert name is not None
    return name.index


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def test_what_is_whole_is_said_to_be(stopped: Stopped) -> None:
    quick, thorough = check(stopped.places), verify(stopped.places)
    assert quick.is_whole
    assert (quick.missing, quick.unrecorded, quick.foreign, quick.leftovers) == ((), (), 0, 0)
    assert thorough.is_whole
    assert thorough.checked == len(stopped.parts)
    assert thorough.size == sum(part.stat().st_size for part in stopped.parts)


def test_a_quick_check_finds_what_is_missing_short_unknown_or_foreign(stopped: Stopped) -> None:
    gone, short = stopped.parts[:2]
    numbers = {index_of(gone), index_of(short)}
    foreign = short.with_name("f" * 16 + short.name[16:])
    foreign.write_bytes(short.read_bytes())
    unknown = short.with_name(short.name.replace(short.name[17:23], "000003"))
    unknown.write_bytes(short.read_bytes())
    (short.parent / "unfinished-4194399-000000.mp4").touch()
    gone.unlink()
    short.write_bytes(short.read_bytes()[:-1])
    found = check(stopped.places)
    assert set(found.missing) == numbers
    assert found.unrecorded == (3,)
    assert (found.foreign, found.leftovers) == (1, 1)
    assert not found.is_whole


def test_a_changed_byte_is_found_by_reading_only(stopped: Stopped) -> None:
    flip(stopped.parts[0])
    assert check(stopped.places).is_whole
    seen: list[tuple[int, int]] = []
    found = verify(stopped.places, lambda done, total: seen.append((done, total)))
    assert found.damaged == [stopped.parts[0].name]
    assert found.units_again == [index_of(stopped.parts[0])]
    assert seen[-1][0] == seen[-1][1] > 0


def test_repairing_has_it_done_again_and_the_output_is_the_same(stopped: Stopped) -> None:
    finished = set(read_journal(stopped.journal).finished)
    damaged, gone = stopped.parts[0], stopped.parts[1]
    numbers = {index_of(damaged), index_of(gone)}
    flip(damaged)
    gone.unlink()
    found = verify(stopped.places)
    starts = len(read_journal(stopped.journal).sessions)
    repair(stopped.places, found)
    state = read_journal(stopped.journal)
    assert set(state.finished) == finished - numbers
    # To mend it is no start of the export.
    assert len(state.sessions) == starts
    assert not damaged.exists()
    assert verify(stopped.places).is_whole
    assert stopped.finish() == stopped.expected


def test_repairing_leaves_a_unit_that_has_the_same_content(stopped: Stopped) -> None:
    damaged = stopped.parts[0]
    alike = damaged.with_name(damaged.name.replace(damaged.name[17:23], "000003"))
    alike.write_bytes(damaged.read_bytes())
    unit = read_journal(stopped.journal).finished[index_of(damaged)]
    with Journal.open(stopped.journal) as journal:
        journal.unit_finished(FinishedUnit(3, unit.size, unit.digest, unit.work))
    flip(damaged)
    before = set(read_journal(stopped.journal).finished)
    repair(stopped.places, verify(stopped.places))
    assert set(read_journal(stopped.journal).finished) == before - {index_of(damaged)}


def test_repairing_without_a_journal_removes_what_is_damaged(stopped: Stopped) -> None:
    stopped.journal.unlink()
    flip(stopped.parts[0])
    left = len(stopped.parts) - 1
    repair(stopped.places, verify(stopped.places))
    assert len(stopped.parts) == left
    assert not stopped.journal.exists()
    assert stopped.finish() == stopped.expected


def test_a_running_export_is_not_repaired(stopped: Stopped) -> None:
    flip(stopped.parts[0])
    found, before = verify(stopped.places), stopped.journal.read_bytes()
    with ExportLock(stopped.places.lock), pytest.raises(StateBusy, match=r"out\.mp4"):
        repair(stopped.places, found)
    assert stopped.journal.read_bytes() == before
    assert not found.repaired


def test_where_nothing_is_there_is_nothing_to_check(stopped: Stopped) -> None:
    assert stopped.finish() == stopped.expected
    for look in (check, verify):
        with pytest.raises(StateError, match="no unfinished export"):
            look(stopped.places)
