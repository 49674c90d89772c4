"""Sizes, times, states and phases in the language of the window."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.gui.texts import Texts

translate = QCoreApplication.translate

UNKNOWN = "–"
"""What stands for a figure that is not known."""

LONG = 24
"""Characters that a fact may have and still be kept on one line."""

_HAN = "[\u3001-\u9fff\uff01-\uff5e]"
_BETWEEN_HAN = re.compile(f"(?<={_HAN})(?=\N{NO-BREAK SPACE}?{_HAN})")


class Words(Texts):
    """Texts with plural forms."""


def escaped(text: str) -> str:
    """Text for a place that reads markup."""
    return html.escape(text, quote=False)


def tip(text: str) -> str:
    """A tool tip that shows a file's name as it is, whatever looks like markup in it."""
    return f"<span>{html.escape(text)}</span>" if "<" in text or "&" in text else text


def size(count: float) -> str:
    """Bytes: "1.5 GB", in powers of 1000 as shops and systems count."""
    formats = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(int(count), 1 if count >= 1000 else 0, formats)


def one_line(text: str) -> str:
    """Text that may hold line ends and the like, such as a file's name, as one line."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)


def line(parts: Iterable[str]) -> str:
    """Facts in one line, in which only long ones are broken; those that are "" are left out."""
    return " · ".join(part if len(part) > LONG else _whole(part) for part in parts if part)


def _whole(fact: str) -> str:
    """A fact that stays on one line."""
    return _BETWEEN_HAN.sub("\N{WORD JOINER}", fact.replace(" ", "\N{NO-BREAK SPACE}"))


def sentences(*texts: str) -> str:
    """Sentences, one after another as the language does."""
    together = texts[0] if texts else ""
    for text in texts[1:]:
        together = translate("Words", "{sentence} {next_sentence}").format(
            sentence=together, next_sentence=text
        )
    return together


def duration(seconds: float | None) -> str:
    """ "1:02:03" or "2:03"; a dash when unknown."""
    if seconds is None:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def left(seconds: float | None) -> str:
    """How long it still takes, rounded to what can be known; "" when unknown."""
    if seconds is None:
        return ""
    if seconds < 60:
        return translate("Words", "under a minute left")
    minutes = round(seconds / 60)
    if minutes < 60:
        return Words.tr("%n minute(s) left", "", minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("Words", "{hours} h {minutes} min left").format(hours=hours, minutes=minutes)


def moment(seconds: float) -> str:
    """A time in seconds since 1970: the time alone for today, else date and time."""
    if not seconds:
        return UNKNOWN
    when = QDateTime.fromSecsSinceEpoch(int(seconds))
    short = QLocale.FormatType.ShortFormat
    if datetime.fromtimestamp(seconds).date() == datetime.now().date():
        return QLocale().toString(when.time(), short)
    return QLocale().toString(when, short)


def percent(fraction: float) -> str:
    """A share of 1 in whole percent, never 100 before the end."""
    shown = 100 if fraction >= 1 else min(99, int(fraction * 100))
    return translate("Words", "{number} %").format(number=shown)


def state(name: str) -> str:
    """A state of a job."""
    return {
        "inactive": translate("Words", "Not started"),
        "queued": translate("Words", "Waiting"),
        "active": translate("Words", "Exporting"),
        "paused": translate("Words", "Paused"),
        "interrupted": translate("Words", "Interrupted"),
        "completed": translate("Words", "Finished"),
        "failed": translate("Words", "Failed"),
        "stopped": translate("Words", "Stopped"),
    }.get(name, name)


def phase(name: str, project: bool = False) -> str:
    """A phase of an export, of a film or of a project."""
    if project and name in ("exporting", "assembling"):
        return {
            "exporting": translate("Words", "Gathering media"),
            "assembling": translate("Words", "Writing the project"),
        }[name]
    return {
        "preparing": translate("Words", "Reading the source"),
        "exporting": translate("Words", "Exporting"),
        "assembling": translate("Words", "Joining the segments"),
        "verifying": translate("Words", "Checking the result"),
        "reporting": translate("Words", "Tidying up"),
    }.get(name, name)


def rate(work_per_second: float, work_name: str, speed: float) -> str:
    """ "148 fps · 5.9×", or "12 MB/s" where the work is bytes; "" when unknown."""
    if not work_per_second:
        return ""
    if work_name == "bytes":
        return translate("Words", "{size}/s").format(size=size(work_per_second))
    frames = QLocale().toString(work_per_second, "f", 0 if work_per_second >= 10 else 1)
    first = (
        translate("Words", "{number} fps").format(number=frames) if work_name == "frames" else ""
    )
    times = translate("Words", "{number}×").format(number=QLocale().toString(speed, "f", 1))
    return " · ".join(part for part in (first, times) if part)
