"""What counts as a sign of life, told on a clock that only the test moves."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from exporters.media import watchdog
from exporters.media.watchdog import Watchdog


class FakeChild:
    """A child that uses a share of the processor, and ends after some seconds or when killed."""

    def __init__(self, share: float = 0.0, ends_after: float = 1e9) -> None:
        self.now = 1000.0
        self.share = share
        self.ends_after = self.now + ends_after
        self.frozen = False
        self.killed = ""
        self.at: Callable[[float], None] = lambda seconds: None
        self.ended: Any = SimpleNamespace(wait=self._wait)

    def _wait(self, seconds: float) -> bool:
        assert seconds > 0
        self.now += seconds
        self.at(self.now - 1000.0)
        return bool(self.killed) or self.now >= self.ends_after

    def running_seconds(self) -> float:
        return self.now - 1000.0

    def cpu_seconds(self) -> float:
        return self.share * (self.now - 1000.0)

    def kill(self, ending: str) -> None:
        self.killed = self.killed or ending


def guarded(
    monkeypatch: pytest.MonkeyPatch, child: FakeChild, stall: float = 60.0, **limit: float
) -> Watchdog:
    monkeypatch.setattr(watchdog, "time", SimpleNamespace(monotonic=lambda: child.now))
    made: Any = Watchdog(child, stall, **limit)
    return made


@pytest.mark.parametrize("share", [0.0, 0.001, 0.015])
def test_a_child_that_hardly_uses_the_processor_hangs(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    child = FakeChild(share)
    guarded(monkeypatch, child).stand_guard()
    assert child.killed == "hung: nothing happened for 60 seconds."
    assert 60 < child.running_seconds() < 63


@pytest.mark.parametrize("share", [0.03, 0.5, 8.0])
def test_a_child_that_works_lives(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    child = FakeChild(share, ends_after=3600)
    guarded(monkeypatch, child).stand_guard()
    assert child.killed == ""


def test_progress_is_a_sign_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    child = FakeChild(ends_after=500)
    guard = guarded(monkeypatch, child)
    child.at = lambda seconds: guard.alive() if seconds < 300 else None
    guard.stand_guard()
    assert child.killed.startswith("hung")
    assert 360 <= child.running_seconds() < 363


def test_a_frozen_child_and_one_that_waits_for_others_do_not_hang(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frozen = FakeChild(ends_after=1000)
    frozen.frozen = True
    guarded(monkeypatch, frozen).stand_guard()
    assert frozen.killed == ""
    fed = FakeChild(ends_after=1000)
    guard = guarded(monkeypatch, fed)
    guard.wait_elsewhere()
    guard.stand_guard()
    assert fed.killed == ""
    late = FakeChild()
    guard = guarded(monkeypatch, late)
    guard.wait_elsewhere()
    guard.wait_for_child()
    guard.stand_guard()
    assert late.killed.startswith("hung")


def test_a_limit_of_time_is_kept_to_the_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    child = FakeChild(share=1.0)
    guarded(monkeypatch, child, time_limit=90.4).stand_guard()
    assert child.killed == "was stopped: it took longer than 90.4 seconds."
    assert 90.4 <= child.running_seconds() < 90.5
