"""What of a film is copied: as plans hold it, and as journals keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from exporters.errors import StateError


@dataclass(frozen=True)
class SmartPlan:
    """Which segments are copied, and what the others must be like.

    Attributes:
        boundaries: output frames at which segments begin, and the number of frames.
        copies: for each copied segment the number of its medium (0 for a film), and the picture of
            it, in the order of display, that is the segment's first.
        arguments: options of the encoder for the other segments, in order.
        header: codec header of the output; None leaves that of the first segment.
        encoded: header that encoded segments must have; None if it does not matter.
        copied: the same for copied ones, for each medium.
        note: a sentence that says how much is copied.
        shift: how much is added to the numbers of parameter sets in encoded segments (HEVC).
        shifts: the same for copied ones, for each medium; none if that is 0 for all.
    """

    boundaries: tuple[int, ...]
    copies: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    arguments: tuple[tuple[str, str], ...] = ()
    header: bytes | None = None
    encoded: bytes | None = None
    copied: tuple[bytes | None, ...] = ()
    note: str = ""
    shift: int = 0
    shifts: tuple[int, ...] = ()

    def shift_of(self, medium: int) -> int:
        """Of copied segments of a medium."""
        return self.shifts[medium] if self.shifts else 0

    def header_of(self, segment: int) -> bytes | None:
        """The codec header that a segment must have; None if it does not matter."""
        if segment in self.copies:
            return self.copied[self.copies[segment][0]]
        return self.encoded

    def to_map(self) -> dict[str, Any]:
        """As msgpack types; ``from_map`` is the reverse."""
        values = {
            "boundaries": list(self.boundaries),
            "copies": [[segment, *self.copies[segment]] for segment in sorted(self.copies)],
            "arguments": [list(pair) for pair in self.arguments],
            "header": self.header,
            "encoded": self.encoded,
            "copied": list(self.copied),
            "note": self.note,
        }
        if self.shift or self.shifts:
            values |= {"shift": self.shift, "shifts": list(self.shifts)}
        return values

    @classmethod
    def from_map(cls, values: Mapping[str, Any]) -> SmartPlan:
        """Raises StateError, or what a map of another shape raises."""
        boundaries = tuple(values["boundaries"])
        copies = {segment: (medium, first) for segment, medium, first in values["copies"]}
        copied = tuple(values["copied"])
        fits = all(
            0 <= segment < len(boundaries) - 1 and 0 <= medium < len(copied) and first >= 0
            for segment, (medium, first) in copies.items()
        )
        shifts = tuple(values.get("shifts", ()))
        fits = fits and len(shifts) in (0, len(copied))
        if not fits or any(b <= a for a, b in pairwise(boundaries)):
            raise StateError("The journal's list of copied parts is damaged.", "Start over.")
        return cls(
            boundaries=boundaries,
            copies=copies,
            arguments=tuple((str(name), str(value)) for name, value in values["arguments"]),
            header=values["header"],
            encoded=values["encoded"],
            copied=copied,
            note=str(values["note"]),
            shift=int(values.get("shift", 0)),
            shifts=shifts,
        )
