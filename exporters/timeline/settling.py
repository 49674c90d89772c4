"""What a project leaves open and only its media can say: the size of the picture."""

from __future__ import annotations

from dataclasses import replace

from exporters.timeline.sequence import Edit, Media, Problem


def settled(edit: Edit) -> Edit:
    """The edit with the size of the first medium that is seen, if the project states none.

    Args:
        edit: with the facts of its media; see ``media_facts.describe``.
    """
    medium = _first_seen(edit) if edit.size_guessed else None
    if medium is None:
        return edit
    sequence = replace(
        edit.sequence,
        width=medium.width,
        height=medium.height,
        pixel_aspect=medium.pixel_aspect,
    )
    guess = guessed_size(edit.sequence.width, edit.sequence.height)
    problems = [problem for problem in edit.problems if problem.message != guess]
    message = f"The size of the picture is not stated; that of “{medium.name}” is used."
    told = (*problems, Problem("note", message))
    return replace(edit, sequence=sequence, problems=told, size_guessed=False)


def guessed_size(width: int, height: int) -> str:
    """The sentence about a size that nothing states."""
    return f"The size of the picture is not stated; {width}x{height} is used."


def _first_seen(edit: Edit) -> Media | None:
    for track in edit.sequence.video:
        for clip in track.clips:
            content = clip.content
            if isinstance(content, Media) and content.known and content.width and content.height:
                return content
    return None
