"""What the window remembers comes back as it was, and a damaged file counts as empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from app.gui.settings import RECENT, WindowSettings

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def again(settings: WindowSettings, path: Path) -> WindowSettings:
    """As at the next start."""
    settings.save()
    return WindowSettings(path)


@pytest.mark.parametrize(
    ("value", "default"),
    [("zh_CN", "system"), ("a, b; c = \"d\" 港口 %20", ""), (7, 0), (2.5, 1.0), (True, False),
     (False, True), (["/a, b", "/c"], []), (["one"], [])],
)  # fmt: skip
def test_a_value_comes_back(path: Path, value: object, default: object) -> None:
    settings = WindowSettings(path)
    settings.set("some/name", value)
    assert again(settings, path).get("some/name", default) == value


@pytest.mark.parametrize("default", ["system", 3, 1.5, True, [], None])
def test_what_was_never_set_is_the_default(path: Path, default: object) -> None:
    assert WindowSettings(path).get("name", default) == default


@pytest.mark.parametrize("default", [3, 1.5])
def test_a_value_of_another_kind_counts_as_not_set(path: Path, default: object) -> None:
    settings = WindowSettings(path)
    settings.set("name", "no number")
    assert again(settings, path).get("name", default) == default


def test_a_file_that_is_none_counts_as_empty(path: Path) -> None:
    path.write_bytes(b"\0\xff[[[\n=\n\0")
    settings = WindowSettings(path)
    assert settings.get("language", "system") == "system"
    assert settings.recent == []
    settings.set("language", "en")
    assert settings.get("language", "system") == "en"


def test_the_place_of_the_window_comes_back(path: Path) -> None:
    settings = WindowSettings(path)
    assert settings.geometry("geometry") is None
    settings.set("geometry", QByteArray(b"\x01\x02"))
    assert again(settings, path).geometry("geometry") == QByteArray(b"\x01\x02")
    settings.set("geometry", "nonsense")
    assert again(settings, path).geometry("geometry") is None


def test_recent_files_are_kept_newest_first_each_once(path: Path) -> None:
    settings = WindowSettings(path)
    settings.add_recent([Path("/a"), Path("/b")])
    settings.add_recent([Path("/b"), Path("/c, d")])
    assert again(settings, path).recent == ["/b", "/c, d", "/a"]


def test_old_recent_files_are_forgotten(path: Path) -> None:
    settings = WindowSettings(path)
    for number in range(RECENT + 5):
        settings.add_recent([Path(f"/{number}")])
    assert len(settings.recent) == RECENT
    assert settings.recent[0] == f"/{RECENT + 4}"


def test_the_usual_place_is_the_user_s_folder_of_settings() -> None:
    WindowSettings().set("a", "b")
    settings = WindowSettings()
    settings.set("a", "b")
    settings.save()
    from app.gui.settings import _usual_path

    assert _usual_path().is_file()
