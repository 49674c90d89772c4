"""A draft's JSON as a sequence."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from exporters.timeline.findings import Findings
from exporters.timeline.readers.jianying.clips import Context, Pair, audio_clips, video_pairs
from exporters.timeline.readers.jianying.files import holds_edit, nested_file
from exporters.timeline.readers.jianying.joins import joined
from exporters.timeline.readers.jianying.materials import MAX_PIXELS, Materials, below_draft
from exporters.timeline.readers.jianying.texts import STYLE, as_captions, captions, titles
from exporters.timeline.readers.jianying.values import (
    Grid,
    Json,
    micros,
    number,
    rows,
    table,
    text,
    whole,
)
from exporters.timeline.sequence import CaptionTrack, Clip, Marker, Sequence, Track
from exporters.timeline.timecode import can_drop, exact_rate

MAX_DEPTH = 15
"""Compound clips within compound clips; with the edit itself 16 sequences."""
DEFAULT_RATE = Fraction(30)
DEFAULT_SIZE = (1920, 1080)
MUTED, HIDDEN = 1, 2
"""Bits of a track's ``attribute``; 4 locks it (pyJianYingDraft#49, and drafts of CapCut 7 to 9)."""

LOST_TRACKS = {
    "sticker": "Its stickers are not kept.",
    "effect": "Its effects are not kept.",
    "filter": "Its filters are not kept.",
    "adjust": "Its adjustments of the picture are not kept.",
}


@dataclass
class _Layers:
    """Tracks while they are gathered."""

    video: list[Track] = field(default_factory=list)
    original: list[Track] = field(default_factory=list)
    audio: list[Track] = field(default_factory=list)
    captions: list[CaptionTrack] = field(default_factory=list)
    links: int = 1


class DraftReader:
    """Makes sequences of a draft and of the compound clips in it.

    Args:
        folder: of the draft; files of compound clips lie below it.
        size: of the canvas where the draft does not say it.
    """

    def __init__(self, folder: Path, losses: Findings, size: tuple[int, int] | None = None) -> None:
        self._folder = folder
        self._losses = losses
        self._size = size
        self._files: dict[str, Json] = {}
        self._made: dict[tuple[int, int, str], Sequence] = {}
        self._depth = 0

    def sequence(self, content: Json, name: str) -> Sequence:
        """The edit in a draft."""
        grid = Grid(_rate(content, self._losses))
        context = Context(grid, Materials(content, self._folder), self._losses, self._compound)
        layers = _Layers()
        for label, track in _labelled(_from_bottom(content)):
            _add_track(layers, label, track, context)
        self._tell_captions(layers)
        width, height = self._canvas(content)
        tracks = (*layers.video, *layers.original, *layers.audio)
        ends = [clip.end for track in tracks for clip in track.clips]
        ends += [item.start + item.duration for row in layers.captions for item in row.captions]
        stated = micros(content.get("duration")) or 0
        return Sequence(
            name=name,
            rate=grid.rate,
            width=width,
            height=height,
            duration=max([0, grid.frame(max(0, stated)), *ends]),
            drop_frame=content.get("is_drop_frame_timecode") is True and can_drop(grid.rate),
            video=tuple(layers.video),
            audio=(*layers.original, *layers.audio),
            captions=tuple(layers.captions),
            markers=_markers(content, grid),
        )

    def _compound(self, material: Json, name: str) -> Sequence | None:
        """The sequence of a compound clip; None if it is missing or nested too deeply.

        It is made once for each depth: compounds that use others twice would be endless work.
        """
        content = table(material.get("draft"))
        if not holds_edit(content):
            content = self._from_file(text(material.get("draft_file_path")))
        if self._depth >= MAX_DEPTH or not holds_edit(content):
            return None
        key = id(content), self._depth, name
        if key not in self._made:
            self._depth += 1
            try:
                self._made[key] = self.sequence(content, name or "compound clip")
            finally:
                self._depth -= 1
        return self._made[key]

    def _from_file(self, path: str) -> Json:
        relative = below_draft(path) or ""
        if relative and relative not in self._files:
            self._files[relative] = nested_file(self._folder, relative)
        return self._files.get(relative, {})

    def _canvas(self, content: Json) -> tuple[int, int]:
        canvas = table(content.get("canvas_config"))
        width, height = whole(canvas.get("width")), whole(canvas.get("height"))
        if 0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS:
            return width, height
        chosen = self._size or DEFAULT_SIZE
        if self._size is None:
            size = f"{chosen[0]}x{chosen[1]}"
            message = f"The draft does not say the size of its picture; {size} is taken."
            self._losses.add("note", message)
        return chosen

    def _tell_captions(self, layers: _Layers) -> None:
        if self._depth == 0 and layers.captions:
            self._losses.add("loss", STYLE)


