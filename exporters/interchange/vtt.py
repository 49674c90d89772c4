"""WebVTT subtitles (https://www.w3.org/TR/webvtt1)."""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.subtitles import clock, lines_of, losses_of, milliseconds, spoken
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

FORMAT = WriteFormat("vtt", "WebVTT subtitles", (".vtt",))
_NAMES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the file will not hold: all but the captions."""
    return losses_of(sequence, options, tags=False)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the captions to ``path``. Raises OSError; UsageError for a track that is not there."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.write("WEBVTT\n")
        for text in spoken(sequence, options):
            times = f"{_time(milliseconds(text.start))} --> {_time(milliseconds(text.end))}"
            lines = "\n".join(lines_of(text.text)).translate(_NAMES)
            stream.write(f"\n{times}\n{lines}\n")


def _time(value: int) -> str:
    hour, minute, second, rest = clock(value)
    return f"{hour:02}:{minute:02}:{second:02}.{rest:03}"
