"""What of an edit cannot be rendered as it was meant: told before anything is rendered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exporters.timeline.sequence import Problem, Sequence, clips_in


def limits(sequence: Sequence, captions: str = "") -> tuple[Problem, ...]:
    """One sentence for each kind of thing, with how often it occurs.

    Args:
        captions: what becomes of them, as in ``EditOptions``.
    """
    counted = Counter(_kinds(sequence))
    if captions == "burn" and sum(bool(track.captions) for track in sequence.captions) > 1:
        counted["Only the first of several tracks of captions is drawn into the picture"] = 1
    return tuple(
        Problem("loss", f"{text} ({number} times)." if number > 1 else f"{text}.")
        for text, number in counted.items()
    )


def _kinds(sequence: Sequence) -> Iterator[str]:
    yield from _of_tracks(sequence)
    for clip in clips_in(sequence):
        if isinstance(clip.content, Sequence):
            yield from _of_tracks(clip.content)
    for track in sequence.audio:
        for clip in track.clips:
            if isinstance(clip.content, Sequence) and clip.speed < 0:
                yield "The sound of a nested sequence that runs backwards is left out"


def _of_tracks(sequence: Sequence) -> Iterator[str]:
    for track in (*sequence.video, *sequence.audio):
        for transition in track.transitions:
            if transition.kind != "dissolve":
                yield "A wipe is shown as a dissolve"
