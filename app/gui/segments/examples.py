"""Segment maps of several sizes, for pictures and tests."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from app.gui.segments.segment_panel import SegmentPanel
from app.jobs.segments import Cell, SegmentCells


def cells(
    count: int, kept: int = 0, done: int = 0, running: int = 2, seconds: float = 10.0
) -> SegmentCells:
    """Segments of which some were kept, some are done and some run; all before them is done."""
    made = SegmentCells.waiting(
        (seconds * index for index in range(count + 1)),
        (round(25 * seconds) * index for index in range(count + 1)),
        1,
    )
    for index in range(kept + done):
        made.states[index] = Cell.FINISHED
        if index < kept:
            made.states[index] = Cell.VERIFIED if index < kept * 2 // 3 else Cell.RESTORED
        swing = math.sin(index / max(3, count / 25)) + 0.4 * math.sin(index * 1.7)
        made.sizes[index] = round(4e5 * seconds * (1.8 + swing))
    for number in range(min(running, count - kept - done)):
        made.states[kept + done + number] = Cell.ENCODING
        made.shares[kept + done + number] = 0.35 + 0.4 * number
    if kept > 5:
        made.void(kept // 2)
    made.states[count] = Cell.VERIFIED if kept else Cell.FINISHED
    return made


def example() -> QWidget:
    """An export that was resumed."""
    return _panel(cells(960, kept=300, done=112, seconds=7.5), 640, 260)


def example_small() -> QWidget:
    """A short film."""
    return _panel(cells(10, done=4), 640, 200)


def example_large() -> QWidget:
    """A week of video."""
    return _panel(cells(100_000, kept=30_000, done=12_345), 900, 300)


def _panel(shown: SegmentCells, width: int, height: int) -> SegmentPanel:
    panel = SegmentPanel()
    panel.resize(width, height)
    panel.show_cells(shown)
    return panel
