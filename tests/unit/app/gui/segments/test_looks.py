from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from app.gui import theme
from app.gui.segments.looks import FINE_STEPS, STEPS, look_of, pixmap, single
from app.jobs.segments import KEPT, Cell


@given(
    states=st.lists(st.sampled_from(Cell), min_size=1, max_size=300).map(bytes),
    shares=st.lists(st.floats(0, 1), max_size=4),
    steps=st.sampled_from((STEPS, FINE_STEPS)),
)
def test_shares_sum_up_and_whatever_there_is_is_seen(
    states: bytes, shares: list[float], steps: int
) -> None:
    busy = [state for state in states if state in (Cell.ENCODING, Cell.DAMAGED)]
    under_way = tuple(zip(busy, shares, strict=False))
    look = look_of(states, under_way, steps)
    assert sum(look) == steps
    assert all(part >= 0 for part in look)
    for cell in (*KEPT, Cell.WAITING):
        assert (look[cell] > 0) >= (cell in states)
    assert (look[Cell.ENCODING] > 0) == (Cell.ENCODING in states or bool(under_way))
    for cell in KEPT:
        assert (look[cell] > 0) == (cell in states)
    wrong = sum(abs(look[cell] - steps * states.count(cell) / len(states)) for cell in KEPT)
    assert wrong <= 12


@given(st.sampled_from(KEPT), st.integers(1, 200))
def test_only_what_is_finished_altogether_looks_finished(cell: Cell, count: int) -> None:
    assert look_of(bytes([cell]) * count)[cell] == STEPS
    assert look_of(bytes([cell]) * count + bytes([Cell.WAITING]))[Cell.WAITING] > 0


def test_one_segment_under_way_fills_with_its_share() -> None:
    assert single(Cell.ENCODING, 0.5)[Cell.ENCODING] == STEPS // 2
    assert look_of(bytes([Cell.ENCODING]), ((Cell.ENCODING, 0.25),), 96)[Cell.ENCODING] == 24
    again = look_of(bytes([Cell.DAMAGED]), ((Cell.DAMAGED, 0.5),))
    assert (again[Cell.DAMAGED], again[Cell.ENCODING]) == (4, 4)


def test_one_damaged_segment_of_hundreds_is_seen() -> None:
    look = look_of(bytes([Cell.FINISHED]) * 499 + bytes([Cell.DAMAGED]))
    assert look[Cell.DAMAGED] >= 3
    assert look[Cell.FINISHED] > 0


@pytest.mark.parametrize("size", [6, 8, 12, 40])
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_every_state_has_a_shape_besides_its_colour(
    qapp: QApplication, choice: theme.Choice, size: int
) -> None:
    theme.apply(qapp, choice)
    drawn = {}
    for cell in Cell:
        image = pixmap(single(cell), size, size, 1.0).toImage()
        ground = theme.current().surface.lightness()
        # Tones relative to the ground: what is left when hues are not seen.
        drawn[cell] = tuple(
            abs(image.pixelColor(x, y).lightness() - ground) // 50
            if image.pixelColor(x, y).alpha() > 80
            else 0
            for x in range(size)
            for y in range(size)
        )
    assert len(set(drawn.values())) == len(Cell)
