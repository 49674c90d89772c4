"""Assembling while units still run, so that little is left to do when the last one is finished."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import overload

from exporters.cancel import CancelToken
from exporters.durable import Storage
from exporters.engine.run_token import RunToken
from exporters.engine.session import ExportSession
from exporters.engine.steady_sync import SteadySync
from exporters.errors import Cancelled, ExportError
from exporters.plan import AssemblyContext

LOOK_SECONDS = 0.5
"""How often to look whether a restored part was verified; of others a worker tells at once."""

_log = logging.getLogger(__name__)


class FinishedParts(Sequence[Path]):
    """The part of each unit, in the order of the plan; whoever asks waits until it may be used.

    A part may be used once its unit is finished and, after a restart, its content was verified:
    from then on it is never replaced.

    Args:
        token: ends waiting, with Cancelled.
        between: called before a part is given out.
    """

    def __init__(
        self,
        session: ExportSession,
        token: CancelToken,
        between: Callable[[], None] = lambda: None,
    ) -> None:
        self._session = session
        self._token = token
        self._between = between
        self._arrived = threading.Event()
        token.subscribe(self._arrived.set)

    def wake(self) -> None:
        """A unit was finished."""
        self._arrived.set()

    def wait_for_any(self) -> None:
        """Wait for the first call of ``wake``. Raises Cancelled."""
        self._arrived.wait()
        self._token.check()

    def __len__(self) -> int:
        return len(self._session.plan.units)

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> list[Path]: ...
    def __getitem__(self, index: int | slice) -> Path | list[Path]:
        numbers = range(len(self))[index]
        if isinstance(numbers, range):
            return [self._wait_for(number) for number in numbers]
        return self._wait_for(numbers)

    def _wait_for(self, number: int) -> Path:
        session = self._session
        self._between()
        while True:
            self._arrived.clear()
            if number not in session.unchecked and number in session.journal.state.finished:
                return session.part(number)
            self._token.check()
            self._arrived.wait(LOOK_SECONDS)


class AheadAssembly:
    """Has the parts joined in a thread of its own, each as soon as it may be used.

    Nothing depends on it. When it cannot go on, for want of room or for any other reason, what it
    has written is removed; the parts are joined afterwards then, and what is wrong is told there.

    Args:
        assemble: as ``Exporter.assemble``, with the plan.
        token: of the run; pauses and stops this as well.
        make_context: the context for a token and parts.

    Attributes:
        thread: ends soon after the run was stopped.
    """

    def __init__(
        self,
        assemble: Callable[[AssemblyContext], None],
        session: ExportSession,
        token: CancelToken,
        make_context: Callable[[CancelToken, Sequence[Path]], AssemblyContext],
        storage: Storage,
    ) -> None:
        self._assemble = assemble
        self._storage = storage
        self._token = RunToken(token, lambda paused, waiting_for: None)
        self._parts = FinishedParts(session, self._token.inner, self._save)
        self._context = make_context(self._token.inner, self._parts)
        self._saved = SteadySync(self._context.path, storage)
        self._whole = False
        self.thread = threading.Thread(target=self._run, name="assembler", daemon=True)
        self.thread.start()

    def wake(self) -> None:
        """A unit was finished, or all are."""
        self._parts.wake()

    def abandon(self) -> None:
        """Make room: stop, and remove what was written. Does not wait for it."""
        self._token.inner.cancel()

    def result(self) -> AssemblyContext | None:
        """Wait for the end; None when all is still to be done, also if it was stopped."""
        self.wake()
        try:
            self.thread.join()
        except BaseException:  # KeyboardInterrupt: nobody waits for it any more
            self.abandon()
            raise
        return self._context if self._whole else None

    def _save(self) -> None:
        path = self._context.path
        self._saved.grown_to(path.stat().st_size if path.exists() else 0)

    def _run(self) -> None:
        try:
            self._parts.wait_for_any()
            self._assemble(self._context)
            self._whole = True
        except Cancelled:
            pass
        except Exception:
            _log.info("Assembling ahead has ended early", exc_info=True)
        if not self._whole:
            with contextlib.suppress(ExportError):
                self._storage.remove(self._context.path)
