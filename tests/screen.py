"""A screen of a test's own, with a mouse and a keyboard: Xvfb and xdotool."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
PATIENCE = 60.0
SCREEN = (1280, 800)
WIDTHS = (135, 400)
"""Of the button, in pixels: wider than that of the empty page, and no slider."""

STEP = 8
"""Pixels that the mouse moves at a time while it drags."""

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

    def drag(self, start: tuple[int, int], *path: tuple[int, int]) -> None:
        """Press the mouse at a place, move it along others, and let go at the last.

        In steps as small as a hand makes: what is dragged over is told of each.
        """
        self.do("mousemove", "--sync", *start)
        self.do("mousedown", 1)
        x, y = start
        for to_x, to_y in path:
            steps = max(abs(to_x - x), abs(to_y - y)) // STEP + 1
            for step in range(1, steps + 1):
                place = (x + (to_x - x) * step // steps, y + (to_y - y) * step // steps)
                self.do("mousemove", "--sync", *place)
                time.sleep(0.02)
            x, y = to_x, to_y
        time.sleep(0.3)
        self.do("mouseup", 1)

    def close(self) -> None:
        self._server.send_signal(signal.SIGTERM)
        self._server.wait()
