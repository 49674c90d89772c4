"""Small pictures of edits: of the first medium that is seen in one."""

from __future__ import annotations

from pathlib import Path

from app.jobs.edit_facts import EditFacts
from app.jobs.edits import is_edit
from app.jobs.stills import Box
from app.jobs.thumbnails import thumbnail
from exporters.cancel import CancelToken
from exporters.errors import SourceError
from exporters.timeline.sequence import Clip, Media, Sequence

MOST = 3
"""Media that are tried before there is no picture."""


def source_picture(path: Path, box: Box, token: CancelToken | None = None) -> bytes:
    """A small picture of a source, a film or an edit, as the bytes of a JPEG file.

    Raises SourceError if there is none, Cancelled.
    """
    if not is_edit(path):
        return thumbnail(path, box, token=token)
    # Only now: lists of films are shown sooner without it.
    from exporters.timeline.opening import open_edit
    from exporters.timeline.options import EditOptions

    edit, _ = open_edit(path, EditOptions(), token, described=False)
    return _picture(edit.sequence, box, token)


def picture_of(facts: EditFacts, box: Box, token: CancelToken | None = None) -> bytes:
    """The same of an edit that was read already."""
    return _picture(facts.sequence, box, token)


def _picture(sequence: Sequence, box: Box, token: CancelToken | None) -> bytes:
    for clip in _seen(sequence)[:MOST]:
        medium = clip.content
        if isinstance(medium, Media) and medium.path is not None:
            try:
                return _frame(clip, medium, medium.path, box, token)
            except SourceError:
                continue
    raise SourceError("The edit shows no medium.")


def _frame(clip: Clip, medium: Media, path: Path, box: Box, token: CancelToken | None) -> bytes:
    # Where a project counts from the medium's time code, only its file tells what that means.
    known = not (medium.still or medium.by_timecode)
    time = float(clip.source_in) if known else None
    return thumbnail(path, box, time=time, token=token)


def _seen(sequence: Sequence) -> list[Clip]:
    """Clips whose medium was found, in the order of time, the lowest track first."""
    found = [
        (clip.start, number, clip)
        for number, track in enumerate(sequence.video)
        if track.enabled
        for clip in track.clips
        if clip.enabled
        and isinstance(clip.content, Media)
        and clip.content.path is not None
        and clip.content.has_video
    ]
    return [clip for _, _, clip in sorted(found, key=lambda one: one[:2])]
