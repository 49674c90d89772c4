"""Single story elements of FCPXML: clips, titles, generators, gaps, transitions, captions.

The order of children is that of Apple's DTDs: what describes the element, what is connected to it,
markers, sources of sound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from exporters.interchange.fcpxml.adjustments import look_elements, size_of, sound_elements
from exporters.interchange.fcpxml.catalogue import EFFECTS, Catalogue
from exporters.interchange.fcpxml.layout import Gap, Part, Passage, Piece
from exporters.interchange.fcpxml.roles import audio_role, video_role
from exporters.interchange.fcpxml.times import Clock, Local, clip_local, plain_local
from exporters.timeline.checking.values import clean_name, clean_text
from exporters.timeline.readers.fcpxml.marks import is_wipe
from exporters.timeline.readers.fcpxml.values import (
    SOLID_COLOR_KEY,
    TITLE_HEIGHT,
    color_numbers,
    format_number,
    format_time,
)
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Caption,
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
)

BARS = "#808080"
"""Final Cut has no generator of colour bars: a grey picture holds their place."""
TITLE_POSITION = ("Position", "9999/999166631/999166633/1/100/101", "0 -300")
"""Below the middle, in pixels of a picture of 1080 lines; the key is that of Basic Title."""
SOUNDING = ("asset-clip", "ref-clip")
COMPLETED = {"red": "0", "green": "1"}
"""Colours that Final Cut gives to to-do items, open and done."""


@dataclass(slots=True)
class Story:
    """An element whose connected elements are still to come.

    Attributes:
        before, after: children before and after what is connected.
        local: its time.
        begin: frame of the sequence at which it begins.
    """

    tag: str
    attributes: dict[str, str]
    local: Local
    begin: int
    before: list[etree._Element] = field(default_factory=list)
    after: list[etree._Element] = field(default_factory=list)


class Elements:
    """Makes the elements of one sequence.

    Args:
        minor: version of FCPXML, 10 for 1.10.
        unit: of volumes.
        styles: numbers for styles of text, going on through the whole document.
    """

    def __init__(
        self, sequence: Sequence, catalogue: Catalogue, minor: int, unit: str, styles: list[int]
    ) -> None:
        self._sequence = sequence
        self.clock = Clock(sequence.rate)
        self._catalogue = catalogue
        self._minor = minor
        self._unit = unit
        self._styles = styles
        self._frame = sequence.width * float(sequence.pixel_aspect), float(sequence.height)
        self._plain = plain_local(self.clock)
        self._video_roles = [video_role(track.name) for track in sequence.video]
        self._audio_roles = [
            audio_role(number, track.name) for number, track in enumerate(sequence.audio)
        ]

    def story(self, part: Part, offset: str, lane: int = 0) -> Story | etree._Element:
        """A part of a storyline, or one connected clip; transitions come as they are."""
        if isinstance(part, Passage):
            return self._transition(part, offset)
        if isinstance(part, Gap):
            attributes = {
                "name": "Gap",
                "offset": offset,
                "start": format_time(self._plain.start),
                "duration": self.clock.time(part.end - part.start),
            }
            return Story("gap", attributes, self._plain, part.start)
        return self._clip(part, offset, lane)

    def markers(
        self, story: Story, markers: Iterable[Marker], frame: int, tag: str = "marker"
    ) -> list[etree._Element]:
        """Markers that count from a frame of the sequence, in the time of an element."""
        found = []
        for marker in markers:
            element = etree.Element(tag)
            moment = marker.start + frame - story.begin
            element.set("start", story.local.at(moment, self.clock))
            element.set("duration", self.clock.time(max(marker.duration, 1)))
            element.set("value", clean_name(marker.name))
            if tag == "marker" and marker.color in COMPLETED:
                element.set("completed", COMPLETED[marker.color])
            if marker.note:
                element.set("note", clean_text(marker.note))
            found.append(element)
        return found

    def caption(self, caption: Caption, role: str, offset: str, lane: int) -> etree._Element:
        """A caption; ``offset`` is in the time of what it is connected to."""
        text = clean_text(caption.text)
        element = etree.Element("caption")
        element.set("lane", str(lane))
        element.set("offset", offset)
        element.set("name", " ".join(text.split())[:60])
        element.set("start", "3600s")
        element.set("duration", self.clock.time(caption.duration))
        element.set("role", role)
        style = self._style()
        holder = etree.SubElement(element, "text", placement="bottom")
        etree.SubElement(holder, "text-style", ref=style).text = text
        definition = etree.SubElement(element, "text-style-def", id=style)
        etree.SubElement(
            definition,
            "text-style",
            font=".AppleSystemUIFont",
            fontSize="13",
            fontFace="Regular",
            fontColor="1 1 1 1",
            backgroundColor="0 0 0 1",
        )
        return element

    def _clip(self, piece: Piece, offset: str, lane: int) -> Story:
        content = piece.clip.content
        if isinstance(content, Generator):
            story = self._generator(piece.clip, content)
        elif isinstance(content, Media) and content.still:
            identifier = self._catalogue.asset(content).identifier
            story = Story("video", {"ref": identifier}, self._plain, piece.clip.start)
        else:
            story = self._timed(piece, content)
        clip = piece.clip
        attributes = {"ref": story.attributes["ref"]}
        if lane:
            attributes["lane"] = str(lane)
        attributes["offset"] = offset
        if clip.name:
            attributes["name"] = clean_name(clip.name)
        attributes["start"] = format_time(story.local.start)
        if piece.seconds is None:
            attributes["duration"] = self.clock.time(clip.duration)
        else:
            attributes["duration"] = format_time(piece.seconds)
        if not piece.enabled:
            attributes["enabled"] = "0"
        attributes.update(story.attributes)
        story.attributes = attributes
        self._role(piece, story)
        self._adjust(piece, story)
        if clip.markers:
            story.after = self.markers(story, clip.markers, clip.start) + story.after
        return story

    def _adjust(self, piece: Piece, story: Story) -> None:
        look = piece.clip.look
        if piece.picture and look is not PLAIN_LOOK:
            size = size_of(piece.clip.content)
            story.before += look_elements(look, size, self._frame, self.clock)
        heard = piece.sound if piece.picture else piece.clip
        if heard is not None and heard.sound is not PLAIN_SOUND and story.tag in SOUNDING:
            story.before += sound_elements(heard.sound, self.clock, self._unit)

    def _timed(self, piece: Piece, content: Media | Sequence) -> Story:
        """A clip of a medium or of a sequence, with its picture, its sound, or both."""
        clip, attributes = piece.clip, dict[str, str]()
        if isinstance(content, Media):
            asset = self._catalogue.asset(content)
            length, both = asset.length, asset.pictures and asset.sounds
            tag, attributes["ref"] = "asset-clip", asset.identifier
        else:
            length, both = content.seconds, bool(content.video and content.audio)
            tag, attributes["ref"] = "ref-clip", self._catalogue.sequence(content)
        local = clip_local(clip, self.clock.rate, length, self._minor)
        story = Story(tag, attributes, local, clip.start, list(local.children))
        if both and piece.sound is None:
            attributes["srcEnable"] = "video" if piece.picture else "audio"
        if piece.split and piece.sound is not None:
            shift = piece.sound.start - clip.start
            attributes["audioStart"] = local.at(shift, self.clock)
            length = self.clock.seconds(piece.sound.duration) * local.pace
            attributes["audioDuration"] = format_time(length)
        if isinstance(content, Media):
            if asset.shape and piece.picture:
                attributes["format"] = asset.shape
            attributes["tcFormat"] = "DF" if content.drop_frame else "NDF"
            heard = clip if not piece.picture else piece.sound
            if heard is not None:
                story.after = _channel_sources(heard, content)
        return story

    def _generator(self, clip: Clip, content: Generator) -> Story:
        effects = self._catalogue.effects
        if content.kind == "text":
            story = Story("title", {"ref": effects["title"]}, self._plain, clip.start)
            story.before = self._text(content)
            return story
        color = {"black": "#000000", "bars": BARS}.get(content.kind, content.color)
        param = etree.Element(
            "param", name="Color", key=SOLID_COLOR_KEY, value=color_numbers(color)
        )
        return Story("video", {"ref": effects["solid"]}, self._plain, clip.start, [param])

    def _text(self, content: Generator) -> list[etree._Element]:
        style, (name, key, value) = self._style(), TITLE_POSITION
        param = etree.Element("param", name=name, key=key, value=value)
        text = etree.Element("text")
        etree.SubElement(text, "text-style", ref=style).text = clean_text(content.text)
        definition = etree.Element("text-style-def", id=style)
        etree.SubElement(
            definition,
            "text-style",
            font="Helvetica",
            fontSize=format_number(round(content.size * TITLE_HEIGHT, 4)),
            fontFace="Regular",
            fontColor=f"{color_numbers(content.color)} 1",
            alignment="center",
        )
        return [param, text, definition]

    def _transition(self, passage: Passage, offset: str) -> etree._Element:
        kind = "dissolve" if passage.picture else "crossfade"
        element = etree.Element("transition")
        name = clean_name(passage.transition.name)
        if passage.transition.kind == "wipe" and not is_wipe(name):
            name = f"Wipe {name}".strip()
        element.set("name", name or EFFECTS[kind][0])
        element.set("offset", offset)
        element.set("duration", self.clock.time(passage.end - passage.start))
        effects = self._catalogue.effects
        if passage.picture:
            name = EFFECTS["dissolve"][0]
            etree.SubElement(element, "filter-video", ref=effects["dissolve"], name=name)
        if passage.sound:
            name = EFFECTS["crossfade"][0]
            etree.SubElement(element, "filter-audio", ref=effects["crossfade"], name=name)
        return element

    def _role(self, piece: Piece, story: Story) -> None:
        video = self._video_roles[piece.track] if piece.picture else ""
        number = piece.sound_track if piece.picture else piece.track
        if story.tag == "asset-clip":
            if number >= 0 and (not piece.picture or piece.sound is not None):
                story.attributes["audioRole"] = self._audio_roles[number]
            if video:
                story.attributes["videoRole"] = video
        elif video and story.tag in ("video", "title"):
            story.attributes["role"] = video

    def _style(self) -> str:
        self._styles[0] += 1
        return f"ts{self._styles[0]}"


def _channel_sources(heard: Clip, media: Media) -> list[etree._Element]:
    """Which streams of a medium are heard, where it has several and not all are."""
    if len(media.channels) < 2 or heard.stream < 0:
        return []
    found, first = [], 1
    for index, width in enumerate(media.channels):
        channels = ", ".join(str(number) for number in range(first, first + width))
        element = etree.Element("audio-channel-source", srcCh=channels)
        if index != heard.stream:
            element.set("active", "0")
        found.append(element)
        first += width
    return found
