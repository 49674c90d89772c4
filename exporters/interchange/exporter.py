"""The exporter of projects: an edit in, another program's project out, with its media if wanted."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.durable import DISK, Storage, reported, shown, temporary_path
from exporters.errors import ExportError, SourceError, StateError, UnitFailed
from exporters.interchange import loss_report, project_plan
from exporters.interchange.collecting import Collection, collected, gather, quoted_urls
from exporters.interchange.copying import CHUNK, changed, copy_piece
from exporters.interchange.drafts import enter_in_index, put_beside
from exporters.interchange.editors import main_file, options_for, titled, writer_named
from exporters.interchange.media_folder import MediaFolder, clear_dead, media_folder
from exporters.interchange.preflight import Preflight, edit_problems, project_problems, summary
from exporters.interchange.project_plan import ProjectPlan
from exporters.interchange.request import ProjectRequest, resolve
from exporters.interchange.rereading import reread
from exporters.interchange.trimming import cut_file
from exporters.interchange.writing import WriteOptions, Writer
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.fingerprint import Fingerprint, fingerprint
from exporters.plan import AssemblyContext, Plan, Unit, UnitContext
from exporters.timeline.opening import open_edit
from exporters.timeline.sequence import Edit, Problem, media_in
from exporters.timeline.sequence import Sequence as Edited

FOLDER_FILES = (".json", ".otio")
"""Suffixes of files that make up an edit that is a folder."""
DRAFT_SUFFIX = ".draft"
RELATIVE = ("mlt", "kdenlive", "otio")
"""Formats in which paths of media may start at the project's folder."""


