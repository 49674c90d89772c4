"""The segments that the window shows come from the journal, and then from events."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.gui import segment_feed
from app.gui.queue.examples import job
from app.gui.segment_feed import SegmentFeed
from app.jobs.queue.states import JobState
from app.jobs.segments import Cell, SegmentCells
from exporters.checkpoint.journal import Journal, read_journal
from exporters.events import UnitChecked, UnitFinished
from tests.media_factory import constant_rate
from tests.stopped_export import stopped_export


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    return stopped_export(constant_rate(folder / "film.mp4", seconds=4.0), folder / "out.mp4", 2)


class Shown:
    """What a feed has told."""

    def __init__(self) -> None:
        self.feed = SegmentFeed()
        self.cells: SegmentCells | None = None
        self.changes = 0
        self.feed.loaded.connect(self._loaded)
        self.feed.changed.connect(self._changed)

    def _loaded(self, cells: SegmentCells | None) -> None:
        self.cells = cells

    def _changed(self) -> None:
        self.changes += 1

    @property
    def finished(self) -> int:
        return self.cells.finished if self.cells is not None else -1


def test_a_job_shows_what_its_journal_knows_and_events_go_on(qtbot: QtBot, output: Path) -> None:
    shown = Shown()
    shown.feed.show_job(job(1, JobState.INTERRUPTED, output=output))
    qtbot.waitUntil(lambda: shown.cells is not None)
    assert shown.cells is not None
    kept = shown.finished
    assert kept == shown.cells.counts[Cell.RESTORED] > 0
    shown.feed.hear(2, UnitFinished(kept, 9, 1.0))
    shown.feed.hear(1, UnitFinished(kept, 9, 1.0))
    qtbot.waitUntil(lambda: shown.changes > 0)
    assert shown.finished == kept + 1
    shown.feed.show_job(None)
    assert shown.cells is None


def test_what_is_heard_while_the_journal_is_read_is_not_lost(qtbot: QtBot, output: Path) -> None:
    shown = Shown()
    shown.feed.show_job(job(1, JobState.ACTIVE, output=output))
    shown.feed.hear(1, UnitChecked(0, True))
    qtbot.waitUntil(lambda: shown.cells is not None)
    assert shown.cells is not None
    assert shown.cells.states[0] == Cell.VERIFIED


def test_an_export_of_another_process_is_followed(
    qtbot: QtBot, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segment_feed, "READ_MS", 20)
    path = output.with_name(f"{output.name}.export_state")
    state = read_journal(path)
    shown = Shown()
    shown.feed.show_job(job(1, JobState.ACTIVE, output=output))
    qtbot.waitUntil(lambda: shown.cells is not None)
    before = shown.finished
    unit = state.finished[min(state.finished)]
    with Journal.open(path, is_start=False) as journal:
        journal.unit_void(unit.index)
        journal.flush()
        qtbot.waitUntil(lambda: shown.finished == before - 1)
        assert shown.cells is not None
        assert shown.cells.states[unit.index] == Cell.DAMAGED
        journal.unit_finished(unit)
        journal.flush()
        qtbot.waitUntil(lambda: shown.finished == before)
    shown.feed.show_job(None)
