"""Segment maps of several sizes, for pictures and tests."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from app.gui.segments.segment_panel import SegmentPanel
from app.jobs.segments import Cell, SegmentCells


def cells(count: int, kept: int = 0, done: int = 0, running: int = 2) -> SegmentCells:
    """Segments of 10 s, of which some were kept, some are done and some run."""
    made = SegmentCells.waiting(
        (10.0 * index for index in range(count + 1)), (250 * index for index in range(count + 1)), 1
    )
    for index in range(kept + done):
        made.states[index] = Cell.FINISHED
        if index < kept:
            made.states[index] = Cell.VERIFIED if index < kept * 2 // 3 else Cell.RESTORED
        made.sizes[index] = round(4e6 * (1.2 + math.sin(index / max(3, count / 25))))
    for number in range(min(running, count - kept - done)):
        made.states[kept + done + number] = Cell.ENCODING
        made.shares[kept + done + number] = 0.3 + 0.4 * number
    if kept > 5:
        made.states[kept // 2] = Cell.DAMAGED
        made.sizes[kept // 2] = 0
    made.version += 1
    return made


def example() -> QWidget:
    return _panel(cells(960, kept=300, done=112), 640, 260)


def example_small() -> QWidget:
    return _panel(cells(10, done=4), 640, 180)


def example_large() -> QWidget:
    return _panel(cells(100_000, kept=30_000, done=12_345), 900, 300)


def _panel(shown: SegmentCells, width: int, height: int) -> SegmentPanel:
    panel = SegmentPanel()
    panel.resize(width, height)
    panel.show_cells(shown)
    panel._show_legend.setChecked(True)
    return panel
