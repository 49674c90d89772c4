"""What the reader of FCPXML gathers from a story before it is laid out on tracks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from lxml import etree

from exporters.errors import SourceError
from exporters.timeline.readers.fcpxml.time import View
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Caption,
    Clip,
    Look,
    Marker,
    Severity,
    Sound,
)

Lane = tuple[int, ...]
MAX_STEPS = 3_000_000
"""Elements that are looked at, those of multicam clips again for each use."""
MAX_ITEMS = 1_000_000
_LANE = re.compile(r"\s*([+-]?[0-9]{1,6})\s*")


@dataclass(eq=False, slots=True)
class Group:
    """Items that must stay on one track: a storyline, or one connected clip.

    ``primary`` is that of the primary storyline.
    """

    primary: bool = False
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passage:
    """A transition: frames of the sequence, the cut within them, and what it changes."""

    start: int
    end: int
    cut: int
    kind: str
    name: str
    picture: bool
    sound: bool


@dataclass(eq=False, slots=True)
class Item:
    """A clip that has no track yet.

    Attributes:
        picture: it belongs on a track of pictures.
        lane: how far above (or, negative, below) the primary storyline; of nested lanes each one.
        role: as Final Cut calls the kind of a picture or sound.
        label: "V1", once it has a track.
        markers, link: those of the clip, which has none itself yet.
    """

    picture: bool
    lane: Lane
    group: Group
    clip: Clip
    role: str = ""
    label: str = ""
    markers: list[Marker] = field(default_factory=list)
    link: int = 0

    def finished(self) -> Clip:
        """The clip with its markers and its link."""
        if not self.markers and not self.link:
            return self.clip
        markers = tuple(sorted(self.markers, key=lambda marker: marker.start))
        return replace(self.clip, markers=markers, link=self.link)


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for the elements within another one.

    Attributes:
        view: which time of the outer element is shown when.
        lane, group: of items within.
        limits: seconds of the sequence that items within may fill.
        enabled, look, sound: of the outer elements together.
        pictures, sounds: whether those of elements within are used.
        silent: roles whose sound is switched off.
        silent_connected: likewise for what is connected to the elements within; None: the same.
        depth: how many elements lie around.
    """

    view: View
    lane: Lane
    group: Group
    limits: tuple[Fraction, Fraction]
    enabled: bool = True
    look: Look = PLAIN_LOOK
    sound: Sound = PLAIN_SOUND
    pictures: bool = True
    sounds: bool = True
    silent: frozenset[str] = frozenset()
    silent_connected: frozenset[str] | None = None
    depth: int = 0


@dataclass(eq=False, slots=True)
class Gathered:
    """All that a story holds, and what is to be told about it; captions by their roles."""

    items: list[Item] = field(default_factory=list)
    captions: dict[str, list[Caption]] = field(default_factory=dict)
    caption_lanes: dict[str, Lane] = field(default_factory=dict)
    markers: list[Marker] = field(default_factory=list)
    told: list[tuple[Severity, str, Item | int | None]] = field(default_factory=list)
    end: int = 0

    def tell(self, severity: Severity, message: str, item: Item | int | None = None) -> None:
        """Note a problem, of an item or at a frame."""
        self.told.append((severity, message, item))


class Budget:
    """Keeps a hostile file from growing without end. ``file`` is named in the refusal."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._steps = 0
        self._items = 0

    def step(self, count: int = 1) -> None:
        """Raises SourceError after ``MAX_STEPS``."""
        self._steps += count
        if self._steps > MAX_STEPS:
            raise self._refusal()

    def item(self) -> None:
        """Raises SourceError after ``MAX_ITEMS``."""
        self._items += 1
        if self._items > MAX_ITEMS:
            raise self._refusal()

    def _refusal(self) -> SourceError:
        return SourceError(
            f"{self._file} holds more clips than any edit that a person made.",
            "Divide the edit into several.",
        )


def add_marker(items: list[Item], marker: Marker, frame: int) -> bool:
    """Give a marker to the item that is shown at a frame of the sequence; False without one."""
    found = [item for item in items if item.clip.start <= frame < item.clip.end]
    if not found:
        return False
    item = next((item for item in found if item.picture), found[0])
    item.markers.append(replace(marker, start=frame - item.clip.start))
    return True


def lane_of(element: etree._Element) -> int:
    """The lane of an element: 0 is that of the element around it."""
    found = _LANE.fullmatch(element.get("lane", "0"))
    return int(found[1]) if found else 0
