"""What the queue and the engine tell in English, in the language of the window.

They tell it as text, from another process or out of the queue's file. What a table of
``resources/translations/sentences_*.toml``, or the reasons of ``app.jobs``, have is told again in
the language of the window; all else stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from app.gui import encoder_words, languages, words
from app.gui.theme import RESOURCES
from app.jobs import reasons

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PATH = r'(?:".+?"|(?:/|[A-Za-z]:[\\/]).+?)'
_FORMS = {
    "path": _PATH,
    "other_path": _PATH,
    "count": r"\d+",
    "number": r"[\d.]+",
    "name": r'[^.:"/\\]{1,60}?',
    "quoted": "(?: “.+?”)?",
    "signal": r"\w+",
    "track": r"(?:nested, |“[^”]*”, )*[VA]\d+(?: “[^”]*”)?",
    "time": r"[\d:;.]+",
    "rest": r".+",
}
"""Expressions for placeholders; others stand for as little as possible."""


@dataclass(frozen=True)
class _Known:
    """A sentence that may be heard, and what is told then; ``longest`` stands in it for certain."""

    heard: str
    longest: str
    told: str
    is_reason: bool


@dataclass(frozen=True)
class Table:
    """What a language's file has: sentences by how they are heard, and words for placeholders."""

    sentences: dict[str, str]
    words: dict[str, str]


@cache
def table(language: str) -> Table:
    """The sentences and words of a language of ``languages.LANGUAGES``.

    What is told in other words is the only content of the file in English.
    """
    path = RESOURCES / "translations" / f"sentences_{language}.toml"
    content = tomllib.loads(path.read_text("utf-8"))
    return Table(content["sentences"], content.get("words", {}))


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
    for known in _all_known(languages.shown()):
        if known.longest not in text:
            continue
        if (match := _pattern(known.heard).match(text)) is not None:
            values = {name: _value(name, value) for name, value in match.groupdict().items()}
            sentence = known.told
            if known.is_reason:
                sentence = QCoreApplication.translate("Reasons", sentence)
            return sentence.format(**values), match.end()
    return None


def _value(name: str, value: str) -> str:
    """What stands in the place of a placeholder, in the language of the window."""
    if name == "encoder":
        return encoder_words.any_encoder(value)
    if name == "rest":
        return told(value)
    if name == "quoted":
        return value if languages.shown() == "en" else value.strip()
    if name in ("containers", "placeholders"):
        return value.replace(", ", QCoreApplication.translate("Reasons", ", "))
    return table(languages.shown()).words.get(value, value)


@cache
def _all_known(language: str) -> list[_Known]:
    every = dict.fromkeys(heard for one in languages.LANGUAGES for heard in table(one).sentences)
    known = [(heard, table(language).sentences.get(heard, heard), False) for heard in every]
    known += [(sentence, sentence, True) for sentence in reasons.SENTENCES.values()]
    # What is said in more words goes before what would fit as well.
    known.sort(key=lambda one: len(_PLACEHOLDER.sub("", one[0])), reverse=True)
    return [
        _Known(heard, max(_PLACEHOLDER.split(heard)[::2], key=len), text, is_reason)
        for heard, text, is_reason in known
    ]


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """An expression for a sentence, up to a space or the end of the text."""
    parts = _PLACEHOLDER.split(sentence)
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = f"(?P<{part}>{_FORMS.get(part, '.+?')})"
        else:
            parts[place] = re.escape(part)
    return re.compile(f"{''.join(parts)}(?= |$)", re.DOTALL)
