"""Interrupted exports that lie in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.durable import shown
from exporters.engine.options import ExportOptions, Places
from exporters.engine.saved import SavedExport, find_saved
from exporters.errors import ExportError, SourceError, UsageError
from exporters.leftovers import JOURNAL_SUFFIX, PARTS_SUFFIX
from exporters.video.planning import resolve_source


@dataclass(frozen=True)
class Unfinished:
    """One interrupted export.

    Attributes:
        output, journal: paths.
        exporter: name of what makes it.
        units_done, units_total: finished units and all; the total is 0 when unknown.
        phase: that it was in.
        saved: seconds since 1970, 0.0 when unknown.
        parts_size: bytes of its finished parts.
        source: "there", "missing" or "" when unknown.
        damage: a sentence when its journal is damaged, else "".
        published: the output is complete; only journal and parts are left.
    """

    output: Path
    journal: Path
    exporter: str
    units_done: int
    units_total: int
    phase: str
    saved: float
    parts_size: int
    source: str
    damage: str
    published: bool


def find_unfinished(path: Path) -> tuple[list[Unfinished], list[str]]:
    """The exports in a folder, or that of one output or journal, and sentences about problems.

    Raises UsageError if there is nothing at ``path``.
    """
    found, problems = [], []
    for output in _outputs(path):
        try:
            places = Places.of(output, ExportOptions(workers=1))
            saved = find_saved(places)
        except ExportError as error:
            problems.append(str(error))
            continue
        # The progress of batches and loops lies in journals too.
        if saved is not None and (saved.units_total or saved.units_done):
            found.append(_described(places, saved))
    return found, problems


def _outputs(path: Path) -> list[Path]:
    if path.is_dir():
        try:
            names = sorted(entry.name for entry in path.iterdir())
        except OSError as error:
            raise UsageError(f"{shown(path)} cannot be read ({error.strerror}).") from error
        outputs = {
            path / name.removesuffix(suffix)
            for name in names
            for suffix in (JOURNAL_SUFFIX, PARTS_SUFFIX)
            if name.endswith(suffix) and name != suffix
        }
        return sorted(outputs)
    if path.name.endswith(JOURNAL_SUFFIX):
        return [path.with_name(path.name.removesuffix(JOURNAL_SUFFIX))]
    if path.exists() or path.parent.is_dir():
        return [path]
    raise UsageError(f"There is no {shown(path)}.")


def _described(places: Places, saved: SavedExport) -> Unfinished:
    return Unfinished(
        output=places.output,
        journal=places.journal,
        exporter=saved.exporter,
        units_done=saved.units_done,
        units_total=saved.units_total,
        phase=saved.phase,
        saved=saved.saved,
        parts_size=_size(places.parts),
        source=_source(places, saved.request),
        damage=saved.damage,
        published=saved.published,
    )


def _size(folder: Path) -> int:
    try:
        return sum(path.lstat().st_size for path in folder.iterdir())
    except OSError:
        return 0


def _source(places: Places, request: dict[str, Any]) -> str:
    source = request.get("source")
    if not isinstance(source, str) or not source:
        return ""
    try:
        found = resolve_source(source, places.output.parent).is_file()
    except (SourceError, OSError, ValueError):
        found = False
    return "there" if found else "missing"
