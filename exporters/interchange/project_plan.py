"""The plan of an interchange export: the edit, the media to be gathered, a unit for each piece."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgpack

from exporters.errors import StateError
from exporters.interchange.collecting import Collection, Gathered
from exporters.interchange.copying import chunks
from exporters.interchange.request import ProjectRequest
from exporters.interchange.safe_names import part_suffix
from exporters.interchange.trimming import Cut
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.plan import Plan, Unit
from exporters.timeline.packed import pack, unpack
from exporters.timeline.replacing import with_media
from exporters.timeline.sequence import Problem, media_in
from exporters.timeline.sequence import Sequence as Edited

NAME = "project"
FORMAT = 1
"""Raised whenever the same edit may give other bytes than before."""
_NAMES = "surrogatepass"


@dataclass(frozen=True, slots=True)
class Piece:
    """What a unit copies.

    Attributes:
        file: number of the file.
        offset, length: bytes of the source; of a cut, all of it.
    """

    file: int
    offset: int
    length: int


@dataclass(frozen=True)
class ProjectPlan:
    """``Plan.details`` of interchange exports.

    Attributes:
        request: what was asked for.
        sequence: the edit, with media where they were found.
        problems: what is to be told about the edit and its media.
        collection: what is gathered.
        chunk: bytes of a piece of a large file.
        pieces: what each unit copies.
    """

    request: ProjectRequest
    sequence: Edited
    problems: tuple[Problem, ...]
    collection: Collection
    chunk: int
    pieces: tuple[Piece, ...]

    def units_of(self, file: int) -> list[int]:
        """Numbers of the units that copy a file, in order."""
        return [number for number, piece in enumerate(self.pieces) if piece.file == file]


def make_plan(
    request: ProjectRequest,
    sequence: Edited,
    problems: Sequence[Problem],
    collection: Collection,
    sources: Sequence[tuple[Path, Fingerprint]],
    base: Path,
    chunk: int,
    build: FfmpegBuild | None,
) -> Plan:
    """The plan out of what was read.

    Args:
        sources: files of the edit, then media.
        base: the project's folder, at which relative paths of sources start.
        build: ffmpeg that cuts; None where nothing is cut.
    """
    pieces = tuple(_pieces(collection, chunk))
    details = ProjectPlan(request, sequence, tuple(problems), collection, chunk, pieces)
    numbers = {path: number for number, (path, _) in enumerate(sources)}
    packed, shown = pack(sequence)
    body = _body(details, packed, numbers)
    names = [[item.name, item.url] for item in media_in(sequence)]
    return Plan(
        exporter=NAME,
        request=request.to_map(),
        stored=_packed(body),
        sources=[mark.to_map(relative(path, base)) for path, mark in sources],
        units=[_unit(number, piece, collection) for number, piece in enumerate(pieces)],
        hash=_hash(request, [shown, names], body, sources, build),
        work_name="bytes",
        total_work=sum(piece.length for piece in pieces),
        estimated_bytes=_room(details),
        details=details,
    )


def restore_plan(
    request: ProjectRequest,
    stored: bytes,
    sources: Sequence[tuple[Path, Fingerprint]],
    base: Path,
    build: FfmpegBuild | None,
) -> Plan:
    """The plan out of what ``make_plan`` stored. Raises StateError if that is damaged."""
    try:
        body = msgpack.unpackb(stored, strict_map_key=True, unicode_errors=_NAMES)
        if body["format"] != FORMAT:
            raise StateError("The export was planned by another version of Reprise.", "Start over.")
        sequence = _rebound(unpack(body["sequence"]), body["media"], sources)
        problems = [Problem(*map(str, row)) for row in body["problems"]]  # type: ignore[arg-type]
        collection = _collection(body, sources)
        chunk = body["chunk"]
        if type(chunk) is not int or chunk < 1:
            raise ValueError("chunk")
        return make_plan(request, sequence, problems, collection, sources, base, chunk, build)
    except StateError:
        raise
    except Exception as error:
        raise StateError("The journal's plan is damaged.", "Start over.") from error


def relative(path: Path, base: Path) -> str:
    """A path as seen from the project's folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(path, base)).as_posix()
    except ValueError:  # another drive
        return str(path)


def _pieces(collection: Collection, chunk: int) -> list[Piece]:
    found = []
    for number, file in enumerate(collection.files):
        if file.way == "copy":
            pairs = chunks(file.mark.size, chunk)
            found += [Piece(number, offset, length) for offset, length in pairs]
        elif file.way == "cut":
            found.append(Piece(number, 0, file.size))
    return found


