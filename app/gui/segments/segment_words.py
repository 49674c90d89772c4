"""Segments in words: for tool tips, the line below the map, and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from app.gui import words
from app.gui.texts import Texts
from app.jobs.segments import KEPT, Cell, SegmentCells

translate = QCoreApplication.translate


class Segments(Texts):
    """Texts with plural forms."""


def state_name(cell: Cell) -> str:
    """What has become of a segment."""
    return {
        Cell.WAITING: translate("Segments", "waiting"),
        Cell.ENCODING: translate("Segments", "encoding"),
        Cell.FINISHED: translate("Segments", "finished"),
        Cell.RESTORED: translate("Segments", "kept from an earlier run"),
        Cell.VERIFIED: translate("Segments", "kept, read again and intact"),
        Cell.DAMAGED: translate("Segments", "damaged or failed, done again"),
    }[cell]


def headline(cells: SegmentCells) -> str:
    """All segments in one line: "412 of 960 finished · 2 encoding · 3 kept from before"."""
    counts = cells.counts
    kept = counts[Cell.RESTORED] + counts[Cell.VERIFIED]
    under_way = sum(1 for unit in cells.shares if unit < len(cells))
    parts = [_done(cells.finished, len(cells))]
    if under_way:
        parts.append(Segments.tr("%Ln encoding", "", under_way))
    if kept:
        parts.append(Segments.tr("%Ln kept from before", "", kept))
    if counts[Cell.DAMAGED]:
        parts.append(Segments.tr("%Ln done again", "", counts[Cell.DAMAGED]))
    return " · ".join(parts)


def describe(cells: SegmentCells, segments: range) -> str:
    """One segment, or several that share a cell, in lines."""
    if not segments:
        return ""
    first, last = segments[0], segments[-1]
    precise = cells.starts[last + 1] - cells.starts[first] < 10
    times = translate("Segments", "{begin} to {end}").format(
        begin=clock(cells.starts[first], precise), end=clock(cells.starts[last + 1], precise)
    )
    lines = _one(cells, first) if len(segments) == 1 else _several(cells, segments)
    return "\n".join((lines[0], times, *lines[1:]))


def describe_sound(cells: SegmentCells) -> str:
    """The tracks of sound, in lines."""
    lines = []
    for track, state in enumerate(cells.sound):
        share = cells.shares.get(len(cells) + track)
        lines.append(
            translate("Segments", "Track of sound {number}: {state}").format(
                number=track + 1, state=_state(Cell(state), share)
            )
        )
    return "\n".join(lines)


def scale(group: int) -> str:
    """What a cell stands for."""
    if group == 1:
        return translate("Segments", "Each cell is one segment")
    return Segments.tr("Each cell stands for %Ln segments", "", group)


def megabits(bits_per_second: float) -> str:
    """A bit rate."""
    number = QLocale().toString(bits_per_second / 1e6, "f", 1 if bits_per_second < 1e8 else 0)
    return translate("Segments", "{number} Mbit/s").format(number=number)


def clock(seconds: float, precise: bool = False) -> str:
    """A time of the film: "1:02:03", or "2:03.4" when precise."""
    if not precise:
        return words.duration(seconds)
    tenths = round(seconds * 10)
    return f"{words.duration(tenths // 10)}{QLocale().decimalPoint()}{tenths % 10}"


def _one(cells: SegmentCells, index: int) -> list[str]:
    state = _state(Cell(cells.states[index]), cells.shares.get(index))
    lines = [
        translate("Segments", "Segment {number}: {state}").format(
            number=_number(index + 1), state=state
        ),
        translate("Segments", "frames {first} to {last}").format(
            first=_number(cells.boundaries[index]), last=_number(cells.boundaries[index + 1] - 1)
        ),
    ]
    rate = cells.bit_rate(index)
    if rate is not None:
        lines.append(f"{words.size(cells.sizes[index])} · {megabits(rate)}")
    return lines


def _several(cells: SegmentCells, segments: range) -> list[str]:
    first, stop = segments.start, segments.stop
    count = {cell: cells.states.count(cell, first, stop) for cell in Cell}
    lines = [
        translate("Segments", "Segments {first} to {last}").format(
            first=_number(first + 1), last=_number(stop)
        ),
        _done(sum(count[cell] for cell in KEPT), len(segments)),
    ]
    if count[Cell.DAMAGED]:
        lines.append(Segments.tr("%Ln done again", "", count[Cell.DAMAGED]))
    size = sum(cells.sizes[first:stop])
    if size:
        lines.append(words.size(size))
    return lines


def _state(cell: Cell, share: float | None) -> str:
    return state_name(cell) if share is None else f"{state_name(cell)} {words.percent(share)}"


def _done(done: int, total: int) -> str:
    return translate("Segments", "{done} of {total} finished").format(
        done=_number(done), total=_number(total)
    )


def _number(value: int) -> str:
    return QLocale().toString(value)
