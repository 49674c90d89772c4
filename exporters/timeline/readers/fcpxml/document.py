"""An FCPXML document: choosing the edit in it and making a sequence of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from math import floor

from lxml import etree

from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.places import place, quoted
from exporters.timeline.readers.fcpxml.items import Budget, Gathered, Item
from exporters.timeline.readers.fcpxml.resources import Format, Resources
from exporters.timeline.readers.fcpxml.story import STORY, Story
from exporters.timeline.readers.fcpxml.tracks import lay_out
from exporters.timeline.readers.fcpxml.values import MAX_SECONDS, parse_time
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import Caption, CaptionTrack, Sequence
from exporters.timeline.timecode import can_drop

MAX_DEPTH = 16
MAX_KINDS = 1000
"""Different sentences on what is not kept; names of effects are in them."""
DEFAULT_RATE = Fraction(25)
DEFAULT_SIZE = (1920, 1080)
CHANNELS = {"mono": 1, "stereo": 2, "surround": 6}
SAMPLE_RATES = {"32k": 32000, "44.1k": 44100, "88.2k": 88200, "96k": 96000, "176.4k": 176400}
SAMPLE_RATES["192k"] = 192000


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something in a file that can be read as an edit: a sequence, or one clip of an event."""

    name: str
    element: etree._Element
    what: str


