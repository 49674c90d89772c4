"""Carrying an unfinished export to another machine, and going on there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.jobs.checkpoints.source_match import match_file, source_of
from app.jobs.requests import container_of, relative
from exporters.cancel import CancelToken
from exporters.checkpoint.bundle import BUNDLE_SUFFIX, OnBytes, write_bundle
from exporters.checkpoint.bundle_reading import Bundle, unpack
from exporters.checkpoint.lock import ExportLock
from exporters.checkpoint.manifest import Manifest
from exporters.checkpoint.rewriting import with_header
from exporters.checkpoint.state import JournalState
from exporters.durable import shown
from exporters.engine.options import ExportOptions, Places
from exporters.errors import ExportError, SourceError, UsageError
from exporters.media.ffmpeg import find_ffmpeg
from exporters.video.exporter import VideoExporter
from exporters.video.plan_record import NAME, relocated


@dataclass
class Imported:
    """What was imported.

    Attributes:
        places: where it lies now.
        units_done, units_total: finished units and all.
        size: bytes of its parts.
        source: that it goes on with; None when it has none.
        notes: sentences about what the user has to know.
    """

    places: Places
    units_done: int
    units_total: int
    size: int
    source: Path | None
    notes: list[str] = field(default_factory=list)


def export_bundle(
    places: Places,
    target: Path | None = None,
    overwrite: bool = False,
    on_bytes: OnBytes = lambda done, total: None,
    token: CancelToken | None = None,
) -> tuple[Path, Manifest]:
    """Put an unfinished export into one file; returns its path and what it holds.

    Args:
        target: the file; by default the output's name with ".reprise-bundle" appended.

    For the others, and what is raised, see ``write_bundle``.
    """
    target = target or places.output.with_name(places.output.name + BUNDLE_SUFFIX)
    if not target.parent.is_dir():
        raise UsageError(f"The folder {shown(target.parent)} does not exist.", "Create it first.")
    if target.is_dir():
        raise UsageError(f"{shown(target)} is a folder.", "Name a file.")
    manifest = write_bundle(
        places.output,
        places.journal,
        places.parts,
        target.absolute(),
        overwrite=overwrite,
        on_bytes=on_bytes,
        token=token,
    )
    return target, manifest


def import_bundle(
    file: Path,
    places: Places,
    source: Path | None = None,
    ffmpeg: str | None = None,
    on_bytes: OnBytes = lambda done, total: None,
    token: CancelToken | None = None,
) -> Imported:
    """Put the export in a bundle beside an output, so that it can go on there.

    Args:
        file: the bundle.
        places: of the output.
        source: where the source lies on this machine; by default it is looked for where it was,
            as seen from the output.
        ffmpeg: path of an ffmpeg, or None for the usual one.
        on_bytes: called with the bytes that were written, and all.
        token: ends it; nothing of it is left then.

    Raises:
        UsageError: the output cannot be one, or the source's name was given without need.
        SourceError: the source is missing, or is another file.
        StateError: the bundle is damaged, or an unfinished export is in the way.
        DiskFull, ExportError: it cannot be written.
    """
    places.check_folders()
    with Bundle(file) as bundle:
        state, content = bundle.state, bundle.journal
        _check_name(state, places.output)
        if source is not None:
            content = _relocated(bundle, places, source)
        else:
            source = _source_as_seen_from(state, places)
        with ExportLock(places.lock, subject=shown(places.output)):
            unpack(bundle, places.journal, places.parts, content, on_bytes=on_bytes, token=token)
        return Imported(
            places=places,
            units_done=len(state.finished),
            units_total=state.unit_count,
            size=sum(bundle.manifest.parts.values()),
            source=source,
            notes=_other_programs(state, places, source, ffmpeg),
        )


def _check_name(state: JournalState, output: Path) -> None:
    """The file that is written is what it was planned to be, whatever its name."""
    wanted = state.request.get("container")
    if state.exporter == NAME and container_of(output) != wanted:
        raise UsageError(
            f"The export in the bundle writes another kind of file than {shown(output.name)} says.",
            f"End its name in .{wanted}.",
        )


def _relocated(bundle: Bundle, places: Places, source: Path) -> bytes:
    """The bundle's journal, with another path of the source."""
    state = bundle.state
    if state.exporter != NAME or len(state.sources) != 1:
        raise UsageError("The export in the bundle has no source that could lie elsewhere.")
    _check_source(state, source, "Give the file that the export was begun with.")
    request, stored, sources = relocated(
        state.request, state.stored_plan, state.sources, relative(source, places.output.parent)
    )
    return with_header(
        bundle.journal, bundle.path, request=request, stored_plan=stored, sources=sources
    )


def _source_as_seen_from(state: JournalState, places: Places) -> Path | None:
    source = source_of(state, places.output.parent)
    if source is not None and state.sources:
        _check_source(state, source, "Say where it lies with --source PATH.")
    return source


def _check_source(state: JournalState, source: Path, advice: str) -> None:
    match = match_file(state, source)
    if match == "missing":
        raise SourceError(f"The source {shown(source)} is missing.", advice)
    if match == "changed":
        raise SourceError(
            f"{shown(source)} is not the file that the export was begun with: what is finished "
            "does not fit it.",
            advice,
        )


def _other_programs(
    state: JournalState, places: Places, source: Path | None, ffmpeg: str | None
) -> list[str]:
    """A warning when this machine's programs would make other parts."""
    if state.exporter != NAME or source is None:
        return []
    request = {**state.request, "source": str(source.absolute())}
    try:
        exporter = VideoExporter(find_ffmpeg(ffmpeg), places.output.parent)
        plan = exporter.restore_plan(request, state.stored_plan, state.sources)
    except ExportError as error:
        return [f"It cannot go on here as things are: {error}"]
    if plan.hash == state.plan_hash:
        return []
    return [
        "The ffmpeg here, or another program, is not the version that the export was begun with; "
        "`reprise resume` needs that one (--ffmpeg PATH)."
    ]


def places_for_import(output: Path, state: Path | None, parts: Path | None) -> Places:
    """Where the files of an output that is to come will lie. Raises ``UsageError``."""
    if output.is_dir():
        raise UsageError(f"{shown(output)} is a folder.", "Name the file that is to be written.")
    return Places.of(output, ExportOptions(workers=1, state_path=state, parts_path=parts))
