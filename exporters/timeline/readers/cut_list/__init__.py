"""Reads lists of cuts: tables (.csv, .tsv) with a header, and JSON.

A table has one cut a line, with commas, semicolons, tabs or bars between the cells, in any common
encoding. Its header names the columns: a film (media, file, source, video …), where it begins
(start, in, begin …), where it ends (end, out …) or how long it lasts (duration …), and, as wanted,
name, text, speed, volume, position on the timeline, has_audio and rate. Lines above the header are
passed over, as PySceneDetect has one. Without a header the columns are film, begin, end, name.
The words are those of ``fields``, the times those of ``times``.

JSON is an object or a list: {"media": "film.mp4", "rate": 25, "cuts": [{"start": 1, "end": 2.5}]},
{"video_path": …, "scenes": […]}, [{"file": …, "in": "00:01", "out": "00:02"}], [[1, 2.5], …],
["00:10 - 00:20", …]. Cuts may be deeper in the object. Numbers are seconds, unless their names end
in ms or frame(s).

A list without a film takes the one beside it that is called alike. What is said of the frame rate
in the list counts before that of the films; see ``exporters.timeline.readers.cut_list.building``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_json import parse_json
from exporters.timeline.findings import Findings
from exporters.timeline.readers.cut_list.building import Cut, CutList, built
from exporters.timeline.readers.cut_list.fields import LISTS, field_of, fields_of, plain, the_list
from exporters.timeline.readers.cut_list.films import film_beside
from exporters.timeline.readers.cut_list.rows import cut_of, rate_of, size_of
from exporters.timeline.readers.cut_list.tables import (
    HEADER_ROWS,
    SEGMENT_HEADER,
    TIMES,
    Table,
    cells_of,
    delimiter_of,
    head_line,
    is_header,
    is_time,
    parse_table,
    read_text,
)
from exporters.timeline.readers.cut_list.times import parse_range
from exporters.timeline.reading import ReadFormat, ReadOptions
from exporters.timeline.sequence import Edit
from exporters.timeline.version_scenes import is_version_data

OTHERS = (b"OTIO_SCHEMA", b'"canvas_config"', b'"draft_', b'"materials"')
"""What JSON of other formats has near its begin."""
MOST_DEEP = 6


def _recognises(path: Path, head: bytes) -> bool:
    if path.suffix.lower() == ".json":
        return _is_json(head)
    line = head_line(head)
    cells = cells_of(line, delimiter_of(line))
    if tuple(cells[:3]) == SEGMENT_HEADER:
        return False
    lines = [item for item in _lines(head) if item.strip()]
    if any(is_header(cells_of(item, delimiter_of(item))) for item in lines[:HEADER_ROWS]):
        return True
    return len(cells) > 2 and not is_time(cells[0]) and is_time(cells[1])


def _lines(head: bytes) -> list[str]:
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff").splitlines()


def _is_json(head: bytes) -> bool:
    if any(mark in head for mark in OTHERS) or is_version_data(head):
        return False
    text = "\n".join(_lines(head)).strip()
    if not text.startswith(("{", "[")):
        return False
    keys = re.findall(r'"([^"\\\n]{1,40})"\s*:', text)
    if any(field_of(key) in TIMES or plain(key) in LISTS for key in keys):
        return True
    return re.match(r'\[\s*(?:\[\s*["\d]|"[^"]{3,60}")', text) is not None


FORMAT = ReadFormat("cut_list", "Cut list (CSV, TSV, JSON)", (".csv", ".tsv", ".json"), _recognises)


def read(path: Path, options: ReadOptions) -> Edit:
    """The cuts one after another. Raises SourceError for what is no list of cuts."""
    text = read_text(path, options.encoding)
    findings = Findings()
    if path.suffix.lower() == ".json" or text.lstrip()[:1] in ("{", "["):
        cuts = _json(text, path, findings)
        return built(cuts, path, options, "JSON cut list", findings)
    cuts = _table(parse_table(text, path), path, findings)
    return built(cuts, path, options, "Cut list", findings)


def _table(table: Table, path: Path, findings: Findings) -> CutList:
    header = table.header or ("media", "start", "end", "name")
    rows = [
        (f"line {line}", fields_of(dict(zip(header, cells, strict=False))))
        for line, cells in table.rows
    ]
    if not any(set(fields) & set(TIMES) for _, fields in rows):
        raise SourceError(
            f"{shown(path)} is no list of cuts: no column says where a cut begins or ends.",
            "Name columns “start” and “end” in the first line.",
        )
    rates = (rate_of(fields["rate"]) for _, fields in rows if "rate" in fields)
    rate = next((found for found in rates if found), None)
    cuts = _cuts(rows, "", path, findings)
    return CutList(path.stem, cuts, rate=rate)


def _json(text: str, path: Path, findings: Findings) -> CutList:
    try:
        found = parse_json(text)
    except ValueError as error:
        raise SourceError(f"{shown(path)} is no JSON ({error}).") from error
    outer: Mapping[str, Any] = found if isinstance(found, dict) else {}
    items = _found(found, 0)
    if items is None:
        raise SourceError(
            f"{shown(path)} holds no list of cuts.",
            "It should have a list “cuts” of objects with “start” and “end”.",
        )
    settings = fields_of({key: value for key, value in outer.items() if _is_plain(value)})
    media = settings.get("media")
    rows = [(f"cut {number}", _fields(item)) for number, item in enumerate(items, 1)]
    name = settings.get("name")
    title = name if isinstance(name, str) and name else path.stem
    cuts = _cuts(rows, media if isinstance(media, str) else "", path, findings)
    return CutList(title, cuts, rate=rate_of(settings.get("rate")), size=size_of(outer))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _found(value: Any, depth: int) -> list[Any] | None:
    """The list of cuts in a JSON value: itself, or one within it."""
    if isinstance(value, list):
        return value if any(_fields(item) for item in value[:100]) else None
    if not isinstance(value, dict) or depth > MOST_DEEP:
        return None
    inner = the_list(value)
    if inner is not None and any(_fields(item) for item in inner[:100]):
        return inner
    for item in value.values():
        if isinstance(item, dict):
            deeper = _found(item, depth + 1)
            if deeper is not None:
                return deeper
    return None


def _fields(item: Any) -> dict[str, Any]:
    """An item of a list by the meaning of its words; {} for what is no cut."""
    if isinstance(item, dict):
        fields = fields_of(item)
        return fields if set(fields) & set(TIMES) else {}
    both = parse_range(item)
    if both is not None and all(_may_be_time(part) for part in both):
        return {"range": item}
    return {}


def _may_be_time(value: Any) -> bool:
    return is_time(value) if isinstance(value, str) else _is_plain(value)


def _cuts(
    rows: list[tuple[str, dict[str, Any]]], media: str, path: Path, findings: Findings
) -> list[Cut]:
    return list(_usable(rows, media or _film(rows, path, findings), findings))


def _film(rows: list[tuple[str, dict[str, Any]]], path: Path, findings: Findings) -> str:
    """The film for rows that name none."""
    if all("media" in fields for _, fields in rows):
        return ""
    return film_beside(path, findings)


def _usable(
    rows: list[tuple[str, dict[str, Any]]], media: str, findings: Findings
) -> Iterator[Cut]:
    for where, fields in rows:
        try:
            if not fields:
                raise ValueError("it says neither where it begins nor where it ends")
            cut = cut_of(fields, media, where)
        except ValueError as error:
            findings.add("loss", f"A cut is left out: {error}.", where)
            continue
        if cut is None:
            findings.add("note", "A cut that is switched off is left out.", where)
        else:
            yield replace(cut, where=f"{where} “{cut.name[:40]}”" if cut.name else where)
