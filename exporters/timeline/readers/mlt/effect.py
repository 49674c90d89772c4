"""One filter seen from the clip that it changes: its times counted from the clip's begin."""

from __future__ import annotations

import re

from exporters.timeline.readers.mlt.document import Document
from exporters.timeline.readers.mlt.numbers import Rect, frames, keys, number, rect
from exporters.timeline.readers.mlt.spans import Effect, Span

INTERNAL = "internal_added"
"""Kdenlive marks with it what belongs to its mixer and its compositing, not to the user."""


class EffectView:
    """A filter on a clip.

    Attributes:
        service: the MLT service.
        length: frames of the clip.
        position: frame of the producer that the clip shows first.
        begin, end: frames of the clip between which it works; they may lie outside the clip.
    """

    def __init__(self, document: Document, span: Span, effect: Effect) -> None:
        self._document = document
        self._known = document.properties(effect.element)
        self.service = document.service(effect.element)
        self.length = span.length
        self.position = span.position
        first = document.frames(effect.element, "in") or 0
        out = document.frames(effect.element, "out")
        base = span.start - effect.origin if effect.origin is not None else span.position
        self._zero = first - base
        whole = not out or out < first
        self.begin = 0 if whole and first <= 0 else self._zero
        self.end = max(span.length, 1) if whole else (out or 0) + 1 - base
        self._own_length = 0 if whole else (out or 0) + 1 - first

    @property
    def name(self) -> str:
        """As the editor calls it."""
        known = self._known
        found = known.get("kdenlive_id") or known.get("shotcut:filter") or self.service
        return found[:60] or "nameless"

    @property
    def internal(self) -> bool:
        return INTERNAL in self._known

    @property
    def touches(self) -> bool:
        """Whether any frame of the clip is changed."""
        return self.begin < self.length and self.end > 0

    @property
    def covers(self) -> bool:
        """Whether all frames are."""
        return self.begin <= 0 and self.end >= self.length

    @property
    def neutral(self) -> bool:
        """Whether Kdenlive added it as a place for settings that nobody has made."""
        return "kdenlive:builtin" in self._known

    def text(self, name: str) -> str:
        return self._known.get(name, "").strip()

    def value(self, name: str) -> float | None:
        return number(self._known.get(name), self._document.comma)

    def is_set(self, name: str) -> bool:
        return bool(self.value(name))

    def frame(self, name: str) -> int:
        """A time that counts in frames of the producer."""
        return frames(self._known.get(name), self._document.rate) or 0

    def keys(self, name: str) -> list[tuple[int, float]]:
        """Keyframes; one at 0 for a constant, none if the property is not there."""
        found = []
        for position, text in self._pairs(name):
            value = number(text, self._document.comma)
            if value is not None:
                found.append((0 if position is None else position + self._zero, value))
        return found

    def rects(self, name: str) -> list[tuple[int, Rect]]:
        """Keyframes of a rectangle."""
        profile = self._document.profile
        found = []
        for position, text in self._pairs(name):
            box = rect(text, profile.width, profile.height, self._document.comma)
            if box is not None:
                found.append((0 if position is None else position + self._zero, box))
        return found

    def _pairs(self, name: str) -> list[tuple[int | None, str]]:
        length = self._own_length or self.length
        return keys(self._known.get(name), self._document.rate, length)

    def ramp(self, animated: str, start: str, end: str) -> list[tuple[int, float]]:
        """A level with keyframes, or in the older form with a start and an end value."""
        found = self.keys(animated)
        if found:
            return found
        first, last = self.value(start), self.value(end)
        if first is None:
            return [(0, 1.0)]
        if last is None or last == first:
            return [(0, abs(first))]
        return [(self.begin, abs(first)), (self.end - 1, abs(last))]

    def gain(self, name: str) -> float | None:
        """Amplitude that "0.5" or "-6 dB" states; None for none and for a normalisation."""
        text = self._known.get(name, "")
        value = number(text, self._document.comma)
        if value is None:
            return None
        if re.search(r"db\s*$", text, re.IGNORECASE):
            return float(10 ** (min(max(value, -200.0), 60.0) / 20))
        return abs(value)