def _rate(content: Json, losses: Findings) -> Fraction:
    try:
        return exact_rate(number(content.get("fps"), 0.0))
    except ValueError:
        losses.add("note", "The draft does not say its frame rate; 30 is taken.")
        return DEFAULT_RATE


def _from_bottom(content: Json) -> list[Json]:
    """The tracks, those that lie below first.

    They are listed so, but for drafts whose ``track_render_index`` says otherwise, and for texts of
    old drafts, which have a ``render_index`` of 14000 and more and lie above all.
    """
    by_index = content.get("render_index_track_mode_on") is True

    def height(track: Json) -> float:
        first = next(iter(rows(track.get("segments"))), {})
        if by_index:
            return number(first.get("track_render_index"), 0.0)
        return float(number(first.get("render_index"), 0.0) >= 10_000)

    return sorted(rows(content.get("tracks")), key=height)


def _labelled(tracks: list[Json]) -> list[tuple[str, Json]]:
    """Each track with a short name: "V1", "A2", "T1"."""
    letters = {"video": "V", "audio": "A", "text": "T"}
    counts: dict[str, int] = {}
    labelled = []
    for track in tracks:
        kind = text(track.get("type"))
        counts[kind] = counts.get(kind, 0) + 1
        labelled.append((f"{letters.get(kind, kind[:20] + ' track ')}{counts[kind]}", track))
    return labelled


def _add_track(layers: _Layers, label: str, track: Json, context: Context) -> None:
    kind = text(track.get("type"))
    segments = rows(track.get("segments"))
    if not segments:
        return
    if kind == "video":
        _add_video(layers, label, track, context)
    elif kind == "audio":
        clips = tuple(audio_clips(segments, label, context))
        enabled = not _bit(track, MUTED)
        layers.audio.append(Track(text(track.get("name")), clips, enabled=enabled))
    elif kind == "text":
        _add_texts(layers, label, track, context)
    else:
        message = LOST_TRACKS.get(kind, "A track of a kind that is not known is left out.")
        context.losses.add("loss", message, label)


def _add_video(layers: _Layers, label: str, track: Json, context: Context) -> None:
    pairs = video_pairs(rows(track.get("segments")), label, context, layers.links)
    layers.links += len(pairs)
    bottom = not layers.video
    pairs, transitions = joined(pairs, label, bottom, context.grid, context.losses)
    name = text(track.get("name"))
    shown = not _bit(track, HIDDEN)
    pictures = tuple(pair.picture for pair in pairs)
    layers.video.append(Track(name, pictures, tuple(transitions), enabled=shown))
    sounds = tuple(_sounds(pairs))
    if sounds:
        layers.original.append(Track(name, sounds, enabled=not _bit(track, MUTED)))


def _sounds(pairs: list[Pair]) -> list[Clip]:
    return [pair.sound for pair in pairs if pair.sound is not None]


def _add_texts(layers: _Layers, label: str, track: Json, context: Context) -> None:
    segments = rows(track.get("segments"))
    spoken = as_captions(track, context)
    name = text(track.get("name"))
    shown = not _bit(track, HIDDEN)
    lines = captions([segments[index] for index in sorted(spoken)], label, context)
    if lines and shown:
        layers.captions.append(CaptionTrack(name, tuple(lines)))
    elif lines:
        message = f"The track is hidden; its {len(lines)} captions are left out."
        context.losses.add("note", message, label)
    rest = [row for index, row in enumerate(segments) if index not in spoken]
    clips = titles(rest, label, context)
    if clips:
        layers.video.append(Track(name, tuple(clips), enabled=shown))


def _bit(track: Json, bit: int) -> bool:
    attribute = track.get("attribute")
    return type(attribute) is int and bool(attribute & bit)


def _markers(content: Json, grid: Grid) -> tuple[Marker, ...]:
    found = []
    for item in rows(table(content.get("time_marks")).get("mark_items")):
        span = table(item.get("time_range"))
        start, length = micros(span.get("start")), micros(span.get("duration")) or 0
        if start is not None and start >= 0:
            first = grid.frame(start)
            duration = grid.frame(start + max(0, length)) - first
            color = text(item.get("color"))[:9]
            found.append(Marker(first, text(item.get("title")), duration, color=color))
    return tuple(sorted(found, key=lambda marker: marker.start))
