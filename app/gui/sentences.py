"""What the queue and the engine tell in English, in the language of the window.

They tell it as text, from another process or out of the queue's file. What is in ``SENTENCES`` is
told again in the language of the window; all else, such as reasons of the system, stays as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.gui import words

SENTENCES = tuple(
    str(text)
    for text in (
        # Why an export was interrupted
        QT_TRANSLATE_NOOP("Sentences", "Reprise ended while this export was running."),
        QT_TRANSLATE_NOOP("Sentences", "Reprise was closed while this export was running."),
        # What was added
        QT_TRANSLATE_NOOP("Sentences", "There are no films in {path}."),
        QT_TRANSLATE_NOOP("Sentences", "Only the first {count} films in {path} were taken."),
        QT_TRANSLATE_NOOP("Sentences", "There is no {path}."),
        # Sources
        QT_TRANSLATE_NOOP("Sentences", "{path} does not exist."),
        QT_TRANSLATE_NOOP("Sentences", "Check the name."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The source is damaged or cut off: what decodes was exported."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The file is cut off: {count} bytes are missing at its end."
        ),
        QT_TRANSLATE_NOOP("Sentences", "No picture could be decoded at the beginning."),
        QT_TRANSLATE_NOOP("Sentences", "The source's subtitles ({count} tracks) are not exported."),
        QT_TRANSLATE_NOOP("Sentences", "{count} packets could not be decoded."),
        QT_TRANSLATE_NOOP(
            "Sentences", "{count} frames before the first key frame cannot be decoded."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The first {count} frames refer to pictures that are not there."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The last {count} frames cannot be decoded."),
        QT_TRANSLATE_NOOP("Sentences", "{count} frames had no time."),
        QT_TRANSLATE_NOOP("Sentences", "The frames' times were out of order."),
        QT_TRANSLATE_NOOP(
            "Sentences", "The clock jumped {count} times; what follows was moved to continue."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "A few frames had the same time; they were moved by a tick."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The frames' times were unusable; even distances are assumed."
        ),
        # The disk
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The disk with {path} is full ({free} free). The export waits until {needed} are "
            "free, and then goes on by itself.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The disk with {path} is full. The export waits until {needed} are free, and then "
            "goes on by itself.",
        ),
        # Journals and parts
        QT_TRANSLATE_NOOP(
            "Sentences", "The part of unit {count} ({kind}) was damaged; it is done again."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{count} units are recorded as finished but missing or changed in the parts folder; "
            "done again.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "One unit is recorded as finished but missing or changed in the parts folder; done "
            "again.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "{count} units are not in the journal but found, intact, in the parts folder.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "One unit is not in the journal but found, intact, in the parts folder."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The journal is lost; the export is restored from its finished parts."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences",
            "The journal cannot be read; the export is restored from its finished parts.",
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "{path} is damaged after its record {count}: what was saved later is lost."
        ),
        QT_TRANSLATE_NOOP(
            "Sentences", "The journal {path} could not be read; it was renamed to {other_path}."
        ),
        QT_TRANSLATE_NOOP("Sentences", "The journal {path} belongs to another export."),
        QT_TRANSLATE_NOOP("Sentences", "The journal {path} is saved again."),
        QT_TRANSLATE_NOOP("Sentences", "The output was complete already."),
    )
)
"""The sentences that are known, with placeholders for what differs."""

_FORMS = {"path": r'".+?"', "other_path": r'".+?"', "count": r"\d+"}


def told(text: str) -> str:
    """A text of one or more sentences in the language of the window.

    The text itself, if there is a sentence in it that is not known.
    """
    found: list[str] = []
    rest = text.strip()
    while rest:
        match = _match(rest)
        if match is None:
            return text
        sentence, read = match
        found.append(sentence)
        rest = rest[read:].lstrip()
    return words.sentences(*found) if found else text


def _match(text: str) -> tuple[str, int] | None:
    """The sentence that a text begins with, translated, and its length."""
    for sentence, pattern in _patterns():
        if (match := pattern.match(text)) is not None:
            translated = QCoreApplication.translate("Sentences", sentence)
            return translated.format(**match.groupdict()), match.end()
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(sentence, re.compile(_pattern(sentence))) for sentence in SENTENCES]


def _pattern(sentence: str) -> str:
    """An expression for a sentence, up to a space or the end of the text."""
    parts = re.split(r"\{(\w+)\}", sentence)
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = f"(?P<{part}>{_FORMS.get(part, '.+?')})"
        else:
            parts[place] = re.escape(part)
    return f"{''.join(parts)}(?= |$)"
