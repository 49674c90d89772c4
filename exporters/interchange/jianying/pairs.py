"""Which sounds are the own sound of a picture.

A segment of a video track has its film's sound; an edit here has it as a linked clip.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from exporters.timeline.sequence import Clip, Generator, Sequence, Track

Key = tuple[int, int, int, Fraction, Fraction]


@dataclass(frozen=True)
class Own:
    """The own sound of a picture; ``audible`` is False on a muted track."""

    clip: Clip
    audible: bool


@dataclass(frozen=True)
class Pairs:
    """
    Attributes:
        own: own sounds by number of the video track and of the clip on it.
        rest: the tracks of other sounds, without tracks of which nothing is left.
    """

    own: dict[tuple[int, int], Own]
    rest: tuple[Track, ...]


def paired(sequence: Sequence) -> Pairs:
    """Find for each picture the linked clip that plays the same of the same medium."""
    waiting: dict[Key, list[tuple[int, int]]] = defaultdict(list)
    for track_number, track in enumerate(sequence.audio):
        for number, clip in enumerate(track.clips):
            if clip.link:
                waiting[_key(clip)].append((track_number, number))
    own: dict[tuple[int, int], Own] = {}
    taken: set[tuple[int, int]] = set()
    for track_number, track in enumerate(sequence.video):
        for number, clip in enumerate(track.clips):
            found = _partner(clip, waiting, sequence)
            if found is not None:
                taken.add(found)
                sounding = sequence.audio[found[0]]
                own[track_number, number] = Own(sounding.clips[found[1]], sounding.enabled)
    return Pairs(own, _rest(sequence, taken))


def _partner(
    clip: Clip, waiting: dict[Key, list[tuple[int, int]]], sequence: Sequence
) -> tuple[int, int] | None:
    if not clip.link or isinstance(clip.content, Generator):
        return None
    candidates = waiting.get(_key(clip), [])
    for place in candidates:
        sound = sequence.audio[place[0]].clips[place[1]]
        if sound.content == clip.content and sound.stream <= 0 and sound.enabled == clip.enabled:
            candidates.remove(place)
            return place
    return None


def _rest(sequence: Sequence, taken: set[tuple[int, int]]) -> tuple[Track, ...]:
    tracks = []
    for track_number, track in enumerate(sequence.audio):
        left = tuple(
            clip for number, clip in enumerate(track.clips) if (track_number, number) not in taken
        )
        if left:
            tracks.append(Track(track.name, left, track.transitions, track.enabled))
    return tuple(tracks)


def _key(clip: Clip) -> Key:
    return clip.link, clip.start, clip.duration, clip.source_in, clip.speed
