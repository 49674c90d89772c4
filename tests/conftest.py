"""For all tests: how examples are chosen, and what is left out where Qt's libraries are missing."""

from __future__ import annotations

import gc
import itertools
import os

import pytest
from hypothesis import settings

# Times of single examples say nothing on a machine that is shared. A soak looks for new examples;
# the suite tries the same ones each time, so that it fails for what was changed.
settings.register_profile(
    "reprise", deadline=None, derandomize="REPRISE_EXAMPLES" not in os.environ
)
settings.load_profile("reprise")

MISSING = ""
try:
    import PySide6.QtWidgets
except ImportError as error:
    MISSING = str(error)

collect_ignore_glob = ["unit/app/gui/*", "end_to_end/test_window*.py"] if MISSING else []


COLLECT_EVERY = 25
_ended = itertools.count(1)


def _has_windows(item: pytest.Item) -> bool:
    return "qapp" in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin a test of windows without Python's collector, which may run in any thread."""
    if _has_windows(item):
        gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Once there is a window, cycles are looked for here only, as app/gui/collecting.py does it.

    A widget that Python's collector found in another thread would be destroyed there, and end this
    process in some later test.
    """
    if not MISSING and PySide6.QtWidgets.QApplication.instance() is not None:
        gc.disable()
        if _has_windows(item) or next(_ended) % COLLECT_EVERY == 0:
            gc.collect()


def pytest_report_header() -> list[str]:
    """Says which tests are left out, and why."""
    if not MISSING:
        return []
    return [
        f"The tests of the window are LEFT OUT: Qt cannot be loaded ({MISSING}). "
        "On Debian: apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
    ]
