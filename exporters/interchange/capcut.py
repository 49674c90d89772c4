"""Drafts for CapCut (desktop).

A draft is a folder; it belongs into the application's folder of drafts
(``~/Movies/CapCut/User Data/Projects/com.lveditor.draft`` on a Mac,
``%LOCALAPPDATA%\\CapCut\\User Data\\Projects\\com.lveditor.draft`` on Windows), whose
``root_meta_info.json`` should name it. ``jianying_versions`` says which versions open it.

The table of ``exporters.interchange.jianying`` says what is kept.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.jianying import writing as jianying_writing
from exporters.interchange.jianying.finding_losses import losses_of
from exporters.interchange.jianying.meta import updated_root
from exporters.interchange.jianying.shapes import Json
from exporters.interchange.jianying.versions import CAPCUT
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

__all__ = ["FORMAT", "losses", "root_entry", "updated_root", "write"]

FORMAT = WriteFormat(
    "capcut",
    "CapCut draft",
    (".capcut",),
    versions=CAPCUT.versions,
    version=CAPCUT.version,
    folder=True,
    main=jianying_writing.MAIN_FILE,
)


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the draft will not hold, and what CapCut may refuse."""
    return losses_of(sequence, options, CAPCUT)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Make the folder ``path`` with the draft in it. Raises OSError."""
    jianying_writing.write_draft(sequence, path, options, CAPCUT)


def root_entry(sequence: Sequence, options: WriteOptions) -> Json:
    """The draft's entry for ``updated_root``, given where it will lie in the end."""
    return jianying_writing.root_entry(sequence, options, CAPCUT)
