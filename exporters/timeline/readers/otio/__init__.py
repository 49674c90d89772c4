"""OpenTimelineIO's files: .otio (JSON), .otioz (a ZIP, with media), .otiod (a folder, likewise).

Kept: tracks of pictures and sound, clips, gaps, nested stacks and tracks, transitions, constant
speed and freezes, markers, switched-off clips and tracks, time code, missing media, generators, and
what Reprise wrote under ``metadata["reprise"]`` (see ``form``). Of what
Resolve keeps in its metadata, links, plain transforms and volume are read. Told as losses: other
effects, tracks of other kinds, series of numbered pictures (the first is shown).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.readers.otio.archive import CONTENT, entry_name, media_entries, read_content
from exporters.timeline.readers.otio.form import from_plain
from exporters.timeline.readers.otio.values import Plain, members, schema, text
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.sequence import Edit, Problem, Sequence, media_in

MAX_BYTES = 256 << 20
MAX_DEPTH = 8
"""Collections within collections."""

FORMAT = ReadFormat("otio", "OpenTimelineIO", (".otio", ".otioz", ".otiod"), max_bytes=1 << 50)


def read(path: Path, options: ReadOptions) -> Edit:
    """See ``exporters.timeline.reading.Reader``."""
    packed = _is_archive(path)
    content = read_content(path, MAX_BYTES) if packed else _plain_content(path)
    root = _parsed(content, path)
    found = list(_timelines(root, 0))
    if not found:
        raise SourceError(f"{shown(path)} holds no timeline, only a {schema(root)[:40]}.")
    timeline, problems = _timeline(found, options, path)
    sequence, told = from_plain(timeline, options)
    if packed:
        problems += _packed_media(path, sequence)
    title = "OTIOZ" if packed else "OTIOD" if path.is_dir() else "OpenTimelineIO"
    names = to_choose_from(text(item, "name") for item in found)
    return Edit(sequence, title, path, (*problems, *told), sequences=names)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(4) == b"PK\3\4"
    except (OSError, ValueError):
        return False


def _plain_content(path: Path) -> bytes:
    file = path / CONTENT if path.is_dir() else path
    return read_bounded(file, MAX_BYTES)


def _parsed(content: bytes, path: Path) -> Plain:
    try:
        root = _loaded(content)
    except RecursionError:
        raise SourceError(f"{shown(path)} is nested more deeply than any project file.") from None
    except ValueError as error:
        raise SourceError(
            f"{shown(path)} is not valid JSON ({_reason(error)}).", "Export the edit again."
        ) from error
    if not isinstance(root, dict) or not text(root, "OTIO_SCHEMA"):
        raise SourceError(f"{shown(path)} is JSON, but not of OpenTimelineIO.")
    return root


def _loaded(content: bytes) -> object:
    try:
        return json.loads(content)
    except json.JSONDecodeError:
        # OTIO writes infinite numbers so; they stand in metadata only.
        spelt = re.sub(rb"(?<=[:\[,\s])(-?)Inf(?=[,\s\]}])", rb"\1Infinity", content)
        if spelt == content:
            raise
        return json.loads(spelt)


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} in line {error.lineno}"
    return "it is not text" if isinstance(error, UnicodeError) else str(error)[:100]


def _timeline(found: list[Plain], options: ReadOptions, path: Path) -> tuple[Plain, list[Problem]]:
    """The timeline that is meant, and a note if there are others."""
    if options.sequence:
        named = [item for item in found if text(item, "name") == options.sequence]
        if not named:
            names = ", ".join(f"“{text(item, 'name')[:60]}”" for item in found[:20])
            raise SourceError(
                f"{shown(path)} holds no timeline called “{options.sequence[:60]}”.",
                f"It holds: {names}.",
            )
        return named[0], []
    if len(found) == 1:
        return found[0], []
    message = (
        f"The file holds {len(found)} timelines; the first is used. --sequence NAME takes another."
    )
    return found[0], [Problem("note", message)]


def _timelines(item: Plain, depth: int) -> Iterator[Plain]:
    kind = schema(item)
    if kind == "Timeline":
        yield item
    elif kind == "SerializableCollection" and depth < MAX_DEPTH:
        for child in members(item, "children"):
            yield from _timelines(child, depth + 1)
    elif kind in ("Stack", "Track", "Clip") and not depth:
        stack = item if kind == "Stack" else {"OTIO_SCHEMA": "Stack.1", "children": [item]}
        yield {"OTIO_SCHEMA": "Timeline.1", "name": text(item, "name"), "tracks": stack}


def _packed_media(path: Path, sequence: Sequence) -> list[Problem]:
    entries = media_entries(path)
    packed = sum(entry_name(media.url, entries) is not None for media in media_in(sequence))
    if not packed:
        return []
    message = f"{packed} of its media lie in the archive; they are unpacked when it is rendered."
    return [Problem("note", message)]
