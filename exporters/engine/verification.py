"""Reading restored parts again in the background, before anything is made of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

from exporters.cancel import CancelToken
from exporters.engine.session import ExportSession
from exporters.errors import Cancelled

_REST_FOR_WORK = 3
_LONGEST_REST = 0.25
_SHORTEST_REST = 0.005


class Verifier:
    """Checks the content of restored parts in one thread.

    While units run it takes a quarter of its time, so that they are not slowed; after ``hurry``
    all of it.

    Args:
        session: of the export; ``unchecked`` tells which parts.
        token: pauses it, or ends it.
        on_checked: called from the thread with the index of a unit, and whether its part is
            intact.
        on_end: called from the thread at its end, with the exception that ended it, or None.
    """

    def __init__(
        self,
        session: ExportSession,
        token: CancelToken,
        on_checked: Callable[[int, bool], None],
        on_end: Callable[[BaseException | None], None],
    ) -> None:
        self._session = session
        self._token = token
        self._on_checked = on_checked
        self._on_end = on_end
        self._hurry = threading.Event()
        self._thread = threading.Thread(target=self._run, name="verifier", daemon=True)
        self.done = not session.unchecked

    def start(self) -> None:
        """Begin, if there is anything to check."""
        if not self.done:
            self._thread.start()

    def hurry(self) -> None:
        """Nothing else is running any more."""
        self._hurry.set()

    def join(self, timeout: float) -> None:
        """Wait until it has ended, at most ``timeout`` seconds; it ends by its token."""
        self._hurry.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def _run(self) -> None:
        ended_by: BaseException | None = None
        try:
            self._check_all(sorted(self._session.unchecked))
            self.done = True
        except Cancelled:
            return
        except BaseException as error:  # raised again by the thread that waits for the export
            ended_by = error
        self._on_end(ended_by)

    def _check_all(self, indexes: Iterable[int]) -> None:
        session, worked = self._session, 0.0
        for index in indexes:
            self._token.check()
            began = time.monotonic()
            unit = session.journal.state.finished[index]
            intact = session.parts.verify(unit, session.plan.units[index].suffix)
            if not intact:
                self._token.check()
            self._on_checked(index, intact)
            session.unchecked.discard(index)
            worked += time.monotonic() - began
            if worked * _REST_FOR_WORK > _SHORTEST_REST and not self._hurry.is_set():
                self._hurry.wait(min(_LONGEST_REST, worked * _REST_FOR_WORK))
                worked = 0.0
