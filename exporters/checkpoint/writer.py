"""Writes frames to the disk in the background, many at a time, until it works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from exporters.checkpoint import frames
from exporters.durable import AppendFile, shown
from exporters.errors import ExportError

FIRST_WAIT = 0.1
LONGEST_WAIT = 5.0
"""Seconds between tries after a failed write: doubled from the first to the longest."""


class FrameWriter:
    """Appends frames to a file that ends at ``size`` bytes; thread-safe.

    ``append`` returns at once. A thread writes and syncs all that has gathered meanwhile. What
    cannot be written stays queued: the file is cut back to what is known to be on the disk and
    all of it is written again, because after a failed sync nothing else can be trusted.

    Args:
        path: the file, for sentences.
        begin: opens the file, made ready for appending; called again until it works.
        size: bytes of it that are valid and on the disk, once it is open.
        checksum: that the first frame is chained to.
        patient: when the file cannot be opened now, warn and try again, like for any write.
        on_warning: gets a sentence when writing begins to fail, and one when it works again.
        synchronous: write in the caller's thread, without waiting between tries; for tests.

    Raises:
        DiskFull, ExportError: the file cannot be opened, and the writer is not ``patient``.
    """

    def __init__(
        self,
        path: Path,
        begin: Callable[[], AppendFile],
        size: int,
        checksum: int,
        on_warning: Callable[[str], None],
        synchronous: bool,
        patient: bool = False,
    ) -> None:
        self._path = path
        self._begin = begin
        self._on_warning = on_warning
        self._file: AppendFile | None = None
        self._durable = size
        self._checksum = checksum
        self._clean = True
        self._failing = False
        self._changed = threading.Condition()
        self._writing = threading.Lock()
        self._pending: list[tuple[int, bytes]] = []
        self._closing = False
        self._crash: BaseException | None = None
        self._thread: threading.Thread | None = None
        try:
            self._file = begin()
        except ExportError as error:
            if not patient:
                raise
            self._warn(error)
        if not synchronous:
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()

    def append(self, kind: int, payload: bytes) -> None:
        """Queue a frame. Raises only what ended the writing thread (never an ``Exception``)."""
        with self._changed:
            self._raise_crash()
            # One step: a KeyboardInterrupt comes before it or after it. The frame's checksum is
            # made when it is written, so that no frame can miss in the chain.
            self._pending.append((kind, payload))
            # Only the first of a batch has anybody to wake.
            if len(self._pending) == 1:
                self._changed.notify_all()
        if self._thread is None:
            self._write_pending()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all is on the disk, at most ``timeout`` seconds; returns whether it is."""
        if self._thread is None:
            self._write_pending()
        with self._changed:
            # Whoever queued the first frame may have been interrupted before it told so.
            self._changed.notify_all()
            if self._thread is not None:
                self._changed.wait_for(lambda: self._crash or not self._pending, timeout)
            self._raise_crash()
            return not self._pending

    def close(self, timeout: float) -> int:
        """Write what is queued, at most for ``timeout`` seconds, and close.

        Returns:
            How many frames could not be written.
        """
        try:
            self.flush(timeout)
        finally:
            self._end()
        return len(self._pending)

    def abandon(self) -> None:
        """Close without writing what is queued."""
        with self._changed:
            self._pending.clear()
        self._end()

    def _end(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None and self._thread is not threading.current_thread():
            # A disk that answers nothing at all keeps the thread; it must not keep the caller.
            self._thread.join(LONGEST_WAIT)
            if self._thread.is_alive():
                return
        if self._file is not None:
            self._file.close()

    def _run(self) -> None:
        wait = FIRST_WAIT
        while self._wait_for_work():
            try:
                if self._write_pending():
                    wait = FIRST_WAIT
                    continue
            except BaseException as crash:
                with self._changed:
                    self._crash = crash
                    self._changed.notify_all()
                return
            with self._changed:
                self._changed.wait_for(lambda: self._closing, wait)
            wait = min(2 * wait, LONGEST_WAIT)

    def _wait_for_work(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._pending or self._closing)
            return not self._closing

    def _write_pending(self) -> bool:
        """Write and sync what is queued; returns False, after a warning, when that failed."""
        with self._writing:
            with self._changed:
                batch = self._pending[:]
            if not batch:
                return True
            try:
                self._write(batch)
            except Exception as error:
                self._warn(error)
                return False
            with self._changed:
                del self._pending[: len(batch)]
                self._changed.notify_all()
        if self._failing:
            self._failing = False
            self._on_warning(f"The journal {shown(self._path)} is saved again.")
        return True

    def _write(self, batch: list[tuple[int, bytes]]) -> None:
        content, checksum = frames.chain(batch, self._checksum)
        if self._file is None:
            self._file = self._begin()
        if not self._clean:
            self._file.truncate(self._durable)
        self._clean = False
        self._file.write(content)
        self._file.sync()
        self._clean = True
        self._durable += len(content)
        self._checksum = checksum

    def _warn(self, error: Exception) -> None:
        if not self._failing:
            self._failing = True
            problem = error.problem if isinstance(error, ExportError) else str(error)
            self._on_warning(
                f"The journal cannot be saved at the moment: {problem} "
                "The work goes on, and saving is tried again."
            )

    def _raise_crash(self) -> None:
        if self._crash is not None:
            raise self._crash
