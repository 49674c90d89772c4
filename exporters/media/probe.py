"""What a media file holds, found out in a child process that a hostile file may bring down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import SourceError
from exporters.media import strict_map
from exporters.media.container_size import missing_bytes
from exporters.media.reading import check_file, read_source, script
from exporters.media.source import Source
from exporters.media.stills import still_format

TIME_LIMIT = 60.0


def probe(
    path: Path | str,
    *,
    token: CancelToken | None = None,
    time_limit: float = TIME_LIMIT,
    stills: bool = False,
) -> Source:
    """Describe the file at ``path``.

    Args:
        stills: a file that holds one picture is taken, too.
        time_limit: seconds after which a file counts as unreadable.

    Raises SourceError if it is missing, no single media file, damaged at its beginning, or
    hostile; Cancelled.
    """
    path = Path(path).absolute()
    check_file(path)
    picture = still_format(path) if stills else None
    command = script("probe_child.py", str(path), *([picture] if picture else []))
    described = read_source(path, command, token=token, time_limit=time_limit)
    return source_of(path, described)


def source_of(path: Path, described: dict[str, Any]) -> Source:
    """The source that a child process has described. Raises SourceError if that makes no sense."""
    try:
        missing = missing_bytes(path)
        described["warnings"] = [*described["warnings"], *_cut_off(missing)]
        size = path.stat().st_size
        values = {**described, "path": str(path), "size": size, "truncated": missing > 0}
        return strict_map.from_map(Source, values)
    except (OSError, KeyError, ValueError) as error:
        raise SourceError(f"What was read from {path} makes no sense ({error}).") from error


def _cut_off(missing: int) -> list[str]:
    return [f"The file is cut off: {missing} bytes are missing at its end."] if missing else []
