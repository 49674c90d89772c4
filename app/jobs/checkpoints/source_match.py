"""Whether an unfinished export's source is still the file that it was begun with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from exporters.checkpoint.state import JournalState
from exporters.errors import ExportError
from exporters.media.fingerprint import Fingerprint, fingerprint

SourceMatch = Literal["unchanged", "changed", "missing", ""]


def source_of(state: JournalState, base: Path) -> Path | None:
    """Path of the source that a journal names; None when it names none.

    Args:
        base: the output's folder, at which relative paths start.
    """
    source = state.request.get("source")
    if not isinstance(source, str) or not source or "\0" in source:
        return None
    return Path(os.path.normpath(Path(base, source)))


def match_source(state: JournalState, base: Path) -> SourceMatch:
    """Compare the source's fingerprint with the journal's; "" when there is nothing to compare.

    Of an edit all files are compared that the export reads; the worst is told. Reads 16 blocks of
    64 KiB of each. For ``base`` see ``source_of``.
    """
    path = source_of(state, base)
    if path is None or not state.sources:
        return ""
    if len(state.sources) == 1:
        return match_file(state, path)
    return _match_all(state, base)


def match_file(state: JournalState, path: Path) -> SourceMatch:
    """As ``match_source``, for another file in the source's place."""
    return _match(state.sources[0], path)


def _match_all(state: JournalState, base: Path) -> SourceMatch:
    paths = [item.get("path") for item in state.sources]
    if not all(isinstance(path, str) and path and "\0" not in path for path in paths):
        return ""
    found = {
        _match(mark, Path(os.path.normpath(Path(base, str(path)))))
        for mark, path in zip(state.sources, paths, strict=True)
    }
    worst: tuple[SourceMatch, ...] = ("missing", "changed")
    return next((match for match in worst if match in found), "unchanged")


def _match(mark: Mapping[str, Any], path: Path) -> SourceMatch:
    try:
        # Opening a pipe would wait for its other end.
        if not path.is_file():
            return "missing"
        expected = Fingerprint.from_map(mark)
        return "unchanged" if expected.same_content(fingerprint(path)) else "changed"
    except (ExportError, OSError, ValueError):
        return "missing" if not path.exists() else "changed"
