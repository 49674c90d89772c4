"""Lists of timestamps keep every value, and damage to stored ones is noticed."""

from __future__ import annotations

import zlib
from array import array
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import StateError
from exporters.video.timestamps import (
    compact,
    first_at_or_after,
    from_map,
    round_half_up,
    to_map,
)

UNEVEN = st.sets(st.integers(-(2**40), 2**40), min_size=1, max_size=200).map(sorted)
EVEN = st.builds(
    lambda first, step, count: list(range(first, first + step * count, step)),
    st.integers(-(2**40), 2**40),
    st.integers(1, 10_000),
    st.integers(1, 300),
)
RISING = UNEVEN | EVEN


@given(RISING)
def test_a_list_survives_being_stored(values: list[int]) -> None:
    stored = msgpack.packb(to_map(compact(array("q", values))))
    assert list(from_map(msgpack.unpackb(stored))) == values


@given(RISING)
def test_a_compact_list_has_the_same_values(values: list[int]) -> None:
    made = compact(array("q", values))
    assert list(made) == values
    even = len({b - a for a, b in pairwise(values)}) <= 1
    assert isinstance(made, range) == even


def test_one_frame_that_is_off_by_a_tick_is_kept() -> None:
    values = array("q", range(0, 100_000, 10))
    values[5_000] += 1
    assert compact(values) == values
    assert list(from_map(to_map(compact(values)))) == list(values)


def test_an_empty_list_survives_too() -> None:
    assert list(from_map(to_map(compact(array("q"))))) == []


def test_a_constant_rate_takes_the_same_room_for_any_length() -> None:
    long = to_map(compact(range(0, 15_000_000 * 512, 512)))
    assert len(msgpack.packb(long)) < 64


@given(RISING, st.integers(-(2**41), 2**41))
def test_the_first_value_at_or_after_a_tick(values: list[int], tick: int) -> None:
    expected = next((n for n, value in enumerate(values) if value >= tick), len(values))
    assert first_at_or_after(compact(array("q", values)), tick) == expected


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_rounding_goes_to_the_nearest_and_halves_go_up(value: Fraction) -> None:
    rounded = round_half_up(value)
    assert rounded == floor(value + Fraction(1, 2))
    assert abs(value - rounded) <= Fraction(1, 2)


EVEN_MAP = to_map(range(0, 100, 10))
UNEVEN_MAP = to_map(array("q", [0, 5, 7, 30]))


def deltas(*values: int) -> bytes:
    return zlib.compress(array("q", values).tobytes())


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"first": 0, "count": 3},
        {**EVEN_MAP, "step": 0},
        {**EVEN_MAP, "step": -10},
        {**EVEN_MAP, "step": 2.5},
        {**EVEN_MAP, "step": None},
        {**EVEN_MAP, "count": -1},
        {**EVEN_MAP, "count": True},
        {**EVEN_MAP, "count": 2**40},
        {**EVEN_MAP, "first": "0"},
        {**EVEN_MAP, "first": 2**62},
        {**UNEVEN_MAP, "count": 3},
        {**UNEVEN_MAP, "count": 5},
        {**UNEVEN_MAP, "count": 0},
        {**UNEVEN_MAP, "deltas": b""},
        {**UNEVEN_MAP, "deltas": b"not compressed"},
        {**UNEVEN_MAP, "deltas": "text"},
        {**UNEVEN_MAP, "deltas": UNEVEN_MAP["deltas"][:-6]},
        {**UNEVEN_MAP, "deltas": deltas(5, 0, 2)},
        {**UNEVEN_MAP, "deltas": deltas(5, -2, 2)},
        {**UNEVEN_MAP, "deltas": deltas(2**62, 2**62, 2**62)},
        {**UNEVEN_MAP, "deltas": zlib.compress(b"x" * 23)},
        [0, 10, 20],
        None,
    ],
)
def test_a_damaged_map_is_refused(damaged: Any) -> None:
    with pytest.raises(StateError):
        from_map(damaged)


def test_a_compressed_list_may_not_grow_beyond_its_count() -> None:
    bomb = zlib.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(StateError):
        from_map({"first": 0, "count": 4, "deltas": bomb})


@given(st.data())
def test_any_map_is_read_or_refused(data: st.DataObject) -> None:
    odd = st.none() | st.integers() | st.floats() | st.text(max_size=4) | st.binary(max_size=40)
    keys = st.sampled_from(["first", "count", "step", "deltas"])
    values = {**data.draw(st.sampled_from([EVEN_MAP, UNEVEN_MAP]))}
    values.update(data.draw(st.dictionaries(keys, odd, min_size=1)))
    try:
        read = from_map(values)
    except StateError:
        return
    assert len(read) == values["count"]
    assert len(read) == 0 or (read[0] == values["first"] and read[-1] >= read[0])
