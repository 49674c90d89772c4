from __future__ import annotations

import os
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
        ["no-such-film.mp4"],
        ["--no-resume", "film.mp4"],
    ],
)
def test_everything_else_is_for_the_command_line(film: str, arguments: list[str]) -> None:
    assert films_for_window(arguments) is None


def test_without_a_screen_there_is_a_sentence_and_no_traceback() -> None:
    without = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    ended = subprocess.run(
        [sys.executable, "main.py"], cwd=ROOT, env=without, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert "no screen" in ended.stderr
    assert "Traceback" not in ended.stderr
