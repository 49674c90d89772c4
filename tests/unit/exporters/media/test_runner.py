"""External processes: they end, freeze and die as told, and leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, DiskFull, ProcessFailed
from exporters.media.child import failure
from exporters.media.ffmpeg import find_ffmpeg
from exporters.media.guard import MARKER
from exporters.media.runner import run
from tests import media_factory

ROOT = Path(__file__).parents[4]


def python(text: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", textwrap.dedent(text)]


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def frozen(pid: int) -> bool:
    return str(psutil.Process(pid).status()) == psutil.STATUS_STOPPED


def until(condition: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


class Running:
    """A child in a thread; ``lines`` is what it has printed so far."""

    def __init__(self, command: list[str], token: CancelToken, **options: float) -> None:
        self.lines: list[bytes] = []
        self.error: BaseException | None = None

        def work() -> None:
            try:
                run(command, token=token, on_line=self.lines.append, **options)  # type: ignore[arg-type]
            except BaseException as error:
                self.error = error

        self.thread = threading.Thread(target=work)
        self.thread.start()

    def pids(self, count: int = 1) -> list[int]:
        """Process numbers that the child prints, each on a line of its own."""
        assert until(lambda: len(self.lines) >= count)
        return [int(line) for line in self.lines[:count]]


FAMILY = """
    import os, subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print(os.getpid(), flush=True)
    print(child.pid, flush=True)
    time.sleep(600)
"""


def test_a_program_that_ends_well_gives_its_output_and_log() -> None:
    told = run(python("import sys; print('out'); print('one\\n\\ntwo', file=sys.stderr)"),
               capture=True)  # fmt: skip
    assert told.stdout == b"out\n"
    assert told.log == ("one", "two")


def test_arguments_reach_the_program_untouched() -> None:
    hostile = ["$(id)", "a b", "'\"", "*", "new\nline", "-y", "影片", ""]
    command = python("import sys; sys.stdout.write('\\0'.join(sys.argv[1:]))")
    assert run([*command, *hostile], capture=True).stdout.decode().split("\0") == hostile


def test_a_program_sees_few_variables_unless_it_is_given_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FFREPORT", "file=somewhere")
    command = python("import os; print(*sorted(os.environ))")
    seen = run(command, capture=True).stdout.decode().split()
    assert "PATH" in seen
    assert "FFREPORT" not in seen
    given = run(command, capture=True, environment={"FFREPORT": "x", "OTHER": "y"})
    # The guard's own mark is always there.
    assert {"FFREPORT", "OTHER", MARKER} <= set(given.stdout.decode().split())
    assert "HOME" not in given.stdout.decode().split()


def test_an_exit_code_is_an_error_with_the_last_lines_of_the_log() -> None:
    command = python("""
        import sys
        for number in range(1000):
            print("line", number, file=sys.stderr)
        print("Invalid data found", file=sys.stderr)
        print("Conversion failed!", file=sys.stderr)
        sys.exit(69)
    """)
    with pytest.raises(ProcessFailed, match=r"The encoder failed \(exit code 69\): Invalid data"):
        run(command, name="The encoder")
    with pytest.raises(ProcessFailed) as error:
        run(command)
    assert error.value.log[-3:] == ("line 999", "Invalid data found", "Conversion failed!")
    assert len(error.value.log) == 40


def test_the_reason_is_the_line_that_says_something(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailed, match="No such file or directory") as error:
        media_factory.ffmpeg("-i", tmp_path / "missing.mp4", tmp_path / "out.mp4")
    assert "exit code" in error.value.problem
    assert " @ 0x" not in error.value.problem


def test_a_full_disk_is_told_from_other_failures() -> None:
    command = python("""
        import sys
        print("av_interleaved_write_frame(): No space left on device", file=sys.stderr)
        print("Conversion failed!", file=sys.stderr)
        sys.exit(228)
    """)
    with pytest.raises(DiskFull):
        run(command)


def test_a_signal_is_named() -> None:
    with pytest.raises(ProcessFailed, match="ended by SIGSEGV"):
        run(python("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"))
    assert "memory" in failure("ffmpeg", -9, ()).advice


def test_a_program_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProcessFailed, match="could not be started"):
        run([str(tmp_path / "missing")])
    with pytest.raises(ProcessFailed, match="could not be started"):
        run([sys.executable, "a\0b"])


def test_cancelling_ends_a_child_and_its_own_children() -> None:
    token = CancelToken()
    child = Running(python(FAMILY), token)
    pids = child.pids(2)
    assert all(map(running, pids))
    token.cancel("Enough.")
    child.thread.join(2)
    assert not child.thread.is_alive()
    assert until(lambda: not any(map(running, pids)), 2)
    assert isinstance(child.error, Cancelled)
    assert str(child.error) == "Enough."


def test_cancelling_ends_a_child_that_ignores_signals() -> None:
    token = CancelToken()
    child = Running(python("""
        import os, signal, time
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        print(os.getpid(), flush=True)
        time.sleep(600)
    """), token)  # fmt: skip
    (pid,) = child.pids()
    token.cancel()
    child.thread.join(2)
    assert not child.thread.is_alive()
    assert not running(pid)


def test_a_cancelled_token_starts_nothing(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    trace = tmp_path / "trace"
    with pytest.raises(Cancelled):
        run(["/bin/sh", "-c", f"touch '{trace}'"], token=token)
    assert not trace.exists()


BUSY = """
    import os
    print(os.getpid(), flush=True)
    while True:
        pass
