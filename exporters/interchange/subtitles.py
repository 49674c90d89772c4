"""Captions of the edited time, for the writers of subtitle files.

Written are the captions of the edit, and those of nested sequences where they are shown, in the
order of time. Texts are plain: captions here have no styles. Other things of an edit, titles too,
have no place in a subtitle file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from exporters.errors import UsageError
from exporters.interchange.writing import WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Problem,
    Sequence,
    clips_in,
)

TRACK = "caption-track"
"""Name among ``WriteOptions.extra``: number of the one track that is written, from 1."""
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|\{\\[^{}\n]*\}")


@dataclass(frozen=True, slots=True, order=True)
class Spoken:
    """A text, with its begin and end in seconds of the edit."""

    start: Fraction
    end: Fraction
    text: str


def spoken(sequence: Sequence, options: WriteOptions) -> list[Spoken]:
    """All captions that are written, in the order of time.

    Raises UsageError if a track is asked for that is not there.
    """
    number = _chosen(sequence, options)
    rows = sequence.captions if number is None else (sequence.captions[number - 1],)
    found = [
        Spoken(row.start / sequence.rate, (row.start + row.duration) / sequence.rate, row.text)
        for track in rows
        for row in track.captions
        if row.text.strip()
    ]
    if number is None:
        known: dict[int, list[Spoken]] = {}
        for clip in _shown(sequence):
            found += _nested(clip, sequence.rate, known)
    return sorted(found)


def losses_of(sequence: Sequence, options: WriteOptions, tags: bool) -> tuple[Problem, ...]:
    """What a subtitle file does not hold.

    Args:
        tags: the format takes what stands between "<" and ">" for a tag, and has no other way to
            write it.
    """
    findings = Findings()
    texts = spoken(sequence, options)
    if not texts:
        findings.add("error", "The edit has no captions that could be written.")
        return findings.problems()
    findings.add("note", f"Only the {len(texts)} captions are written: no pictures, no sound.")
    titles = sum(_is_title(clip) for track in sequence.video for clip in track.clips)
    if titles:
        findings.add("loss", f"{titles} titles are not written: they are part of the picture.")
    if len(sequence.captions) > 1 and _chosen(sequence, options) is None:
        message = f"The captions of {len(sequence.captions)} tracks are written one among another."
        findings.add("note", message)
    tagged = sum(_TAG.search(text.text) is not None for text in texts) if tags else 0
    if tagged:
        findings.add("note", f"In {tagged} captions players take something for a tag, and hide it.")
    for number, track in enumerate(sequence.video):
        for clip in track.clips:
            if isinstance(clip.content, Sequence) and clip.speed <= 0 and _captioned(clip.content):
                where = place(sequence, f"V{number + 1}", clip, clip.start)
                findings.add("loss", "It does not run forwards; its captions are left out.", where)
    return findings.problems()


def milliseconds(seconds: Fraction) -> int:
    """The nearest whole millisecond."""
    return (2000 * seconds.numerator + seconds.denominator) // (2 * seconds.denominator)


def lines_of(text: str) -> list[str]:
    """The lines of a caption; an empty one would end it."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def clock(milliseconds_: int) -> tuple[int, int, int, int]:
    """Hours, minutes, seconds and milliseconds."""
    seconds, rest = divmod(milliseconds_, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return hour, minute, second, rest


def _chosen(sequence: Sequence, options: WriteOptions) -> int | None:
    wanted = dict(options.extra).get(TRACK, "")
    if not wanted:
        return None
    count = len(sequence.captions)
    if not wanted.isascii() or not wanted.isdecimal() or not 1 <= int(wanted[:9]) <= count:
        raise UsageError(
            f"There is no track of captions “{wanted[:20]}”.", f"The edit has {count} of them."
        )
    return int(wanted)


def _shown(sequence: Sequence) -> Iterator[Clip]:
    """The nested sequences that are shown, and run forwards."""
    for track in sequence.video:
        for clip in track.clips if track.enabled else ():
            if clip.enabled and isinstance(clip.content, Sequence) and clip.speed > 0:
                yield clip


def _nested(clip: Clip, rate: Fraction, known: dict[int, list[Spoken]]) -> Iterator[Spoken]:
    """The captions within a clip, at their times in the edit, cut at its ends."""
    assert isinstance(clip.content, Sequence)
    begin, end = clip.start / rate, clip.end / rate
    for text in _within(clip.content, known):
        start = max(begin, begin + (text.start - clip.source_in) / clip.speed)
        stop = min(end, begin + (text.end - clip.source_in) / clip.speed)
        if start < stop:
            yield Spoken(start, stop, text.text)


def _within(sequence: Sequence, known: dict[int, list[Spoken]]) -> list[Spoken]:
    """All captions of a nested sequence; once, however often it is used."""
    if id(sequence) not in known:
        rate = sequence.rate
        found = [
            Spoken(row.start / rate, (row.start + row.duration) / rate, row.text)
            for track in sequence.captions
            for row in track.captions
            if row.text.strip()
        ]
        for clip in _shown(sequence):
            found += _nested(clip, rate, known)
        known[id(sequence)] = found
    return known[id(sequence)]


def _captioned(sequence: Sequence) -> bool:
    nested = (clip.content for clip in clips_in(sequence))
    inner = any(isinstance(content, Sequence) and content.captions for content in nested)
    return bool(sequence.captions) or inner


def _is_title(clip: Clip) -> bool:
    return isinstance(clip.content, Generator) and clip.content.kind == "text"
