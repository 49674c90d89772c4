"""Dragging in the list and onto the window with a real mouse, and the tray over a real bus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.gui.settings import WindowSettings
from app.jobs.queue.controller import QueueController
from app.jobs.queue.job import NewJob
from exporters.video.request import VideoRequest
from tests.commands import ROOT
from tests.media_factory import X264, ffmpeg, pictures
from tests.queue_jobs import added, order_of
from tests.screen import MISSING, Screen, eventually

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

JOBS = 6
SECONDS = 60.0

PROGRAM = """
import json, os, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QTimer
from app.gui import application, main_window

def tell(window):
    view = window.queue.view
    rows = {}
    for row, job in enumerate(window.queue.model.jobs):
        area = view.visualRect(window.queue.model.index(row))
        centre = view.viewport().mapToGlobal(area.center())
        rows[job.output.stem] = [centre.x(), centre.y(), area.height()]
    middle = window.pages.mapToGlobal(window.pages.rect().center())
    told = {"rows": rows, "page": [middle.x(), middle.y()], "shown": window.isVisible(),
            "films": [str(path) for path in window.new_page.paths],
            "tray": window.tray.available}
    place = Path(sys.argv[1])
    place.with_suffix(".new").write_text(json.dumps(told))
    os.replace(place.with_suffix(".new"), place)

class Told(main_window.MainWindow):
    def begin(self, films=()):
        super().begin(films)
        self.timer = QTimer(self, interval=50)
        self.timer.timeout.connect(lambda: tell(self))
        self.timer.start()

application.MainWindow = Told
sys.exit(application.main())
"""
"""The program, which also writes where things are."""

DRAGGED_FROM = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel

class Files(QLabel):
    def mousePressEvent(self, event):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)

application = QApplication([])
files = Files("files")
files.setWindowFlag(Qt.WindowType.FramelessWindowHint)
files.setWindowTitle("Files")
files.setGeometry(1200, 700, 80, 80)
files.show()
sys.exit(application.exec())
"""
"""Another program, with a window that files can be dragged from."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPRISE_DATA", str(tmp_path / "queue"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    remembered = WindowSettings(tmp_path / "xdg_config_home" / "reprise" / "window.ini")
    remembered.set("language", "en")
    remembered.set("closing", "background")
    remembered.save()
    return tmp_path


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(tmp_path)
    yield made
    made.close()


class Program:
    """The window, and what it tells of itself."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._told = folder / "told.json"
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(self._told)],
            env=environment | {"PYTHONPATH": str(ROOT)}, cwd=folder,
        )  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        return dict(json.loads(self._told.read_text())) if self._told.exists() else {}

    def rows(self) -> dict[str, list[int]]:
        return dict(self.told.get("rows", {}))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def queue(home: Path) -> Iterator[QueueController]:
    controller = QueueController(home / "queue")
    added(controller, home, *(f"film {number}.mp4" for number in range(1, JOBS + 1)))
    yield controller
    controller.close()


@pytest.fixture
def program(home: Path, queue: QueueController, screen: Screen) -> Iterator[Program]:
    made = Program(home, screen.environment)
    yield made
    made.close()


def at_rest(program: Program) -> dict[str, list[int]]:
    """Where the rows are, once the window has found its place."""
    before: list[dict[str, list[int]]] = [{}]

    def still() -> bool:
        now = program.rows()
        same, before[0] = now == before[0], now
        return same and len(now) == JOBS

    eventually(still, "The list is not shown.")
    return before[0]


