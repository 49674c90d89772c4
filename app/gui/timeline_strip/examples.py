"""Edits for pictures and tests of the strip."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.gui import theme
from app.gui.timeline_strip.strip import TimelineStrip
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
    Track,
    Transition,
)

RATE = Fraction(25)


def media(name: str, *, found: bool = True) -> Media:
    """A film of the name."""
    path = Path("/films", name) if found else None
    return Media(name, f"file:///films/{name}", path, duration=Fraction(600), rate=RATE)


def edit() -> Sequence:
    """A small edit with something of everything."""
    harbour, tower, lost = media("harbour.mov"), media("tower.mov"), media("drone.mov", found=False)
    inner = Sequence("Titles", RATE, 1920, 1080, 100)
    first = (
        Clip(0, 250, harbour, name="harbour"),
        Clip(250, 200, tower, speed=Fraction(1, 2)),
        Clip(450, 300, lost),
        Clip(800, 200, harbour, speed=Fraction(0)),
    )
    second = (
        Clip(100, 75, Generator("text", text="Port of\nRostock")),
        Clip(600, 100, inner),
        Clip(820, 60, tower, enabled=False),
    )
    sound = tuple(Clip(one.start, one.duration, one.content, link=1) for one in first)
    return Sequence(
        "Harbour", RATE, 1920, 1080, 1000,
        video=(
            Track("", first, (Transition(250, 12, 12), Transition(450, 20, 5, "wipe"))),
            Track("titles", second),
        ),
        audio=(Track("", sound), Track("music", (Clip(0, 1000, media("music.wav")),), (), False)),
        captions=(
            CaptionTrack("", (Caption(30, 60, "The sea."), Caption(300, 90, "A\ntower.")), "en"),
        ),
        markers=(Marker(125, "Check the colour", note="too blue"), Marker(700, "End of act 1")),
    )  # fmt: skip


def many(count: int = 10_000) -> Sequence:
    """A long edit: so many cuts on each of four tracks."""
    films = [media(f"{number}.mov", found=number % 50 > 0) for number in range(100)]
    clips = tuple(Clip(10 * number, 10, films[number % 100]) for number in range(count))
    return Sequence(
        "Long", RATE, 1920, 1080, 10 * count, video=(Track("", clips), Track("", clips[::3])),
        audio=(Track("", clips), Track("", clips[::2])),
    )  # fmt: skip


def example() -> QWidget:
    strip = TimelineStrip()
    strip.show_sequence(edit())
    strip.resize(100 * theme.GRID, strip.height())
    return strip
