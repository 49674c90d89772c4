"""Drafts of JianYing (剪映) and CapCut.

Read are drafts that are not encrypted: those of JianYing up to 5.9, of CapCut, and what other
programs wrote for them. Tried on drafts of JianYing 3.3 to 5.9 and CapCut 1.5 to 9.1, and on those
that pyJianYingDraft and other programs make.

| kept | how |
| --- | --- |
| clips of video and audio tracks | position, length, part of the medium, speed, backwards, off |
| own sound of films | a linked clip on an audio track |
| volume, fades, muted tracks | volume in decibels |
| scale, place, rotation, opacity, crop | freeze frames become the film standing still |
| dissolves | others are shown as dissolves; one through black on the lowest track as two fades |
| compound clips | nested sequences |
| subtitles | captions |
| other texts | titles: text, colour, size, place |
| markers | of the timeline |

Not kept, and told clip by clip: stickers, effects, filters, adjustments, animations, masks,
mirrored pictures, curves of speed (the average is taken), keyframes (the first value is; a plain
fade of opacity is kept), fonts and styles.
"""

from __future__ import annotations

from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.readers.jianying.edit import DraftReader
from exporters.timeline.readers.jianying.files import NAMES, Found, find_draft, is_draft_folder
from exporters.timeline.readers.jianying.values import table, text
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.sequence import Edit

APPLICATIONS = {"lv": "JianYing", "cc": "CapCut"}
"""By ``platform.app_source``."""

TELLING = ((b'"canvas_config"',), (b'"new_version"', b'"fps"'), (b'"tracks"', b'"materials"'))
"""Keys near the beginning of a draft, whose order differs from version to version."""


def _recognises(path: Path, head: bytes) -> bool:
    if path.name.lower() in NAMES:
        return True
    if path.suffix.lower() == ".json":
        return any(all(key in head for key in keys) for keys in TELLING)
    return path.is_dir() and is_draft_folder(path)


FORMAT = ReadFormat(
    "jianying",
    "JianYing or CapCut draft",
    ("", ".json", ".tmp", ".jianying", ".capcut"),
    _recognises,
)


def read(path: Path, options: ReadOptions) -> Edit:
    """The edit in a draft's folder, or in its draft_content.json or draft_info.json.

    Raises SourceError if it is encrypted, damaged or no draft.
    """
    found = find_draft(path, options.sequence)
    losses = Findings()
    _tell_files(found, losses)
    reader = DraftReader(found.folder, losses, options.size)
    try:
        sequence = reader.sequence(found.content, found.name)
    except RecursionError as error:
        raise SourceError(f"{shown(path)} is nested too deeply to be a draft.") from error
    names = to_choose_from(found.timelines)
    return Edit(sequence, _format(found), path, losses.problems(), sequences=names)


def _format(found: Found) -> str:
    platform = table(found.content.get("platform"))
    application = APPLICATIONS.get(text(platform.get("app_source")), "JianYing or CapCut")
    version = text(platform.get("app_version"))[:20]
    return f"{application} draft {version}".strip()


def _tell_files(found: Found, losses: Findings) -> None:
    if found.differing:
        others = ", ".join(found.differing)
        losses.add(
            "note",
            f"The folder holds more than one edit; {found.path.name} was read, and not {others}.",
        )
    if len(found.timelines) > 1:
        names = ", ".join(f"“{name[:40]}”" for name in found.timelines[:20])
        losses.add(
            "note",
            f"The draft has {len(found.timelines)} timelines ({names}); one was read.",
        )
