from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.gui import theme
from app.gui.segments.canvas import Canvas
from app.gui.segments.geometry import Geometry
from app.jobs.segments import Cell, SegmentCells


class Screen(QWidget):
    """A widget on a screen of some scale."""

    def __init__(self, ratio: float) -> None:
        super().__init__()
        self.ratio = ratio
        self.resize(300, 60)

    def devicePixelRatioF(self) -> float:  # noqa: N802
        return self.ratio


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("count", [20, 100, 900])
def test_every_cell_is_drawn_where_the_geometry_says_at_any_scale(
    qtbot: QtBot, ratio: float, count: int
) -> None:
    screen, canvas = Screen(ratio), Canvas()
    qtbot.addWidget(screen)
    edges = range(count + 1)
    cells = SegmentCells.waiting(edges, edges)
    for index in range(count):
        cells.finish(index, 1)
    geometry = Geometry.fitting(cells.starts, screen.width(), screen.height())
    canvas.update(cells, geometry)
    image = canvas.picture(screen).toImage()
    accent = theme.current().accent.rgb()
    for cell in range(geometry.cells):
        left, top, width, height = geometry.area(cell)
        middle = image.pixel(
            round((left + width / 2) * ratio - 0.5), round((top + height / 2) * ratio - 0.5)
        )
        assert middle == accent
        if cell + 1 < geometry.cells and (cell + 1) % geometry.columns:
            gap = image.pixelColor(
                round((left + width + 1) * ratio - 0.5), round((top + height / 2) * ratio - 0.5)
            )
            assert gap.alpha() < 200


def test_only_cells_that_look_different_are_told(qtbot: QtBot) -> None:
    edges = range(101)
    cells, canvas = SegmentCells.waiting(edges, edges, 1), Canvas()
    geometry = Geometry.fitting(cells.starts, 300, 60)
    assert canvas.update(cells, geometry) == set(range(100))
    assert canvas.update(cells, geometry) == set()
    cells.finish(7, 10)
    cells.finish(100, 10)
    assert canvas.update(cells, geometry) == {7}
    cells.finish(7, 11)
    assert canvas.update(cells, geometry) == set()
    cells.begin_anew()
    assert cells.states[7] == Cell.RESTORED
    assert canvas.update(cells, geometry) == {7}
