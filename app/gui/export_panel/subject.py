"""What the panel sets up an export of: films and edits, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.draft import Draft
from app.jobs.edit_facts import EditFacts
from app.jobs.naming import OutputNames
from app.jobs.planned import EditChoices, PlannedExport, Target, plan_exports
from exporters.media.source import AudioStream, Source

if TYPE_CHECKING:
    from app.jobs.project_draft import ProjectDraft

COMMON = ("placeholder", "captions")
"""Fields of ``EditOptions`` that are chosen for all edits at once."""


@dataclass(frozen=True)
class Subject:
    """Sources, by their paths.

    Attributes:
        facts: what films hold; of edits, what the films will that they are rendered into.
        edits: those that are edits and were read.
        waiting: outputs of other exports, which are taken.
    """

    paths: Sequence[Path] = ()
    facts: dict[Path, Source] = field(default_factory=dict)
    edits: dict[Path, EditFacts] = field(default_factory=dict)
    waiting: Sequence[Path] = ()

    @property
    def single(self) -> Source | None:
        """What is known of the only source; None where there are several."""
        return self.facts.get(self.paths[0]) if len(self.paths) == 1 else None

    @property
    def streams(self) -> list[AudioStream]:
        """Tracks of sound of all."""
        return [stream for source in self.facts.values() for stream in source.audio]

    def draft_of_first(self, draft: Draft, common: Mapping[str, str]) -> Draft:
        """A film's draft for the first source, with how that is read if it is an edit."""
        read = self.edits.get(self.paths[0]) if self.paths else None
        before = {name: text for name, text in draft.edit.items() if name not in COMMON}
        if read is None and not before:
            return draft
        return replace(draft, edit={**before, **(read.options if read else {}), **common})

    def planning(
        self, draft: Draft | ProjectDraft, target: Target, common: Mapping[str, str]
    ) -> Callable[[], list[PlannedExport]]:
        """What plans the exports of all, in another thread where there are many."""
        return partial(
            plan_exports,
            draft,
            list(self.paths),
            dict(self.facts),
            target,
            list(self.waiting),
            self._choices(common),
        )

    def _choices(self, common: Mapping[str, str]) -> EditChoices:
        """How the edits are read; ``common`` is the same for all."""
        return EditChoices({path: one.options for path, one in self.edits.items()}, common)

    def first_output(self, target: Target, draft: Draft | ProjectDraft) -> Path | None:
        """Where the first one goes; None without any."""
        if not self.paths:
            return None
        first = self.paths[0]
        names = OutputNames([*self.waiting, *self.paths])
        return target.output(draft, first, self.facts.get(first), names)
