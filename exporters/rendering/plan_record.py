"""The plan of a rendered edit: a film's plan, and beside it the edit and its media.

What is stored begins with what the exporter of films stores, so that whoever only looks at a
journal (segments, report, status) reads both alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgpack

from exporters.errors import SourceError, StateError
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint
from exporters.media.frame_index import FrameIndex
from exporters.media.source import Source
from exporters.plan import Plan
from exporters.rendering.as_film import colours_of, film_of, is_heard
from exporters.rendering.caption_tracks import are_tracks
from exporters.rendering.edit_plan import EditPlan
from exporters.rendering.sources import MediumFrames
from exporters.timeline.packed import pack, unpack
from exporters.timeline.sequence import Media, media_in
from exporters.timeline.sequence import Sequence as Edited
from exporters.video import plan_record as film
from exporters.video import timestamps
from exporters.video.request import VideoRequest
from exporters.video.smart.record import SmartPlan

NAME = "edit"
FORMAT = 1
"""Raised whenever the same edit may give other bytes than before."""


def make_plan(
    request: VideoRequest,
    path: Path,
    sequence: Edited,
    media: Mapping[Media, MediumFrames],
    marks: Mapping[Path, Fingerprint],
    build: FfmpegBuild,
    smart: SmartPlan | None = None,
) -> Plan:
    """The plan for an edit whose media were read.

    Args:
        path: the project.
        marks: fingerprints of the project, which comes first, and of the media.
        smart: what is copied.

    Raises UsageError if the request does not fit the edit.
    """
    plan, colours = _film_plan(request, path, sequence, media, marks[path], build, smart)
    listed = [
        _medium_map(media[medium]) if medium in media else None for medium in media_in(sequence)
    ]
    packed, shown = pack(sequence)
    edit = msgpack.packb(
        {"format": FORMAT, "sequence": packed, "media": listed}, unicode_errors=film.NAMES
    )
    values = msgpack.unpackb(plan.stored, unicode_errors=film.NAMES)
    stored = msgpack.packb({**values, "edit": edit}, unicode_errors=film.NAMES)
    sources = [
        plan.sources[0],
        *(mark.to_map(str(place)) for place, mark in marks.items() if place != path),
    ]
    details = EditPlan(plan.details, sequence, media, colours)
    return replace(
        plan,
        exporter=NAME,
        stored=stored,
        sources=sources,
        hash=_hash(plan.hash, shown, sequence, listed, marks),
        details=details,
    )


def restore_plan(
    request: VideoRequest,
    path: Path,
    stored: bytes,
    marks: Mapping[Path, Fingerprint],
    build: FfmpegBuild,
) -> Plan:
    """The plan out of what ``make_plan`` stored. Raises StateError if that is damaged."""
    try:
        values = msgpack.unpackb(stored, strict_map_key=True, unicode_errors=film.NAMES)
        edit = msgpack.unpackb(values["edit"], strict_map_key=True, unicode_errors=film.NAMES)
        if edit["format"] != FORMAT:
            raise StateError("The export was planned by another version of Reprise.", "Start over.")
        sequence = unpack(edit["sequence"])
        media = {
            medium: _medium_from(medium, found)
            for medium, found in zip(media_in(sequence), edit["media"], strict=True)
            if found is not None
        }
        return make_plan(request, path, sequence, media, marks, build, film.smart_of(values))
    except (StateError, SourceError):
        raise
    except Exception as error:
        raise StateError("The journal's plan is damaged.", "Start over.") from error


def _film_plan(
    request: VideoRequest,
    path: Path,
    sequence: Edited,
    media: Mapping[Media, MediumFrames],
    mark: Fingerprint,
    build: FfmpegBuild,
    smart: SmartPlan | None,
) -> tuple[Plan, Any]:
    colours = colours_of(sequence, media)
    captions = are_tracks(request.edit)
    source, index = film_of(path, sequence, colours, is_heard(sequence), captions)
    return film.make_plan(request, path, source, index, mark, build, smart), colours


def _hash(
    film_hash: str,
    shown: bytes,
    sequence: Edited,
    media: Sequence[Any],
    marks: Mapping[Path, Fingerprint],
) -> str:
    """Over all that can change a byte. Names and places of files are left out."""
    digests = [marks[medium.path].digest for medium in media_in(sequence) if medium.path]
    nameless = [None if item is None else {**item, "path": ""} for item in media]
    everything = [FORMAT, film_hash, shown, nameless, digests]
    packed = msgpack.packb(everything, unicode_errors=film.NAMES)
    return hashlib.blake2b(packed, digest_size=16).hexdigest()


def _medium_map(found: MediumFrames) -> dict[str, Any]:
    source = {**found.source.to_map(), "path": ""}
    return {"source": source, "index": film.index_map(found.index) if found.index else None}


def _medium_from(medium: Media, values: Mapping[str, Any]) -> MediumFrames:
    if medium.path is None:
        raise ValueError("path")
    source = Source.from_map({**values["source"], "path": str(medium.path)})
    index = None if values["index"] is None else film.index_from(values["index"])
    return medium_frames(medium.path, source, index)


def medium_frames(path: Path, source: Source, index: FrameIndex | None) -> MediumFrames:
    """A medium and its pictures; without an index it is a still."""
    pts = timestamps.compact(index.pts) if index else range(1)
    return MediumFrames(path, source, index, pts)
