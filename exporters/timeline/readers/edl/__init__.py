"""CMX3600 edit decision lists, as Premiere, Resolve, Avid, Nucoda and others write them.

Kept: cuts, dissolves, wipes, fades from black and to it, speeds, reverse, held frames, several
tracks of pictures and sound, names, files, drop-frame, locators, Resolve's markers, volume, pan.

OpenTimelineIO's adapter is not used: of 38 real lists that were tried it refuses 12 (source and
record of different length, frames beyond the rate that it is given, a line of no length on its
own), it takes a dissolve's length from the clip before, and it cannot infer a rate.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.captions.encoding import decode
from exporters.timeline.findings import Findings
from exporters.timeline.readers.edl.clips import Placer
from exporters.timeline.readers.edl.lines import (
    MOST_EVENTS,
    Event,
    EventList,
    event_list,
    looks_like_list,
)
from exporters.timeline.readers.edl.rate import inferred_rate
from exporters.timeline.reading import ReadFormat, ReadOptions
from exporters.timeline.sequence import Edit, Sequence
from exporters.timeline.timecode import can_drop, from_timecode

MAX_BYTES = 64 << 20
"""A list of a million events has so many."""


def _recognises(path: Path, head: bytes) -> bool:
    return looks_like_list(head.replace(b"\0", b"").decode("latin-1"))


FORMAT = ReadFormat("edl", "CMX3600 EDL", (".edl",), _recognises)


def read(path: Path, options: ReadOptions) -> Edit:
    """The edit of a list; its rate is inferred unless ``options`` give one.

    Raises SourceError if it cannot be read or has no events.
    """
    found = event_list(_text(path, options.encoding))
    _check(found, path)
    findings = Findings()
    rate, drop_frame = _rate(found.events, options, findings)
    # A list states no size; ``checked`` takes that of the media, or a usual one, and says so.
    size = options.size or (0, 0)
    if found.odd:
        numbers = ", ".join(map(str, found.odd[:10]))
        findings.add("loss", f"Lines that are no events are left out: {numbers}.")
    start = _start(found.events, rate, drop_frame, path)
    stub = Sequence(found.title, rate, *size, 0, start=start, drop_frame=drop_frame)
    try:
        sequence = _filled(stub, found.events, findings)
    except SourceError as error:
        raise SourceError(f"{shown(path)} cannot be read: {error.problem}", error.advice) from error
    return Edit(sequence, "CMX3600 EDL", path, findings.problems())


def _text(path: Path, encoding: str) -> str:
    content = read_bounded(path, MAX_BYTES, "edit decision list")
    try:
        return decode(content, encoding).text
    except LookupError as error:
        raise SourceError(
            f"“{encoding[:40]}” is not an encoding of texts.", "Try utf-8 or gb18030."
        ) from error


def _check(found: EventList, path: Path) -> None:
    if not found.events:
        raise SourceError(f"{shown(path)} has no events of an edit decision list.")
    if len(found.events) > MOST_EVENTS:
        raise SourceError(f"{shown(path)} has more than {MOST_EVENTS} events.")
    if all(event.flags for event in found.events):
        raise SourceError(
            f"{shown(path)} lists markers of a timeline and no cuts.",
            "Export the timeline itself as EDL.",
        )


def _rate(events: list[Event], options: ReadOptions, findings: Findings) -> tuple[Fraction, bool]:
    drop = any(event.drop_frame or ";" in event.codes[2] for event in events)
    if options.rate is not None:
        return options.rate, drop and can_drop(options.rate)
    rate, reason = inferred_rate(events)
    text = f"{float(rate):.3f}".rstrip("0").rstrip(".")
    findings.add(
        "note",
        f"The list states no frame rate; {text} is taken, because {reason}. Give another one with "
        "--rate.",
    )
    return rate, drop


def _start(events: list[Event], rate: Fraction, drop_frame: bool, path: Path) -> int:
    """The first frame of the record; one that lies before midnight if the list goes beyond it."""
    try:
        frames = [from_timecode(event.codes[2], rate, drop_frame) for event in events]
    except ValueError as error:
        raise SourceError(
            f"In {shown(path)}, {error}.", "Give the right rate with --rate."
        ) from error
    noon = from_timecode("12:00:00:00", rate, drop_frame)
    if max(frames) - min(frames) > noon:
        return min((frame for frame in frames if frame >= noon), default=min(frames))
    return min(frames)


def _filled(stub: Sequence, events: list[Event], findings: Findings) -> Sequence:
    video, audio, markers, length = Placer(stub, events, findings).tracks()
    return replace(stub, video=video, audio=audio, markers=markers, duration=length)
