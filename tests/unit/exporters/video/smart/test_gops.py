"""Which pictures of a film can be copied."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exporters.video.smart.gops import Gops, packed_times, unpacked_times
from exporters.video.smart.marks import CLEAN, LEADING, LOST, PLAIN, UNFIT


def gops(text: str) -> Gops:
    """Pictures in the order of decoding: "C0 3 1 2 C4 x5", "C4 L3" of an open group."""
    kinds = {"C": CLEAN, "x": UNFIT, "L": LEADING, "l": LOST}
    words = text.split()
    places = [int(word.lstrip("CxLl")) for word in words]
    return Gops(places, bytes(kinds.get(word[0], PLAIN) for word in words))


FILM = gops("C0 3 1 2 C4 6 5 9 7 8 C10 11")


def test_a_range_begins_at_a_clean_picture_and_ends_where_none_is_waited_for() -> None:
    assert FILM.ranges(0, 12) == [(0, 12)]
    assert FILM.ranges(1, 12) == [(4, 12)]
    assert FILM.ranges(0, 3) == [(0, 1)]
    assert FILM.ranges(0, 4) == [(0, 4)]
    assert FILM.ranges(4, 9) == [(4, 7)]
    assert FILM.ranges(5, 10) == []


def test_pictures_that_cannot_be_copied_end_a_range() -> None:
    assert gops("C0 1 x2 3 C4 5").ranges(0, 6) == [(0, 2), (4, 6)]
    assert gops("x0 1 2 C3 4 x5").ranges(0, 6) == [(3, 5)]


def test_a_range_is_cut_at_clean_pictures_alone() -> None:
    assert FILM.pieces(0, 12, 5) == [(0, 4), (4, 10), (10, 12)]
    assert FILM.pieces(0, 12, 100) == [(0, 12)]
    assert gops("C0 1 2 3 4 5").pieces(0, 6, 2) == [(0, 6)]


def test_what_leads_the_first_picture_is_left_out() -> None:
    film = gops("C0 2 1 C6 L4 L3 L5 8 7 C9 10")
    assert film.ranges(0, 11) == [(0, 11)]
    assert film.ranges(1, 11) == [(6, 11)]
    # Up to where a group is open nothing is waited for.
    assert film.ranges(0, 6) == [(0, 3)]
    assert film.ranges(0, 7) == [(0, 7)]
    assert film.pieces(0, 11, 3) == [(0, 9), (9, 11)]
    lost = gops("C0 2 1 C6 l4 L5 8 7")
    assert lost.ranges(0, 9) == [(0, 3), (6, 9)]


def test_what_is_shown_before_it_ends_a_range_unless_it_leads() -> None:
    assert gops("C4 3 5").ranges(0, 6) == [(4, 5)]
    assert gops("C4 5 L3").ranges(0, 6) == [(4, 6)]


def test_how_far_pictures_are_reordered() -> None:
    assert gops("C0 1 2").reordered() == 0
    assert gops("C0 3 1 2").reordered() == 1
    assert gops("C0 4 2 1 3").reordered() == 2


@st.composite
def films(draw: st.DrawFn) -> tuple[list[int], bytes]:
    """Groups of pictures, each shuffled after its first."""
    places: list[int] = []
    marks = bytearray()
    for count in draw(st.lists(st.integers(1, 8), min_size=1, max_size=6)):
        begin = len(places)
        places += [begin, *draw(st.permutations(range(begin + 1, begin + count)))]
        marks += bytes((CLEAN,)) + draw(
            st.binary(min_size=count - 1, max_size=count - 1)
        ).translate(bytes(UNFIT if value > 240 else PLAIN for value in range(256)))
    return places, bytes(marks)


@given(film=films(), data=st.data())
def test_what_is_copied_is_decoded_and_shown_alone(
    film: tuple[list[int], bytes], data: st.DataObject
) -> None:
    places, marks = film
    first = data.draw(st.integers(0, len(places) - 1))
    stop = data.draw(st.integers(first + 1, len(places)))
    found = Gops(places, marks)
    ranges = found.ranges(first, stop)
    at = first
    for begin, end in ranges:
        assert at <= begin < end <= stop
        at = end
        number = places.index(begin)
        assert marks[number] == CLEAN
        decoded = places[number : number + end - begin]
        assert sorted(decoded) == list(range(begin, end))
        assert UNFIT not in marks[number : number + end - begin]
        pieces = found.pieces(begin, end, 3)
        assert [pieces[0][0], *(stop for _, stop in pieces)] == [
            *(start for start, _ in pieces),
            end,
        ]
        assert all(marks[places.index(start)] == CLEAN for start, _ in pieces)


@given(st.lists(st.integers(1, 1000), min_size=1), st.integers(-(2**40), 2**40))
def test_times_are_packed_without_loss(steps: list[int], first: int) -> None:
    times = [first]
    for step in steps:
        times.append(times[-1] + step)
    assert unpacked_times(packed_times(times)) == times


def test_even_times_are_a_short_text() -> None:
    assert len(packed_times(range(0, 10_000_000, 512))) < 500
