"""Kdenlive's project bin: what clips refer to, by number and by uuid.

Since 23.04 sequences are clips of the bin, too. Numbers 2 and 3 are Kdenlive's own for the folder
of sequences and the first sequence (found in its files); media come after them. The uuids are made
of the edit, so that a project is the same each time it is written.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from exporters.interchange.mlt.producers import Properties
from exporters.interchange.mlt.rows import Placed
from exporters.timeline.readers.mlt.markers import CATEGORIES
from exporters.timeline.sequence import Generator, Marker, Media, Sequence

FOLDER = 2
FIRST_SEQUENCE = 3


@dataclass(slots=True)
class BinClip:
    """A clip of the bin.

    Attributes:
        number: ``kdenlive:id``.
        control: ``kdenlive:control_uuid``.
        length: frames that its producer needs.
        markers: in frames of the producer.
    """

    number: int
    control: str
    content: Media | Generator
    length: int = 1
    markers: dict[tuple[int, str], Marker] = field(default_factory=dict)

    def need(self, length: int) -> None:
        self.length = max(self.length, length)

    def mark(self, placed: Placed) -> None:
        """Take over the markers of a clip; Kdenlive keeps them with the file."""
        if placed.clip.speed == 1:
            for item in placed.clip.markers:
                at = placed.position + item.start
                marker = Marker(at, item.name, item.duration, item.note, item.color)
                self.markers[at, item.name] = marker


class ProjectBin:
    """The bin of a project.

    Attributes:
        document: uuid of the project.
        clips: of media and generators, by number.
    """

    def __init__(self, sequences: list[Sequence]) -> None:
        digest = _digest(sequences)
        self._seed = uuid.UUID(digest[:32])
        self._sequences = len(sequences)
        self.clips: list[BinClip] = []
        self._known: dict[Media | Generator, BinClip] = {}
        self.document_number = str(10**12 + int(digest[:10], 16) % (9 * 10**11))

    def clip(self, content: Media | Generator) -> BinClip:
        """The clip of a medium or a generator; made when it is first asked for."""
        found = self._known.get(content)
        if found is None:
            number = FIRST_SEQUENCE + self._sequences + len(self.clips)
            found = BinClip(number, self._uuid(f"clip {number}"), content)
            self.clips.append(found)
            self._known[content] = found
        return found

    def sequence_number(self, position: int) -> int:
        """``kdenlive:id`` of a sequence; the outermost one, which is the last, is the first."""
        return FIRST_SEQUENCE + (self._sequences - 1 - position)

    def sequence_uuid(self, position: int) -> str:
        return self._uuid(f"sequence {self._sequences - 1 - position}")

    def _uuid(self, name: str) -> str:
        return f"{{{uuid.uuid5(self._seed, name)}}}"


def _digest(sequences: list[Sequence]) -> str:
    """Of what an edit shows; two edits must not share a document's uuid."""
    digest = hashlib.sha256()
    for sequence in sequences:
        parts: list[object] = [
            sequence.name,
            sequence.rate,
            sequence.width,
            sequence.height,
            sequence.duration,
        ]
        for track in (*sequence.video, *sequence.audio):
            parts.append(track.name)
            for clip in track.clips:
                content = clip.content
                what = content.text if isinstance(content, Generator) else content.name
                parts += [clip.start, clip.duration, clip.source_in, clip.speed, what]
        digest.update("\0".join(map(str, parts)).encode("utf-8", "replace"))
    return digest.hexdigest()


def marker_json(markers: Iterable[Marker]) -> str:
    """Guides or markers as Kdenlive has them; of colours the categories stay."""
    found = [
        {
            "comment": item.name, "duration": item.duration, "pos": item.start,
            "type": category(item.color),
        }
        for item in sorted(markers, key=lambda item: (item.start, item.name))
    ]  # fmt: skip
    return json.dumps(found, ensure_ascii=False, indent=4)


def category(color: str) -> int:
    """The category whose colour is nearest."""
    code = color.lstrip("#").lower()
    if len(code) < 6 or any(letter not in "0123456789abcdef" for letter in code[:6]):
        return 0

    def parts(text: str) -> list[int]:
        return [int(text[at : at + 2], 16) for at in (0, 2, 4)]

    def distance(number: int) -> int:
        other = parts(CATEGORIES[number][1:])
        return sum((one - two) ** 2 for one, two in zip(parts(code), other, strict=True))

    return min(range(len(CATEGORIES)), key=distance)


def categories_json() -> str:
    """The project's categories of markers."""
    found = [
        {"color": code, "comment": f"Category {number + 1}", "index": number}
        for number, code in enumerate(CATEGORIES)
    ]
    return json.dumps(found, indent=4)


def groups_json(pairs: Iterable[list[tuple[int, int]]]) -> str:
    """Groups of picture and sound: track, from 0 without the black one, and frame of each."""
    found = [
        {
            "children": [
                {"data": f"{track}:{frame}:-1", "leaf": "clip", "type": "Leaf"}
                for track, frame in pair
            ],
            "type": "AVSplit",
        }
        for pair in pairs
    ]
    return json.dumps(found, indent=4)


def bin_properties(clip: BinClip) -> Properties:
    """What a producer of the bin and those of the timeline share."""
    kinds = {"color": 2, "black": 2, "bars": 2, "text": 2}
    content = clip.content
    if isinstance(content, Generator):
        kind = kinds[content.kind]
    elif content.still:
        kind = 2
    else:
        kind = 0 if content.has_video and content.channels else 2 if content.has_video else 1
        if content.has_video and not content.known:
            kind = 0
    name = content.name if isinstance(content, Media) else _generator_name(content)
    return {
        "kdenlive:folderid": -1, "kdenlive:id": clip.number, "kdenlive:clip_type": kind,
        "kdenlive:control_uuid": clip.control, "kdenlive:clipname": name,
    }  # fmt: skip


def _generator_name(content: Generator) -> str:
    if content.kind == "text":
        return " ".join(content.text.split())[:40] or "Title clip"
    return "Color Clip"
