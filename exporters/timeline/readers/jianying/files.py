"""Which file of a draft's folder holds the edit, and reading it.

A draft is a folder. The edit lies, by version and system, in ``draft_content.json`` (JianYing up to
5.9 and CapCut on Windows), ``draft_info.json`` (on a Mac, and JianYing since 6), in
``template-2.tmp`` beside them, and since CapCut 7 in ``Timelines/<id>/`` with the same names, where
``Timelines/project.json`` names the main one; the application writes the same content to all of
them (capcut-cli#50, capcut-cli docs/version-support.md). JianYing since 6 encrypts what it saves:
such a file is no JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.readers.jianying.values import Json, rows, table, text

NAMES = ("draft_content.json", "draft_info.json", "template-2.tmp")
MAX_BYTES = 512 << 20
ENCRYPTED = "JianYing 6 and newer encrypts the drafts that it saves, and they cannot be read."
ADVICE = (
    "Export the film, or its subtitles as SRT, from JianYing; or take a draft that JianYing 5.9 or "
    "CapCut saved, or that another program wrote."
)


@dataclass(frozen=True)
class Found:
    """A draft that was read.

    Attributes:
        content: the JSON object.
        path: the file that it came from.
        folder: the draft's folder.
        name: the draft's name, or that of its folder.
        timelines: names of all timelines, where there are several.
        differing: names of other files of the folder that hold another edit.
    """

    content: Json
    path: Path
    folder: Path
    name: str
    timelines: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


def is_draft_folder(path: Path) -> bool:
    """Whether a folder has one of the files of a draft."""
    try:
        return any((path / name).is_file() for name in (*NAMES, "Timelines/project.json"))
    except (OSError, ValueError):
        return False


def find_draft(path: Path, timeline: str = "") -> Found:
    """Read a draft's folder, or one file of it.

    Args:
        timeline: name of one of several timelines; "" is the main one.

    Raises SourceError if it is encrypted, damaged or no draft.
    """
    if path.is_dir():
        return _from_folder(path, timeline)
    content = read_json(path)
    if not holds_edit(content):
        raise SourceError(f"{shown(path)} holds no edit of JianYing or CapCut.")
    folder = path.parent
    return Found(content, path, folder, _name(content, folder))


def holds_edit(content: Json) -> bool:
    """Whether a JSON object is an edit; other files of a draft have the same suffix."""
    return type(content.get("tracks")) is list and type(content.get("materials")) is dict


def read_json(path: Path) -> Json:
    """The JSON object in a file; raises SourceError."""
    return _object(read_bounded(path, MAX_BYTES), path)


def _object(raw: bytes, path: Path) -> Json:
    value = _parsed(raw, path)
    if type(value) is not dict:
        raise SourceError(f"{shown(path)} holds no edit of JianYing or CapCut.")
    return value


def _parsed(raw: bytes, path: Path) -> Any:
    if not raw.strip():
        raise SourceError(f"{shown(path)} is empty.")
    if not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        raise SourceError(f"{shown(path)} is encrypted. {ENCRYPTED}", ADVICE)
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=lambda name: None)
    except (ValueError, RecursionError) as error:
        reason = str(error).splitlines()[0][:120] if str(error) else "too deeply nested"
        raise SourceError(f"{shown(path)} is damaged: it is not valid JSON ({reason}).") from error


def _from_folder(folder: Path, timeline: str) -> Found:
    timelines, chosen = _timelines(folder, timeline)
    places = [folder / "Timelines" / chosen / name for name in NAMES] if chosen else []
    if not timeline:
        places += [folder / name for name in NAMES]
    edits, refusals = _readable([place for place in places if place.is_file()])
    if not edits:
        if refusals:
            raise refusals[0]
        raise SourceError(
            f"{shown(folder)} holds no draft of JianYing or CapCut.",
            "A draft's folder has a file draft_content.json or draft_info.json.",
        )
    path, content = edits[0]
    others = [place for place, other in edits[1:] if other != content and other.get("tracks")]
    differing = tuple(place.relative_to(folder).as_posix() for place in others)
    return Found(content, path, folder, _name(content, folder), timelines, differing)


def _readable(places: list[Path]) -> tuple[list[tuple[Path, Json]], list[SourceError]]:
    """The edits among files, those that have tracks first, and why others cannot be read.

    The same bytes are read once.
    """
    edits: list[tuple[Path, Json]] = []
    refusals: list[SourceError] = []
    seen: set[bytes] = set()
    for place in places:
        try:
            raw = read_bounded(place, MAX_BYTES)
            if raw in seen:
                continue
            seen.add(raw)
            content = _object(raw, place)
        except SourceError as refusal:
            refusals.append(refusal)
            continue
        if holds_edit(content):
            edits.append((place, content))
    return sorted(edits, key=lambda edit: not edit[1]["tracks"]), refusals


def _timelines(folder: Path, wanted: str) -> tuple[tuple[str, ...], str]:
    """Names of the timelines, and the folder of the one that is wanted, or of the main one."""
    try:
        project = read_json(folder / "Timelines" / "project.json")
    except SourceError:
        project = {}
    alive = [
        row for row in rows(project.get("timelines")) if row.get("is_marked_delete") is not True
    ]
    names = tuple(text(row.get("name")) for row in alive)
    identity = text(project.get("main_timeline_id"))
    if wanted:
        matches = [
            text(row.get("id")) for row in alive if wanted in (row.get("name"), row.get("id"))
        ]
        if not matches:
            known = ", ".join(f"“{name[:40]}”" for name in names[:20]) or "one only"
            raise SourceError(
                f"{shown(folder)} has no timeline “{wanted[:40]}”.", f"It has: {known}."
            )
        identity = matches[0]
    # The name of a folder is taken from the draft; it must not lead out of it.
    safe = identity and not set(identity) & {"/", "\\", ":", "\0"} and identity not in (".", "..")
    return names, identity if safe else ""


def _name(content: Json, folder: Path) -> str:
    try:
        meta = read_json(folder / "draft_meta_info.json")
    except SourceError:
        meta = {}
    names = (text(meta.get("draft_name")), text(content.get("name")), folder.name)
    return next((name for name in names if name.strip()), "draft")


def nested_file(folder: Path, relative: str) -> Json:
    """The edit of a compound clip in a file below the draft's folder; {} if there is none."""
    try:
        place = (folder / relative).resolve()
        if not place.is_relative_to(folder.resolve()) or not place.is_file():
            return {}
        return table(read_json(place))
    except (SourceError, OSError, ValueError):
        return {}
