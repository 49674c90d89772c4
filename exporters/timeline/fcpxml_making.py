"""Making clips of what story elements of FCPXML show, one for each piece of constant speed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from exporters.timeline.fcpxml_items import Gathered, Item, Scope
from exporters.timeline.fcpxml_look import (
    Adjustments,
    outer_look,
    outer_sound,
    read_adjustments,
)
from exporters.timeline.fcpxml_sound import Heard, plain_role
from exporters.timeline.fcpxml_time import View, read_time_map
from exporters.timeline.sequence import Clip, Generator, Look, Media, Sequence

if TYPE_CHECKING:
    from exporters.timeline.fcpxml_document import Document

Content = Media | Generator | Sequence
EASED = "Speed that changes gradually is followed in steps of constant speed."
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an element shows and how: the same for all its pieces of constant speed.

    ``origin`` is the time of the content's beginning in the element's own counting.
    """

    element: etree._Element
    content: Content
    origin: Fraction
    adjustments: Adjustments
    role: str = ""


class Making:
    """Makes items for one sequence.

    Args:
        rate: frames a second of the sequence.
        size: its width and height, in square pixels.
    """

    def __init__(
        self, document: Document, rate: Fraction, size: tuple[float, float], gathered: Gathered
    ) -> None:
        self._document = document
        self._rate = rate
        self._frame = size
        self._gathered = gathered

    def frame(self, seconds: Fraction) -> int:
        """The frame of the sequence that is nearest to a time."""
        return math.floor(seconds * self._rate + Fraction(1, 2))

    def fade(self, items: list[Item], view: View, adjustments: Adjustments) -> None:
        """Give the fades of a container to what is shown at its ends."""
        first, last = self.frame(view.lo), self.frame(view.hi)
        for item in items:
            clip = item.clip
            fades = adjustments.look if item.picture else adjustments.sound
            kept = clip.look if item.picture else clip.sound
            fade_in = fades.fade_in if clip.start == first else 0
            fade_out = fades.fade_out if clip.end == last else 0
            if fade_in or fade_out:
                kept = replace(
                    kept, fade_in=fade_in or kept.fade_in, fade_out=fade_out or kept.fade_out
                )
                if isinstance(kept, Look):
                    item.clip = replace(clip, look=kept)
                else:
                    item.clip = replace(clip, sound=kept)

    def unfade(self, items: list[Item], first: int | None, last: int | None) -> None:
        """Take fades away from what begins at ``first`` or ends at ``last``."""
        for item in items:
            look, sound = item.clip.look, item.clip.sound
            if item.clip.start == first:
                look, sound = replace(look, fade_in=0), replace(sound, fade_in=0)
            if item.clip.end == last:
                look, sound = replace(look, fade_out=0), replace(sound, fade_out=0)
            item.clip = replace(item.clip, look=look, sound=sound)

    def pictures(self, shown: Shown, view: View, scope: Scope) -> list[Item]:
        """Items for tracks of pictures; ``view`` is in the element's time."""
        if not scope.pictures:
            return []
        look = outer_look(shown.adjustments.look, scope.look, shown.adjustments.losses)
        items = []
        pieces = self.pieces(shown.element, view)
        for index, piece in enumerate(pieces):
            part = replace(
                look,
                fade_in=look.fade_in if index == 0 else 0,
                fade_out=look.fade_out if index == len(pieces) - 1 else 0,
            )
            clip = self._clip(shown, piece, scope.enabled)
            if clip is not None:
                clip = replace(clip, look=look if part == look else part)
                items.append(Item(True, scope.lane, scope.group, clip, shown.role))
        return self.told(items, shown.adjustments)

    def sounds(self, shown: Shown, view: View, scope: Scope, heard: Heard) -> list[Item]:
        """Items for tracks of sound; what stands still makes none."""
        if not scope.sounds or plain_role(heard.role or "dialogue") in scope.silent:
            return []
        sound = outer_sound(heard.sound, outer_sound(shown.adjustments.sound, scope.sound))
        items = []
        pieces = self.pieces(shown.element, view)
        for index, piece in enumerate(pieces):
            clip = self._clip(shown, piece, scope.enabled and heard.enabled)
            if clip is None or clip.speed == 0:
                continue
            part = replace(
                sound,
                fade_in=sound.fade_in if index == 0 else 0,
                fade_out=sound.fade_out if index == len(pieces) - 1 else 0,
            )
            clip = replace(clip, sound=sound if part == sound else part, stream=heard.stream)
            items.append(Item(False, scope.lane, scope.group, clip, heard.role))
        return self.told(items, shown.adjustments)

    def pieces(self, element: etree._Element, view: View) -> list[View]:
        """The parts of what is shown that have a speed of their own."""
        time_map = read_time_map(element)
        if time_map is None:
            return [view]
        self._document.budget.step(len(time_map.points))
        return list(time_map.views(view))

    def _clip(self, shown: Shown, piece: View, enabled: bool) -> Clip | None:
        """A clip for a piece of constant speed; None if no frame is left of it."""
        start, end = self.frame(piece.lo), self.frame(piece.hi)
        if end <= start:
            message = "Clips of less than half a frame were left out."
            self._gathered.tell("note", message, start)
            return None
        self._document.budget.item()
        content = shown.content
        timed = not isinstance(content, Generator) and not (
            isinstance(content, Media) and content.still
        )
        # The clip may begin between two frames: at the frame it is a little earlier or later.
        moment = piece.at + piece.speed * (start / self._rate - piece.lo) - shown.origin
        if moment < 0 <= piece.at - shown.origin:
            moment = ZERO
        return Clip(
            start,
            end - start,
            content,
            source_in=moment if timed else ZERO,
            speed=piece.speed if timed else Fraction(1),
            name=shown.element.get("name", ""),
            enabled=enabled,
        )

    def shown(
        self,
        element: etree._Element,
        content: Media | Sequence,
        view: View,
        adjustments: Adjustments,
        role: str = "",
    ) -> Shown:
        """What a clip shows of a medium or a sequence, which begin at a time of their own."""
        if isinstance(content, Media):
            begin, length = content.start, content.duration
        else:
            begin = self._document.start_of(element.get("ref", ""))
            length = content.seconds
        pieces = self.pieces(element, view)
        times = [time for piece in pieces for time in (piece.at, piece.over(piece.hi, piece.hi).at)]
        if times and 0 <= min(times) < begin and (length is None or max(times) <= length + 1):
            # Other programs count from 0 where Final Cut counts from the time code.
            begin = ZERO
        return Shown(element, content, begin, adjustments, role)

    def adjustments(self, element: etree._Element, content: Content | None) -> Adjustments:
        """The adjustments of an element, for a picture of the size of its content."""
        size = self._frame
        if isinstance(content, Media | Sequence):
            size = content.width * float(content.pixel_aspect), float(content.height)
        found = read_adjustments(element, size, self._frame, self._rate)
        time_map = read_time_map(element)
        if time_map is not None and time_map.eased:
            found.losses.append(EASED)
        return found

    def told(self, items: list[Item], adjustments: Adjustments) -> list[Item]:
        """Tell what is lost of an element, once; gives the items back."""
        if items:
            for loss in dict.fromkeys(adjustments.losses):
                self._gathered.tell("loss", loss, items[0])
            adjustments.losses.clear()
        return items
