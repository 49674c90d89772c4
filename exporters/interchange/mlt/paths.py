"""Paths of media as MLT takes them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from exporters.durable import shown
from exporters.errors import ExportError
from exporters.interchange.mlt.xml import writable
from exporters.timeline.sequence import Media

ADVICE = "Rename the file, or collect the media (`--collect`), which gives safe names."


def resource(media: Media) -> str:
    """The path that a producer plays: absolute if the medium has been found.

    Raises ExportError if MLT's XML cannot hold it.
    """
    found = str(media.path) if media.path is not None else _plain(media.url or media.name)
    problem = refusal(media)
    if problem:
        raise ExportError(problem, ADVICE)
    # A name that could be taken for an option, or for a service ("color:red"), gets its folder.
    if not found.startswith("/") and (found.startswith("-") or _looks_like_service(found)):
        found = f"./{found}"
    return found


def refusal(media: Media) -> str:
    """Why MLT's XML cannot hold the medium's path, as a sentence; "" if it can."""
    found = str(media.path) if media.path is not None else _plain(media.url or media.name)
    if "\n" in found or "\r" in found:
        return f"{shown(found)} has a line end in its name, which MLT does not read."
    if not writable(found):
        return f"{shown(found)} has characters in its name that XML cannot hold."
    return ""


def _plain(url: str) -> str:
    """A file URL as a path; other addresses as they are."""
    if url[:5].lower() != "file:":
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    path = unquote(parts.path)
    if re.match(r"/[A-Za-z]:/", path):
        return path[1:]
    if parts.netloc and parts.netloc != "localhost":
        return f"//{parts.netloc}{path}"
    return path


def _looks_like_service(name: str) -> bool:
    return re.match(r"[A-Za-z][A-Za-z0-9_.+-]+:(?!/|\\)", name) is not None
