"""The cues of subtitle files.

SRT and WebVTT are read here and not with pysubs2, which loses the sign of times, takes notes and
names of characters ("&amp;") of WebVTT for text, and takes three times as long. SSA and ASS, with
their styles, drawings and versions, are read with it.
"""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exporters.errors import SourceError

MAX_CUES = 2_000_000
MAX_DIALOGUE = 300_000
"""Of SSA and ASS, which take 100 µs a line."""
MAX_SECONDS = 1_000_000
"""Longer than any film: eleven days."""

_TIME = r"(-?)(?:(\d{1,6}):)?(\d{1,6}):(\d{1,2})(?:[,.](\d{1,9}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-{{1,3}}>\s*{_TIME}(?:\s.*)?", re.ASCII)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_ANY_TAG = re.compile(r"</?[A-Za-z0-9.][^<>]*>|</>")
_OVERRIDE = re.compile(r"\{\\[^{}\n]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A text with its times in milliseconds of the film; ``end`` may lie before ``start``."""

    start: int
    end: int
    text: str


def parse_srt(text: str) -> list[Cue]:
    """The cues of an SRT file.

    A cue begins with a line of times, whatever stands before it; the number of the next cue is no
    text, and neither are tags ("<i>", "{\\an8}").
    """
    cues: list[Cue] = []
    lines: list[str] = []
    times: tuple[int, int] | None = None
    for line in text.splitlines():
        found = _times(line)
        if found is None:
            lines.append(line)
            continue
        if times is not None:
            _add(cues, times, _plain_srt(_without_number(lines, len(cues) + 2)))
        times, lines = found, []
    if times is not None:
        _add(cues, times, _plain_srt(lines))
    return cues


def parse_vtt(text: str) -> list[Cue]:
    """The cues of a WebVTT file (https://www.w3.org/TR/webvtt1): blocks between empty lines."""
    cues: list[Cue] = []
    for block in _blocks(text):
        for number, line in enumerate(block[:2]):
            times = _times(line)
            if times is not None:
                _add(cues, times, _plain_vtt(block[number + 1 :]))
                break
    return cues


def parse_ass(text: str) -> list[Cue]:
    """The dialogue of an SSA or ASS file, without drawings and overrides.

    Raises SourceError if it cannot be read at all.
    """
    import pysubs2

    if text.count("\nDialogue:") > MAX_DIALOGUE:
        raise SourceError(f"It has more than {MAX_DIALOGUE} lines of dialogue.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            subtitles = pysubs2.SSAFile.from_string(text, format_="ass")
        spoken = [line for line in subtitles if not (line.is_comment or line.is_drawing)]
        cues: list[Cue] = []
        for line in spoken:
            _add(cues, (line.start, line.end), line.plaintext.split("\n"))
    except SourceError:
        raise
    except Exception as error:  # whatever a damaged file makes of pysubs2
        raise SourceError(f"Its dialogue cannot be read ({error}).") from error
    return cues


PARSERS: dict[str, Callable[[str], list[Cue]]] = {
    "SRT": parse_srt,
    "WebVTT": parse_vtt,
    "ASS": parse_ass,
}


def kind_of(text: str, suffix: str) -> str:
    """Which format a text is: what it begins with counts for more than its suffix."""
    head = text.lstrip("\ufeff \t\r\n")[:4096]
    if head.startswith("WEBVTT"):
        return "WebVTT"
    if head.lower().startswith("[script info]") or "\n[v4" in head.lower():
        return "ASS"
    return {".vtt": "WebVTT", ".ass": "ASS", ".ssa": "ASS"}.get(suffix.lower(), "SRT")


def _add(cues: list[Cue], times: tuple[int, int], lines: list[str]) -> None:
    if len(cues) >= MAX_CUES:
        raise SourceError(f"It has more than {MAX_CUES} cues.")
    cues.append(Cue(times[0], times[1], "\n".join(lines)))


def _times(line: str) -> tuple[int, int] | None:
    if "->" not in line:
        return None
    found = _TIMES.fullmatch(line)
    if found is None:
        return None
    groups = found.groups()
    return _milliseconds(*groups[:5]), _milliseconds(*groups[5:])


def _milliseconds(
    sign: str, hours: str | None, minutes: str, seconds: str, fraction: str | None
) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    value = min(whole, 10 * MAX_SECONDS) * 1000 + int((fraction or "0")[:3].ljust(3, "0"))
    return -value if sign else value


def _without_number(lines: list[str], following: int) -> list[str]:
    """Lines of a cue without the number of the next one, which stands before its times.

    After an empty line any number is one; directly after the text only the one that follows.
    """
    if not lines or not lines[-1].strip().isdecimal():
        return lines
    alone = len(lines) == 1 or not lines[-2].strip()
    expected = lines[-1].strip() == str(following)
    return lines[:-1] if alone or expected else lines


def _plain_srt(lines: list[str]) -> list[str]:
    text = "\n".join(line.strip() for line in lines if line.strip())
    if "<" in text:
        text = _TAG.sub("", text)
    if "{" in text:
        text = _OVERRIDE.sub("", text)
    if "\\" in text:
        text = text.replace("\\N", "\n").replace("\\h", " ")
    return [line.strip() for line in text.split("\n") if line.strip()]


def _plain_vtt(lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    if "<" in text:
        text = _ANY_TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in text.splitlines():
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block
