"""Segments out of the journals of real exports."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from app.jobs.segment_journal import SegmentJournal, cells_of
from app.jobs.segments import Cell, SegmentCells
from exporters.checkpoint.journal import Journal, read_journal
from exporters.events import Event, Restored, UnitChecked, UnitFinished
from tests.commands import Running, kill_after, succeed
from tests.media_factory import constant_rate, sound_only
from tests.stopped_export import job_of, stop_after, stopped_export

KEPT = 3


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return constant_rate(tmp_path_factory.mktemp("film") / "film.mp4", seconds=6.0)


@pytest.fixture(scope="module")
def stopped(film: Path) -> Path:
    """The output of an export that was stopped."""
    return stopped_export(film, film.parent / "stopped.mp4", KEPT)


@pytest.fixture
def output(stopped: Path, film: Path, tmp_path: Path) -> Path:
    """A copy of it, to go on with."""
    shutil.copytree(stopped.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / stopped.name


def journal_of(output: Path) -> Path:
    return output.with_name(f"{output.name}.export_state")


def cells_at(output: Path) -> SegmentCells:
    cells = cells_of(read_journal(journal_of(output)))
    assert cells is not None
    return cells


def go_on(output: Path, subscriber: Callable[[Event], None]) -> None:
    job_of(output.parent / "film.mp4", output, keep_parts=True).run(subscriber)


def test_a_journal_tells_the_segments_and_what_was_kept(stopped: Path) -> None:
    state, cells = read_journal(journal_of(stopped)), cells_at(stopped)
    assert len(cells) + len(cells.sound) == state.unit_count
    assert len(cells.sound) == 1
    assert (cells.starts[0], cells.boundaries[0]) == (0, 0)
    assert (cells.starts[-1], cells.boundaries[-1]) == (pytest.approx(6.0), 150)
    assert list(cells.starts) == sorted(set(cells.starts))
    assert len(state.finished) >= KEPT
    for unit in range(state.unit_count):
        kept = unit in state.finished
        assert cells.states[unit] == (Cell.RESTORED if kept else Cell.WAITING)
        assert cells.sizes[unit] == (state.finished[unit].size if kept else 0)


def test_neither_the_source_nor_ffmpeg_is_needed(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (output.parent / "film.mp4").unlink()
    monkeypatch.setenv("PATH", "")
    assert cells_at(output).finished


def test_events_and_the_journal_come_to_the_same(output: Path) -> None:
    cells, events = cells_at(output), list[Event]()
    kept = [unit for unit, state in enumerate(cells.states) if state == Cell.RESTORED]
    go_on(output, events.append)
    assert any(isinstance(event, Restored) for event in events)
    assert {event.unit for event in events if isinstance(event, UnitChecked)} == set(kept)
    for event in events:
        cells.note(event)
    made = [unit for unit, state in enumerate(cells.states) if state == Cell.FINISHED]
    assert [unit for unit, state in enumerate(cells.states) if state == Cell.VERIFIED] == kept
    assert sorted(kept + made) == list(range(len(cells.states)))
    assert cells.shares == {}
    again = cells_at(output)
    assert list(again.sizes) == list(cells.sizes)
    assert again.finished == len(again)


def test_an_export_that_another_process_runs_is_followed(output: Path) -> None:
    """Nothing is heard of it: its journal alone is read, again and again."""
    following = SegmentJournal(journal_of(output))
    seen: list[SegmentCells | None] = [following.read(running=True).take(None)]
    first = seen[0]
    assert first is not None
    before = first.finished

    def look(event: Event) -> None:
        if isinstance(event, UnitFinished):
            seen.append(following.read(running=True).take(seen[-1]))

    go_on(output, look)
    last = following.read(running=True).take(seen[-1])
    assert all(cells is first for cells in [*seen, last])
    assert first.finished == len(first)
    assert first.counts[Cell.RESTORED] == before
    assert first.counts[Cell.FINISHED] == len(first) - before
    assert list(first.sizes) == list(cells_at(output).sizes)


def test_a_killed_export_shows_what_was_kept_and_what_goes_on_from_there(
    film: Path, tmp_path: Path
) -> None:
    """Another process exports; this one sees its journal only."""
    output = tmp_path / "killed -o 100%.mp4"
    command = ["export", film, "-o", output, "--encoder-preset", "ultrafast", "--keep-parts",
               "--segment-seconds", "0.5", "--workers", "1"]  # fmt: skip
    running = Running(*command, act=kill_after(4))
    assert running.wait()[0] == -signal.SIGKILL
    following = SegmentJournal(journal_of(output))
    shown = following.read().take(None)
    assert shown is not None
    recorded = read_journal(journal_of(output)).finished
    kept = [unit for unit, state in enumerate(shown.states) if state == Cell.RESTORED]
    assert kept == sorted(recorded)
    assert kept
    assert len(shown) > len(kept)
    succeed(*command)
    assert following.read(running=True).take(shown) is shown
    assert [unit for unit, state in enumerate(shown.states) if state == Cell.RESTORED] == kept
    made = set(range(len(shown.states))).difference(kept)
    assert all(shown.states[unit] == Cell.FINISHED for unit in made)


def test_a_voided_segment_is_one_to_be_done_again(output: Path) -> None:
    following = SegmentJournal(journal_of(output))
    shown = following.read().take(None)
    assert shown is not None
    kept = list(shown.states).index(Cell.RESTORED)
    with Journal.open(journal_of(output), is_start=False) as journal:
        journal.unit_void(kept)
    assert following.read().take(shown) is shown
    assert (shown.states[kept], shown.sizes[kept]) == (Cell.DAMAGED, 0)
    assert cells_at(output).states[kept] == Cell.DAMAGED


def test_what_events_have_told_outlives_another_reading(output: Path) -> None:
    path = journal_of(output)
    shown = SegmentJournal(path).read().take(None)
    assert shown is not None
    kept = list(shown.states).index(Cell.RESTORED)
    shown.note(UnitChecked(kept, True))
    assert SegmentJournal(path).read().take(shown) is shown
    assert shown.states[kept] == Cell.VERIFIED


def test_an_export_that_is_started_over_gets_new_cells(output: Path, film: Path) -> None:
    following = SegmentJournal(journal_of(output))
    shown = following.read().take(None)
    assert shown is not None
    shown.note(UnitFinished(0, 1, 1.0))
    stop_after(job_of(film, output, resume="never"), 1)
    again = following.read().take(shown)
    assert again is not None
    assert again is not shown
    assert again.finished < len(again)


def test_a_journal_that_is_gone_or_damaged_has_no_segments(output: Path) -> None:
    path = journal_of(output)
    state = read_journal(path)
    state.stored_plan = state.stored_plan[:-7]
    assert cells_of(state) is None
    path.write_bytes(b"\0" * 100)
    assert SegmentJournal(path).read().take(None) is None
    path.unlink()
    assert SegmentJournal(path).read().take(None) is None


def test_sound_alone_has_no_segments(tmp_path: Path) -> None:
    song = sound_only(tmp_path / "song.m4a")
    output = tmp_path / "song.mka"
    job_of(song, output, keep_parts=True).run(lambda event: None)
    assert cells_of(read_journal(journal_of(output))) is None
