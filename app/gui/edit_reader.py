"""Reads the edits among what is being set up: the one that is looked at first, then all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.background import Task, run_in_background
from app.jobs.edit_facts import EditFacts
from exporters.cancel import CancelToken
from exporters.timeline.film_names import is_film_name


class EditReader(QObject):
    """Keeps what was read as long as it is shown. Films by their names are not looked at.

    Signals:
        read(path): ``facts`` has it now.
        no_edit(path): it is a film, whatever it is called.
        failed(path, sentence): it cannot be read; ``problems`` has the sentence.
    """

    read = Signal(object)
    no_edit = Signal(object)
    failed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: dict[Path, EditFacts] = {}
        self.problems: dict[Path, str] = {}
        self.missed: dict[Path, int] = {}
        """How many media were missing before a folder was looked through."""
        self._asked: dict[Path, dict[str, str]] = {}
        self._films: set[Path] = set()
        self._waiting: list[Path] = []
        self._tasks: dict[Path, Task] = {}

    def show(self, paths: Sequence[Path]) -> None:
        """Read the edits among these, one after another; forget all others."""
        for path in set(self._tasks) - set(paths):
            self._tasks.pop(path).cancel()
        for path in {*self.facts, *self.problems} - set(paths):
            self.facts.pop(path, None)
            self.problems.pop(path, None)
            self.missed.pop(path, None)
            self._asked.pop(path, None)
        self._films &= set(paths)
        self._waiting = [path for path in paths if self.may_be_edit(path)]
        self._go_on()

    def may_be_edit(self, path: Path) -> bool:
        """Whether a file is an edit as far as is known."""
        return not is_film_name(path) and path not in self._films

    def look_at(self, path: Path) -> None:
        """Read this one now, unless that is known or under way; the signals come in any case."""
        if path in self.facts:
            self.read.emit(path)
        elif path in self.problems:
            self.failed.emit(path, self.problems[path])
        elif path not in self._tasks:
            self._begin(path, {})

    def add_folder(self, path: Path, folder: Path) -> None:
        """Look for the missing media of an edit in a folder, too, and read it again."""
        folders = self._asked.get(path, {}).get("media_folders", "").splitlines()
        wanted = dict.fromkeys([*folders, str(folder)])
        self.missed[path] = len(self.facts[path].missing)
        self._ask(path, "media_folders", "\n".join(wanted))

    def set_rate(self, path: Path, rate: str) -> None:
        """Read an edit that does not say its frame rate again, with this one."""
        self.missed.pop(path, None)
        self._ask(path, "rate", rate)

    def set_sequence(self, path: Path, name: str) -> None:
        """Read a project again: this sequence of it."""
        self.missed.pop(path, None)
        self._ask(path, "sequence", name)

    def _ask(self, path: Path, name: str, value: str) -> None:
        asked = self._asked.setdefault(path, {})
        asked[name] = value
        self._begin(path, asked)

    def _go_on(self) -> None:
        while self._waiting and not self._tasks:
            path = self._waiting.pop(0)
            known = path in self.facts or path in self.problems
            if not known and self.may_be_edit(path):
                self._begin(path, {})

    def _begin(self, path: Path, wanted: Mapping[str, str]) -> None:
        if path in self._tasks:
            self._tasks.pop(path).cancel()
        self.problems.pop(path, None)
        options = dict(wanted)

        self._tasks[path] = run_in_background(
            self,
            lambda token: read_edit(path, options, token),
            lambda facts: self._take(path, facts),
            lambda sentence: self._take_problem(path, sentence),
        )

    def _take(self, path: Path, facts: EditFacts | None) -> None:
        self._tasks.pop(path, None)
        if facts is None:
            self._films.add(path)
            self.no_edit.emit(path)
        else:
            self.facts[path] = facts
            self.read.emit(path)
        self._go_on()

    def _take_problem(self, path: Path, sentence: str) -> None:
        self._tasks.pop(path, None)
        self.problems[path] = sentence
        self.failed.emit(path, sentence)
        self._go_on()


def read_edit(path: Path, options: Mapping[str, str], token: CancelToken) -> EditFacts | None:
    """``read_edit_facts``, to be called in another thread."""
    # Only now: the window opens sooner without all readers of edits.
    from app.jobs.edit_reading import read_edit_facts

    return read_edit_facts(path, options, token)
