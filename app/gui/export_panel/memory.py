"""What the panel remembers between starts, wherever that is kept."""

from __future__ import annotations

from typing import Any, Protocol

PRESET = "export/preset"
FOLDER = "export/folder"
PATTERN = "export/pattern"
ADVANCED = "export/advanced"


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
