"""Times, lengths and names as a report writes them: plain English, the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from exporters.engine.disk import in_words as size

__all__ = [
    "clock",
    "counted",
    "duration",
    "listed",
    "moment",
    "number",
    "printable",
    "size",
    "zone_at",
]

UNKNOWN = "–"
"""What stands for a figure that is not known."""


def printable(text: str) -> str:
    """Line ends, control and undecodable characters as escapes: "film\\udce9.mp4" """
    return "".join(
        character if character.isprintable() else repr(character)[1:-1] for character in text
    )


def number(value: float, digits: int = 0) -> str:
    """ "90,000"; ``digits`` behind the point."""
    return f"{value:,.{digits}f}"


def counted(count: int, one: str, many: str = "") -> str:
    """ "1 segment", "360 segments"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def duration(seconds: float | None) -> str:
    """ "1:02:03", "2:03"; below ten seconds "2.3 s"; a dash when unknown."""
    if seconds is None:
        return UNKNOWN
    if round(seconds, 1) < 10:
        return f"{seconds:.1f} s"
    return clock(seconds)


def clock(seconds: float) -> str:
    """ "1:02:03", "2:03", "0:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def zone_at(seconds: float) -> timezone:
    """This machine's distance from UTC at a time in seconds since 1970."""
    return timezone(datetime.fromtimestamp(seconds).astimezone().utcoffset() or timedelta())


def moment(seconds: float, zone: timezone) -> str:
    """ "2026-03-12 14:02:11"; ``seconds`` since 1970; a dash for what no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, zone).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return UNKNOWN
