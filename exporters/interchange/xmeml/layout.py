"""Where the clips of a sequence lie in an xmeml document: tracks, numbers, links.

A stereo track is written as two exploded tracks with Premiere's attributes; a clip with one
channel lies on the first of them only. A track of mono clips is one track: as an exploded pair
its second channel would be silent (WyattBlue/auto-editor#1139).
"""

from __future__ import annotations

from dataclasses import dataclass

from exporters.timeline.sequence import Clip, Media, Sequence, Track


@dataclass(frozen=True, slots=True)
class Lane:
    """One ``track`` element.

    Attributes:
        kind: "video" or "audio".
        index: of the track in the sequence, from 0.
        channel, count: which of how many exploded tracks; 0 of 1 for a whole one.
        number: of the element among those of its kind, from 1.
        clips: indexes in the track of the clips that lie on it.
    """

    kind: str
    index: int
    track: Track
    channel: int
    count: int
    number: int
    clips: range | list[int]


def width(clip: Clip) -> int:
    """Channels that a clip's sound is written as: 1 or 2."""
    return 1 if channels(clip) == 1 else 2


def channels(clip: Clip) -> int:
    """Channels that a clip plays; 2 where that is not known."""
    content = clip.content
    if isinstance(content, Media) and content.channels:
        if clip.stream < 0:
            return sum(content.channels)
        return content.channels[min(clip.stream, len(content.channels) - 1)]
    return 2


def first_channel(clip: Clip) -> int:
    """The number of the stream's first channel among all channels of the file, from 1."""
    content = clip.content
    if isinstance(content, Media) and clip.stream > 0:
        return 1 + sum(content.channels[: clip.stream])
    return 1


def lanes(sequence: Sequence) -> list[Lane]:
    """All tracks, pictures first."""
    found = [
        Lane("video", index, track, 0, 1, index + 1, range(len(track.clips)))
        for index, track in enumerate(sequence.video)
    ]
    number = 0
    for index, track in enumerate(sequence.audio):
        stereo = [place for place, clip in enumerate(track.clips) if width(clip) == 2]
        count = 2 if stereo or not track.clips else 1
        for channel in range(count):
            number += 1
            clips = stereo if channel else range(len(track.clips))
            found.append(Lane("audio", index, track, channel, count, number, clips))
    return found


class Links:
    """The ``link`` elements of each clip, and the numbers of the clip items.

    Args:
        first: number of the sequence's first clip item.
    """

    def __init__(self, all_lanes: list[Lane], first: int) -> None:
        self.end = first
        self._groups: dict[object, list[str]] = {}
        for lane in all_lanes:
            for place, index in enumerate(lane.clips, 1):
                group = _group(lane, index, lane.track.clips[index])
                self._groups.setdefault(group, []).append(_link(self.end, lane, place))
                self.end += 1

    def of(self, lane: Lane, index: int, clip: Clip) -> str:
        """For a clip; nothing if it is alone."""
        entries = self._groups[_group(lane, index, clip)]
        return "".join(entries) if len(entries) > 1 else ""


def _group(lane: Lane, index: int, clip: Clip) -> object:
    return clip.link or (lane.kind, lane.index, index)


def _link(number: int, lane: Lane, place: int) -> str:
    group = "<groupindex>1</groupindex>" if lane.kind == "audio" else ""
    return (
        f"<link><linkclipref>clipitem-{number}</linkclipref><mediatype>{lane.kind}</mediatype>"
        f"<trackindex>{lane.number}</trackindex><clipindex>{place}</clipindex>{group}</link>"
    )
