"""Work away from the GUI thread: a function runs in a thread pool, its result comes back here.

Nothing of a task is an object of Qt.
"""

from __future__ import annotations

import atexit
import inspect
import itertools
import logging
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from shiboken6 import isValid

from app.gui.post_box import PostBox
from exporters.cancel import CancelToken
from exporters.errors import ExportError

T = TypeVar("T")
_Works = dict[int, Callable[[CancelToken], Any]]

THREADS = 6
"""Most of the work waits for a process, and does not compute."""
LOOK_MS = 200
"""How often to look whether owners of work under way are still there."""
QUITTING_SECONDS = 3.0
"""How long to wait at the end of the application for work that was cancelled."""

_log = logging.getLogger(__name__)


class Task:
    """Work under way; its result arrives in the GUI thread, once at most.

    ``cancel`` before that and it does not come, even when it was already on its way. The work ends
    with its owner.
    """

    def __init__(
        self,
        owner: QObject,
        number: int,
        on_done: Callable[[Any], object],
        on_failed: Callable[[str], object] | None,
        forget: Callable[[int], None],
    ) -> None:
        self.number = number
        self.token = CancelToken()
        self._owner = weakref.ref(owner, lambda _: forget(number))
        self._on_done, self._on_failed = _held(on_done), _held(on_failed)

    @property
    def running(self) -> bool:
        """Whether a result may still come."""
        return _mailbox().awaits(self.number)

    @property
    def wanted(self) -> bool:
        """Whether its owner is still there."""
        owner = self._owner()
        return owner is not None and isValid(owner)

    def cancel(self) -> None:
        """Stop the work, and drop its result. Does nothing when that is no longer running."""
        _mailbox().forget(self.number)

    def take(self, outcome: _Outcome) -> None:
        """Tell what became of the work."""
        if outcome.failure is None:
            if (on_done := self._on_done()) is not None:
                on_done(outcome.result)
        elif (on_failed := self._on_failed()) is not None:
            on_failed(outcome.failure)


def _held(told: Callable[..., object] | None) -> Callable[[], Callable[..., object] | None]:
    """Gives a function while it may be called: a widget is not kept alive for its method."""
    if inspect.ismethod(told) and isinstance(told.__self__, QObject):
        return weakref.WeakMethod(told)
    return lambda: told


@dataclass(frozen=True)
class _Outcome:
    number: int
    result: Any = None
    failure: str | None = None


def run_in_background(
    owner: QObject,
    function: Callable[[CancelToken], T],
    on_done: Callable[[T], object],
    on_failed: Callable[[str], object] | None = None,
    *,
    unhurried: bool = False,
) -> Task:
    """Run ``function`` in another thread. To be called in the GUI thread.

    Args:
        owner: the widget or model that the result is for; the work ends with it. Nothing here
            keeps it alive.
        function: gets a token, which it should pass on to whatever takes long. It must not touch
            widgets. An ``ExportError`` of it becomes a sentence.
        on_done, on_failed: called in the GUI thread, one of them, unless the task was cancelled.
        unhurried: for work nobody waits for, thumbnails for example: one at a time, behind all
            other work.
    """
    task = _mailbox().open(owner, on_done, on_failed)
    _mailbox().work(task, function, _unhurried_pool() if unhurried else _pool())
    return task


def cancel_all() -> None:
    """End all work; called when the application quits, so that nothing holds it up."""
    _mailbox().forget_all()
    _mailbox().wait(QUITTING_SECONDS)


def _outcome(number: int, works: _Works, token: CancelToken) -> _Outcome:
    try:
        token.check()
        return _Outcome(number, works[number](token))
    except ExportError as error:
        return _Outcome(number, failure=str(error))
    except Exception as error:
        _log.exception("Work in the background failed")
        text = QCoreApplication.translate("Background", "Something went wrong ({error}).")
        return _Outcome(number, failure=text.format(error=error or type(error).__name__))


class _Mailbox:
    """Brings outcomes from the pool's threads to the GUI thread; outdated ones end here.

    The pool's threads touch nothing of Qt: tasks and widgets may be destroyed at any moment. A
    function, which may hold the last reference to a widget, is kept here and let go here.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._open: dict[int, Task] = {}
        self._works: _Works = {}
        self._futures: dict[int, Future[None]] = {}
        self._outcomes: PostBox[_Outcome] = PostBox(self._deliver)
        self._look = QTimer(self._outcomes, interval=LOOK_MS)
        self._look.timeout.connect(self._drop_unwanted)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(cancel_all)
        atexit.register(cancel_all)

    def open(
        self,
        owner: QObject,
        on_done: Callable[[Any], object],
        on_failed: Callable[[str], object] | None,
    ) -> Task:
        assert threading.current_thread() is threading.main_thread()
        task = Task(owner, next(self._numbers), on_done, on_failed, self.forget)
        self._open[task.number] = task
        if not self._look.isActive():
            self._look.start()
        return task

    def work(
        self, task: Task, function: Callable[[CancelToken], Any], pool: ThreadPoolExecutor
    ) -> None:
        """Have a function called in another thread."""
        self._works[task.number] = function
        self._futures[task.number] = pool.submit(self._carry_out, task.number, task.token)

    def awaits(self, number: int) -> bool:
        return number in self._open

    def forget(self, number: int) -> None:
        task = self._open.pop(number, None)
        if task is not None:
            task.token.cancel()

    def forget_all(self) -> None:
        for number in list(self._open):
            self.forget(number)

    def _drop_unwanted(self) -> None:
        for number, task in list(self._open.items()):
            if not task.wanted:
                self.forget(number)
        if not self._open:
            self._look.stop()

    def wait(self, seconds: float) -> None:
        """Wait for work under way; what has not begun never does."""
        for future in list(self._futures.values()):
            future.cancel()
        wait(list(self._futures.values()), seconds)

    def post(self, outcome: _Outcome) -> None:
        """From any thread."""
        self._outcomes.put(outcome)

    def _carry_out(self, number: int, token: CancelToken) -> None:
        self.post(_outcome(number, self._works, token))

    def _deliver(self, outcome: _Outcome) -> None:
        self._works.pop(outcome.number, None)
        self._futures.pop(outcome.number, None)
        task = self._open.pop(outcome.number, None)
        if task is not None and task.wanted:
            task.take(outcome)


@cache
def _mailbox() -> _Mailbox:
    return _Mailbox()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, "background")


@cache
def _unhurried_pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "unhurried")
