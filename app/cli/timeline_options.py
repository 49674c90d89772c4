"""Options about how an edit is read, for commands that only look at it or convert it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from app.cli.edit_options import READING_NAMES, READING_OPTIONS, reading_given

if TYPE_CHECKING:
    from exporters.timeline.linking import Missing
    from exporters.timeline.sequence import Edit

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(command: Command) -> Command:
    """How an edit is read; the command gets them in a map ``reading``, for ``opened``."""

    @functools.wraps(command)
    def bundled(**given: Any) -> Any:
        reading = {name: given.pop(name) for name in READING_NAMES}
        return command(reading=reading, **given)

    result: Any = bundled
    for option in reversed(READING_OPTIONS):
        result = option(result)
    return result  # type: ignore[no-any-return]


def opened(path: Path, reading: dict[str, Any], facts: bool) -> tuple[Edit, tuple[Missing, ...]]:
    """The edit in a file, and the media that were not found.

    Raises UsageError, SourceError, Cancelled.
    """
    from exporters.timeline.opening import open_edit
    from exporters.timeline.options import EditOptions

    return open_edit(path, EditOptions(**reading_given(reading)), described=facts)
