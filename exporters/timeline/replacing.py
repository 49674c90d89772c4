"""An edit with other contents in its clips, the rest as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from exporters.timeline.sequence import Clip, Generator, Media, Sequence, Track

Kind = Literal["V", "A"]
Replacing = Callable[[Clip, Media, Kind, Sequence], Clip]
"""Gives the clip to be in place of one that shows a medium; the last is the sequence around it."""


def with_media(sequence: Sequence, media: dict[Media, Media]) -> Sequence:
    """With other media in place of the keys; those that are no keys stay."""
    # Most clips share their medium's object; hashing it each time would take long.
    known: dict[int, Media] = {}

    def other(clip: Clip, medium: Media, kind: Kind, within: Sequence) -> Clip:
        found = known.get(id(medium))
        if found is None:
            found = known[id(medium)] = media.get(medium, medium)
        return clip if found is medium else replace(clip, content=found)

    return with_clips(sequence, other)


def with_clips(sequence: Sequence, other: Replacing) -> Sequence:
    """With other clips in place of those that show media, in nested sequences too."""
    return _Replacer(other).sequence(sequence)


class _Replacer:
    """What is not changed stays the same object, so that sequences within are not compared."""

    def __init__(self, other: Replacing) -> None:
        self._other = other
        self._done: dict[int, tuple[Sequence, Sequence]] = {}

    def sequence(self, given: Sequence) -> Sequence:
        if id(given) not in self._done:
            video = tuple(self._track(track, "V", given) for track in given.video)
            audio = tuple(self._track(track, "A", given) for track in given.audio)
            changed = _differ(video, given.video) or _differ(audio, given.audio)
            found = replace(given, video=video, audio=audio) if changed else given
            self._done[id(given)] = given, found
        return self._done[id(given)][1]

    def _track(self, track: Track, kind: Kind, within: Sequence) -> Track:
        clips = tuple(self._clip(clip, kind, within) for clip in track.clips)
        return replace(track, clips=clips) if _differ(clips, track.clips) else track

    def _clip(self, clip: Clip, kind: Kind, within: Sequence) -> Clip:
        content = clip.content
        if isinstance(content, Media):
            return self._other(clip, content, kind, within)
        if isinstance(content, Generator):
            return clip
        inner = self.sequence(content)
        return clip if inner is content else replace(clip, content=inner)


def _differ(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return any(one is not other for one, other in zip(some, others, strict=True))
