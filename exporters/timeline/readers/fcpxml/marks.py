"""Markers, captions and transitions of FCPXML."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from exporters.timeline.readers.fcpxml.items import Gathered, Item, Passage, Scope, add_marker
from exporters.timeline.readers.fcpxml.making import Making
from exporters.timeline.readers.fcpxml.time import View
from exporters.timeline.readers.fcpxml.titles import styled_text
from exporters.timeline.readers.fcpxml.values import CROSS_DISSOLVE, parse_time
from exporters.timeline.sequence import Caption, Marker

if TYPE_CHECKING:
    from exporters.timeline.readers.fcpxml.document import Document

WIPES = (
    "wipe", "wipes", "band", "center", "checker", "chevron", "circle", "clock", "diagonal",
    "gradient", "inset", "letter", "star",
)  # fmt: skip
"""First words of the names of Final Cut's wipes."""
PLAIN_PASSAGES = ("", "cross dissolve", "dissolve", "audio crossfade", "crossfade")
MARKER_COLORS = {None: "", "0": "red", "1": "green"}
"""As Final Cut draws them: to-do items are red, done ones green."""


class Marks:
    """Gathers them for one sequence."""

    def __init__(self, document: Document, making: Making, gathered: Gathered) -> None:
        self._document = document
        self._frame = making.frame
        self._gathered = gathered

    def caption(self, element: etree._Element, scope: Scope, offset: Fraction) -> None:
        """Gather a caption; ``offset`` is in the time of ``scope.view``."""
        length = parse_time(element.get("duration", "")) or Fraction(0)
        shown = scope.view.between(offset, offset + length)
        text = styled_text(element)
        if shown is None or not text or element.get("enabled") == "0":
            return
        self._document.budget.item()
        start, end = self._frame(shown.lo), self._frame(shown.hi)
        if end > start:
            role = element.get("role", "")
            captions = self._gathered.captions.setdefault(role, [])
            captions.append(Caption(start, end - start, text))
            lanes = self._gathered.caption_lanes
            lanes[role] = min(lanes.get(role, scope.lane), scope.lane)

    def markers(
        self, element: etree._Element, local: View, shown: View | None, items: list[Item]
    ) -> None:
        """Gather the markers of an element that lie in what is shown of it.

        Args:
            local: the element's own time.
            items: what it shows; they get its markers.
        """
        for child in element.iterchildren("marker", "chapter-marker"):
            time = parse_time(child.get("start", ""))
            moment = None if time is None else local.when(time)
            if moment is None or shown is None or not shown.lo <= moment < shown.hi:
                continue
            self._document.budget.step(len(items) + 1)
            frame = self._frame(moment)
            marker = self._marker(child, frame)
            # Chapters belong to the film that comes out; gaps have nothing to hold a marker.
            if child.tag == "chapter-marker" or not add_marker(items, marker, frame):
                self._gathered.markers.append(marker)

    def _marker(self, element: etree._Element, frame: int) -> Marker:
        length = parse_time(element.get("duration", "")) or Fraction(0)
        frames = self._frame(length)
        return Marker(
            frame,
            element.get("value", ""),
            # Each marker of Final Cut has the length of one frame; it means nothing.
            frames if frames > 1 else 0,
            element.get("note", ""),
            MARKER_COLORS.get(element.get("completed"), ""),
        )

    def passage(
        self, element: etree._Element, scope: Scope, position: Fraction, edges: list[int]
    ) -> None:
        """Note a transition at the edge of elements that it lies over.

        Args:
            position: where it is in the storyline, if it does not say.
            edges: frames at which elements of the storyline begin or end, rising.
        """
        length = parse_time(element.get("duration", "")) or Fraction(0)
        offset = parse_time(element.get("offset", ""))
        if offset is None:
            offset = position - length / 2
        ends = scope.view.when(offset), scope.view.when(offset + length)
        if ends[0] is None or ends[1] is None:
            return
        start, end = sorted((self._frame(ends[0]), self._frame(ends[1])))
        cut = _nearest(edges, start, end)
        if end <= start or cut is None:
            return
        self._document.budget.step()
        name = element.get("name", "")
        kind = "wipe" if is_wipe(name) else "dissolve"
        picture, sound = element.find("filter-video"), element.find("filter-audio")
        if kind == "dissolve" and not self._is_dissolve(name, picture):
            message = f"The transition “{name[:60]}” becomes a dissolve."
            self._gathered.tell("loss", message, max(cut, 0))
        both = picture is None and sound is None
        scope.group.passages.append(
            Passage(
                start, end, cut, kind, name, both or picture is not None, both or sound is not None
            )
        )

    def frames(self, view: View, times: Iterable[Fraction]) -> list[int]:
        """The frames of some times of a view, rising."""
        moments = (view.when(time) for time in times)
        return sorted({self._frame(moment) for moment in moments if moment is not None})

    def _is_dissolve(self, name: str, picture: etree._Element | None) -> bool:
        if picture is None:
            return name.lower() in PLAIN_PASSAGES
        effect = self._document.resources.effect(picture.get("ref"))
        if effect is None or not effect[1]:
            return name.lower() in PLAIN_PASSAGES
        return effect[1] == CROSS_DISSOLVE


def _nearest(edges: list[int], start: int, end: int) -> int | None:
    """The edge in [start, end] that is nearest to the middle."""
    place = bisect_left(edges, (start + end) / 2)
    near = [edge for edge in edges[max(place - 1, 0) : place + 1] if start <= edge <= end]
    return min(near, key=lambda edge: abs(2 * edge - start - end), default=None)


def is_wipe(name: str) -> bool:
    """Whether a transition of this name is a wipe."""
    words = name.lower().split()
    return bool(words) and (words[0] in WIPES or "wipe" in words)
