"""Edits by chance: careless ones, as readers may make them, and valid ones.

A seed and a number of clips make an edit, since strategies of strategies take seconds an example.
Hypothesis shrinks the number; the seed tells which edit failed.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from exporters.timeline.checking import checked
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Generator,
    Look,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
)

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(50),
         Fraction(60000, 1001), Fraction(12), Fraction(125, 8), Fraction(1000, 3)]  # fmt: skip
WORDS = ["", "clip", "片段", "a “b” & <c>", "é\u0301", "x\x00y", "\x1b[31m", "\ud800", "  ",
         '["@@"]', "line\nbreak", "😀", "\ufffe", "%41", "name" * 30]  # fmt: skip
PATHS = ["a.mov", "b c.mov", "ü%20#?.mov", "\udcff.mov", "日本.mp4", "x.png"]


class EditMaker:
    """Makes parts of edits by chance; ``wild`` is the share of impossible values."""

    def __init__(self, seed: int, wild: float = 0.1) -> None:
        self._random = Random(seed)
        self._wild = wild

    def edit(self, clips: int) -> Edit:
        """An edit of about so many clips, and one on a track of its own."""
        found = self.sequence(clips, 2)
        clip = Clip(0, 10, Media("m", "file:///m.mov"))
        found = replace(found, video=(*found.video, Track("last", (clip,))))
        return Edit(found, "test", Path("/edit.test"))

    def sequence(self, clips: int, depth: int) -> Sequence:
        tracks = [self.track(clips // 3, depth) for _ in range(3)]
        cut = self._random.randrange(4)
        return Sequence(
            self.word(),
            self.rate(),
            self.among([1920, 640, 128], [0, -4, 40000]),
            self.among([1080, 360, 96], [0, 1, 40000]),
            self.frames(3000),
            self.among([Fraction(1), Fraction(64, 45)], [Fraction(0), Fraction(-1, 3)]),
            self.among([0, 86400, 107892], [-5, 10**12]),
            self._random.random() < 0.3,
            self.among([48000, 44100], [0, 10**9]),
            self.among([1, 2, 6], [0, -1, 5000]),
            tuple(tracks[:cut]),
            tuple(tracks[cut:]),
            tuple(self.captions() for _ in range(self._random.randrange(3))),
            self.markers(),
        )

    def track(self, clips: int, depth: int) -> Track:
        position, found = 0, []
        for _ in range(clips):
            if self._random.random() < self._wild:
                position = self.frames(3000)
            position += self._random.choice([0, 0, 0, 1, 30])
            found.append(self.clip(position, depth))
            position += found[-1].duration
        cuts = [frame for clip in found for frame in (clip.start, clip.end)] or [0]
        some = self._random.sample(cuts, min(len(cuts), 3))
        passages = tuple(
            Transition(
                self.among([cut], [self.frames(3000)]), self.frames(20), self.frames(20),
                self._random.choice(["dissolve", "wipe"]), self.word(),
            )
            for cut in some
        )  # fmt: skip
        return Track(self.word(), tuple(found), passages, self._random.random() < 0.8)

    def clip(self, start: int, depth: int) -> Clip:
        content: Media | Generator | Sequence
        kind = self._random.random()
        if kind < 0.1 and depth:
            content = self.sequence(4, depth - 1)
        else:
            content = self.generator() if kind < 0.25 else self.media()
        speeds = [Fraction(1)] * 4 + [Fraction(0), Fraction(-1), Fraction(3, 7), Fraction(5, 2)]
        return Clip(
            start,
            self.frames(100),
            content,
            self.seconds(),
            self.among(speeds, [Fraction(10**9), Fraction(1, 10**15), Fraction(-123457, 1000003)]),
            self.word(),
            self._random.random() < 0.8,
            self.look() if self._random.random() < 0.4 else Look(),
            self.sound() if self._random.random() < 0.4 else Sound(),
            self.among([0, 0, 1, -1], [-7, 10**20]),
            self.among([0, 0, 1, 2], [-1, 10**40]),
            self.markers(),
        )

    def media(self) -> Media:
        name = self.word()
        path = Path("/media") / self._random.choice(PATHS)
        return Media(
            name,
            self._random.choice(["", f"file:///media/{name}", self.word(), path.name]),
            path if self._random.random() < 0.4 else None,
            self._random.random() < 0.2,
            self.among([Fraction(0), Fraction(3600), self.seconds()], [Fraction(10**30)]),
            self._random.choice([None, self.seconds(), Fraction(100)]),
            self._random.choice([None, self.rate()]),
            self._random.random() < 0.3,
            self.among([0, 1920], [-1, 10**6]),
            self.among([0, 1080], [-1, 10**6]),
            self.among([Fraction(1), Fraction(16, 15)], [Fraction(0), Fraction(1, 10**9)]),
            self._random.random() < 0.8,
            self.among([(), (2,), (1, 1)], [(0, -1, 3), (10**9,)]),
            self.among([0, 48000], [-5]),
            self._random.random() < 0.3,
        )

    def generator(self) -> Generator:
        return Generator(
            self._random.choice(["black", "color", "bars", "text"]),
            self.among(["#000000", "#ff8000"], ["#FF8000", "red", ""]),
            self.word(),
            self.number(0.06),
        )

    def look(self) -> Look:
        return Look(
            (self.number(0.1), self.number(0.0), self.number(0.3), self.number(0.25)),
            self._random.choice(["fit", "fill", "stretch", "none"]),
            self.number(1.5),
            self.number(1.0),
            self.number(90.0),
            self.number(-0.1),
            self.number(0.0),
            self.number(0.7),
            self.frames(30),
            self.frames(30),
        )

    def sound(self) -> Sound:
        return Sound(
            self.number(-3.5), self.number(0.0), self.frames(30), self.frames(30),
            self._random.random() < 0.2,
        )  # fmt: skip

    def markers(self) -> tuple[Marker, ...]:
        return tuple(
            Marker(
                self.frames(60), self.word(), self.frames(20), self.word(),
                self._random.choice(["", "GREEN", "RED", "#ff0000"]),
            )
            for _ in range(self._random.choice([0, 0, 1, 3]))
        )  # fmt: skip

    def captions(self) -> CaptionTrack:
        rows = (Caption(self.frames(300), self.frames(50), self.word()) for _ in range(4))
        return CaptionTrack(self.word(), tuple(rows), self._random.choice(["", "zh", "de"]))

    def word(self) -> str:
        return self._random.choice(WORDS)

    def rate(self) -> Fraction:
        return self.among(RATES, [Fraction(0), Fraction(-25), Fraction(10**5), Fraction(1, 10**7),
                                  Fraction(10**9, 10**8 + 7)])  # fmt: skip

    def frames(self, most: int) -> int:
        return self.among([self._random.randint(1, most)], [0, -1, -40, 10**10, -(10**10), 10**400])

    def seconds(self) -> Fraction:
        usual = Fraction(self._random.randint(0, 10**5), self._random.choice([24, 1, 1001, 48000]))
        return self.among([usual], [Fraction(-1, 100), Fraction(-7), Fraction(10**400),
                                    Fraction(1, 10**400), Fraction(1, 3 * 10**13)])  # fmt: skip

    def number(self, usual: float) -> float:
        some = [usual, self._random.uniform(-2, 2)]
        return self.among(some, [math.nan, math.inf, -math.inf, 1e300, -5.0, 0.0])

    def among(self, usual, wild):  # type: ignore[no-untyped-def]
        """One of ``usual``; now and then one of ``wild``."""
        return self._random.choice(wild if self._random.random() < self._wild else usual)


def careless_edits(most: int = 50) -> st.SearchStrategy[Edit]:
    """Edits as a careless reader makes them, with at least one clip."""
    seeds, wild = st.integers(0, 2**32), st.sampled_from([0.02, 0.1, 0.5])
    makers = st.builds(EditMaker, seeds, wild)
    return st.builds(EditMaker.edit, makers, st.integers(0, most))


def valid_sequences(most: int = 50) -> st.SearchStrategy[Sequence]:
    """Sequences that keep all rules."""
    return careless_edits(most).map(lambda edit: checked(edit).sequence)
