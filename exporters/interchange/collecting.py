"""Which media are gathered beside a project, how, and the edit that shows them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from exporters.cancel import CancelToken
from exporters.durable import shown
from exporters.errors import SourceError
from exporters.interchange.copying import same_content
from exporters.interchange.safe_names import safe_name
from exporters.interchange.trimming import (
    Cut,
    Span,
    can_cut,
    cuts_of,
    span_of,
    used_spans,
)
from exporters.media.fingerprint import Fingerprint
from exporters.media.frame_index import read_frames
from exporters.timeline.replacing import with_clips
from exporters.timeline.sequence import Clip, Media, Problem, media_in
from exporters.timeline.sequence import Sequence as Edited
from exporters.timeline.source_time import time_code_of
from exporters.timeline.timecode import to_timecode

READERS = 4
"""Media that are read at the same time while planning."""
Way = Literal["copy", "cut", "link", "there"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file that will lie in the media folder.

    Attributes:
        source: where it comes from.
        mark: the source's fingerprint.
        name: that it gets if it is free.
        way: copied, cut out of the source, linked to it, or there already.
        size: bytes to be written; of a cut roughly.
        cut: the piece, for "cut".
        sounds: audio streams of the source, for "cut".
    """

    source: Path
    mark: Fingerprint
    name: str
    way: Way
    size: int
    cut: Cut | None = None
    sounds: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """What is gathered.

    Attributes:
        files: in the order of first use.
        uses: for each medium of ``media_in``, the numbers of its files; several where it is cut,
            none where it was not found.
        notes: what is to be told.
    """

    files: tuple[Gathered, ...] = ()
    uses: tuple[tuple[int, ...], ...] = ()
    notes: tuple[Problem, ...] = ()


def gather(
    sequence: Edited,
    marks: Mapping[Path, Fingerprint],
    collect: str,
    handles: Fraction,
    folder: Path,
    token: CancelToken,
) -> Collection:
    """Decide what is gathered.

    Args:
        marks: fingerprints of all media that were found.
        collect: "copy", "trim" or "link".
        handles: seconds kept around what is used, for "trim".
        folder: of the media, which need not exist.

    Raises SourceError, Cancelled.
    """
    first = same_files(list(marks), marks, token)
    pieces: dict[Path, list[Gathered]] = {}
    notes: list[Problem] = []
    cuts: Mapping[Path, list[Gathered]] = {}
    if collect == "trim":
        cuts = _cuts(sequence, first, marks, handles, notes, token)
    for path in dict.fromkeys(first.values()):
        way: Way = "link" if collect == "link" else "copy"
        way = "there" if path.parent == folder else way
        mark = marks[path]
        whole = Gathered(path, mark, safe_name(path.name), way, mark.size)
        pieces[path] = cuts.get(path) or [whole]
    files = [file for found in pieces.values() for file in found]
    numbers = {id(file): number for number, file in enumerate(files)}
    uses = [
        tuple(numbers[id(file)] for file in pieces[first[item.path]]) if item.path else ()
        for item in media_in(sequence)
    ]
    return Collection(tuple(files), tuple(uses), tuple(notes))


def same_files(
    paths: Sequence[Path], marks: Mapping[Path, Fingerprint], token: CancelToken
) -> dict[Path, Path]:
    """For each path the first one with the same content: the same file, or an equal one.

    Files with equal fingerprints are compared byte by byte.
    """
    found: dict[Path, Path] = {}
    known: dict[tuple[int, bytes], list[Path]] = {}
    for path in paths:
        mark = marks[path]
        alike = known.setdefault((mark.size, mark.digest), [])
        same = next((other for other in alike if _are_same(path, other, token)), None)
        if same is None:
            alike.append(path)
        found[path] = same or path
    return found


def _are_same(path: Path, other: Path, token: CancelToken) -> bool:
    try:
        return path.samefile(other) or same_content(path.resolve(), [other], token)
    except OSError:
        return False


def _cuts(
    sequence: Edited,
    first: Mapping[Path, Path],
    marks: Mapping[Path, Fingerprint],
    handles: Fraction,
    notes: list[Problem],
    token: CancelToken,
) -> dict[Path, list[Gathered]]:
    """The pieces of those media that can be cut."""
    spans: dict[Path, list[Span]] = {}
    for path, found in used_spans(sequence).items():
        spans.setdefault(first[path], []).extend(found)
    media = {item.path: item for item in reversed(media_in(sequence)) if item.path is not None}

    def cut(path: Path) -> list[Gathered] | str:
        return _pieces(media[path], path, marks[path], spans[path], handles, token)

    with ThreadPoolExecutor(READERS) as pool:
        made = dict(zip(spans, pool.map(cut, spans), strict=True))
    pieces = {}
    for path, result in made.items():
        if isinstance(result, str):
            notes.append(Problem("note", f"{shown(path.name)} is copied whole: {result}", "media"))
        else:
            pieces[path] = result
    return pieces


