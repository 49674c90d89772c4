"""Shapes of the plots, in units of an SVG 720 wide; resources/report has the drawing.

A library for plots would bring its own colours, fonts and scripts: these few shapes follow the
page's, light and dark.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

WIDTH = 720.0
HEIGHT = 200.0
LEFT = 64.0
RIGHT = 62.0
TOP = 10.0
BOTTOM = 26.0

_STEPS = (1, 2, 2.5, 5, 10)
_DURATIONS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200,
              86400, 172800, 604800)  # fmt: skip


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its place in the drawing, and what stands beside it."""

    at: float
    label: str


@dataclass(frozen=True)
class Box:
    """A rectangle; ``title`` shows when the pointer is over it."""

    x: float
    y: float
    width: float
    height: float
    title: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Plot:
    """One plot, ready to be drawn.

    Attributes:
        line: path along the values, ``area``: the same, closed down to 0; "" without any.
        bars: a bar for each value; ``ranges``: behind it, up to the largest that it stands for.
        hovers: invisible, with titles.
        x_ticks, y_ticks: of the axes.
        mean: a horizontal line, or None.
        breaks: places of vertical lines.
    """

    line: str = ""
    area: str = ""
    bars: Sequence[Box] = ()
    ranges: Sequence[Box] = ()
    hovers: Sequence[Box] = ()
    x_ticks: Sequence[Tick] = ()
    y_ticks: Sequence[Tick] = ()
    mean: Tick | None = None
    breaks: Sequence[float] = field(default_factory=tuple)

    width = WIDTH
    height = HEIGHT
    left = LEFT
    right = WIDTH - RIGHT
    bottom = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Axis:
    """From values, 0 to ``most``, to places between ``low`` and ``high`` in the drawing."""

    most: float
    low: float
    high: float

    def at(self, value: float) -> float:
        share = value / self.most if self.most > 0 else 0.0
        return round(self.low + share * (self.high - self.low), 2)

    def ticks(self, values: Sequence[float], label: Callable[[float], str]) -> list[Tick]:
        return [Tick(self.at(value), label(value)) for value in values if value <= self.most]


def x_axis(most: float) -> Axis:
    return Axis(most, LEFT, WIDTH - RIGHT)


def y_axis(most: float) -> Axis:
    """Up to a round number that is no less than ``most``."""
    return Axis(round_ticks(most)[-1], HEIGHT - BOTTOM, TOP)


def round_ticks(most: float, count: int = 4) -> list[float]:
    """Round numbers from 0; the last one is no less than ``most``."""
    if not most > 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(most / count))
    step = next(power * step for step in _STEPS if power * step * count >= most * (1 - 1e-9))
    return [step * number for number in range(math.ceil(most / step - 1e-9) + 1)]


def duration_ticks(seconds: float, count: int = 6) -> list[float]:
    """Round lengths of time from 0 up to ``seconds``."""
    step: float = next((step for step in _DURATIONS if step * count >= seconds), _DURATIONS[-1])
    while step * count < seconds:
        step *= 2
    return [step * number for number in range(int(seconds / step + 1e-9) + 1)]


def count_ticks(count: int, most: int = 8) -> list[int]:
    """Round positions out of 1 to ``count``, the first and every so many."""
    # Up: between whole numbers a step of 2.5 would be one of 2, with more ticks than asked for.
    step = max(1, math.ceil(round_ticks(count, most)[1]))
    return sorted({1, *range(step, count + 1, step)}) if count else []


def steps(edges: Sequence[float], values: Sequence[float], x: Axis, y: Axis) -> tuple[str, str]:
    """Paths of a line in steps and of the area below it; ``edges`` has one more than ``values``."""
    if not values:
        return "", ""
    points = []
    for number, value in enumerate(values):
        height = y.at(value)
        points += [f"{x.at(edges[number]):g} {height:g}", f"{x.at(edges[number + 1]):g} {height:g}"]
    line = "M" + "L".join(points)
    ground = y.at(0)
    area = f"{line}L{x.at(edges[-1]):g} {ground:g}L{x.at(edges[0]):g} {ground:g}Z"
    return line, area


def hovers(edges: Sequence[float], titles: Sequence[str], x: Axis) -> list[Box]:
    """A column over each value."""
    made = []
    for number, title in enumerate(titles):
        left, right = x.at(edges[number]), x.at(edges[number + 1])
        made.append(Box(left, TOP, round(right - left, 2), HEIGHT - BOTTOM - TOP, title))
    return made
