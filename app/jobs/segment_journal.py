"""The segments of an export out of its journal, also while another process writes it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

from app.jobs.journal_plan import plan_in
from app.jobs.segments import SegmentCells
from exporters.checkpoint.following import JournalFollower, News
from exporters.checkpoint.state import JournalState
from exporters.errors import NewerVersion, StateError


@dataclass(frozen=True)
class SegmentNews:
    """What was read of a journal.

    Attributes:
        cells: new ones, after the first reading and when another export was begun; else None.
        found: what the journal says; None when it is gone or cannot be read.
        running: whether the export was said to be at work.
    """

    cells: SegmentCells | None
    found: News | None
    running: bool

    def take(self, cells: SegmentCells | None) -> SegmentCells | None:
        """The cells that are to be shown: new ones, or ``cells``, which learn what is new.

        To be called where ``cells`` are drawn.
        """
        found, new = self.found, self.cells
        if found is None:
            return None
        if found.whole:
            if cells is None or new is None or not cells.heard or cells.journal != new.journal:
                return new
            cells.take_journal(found.state, self.running)
        elif cells is not None:
            # Events have told of the start already, and of what came after it.
            if found.restarted and not cells.heard:
                cells.begin_anew()
            _take_units(cells, found)
        return cells


class SegmentJournal:
    """Follows the journal of an export; nothing is changed on the disk, the source is not read."""

    def __init__(self, path: Path) -> None:
        self._follower = JournalFollower(path)

    def read(self, running: bool = False) -> SegmentNews:
        """Look for what is new: everything at first, later what was appended.

        In any thread, but in one at a time.

        Args:
            running: the export is at work: what was finished since its last start is of this run.
        """
        try:
            found = self._follower.read()
        except (StateError, NewerVersion):
            return SegmentNews(None, None, running)
        return SegmentNews(cells_of(found.state, running) if found.whole else None, found, running)


def cells_of(state: JournalState, running: bool = False) -> SegmentCells | None:
    """The segments of the export that a journal is of, with what is finished.

    Args:
        state: of the journal.
        running: see ``SegmentCells.take_journal``.

    Returns:
        None for an export without segments, or whose plan cannot be read.
    """
    details = plan_in(state)
    starts = array("d", details.segment_starts() if details else ())
    if details is None or not starts:
        return None
    cells = SegmentCells.waiting(starts, details.boundaries, len(details.sound))
    cells.journal = state.session_id
    cells.take_journal(state, running)
    return cells


def _take_units(cells: SegmentCells, found: News) -> None:
    for unit in found.units:
        if isinstance(unit, int):
            cells.void(unit)
        else:
            cells.finish(unit.index, unit.size)
