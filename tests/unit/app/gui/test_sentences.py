"""Sentences that come from the queue and the engine, told in the language of the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from app.gui import languages, reason_words
from app.gui.known_sentences import PARTS
from app.gui.sentences import ALL_INSTEAD as INSTEAD
from app.gui.sentences import ALL_SENTENCES as SENTENCES
from app.gui.sentences import told
from app.jobs.reasons import because
from exporters.durable import shown

ROOT = Path(__file__).parents[4]
GAP = "\0"
EXAMPLES = {"path": '"a b"', "other_path": '"c"', "count": "3", "free": "1.2 GB",
            "needed": "2 GB", "kind": "video", "reason": "Permission denied", "purpose": "output",
            "signal": "SIGKILL", "rest": "The disk burns", "number": "30", "name": "ffmpeg",
            "encoder": "libx264", "format": "gbrp", "container": "MKV", "containers": "MKV",
            "codec": "opus", "state": "active", "verb": "changed", "action": "write",
            "file": "../a.mov", "medium": "7",
            "owner": "process 7 since 2026-11-28 12:00"}  # fmt: skip
UNTRANSLATED = ("path", "other_path", "count", "free", "needed", "signal", "rest", "number",
                "format", "containers", "codec")  # fmt: skip
NAMES = (
    "SRT",
    "OpenTimelineIO",
    "JianYing",
    "CapCut",
    "root_meta_info.json",
    "Kdenlive",
    "Final Cut Pro 7",
    "Premiere",
    "Mac",
    "Reprise",
    "ffmpeg",
    "FFV1",
    "MKV",
    "H.264 (x264)",
    "moov",
    "REPRISE_DATA",
)
"""What is called so in every language."""


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
                    yield re.sub(r"\{\w+\}", GAP, node.value)


def test_every_sentence_is_one_that_is_really_told() -> None:
    written_texts = set(written())
    parts = {part for text in written_texts for part in re.split(r"(?<=[.]) ", text)}
    ends = re.compile(rf"[a-z]{{3}}.*[.{GAP}]", re.DOTALL)
    texts = {text for text in written_texts | parts if ends.search(text)}
    # What a child process says of a file becomes a sentence later, with the file's name.
    verbs = r"(is|has|holds|asks|cannot|was) \w"
    texts |= {f"{GAP} {text.rstrip('.')}." for text in written_texts if re.match(verbs, text)}
    # Of what a film shows otherwise it is told how often, if more than once.
    plain = re.compile(r"[A-Z][a-z ]+ is [a-z ]+")
    texts |= {f"{text}." for text in written_texts if plain.fullmatch(text)}
    patterns = [re.compile(re.escape(text.strip()).replace(GAP, ".*")) for text in texts]
    untold = [
        sentence
        for sentence in (*SENTENCES, *INSTEAD)
        if not any(pattern.fullmatch(sentence.format(**EXAMPLES)) for pattern in patterns)
    ]
    assert untold == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_in_english_a_sentence_stays_as_it_is(sentence: str) -> None:
    text = sentence.format(**EXAMPLES)
    assert told(text) == text.replace("libx264", "H.264 (x264)")


@pytest.mark.parametrize("sentence", [*SENTENCES, *(heard for heard in INSTEAD if INSTEAD[heard])])
def test_in_chinese_nothing_of_it_stays_english(sentence: str) -> None:
    languages.use("zh_CN")
    text = told(sentence.format(**EXAMPLES))
    for example in (*(EXAMPLES[name] for name in UNTRANSLATED), *NAMES):
        text = text.replace(example, "")
    assert text
    assert not re.search("[A-Za-z]", text)


@pytest.mark.parametrize("heard", INSTEAD)
def test_the_window_speaks_of_no_commands(heard: str) -> None:
    text = told(heard.format(**EXAMPLES))
    assert text != heard.format(**EXAMPLES)
    assert not re.search(r"`|--[a-z]|REPRISE_FFMPEG", text)


def test_what_is_not_replaced_speaks_of_no_commands_either() -> None:
    assert [text for text in SENTENCES if re.search(r"`|--[a-z]", text)] == []


def test_a_path_may_stand_without_quotes() -> None:
    languages.use("zh_CN")
    assert told("/films/a b.mov does not exist. Check the name.") == (
        "/films/a b.mov 不存在。请检查名称。"
    )
    assert told("C:\\films\\a.mov is empty.") == "C:\\films\\a.mov 是空文件。"


def test_reasons_of_the_system_are_translated_where_they_are_known() -> None:
    languages.use("zh_CN")
    said = told('Could not write "/a/b.mp4": Read-only file system.')
    assert said == '无法操作 "/a/b.mp4"：文件系统只读。'
    assert "Odd fault" in told('Could not write "/a/b.mp4": Odd fault.')


def test_every_word_in_the_place_of_a_placeholder_is_translated() -> None:
    languages.use("zh_CN")
    translate = QCoreApplication.translate
    assert [word for word in PARTS if translate("SentenceParts", word) == word] == []


def test_reasons_why_something_cannot_be_chosen_are_told_too() -> None:
    languages.use("zh_CN")
    why = because("container_cannot_hold_video", container="WebM", encoder="libx264",
                  containers="MP4, MKV")  # fmt: skip
    assert told(why.sentence) == reason_words.reason(why)
    assert "H.264 (x264)" in told(why.sentence)


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
