"""What is in the way of an export: found everywhere, and said at its field."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.gui.export_panel import problems
from app.gui.export_panel.footer import Footer, Losses
from app.gui.export_panel.losses import LossFinder
from app.gui.export_panel.problems import Problem
from app.gui.export_panel.section import Shown
from app.gui.export_panel.sections import Sections
from app.gui.export_panel.subject import Subject
from app.gui.export_panel.writing import Writing


class Judge:
    """Args:
    sections: where problems are said; footer: where losses are.
    parent: of the work in the background.
    """

    def __init__(self, sections: Sections, footer: Footer, parent: QObject) -> None:
        self._sections, self._footer = sections, footer
        self.losses = LossFinder(parent)

    def judge(self, shown: Shown, subject: Subject, writing: Writing) -> list[Problem]:
        """All problems; those of the output are yet to be said."""
        target = self._sections.target.target
        found = problems.of_target(target, subject.paths)
        self.losses.look(shown.project, subject.edits, target.folder, writing.placeholder)
        if shown.project is None:
            found = self._of_films(found, shown, subject, writing)
        else:
            found |= self._of_project(shown.project.editor, writing)
        self._sections.complain(found)
        return [Problem(field, sentence) for field, sentence in found.items()]

    def _of_films(
        self, target: dict[str, str], shown: Shown, subject: Subject, writing: Writing
    ) -> dict[str, str]:
        found = dict(self._sections.trim.wrong)
        if typed := self._sections.picture.size_row.field.problem:
            found["size"] = typed
        found |= target
        several = len(subject.paths) > 1
        for field, sentence in (
            problems.of_films_of_edits(subject.edits, writing.placeholder)
            | problems.of_sources(shown.settings, subject.facts, several)
        ).items():
            found.setdefault(field, sentence)
        self._sections.project.show_refused(0, "")
        return found

    def _of_project(self, editor: str, writing: Writing) -> dict[str, str]:
        losses = self.losses
        known = None if losses.pending else Losses(len(losses.losses), len(losses.problems))
        self._footer.show_losses(known)
        errors = len(losses.errors)
        found = problems.of_project(errors, editor, writing.force)
        self._sections.project.show_refused(errors, found.get("force", ""))
        return found
