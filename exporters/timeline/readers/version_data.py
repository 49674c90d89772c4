"""Reads ``version_data`` as JSON; see ``exporters.timeline.version_scenes``."""

from __future__ import annotations

from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.bounded_json import parse_json
from exporters.timeline.readers.cut_list.tables import read_text
from exporters.timeline.reading import ReadFormat, ReadOptions
from exporters.timeline.sequence import Edit
from exporters.timeline.version_scenes import TITLE, edit_of, is_version_data

FORMAT = ReadFormat(
    "version_data", "version_data (JSON)", (".json",), lambda path, head: is_version_data(head)
)


def read(path: Path, options: ReadOptions) -> Edit:
    """The scenes one after another. Raises SourceError for what is no ``version_data``."""
    text = read_text(path, options.encoding)
    try:
        found = parse_json(text)
    except ValueError as error:
        raise SourceError(f"{shown(path)} is no JSON ({error}).") from error
    if not isinstance(found, dict):
        raise SourceError(f"{shown(path)} holds no {TITLE}: it is no object.")
    return edit_of(found, options, path)
