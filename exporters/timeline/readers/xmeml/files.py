"""The files that an xmeml document names: each is defined once and meant by its id elsewhere."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import PurePosixPath
from urllib.parse import unquote

from exporters.timeline.readers.xmeml.values import (
    Element,
    code_frames,
    frames_of,
    is_drop_frame,
    pixel_aspect_of,
    rate_of,
    text_of,
)
from exporters.timeline.sequence import Generator, Media

_PICTURES = "ai bmp dpx eps exr gif heic jpeg jpg pct pict png psd sgi svg tga tif tiff webp"
_RECORDINGS = "aac aif aiff caf flac m4a mp3 ogg opus wav wma"
STILLS = frozenset(f".{suffix}" for suffix in _PICTURES.split())
SOUNDS = frozenset(f".{suffix}" for suffix in _RECORDINGS.split())
_BLACK = ("black", "slug", "黑场", "schwarz", "noir", "negro")
_BARS = ("bars and tone", "color bars", "colour bars", "彩条")


class FileBook:
    """All files of a document by their ids.

    Args:
        root: of the document.
    """

    def __init__(self, root: Element) -> None:
        self._elements: dict[str, Element] = {}
        self._heard: set[str] = {
            file.get("id", "") for audio in root.iter("audio") for file in audio.iter("file")
        }
        self._made: dict[str, Media | Generator | None] = {}
        self._by_url: dict[str, Media] = {}
        for element in root.iter("file"):
            known = self._elements.get(element.get("id", ""))
            if known is None or (known.find("pathurl") is None and len(element) > len(known)):
                self._elements[element.get("id", "")] = element
        for element in root.iter("file"):
            if text_of(element, "pathurl"):
                self._join(element)

    def content(self, element: Element) -> Media | Generator | None:
        """What the file of a clip is; None for what Premiere draws itself and nothing else can.

        Args:
            element: a ``file``, with its definition or with the id of one only.
        """
        name = element.get("id", "")
        if not name:
            return self._content(element)
        if name not in self._made:
            self._made[name] = self._content(self._definition(element))
        return self._made[name]

    def rate(self, element: Element) -> Fraction | None:
        """The rate that a file's frames are counted in."""
        return rate_of(self._definition(element))

    def size_of_first(self) -> tuple[int, int] | None:
        """Width and height of the first file that states them."""
        for media in self._by_url.values():
            if media.width and media.height:
                return media.width, media.height
        return None

    def _definition(self, element: Element) -> Element:
        name = element.get("id", "")
        return self._elements.get(name, element) if name else element

    def _content(self, element: Element) -> Media | Generator | None:
        url = text_of(element, "pathurl")
        if url:
            return self._by_url[url]
        if element.find("mediaSource") is not None:
            return _drawn(text_of(element, "name"))
        return _media(element, element.get("id", "") in self._heard)

    def _join(self, element: Element) -> None:
        """Definitions of one URL under several ids are one medium with the facts of all."""
        url = text_of(element, "pathurl")
        media = _media(element, element.get("id", "") in self._heard)
        known = self._by_url.get(url)
        self._by_url[url] = media if known is None else _joined(known, media)


def _suffix(name: str) -> str:
    return PurePosixPath(unquote(name.rpartition("/")[2].rpartition("\\")[2])).suffix.lower()


def _drawn(name: str) -> Generator | None:
    """What Premiere calls a "Slug": black, bars, or what only Premiere can draw."""
    lower = name.lower()
    if any(word in lower for word in _BLACK):
        return Generator("black")
    return Generator("bars") if any(word in lower for word in _BARS) else None


def _media(element: Element, heard: bool) -> Media:
    url, name = text_of(element, "pathurl"), text_of(element, "name")
    rate = rate_of(element)
    timecode = element.find("timecode")
    code_rate = rate_of(timecode) or rate
    length = frames_of(element, "duration")
    suffix = _suffix(url or name)
    still = suffix in STILLS
    video = element.find("media/video")
    picture = video.find("samplecharacteristics") if video is not None else None
    seen = (video is not None or element.find("media") is None) and suffix not in SOUNDS
    media = Media(
        name or unquote(url.rpartition("/")[2]),
        url,
        still=still,
        start=code_frames(timecode, code_rate) / code_rate if code_rate else Fraction(0),
        duration=None if still or not rate or not length or length < 0 else length / rate,
        rate=(rate_of(picture) or rate) if seen and not still else None,
        drop_frame=is_drop_frame(timecode, code_rate),
        has_video=seen,
        channels=_channels(element, heard),
        sample_rate=max(0, frames_of(element, "media/audio/samplecharacteristics/samplerate") or 0),
    )
    if picture is None:
        return media
    return replace(
        media,
        width=max(0, frames_of(picture, "width") or 0),
        height=max(0, frames_of(picture, "height") or 0),
        pixel_aspect=pixel_aspect_of(picture),
    )


def _channels(element: Element, heard: bool) -> tuple[int, ...]:
    """Channels of each stream; two where sound is used and nothing is said of it."""
    counts = []
    for audio in element.iterfind("media/audio"):
        stated = frames_of(audio, "channelcount")
        counts.append(stated if stated and 0 < stated <= 64 else 2)
    return tuple(counts[:64]) if counts or not heard else (2,)


def _joined(known: Media, other: Media) -> Media:
    return replace(
        known,
        duration=known.duration or other.duration,
        rate=known.rate or other.rate,
        start=known.start or other.start,
        drop_frame=known.drop_frame or other.drop_frame,
        width=known.width or other.width,
        height=known.height or other.height,
        pixel_aspect=known.pixel_aspect if known.width else other.pixel_aspect,
        has_video=known.has_video or other.has_video,
        channels=known.channels or other.channels,
        sample_rate=known.sample_rate or other.sample_rate,
    )
