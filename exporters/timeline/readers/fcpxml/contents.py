"""What the kinds of story elements of FCPXML show: media, titles, generators, other elements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from exporters.timeline.readers.fcpxml.items import Gathered, Item, Scope, lane_of
from exporters.timeline.readers.fcpxml.look import Adjustments, outer_look, outer_sound
from exporters.timeline.readers.fcpxml.making import Making, Shown
from exporters.timeline.readers.fcpxml.sound import (
    Heard,
    component_sound,
    heard_of_audio,
    heard_of_clip,
)
from exporters.timeline.readers.fcpxml.time import View
from exporters.timeline.readers.fcpxml.titles import TITLE_LOSS, read_generator, read_title
from exporters.timeline.readers.fcpxml.values import parse_time

if TYPE_CHECKING:
    from exporters.timeline.readers.fcpxml.document import Document
    from exporters.timeline.readers.fcpxml.story import Story

ZERO = Fraction(0)
CONTAINED = (
    "asset-clip", "clip", "video", "audio", "title", "gap", "ref-clip", "sync-clip", "mc-clip",
    "audition", "live-drawing", "spine",
)  # fmt: skip


class Contents:
    """Makes items of single elements, and opens containers with the help of ``story``."""

    def __init__(
        self,
        document: Document,
        rate: Fraction,
        making: Making,
        gathered: Gathered,
        story: Story,
    ) -> None:
        self._document = document
        self._rate = rate
        self._making = making
        self._gathered = gathered
        self._story = story
        self._kinds: dict[str, Callable[[etree._Element, View, Scope], list[Item]]] = {
            "asset-clip": self._asset_clip,
            "video": self._video,
            "audio": self._audio,
            "title": self._title,
            "clip": self._container,
            "sync-clip": self._container,
            "ref-clip": self._compound,
            "mc-clip": self._multicam,
            "live-drawing": self._drawing,
        }

    def gather(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        """The items that an element shows; ``view`` is in its own time, before its time map."""
        kind = self._kinds.get(element.tag)
        return kind(element, view, scope) if kind is not None else []

    def length(self, element: etree._Element) -> Fraction:
        """Seconds that an element takes of the one around it; 0 if that is unknown."""
        stated = parse_time(element.get("duration", ""))
        if stated is not None:
            return max(stated, ZERO)
        if element.tag == "audition":
            chosen = next((child for child in element if child.tag in self._kinds), None)
            return ZERO if chosen is None else self.length(chosen)
        asset = self._document.resources.asset(element.get("ref"))
        if asset is not None and asset.duration is not None:
            return asset.duration
        media = self._document.resources.media(element.get("ref"))
        inner = None if media is None else media.find("sequence")
        stated = None if inner is None else parse_time(inner.get("duration", ""))
        if inner is None or stated is not None:
            return stated or ZERO
        nested = self._document.nested(element.get("ref", ""))
        return ZERO if nested is None else nested.seconds

    def rate_of(self, element: etree._Element) -> Fraction | None:
        """Frames a second of what an element shows."""
        stated = self._document.resources.format(element.get("format")).rate
        if stated is not None:
            return stated
        asset = self._document.resources.asset(element.get("ref"))
        return None if asset is None else asset.media.rate

    def _asset_clip(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        asset = self._document.resources.asset(element.get("ref"))
        if asset is None:
            return self._missing(element, view)
        media, losses = asset.media, list[str]()
        source = element.get("srcEnable", "all")
        adjustments = self._making.adjustments(element, media)
        heard = heard_of_clip(element, media, self._rate, losses) if media.channels else None
        adjustments.losses += losses
        shown = self._making.shown(element, media, view, adjustments, element.get("videoRole", ""))
        items: list[Item] = []
        if media.has_video and source != "audio":
            items += self._making.pictures(shown, view, scope)
        if heard is not None and source != "video":
            items += self._making.sounds(shown, view, scope, heard)
        return items

    def _video(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        asset = self._document.resources.asset(element.get("ref"))
        role = element.get("role", "")
        if asset is not None:
            adjustments = self._making.adjustments(element, asset.media)
            shown = self._making.shown(element, asset.media, view, adjustments, role)
            return self._making.pictures(shown, view, scope)
        effect = self._document.resources.effect(element.get("ref"))
        if effect is None:
            return self._missing(element, view)
        generator, loss = read_generator(element, effect)
        adjustments = self._making.adjustments(element, generator)
        adjustments.losses += [loss] if loss else []
        return self._making.pictures(
            Shown(element, generator, ZERO, adjustments, role), view, scope
        )

    def _audio(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        asset = self._document.resources.asset(element.get("ref"))
        if asset is None:
            return self._missing(element, view)
        adjustments = self._making.adjustments(element, asset.media)
        heard = heard_of_audio(element, asset.media, adjustments.losses)
        shown = self._making.shown(element, asset.media, view, adjustments)
        return self._making.sounds(shown, view, scope, heard)

    def _title(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        title = read_title(element)
        adjustments = self._making.adjustments(element, title)
        role = element.get("role", "")
        shown = Shown(element, title, ZERO, adjustments, role if role != "titles" else "")
        items = self._making.pictures(shown, view, scope)
        effect = self._document.resources.effect(element.get("ref")) or ("", "")
        if items and "/Basic Title." not in effect[1]:
            self._gathered.tell("loss", TITLE_LOSS, items[0])
        return items

    def _drawing(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        self._gathered.tell("loss", "A live drawing was left out.", self._making.frame(view.lo))
        return []

    def _container(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        """``clip`` and ``sync-clip``: what lies in them without a lane is theirs."""
        adjustments = self._making.adjustments(element, None)
        inner = _within(scope, adjustments)
        if element.tag == "sync-clip":
            inner = self._silenced(element, inner, adjustments)
        items: list[Item] = []
        for piece in self._making.pieces(element, view):
            part = replace(inner, view=piece, limits=(piece.lo, piece.hi))
            for child in element.iterchildren(*CONTAINED):
                if lane_of(child) == 0:
                    offset = parse_time(child.get("offset", ""))
                    items += self._story.anchored(child, part, offset or ZERO)
        self._story.link(items)
        self._making.fade(items, view, adjustments)
        name = element.get("name", "")
        for item in items:
            if name and not item.clip.name:
                item.clip = replace(item.clip, name=name)
        return self._making.told(items, adjustments)

    def _silenced(self, element: etree._Element, scope: Scope, adjustments: Adjustments) -> Scope:
        """With the roles that a synchronised clip switches off, in its storyline and beside it."""
        found = {"storyline": scope.silent, "connected": scope.silent}
        for source in element.iterchildren("sync-source"):
            sound, off = component_sound(list(source), self._rate, adjustments.losses)
            found[source.get("sourceID", "")] = scope.silent | off
            scope = replace(scope, sound=outer_sound(scope.sound, sound))
        return replace(scope, silent=found["storyline"], silent_connected=found["connected"])

    def _compound(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        """A compound clip: a nested sequence, with its pictures and with its sound."""
        media = self._document.resources.media(element.get("ref"))
        if media is not None and media.find("multicam") is not None:
            return self._multicam(element, view, scope)
        nested = self._document.nested(element.get("ref", ""))
        if nested is None:
            message = "A compound clip that cannot be opened was left out."
            self._gathered.tell("loss", message, self._making.frame(view.lo))
            return []
        adjustments = self._making.adjustments(element, nested)
        source = element.get("srcEnable", "all")
        components = element.findall("audio-role-source")
        sound, off = component_sound(components, self._rate, adjustments.losses)
        shown = self._making.shown(element, nested, view, adjustments)
        items: list[Item] = []
        if nested.video and source != "audio":
            items += self._making.pictures(shown, view, scope)
        if nested.audio and source != "video" and len(off) < max(len(components), 1):
            if off:
                adjustments.losses.append("Roles that are switched off in it are heard.")
            items += self._making.sounds(shown, view, scope, Heard(0, "", sound))
        return items

    def _multicam(self, element: etree._Element, view: View, scope: Scope) -> list[Item]:
        """A multicam clip: the angles that are active, opened."""
        media = self._document.resources.media(element.get("ref"))
        multicam = None if media is None else media.find("multicam")
        if multicam is None:
            return self._missing(element, view)
        self._document.seen_multicam()
        origin = parse_time(multicam.get("tcStart", "")) or ZERO
        adjustments = self._making.adjustments(element, None)
        outer = _within(scope, adjustments)
        items: list[Item] = []
        for piece in self._making.pieces(element, view):
            inside = piece.inner(origin, ZERO, Fraction(1))
            part = replace(outer, view=inside, limits=(piece.lo, piece.hi))
            for angle, source in _active_angles(element, multicam):
                items += self._angle(angle, source, part, adjustments)
        self._story.link(items)
        self._making.fade(items, view, adjustments)
        return self._making.told(items, adjustments)

    def _angle(
        self,
        angle: etree._Element,
        source: etree._Element | None,
        scope: Scope,
        adjustments: Adjustments,
    ) -> list[Item]:
        if source is not None:
            enabled = source.get("srcEnable", "all")
            own = self._making.adjustments(source, None)
            adjustments.losses += own.losses
            components = source.findall("audio-role-source")
            sound, off = component_sound(components, self._rate, adjustments.losses)
            scope = replace(
                _within(scope, own),
                pictures=scope.pictures and enabled in ("all", "video"),
                sounds=scope.sounds and enabled in ("all", "audio"),
                silent=scope.silent | off,
            )
            scope = replace(scope, sound=outer_sound(scope.sound, sound))
        return self._story.storyline(angle, scope, ZERO)

    def _missing(self, element: etree._Element, view: View) -> list[Item]:
        message = f"A {element.tag} refers to something that the file does not hold."
        self._gathered.tell("loss", message, self._making.frame(view.lo))
        return []


def _active_angles(
    element: etree._Element, multicam: etree._Element
) -> list[tuple[etree._Element, etree._Element | None]]:
    """The angles that are seen or heard, with what the clip says about them."""
    angles = {angle.get("angleID", ""): angle for angle in multicam.iterchildren("mc-angle")}
    chosen: list[tuple[etree._Element, etree._Element | None]] = []
    for source in element.iterchildren("mc-source"):
        angle = angles.get(source.get("angleID", ""))
        if angle is not None and source.get("srcEnable", "all") != "none":
            chosen.append((angle, source))
    if not chosen and angles:
        chosen.append((next(iter(angles.values())), None))
    return chosen


def _within(scope: Scope, adjustments: Adjustments) -> Scope:
    """The scope of what lies in an element that has adjustments; fades are the element's."""
    look, sound = adjustments.look, adjustments.sound
    if look.fade_in or look.fade_out:
        look = replace(look, fade_in=0, fade_out=0)
    if sound.fade_in or sound.fade_out:
        sound = replace(sound, fade_in=0, fade_out=0)
    return replace(
        scope,
        look=outer_look(look, scope.look, adjustments.losses),
        sound=outer_sound(sound, scope.sound),
    )
