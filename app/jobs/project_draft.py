"""A project for another editor while it is being set up: what is written, and where media go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.jobs.edit_facts import EditFacts
from app.jobs.naming import NameValues, stem_of
from app.jobs.projects import NOT_FOR_PROJECTS, ProjectSettings, project_request
from exporters.interchange.editors import EDITORS, choose, options_for
from exporters.interchange.preflight import Preflight, edit_problems, project_problems
from exporters.interchange.request import ProjectRequest
from exporters.interchange.writing import WriteFormat, Writer, all_writers
from exporters.media.source import Source
from exporters.timeline.linking import with_placeholders

TEXTS_ONLY = ("ass", "srt", "vtt")
"""Formats that name no media."""

FOR, TO = "for:", "to:"
"""How the targets of editors and of formats begin."""


@dataclass(frozen=True)
class ProjectDraft:
    """What is chosen of a project; ``Draft`` is the same for a film.

    Attributes:
        target: one of ``targets()``.
        collect: "copy", "trim" or "link" gathers media; "" leaves them where they are.
        handles: seconds that "trim" keeps around what is used.
        force: write also what the editor would refuse.
        edit: fields of ``EditOptions``.
    """

    target: str
    collect: str = ""
    handles: str = "1"
    force: bool = False
    edit: Mapping[str, str] = field(default_factory=dict)

    @property
    def editor(self) -> str:
        """The editor that it is meant for; "" for any."""
        return self.target.removeprefix(FOR) if self.target.startswith(FOR) else ""

    @property
    def format(self) -> WriteFormat:
        """The format that is written. Raises UsageError for a target that is none."""
        return self._chosen[0].FORMAT

    @property
    def _chosen(self) -> tuple[Writer, str]:
        to = self.target.removeprefix(TO) if self.target.startswith(TO) else ""
        return choose(Path(), to, self.editor)

    @property
    def names_media(self) -> bool:
        """Whether there is anything to gather."""
        return self.format.name not in TEXTS_ONLY

    @property
    def container(self) -> str:
        """The output's suffix without the dot; "" for a project that is a folder."""
        return "" if self.format.folder else self.format.suffixes[0].removeprefix(".")

    @property
    def main(self) -> str:
        """The file in a folder's project that is written last; "" for a project of one file."""
        return self.format.main if self.format.folder else ""

    def name_values(self, source: Path, facts: Source | None) -> NameValues:
        """What the placeholders of an output's name stand for."""
        editor = EDITORS.get(self.editor)
        video = facts.video if facts is not None else None
        return NameValues(
            name=stem_of(source),
            preset=editor.title if editor else self.format.title,
            width=video.width if video else None,
            height=video.height if video else None,
            encoder=self.format.name,
        )

    def request(self, source: Path, output: Path) -> tuple[Path, ProjectRequest]:
        """The file that is published, and the request. Raises UsageError."""
        settings = ProjectSettings(
            to=self.format.name,
            editor=self.editor,
            collect=self.collect if self.names_media else "",
            handles=self.handles,
            force=self.force,
        )
        edit = {name: text for name, text in self.edit.items() if name not in NOT_FOR_PROJECTS}
        return project_request(source, output, settings, edit)

    def preflight(self, facts: EditFacts, folder: Path, placeholder: bool) -> Preflight:
        """What of an edit is lost or refused in this project; nothing is read or written.

        Args:
            folder: where it will lie.
            placeholder: slates are shown for what is missing.
        """
        edit, missing = facts.edit, facts.missing
        if placeholder and missing:
            edit, missing = with_placeholders(edit, missing), ()
        problems = edit_problems(edit, missing, self.editor, facts.sources)
        output = folder / (self.main or f"project.{self.container}")
        writer, version = self._chosen
        collected = bool(self.collect and self.names_media)
        options = options_for(writer.FORMAT, version, self.editor, output, collected)
        return Preflight(problems, project_problems(edit.sequence, writer, options))


def targets() -> list[str]:
    """Everything that an edit can be written as besides a film: editors first, then formats.

    A format that an editor of the same name has is not listed again.
    """
    formats = [writer.FORMAT.name for writer in all_writers() if writer.FORMAT.name not in EDITORS]
    return [*(FOR + name for name in EDITORS), *(TO + name for name in formats)]
