"""Subtitle files as captions on a grid of frames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError, UsageError
from exporters.timeline.bounded_file import read_bounded
from exporters.timeline.captions.encoding import Decoded, decode
from exporters.timeline.captions.formats import MAX_SECONDS, PARSERS, Cue, kind_of
from exporters.timeline.sequence import Caption, CaptionTrack, Problem

SUFFIXES = (".srt", ".vtt", ".ass", ".ssa")
MAX_BYTES = 256 << 20
LANES = 8
"""So many captions may be shown at a time."""
LANGUAGES = {
    "chs": "zh-Hans", "sc": "zh-Hans", "cht": "zh-Hant", "tc": "zh-Hant", "chi": "zh", "zho": "zh",
    "eng": "en", "jpn": "ja", "kor": "ko", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de",
    "spa": "es", "ita": "it", "por": "pt", "rus": "ru", "ara": "ar", "vie": "vi", "tha": "th",
}  # fmt: skip
"""Names of languages in names of files that are no tags of BCP 47, and their tags."""
_TAG = re.compile(r"[a-z]{2}(-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True)
class Subtitles:
    """What a subtitle file holds.

    Attributes:
        cues: in the order of time, with a length, none before the film's begin.
        format: "SRT", "WebVTT" or "ASS".
        encoding: as Python calls it.
        language: as in BCP 47, by the file's name ("film.zh-Hans.srt"); "" when unknown.
        problems: what was left out, and what is uncertain.
    """

    cues: tuple[Cue, ...]
    format: str
    encoding: str
    language: str
    problems: tuple[Problem, ...]


def read_subtitles(path: Path, encoding: str = "") -> Subtitles:
    """The cues of an SRT, WebVTT, SSA or ASS file.

    Args:
        encoding: of the text, as Python calls it; "" finds it out.

    Raises SourceError if the file cannot be read or holds no cues; UsageError for an encoding that
    is not known.
    """
    decoded = _decoded(path, encoding)
    kind = kind_of(decoded.text, path.suffix)
    try:
        found = PARSERS[kind](decoded.text)
    except SourceError as error:
        raise SourceError(f"{shown(path)} is no usable {kind} file. {error.problem}") from error
    cues, problems = _usable(found)
    if not cues:
        raise SourceError(
            f"{shown(path)} holds no cues (read as {kind}, {decoded.encoding}).",
            "Check that it is a subtitle file; `--encoding` names its encoding.",
        )
    told = (*_tell_encoding(decoded, encoding), *problems)
    return Subtitles(tuple(cues), kind, decoded.encoding, _language(path), told)


def on_grid(cue: Cue, rate: Fraction) -> Caption:
    """A cue as a caption: both ends go to the nearest frame, and it has one at least."""
    start, end = frame_at(cue.start, rate), frame_at(cue.end, rate)
    return Caption(start, max(1, end - start), cue.text)


def frame_at(milliseconds: int, rate: Fraction) -> int:
    """The frame nearest to a time."""
    below = 2000 * rate.denominator
    return (2 * milliseconds * rate.numerator + below // 2) // below


def caption_tracks(
    captions: Iterable[Caption], name: str = "", language: str = ""
) -> tuple[tuple[CaptionTrack, ...], int]:
    """Captions on as few tracks as they need so that none overlap, and how many were left out.

    Args:
        captions: in the order of time.
    """
    lanes: list[list[Caption]] = []
    dropped = 0
    for caption in captions:
        lane = next((lane for lane in lanes if _end(lane[-1]) <= caption.start), None)
        if lane is not None:
            lane.append(caption)
        elif len(lanes) < LANES:
            lanes.append([caption])
        else:
            dropped += 1
    tracks = (CaptionTrack(name, tuple(lane), language) for lane in lanes)
    return tuple(tracks), dropped


def _end(caption: Caption) -> int:
    return caption.start + caption.duration


def _decoded(path: Path, encoding: str) -> Decoded:
    raw = read_bounded(path, MAX_BYTES, "subtitle file")
    try:
        return decode(raw, encoding)
    except (LookupError, ValueError, AttributeError) as error:
        raise UsageError(
            f"“{encoding[:40]}” is not an encoding.", "Names are those of Python: gb18030, big5 …"
        ) from error


def _usable(found: list[Cue]) -> tuple[list[Cue], list[Problem]]:
    """Cues with a text and a possible time, in order, and what was wrong with the others."""
    kept: list[Cue] = []
    counts = {_EMPTY: 0, _BACKWARDS: 0, _EARLY: 0, _LATE: 0}
    for cue in found:
        reason = _fault(cue)
        if reason:
            counts[reason] += 1
        else:
            kept.append(Cue(max(0, cue.start), cue.end, cue.text))
    kept.sort(key=lambda cue: (cue.start, cue.end))
    problems = [
        Problem("note" if reason == _EMPTY else "loss", reason.format(count))
        for reason, count in counts.items()
        if count
    ]
    return kept, problems


_EMPTY = "{} cues without a text were left out."
_BACKWARDS = "{} cues that end when or before they begin were left out."
_EARLY = "{} cues that end before the film begins were left out."
_LATE = "{} cues at impossible times were left out."


def _fault(cue: Cue) -> str:
    if not cue.text.strip():
        return _EMPTY
    if max(abs(cue.start), abs(cue.end)) > MAX_SECONDS * 1000:
        return _LATE
    if cue.end <= cue.start:
        return _BACKWARDS
    return _EARLY if cue.end <= 0 else ""


def _tell_encoding(decoded: Decoded, asked: str) -> list[Problem]:
    problems = []
    if not asked and not decoded.sure:
        message = f"The encoding of the text is not certain; {decoded.encoding} was taken. "
        problems.append(Problem("note", message + "`--encoding` names another."))
    if decoded.damaged:
        message = f"{decoded.damaged} places of the text mean nothing in {decoded.encoding}."
        problems.append(Problem("loss", message))
    return problems


def _language(path: Path) -> str:
    parts = path.stem.split(".")
    last = parts[-1] if len(parts) > 1 else ""
    known = LANGUAGES.get(last.lower(), "")
    return known or (last if _TAG.fullmatch(last) else "")
