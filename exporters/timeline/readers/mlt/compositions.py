"""Transitions between tracks of an MLT tractor, as fades and places of the upper track's clips.

The ones that are always active composite the tracks or mix their sound; a sequence does that by
itself. Those with a range were how Kdenlive (until 20.08) and MLT dissolve: the clip of the upper
track comes from, or goes to, what lies below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.readers.mlt.clips import Tell
from exporters.timeline.readers.mlt.document import Document, Element
from exporters.timeline.readers.mlt.numbers import Rect, keys, number, rect, whole
from exporters.timeline.readers.mlt.placing import picture_of, placed, rotated
from exporters.timeline.sequence import Clip

DISSOLVES = ("luma", "movit.luma_mix", "dissolve")
PLACERS = ("composite", "affine", "qtblend", "region", "frei0r.cairoblend",
           "frei0r.cairoaffineblend", "movit.overlay")  # fmt: skip


@dataclass(slots=True)
class _Composition:
    element: Element
    service: str
    start: int
    end: int
    reverse: bool
    used: bool = False


class CompositionReader:
    """The transitions of one tractor that an editor's user has made."""

    def __init__(self, document: Document, timeline: Element) -> None:
        self._document = document
        self._by_track: dict[int, list[_Composition]] = {}
        for child in timeline:
            if child.tag == "transition":
                self._add(child)

    def _add(self, child: Element) -> None:
        document = self._document
        known = document.properties(child)
        off = document.is_set(child, "disable")
        if off or "internal_added" in known or document.is_set(child, "always_active"):
            return
        start, out = document.frames(child, "in") or 0, document.frames(child, "out")
        track = whole(known.get("b_track"))
        if out is None or out < start or track is None:
            return
        service = document.service(child)
        reverse = document.is_set(child, "reverse")
        found = _Composition(child, service, start, out + 1, reverse)
        self._by_track.setdefault(track, []).append(found)

    def apply(self, track: int, clips: tuple[Clip, ...], tell: Tell) -> tuple[Clip, ...]:
        """The clips of a track with what its compositions do to them."""
        found = list(clips)
        for item in self._by_track.get(track, ()):
            for number_, clip in enumerate(found):
                if clip.start < item.end and item.start < clip.end:
                    changed = self._changed(item, clip, tell)
                    if changed is not None:
                        found[number_], item.used = changed, True
        return tuple(found)

    def unused(self, rate: Fraction) -> list[tuple[str, int]]:
        """Sentences on compositions that met no clip which could hold them, and their frames."""
        found = []
        for items in self._by_track.values():
            for item in items:
                if not item.used and item.service != "mix":
                    name = self._document.properties(item.element).get("kdenlive_id", item.service)
                    found.append(
                        (f"The transition “{name[:60]}” between tracks is left out.", item.start)
                    )
                elif not item.used:
                    found.append(
                        ("A transition between the sounds of tracks is left out.", item.start)
                    )
        return found

    def _changed(self, item: _Composition, clip: Clip, tell: Tell) -> Clip | None:
        if item.service in DISSOLVES:
            return self._dissolved(item, clip, tell)
        if item.service in PLACERS:
            return self._placed(item, clip, tell)
        return None

    def _dissolved(self, item: _Composition, clip: Clip, tell: Tell) -> Clip | None:
        length = min(item.end - item.start, clip.duration)
        look = None
        if not item.reverse and abs(item.start - clip.start) <= 1:
            look = replace(clip.look, fade_in=length)
        elif item.reverse and abs(item.end - clip.end) <= 1:
            look = replace(clip.look, fade_out=length)
        if look is None:
            return None
        if (self._document.properties(item.element).get("resource") or "").strip():
            tell("A wipe or another moving transition is shown as a dissolve.", clip)
        return replace(clip, look=look)

    def _placed(self, item: _Composition, clip: Clip, tell: Tell) -> Clip | None:
        """Put the picture where a composition that covers the clip puts it."""
        if item.start > clip.start or item.end < clip.end:
            return None
        profile = self._document.profile
        known = self._document.properties(item.element)
        boxes, moving = self._boxes(item)
        if moving:
            tell("Movement of a composition between tracks is kept as its first position.", clip)
        look = clip.look
        if boxes is not None:
            picture = picture_of(
                clip.content, profile.width, profile.height, float(profile.pixel_aspect)
            )
            distort = self._document.is_set(item.element, "distort")
            look = placed(look, picture, boxes, distort)
            angle = number(known.get("rotation") or known.get("fix_rotate_x")) or 0.0
            look = rotated(look, picture, angle, None)
        return replace(clip, look=look)

    def _boxes(self, item: _Composition) -> tuple[Rect | None, bool]:
        """The first rectangle, and whether there are others."""
        profile = self._document.profile
        known = self._document.properties(item.element)
        text = known.get("rect") or known.get("geometry") or known.get("start")
        found = [
            rect(value, profile.width, profile.height, self._document.comma)
            for _, value in keys(text, self._document.rate, item.end - item.start)
        ]
        boxes = [box for box in found if box is not None]
        return (boxes[0] if boxes else None), len(set(boxes)) > 1
