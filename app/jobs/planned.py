"""From a draft and the films it is for to exports: a source, a free output and a request each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.draft import Draft
from app.jobs.edits import is_edit
from app.jobs.naming import PATTERN, OutputNames, check_folder, check_pattern, output_name
from exporters.media.source import Source
from exporters.video.request import VideoRequest

if TYPE_CHECKING:
    from app.jobs.project_draft import ProjectDraft
    from exporters.interchange.request import ProjectRequest


@dataclass(frozen=True)
class PlannedExport:
    """One film or edit, its output and its request."""

    source: Path
    output: Path
    request: VideoRequest | ProjectRequest


@dataclass(frozen=True)
class EditChoices:
    """How the edits among the sources are read.

    Attributes:
        read: fields of ``EditOptions`` for those that were read already.
        common: the same for all of them.
    """

    read: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)

    def of(self, source: Path) -> dict[str, str]:
        """The fields for a source; none for a film. Opens a file that was not read yet."""
        if source not in self.read and not is_edit(source):
            return {}
        return {**self.read.get(source, {}), **self.common}


@dataclass(frozen=True)
class Target:
    """How outputs are called and where they go.

    Attributes:
        pattern: a name with placeholders, without suffix.
        folder: None puts each beside its source.
        replace: an existing file may be replaced; otherwise a number is added to the name.
        own: the output that an export has already. It is free for it, and its name is no
            pattern, whatever is in it.
    """

    pattern: str = PATTERN
    folder: Path | None = None
    replace: bool = False
    own: Path | None = None

    @classmethod
    def of(cls, output: Path, replace: bool) -> Target:
        """What gives this output again."""
        return cls(output.stem, output.parent, replace, output)

    def check_pattern(self) -> None:
        """Raises Refused if no name can be made."""
        if not self._keeps_name:
            check_pattern(self.pattern)

    def check_folders(self, sources: Iterable[Path]) -> None:
        """Raises Refused if a folder is missing or cannot be written to."""
        beside = dict.fromkeys(source.parent for source in sources)
        for folder in beside if self.folder is None else (self.folder,):
            check_folder(folder)

    def output(
        self,
        draft: Draft | ProjectDraft,
        source: Path,
        facts: Source | None,
        names: OutputNames,
    ) -> Path:
        """A path that is free; of a project that is a folder, the folder's.

        Raises Refused if the pattern is none.
        """
        folder = self.folder or source.parent
        if self.own is not None and self._keeps_name:
            same = self.own.suffix.lower() == f".{draft.container}"
            if same and folder == self.own.parent:
                return self.own
            name = self.own.name if same else f"{self.own.stem}.{draft.container}"
        else:
            name = output_name(self.pattern, draft.name_values(source, facts), draft.container)
        return names.choose(folder, name, replace=self.replace, main=draft.main)

    @property
    def _keeps_name(self) -> bool:
        return self.own is not None and self.pattern == self.own.stem


def plan_exports(
    draft: Draft | ProjectDraft,
    sources: Iterable[Path],
    facts: Mapping[Path, Source],
    target: Target,
    waiting: Iterable[Path] = (),
    edits: EditChoices | None = None,
) -> list[PlannedExport]:
    """An export for each source, no two with the same output.

    Args:
        facts: what is known of the sources; sizes in names need it.
        waiting: outputs of other exports, which are taken.
        edits: how those of the sources that are edits are read.

    Raises UsageError.
    """
    sources, edits = list(sources), edits or EditChoices()
    names = OutputNames([*waiting, *sources])
    planned = []
    for source in sources:
        output = target.output(draft, source, facts.get(source), names)
        planned.append(_planned(replace(draft, edit=edits.of(source)), source, output))
    return planned


def _planned(draft: Draft | ProjectDraft, source: Path, output: Path) -> PlannedExport:
    if isinstance(draft, Draft):
        return PlannedExport(source, output, draft.request(source, output))
    published, request = draft.request(source, output)
    return PlannedExport(source, published, request)
