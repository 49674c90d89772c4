"""Writing an FCPXML document piece by piece, so that long edits take little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from lxml import etree

from exporters.interchange.fcpxml.catalogue import EFFECTS, Asset, Catalogue, Shape
from exporters.interchange.fcpxml.elements import Elements, Story
from exporters.interchange.fcpxml.layout import Connected, Part, Piece, lay_out
from exporters.interchange.fcpxml.roles import caption_role
from exporters.interchange.fcpxml.times import Clock
from exporters.interchange.fcpxml.urls import media_url
from exporters.timeline.checking.values import clean_name
from exporters.timeline.readers.fcpxml.values import format_time
from exporters.timeline.sequence import Caption, Marker, Sequence

EVENT = "Reprise"
LAYOUTS = {1: "mono", 2: "stereo"}
SAMPLE_RATES = {
    32000: "32k", 44100: "44.1k", 48000: "48k", 88200: "88.2k", 96000: "96k", 176400: "176.4k",
    192000: "192k",
}  # fmt: skip
UNNAMED = "Untitled"


class Document:
    """A project of one version.

    Args:
        version: "1.10" for example.
        unit: of volumes, "dB" or "".
        folder: where the project will lie.
    """

    def __init__(self, sequence: Sequence, version: str, unit: str, folder: Path) -> None:
        self._sequence = sequence
        self._version = version
        self._unit = unit
        self._folder = folder
        self._catalogue = Catalogue(sequence)
        self._styles = [0]

    def write(self, path: Path) -> None:
        """Write the file. Raises OSError as the system does."""
        with etree.xmlfile(str(path), encoding="UTF-8") as file:
            file.write_declaration()
            file.write_doctype("<!DOCTYPE fcpxml>")
            with file.element("fcpxml", version=self._version):
                with file.element("resources"):
                    self._write_resources(file)
                name = clean_name(self._sequence.name) or UNNAMED
                with (
                    file.element("library"),
                    file.element("event", name=EVENT),
                    file.element("project", name=name),
                ):
                    self._write_sequence(file, self._sequence)

    def _write_resources(self, file: Any) -> None:
        catalogue = self._catalogue
        for shape, identifier in catalogue.shapes.items():
            _put(file, _format(shape, identifier))
        for asset in catalogue.assets.values():
            _put(file, self._asset(asset))
        for kind, identifier in catalogue.effects.items():
            name, uid = EFFECTS[kind]
            _put(file, etree.Element("effect", id=identifier, name=name, uid=uid))
        for identifier, nested in catalogue.nested:
            name = clean_name(nested.name) or UNNAMED
            with file.element("media", id=identifier, name=name):
                self._write_sequence(file, nested)

    def _asset(self, asset: Asset) -> etree._Element:
        media = asset.media
        element = etree.Element("asset", id=asset.identifier)
        element.set("name", clean_name(media.name) or UNNAMED)
        element.set("start", format_time(asset.begin))
        length = asset.length - (asset.begin - media.start)
        element.set("duration", "0s" if media.still else format_time(length))
        if asset.pictures:
            element.set("hasVideo", "1")
            element.set("format", asset.shape)
        if asset.sounds:
            channels = media.channels or (2,)
            element.set("hasAudio", "1")
            if asset.pictures:
                element.set("videoSources", "1")
            element.set("audioSources", str(len(channels)))
            element.set("audioChannels", str(sum(channels)))
            if media.sample_rate:
                element.set("audioRate", str(media.sample_rate))
        elif asset.pictures:
            element.set("videoSources", "1")
        url = media_url(media, self._folder)
        etree.SubElement(element, "media-rep", kind="original-media", src=url)
        return element

    def _write_sequence(self, file: Any, sequence: Sequence) -> None:
        clock = Clock(sequence.rate)
        attributes = {
            "format": self._catalogue.shape_of(sequence),
            "duration": clock.time(sequence.duration),
            "tcStart": clock.time(sequence.start),
            "tcFormat": "DF" if sequence.drop_frame else "NDF",
            "audioLayout": LAYOUTS.get(sequence.channels, "surround"),
            "audioRate": SAMPLE_RATES.get(sequence.sample_rate, "48k"),
        }
        minor = int(self._version.partition(".")[2])
        elements = Elements(sequence, self._catalogue, minor, self._unit, self._styles)
        with file.element("sequence", attributes), file.element("spine"):
            _Storylines(sequence, elements).write(file)


class _Storylines:
    """Writes the primary storyline of a sequence with all that is connected to it."""

    def __init__(self, sequence: Sequence, elements: Elements) -> None:
        self._sequence = sequence
        self._elements = elements
        layout = lay_out(sequence)
        self._primary = layout.primary
        self._connected = _Queue(_connected(sequence, layout.connected))
        self._chapters = _Queue(
            (marker.start, marker) for marker in sorted(sequence.markers, key=_start)
        )

    def write(self, file: Any) -> None:
        clock, start = self._elements.clock, self._sequence.start
        for part in self._primary:
            begin, end = _range(part)
            story = self._elements.story(part, clock.time(begin + start))
            if not isinstance(story, Story):
                _put(file, story)
                continue
            last = None if part is self._primary[-1] else end
            chapters = self._chapters.until(last)
            story.after[:0] = self._elements.markers(story, chapters, 0, "chapter-marker")
            with file.element(story.tag, story.attributes):
                for element in story.before:
                    _put(file, element)
                for one in self._connected.until(last):
                    self._write_anchored(file, one, story)
                for element in story.after:
                    _put(file, element)
            file.write("\n")

    def _write_anchored(self, file: Any, one: Anchored, host: Story) -> None:
        clock = self._elements.clock
        offset = host.local.at(one.start - host.begin, clock)
        if isinstance(one, _CaptionItem):
            _put(file, self._elements.caption(one.caption, one.role, offset, one.lane))
        elif len(one.parts) == 1:
            _put_story(file, self._elements.story(one.parts[0], offset, one.lane))
        else:
            with file.element("spine", lane=str(one.lane), offset=offset):
                for part in one.parts:
                    inside = clock.time(_range(part)[0] - one.start)
                    _put_story(file, self._elements.story(part, inside))
            file.write("\n")


@dataclass(frozen=True, slots=True)
class _CaptionItem:
    start: int
    lane: int
    role: str
    caption: Caption


Anchored = Connected | _CaptionItem
Item = TypeVar("Item")


class _Queue(Generic[Item]):
    """Things in the order of their frames, taken from the front."""

    def __init__(self, items: Iterable[tuple[int, Item]]) -> None:
        self._items = iter(items)
        self._next = next(self._items, None)

    def has_before(self, frame: int | None) -> bool:
        """Whether ``until`` would give something."""
        return self._next is not None and (frame is None or self._next[0] < frame)

    def until(self, frame: int | None) -> Iterator[Item]:
        """Take what lies before a frame; None takes all that is left."""
        while self.has_before(frame) and self._next is not None:
            item = self._next[1]
            self._next = next(self._items, None)
            yield item


def _connected(sequence: Sequence, clips: list[Connected]) -> Iterator[tuple[int, Anchored]]:
    """Clips and captions in the order of their begin; captions lie above all pictures."""
    lowest = max(1, len(sequence.video))
    captions = []
    roles: set[str] = set()
    for number, track in enumerate(sequence.captions):
        role = caption_role(track, roles)
        roles.add(role)
        captions += [
            _CaptionItem(caption.start, lowest + number, role, caption)
            for caption in track.captions
        ]
    both: list[Anchored] = [*clips, *captions]
    both.sort(key=lambda one: (one.start, one.lane))
    return ((one.start, one) for one in both)


def _format(shape: Shape, identifier: str) -> etree._Element:
    element = etree.Element("format", id=identifier)
    if shape.name:
        element.set("name", shape.name)
    if shape.rate is not None:
        element.set("frameDuration", Clock(shape.rate).time(1))
    if shape.width and shape.height:
        element.set("width", str(shape.width))
        element.set("height", str(shape.height))
    if shape.pixel_aspect != 1:
        element.set("paspH", str(shape.pixel_aspect.numerator))
        element.set("paspV", str(shape.pixel_aspect.denominator))
    return element


def _range(part: Part) -> tuple[int, int]:
    if isinstance(part, Piece):
        return part.clip.start, part.clip.end
    return part.start, part.end


def _put(file: Any, element: etree._Element) -> None:
    file.write(element, pretty_print=True)


def _put_story(file: Any, story: Story | etree._Element) -> None:
    """Write an element that has nothing connected."""
    if not isinstance(story, Story):
        _put(file, story)
        return
    # Two and a half times as fast as making an element first.
    with file.element(story.tag, story.attributes):
        for element in (*story.before, *story.after):
            _put(file, element)
    file.write("\n")


def _start(marker: Marker) -> int:
    return marker.start
