"""The one runner for external processes that do a job and end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.cancel import CancelToken
from exporters.errors import ProcessFailed
from exporters.media.child import Child
from exporters.media.ffmpeg_progress import FfmpegProgress, ProgressParser
from exporters.media.log_tail import LineSplitter
from exporters.media.watchdog import Watchdog

MAX_OUTPUT = 64 << 20
FEED_END_SECONDS = 2.0

Write = Callable[[bytes | bytearray | memoryview], None]
Feed = Callable[[Write], None]


@dataclass(frozen=True)
class ProcessResult:
    """Of a process that ended well: last lines of its log, captured output, seconds it ran."""

    log: tuple[str, ...]
    stdout: bytes
    seconds: float


def run(
    arguments: Sequence[str],
    *,
    token: CancelToken | None = None,
    stall_timeout: float = 60.0,
    time_limit: float | None = None,
    on_progress: Callable[[FfmpegProgress], None] | None = None,
    on_line: Callable[[bytes], None] | None = None,
    on_bytes: Callable[[bytes], None] | None = None,
    feed: Feed | None = None,
    capture: bool = False,
    max_output: int = MAX_OUTPUT,
    cwd: Path | None = None,
    name: str = "",
    environment: Mapping[str, str] | None = None,
) -> ProcessResult:
    """Run a program to its end.

    Args:
        arguments: the program and its arguments; no shell sees them.
        token: pausing freezes the process (none is started while paused), cancelling kills it.
        stall_timeout: seconds without progress and without use of the processor after which the
            process counts as hung and is killed.
        time_limit: seconds that it may run, pauses not counted.
        on_progress: gets ffmpeg's reports; the arguments must ask for them on ``pipe:1``.
        on_line: gets every line of the standard output, without its end.
        on_bytes: gets the standard output as it comes.
        feed: called in a thread with a function that writes to the standard input. It need not
            handle BrokenPipeError.
        capture: keep the standard output, up to ``max_output`` bytes.
        name: what to call the program in sentences.
        environment: its variables; few and harmless ones by default.

    At most one of ``on_progress``, ``on_line``, ``on_bytes`` and ``capture`` may be given; the
    callbacks are called in a thread, and an exception of theirs ends the process and is raised
    here.

    Raises Cancelled, DiskFull, or ProcessFailed (could not start, exit code, hung, too much
    output); and whatever ``feed`` raises, BrokenPipeError excepted.
    """
    reader = _reader(on_progress, on_line, on_bytes, capture, max_output)
    pipes = {"stdin": feed is not None, "stdout": reader is not None}
    with Child(
        arguments, token=token, cwd=cwd, name=name, environment=environment, **pipes
    ) as child:
        pumps = _Pumps(child, Watchdog(child, stall_timeout, time_limit))
        try:
            if reader is not None:
                pumps.start(pumps.drain, reader)
            if feed is not None:
                pumps.start(pumps.feed, feed)
            pumps.watchdog.stand_guard()
        finally:
            child.kill("closed")
            pumps.join()
    if pumps.error is not None and child.ending != "cancelled":
        raise pumps.error
    child.raise_for_failure()
    output = reader.output() if reader is not None else b""
    return ProcessResult(child.log, output, child.running_seconds())


class _Pumps:
    """The threads that move bytes between us and a child."""

    def __init__(self, child: Child, watchdog: Watchdog) -> None:
        self.child = child
        self.watchdog = watchdog
        self.error: BaseException | None = None
        self._threads: list[threading.Thread] = []

    def start(self, pump: Callable[..., None], source: object) -> None:
        thread = threading.Thread(target=self._guarded, args=(pump, source), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, pump: Callable[..., None], source: object) -> None:
        try:
            pump(source)
        except BaseException as error:  # raised again by the thread that waits for the child
            self.error = self.error or error
            self.child.kill("closed")

    def drain(self, reader: _Reader) -> None:
        while chunk := self.child.read():
            if reader.add(chunk):
                self.watchdog.alive()
        reader.end()

    def feed(self, feed: Feed) -> None:
        """Run ``feed``; while it prepares its bytes, the child is not to blame for idleness."""
        self.watchdog.wait_elsewhere()
        try:
            feed(self._write)
        except BrokenPipeError:
            pass
        finally:
            self.watchdog.wait_for_child()
            self.child.close_stdin()

    def _write(self, chunk: bytes | bytearray | memoryview) -> None:
        self.watchdog.wait_for_child()
        try:
            self.child.write(chunk)
        finally:
            self.watchdog.wait_elsewhere()

    def join(self) -> None:
        for thread in self._threads:
            # A feed may still wait for its own source; its next write finds the pipe closed.
            thread.join(FEED_END_SECONDS)


class _Reader:
    """Takes what a child writes; ``add`` says whether it shows progress."""

    def add(self, chunk: bytes) -> bool:
        raise NotImplementedError

    def end(self) -> None:
        """The child has closed its output."""

    def output(self) -> bytes:
        return b""


class _Capture(_Reader):
    def __init__(self, limit: int) -> None:
        self._parts: list[bytes] = []
        self._room = limit

    def add(self, chunk: bytes) -> bool:
        self._room -= len(chunk)
        if self._room < 0:
            raise ProcessFailed("A program wrote more than it should.")
        self._parts.append(chunk)
        return True

    def output(self) -> bytes:
        return b"".join(self._parts)


class _Lines(_Reader):
    def __init__(self, on_line: Callable[[bytes], None]) -> None:
        self._splitter = LineSplitter()
        self._on_line = on_line

    def add(self, chunk: bytes) -> bool:
        for line in self._splitter.add(chunk):
            self._on_line(line.removesuffix(b"\r"))
        return True

    def end(self) -> None:
        if rest := self._splitter.rest():
            self._on_line(rest)


class _Bytes(_Reader):
    def __init__(self, on_bytes: Callable[[bytes], None]) -> None:
        self._on_bytes = on_bytes

    def add(self, chunk: bytes) -> bool:
        self._on_bytes(chunk)
        return True


class _Progress(_Reader):
    def __init__(self, on_progress: Callable[[FfmpegProgress], None]) -> None:
        self._parser = ProgressParser()
        self._on_progress = on_progress
        self._position = (0, 0.0, 0)

    def add(self, chunk: bytes) -> bool:
        before = self._position
        for report in self._parser.add(chunk):
            self._position = (report.frame, report.out_time, report.total_size)
            self._on_progress(report)
        return self._position != before


def _reader(
    on_progress: Callable[[FfmpegProgress], None] | None,
    on_line: Callable[[bytes], None] | None,
    on_bytes: Callable[[bytes], None] | None,
    capture: bool,
    max_output: int,
) -> _Reader | None:
    if on_progress is not None:
        return _Progress(on_progress)
    if on_line is not None:
        return _Lines(on_line)
    if on_bytes is not None:
        return _Bytes(on_bytes)
    return _Capture(max_output) if capture else None
