"""What a project would lose, found out in the background while it is set up."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.gui import edit_words, words
from app.gui.background import Task, run_in_background
from app.jobs.edit_facts import EditFacts
from exporters.cancel import CancelToken
from exporters.timeline.sequence import Problem

if TYPE_CHECKING:
    from app.jobs.project_draft import ProjectDraft

Told = tuple[Path, Problem]
_ORDER = ("error", "loss", "note")


class LossFinder(QObject):
    """Looks again whenever something is another that matters.

    Signals:
        found(): ``problems`` is what belongs to what was asked last.
    """

    found = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.problems: list[Told] = []
        self.pending = False
        self._key: Hashable = None
        self._edits: dict[Path, EditFacts] = {}
        self._task: Task | None = None

    @property
    def errors(self) -> list[Told]:
        """What an editor would refuse."""
        return [told for told in self.problems if told[1].severity == "error"]

    @property
    def losses(self) -> list[Told]:
        """What will be lost, errors included."""
        return [told for told in self.problems if told[1].severity != "note"]

    def lines(self) -> list[str]:
        """All problems in words, the worst first; the edit is named where there are several."""
        several = len({path for path, _ in self.problems}) > 1
        text = QCoreApplication.translate("ExportPanel", "{film}: {problem}")
        listed = []
        for path, problem in self.problems:
            line = edit_words.sentence(problem)
            if several:
                line = text.format(film=words.one_line(path.name), problem=line)
            listed.append(line)
        return listed

    def look(
        self,
        project: ProjectDraft | None,
        edits: Mapping[Path, EditFacts],
        folder: Path | None,
        placeholder: bool,
    ) -> None:
        """Find what edits lose in a project; None for films, which say it themselves.

        Args:
            folder: where it will lie; None is beside each edit.
        """
        if project is not None:
            # Of no matter for what is lost.
            project = replace(project, collect="", handles="1", force=False)
        key = (project and project.target, tuple(map(id, edits.values())), folder, placeholder)
        if key == self._key:
            return
        # Held as long as they are compared by their ids, which are those of others afterwards.
        self._key, self._edits = key, dict(edits)
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.problems, self.pending = [], project is not None
        if project is None:
            return
        wanted, listed = project, self._edits

        def find(token: CancelToken) -> list[Told]:
            found: list[Told] = []
            for path, facts in listed.items():
                token.check()
                told = wanted.preflight(facts, folder or path.parent, placeholder)
                found += [(path, problem) for problem in told.all]
            return sorted(found, key=lambda one: _ORDER.index(one[1].severity))

        self._task = run_in_background(self, find, self._take, lambda _: self._take([]))

    def _take(self, problems: list[Told]) -> None:
        self._task = None
        self.problems, self.pending = problems, False
        self.found.emit()
