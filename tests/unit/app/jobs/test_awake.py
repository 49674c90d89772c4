"""Against a session bus of the test's own, with a service in place of the desktop's."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from app.jobs.awake import Awake

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-daemon"), reason="needs a D-Bus daemon"
)

SERVICE = "org.freedesktop.PowerManagement"


class Desktop:
    """Owns the service's name on a bus, and counts what is inhibited.

    Attributes:
        held: cookies that were given and not taken back.
        given: how many there were in all.
    """

    def __init__(self, address: str, silent: bool = False) -> None:
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self.held: set[int] = set()
        self.given = 0
        self.changed = threading.Condition()
        self._silent = silent
        self._connection = open_dbus_connection(bus=address)
        self._connection.send_and_get_reply(message_bus.RequestName(SERVICE))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_method_return

        while True:
            try:
                message = self._connection.receive()
            except OSError:
                return
            if message.header.message_type is not MessageType.method_call or self._silent:
                continue
            with self.changed:
                if message.header.fields[HeaderFields.member] == "Inhibit":
                    self.given += 1
                    self.held.add(self.given)
                    reply = new_method_return(message, "u", (self.given,))
                else:
                    self.held.discard(message.body[0])
                    reply = new_method_return(message)
                self.changed.notify_all()
            self._connection.send(reply)

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a session bus, which is in the environment."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def desktop(bus: str) -> Iterator[Desktop]:
    desktop = Desktop(bus)
    yield desktop
    desktop.close()


def test_the_desktop_is_asked_once_and_released_once(desktop: Desktop) -> None:
    awake = Awake()
    awake.hold()
    awake.hold()
    assert awake.active
    assert awake.method == SERVICE
    assert (len(desktop.held), desktop.given) == (1, 1)
    awake.release()
    awake.release()
    assert not awake.active
    assert (len(desktop.held), desktop.given) == (0, 1)


def test_it_can_be_held_again(desktop: Desktop) -> None:
    awake = Awake()
    for number in (1, 2, 3):
        awake.hold()
        assert awake.active
        assert len(desktop.held) == 1
        awake.release()
        assert (len(desktop.held), desktop.given) == (0, number)


def test_any_number_of_threads_may_hold_and_release(desktop: Desktop) -> None:
    awake = Awake()

    def work() -> None:
        for _ in range(5):
            awake.hold()
            awake.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desktop.changed:
        assert desktop.changed.wait_for(lambda: not desktop.held, 10)
    awake.hold()
    assert awake.active
    assert len(desktop.held) == 1
    awake.release()


def test_a_machine_without_a_session_is_no_error_and_one_line_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with caplog.at_level(logging.INFO):
        awake = Awake()
        awake.hold()
        assert not awake.active
        assert awake.method == ""
        awake.release()
    assert [record.message for record in caplog.records] == [
        "This system offers no way to keep the machine from sleeping."
    ]
    assert capfd.readouterr() == ("", "")


def test_a_desktop_that_does_not_answer_keeps_nobody_waiting(bus: str) -> None:
    desktop = Desktop(bus, silent=True)
    awake = Awake()
    awake.hold()
    awake.release()
    assert not awake.active
    desktop.close()
