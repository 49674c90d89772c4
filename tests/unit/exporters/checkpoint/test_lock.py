from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from exporters.checkpoint.lock import ExportLock
from exporters.errors import StateBusy, StateError

HOLD = """
import sys
from pathlib import Path
from exporters.checkpoint.lock import ExportLock
lock = ExportLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "-o 'film' 100%.mp4.export_state.lock"


def holder(path: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[4],
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    return child


def test_a_second_process_is_told_who_has_it(path: Path) -> None:
    child = holder(path)
    lock = ExportLock(path)
    with pytest.raises(StateBusy) as raised:
        lock.acquire()
    assert raised.value.problem.startswith(
        f"\"-o 'film' 100%.mp4\" is being exported by process {child.pid} since "
    )
    assert raised.value.advice
    assert not lock.held
    child.communicate()


def test_the_lock_of_a_dead_process_is_taken_over(path: Path) -> None:
    child = holder(path)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert path.exists()
    with ExportLock(path) as lock:
        assert lock.held
        assert lock.owner().startswith(f"process {os.getpid()} since ")


def test_releasing_removes_the_file(path: Path) -> None:
    lock = ExportLock(path)
    lock.release()
    with lock:
        assert path.exists()
        with pytest.raises(StateBusy):
            ExportLock(path).acquire()
    assert not path.exists()
    lock.release()
    with lock:
        pass


def test_it_may_be_released_by_another_thread(path: Path) -> None:
    lock = ExportLock(path)
    lock.acquire()
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    ExportLock(path).acquire()


def test_a_lock_on_a_file_that_was_removed_meanwhile_is_not_taken(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    tries: list[object] = []
    acquire = filelock.FileLock.acquire

    def race(lock: filelock.BaseFileLock, **options: bool) -> object:
        held = acquire(lock, **options)  # type: ignore[arg-type]
        if not tries:
            path.unlink()
        tries.append(held)
        return held

    monkeypatch.setattr(filelock.FileLock, "acquire", race)
    with ExportLock(path):
        assert len(tries) == 2
        with pytest.raises(StateBusy):
            ExportLock(path).acquire()


def test_only_one_of_many_has_it_at_any_time(path: Path) -> None:
    inside, most, taken = 0, 0, 0
    guard = threading.Lock()

    def work() -> None:
        nonlocal inside, most, taken
        for _ in range(60):
            try:
                with ExportLock(path):
                    with guard:
                        inside += 1
                        taken += 1
                        most = max(most, inside)
                    with guard:
                        inside -= 1
            except StateBusy:
                continue

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert taken
    assert most == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b"null", b'{"pid": 1e999, "host": "x", "started": 1}',
     b'{"pid": 1, "host": "x", "started": 1e300}', b"[" * 4000],
)  # fmt: skip
def test_whatever_stands_in_the_file_a_sentence_is_made(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert ExportLock(path).owner() == "another process"


def test_an_owner_on_another_computer_is_named_with_it(path: Path) -> None:
    path.write_bytes(b'{"pid": 12, "host": "studio\\n3", "started": 1}')
    assert 'process 12 on the computer "studio\\n3" since 1970' in ExportLock(path).owner()


def test_a_place_that_cannot_be_locked_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for path in (tmp_path / "missing" / "x.lock", tmp_path / "folder", tmp_path / "link"):
        with pytest.raises(StateError, match="Could not lock"):
            ExportLock(path).acquire()
    assert not (tmp_path / "target").exists()
    assert not (tmp_path / "missing").exists()
