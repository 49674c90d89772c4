"""The whole program on a screen of its own, with a real mouse and real keys."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gui.settings import WindowSettings
from app.gui.theme import LIGHT
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from tests.commands import ROOT, digest, succeed
from tests.media_factory import AAC, X264, ffmpeg, pictures, tone
from tests.screen import MISSING, Screen, eventually

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

SECONDS = 40.0


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    yield made
    made.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "data"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "out").mkdir()
    remembered = WindowSettings(tmp_path / "xdg_config_home" / "reprise" / "window.ini")
    remembered.set("export/folder", str(tmp_path / "out"))
    remembered.set("theme", "light")
    remembered.set("language", "en")
    remembered.save()
    return tmp_path


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    ffmpeg(*pictures(SECONDS, size="640x360"), *tone(SECONDS), *X264, *AAC, path)
    return path


@pytest.fixture
def program(home: Path, film: Path, screen: Screen) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), str(film)], env=screen.environment, cwd=home
    )
    yield process
    process.kill()
    process.wait()


def test_a_film_is_exported_with_one_click_paused_and_continued_by_keys(
    home: Path, film: Path, screen: Screen, program: subprocess.Popen[bytes]
) -> None:
    queue = QueueController()

    def job() -> Job | None:
        return next(iter(queue.jobs()), None)

    def state() -> JobState | None:
        shown = job()
        return shown.state if shown is not None else None

    def units_done() -> int:
        shown = job()
        return shown.units_done if shown is not None else 0

    window = screen.window("Reprise")
    screen.do("windowfocus", "--sync", window)
    found: list[tuple[int, int]] = []

    def export_button() -> bool:
        found[:] = filter(None, [screen.place_of_colour(LIGHT.accent.name())])
        return bool(found)

    eventually(export_button, "There is no button to export with.")
    eventually(lambda: program.poll() is None, "The program has ended.")
    screen.do("mousemove", "--sync", *found[0])
    screen.do("click", 1)
    eventually(lambda: units_done() >= 1, "Nothing is exported.")
    screen.do("key", "--clearmodifiers", "F6")
    eventually(lambda: state() is JobState.PAUSED, f"The key did not pause: {state()}.")
    done = units_done()
    time.sleep(1.0)
    assert units_done() <= done + 2, "what was under way may still be written down"
    assert not (home / "out" / "film.mp4").exists()
    screen.do("key", "--clearmodifiers", "F5")
    eventually(lambda: state() is JobState.COMPLETED, f"It did not end: {state()}.")
    queue.close()
    screen.do("key", "--clearmodifiers", "ctrl+q")
    eventually(lambda: program.poll() is not None, "The window did not close.")
    assert program.returncode == 0
    reference = home / "reference.mp4"
    succeed("export", film, "-o", reference, "--preset", "web-1080p")
    assert digest(home / "out" / "film.mp4") == digest(reference)
