"""Playlists and tractors of MLT as what lies where: spans of producers, and mixes between them.

Editors build a track from more than one playlist. Kdenlive (since 20.12) takes two of them in a
tractor, whose clips overlap where a transition mixes them; Shotcut, Flowblade and melt put a
tractor of two clips between the clips that it mixes. Both come out as one row of spans, cut in the
middle of each mix.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from exporters.timeline.readers.mlt.document import SERVICES, Document, Element
from exporters.timeline.readers.mlt.numbers import whole
from exporters.timeline.readers.mlt.spans import (
    Effect,
    Mix,
    Span,
    Strip,
    append,
    append_mix,
    cut_mixed,
    meeting,
    overlaps,
)

LENGTH_UNKNOWN = "The project does not say how long a clip is; it is left out, and the rest moves."
MAX_SPANS = 1_000_000
MAX_DEPTH = 4
MIXERS = (
    "luma",
    "mix",
    "dissolve",
    "movit.luma_mix",
    "movit.mix",
    "composite",
    "affine",
    "qtblend",
)


class StripReader:
    """Lays out playlists.

    Args:
        tell: is called with a sentence on what is lost, and the frame.
    """

    def __init__(self, document: Document, tell: Callable[[str, int], None]) -> None:
        self._document = document
        self._tell = tell
        self._open = 0

    def strip(self, service: Element) -> Strip | None:
        """What a track's service shows; None if it is a composition of several tracks."""
        if service.tag == "playlist":
            return self._playlist(service)
        if service.tag in ("producer", "chain"):
            return self._single(service)
        return self._double(service)

    def _single(self, service: Element) -> Strip:
        length = self._document.length(service)
        if length is None or length < 1:
            self._tell(LENGTH_UNKNOWN, 0)
            return Strip()
        first = self._document.frames(service, "in") or 0
        effects = tuple(Effect(item) for item in self._document.filters(service))
        return Strip([Span(0, length, service, max(0, first), effects, None, 0)])

    def _playlist(self, playlist: Element) -> Strip:
        """What a playlist shows; mixes in it have playlists, too, but not for ever."""
        if self._open >= MAX_DEPTH:
            return Strip()
        self._open += 1
        strip = self._laid_out(playlist)
        self._open -= 1
        return strip

    def _laid_out(self, playlist: Element) -> Strip:
        strip, place = Strip(), 0
        for child in playlist:
            if len(strip.spans) >= MAX_SPANS:
                break
            if child.tag == "blank":
                place += max(0, self._document.frames(child, "length") or 0)
            elif child.tag == "entry" or child.tag in SERVICES:
                place += self._entry(child, place, strip)
        over_all = tuple(Effect(item, 0) for item in self._document.filters(playlist))
        if over_all:
            strip.spans = [replace(span, effects=span.effects + over_all) for span in strip.spans]
        return strip

    def _entry(self, entry: Element, place: int, strip: Strip) -> int:
        """Append what an entry places; returns the frames that it takes."""
        document = self._document
        service = document.referred(entry) if entry.tag == "entry" else entry
        if service is None:
            length = document.length(entry) or 0
            self._tell("A clip whose producer is not in the file is left out.", place)
            return max(0, length)
        first, stated = self._range(entry, service)
        if stated is None:
            self._tell(LENGTH_UNKNOWN, place)
        length = stated or 0
        if length < 1:
            return 0
        mixed = self._mix_tractor(service, first, length) if entry.tag == "entry" else None
        if mixed is not None:
            append_mix(strip, mixed, place, self._alike)
            return length
        effects = [Effect(item) for item in document.filters(service)]
        if entry is not service:
            effects += [Effect(item) for item in document.filters(entry)]
        span = Span(place, length, service, first, tuple(effects), entry, place)
        append(strip, span, self._alike)
        return length

    def _range(self, entry: Element, service: Element) -> tuple[int, int | None]:
        """First frame and number of frames that an entry plays of its service."""
        document = self._document
        first = document.frames(entry, "in")
        if first is None:
            first = document.frames(service, "in")
        first = max(0, first or 0)
        out = document.frames(entry, "out")
        if out is None:
            out = document.frames(service, "out")
        if out is not None:
            return first, out + 1 - first
        length = document.frames(service, "length")
        if length is None and service.tag not in ("producer", "chain"):
            length = self.length(service)
        return first, None if length is None else length - first

    def length(self, service: Element, depth: int = 16) -> int:
        """Frames of a playlist or a tractor."""
        stated = self._document.length(service)
        if stated is not None or depth <= 0:
            return stated or 0
        if service.tag == "playlist":
            return self._playlist_length(service)
        tracks = self._document.tracks(service)
        lengths = (self.length(t.service, depth - 1) for t in tracks if t.service is not None)
        return max(lengths, default=0)

    def _playlist_length(self, playlist: Element) -> int:
        total = 0
        for child in playlist:
            if child.tag == "blank":
                total += max(0, self._document.frames(child, "length") or 0)
            elif child.tag == "entry":
                total += max(0, self._document.length(child) or 0)
        return total

    def _mix_tractor(self, tractor: Element, first: int, length: int) -> Strip | None:
        """The two clips of a tractor that mixes them; None if it is anything else."""
        document = self._document
        tracks = document.tracks(tractor)
        if tractor.tag != "tractor" or len(tracks) != 2:
            return None
        known = document.properties(tractor)
        if "kdenlive:uuid" in known or document.is_set(tractor, "shotcut"):
            return None
        mixers = [item for item in tractor if item.tag == "transition"]
        if not any(document.service(item) in MIXERS for item in mixers):
            return None
        sides = [self._side(track.element, track.service, first, length) for track in tracks]
        if sides[0] is None or sides[1] is None:
            return None
        effects = tuple(Effect(item, 0) for item in document.filters(tractor))
        # Where the cut lies is not in the file, but for what Reprise itself has written.
        stated = whole(known.get("reprise:cut"))
        cut = (length + 1) // 2 if stated is None else min(max(stated - first, 0), length)
        before = replace(sides[0], length=cut, effects=sides[0].effects + effects)
        after = replace(sides[1], effects=sides[1].effects + effects).without_head(cut)
        spans = [span for span in (before, after) if span.length > 0]
        return Strip(spans, [Mix(cut, cut, length - cut, self._pattern(mixers))])

    def _side(
        self, track: Element, service: Element | None, first: int, length: int
    ) -> Span | None:
        """What one track of a mixing tractor plays during the whole mix."""
        if service is None:
            return None
        if service.tag in ("producer", "chain"):
            start, count = self._range(track, service)
            effects = tuple(Effect(item) for item in self._document.filters(service))
            if count is None or count < first + length:
                return None
            return Span(0, length, service, start + first, effects, track, 0)
        strip = self._playlist(service) if service.tag == "playlist" else Strip()
        if len(strip.spans) != 1 or strip.mixes or strip.spans[0].start:
            return None
        span = strip.spans[0]
        if span.length < first + length:
            return None
        return replace(span.without_head(first), start=0, length=length)

    def _double(self, tractor: Element) -> Strip | None:
        """Kdenlive's track: a tractor of two playlists. None if its clips truly overlap."""
        document = self._document
        strips = []
        for track in document.tracks(tractor):
            if track.service is None or track.service.tag not in ("playlist", "producer", "chain"):
                return None
            strip = self._playlist(track.service) if track.service.tag == "playlist" else None
            strips.append(strip or self._single(track.service))
        if not 1 <= len(strips) <= 2:
            return None
        merged = Strip([], [mix for strip in strips for mix in strip.mixes])
        rows = [list(strip.spans) for strip in strips]
        if len(rows) == 2:
            for item in tractor:
                if item.tag == "transition" and document.service(item) in MIXERS:
                    merged.mixes += self._mix(item, rows[0], rows[1])
        spans = (span for row in rows for span in row if span.length > 0)
        merged.spans = sorted(spans, key=lambda span: span.start)
        if overlaps(merged.spans) and "kdenlive:trackheight" not in document.properties(tractor):
            return None
        effects = tuple(Effect(item, 0) for item in document.filters(tractor))
        if effects:
            merged.spans = [replace(span, effects=span.effects + effects) for span in merged.spans]
        merged.mixes.sort(key=lambda mix: mix.cut)
        return merged

    def _mix(self, item: Element, lower: list[Span], upper: list[Span]) -> list[Mix]:
        """Cut the two clips that a transition of Kdenlive mixes; [] if they are not there.

        Kdenlive derives the range from the clips, not from the transition (TrackModel::loadMix);
        ``kdenlive:mixcut`` counts from the cut to the end of the mix (requestRemoveMix).
        """
        document = self._document
        start = document.frames(item, "in")
        out = document.frames(item, "out")
        if start is None or out is None or out <= start:
            return []
        reverse = document.is_set(item, "reverse")
        order = ((upper, lower), (lower, upper)) if reverse else ((lower, upper), (upper, lower))
        for leaving, coming in order:
            found = meeting(leaving, coming, start, out)
            if found is not None:
                stated = document.frames(item, "kdenlive:mixcut")
                return [cut_mixed(leaving, coming, *found, stated, self._pattern([item]))]
        return []

    def _pattern(self, mixers: list[Element]) -> str:
        for item in mixers:
            known = self._document.properties(item)
            if self._document.service(item) in ("luma", "movit.luma_mix"):
                pattern = (known.get("resource") or "").strip()
                if pattern:
                    return pattern
            elif self._document.service(item) in ("composite", "affine", "qtblend"):
                return self._document.service(item)
        return ""

    def _alike(self, one: Element, two: Element) -> bool:
        known, other = dict(self._document.properties(one)), dict(self._document.properties(two))
        known.pop("id", None), other.pop("id", None)
        return one is two or known == other
