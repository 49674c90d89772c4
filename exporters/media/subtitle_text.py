"""Texts of subtitles from one form to another: letters, lines, bold, italic, underlined, colour.

| form | where its rules stand |
| --- | --- |
| subrip | tags as in HTML (matroska.org, "Subtitles", S_TEXT/UTF8) |
| ass | a line of events without its times (the same page, S_TEXT/ASS); overrides as libass reads |
| webvtt | cue text of W3C's WebVTT, section 4.2.2 |
| mov_text | 3GPP TS 26.245: a length, UTF-8, then boxes, of which "styl" is read and written |

Places, sizes, fonts and effects have no counterpart in the others and are lost.
"""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby

from exporters.media.ass_styles import Styles

BOLD, ITALIC, UNDERLINE = 1, 2, 4
"""As the flags of 3GPP TS 26.245, 5.16, are numbered."""
WHITE = "ffffff"
_LETTERS = {"b": BOLD, "i": ITALIC, "u": UNDERLINE}
_LONGEST = 0xFFFF
"""Bytes of a text in MP4: its length is a number of 16 bits."""
_STYLE_SIZE = 12
_DEFAULT_FLAGS_AT = 24
"""Of the default style in a sample description of MP4, behind its colours and its box."""
_FONT_SIZE = 16
"""What ffmpeg's sample description says, so that it fits the rest of the text."""

_TAG = re.compile(r"<(/?)([biu]|font)\b([^<>]*)>", re.IGNORECASE)
_COLOUR = re.compile(r"color\s*=\s*[\"']?#?([0-9a-f]{6})", re.IGNORECASE)
_BRACES = re.compile(r"\{\\[^{}]*\}")
_VTT_TAG = re.compile(r"<(/?)([a-z]*)[^<>]*>")
_OVERRIDE = re.compile(r"\\\{|\\\}|\{[^{}]*\}|\\[Nnh]")
_COMMAND = re.compile(r"\\(1c|c|[biupr])([^\\}]*)")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike; ``color`` is RRGGBB, "" for none of their own."""

    text: str
    flags: int = 0
    color: str = ""


Runs = tuple[Run, ...]


def read_text(codec: str, payload: bytes, header: bytes) -> Runs:
    """The text of a packet.

    Args:
        codec: libavcodec's name of the form.
        header: what precedes all texts: the styles of ass, the sample description of mov_text.
    """
    return _tidy(_READERS.get(codec, _plain)(payload, header))


def write_text(codec: str, runs: Runs) -> bytes:
    """The payload of a packet with this text."""
    return _WRITERS[codec](runs)


def together(texts: Iterable[Runs]) -> Runs:
    """Texts that are shown at the same time, one below the other."""
    listed = list(texts)
    return _tidy(
        run
        for number, runs in enumerate(listed)
        for run in (*((Run("\n"),) if number else ()), *runs)
    )


def _tidy(runs: Iterable[Run]) -> Runs:
    """Neighbours that look alike joined, without lines that are empty at both ends."""
    grouped = groupby((run for run in runs if run.text), key=lambda run: (run.flags, run.color))
    made = [
        Run("".join(run.text for run in found), flags, color) for (flags, color), found in grouped
    ]
    while made and not made[0].text.lstrip("\r\n"):
        made.pop(0)
    while made and not made[-1].text.rstrip("\r\n \t"):
        made.pop()
    if made:
        made[0] = replace(made[0], text=made[0].text.lstrip("\r\n"))
        made[-1] = replace(made[-1], text=made[-1].text.rstrip("\r\n \t"))
    return tuple(made)


def decoded(payload: bytes) -> str:
    """UTF-8; what is not is read letter by letter, so that nothing vanishes."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        text = payload.decode("latin-1")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")


def _plain(payload: bytes, header: bytes) -> Iterator[Run]:
    yield Run(decoded(payload))


