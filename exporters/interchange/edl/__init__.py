"""CMX3600 edit decision lists.

Kept: one track of pictures and sound on up to four channels, cuts, dissolves, wipes (all as W001),
fades from black and to it, speeds to a tenth of a frame a second, reverse, held frames, volume,
markers with names of colours, drop-frame. ``losses`` tells the rest; there is much.

Rules that importers need, each with its test: reels have 8 letters; ``* FROM CLIP:`` and ``* FROM
FILE:`` break Premiere (OpenTimelineIO#1178). The rate is not stored: whoever reads the list must be
told it. Gaps are events of black, "BL".
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from exporters.interchange.edl.events import Event, events, is_shown
from exporters.interchange.edl.finding_losses import losses as losses
from exporters.interchange.edl.layout import chosen, shown_clips
from exporters.interchange.edl.lines import Lane, Lines
from exporters.interchange.edl.reels import Reels
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Generator, Marker, Sequence

FORMAT = WriteFormat("edl", "CMX3600 EDL", (".edl",))


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the list; the option ``video-track`` chooses the track of pictures."""
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        for line in _lines(sequence, options):
            stream.write(f"{line}\n")


def _lines(sequence: Sequence, options: WriteOptions) -> Iterator[str]:
    picked = chosen(sequence, options)
    reels = Reels(
        clip.content
        for _, _, clip in shown_clips(sequence, picked)
        if not isinstance(clip.content, Generator) and is_shown(clip)
    )
    lines = Lines(sequence, reels)
    yield from lines.head()
    found: list[tuple[int, int, Event, Lane]] = []
    if picked.video is not None:
        track = sequence.video[picked.video]
        found += [(one.begin, 0, one, Lane("V")) for one in events(sequence, track, False)]
    for order, (index, lane) in enumerate(picked.audio, 1):
        track = sequence.audio[index]
        found += [(one.begin, order, one, lane) for one in events(sequence, track, True)]
    found.sort(key=lambda one: (one[0], one[1]))
    markers = sorted(sequence.markers, key=lambda marker: marker.start)
    last = max((place for place, (_, order, _, _) in enumerate(found) if order == 0), default=-1)
    for place, (_, order, event, lane) in enumerate(found):
        mine: list[Marker] = []
        if order == 0:
            mine = _clip_markers(event)
            while markers and (markers[0].start < event.stop or place == last):
                mine.append(markers.pop(0))
        yield from lines.event(event, lane, sorted(mine, key=lambda marker: marker.start))


def _clip_markers(event: Event) -> list[Marker]:
    """The markers of an event's clip in frames of the sequence."""
    if event.clip is None:
        return []
    start = event.clip.start
    return [
        Marker(marker.start + start, marker.name, color=marker.color)
        for marker in event.clip.markers
    ]
