"""Drafts for JianYing (剪映).

A draft is a folder; it belongs into the application's folder of drafts
(``~/Movies/JianyingPro/User Data/Projects/com.lveditor.draft`` on a Mac,
``%LOCALAPPDATA%\\JianyingPro\\User Data\\Projects\\com.lveditor.draft`` on Windows), whose
``root_meta_info.json`` should name it. ``jianying_versions`` says which versions open it.

| of an edit | in the draft |
| --- | --- |
| clips, gaps, tracks, their order | kept, to the frame |
| own sound of pictures | of the segment itself; other sounds on audio tracks |
| speed | kept; backwards and standing still not |
| scale, place, rotation, opacity, crop, fit | kept; fades as keyframes of opacity |
| volume, fades of sound, mute | kept; panorama not |
| dissolves | kept, centred at the cut; wipes as dissolves |
| colours and bars | as pictures in the draft's folder; black on the lowest track as a gap |
| titles | text, size, colour, place |
| subtitles | kept; overlapping ones on further tracks |
| nested sequences | compound clips, as JianYing 5 has them |
| markers | of the edit, names and colours; of clips not |
| disabled clips, hidden and muted tracks | kept |
| time code, drop-frame, pixel aspect | not kept |
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.jianying import writing as jianying_writing
from exporters.interchange.jianying.finding_losses import losses_of
from exporters.interchange.jianying.meta import updated_root
from exporters.interchange.jianying.shapes import Json
from exporters.interchange.jianying.versions import JIANYING
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

__all__ = ["FORMAT", "losses", "root_entry", "updated_root", "write"]

FORMAT = WriteFormat(
    "jianying",
    "JianYing draft",
    (".jianying",),
    versions=JIANYING.versions,
    version=JIANYING.version,
    folder=True,
    main=jianying_writing.MAIN_FILE,
)


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the draft will not hold, and what JianYing may refuse."""
    return losses_of(sequence, options, JIANYING)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Make the folder ``path`` with the draft in it. Raises OSError."""
    jianying_writing.write_draft(sequence, path, options, JIANYING)


def root_entry(sequence: Sequence, options: WriteOptions) -> Json:
    """The draft's entry for ``updated_root``, given where it will lie in the end."""
    return jianying_writing.root_entry(sequence, options, JIANYING)
