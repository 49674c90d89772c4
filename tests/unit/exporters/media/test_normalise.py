"""Frames get strictly rising times, whatever the decoder told; good times stay as they are."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from exporters.media.normalise import REORDERED_FRAMES, normalise, rising

STEPS = st.fractions(Fraction(1, 10), 4000, max_denominator=100)
JUMPS = st.none() | st.integers(1, 100_000)
RISING = st.lists(st.integers(1, 50), min_size=1, max_size=100).map(
    lambda deltas: [sum(deltas[: n + 1]) for n in range(len(deltas))]
)


@given(
    st.lists(st.none() | st.integers(-(2**40), 2**40), min_size=1, max_size=80)
    | st.lists(st.none() | st.integers(0, 20), min_size=1, max_size=80),
    STEPS,
    JUMPS,
)
def test_any_times_become_strictly_rising_ones(
    raw: list[int | None], step: Fraction, jump: int | None
) -> None:
    times, notes = normalise(raw, step, jump)
    assert len(times) == len(raw)
    assert all(a < b for a, b in pairwise(times))
    if list(times) != raw:
        assert notes


@given(RISING, STEPS)
def test_good_times_are_not_touched(times: list[int], step: Fraction) -> None:
    assert normalise(times, step, None) == (normalise(times, step, 10**6)[0], [])
    assert list(normalise(times, step, None)[0]) == times


@given(RISING, st.data())
def test_times_a_little_out_of_order_are_sorted(times: list[int], data: st.DataObject) -> None:
    assume(len(times) > 2)
    place = data.draw(st.integers(0, len(times) - 2))
    swapped = times.copy()
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    step = Fraction(max(b - a for a, b in pairwise(times)))
    made, notes = normalise(swapped, step, None)
    assert list(made) == times
    assert notes == ["The frames' times were out of order."]


@given(st.integers(2, 60), st.integers(1, 60), st.integers(1, 200), st.integers(-(10**6), 10**6))
def test_a_jump_of_the_clock_is_closed(first: int, second: int, step: int, begin: int) -> None:
    assume(begin < (first - 1) * step or begin > (first - 1) * step + 10**5)
    raw = [number * step for number in range(first)]
    raw += [begin + number * step for number in range(second)]
    made, notes = normalise(raw, Fraction(step), 10**5)
    assert list(made) == [number * step for number in range(first + second)]
    assert notes == ["The clock jumped 1 times; what follows was moved to continue."]


def test_a_long_pause_is_no_jump_where_the_clock_cannot_jump() -> None:
    raw = [0, 40, 80, 3_600_000, 3_600_040]
    assert list(normalise(raw, Fraction(40), None)[0]) == raw
    assert list(normalise(raw, Fraction(40), 10_000)[0]) == [0, 40, 80, 120, 160]


def test_a_step_back_further_than_codecs_reorder_is_a_jump_everywhere() -> None:
    raw = [number * 40 for number in range(50)] + [0, 40, 80]
    made, notes = normalise(raw, Fraction(40), None)
    assert list(made) == [number * 40 for number in range(53)]
    assert "jumped" in notes[0]
    near = [40 * (REORDERED_FRAMES + 1), 40]
    assert list(normalise(near, Fraction(40), None)[0]) == near[::-1]


@given(RISING, st.data())
def test_missing_times_are_filled_from_the_one_before(
    times: list[int], data: st.DataObject
) -> None:
    even = [number * 40 for number in range(len(times))]
    gone = data.draw(st.sets(st.integers(0, len(even) - 1), max_size=len(even) - 1))
    raw = [None if number in gone else time for number, time in enumerate(even)]
    made, notes = normalise(raw, Fraction(40), None)
    assert list(made) == even
    assert notes == ([f"{len(gone)} frames had no time."] if gone else [])


def test_no_times_at_all_become_even_ones() -> None:
    made, notes = normalise([None] * 5, Fraction(1001, 30), None)
    assert list(made) == [0, 33, 67, 100, 133]
    assert notes == ["5 frames had no time."]


def test_a_few_equal_times_are_moved_by_a_tick() -> None:
    raw = [number * 40 for number in range(300)]
    raw[100] = raw[99]
    made, notes = normalise(raw, Fraction(40), None)
    assert made[100] == raw[99] + 1
    assert [time for n, time in enumerate(made) if n != 100] == [
        time for n, time in enumerate(raw) if n != 100
    ]
    assert "moved by a tick" in notes[-1]


def test_many_equal_times_are_replaced_by_even_ones() -> None:
    made, notes = normalise([0, 0, 0, 0, 500], Fraction(40), None)
    assert list(made) == [0, 40, 80, 120, 160]
    assert "even distances" in notes[-1]


@given(st.lists(st.integers(0, 5), max_size=6))
def test_rising_means_strictly(values: list[int]) -> None:
    assert rising(values) == (values == sorted(set(values)))
