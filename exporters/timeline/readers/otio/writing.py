"""A sequence as OTIO's JSON. Whole frames of the sequence everywhere; see ``otio_form``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import PurePath

from exporters.timeline.readers.otio.values import OURS, Plain, as_text, facts
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    CaptionTrack,
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
    Track,
    Transition,
)

GENERATORS = {"black": "black", "color": "SolidColor", "bars": "SMPTEBars", "text": "Text"}
DEFAULT_COLOR = "GREEN"
Adding = Callable[[Plain, Clip, str], None]
LEFT = ("name", "duration", "video", "audio", "captions", "markers")


def timeline(sequence: Sequence) -> Plain:
    """A ``Timeline.1``. The tracks of pictures come first, from the bottom to the top."""
    whole = around_tracks(sequence)
    whole["tracks"]["children"] = list(_whole_tracks(sequence))
    return whole


def around_tracks(sequence: Sequence) -> Plain:
    """A ``Timeline.1`` whose tracks are left out; for files that are written piece by piece."""
    settings = _settings(sequence)
    settings.pop("start", None)
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {OURS: {"version": 1, **settings}},
        "name": sequence.name,
        "global_start_time": _time(sequence.start, sequence.rate),
        "tracks": {
            **_item("Stack.1", "tracks"),
            "markers": [_marker(marker, 0, sequence.rate) for marker in sequence.markers],
            "children": [],
        },
    }


def _whole_tracks(sequence: Sequence, add: Adding | None = None) -> Iterator[Plain]:
    for track, children in tracks(sequence, add):
        track["children"] = list(children)
        yield track


def tracks(
    sequence: Sequence, add: Adding | None = None
) -> Iterator[tuple[Plain, Iterator[Plain]]]:
    """Its tracks as ``Track.1`` without children, and those, one after another.

    Args:
        add: gets each clip as OTIO has it, the clip, and "Video" or "Audio"; it may add to it.
    """
    end = max((_end(track) for track in (*sequence.video, *sequence.audio)), default=0)
    missing = sequence.duration if sequence.duration > end else 0
    for kind, found in (("Video", sequence.video), ("Audio", sequence.audio)):
        for track in found:
            item = _item("Track.1", track.name, track.enabled)
            writer = _Tracks(sequence, kind, add)
            # A gap at the end of the first track makes up for what no clip fills.
            yield {**item, "children": [], "kind": kind}, writer.children(track, missing)
            missing = 0


def _end(track: Track) -> int:
    return track.clips[-1].end if track.clips else 0


def _settings(sequence: Sequence) -> Plain:
    """What OTIO has no place for."""
    plain = Sequence("", Fraction(0), -1, -1, 0)
    found = facts(sequence, plain, leave=LEFT)
    if sequence.captions:
        found["captions"] = [_captions(track) for track in sequence.captions]
    if not sequence.video and not sequence.audio:
        found["duration"] = sequence.duration
    return found


def _captions(track: CaptionTrack) -> Plain:
    rows = [[caption.start, caption.duration, caption.text] for caption in track.captions]
    return {"name": track.name, "language": track.language, "captions": rows}


class _Tracks:
    def __init__(self, sequence: Sequence, kind: str, add: Adding | None) -> None:
        self._rate = sequence.rate
        self._kind = kind
        self._add = add

    def children(self, track: Track, until: int) -> Iterator[Plain]:
        """``until`` is the frame to which a gap fills the track up; 0 for none."""
        passages = {transition.cut: transition for transition in track.transitions}
        position = 0
        for clip in track.clips:
            if clip.start > position:
                yield from self._passage(passages, position)
                yield self._gap(clip.start - position)
            yield from self._passage(passages, clip.start)
            yield self._clip(clip)
            position = clip.end
        yield from self._passage(passages, position)
        if until > position:
            yield self._gap(until - position)

    def _passage(self, passages: dict[int, Transition], cut: int) -> list[Plain]:
        transition = passages.pop(cut, None)
        if transition is None:
            return []
        wipe = transition.kind == "wipe"
        return [
            {
                "OTIO_SCHEMA": "Transition.1",
                "metadata": {OURS: {"kind": transition.kind}},
                "name": transition.name,
                "in_offset": _time(transition.before, self._rate),
                "out_offset": _time(transition.after, self._rate),
                "transition_type": "Custom_Transition" if wipe else "SMPTE_Dissolve",
            }
        ]

    def _gap(self, frames: int) -> Plain:
        return {**_item("Gap.1", ""), "source_range": _range(0, frames, self._rate)}

    def _clip(self, clip: Clip) -> Plain:
        begin = shown_begin(clip, self._rate)
        first = math.floor(begin * self._rate + Fraction(1, 2))
        kept = self._facts(clip, begin == first / self._rate)
        content = clip.content
        if isinstance(content, Sequence):
            inner: Plain = {"name": content.name, **_settings(content)}
            if content.markers:
                inner["markers"] = [_marker(item, 0, content.rate) for item in content.markers]
            item = _item("Stack.1", clip.name, clip.enabled)
            item["children"] = list(_whole_tracks(content, self._add))
            kept["sequence"] = inner
        else:
            item = _item("Clip.2", clip.name, clip.enabled)
            item["media_references"] = {"DEFAULT_MEDIA": self._reference(content)}
            item["active_media_reference_key"] = "DEFAULT_MEDIA"
        item["metadata"] = {OURS: kept}
        item["source_range"] = _range(first, clip.duration, self._rate)
        item["effects"] = _warps(clip.speed)
        item["markers"] = [_marker(marker, first, self._rate) for marker in clip.markers]
        if self._add is not None:
            self._add(item, clip, self._kind)
        return item

    def _facts(self, clip: Clip, on_grid: bool) -> Plain:
        kept: Plain = {}
        if not on_grid:
            kept["source_in"] = as_text(clip.source_in)
        if clip.speed != 1 and clip.speed.denominator != 1:
            kept["speed"] = as_text(clip.speed)
        if clip.look != PLAIN_LOOK:
            kept["look"] = facts(clip.look, PLAIN_LOOK)
        if clip.sound != PLAIN_SOUND:
            kept["sound"] = facts(clip.sound, PLAIN_SOUND)
        if clip.stream:
            kept["stream"] = clip.stream
        if clip.link:
            kept["link"] = clip.link
        return kept

    def _reference(self, content: Media | Generator | Sequence) -> Plain:
        if isinstance(content, Media):
            return media_reference(content, self._rate)
        assert isinstance(content, Generator)
        return {
            **_reference("GeneratorReference.1", ""),
            "metadata": {OURS: {}},
            "generator_kind": GENERATORS[content.kind],
            "parameters": facts(content, Generator(content.kind), leave=("kind",)),
        }


def shown_begin(clip: Clip, rate: Fraction) -> Fraction:
    """Where the part of a medium that a clip shows begins, in seconds of its time code."""
    begin = clip.source_in
    if clip.speed < 0:
        begin += clip.speed * clip.duration / rate
    return begin + clip.content.start if isinstance(clip.content, Media) else begin


def media_reference(media: Media, sequence_rate: Fraction) -> Plain:
    """An ``ExternalReference``, or a ``MissingReference`` for a medium without a URL."""
    url = media_url(media)
    kept = facts(media, Media(""), leave=("name", "url", "path"))
    if media.path is not None:
        kept["found"] = True
        if media.url != url:
            kept["url"] = media.url
    rate = media.rate or sequence_rate
    reference = _reference("ExternalReference.1" if url else "MissingReference.1", media.name)
    reference["metadata"] = {OURS: kept}
    if url:
        reference["target_url"] = url
    if media.duration is not None:
        first, end = media.start * rate, (media.start + media.duration) * rate
        start = math.floor(first + Fraction(1, 2))
        reference["available_range"] = _range(start, max(1, math.floor(end) - start), rate)
    return reference


def media_url(media: Media) -> str:
    """The URL of where a medium lies; where it is not known, what the project named."""
    if media.path is None:
        return media.url
    return file_url(media.path)


def file_url(path: PurePath) -> str:
    """A percent-encoded ``file:`` URL of an absolute path; another path as it is."""
    return path.as_uri() if path.is_absolute() else path.as_posix()


def _item(schema: str, name: str, enabled: bool = True) -> Plain:
    return {
        "OTIO_SCHEMA": schema,
        "metadata": {},
        "name": name,
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": enabled,
        "color": None,
    }


def _reference(schema: str, name: str) -> Plain:
    return {
        "OTIO_SCHEMA": schema,
        "metadata": {},
        "name": name,
        "available_range": None,
        "available_image_bounds": None,
    }


def _warps(speed: Fraction) -> list[Plain]:
    if speed == 1:
        return []
    name = "FreezeFrame" if speed == 0 else "LinearTimeWarp"
    warp = {"OTIO_SCHEMA": f"{name}.1", "metadata": {}, "name": "", "effect_name": name}
    return [{**warp, "enabled": True, "time_scalar": float(speed)}]


def _marker(marker: Marker, first: int, rate: Fraction) -> Plain:
    return {
        "OTIO_SCHEMA": "Marker.2",
        # OTIO knows no marker without a colour.
        "metadata": {} if marker.color else {OURS: {"color": ""}},
        "name": marker.name,
        "color": marker.color or DEFAULT_COLOR,
        "marked_range": _range(first + marker.start, marker.duration, rate),
        "comment": marker.note,
    }


def _range(start: int, duration: int, rate: Fraction) -> Plain:
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "duration": _time(duration, rate),
        "start_time": _time(start, rate),
    }


def _time(value: int, rate: Fraction) -> Plain:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(value)}
