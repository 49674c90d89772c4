"""Making transitions valid: at cuts, within the clips there, one after another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from exporters.timeline.checking.values import clean_name
from exporters.timeline.sequence import Clip, Transition

Tell = Callable[[str, int], None]
"""Takes a message and the frame that it is about."""


def clean_transitions(
    given: tuple[Transition, ...], clips: tuple[Clip, ...], longest: int, tell: Tell
) -> tuple[Transition, ...]:
    """The transitions that can be shown, as long as the clips allow.

    Args:
        clips: of the track, valid.
        longest: frame at which the latest one must have ended.
        tell: is called for each transition that is shortened or left out.
    """
    if not given:
        return given
    starts, ends = [clip.start for clip in clips], [clip.end for clip in clips]
    found: list[Transition] = []
    for transition in sorted(given, key=lambda item: item.cut):
        room = _room(transition.cut, clips, starts, ends, longest)
        earliest = found[-1].end if found else 0
        if found and found[-1].cut == transition.cut:
            room = None
        fitted = None if room is None else _fitted(transition, max(room[0], earliest), room[1])
        if fitted is None:
            message = "The transition stands at no cut, or has no room there, and was left out."
            tell(message, min(max(0, transition.cut), longest))
            continue
        if (fitted.before, fitted.after) != (transition.before, transition.after):
            message = "The transition is longer than what is beside it and was shortened."
            tell(message, fitted.cut)
        found.append(fitted)
    return tuple(found)


def _room(
    cut: int, clips: tuple[Clip, ...], starts: list[int], ends: list[int], longest: int
) -> tuple[int, int] | None:
    """Between which frames a transition at ``cut`` may lie; None where no clip begins or ends."""
    later, earlier = bisect_left(starts, cut), bisect_right(ends, cut) - 1
    begins = later < len(starts) and starts[later] == cut
    stops = earlier >= 0 and ends[earlier] == cut
    if not begins and not stops:
        return None
    before = ends[earlier] if earlier >= 0 else 0
    low = clips[earlier].start if stops else before
    if begins:
        return low, clips[later].end
    if later < len(starts):
        return low, starts[later]
    return low, min(longest, cut + clips[earlier].duration)


def _fitted(transition: Transition, low: int, high: int) -> Transition | None:
    cut = transition.cut
    before = max(0, min(transition.before, cut - low))
    after = max(0, min(transition.after, high - cut))
    if cut < low or before + after < 1:
        return None
    kind = transition.kind if transition.kind in ("dissolve", "wipe") else "dissolve"
    return Transition(cut, before, after, kind, clean_name(transition.name))
