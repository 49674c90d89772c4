"""What differs between Linux, macOS and Windows: processes, places of files, their names.

The Linux branches are run by the tests; those for macOS and Windows are written only.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

WINDOWS = sys.platform == "win32"
LINUX = sys.platform == "linux"

KEPT_ENVIRONMENT = frozenset(
    name
    for names in (
        "PATH HOME USER LOGNAME LANG TMPDIR TEMP TMP LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH FONTCONFIG_FILE FONTCONFIG_PATH",
        "XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR",
        "LIBVA_DRIVER_NAME LIBVA_DRIVERS_PATH CUDA_VISIBLE_DEVICES",
        "SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA USERPROFILE",
        "PROGRAMDATA NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE",
    )
    for name in names.split()
)


_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name, whatever follows its first dot, for a device's."""
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip()) is not None


def data_folder() -> Path:
    """Where Reprise keeps its own: REPRISE_DATA, or the system's place for data of programs."""
    if named := os.environ.get("REPRISE_DATA"):
        return Path(named).absolute()
    # Not before it is needed: most programs that keep progress name a folder.
    import platformdirs

    return platformdirs.user_data_path("reprise", appauthor=False)


def worker_count() -> int:
    """Processors that this process may use, at least 1; less than the machine has in a cpuset."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def start_options(low_priority: bool = False) -> dict[str, Any]:
    """Keyword arguments for ``Popen``: Ctrl+C at the terminal must reach the application only.

    Args:
        low_priority: ask the system to prefer other work (Windows only; elsewhere see
            ``lower_priority``, which takes a running process).
    """
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        if low_priority:
            flags |= subprocess.BELOW_NORMAL_PRIORITY_CLASS
        return {"creationflags": flags}
    return {"start_new_session": True}


def lower_priority(pid: int) -> None:
    """Let other work go first. A process that has ended is no error."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, 10)


def child_environment(**additional: str) -> dict[str, str]:
    """The environment for children: what finds programs and folders, nothing that steers them.

    Variables such as FFREPORT or PYTHONPATH would change what a child does or writes.
    """
    kept = {key: value for key, value in os.environ.items() if key.upper() in KEPT_ENVIRONMENT}
    # SVT-AV1 writes its settings to the log at each start unless told to keep to warnings.
    fixed = {"LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1", "SVT_LOG": "2"}
    return {**kept, **fixed, **additional}


def suspend(pid: int) -> None:
    """Freeze a child that was started with ``start_options``, and its own children.

    One that has ended is no error.
    """
    if sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            psutil.Process(pid).suspend()
    else:
        _signal_group(pid, signal.SIGSTOP)


def resume(pid: int) -> None:
    """Undo ``suspend``."""
    if sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            psutil.Process(pid).resume()
    else:
        _signal_group(pid, signal.SIGCONT)


def kill_tree(pid: int) -> None:
    """End a child that was started with ``start_options``, and its own children, at once."""
    if sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            leader = psutil.Process(pid)
            for process in [leader, *leader.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    process.kill()
    else:
        _signal_group(pid, signal.SIGKILL)


def _signal_group(pid: int, number: int) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, number)


def cpu_seconds(pid: int) -> float:
    """Processor time used so far by one process, in seconds; 0.0 when it has ended."""
    import psutil

    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def wait_for_end(process: subprocess.Popen[bytes]) -> None:
    """Block until a child has ended.

    Where the system allows it the child is left unreaped, so that its number cannot be given to
    another process while a signal for it may still be on its way.
    """
    # macOS has no waitid, Windows keeps the number for as long as the handle is open.
    if sys.platform == "linux":
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()


def enlarge_pipe(descriptor: int, size: int = 1 << 20) -> None:
    """Give a pipe a buffer of ``size`` bytes where that is possible: fewer switches for video."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, size)


def signal_name(number: int) -> str:
    """ "SIGKILL" for 9; the number itself when it has no name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)
