"""Reading on in a journal that is being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.checkpoint.following import JournalFollower
from exporters.checkpoint.journal import FinishedUnit, Journal, read_journal
from exporters.errors import StateError
from tests.journal_mutations import create, unit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "-o 'film' 100%.mp4.export_state"


def test_the_first_reading_is_whole_and_later_ones_tell_what_is_new(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(0))
        follower = JournalFollower(path)
        first = follower.read()
        assert (first.whole, first.units) == (True, [])
        assert dict(first.state.finished) == {0: unit(0)}
        journal.unit_finished(unit(2))
        journal.unit_void(0)
        journal.progress(1, force=True)
        second = follower.read()
        assert (second.whole, second.units, second.restarted) == (False, [unit(2), 0], False)
        assert dict(second.state.finished) == {2: unit(2)}
        assert second.state.finished.voided == {0}
        assert follower.read().units == []
    Journal.open(path).close()
    assert follower.read().restarted


def test_a_frame_that_is_written_by_halves_is_told_once_it_is_whole(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(0))
        before = path.stat().st_size
        journal.unit_finished(unit(1))
    content = path.read_bytes()
    path.write_bytes(content[:before])
    follower = JournalFollower(path)
    follower.read()
    for size in range(before + 1, len(content)):
        path.write_bytes(content[:size])
        assert follower.read().units == []
    path.write_bytes(content)
    assert follower.read().units == [unit(1)]


def test_another_journal_in_its_place_is_read_whole(path: Path) -> None:
    with create(path) as journal:
        journal.unit_finished(unit(0))
    follower = JournalFollower(path)
    follower.read()
    with create(path) as journal:
        for index in range(3):
            journal.unit_finished(unit(index))
    again = follower.read()
    assert again.whole
    assert set(again.state.finished) == {0, 1, 2}


def test_a_journal_that_is_gone_is_told_and_may_come_back(path: Path) -> None:
    create(path).close()
    follower = JournalFollower(path)
    follower.read()
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(StateError):
        follower.read()
    path.write_bytes(content)
    assert follower.read().whole


STEPS = st.lists(
    st.one_of(
        st.integers(0, 5).map(lambda index: ("finish", index)),
        st.integers(0, 5).map(lambda index: ("void", index)),
        st.just(("progress", 0)),
        st.just(("read", 0)),
    ),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=STEPS)
def test_following_comes_to_what_reading_comes_to(path: Path, steps: list[tuple[str, int]]) -> None:
    told: dict[int, FinishedUnit] = {}
    with create(path) as journal:
        follower = JournalFollower(path)
        follower.read()
        for step, index in [*steps, ("read", 0)]:
            if step == "finish":
                journal.unit_finished(unit(index))
            elif step == "void":
                journal.unit_void(index)
            elif step == "progress":
                journal.progress(index, force=True)
            else:
                news = follower.read()
                assert not news.whole
                for one in news.units:
                    if isinstance(one, int):
                        told.pop(one, None)
                    else:
                        told[one.index] = one
    state = read_journal(path)
    assert told == dict(state.finished) == dict(news.state.finished)
    assert news.state.finished.voided == state.finished.voided
    outlines = {(index, size) for index, size, _ in state.finished.outlines()}
    assert outlines == {(one.index, one.size) for one in state.finished.values()}
