"""The cells of a segment map as a picture, in which only what has changed is drawn again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.gui.segments import looks
from app.gui.segments.geometry import GAP, Geometry
from app.gui.segments.looks import FINE_STEPS, STEPS, Look
from app.jobs.segments import SegmentCells

TILES = 256
"""Pictures of cells that are kept."""


class Canvas:
    """Knows how each cell looks, and keeps the picture of all."""

    def __init__(self) -> None:
        self._geometry: Geometry | None = None
        self._looks: list[Look] = []
        self._version = -1
        self._picture: QPixmap | None = None
        self._tiles: dict[Look, QPixmap] = {}
        self._stale: set[int] = set()

    def clear(self) -> None:
        """Forget everything: cells, geometry or colours are others."""
        self._geometry, self._picture, self._version = None, None, -1
        self._looks.clear()
        self._tiles.clear()
        self._stale.clear()

    def update(self, cells: SegmentCells, geometry: Geometry) -> set[int]:
        """Find out what has changed; returns the drawn cells that look different now."""
        changed = cells.changed_since(self._version)
        touched: Iterable[int] = range(geometry.cells)
        if geometry is not self._geometry:
            self._geometry, self._looks = geometry, [()] * geometry.cells
        elif changed is not None:
            touched = {geometry.cell_of(unit) for unit in changed if unit < geometry.count}
        self._version = cells.version
        shares, different = _shares(cells, geometry), set()
        states, group, count = cells.states, geometry.group, geometry.count
        steps = FINE_STEPS if geometry.one_row else STEPS
        for cell in touched:
            inside = bytes(states[cell * group : min(count, (cell + 1) * group)])
            look = looks.look_of(inside, shares.get(cell, ()), steps)
            if look != self._looks[cell]:
                self._looks[cell] = look
                different.add(cell)
        self._stale |= different
        return different

    def picture(self, widget: QWidget) -> QPixmap:
        """All cells, as a picture for ``widget``."""
        ratio = widget.devicePixelRatioF()
        if self._picture is None or self._picture.size() != widget.size() * ratio:
            self._picture = QPixmap(widget.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            self._tiles.clear()
            self._stale = set(range(len(self._looks)))
        if self._stale:
            painter = QPainter(self._picture)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for first, stop in self._runs(ratio):
                self._put(painter, first, stop, ratio)
            painter.end()
            self._stale.clear()
        return self._picture

    def draw(self, painter: QPainter, cell: int, phase: int) -> None:
        """Draw one cell whose stripes move."""
        if self._geometry is not None and cell < len(self._looks):
            looks.draw(painter, self._looks[cell], QRectF(*self._geometry.area(cell)), phase)

    def _runs(self, ratio: float) -> Iterator[tuple[int, int]]:
        """First and stop of stale cells beside each other that look the same."""
        geometry, stale, place = self._geometry, sorted(self._stale), 0
        assert geometry is not None
        # Where a point is not some whole pixels, cells repeated would drift from their places.
        if geometry.one_row or ratio != int(ratio):
            yield from ((cell, cell + 1) for cell in stale)
            return
        while place < len(stale):
            first = cell = stale[place]
            look, stop = self._looks[first], first - first % geometry.columns + geometry.columns
            while place < len(stale) and stale[place] == cell < stop and self._looks[cell] == look:
                place, cell = place + 1, cell + 1
            yield first, cell

    def _put(self, painter: QPainter, first: int, stop: int, ratio: float) -> None:
        assert self._geometry is not None
        left, top, width, height = self._geometry.area(first)
        look = self._looks[first]
        if self._geometry.one_row:
            painter.drawPixmap(QPoint(left, top), looks.pixmap(look, width, height, ratio))
            return
        if look not in self._tiles:
            if len(self._tiles) >= TILES:
                self._tiles.clear()
            self._tiles[look] = looks.pixmap(look, width, height, ratio, GAP)
        if stop - first > 1:
            row = QRect(left, top, (stop - first) * (width + GAP), height)
            painter.drawTiledPixmap(row, self._tiles[look])
        else:
            # On whole pixels of the screen, lest cells are blurred where it shows 1.5 to the point.
            place = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
            painter.drawPixmap(place, self._tiles[look])


def _shares(cells: SegmentCells, geometry: Geometry) -> dict[int, tuple[tuple[int, float], ...]]:
    """State and share of the segments under way, by the drawn cell."""
    found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for unit, share in cells.shares.items():
        if unit < geometry.count:
            found[geometry.cell_of(unit)].append((cells.states[unit], share))
    return {cell: tuple(shares) for cell, shares in found.items()}
