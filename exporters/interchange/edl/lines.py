"""The lines of a CMX3600 list.

Comments are those that Premiere, Resolve and Avid read: ``* FROM CLIP NAME:`` with the name of the
file, ``* TO CLIP NAME:``, ``* LOC:``, ``* AUDIO LEVEL``, ``M2`` and ``AUD``. ``* FROM CLIP:`` and
``* FROM FILE:`` are not written: with them Premiere calls all media UNKNOWN (OpenTimelineIO#1178).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exporters.interchange.edl.events import Event
from exporters.interchange.edl.reels import Reels
from exporters.timeline.sequence import Clip, Generator, Marker, Sequence
from exporters.timeline.timecode import can_drop, from_timecode, nominal, to_timecode


@dataclass(frozen=True)
class Lane:
    """Channels that a track is written to: "V", "A", "AA" and so on, and numbers for AUD lines."""

    channels: str
    more: tuple[int, ...] = ()


class Lines:
    """Makes the lines of events, which it numbers."""

    def __init__(self, sequence: Sequence, reels: Reels) -> None:
        self._sequence = sequence
        self._reels = reels
        self._drop = sequence.drop_frame and can_drop(sequence.rate)
        self._day = from_timecode("24:00:00:00", sequence.rate, self._drop)
        self._number = 0

    def head(self) -> Iterator[str]:
        """Title and numbering."""
        yield f"TITLE: {one_line(self._sequence.name) or 'Untitled'}"
        yield f"FCM: {'DROP' if self._drop else 'NON-DROP'} FRAME"

    def event(self, event: Event, lane: Lane, markers: list[Marker]) -> Iterator[str]:
        """An event with its comments; a transition has two lines of one number."""
        self._number += 1
        start = self._sequence.start
        record = self._code(start + event.begin), self._code(start + event.stop)
        codes = f"{self._code(event.first)} {self._code(event.last)} {record[0]} {record[1]}"
        reel = self._reel(event.clip)
        yield ""
        if event.length:
            outgoing = self._code(event.before_code)
            yield self._line(
                self._reel(event.before),
                lane,
                "C",
                f"{outgoing} {outgoing} {record[0]} {record[0]}",
            )
            kind = f"{'W001' if event.wipe else 'D':4} {event.length:03d}"
            yield self._line(reel, lane, kind, codes)
        else:
            yield self._line(reel, lane, "C", codes)
        yield from self._comments(event, lane, reel)
        for marker in markers:
            yield self._locator(marker)

    def _line(self, reel: str, lane: Lane, kind: str, codes: str) -> str:
        return f"{self._number:03d}  {reel:8} {lane.channels:5} {kind:8} {codes}"

    def _reel(self, clip: Clip | None) -> str:
        if clip is None or isinstance(clip.content, Generator):
            return "BL"
        return self._reels.name(clip.content)

    def _name(self, clip: Clip) -> str:
        content = clip.content
        if isinstance(content, Generator):
            return "Untitled"
        return one_line(self._reels.file(content)) or "Untitled"

    def _comments(self, event: Event, lane: Lane, reel: str) -> Iterator[str]:
        before, clip = event.before, event.clip
        if lane.more:
            yield "AUD  " + "    ".join(map(str, lane.more))
        if event.length and before is not None:
            yield f"* FROM CLIP NAME: {self._name(before)}"
        if clip is None:
            return
        side = "TO" if event.length else "FROM"
        yield f"* {side} CLIP NAME: {self._name(clip)}"
        if clip.name and clip.name != self._name(clip):
            yield f"* COMMENT: {one_line(clip.name)}"
        if clip.speed != 1:
            yield self._motion(clip, event, reel)
        if clip.speed == 0:
            yield "* * FREEZE FRAME"
        if lane.channels != "V" and clip.sound.volume:
            code = self._code(event.first)
            yield f"* AUDIO LEVEL AT {code} IS {clip.sound.volume:.2f} DB  (REEL {reel} A1)"

    def _motion(self, clip: Clip, event: Event, reel: str) -> str:
        frames = float(clip.speed * nominal(self._sequence.rate))
        place = event.last - 1 if clip.speed < 0 else event.first
        return f"M2   {reel:8}   {frames:05.1f}                {self._code(place)}"

    def _locator(self, marker: Marker) -> str:
        code = self._code(self._sequence.start + marker.start)
        color = re.sub("[^A-Z]", "", marker.color.upper()) if marker.color[:1] != "#" else ""
        return f"* LOC: {code} {color or 'RED':7} {one_line(marker.name)}".rstrip()

    def _code(self, frames: int) -> str:
        """Time code ends at midnight."""
        return to_timecode(max(0, frames) % self._day, self._sequence.rate, self._drop)


def one_line(text: str) -> str:
    """A text without line ends and control characters."""
    return " ".join(re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]", " ", text).split())
