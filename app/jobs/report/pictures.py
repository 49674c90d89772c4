"""The plots of a report, out of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.jobs.report.plots import (
    Axis,
    Box,
    Plot,
    Tick,
    count_ticks,
    duration_ticks,
    hovers,
    round_ticks,
    steps,
    x_axis,
    y_axis,
)
from app.jobs.report.segments import Bar, bars
from app.jobs.report.words import clock, duration, number, size

MOST_BARS = 120


def digits_for(value: float) -> int:
    """Digits behind the point that leave three in all, or none."""
    return 0 if value >= 100 else 1 if value >= 10 else 2


def speed_plot(speed: Mapping[str, Any], unit: str) -> Plot | None:
    """Work per second over working time; ``unit`` in words, "frames" for example."""
    rates = speed["rates"]
    if not rates or not speed["mean"]:
        return None
    edges = [number * speed["step"] for number in range(len(rates) + 1)]
    plot = _in_steps(edges, rates, speed["mean"], f"{unit} per second")
    x = x_axis(edges[-1])
    return replace(plot, breaks=[x.at(at) for at in speed["interrupted_at"]])


def bit_rate_plot(bit_rate: Mapping[str, Any] | None) -> Plot | None:
    """Megabits per second over playing time."""
    if not bit_rate or not bit_rate["points"]:
        return None
    points: Sequence[Mapping[str, float]] = bit_rate["points"]
    rates = [point["rate"] / 1e6 for point in points]
    edges = [point["at"] for point in points]
    edges.append(points[-1]["at"] + points[-1]["seconds"])
    return _in_steps(edges, rates, bit_rate["mean"] / 1e6, "Mbit/s")


def _in_steps(edges: Sequence[float], values: Sequence[float], mean: float, unit: str) -> Plot:
    """Values over time, each from one edge to the next."""
    x, y = x_axis(edges[-1]), y_axis(max(values))
    line, area = steps(edges, values, x, y)
    digits = digits_for(max(values))
    titles = [
        f"{duration(edges[at])} to {duration(edges[at + 1])}: {number(value, digits)} {unit}"
        for at, value in enumerate(values)
    ]
    return Plot(
        line=line,
        area=area,
        hovers=hovers(edges, titles, x),
        x_ticks=x.ticks(duration_ticks(x.most), clock),
        y_ticks=y.ticks(round_ticks(y.most), lambda value: number(value, _tick_digits(y.most))),
        mean=Tick(y.at(mean), number(mean, digits)),
    )


def size_plot(sizes: Sequence[int], piece: str = "segment") -> Plot | None:
    """A bar for each segment, or for each few neighbouring ones; ``piece`` is its word."""
    if not sizes:
        return None
    groups = bars(sizes, MOST_BARS)
    x, y = x_axis(len(sizes)), y_axis(max(sizes))
    made, ranges, columns = [], [], []
    for bar in groups:
        left, right = x.at(bar.first), x.at(bar.last + 1)
        # Wide bars would look like walls, narrow ones need their gap the more.
        width = min(56.0, (right - left) * (0.7 if right - left > 8 else 0.8))
        middle = (left + right) / 2
        top = y.at(bar.mean)
        made.append(Box(round(middle - width / 2, 2), top, round(width, 2), y.low - top))
        if bar.last > bar.first:
            high = y.at(bar.largest)
            ranges.append(Box(made[-1].x, high, made[-1].width, top - high))
        columns.append(
            Box(left, y.high, round(right - left, 2), y.low - y.high, _bar_title(bar, piece))
        )
    ticks = [
        Tick(round((x.at(place - 1) + x.at(place)) / 2, 2), number(place))
        for place in count_ticks(len(sizes))
    ]
    return Plot(
        bars=made,
        ranges=ranges,
        hovers=columns,
        x_ticks=ticks,
        y_ticks=_size_ticks(y.most, y),
        mean=Tick(y.at(sum(sizes) / len(sizes)), size(round(sum(sizes) / len(sizes)))),
    )


def _bar_title(bar: Bar, piece: str) -> str:
    if bar.first == bar.last:
        return f"{piece.title()} {number(bar.first + 1)}: {size(bar.smallest)}"
    return (
        f"{piece.title()}s {number(bar.first + 1)} to {number(bar.last + 1)}: "
        f"{size(round(bar.mean))} on average, from {size(bar.smallest)} to {size(bar.largest)}"
    )


def _size_ticks(most: float, y: Axis) -> list[Tick]:
    return [Tick(y.at(value), size(round(value)) if value else "0") for value in round_ticks(most)]


def _tick_digits(most: float) -> int:
    """So many digits that neighbouring ticks differ."""
    step = round_ticks(most)[1]
    return next((count for count in range(4) if abs(step - round(step, count)) < step / 100), 4)
