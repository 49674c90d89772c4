"""What a front end shows of an edit: its sequence, its media, and what is odd.

``edit_reading`` reads it; this loads none of the readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exporters.media.source import Source
from exporters.timeline.sequence import Edit, Problem, Sequence, clips_in, media_in

if TYPE_CHECKING:
    from exporters.timeline.linking import Missing


@dataclass(frozen=True)
class EditFacts:
    """An edit whose media were looked for and described.

    Attributes:
        path: of the project.
        options: fields of ``EditOptions`` that it was read with.
        edit: as it was read; media that are missing have no path.
        missing: the media that were not found.
        sources: what the files of the others hold.
        film: what a probe would say of the film that the edit is rendered into.
        limits: what cannot be rendered as it was meant.
    """

    path: Path
    options: Mapping[str, str]
    edit: Edit
    missing: tuple[Missing, ...]
    sources: Mapping[Path, Source]
    film: Source
    limits: tuple[Problem, ...]

    @property
    def sequence(self) -> Sequence:
        """What is exported."""
        return self.edit.sequence

    @property
    def tracks(self) -> int:
        """Tracks of pictures, of sound and of captions."""
        sequence = self.sequence
        return len(sequence.video) + len(sequence.audio) + len(sequence.captions)

    @cached_property
    def clips(self) -> int:
        """Clips, those of nested sequences included."""
        return sum(1 for _ in clips_in(self.sequence))

    @cached_property
    def media(self) -> int:
        """Media, found or not."""
        return len(media_in(self.sequence))

    @property
    def has_captions(self) -> bool:
        """Whether there are subtitles to be kept, drawn or left out."""
        return any(track.captions for track in self.sequence.captions)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What forbids to render it, besides media that are missing."""
        return tuple(one for one in self.edit.problems if one.severity == "error")

    @property
    def losses(self) -> tuple[Problem, ...]:
        """What a film of it will not show as it was meant."""
        found = (one for one in self.edit.problems if one.severity == "loss")
        return tuple(dict.fromkeys((*found, *self.limits)))

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is good to know."""
        return tuple(one for one in self.edit.problems if one.severity == "note")
