"""What the producers of an MLT file play: files, pictures, colours, texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import PurePosixPath

from exporters.timeline.readers.mlt.document import Document, Element
from exporters.timeline.readers.mlt.facts import (
    channels,
    pixel_aspect,
    sample_rate,
    start,
    stated_rate,
    stream_types,
)
from exporters.timeline.readers.mlt.numbers import color, whole
from exporters.timeline.readers.mlt.titles import title_text
from exporters.timeline.sequence import Generator, Media

FILE_SERVICES = ("avformat", "avformat-novalidate", "xml", "xml-nogl", "consumer", "melt_file",
                 "framebuffer", "timewarp", "hold", "abnormal", "vorbis", "glaxnimate")  # fmt: skip
STILL_SERVICES = ("qimage", "pixbuf")
PROJECT_SERVICES = ("xml", "xml-nogl", "consumer", "melt_file")
TEXT_SERVICES = ("kdenlivetitle", "pango", "qtext")
_PREFIX = re.compile(r"(avformat(?:-novalidate)?|xml|consumer|qimage|pixbuf|colou?r|pango|qtext|"
                     r"timewarp|plain|file(?=:[^/]))[:](.*)", re.DOTALL)  # fmt: skip
_STILL_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".svg",
                   ".tga", ".xcf", ".psd", ".heic", ".avif", ".pgm", ".ppm")  # fmt: skip
_ABSOLUTE = re.compile(r"/|[A-Za-z]:[\\/]|\\\\|[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Content:
    """What a producer plays.

    Attributes:
        shown: a medium or a generator; None for what cannot be kept.
        picture, sound: whether it has them.
        stream: audio stream, counted from 0; -1 mixes all.
        name: as the editor calls the clip.
        loss: a sentence on what is not kept; "" for none.
    """

    shown: Media | Generator | None
    picture: bool
    sound: bool
    stream: int = 0
    name: str = ""
    loss: str = ""


class MediaPool:
    """The media of a document; producers of the same file share one ``Media``."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._producers: dict[str, list[Element]] = defaultdict(list)
        self._media: dict[str, Media] = {}
        self._contents: dict[Element, Content] = {}
        for element in document.root.iter("producer", "chain"):
            url = self.url(element)
            if url:
                self._producers[url].append(element)

    def content(self, element: Element) -> Content:
        """What a producer or chain plays."""
        known = self._contents.get(element)
        if known is None:
            known = self._contents[element] = self._content(element)
        return known

    def url(self, element: Element) -> str:
        """The file that a producer plays, as the project names it; "" for none.

        Proxies are followed to their originals. Relative paths start at the ``root`` of the file,
        if it has one, else at its folder.
        """
        known = self._document.properties(element)
        service, resource = _service_and_resource(known)
        if service not in (*FILE_SERVICES, *STILL_SERVICES, ""):
            return ""
        if service in ("timewarp", "framebuffer"):
            resource = known.get("warp_resource") or _warped_file(service, resource)
        original = _original(known)
        resource = (original or resource).strip("\r\n")
        if not resource or resource.startswith("<") or len(resource) > 4096:
            return ""
        return self._located(resource)

    def _located(self, resource: str) -> str:
        root = self._document.root.get("root", "").strip()
        if root in ("", ".", "./", "$CURRENTPATH") or _ABSOLUTE.match(resource):
            return resource
        return str(PurePosixPath(root.replace("\\", "/")) / resource)

    def _content(self, element: Element) -> Content:
        known = self._document.properties(element)
        service, resource = _service_and_resource(known)
        name = known.get("kdenlive:clipname") or known.get("shotcut:caption") or ""
        if service in ("color", "colour"):
            return self._color(resource, name)
        if service in TEXT_SERVICES:
            return _text(known, service, resource, name)
        url = self.url(element)
        if url:
            return self._file(element, url, service, name)
        if service == "frei0r.test_pat_B":
            return Content(Generator("bars"), True, False, name=name or "bars")
        return _unknown(service or resource, name)

    @staticmethod
    def _color(resource: str, name: str) -> Content:
        found = color(resource)
        if found is None:
            loss = "A colour that is not understood is shown as black."
            return Content(Generator("black"), True, False, name=name, loss=loss)
        code, opacity = found
        if opacity < 0.02:
            return Content(None, True, False, name=name)
        black = code == "#000000"
        shown = Generator("black") if black else Generator("color", code)
        loss = "" if opacity > 0.98 else "A colour that is partly transparent is shown opaque."
        return Content(shown, True, False, name=name, loss=loss)

    def _file(self, element: Element, url: str, service: str, name: str) -> Content:
        media = self.media(url)
        picture = media.has_video and self._index(element, "video_index") != -1
        audio_index = self._index(element, "audio_index")
        sound = not media.still and audio_index != -1 and self._may_sound(url)
        loss = ""
        if service in PROJECT_SERVICES:
            loss = "A clip that is another project file is kept as a file; it may not play."
        elif media.still and re.search(r"%0\d+d|/\.all\.|\?begin", url):
            loss = "A series of pictures is kept as one still picture."
        stream = self._stream(element, audio_index) if sound else 0
        own = "" if name == media.name else name
        return Content(media, picture, sound, stream, own, loss)

    def _index(self, element: Element, name: str) -> int | None:
        return whole(self._document.properties(element).get(name))

    def _stream(self, element: Element, index: int | None) -> int:
        """Which of the audio streams is meant; MLT counts all streams, ``astream`` sound only."""
        known = self._document.properties(element)
        if "all" in (known.get("audio_index"), known.get("astream")):
            return -1
        counted = whole(known.get("astream"))
        if counted is not None:
            return max(-1, min(counted, 255))
        if index is None or index <= 0:
            return 0
        types = [known.get(f"meta.media.{number}.stream.type") for number in range(min(index, 255))]
        if any(types):
            return types.count("audio")
        return max(0, min(index, 255) - 1)

    def media(self, url: str) -> Media:
        """The medium at a URL of ``url``, with all that the file says of it."""
        known = self._media.get(url)
        if known is None:
            known = self._media[url] = self._described(url)
        return known

    def _described(self, url: str) -> Media:
        producers = self._producers[url]
        facts = [self._document.properties(element) for element in producers]
        best = max(
            facts, key=lambda item: ("meta.media.width" in item, "meta.media.nb_streams" in item)
        )
        services = {_service_and_resource(item)[0] for item in facts}
        still = bool(services & set(STILL_SERVICES)) or (
            "" in services and url.lower().endswith(_STILL_SUFFIXES)
        )
        rate = None if still else stated_rate(best)
        width, height = (whole(best.get(f"meta.media.{side}")) or 0 for side in ("width", "height"))
        return Media(
            name=_media_name(url, facts),
            url=url,
            still=still,
            start=start(best, rate),
            duration=None if still else self._duration(producers),
            rate=rate,
            width=max(0, min(width, 1 << 20)),
            height=max(0, min(height, 1 << 20)),
            pixel_aspect=pixel_aspect(best),
            has_video=still or self._has_video(best, producers),
            channels=() if still else channels(best),
            sample_rate=sample_rate(best),
        )

    def _duration(self, producers: list[Element]) -> Fraction | None:
        """Seconds that the file states; of changed speeds nothing is known."""
        document = self._document
        for element in producers:
            stated = document.properties(element).get("reprise:duration", "")
            if re.fullmatch(r"\d{1,12}(/[1-9]\d{0,11})?", stated):
                return Fraction(stated)
        lengths = [
            document.frames(element, "length")
            for element in producers
            if document.service(element) not in ("timewarp", "framebuffer", "hold")
        ]
        longest = max((length for length in lengths if length is not None), default=0)
        # Kdenlive and Shotcut give endless things a length of hours.
        return Fraction(longest) / document.rate if 0 < longest < 1 << 30 else None

    def _has_video(self, best: Mapping[str, str], producers: list[Element]) -> bool:
        types = stream_types(best)
        if types:
            return "video" in types
        return any(self._index(element, "video_index") != -1 for element in producers)

    def _may_sound(self, url: str) -> bool:
        for element in self._producers[url]:
            types = stream_types(self._document.properties(element))
            if types:
                return "audio" in types
        return True


