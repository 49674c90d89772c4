"""An MLT file as elements: its profile, its services by id, their properties, its timeline.

Written after MLT's producer_xml.c and Kdenlive's dev-docs/fileformat.md. Attributes of an element
are properties of it, too; a property's value is its text or its ``value`` attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from lxml import etree

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.readers.mlt.numbers import frames, whole
from exporters.timeline.readers.mlt.profiles import STOCK_PROFILES, Profile
from exporters.timeline.safe_xml import MAX_BYTES, parse_bytes

Element = etree._Element
SERVICES = ("producer", "chain", "playlist", "tractor", "multitrack")
BINS = ("main_bin", "main bin")
MAX_TEXT = 1 << 26
_NAMESPACE = b' xmlns:kdenlive="http://www.kdenlive.org/project"'


@dataclass(frozen=True, slots=True)
class TrackRef:
    """A track of a tractor: its service, what of it is hidden, and the range that is played."""

    element: Element
    service: Element | None
    hide: str


class Document:
    """A parsed MLT file.

    Attributes:
        root: the outermost element.
        profile: frame rate and size; the one of MLT where the file says nothing.
        stated: whether the file states its profile.
        comma: numbers may have a comma as decimal mark.
        editor: "kdenlive", "shotcut" or "".
    """

    def __init__(self, root: Element, name: str) -> None:
        self.root = root
        self.name = name
        self._properties: dict[Element, Mapping[str, str]] = {}
        self._ids = {
            element.get("id", ""): element for element in root.iter(*SERVICES) if element.get("id")
        }
        locale = root.get("LC_NUMERIC", "C").upper()
        self.comma = not re.match(r"(C|POSIX|EN)\b|EN_|^$", locale)
        found = _profile(root)
        self.stated = found is not None
        self.profile = found or STOCK_PROFILES["dv_pal"]
        self.editor = self._editor()

    @property
    def rate(self) -> Fraction:
        return self.profile.rate

    def properties(self, element: Element) -> Mapping[str, str]:
        """Names and values; those within ``properties`` elements as "outer.inner"."""
        known = self._properties.get(element)
        if known is None:
            found = {str(name): str(value) for name, value in element.attrib.items()}
            for child in element:
                _collect(child, "", found)
            known = self._properties[element] = found
        return known

    def service(self, element: Element) -> str:
        """Name of the MLT service: "avformat", "color" and so on; "" if the file names none."""
        return self.properties(element).get("mlt_service", "").strip()

    def referred(self, element: Element) -> Element | None:
        """The service that an entry or a track plays: named by id, or within it."""
        name = element.get("producer")
        if name is not None:
            return self._ids.get(name)
        inner = next((child for child in element if child.tag in SERVICES), None)
        # Westley's old form: the entry itself is the tractor around its multitrack.
        return element if inner is not None and inner.tag == "multitrack" else inner

    def by_id(self, name: str) -> Element | None:
        return self._ids.get(name)

    def frames(self, element: Element, name: str) -> int | None:
        """A property or an attribute as frames."""
        return frames(self.properties(element).get(name), self.rate)

    def filters(self, element: Element) -> list[Element]:
        """The effects of a service, an entry or a track that are switched on."""
        found = (child for child in element if child.tag == "filter")
        return [child for child in found if not self.is_set(child, "disable")]

    def is_set(self, element: Element, name: str) -> bool:
        """Whether a property is a number other than 0."""
        return (whole(self.properties(element).get(name)) or 0) != 0

    def tracks(self, tractor: Element) -> list[TrackRef]:
        """The tracks of a tractor or multitrack, from the bottom to the top."""
        found = []
        for child in _multitrack_children(tractor):
            if child.tag == "track":
                found.append(TrackRef(child, self.referred(child), child.get("hide", "")))
            elif child.tag in SERVICES:
                hide = self.properties(child).get("hide", "")
                found.append(TrackRef(child, child, _HIDES.get(hide, hide)))
        return found

    def length(self, element: Element) -> int | None:
        """Frames of a service that the file states."""
        out = self.frames(element, "out")
        if out is not None and out >= 0:
            return out + 1 - (self.frames(element, "in") or 0)
        return self.frames(element, "length")

    def sequences(self) -> list[Element]:
        """The timelines that the user of an editor sees."""
        tractors = list(self.root.iter("tractor"))
        if self.editor == "kdenlive":
            named = [item for item in tractors if "kdenlive:uuid" in self.properties(item)]
            return named or tractors[-1:]
        if self.editor == "shotcut":
            return [item for item in tractors if self.is_set(item, "shotcut")][-1:]
        return []

    def title(self, element: Element) -> str:
        """Name of a timeline; "" where it has none."""
        known = self.properties(element)
        title = known.get("kdenlive:clipname") or known.get("title") or ""
        return "" if title.startswith(("Shotcut version", "Anonymous Submission")) else title

    def timeline(self, wanted: str) -> Element:
        """The element that holds the edit.

        Args:
            wanted: name of a sequence; "" for the one that the project opens with.

        Raises SourceError if there is none.
        """
        if wanted:
            return self._named(wanted)
        found = self._project_tractor()
        if found is None:
            found = self._last(self.sequences())
        if found is None:
            found = self._played()
        if found is None:
            raise SourceError(
                f"{self.name} holds no timeline.",
                "Save the project in its editor once more, and check that it is not empty.",
            )
        return found

    def _named(self, wanted: str) -> Element:
        found = self.sequences()
        for element in found:
            known = self.properties(element)
            if wanted in (
                known.get("kdenlive:clipname"),
                known.get("kdenlive:uuid"),
                known.get("id"),
            ):
                return element
        names = ", ".join(f"“{self.title(element)[:60]}”" for element in found[:20]) or "none"
        raise SourceError(
            f"{self.name} holds no sequence with the name “{wanted[:60]}”.", f"It has: {names}."
        )

    def _project_tractor(self) -> Element | None:
        """Since Kdenlive 23.04 the last tractor wraps the sequence that was open last."""
        if self.editor != "kdenlive":
            return None
        for element in self.root.iter("tractor"):
            if self.is_set(element, "kdenlive:projectTractor"):
                tracks = self.tracks(element)
                if tracks and tracks[0].service is not None:
                    return tracks[0].service
        return None

    @staticmethod
    def _last(elements: list[Element]) -> Element | None:
        return elements[-1] if elements else None

    def _played(self) -> Element | None:
        """What melt would play: what the root names, or the last service."""
        if self.root.tag in SERVICES:
            return self.root
        services = [child for child in self.root if child.tag in SERVICES]
        named = self._ids.get(self.root.get("producer", ""))
        if named is not None and named.get("id") not in BINS:
            return named
        others = [child for child in services if child.get("id") not in BINS]
        tractors = [child for child in others if child.tag == "tractor"]
        for found in (self._last(tractors), named, self._last(services)):
            if found is not None:
                return found
        return None

    def _editor(self) -> str:
        for element in self.root.iter("property"):
            name = element.get("name", "")
            if name.startswith("kdenlive:"):
                return "kdenlive"
            if name.startswith("shotcut:") or name == "shotcut":
                return "shotcut"
        return ""


_HIDES = {"1": "video", "2": "audio", "3": "both"}


def open_document(path: Path) -> Document:
    """Parse a file. Raises SourceError if it is no MLT XML."""
    name = shown(path)
    content = read_bounded(path, MAX_BYTES)
    root = _parse(content, name)
    if root.tag not in ("mlt", "westley", *SERVICES):
        raise SourceError(f"{name} is no MLT project.", "Check the file, or name its format.")
    return Document(root, name)


def _parse(content: bytes, name: str) -> Element:
    try:
        return parse_bytes(content, name)
    except SourceError as error:
        # Kdenlive 15.04 to 17.08 uses a prefix that it does not declare (dev-docs/fileformat.md).
        if "Namespace prefix kdenlive" not in str(error):
            raise
    return parse_bytes(re.sub(rb"<mlt\b", lambda _: b"<mlt" + _NAMESPACE, content, count=1), name)


def _collect(child: Element, prefix: str, found: dict[str, str]) -> None:
    if child.tag == "property":
        value = child.get("value")
        text = "".join(str(part) for part in child.itertext()) if value is None else value
        found[prefix + child.get("name", "")] = text[:MAX_TEXT]
    elif child.tag == "properties" and prefix.count(".") < 8:
        for inner in child:
            _collect(inner, f"{prefix}{child.get('name', '')}.", found)


def _multitrack_children(tractor: Element) -> Iterator[Element]:
    if tractor.tag == "multitrack":
        yield from tractor
        return
    for child in tractor:
        if child.tag == "multitrack":
            yield from child
        elif child.tag == "track":
            yield child


def _profile(root: Element) -> Profile | None:
    element = next(root.iter("profile"), None)
    if element is not None:
        found = Profile.of(dict(element.attrib))
        if found is not None:
            return found
    return STOCK_PROFILES.get(root.get("profile", ""))
