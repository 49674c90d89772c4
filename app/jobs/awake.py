"""Keeps the machine from sleeping while something is exported; the screen may turn off."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

ANSWER_SECONDS = 5.0
"""How long the system may take to answer before nobody waits for it any longer."""

RELEASE_SECONDS = 1.0

_log = logging.getLogger(__name__)


class Awake:
    """``hold`` and ``release`` may be called in any order, again, and from any thread.

    A system that offers no way to it is no error: ``active`` is False then.

    Args:
        told: called with True when the system has agreed, from a thread of its own, and with
            False when the machine may sleep again; returns at once.
    """

    def __init__(self, told: Callable[[bool], object] = lambda held: None) -> None:
        self._lock = threading.Lock()
        self._hold: _Hold | None = None
        self._told = told
        self._agreed = False

    @property
    def active(self) -> bool:
        """Whether the machine is kept awake; waits for the system's answer."""
        return bool(self.method)

    @property
    def method(self) -> str:
        """Name of the system's service that does it, "" when none does; waits as ``active``."""
        with self._lock:
            hold = self._hold
        return "" if hold is None else hold.method()

    def hold(self) -> None:
        """Keep the machine awake from now on; does not wait for the system."""
        with self._lock:
            if self._hold is None:
                self._hold = _Hold(self._agree)

    def release(self) -> None:
        """Let it sleep again."""
        with self._lock:
            hold, self._hold = self._hold, None
            if self._agreed:
                self._agreed = False
                self._told(False)
        if hold is not None:
            hold.end()

    def _agree(self, hold: _Hold) -> None:
        with self._lock:
            if hold is self._hold:
                self._agreed = True
                self._told(True)


class _Hold:
    """One request to the system, made and taken back in a thread of its own, as wakepy wants.

    Args:
        on_agreed: called from that thread when the system has agreed.
    """

    def __init__(self, on_agreed: Callable[[_Hold], None]) -> None:
        self._on_agreed = on_agreed
        self._method = ""
        self._ending = threading.Event()
        self._answered = threading.Event()
        self._thread = threading.Thread(target=self._run, name="awake", daemon=True)
        self._thread.start()

    def method(self) -> str:
        self._answered.wait(ANSWER_SECONDS)
        return self._method

    def end(self) -> None:
        self._ending.set()
        # A service that does not answer must not keep an export waiting: what was asked for ends
        # with this process at the latest.
        self._thread.join(RELEASE_SECONDS)

    def _run(self) -> None:
        try:
            from wakepy import keep

            # Its own lines say the same at greater length.
            logging.getLogger("wakepy").setLevel(logging.WARNING)
            with keep.running(on_fail="pass") as mode:
                if mode.active and mode.method is not None:
                    self._method = str(mode.method.name)
                    _log.info("The machine is kept from sleeping by %s.", self._method)
                    self._on_agreed(self)
                else:
                    _log.info("This system offers no way to keep the machine from sleeping.")
                self._answered.set()
                self._ending.wait()
        except Exception as error:
            _log.info("The machine cannot be kept from sleeping: %s", error)
        finally:
            self._method = ""
            self._answered.set()