class _Tags:
    """What open tags make of the letters within them."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str]] = []

    def turn(self, closing: bool, name: str, color: str = "") -> None:
        if not closing:
            self._open.append((name, _LETTERS.get(name, 0), color))
            return
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == name:
                del self._open[at]
                return

    def run(self, text: str) -> Run:
        flags = reduce(lambda made, tag: made | tag[1], self._open, 0)
        colors = [color for _, _, color in self._open if color]
        return Run(text, flags, colors[-1] if colors else "")


def _subrip(payload: bytes, header: bytes) -> Iterator[Run]:
    text, at, tags = _BRACES.sub("", decoded(payload)), 0, _Tags()
    for found in _TAG.finditer(text):
        yield tags.run(text[at : found.start()])
        color = _COLOUR.search(found[3])
        tags.turn(bool(found[1]), found[2].lower(), color[1].lower() if color else "")
        at = found.end()
    yield tags.run(text[at:])


def _webvtt(payload: bytes, header: bytes) -> Iterator[Run]:
    text, at, tags = decoded(payload), 0, _Tags()
    for found in _VTT_TAG.finditer(text):
        yield tags.run(html.unescape(text[at : found.start()]))
        tags.turn(bool(found[1]), found[2])
        at = found.end()
    yield tags.run(html.unescape(text[at:]))


def _ass(payload: bytes, header: bytes) -> Iterator[Run]:
    fields = decoded(payload).split(",", 8)
    styles = Styles(header)
    usual = Run("", *styles.look(fields[2] if len(fields) > 2 else ""))
    now, drawing, at, text = usual, False, 0, fields[-1]
    for found in _OVERRIDE.finditer(text):
        if not drawing:
            yield replace(now, text=text[at : found.start()])
        at, sign = found.end(), found[0]
        if sign.startswith("{"):
            now, drawing = _overridden(sign, now, usual, drawing, styles)
        elif not drawing:
            yield replace(now, text={"\\N": "\n", "\\n": " ", "\\h": "\u00a0"}.get(sign, sign[1:]))
    if not drawing:
        yield replace(now, text=text[at:])


def _overridden(
    block: str, now: Run, usual: Run, drawing: bool, styles: Styles
) -> tuple[Run, bool]:
    for name, value in _COMMAND.findall(block):
        value = value.strip()
        if name == "p":
            drawing = value.isdecimal() and int(value[:4]) > 0
        elif name == "r":
            now = Run("", *styles.look(value)) if value else usual
        elif name in _LETTERS and (value.lstrip("-").isdecimal() or not value):
            flag = _LETTERS[name]
            on = usual.flags & flag if not value else flag if _is_on(name, value) else 0
            now = replace(now, flags=now.flags & ~flag | on)
        elif name in ("c", "1c"):
            now = replace(now, color=styles.colour(value) if value else usual.color)
    return now, drawing


def _is_on(name: str, value: str) -> bool:
    """Bold may be a weight: 100 to 900."""
    number = int(value[:6])
    return number == 1 or (name == "b" and number >= 600)


def _mov_text(payload: bytes, header: bytes) -> Iterator[Run]:
    length = int.from_bytes(payload[:2], "big")
    raw, boxes = payload[2 : 2 + length], payload[2 + length :]
    wide = raw[:2] in (b"\xfe\xff", b"\xff\xfe")
    text = raw.decode("utf-16", "replace") if wide else decoded(raw)
    usual = header[_DEFAULT_FLAGS_AT] & 7 if len(header) > _DEFAULT_FLAGS_AT else 0
    at = 0
    for start, end, flags, color in sorted(_styles(boxes)):
        start, end = max(at, start), min(end, len(text))
        if start < end:
            yield Run(text[at:start], usual)
            yield Run(text[start:end], flags & 7, "" if color == WHITE else color)
            at = end
    yield Run(text[at:], usual)


def _styles(boxes: bytes) -> Iterator[tuple[int, int, int, str]]:
    """First letter, the one after the last, flags and colour out of the box "styl"."""
    while len(boxes) >= 8:
        size = int.from_bytes(boxes[:4], "big")
        if size < 8:
            return
        if boxes[4:8] == b"styl":
            listed = boxes[10:size]
            for at in range(0, len(listed) - _STYLE_SIZE + 1, _STYLE_SIZE):
                start, end, _, flags, _ = struct.unpack_from(">HHHBB", listed, at)
                yield start, end, flags, listed[at + 8 : at + 11].hex()
        boxes = boxes[size:]


def _as_subrip(runs: Runs) -> bytes:
    return "".join(map(_tagged, runs)).encode()


def _tagged(run: Run) -> str:
    tags = [name for name, flag in _LETTERS.items() if run.flags & flag]
    opened = "".join(f"<{name}>" for name in tags)
    closed = "".join(f"</{name}>" for name in reversed(tags))
    if run.color:
        return f'<font color="#{run.color}">{opened}{run.text}{closed}</font>'
    return f"{opened}{run.text}{closed}"


def _as_webvtt(runs: Runs) -> bytes:
    made = []
    for run in runs:
        text = run.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        made.append(_tagged(Run(text, run.flags)))
    # An empty line would end the cue.
    return re.sub(r"\n(?=\n)", "\n&nbsp;", "".join(made)).encode()


def _as_mov_text(runs: Runs) -> bytes:
    text = "".join(run.text for run in runs).encode()
    if len(text) > _LONGEST:
        text = text[:_LONGEST].decode("utf-8", "ignore").encode()
    styles, at = [], 0
    for run in runs:
        if run.flags or run.color:
            color = bytes.fromhex(run.color or WHITE) + b"\xff"
            end = at + len(run.text)
            if end <= _LONGEST:
                styles.append(struct.pack(">HHHBB", at, end, 1, run.flags, _FONT_SIZE) + color)
        at += len(run.text)
    box = b""
    if styles:
        size = 10 + len(styles) * _STYLE_SIZE
        box = struct.pack(">I4sH", size, b"styl", len(styles)) + b"".join(styles)
    return len(text).to_bytes(2, "big") + text + box


_READERS: Mapping[str, Callable[[bytes, bytes], Iterator[Run]]] = {
    "subrip": _subrip,
    "webvtt": _webvtt,
    "ass": _ass,
    "ssa": _ass,
    "mov_text": _mov_text,
}
_WRITERS: Mapping[str, Callable[[Runs], bytes]] = {
    "subrip": _as_subrip,
    "webvtt": _as_webvtt,
    "mov_text": _as_mov_text,
}
