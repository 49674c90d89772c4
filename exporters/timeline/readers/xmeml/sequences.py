"""The sequences of an xmeml document, nested ones included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.readers.xmeml.files import FileBook
from exporters.timeline.readers.xmeml.items import Item, Surroundings, markers_of
from exporters.timeline.readers.xmeml.sound import joined_tracks
from exporters.timeline.readers.xmeml.tracks import RawTrack, raw_track
from exporters.timeline.readers.xmeml.values import (
    Element,
    code_frames,
    frames_of,
    is_drop_frame,
    pixel_aspect_of,
    rate_of,
    text_of,
)
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import Clip, Sequence, Track

MOST_NESTED = 16
"""Sequences within one another at most."""
MOST_CLIPS = 2_000_000
"""Clips at most, those of nested sequences counted each time that one is used."""
LONGEST = 48 * 3600
"""Seconds that a sequence may go on, empty, after its last clip."""


class SequenceReader:
    """Makes sequences of elements; each one once.

    Args:
        root: of the document.
        name: of the file, for sentences.
    """

    def __init__(self, root: Element, name: str, options: ReadOptions, findings: Findings) -> None:
        self._name = name
        self._options = options
        self._findings = findings
        self._files = FileBook(root)
        self._defined: dict[str, Element] = {}
        self._done: dict[Element, Sequence] = {}
        self._open: list[Element] = []
        self._clips: dict[int, int] = {}
        # "MZ." and "TL." attributes are Premiere's own; other programs copy ticks at most.
        self._premiere = any(
            str(key).startswith(("MZ.", "TL."))
            for found in root.iter("sequence")
            for key in found.attrib
        )
        for found in root.iter("sequence"):
            if found.get("id") and (len(found) or found.get("id", "") not in self._defined):
                self._defined.setdefault(found.get("id", ""), found)

    def sequence(self, element: Element) -> Sequence:
        """The sequence of an element that defines it.

        Raises SourceError if it has no rate, or more clips than any edit.
        """
        if element in self._done:
            return self._done[element]
        self._open.append(element)
        stub = self._stub(element)
        around = Surroundings(
            stub,
            self._files,
            self._findings,
            self._nested,
            self._premiere,
            f" in “{stub.name[:60]}”" if len(self._open) > 1 else "",
        )
        video = [
            raw_track(found, f"V{number}", around)
            for number, found in enumerate(element.iterfind("media/video/track"), 1)
        ]
        heard = [
            raw_track(found, f"A{number}", around)
            for number, found in enumerate(element.iterfind("media/audio/track"), 1)
        ]
        audio = joined_tracks(heard, self._findings)
        _link([*video, *audio])
        made = replace(stub, video=_tracks(video), audio=_tracks(audio))
        made = replace(made, duration=_duration(made, frames_of(element, "duration")))
        self._open.pop()
        self._done[element] = made
        self._count(made)
        return made

    def _count(self, made: Sequence) -> None:
        """Refuse sequences nested so often that their clips cannot be listed."""
        total = 0
        for track in (*made.video, *made.audio):
            for clip in track.clips:
                total += 1 + self._clips.get(id(clip.content), 0)
        if total > MOST_CLIPS:
            raise SourceError(f"{self._name} nests its sequences so often that it has no end.")
        self._clips[id(made)] = total

    def _nested(self, element: Element) -> Sequence | None:
        definition = element if len(element) else self._defined.get(element.get("id", ""), element)
        if definition in self._open or len(self._open) >= MOST_NESTED:
            self._findings.add(
                "loss",
                f"Sequences within one another more than {MOST_NESTED} times, or within "
                "themselves, are left out.",
            )
            return None
        if not len(definition):
            self._findings.add("loss", "A nested sequence is named but not in the file.")
            return None
        return self.sequence(definition)

    def _stub(self, element: Element) -> Sequence:
        rate = rate_of(element) or rate_of(element.find("timecode")) or self._options.rate
        name = text_of(element, "name")
        if rate is None:
            raise SourceError(
                f"The sequence “{name[:60]}” of {self._name} states no frame rate.",
                "Give one with --rate.",
            )
        timecode = element.find("timecode")
        code_rate = rate_of(timecode) or rate
        start = code_frames(timecode, code_rate)
        if code_rate != rate:
            start = round(start * rate / code_rate)
        width, height, aspect = self._picture(element, name)
        sound = element.find("media/audio")
        samples = _number(sound, "format/samplecharacteristics/samplerate")
        channels = _number(sound, "numOutputChannels")
        return Sequence(
            name,
            rate,
            width,
            height,
            0,
            aspect,
            start,
            is_drop_frame(timecode, rate),
            samples if 1000 <= samples <= 768_000 else 48000,
            channels if 0 < channels <= 64 else 2,
            markers=tuple(sorted(markers_of(element), key=lambda marker: marker.start)),
        )

    def _picture(self, element: Element, name: str) -> tuple[int, int, Fraction]:
        format_of = element.find("media/video/format/samplecharacteristics")
        width, height = _number(format_of, "width"), _number(format_of, "height")
        if format_of is not None and width > 0 and height > 0:
            return width, height, pixel_aspect_of(format_of)
        size = self._options.size
        if size is None:
            size = self._files.size_of_first() or (1920, 1080)
            self._findings.add(
                "note",
                f"The sequence “{name[:60]}” states no size; {size[0]}×{size[1]} is taken.",
            )
        return *size, Fraction(1)


def _number(element: Element | None, path: str) -> int:
    return (frames_of(element, path) or 0) if element is not None else 0


def _tracks(raw: Iterable[RawTrack]) -> tuple[Track, ...]:
    return tuple(
        Track(
            track.name,
            tuple(item.clip for item in track.items),
            tuple(track.transitions),
            track.enabled,
        )
        for track in raw
    )


def _duration(made: Sequence, stated: int | None) -> int:
    clips: list[Clip] = [clip for track in (*made.video, *made.audio) for clip in track.clips]
    end = max((clip.end for clip in clips), default=0)
    if stated is not None and end < stated <= end + LONGEST * made.rate:
        return stated
    return end


def _link(tracks: list[RawTrack]) -> None:
    """Number the groups of clips that were cut together, in the order of their first clips."""
    items = [item for track in tracks for item in track.items]
    owner = {name: number for number, item in enumerate(items) for name in item.ids}
    group = list(range(len(items)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    for number, item in enumerate(items):
        for ref in item.refs:
            if ref in owner:
                group[root(owner[ref])] = root(number)
    _number_groups(items, [root(number) for number in range(len(items))])


def _number_groups(items: list[Item], roots: list[int]) -> None:
    sizes: dict[int, int] = {}
    for found in roots:
        sizes[found] = sizes.get(found, 0) + 1
    numbers: dict[int, int] = {}
    for item, found in zip(items, roots, strict=True):
        if sizes[found] > 1:
            item.clip = replace(item.clip, link=numbers.setdefault(found, len(numbers) + 1))
