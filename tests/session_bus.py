"""A session bus of a test's own, with a service in place of the desktop's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

HAS_BUS = sys.platform == "linux" and shutil.which("dbus-daemon") is not None
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


@contextmanager
def session_bus() -> Iterator[str]:
    """The bus's address."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.kill()
        daemon.wait()
        daemon.stdout.close()
