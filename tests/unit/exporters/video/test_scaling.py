"""Sizes: what may be written, and what comes out."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import UsageError
from exporters.video.scaling import Scale, even_size

SIDES = st.integers(2, 8000)
ASPECTS = st.sampled_from([Fraction(1), Fraction(16, 11), Fraction(64, 45), Fraction(3, 4)])
TURNS = st.sampled_from([0, 90, 180, 270])


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("720p", Scale(None, 720)),
        ("1280x720", Scale(1280, 720)),
        ("1280×720", Scale(1280, 720)),
        ("1280:720", Scale(1280, 720)),
        ("1080x1920!", Scale(1080, 1920, exact=True)),
    ],
)
def test_a_size_is_read(text: str, scale: Scale) -> None:
    assert Scale.parse(text) == scale


@pytest.mark.parametrize(
    "text", ["", "p", "720", "1x1", "720P", "1280x", "-1x720", "1280x720 ", "1e3x720", "9" * 50]
)
def test_what_is_no_size_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match="1280x720"):
        Scale.parse(text)


@given(SIDES, SIDES, ASPECTS, TURNS, SIDES, SIDES)
def test_the_picture_as_shown_fits_the_box_and_never_grows(
    width: int, height: int, aspect: Fraction, turn: int, box_width: int, box_height: int
) -> None:
    made = Scale(box_width, box_height).fit(width, height, aspect, turn, even=False)
    assert made[0] <= width
    assert made[1] <= height
    shown = (made[0] * aspect, Fraction(made[1]))
    half_pixel = (aspect / 2, Fraction(1, 2))
    if turn % 180:
        shown, half_pixel = shown[::-1], half_pixel[::-1]
    one_at_least = (max(box_width, aspect, 1), max(box_height, aspect, 1))
    assert shown[0] <= one_at_least[0] + half_pixel[0]
    assert shown[1] <= one_at_least[1] + half_pixel[1]


@given(SIDES, SIDES, ASPECTS, TURNS, SIDES, SIDES)
def test_the_aspect_is_kept_to_within_half_a_pixel(
    width: int, height: int, aspect: Fraction, turn: int, box_width: int, box_height: int
) -> None:
    made = Scale(box_width, box_height).fit(width, height, aspect, turn, even=False)
    # The exact ratio lies between those that half a pixel allows for both sides.
    low = max(Fraction(2 * made[0] - 1, 2 * width), Fraction(2 * made[1] - 1, 2 * height))
    high = min(Fraction(2 * made[0] + 1, 2 * width), Fraction(2 * made[1] + 1, 2 * height))
    assert low <= high or 1 in made


@given(SIDES, SIDES, ASPECTS, TURNS, SIDES, SIDES, st.booleans())
def test_sides_are_even_where_they_must_be(
    width: int, height: int, aspect: Fraction, turn: int, box_w: int, box_h: int, exact: bool
) -> None:
    made = Scale(box_w, box_h, exact).fit(width, height, aspect, turn, even=True)
    assert all(side >= 2 and side % 2 == 0 for side in made)


def test_a_box_is_meant_as_players_show_the_picture() -> None:
    upright = Scale.parse("1080x1920")
    assert upright.fit(3840, 2160, Fraction(1), 90, even=True) == (1920, 1080)
    assert upright.fit(3840, 2160, Fraction(1), 0, even=True) == (1080, 608)
    assert Scale.parse("1080x1920!").fit(64, 48, Fraction(1), 270, even=True) == (1920, 1080)


def test_a_height_leaves_the_width_free() -> None:
    assert Scale.parse("480p").fit(3000, 960, Fraction(1), 0, even=True) == (1500, 480)
    assert Scale.parse("1080p").fit(160, 96, Fraction(1), 0, even=True) == (160, 96)


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_an_even_size_loses_a_line_at_most(width: int, height: int) -> None:
    made = even_size(width, height)
    assert all(side % 2 == 0 and side >= 2 for side in made)
    assert all(side in (old, old - 1, 2) for side, old in zip(made, (width, height), strict=True))
