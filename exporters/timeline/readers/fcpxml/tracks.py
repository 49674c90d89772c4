"""Laying what an FCPXML file holds out on tracks.

Pictures lie in lanes: the primary storyline is lane 0, others above and below it. Sound has roles
instead of tracks in Final Cut: each role gets tracks of its own. What would overlap on a track goes
to a further one; storylines stay whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from exporters.timeline.readers.fcpxml.items import Group, Item, Lane
from exporters.timeline.readers.fcpxml.sound import track_of_role
from exporters.timeline.sequence import Clip, Track, Transition

MAX_TRACKS = 200
"""For one lane or role; what still overlaps then is cut where edits are checked."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(eq=False, slots=True)
class _Row:
    """A track that is being filled; ``starts`` and ``ends`` rise together."""

    items: list[Item] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def is_free(self, clip: Clip) -> bool:
        place = bisect_left(self.starts, clip.end)
        return place == 0 or self.ends[place - 1] <= clip.start

    def add(self, item: Item) -> None:
        place = bisect_left(self.starts, item.clip.start)
        self.items.append(item)
        self.starts.insert(place, item.clip.start)
        self.ends.insert(place, item.clip.end)


def lay_out(items: list[Item]) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
    """Tracks of pictures, from the bottom to the top, and of sound; labels are set."""
    pictures = [item for item in items if item.picture]
    sounds = [item for item in items if not item.picture]
    depth = max((len(item.lane) for item in pictures), default=0)
    lanes = _keyed(pictures, lambda item: _padded(item.lane, depth))
    rows = [row for lane in sorted(lanes) for row in _rows(lanes[lane])]
    video = tuple(_track(row, f"V{number}", True) for number, row in enumerate(rows, 1))
    own = any(track_of_role(item.role)[0] for item in sounds)
    roles = _keyed(_primary_first(sounds), partial(_track_of, own))
    # Tracks that Reprise named come first, by their numbers; sorting keeps the order of others.
    order = sorted(roles, key=lambda role: role[0] or MAX_TRACKS * MAX_TRACKS)
    found = [(role, row) for role in order for row in _rows(roles[role])]
    audio = tuple(
        replace(_track(row, f"A{number}", False), name=_sound_name(role, row.items))
        for number, (role, row) in enumerate(found, 1)
    )
    return video, audio


def _track_of(own: bool, item: Item) -> tuple[int, str]:
    """Place and name of the track of a sound; ``own``: the file is one of Reprise.

    There the place is enough. Compound clips have no role: their lane gives them a track.
    """
    place, name = track_of_role(item.role)
    if own and not item.role:
        lane = item.lane[0] if item.lane else 0
        place = -lane if lane < 0 else lane + 1
    return (place, "") if place else (0, name)


def _sound_name(role: tuple[int, str], items: list[Item]) -> str:
    names = (track_of_role(item.role)[1] for item in items)
    return next(filter(None, names), "") if role[0] else role[1]


def _padded(lane: Lane, depth: int) -> Lane:
    return (*lane, *(0 for _ in range(depth - len(lane))))


def _primary_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: not item.group.primary)


def _keyed(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _rows(items: list[Item]) -> list[_Row]:
    """Items on as few tracks as their groups need."""
    groups = list(_keyed(items, lambda item: item.group).items())
    groups.sort(key=lambda group: (not group[0].primary, min(_start(item) for item in group[1])))
    rows: list[_Row] = []
    for _, members in groups:
        members.sort(key=_start)
        if any(one.clip.end > two.clip.start for one, two in pairwise(members)):
            for item in members:
                _fill(rows, [item])
        else:
            _fill(rows, members)
    for row in rows:
        row.items.sort(key=_start)
    return rows


def _fill(rows: list[_Row], items: list[Item]) -> None:
    row = next((row for row in rows if all(row.is_free(item.clip) for item in items)), None)
    if row is None and len(rows) >= MAX_TRACKS:
        row = rows[-1]
    if row is None:
        row = _Row()
        rows.append(row)
    for item in items:
        row.add(item)


def _track(row: _Row, label: str, picture: bool) -> Track:
    clips = []
    for item in row.items:
        item.label = label
        clips.append(item.finished())
    passages = _transitions(row.items, picture)
    return Track(_name(row.items) if picture else "", tuple(clips), passages)


def _transitions(items: list[Item], picture: bool) -> tuple[Transition, ...]:
    edges: dict[Group, set[int]] = {}
    for item in items:
        edges.setdefault(item.group, set()).update((item.clip.start, item.clip.end))
    found: dict[int, Transition] = {}
    for group, cuts in edges.items():
        for passage in group.passages:
            if passage.cut in cuts and (passage.picture if picture else passage.sound):
                found.setdefault(
                    passage.cut,
                    Transition(
                        passage.cut,
                        passage.cut - passage.start,
                        passage.end - passage.cut,
                        "wipe" if passage.kind == "wipe" else "dissolve",
                        passage.name,
                    ),
                )
    return tuple(found[cut] for cut in sorted(found))


def _name(items: list[Item]) -> str:
    """The subrole that all pictures of a track share ("video.Name"); "" otherwise."""
    roles = {item.role for item in items if item.role}
    main, _, sub = (roles.pop() if roles else "").partition(".")
    return sub if not roles and main == "video" and sub != "video-1" else ""


def _start(item: Item) -> int:
    return item.clip.start
