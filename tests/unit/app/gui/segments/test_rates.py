from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.gui.segments import time_axis
from app.gui.segments.rates import Rates, Step
from app.jobs.segments import SegmentCells


def cells(count: int) -> SegmentCells:
    return SegmentCells.waiting([2.0 * edge for edge in range(count + 1)], range(count + 1), 1)


def test_finished_segments_have_a_rate_and_others_are_gaps() -> None:
    shown = cells(4)
    rates = Rates(shown, 100)
    rates.update()
    assert rates.steps == []
    shown.finish(0, 1000)
    shown.finish(1, 500)
    shown.finish(3, 250)
    shown.finish(4, 99_999)
    assert rates.update()
    assert rates.steps == [Step(0.0, 2.0, 4000), Step(2.0, 4.0, 2000), Step(6.0, 8.0, 1000)]
    assert rates.at(2.5) == Step(2.0, 4.0, 2000)
    assert rates.at(4.5) is None
    assert not rates.update()


def test_what_is_voided_becomes_a_gap_again() -> None:
    shown = cells(2)
    shown.finish(0, 1000)
    rates = Rates(shown, 100)
    rates.update()
    shown.void(0)
    assert rates.update()
    assert rates.steps == []


@given(
    count=st.integers(1, 200),
    most=st.integers(1, 50),
    finished=st.lists(st.tuples(st.integers(0, 199), st.integers(1, 10**6)), max_size=60),
    at=st.integers(0, 60),
)
def test_neighbours_together_hold_all_bytes_whenever_they_were_told(
    count: int, most: int, finished: list[tuple[int, int]], at: int
) -> None:
    shown = cells(count)
    rates = Rates(shown, most)
    for number, (index, size) in enumerate(finished):
        if number == at:
            rates.update()
        if index < count:
            shown.finish(index, size)
    rates.update()
    assert len(rates.steps) <= most
    done = [index for index in range(count) if shown.sizes[index]]
    bits = 0.0
    for step in rates.steps:
        inside = [index for index in done if step.begin <= shown.starts[index] < step.end]
        bits += step.rate * sum(shown.seconds(index) for index in inside)
    assert round(bits / 8) == sum(shown.sizes)
    anew = Rates(shown, most)
    anew.update()
    assert anew.steps == rates.steps


@given(end=st.floats(0.1, 1e7), width=st.integers(20, 3000))
def test_times_below_an_axis_are_apart_and_within_it(end: float, width: int) -> None:
    times = time_axis.ticks(end, width)
    assert times[0] == 0
    assert all(0 <= seconds < end for seconds in times)
    places = [time_axis.x_of(seconds, end, width) for seconds in times]
    apart = [b - a for a, b in pairwise(places)]
    assert all(distance >= time_axis.APART - 0.01 for distance in apart)
    for seconds, place in zip(times, places, strict=True):
        assert abs(time_axis.seconds_at(place, end, width) - seconds) <= 1e-6 * end
