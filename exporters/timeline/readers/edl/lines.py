"""The lines of a CMX3600 edit decision list: events, and the comments that belong to them.

An event is a number, a reel, channels, a transition with its length, and four time codes: source
in and out, record in and out (CMX 3600 manual, "EDL file format"). Lines that begin with a star or
a word are about the event before them; each program has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from exporters.timeline.timecode import MAX_RATE

MOST_EVENTS = 1_000_000


@dataclass
class Event:
    """One event as written, with its comments.

    Attributes:
        line: number of the line in the file, from 1.
        reel: its name; full when a comment tells it.
        channels: of the record, "V1", "A1" and so on; pictures first.
        kind: "C", "D", "W", or "K" for keys, whose background is a "C".
        wipe: the number of a wipe.
        length: frames of the transition.
        codes: source in and out, record in and out.
        drop_frame: as the last FCM line says; None if there was none.
        name, to_name: of the clip, and of the one that a transition goes to.
        file: its file or path.
        speeds: frames a second by reels (M2 lines).
        frozen: a comment says that its picture is held.
        marks: time code, colour and words of locators.
        flags: name and length of Resolve's markers; they lie at the event's begin.
        levels: decibels; several of them are keyframes.
        pan: -1 is left.
        patches: source channel by record channel.
    """

    line: int
    reel: str
    channels: list[str]
    kind: str
    wipe: str
    length: int
    codes: tuple[str, str, str, str]
    drop_frame: bool | None
    name: str = ""
    to_name: str = ""
    file: str = ""
    speeds: list[tuple[str, Fraction]] = field(default_factory=list)
    frozen: bool = False
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    flags: list[tuple[str, str, int]] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    pan: float = 0.0
    patches: dict[int, int] = field(default_factory=dict)


@dataclass
class EventList:
    """What a list holds.

    Attributes:
        title: its name.
        events: in the order of the file.
        odd: numbers of lines that look like events and are none.
    """

    title: str = ""
    events: list[Event] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)


_CODE = r"\d{1,2}[:;.]\d{2}[:;.]\d{2}[:;.]\d{2,3}"
_WHOLE_CODE = re.compile(_CODE, re.ASCII)
_KIND = re.compile(r"C|D|W\d{1,3}|K[BO]?", re.ASCII)
_CHANNEL_WORD = re.compile(r"[AVB][AVB0-9/+]{0,20}|NONE", re.ASCII)
LONGEST_LINE = 2000
"""Letters; longer lines are nothing that an editor writes."""
_NAME = re.compile(r"\*?\s*(FROM|TO) CLIP NAME:\s*(.*)")
_FILE = re.compile(r"\*?\s*(?:FROM CLIP|FROM FILE|SOURCE FILE|FROM CLIP PATH|CLIP PATH):\s*(\S.*)")
_REEL = re.compile(r"\*?\s*(?:REEL|REEL NAME|SOURCE REEL):?\s+(\S.*)")
_SPEED = re.compile(rf"M2\s+(.*?)\s+([+-]?\d{{1,6}}(?:\.\d{{1,6}})?)\s+{_CODE}", re.ASCII)
_MARK = re.compile(rf"\*?\s*LOC:\s*({_CODE})\s+(\w+)\s*(.*)", re.ASCII)
_FLAG = re.compile(r"(?P<note>.*?)\|C:(\w*)\s*\|M:(.*?)\s*\|D:(\d{1,9})")
_LEVEL = re.compile(r"\*?\s*AUDIO LEVEL AT \S+ IS\s+([+-]?\d{1,4}(?:\.\d{1,6})?) DB", re.ASCII)
_VOLUME = re.compile(
    r"\*?\s*A\d{1,3} VOL =\s*([+-]?\d{1,4}(?:\.\d{1,6})?) DB(?:\s+PAN ([LRC])\s?(\d{1,4})?)?",
    re.ASCII,
)
_CHANNELS = re.compile(r"AUD\s+((?:\d{1,2}\s*)+)", re.ASCII)
_PATCH = re.compile(r"\*?\s*PATCH .*FROM SOURCE (\d{1,2}) TO RECORD (\d{1,2})", re.ASCII)


def looks_like_list(text: str) -> bool:
    """Whether there is an event, or at least a head, in the beginning of a file."""
    return any(
        line.lstrip("\ufeff \t").startswith(("TITLE:", "FCM:")) or _event(line, 0, None) is not None
        for line in text.splitlines()
    )


def event_list(text: str) -> EventList:
    """Read the lines of a file."""
    found = EventList()
    drop_frame: bool | None = None
    for number, line in enumerate(text.splitlines(), 1):
        clean = line[:LONGEST_LINE].strip().lstrip("\ufeff")
        if clean.startswith("TITLE:") and not found.events:
            found.title = clean[6:].strip()
        elif clean.startswith("FCM"):
            drop_frame = "NON" not in clean
        elif event := _event(clean, number, drop_frame):
            found.events.append(event)
            if len(found.events) > MOST_EVENTS:
                break
        elif clean[:1].isdigit() and _WHOLE_CODE.search(clean):
            found.odd.append(number)
        elif found.events and clean:
            _comment(found.events[-1], clean)
    return found


def _event(line: str, number: int, drop_frame: bool | None) -> Event | None:
    words = line[:LONGEST_LINE].split()
    if len(words) < 7 or not (words[0].isascii() and words[0].isdigit() and len(words[0]) < 9):
        return None
    codes = words[-4:]
    if not all(_WHOLE_CODE.fullmatch(code) for code in codes):
        return None
    head = words[1:-4]
    length = _length(head)
    kind = head.pop() if head else ""
    if kind in ("B", "O") and head and head[-1] == "K":
        kind = head.pop() + kind
    if len(head) < 1 or not _KIND.fullmatch(kind) or not _CHANNEL_WORD.fullmatch(head[-1]):
        return None
    return Event(
        number,
        " ".join(head[:-1]),
        list(_channels(head[-1])),
        "C" if kind == "KB" else kind[0],
        kind[1:] if kind[0] == "W" else "",
        length,
        (codes[0], codes[1], codes[2], codes[3]),
        drop_frame,
    )


def _length(head: list[str]) -> int:
    """Take the length of a transition off the words before the time codes."""
    if head and head[-1] in ("F", "(F)"):
        head.pop()
    if len(head) > 1 and len(head[-1]) < 6 and head[-1].isascii() and head[-1].isdigit():
        return int(head.pop())
    return 0


def _channels(text: str) -> Iterator[str]:
    """ "AA/V" is V1, A1 and A2; "B" is V1 and A1; "NONE" has AUD lines."""
    if text == "NONE":
        return
    found = []
    for part in re.findall(r"AA|[AVB]\d{0,3}|\d{1,3}", text):
        if part == "AA":
            found += ["A1", "A2"]
        elif part[0] == "B":
            found += ["V1", "A1"]
        elif part[0].isdigit():
            found.append(f"A{int(part)}")
        else:
            found.append(part[0] + str(int(part[1:] or 1)))
    yield from sorted(dict.fromkeys(found), key=lambda name: (name[0] == "A", int(name[1:])))


def _comment(event: Event, line: str) -> None:
    if found := _NAME.fullmatch(line):
        _named(event, found[1], found[2].strip())
    elif found := _SPEED.match(line):
        event.speeds.append((found[1].strip(), _bounded(found[2])))
    elif found := _CHANNELS.fullmatch(line):
        event.channels += [f"A{int(part)}" for part in found[1].split()]
    elif line.startswith("|C:") or "|C:" in line:
        if found := _FLAG.match(line):
            event.flags.append((found[3].strip(), found[2], int(found[4])))
    elif "FREEZE FRAME" in line:
        event.frozen = True
    else:
        _other_comment(event, line)


def _named(event: Event, side: str, name: str) -> None:
    if side == "TO":
        event.to_name = event.to_name or name
    else:
        event.name = event.name or name


def _other_comment(event: Event, line: str) -> None:
    if found := _FILE.fullmatch(line):
        event.file = event.file or found[1].strip()
    elif found := _MARK.fullmatch(line):
        event.marks.append((found[1], found[2].lower(), found[3].strip()))
    elif found := _LEVEL.match(line):
        event.levels.append(float(found[1]))
    elif found := _VOLUME.match(line):
        event.levels.append(float(found[1]))
        share = min(100, int(found[3] or 100)) / 100
        event.pan = {"L": -share, "R": share}.get(found[2] or "C", 0.0)
    elif found := _PATCH.match(line):
        event.patches[int(found[2])] = int(found[1])
    elif (found := _REEL.fullmatch(line)) and len(found[1]) > len(event.reel):
        event.reel = found[1].strip()


def _bounded(text: str) -> Fraction:
    limit = 100 * MAX_RATE
    return max(Fraction(-limit), min(Fraction(limit), Fraction(text)))
