"""OTIO's JSON as a sequence. Nothing of it is trusted; see ``otio_form``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from exporters.timeline.findings import Findings
from exporters.timeline.places import quoted
from exporters.timeline.readers.otio.clips import marker_of
from exporters.timeline.readers.otio.media import active_reference
from exporters.timeline.readers.otio.tracks import TrackReading
from exporters.timeline.readers.otio.values import (
    Clock,
    Plain,
    as_fraction,
    member,
    members,
    number,
    ours,
    rate_of,
    schema,
    text,
    with_facts,
)
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import Caption, CaptionTrack, Marker, Sequence, Severity, Track
from exporters.timeline.timecode import MAX_RATE, exact_rate
from exporters.timeline.trimming import cut_out, moved_markers

MAX_DEPTH = 16
"""Sequences within sequences, the outermost one included."""
DEFAULT_RATE = Fraction(25)
_LEFT = ("name", "rate", "duration", "video", "audio", "captions", "markers")


def read_timeline(timeline: Plain, options: ReadOptions, findings: Findings) -> Sequence:
    """The sequence in a ``Timeline``."""
    stack, kept = member(timeline, "tracks"), ours(timeline)
    begin = timeline.get("global_start_time")
    rate = options.rate or _kept_rate(kept) or _stated_rate(begin) or _usual_rate(stack, findings)
    settings = _settings(text(timeline, "name"), rate, kept)
    if options.size is not None:
        settings = replace(settings, width=options.size[0], height=options.size[1])
    clock = Clock(rate)
    start = clock.seconds(begin)
    if start is not None:
        settings = replace(settings, start=clock.frame(start))
    sequence = _cut(Composition(settings, findings, "", 1).read(stack), stack, clock)
    own = tuple(marker_of(marker, clock, Fraction(0)) for marker in members(stack, "markers"))
    markers = (*own, *sequence.markers)
    return _with_kept(replace(sequence, markers=markers), kept)


def _cut(sequence: Sequence, stack: Plain, clock: Clock) -> Sequence:
    """The part of a whole edit that its ``source_range`` leaves."""
    span = clock.span(stack.get("source_range"))
    if span is None:
        return sequence
    first, end = clock.frame(span[0]), clock.frame(span[0] + span[1])

    def cut(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
        return tuple(cut_out(track, first, end, clock.rate) for track in tracks)

    return replace(
        sequence,
        video=cut(sequence.video),
        audio=cut(sequence.audio),
        markers=moved_markers(sequence.markers, -first, end - first),
        duration=max(0, end - first),
    )


def _settings(
    name: str, rate: Fraction, kept: Plain | None, size: tuple[int, int] = (0, 0)
) -> Sequence:
    plain = Sequence(name, rate, size[0], size[1], 0)
    return plain if kept is None else with_facts(plain, kept, leave=_LEFT)


def _with_kept(sequence: Sequence, kept: Plain | None) -> Sequence:
    """With captions, and with the length of an edit that has no tracks."""
    if kept is None:
        return sequence
    captions = tuple(_captions(track) for track in members(kept, "captions"))
    duration = sequence.duration
    if not sequence.video and not sequence.audio:
        duration = number(kept, "duration")
    return replace(sequence, captions=captions, duration=duration)


def _captions(track: Plain) -> CaptionTrack:
    rows = track.get("captions")
    found = [
        Caption(row[0], row[1], row[2])
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, list) and [type(part) for part in row] == [int, int, str]
    ]
    return CaptionTrack(text(track, "name"), tuple(found), text(track, "language"))


def _kept_rate(kept: Plain | None) -> Fraction | None:
    rate = as_fraction(kept.get("rate")) if kept is not None else None
    return rate if rate is not None and 0 < rate <= MAX_RATE else None


def _stated_rate(time: object) -> Fraction | None:
    """The rate of a time that seems to count frames: not of 1 (seconds), nor of samples."""
    rate = rate_of(time)
    return exact_rate(rate) if rate is not None and 1 < rate <= MAX_RATE else None


def _usual_rate(stack: Plain, findings: Findings) -> Fraction:
    """The rate of most items; OTIO itself has none for a whole edit."""
    rates = Counter(rate for rate in map(_stated_rate, _durations(stack, 1)) if rate is not None)
    if not rates:
        findings.add("note", "The file states no frame rate; 25 a second is used.")
        return DEFAULT_RATE
    rate = rates.most_common(1)[0][0]
    if len(rates) > 1:
        findings.add("note", f"The frame rate of the edit is not stated; {float(rate):.6g} a "
                     "second is used, that of most clips.")  # fmt: skip
    return rate


def _durations(composition: Plain, depth: int) -> Iterator[object]:
    """Times of items, those of tracks of pictures first."""
    children = members(composition, "children")
    for child in sorted(children, key=lambda item: text(item, "kind") == "Audio"):
        span = child.get("source_range") or active_reference(child).get("available_range")
        yield member({"span": span}, "span").get("duration")
        if depth < MAX_DEPTH and "children" in child:
            yield from _durations(child, depth + 1)


class Composition:
    """Reads a ``Stack``, or a ``Track`` as if it were alone in one.

    Args:
        settings: the sequence to be, without tracks.
        inside: begin of all places that are told.
        depth: 1 for the whole edit.
    """

    def __init__(self, settings: Sequence, findings: Findings, inside: str, depth: int) -> None:
        self._settings = settings
        self._findings = findings
        self._inside = inside
        self._depth = depth
        self._clock = Clock(settings.rate)
        self._video: list[Track] = []
        self._audio: list[Track] = []
        self._markers: list[Marker] = []
        self._end = 0

    def read(self, stack: Plain) -> Sequence:
        """The sequence with its tracks; a ``source_range`` of ``stack`` itself is not applied."""
        for child in [stack] if schema(stack) == "Track" else members(stack, "children"):
            if schema(child) != "Track":
                # A clip or stack without a track of its own is a layer of pictures.
                self._add({"children": [child]}, None)
            elif child is stack:
                # Its range and effects are those of the clip that it is on its track.
                self._add({**child, "effects": [], "markers": []}, None)
            else:
                self._add(child, child.get("source_range"))
        return replace(
            self._settings,
            video=tuple(self._video),
            audio=tuple(self._audio),
            markers=tuple(self._markers),
            duration=self._end,
        )

    def _add(self, item: Plain, source_range: object) -> None:
        kind = text(item, "kind") or "Video"
        if kind not in ("Video", "Audio"):
            message = f"A track of the kind “{kind[:40]}” holds neither pictures nor sound."
            self._tell("loss", message, text(item, "name"))
            return
        found = self._audio if kind == "Audio" else self._video
        label = f"{kind[0]}{len(found) + 1}"
        reading = TrackReading(
            self._settings, self._clock, label, self._inside, self._findings, self._nested
        )
        clips, transitions, end = reading.read(item)
        if members(item, "effects"):
            self._tell("loss", "Effects on whole tracks are not kept.", label)
        track = Track(text(item, "name"), clips, transitions, item.get("enabled") is not False)
        sound = Track(track.name, tuple(reading.sounds), (), track.enabled)
        span = self._clock.span(source_range)
        if span is not None:
            first, last = self._clock.frame(span[0]), self._clock.frame(span[0] + span[1])
            if (clips and first >= end) or last <= 0:
                self._tell("note", "The track's range lies beside it and is not used.", label)
                first, last = 0, end
            track, sound = (
                cut_out(track, first, last, self._clock.rate),
                cut_out(sound, first, last, self._clock.rate),
            )
            end = last - first
        found.append(track)
        if sound.clips and kind == "Video":
            self._audio.append(sound)
        self._end = max(self._end, end)
        begin = span[0] if span is not None else Fraction(0)
        # A sequence has no markers of single tracks.
        marks = members(item, "markers")
        self._markers += [marker_of(marker, self._clock, begin) for marker in marks]

    def _nested(self, item: Plain) -> Sequence | None:
        """The sequence in a composition on a track; None where it is nested too deeply."""
        if self._depth >= MAX_DEPTH:
            return None
        kept = ours(item)
        inner = member(kept, "sequence") if kept is not None else None
        rate = _kept_rate(inner) or _nested_rate(item) or self._settings.rate
        size = self._settings.width, self._settings.height
        name = text(item, "name") if inner is None else text(inner, "name")
        settings = _settings(name, rate, inner, size)
        inside = f"{quoted(name).strip() or 'nested'}, "
        found = Composition(settings, self._findings, inside, self._depth + 1).read(item)
        clock = Clock(rate)
        marks = members(inner, "markers") if inner is not None else []
        own = tuple(marker_of(marker, clock, Fraction(0)) for marker in marks)
        return _with_kept(replace(found, markers=(*own, *found.markers)), inner)

    def _tell(self, severity: Severity, message: str, where: str) -> None:
        self._findings.add(severity, message, self._inside + where)


def _nested_rate(item: Plain) -> Fraction | None:
    rates = Counter(rate for rate in map(_stated_rate, _durations(item, 1)) if rate is not None)
    return rates.most_common(1)[0][0] if rates else None
