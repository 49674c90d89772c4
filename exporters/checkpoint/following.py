"""Reading on in a journal that is being written, by this or another process."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from exporters.checkpoint import frames, reading, records
from exporters.checkpoint.state import JournalState
from exporters.checkpoint.units import FinishedUnit
from exporters.durable import reported
from exporters.errors import ExportError


@dataclass(frozen=True)
class News:
    """What a journal says since it was read last.

    Attributes:
        state: after the last valid record.
        whole: everything was read, since this is the first time or the journal is another one.
        units: the units that were finished (``FinishedUnit``) or voided (their index), in order;
            empty when ``whole``.
        restarted: the application was started on this export anew; False when ``whole``.
    """

    state: JournalState
    whole: bool
    units: list[FinishedUnit | int] = field(default_factory=list)
    restarted: bool = False


class JournalFollower:
    """Reads a journal once, and then what is appended. Changes nothing on the disk.

    Not thread-safe.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: reading.Reading | None = None

    def read(self) -> News:
        """What is new.

        Raises:
            StateError: the file is missing, is no journal, or nothing in it is valid.
            NewerVersion: a newer version of Reprise wrote it.
        """
        news = self._read_on()
        if news is not None:
            return news
        self._found = None
        self._found = reading.read(self.path)
        return News(self._found.state, True)

    def _read_on(self) -> News | None:
        """None when the journal must be read from its beginning."""
        found = self._found
        if found is None:
            return None
        appended = _from_seam(self.path, found.end)
        if appended is None or frames.checksum_before(appended, _SEAM) != found.checksum:
            return None
        walked = frames.walk(appended, records.PAYLOAD_LIMITS)
        news, count = News(found.state, False), 0
        restarted = False
        for number, kind in enumerate(walked.kinds):
            try:
                _take(news, kind, appended[frames.payload_bounds(walked, number)])
            except records.UNREADABLE:
                break
            restarted = restarted or kind == records.SESSION
            count += 1
        end = walked.end(count)
        found.checksum = frames.checksum_before(appended, end)
        found.end += end - _SEAM
        return News(news.state, False, news.units, restarted)


_SEAM = frames.PREAMBLE.size
"""As many bytes before the new frames take the place of a preamble; its last four bytes, too, are
the checksum that the next frame is chained to."""


def _from_seam(path: Path, end: int) -> bytes | None:
    """The file from before ``end`` on; None when it is shorter, or cannot be read."""
    try:
        with reported("read", path), path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < end:
                return None
            file.seek(end - _SEAM)
            return file.read()
    except ExportError:
        return None


def _take(news: News, kind: int, payload: bytes) -> None:
    row = reading.apply_record(news.state, kind, payload)
    if kind == records.UNIT:
        news.units.append(news.state.finished[row[0]])
    elif kind == records.VOID:
        news.units.append(row[0])
