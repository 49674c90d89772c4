"""From what a user drops, pastes or names to films and edits, and journals to go on with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.jobs.edits import is_edit
from exporters.durable import shown
from exporters.leftovers import JOURNAL_SUFFIX, PARTS_SUFFIX
from exporters.timeline.film_names import FILM_SUFFIXES

_EDITS = "aaf ass capcut csv edl fcpxml fcpxmld jianying json kdenlive llc mlt otio otiod otioz "
_MORE = "srt ssa tmp tsv vtt xmeml xml"
EDIT_SUFFIXES = frozenset((_EDITS + _MORE).split())
"""Of the files that readers of edits know, for dialogs; loading the readers takes a while."""

MOST = 10_000
"""Files that are taken from folders at once."""


@dataclass
class Added:
    """What was found.

    Attributes:
        films: films and edits to export, each once, in the order given; folders' by name.
        journals: journals of interrupted exports.
        problems: a sentence for each thing that cannot be used.
    """

    films: list[Path] = field(default_factory=list)
    journals: list[Path] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def find_films(paths: Iterable[Path]) -> Added:
    """Look at files and folders.

    A folder that is an edit itself, as drafts of JianYing and CapCut are, counts as one. All others
    are searched for films, with the folders in them, links not followed. Edits in them are left
    out: an edit lies beside its films, and beside many other files of its suffix (JSON, XML), so
    that they are exported only when they are named.
    """
    added = Added()
    seen: set[Path] = set()
    for path in paths:
        path = path.absolute()
        if path.is_dir() and is_edit(path):
            found = [path]
        elif path.is_dir():
            found = list(_films_in(path))
            if not found:
                added.problems.append(f"There are no films in {shown(path)}.")
            elif len(found) >= MOST:
                added.problems.append(f"Only the first {MOST} films in {shown(path)} were taken.")
        elif path.exists():
            found = [path]
        else:
            found = []
            added.problems.append(f"There is no {shown(path)}.")
        for one in found:
            if one not in seen:
                seen.add(one)
                (added.journals if one.name.endswith(JOURNAL_SUFFIX) else added.films).append(one)
    return added


def paths_in_text(text: str) -> list[Path]:
    """Paths in pasted text: one a line, bare, quoted, or as a file URL; blank lines are skipped."""
    paths = []
    for line in text.splitlines():
        line = line.strip()
        if len(line) > 1 and line[0] == line[-1] and line[0] in "\"'":
            line = line[1:-1]
        if line.startswith("file:"):
            parts = urlsplit(line)
            line = unquote(parts.path, errors="surrogateescape") if not parts.netloc else ""
        if line and "\0" not in line:
            paths.append(Path(line).expanduser())
    return paths


def _films_in(folder: Path) -> Iterator[Path]:
    count = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(PARTS_SUFFIX)
        )
        for name in sorted(names):
            suffix = name.rpartition(".")[2].lower()
            wanted = suffix in FILM_SUFFIXES or name.endswith(JOURNAL_SUFFIX)
            if wanted and not name.startswith("."):
                yield Path(place, name)
                count += 1
                if count >= MOST:
                    return
