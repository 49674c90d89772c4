"""Tables as they are printed."""

from __future__ import annotations

from rich.cells import cell_len

from app.cli.columns import NARROWEST, columns

NAMES = (">id", "name", ">size")
ROWS = [("7", "a rather long name of a film.mp4", "1.2 MB"), ("10", "b.mp4", "")]


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns(NAMES, ROWS) == [
        "id  name                                size",
        " 7  a rather long name of a film.mp4  1.2 MB",
        "10  b.mp4",
    ]


def test_one_column_is_cut_where_the_terminal_is_too_narrow() -> None:
    lines = columns(NAMES, ROWS, shrinking=1, width=32)
    assert lines[1] == " 7  a rather long name …  1.2 MB"
    assert max(map(cell_len, lines)) == 32


def test_the_cut_column_keeps_something_to_read() -> None:
    lines = columns(NAMES, ROWS, shrinking=1, width=5)
    assert max(map(cell_len, lines)) == 2 + 2 + NARROWEST + 2 + 6


def test_wide_characters_count_as_what_they_take() -> None:
    lines = columns(("name", "x"), [("影片.mp4", "1"), ("film.mp4", "2")])
    assert [cell_len(line) for line in lines[1:]] == [11, 11]
    (_, cut, _) = columns(("name", "x"), [("影" * 10, "1"), ("film.mp4", "2")], 0, 16)
    assert cell_len(cut) == 16
    assert cut.endswith("…  1")
