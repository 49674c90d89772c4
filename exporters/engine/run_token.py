"""The token of one run: what the user asks for, and waiting for the disk, in one."""

from __future__ import annotations

import threading
from collections.abc import Callable

from exporters.cancel import CancelToken


class RunToken:
    """Gives units a token of their own, so that the engine can stop or hold one run alone.

    Args:
        outer: the user's token; what happens to it happens to ``inner``.
        on_change: called with (paused, what is waited for) after each change of either.

    Attributes:
        inner: what units get.
        waiting_for: "" or what ``hold`` was given.
    """

    def __init__(self, outer: CancelToken, on_change: Callable[[bool, str], None]) -> None:
        self.inner = CancelToken()
        self.waiting_for = ""
        self._outer = outer
        self._on_change = on_change
        # Listeners of the inner token may come back here.
        self._lock = threading.RLock()
        self._unsubscribe = outer.subscribe(self._follow)
        self._follow()

    def hold(self, reason: str) -> None:
        """Pause until ``let_go``; ``reason`` is what is waited for."""
        with self._lock:
            self.waiting_for = reason
        self._follow()

    def let_go(self) -> None:
        """Undo ``hold``; a pause of the user's remains."""
        self.hold("")

    def close(self) -> None:
        """No longer follow the user's token."""
        self._unsubscribe()

    def _follow(self) -> None:
        with self._lock:
            if self._outer.cancelled:
                self.inner.cancel(self._outer.reason)
                return
            paused = self._outer.paused or bool(self.waiting_for)
            if paused != self.inner.paused:
                (self.inner.pause if paused else self.inner.resume)()
            self._on_change(paused, self.waiting_for)
