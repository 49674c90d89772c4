"""Which tracks an EDL holds: one of pictures, and sound on four channels."""

from __future__ import annotations

from dataclasses import dataclass

from exporters.interchange.edl.lines import Lane
from exporters.interchange.writing import WriteOptions
from exporters.interchange.xmeml.layout import width
from exporters.timeline.sequence import Clip, Sequence, Track

CHANNELS = 4


@dataclass(frozen=True)
class Chosen:
    """What is written.

    Attributes:
        video: index of the track of pictures; None if there is none.
        audio: indexes of the tracks of sound, with their channels.
    """

    video: int | None
    audio: tuple[tuple[int, Lane], ...]


def chosen(sequence: Sequence, options: WriteOptions) -> Chosen:
    """The tracks that fit.

    The option ``video-track`` names that of the pictures, counted from 1 at the bottom. Without it
    the lowest one that shows something is taken.
    """
    video = _video(sequence, dict(options.extra).get("video-track", ""))
    audio = []
    used = 0
    for index, track in enumerate(sequence.audio):
        clips = [clip for clip in track.clips if clip.enabled]
        if not track.enabled or not clips:
            continue
        wide = 2 if any(width(clip) == 2 for clip in clips) else 1
        if used + wide > CHANNELS:
            continue
        audio.append((index, _lane(used, wide)))
        used += wide
    return Chosen(video, tuple(audio))


def _video(sequence: Sequence, wanted: str) -> int | None:
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(sequence.video):
        return int(wanted) - 1
    for index, track in enumerate(sequence.video):
        if track.enabled and any(clip.enabled for clip in track.clips):
            return index
    return 0 if sequence.video else None


def _lane(used: int, wide: int) -> Lane:
    """Channels 1 and 2 have names; 3 and 4 stand in a line of their own (CMX 3600)."""
    channels = tuple(range(used + 1, used + wide + 1))
    if channels == (1, 2):
        return Lane("AA")
    if channels[-1] <= 2:
        return Lane("A" if channels[0] == 1 else "A2")
    named = "A2" if channels[0] == 2 else "NONE"
    return Lane(named, tuple(number for number in channels if number > 2))


def shown_clips(sequence: Sequence, picked: Chosen) -> list[tuple[str, Track, Clip]]:
    """The clips on the chosen tracks with the names of those."""
    found = []
    if picked.video is not None:
        track = sequence.video[picked.video]
        found += [(f"V{picked.video + 1}", track, clip) for clip in track.clips]
    for index, _ in picked.audio:
        track = sequence.audio[index]
        found += [(f"A{index + 1}", track, clip) for clip in track.clips]
    return found
