from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gui.segments.geometry import GROUPED, LARGEST, ROW_HEIGHT, Geometry, largest_height

FILMS = st.one_of(
    st.lists(st.floats(0.01, 30), max_size=200).map(lambda each: [0.0, *accumulate(each)]),
    st.integers(1, 150_000).map(lambda count: range(count + 1)),
)


@given(starts=FILMS, width=st.integers(1, 3000), height=st.integers(1, 1500))
def test_every_segment_stands_in_one_cell(starts: list[float], width: int, height: int) -> None:
    geometry = Geometry.fitting(starts, width, height)
    found = [index for cell in range(geometry.cells) for index in geometry.segments(cell)]
    assert found == list(range(len(starts) - 1))
    assert geometry.cells <= geometry.columns * geometry.rows
    for index in found[:: max(1, len(found) // 50)]:
        assert index in geometry.segments(geometry.cell_of(index))


@given(starts=FILMS, width=st.integers(160, 3000), height=st.integers(24, 1500))
def test_all_cells_fit_into_the_area_side_by_side(
    starts: list[float], width: int, height: int
) -> None:
    geometry = Geometry.fitting(starts, width, height)
    ends = [0]
    for cell in range(min(geometry.cells, geometry.columns)):
        left, top, wide, high = geometry.area(cell)
        assert top == 0
        assert left >= ends[-1]
        assert min(wide, high) >= 5
        ends.append(left + wide)
    assert ends[-1] <= width
    if geometry.cells:
        _, top, _, high = geometry.area(geometry.cells - 1)
        assert top + high == geometry.used_height <= height


@given(starts=FILMS, width=st.integers(160, 2000), height=st.integers(24, 600))
def test_a_place_inside_a_cell_finds_it(starts: list[float], width: int, height: int) -> None:
    geometry = Geometry.fitting(starts, width, height)
    if geometry.cells:
        for cell in {0, geometry.cells // 2, geometry.cells - 1}:
            left, top, wide, high = geometry.area(cell)
            assert geometry.cell_at(left + wide / 2, top + high / 2) == cell
    assert geometry.cell_at(-1, 0) is None
    assert geometry.cell_at(0, geometry.rows * (geometry.height + 2) + 1) is None


def test_few_segments_stand_in_one_row_as_wide_as_they_last() -> None:
    geometry = Geometry.fitting([0.0, 10.0, 20.0, 25.0], 502, 100)
    assert (geometry.one_row, geometry.height) == (True, ROW_HEIGHT)
    widths = [right - left for left, right in pairwise(geometry.edges)]
    assert widths == [202, 201, 101]


@pytest.mark.parametrize(
    ("count", "width", "height", "group"),
    [(10, 500, 40, 1), (60, 500, 40, 1), (960, 900, 140, 1), (3000, 900, 220, 1)],
)
def test_hundreds_to_thousands_have_a_cell_each(
    count: int, width: int, height: int, group: int
) -> None:
    assert Geometry.fitting(range(count + 1), width, height).group == group


@pytest.mark.parametrize(("width", "height"), [(500, 40), (900, 200), (1600, 700)])
def test_a_hundred_thousand_share_cells_that_are_large_enough_to_be_read(
    width: int, height: int
) -> None:
    geometry = Geometry.fitting(range(100_001), width, height)
    assert geometry.group > 1
    assert geometry.height >= GROUPED
    assert geometry.cells <= 4000


def test_the_height_that_a_map_asks_for_is_that_of_its_largest_cells() -> None:
    starts = range(301)
    height = largest_height(starts, 600)
    assert Geometry.fitting(starts, 600, height).height == LARGEST
    assert Geometry.fitting(starts, 600, height - 1).height < LARGEST
    assert largest_height(range(11), 600) == ROW_HEIGHT
