"""When subtitles are shown: cutting them to a part of a film, and one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Generic, TypeVar

from exporters.media.subtitle_text import Runs, together

UNSAID = Fraction(5)
"""Seconds for which a text is shown whose end is not said, unless the next one comes earlier."""
LONGEST = Fraction(2**32 - 2, 1000)
"""More is what Matroska makes of an unknown length."""

Content = TypeVar("Content")


@dataclass(frozen=True, slots=True)
class Cue(Generic[Content]):
    """Something that is shown from ``start`` to ``stop``, in seconds.

    ``stop`` is None where it is not said: until the next one of its track.
    """

    start: Fraction
    stop: Fraction | None
    content: Content


def ended(cues: Sequence[Cue[Content]]) -> list[Cue[Content]]:
    """Texts whose end is not said get one."""
    made = []
    for at, cue in enumerate(cues):
        if cue.stop is None:
            later = (other.start for other in cues[at + 1 :] if other.start > cue.start)
            stop = cue.start + UNSAID
            cue = replace(cue, stop=min(next(later, stop), stop))
        made.append(cue)
    return made


def texts_within(
    cues: Iterable[Cue[Content]], origin: Fraction, length: Fraction | None
) -> list[Cue[Content]]:
    """Texts as they are shown from ``origin`` on, for ``length`` seconds.

    What is shown at the cut is shown from or up to there.
    """
    made = []
    for cue in cues:
        start = cue.start - origin
        stop = start if cue.stop is None else cue.stop - origin
        if length is not None:
            stop = min(stop, length)
        if (stop > 0 or start >= 0) and (length is None or start < length):
            said = None if cue.stop is None else stop
            made.append(replace(cue, start=max(Fraction(0), start), stop=said))
    return made


def pictures_within(
    cues: Sequence[Cue[Content]],
    origin: Fraction,
    length: Fraction | None,
    state: Callable[[Content], tuple[bool, bool]],
) -> list[Cue[Content]]:
    """Pictures as they are shown from ``origin`` on, for ``length`` seconds.

    Args:
        state: whether a picture can be drawn without those before it, and whether it shows
            anything.
    """
    moved = [
        replace(cue, start=cue.start - origin, stop=cue.stop and cue.stop - origin) for cue in cues
    ]
    before = [cue for cue in moved if cue.start < 0]
    made = [replace(cue, start=Fraction(0)) for cue in _still_shown(before, state)]
    made += [cue for cue in moved if cue.start >= 0]
    if length is None:
        return made
    return [
        replace(cue, stop=cue.stop and min(cue.stop, length)) for cue in made if cue.start < length
    ]


def _still_shown(
    before: Sequence[Cue[Content]], state: Callable[[Content], tuple[bool, bool]]
) -> Sequence[Cue[Content]]:
    """What must be drawn so that the picture of time 0 is there."""
    if not before or not state(before[-1].content)[1]:
        return ()
    last = before[-1].stop
    if last is not None and last <= 0:
        return ()
    for at in range(len(before) - 1, -1, -1):
        if state(before[at].content)[0]:
            return before[at:]
    return ()


def one_at_a_time(cues: Iterable[Cue[Runs]]) -> list[Cue[Runs]]:
    """Texts that overlap become texts one after another, with those of the same time together.

    MP4's texts cannot overlap (3GPP TS 26.245, 5.15).
    """
    listed = [cue for cue in cues if cue.stop is not None and cue.stop > cue.start]
    return list(_pieces(listed))


def _pieces(cues: Sequence[Cue[Runs]]) -> Iterator[Cue[Runs]]:
    edges = sorted({edge for cue in cues for edge in (cue.start, cue.stop) if edge is not None})
    waiting = sorted(enumerate(cues), key=lambda item: (item[1].start, item[0]))
    waiting.reverse()
    shown: list[Cue[Runs]] = []
    for start, stop in pairwise(edges):
        shown = [cue for cue in shown if cue.stop is not None and cue.stop > start]
        while waiting and waiting[-1][1].start <= start:
            shown.append(waiting.pop()[1])
        if shown:
            yield Cue(start, stop, together(cue.content for cue in shown))
