"""Where each drawn cell of a segment map stands: one row, several rows, or groups of segments."""

from __future__ import annotations

from dataclasses import dataclass

ROW_HEIGHT = 40
"""Height of the cells while all stand in one row."""

WIDE = 14
"""Width from which on a cell may stand in one row with all others."""

SIDES = (16, 12, 10, 8, 6)
"""Sides of square cells, the largest that fit are taken."""

GAP = 2


@dataclass(frozen=True)
class Geometry:
    """Cells of one size in rows, each for ``group`` neighbouring segments.

    Attributes:
        count: segments.
        group: segments in a cell.
        columns, rows: cells beside, and rows below each other.
        width, height: of a cell, in pixels.
    """

    count: int
    group: int
    columns: int
    rows: int
    width: float
    height: float

    @classmethod
    def fitting(cls, count: int, width: int, height: int) -> Geometry:
        """The largest cells with which ``count`` segments fit into an area."""
        width, height = max(width, 32), max(height, 16)
        if count * (WIDE + GAP) <= width:
            each = min((width + GAP) / max(1, count) - GAP, 160.0)
            return cls(count, 1, max(1, count), 1, each, min(ROW_HEIGHT, height))
        for side in SIDES:
            columns = (width + GAP) // (side + GAP)
            rows = -(-count // columns)
            if rows * (side + GAP) - GAP <= height:
                return cls(count, 1, columns, rows, side, side)
        side = SIDES[-1]
        columns = (width + GAP) // (side + GAP)
        room = columns * max(1, (height + GAP) // (side + GAP))
        group = -(-count // room)
        cells = -(-count // group)
        return cls(count, group, columns, -(-cells // columns), side, side)

    @property
    def cells(self) -> int:
        """Cells that are drawn."""
        return -(-self.count // self.group)

    @property
    def used_height(self) -> float:
        """Height of all rows."""
        return self.rows * (self.height + GAP) - GAP

    def place(self, cell: int) -> tuple[float, float]:
        """Left and top of a cell."""
        row, column = divmod(cell, self.columns)
        return column * (self.width + GAP), row * (self.height + GAP)

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell at a place; the gap behind a cell belongs to it."""
        column, row = int(x // (self.width + GAP)), int(y // (self.height + GAP))
        cell = row * self.columns + column
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return cell if inside and cell < self.cells else None

    def segments(self, cell: int) -> range:
        """The segments of a cell."""
        first = cell * self.group
        return range(first, min(self.count, first + self.group))
