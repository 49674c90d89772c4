"""Names of files that every system and every editor takes.

Windows refuses ``<>:"/\\|?*``, control characters, dots and spaces at the end, and names of devices
(docs.microsoft.com, "Naming Files, Paths, and Namespaces"); Windows and macOS do not tell small
from capital letters, and macOS does not tell composed from decomposed ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from exporters.os_specifics import is_device

LONGEST = 120
"""Bytes of a name in UTF-8: with its folders a path must fit into the 260 letters of Windows."""
_REFUSED = re.compile(r'[<>:"/\\|?*]')
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


def safe_name(name: str) -> str:
    """A name like ``name`` that is taken everywhere; the same for the same ``name``."""
    text = unicodedata.normalize("NFC", name)
    text = _REFUSED.sub("_", "".join(mark if mark.isprintable() else "_" for mark in text))
    suffix = PurePath(text).suffix
    suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
    stem = text.removesuffix(suffix).strip(" ")
    if stem.startswith((".", "-")):
        stem = f"_{stem[1:]}"
    stem = _shortened(stem, LONGEST - len(suffix)).rstrip(" .") or "media"
    made = f"{stem}{suffix}"
    return f"_{made}" if is_device(made) else made


def candidates(name: str) -> Iterator[str]:
    """A safe name, then the same with rising numbers: "film.mp4", "film 2.mp4" ..."""
    yield name
    suffix = PurePath(name).suffix
    stem = name.removesuffix(suffix)
    number = 2
    while True:
        yield f"{stem} {number}{suffix}"
        number += 1


def folded(name: str) -> str:
    """What two names have in common that some system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def part_suffix(name: str) -> str:
    """A suffix for a part: a dot and 1 to 8 small letters or digits."""
    suffix = PurePath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ".media"


def _shortened(text: str, most: int) -> str:
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
