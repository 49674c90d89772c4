"""What a user may ask of an interchange export, as a journal keeps it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.errors import SourceError, UsageError
from exporters.timeline.options import EditOptions

COLLECT = ("", "copy", "trim", "link")
LONGEST_HANDLES = 3600


@dataclass(frozen=True, slots=True)
class ProjectRequest:
    """A project to be written out of an edit, or out of a film.

    Attributes:
        source: path of the edit; a relative one starts at the project's folder.
        format: name of the writer.
        version: of the format; "" is its usual one.
        editor: that it is meant for, with a version or without; "" for any.
        collect: "copy" gathers whole media beside the project, "trim" the parts that are used,
            "link" only names; "" leaves media where they are.
        handles: seconds that "trim" keeps around what is used, as a fraction.
        force: write also what the editor would refuse.
        edit: fields of ``EditOptions``.
    """

    source: str
    format: str
    version: str = ""
    editor: str = ""
    collect: str = ""
    handles: str = "1"
    force: bool = False
    edit: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_map(cls, values: Mapping[str, Any]) -> ProjectRequest:
        """Raises UsageError for what is not known or makes no sense."""
        known = {item.name for item in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UsageError(f"The request has unknown settings: {', '.join(unknown)[:200]}.")
        texts = [value for name, value in values.items() if name not in ("force", "edit")]
        edit = values.get("edit", {})
        whole = all(type(text) is str for text in texts)
        whole = whole and type(values.get("force", False)) is bool
        if not whole or not isinstance(edit, Mapping) or not values.get("source"):
            raise UsageError("The request's settings are of the wrong types.")
        if not all(type(name) is type(text) is str for name, text in edit.items()):
            raise UsageError("The request's settings of the edit are of the wrong types.")
        made = cls(**values)
        made.check()
        return made

    def check(self) -> None:
        """Raises UsageError for what makes no sense."""
        if not self.format:
            raise UsageError("The request names no format.")
        if self.collect not in COLLECT:
            raise UsageError(
                f"“{self.collect[:40]}” is no way to collect media.", "Known: copy, trim, link."
            )
        self.handle_seconds  # noqa: B018
        self.options  # noqa: B018

    @property
    def handle_seconds(self) -> Fraction:
        """Raises UsageError."""
        try:
            value = Fraction(self.handles)
            if "e" in self.handles.lower() or not 0 <= value <= LONGEST_HANDLES:
                raise ValueError(self.handles)
        except (ValueError, ZeroDivisionError):
            raise UsageError(
                f"“{self.handles[:40]}” is not a number of seconds from 0 to {LONGEST_HANDLES}."
            ) from None
        return value

    @property
    def options(self) -> EditOptions:
        """How the edit is read. Raises UsageError."""
        return EditOptions.from_map(self.edit)

    def to_map(self) -> dict[str, Any]:
        """Plain values; ``from_map`` is the reverse."""
        return {**asdict(self), "edit": dict(self.edit)}


def resolve(text: str, base: Path) -> Path:
    """The path that a request or a journal names; relative ones start at ``base``.

    Raises SourceError if there is nothing.
    """
    if "\0" in text:
        raise SourceError("The name of a source has an impossible character.", "Start over.")
    path = Path(os.path.normpath(Path(base, text)))
    if not path.exists():
        raise SourceError(
            f"The source {text} is missing (looked for at {path}).",
            "Put it back, or move the project to where it lies relative to it.",
        )
    return path