def test_a_row_is_dragged_to_another_place(
    program: Program, queue: QueueController, screen: Screen
) -> None:
    screen.window("Reprise")
    rows = at_rest(program)
    x, y, height = rows["film 5"]
    _, above, _ = rows["film 2"]
    # Between the first and the second.
    screen.drag((x, y), (x + 20, y - 10), (x, above - height // 2 + 1))
    moved = ["film 1", "film 5", "film 2", "film 3", "film 4", "film 6"]
    eventually(lambda: order_of(list(queue.jobs())) == moved, f"{order_of(list(queue.jobs()))}")
    eventually(lambda: list(program.rows()) == moved, f"{list(program.rows())}")
    # The list has lost none, and can be dragged in again.
    rows = at_rest(program)
    x, y, height = rows["film 1"]
    _, last, _ = rows["film 6"]
    screen.drag((x, y), (x + 20, y + 10), (x, last + 2 * height))
    moved = ["film 5", "film 2", "film 3", "film 4", "film 6", "film 1"]
    eventually(lambda: order_of(list(queue.jobs())) == moved, f"{order_of(list(queue.jobs()))}")
    assert program.process.poll() is None


@pytest.mark.soak
def test_several_rows_are_dragged_together(
    program: Program, queue: QueueController, screen: Screen
) -> None:
    screen.window("Reprise")
    rows = at_rest(program)
    for name, keys in (("film 2", []), ("film 4", ["ctrl"])):
        screen.do("mousemove", "--sync", *rows[name][:2])
        for key in keys:
            screen.do("keydown", key)
        screen.do("click", 1)
        for key in keys:
            screen.do("keyup", key)
    x, y, height = rows["film 4"]
    _, last, _ = rows["film 6"]
    screen.drag((x, y), (x + 20, y + 10), (x, last + 2 * height))
    moved = ["film 1", "film 3", "film 5", "film 6", "film 2", "film 4"]
    eventually(lambda: order_of(list(queue.jobs())) == moved, f"{order_of(list(queue.jobs()))}")


@pytest.mark.soak
def test_a_drag_that_is_let_go_of_elsewhere_moves_nothing(
    program: Program, queue: QueueController, screen: Screen
) -> None:
    screen.window("Reprise")
    rows = at_rest(program)
    before = order_of(list(queue.jobs()))
    x, y, _ = rows["film 5"]
    screen.drag((x, y), (x + 20, y - 10), tuple(program.told["page"]))
    # A move that does happen tells that the one before did not.
    queue.move([6], 1)
    eventually(lambda: next(iter(program.rows())) == "film 6", "The window follows the queue.")
    assert order_of(list(queue.jobs())) == ["film 6", *before[:5]]
    assert program.told["films"] == []


def test_files_are_dragged_from_another_program(
    program: Program, home: Path, screen: Screen
) -> None:
    screen.window("Reprise")
    at_rest(program)
    films = [home / "a.mp4", home / "b c.mov"]
    for film in films:
        film.write_bytes(b"a film")
    other = subprocess.Popen(
        [sys.executable, "-c", DRAGGED_FROM, *map(str, films)], env=screen.environment
    )
    try:
        screen.window("Files")
        screen.drag((1240, 740), (1220, 720), tuple(program.told["page"]))
        eventually(
            lambda: program.told["films"] == [str(film) for film in films],
            f"{program.told['films']}",
        )
    finally:
        other.kill()
        other.wait()


class TrayHost(threading.Thread):
    """A bus, and what a desktop with a tray has on it: a watcher that knows of one host."""

    WATCHER = "org.kde.StatusNotifierWatcher"

    def __init__(self) -> None:
        super().__init__(daemon=True)
        from jeepney import message_bus
        from jeepney.io.blocking import open_dbus_connection

        reading, writing = os.pipe()
        self._daemon = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            self.address = told.readline().strip()
        self.items: list[str] = []
        self._ended = False
        self._connection = open_dbus_connection(self.address)
        self._connection.send_and_get_reply(message_bus.RequestName(self.WATCHER))
        self._asking = open_dbus_connection(self.address)
        self.start()

    def run(self) -> None:
        from jeepney import MessageType

        while not self._ended:
            try:
                message = self._connection.receive(timeout=0.2)
            except (TimeoutError, OSError):
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Any) -> None:
        from jeepney import HeaderFields, new_error, new_method_return

        fields = message.header.fields
        member = fields.get(HeaderFields.member)
        if member == "RegisterStatusNotifierItem":
            service = message.body[0]
            sender = fields[HeaderFields.sender]
            self.items.append(sender if service.startswith("/") else service)
            self._connection.send(new_method_return(message))
        elif member == "Get":
            values = {"IsStatusNotifierHostRegistered": ("b", True), "ProtocolVersion": ("i", 0)}
            value = values.get(message.body[1], ("b", True))
            self._connection.send(new_method_return(message, "v", (value,)))
        else:
            self._connection.send(
                new_error(message, "org.freedesktop.DBus.Error.UnknownMethod", "s", ("?",))
            )

    def ask(
        self, path: str, interface: str, member: str, signature: str = "", body: Any = ()
    ) -> Any:
        """Call a method of the program's icon; what it returns."""
        from jeepney import DBusAddress, new_method_call

        address = DBusAddress(path, self.items[-1], interface)
        reply = self._asking.send_and_get_reply(
            new_method_call(address, member, signature or None, body), timeout=30
        )
        return reply.body

    def close(self) -> None:
        self._ended = True
        self.join()
        self._connection.close()
        self._asking.close()
        self._daemon.terminate()
        self._daemon.wait()


@pytest.fixture
def host() -> Iterator[TrayHost]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon")
    made = TrayHost()
    yield made
    made.close()


def entries(layout: Any) -> dict[str, int]:
    """The numbers of a menu's entries by their texts."""
    _, _, children = layout
    found = {}
    for _, (number, properties, _) in children:
        if "label" in properties:
            found[properties["label"][1].replace("_", "")] = number
    return found


@pytest.mark.soak
def test_the_tray_keeps_an_export_that_runs_and_brings_the_window_back(
    home: Path, queue: QueueController, screen: Screen, host: TrayHost
) -> None:
    film, item, menu = home / "long.mp4", "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"
    ffmpeg(*pictures(SECONDS, size="640x360"), *X264, film)
    request = VideoRequest(film.name, encoder_preset="slower", segment_seconds=2.0)
    (job,) = queue.add([NewJob(home / "long out.mp4", request.to_map())], start=True)
    program = Program(home, screen.environment | {"DBUS_SESSION_BUS_ADDRESS": host.address})

    def choose(text: str) -> None:
        layout = host.ask("/MenuBar", menu, "GetLayout", "iias", (0, -1, ["label"]))
        number = entries(layout[1])[text]
        host.ask("/MenuBar", menu, "Event", "isvu", (number, "clicked", ("s", ""), 0))

    try:
        window = screen.window("Reprise")
        eventually(lambda: queue.job(job.id).state == "active", "Nothing is exported.")
        eventually(lambda: host.items, "The icon has not come to the tray.")
        screen.do("windowfocus", "--sync", window)
        screen.do("key", "--clearmodifiers", "ctrl+q")
        eventually(lambda: not program.told["shown"], "The window did not go to the tray.")
        done = queue.job(job.id).units_done
        eventually(lambda: queue.job(job.id).units_done > done, "Nothing is exported there.")
        host.ask("/StatusNotifierItem", item, "Activate", "ii", (0, 0))
        eventually(lambda: program.told["shown"], "The window is not shown.")
        choose("Pause everything")
        eventually(lambda: queue.job(job.id).state == "paused", "The tray did not pause.")
        choose("Quit")
        eventually(lambda: program.process.poll() is not None, "The window did not close.")
        assert program.process.returncode == 0
        assert queue.job(job.id).state == "paused"
    finally:
        program.close()
