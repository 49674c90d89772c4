"""The film of a list that does not name it."""

from __future__ import annotations

import re
from pathlib import Path

from exporters.durable import shown
from exporters.timeline.findings import Findings

FILM_SUFFIXES = (".mp4", ".mkv", ".mov", ".m4v", ".webm", ".avi", ".ts", ".mts", ".m2ts", ".mpg",
                 ".mpeg", ".mxf", ".flv", ".wmv", ".3gp", ".ogv", ".mp3", ".m4a", ".wav", ".flac",
                 ".ogg", ".opus", ".aac")  # fmt: skip


def film_beside(path: Path, findings: Findings) -> str:
    """Name of the film of a list: "film.mp4.csv", "film-proj.llc", or "film.csv" beside it."""
    stem = re.sub(r"-(?:proj|llc-edl|Scenes)$", "", path.stem)
    if Path(stem).suffix.lower() in FILM_SUFFIXES:
        return stem
    for suffix in FILM_SUFFIXES:
        try:
            if (path.parent / f"{stem}{suffix}").is_file():
                return f"{stem}{suffix}"
        except (OSError, ValueError):
            break
    findings.add(
        "note",
        f"The list does not name its film; one that is called {shown(stem)} is looked for.",
    )
    return stem or "film"
