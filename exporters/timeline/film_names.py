"""Telling films from edits by their names alone: for that, no reader of edits is loaded."""

from __future__ import annotations

from pathlib import Path

_FILMS = (
    "3gp asf avi dv f4v flv m2ts m2v m4v mkv mov mp4 mpeg mpg mts mxf nut ogv rm rmvb ts vob "
    "webm wmv y4m"
)
_SOUNDS = "aac ac3 aif aiff alac ape flac m4a mka mp3 oga ogg opus wav wma"
_STILLS = frozenset(("png", "jpg", "jpeg"))
FILM_SUFFIXES = frozenset(f"{_FILMS} {_SOUNDS}".split())
"""Without the dot, in small letters."""


def is_film_name(path: Path) -> bool:
    """Whether a file so called is a film, a sound or a picture, and never an edit."""
    suffix = path.suffix.lower().removeprefix(".")
    return suffix in FILM_SUFFIXES or suffix in _STILLS
