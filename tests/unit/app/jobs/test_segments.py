from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.segments import KEPT, Cell, SegmentCells, cells_of
from exporters.checkpoint.journal import read_journal
from exporters.engine.options import ExportOptions
from exporters.errors import Cancelled
from exporters.events import (
    Event,
    Progress,
    Restored,
    UnitChecked,
    UnitFinished,
    UnitRetried,
    WorkerProgress,
)
from exporters.media.ffmpeg import find_ffmpeg
from exporters.resume_export import ResumableExporter
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest
from tests.media_factory import constant_rate


def waiting(count: int = 4, tracks: int = 1) -> SegmentCells:
    return SegmentCells.waiting(
        (2.0 * index for index in range(count + 1)), (50 * index for index in range(count + 1)),
        tracks,
    )  # fmt: skip


def progress(*running: tuple[int, int]) -> Progress:
    workers = tuple(WorkerProgress(unit, "video", done, 50) for unit, done in running)
    return Progress("exporting", workers=workers)


def test_events_move_segments_from_waiting_to_finished() -> None:
    cells = waiting()
    cells.note(progress((0, 25), (4, 1)))
    assert (cells.states[0], cells.shares) == (Cell.ENCODING, {0: 0.5})
    assert cells.sound[0] == Cell.ENCODING
    cells.note(UnitFinished(0, 1000, 1.0))
    cells.note(UnitFinished(4, 10, 1.0))
    assert (cells.states[0], cells.sizes[0], cells.shares) == (Cell.FINISHED, 1000, {})
    assert cells.sound[0] == Cell.FINISHED
    assert cells.bit_rate(0) == 4000
    assert cells.finished == 1


def test_what_is_no_longer_under_way_waits_again() -> None:
    cells = waiting()
    cells.note(progress((1, 25)))
    cells.note(progress((2, 1)))
    assert list(cells.states) == [Cell.WAITING, Cell.WAITING, Cell.ENCODING, Cell.WAITING]


def test_damage_takes_a_segment_back() -> None:
    cells = waiting()
    cells.note(UnitFinished(0, 1000, 1.0))
    cells.note(UnitChecked(0, False))
    assert (cells.states[0], cells.sizes[0]) == (Cell.DAMAGED, 0)
    cells.note(UnitRetried(1, 2, 1.0, "It failed."))
    assert cells.states[1] == Cell.DAMAGED
    cells.note(progress((0, 10)))
    assert cells.states[0] == Cell.ENCODING


EVENTS = st.one_of(
    st.builds(lambda unit: progress((unit, 10)), st.integers(0, 5)),
    st.builds(lambda unit: UnitFinished(unit, 100, 1.0), st.integers(0, 5)),
    st.builds(lambda unit: UnitRetried(unit, 2, 1.0, ""), st.integers(0, 5)),
    st.builds(UnitChecked, st.integers(0, 5), st.booleans()),
)


@given(st.lists(EVENTS, max_size=40))
def test_every_segment_is_in_one_state_and_only_finished_ones_have_a_size(
    events: list[Event],
) -> None:
    cells = waiting(5, 1)
    for event in events:
        before = cells.version
        cells.note(event)
        assert cells.version > before
    assert sum(cells.counts.values()) == 5
    assert cells.finished == sum(state in KEPT for state in cells.states)
    for index, state in enumerate(cells.states):
        assert (cells.sizes[index] > 0) <= (state in KEPT)
        assert (index in cells.shares) == (state == Cell.ENCODING) or state in KEPT


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The journal of an export that was stopped after three segments, and its output."""
    folder = tmp_path_factory.mktemp("interrupted")
    film = constant_rate(folder / "film.mp4", seconds=12.0)
    output = folder / "out.mp4"
    _run(film, output, stop_after=3)
    return folder / "out.mp4.export_state", output


def _run(film: Path, output: Path, stop_after: int = 0) -> list[Event]:
    seen: list[Event] = []

    def hear(event: Event) -> None:
        seen.append(event)
        done = sum(isinstance(one, UnitFinished) for one in seen)
        if stop_after and done >= stop_after:
            exporter.token.cancel()

    exporter = ResumableExporter(
        VideoExporter(find_ffmpeg(), output.parent),
        options=ExportOptions(workers=1, keep_parts=True),
        subscriber=hear,
    )
    request = VideoRequest(str(film), encoder_preset="ultrafast", segment_seconds=2.0)
    if stop_after:
        with pytest.raises(Cancelled):
            exporter.export(request.to_map(), output)
    else:
        exporter.export(request.to_map(), output)
    return seen


def test_a_journal_tells_the_segments_and_what_was_kept(interrupted: tuple[Path, Path]) -> None:
    journal, _ = interrupted
    state = read_journal(journal)
    cells = cells_of(state)
    assert cells is not None
    assert len(cells) + len(cells.sound) == state.unit_count
    assert cells.starts[0] == 0
    assert cells.starts[-1] == pytest.approx(12.0)
    kept = [index for index in range(len(cells)) if index in state.finished]
    assert kept
    for index in range(len(cells)):
        wanted = Cell.RESTORED if index in kept else Cell.WAITING
        assert cells.states[index] == wanted
        assert cells.sizes[index] == (state.finished[index].size if index in kept else 0)


def test_events_and_the_journal_come_to_the_same(interrupted: tuple[Path, Path]) -> None:
    journal, output = interrupted
    cells = cells_of(read_journal(journal))
    assert cells is not None
    kept = cells.finished
    events = _run(output.parent / "film.mp4", output)
    assert any(isinstance(event, Restored) for event in events)
    for event in events:
        cells.note(event)
    assert cells.counts[Cell.VERIFIED] == kept
    assert cells.counts[Cell.FINISHED] == len(cells) - kept
    again = cells_of(read_journal(journal))
    assert again is not None
    assert list(again.sizes) == list(cells.sizes)


def test_a_damaged_plan_has_no_segments(interrupted: tuple[Path, Path]) -> None:
    state = read_journal(interrupted[0])
    state.stored_plan = state.stored_plan[:-7]
    assert cells_of(state) is None