class Document:
    """One file.

    Args:
        root: its root element.
        file: as it is called in sentences.
        options: what the file may leave open.
    """

    def __init__(self, root: etree._Element, file: str, options: ReadOptions) -> None:
        self.resources = Resources(root)
        self.budget = Budget(file)
        self.findings = Findings()
        self._root = root
        self._file = file
        self._options = options
        self._nested: dict[str, Sequence | None] = {}
        self._open: list[str] = []
        self._told: set[str] = set()
        self.names: tuple[str, ...] = ()
        """Of all that could be read, once ``read`` was called."""

    def read(self) -> Sequence:
        """The edit that was asked for, or the first one.

        Raises SourceError if there is none, or none of the name.
        """
        candidates = self._candidates()
        if not candidates:
            raise SourceError(
                f"{self._file} holds no project and no clip.",
                "Export the project itself from Final Cut (File, Export XML).",
            )
        chosen = self._chosen(candidates)
        self.names = tuple(candidate.name for candidate in candidates)
        if len(candidates) > 1:
            self.findings.add(
                "note",
                f"The file holds {len(candidates)} {chosen.what}; this is{quoted(chosen.name)}.",
            )
        if chosen.element.tag == "sequence":
            return self._sequence(chosen.element, chosen.name)
        return self._single(chosen.element, chosen.name)

    def nested(self, identifier: str) -> Sequence | None:
        """The sequence in a compound clip; None if there is none, or it holds itself."""
        if identifier in self._nested:
            return self._nested[identifier]
        media = self.resources.media(identifier)
        element = None if media is None else media.find("sequence")
        if media is None or element is None:
            return None
        if identifier in self._open or len(self._open) >= MAX_DEPTH:
            self.findings.add("loss", "Compound clips hold themselves, or too many others.")
            return None
        self._open.append(identifier)
        self._nested[identifier] = self._sequence(element, media.get("name", ""))
        self._open.pop()
        return self._nested[identifier]

    def start_of(self, identifier: str) -> Fraction:
        """The time, in seconds, at which a compound clip's own sequence begins."""
        media = self.resources.media(identifier)
        element = None if media is None else media.find("sequence")
        text = "" if element is None else element.get("tcStart", "")
        return parse_time(text) or Fraction(0)

    def seen_multicam(self) -> None:
        """Note that only the active angles of multicam clips are kept."""
        self.findings.add("note", "Of multicam clips the angles that are active are kept.")

    def _candidates(self) -> list[Candidate]:
        found = []
        for project in self._root.iter("project"):
            sequence = project.find("sequence")
            if sequence is not None:
                found.append(Candidate(project.get("name", ""), sequence, "projects"))
        if found:
            return found
        for holder in (self._root, *self._root.iter("event")):
            for child in holder:
                if child.tag in STORY and child.tag != "gap":
                    found.append(Candidate(child.get("name", ""), child, "clips and no project"))
        if found:
            return found
        for media in self.resources.sequences():
            sequence = media.find("sequence")
            if sequence is not None:
                name = media.get("name", "")
                found.append(Candidate(name, sequence, "compound clips and no project"))
        return found

    def _chosen(self, candidates: list[Candidate]) -> Candidate:
        wanted = self._options.sequence
        for candidate in candidates:
            if not wanted or candidate.name == wanted:
                return candidate
        names = ", ".join(quoted(candidate.name).strip() for candidate in candidates[:20])
        raise SourceError(
            f"{self._file} holds no project of the name{quoted(wanted)}.", f"It holds {names}."
        )

    def _sequence(self, element: etree._Element, name: str) -> Sequence:
        start = parse_time(element.get("tcStart", "")) or Fraction(0)
        empty = self._settings(element, name, start)
        gathered = Gathered()
        story = Story(self, empty.rate, _frame_of(empty), gathered)
        for spine in element.iterchildren("spine"):
            story.primary(spine, start, Fraction(MAX_SECONDS))
            break
        return self._laid_out(empty, gathered)

    def _single(self, element: etree._Element, name: str) -> Sequence:
        """A clip that lies in an event, as an edit of nothing else."""
        rate, size, aspect = self._shape(element, self.resources.shape_of(element))
        empty = Sequence(name, rate, *size, 0, pixel_aspect=aspect)
        gathered = Gathered()
        story = Story(self, rate, _frame_of(empty), gathered)
        story.single(element, Fraction(MAX_SECONDS))
        return self._laid_out(empty, gathered)

    def _settings(self, element: etree._Element, name: str, start: Fraction) -> Sequence:
        shape = self.resources.format(element.get("format"))
        rate, size, aspect = self._shape(element, shape)
        return Sequence(
            name,
            rate,
            *size,
            0,
            pixel_aspect=aspect,
            start=max(0, floor(start * rate + Fraction(1, 2))),
            drop_frame=element.get("tcFormat") == "DF" and can_drop(rate),
            sample_rate=SAMPLE_RATES.get(element.get("audioRate", ""), 48000),
            channels=CHANNELS.get(element.get("audioLayout", ""), 2),
        )

    def _shape(
        self, element: etree._Element, shape: Format
    ) -> tuple[Fraction, tuple[int, int], Fraction]:
        """Rate, size and pixel aspect, from the format or from what the user says."""
        rate = shape.rate or self._options.rate or self._first_rate(element)
        if rate is None:
            rate = DEFAULT_RATE
            message = "The file does not say the frame rate: 25 frames a second are taken."
            self.findings.add("loss", message)
        if shape.interlaced:
            self.findings.add("note", "The sequence is interlaced; whole frames are shown.")
        size = (shape.width, shape.height)
        if not (shape.width and shape.height):
            size = self._options.size or DEFAULT_SIZE
            message = f"The file does not say the picture's size: {size[0]}x{size[1]} is taken."
            self.findings.add("note", message)
        return rate, size, shape.pixel_aspect

    def _first_rate(self, element: etree._Element) -> Fraction | None:
        for child in element.iter("asset-clip", "video"):
            asset = self.resources.asset(child.get("ref"))
            if asset is not None and asset.media.rate is not None:
                return asset.media.rate
        return None

    def _laid_out(self, empty: Sequence, gathered: Gathered) -> Sequence:
        video, audio = lay_out(gathered.items)
        roles = sorted(gathered.captions, key=lambda role: gathered.caption_lanes[role])
        captions = tuple(_caption_track(role, gathered.captions[role]) for role in roles)
        ends = [item.clip.end for item in gathered.items]
        ends += [one.start + one.duration for track in captions for one in track.captions]
        found = replace(
            empty,
            duration=max([gathered.end, *ends]),
            video=video,
            audio=audio,
            captions=captions,
            markers=tuple(sorted(gathered.markers, key=lambda marker: marker.start)),
        )
        self._tell(found, gathered)
        return found

    def _tell(self, sequence: Sequence, gathered: Gathered) -> None:
        inside = f"{quoted(sequence.name).strip() or 'nested'}, " if self._open else ""
        for severity, given, where in gathered.told:
            self._told.add(given)
            message = given if len(self._told) <= MAX_KINDS else "Something else is not kept."
            if where is None:
                self.findings.add(severity, message, inside.rstrip(", "))
            else:
                self.findings.add(severity, message, partial(_place, inside, sequence, where))


def _place(inside: str, sequence: Sequence, where: Item | int) -> str:
    if isinstance(where, Item):
        return inside + place(sequence, where.label, where.clip, where.clip.start)
    return inside + place(sequence, "", None, where).strip()


def _frame_of(sequence: Sequence) -> tuple[float, float]:
    """Width and height in square pixels."""
    return max(sequence.width * float(sequence.pixel_aspect), 1.0), float(sequence.height)


def _caption_track(role: str, captions: list[Caption]) -> CaptionTrack:
    """A track for a role such as "SRT?captionFormat=SRT.en"; its kind is no name."""
    name, _, parameters = role.partition("?")
    kind, _, language = parameters.rpartition("captionFormat=")[2].partition(".")
    captions.sort(key=lambda caption: caption.start)
    named = "" if name.lower() in (kind.lower(), "srt", "itt", "cea-608") else name
    return CaptionTrack(named, tuple(captions), language)
