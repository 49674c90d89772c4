"""Guides, markers, groups and subtitles of Kdenlive and Shotcut projects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from exporters.timeline.bounded_json import parse_json, whole_number
from exporters.timeline.readers.mlt.document import BINS, Document, Element
from exporters.timeline.readers.mlt.numbers import MAX_FRAMES, exact, frames
from exporters.timeline.sequence import Caption, CaptionTrack, Marker

CATEGORIES = ("#9b59b6", "#3daee9", "#1abc9c", "#1cdc9a", "#c9ce3b", "#fdbc4b", "#f39c1f",
              "#f47750", "#da4453")  # fmt: skip
"""Kdenlive's colours of categories, where the project does not state its own."""
MAX_GROUP_DEPTH = 16
_CUE = re.compile(
    r"(\d{1,3}):(\d{2}):(\d{2})[,.](\d{3})\s*-->\s*(\d{1,3}):(\d{2}):(\d{2})[,.](\d{3})[^\n]*\n"
    r"(.*?)(?=\n\s*\n|\Z)",
    re.DOTALL,
)


class MarkerReader:
    """Reads what a project remarks on its timeline and its clips."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._colors = self._categories()
        self._on_clips: dict[str, list[Marker]] = {}
        for element in document.root.iter("producer", "chain", "tractor"):
            known = document.properties(element)
            number, text = known.get("kdenlive:id"), known.get("kdenlive:markers")
            if number and text and number not in self._on_clips:
                self._on_clips[number] = self._json(text)

    def guides(self, timeline: Element) -> tuple[Marker, ...]:
        """Markers of a whole timeline, by time."""
        known = self._document.properties(timeline)
        found = self._json(known.get("kdenlive:sequenceproperties.guides", ""))
        for name in BINS:
            element = self._document.by_id(name)
            if element is not None and not found:
                properties = self._document.properties(element)
                found = self._json(properties.get("kdenlive:docproperties.guides", ""))
                found = found or self._oldest(properties)
        found += self._shotcut(known)
        return tuple(sorted(found, key=lambda marker: (marker.start, marker.name)))

    def of_clip(self, number: str, position: int, length: int) -> tuple[Marker, ...]:
        """Markers of a bin clip that lie within the frames that a clip shows of it."""
        return tuple(
            Marker(item.start - position, item.name, item.duration, item.note, item.color)
            for item in self._on_clips.get(number, ())
            if 0 <= item.start - position < length
        )

    def _categories(self) -> Mapping[int, str]:
        found = dict(enumerate(CATEGORIES))
        for name in BINS:
            element = self._document.by_id(name)
            if element is None:
                continue
            known = self._document.properties(element)
            for item in _items(known.get("kdenlive:docproperties.guidesCategories", "")):
                index, code = whole_number(item.get("index")), item.get("color")
                if index is not None and isinstance(code, str):
                    found[index] = code[:9]
        return found

    def _json(self, text: str) -> list[Marker]:
        """Kdenlive's markers: [{"comment": …, "pos": frames, "type": category, "duration": …}]."""
        found = []
        for item in _items(text):
            start, kind = whole_number(item.get("pos")), whole_number(item.get("type")) or 0
            if start is None or not 0 <= start < MAX_FRAMES:
                continue
            length = whole_number(item.get("duration")) or 0
            comment = item.get("comment")
            name = comment if isinstance(comment, str) else ""
            length = length if 0 < length < MAX_FRAMES else 0
            found.append(Marker(start, name, length, color=self._colors.get(kind, "")))
        return found

    def _oldest(self, known: Mapping[str, str]) -> list[Marker]:
        """Guides until Kdenlive 18.12: "kdenlive:guide.12.5" is a comment at 12.5 seconds."""
        found = []
        for name, text in known.items():
            if name.startswith("kdenlive:guide."):
                second = exact(name.removeprefix("kdenlive:guide."))
                if second is not None and second >= 0:
                    found.append(Marker(round(second * self._document.rate), text))
        return found

    def _shotcut(self, known: Mapping[str, str]) -> list[Marker]:
        """Shotcut's markers: numbered groups of "text", "start", "end" and "color"."""
        found = []
        rate = self._document.rate
        for name, text in known.items():
            number = re.fullmatch(r"shotcut:markers\.(\d{1,6})\.text", name)
            if number is None:
                continue
            prefix = f"shotcut:markers.{number.group(1)}."
            start, end = (frames(known.get(prefix + part), rate) for part in ("start", "end"))
            if start is None or start < 0:
                continue
            color = known.get(f"{prefix}color", "").lower()
            found.append(Marker(start, text, max(0, (end or start) - start), color=color[:9]))
        return found

    def groups(self, timeline: Element) -> dict[tuple[int, int], int]:
        """Numbers, from 1, of picture and sound that belong together.

        Keys are the track (from 0, without the black one) and the frame at which the file has the
        clip.
        """
        known = self._document.properties(timeline)
        text = known.get("kdenlive:sequenceproperties.groups", "")
        for name in BINS:
            element = self._document.by_id(name)
            if not text and element is not None:
                text = self._document.properties(element).get("kdenlive:docproperties.groups", "")
        pairs: list[list[tuple[int, int]]] = []
        for item in _items(text):
            _group(item, pairs, 0)
        return {key: number for number, pair in enumerate(pairs, 1) for key in pair}

    def captions(self, timeline: Element) -> tuple[CaptionTrack, ...]:
        """Subtitles that a Shotcut project (since 24.11) keeps in itself."""
        found = []
        for effect in self._document.filters(timeline):
            known = self._document.properties(effect)
            if self._document.service(effect) == "subtitle_feed" and known.get("text"):
                captions = srt_captions(known["text"], self._document.rate)
                found.append(CaptionTrack(known.get("feed", ""), captions, known.get("lang", "")))
        return tuple(found)


def srt_captions(text: str, rate: Fraction) -> tuple[Caption, ...]:
    """The cues of a SubRip text, in frames."""
    found = []
    for cue in _CUE.finditer(text.replace("\r\n", "\n").replace("\r", "\n")):
        numbers = [int(part) for part in cue.groups()[:8]]
        start, end = (round(_seconds(numbers[n : n + 4]) * rate) for n in (0, 4))
        words = cue.group(9).strip("\n")
        if words.strip() and end > start:
            found.append(Caption(start, end - start, words))
    return tuple(sorted(found, key=lambda caption: caption.start))


def _seconds(parts: list[int]) -> Fraction:
    hours, minutes, seconds, thousandths = parts
    return Fraction(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, 1000)


def _items(text: str) -> list[dict[str, Any]]:
    if not text.strip():
        return []
    try:
        found = parse_json(text)
    except ValueError:
        return []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _group(item: dict[str, Any], found: list[list[tuple[int, int]]], depth: int) -> None:
    children = item.get("children")
    if depth > MAX_GROUP_DEPTH or not isinstance(children, list):
        return
    leaves = [child for child in children if isinstance(child, dict)]
    if item.get("type") == "AVSplit":
        found.append([key for key in map(_leaf, leaves) if key is not None])
        return
    for leaf in leaves:
        _group(leaf, found, depth + 1)


def _leaf(leaf: dict[str, Any]) -> tuple[int, int] | None:
    """ "2:350" or, since 24.02, "2:350:-1": track, frame, and what is selected of it."""
    found = re.match(r"(\d{1,6}):(\d{1,10})(?!\d)", str(leaf.get("data", ""))[:40])
    if found is None or leaf.get("leaf") != "clip":
        return None
    return int(found.group(1)), int(found.group(2))
