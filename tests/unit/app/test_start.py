from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.start import films_for_window

ROOT = Path(__file__).parents[3]


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "film.mp4").touch()
    (tmp_path / "export").touch()
    return "film.mp4"


def test_without_arguments_the_window_opens() -> None:
    assert films_for_window([]) == []


def test_films_open_in_the_window(film: str) -> None:
    assert films_for_window([film]) == [film]
    assert films_for_window(["gui", film]) == [film]
    assert films_for_window(["gui", "--", "--odd name.mp4"]) == ["--odd name.mp4"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "film.mp4", "-o", "out.mp4"],
        ["export"],
        ["film.mp4", "-o", "out.mp4"],
        ["--help"],
        ["gui", "--help"],
        ["gui", "--bogus"],
        ["gui", "film.mp4", "--bogus", "--", "film.mp4"],
        ["no-such-film.mp4"],
        ["--no-resume", "film.mp4"],
    ],
)
def test_everything_else_is_for_the_command_line(film: str, arguments: list[str]) -> None:
    assert films_for_window(arguments) is None


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program, on no screen unless ``environment`` names one."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    without = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT, env={**without, **environment}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_an_option_that_the_window_has_not_is_refused_and_no_film() -> None:
    ended = started("gui", "--bogus", QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 2
    assert re.search("No such option.*--bogus", ended.stderr)


def test_a_qt_that_cannot_be_loaded_is_a_sentence(tmp_path: Path) -> None:
    """As on a server that lacks a library of the system."""
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").touch()
    (tmp_path / "PySide6" / "QtWidgets.abi3.so").touch()
    ended = started("gui", QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(tmp_path))
    assert ended.returncode == 1
    assert "PySide6 cannot be loaded" in ended.stderr
    assert "QtWidgets.abi3.so" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_screen_there_is_a_sentence_and_no_traceback() -> None:
    ended = started()
    assert ended.returncode == 2
    assert "no screen" in ended.stderr
    assert "Traceback" not in ended.stderr
