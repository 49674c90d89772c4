"""Bit rates of finished segments along the playing time, neighbours together when too many."""

from __future__ import annotations

from typing import NamedTuple

from app.jobs.segments import SegmentCells


class Step(NamedTuple):
    """Begin and end in seconds, and bits per second between them."""

    begin: float
    end: float
    rate: float


class Rates:
    """Steps of the curve; only those in which something has changed are made again."""

    def __init__(self, cells: SegmentCells, most: int) -> None:
        self._cells = cells
        self._group = max(1, -(-len(cells) // max(1, most)))
        self._steps: list[Step | None] = [None] * -(-len(cells) // self._group)
        self._version = -1

    @property
    def steps(self) -> list[Step]:
        """In order; where nothing is finished there is a gap between two."""
        return [step for step in self._steps if step is not None]

    def update(self) -> bool:
        """Take in what has changed; returns whether anything has."""
        changed = self._cells.changed_since(self._version)
        if self._version < 0 or changed is None:
            touched = set(range(len(self._steps)))
        else:
            touched = {unit // self._group for unit in changed if unit < len(self._cells)}
        self._version = self._cells.version
        different = False
        for number in touched:
            step = self._step(number)
            different = different or step != self._steps[number]
            self._steps[number] = step
        return different

    def at(self, seconds: float) -> Step | None:
        """The step at a time; None in a gap."""
        for step in self.steps:
            if step.begin <= seconds < step.end:
                return step
        return None

    def _step(self, number: int) -> Step | None:
        cells, first = self._cells, number * self._group
        sizes = cells.sizes[first : min(len(cells), first + self._group)]
        size = sum(sizes)
        if not size:
            return None
        begin, end = cells.starts[first], cells.starts[first + len(sizes)]
        seconds = end - begin
        if 0 in sizes:
            done = [first + place for place, size in enumerate(sizes) if size]
            begin, end = cells.starts[done[0]], cells.starts[done[-1] + 1]
            seconds = sum(cells.seconds(index) for index in done)
        return Step(begin, end, size * 8 / seconds) if seconds > 0 else None
