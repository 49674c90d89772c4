"""How an edit is read, whatever is made of it: what a request says beside its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from exporters.errors import UsageError
from exporters.timeline.reading import ReadOptions
from exporters.timeline.timecode import exact_rate

CAPTIONS = ("", "track", "burn", "none")
"""What becomes of captions; "" is "track"."""


@dataclass(frozen=True, slots=True)
class EditOptions:
    """All are texts, as ``VideoRequest.edit`` keeps them; "" is the default.

    Attributes:
        format: name of the reader; "" judges by the file.
        sequence: which sequence of the project.
        rate: frames a second, where the project does not say it.
        size: WIDTHxHEIGHT, likewise.
        encoding: of texts.
        media_folders: where media are looked for, separated by newlines.
        placeholder: "yes" shows a slate for what is missing.
        captions: "burn" draws them into the picture, "none" leaves them out; otherwise they become
            tracks of the film.
        keep: a file with captions: only what they cover of the film is kept.
        before, after: seconds that are kept around each caption.
        merge: captions that are at most so many seconds apart are kept in one piece.
    """

    format: str = ""
    sequence: str = ""
    rate: str = ""
    size: str = ""
    encoding: str = ""
    media_folders: str = ""
    placeholder: str = ""
    captions: str = ""
    keep: str = ""
    before: str = ""
    after: str = ""
    merge: str = ""

    @classmethod
    def from_map(cls, values: Mapping[str, str]) -> EditOptions:
        """Raises UsageError for what is not known or makes no sense."""
        known = {item.name for item in fields(cls)}
        unknown = sorted(set(values) - known)
        if unknown:
            raise UsageError(f"The request has unknown settings of edits: {', '.join(unknown)}.")
        made = cls(**values)
        if made.captions not in CAPTIONS:
            raise UsageError(
                f"“{made.captions[:40]}” is nothing that captions can become.",
                "Write track, burn or none.",
            )
        made.reading()
        return made

    def reading(self) -> ReadOptions:
        """For the reader. Raises UsageError."""
        try:
            rate = exact_rate(self.rate) if self.rate else None
        except (ValueError, ZeroDivisionError):
            raise UsageError(f"“{self.rate[:40]}” is not a frame rate.") from None
        return ReadOptions(
            rate=rate, size=self._size(), encoding=self.encoding, sequence=self.sequence
        )

    def seconds(self, name: str) -> Fraction:
        """One of the times. Raises UsageError."""
        text = getattr(self, name)
        try:
            value = Fraction(text or "0")
            if "e" in text.lower() or not 0 <= value <= 3600:
                raise ValueError(text)
        except (ValueError, ZeroDivisionError):
            raise UsageError(f"“{text[:40]}” is not a number of seconds from 0 to 3600.") from None
        return value

    def _size(self) -> tuple[int, int] | None:
        if not self.size:
            return None
        width, _, height = self.size.partition("x")
        if not (width.isdecimal() and height.isdecimal() and len(self.size) < 16):
            raise UsageError(f"“{self.size[:40]}” is not a size.", "Write it as 1920x1080.")
        return int(width), int(height)
