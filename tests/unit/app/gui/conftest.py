"""Windows are drawn into memory, in a data folder of the test's own."""

from __future__ import annotations

import gc
import os

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the user's is read or written."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("REPRISE_DATA", str(home / "reprise"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    # No progress on the taskbar of whoever runs the tests.
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True, scope="module")
def what_stays() -> None:
    """What was there before a module's tests is not looked through after each of them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def in_the_light_theme_and_in_english(qapp: object) -> None:
    """Every test begins in the same theme and language."""
    from PySide6.QtWidgets import QApplication

    from app.gui import languages, theme

    assert isinstance(qapp, QApplication)
    if theme.current() is not theme.LIGHT or not qapp.styleSheet():
        theme.apply(qapp, "light")
    languages.use("en")
