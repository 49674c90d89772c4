"""Sessions, interruptions and what they cost, as far as a journal truthfully tells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.report.headline import headline
from app.jobs.report.interruptions import interruptions_of
from app.jobs.report.sessions import sessions_of
from app.jobs.report.speed import speed_of
from exporters.checkpoint.history import PhaseChange, ProgressNote, UnitDone, UnitVoid
from exporters.checkpoint.state import Session
from exporters.errors import StateError
from exporters.events import PHASES
from tests.unit.app.jobs.report.told_journal import START, ToldJournal


@pytest.fixture
def told(tmp_path: Path) -> ToldJournal:
    return ToldJournal(tmp_path / "out.export_state")


def killed_once(told: ToldJournal) -> ToldJournal:
    """Killed after 20 s, started again at 100 s, done at 112 s."""
    told.exporting(0, 3).unit(0, 8).unit(1, 13).note(18, running=7, wasted=0).note(
        20, running=9, wasted=2
    )
    told.exporting(100, 104).unit(2, 109)
    return told.finish(110)


def test_a_kill_is_an_interruption_between_the_last_record_and_the_next_start(
    told: ToldJournal,
) -> None:
    story = killed_once(told).story()
    (one,) = story.interruptions
    assert (one.stopped - START, one.went_on - START, one.away) == (20, 100, 80)
    assert (one.how, one.phase) == ("died", "exporting")
    assert (one.kept_units, one.kept_size) == (2, 2000)
    assert one.repeated_work == 11
    assert one.restart_seconds == 4
    assert not one.moved
    assert headline(story) == "Finished in 0:33 with 1 interruption; nothing finished was lost."


def test_times_add_up(told: ToldJournal) -> None:
    story = killed_once(told).story()
    assert story.sessions[0].began == START
    # The report is made a second after the phase reporting began, at 112 s.
    assert story.elapsed == 113
    assert (story.away, story.paused, story.working) == (80, 0, 33)


def test_the_report_of_a_later_start_does_not_stretch_the_last_session(told: ToldJournal) -> None:
    assert killed_once(told).story(later=True).elapsed == 112


def test_a_stop_that_was_recorded_is_told_from_a_kill(told: ToldJournal) -> None:
    told.exporting(0, 1).unit(0, 5).note(6, running=0, wasted=13, phase="exporting")
    told.exporting(10, 11, host="laptop").finish(12)
    (one,) = told.story().interruptions
    assert (one.how, one.repeated_work, one.moved) == ("stopped", 13, True)


def test_what_ran_when_the_work_was_complete_was_not_lost(told: ToldJournal) -> None:
    """The last record of progress may be older than the end of the phase, or come after it."""
    told.exporting(0, 1).note(4, running=9, wasted=1).unit(0, 5).phase("exporting", 6, True)
    told.note(7, running=9, wasted=1).phase("assembling", 7)
    told.exporting(10, 11).finish(12)
    (one,) = told.story().interruptions
    assert (one.phase, one.repeated_work) == ("assembling", 1)


def test_without_records_of_progress_the_loss_is_unknown(told: ToldJournal) -> None:
    told.exporting(0, 1).unit(0, 5)
    told.exporting(10, 11).finish(12)
    (one,) = told.story().interruptions
    assert one.repeated_work is None


def test_pauses_count_neither_as_work_nor_as_exporting(told: ToldJournal) -> None:
    told.exporting(0, 1).unit(0, 3).note(4, running=0, wasted=0, paused="disk space")
    told.note(500, running=0, wasted=0, paused="disk space").note(504, running=0, wasted=0)
    told.unit(1, 506).finish(507)
    document = told.document()
    assert document["times"]["paused"] == 500
    assert document["times"]["working"] == pytest.approx(10)
    phases = {phase["name"]: phase["seconds"] for phase in document["phases"]}
    assert phases["exporting"] == pytest.approx(6)
    assert document["sessions"][0]["pauses"] == [
        {"waiting_for": "disk space", "began": START + 4, "ended": START + 504}
    ]
    assert document["speed"]["seconds"] == pytest.approx(6)


def test_damaged_parts_are_named_and_not_counted_as_kept(told: ToldJournal) -> None:
    told.exporting(0, 1).unit(0, 5).unit(1, 6)
    told.exporting(10, 11).void(0).unit(0, 15).finish(16)
    story = told.story()
    (one,) = story.interruptions
    assert (one.kept_units, one.kept_size, one.damaged_units) == (1, 1000, 1)
    assert headline(story) == (
        "Finished in 0:15 with 1 interruption; 1 finished part had been damaged and was made again."
    )


def test_a_part_whose_record_was_lost_in_the_kill_is_kept_all_the_same(told: ToldJournal) -> None:
    told.exporting(0, 1).unit(0, 5)
    told.session(10).unit(1, 10, work=0).phase("preparing", 10).phase("preparing", 11, True)
    told.phase("exporting", 11).unit(2, 14).finish(15)
    story = told.story()
    (one,) = story.interruptions
    assert one.kept_units == 2
    assert not story.journal_was_lost
    assert "nothing finished was lost" in headline(story)


def test_a_journal_that_was_rebuilt_claims_no_time(told: ToldJournal) -> None:
    told.session(10).unit(0, 10, work=0).unit(1, 10, work=0).phase("preparing", 8)
    told.phase("preparing", 11, True).phase("exporting", 11).unit(2, 14).finish(15)
    story = told.story()
    assert headline(story) == "Finished; the journal was lost and rebuilt from 2 finished parts."
    assert story.speed.work == 10


def test_without_interruption_it_says_so(told: ToldJournal) -> None:
    assert headline(told.exporting(0, 1).unit(0, 3601).finish(3602).story()) == (
        "Finished in 1:00:05 without interruption."
    )


def test_a_clock_that_was_set_back_gives_no_negative_times(told: ToldJournal) -> None:
    told.exporting(5000, 5001).unit(0, 5010)
    told.exporting(100, 101).unit(1, 105).finish(106)
    story = told.story()
    assert story.away == 0
    assert all(span.seconds >= 0 for session in story.sessions for span in session.phases)


def test_a_journal_without_a_start_tells_no_story(told: ToldJournal) -> None:
    with pytest.raises(StateError):
        told.story()


times = st.floats(0, 1e6) | st.integers(0, 1_000_000).map(float)
amounts = st.integers(-3, 1 << 70) | st.none() | st.text(max_size=2)
happenings = st.lists(
    st.one_of(
        st.builds(Session, st.just("ab"), times, st.integers(0, 9), st.text(max_size=3)),
        st.builds(PhaseChange, st.sampled_from([*PHASES, "other"]), st.booleans(), times),
        st.builds(
            UnitDone,
            st.integers(0, 5),
            st.integers(0, 1 << 64),
            st.integers(0, 1 << 64),
            times.map(int),
        ),
        st.builds(UnitVoid, st.integers(0, 5)),
        st.builds(
            ProgressNote,
            times,
            st.none(),
            st.fixed_dictionaries(
                {},
                optional={"running": amounts, "wasted": amounts, "paused": amounts,
                          "phase": amounts},
            ),
        ),
    ),
    max_size=40,
)  # fmt: skip


@given(happenings, st.integers(1, 4))
def test_whatever_the_records_times_only_go_forward(records: list[object], workers: int) -> None:
    sessions, finished = sessions_of(records)  # type: ignore[arg-type]
    end = 0.0
    for session in sessions:
        assert end <= session.began <= session.ended
        end = session.ended
        at = session.began
        for span in session.phases:
            assert at <= span.began <= span.ended <= session.ended
            at = span.ended
        for pause in session.pauses:
            assert session.began <= pause.began <= pause.ended <= session.ended
        assert session.repeated is None or session.repeated >= 0
    assert len(interruptions_of(sessions)) == max(0, len(sessions) - 1)
    if sessions:
        assert sessions[-1].held_units == len(finished)
    speed = speed_of(sessions, workers)
    assert 0 <= speed.seconds <= sum(session.seconds for session in sessions) + 1e-6
    if speed.rates:
        assert sum(speed.rates) * speed.step == pytest.approx(speed.work, rel=1e-6, abs=1e-6)
