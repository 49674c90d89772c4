"""Against a session bus of the test's own, with a service in place of the desktop's."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from app.jobs.awake import ANSWER_SECONDS, Awake
from tests.session_bus import HAS_BUS, SERVICE, Desktop, session_bus

pytestmark = pytest.mark.skipif(not HAS_BUS, reason="needs a D-Bus daemon")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a session bus, which is in the environment."""
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


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


def test_whoever_listens_is_told_when_the_desktop_has_agreed(desktop: Desktop) -> None:
    told: list[bool] = []
    awake = Awake(told.append)
    for _ in range(2):
        awake.hold()
        assert awake.active
        awake.release()
        awake.release()
    assert told == [True, False] * 2


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
    told: list[bool] = []
    awake = Awake(told.append)
    began = time.monotonic()
    awake.hold()
    assert time.monotonic() - began < ANSWER_SECONDS / 2
    awake.release()
    assert not awake.active
    assert told == []
    desktop.close()
