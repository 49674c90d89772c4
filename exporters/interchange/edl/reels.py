"""Names of reels: 8 capital letters and digits, one for each medium."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from exporters.timeline.sequence import Media, Sequence

LONGEST = 8
_TAKEN = ("AX", "BL", "BLACK", "BARS", "NONE")
"""What lists mean something else by."""


def file_name(content: Media | Sequence) -> str:
    """The name of a medium's file, by which editors find it again; a sequence's own name."""
    if isinstance(content, Sequence):
        return content.name
    if content.path is not None:
        return content.path.name
    url = content.url
    if url.lower().startswith("file:"):
        url = unquote(url)
    elif "\\" in url:
        return PureWindowsPath(url).name
    return PurePosixPath(url).name or content.name


class Reels:
    """The reels of a list, in the order of first use; the same media give the same names.

    Args:
        contents: each once.
    """

    def __init__(self, contents: Iterable[Media | Sequence]) -> None:
        self._names: dict[Media | Sequence, str] = {}
        self._known: dict[int, tuple[str, str, Media | Sequence]] = {}
        used = set(_TAKEN)
        for content in contents:
            if content not in self._names:
                self._names[content] = name = _free(file_name(content), used)
                used.add(name)

    def name(self, content: Media | Sequence) -> str:
        """The reel of one of the contents."""
        return self._both(content)[0]

    def file(self, content: Media | Sequence) -> str:
        """The name of its file."""
        return self._both(content)[1]

    def _both(self, content: Media | Sequence) -> tuple[str, str, Media | Sequence]:
        known = self._known.get(id(content))
        if known is None:
            # The content is kept, so that no other one gets its address.
            known = self._names[content], file_name(content), content
            self._known[id(content)] = known
        return known


def _free(name: str, used: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", PurePosixPath(name).stem)
    letters = re.sub("[^A-Z0-9_]", "", plain.upper()) or "REEL"
    short = letters[:LONGEST]
    number = 1
    while short in used:
        number += 1
        # Not a number alone: A001C003 would be the name of another recording.
        short = f"{letters[: LONGEST - 1 - len(str(number))]}_{number}"
    return short
