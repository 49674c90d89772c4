"""From gathered media to a project that shows them, checked, with the list of its losses."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from exporters.durable import Storage, reported, shown, temporary_path
from exporters.errors import ExportError, UnitFailed
from exporters.interchange import loss_report
from exporters.interchange.collecting import collected, quoted_urls
from exporters.interchange.copying import changed
from exporters.interchange.drafts import enter_in_index, put_beside
from exporters.interchange.editors import titled
from exporters.interchange.media_folder import MediaFolder, clear_dead, media_folder
from exporters.interchange.preflight import project_problems, summary
from exporters.interchange.project_plan import ProjectPlan
from exporters.interchange.rereading import reread
from exporters.interchange.writing import WriteOptions, Writer
from exporters.media.fingerprint import Fingerprint, fingerprint
from exporters.plan import AssemblyContext
from exporters.timeline.sequence import Problem
from exporters.timeline.sequence import Sequence as Edited

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


class ProjectAssembly:
    """Puts one project together.

    Args:
        output: the file that will be published.
        overwrite: files of an earlier project may be replaced.
    """

    def __init__(
        self,
        plan: ProjectPlan,
        writer: Writer,
        options: WriteOptions,
        output: Path,
        overwrite: bool,
        storage: Storage,
    ) -> None:
        self.plan = plan
        self.writer = writer
        self.options = options
        self.output = output
        self.overwrite = overwrite
        self.storage = storage
        self._written = Written(plan.sequence, (), (), (), None)

    def assemble(self, context: AssemblyContext) -> None:
        """Put the media into their folder, then write the project to ``context.path``."""
        plan, writer, options = self.plan, self.writer, self.options
        clear_dead(self.output.parent, self.storage, DRAFT_SUFFIX)
        places, whole = self._gathered(context)
        sequence, shown_there = self._moved(places, whole)
        told = [*plan.problems, *plan.collection.notes, *_uncut(plan, whole)]
        problems = (*told, *project_problems(shown_there, writer, options))
        checked = None
        if writer.FORMAT.folder:
            checked = self._write_folder(sequence, context)
        else:
            with reported("write", context.path):
                writer.write(sequence, context.path, options)
        self._written = Written(sequence, places, whole, problems, checked)

    def verify(self, context: AssemblyContext) -> None:
        """Compare media with their sources, and the project's clips with the edit's.

        Raises ExportError for a source that has changed; UnitFailed.
        """
        written = self._written
        for number, file in enumerate(self.plan.collection.files):
            context.token.check()
            if not file.mark.same_content(fingerprint(file.source)):
                raise changed(file.source)
            cut = file.cut is not None and number not in written.whole
            if not cut and not file.mark.same_content(fingerprint(written.places[number])):
                raise UnitFailed(f"{shown(written.places[number])} is not like its source.")
        checked = written.checked
        if checked is None:
            checked = reread(context.path, self.writer, written.sequence)
        self._tell(checked, context)

    def _gathered(self, context: AssemblyContext) -> tuple[tuple[Path, ...], tuple[int, ...]]:
        """Where the media lie now, and the numbers of those that could not be cut."""
        plan, files = self.plan, self.plan.collection.files
        if not files:
            return (), ()
        folder = MediaFolder(
            media_folder(self.output, self.writer.FORMAT.folder),
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

    def _moved(self, places: tuple[Path, ...], whole: tuple[int, ...]) -> tuple[Edited, Edited]:
        """The edit as it is written, and with absolute paths."""
        plan, writer = self.plan, self.writer
        if not places:
            return plan.sequence, plan.sequence
        absolute = collected(plan.sequence, plan.collection, places, whole)
        if writer.FORMAT.name not in RELATIVE or (plan.request.editor and _is_otio(writer)):
            return absolute, absolute
        relative = collected(plan.sequence, plan.collection, places, whole, self.output.parent)
        return (quoted_urls(relative) if _is_otio(writer) else relative), absolute

    def _write_folder(self, sequence: Edited, context: AssemblyContext) -> str:
        """Write a project that is a folder, read it again, and put all but its main file there."""
        writer, options, base = self.writer, self.options, self.output.parent
        made = temporary_path(base, DRAFT_SUFFIX)
        main = writer.FORMAT.main
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, made, ignore_errors=True)
            with reported("write", made):
                writer.write(sequence, made, options)
            if not (made / main).is_file():
                raise ExportError(f"The format {writer.FORMAT.name} has written no {main}.")
            checked = reread(made, writer, sequence)
            put_beside(made, base, main, self.overwrite, self.storage)
            with reported("write", context.path):
                shutil.copyfile(made / main, context.path)
        told = enter_in_index(writer, sequence, options, self.storage)
        context.notes.extend([told] if told else [])
        return checked

    def _tell(self, checked: str, context: AssemblyContext) -> None:
        """Keep the list of losses, and say in short what there is to know."""
        problems = list(dict.fromkeys(self._written.problems))
        if checked and not any(problem.severity != "note" for problem in problems):
            problems.append(Problem("loss", checked))
        target = f"{self.writer.FORMAT.title} {self.options.version}".strip()
        editor = titled(self.plan.request.editor)
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
