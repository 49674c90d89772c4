"""The journal read as a story: every record with its time, as far as it is intact."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from exporters.checkpoint import frames
from exporters.checkpoint.history import (
    PhaseChange,
    ProgressNote,
    UnitDone,
    UnitVoid,
    read_history,
)
from exporters.checkpoint.journal import Journal
from exporters.checkpoint.reading import parse
from exporters.checkpoint.state import Session
from exporters.errors import NewerVersion, StateError
from tests import journal_mutations as journals

BIG = 1 << 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "film\n.mp4.export_state"


def written(path: Path) -> None:
    with journals.create(path) as journal:
        journal.phase("preparing", at=1000.5)
        journal.phase("preparing", completed=True, at=1001)
        journal.phase("exporting")
        journal.unit_finished(journals.unit(3))
        journal.unit_finished(journals.unit(4, size=BIG, work=7))
        journal.progress(2, {"running": 12})
    with Journal.open(path, synchronous=True, save_interval=0) as journal:
        journal.unit_void(3)
        journal.unit_finished(journals.unit(3))


def test_every_record_is_told_in_its_order(path: Path) -> None:
    written(path)
    history = read_history(path)
    assert [type(happening) for happening in history.happenings] == [
        Session, PhaseChange, PhaseChange, PhaseChange, UnitDone, UnitDone, ProgressNote,
        Session, UnitVoid, UnitDone,
    ]  # fmt: skip
    first, begun, done, _, small, large, note, second, void, again = history.happenings
    assert [first, second] == history.state.sessions
    assert begun == PhaseChange("preparing", False, 1000.5)
    assert done == PhaseChange("preparing", True, 1001.0)
    assert isinstance(small, UnitDone)
    assert (small.index, small.size, small.work) == (3, 1_500_000, 250)
    assert isinstance(large, UnitDone)
    assert (large.index, large.size, large.work) == (4, BIG, 7)
    assert isinstance(note, ProgressNote)
    assert (note.value, note.details) == (2, {"running": 12})
    assert void == UnitVoid(3)
    assert isinstance(again, UnitDone)
    assert again.time >= small.time > 1_600_000_000


def test_a_torn_tail_is_left_out(path: Path) -> None:
    written(path)
    whole = read_history(path).happenings
    path.write_bytes(path.read_bytes()[:-5])
    history = read_history(path)
    assert history.happenings == whole[:-1]
    assert not history.state.damage


def test_records_of_a_later_version_are_passed_over(path: Path) -> None:
    written(path)
    content = path.read_bytes()
    whole = read_history(path).happenings
    frame, _ = frames.frame(200, b"\xc0", frames.checksum_before(content, len(content)))
    path.write_bytes(content + frame)
    assert read_history(path).happenings == whole


def test_of_a_damaged_journal_the_valid_records_are_told(path: Path) -> None:
    """Whatever the damage: the units that the story leaves finished are those of the state."""
    dice = random.Random(5)
    steps = [journals.random_step(dice) for _ in range(40)]
    content, _ = journals.write(path, steps)
    other, _ = journals.write(path.with_name("other"), steps[::-1])
    read = 0
    for _ in range(300):
        path.write_bytes(journals.mutate(content, other, dice))
        try:
            state = parse(path.read_bytes(), path).state
        except (StateError, NewerVersion) as error:
            with pytest.raises(type(error)):
                read_history(path)
            continue
        history = read_history(path)
        read += 1
        finished: dict[int, int] = {}
        for happening in history.happenings:
            if isinstance(happening, UnitDone):
                finished[happening.index] = happening.size
            elif isinstance(happening, UnitVoid):
                finished.pop(happening.index, None)
        assert finished == {index: unit.size for index, unit in state.finished.items()}
        assert history.state.damage == state.damage
        told = [one for one in history.happenings if isinstance(one, Session)]
        assert told == state.sessions
    assert read > 100


def test_what_is_no_journal_has_no_story(path: Path) -> None:
    with pytest.raises(StateError):
        read_history(path)
    path.write_bytes(b"notes")
    with pytest.raises(StateError):
        read_history(path)
