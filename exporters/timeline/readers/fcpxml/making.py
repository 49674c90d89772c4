"""Making clips of what story elements of FCPXML show, one for each piece of constant speed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from lxml import etree

from exporters.timeline.readers.fcpxml.items import Gathered, Item, Scope
from exporters.timeline.readers.fcpxml.look import (
    Adjustments,
    outer_look,
    outer_sound,
    read_adjustments,
)
from exporters.timeline.readers.fcpxml.sound import Heard, plain_role
from exporters.timeline.readers.fcpxml.time import View, read_time_map
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Generator,
    Look,
    Media,
    Sequence,
    Sound,
)

if TYPE_CHECKING:
    from exporters.timeline.readers.fcpxml.document import Document

Content = Media | Generator | Sequence
EASED = "Speed that changes gradually is followed in steps of constant speed."
ZERO, ONE = Fraction(0), Fraction(1)


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
        # Half up, in whole numbers: fractions take ten times as long.
        below = 2 * seconds.denominator * self._rate.denominator
        return (2 * seconds.numerator * self._rate.numerator + below // 2) // below

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
            part = _faded(look, index == 0, index == len(pieces) - 1)
            clip = self._clip(shown, piece, scope.enabled, look=part)
            if clip is not None:
                items.append(Item(True, scope.lane, scope.group, clip, shown.role))
        return self.told(items, shown.adjustments)

    def sounds(self, shown: Shown, view: View, scope: Scope, heard: Heard) -> list[Item]:
        """Items for tracks of sound; what stands still makes none."""
        if not scope.sounds or plain_role(heard.role or "dialogue") in scope.silent:
            return []
        sound = outer_sound(heard.sound, outer_sound(shown.adjustments.sound, scope.sound))
        items = []
        enabled = scope.enabled and heard.enabled
        pieces = self.pieces(shown.element, view)
        for index, piece in enumerate(pieces):
            if piece.speed == 0:
                continue
            part = _faded(sound, index == 0, index == len(pieces) - 1)
            clip = self._clip(shown, piece, enabled, sound=part, stream=heard.stream)
            if clip is not None:
                items.append(Item(False, scope.lane, scope.group, clip, heard.role))
        return self.told(items, shown.adjustments)

    def pieces(self, element: etree._Element, view: View) -> list[View]:
        """The parts of what is shown that have a speed of their own."""
        time_map = read_time_map(element)
        if time_map is None:
            return [view]
        self._document.budget.step(len(time_map.points))
        return list(time_map.views(view))

    def _clip(
        self,
        shown: Shown,
        piece: View,
        enabled: bool,
        look: Look = PLAIN_LOOK,
        sound: Sound = PLAIN_SOUND,
        stream: int = 0,
    ) -> Clip | None:
        """A clip for a piece of constant speed; None if no frame is left of it."""
        start, end = self.frame(piece.lo), self.frame(piece.hi)
        if end <= start:
            message = "Clips of less than half a frame were left out."
            self._gathered.tell("note", message, start)
            return None
        self._document.budget.item()
        content = shown.content
        source_in, speed = ZERO, ONE
        if not isinstance(content, Generator) and not (
            isinstance(content, Media) and content.still
        ):
            source_in, speed = self._source_in(shown, piece, start), piece.speed
        name = shown.element.get("name", "")
        length = end - start
        return Clip(start, length, content, source_in, speed, name, enabled, look, sound, stream)

    def _source_in(self, shown: Shown, piece: View, start: int) -> Fraction:
        """What is shown at a frame, where the clip begins between two a little before or after."""
        exact = piece.at if shown.origin.numerator == 0 else piece.at - shown.origin
        lo, rate = piece.lo, self._rate
        if lo.numerator * rate.numerator == start * lo.denominator * rate.denominator:
            return exact
        moved = exact + piece.speed * (start / rate - lo)
        return ZERO if moved < 0 <= exact else moved

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
        if begin.numerator == 0:
            return Shown(element, content, ZERO, adjustments, role)
        pieces = self.pieces(element, view)
        times = [time for piece in pieces for time in (piece.at, piece.over(piece.hi, piece.hi).at)]
        if times and 0 <= min(times) < begin and (length is None or max(times) <= length + 1):
            # Other programs count from 0 where Final Cut counts from the time code.
            begin = ZERO
        return Shown(element, content, begin, adjustments, role)

    def adjustments(self, element: etree._Element, content: Content | None) -> Adjustments:
        """The adjustments of an element, for a picture of the size of its content."""
        if len(element) == 0:
            return Adjustments()
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


Faded = TypeVar("Faded", Look, Sound)


def _faded(whole: Faded, first: bool, last: bool) -> Faded:
    """With the fades of the first and of the last of several pieces."""
    if (first and last) or not (whole.fade_in or whole.fade_out):
        return whole
    fade_in, fade_out = whole.fade_in if first else 0, whole.fade_out if last else 0
    return replace(whole, fade_in=fade_in, fade_out=fade_out)
