"""Which versions of FCPXML editors read.

Final Cut Pro: each release reads the versions up to its own (palmier-pro's FCPXMLExporter lists
10.6 for 1.10, 10.8 for 1.12, 11 for 1.13; CommandPost#3216 has 1.11 in 10.6.6) and refuses newer
ones (auto-editor#532). DaVinci Resolve: 18.5 names "1.3 ... 1.10" (auto-editor#367), 18.6 takes
1.11 and refuses 1.12 (CommandPost#3370), 21 reads 1.12 (buttercut#121).
"""

from __future__ import annotations

import re

from exporters.timeline.sequence import Problem

FINAL_CUT = {9: (10, 4, 9), 10: (10, 6, 0), 11: (10, 6, 6), 12: (10, 8, 0), 13: (11, 0, 0)}
"""By minor version of FCPXML, the first Final Cut that reads it."""
RESOLVE = (
    ((17, 0), 9, 9),
    ((18, 0), 10, 10),
    ((18, 6), 11, 11),
    ((19, 0), 11, 99),
    ((21, 0), 12, 99),
)
"""From a version of Resolve on: the newest FCPXML that it surely reads; those above the other
number it surely refuses."""
_NUMBERS = re.compile(r"\d{1,4}")


def editor_of(editor: str) -> tuple[str, tuple[int, ...]]:
    """Name and version of "resolve:18.5"; () without a version."""
    name, _, version = editor.partition(":")
    numbers = tuple(int(number) for number in _NUMBERS.findall(version)[:3])
    return name.strip().lower(), numbers


def refusals(editor: str, version: str) -> list[Problem]:
    """What an editor says to the version of FCPXML."""
    name, numbers = editor_of(editor)
    minor = int(version.partition(".")[2])
    if name == "finalcut":
        return _final_cut(numbers, minor)
    if name == "resolve":
        return _resolve(numbers, minor)
    if name == "premiere":
        message = "Adobe Premiere does not read FCPXML; write Premiere XML for it."
        return [Problem("error", message)]
    return []


def _final_cut(numbers: tuple[int, ...], minor: int) -> list[Problem]:
    first = FINAL_CUT[minor]
    needed = ".".join(str(number) for number in (first if first[2] else first[:2]))
    if not numbers:
        message = f"FCPXML 1.{minor} needs Final Cut Pro {needed} or newer."
        return [Problem("note", message)] if minor > 10 else []
    if (*numbers, 0, 0)[:3] >= first:
        return []
    asked = ".".join(str(number) for number in numbers)
    message = f"Final Cut Pro {asked} refuses FCPXML 1.{minor}, which needs {needed} or newer."
    return [Problem("error", message)]


def _resolve(numbers: tuple[int, ...], minor: int) -> list[Problem]:
    if not numbers:
        message = f"Not every DaVinci Resolve reads FCPXML 1.{minor}; from 18 on all read 1.10."
        return [Problem("note", message)] if minor > 10 else []
    asked = ".".join(str(number) for number in numbers)
    reads, refuses = 8, 8
    for first, surely, most in RESOLVE:
        if (*numbers, 0)[:2] >= first:
            reads, refuses = surely, most
    if minor > refuses:
        message = f"DaVinci Resolve {asked} refuses FCPXML 1.{minor}; it reads up to 1.{reads}."
        return [Problem("error", message)]
    if minor > reads:
        message = f"It is not known whether DaVinci Resolve {asked} reads FCPXML 1.{minor}."
        return [Problem("note", message)]
    return []