"""


def cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def test_pausing_takes_the_processor_away_and_resuming_gives_it_back() -> None:
    token = CancelToken()
    child = Running(python(BUSY), token, stall_timeout=0.3)
    (pid,) = child.pids()
    token.pause()
    assert until(lambda: frozen(pid))
    before = cpu(pid)
    time.sleep(1.0)  # longer than the time after which a child counts as hung
    assert cpu(pid) == before
    token.resume()
    assert until(lambda: cpu(pid) > before)
    token.pause()
    token.cancel()
    child.thread.join(5)
    assert isinstance(child.error, Cancelled)
    assert not running(pid)


def test_nothing_is_started_while_paused() -> None:
    token = CancelToken()
    token.pause()
    child = Running(python("import os; print(os.getpid())"), token)
    assert not until(lambda: child.lines, 0.3)
    token.resume()
    child.thread.join(10)
    assert len(child.lines) == 1
    assert child.error is None


@pytest.mark.parametrize(
    "text",
    [
        "import time; time.sleep(600)",
        "import time\nwhile True: time.sleep(0.01)",
        "import sys, time\nprint('x', flush=True)\ntime.sleep(600)",
        "import threading; threading.Event().wait()",
    ],
    ids=["sleeps", "sleeps busily", "says something first", "waits for a lock"],
)
def test_a_child_that_hangs_is_ended(text: str) -> None:
    with pytest.raises(ProcessFailed, match=r"hung: nothing happened for 0\.5 seconds"):
        run(python(text), stall_timeout=0.5, time_limit=20)


def test_a_child_that_works_silently_or_speaks_is_not_taken_for_hung() -> None:
    busy = """
        import time
        end = time.process_time() + 1.0
        while time.process_time() < end: pass
    """
    run(python(busy), stall_timeout=0.5)
    speaking = """
        import time
        for _ in range(10):
            print("x", flush=True)
            time.sleep(0.1)
    """
    assert run(python(speaking), stall_timeout=0.5, capture=True).stdout == b"x\n" * 10


def test_a_child_that_takes_too_long_is_ended_though_it_works() -> None:
    with pytest.raises(ProcessFailed, match=r"took longer than 0\.4 seconds"):
        run(python(BUSY), time_limit=0.4)


def test_too_much_output_is_an_error_and_ends_the_child() -> None:
    with pytest.raises(ProcessFailed, match="wrote more than it should"):
        run(python("while True: print('x' * 1000)"), capture=True, max_output=100_000)
    assert len(run(python("print('x' * 999)"), capture=True, max_output=1000).stdout) == 1000


def test_a_log_without_end_fills_no_memory() -> None:
    told = run(python("""
        import os
        for _ in range(200): os.write(2, b"x" * 65536)
        os.write(2, b"\\nlast")
    """))  # fmt: skip
    assert told.log[-1] == "last"
    assert sum(map(len, told.log)) <= 41 * 500


def test_lines_come_whole() -> None:
    lines: list[bytes] = []
    run(python("""
        import os
        os.write(1, b"one\\r\\ntw"); os.write(1, b"o\\n\\n" + b"y" * 300000 + b"\\nrest")
    """), on_line=lines.append)  # fmt: skip
    assert lines == [b"one", b"two", b"", b"y" * 300000, b"rest"]


def test_an_exception_of_a_callback_ends_the_child_and_is_raised() -> None:
    pids: list[int] = []

    def fail(line: bytes) -> None:
        pids.append(int(line))
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        run(python(FAMILY), on_line=fail)
    assert not running(pids[0])


def test_a_child_is_fed() -> None:
    copy = python("import shutil, sys; shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)")
    content = os.urandom(3_000_000)

    def feed(write: Callable[[bytes], None]) -> None:
        write(content[:7])
        write(content[7:])

    assert run(copy, capture=True, feed=feed).stdout == content


def test_a_child_that_stops_reading_is_no_error_of_the_feeder() -> None:
    def feed(write: Callable[[bytes], None]) -> None:
        while True:
            write(bytes(100_000))

    told = run(python("import sys; print(len(sys.stdin.buffer.read(10)))"), capture=True, feed=feed)
    assert told.stdout == b"10\n"


def test_an_exception_of_the_feeder_ends_the_child_and_is_raised() -> None:
    def feed(write: Callable[[bytes], None]) -> None:
        write(b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(python("import sys; sys.stdin.read(); import time; time.sleep(600)"), feed=feed)


def test_a_slow_feeder_is_not_the_childs_fault() -> None:
    def feed(write: Callable[[bytes], None]) -> None:
        time.sleep(1.2)
        write(b"late")

    told = run(python("import sys; print(sys.stdin.read())"), capture=True, feed=feed,
               stall_timeout=0.4)  # fmt: skip
    assert told.stdout == b"late\n"


def test_variables_that_steer_programs_are_not_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("FFREPORT", "PYTHONPATH", "PYTHONSTARTUP", "LD_PRELOAD", "AV_LOG_FORCE_COLOR",
                 "X264_THREADS", "SVT_LOG", "LC_ALL"):  # fmt: skip
        monkeypatch.setenv(name, "file=report.log:level=56" if name == "FFREPORT" else "")
    monkeypatch.setenv("SVT_LOG", "4")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    command = python("import os; [print(k + '=' + v) for k, v in os.environ.items()]")
    lines = run(command, capture=True).stdout.decode().splitlines()
    passed = dict(line.split("=", 1) for line in lines)
    assert passed["PATH"] == os.environ["PATH"]
    assert (passed["LC_ALL"], passed["SVT_LOG"]) == ("C", "2")
    steering = {"FFREPORT", "PYTHONPATH", "PYTHONSTARTUP", "LD_PRELOAD", "AV_LOG_FORCE_COLOR"}
    assert not steering & set(passed)


def test_ffmpeg_writes_no_report_into_the_folder_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FFREPORT", "file=report.log:level=56")
    monkeypatch.chdir(tmp_path)
    build = find_ffmpeg()
    run([str(build.path), "-version"])
    assert list(tmp_path.iterdir()) == []
    subprocess.run([build.path, "-version"], capture_output=True, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["report.log"]


def test_standard_input_and_signals_of_the_terminal_are_kept_away() -> None:
    command = python("import os, sys; print(len(sys.stdin.read()), os.getpgrp() == os.getpid())")
    assert run(command, capture=True).stdout == b"0 True\n"


def test_a_grandchild_that_holds_the_pipe_does_not_hold_us() -> None:
    command = python("""
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(child.pid, flush=True)
    """)
    lines: list[bytes] = []
    run(command, on_line=lines.append)
    assert until(lambda: not running(int(lines[0])))


def test_nothing_is_left_open_after_many_runs() -> None:
    run(python("pass"))
    own = psutil.Process()
    files, threads = own.num_fds(), own.num_threads()
    for _ in range(5):
        run(python("print(1)"), capture=True)
        with pytest.raises(ProcessFailed):
            run(python("raise SystemExit(1)"), capture=True)
    assert own.num_fds() == files
    assert until(lambda: own.num_threads() <= threads)


APPLICATION = """
    import os, sys, threading
    sys.path.insert(0, sys.argv[1])
    from exporters.media.runner import run
    family = sys.argv[2]
    for _ in range(2):
        threading.Thread(
            target=run,
            args=([sys.executable, "-I", "-c", family],),
            kwargs={"on_line": lambda line: os.write(1, line + bytes([10]))},
        ).start()
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_children_die_with_the_application_however_it_dies(number: signal.Signals) -> None:
    command = [sys.executable, "-c", textwrap.dedent(APPLICATION), str(ROOT),
               textwrap.dedent(FAMILY)]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE) as application:
        assert application.stdout is not None
        try:
            pids = [int(application.stdout.readline()) for _ in range(4)]
            assert all(map(running, pids))
        finally:
            application.send_signal(number)
            application.wait()
        assert until(lambda: not any(map(running, pids)), 2)


def test_frozen_children_die_with_the_application_too() -> None:
    text = (
        textwrap.dedent(APPLICATION)
        .replace(
            "from exporters.media.runner import run",
            "from exporters.media.runner import run\nfrom exporters.cancel import CancelToken\n"
            "token = CancelToken()",
        )
        .replace("kwargs={", 'kwargs={"token": token, ')
    )
    text += "\nimport time\nsys.stdin.readline()\ntoken.pause()\nprint('paused', flush=True)\n"
    command = [sys.executable, "-c", text, str(ROOT), textwrap.dedent(FAMILY)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as application:
        assert application.stdout is not None
        assert application.stdin is not None
        try:
            pids = [int(application.stdout.readline()) for _ in range(4)]
            application.stdin.write(b"\n")
            application.stdin.flush()
            assert application.stdout.readline() == b"paused\n"
            assert until(lambda: all(map(frozen, pids)))
        finally:
            application.kill()
            application.wait()
        assert until(lambda: not any(map(running, pids)), 2)
