"""Dropping what later records have replaced, from the journal of a task that runs for long."""

from __future__ import annotations

import os
from pathlib import Path

from exporters.checkpoint import frames, records
from exporters.checkpoint.reading import parse, read_content
from exporters.durable import Storage


def compact(path: Path, storage: Storage) -> int:
    """Write a journal anew without its progress records, the last excepted.

    After a crash the old file is there, or the new one. Nobody may have it open for writing.

    Returns:
        Bytes in the file now.

    Raises:
        StateError: it cannot be read.
        DiskFull, ExportError: it cannot be written; then it is what it was.
    """
    content = read_content(path)
    end = parse(content, path).end
    found = frames.walk(content[:end], records.PAYLOAD_LIMITS)
    progress = [at for at, kind in enumerate(found.kinds) if kind == records.PROGRESS]
    dropped = set(progress[:-1])
    start, checksum = frames.preamble(os.urandom(frames.SALT_BYTES))
    pieces = [start]
    for at, kind in enumerate(found.kinds):
        if at not in dropped:
            payload = content[frames.payload_bounds(found, at)]
            piece, checksum = frames.frame(kind, payload, checksum)
            pieces.append(piece)
    compacted = b"".join(pieces)
    storage.write_file(path, compacted)
    return len(compacted)
