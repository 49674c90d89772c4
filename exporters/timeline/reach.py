"""Clips that need more than their medium holds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from exporters.timeline.findings import Findings
from exporters.timeline.places import place, quoted
from exporters.timeline.sequence import Clip, Media, Sequence

HALF = Fraction(1, 2)


def tell_reach(sequence: Sequence, findings: Findings) -> None:
    """Add a loss for each clip whose medium lacks what it should show or play.

    Only media whose facts are known are looked at. Sound may end a frame before the picture does:
    in most files it ends earlier or later.
    """
    _sequence(sequence, findings, "", set())


def _sequence(sequence: Sequence, findings: Findings, inside: str, seen: set[int]) -> None:
    if id(sequence) in seen:
        return
    seen.add(id(sequence))
    for kind, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(tracks, 1):
            label = f"{inside}{kind}{number}"
            for clip in track.clips:
                content = clip.content
                if isinstance(content, Sequence):
                    name = quoted(content.name).strip() or "nested"
                    _sequence(content, findings, f"{name}, ", seen)
                elif isinstance(content, Media) and content.known and clip.enabled:
                    where = partial(place, sequence, label, clip, clip.start)
                    for message, of_many in _lacks(clip, content, kind, sequence.rate):
                        findings.add("loss", message, where, of_many)


def _lacks(clip: Clip, media: Media, kind: str, rate: Fraction) -> Iterator[tuple[str, str]]:
    """Sentences about the clip, each with the one for many of its kind."""
    if kind == "V" and not media.has_video:
        yield "The medium has no pictures; nothing is seen.", ""
    elif kind == "A" and not media.channels:
        yield "The medium has no sound; nothing is heard.", ""
    elif kind == "A" and clip.stream >= len(media.channels):
        several = len(media.channels)
        streams = "one stream" if several == 1 else f"{several} streams"
        yield f"The medium has only {streams} of sound; nothing is heard.", ""
    else:
        yield from _short(clip, media, kind, rate)


def _short(clip: Clip, media: Media, kind: str, rate: Fraction) -> Iterator[tuple[str, str]]:
    if media.still or media.duration is None:
        return
    spare = HALF if kind == "V" else Fraction(1)
    end = clip.source_in + clip.speed * clip.duration / rate
    over = max(clip.source_in, end) - media.duration
    under = -min(clip.source_in, end)
    speed = abs(clip.speed) or Fraction(1)
    held = "its last picture is held" if kind == "V" else "there is silence"
    if over * rate > spare:
        frames = min(clip.duration, math.ceil(over * rate / speed))
        begin = "The medium ends"
        yield f"{begin} {_count(frames)} before the clip does; {held}.", f"{begin} before the clip."
    if under * rate > spare:
        frames = min(clip.duration, math.ceil(under * rate / speed))
        first = "its first picture is held" if kind == "V" else "there is silence"
        begin = "The medium begins"
        yield f"{begin} {_count(frames)} too late for the clip; {first}.", f"{begin} too late."


def _count(frames: int) -> str:
    return "1 frame" if frames == 1 else f"{frames} frames"
