"""Finding the media of an edit: where the project says, near the project, then by name in folders.

Only local files are ever named; a URL of another machine counts as a name. Editors do it in the
same order when they relink.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.choosing import best_of
from exporters.timeline.locations import base_name, folders_above, possible_paths, same_name
from exporters.timeline.media_search import Found
from exporters.timeline.places import quoted
from exporters.timeline.readers.otio.archive import entry_name, media_entries, unpack
from exporters.timeline.replacing import with_clips, with_media
from exporters.timeline.sequence import (
    Clip,
    Edit,
    Generator,
    Media,
    Problem,
    Sequence,
    clips_in,
    media_in,
)

MOST_FOLDERS = 4
"""Folders of a path that are tried beside the project: a copied project keeps some of them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A medium that was not found.

    Attributes:
        clips: how many show or play it.
        packed: it lies in the edit's own archive and was not unpacked.
    """

    media: Media
    clips: int
    packed: bool = False

    @property
    def name(self) -> str:
        """What it is called, by the project or by its file."""
        return self.media.name or base_name(self.media.url) or "a medium without a name"

    @property
    def problem(self) -> Problem:
        """What a user reads about it."""
        if self.packed:
            message = f"The medium{quoted(self.name)} lies in the archive and is not unpacked."
        else:
            named = f", which the edit calls {shown(self.media.url)}," if self.media.url else ""
            message = f"The medium{quoted(self.name)}{named} was not found."
        times = "one clip uses it" if self.clips == 1 else f"{self.clips} clips use it"
        return Problem("error", message, f"media ({times})")


def link(
    edit: Edit,
    folders: Iterable[Path] = (),
    *,
    unpack_to: Path | None = None,
    token: CancelToken | None = None,
) -> tuple[Edit, tuple[Missing, ...]]:
    """The edit with the paths of its media, and all media that were not found.

    Args:
        folders: are looked through, with what is in them, for what is not where it should be.
        unpack_to: an existing folder for media that lie in the edit's archive (OTIOZ); None leaves
            them there, and they count as missing.

    Raises SourceError for a folder that is none, or a damaged archive; Cancelled.
    """
    linker = _Linker(edit, tuple(folders), unpack_to, token)
    found = linker.find(media_in(edit.sequence))
    sequence = with_media(edit.sequence, found)
    used: Counter[Media] = Counter()
    for clip in clips_in(sequence):
        if isinstance(clip.content, Media) and clip.content.path is None:
            used[clip.content] += 1
    missing = tuple(Missing(media, used[media], media in linker.packed) for media in used)
    problems = dict.fromkeys((*edit.problems, *linker.problems))
    return replace(edit, sequence=sequence, problems=tuple(problems)), missing


def with_placeholders(edit: Edit, missing: Iterable[Missing]) -> Edit:
    """The edit with a slate, a text on black, in place of each medium that is missing."""
    lost = {item.media: item.name for item in missing}

    def slate(clip: Clip, media: Media, kind: str, within: Sequence) -> Clip:
        if media not in lost:
            return clip
        return replace(clip, content=Generator("text", "#ffffff", clip.name or lost[media]))

    told = tuple(
        Problem("loss", f"The medium{quoted(name)} is missing; a slate is shown for it.", "media")
        for name in lost.values()
    )
    problems = dict.fromkeys((*edit.problems, *told))
    return replace(edit, sequence=with_clips(edit.sequence, slate), problems=tuple(problems))


class _Linker:
    def __init__(
        self, edit: Edit, folders: tuple[Path, ...], unpack_to: Path | None,
        token: CancelToken | None,
    ) -> None:  # fmt: skip
        for folder in folders:
            if not folder.is_dir():
                raise SourceError(f"{shown(folder)} is not a folder.", "Check --media-folder.")
        self.packed: set[Media] = set()
        self.problems: list[Problem] = []
        self._edit = edit
        self._folders = folders
        self._unpack_to = unpack_to
        self._token = token
        self._base = (edit.path if edit.path.is_dir() else edit.path.parent).absolute()
        self._entries = media_entries(edit.path) if edit.format == "OTIOZ" else {}

    def find(self, media: list[Media]) -> dict[Media, Media]:
        """Media with where they lie, by what they were; only those that change."""
        found: dict[Media, Media] = {}
        rest = []
        for item in media:
            path = self._named(item)
            if path is None:
                rest.append(item)
            elif path != item.path:
                found[item] = replace(item, path=path)
        by_name = self._by_name(rest) if rest and self._folders else {}
        for item in rest:
            path = by_name.get(item)
            if path is not None:
                found[item] = replace(item, path=path)
                continue
            gone = replace(item, path=None)
            if item.path is not None:
                found[item] = gone
            if entry_name(item.url, self._entries):
                self.packed.add(gone)
        return found

    def _named(self, media: Media) -> Path | None:
        """Where the project says that a medium lies, or near the project."""
        if media.path is not None and _is_file(media.path):
            return media.path
        entry = entry_name(media.url, self._entries)
        if entry is not None:
            return self._unpacked(entry)
        for path in possible_paths(media.url):
            if _is_file(self._base / path):
                return self._plain(self._base / path)
        name = base_name(media.url) or base_name(media.name)
        return self._beside(name, media.url) if name else None

    def _beside(self, name: str, url: str) -> Path | None:
        above = folders_above(url)[:MOST_FOLDERS]
        for depth in range(len(above), -1, -1):
            path = self._base.joinpath(*reversed(above[:depth]), name)
            if _is_file(path):
                return self._plain(path)
        return None

    def _unpacked(self, entry: str) -> Path | None:
        if self._unpack_to is None:
            return None
        if self._token is not None:
            self._token.check()
        return unpack(self._edit.path, self._entries[entry], self._unpack_to)

    def _plain(self, path: Path) -> Path:
        """Absolute and without "..", so that one file has one name; links are not resolved."""
        plain = Path(os.path.normpath(path))
        return plain if _is_file(plain) else path

    def _by_name(self, media: list[Media]) -> dict[Media, Path]:
        names = {item: _names(item) for item in media}
        wanted = {same_name(name) for found in names.values() for name in found}
        search = Found(self._folders, wanted, self._token)
        if not search.complete:
            message = "The folders hold too many files; not all were looked at for missing media."
            self.problems.append(Problem("note", message))
        found = {}
        for item, several in names.items():
            for name in several:
                paths = search.named(name)
                if paths:
                    path, told = best_of(item, paths)
                    found[item] = path
                    self.problems += told
                    break
        return found


def _names(media: Media) -> list[str]:
    names = (base_name(media.url), base_name(media.name))
    return [name for name in dict.fromkeys(names) if name]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
