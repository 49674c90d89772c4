"""Sequences within sequences: each written once, the inner ones first, all at one rate.

A project of MLT has one frame rate; a nested sequence of another one is conformed to it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from exporters.timeline.sequence import Clip, Sequence, Track, Transition


class Nesting:
    """The sequences of a project, in the order in which they are to be written.

    Attributes:
        all: conformed; the outermost one is the last.
    """

    def __init__(self, outer: Sequence) -> None:
        self.all: list[Sequence] = []
        self._rate = outer.rate
        self._numbers: dict[int, int] = {}
        self._equal: dict[Sequence, int] = {}
        self._kept: list[Sequence] = []
        self._add(outer)

    def number(self, sequence: Sequence) -> int:
        """Position in ``all`` of a sequence that a clip shows."""
        return self._numbers[id(sequence)]

    def _add(self, sequence: Sequence) -> None:
        for track in (*sequence.video, *sequence.audio):
            for clip in track.clips:
                inner = clip.content
                if isinstance(inner, Sequence) and id(inner) not in self._numbers:
                    known = self._equal.get(inner)
                    if known is None:
                        self._add(inner)
                        known = self._equal[inner] = self._numbers[id(inner)]
                    self._numbers[id(inner)] = known
                    self._kept.append(inner)
        self._numbers[id(sequence)] = len(self.all)
        self.all.append(conformed(sequence, self._rate))


def conformed(sequence: Sequence, rate: Fraction) -> Sequence:
    """The sequence at another frame rate: the same times, rounded to its frames."""
    if sequence.rate == rate:
        return sequence
    factor = rate / sequence.rate

    def at(frame: int) -> int:
        return round(frame * factor)

    return replace(
        sequence,
        rate=rate,
        duration=max(1, at(sequence.duration)),
        video=tuple(_track(track, factor) for track in sequence.video),
        audio=tuple(_track(track, factor) for track in sequence.audio),
        captions=(),
        markers=tuple(
            replace(item, start=at(item.start), duration=at(item.duration))
            for item in sequence.markers
        ),
    )


def _track(track: Track, factor: Fraction) -> Track:
    clips = [_clip(clip, factor) for clip in track.clips]
    transitions = (_transition(item, factor) for item in track.transitions)
    return replace(
        track,
        clips=tuple(clip for clip in clips if clip.duration > 0),
        transitions=tuple(item for item in transitions if item.before + item.after > 0),
    )


def _clip(clip: Clip, factor: Fraction) -> Clip:
    start, end = round(clip.start * factor), round(clip.end * factor)
    look, sound = clip.look, clip.sound
    return replace(
        clip,
        start=start,
        duration=end - start,
        look=replace(
            look, fade_in=round(look.fade_in * factor), fade_out=round(look.fade_out * factor)
        ),
        sound=replace(
            sound, fade_in=round(sound.fade_in * factor), fade_out=round(sound.fade_out * factor)
        ),
        markers=(),
    )


def _transition(item: Transition, factor: Fraction) -> Transition:
    cut = round(item.cut * factor)
    before, after = cut - round(item.start * factor), round(item.end * factor) - cut
    return replace(item, cut=cut, before=before, after=after)
