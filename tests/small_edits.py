"""Edits of two short films for tests of the window: a whole one, and one with a medium missing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.timeline.sequence import Caption, CaptionTrack, Clip, Media, Track
from tests.edits import medium, sequence, write_edit
from tests.media_factory import constant_rate


@dataclass(frozen=True)
class SmallEdits:
    """Paths in one folder.

    Attributes:
        film: the first film.
        whole: two clips with their sound, and a caption.
        missing: the same clips, but the second film is only in ``elsewhere``.
        elsewhere: the folder of the film that is missing.
    """

    film: Path
    whole: Path
    missing: Path
    elsewhere: Path


def make_edits(folder: Path) -> SmallEdits:
    """Write films and edits into an empty folder."""
    first, second = (
        medium(constant_rate(folder / name, seconds=seconds))
        for name, seconds in (("a.mp4", 1.0), ("b.mp4", 1.2))
    )
    elsewhere = folder / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    shutil.copy(folder / "b.mp4", elsewhere / "lost.mp4")
    lost = replace(second, name="lost.mp4", url="file:///nowhere/lost.mp4", path=None)
    captions = (CaptionTrack("", (Caption(2, 10, "hello"),), "en"),)
    whole = sequence(*_clips(first, second), audio=_sound(first, second), captions=captions)
    return SmallEdits(
        film=folder / "a.mp4",
        whole=write_edit(whole, folder / "whole.otio"),
        missing=write_edit(sequence(*_clips(first, lost)), folder / "missing.otio"),
        elsewhere=folder / "elsewhere",
    )


def _clips(first: Media, second: Media) -> tuple[Clip, Clip]:
    return Clip(0, 15, first), Clip(15, 15, second)


def _sound(first: Media, second: Media) -> tuple[Track, ...]:
    return (Track("A1", _clips(first, second)),)
