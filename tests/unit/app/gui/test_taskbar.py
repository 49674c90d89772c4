"""Progress on the program's icon: what is sent over a bus, and silence where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.gui import taskbar
from app.gui.taskbar import INTERFACE, Taskbar

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a bus of Linux")
with_bus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no dbus-daemon")


class Listener:
    """Hears signals on a bus, as a dock does."""

    def __init__(self, address: str) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = open_dbus_connection(address)
        rule = MatchRule(type="signal", interface=INTERFACE, member="Update")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule))
        self._rule = rule

    def next(self) -> tuple[str, dict[str, Any], str]:
        """Application, values and signature of the next signal."""
        with self._connection.filter(self._rule) as queue:
            message = self._connection.recv_until_filtered(queue, timeout=30)
        application, values = message.body
        signature = str(message.header.fields[8])
        return application, {name: value for name, (_, value) in values.items()}, signature

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A bus of the test's own, at which this process is at home."""
    reading, writing = os.pipe()
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        address = told.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    made = Listener(address)
    yield made
    made.close()
    daemon.terminate()
    daemon.wait()


@with_bus
def test_progress_is_sent_in_whole_percent_and_taken_back(qtbot: QtBot, listener: Listener) -> None:
    bar = Taskbar()
    # Before there is a connection: it is told as soon as there is one.
    bar.show(0.251, 2)
    qtbot.waitUntil(lambda: bar._bus is not None)
    application, values, signature = listener.next()
    assert application == "application://reprise.desktop"
    assert values == {"progress": 0.25, "progress-visible": True}
    assert signature == "sa{sv}"
    bar.show(0.259, 2)
    bar.show(0.9, 1)
    assert listener.next()[1]["progress"] == 0.9
    bar.clear()
    assert listener.next()[1]["progress-visible"] is False


@with_bus
def test_a_bus_that_goes_away_is_no_error(qtbot: QtBot, listener: Listener) -> None:
    bar = Taskbar()
    qtbot.waitUntil(lambda: bar._bus is not None)
    bar._bus._connection.disconnectFromBus(bar._bus.name)
    bar.show(0.5, 1)
    bar.clear()


def test_without_a_bus_nothing_is_begun(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    begun: list[object] = []
    monkeypatch.setattr(taskbar, "run_in_background", lambda *given: begun.append(given))
    bar = Taskbar()
    bar.show(0.5, 1)
    assert begun == []
    (tmp_path / "bus").touch()
    Taskbar()
    assert len(begun) == 1


def test_an_address_where_nobody_answers_is_no_error(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nobody'}")
    bar = Taskbar()
    bar.show(0.5, 1)
    qtbot.waitUntil(lambda: bar._bus is not None)
    bar.show(0.6, 1)


def test_elsewhere_the_icon_has_the_number_of_exports(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taskbar.sys, "platform", "darwin")
    shown: list[int] = []
    monkeypatch.setattr(QGuiApplication, "setBadgeNumber", shown.append)
    bar = Taskbar()
    bar.show(0.5, 3)
    bar.show(0.501, 3)
    bar.show(None, 0)
    assert shown == [3, 0]


def test_what_does_not_change_is_not_sent_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)

    class Bus:
        told: list[int | None] = []  # noqa: RUF012

        def tell(self, percent: int | None) -> None:
            self.told.append(percent)

    bar = Taskbar()
    bar._take_bus(Bus())
    for step in range(1001):
        bar.show(step / 1000, 1)
    assert Bus.told == list(range(101))
