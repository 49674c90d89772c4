"""Tables of cuts as text: which separators they have, and whether they begin with a header."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.captions.encoding import decode
from exporters.timeline.readers.cut_list.fields import field_of
from exporters.timeline.readers.cut_list.times import parse_time

MAX_BYTES = 64 << 20
MAX_ROWS = 1_000_000
SEGMENT_HEADER = ("Start", "End", "Name")
"""LosslessCut's header."""
MARKS = ("\t", ";", ",", "|")
HEADER_ROWS = 5
"""So many rows may stand above the header (PySceneDetect has one)."""
TIMES = ("start", "start:ms", "start:frames", "range", "end", "end:ms", "end:frames", "duration")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells.

    Attributes:
        header: words of the columns; () without a header.
        rows: numbers, from 1, of lines or rows in the file, and cells.
    """

    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]


def read_text(path: Path, encoding: str, most: int = MAX_BYTES) -> str:
    """A text file, in a given encoding or in the one that is found out.

    Raises SourceError if it cannot be read, or is too large.
    """
    return text_of(read_bounded(path, most, "list of cuts"), encoding, path)


def text_of(raw: bytes, encoding: str, path: Path) -> str:
    """The text of bytes; see ``read_text``."""
    try:
        return decode(raw, encoding).text.lstrip("\ufeff")
    except LookupError as error:
        raise SourceError(f"“{encoding[:40]}” is no encoding.", "Try utf-8.") from error


def parse_table(text: str, path: Path, mark: str = "") -> Table:
    """The rows of a table with commas, semicolons, tabs or bars between the cells.

    Args:
        mark: what is between them; "" finds it out.

    Raises SourceError for a table that cannot be read.
    """
    rows: list[tuple[int, list[str]]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark or delimiter_of(text))
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, [cell.strip() for cell in cells]))
            if len(rows) > MAX_ROWS:
                raise SourceError(f"{shown(path)} has more than {MAX_ROWS:,} rows.")
    except csv.Error as error:
        raise SourceError(f"{shown(path)} is no table ({error}).") from error
    for number, (_, cells) in enumerate(rows[:HEADER_ROWS]):
        if is_header(cells):
            return Table(tuple(cells), rows[number + 1 :])
    return Table((), rows)


def is_header(cells: list[str]) -> bool:
    """Whether a row names columns: it has a word for a time, and no times."""
    meanings = [field_of(cell) for cell in cells]
    return any(meaning in TIMES for meaning in meanings) and not any(
        is_time(cell) for cell in cells
    )


def is_time(cell: str) -> bool:
    """Whether a cell holds a time."""
    try:
        return parse_time(cell) is not None
    except ValueError:
        return False


def delimiter_of(text: str) -> str:
    """The separator that the first lines have most of, all of them some.

    One that gives a header comes first: names and films may hold the others.
    """
    lines = [line for line in text[:8192].splitlines()[:HEADER_ROWS] if line.strip()]
    counts = {mark: min((line.count(mark) for line in lines), default=0) for mark in MARKS}
    usual = sorted((mark for mark in MARKS if counts[mark]), key=lambda mark: -counts[mark])
    for mark in usual:
        if any(is_header(cells_of(line, mark)) for line in lines):
            return mark
    return usual[0] if usual else ","


def cells_of(line: str, mark: str) -> list[str]:
    """The cells of one line."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=mark), [])]
    except csv.Error:
        return []


def head_line(head: bytes) -> str:
    """The first line with something in it, out of a file's first bytes."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace").lstrip("\ufeff")
    return next((line for line in text.splitlines() if line.strip()), "")
