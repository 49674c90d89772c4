"""Work away from the GUI thread: run a function in a thread pool, get its result as a signal."""

from __future__ import annotations

import atexit
import itertools
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.gui.post_box import PostBox
from exporters.cancel import CancelToken
from exporters.errors import ExportError

T = TypeVar("T")
_Works = dict[int, Callable[[CancelToken], Any]]

THREADS = 6
"""Most of the work waits for a process, and does not compute."""
QUITTING_SECONDS = 3.0
"""How long to wait at the end of the application for work that was cancelled."""

_log = logging.getLogger(__name__)


class Task(QObject):
    """Work under way; its signals arrive in the GUI thread, and at most one of them, once.

    ``cancel`` before that and neither comes, even when the result was already on its way. The
    task is a child of its owner and is cancelled when the owner is destroyed.
    """

    done = Signal(object)
    """What the function returned."""
    failed = Signal(str)
    """Sentences: what failed, and what to do."""

    def __init__(self, owner: QObject, number: int) -> None:
        super().__init__(owner)
        self.number = number
        # What is called must not hold the task itself, which is being destroyed then.
        self.destroyed.connect(lambda: _mailbox().forget(number))

    @property
    def running(self) -> bool:
        """Whether a signal may still come."""
        return _mailbox().awaits(self.number)

    def cancel(self) -> None:
        """Stop the work, and drop its result. Does nothing when that is no longer running."""
        if self.running:
            _mailbox().forget(self.number)
            self.deleteLater()

    def take(self, outcome: _Outcome) -> None:
        """Emit what became of the work."""
        if outcome.failure is None:
            self.done.emit(outcome.result)
        else:
            self.failed.emit(outcome.failure)


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
        owner: the widget or model that the result is for; the work ends with it.
        function: gets a token, which it should pass on to whatever takes long. It must not touch
            widgets. An ``ExportError`` of it becomes a sentence.
        on_done, on_failed: called in the GUI thread, one of them, unless the task was cancelled.
        unhurried: for work nobody waits for, thumbnails for example: one at a time, behind all
            other work.
    """
    token = CancelToken()
    task = _mailbox().open(owner, token)
    task.done.connect(on_done)
    if on_failed is not None:
        task.failed.connect(on_failed)
    _mailbox().work(task.number, function, token, _unhurried_pool() if unhurried else _pool())
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
        self._open: dict[int, tuple[Task, CancelToken]] = {}
        self._works: _Works = {}
        self._futures: dict[int, Future[None]] = {}
        self._outcomes: PostBox[_Outcome] = PostBox(self._deliver)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(cancel_all)
        atexit.register(cancel_all)

    def open(self, owner: QObject, token: CancelToken) -> Task:
        assert threading.current_thread() is threading.main_thread()
        task = Task(owner, next(self._numbers))
        self._open[task.number] = (task, token)
        return task

    def work(
        self,
        number: int,
        function: Callable[[CancelToken], Any],
        token: CancelToken,
        pool: ThreadPoolExecutor,
    ) -> None:
        """Have a function called in another thread."""
        self._works[number] = function
        self._futures[number] = pool.submit(self._carry_out, number, token)

    def awaits(self, number: int) -> bool:
        return number in self._open

    def forget(self, number: int) -> None:
        _, token = self._open.pop(number, (None, None))
        if token is not None:
            token.cancel()

    def forget_all(self) -> None:
        for number in list(self._open):
            self.forget(number)

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
        task, _ = self._open.pop(outcome.number, (None, None))
        if task is not None:
            # Before, since what is called may destroy the owner and the task with it.
            task.deleteLater()
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
