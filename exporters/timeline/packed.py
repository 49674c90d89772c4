"""A sequence as bytes and back, for the journal of an export."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import msgpack

from exporters.errors import StateError
from exporters.timeline import sequence as model
from exporters.timeline.sequence import Media, Sequence

MAX_DEPTH = 200
_KINDS: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        Media, Sequence, model.Generator, model.Look, model.Sound, model.Marker, model.Clip,
        model.Transition, model.Caption, model.Track, model.CaptionTrack,
    )
}  # fmt: skip
_NAMES = "surrogatepass"


def pack(sequence: Sequence) -> tuple[bytes, bytes]:
    """The sequence in msgpack, and the same without where media lie and how they are called.

    The second is for a digest of what a render shows. Media that occur often are written once.
    """
    packer = _Packer()
    body = msgpack.packb(packer.plain(sequence), unicode_errors=_NAMES)
    nameless = [
        {key: value for key, value in item.items() if key not in ("name", "url", "path")}
        for item in packer.media
    ]
    whole, shown = (
        msgpack.packb([media, body], unicode_errors=_NAMES) for media in (packer.media, nameless)
    )
    return whole, shown


def unpack(packed: bytes) -> Sequence:
    """The reverse of ``pack``. Raises StateError if the bytes are not what it makes."""
    try:
        media, body = msgpack.unpackb(packed, strict_map_key=True, unicode_errors=_NAMES)
        body = msgpack.unpackb(body, strict_map_key=True, unicode_errors=_NAMES)
        unpacker = _Unpacker([])
        unpacker.media = [unpacker.value(item, 0) for item in media]
        found = unpacker.value(body, 0)
    except Exception as error:
        raise StateError("The journal's edit is damaged.", "Start over.") from error
    if not isinstance(found, Sequence):
        raise StateError("The journal's edit is damaged.", "Start over.")
    return found


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Names and default values; where there is none, something that equals nothing else."""
    return tuple((item.name, item.default) for item in fields(kind))


class _Packer:
    """Fields that have their default value are left out."""

    def __init__(self) -> None:
        self.media: list[Any] = []
        self._numbers: dict[Media, int] = {}

    def plain(self, value: Any) -> Any:
        if value is None or isinstance(value, str | int | float | bool):
            return value
        if isinstance(value, Fraction):
            return {"/": [str(value.numerator), str(value.denominator)]}
        if isinstance(value, Path):
            return {"path": os.fsencode(value)}
        if isinstance(value, tuple):
            return [self.plain(item) for item in value]
        if isinstance(value, Media):
            return {"media": self._number(value)}
        return self._object(value)

    def _object(self, value: Any) -> dict[str, Any]:
        made: dict[str, Any] = {"is": type(value).__name__}
        kind: Any = type(value)
        for name, default in _fields(kind):
            found = getattr(value, name)
            if found is not default and found != default:
                made[name] = self.plain(found)
        return made

    def _number(self, medium: Media) -> int:
        number = self._numbers.get(medium)
        if number is None:
            number = self._numbers[medium] = len(self.media)
            self.media.append(self._object(medium))
        return number


class _Unpacker:
    def __init__(self, media: list[Any]) -> None:
        self.media = media

    def value(self, value: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise ValueError("depth")
        if isinstance(value, list):
            return tuple(self.value(item, depth + 1) for item in value)
        if isinstance(value, dict):
            return self._special(value, depth + 1)
        return value

    def _special(self, value: dict[str, Any], depth: int) -> Any:
        if "/" in value:
            return Fraction(int(value["/"][0]), int(value["/"][1]))
        if "is" not in value and "path" in value:
            return Path(os.fsdecode(value["path"]))
        if "media" in value:
            return self.media[value["media"]]
        kind: Callable[..., Any] = _KINDS[value["is"]]
        return kind(**{k: self.value(v, depth) for k, v in value.items() if k != "is"})
