"""Spans of producers on a strip of time, and what joins and cuts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from exporters.timeline.readers.mlt.document import Element

Alike = Callable[[Element, Element], bool]
"""Whether two filters do the same."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A filter, and where its time begins.

    Attributes:
        origin: frame of the strip at which the filter's time is 0; None where it counts in frames
            of the producer.
    """

    element: Element
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a producer.

    Attributes:
        start, length: frames of the strip.
        service: producer, chain, playlist or tractor.
        position: frame of it that is shown first.
        effects: in the order in which they are applied.
        entry: the element that places it, with properties of its own.
        key: where the file has it; clips are grouped by that.
    """

    start: int
    length: int
    service: Element
    position: int
    effects: tuple[Effect, ...] = ()
    entry: Element | None = None
    key: int = 0

    @property
    def end(self) -> int:
        return self.start + self.length

    def without_head(self, frames: int) -> Span:
        return replace(
            self, start=self.start + frames, length=self.length - frames,
            position=self.position + frames,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mix:
    """A transition within a strip, as in ``sequence.Transition``; ``luma`` is a wipe's pattern."""

    cut: int
    before: int
    after: int
    luma: str = ""


@dataclass(slots=True)
class Strip:
    """What one track shows."""

    spans: list[Span] = field(default_factory=list)
    mixes: list[Mix] = field(default_factory=list)

    @property
    def end(self) -> int:
        return max((span.end for span in self.spans), default=0)


def meeting(
    leaving: list[Span], coming: list[Span], start: int, out: int
) -> tuple[int, int] | None:
    """Positions in their rows of the clip that ends with a mix and of the one that begins."""
    ends = [
        n for n, span in enumerate(leaving) if abs(span.end - out) <= 1 and span.start <= start + 1
    ]
    begins = [n for n, span in enumerate(coming) if abs(span.start - start) <= 1]
    if not ends or not begins:
        return None
    first, second = leaving[ends[0]], coming[begins[0]]
    if second.end < first.end or second.start < first.start or second.start >= first.end:
        return None
    return ends[0], begins[0]


def cut_mixed(
    leaving: list[Span], coming: list[Span], one: int, two: int, stated: int | None, luma: str
) -> Mix:
    first, second = leaving[one], coming[two]
    length = first.end - second.start
    after = length // 2 if stated is None else min(max(stated, 0), length)
    cut = first.end - after
    leaving[one] = replace(first, length=cut - first.start)
    coming[two] = second.without_head(cut - second.start)
    # A clip that is mixed from begin to end keeps nothing of its own.
    for row, number in ((leaving, one), (coming, two)):
        if row[number].length < 1:
            row[number] = replace(row[number], length=0)
    return Mix(cut, length - after, after, luma)


def overlaps(spans: list[Span]) -> bool:
    return any(second.start < first.end for first, second in pairwise(spans))


def append(strip: Strip, span: Span, alike: Alike) -> None:
    """Add a span; joined to what a mix began, where it goes on with it."""
    last = strip.spans[-1] if strip.spans else None
    mix = strip.mixes[-1] if strip.mixes else None
    after_mix = mix is not None and mix.cut + mix.after == span.start
    if last is not None and after_mix and _goes_on(last, span, alike):
        strip.spans[-1] = replace(last, length=last.length + span.length)
    else:
        strip.spans.append(span)


def append_mix(strip: Strip, mixed: Strip, place: int, alike: Alike) -> None:
    """Add the two sides of a mix; the first is joined to the clip before, where it goes on."""
    for number, span in enumerate(mixed.spans):
        effects = tuple(
            item if item.origin is None else Effect(item.element, item.origin + place)
            for item in span.effects
        )
        moved = replace(span, start=span.start + place, effects=effects, key=span.start + place)
        last = strip.spans[-1] if strip.spans else None
        if number == 0 and last is not None and _goes_on(last, moved, alike):
            strip.spans[-1] = replace(last, length=last.length + moved.length)
        else:
            strip.spans.append(moved)
    strip.mixes += [replace(mix, cut=mix.cut + place) for mix in mixed.mixes]


def _goes_on(last: Span, span: Span, alike: Alike) -> bool:
    return (
        last.end == span.start
        and last.service is span.service
        and last.position + last.length == span.position
        and len(last.effects) == len(span.effects)
        and all(
            one.origin == two.origin and alike(one.element, two.element)
            for one, two in zip(last.effects, span.effects, strict=True)
        )
    )
