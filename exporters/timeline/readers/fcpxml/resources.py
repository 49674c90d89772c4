"""What an FCPXML file lists as resources: formats, media, effects, compound and multicam clips."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from exporters.timeline.readers.fcpxml.values import parse_format_name, parse_number, parse_time
from exporters.timeline.sequence import Media
from exporters.timeline.timecode import exact_rate

STILLS = (
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".psd", ".heic", ".heif", ".gif", ".bmp", ".exr",
    ".dpx", ".tga", ".pdf", ".webp",
)  # fmt: skip
SOUNDS = (
    ".wav", ".aif", ".aiff", ".mp3", ".m4a", ".caf", ".aac", ".flac", ".ogg", ".opus", ".ac3",
    ".bwf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Format:
    """A format: None, 0 or 1 where it says nothing."""

    rate: Fraction | None = None
    width: int = 0
    height: int = 0
    pixel_aspect: Fraction = Fraction(1)
    interlaced: bool = False


UNKNOWN_FORMAT = Format()


@dataclass(frozen=True, slots=True)
class Asset:
    """A medium, and whether the file says that it has pictures and sound.

    ``duration`` in seconds; None when it is not stated.
    """

    media: Media
    duration: Fraction | None


class Resources:
    """The resources of a document, by id; the first of an id counts."""

    def __init__(self, root: etree._Element) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._formats: dict[str, Format] = {}
        self._assets: dict[str, Asset] = {}
        # Before 1.3 they lay within the project.
        for resources in root.iter("resources"):
            for element in resources.iterchildren("asset", "effect", "format", "media"):
                self._elements.setdefault((element.tag, element.get("id", "")), element)
        self._drop_frame = _drop_frame_references(root)
        self._by_timecode = self._without_start(root)

    def format(self, identifier: str | None) -> Format:
        """The format with an id; one that says nothing if there is none."""
        element = self._elements.get(("format", identifier or ""))
        if element is None:
            return UNKNOWN_FORMAT
        key = identifier or ""
        if key not in self._formats:
            self._formats[key] = read_format(element)
        return self._formats[key]

    def shape_of(self, element: etree._Element) -> Format:
        """The format of a clip: its own, that of what it refers to, or of what lies in it."""
        reference = element.get("ref", "")
        places = [element, self._elements.get(("asset", reference))]
        media = self._elements.get(("media", reference))
        for holder in places + ([] if media is None else list(media)) + list(element.iter()):
            if holder is not None and holder.get("format"):
                return self.format(holder.get("format"))
            inner = None if holder is None else self._elements.get(("asset", holder.get("ref", "")))
            if inner is not None and inner.get("format"):
                return self.format(inner.get("format"))
        return UNKNOWN_FORMAT

    def asset(self, identifier: str | None) -> Asset | None:
        """The asset with an id."""
        key = identifier or ""
        element = self._elements.get(("asset", key))
        if element is None:
            return None
        if key not in self._assets:
            shape = self.format(element.get("format"))
            asset = read_asset(element, shape, key in self._drop_frame)
            if key in self._by_timecode:
                asset = replace(asset, media=replace(asset.media, by_timecode=True))
            self._assets[key] = asset
        return self._assets[key]

    def _without_start(self, root: etree._Element) -> frozenset[str]:
        """Ids of media that do not state their time code though clips count from it."""
        found = set()
        for clip in root.iter("asset-clip", "video", "audio"):
            asset = self._elements.get(("asset", clip.get("ref", "")))
            if asset is None or asset.get("start") is not None:
                continue
            start, length = parse_time(clip.get("start", "")), parse_time(asset.get("duration", ""))
            if start is not None and length and start >= length:
                found.add(clip.get("ref", ""))
        return frozenset(found)

    def effect(self, identifier: str | None) -> tuple[str, str] | None:
        """Name and uid of the effect with an id."""
        element = self._elements.get(("effect", identifier or ""))
        return None if element is None else (element.get("name", ""), element.get("uid", ""))

    def media(self, identifier: str | None) -> etree._Element | None:
        """The compound or multicam clip with an id."""
        return self._elements.get(("media", identifier or ""))

    def sequences(self) -> list[etree._Element]:
        """Every compound clip, in the order of the file."""
        found = (element for (tag, _), element in self._elements.items() if tag == "media")
        return [element for element in found if element.find("sequence") is not None]


def read_format(element: etree._Element) -> Format:
    """A ``format`` element; what its attributes leave open is taken from its name."""
    named = parse_format_name(element.get("name", ""))
    rate, width, height = named or (None, 0, 0)
    duration = parse_time(element.get("frameDuration", ""))
    if duration:
        rate = _rate(1 / duration)
    width = _whole(element.get("width")) or width
    height = _whole(element.get("height")) or height
    across, up = _whole(element.get("paspH")), _whole(element.get("paspV"))
    aspect = Fraction(across, up) if across and up else Fraction(1)
    order = element.get("fieldOrder", "progressive")
    return Format(rate, width, height, aspect, order not in ("progressive", ""))


def read_asset(element: etree._Element, shape: Format, drop_frame: bool) -> Asset:
    """An ``asset`` element; its address is that of the original where there is a proxy, too."""
    url = _address(element)
    start = parse_time(element.get("start", "")) or Fraction(0)
    duration = parse_time(element.get("duration", ""))
    suffix = PurePosixPath(_path_of(url)).suffix.lower()
    has_video, channels = _contents(element, suffix)
    still = has_video and not channels and (duration == 0 or suffix in STILLS)
    media = Media(
        name=element.get("name", "") or PurePosixPath(_path_of(url)).stem,
        url=url,
        still=still,
        start=start,
        duration=duration if duration and duration > 0 and not still else None,
        rate=shape.rate if has_video and not still else None,
        drop_frame=drop_frame,
        width=shape.width if has_video else 0,
        height=shape.height if has_video else 0,
        pixel_aspect=shape.pixel_aspect if has_video else Fraction(1),
        has_video=has_video,
        channels=channels,
        sample_rate=_whole(element.get("audioRate")) if channels else 0,
    )
    return Asset(media, media.duration)


def _contents(element: etree._Element, suffix: str) -> tuple[bool, tuple[int, ...]]:
    """Whether there are pictures, and the channels of each stream of sound."""
    video, audio = element.get("hasVideo"), element.get("hasAudio")
    if video is None and audio is None:
        # Files of other programs: only the name tells.
        video = "0" if suffix in SOUNDS else "1"
        audio = "0" if suffix in STILLS else "1"
    sound = audio == "1" or (audio is None and bool(element.get("audioChannels")))
    picture = video == "1" or not sound
    if not sound:
        return picture, ()
    channels = min(_whole(element.get("audioChannels")) or 2, 1024)
    sources = min(_whole(element.get("audioSources")) or 1, channels)
    if channels % sources:
        return picture, (channels,)
    return picture, (channels // sources,) * sources


def _rate(rate: Fraction) -> Fraction | None:
    """The rate that is meant; None for what is none, or less than a frame in a hundred seconds."""
    try:
        return exact_rate(rate) if rate >= Fraction(1, 100) else None
    except ValueError:
        return None


def _address(element: etree._Element) -> str:
    """From 1.9 on in ``media-rep``, before it in ``src``."""
    copies = element.findall("media-rep")
    originals = [copy for copy in copies if copy.get("kind", "original-media") == "original-media"]
    for copy in (*originals, *copies):
        if copy.get("src"):
            return copy.get("src", "")
    return element.get("src", "")


def _path_of(url: str) -> str:
    try:
        return unquote(urlsplit(url).path) or url
    except ValueError:
        return url


def _whole(text: str | None) -> int:
    """A positive whole number; 0 for anything else. Sound rates may be written "48k"."""
    if text is not None and text.endswith("k"):
        number = parse_number(text[:-1])
        return int(number * 1000) if number is not None and number > 0 else 0
    number = parse_number(text)
    return int(number) if number is not None and number > 0 else 0


def _drop_frame_references(root: etree._Element) -> frozenset[str]:
    """Ids of the media whose clips number their time code with drop-frame."""
    found = set()
    for element in root.iter("asset-clip", "video"):
        outer = element if element.tag == "asset-clip" else element.getparent()
        if outer is not None and outer.get("tcFormat") == "DF" and outer.tag != "sequence":
            found.add(element.get("ref", ""))
    return frozenset(found)
