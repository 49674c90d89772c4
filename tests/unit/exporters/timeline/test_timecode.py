from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.timeline.timecode import can_drop, exact_rate, from_timecode, nominal, to_timecode

NTSC = Fraction(30000, 1001)
DOUBLE = Fraction(60000, 1001)
FILM = Fraction(24000, 1001)


@pytest.mark.parametrize(
    ("given_rate", "meant"),
    [
        (29.97, NTSC), ("29.97", NTSC), (29.970029, NTSC), (23.976, FILM), (23.98, FILM),
        ("23.976023976", FILM), (59.94, DOUBLE), (25.0, Fraction(25)), ("24000/1001", FILM),
        (24.999999999, Fraction(25)), ("12.5", Fraction(25, 2)), (1000, Fraction(1000)),
        (119.88, Fraction(120000, 1001)), (47.952, Fraction(48000, 1001)), (30, Fraction(30)),
    ],
)  # fmt: skip
def test_a_rounded_rate_means_an_exact_one(given_rate: float | str, meant: Fraction) -> None:
    assert exact_rate(given_rate) == meant


@pytest.mark.parametrize(
    "wrong", ["", "x", "0", "-25", "1e3", "1/0", "1001", 0, float("nan"), float("inf"), "9" * 50]
)
def test_what_is_no_rate_is_refused(wrong: float | str) -> None:
    with pytest.raises((ValueError, ZeroDivisionError)):
        exact_rate(wrong)


def test_time_code_counts_whole_frames_a_second() -> None:
    assert [nominal(rate) for rate in (NTSC, FILM, Fraction(25), Fraction(25, 2))] == [
        30, 24, 25, 13]  # fmt: skip


def test_drop_frame_exists_at_multiples_of_29_97_only() -> None:
    assert can_drop(NTSC)
    assert can_drop(DOUBLE)
    assert not can_drop(FILM)
    assert not can_drop(Fraction(30))


@pytest.mark.parametrize(
    ("frames", "rate", "drop", "code"),
    [
        (0, NTSC, True, "00:00:00;00"),
        (1799, NTSC, True, "00:00:59;29"),
        (1800, NTSC, True, "00:01:00;02"),
        (17981, NTSC, True, "00:09:59;29"),
        (17982, NTSC, True, "00:10:00;00"),
        (107892, NTSC, True, "01:00:00;00"),
        (108000, NTSC, False, "01:00:00:00"),
        (3600, DOUBLE, True, "00:01:00;04"),
        (86400, FILM, True, "01:00:00:00"),
        (-25, Fraction(25), False, "-00:00:01:00"),
        (25 * 3600 * 30, Fraction(25), False, "30:00:00:00"),
        (119, Fraction(120), False, "00:00:00:119"),
    ],
)
def test_frames_have_known_time_codes(frames: int, rate: Fraction, drop: bool, code: str) -> None:
    assert to_timecode(frames, rate, drop) == code
    assert from_timecode(code, rate) == frames


def test_the_mark_before_the_frames_says_whether_numbers_are_dropped() -> None:
    assert from_timecode("00:01:00;02", NTSC) == 1800
    assert from_timecode("00:01:00:02", NTSC) == 1802
    assert from_timecode("00:01:00:02", NTSC, drop_frame=True) == 1800
    assert from_timecode("00;01;00.02", NTSC) == 1800


@pytest.mark.parametrize("wrong", ["", "1:2:3", "00:60:00:00", "00:00:60:00", "00:00:00:30",
                                   "00:00:00:00:00", "aa:00:00:00"])  # fmt: skip
def test_what_is_no_time_code_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="time code"):
        from_timecode(wrong, NTSC)


@given(
    st.integers(-(10**7), 10**7),
    st.sampled_from([NTSC, DOUBLE, FILM, Fraction(25), Fraction(25, 2), Fraction(120000, 1001)]),
    st.booleans(),
)
def test_every_frame_has_a_time_code_of_its_own(frames: int, rate: Fraction, drop: bool) -> None:
    assert from_timecode(to_timecode(frames, rate, drop), rate) == frames
