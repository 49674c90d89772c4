"""Addresses of media as Final Cut and Resolve take them.

Everything but letters, digits, "-", "_", ".", "~" and "/" is percent-encoded: Final Cut refuses
the sub-delimiters of RFC 3986 where they stand bare (palmier-io/palmier-pro#254).
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

from exporters.timeline.checking.values import clean_url
from exporters.timeline.sequence import Media

_DRIVE = re.compile(r"/?([A-Za-z]):[/\\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


def media_url(media: Media, folder: Path) -> str:
    """The address of a medium.

    Args:
        folder: where the project will lie; paths that are not absolute start there.
    """
    if media.path is not None:
        return _file_url(os.fsencode(media.path))
    if not media.url:
        # The DTD demands an address; Final Cut asks for the file by its name.
        return "file:///" + quote(media.name or "missing", safe="", errors="replace")
    if media.url[:5].lower() == "file:":
        return _normal(media.url)
    if _SCHEME.match(media.url) and not _DRIVE.match(media.url):
        return clean_url(media.url)
    path = _encoded(media.url)
    if path.startswith(b"/") or _DRIVE.match(media.url):
        return _file_url(path)
    whole: bytes = os.path.normpath(os.fsencode(folder.absolute()) + b"/" + path)
    return _file_url(whole)


def _file_url(path: bytes) -> str:
    text = os.fsdecode(path)
    drive = _DRIVE.match(text)
    if drive is not None:
        rest = text[drive.end() :].replace("\\", "/")
        return f"file:///{drive[1]}:/{quote(_encoded(rest), safe='/')}"
    host = "" if not path.startswith(b"//") else "/".join(text.split("/")[2:3])
    below = path[len(os.fsencode(host)) + 2 :] if host else path
    return f"file://{host}{quote(below, safe='/')}"


def _normal(url: str) -> str:
    """A file URL in the one way to write it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _file_url(_encoded(url[5:]))
    # "?" and "#" have no meaning in the address of a file: they belong to its name.
    rest = url[5:]
    path = rest[2 + len(parts.netloc) :] if rest.startswith("//") else rest
    host = "" if parts.netloc in ("", "localhost") else clean_url(parts.netloc)
    plain = unquote_to_bytes(_encoded(path))
    if _DRIVE.match(os.fsdecode(plain)):
        return _file_url(plain)
    return f"file://{host}{quote(plain, safe='/')}"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if _is_escaped(text) else "replace")


def _is_escaped(text: str) -> bool:
    """Whether all surrogates stand for bytes that are no UTF-8, as in names of files."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text) or all(
        "\udc80" <= letter <= "\udcff" for letter in text if "\ud800" <= letter <= "\udfff"
    )
