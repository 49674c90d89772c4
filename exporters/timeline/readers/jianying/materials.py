"""The pool of materials of a draft, and the media in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path, PurePosixPath

from exporters.timeline.readers.jianying.values import (
    MICROSECONDS,
    Json,
    micros,
    rows,
    table,
    text,
    whole,
)
from exporters.timeline.sequence import Media

PLACEHOLDER = "##_draftpath_placeholder_"
"""Paths below the draft's folder begin with this, an identifier and "_##/"."""
MAX_PIXELS = 1 << 20
CROP_CORNERS = (
    ("upper_left_x", "upper_left_y", 0.0, 0.0),
    ("upper_right_x", "upper_right_y", 1.0, 0.0),
    ("lower_left_x", "lower_left_y", 0.0, 1.0),
    ("lower_right_x", "lower_right_y", 1.0, 1.0),
)


def below_draft(path: str) -> str | None:
    """What follows the placeholder of the draft's folder in a path; None where there is none."""
    if not path.startswith(PLACEHOLDER):
        return None
    _, found, rest = path[len(PLACEHOLDER) :].partition("_##/")
    return rest if found else None


class Materials:
    """The materials of one draft by their ids.

    Args:
        content: the draft.
        folder: where it lies; paths with the placeholder are below it.
    """

    def __init__(self, content: Json, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[str, Json]] = {}
        self._media: dict[str, Media] = {}
        self._by_path: dict[str, Media] = {}
        for kind, values in table(content.get("materials")).items():
            for material in rows(values):
                self._known.setdefault(text(material.get("id")), (kind, material))

    def kind(self, identity: str) -> str:
        """In which list a material is: "videos", "audios", "texts" ...; "" if it is missing."""
        return self._known.get(identity, ("", {}))[0]

    def get(self, identity: str) -> Json:
        return self._known.get(identity, ("", {}))[1]

    def companions(self, segment: Json) -> dict[str, list[Json]]:
        """The materials that a segment refers to beside its own, by their list."""
        found: dict[str, list[Json]] = {}
        references = segment.get("extra_material_refs") or segment.get("extra_material_ids")
        for reference in references if type(references) is list else []:
            kind, material = (
                self._known.get(reference, ("", {})) if type(reference) is str else ("", {})
            )
            if kind:
                found.setdefault(kind, []).append(material)
        return found

    def picture(self, identity: str) -> Media:
        """The medium of a material in "videos": a film, a photo or a GIF."""
        if identity not in self._media:
            media = self._new_picture(self.get(identity))
            self._media[identity] = media
            if media.url and not media.still:
                self._by_path.setdefault(media.url, media)
        return self._media[identity]

    def sound(self, identity: str) -> Media:
        """The medium of a material in "audios". Sound detached from a film is the film's medium."""
        if identity not in self._media:
            material = self.get(identity)
            media = self._new_media(material, text(material.get("name")))
            if material.get("type") == "video_original_sound":
                media = self._film_with_sound(material, media)
            else:
                media = replace(media, has_video=False)
            self._media[identity] = media
        return self._media[identity]

    def frozen(self, material: Json) -> Media | None:
        """The film that a freeze frame was taken from; None where that is not said."""
        freeze = table(material.get("freeze"))
        source = text(freeze.get("source_material_id"))
        if self.kind(source) == "videos":
            return self.picture(source)
        url = self.url(text(freeze.get("source_material_path")))
        if not url:
            return None
        known = self._by_path.get(url)
        width, height = _pixels(material, "width"), _pixels(material, "height")
        return known or Media(_file_name(url), url, width=width, height=height)

    def url(self, path: str) -> str:
        """A path as it is meant: absolute if it lies in the draft's folder, else as written."""
        relative = below_draft(path)
        usable = (path if relative is None else (self.folder / relative).as_posix()).strip()
        return "" if "\0" in usable else usable

    def _film_with_sound(self, material: Json, media: Media) -> Media:
        source = text(material.get("video_id"))
        if self.kind(source) == "videos":
            return self.picture(source)
        return self._by_path.get(media.url, media)

    def _new_picture(self, material: Json) -> Media:
        kind = material.get("type")
        media = self._new_media(material, text(material.get("material_name")))
        silent = kind in ("photo", "gif") or material.get("has_audio") is False
        return replace(
            media,
            still=kind == "photo",
            duration=None if kind in ("photo", "gif") else media.duration,
            width=_pixels(material, "width"),
            height=_pixels(material, "height"),
            channels=() if silent else (2,),
        )

    def _new_media(self, material: Json, name: str) -> Media:
        paths = (text(material.get(key)) for key in ("path", "media_path"))
        url = next(filter(None, map(self.url, paths)), "")
        length = micros(material.get("duration")) or 0
        duration = Fraction(length, MICROSECONDS) if length > 0 else None
        return Media(name or _file_name(url), url, duration=duration, channels=(2,))


def crop(material: Json) -> tuple[tuple[float, float, float, float], bool]:
    """What is cut off at the left, top, right and bottom, and whether it is a plain rectangle."""
    corners = table(material.get("crop"))
    points = []
    for across, down, x, y in CROP_CORNERS:
        points.append((_share(corners.get(across), x), _share(corners.get(down), y)))
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    if right - left < 0.001 or bottom - top < 0.001:
        return (0.0, 0.0, 0.0, 0.0), False
    expected = [(left, top), (right, top), (left, bottom), (right, bottom)]
    plain = all(
        abs(x - a) < 0.001 and abs(y - b) < 0.001
        for (x, y), (a, b) in zip(points, expected, strict=True)
    )
    return (left, top, 1.0 - right, 1.0 - bottom), plain


def _share(value: object, default: float) -> float:
    usable = type(value) in (int, float) and 0.0 <= value <= 1.0  # type: ignore[operator]
    return float(value) if usable else default  # type: ignore[arg-type]


def _pixels(material: Json, key: str) -> int:
    size = whole(material.get(key))
    return size if 0 < size <= MAX_PIXELS else 0


def _file_name(url: str) -> str:
    return PurePosixPath(url.replace("\\", "/")).name
