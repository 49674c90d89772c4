"""Transitions between the segments of a video track.

A segment refers to the transition to the next one. Two forms are met in drafts: up to CapCut 2 the
two segments overlap on the timeline by the transition's length; later they meet, and the transition
lies half before and half after the cut. In both, the clips are cut at the middle here, and what
they show beyond it is the transition's.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from exporters.timeline.findings import Findings
from exporters.timeline.readers.jianying.clips import Pair
from exporters.timeline.readers.jianying.values import Grid, Json, micros, text
from exporters.timeline.sequence import Clip, Look, Transition

MEETING = 1
"""Frames that may lie between two segments that meet."""

# Names and resources of transitions that mix two pictures, and of those through black, in JianYing
# and CapCut (metadata of pyJianYingDraft and pyCapCut).
DISSOLVES = {"叠化", "叠加", "Mix", "Dissolve", "Cross Dissolve"}
DISSOLVE_RESOURCES = {"6724845717472416269", "6914112332205396488", "6943605272933831169"}
BLACKS = {"闪黑", "Black Fade", "Fade to Black"}
BLACK_RESOURCES = {"6724239388189921806"}


def joined(
    pairs: list[Pair], label: str, bottom: bool, grid: Grid, losses: Findings
) -> tuple[list[Pair], list[Transition]]:
    """The segments cut to where they meet, and the transitions between them.

    Args:
        pairs: in the order of time; those with a transition may overlap the next one.
        bottom: nothing lies below the track, so that a fade to nothing is one to black.
    """
    done = list(pairs)
    transitions: list[Transition] = []
    for index, pair in enumerate(pairs):
        if pair.transition is None:
            continue
        where = grid.place(label, pair.picture.name, pair.picture.end)
        if index + 1 == len(done) or _gap(done[index], done[index + 1]) > MEETING:
            losses.add("loss", "No clip follows this transition; it is left out.", where)
            continue
        made = _join(done, index, pair.transition, bottom, grid)
        if made is not None:
            transitions.append(made)
            _tell(made, pair.transition, losses, where)
    return done, transitions


def _gap(earlier: Pair, later: Pair) -> int:
    return later.picture.start - earlier.picture.end


def _join(
    done: list[Pair], index: int, material: Json, bottom: bool, grid: Grid
) -> Transition | None:
    """Cut the two segments at the transition's middle; None if it became two fades."""
    earlier, later = done[index], done[index + 1]
    begin, end = later.picture.start, earlier.picture.end
    length = max(1, grid.frame(max(0, micros(material.get("duration")) or 0)))
    if end - begin <= 0:
        cut, before, after = begin, length // 2, length - length // 2
        if before + after == 1:
            before, after = 0, 1
    else:
        cut = begin + (end - begin) // 2
        # Each keeps a frame of its own.
        cut = min(max(cut, earlier.picture.start + 1), later.picture.end - 1)
        before, after = max(0, cut - begin), max(0, end - cut)
        if cut <= earlier.picture.start or before + after < 1:
            return None
        done[index], done[index + 1] = _ending(earlier, cut), _beginning(later, cut, grid)
    if bottom and _through_black(material):
        _fade(done, index, before, after)
        return None
    kind: Literal["dissolve", "wipe"] = "dissolve" if _dissolves(material) else "wipe"
    return Transition(cut, before, after, kind, text(material.get("name")))


def _ending(pair: Pair, cut: int) -> Pair:
    def shorter(clip: Clip) -> Clip:
        return replace(clip, duration=cut - clip.start)

    return replace(pair, picture=shorter(pair.picture), sound=pair.sound and shorter(pair.sound))


def _beginning(pair: Pair, cut: int, grid: Grid) -> Pair:
    def later(clip: Clip) -> Clip:
        shown = clip.source_in + (cut - clip.start) / grid.rate * clip.speed
        return replace(clip, start=cut, duration=clip.end - cut, source_in=max(Fraction(0), shown))

    return replace(pair, picture=later(pair.picture), sound=pair.sound and later(pair.sound))


def _fade(done: list[Pair], index: int, before: int, after: int) -> None:
    def look(pair: Pair, changed: Look) -> Pair:
        return replace(pair, picture=replace(pair.picture, look=changed))

    earlier, later = done[index], done[index + 1]
    out = min(max(1, before), earlier.picture.duration)
    done[index] = look(earlier, replace(earlier.picture.look, fade_out=out))
    into = min(max(1, after), later.picture.duration)
    done[index + 1] = look(later, replace(later.picture.look, fade_in=into))


def _dissolves(material: Json) -> bool:
    return (
        text(material.get("name")) in DISSOLVES
        or text(material.get("resource_id")) in DISSOLVE_RESOURCES
    )


def _through_black(material: Json) -> bool:
    return (
        text(material.get("name")) in BLACKS or text(material.get("resource_id")) in BLACK_RESOURCES
    )


def _tell(made: Transition, material: Json, losses: Findings, where: str) -> None:
    if made.kind != "dissolve":
        name = text(material.get("name"))[:40]
        losses.add("loss", f"The transition “{name}” is shown as a dissolve.", where)
