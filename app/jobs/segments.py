"""The segments of an export and what has become of each: out of a journal, and from events."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from exporters.checkpoint.state import JournalState
from exporters.errors import ExportError
from exporters.events import Event, Progress, UnitChecked, UnitFinished, UnitRetried
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.video.plan_record import NAME, restore_plan
from exporters.video.request import VideoRequest
from exporters.video.video_plan import VideoPlan


class Cell(IntEnum):
    """What has become of a segment.

    WAITING: not begun. ENCODING: under way. FINISHED: made in this run and compared with the
    plan. RESTORED: left by an earlier run. VERIFIED: left by an earlier run and read again.
    DAMAGED: found damaged, or failed, and to be made anew.
    """

    WAITING = 0
    ENCODING = 1
    FINISHED = 2
    RESTORED = 3
    VERIFIED = 4
    DAMAGED = 5


KEPT = (Cell.FINISHED, Cell.RESTORED, Cell.VERIFIED)
"""What counts as finished."""


@dataclass
class SegmentCells:
    """All segments of an export, compactly: 100,000 take about 3 MB.

    Attributes:
        starts: seconds of playing time at which each begins, and the end of the last.
        boundaries: output frames at which each begins, and the number of frames.
        states: a ``Cell`` each, as bytes.
        sizes: bytes of the part of each; 0 before it is finished.
        shares: how much of each segment under way is done, 0 to 1.
        sound: a ``Cell`` for each track of sound.
        version: rises with each change.
    """

    starts: array[float]
    boundaries: array[int]
    states: bytearray
    sizes: array[int]
    shares: dict[int, float] = field(default_factory=dict)
    sound: bytearray = field(default_factory=bytearray)
    version: int = 0

    @classmethod
    def waiting(
        cls, starts: Iterable[float], boundaries: Iterable[int], tracks: int = 0
    ) -> SegmentCells:
        """Segments of which none is begun; for the arguments see the attributes."""
        begins, edges = array("d", starts), array("q", boundaries)
        count = len(begins) - 1
        zeros = array("q", bytes(8 * count))
        return cls(begins, edges, bytearray(count), zeros, sound=bytearray(tracks))

    def __len__(self) -> int:
        return len(self.states)

    @property
    def counts(self) -> dict[Cell, int]:
        """Segments by what has become of them."""
        return {cell: self.states.count(cell) for cell in Cell}

    @property
    def finished(self) -> int:
        """Segments that are finished, whenever that was."""
        return sum(self.states.count(cell) for cell in KEPT)

    def seconds(self, index: int) -> float:
        """Playing time of a segment."""
        return self.starts[index + 1] - self.starts[index]

    def bit_rate(self, index: int) -> float | None:
        """Bits per second of a finished segment."""
        size, seconds = self.sizes[index], self.seconds(index)
        return size * 8 / seconds if size and seconds > 0 else None

    def note(self, event: Event) -> None:
        """Take in what an export has reported."""
        if isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, UnitFinished):
            self._set(event.unit, Cell.FINISHED, event.size)
        elif isinstance(event, UnitRetried):
            self._set(event.unit, Cell.DAMAGED)
        elif isinstance(event, UnitChecked):
            self._set(event.unit, Cell.VERIFIED if event.intact else Cell.DAMAGED)

    def take_journal(self, state: JournalState) -> None:
        """Take in what a journal knows and this does not: units that were finished, or voided."""
        finished = state.finished
        for index in range(len(self)):
            if index in finished:
                if self.states[index] not in KEPT:
                    self._set(index, Cell.RESTORED)
                self.sizes[index] = finished[index].size
            elif self.states[index] in KEPT:
                self._set(index, Cell.DAMAGED)
        for track in range(len(self.sound)):
            if len(self) + track in finished and self.sound[track] not in KEPT:
                self.sound[track] = Cell.RESTORED
        self.version += 1

    def _progress(self, event: Progress) -> None:
        running = {worker.unit: worker for worker in event.workers}
        for index in [index for index in self.shares if index not in running]:
            del self.shares[index]
            if self.states[index] == Cell.ENCODING:
                self._set(index, Cell.WAITING)
        for index, worker in running.items():
            if index >= len(self):
                track = index - len(self)
                if track < len(self.sound):
                    self.sound[track] = Cell.ENCODING
                continue
            self.shares[index] = worker.done / worker.total if worker.total else 0.0
            if self.states[index] not in KEPT:
                self.states[index] = Cell.ENCODING
        self.version += 1

    def _set(self, index: int, cell: Cell, size: int = 0) -> None:
        self.version += 1
        if index >= len(self):
            if index - len(self) < len(self.sound):
                self.sound[index - len(self)] = cell
            return
        self.states[index] = cell
        if cell in (Cell.WAITING, Cell.DAMAGED) or size:
            self.sizes[index] = size
        self.shares.pop(index, None)


def cells_of(state: JournalState) -> SegmentCells | None:
    """The segments of the export that a journal is of, with what is finished.

    Reads neither the source nor anything else. Takes a second or more for 100,000 segments.

    Returns:
        None for an export without segments, or whose plan cannot be read.
    """
    details = _plan_of(state)
    if details is None or details.grid is None or not details.segment_count:
        return None
    grid = details.grid
    base, first = float(grid.time_base), grid.pts[0]
    starts = array("d", ((grid.pts[edge] - first) * base for edge in details.boundaries[:-1]))
    starts.append(float(grid.duration))
    cells = SegmentCells.waiting(starts, details.boundaries, len(details.sound))
    cells.take_journal(state)
    return cells


def _plan_of(state: JournalState) -> VideoPlan | None:
    if state.exporter != NAME or len(state.sources) != 1:
        return None
    # Which ffmpeg it is changes the plan's hash, not where segments begin.
    nameless = FfmpegBuild(Path("ffmpeg"), "", "")
    try:
        request = VideoRequest.from_map(state.request)
        mark = Fingerprint.from_map(state.sources[0])
        plan = restore_plan(request, Path(request.source), state.stored_plan, mark, nameless)
    except ExportError:
        return None
    return plan.details if isinstance(plan.details, VideoPlan) else None
