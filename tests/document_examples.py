"""The examples in a page of docs/, each run as a program of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT = 60
"""Seconds after which an example counts as hung."""


def examples_in(document: Path) -> dict[str, str]:
    """Every block of Python in the document, by the name in its first line."""
    blocks = re.findall(r"^```python\n(.*?)^```$", document.read_text("utf-8"), re.DOTALL | re.M)
    found = {}
    for block in blocks:
        name = re.match(r"# (\w+\.py): ", block)
        assert name, f"An example without a name: {block[:60]!r}"
        found[name[1]] = block
    assert len(found) == len(blocks)
    return found


def start(folder: Path, program: str | Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a program in a folder."""
    # The checkout is put on the path here, so that the examples run without an installation too;
    # and Ctrl+C is heeded where the tests were started in the background.
    runner = (
        "import runpy, signal, sys; root, *sys.argv = sys.argv[1:]; sys.path.insert(0, root); "
        "signal.signal(signal.SIGINT, signal.default_int_handler); "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return subprocess.Popen(
        [sys.executable, "-c", runner, str(ROOT), str(program), *arguments],
        cwd=folder,
        env={**os.environ, "REPRISE_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> list[str]:
    """The lines that an example prints; it must end well."""
    printed, complaints = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, complaints
    return printed.splitlines()


def kill(process: subprocess.Popen[str]) -> None:
    """SIGKILL, to a program that must not have ended yet."""
    process.kill()
    process.communicate(timeout=LIMIT)
    assert process.returncode == -9, "It ended before it could be killed."


def kill_after(process: subprocess.Popen[str], line: str, times: int = 1) -> None:
    """Kill a program as soon as it has printed lines that begin with ``line``."""
    assert process.stdout is not None
    for printed in process.stdout:
        times -= printed.startswith(line)
        if not times:
            break
    kill(process)