def _unit(number: int, piece: Piece, collection: Collection) -> Unit:
    file = collection.files[piece.file]
    whole = file.way == "cut" or piece.length == file.mark.size
    suffix = part_suffix(file.name) if whole else ".piece"
    return Unit(number, "file", piece.length, suffix)


def _room(plan: ProjectPlan) -> int:
    """Half of what is needed on the disk, since whoever checks it asks for twice that.

    Parts get a second name in the media folder and take no more room there; pieces are joined.
    """
    joined = sum(
        file.mark.size
        for number, file in enumerate(plan.collection.files)
        if file.way == "copy" and len(plan.units_of(number)) > 1
    )
    return (sum(piece.length for piece in plan.pieces) + joined + 1) // 2


def _body(plan: ProjectPlan, packed: bytes, numbers: Mapping[Path, int]) -> dict[str, Any]:
    media = media_in(plan.sequence)
    return {
        "format": FORMAT,
        "sequence": packed,
        "media": [numbers.get(item.path, -1) if item.path else -1 for item in media],
        "problems": [[one.severity, one.message, one.where] for one in plan.problems],
        "files": [_file_map(file, numbers) for file in plan.collection.files],
        "uses": [list(use) for use in plan.collection.uses],
        "notes": [[one.severity, one.message, one.where] for one in plan.collection.notes],
        "chunk": plan.chunk,
    }


def _packed(value: Any) -> bytes:
    packed: bytes = msgpack.packb(value, unicode_errors=_NAMES)
    return packed


def _hash(
    request: ProjectRequest,
    edit: Sequence[Any],
    body: Mapping[str, Any],
    sources: Sequence[tuple[Path, Fingerprint]],
    build: FfmpegBuild | None,
) -> str:
    """Over what is gathered and what is written; where sources lie is left out.

    Args:
        edit: the sequence without the places of its media, and their names.
    """
    asked = {**request.to_map(), "source": "", "force": False}
    shown = {name: value for name, value in body.items() if name not in ("sequence", "problems")}
    digests = [[mark.size, mark.digest] for _, mark in sources]
    identity = build.identity if build is not None else ""
    packed = _packed([asked, shown, edit, digests, identity])
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def _rebound(
    sequence: Edited, numbers: Sequence[int], sources: Sequence[tuple[Path, Fingerprint]]
) -> Edited:
    """The edit with media where the sources lie now."""
    media = media_in(sequence)
    moved = {
        item: replace(item, path=sources[number][0])
        for item, number in zip(media, numbers, strict=True)
        if number >= 0
    }
    return with_media(sequence, moved)


def _file_map(file: Gathered, numbers: Mapping[Path, int]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "source": numbers[file.source],
        "name": file.name,
        "way": file.way,
        "size": file.size,
        "sounds": file.sounds,
    }
    if file.cut is not None:
        cut = file.cut
        times = (cut.start, cut.seek, cut.half, cut.end, cut.base, cut.origin)
        made["cut"] = [cut.key, cut.frames, cut.digest, cut.timecode, *map(str, times)]
    return made


def _collection(body: Mapping[str, Any], sources: Sequence[tuple[Path, Fingerprint]]) -> Collection:
    files = []
    for row in body["files"]:
        path, mark = sources[row["source"]]
        cut = _cut(row["cut"]) if "cut" in row else None
        if row["way"] not in ("copy", "cut", "link", "there") or (row["way"] == "cut") != bool(cut):
            raise ValueError("way")
        name = row["name"]
        if type(name) is not str or Path(name).name != name or name in ("", ".", ".."):
            raise ValueError("name")
        files.append(
            Gathered(path, mark, name, row["way"], int(row["size"]), cut, int(row["sounds"]))
        )
    uses = tuple(tuple(int(number) for number in use) for use in body["uses"])
    if not all(0 <= number < len(files) for use in uses for number in use):
        raise ValueError("uses")
    notes = tuple(Problem(*map(str, row)) for row in body["notes"])  # type: ignore[arg-type]
    return Collection(tuple(files), uses, notes)


def _cut(row: Sequence[Any]) -> Cut:
    key, frames, digest, timecode, *times = row
    start, seek, half, end, base, origin = map(Fraction, times)
    return Cut(
        int(key), start, seek, half, end, int(frames), base, str(digest), origin, str(timecode)
    )
