"""Reads LosslessCut's projects (.llc) and its lists of segments (.csv, .tsv).

A project is JSON5 with ``version`` 1 or 2, ``mediaFileName`` and ``cutSegments``, each with
``start``, ``end``, ``name``, ``tags`` and (since 3.65) ``selected`` (src/renderer/src/types.ts). A
segment without an end goes to the end of the film in version 1 and is a marker in version 2
(commit 250218bf); segments that are not selected are not exported there, so they are left out.

A list has the columns start, end, name and tags, with commas or tabs, with or without the header
"Start,End,Name"; times are seconds or [[HH:]MM:]SS.mmm (edlFormats.ts, parseCsv). A line without a
start begins at 0, one without an end is a marker. It does not name its film: LosslessCut calls the
list like the film, so a file of that name beside it is taken.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.json5 import parse_json5
from exporters.timeline.readers.cut_list.building import Cut, CutList, built
from exporters.timeline.readers.cut_list.films import film_beside
from exporters.timeline.readers.cut_list.rows import text_of
from exporters.timeline.readers.cut_list.tables import (
    SEGMENT_HEADER,
    cells_of,
    head_line,
    is_time,
    parse_table,
    read_text,
)
from exporters.timeline.readers.cut_list.times import CutTime, parse_time
from exporters.timeline.reading import ReadFormat, ReadOptions
from exporters.timeline.sequence import Edit

_TIME = re.compile(r"\d+(?:\.\d+)?|(?:\d+:)?\d{1,2}:\d+(?:\.\d{1,3})?")


def _recognises(path: Path, head: bytes) -> bool:
    if path.suffix.lower() == ".llc":
        return True
    first = head_line(head)
    cells = cells_of(first, _mark(first))
    if tuple(cells[:3]) == SEGMENT_HEADER[: min(len(cells), 3)] and len(cells) > 1:
        return True
    return len(cells) > 1 and is_segment(cells)


FORMAT = ReadFormat(
    "losslesscut", "LosslessCut project or CSV", (".llc", ".csv", ".tsv"), _recognises
)


def _mark(line: str) -> str:
    """What is between the cells: tabs where one follows a time or "Start", else commas."""
    cells = [cell.strip() for cell in line.split("\t")]
    return "\t" if len(cells) > 1 and (is_segment(cells) or cells[0] == "Start") else ","


def is_segment(cells: list[str]) -> bool:
    """Whether the first two cells are times as LosslessCut writes them, one of them or both."""
    times = [cell for cell in cells[:2] if cell]
    return bool(times) and all(_TIME.fullmatch(cell) for cell in times)


def read(path: Path, options: ReadOptions) -> Edit:
    """The segments one after another. Raises SourceError for what is no project and no list."""
    text = read_text(path, options.encoding)
    findings = Findings()
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return _list(text, path, options, findings)
    return _project(text, path, options, findings)


def _project(text: str, path: Path, options: ReadOptions, findings: Findings) -> Edit:
    try:
        found = parse_json5(text)
    except ValueError as error:
        raise SourceError(f"{shown(path)} is no LosslessCut project ({error}).") from error
    segments = found.get("cutSegments") if isinstance(found, dict) else None
    if not isinstance(segments, list):
        raise SourceError(
            f"{shown(path)} is no LosslessCut project: it has no segments (“cutSegments”).",
            "Save it in LosslessCut once more.",
        )
    if found.get("version") not in (1, 2):
        findings.add("note", "The project is of a version that is not known; it is read as 2.")
    name = found.get("mediaFileName")
    media = name if isinstance(name, str) and name.strip() else ""
    if not media:
        media = film_beside(path, findings)
    reader = _Segments(media, findings, open_to_end=found.get("version") == 1)
    for number, segment in enumerate(segments, 1):
        reader.add(segment, f"segment {number}")
    format_name = f"LosslessCut project {text_of(found.get('version'))}".strip()
    return built(reader.list(path), path, options, format_name, findings)


def _list(text: str, path: Path, options: ReadOptions, findings: Findings) -> Edit:
    first = next((line for line in text.splitlines() if line.strip()), "")
    table = parse_table(text, path, _mark(first))
    media = film_beside(path, findings)
    reader = _Segments(media, findings, open_to_end=False)
    for line, cells in table.rows:
        start, end, name = (*cells, "", "", "")[:3]
        if not is_time(start) and start:
            findings.add("loss", "A line that does not begin with a time is left out.",
                         f"line {line}")  # fmt: skip
            continue
        segment = {"start": start or 0, "end": end or None, "name": name}
        reader.add(segment, f"line {line}")
    return built(reader.list(path), path, options, "LosslessCut CSV", findings)


class _Segments:
    """Segments as cuts and marks."""

    def __init__(self, media: str, findings: Findings, open_to_end: bool) -> None:
        self._media = media
        self._findings = findings
        self._open_to_end = open_to_end
        self._cuts: list[Cut] = []
        self._marks: list[tuple[str, CutTime, str]] = []

    def add(self, segment: Any, where: str) -> None:
        """A segment of the file; one that cannot be used is told."""
        if not isinstance(segment, dict):
            self._findings.add("loss", "What is no segment is left out.", where)
            return
        if segment.get("selected") is False:
            text = "A segment that is not selected is left out, as LosslessCut does it."
            self._findings.add("note", text, where)
            return
        try:
            start = parse_time(segment.get("start")) or CutTime(Fraction(0))
            end = parse_time(segment.get("end"))
        except ValueError as error:
            self._findings.add("loss", f"A segment is left out: {error}.", where)
            return
        name = text_of(segment.get("name"))
        if segment.get("tags"):
            self._findings.add("note", "Tags of segments are left out.", where)
        if end is None and not self._open_to_end:
            text = "A segment without an end is taken for a marker, as LosslessCut 3.65 does it."
            self._findings.add("note", text, where)
            self._marks.append((self._media, start, name))
            return
        self._cuts.append(Cut(self._media, start, end, name=name, where=where))

    def list(self, path: Path) -> CutList:
        return CutList(path.stem, self._cuts, self._marks)
