"""Sentences that come from the queue and the engine, told in the language of the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gui import edit_words, languages, reason_words
from app.gui.sentences import table, told
from app.jobs.reasons import because
from exporters.durable import shown
from exporters.timeline.sequence import Problem

ROOT = Path(__file__).parents[4]
CHINESE = table("zh_CN")
INSTEAD = table("en").sentences
SENTENCES = tuple(heard for heard in CHINESE.sentences if heard not in INSTEAD)
GAP = "\0"
EXAMPLES = {"path": '"a b"', "other_path": '"c"', "count": "3", "free": "1.2 GB",
            "needed": "2 GB", "kind": "video", "reason": "Permission denied", "purpose": "output",
            "signal": "SIGKILL", "rest": "The disk burns", "number": "30", "name": "ffmpeg",
            "encoder": "libx264", "format": "gbrp", "container": "MKV", "containers": "MKV",
            "codec": "opus", "state": "active", "verb": "changed", "action": "write",
            "file": "../a.mov", "medium": "7", "title": "scène 7", "quoted": " “x.mov”",
            "what": "A clip without a file", "word": "opacity", "names": "“A”, “B”",
            "size": "1920x1080", "width": "1920", "height": "1080", "rate": "25", "most": "60",
            "start": "1.5", "streams": "one stream", "track": "V1 “a b.mov”",
            "time": "01:00:00:05",
            "encoding": "latin-1", "version": "11.2", "editor": "Lightworks",
            "error": "“x” is no time", "value": "bt709",
            "owner": "process 7 since 2026-11-28 12:00"}  # fmt: skip
UNTRANSLATED = ("path", "other_path", "count", "free", "needed", "signal", "rest", "number",
                "format", "containers", "codec", "file", "title", "names", "size", "encoding",
                "version", "editor", "error", "track", "time", "quoted",
                "value")  # fmt: skip
NAMES = {
    "ASS", "Adobe", "Burns", "CRF", "CapCut", "Cut", "DaVinci", "EDL", "FCPXML", "FFV1",
    "Final", "H.264", "JSON", "Kdenlive", "Ken", "LosslessCut", "MLT", "Mac", "OTIOZ",
    "OpenTimelineIO", "Premiere", "Pro", "REPRISE_DATA", "Reprise", "Resolve", "SRT",
    "Shotcut", "XML", "ZIP", "ass", "cutSegments", "cuts", "dB", "draft_content.json",
    "draft_info.json", "duration", "end", "ffmpeg", "moov", "root_meta_info.json", "scenes",
    "srt", "start", "start_time", "video_path", "x264", "x265", "xmeml",
}  # fmt: skip
"""What is called so in every language."""
AT_PLACES = {
    f"{place}: {{rest}}"
    for place in (
        "{track} at {time}", "captions {count}", "cut {count}", "line {count}", "scene {count}",
        "segment {count}", "media", "media (one clip uses it)", "media ({count} clips use it)",
    )
}  # fmt: skip
"""What ``str`` of a problem begins with where it has a place; no text in the code is like it."""
OF_COMMANDS = (
    "Give another one with --rate.",
    "Give seconds from 0 on.",
    "The request has unknown settings of edits: {}.",
    "The request has unknown settings: {}.",
    "The request names no format.",
    "The request's settings are of the wrong types.",
    "The request's settings of the edit are of the wrong types.",
    "The {} is negative.",
    "Try utf-8 or gb18030.",
    "Try utf-8.",
    "Write it as 1920x1080.",
    "Write it as {}:18.5.",
    "Write track, burn or none.",
    "“{}” is no editor.",
    "“{}” is no encoding.",
    "“{}” is no version.",
    "“{}” is no way to collect media.",
    "“{}” is not a format that Reprise writes.",
    "“{}” is not a frame rate.",
    "“{}” is not a number of seconds from 0 to 3600.",
    "“{}” is not a number of seconds from 0 to {}.",
    "“{}” is not a size.",
    "“{}” is not an encoding of texts.",
    "“{}” is not an encoding.",
    "“{}” is nothing that captions can become.",
)
"""Sentences about options of commands, of which the window gives only values that there are."""


def written(*folders: str) -> Iterator[str]:
    """Every text in the code behind the window, with ``GAP`` for what is filled in."""
    for folder in folders or ("app/jobs", "exporters"):
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if id(node) in skipped:
                    continue
                if isinstance(node, ast.JoinedStr):
                    skipped |= {id(part) for part in node.values}
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else GAP
                        for part in node.values
                    )
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield re.sub(r"\{\w+\}", GAP, node.value)


def shape(sentence: str) -> str:
    """A sentence of the table as ``written`` has those of the code."""
    return re.sub(r"\{\w+\}", GAP, sentence)


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text.strip()).replace(GAP, ".*"), re.DOTALL)


def test_every_sentence_is_one_that_is_really_told() -> None:
    written_texts = {text.strip() for text in written()}
    parts = {part for text in written_texts for part in re.split(r"(?<=[.]) ", text)}
    ends = re.compile(rf"[a-z]{{3}}.*[.{GAP}]", re.DOTALL)
    texts = {text for text in written_texts | parts if ends.search(text)}
    # What a child process says of a file becomes a sentence later, with the file's name.
    verbs = r"(is|has|holds|asks|cannot|was) \w"
    texts |= {f"{GAP} {text.rstrip('.')}." for text in written_texts if re.match(verbs, text)}
    # Of what a film shows otherwise it is told how often, if more than once.
    plain = re.compile(r"[A-Z][a-z ]+ is [a-z ]+")
    texts |= {f"{text}." for text in written_texts if plain.fullmatch(text)}
    patterns = [pattern(text) for text in texts if GAP in text]
    untold = [
        sentence
        for sentence in (*SENTENCES, *INSTEAD)
        if shape(sentence) not in texts | written_texts | parts
        and sentence not in AT_PLACES
        and not any(one.fullmatch(sentence.format(**EXAMPLES)) for one in patterns)
    ]
    assert untold == []


def test_whatever_is_said_of_an_edit_or_a_project_is_known() -> None:
    """Sentences that only a command or a program that calls the engine can bring about are not."""
    is_sentence = re.compile(rf"[A-Z“{GAP}][^\n]*[a-z]{{2}} [^\n]*[.]")
    known = {shape(sentence) for sentence in (*SENTENCES, *INSTEAD)}
    known |= {text.replace("{}", GAP) for text in OF_COMMANDS}
    examples = [sentence.format(**EXAMPLES) for sentence in (*SENTENCES, *INSTEAD)]

    def is_known(text: str) -> bool:
        if text in known or GAP not in text:
            return text in known
        expected = pattern(text)
        return any(expected.fullmatch(example) for example in examples)

    unknown = [
        part.replace(GAP, "{}")
        for text in written("exporters/timeline", "exporters/interchange", "exporters/rendering")
        if "." in text and not is_known(text)
        for part in re.split(r"(?<=[.]) ", text)
        if is_sentence.fullmatch(part) and not is_known(part)
    ]
    assert unknown == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_in_english_a_sentence_stays_as_it_is(sentence: str) -> None:
    text = sentence.format(**EXAMPLES)
    assert told(text) == text.replace("libx264", "H.264 (x264)")


@pytest.mark.parametrize("sentence", [*SENTENCES, *(heard for heard in INSTEAD if INSTEAD[heard])])
def test_in_chinese_nothing_of_it_stays_english(sentence: str) -> None:
    languages.use("zh_CN")
    text = told(sentence.format(**EXAMPLES))
    for example in (EXAMPLES[name].strip() for name in UNTRANSLATED):
        text = text.replace(example, "")
    assert re.search("[，\u4e00-\u9fff]", text)
    assert set(re.findall(r"[A-Za-z_][\w.]*", text, re.ASCII)) <= NAMES


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
    assert [word for word, chinese in CHINESE.words.items() if chinese == word] == []


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


def test_it_is_told_where_in_an_edit_something_is() -> None:
    languages.use("zh_CN")
    lost = "The clip has no length and was left out."
    assert told(f"“Act 1”, V2 “a b.mov” at 00:00:10:00: {lost}") == (
        "“Act 1”, V2 “a b.mov”，位于 00:00:10:00：剪辑片段没有长度，已略去。"
    )
    missing = "The medium “7” was not found."
    said = told(f"Media of the edit are missing. media (2 clips use it): {missing} So are 3 more.")
    assert said == "缺少剪辑的素材。素材（2 个剪辑片段使用）：找不到素材“7”。另有 3 个。"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("line 12", "第 12 行"),
        ("cut 3", "第 3 段"),
        ("scene 4", "第 4 个场景"),
        ("segment 5", "第 5 段"),
        ("captions 1", "第 1 条字幕轨道"),
        ("and 7 times more", "另有 7 处"),
        ("media (one clip uses it)", "素材 (1 个剪辑片段)"),
        ("V1 at 00:00:10:00", "V1，位于 00:00:10:00"),
    ],
)
def test_a_list_of_problems_names_places_in_the_language_of_the_window(
    where: str, place: str
) -> None:
    languages.use("zh_CN")
    problem = Problem("loss", "Its markers are not kept.", where)
    assert edit_words.sentence(problem) == f"{place}：不保留其标记。"


def test_what_is_not_known_stays_whole() -> None:
    languages.use("zh_CN")
    text = "The frames' times were out of order. The moon was full."
    assert told(text) == text
    assert told("") == ""
