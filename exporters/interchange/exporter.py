"""The exporter of projects: an edit in, another program's project out, with its media if wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.durable import DISK, Storage, reported, shown
from exporters.errors import SourceError, StateError
from exporters.interchange import project_plan
from exporters.interchange.collecting import Collection, gather
from exporters.interchange.copying import CHUNK, copy_piece
from exporters.interchange.editors import options_for, writer_named
from exporters.interchange.media_folder import media_folder
from exporters.interchange.preflight import Preflight, edit_problems, project_problems
from exporters.interchange.project_assembling import ProjectAssembly
from exporters.interchange.project_plan import ProjectPlan
from exporters.interchange.request import ProjectRequest, resolve
from exporters.interchange.trimming import cut_file
from exporters.interchange.writing import WriteOptions, Writer
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint, check_unchanged, fingerprint
from exporters.media.source import Source
from exporters.plan import AssemblyContext, Plan, Unit, UnitContext
from exporters.timeline.opening import open_edit
from exporters.timeline.sequence import Edit, Problem, media_in
from exporters.timeline.sequence import Sequence as Edited

FOLDER_FILES = (".json", ".otio")
"""Suffixes of files that make up an edit that is a folder."""


class ProjectExporter:
    """Writes an edit as a project, and gathers its media.

    Args:
        output: the file that will be published.
        build: finds the ffmpeg that trims; called only where it is needed.
        overwrite: files of an earlier project may be replaced.
        on_problems: gets what will be lost, before anything is written.
        storage: carries out all durable writes.
        chunk: bytes of a unit of a large file.

    Attributes:
        incomplete: never; for whoever runs exports of all kinds.
    """

    name = project_plan.NAME
    incomplete = False

    def __init__(
        self,
        output: Path,
        build: Callable[[], FfmpegBuild],
        overwrite: bool = False,
        on_problems: Callable[[Sequence[Problem]], None] | None = None,
        storage: Storage = DISK,
        chunk: int = CHUNK,
    ) -> None:
        self.output = output.absolute()
        self.base = self.output.parent
        self.storage = storage
        self._find_build = build
        self._found_build: FfmpegBuild | None = None
        self._overwrite = overwrite
        self._on_problems = on_problems
        self._chunk = chunk
        self._assembly: ProjectAssembly | None = None

    @property
    def build(self) -> FfmpegBuild:
        """The ffmpeg that trims. Raises UsageError if there is none."""
        if self._found_build is None:
            self._found_build = self._find_build()
        return self._found_build

    # Planning

    def preflight(self, request: ProjectRequest, token: CancelToken) -> Preflight:
        """What will be lost or refused; nothing is written."""
        edit, problems = self._opened(request, token)
        return self._looked_at(request, edit.sequence, problems)

    def plan(self, request: Mapping[str, Any], token: CancelToken) -> Plan:
        """Read the edit and its media. Raises UsageError for what the editor would refuse."""
        wanted = ProjectRequest.from_map(request)
        # First, so that a change while the files are read shows at the next start.
        sources = dict(self._edit_files(wanted))
        edit, problems = self._opened(wanted, token)
        found = self._looked_at(wanted, edit.sequence, problems)
        if self._on_problems is not None:
            self._on_problems(found.all)
        if not wanted.force:
            found.refuse()
        collection = Collection((), ((),) * len(media_in(edit.sequence)))
        if wanted.collect:
            places = dict.fromkeys(item.path for item in media_in(edit.sequence) if item.path)
            marks = {place: fingerprint(place) for place in places}
            sources |= marks
            folder = media_folder(self.output, writer_named(wanted.format).FORMAT.folder)
            collection = gather(
                edit.sequence, marks, wanted.collect, wanted.handle_seconds, folder, token
            )
        return project_plan.make_plan(
            wanted, edit.sequence, problems, collection, list(sources.items()), self.base,
            self._chunk, self._cutter(wanted),
        )  # fmt: skip

    def restore_plan(
        self, request: Mapping[str, Any], stored: bytes, sources: Sequence[Mapping[str, Any]]
    ) -> Plan:
        """The plan out of a journal; the fingerprints of edit and media are compared."""
        wanted = ProjectRequest.from_map(request)
        if not sources:
            raise StateError("The journal's list of sources is damaged.", "Start over.")
        pairs = [
            (resolve(str(item.get("path")), self.base), Fingerprint.from_map(item))
            for item in sources
        ]
        for path, mark in pairs:
            check_unchanged(path, mark)
        return project_plan.restore_plan(wanted, stored, pairs, self.base, self._cutter(wanted))

    def _cutter(self, request: ProjectRequest) -> FfmpegBuild | None:
        return self.build if request.collect == "trim" else None

    def _edit_files(self, request: ProjectRequest) -> list[tuple[Path, Fingerprint]]:
        """What the edit is read from; the file that the request names comes first."""
        path = resolve(request.source, self.base)
        paths = [path]
        if path.is_dir():
            with reported("read the folder", path):
                names = sorted(item.name for item in path.iterdir() if item.is_file())
            paths = [path / name for name in names if name.lower().endswith(FOLDER_FILES)]
            if not paths:
                raise SourceError(f"{shown(path)} holds no project.", "Check the name.")
        if request.options.keep:
            paths.append(resolve(request.options.keep, self.base))
        return [(one, fingerprint(one)) for one in paths]

    def _opened(
        self, request: ProjectRequest, token: CancelToken
    ) -> tuple[Edit, tuple[Problem, ...]]:
        path = resolve(request.source, self.base)
        sources: dict[Path, Source] = {}
        edit, missing = open_edit(path, request.options, token, sources=sources)
        return edit, edit_problems(edit, missing, request.editor, sources)

    def _looked_at(
        self, request: ProjectRequest, sequence: Edited, problems: tuple[Problem, ...]
    ) -> Preflight:
        writer = writer_named(request.format)
        options = self._options(request, writer)
        return Preflight(problems, project_problems(sequence, writer, options))

    def _options(self, request: ProjectRequest, writer: Writer) -> WriteOptions:
        version = request.version or writer.FORMAT.version
        collected = bool(request.collect)
        return options_for(writer.FORMAT, version, request.editor, self.output, collected)

    # Units

    def run(self, unit: Unit, context: UnitContext) -> None:
        """Copy a medium, a piece of it, or what is used of it."""
        plan = _details(context.plan)
        piece = plan.pieces[unit.index]
        file = plan.collection.files[piece.file]
        if file.cut is not None:
            if cut_file(self.build, file.source, file.cut, file.sounds, unit.work, context):
                return
            # What cannot be cut so that the same frames are shown is better there as a whole.
            copy_piece(file.source, file.mark, 0, file.mark.size, context, self.storage)
            return
        copy_piece(file.source, file.mark, piece.offset, piece.length, context, self.storage)

    # Assembling

    def assemble(self, plan: Plan, context: AssemblyContext) -> None:
        """Put the media into their folder, then write the project that shows them there."""
        self._assembly = self._assembled(_details(plan))
        self._assembly.assemble(context)

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        """Compare media with their sources, and the project's clips with the edit's."""
        assert self._assembly is not None
        self._assembly.verify(context)

    def _assembled(self, plan: ProjectPlan) -> ProjectAssembly:
        writer = writer_named(plan.request.format)
        options = self._options(plan.request, writer)
        return ProjectAssembly(plan, writer, options, self.output, self._overwrite, self.storage)

    def close(self) -> None:
        """Nothing is kept open."""


def _details(plan: Plan) -> ProjectPlan:
    assert isinstance(plan.details, ProjectPlan)
    return plan.details
