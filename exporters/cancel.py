"""One token that carries "stop" and "pause" from a front end down to every running unit."""

from __future__ import annotations

import threading
from collections.abc import Callable

from exporters.errors import Cancelled


class CancelToken:
    """Thread-safe. Listeners are called once for every change, from the thread that changes it.

    ``cancel`` is final; ``pause`` and ``resume`` may alternate. Units call ``check`` between
    steps; process runners add a listener, so that a child is frozen or ended at once.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._cancelled = False
        self._paused = False
        self.reason = ""
        self._listeners: list[Callable[[], None]] = []

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    @property
    def paused(self) -> bool:
        return self._paused and not self._cancelled

    def cancel(self, reason: str = "") -> None:
        """Ask everything to stop; ``reason`` is a sentence for the user."""
        with self._changed:
            if self._cancelled:
                return
            self._cancelled, self.reason = True, reason
        self._notify()

    def pause(self) -> None:
        """Freeze running units until ``resume``."""
        with self._changed:
            self._paused = True
        self._notify()

    def resume(self) -> None:
        with self._changed:
            self._paused = False
        self._notify()

    def check(self) -> None:
        """Wait while paused. Raises ``Cancelled`` when a stop was asked for."""
        with self._changed:
            self._changed.wait_for(lambda: self._cancelled or not self._paused)
            if self._cancelled:
                raise Cancelled(self.reason or "The export was stopped.")

    def wait(self, seconds: float) -> bool:
        """Sleep for ``seconds`` or until cancelled; returns whether it was cancelled."""
        with self._changed:
            return self._changed.wait_for(lambda: self._cancelled, timeout=seconds)

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` at each change; returns a function that ends it."""
        with self._changed:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._changed:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener()
