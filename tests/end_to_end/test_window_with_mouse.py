"""The whole program on a screen of its own, with a real mouse and real keys."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.gui.settings import WindowSettings
from app.gui.theme import LIGHT
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import Job
from app.jobs.queue.states import JobState
from tests.commands import ROOT, digest, succeed
from tests.media_factory import AAC, X264, ffmpeg, pictures, tone

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

PATIENCE = 60.0
SCREEN = (1280, 800)
SECONDS = 60.0
WIDTHS = (135, 400)
"""Of the button, in pixels: wider than that of the empty page, and no slider."""

LOOK = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
QGuiApplication.primaryScreen().grabWindow(0).save(sys.argv[1])
"""
"""Saves what is on the screen."""


def eventually(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


class Screen:
    """A screen that nobody sees, with a mouse and a keyboard."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "{}x{}x24".format(*SCREEN),
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        self.environment = os.environ | {
            "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1",
        }  # fmt: skip
        self.environment.pop("WAYLAND_DISPLAY", None)

    def do(self, *arguments: object) -> str:
        """Let xdotool do something; what it says."""
        done = subprocess.run(
            ["xdotool", *map(str, arguments)],
            env=self.environment, check=True, capture_output=True, text=True, timeout=30,
        )  # fmt: skip
        return done.stdout

    def window(self, name: str) -> str:
        """The number of the visible window that is called so."""
        found: list[str] = []

        def look() -> bool:
            done = subprocess.run(
                ["xdotool", "search", "--onlyvisible", "--name", name],
                env=self.environment, capture_output=True, text=True, timeout=30,
            )  # fmt: skip
            found[:] = done.stdout.split()
            return bool(found)

        eventually(look, f"There is no window {name}.")
        return found[-1]

    def place_of_colour(self, colour: str) -> tuple[int, int] | None:
        """A place inside the field of a colour that is as large as the button to export with."""
        from PySide6.QtGui import QImage

        path = self._folder / "screen.png"
        subprocess.run(
            [sys.executable, "-c", LOOK, str(path)], env=self.environment, check=True, timeout=60
        )
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        wanted = bytes.fromhex(colour.lstrip("#"))[::-1] + b"\xff"
        stride, pixels = image.bytesPerLine(), bytes(image.constBits())
        rows: list[tuple[int, int, int]] = []
        for y in range(image.height()):
            line = pixels[y * stride : (y + 1) * stride]
            longest, at, begin = 0, 0, None
            for x in range(image.width() + 1):
                same = line[4 * x : 4 * x + 4] == wanted
                if same and begin is None:
                    begin = x
                elif not same and begin is not None:
                    if x - begin > longest:
                        longest, at = x - begin, begin
                    begin = None
            if WIDTHS[0] <= longest <= WIDTHS[1]:
                rows.append((longest, at, y))
        if len(rows) < 16:
            return None
        _, left, y = max(rows)
        return left + 16, y

    def close(self) -> None:
        self._server.send_signal(signal.SIGTERM)
        self._server.wait()


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
