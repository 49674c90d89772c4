"""What a preview shows."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The source, what the export makes of it before its encoder, or both after it."""

    SOURCE = "source"
    RESULT = "result"
    COMPARE = "compare"
