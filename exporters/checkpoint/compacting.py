"""Dropping what later records have replaced, from the journal of a task that runs for long."""

from __future__ import annotations

from pathlib import Path

from exporters.checkpoint import frames, records
from exporters.checkpoint.reading import parse, read_content, records_in
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
    found = records_in(content[: parse(content, path).end])
    progress = [at for at, (kind, _) in enumerate(found) if kind == records.PROGRESS]
    dropped = set(progress[:-1])
    compacted, _ = frames.new_file(one for at, one in enumerate(found) if at not in dropped)
    storage.write_file(path, compacted)
    return len(compacted)
