"""Segments in words: for tool tips, the line below the map, and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import words
from app.jobs.segments import Cell, SegmentCells

translate = QCoreApplication.translate


def state_name(cell: Cell) -> str:
    """What has become of a segment."""
    return {
        Cell.WAITING: translate("Segments", "waiting"),
        Cell.ENCODING: translate("Segments", "encoding"),
        Cell.FINISHED: translate("Segments", "finished and checked"),
        Cell.RESTORED: translate("Segments", "kept from an earlier run"),
        Cell.VERIFIED: translate("Segments", "kept from an earlier run, read again and intact"),
        Cell.DAMAGED: translate("Segments", "damaged, done again"),
    }[cell]


def headline(cells: SegmentCells) -> str:
    """All segments in one line."""
    counts = cells.counts
    kept = counts[Cell.RESTORED] + counts[Cell.VERIFIED]
    parts = [
        translate("Segments", "{done} of {total} finished").format(
            done=_number(cells.finished), total=_number(len(cells))
        )
    ]
    if counts[Cell.ENCODING]:
        parts.append(translate("Segments", "%n encoding", None, counts[Cell.ENCODING]))
    if kept:
        parts.append(translate("Segments", "%n kept from before", None, kept))
    if counts[Cell.DAMAGED]:
        parts.append(translate("Segments", "%n damaged, done again", None, counts[Cell.DAMAGED]))
    return " · ".join(parts)


def describe(cells: SegmentCells, segments: range) -> str:
    """One segment, or several that share a cell."""
    if not segments:
        return ""
    first, last = segments[0], segments[-1]
    times = translate("Segments", "{begin} to {end}").format(
        begin=words.duration(cells.starts[first]), end=words.duration(cells.starts[last + 1])
    )
    if len(segments) == 1:
        return _one(cells, first, times)
    inside = cells.states[first : last + 1]
    kept = sum(inside.count(cell) for cell in (Cell.FINISHED, Cell.RESTORED, Cell.VERIFIED))
    return "\n".join(
        (
            translate("Segments", "Segments {first} to {last}").format(
                first=_number(first + 1), last=_number(last + 1)
            ),
            times,
            translate("Segments", "{done} of {total} finished").format(
                done=_number(kept), total=_number(len(segments))
            ),
        )
    )


def _one(cells: SegmentCells, index: int, times: str) -> str:
    cell = Cell(cells.states[index])
    state = state_name(cell)
    if cell is Cell.ENCODING:
        state = f"{state} {words.percent(cells.shares.get(index, 0.0))}"
    lines = [
        translate("Segments", "Segment {number}: {state}").format(
            number=_number(index + 1), state=state
        ),
        times,
        translate("Segments", "frames {first} to {last}").format(
            first=_number(cells.boundaries[index]), last=_number(cells.boundaries[index + 1] - 1)
        ),
    ]
    rate = cells.bit_rate(index)
    if rate is not None:
        lines.append(f"{words.size(cells.sizes[index])} · {megabits(rate)}")
    return "\n".join(lines)


def megabits(bits_per_second: float) -> str:
    """A bit rate."""
    number = QLocale().toString(bits_per_second / 1e6, "f", 1 if bits_per_second < 1e8 else 0)
    return translate("Segments", "{number} Mbit/s").format(number=number)


def _number(value: int) -> str:
    return QLocale().toString(value)
