"""What OTIO's clips show: media, generators, and what comes near them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from exporters.timeline.readers.otio.resolve import generator_of, url_of
from exporters.timeline.readers.otio.values import (
    Clock,
    Plain,
    member,
    ours,
    schema,
    text,
    with_facts,
)
from exporters.timeline.readers.otio.writing import GENERATORS
from exporters.timeline.sequence import Generator, Media, Severity

STILLS = frozenset(
    {".bmp", ".dpx", ".exr", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".psd", ".svg", ".tga",
     ".tif", ".tiff", ".webp"}
)  # fmt: skip
DEFAULT_NAME = "DEFAULT_MEDIA"
_KINDS = {name.lower(): kind for kind, name in GENERATORS.items()}
_COLOR = re.compile("#[0-9a-fA-F]{6}")
Tell = Callable[[Severity, str], None]
"""Takes a severity and a sentence."""


class MediaReading:
    """Makes contents of clips; equal ones become the same object."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: dict[Media, Media] = {}

    def content(self, clip: Plain, tell: Tell) -> tuple[Media | Generator, Plain]:
        """What a clip shows, and the media reference that says so."""
        reference = active_reference(clip)
        if len(member(clip, "media_references")) > 1:
            tell("note", "The clip has several media, as proxies are; only the active one is used.")
        kind = schema(reference)
        if kind == "GeneratorReference":
            return generator(reference, tell), reference
        media = self._media(reference, kind, text(clip, "name"))
        if kind == "ImageSequenceReference":
            tell("loss", "The clip shows numbered pictures; only the first of them is shown.")
            media = replace(media, url=_first_picture(reference), still=True, duration=None)
        elif kind not in ("ExternalReference", "MissingReference", ""):
            tell("loss", f"The clip's medium is of a kind that is not known ({kind[:40]}).")
        return self._known.setdefault(media, media), reference

    def _media(self, reference: Plain, kind: str, clip_name: str) -> Media:
        url = text(reference, "target_url") or url_of(reference)
        name = text(reference, "name")
        kept = ours(reference)
        if kept is None:
            suffix = PurePosixPath(url).suffix.lower()
            name = "" if name == DEFAULT_NAME else name
            media = Media(name or _base_name(url) or clip_name, url, still=suffix in STILLS)
        else:
            media = with_facts(Media(name, url), kept, leave=("name", "url", "path"))
            if kept.get("found") is True:
                original = kept.get("url")
                original = original if isinstance(original, str) else url
                media = replace(media, path=_path(url, kept), url=original)
        return self._available(media, reference)

    def _available(self, media: Media, reference: Plain) -> Media:
        """With the range of times that the medium is said to have."""
        clock = self._clock if media.rate is None else Clock(media.rate)
        span = clock.span(reference.get("available_range"))
        if span is None or span[1] <= 0:
            return media
        start, duration = span
        # What was kept exactly counts while it agrees with what other programs see.
        if media.duration is not None and clock.frame(media.start) == clock.frame(start):
            end = media.start + media.duration
            # What is shorter than a frame was written as one.
            tiny = media.duration * clock.rate < 1 == duration * clock.rate
            if tiny or abs(end - start - duration) * clock.rate < 1:
                return media
        return replace(media, start=start, duration=None if media.still else duration)


def active_reference(clip: Plain) -> Plain:
    """The media reference that counts; Clip.1 had one, Clip.2 has several with names."""
    single = clip.get("media_reference")
    if isinstance(single, dict):
        return single
    several = member(clip, "media_references")
    chosen = member(several, text(clip, "active_media_reference_key") or DEFAULT_NAME)
    return chosen or next((item for item in several.values() if isinstance(item, dict)), {})


def generator(reference: Plain, tell: Tell) -> Generator:
    """The picture that a ``GeneratorReference`` stands for."""
    name, parameters = text(reference, "generator_kind"), member(reference, "parameters")
    kind = _KINDS.get(name.lower())
    if kind is None:
        found = generator_of(reference)
        if found is not None:
            return found
        kind = _guessed(name)
        if kind is None:
            tell("loss", f"The generator “{name[:40]}” is not known; the clip is black.")
            return Generator("black")
    made = with_facts(Generator(kind), parameters, leave=("kind",))  # type: ignore[arg-type]
    return made if _COLOR.fullmatch(made.color) else replace(made, color="#000000")


def _guessed(name: str) -> str | None:
    low = name.lower()
    words = {"bars": "bars", "black": "black", "slug": "black", "solid": "color", "color": "color",
             "title": "text", "text": "text"}  # fmt: skip
    return next((kind for word, kind in words.items() if word in low), None)


def _first_picture(reference: Plain) -> str:
    """URL of the first picture of an ``ImageSequenceReference``."""
    number, digits = reference.get("start_frame"), reference.get("frame_zero_padding")
    start = number if type(number) is int and abs(number) < 10**9 else 0
    width = digits if type(digits) is int and 0 <= digits < 20 else 0
    base, sign = text(reference, "target_url_base"), "-" if start < 0 else ""
    slash = "" if not base or base.endswith("/") else "/"
    prefix, suffix = text(reference, "name_prefix"), text(reference, "name_suffix")
    return f"{base}{slash}{prefix}{sign}{abs(start):0{width}}{suffix}"


def _base_name(url: str) -> str:
    name = url.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return unquote(name) if url.startswith("file:") else name


def _path(url: str, kept: Plain) -> Path | None:
    """The path in a URL that Reprise has written, for Resolve without percent-encoding."""
    if not url.startswith("file:///"):
        return _possible(url) if url else None
    path = url.removeprefix("file://")
    if kept.get("plain") is True:
        return _possible(path)
    return Path(os.fsdecode(unquote_to_bytes(path.encode("utf-8", "replace"))))


def _possible(path: str) -> Path | None:
    """None for what no file can be called."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return None
    return Path(path)
