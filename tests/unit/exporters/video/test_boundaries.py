"""Segments cover the output once, and begin where the source can be entered."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.video.boundaries import segment_boundaries, segment_length

FRAMES = st.integers(1, 20_000)
LENGTHS = st.integers(1, 600)
SHORTEST = st.integers(1, 200)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[int, int, list[int], int]:
    count = draw(FRAMES)
    keys = draw(
        st.one_of(
            st.lists(st.integers(0, count - 1), unique=True, max_size=60).map(sorted),
            st.integers(1, 300).map(lambda step: list(range(0, count, step))),
        )
    )
    return count, draw(LENGTHS), keys, draw(SHORTEST)


@given(layouts())
def test_segments_cover_every_frame_once(layout: tuple[int, int, list[int], int]) -> None:
    count, length, keys, shortest = layout
    boundaries = segment_boundaries(count, length, keys, shortest)
    assert boundaries[0] == 0
    assert boundaries[-1] == count
    assert all(a < b for a, b in pairwise(boundaries))


@given(layouts())
def test_no_segment_is_longer_than_one_and_a_half_lengths(
    layout: tuple[int, int, list[int], int],
) -> None:
    count, length, keys, shortest = layout
    boundaries = segment_boundaries(count, length, keys, shortest)
    assert max(b - a for a, b in pairwise(boundaries)) <= length * 1.5


@given(layouts())
def test_a_segment_ends_at_the_last_key_frame_near_its_end(
    layout: tuple[int, int, list[int], int],
) -> None:
    count, length, keys, shortest = layout
    boundaries = segment_boundaries(count, length, keys, shortest)
    for start, end in pairwise(boundaries):
        if count - start < length * 4:
            break
        earliest, latest = start + max(1, int(length * 0.6)), start + length
        near = keys[bisect_left(keys, earliest) : bisect_right(keys, latest)]
        assert end == (near[-1] if near else latest)


def test_all_boundaries_but_those_of_the_end_are_key_frames_of_a_regular_source() -> None:
    keys = list(range(0, 5000, 48))
    boundaries = segment_boundaries(5000, 250, keys, 25)
    regular = [place for place in boundaries if place < 5000 - 3 * 48]
    assert len(regular) > 20
    assert set(regular) <= set(keys)


@given(layouts())
def test_segments_at_the_end_are_small_beside_what_is_left(
    layout: tuple[int, int, list[int], int],
) -> None:
    count, length, keys, shortest = layout
    boundaries = segment_boundaries(count, length, keys, shortest)
    rare = min(length, count // max(1, len(keys))) // 2
    least = max(1, min(length, max(shortest, rare)))
    for start, end in pairwise(boundaries):
        size = max(least, (count - start) // 4)
        assert end - start <= size * 1.5
        assert end == count or end - start >= int(min(length, size) * 0.6)


def test_the_last_segments_take_a_second() -> None:
    keys = list(range(0, 1600, 50))
    lengths = [b - a for a, b in pairwise(segment_boundaries(1600, 250, keys, 25))]
    assert lengths == [250, 250, 250, 250, 200, 100, 100, 50, 50, 25, 25, 25, 25]


def test_where_key_frames_are_rare_the_last_segments_stay_longer() -> None:
    keys = list(range(0, 5000, 250))
    lengths = [b - a for a, b in pairwise(segment_boundaries(5000, 250, keys, 25))]
    assert lengths[:16] == [250] * 16
    assert min(lengths[:-1]) >= 125


@given(layouts())
def test_the_same_input_gives_the_same_segments(layout: tuple[int, int, list[int], int]) -> None:
    count, length, keys, shortest = layout
    first = segment_boundaries(count, length, keys, shortest)
    assert segment_boundaries(count, length, tuple(keys), shortest) == first


def test_the_number_of_processors_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    def both() -> tuple[int, list[int]]:
        return segment_length(1500, 60.0, 10.0, 250), segment_boundaries(1500, 250, [], 50)

    before = both()
    monkeypatch.setattr(os, "cpu_count", lambda: 96)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(96)), raising=False)
    assert both() == before


@given(
    st.integers(1, 500_000),
    st.floats(0.01, 20_000),
    st.floats(0.5, 3600),
    st.sampled_from([1, 12, 240, 250]),
)
def test_a_length_is_near_the_target_and_holds_whole_groups(
    count: int, seconds: float, target: float, interval: int
) -> None:
    length = segment_length(count, seconds, target, interval)
    wished = count * target / seconds
    assert 1 <= length <= max(1, wished + 0.5 + interval / 2)
    if length >= interval:
        assert length % interval == 0


def test_a_short_clip_is_cut_so_that_several_workers_have_something_to_do() -> None:
    assert segment_length(25 * 24, 24.0, 10.0, 12) == 72
    assert segment_length(25 * 4, 4.0, 10.0, 1) == 50
    assert segment_length(25 * 4, 4.0, 0.5, 1) == 12


def test_a_length_of_no_time_at_all_is_the_whole() -> None:
    assert segment_length(1, 0.0, 10.0, 250) == 1
