"""What the window remembers between starts: a file in the user's folder of settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

PARTS_FOLDER = "parts/folder"
"""Where finished parts go; "" is beside the output."""

RECENT = 12
"""Recent files that are remembered."""


class WindowSettings:
    """Values by name, kept in ``window.ini``; a file that cannot be read counts as empty."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = QSettings(str(path or _usual_path()), QSettings.Format.IniFormat)

    def get(self, name: str, default: Any = None) -> Any:
        """A value; of the type of ``default`` where that is text, a number, a flag or a list."""
        value: Any = self._store.value(name, default)
        if isinstance(default, bool):
            return str(value).lower() in ("true", "1")
        if isinstance(default, list):
            return [value] if isinstance(value, str) else list(value or [])
        if isinstance(default, (int, float)):
            try:
                return type(default)(str(value))
            except (TypeError, ValueError):
                return default
        if isinstance(default, str):
            return value if isinstance(value, str) else default
        return value

    def set(self, name: str, value: Any) -> None:
        """Remember a value."""
        self._store.setValue(name, value)

    def geometry(self, name: str) -> QByteArray | None:
        """Where a window was, as Qt keeps it."""
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else None

    @property
    def recent(self) -> list[str]:
        """Files that were added, newest first."""
        return [str(path) for path in self.get("recent", [])][:RECENT]

    def add_recent(self, paths: list[Path]) -> None:
        """Put files first among the recent ones."""
        newest = [str(path) for path in paths]
        self.set("recent", list(dict.fromkeys(newest + self.recent))[:RECENT])

    @property
    def parts_folder(self) -> Path | None:
        """Where finished parts go; None is beside the output."""
        folder = self.get(PARTS_FOLDER, "")
        return Path(folder) if folder else None

    def save(self) -> None:
        """Write what was set."""
        self._store.sync()


def _usual_path() -> Path:
    import platformdirs

    return platformdirs.user_config_path("reprise", appauthor=False) / "window.ini"
