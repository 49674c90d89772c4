"""What is chosen for edits besides the settings of films."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.gui.export_panel import memory as kept
from app.gui.export_panel.memory import Memory
from app.gui.project_words import FILM

if TYPE_CHECKING:
    from app.jobs.project_draft import ProjectDraft

COLLECT = ("", "copy", "trim", "link")
LONGEST_HANDLES = 3600.0
"""As in ``exporters.interchange.request``, which loads more than a window of films needs."""

REMEMBERED = {"target": kept.WRITE, "collect": kept.COLLECT, "handles": kept.HANDLES}
"""Names in the memory, by names of fields."""


@dataclass(frozen=True)
class Writing:
    """Choices as the rows show them.

    Attributes:
        target: ``FILM``, or one of ``app.jobs.project_draft.targets()``.
        collect, handles, force: of a project, as in ``ProjectDraft``.
        placeholder: slates are shown for media that are missing.
        captions: "burn" or "none"; "" and "track" keep them as tracks of the film.
    """

    target: str = FILM
    collect: str = ""
    handles: str = "1"
    force: bool = False
    placeholder: bool = False
    captions: str = ""

    @classmethod
    def remembered(cls, memory: Memory) -> Writing:
        """With what was chosen last of what is worth it; nonsense counts as not chosen."""
        usual = cls()
        known = {name: str(memory.get(key) or "") for name, key in REMEMBERED.items()}
        if known["collect"] not in COLLECT:
            known["collect"] = ""
        return cls(
            target=known["target"] or usual.target,
            collect=known["collect"],
            handles=known["handles"] if _is_number(known["handles"]) else usual.handles,
        )

    def of(self, edit: Mapping[str, str]) -> Writing:
        """As an export has it that was set up before: ``edit`` are fields of ``EditOptions``."""
        return replace(
            self,
            placeholder=bool(edit.get("placeholder")),
            captions=edit.get("captions", ""),
        )

    def for_another_source(self) -> Writing:
        """Without what belongs to some sources only."""
        return replace(self, force=False, placeholder=False, captions="")

    @property
    def project(self) -> ProjectDraft | None:
        """What is written of edits in the place of films; None for films."""
        if self.target == FILM:
            return None
        # Only now: where there are no edits, the window does without it.
        from app.jobs.project_draft import ProjectDraft, targets

        if self.target not in targets():
            return None
        return ProjectDraft(self.target, self.collect, self.handles, self.force)

    @property
    def common(self) -> dict[str, str]:
        """Fields of ``EditOptions`` that are the same for all edits."""
        given = {"placeholder": "yes" if self.placeholder else "", "captions": self.captions}
        return {name: text for name, text in given.items() if text}


def _is_number(text: str) -> bool:
    try:
        return 0 <= float(text) <= LONGEST_HANDLES
    except ValueError:
        return False
