"""Times and numbers as they are said."""

from __future__ import annotations

import time


def duration(seconds: float | None) -> str:
    """ "1:02:03"; "?" when unknown."""
    if seconds is None:
        return "?"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def clock(seconds: float) -> str:
    """ "14:32" today, else with the date; "?" when unknown."""
    if not seconds:
        return "?"
    then = time.localtime(seconds)
    today = time.localtime()[:3] == then[:3]
    return time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", then)


def moment(seconds: float) -> str:
    """ "2026-11-25 03:28:14", local time; "?" when unknown."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds)) if seconds else "?"


def count(number: int, thing: str) -> str:
    """ "1 part", "2 parts"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def unit_word(of_project: bool) -> str:
    """What a unit of an export is: segments make up a film, files are gathered for a project."""
    return "file" if of_project else "segment"