def _pieces(
    medium: Media,
    path: Path,
    mark: Fingerprint,
    spans: list[Span],
    handles: Fraction,
    token: CancelToken,
) -> list[Gathered] | str:
    """The pieces of a medium, none if nearly all of it is used, or why it cannot be cut."""
    if medium.still:
        return "it is a picture."
    if not can_cut(path):
        return f"files of the kind {path.suffix or 'that it is'} are not cut."
    try:
        source, index = read_frames(path, token=token)
    except SourceError as error:
        return str(error)
    if index is None:
        return "it has no pictures."
    if index.reading != "seek" or index.truncated:
        return "its frames cannot be reached by seeking."
    cuts = cuts_of(index, spans, handles, source.start_time or Fraction(0))
    length = (index.end - index.pts[0]) * index.time_base
    coded = time_code_of(source) is not None or medium.start != 0
    return [
        Gathered(
            path,
            mark,
            safe_name(path.name),
            "cut",
            int(mark.size * min(Fraction(1), (one.end - one.start) / length)),
            replace(one, timecode=_timecode(medium, one)) if coded else one,
            len(source.audio),
        )
        for one in cuts
    ]


def _timecode(medium: Media, cut: Cut) -> str:
    """The time code of a piece's first frame; "" where it is not numbered by whole frames."""
    if medium.rate is None or medium.rate > 120:
        return ""
    frame = round((medium.start + cut.start) * medium.rate)
    return to_timecode(frame, medium.rate, medium.drop_frame) if frame >= 0 else ""


def collected(
    sequence: Edited,
    collection: Collection,
    places: Sequence[Path],
    whole: Iterable[int] = (),
    beside: Path | None = None,
) -> Edited:
    """The edit whose media lie in the media folder, or will.

    Args:
        places: of the files.
        whole: numbers of files that should have been cut, and are whole copies.
        beside: folder at which paths of media start; None has them absolute.
    """
    media = media_in(sequence)
    uses = dict(zip(media, collection.uses, strict=True))
    uncut = frozenset(whole)
    known: dict[tuple[int, int], Media] = {}
    numbers: dict[int, tuple[int, ...]] = {}

    def other(clip: Clip, medium: Media, kind: str, within: Edited) -> Clip:
        # Most clips share their medium's object; hashing it each time would take long.
        found = numbers.get(id(medium))
        if found is None:
            found = numbers[id(medium)] = uses[medium]
        if not found:
            return clip
        number = _chosen(clip, found, collection.files, within.rate)
        cut = None if number in uncut else collection.files[number].cut
        moved = known.get((id(medium), number))
        if moved is None:
            moved = known[id(medium), number] = _moved(medium, places[number], cut, beside)
        shift = cut.start if cut is not None else 0
        return replace(clip, content=moved, source_in=clip.source_in - shift)

    return with_clips(sequence, other)


def _chosen(clip: Clip, numbers: tuple[int, ...], files: Sequence[Gathered], rate: Fraction) -> int:
    """The file that holds what a clip shows."""
    if len(numbers) == 1:
        return numbers[0]
    start = max(Fraction(0), span_of(clip, None, rate).start)
    fitting = [number for number in numbers if _begin(files[number]) <= start]
    return fitting[-1] if fitting else numbers[0]


def _begin(file: Gathered) -> Fraction:
    return file.cut.start if file.cut is not None else Fraction(0)


def _moved(medium: Media, place: Path, cut: Cut | None, beside: Path | None) -> Media:
    if beside is None:
        made = replace(medium, path=place, url=place.as_uri())
    else:
        made = replace(medium, path=None, url=place.relative_to(beside).as_posix())
    if cut is None:
        return made
    return replace(
        made,
        name=place.name,
        start=medium.start + cut.start if cut.timecode else Fraction(0),
        duration=cut.end - cut.start,
    )


def quoted_urls(sequence: Edited) -> Edited:
    """Relative paths of media as relative URLs."""

    def other(clip: Clip, medium: Media, kind: str, within: Edited) -> Clip:
        if medium.path is not None or ":" in medium.url:
            return clip
        return replace(clip, content=replace(medium, url=quote(medium.url)))

    return with_clips(sequence, other)
