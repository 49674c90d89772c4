"""Ids that are the same whenever the same edit is written."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator

from exporters.timeline.sequence import Sequence

NAMESPACE = uuid.UUID("6d5a3c1e-0b7f-5a52-9c1d-4f2b8a7e9d60")
"""Of Reprise's drafts."""


class Ids:
    """Gives ids: the n-th for a purpose is always the same.

    Args:
        seed: tells drafts apart.
    """

    def __init__(self, seed: uuid.UUID) -> None:
        self._seed = seed
        self._given: dict[str, int] = {}

    def new(self, purpose: str) -> str:
        """An id as the applications write them, in capital letters."""
        return self.small(purpose).upper()

    def small(self, purpose: str) -> str:
        """An id in small letters, as entries of ``draft_materials`` have them."""
        number = self._given.get(purpose, 0)
        self._given[purpose] = number + 1
        return str(uuid.uuid5(self._seed, f"{purpose}/{number}"))


def seed_of(sequence: Sequence, application: str, name: str) -> uuid.UUID:
    """What the ids of a draft follow from: the edit, the application and the draft's name."""
    return uuid.uuid5(NAMESPACE, f"{application}/{name}/{_digest(sequence, {})}")


def _digest(sequence: Sequence, known: dict[int, str]) -> str:
    """A digest of an edit; that of a nested sequence is made once, however often it is used."""
    if id(sequence) not in known:
        digest = hashlib.sha256()
        for part in _parts(sequence, known):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        known[id(sequence)] = digest.hexdigest()
    return known[id(sequence)]


def _parts(sequence: Sequence, known: dict[int, str]) -> Iterator[str]:
    yield repr((sequence.name, sequence.rate, sequence.width, sequence.height, sequence.duration))
    yield repr((sequence.pixel_aspect, sequence.markers, sequence.captions))
    for track in (*sequence.video, *sequence.audio):
        yield repr((track.name, track.enabled, track.transitions))
        for clip in track.clips:
            content = clip.content
            shown = _digest(content, known) if isinstance(content, Sequence) else repr(content)
            yield repr((clip.start, clip.duration, clip.source_in, clip.speed, clip.enabled))
            yield repr((clip.name, clip.look, clip.sound, clip.stream, clip.link, shown))