def _service_and_resource(known: Mapping[str, str]) -> tuple[str, str]:
    service, resource = known.get("mlt_service", "").strip(), known.get("resource", "")
    if service in ("loader", "loader-nogl"):
        service = ""
    found = _PREFIX.fullmatch(resource)
    if found is not None and (not service or service == found.group(1)):
        prefix = found.group(1)
        service = "" if prefix in ("plain", "file") else prefix
        return service, found.group(2)
    return service, resource


def _warped_file(service: str, resource: str) -> str:
    """The file in "2.0:clip.mp4" or in framebuffer's "clip.mp4?0.5"."""
    if service == "timewarp":
        found = re.fullmatch(r"\s*-?[\d.,]+:(.*)", resource, re.DOTALL)
        return found.group(1) if found else resource
    return re.sub(r"\?-?[\d.,]+$", "", resource)


def _original(known: Mapping[str, str]) -> str:
    """The file that a proxy stands for."""
    proxy = known.get("kdenlive:proxy", "-")
    if len(proxy) > 1 and known.get("kdenlive:originalurl"):
        return known["kdenlive:originalurl"]
    if known.get("shotcut:proxy") == "1":
        return known.get("shotcut:resource", "")
    return ""


def _text(known: Mapping[str, str], service: str, resource: str, name: str) -> Content:
    shown, loss = title_text(known, service, resource)
    if shown is None:
        return Content(None, True, False, name=name or service, loss=loss)
    return Content(shown, True, False, name=name, loss=loss)


def _unknown(service: str, name: str) -> Content:
    what = f"“{service[:60]}”" if service else "A clip without a file"
    if service in ("tone", "blipflash"):
        return Content(None, False, False, name=name, loss=f"{what} (a test sound) is left out.")
    loss = f"{what} makes pictures that Reprise does not; black is shown."
    return Content(Generator("black"), True, False, name=name or service[:60], loss=loss)


def _media_name(url: str, facts: list[Mapping[str, str]]) -> str:
    for name in ("kdenlive:clipname", "shotcut:caption"):
        found = next((item[name] for item in facts if item.get(name)), "")
        if found:
            return found
    return re.split(r"[\\/]", url.rstrip("\\/"))[-1]
