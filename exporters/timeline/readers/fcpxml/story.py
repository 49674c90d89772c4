"""Walking through the story elements of FCPXML: what is shown and heard when.

Compound clips become nested sequences. All other containers (clip, sync-clip, mc-clip) are opened:
what they show within their range is laid on the tracks itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from exporters.timeline.readers.fcpxml.contents import Contents
from exporters.timeline.readers.fcpxml.items import Gathered, Group, Item, Scope, lane_of
from exporters.timeline.readers.fcpxml.making import Making
from exporters.timeline.readers.fcpxml.marks import Marks
from exporters.timeline.readers.fcpxml.time import View
from exporters.timeline.readers.fcpxml.values import RATE_NAMES, conform_ratio, parse_time

if TYPE_CHECKING:
    from exporters.timeline.readers.fcpxml.document import Document

MAX_NESTING = 40
"""Elements within elements; Final Cut's own files have five."""
STORY = (
    "asset-clip", "clip", "video", "audio", "title", "gap", "ref-clip", "sync-clip", "mc-clip",
    "audition", "live-drawing",
)  # fmt: skip
CONTAINERS = ("clip", "sync-clip")
OPENED = (*CONTAINERS, "mc-clip", "ref-clip")
ONE = Fraction(1)


class Story:
    """Gathers what one sequence holds.

    Args:
        document: the file around it.
        rate: frames a second of the sequence.
        frame: width and height of the sequence, in square pixels.
    """

    def __init__(
        self, document: Document, rate: Fraction, frame: tuple[float, float], gathered: Gathered
    ) -> None:
        self._document = document
        self._rate = rate
        self._gathered = gathered
        self._making = Making(document, rate, frame, gathered)
        self._marks = Marks(document, self._making, gathered)
        self._contents = Contents(document, rate, self._making, gathered, self)
        self._links = 0

    def primary(self, spine: etree._Element, start: Fraction, longest: Fraction) -> None:
        """Gather the primary storyline and all that is connected to it.

        ``start`` is the time of the sequence's first frame, ``longest`` the seconds it may have.
        """
        first = next((child for child in spine if child.tag in STORY), None)
        offset = None if first is None else parse_time(first.get("offset", ""))
        if offset is not None and offset < start:
            # Other programs count from 0 where Final Cut counts from the time code.
            start = Fraction(0)
        view = View(Fraction(0), longest, start, Fraction(1))
        self._gathered.items = self.storyline(spine, _outermost(view), start)

    def single(self, element: etree._Element, longest: Fraction) -> None:
        """Gather one clip that lies in no storyline."""
        view = View(Fraction(0), longest, Fraction(0), Fraction(1))
        self._gathered.items = self.anchored(element, _outermost(view), Fraction(0))

    def storyline(self, spine: etree._Element, scope: Scope, cursor: Fraction) -> list[Item]:
        """Gather elements that follow one another.

        ``cursor`` is the time of ``scope.view`` at which the first one begins if it does not say.
        """
        items: list[Item] = []
        edges: set[Fraction] = {cursor}
        passages: list[tuple[etree._Element, Fraction]] = []
        for child in spine:
            if child.tag == "transition":
                passages.append((child, cursor))
            elif child.tag in STORY:
                offset = parse_time(child.get("offset", ""))
                offset = cursor if offset is None else offset
                length = self._contents.length(child)
                items += self.element(child, scope, offset, length)
                cursor = offset + length
                edges.update((offset, cursor))
        frames = self._marks.frames(scope.view, edges)
        for child, position in passages:
            self._marks.passage(child, scope, position, frames)
        if scope.group.primary and scope.depth == 0 and frames:
            self._gathered.end = max(self._gathered.end, frames[-1])
        return items

    def element(
        self, element: etree._Element, scope: Scope, offset: Fraction, length: Fraction
    ) -> list[Item]:
        """Gather one story element and what is connected to it.

        Args:
            offset, length: where it lies in the time of ``scope.view``, in seconds.
        """
        self._document.budget.step()
        if scope.depth > MAX_NESTING:
            self._gathered.tell("loss", "Elements that are nested too deeply were left out.")
            return []
        if element.tag == "audition":
            return self._audition(element, scope, offset)
        if length == 0 and element.get("duration") is None:
            self._gathered.tell("loss", "A clip whose length the file does not state was left out.")
        start = parse_time(element.get("start", "")) or Fraction(0)
        ratio = self._conformed(element)
        local = scope.view.inner(offset, start, ratio if ratio is ONE else 1 / ratio)
        shown = scope.view.between(offset, offset + length)
        items: list[Item] = []
        if shown is not None:
            inner = scope
            if element.get("enabled") == "0" or element.tag in OPENED:
                enabled = scope.enabled and element.get("enabled") != "0"
                inner = replace(scope, enabled=enabled, depth=scope.depth + 1)
            for view, part in self._windows(element, local.over(shown.lo, shown.hi), inner):
                items += self._contents.gather(element, view, part)
            self._unfade(items, shown, scope.view, offset, offset + length)
        self.link(items)
        if len(element) == 0:
            return items
        self._marks.markers(element, local, shown, items)
        return items + self._connected(element, local, scope, offset)

    def link(self, items: list[Item]) -> None:
        """Tie pictures and sounds of one element together that are not tied yet."""
        loose = [item for item in items if not item.link]
        pictures = [item for item in loose if item.picture]
        sounds = [item for item in loose if not item.picture]
        tied = next((item.link for item in items if item.link), 0)
        if pictures and len(pictures) == len(sounds):
            for picture, sound in zip(pictures, sounds, strict=True):
                self._tie([picture, sound], 0)
        elif loose and (tied or (pictures and sounds)):
            self._tie(loose, tied)

    def _tie(self, items: list[Item], number: int) -> None:
        if not number:
            self._links += 1
            number = self._links
        for item in items:
            item.link = number

    def _audition(self, element: etree._Element, scope: Scope, offset: Fraction) -> list[Item]:
        """The first one of an audition is the chosen one."""
        chosen = next((child for child in element if child.tag in STORY), None)
        if chosen is None or chosen.tag == "audition":
            return []
        return self.element(chosen, scope, offset, self._contents.length(chosen))

    def _conformed(self, element: etree._Element) -> Fraction:
        """Seconds of the sequence for one of the element."""
        conform = element.find("conform-rate") if len(element) else None
        if conform is None or conform.get("scaleEnabled") == "0":
            return ONE
        source = RATE_NAMES.get(conform.get("srcFrameRate", ""))
        if source is None:
            source = self._contents.rate_of(element)
        return Fraction(1) if source is None else conform_ratio(source, self._rate)

    def _windows(
        self, element: etree._Element, view: View, scope: Scope
    ) -> Iterator[tuple[View, Scope]]:
        """What is shown, and apart from it what is heard where sound begins or ends elsewhere."""
        start = parse_time(element.get("audioStart", ""))
        length = parse_time(element.get("audioDuration", ""))
        if start is None and length is None:
            yield view, scope
            return
        if start is None:
            start = view.at
        wide = view.over(*scope.limits)
        heard = wide.between(start, None if length is None else start + length)
        yield view, replace(scope, sounds=False)
        if heard is not None:
            heard = heard if length is not None else heard.over(heard.lo, max(heard.hi, view.hi))
            yield heard, replace(scope, pictures=False)

    def _unfade(
        self, items: list[Item], shown: View, outer: View, first: Fraction, stop: Fraction
    ) -> None:
        """Take fades away at an edge that lies outside what is shown."""
        if not any(_has_fades(item) for item in items):
            return
        ends = [end for end in (outer.when(first), outer.when(stop)) if end is not None]
        if ends and (min(ends) < shown.lo or max(ends) > shown.hi):
            self._making.unfade(
                items,
                self._making.frame(shown.lo) if min(ends) < shown.lo else None,
                self._making.frame(shown.hi) if max(ends) > shown.hi else None,
            )

    def _connected(
        self, element: etree._Element, local: View, scope: Scope, position: Fraction
    ) -> list[Item]:
        """Gather what is anchored to an element; it is not bound to the element's own range.

        Anchors count in the time of the element, which may be conformed; from there on the time is
        that of the element around it (compare OpenFCPXMLKit's samples 24.fcpxml and 50.fcpxml).
        ``position`` is where the element itself begins there.
        """
        items: list[Item] = []
        silent = scope.silent if scope.silent_connected is None else scope.silent_connected
        for child in element:
            if child.tag not in STORY and child.tag not in ("spine", "caption"):
                continue
            lane = lane_of(child)
            if lane == 0 and element.tag in CONTAINERS:
                continue
            outer = replace(
                scope,
                view=scope.view.over(*scope.limits),
                lane=(*scope.lane, lane),
                group=Group(),
                silent=silent,
                silent_connected=None,
                depth=scope.depth + 1,
            )
            offset = parse_time(child.get("offset", ""))
            moment = None if offset is None else local.when(offset)
            if moment is not None:
                items += self.anchored(child, outer, outer.view.time_at(moment))
            else:
                items += self.anchored(child, outer, position)
        return items

    def anchored(self, element: etree._Element, scope: Scope, offset: Fraction) -> list[Item]:
        """Gather one element that is not in a storyline, or a storyline of its own."""
        if element.tag == "caption":
            self._marks.caption(element, scope, offset)
            return []
        if element.tag == "spine":
            inner = replace(scope, view=scope.view.inner(offset, Fraction(0), Fraction(1)))
            return self.storyline(element, inner, Fraction(0))
        return self.element(element, scope, offset, self._contents.length(element))


def _has_fades(item: Item) -> bool:
    look, sound = item.clip.look, item.clip.sound
    return bool(look.fade_in or look.fade_out or sound.fade_in or sound.fade_out)


def _outermost(view: View) -> Scope:
    return Scope(view, (), Group(primary=True), (view.lo, view.hi))
