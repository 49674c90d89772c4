"""Where each drawn cell of a segment map stands: one row, several rows, or groups of segments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.gui import theme

ROW_HEIGHT = 5 * theme.GRID
"""Height of the cells while all stand in one row."""

NARROWEST = 7
"""Width with its gap from which on a cell may stand in one row with all others."""

LARGEST, SMALLEST, GROUPED = 16, 6, 8
"""Sides of square cells: of the largest, of the smallest, and of those for several segments."""

MOST = 4000
"""Cells for several segments each: more would say no more."""

GAP = 2


@dataclass(frozen=True)
class Geometry:
    """Cells in rows, each for ``group`` neighbouring segments.

    Attributes:
        count: segments.
        group: segments in a cell.
        edges: left edge of each column and, behind the last one, where another would begin.
        rows: rows below each other.
        height: of a cell, in pixels.
    """

    count: int
    group: int
    edges: Sequence[int]
    rows: int
    height: int

    @classmethod
    def fitting(cls, starts: Sequence[float], width: int, height: int) -> Geometry:
        """The largest cells with which all segments fit into an area.

        In one row their widths are those of the segments' playing time.

        Args:
            starts: when each segment begins, and the end of the last.
            width, height: of the area, in pixels.
        """
        count, width, height = max(0, len(starts) - 1), max(width, 32), max(height, SMALLEST)
        if count * NARROWEST <= width:
            edges = _edges(starts, width)
            if all(b - a >= NARROWEST for a, b in pairwise(edges)):
                return cls(count, 1, edges, 1, min(ROW_HEIGHT, height))
        for side in range(LARGEST, SMALLEST - 1, -1):
            columns, rows = _room(width, height, side)
            if columns * rows >= count:
                return cls._of_squares(count, 1, columns, side)
        side = GROUPED
        columns, rows = _room(width, height, side)
        while columns * rows > MOST and side < LARGEST:
            side += 1
            columns, rows = _room(width, height, side)
        return cls._of_squares(count, -(-count // (columns * rows)), columns, side)

    @classmethod
    def _of_squares(cls, count: int, group: int, columns: int, side: int) -> Geometry:
        pitch, cells = side + GAP, -(-count // group)
        edges = range(0, (columns + 1) * pitch, pitch)
        return cls(count, group, edges, max(1, -(-cells // columns)), side)

    @property
    def one_row(self) -> bool:
        """Whether all segments stand in one row, as wide as they last."""
        return not isinstance(self.edges, range)

    @property
    def columns(self) -> int:
        """Cells beside each other."""
        return len(self.edges) - 1

    @property
    def cells(self) -> int:
        """Cells that are drawn."""
        return -(-self.count // self.group)

    @property
    def used_height(self) -> int:
        """Height of all rows."""
        return self.rows * (self.height + GAP) - GAP

    def area(self, cell: int) -> tuple[int, int, int, int]:
        """Left, top, width and height of a cell."""
        row, column = divmod(cell, self.columns)
        left, right = self.edges[column], self.edges[column + 1] - GAP
        return left, row * (self.height + GAP), right - left, self.height

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a place; the gap behind a cell belongs to it."""
        column, row = bisect_right(self.edges, x) - 1, int(y // (self.height + GAP))
        cell = row * self.columns + column
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return cell if inside and cell < self.cells else None

    def cell_of(self, segment: int) -> int:
        """The cell that a segment is in."""
        return segment // self.group

    def segments(self, cell: int) -> range:
        """The segments of a cell."""
        first = cell * self.group
        return range(first, min(self.count, first + self.group))


def largest_height(starts: Sequence[float], width: int) -> int:
    """Height that a map needs for its largest cells, in pixels."""
    return Geometry.fitting(starts, width, 1 << 20).used_height


def _edges(starts: Sequence[float], width: int) -> list[int]:
    count, end = max(1, len(starts) - 1), starts[-1] if starts else 0.0
    if end <= 0:
        return [(width + GAP) * column // count for column in range(count + 1)]
    return [round((width + GAP) * start / end) for start in starts]


def _room(width: int, height: int, side: int) -> tuple[int, int]:
    return (width + GAP) // (side + GAP), max(1, (height + GAP) // (side + GAP))
