"""Names of outputs out of a pattern with placeholders, and a free one where a name is taken."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.jobs.reasons import Refused
from exporters.durable import shown
from exporters.leftovers import JOURNAL_SUFFIX, LOCK_SUFFIX, PARTS_SUFFIX
from exporters.os_specifics import is_device
from exporters.video.encoders import CONTAINERS

PATTERN = "{name}"
"""The usual pattern: a file is called as its source."""
UNNAMED = "export"
"""What a file is called whose name would be empty."""
NAME_BYTES = 255 - max(len(suffix) for suffix in (JOURNAL_SUFFIX, LOCK_SUFFIX, PARTS_SUFFIX))
"""Length of an output's name in bytes of UTF-8, so that its companions' fit a file system too."""

FOLDER_SUFFIXES = (".otiod", ".fcpxmld", ".jianying", ".capcut")
"""Suffixes of edits that are folders."""
MAIN_FILES = frozenset(("draft_content.json",))
"""Files that are published in the folders of projects that are folders; no writer is loaded."""

_DIGEST = 8
"""Digits that tell two outputs of one name apart."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# Drives move between systems: what one of them refuses is left out for all.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_EDGES = " .\t"
_TYPED_SUFFIX = re.compile(rf"\.({'|'.join(CONTAINERS)})$", re.IGNORECASE)
"""Many type the suffix too, which the container gives."""


@dataclass(frozen=True)
class NameValues:
    """What the placeholders stand for.

    Attributes:
        name: the source's name without its suffix.
        preset: title of the preset.
        width, height: of the output's picture in pixels; None when unknown, or without a picture.
        encoder: the video encoder, or that of the sound.
        date: the day of the export.
    """

    name: str
    preset: str = ""
    width: int | None = None
    height: int | None = None
    encoder: str = ""
    date: date | None = None

    def texts(self) -> dict[str, str]:
        """The text for each placeholder."""
        return {
            "name": self.name,
            "preset": self.preset,
            "date": (self.date or date.today()).isoformat(),
            "height": "" if self.height is None else str(self.height),
            "width": "" if self.width is None else str(self.width),
            "encoder": self.encoder,
        }


PLACEHOLDERS = tuple(NameValues("").texts())


def check_pattern(pattern: str) -> None:
    """Raises Refused if no name can be made of a pattern."""
    listed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    if not pattern.strip():
        raise Refused("no_name", placeholders=listed)
    for name in _PLACEHOLDER.findall(pattern):
        if name not in PLACEHOLDERS:
            written = f"{{{name[:40]}}}"
            raise Refused("no_placeholder", placeholder=written, placeholders=listed)
    if found := _UNSAFE.search(_PLACEHOLDER.sub("", pattern)):
        raise Refused("unsafe_character", character=shown(found[0]))


def output_name(pattern: str, values: NameValues, container: str) -> str:
    """The name of a file, with its suffix: one that every file system takes, and not hidden.

    Args:
        container: the suffix without the dot; "" for a folder.

    Raises Refused if the pattern is none.
    """
    check_pattern(pattern)
    texts = values.texts()
    plain = _TYPED_SUFFIX.sub("", pattern.strip())
    if container:
        plain = re.sub(rf"\.{re.escape(container)}$", "", plain, flags=re.IGNORECASE)
    stem = _PLACEHOLDER.sub(lambda found: _safe(texts[found[1]]), plain)
    return with_number(tidy_stem(stem), 1, container)


def with_number(stem: str, number: int, container: str) -> str:
    """ "film.mp4", "film 2.mp4", "film 3.mp4" ...; a stem that is too long is cut at its end.

    Args:
        container: "" for a folder, which has no suffix.
    """
    ending = f"{'' if number < 2 else f' {number}'}{f'.{container}' if container else ''}"
    room = NAME_BYTES - len(ending.encode())
    return tidy_stem(_cut(stem, room)) + ending


def stem_of(source: Path) -> str:
    """A source's name without its suffix; a folder that is called "3.5 final" has none."""
    plain_folder = source.is_dir() and source.suffix.lower() not in FOLDER_SUFFIXES
    return source.name if plain_folder else source.stem


def tidy_stem(stem: str) -> str:
    """A stem without what a name must not begin or end with, and not that of a device."""
    stem = re.sub(r" {2,}", " ", _safe(stem)).strip(_EDGES)
    if is_device(stem):
        first, dot, rest = stem.partition(".")
        stem = f"{first.rstrip()}_{dot}{rest}"
    return stem or UNNAMED


def _safe(text: str) -> str:
    """``text`` as part of a name; undecodable bytes of a source's name are replaced as well."""
    readable = text.encode("utf-8", "replace").decode()
    return _UNSAFE.sub("_", readable)


def _cut(stem: str, room: int) -> str:
    encoded = stem.encode()
    if len(encoded) <= room:
        return stem
    return encoded[:room].decode(errors="ignore")


class OutputNames:
    """Gives names that neither a file nor another export has, and no one twice.

    Args:
        taken: outputs of exports that wait or run.
    """

    def __init__(self, taken: Iterable[Path] = ()) -> None:
        self._taken = {_key(path) for path in taken}
        self._numbers: dict[tuple[str, str, str], int] = {}

    def choose(self, folder: Path, name: str, *, replace: bool = False, main: str = "") -> Path:
        """A free path in ``folder``: ``name``, or with " 2", " 3" ... before its suffix.

        An unfinished export under a name takes it as well, so that its parts are not dropped.

        Args:
            replace: an existing file counts as free; an unfinished export does not.
            main: the output is a folder, of which this file is the one that exports are named by.
        """
        stem, _, container = (name, "", "") if main else name.rpartition(".")
        known = (str(folder), stem, container)
        number = self._numbers.get(known, 0) + 1
        while True:
            path = folder / with_number(stem, number, container)
            if not self._is_taken(path, main) and not _in_use(path, replace):
                break
            number += 1
        self._numbers[known] = number
        self._taken.add(_key(path))
        return path

    def _is_taken(self, path: Path, main: str) -> bool:
        if not main:
            return _key(path) in self._taken
        file = path / main
        return self._is_taken(path, "") or self._is_taken(file, "") or _in_use(file, replace=True)


def parts_in(folder: Path, output: Path) -> Path:
    """Where the finished parts of an output lie in a folder for those of all outputs."""
    digest = hashlib.sha256(os.fsencode(output)).hexdigest()[:_DIGEST]
    room = NAME_BYTES - _DIGEST - 1
    return folder / f"{_cut(_safe(output.name), room)}-{digest}{PARTS_SUFFIX}"


def default_folder() -> Path | None:
    """The user's folder of videos; None where there is none that can be written to."""
    import platformdirs

    folder = platformdirs.user_videos_path()
    return folder if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) else None


def check_folder(folder: Path) -> None:
    """Raises Refused if nothing can be written to a folder."""
    if not folder.is_dir():
        raise Refused("folder_missing", folder=shown(folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Refused("folder_closed", folder=shown(folder))


def _in_use(path: Path, replace: bool) -> bool:
    companions = (path.name + JOURNAL_SUFFIX, path.name + PARTS_SUFFIX)
    names = companions if replace else (path.name, *companions)
    return any(os.path.lexists(path.with_name(name)) for name in names)


def _key(path: Path) -> str:
    """The same for two paths that some file system takes for one."""
    return unicodedata.normalize("NFC", str(path.absolute())).casefold()
