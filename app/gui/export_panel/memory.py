"""What the panel remembers between starts, wherever that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from app.jobs.naming import default_folder

PRESET = "export/preset"
FOLDER = "export/folder"
"""The folder that was used last; "" is beside the source."""

PATTERN = "export/pattern"
ADVANCED = "export/advanced"
WRITE = "export/write"
"""What edits are written as: "film", or a target of ``app.jobs.project_draft``."""

COLLECT = "export/collect"
HANDLES = "export/handles"
"""What becomes of a project's media, and seconds that are kept around what is used."""

PLACE = "output/place"
"""Where new outputs go: one of ``PLACES``."""

CHOSEN_FOLDER = "output/folder"
"""The folder that is meant by the place "folder"."""

PLACES = ("last", "source", "folder")


class Memory(Protocol):
    """Values by name, as ``app.gui.settings.WindowSettings`` keeps them."""

    def get(self, name: str, default: Any = None) -> Any: ...

    def set(self, name: str, value: Any) -> None: ...


class Forgetful:
    """Remembers as long as it lives."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        self._values[name] = value


def usual_folder(memory: Memory) -> Path | None:
    """The folder that new exports begin with; None is beside the source."""
    place = memory.get(PLACE, PLACES[0])
    chosen = str(memory.get(CHOSEN_FOLDER, ""))
    if place == "source":
        return None
    if place == "folder" and chosen:
        return Path(chosen)
    last = memory.get(FOLDER, None)
    return default_folder() if last is None else Path(last) if last else None
