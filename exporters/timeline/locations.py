"""Where the URLs and paths of project files may point to: at local files, and at nothing else."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote_to_bytes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_DRIVE = re.compile(r"/?[A-Za-z](:|%3[aA])[\\/]")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
LOCAL_HOSTS = ("", "localhost", "127.0.0.1")


def possible_paths(url: str) -> list[Path]:
    """Paths, absolute or relative to the project, that a URL or a path may mean; best first.

    Nothing for URLs of other machines and for drives of Windows where there are none: such media
    can be found by name only.
    """
    if url[:5].lower() == "file:":
        return _of_file_url(url[5:])
    if not url or "\0" in url:
        return []
    if _DRIVE.match(url):
        return [Path(url)] if sys.platform == "win32" else []
    # What has a scheme may still be a file with a colon in its name, of this folder.
    literal = [Path(url.replace("\\", "/") if _is_windows(url) else url)]
    if _SCHEME.match(url):
        return [] if "://" in url else literal
    return [*literal, *_decoded(url)] if _ESCAPE.search(url) else literal


def _of_file_url(rest: str) -> list[Path]:
    if rest.startswith("//"):
        host, slash, path = rest[2:].partition("/")
        if host.lower() not in LOCAL_HOSTS:
            # "file://media/x.mov" is a careless relative path, or another machine.
            return _decoded(f"{host}{slash}{path}") if sys.platform != "win32" else []
        rest = f"{slash}{path}"
    if _DRIVE.match(rest):
        return _decoded(rest.lstrip("/")) if sys.platform == "win32" else []
    # Careless programs write names as they are: with "#" and "?", or with a "%" that is one.
    literal = [Path(rest)] if _ESCAPE.search(rest) and "\0" not in rest else []
    bare = re.split("[?#]", rest)[0]
    return [*_decoded(rest), *literal, *(_decoded(bare) if bare != rest else [])]


def _decoded(text: str) -> list[Path]:
    """The path with its percent-escapes resolved."""
    raw = unquote_to_bytes(text)
    return [] if not raw or b"\0" in raw else [Path(os.fsdecode(raw))]


def _is_windows(path: str) -> bool:
    return "\\" in path and "/" not in path and sys.platform != "win32"


def base_name(url: str) -> str:
    """The name of the file that a URL or a path of any system means; "" if it has none."""
    text = url
    if url[:5].lower() == "file:" or "://" in url:
        text = unquote_to_bytes(url.partition("?")[0]).decode("utf-8", "replace")
    name = PureWindowsPath(text).name if "\\" in text else PurePosixPath(text).name
    return name if name not in (".", "..") else ""


def folders_above(url: str) -> tuple[str, ...]:
    """Names of the folders that a URL or a path goes through, the nearest first; normalised."""
    text = url
    if url[:5].lower() == "file:" or "://" in url:
        text = unquote_to_bytes(url).decode("utf-8", "replace")
    parts = re.split(r"[\\/]+", text)[:-1]
    return tuple(same_name(part) for part in reversed(parts) if part and not part.endswith(":"))


def same_name(name: str) -> str:
    """A form of a file's name that is equal for names that systems take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
