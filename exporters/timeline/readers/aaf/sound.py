"""Sound of an AAF: one track for each channel becomes one clip for each medium.

Avid lays each channel of a file on a track of its own, and nothing tells which channel of the file
it is. Where several tracks play the same medium at the same time, one clip plays all its sound.
"""

from __future__ import annotations

from dataclasses import replace

from exporters.timeline.sequence import Clip, Sequence, Track


def joined_channels(sequence: Sequence) -> Sequence:
    """The sequence with each medium heard once at a time; tracks that become empty are left out."""
    counts: dict[object, int] = {}
    for track in sequence.audio:
        for clip in track.clips:
            counts[_key(clip)] = counts.get(_key(clip), 0) + 1
    seen: set[object] = set()
    tracks: list[Track] = []
    for track in sequence.audio:
        kept = []
        for clip in track.clips:
            key = _key(clip)
            if key not in seen:
                seen.add(key)
                kept.append(replace(clip, stream=-1) if counts[key] > 1 else clip)
        if kept or not track.clips:
            tracks.append(replace(track, clips=tuple(kept)))
    return replace(sequence, audio=tuple(tracks))


def _key(clip: Clip) -> object:
    content = id(clip.content) if isinstance(clip.content, Sequence) else clip.content
    return clip.start, clip.duration, clip.source_in, clip.speed, content, clip.enabled