@dataclass(frozen=True)
class Written:
    """What ``assemble`` has made, for ``verify``.

    Attributes:
        sequence: as it was written.
        places: of the gathered media.
        whole: numbers of files that could not be cut.
        problems: all that is told.
        checked: the written project was read again already; what that has shown.
    """

    sequence: Edited
    places: tuple[Path, ...]
    whole: tuple[int, ...]
    problems: tuple[Problem, ...]
    checked: str | None


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
        self._written: Written | None = None

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
            if not mark.same_content(fingerprint(path)):
                error = changed(path)
                raise SourceError(error.problem, error.advice)
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
        edit, missing = open_edit(path, request.options, token)
        return edit, edit_problems(edit, missing, request.editor, token)

    def _looked_at(
        self, request: ProjectRequest, sequence: Edited, problems: tuple[Problem, ...]
    ) -> Preflight:
        writer = writer_named(request.format)
        options = self._options(request, writer)
        return Preflight(problems, project_problems(sequence, writer, options))

    def _options(self, request: ProjectRequest, writer: Writer) -> WriteOptions:
        version = request.version or writer.FORMAT.version
        return options_for(writer.FORMAT, version, request.editor, self.output)

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
        details = _details(plan)
        writer = writer_named(details.request.format)
        clear_dead(self.base, self.storage, DRAFT_SUFFIX)
        places, whole = self._gathered(details, context)
        sequence, shown_there = self._moved(details, places, whole, writer)
        options = self._options(details.request, writer)
        told = [*details.problems, *details.collection.notes, *_uncut(details, whole)]
        problems = (*told, *project_problems(shown_there, writer, options))
        checked = None
        if writer.FORMAT.folder:
            checked = self._write_folder(sequence, writer, options, context)
        else:
            with reported("write", context.path):
                writer.write(sequence, context.path, options)
        self._written = Written(sequence, places, whole, problems, checked)

    def verify(self, plan: Plan, context: AssemblyContext) -> None:
        """Compare media with their sources, and the project's clips with the edit's."""
        details, written = _details(plan), self._written
        assert written is not None
        for number, file in enumerate(details.collection.files):
            context.token.check()
            if not file.mark.same_content(fingerprint(file.source)):
                raise changed(file.source)
            cut = file.cut is not None and number not in written.whole
            if not cut and not file.mark.same_content(fingerprint(written.places[number])):
                raise UnitFailed(f"{shown(written.places[number])} is not like its source.")
        writer = writer_named(details.request.format)
        checked = written.checked
        if checked is None:
            checked = reread(context.path, writer, written.sequence)
        self._tell(details, writer, written, checked, context)

    def close(self) -> None:
        """Nothing is kept open."""

    def _gathered(
        self, plan: ProjectPlan, context: AssemblyContext
    ) -> tuple[tuple[Path, ...], tuple[int, ...]]:
        """Where the media lie now, and the numbers of those that could not be cut."""
        files = plan.collection.files
        if not files:
            return (), ()
        in_folder = writer_named(plan.request.format).FORMAT.folder
        folder = MediaFolder(
            media_folder(self.output, in_folder),
            self.storage,
            context.token,
            _work_paths(context),
        )
        folder.prepare()
        places, whole = [], []
        for number, file in enumerate(files):
            context.token.check()
            context.report(0.9 * number / len(files))
            parts = [context.parts[unit] for unit in plan.units_of(number)]
            if file.way == "there":
                places.append(folder.keep(file.source))
            elif file.way == "link":
                places.append(folder.link(file.name, file.source))
            else:
                places.append(folder.put(file.name, parts))
            if file.cut is not None and _is_whole(parts[0], file.mark):
                whole.append(number)
        folder.sync()
        _tell_links(folder, context)
        return tuple(places), tuple(whole)

    def _moved(
        self,
        plan: ProjectPlan,
        places: tuple[Path, ...],
        whole: tuple[int, ...],
        writer: Writer,
    ) -> tuple[Edited, Edited]:
        """The edit as it is written, and with absolute paths."""
        if not places:
            return plan.sequence, plan.sequence
        absolute = collected(plan.sequence, plan.collection, places, whole)
        if writer.FORMAT.name not in RELATIVE or (plan.request.editor and _is_otio(writer)):
            return absolute, absolute
        relative = collected(plan.sequence, plan.collection, places, whole, self.base)
        return (quoted_urls(relative) if _is_otio(writer) else relative), absolute

    def _write_folder(
        self, sequence: Edited, writer: Writer, options: WriteOptions, context: AssemblyContext
    ) -> str:
        """Write a project that is a folder, read it again, and put all but its main file there."""
        made = temporary_path(self.base, DRAFT_SUFFIX)
        main = main_file(writer.FORMAT)
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, made, ignore_errors=True)
            with reported("write", made):
                writer.write(sequence, made, options)
            if not (made / main).is_file():
                raise ExportError(f"The format {writer.FORMAT.name} has written no {main}.")
            checked = reread(made, writer, sequence)
            put_beside(made, self.base, main, self._overwrite, self.storage)
            with reported("write", context.path):
                shutil.copyfile(made / main, context.path)
        told = enter_in_index(writer, sequence, options, self.storage)
        context.notes.extend([told] if told else [])
        return checked

    def _tell(
        self,
        plan: ProjectPlan,
        writer: Writer,
        written: Written,
        checked: str,
        context: AssemblyContext,
    ) -> None:
        """Keep the list of losses, and say in short what there is to know."""
        problems = list(dict.fromkeys(written.problems))
        if checked and not any(problem.severity != "note" for problem in problems):
            problems.append(Problem("loss", checked))
        target = f"{writer.FORMAT.title} {self._options(plan.request, writer).version}".strip()
        editor = titled(plan.request.editor)
        target = f"{target}, for {editor}" if editor else target
        text = loss_report.report_text(self.output, target, problems)
        in_the_way = loss_report.keep_report(self.output, text, self.storage)
        listed = loss_report.losses_path(self.output)
        if in_the_way:
            context.notes.append(in_the_way)
        elif text:
            context.notes.append(f"{summary(problems, listed)}.")
        else:
            context.notes.extend(str(problem) for problem in problems[:5])


def _details(plan: Plan) -> ProjectPlan:
    assert isinstance(plan.details, ProjectPlan)
    return plan.details


def _is_otio(writer: Writer) -> bool:
    return writer.FORMAT.name == "otio"


def _is_whole(part: Path, mark: Fingerprint) -> bool:
    return part.stat().st_size == mark.size and mark.same_content(fingerprint(part))


def _uncut(plan: ProjectPlan, whole: tuple[int, ...]) -> list[Problem]:
    return [
        Problem(
            "note",
            f"{shown(plan.collection.files[number].source.name)} could not be cut by stream copy "
            "and was copied whole.",
            "media",
        )
        for number in whole
    ]


def _tell_links(folder: MediaFolder, context: AssemblyContext) -> None:
    if folder.linked:
        context.notes.append(f"{len(folder.linked)} media are hard links to their sources.")
    if folder.pointed:
        named = ", ".join(folder.pointed[:5])
        context.notes.append(
            f"{len(folder.pointed)} media are symbolic links, since hard links cannot be made "
            f"there: {named}. They are lost when their sources are moved."
        )


def _work_paths(context: AssemblyContext) -> Callable[[], Path]:
    """Paths for files that are put together: names by which they are cleared after a kill."""
    numbers = itertools.count(len(context.plan.units) + 1)
    folder = context.path.parent

    def path() -> Path:
        if context.path.name.startswith("unfinished-"):
            return folder / f"unfinished-{os.getpid()}-{next(numbers):06d}.media"
        return temporary_path(folder, ".media")

    return path
