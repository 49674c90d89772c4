"""Where in an edit something is, in words: "V1 “interview” at 00:00:10:00"."""

from __future__ import annotations

from exporters.timeline.sequence import Clip, Media, Sequence
from exporters.timeline.timecode import to_timecode

MOST_LETTERS = 60


def clip_name(clip: Clip) -> str:
    """What a clip is called: by its own name, that of its content, or what it is."""
    content = clip.content
    if clip.name:
        return clip.name
    return content.name if isinstance(content, Media | Sequence) else content.kind


def place(sequence: Sequence, track: str, clip: Clip | None, frame: int) -> str:
    """The words for ``Problem.where``.

    Args:
        sequence: gives rate and time code.
        track: "V1", "A2" and so on; pictures count from the bottom.
        clip: None where a frame without a clip is meant.
        frame: of the sequence, from 0.
    """
    code = to_timecode(sequence.start + frame, sequence.rate, sequence.drop_frame)
    return f"{track}{quoted(clip_name(clip)) if clip is not None else ''} at {code}"


def quoted(name: str) -> str:
    """ " “interview”", shortened; "" for an empty name."""
    text = " ".join(name.split())
    short = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return f" “{short}”" if short else ""
