"""Editors that projects are written for: which format each version wants, and what it reads.

Final Cut Pro refuses FCPXML newer than itself, and 1.10 came with 10.6 (auto-editor#532); it reads
no xmeml any more. Resolve reads FCPXML from 17 on (1.9; 1.10 from 18 on), before that the XML of
Final Cut Pro 7 (auto-editor#367). Kdenlive's document 1.1, with sequences, came with 23.04.
Premiere reads FCPXML in no version; OpenTimelineIO from 25.2 on. ``jianying_versions`` has the
sources on drafts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import UsageError
from exporters.interchange.writing import WriteFormat, WriteOptions, Writer, find_writer
from exporters.timeline.timecode import exact_rate

Version = tuple[int, ...]
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,3}")


def _rates(*texts: str) -> frozenset[Fraction]:
    return frozenset(map(exact_rate, texts))


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor.

    Attributes:
        name: as in ``--for``.
        title: as people call it.
        usual: format and its version for an editor whose version is not given; "" for the
            format's own default.
        formats: the same from a version of the editor on, rising.
        reads: names of formats that it imports.
        rates: frames a second that its sequences can have; empty for any.
    """

    name: str
    title: str
    usual: tuple[str, str]
    formats: tuple[tuple[Version, str, str], ...]
    reads: tuple[str, ...]
    rates: frozenset[Fraction] = frozenset()

    def wanted(self, version: Version) -> tuple[str, str]:
        """Format and its version that a version of the editor wants; () for any."""
        found = self.usual
        if version:
            fitting = [row for row in self.formats if row[0] <= version]
            _, *named = fitting[-1] if fitting else self.formats[0]
            found = named[0], named[1]
        return found


_FILM_RATES = ("23.976", "24", "25", "29.97", "30", "50", "59.94", "60")
EDITORS = {
    editor.name: editor
    for editor in (
        Editor(
            "finalcut", "Final Cut Pro", ("fcpxml", "1.10"),
            (((0,), "fcpxml", "1.9"), ((10, 6), "fcpxml", "1.10")),
            ("fcpxml", "srt"),
        ),
        Editor(
            "premiere", "Adobe Premiere Pro", ("xmeml", "5"), (((0,), "xmeml", "5"),),
            ("xmeml", "edl", "otio", "srt"),
            _rates("10", "12", "12.5", "15", *_FILM_RATES, "47.952", "48"),
        ),
        Editor(
            "resolve", "DaVinci Resolve", ("fcpxml", "1.10"),
            (((0,), "xmeml", "5"), ((17,), "fcpxml", "1.9"), ((18,), "fcpxml", "1.10")),
            ("fcpxml", "xmeml", "edl", "otio", "srt"),
            _rates("16", "18", *_FILM_RATES, "47.952", "48", "72", "95.904", "96", "100",
                   "119.88", "120"),
        ),
        Editor(
            "kdenlive", "Kdenlive", ("kdenlive", ""),
            (((0,), "kdenlive", "1.04"), ((23, 4), "kdenlive", "1.1")),
            ("kdenlive", "mlt", "otio", "srt", "ass", "vtt"),
        ),
        Editor(
            "jianying", "JianYing", ("jianying", ""), (((0,), "jianying", ""),),
            ("jianying", "srt"),
        ),
        Editor(
            "capcut", "CapCut", ("capcut", ""),
            (((0,), "capcut", "6.7"), ((7, 7), "capcut", "7.7"), ((9, 1), "capcut", "9.1")),
            ("capcut", "srt"),
        ),
    )
}  # fmt: skip


def editor_of(text: str) -> tuple[Editor | None, Version]:
    """The editor and version in "resolve:18.5"; (None, ()) for "". Raises UsageError."""
    name, colon, version = text.strip().lower().partition(":")
    if not name and not colon:
        return None, ()
    if name not in EDITORS:
        raise UsageError(f"“{name[:40]}” is no editor.", f"Known: {', '.join(EDITORS)}.")
    if not colon:
        return EDITORS[name], ()
    if not _VERSION.fullmatch(version):
        raise UsageError(f"“{version[:40]}” is no version.", f"Write it as {name}:18.5.")
    return EDITORS[name], tuple(map(int, version.split(".")))


def titled(text: str) -> str:
    """ "DaVinci Resolve 18.5" for "resolve:18.5"."""
    editor, _ = editor_of(text)
    version = text.partition(":")[2]
    return " ".join(part for part in (editor.title if editor else "", version) if part)


def writer_named(name: str) -> Writer:
    """The writer of a format. Raises UsageError."""
    found = find_writer(Path(), name)
    if found is None or not name:
        raise UsageError("The request names no format.")
    return found


def choose(output: Path, to: str = "", editor: str = "", version: str = "") -> tuple[Writer, str]:
    """The writer for an output, and the version of its format.

    Args:
        to: name of the format; "" goes by the output's suffix, then by the editor.
        editor: "resolve:18.5"; "" for any.
        version: of the format; "" takes what the editor wants, or the usual one.

    Raises UsageError for unknown names, and where nothing says what to write.
    """
    known, release = editor_of(editor)
    name, usual = known.wanted(release) if known else ("", "")
    writer = find_writer(output, to) or (find_writer(output, name) if name else None)
    if writer is None:
        raise UsageError(
            f"{shown(output)} does not say which project to write.",
            "Name the format with --to, or the editor with --for; `reprise timeline formats` "
            "lists the formats.",
        )
    format_ = writer.FORMAT
    if version and version not in format_.versions:
        listed = ", ".join(format_.versions) or "none"
        raise UsageError(f"{format_.title} has no version “{version[:20]}”.", f"Known: {listed}.")
    if not version and format_.name == name and usual in format_.versions:
        version = usual
    return writer, version or format_.version


def options_for(
    format_: WriteFormat, version: str, editor: str, output: Path, collected: bool = False
) -> WriteOptions:
    """Options of a writer; ``output`` is the file that is published."""
    place = output.parent if format_.folder else output
    return WriteOptions(version, place, editor, collected=collected)
