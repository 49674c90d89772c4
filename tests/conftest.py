"""Tests of the window need libraries of the system that a bare server may lack."""

from __future__ import annotations

MISSING = ""
try:
    import PySide6.QtWidgets  # noqa: F401
except ImportError as error:
    MISSING = str(error)

collect_ignore_glob = ["unit/app/gui/*", "end_to_end/test_window*.py"] if MISSING else []


def pytest_report_header() -> list[str]:
    """Says which tests are left out, and why."""
    if not MISSING:
        return []
    return [
        f"The tests of the window are LEFT OUT: Qt cannot be loaded ({MISSING}). "
        "On Debian: apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
    ]
