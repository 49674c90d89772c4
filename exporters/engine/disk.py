"""Room on the disk: estimated before the start, watched while the export runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from exporters.durable import shown
from exporters.errors import DiskFull

SMALLEST_RESERVE = 64 << 20
LONGEST_WAIT = 60.0


def in_words(size: int) -> str:
    """ "1.5 GB": bytes for a reader, in powers of 1000."""
    amount, unit = float(size), "bytes"
    for unit in ("bytes", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 100 else f"{amount:.1f} {unit}"


class DiskGate:
    """Whether there is room to go on. Thread-safe.

    It closes when less than a reserve is free (64 MiB or twice the largest part, but no more than
    what is left to write, where that is known), and when a write has failed for want of room.
    After a failure it opens again when more is free than was free then, by as much as the failed
    file had and the reserve; or after a while, in case the room is limited by something that
    cannot be measured (quotas): after one look, then after twice the time each, up to a minute.

    Args:
        folder: on the volume that is watched.
        free_bytes: tells the free room.
        clock: seconds, rising.
        interval: seconds between looks.
        left_to_write: estimated bytes, or 0 when unknown.
    """

    def __init__(
        self,
        folder: Path,
        free_bytes: Callable[[Path], int],
        clock: Callable[[], float],
        interval: float,
        left_to_write: int = 0,
    ) -> None:
        self.folder = folder
        self._free_bytes = free_bytes
        self._clock = clock
        self.interval = interval
        self._left_to_write = left_to_write
        self._lock = threading.Lock()
        self._largest = 0
        self._needed_after_failure = 0
        self._try_again = 0.0
        self._wait = interval
        self._next_look = 0.0
        self._open = True

    @property
    def needed(self) -> int:
        """Bytes that must be free to go on."""
        return max(self._reserve(), self._needed_after_failure)

    def wrote(self, size: int) -> None:
        """A file of ``size`` bytes was written: there was room."""
        with self._lock:
            self._largest = max(self._largest, size)
            self._left_to_write = max(1, self._left_to_write - size) if self._left_to_write else 0
            self._needed_after_failure, self._wait = 0, self.interval

    def failed(self, size: int) -> None:
        """A write failed; what was written of the file, ``size`` bytes, is removed again."""
        with self._lock:
            now = self._clock()
            free = self._free()
            self._needed_after_failure = (free or 0) + size + self._reserve()
            self._try_again = now + self._wait
            self._wait = min(2 * self._wait, LONGEST_WAIT)
            self._next_look = now + self.interval
            self._open = False

    def is_open(self) -> bool:
        """Whether there is room, as of the last look; looks again when it is time to."""
        with self._lock:
            now = self._clock()
            if now >= self._next_look:
                self._next_look = now + self.interval
                self._open = self._look(now)
            return self._open

    def sentence(self) -> str:
        """What is missing, and where."""
        free = self._free()
        there = "" if free is None else f" ({in_words(free)} free)"
        return (
            f"The disk with {shown(self.folder)} is full{there}. The export waits until "
            f"{in_words(self.needed)} are free, and then goes on by itself."
        )

    def _look(self, now: float) -> bool:
        free = self._free()
        if free is None or free >= self.needed:
            self._needed_after_failure = 0
            return True
        if self._needed_after_failure and now >= self._try_again:
            self._needed_after_failure = 0
            return free >= self._reserve()
        return False

    def _free(self) -> int | None:
        try:
            return self._free_bytes(self.folder)
        except OSError:
            # What cannot be measured must not stop an export that may have room.
            return None

    def _reserve(self) -> int:
        reserve = max(SMALLEST_RESERVE, 2 * self._largest)
        return min(reserve, self._left_to_write) if self._left_to_write else reserve


def check_start(
    parts: Path, output: Path, estimated: int, finished: int, free_bytes: Callable[[Path], int]
) -> str:
    """Compare the free room with what an export will need.

    Parts and output exist together for a moment: twice the estimated size.

    Args:
        parts: the folder above the parts folder.
        output: the output's folder.
        estimated: rough size of all parts, in bytes; 0 when unknown.
        finished: bytes of parts that are there.
        free_bytes: tells the free room.

    Returns:
        A sentence of warning when it may be too little, else "".

    Raises:
        DiskFull: it is less than half of what is needed.
    """
    if not estimated:
        return ""
    try:
        same = parts.stat().st_dev == output.stat().st_dev
        missing = max(0, estimated - finished)
        needs = {parts: missing + estimated} if same else {parts: missing, output: estimated}
        for folder, needed in needs.items():
            free = free_bytes(folder)
            if free >= needed:
                continue
            problem = (
                f"The export needs about {in_words(needed)} on the disk with {shown(folder)}, "
                f"and {in_words(free)} are free."
            )
            if free < needed / 2:
                raise DiskFull(
                    problem, "Make room, or keep the parts on another disk (--parts FOLDER)."
                )
            return problem
    except OSError:
        return ""
    return ""
