"""SubRip subtitles (SRT): UTF-8 without a mark, lines ended as SubRip does it."""

from __future__ import annotations

from collections.abc import Sequence as Many
from pathlib import Path

from exporters.interchange.subtitles import clock, lines_of, losses_of, milliseconds, spoken
from exporters.interchange.writing import WriteFormat, WriteOptions
from exporters.timeline.sequence import Problem, Sequence

FORMAT = WriteFormat("srt", "SubRip subtitles", (".srt",))


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What the file will not hold: all but the captions."""
    return losses_of(sequence, options, tags=True)


def write(sequence: Sequence, path: Path, options: WriteOptions) -> None:
    """Write the captions to ``path``. Raises OSError; UsageError for a track that is not there."""
    with path.open("w", encoding="utf-8", errors="replace", newline="\r\n") as stream:
        for number, text in enumerate(spoken(sequence, options), 1):
            times = f"{_time(milliseconds(text.start))} --> {_time(milliseconds(text.end))}"
            # "-->" within a text would begin a cue.
            lines = "\n".join(lines_of(text.text)).replace("-->", "->")
            stream.write(f"{number}\n{times}\n{lines}\n\n")


def _time(value: int) -> str:
    hour, minute, second, rest = clock(value)
    return f"{hour:02}:{minute:02}:{second:02},{rest:03}"
