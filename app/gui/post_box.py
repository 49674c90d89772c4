"""From any thread to the GUI thread, without any of Qt in the other thread.

A signal that another thread emits from Python, and a function that Qt's own threads call, ended
the program once in some hundred thousand times. A socket wakes the GUI thread instead.
"""

from __future__ import annotations

import contextlib
import queue
import socket
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QSocketNotifier

T = TypeVar("T")

ROOM = 4096
"""Bytes that are read at a time; one of them is one ring."""


class PostBox(QObject, Generic[T]):
    """Brings what other threads put in to a function, in the GUI thread and in that order.

    To be made in the GUI thread; what was put in and not brought yet is dropped with it.
    """

    def __init__(self, bring: Callable[[T], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bring = bring
        self._waiting: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._here, self._there = socket.socketpair()
        self._here.setblocking(False)
        self._there.setblocking(False)
        self._bell = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._bell.activated.connect(self._look)

    def put(self, item: T) -> None:
        """From any thread."""
        self._waiting.put(item)
        # Where there is no room for another ring, enough of them are on their way.
        with contextlib.suppress(OSError):
            self._there.send(b"\0")

    def _look(self) -> None:
        with contextlib.suppress(OSError):
            self._here.recv(ROOM)
        while True:
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return
            self._bring(item)
