"""The segments of an export and what has become of each, as events and journals tell it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from exporters.checkpoint.state import JournalState
from exporters.events import Event, Progress, Restored, UnitChecked, UnitFinished, UnitRetried

LOGGED = 4096
"""Changes that are remembered at least, for views that draw only what has changed."""


class Cell(IntEnum):
    """What has become of a segment, or of a track of sound.

    WAITING: not begun. ENCODING: under way. FINISHED: made in this run and compared with the
    plan. RESTORED: left by an earlier run. VERIFIED: left by an earlier run and read again.
    DAMAGED: found damaged, or failed: to be made anew, or being made anew.
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
    """The units of an export, compactly: 100,000 take about 3 MB. Not thread-safe.

    Segments come first, ``len()`` of them; behind them stand the tracks of sound.

    Attributes:
        starts: seconds of playing time at which each segment begins, and the end of the last.
        boundaries: output frames at which each segment begins, and the number of frames.
        states: a ``Cell`` for each unit, as bytes.
        sizes: bytes of the part of each unit; 0 before it is finished.
        shares: how much of each unit under way is done, 0 to 1.
        paused: whether those under way are frozen.
        heard: events have told of this run.
        journal: the ``session_id`` of the journal that they are out of, or "".
        version: rises with each change.
    """

    starts: array[float]
    boundaries: array[int]
    states: bytearray
    sizes: array[int]
    shares: dict[int, float] = field(default_factory=dict)
    paused: bool = False
    heard: bool = False
    journal: str = ""
    _log: list[int] = field(default_factory=list, repr=False)
    _forgotten: int = 0

    @classmethod
    def waiting(
        cls, starts: Iterable[float], boundaries: Iterable[int], tracks: int = 0
    ) -> SegmentCells:
        """Units of which none is begun; ``tracks`` of them sound, for the others see above."""
        begins, edges = array("d", starts), array("q", boundaries)
        count = len(begins) - 1 + tracks
        return cls(begins, edges, bytearray(count), array("q", bytes(8 * count)))

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def sound(self) -> bytearray:
        """A ``Cell`` for each track of sound."""
        return self.states[len(self) :]

    @property
    def counts(self) -> dict[Cell, int]:
        """Segments by what has become of them."""
        return {cell: self.states.count(cell, 0, len(self)) for cell in Cell}

    @property
    def finished(self) -> int:
        """Segments that are finished, whenever that was."""
        return sum(self.states.count(cell, 0, len(self)) for cell in KEPT)

    @property
    def version(self) -> int:
        return self._forgotten + len(self._log)

    def changed_since(self, version: int) -> list[int] | None:
        """Units that have changed since; None when it can be any of them."""
        first = version - self._forgotten
        return self._log[first:] if first >= 0 else None

    def seconds(self, index: int) -> float:
        """Playing time of a segment."""
        return self.starts[index + 1] - self.starts[index]

    def bit_rate(self, index: int) -> float | None:
        """Bits per second of a finished segment."""
        size, seconds = self.sizes[index], self.seconds(index)
        return size * 8 / seconds if size and seconds > 0 else None

    def note(self, event: Event) -> None:
        """Take in what an export has reported."""
        self.heard = True
        if isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, UnitFinished):
            self.finish(event.unit, event.size)
        elif isinstance(event, UnitRetried):
            self.void(event.unit)
        elif isinstance(event, UnitChecked):
            if event.intact:
                self._set(event.unit, Cell.VERIFIED)
            else:
                self.void(event.unit)
        elif isinstance(event, Restored):
            self.begin_anew()

    def finish(self, unit: int, size: int) -> None:
        """A unit was made in this run; its part has ``size`` bytes."""
        self._set(unit, Cell.FINISHED, size)

    def void(self, unit: int) -> None:
        """A unit is to be made anew."""
        self._set(unit, Cell.DAMAGED)

    def begin_anew(self) -> None:
        """Another run begins: what is finished was left by an earlier one."""
        kept = bytes(Cell.RESTORED if cell in KEPT else cell for cell in range(256))
        self.states = self.states.translate(kept)
        self._stop(list(self.shares))
        self._forget_log()

    def take_journal(self, state: JournalState, running: bool = False) -> None:
        """Take in what the journal of this export knows.

        Args:
            running: the export is at work: what was finished since its last start is of this run.
        """
        # Times of units are in whole seconds: what is in doubt counts as kept.
        since = int(state.sessions[-1].time) if running and state.sessions else None
        states, sizes, known = self.states, self.sizes, len(self.states)
        for unit, size, at in state.finished.outlines():
            if unit >= known:
                continue
            sizes[unit] = size
            if states[unit] not in KEPT:
                new = since is not None and at > since
                states[unit] = Cell.FINISHED if new else Cell.RESTORED
                self.shares.pop(unit, None)
        for unit in state.finished.voided:
            # What events have told to be finished is newer than what could be read.
            if unit < known and states[unit] not in (Cell.FINISHED, Cell.ENCODING):
                states[unit], sizes[unit] = Cell.DAMAGED, 0
        self._forget_log()

    def _progress(self, event: Progress) -> None:
        self.paused = event.paused
        running = {worker.unit: worker for worker in event.workers}
        # Work that is done but not accepted yet is no worker's, and comes to its end in a moment.
        if event.phase != "exporting" or event.final or event.waiting_for:
            self._stop([unit for unit in self.shares if unit not in running])
        for unit, worker in running.items():
            if unit < len(self.states) and self.states[unit] not in KEPT:
                share = worker.done / worker.total if worker.total else 0.0
                if self.shares.get(unit) != share:
                    self.shares[unit] = share
                    self._log_change(unit)
                if self.states[unit] == Cell.WAITING:
                    self.states[unit] = Cell.ENCODING

    def _stop(self, units: Iterable[int]) -> None:
        """Units are under way no longer; what was done of them is lost."""
        for unit in units:
            del self.shares[unit]
            if self.states[unit] == Cell.ENCODING:
                self.states[unit] = Cell.WAITING
            self._log_change(unit)

    def _set(self, unit: int, cell: Cell, size: int = 0) -> None:
        if unit >= len(self.states):
            return
        self.states[unit] = cell
        if cell not in KEPT or size:
            self.sizes[unit] = size
        self.shares.pop(unit, None)
        self._log_change(unit)

    def _log_change(self, unit: int) -> None:
        self._log.append(unit)
        if len(self._log) >= 2 * LOGGED:
            del self._log[:LOGGED]
            self._forgotten += LOGGED

    def _forget_log(self) -> None:
        self._forgotten = self.version + 1
        self._log.clear()
