"""The tracks of an xmeml sequence: clips in their places, and the transitions between them.

A clip beside a transition has -1 instead of its start or end: it reaches to the transition's
other side, and ``in`` and ``out`` cover that. The cut lies within the transition, by its
alignment (Apple, "Elements Catalog"); Premiere gives it in ticks from the transition's start.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from exporters.timeline.places import place
from exporters.timeline.readers.xmeml.items import Item, Place, Surroundings, item_of
from exporters.timeline.readers.xmeml.values import (
    TICKS,
    Element,
    flag_of,
    frames_of,
    number_of,
    rate_of,
    rounded,
    text_of,
    ticks_of,
)
from exporters.timeline.sequence import Clip, Generator, Media, Transition
from exporters.timeline.trimming import trimmed

_ITEMS = ("clipitem", "generatoritem", "transitionitem")


@dataclass
class RawTrack:
    """A track before exploded ones are joined.

    Attributes:
        index, count: which of several exploded tracks it is; 0 of 1 for a whole one.
    """

    name: str
    enabled: bool
    items: list[Item] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class _Passage:
    """A ``transitionitem``: frames of the sequence, its cut, and what it is."""

    start: int
    end: int
    cut: int
    alignment: str
    kind: Literal["dissolve", "wipe"]
    name: str


def raw_track(element: Element, name: str, around: Surroundings) -> RawTrack:
    """Read one track.

    Args:
        name: "V1", "A2" and so on, for the words of findings.
    """
    track = RawTrack(
        element.get("MZ.TrackName") or text_of(element, "name"),
        flag_of(element, "enabled", True),
        index=_small(element.get("currentExplodedTrackIndex"), 0),
        count=_small(element.get("totalExplodedTrackCount"), 1),
    )
    found = [child for child in element if child.tag in _ITEMS]
    passages = [_passage(child, around) for child in found]
    for position, child in enumerate(found):
        if child.tag == "transitionitem":
            continue
        before = passages[position - 1] if position else None
        after = passages[position + 1] if position + 1 < len(found) else None
        item = _item(child, before, after, name, around)
        if item is not None:
            track.items.append(item)
    _join(track, [passage for passage in passages if passage is not None], name, around)
    return track


def _small(text: str | None, default: int) -> int:
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 4):
        return default
    return int(text)


def _passage(element: Element, around: Surroundings) -> _Passage | None:
    if element.tag != "transitionitem":
        return None
    start, end = frames_of(element, "start"), frames_of(element, "end")
    if start is None or end is None or end <= start:
        return None
    own = rate_of(element)
    alignment = text_of(element, "alignment").lower()
    category = (text_of(element, "effect/effectcategory") + text_of(element, "effect/name")).lower()
    wipe = (number_of(element, "effect/wipecode") or 0) > 0 or "wipe" in category
    ticks = ticks_of(element, "cutPointTicks")
    cut = (start + end) // 2
    if alignment.startswith("start"):
        cut = start
    elif alignment.startswith("end"):
        cut = end
    elif ticks is not None:
        cut = min(end, start + rounded(ticks * (own or around.stub.rate) / TICKS))
    return _Passage(
        start, end, cut, alignment, "wipe" if wipe else "dissolve", text_of(element, "effect/name")
    )


def _item(
    element: Element,
    before: _Passage | None,
    after: _Passage | None,
    track: str,
    around: Surroundings,
) -> Item | None:
    start, end = frames_of(element, "start"), frames_of(element, "end")
    first, last = frames_of(element, "in"), frames_of(element, "out")
    head = tail = 0
    if start == -1 and before is not None:
        start, head = before.start, before.cut - before.start
    if end == -1 and after is not None:
        end, tail = after.end, after.end - after.cut
    length = last - first if first is not None and last is not None else None
    own = rate_of(element)
    if length is not None and own:
        length = rounded(length * around.stub.rate / own)
    if start is None or start < 0:
        start = end - length if end is not None and end >= 0 and length else None
    elif end is None or end < 0:
        end = start + length if length else None
    if start is None or end is None or end <= start:
        _misplaced(element, track, around)
        return None
    return item_of(element, Place(start, end, head, tail), track, around)


def _misplaced(element: Element, track: str, around: Surroundings) -> None:
    name = text_of(element, "name")[:60] or "clip"
    around.findings.add(
        "loss", f"“{name}” on {track} has no place on the timeline and is left out." + around.inside
    )


def _join(track: RawTrack, passages: list[_Passage], name: str, around: Surroundings) -> None:
    """Cut the clips beside each transition where they meet, or fade a single one."""
    ends = {item.clip.end: number for number, item in reversed(list(enumerate(track.items)))}
    starts = {item.clip.start: number for number, item in reversed(list(enumerate(track.items)))}
    for passage in passages:
        left = _first(ends, (passage.end, passage.cut, passage.start))
        right = _first(starts, (passage.start, passage.cut, passage.end))
        if passage.alignment == "start-black" and right is not None:
            left = None
        if passage.alignment == "end-black" and left is not None:
            right = None
        if left is None and right is None:
            where = place(around.stub, name, None, passage.start) + around.inside
            around.findings.add("loss", "A transition without clips beside it is left out.", where)
        elif left is None or right is None:
            _fade(track, left, right, passage, name)
        else:
            _cross(track, left, right, passage, around)


def _first(places: dict[int, int], frames: tuple[int, ...]) -> int | None:
    return next((places[frame] for frame in frames if frame in places), None)


def _fade(
    track: RawTrack, left: int | None, right: int | None, passage: _Passage, name: str
) -> None:
    number = left if left is not None else right
    assert number is not None
    clip = track.items[number].clip
    if left is not None:
        frames = max(0, min(clip.duration, clip.end - passage.start))
        sound, look = replace(clip.sound, fade_out=frames), replace(clip.look, fade_out=frames)
    else:
        frames = max(0, min(clip.duration, passage.end - clip.start))
        sound, look = replace(clip.sound, fade_in=frames), replace(clip.look, fade_in=frames)
    heard = name.startswith("A")
    track.items[number].clip = replace(clip, sound=sound) if heard else replace(clip, look=look)


def _cross(track: RawTrack, left: int, right: int, passage: _Passage, around: Surroundings) -> None:
    earlier, later = track.items[left].clip, track.items[right].clip
    cut = passage.cut
    if earlier.end <= later.start:
        cut = later.start
    track.items[left].clip = _shortened(earlier, 0, earlier.end - cut, around)
    track.items[right].clip = _shortened(later, cut - later.start, 0, around)
    before, after = max(0, cut - passage.start), max(0, passage.end - cut)
    track.transitions.append(Transition(cut, before, after, passage.kind, passage.name))


def _shortened(clip: Clip, head: int, tail: int, around: Surroundings) -> Clip:
    head, tail = max(0, head), max(0, tail)
    if head + tail >= clip.duration:
        return clip
    if not head and not tail:
        return clip
    cut = trimmed(clip, head, tail, around.stub.rate)
    content = clip.content
    if isinstance(content, Generator) or (isinstance(content, Media) and content.still):
        return replace(cut, source_in=clip.source_in)
    return cut
