"""What becomes of segments, as events tell it."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from app.jobs.segments import KEPT, LOGGED, Cell, SegmentCells
from exporters.checkpoint.state import JournalState, Session
from exporters.checkpoint.units import FinishedUnit, compact
from exporters.events import (
    Event,
    Progress,
    Restored,
    UnitChecked,
    UnitFinished,
    UnitRetried,
    WorkerProgress,
)

W, E, F, R, V, D = Cell


def waiting(count: int = 4, tracks: int = 1) -> SegmentCells:
    """Segments of 2 s and 50 frames."""
    edges = range(count + 1)
    return SegmentCells.waiting(
        [2.0 * edge for edge in edges], [50 * edge for edge in edges], tracks
    )


def progress(*running: tuple[int, int], **more: object) -> Progress:
    workers = tuple(WorkerProgress(unit, "video", done, 50) for unit, done in running)
    return Progress("exporting", workers=workers, **more)  # type: ignore[arg-type]


def test_events_move_segments_from_waiting_to_finished() -> None:
    cells = waiting()
    cells.note(progress((0, 25), (4, 1)))
    assert (cells.states[0], cells.sound[0]) == (E, E)
    assert cells.shares == {0: 0.5, 4: 0.02}
    cells.note(UnitFinished(0, 1000, 1.0))
    cells.note(UnitFinished(4, 10, 1.0))
    assert (cells.states[0], cells.sizes[0], cells.sound[0], cells.shares) == (F, 1000, F, {})
    assert cells.bit_rate(0) == 4000
    assert cells.bit_rate(1) is None
    assert cells.finished == 1
    assert len(cells) == 4


def test_what_is_encoded_but_not_accepted_yet_stays_under_way() -> None:
    cells = waiting()
    cells.note(progress((1, 25)))
    cells.note(progress((2, 1)))
    assert list(cells.states[:4]) == [W, E, E, W]
    cells.note(UnitFinished(1, 9, 1.0))
    assert list(cells.states[:4]) == [W, F, E, W]


def test_what_is_stopped_waits_again() -> None:
    for end in (
        progress(final=True),
        progress(waiting_for="disk space"),
        Progress("preparing"),
        Restored(0, 5, 0.0),
    ):
        cells = waiting()
        cells.note(progress((1, 25)))
        cells.note(end)
        assert (list(cells.states), cells.shares) == ([W] * 5, {})


def test_damage_takes_a_segment_back_until_it_is_made_anew() -> None:
    cells = waiting()
    cells.note(UnitFinished(0, 1000, 1.0))
    cells.note(UnitChecked(0, False))
    assert (cells.states[0], cells.sizes[0]) == (D, 0)
    cells.note(progress((0, 10)))
    assert (cells.states[0], cells.shares[0]) == (D, 0.2)
    cells.note(UnitFinished(0, 1001, 1.0))
    assert (cells.states[0], cells.sizes[0]) == (F, 1001)


def test_a_failed_segment_is_shown_as_one_to_be_done_again() -> None:
    cells = waiting()
    cells.note(progress((1, 10)))
    cells.note(UnitRetried(1, 2, 1.0, "It failed."))
    assert (cells.states[1], cells.shares) == (D, {})


def test_another_run_turns_what_is_finished_into_what_was_kept() -> None:
    cells = waiting()
    cells.note(UnitFinished(0, 1000, 1.0))
    cells.note(UnitFinished(1, 1000, 1.0))
    cells.note(Restored(2, 5, 0.0))
    assert list(cells.states) == [R, R, W, W, W]
    assert cells.sizes[0] == 1000
    cells.note(UnitChecked(0, True))
    cells.note(UnitFinished(2, 7, 1.0))
    assert list(cells.states) == [V, R, F, W, W]


def test_late_news_of_a_finished_segment_and_unknown_units_change_nothing() -> None:
    cells = waiting()
    cells.note(UnitFinished(0, 1000, 1.0))
    before = bytes(cells.states)
    cells.note(progress((0, 49), (99, 3)))
    cells.note(UnitFinished(99, 1, 1.0))
    assert (bytes(cells.states), cells.shares) == (before, {})


def test_a_journal_tells_what_was_made_since_the_last_start() -> None:
    state = JournalState("5e55", 0.0, "0" * 32, "video", 5)
    state.sessions = [Session("a1", 100.0, 1, "studio"), Session("b2", 200.5, 2, "studio")]
    units = [FinishedUnit(index, 10 + index, bytes(16), 50) for index in range(4)]
    times = [150, 200, 201, 250]
    payloads = [compact(unit, time) for unit, time in zip(units, times, strict=True)]
    state.finished.add_compact([0, 1, 2, 3], [payload for payload in payloads if payload])
    state.finished.remove(3)
    running, resting = waiting(), waiting()
    running.take_journal(state, running=True)
    resting.take_journal(state)
    assert list(running.states) == [R, R, F, D, W]
    assert list(resting.states) == [R, R, R, D, W]
    assert list(running.sizes) == [10, 11, 12, 0, 0]


def test_what_events_have_told_is_newer_than_a_journal() -> None:
    state = JournalState("5e55", 0.0, "0" * 32, "video", 5)
    state.finished.add(FinishedUnit(0, 10, bytes(16), 50))
    state.finished.remove(0)
    state.finished.add(FinishedUnit(1, 11, bytes(16), 50))
    cells = waiting()
    cells.note(UnitFinished(0, 12, 1.0))
    cells.note(UnitFinished(2, 13, 1.0))
    cells.note(UnitChecked(1, True))
    cells.take_journal(state)
    assert list(cells.states) == [F, V, F, W, W]
    assert list(cells.sizes) == [12, 11, 13, 0, 0]


def test_pauses_are_known() -> None:
    cells = waiting()
    cells.note(progress((0, 1), paused=True))
    assert cells.paused
    cells.note(progress((0, 1)))
    assert not cells.paused


UNITS = st.integers(0, 6)
EVENTS = st.one_of(
    st.builds(
        lambda running, final: progress(*running.items(), final=final),
        st.dictionaries(UNITS, st.integers(0, 50), max_size=3),
        st.booleans(),
    ),
    st.builds(lambda unit: UnitFinished(unit, 100, 1.0), UNITS),
    st.builds(lambda unit: UnitRetried(unit, 2, 1.0, ""), UNITS),
    st.builds(UnitChecked, UNITS, st.booleans()),
    st.just(Restored(1, 6, 0.0)),
)


@given(st.lists(EVENTS, max_size=40), st.integers(0, 40))
def test_every_unit_is_in_one_state_and_changes_are_told(events: list[Event], at: int) -> None:
    cells = waiting(5, 1)
    version, before = cells.version, (bytes(cells.states), dict(cells.shares), list(cells.sizes))
    for number, event in enumerate(events):
        if number == at:
            version = cells.version
            before = (bytes(cells.states), dict(cells.shares), list(cells.sizes))
        cells.note(event)
    assert sum(cells.counts.values()) == 5
    assert cells.finished == sum(state in KEPT for state in cells.states[:5])
    for unit, state in enumerate(cells.states):
        assert (cells.sizes[unit] > 0) <= (state in KEPT)
        assert (unit in cells.shares) <= (state in (E, D))
        assert (state == E) <= (unit in cells.shares)
    changed = cells.changed_since(version)
    for unit in range(6) if changed is not None else ():
        same = (before[0][unit], before[1].get(unit), before[2][unit]) == (
            cells.states[unit], cells.shares.get(unit), cells.sizes[unit]
        )  # fmt: skip
        assert same or unit in changed


def test_long_ago_changes_are_forgotten_and_may_be_anything() -> None:
    cells = waiting()
    first = cells.version
    for number in range(3 * LOGGED):
        cells.finish(number % 4, 1 + number)
    assert cells.changed_since(first) is None
    assert cells.changed_since(cells.version) == []
    assert cells.changed_since(cells.version - 3) == [1, 2, 3]


def test_a_hundred_thousand_segments_take_less_than_10_megabytes() -> None:
    cells = waiting(100_000)
    for unit in range(100_000):
        cells.finish(unit, 1000 + unit)
    arrays = (cells.starts, cells.boundaries, cells.states, cells.sizes, cells._log)
    assert sum(sys.getsizeof(held) for held in arrays) < 10_000_000
