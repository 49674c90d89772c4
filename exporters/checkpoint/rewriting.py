"""Writing a journal anew with another header: for an export that was carried elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from exporters.checkpoint import frames, records
from exporters.checkpoint.reading import parse, records_in
from exporters.errors import StateError


def with_header(
    content: bytes,
    path: Path,
    *,
    request: Mapping[str, Any],
    stored_plan: bytes,
    sources: Sequence[Mapping[str, Any]],
) -> bytes:
    """A journal with the same records behind another header; what is not valid is left out.

    Args:
        content: the journal.
        path: for sentences only.
        request, stored_plan, sources: see ``Journal.create``.

    Raises:
        StateError: nothing in the journal is valid, or the header cannot be held.
    """
    old = parse(content, path)
    header = {
        **records.header_fields(old.state),
        "request": records.checked(dict(request)),
        "stored_plan": stored_plan,
        "sources": records.checked([dict(source) for source in sources]),
    }
    _, *others = records_in(content[: old.end])
    first = (records.HEADER, records.pack(header, records.HEADER))
    rewritten, _ = frames.new_file([first, *others])
    if parse(rewritten, path).state.finished.keys() != old.state.finished.keys():
        raise StateError("The journal cannot be written anew.")
    return rewritten
