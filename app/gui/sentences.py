"""What the queue and the engine tell in English, in the language of the window.

They tell it as text, from another process or out of the queue's file. What ``known_sentences`` or
the reasons of ``app.jobs`` have is told again in the language of the window; all else stays as it
is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from app.gui import encoder_words, words
from app.gui import known_edit_sentences as of_edits
from app.gui.known_sentences import INSTEAD, PARTS, SENTENCES
from app.jobs import reasons

ALL_SENTENCES = (*SENTENCES, *of_edits.SENTENCES)
ALL_INSTEAD = {**INSTEAD, **of_edits.INSTEAD}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FORMS = {
    "path": r'(?:".+?"|(?:/|[A-Za-z]:[\\/]).+?)',
    "other_path": r'(?:".+?"|(?:/|[A-Za-z]:[\\/]).+?)',
    "count": r"\d+",
    "number": r"[\d.]+",
    "name": r'[^.:"/\\]{1,60}?',
    "signal": r"\w+",
    "rest": r".+",
}
"""Expressions for placeholders; others stand for as little as possible."""


@dataclass(frozen=True)
class _Known:
    """A sentence that may be heard, and what is told then, in which context of translations."""

    heard: re.Pattern[str]
    context: str
    text: str

    def tell(self, match: re.Match[str]) -> str:
        values = {name: _value(name, value) for name, value in match.groupdict().items()}
        text = QCoreApplication.translate(self.context, self.text) if self.text else ""
        return text.format(**values)


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
    return words.sentences(*filter(None, found)) if found else text


def _match(text: str) -> tuple[str, int] | None:
    """The sentence that a text begins with, as it is told, and its length."""
    for known in _all_known():
        if (match := known.heard.match(text)) is not None:
            return known.tell(match), match.end()
    return None


def _value(name: str, value: str) -> str:
    """What stands in the place of a placeholder, in the language of the window."""
    if name == "encoder":
        return encoder_words.any_encoder(value)
    if name == "rest":
        return told(value)
    if name in ("containers", "placeholders"):
        return value.replace(", ", QCoreApplication.translate("Reasons", ", "))
    if value in PARTS:
        return QCoreApplication.translate("SentenceParts", value)
    return value


@lru_cache(maxsize=1)
def _all_known() -> list[_Known]:
    texts = [
        *((heard, "Sentences", text) for heard, text in ALL_INSTEAD.items()),
        *((sentence, "Sentences", sentence) for sentence in ALL_SENTENCES),
        *((sentence, "Reasons", sentence) for sentence in reasons.SENTENCES.values()),
    ]
    # What is said in more words goes before what would fit as well.
    texts.sort(key=lambda known: len(_PLACEHOLDER.sub("", known[0])), reverse=True)
    return [_Known(re.compile(_pattern(heard), re.DOTALL), *rest) for heard, *rest in texts]


def _pattern(sentence: str) -> str:
    """An expression for a sentence, up to a space or the end of the text."""
    parts = _PLACEHOLDER.split(sentence)
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = f"(?P<{part}>{_FORMS.get(part, '.+?')})"
        else:
            parts[place] = re.escape(part)
    return f"{''.join(parts)}(?= |$)"
