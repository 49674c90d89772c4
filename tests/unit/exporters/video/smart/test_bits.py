"""Numbers in bits, and bytes that may not look like the begin of a unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.video.smart.bits import Bits, MadeBits, UnknownHeaderError


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2**17 - 1))))
def test_what_is_written_is_read(numbers: list[tuple[bool, int]]) -> None:
    made = MadeBits()
    for exponential, number in numbers:
        if exponential:
            made.ue(number)
        else:
            made.u(number, 17)
    made.u(1, 1)
    content = made.aligned()
    assert not any(bytes((0, 0, last)) in content for last in range(3))
    bits = Bits(content, 0)
    assert [bits.ue() if exponential else bits.u(17) for exponential, _ in numbers] == [
        number for _, number in numbers
    ]
    assert bits.rest() == (1, 1)


def test_zeros_are_kept_apart() -> None:
    made = MadeBits()
    made.u(0, 40)
    made.u(0x01_80, 16)
    assert made.aligned() == bytes.fromhex("000003000003000180")
    assert Bits(made.aligned(), 0).u(56) == 0x180


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UnknownHeaderError):
        MadeBits().u(16, 4)
    with pytest.raises(UnknownHeaderError):
        Bits(b"\0\0", 0).rest()
    with pytest.raises(UnknownHeaderError):
        Bits(bytes(9), 0).ue()
