"""AAF, as Avid Media Composer and others write it, read by OpenTimelineIO's adapter.

Kept: tracks, cuts, dissolves, speeds, held frames, nested sequences, markers, media, gains,
drop-frame. Told as lost: other effects, speeds that vary. It is read in a process of its own; see
``child``. Titles and effects of Avid are not read, and a channel cannot be chosen: all sound of a
file is heard where several of its channels are used.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.media.reading import check_file, read_source
from exporters.timeline.readers.aaf.sound import joined_channels
from exporters.timeline.readers.otio.form import from_plain
from exporters.timeline.reading import ReadFormat, ReadOptions, to_choose_from
from exporters.timeline.sequence import Edit, Problem
from exporters.timeline.timecode import can_drop

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of Microsoft's compound files, which AAF is one of."""
LONGEST = 300.0
"""Seconds; the largest AAF tried (2 MB, 3,691 frames, 127 clips) takes 2.4."""


def _recognises(path: Path, head: bytes) -> bool:
    return head.startswith(_MAGIC)


FORMAT = ReadFormat("aaf", "AAF (Avid)", (".aaf",), _recognises)


def read(path: Path, options: ReadOptions) -> Edit:
    """The sequence that ``options`` name, or the first one.

    Raises SourceError if the file is no AAF, damaged, or takes too long to read.
    """
    check_file(path)
    script = Path(__file__).with_name("child.py")
    command = [sys.executable, "-I", str(script), str(path.absolute()), options.sequence]
    found = read_source(path, command, time_limit=LONGEST, stall_timeout=60)
    timeline = found.get("timeline")
    if not isinstance(timeline, dict):
        raise SourceError(f"{shown(path)} holds no sequence.")
    sequence, problems = from_plain(timeline, options)
    sequence = joined_channels(sequence)
    if found.get("drop_frame") is True and can_drop(sequence.rate):
        sequence = replace(sequence, drop_frame=True)
    others = found.get("others")
    others = [str(name) for name in others] if isinstance(others, list) else []
    if others and not options.sequence:
        names = ", ".join(f"“{name[:60]}”" for name in others)
        problems.insert(
            0,
            Problem(
                "note",
                f"The file holds several sequences; “{sequence.name[:60]}” is taken. Others: "
                f"{names}. Choose one with --sequence.",
            ),
        )
    known = to_choose_from((sequence.name, *others))
    return Edit(sequence, "AAF", path, tuple(problems), sequences=known)
