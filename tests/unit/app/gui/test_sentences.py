"""Sentences that come from the queue and the engine, told in the language of the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gui import languages
from app.gui.sentences import SENTENCES, told
from exporters.durable import shown

ROOT = Path(__file__).parents[4]
GAP = "\0"
EXAMPLES = {"path": '"a b"', "other_path": '"c"', "count": "3", "free": "1.2 GB",
            "needed": "2 GB", "kind": "video"}  # fmt: skip


def written() -> Iterator[str]:
    """Every text in the code behind the window, with ``GAP`` for what is filled in."""
    for folder in ("app/jobs", "exporters"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else GAP
                        for part in node.values
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_sentence_is_one_that_is_really_told() -> None:
    patterns = [
        re.compile(re.escape(text).replace(GAP, ".*"))
        for text in set(written())
        if re.search(r"[a-z]{3}.*[.]$", text, re.DOTALL)
    ]
    untold = [
        sentence
        for sentence in SENTENCES
        if not any(pattern.fullmatch(sentence.format(**EXAMPLES)) for pattern in patterns)
    ]
    assert not untold


@pytest.mark.parametrize("sentence", SENTENCES)
def test_in_english_a_sentence_stays_as_it_is(sentence: str) -> None:
    text = sentence.format(**EXAMPLES)
    assert told(text) == text


@pytest.mark.parametrize("sentence", SENTENCES)
def test_in_chinese_nothing_of_it_stays_english(sentence: str) -> None:
    languages.use("zh_CN")
    text = told(sentence.format(**EXAMPLES))
    for example in (*EXAMPLES.values(), "Reprise"):
        text = text.replace(example, "")
    assert text
    assert not re.search("[A-Za-z]", text)


def test_several_sentences_are_told_one_after_another() -> None:
    languages.use("zh_CN")
    path = Path('/films/odd ". name.mov')
    text = told(f"{shown(path)} does not exist. Check the name.")
    assert text == f"{shown(path)} 不存在。请检查名称。"


def test_what_is_not_known_stays_whole() -> None:
    languages.use("zh_CN")
    text = "The frames' times were out of order. The moon was full."
    assert told(text) == text
    assert told("") == ""
