from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.gui.segments.geometry import ROW_HEIGHT, Geometry

COUNTS = st.one_of(st.integers(0, 200), st.integers(0, 200_000))


@given(count=COUNTS, width=st.integers(1, 3000), height=st.integers(1, 1500))
def test_every_segment_stands_in_one_cell(count: int, width: int, height: int) -> None:
    geometry = Geometry.fitting(count, width, height)
    found = [index for cell in range(geometry.cells) for index in geometry.segments(cell)]
    assert found == list(range(count))
    assert geometry.cells <= geometry.columns * geometry.rows or not count


@given(count=COUNTS, width=st.integers(160, 3000), height=st.integers(48, 1500))
def test_all_cells_fit_into_the_area(count: int, width: int, height: int) -> None:
    geometry = Geometry.fitting(count, width, height)
    if count:
        _, top = geometry.place(geometry.cells - 1)
        assert top + geometry.height <= height + 0.01
        right, _ = geometry.place(min(geometry.cells, geometry.columns) - 1)
        assert right + geometry.width <= width + 0.01


@given(count=st.integers(1, 5000), width=st.integers(160, 2000), height=st.integers(48, 600))
def test_a_place_inside_a_cell_finds_it(count: int, width: int, height: int) -> None:
    geometry = Geometry.fitting(count, width, height)
    for cell in {0, geometry.cells // 2, geometry.cells - 1}:
        left, top = geometry.place(cell)
        assert geometry.cell_at(left + geometry.width / 2, top + geometry.height / 2) == cell


def test_few_segments_stand_in_one_row_and_many_in_groups() -> None:
    assert Geometry.fitting(10, 640, 100).rows == 1
    assert Geometry.fitting(10, 640, 100).height == ROW_HEIGHT
    assert Geometry.fitting(960, 640, 200).group == 1
    assert Geometry.fitting(100_000, 900, 200).group > 1
