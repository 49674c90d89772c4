"""Files of our own with one track of subtitles: writing them, and reading them back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.media.own_files import create_own, packets
from exporters.media.subtitle_cues import Cue, one_at_a_time
from exporters.media.subtitle_text import Runs, write_text

if TYPE_CHECKING:
    from av.container.input import InputContainer
    from av.container.output import OutputContainer
    from av.packet import Packet
    from av.stream import Stream

NOTHING = b"\0"
"""The packet of a track without any: Matroska files without packets cannot be read."""
MUXERS = {".mp4": "mp4", ".mov": "mov", ".mks": "matroska"}
"""By suffix of the part."""
MOV_TEXT = "mov_text"
_NO_TEXT = b"\0\0"

HEADER = """[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
"""What ffmpeg's encoders make their sample description of."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A packet of a part: times in ticks, and what it holds."""

    start: int
    length: int
    payload: bytes


def in_ticks(cue: Cue[Any], ticks: int) -> tuple[int, int]:
    """Begin and length of a cue in ticks of a second; both ends are rounded, not the length."""
    start = round_half_up(cue.start * ticks)
    stop = start if cue.stop is None else round_half_up(cue.stop * ticks)
    return start, max(0, stop - start)


def round_half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def as_payloads(cues: Iterable[Cue[Runs]], codec: str, ticks: int) -> list[Shown]:
    """Texts as packets of ``codec``; those too short for a tick, and empty ones, are left out."""
    listed = list(cues)
    if codec == MOV_TEXT:
        listed = one_at_a_time(listed)
    made = []
    for cue in sorted(listed, key=lambda cue: cue.start):
        start, length = in_ticks(cue, ticks)
        if length and cue.content:
            made.append(Shown(start, length, write_text(codec, cue.content)))
    return made


def write_texts(path: Path, codec: str, ticks: int, shown: Sequence[Shown]) -> None:
    """Write texts to ``path``, whose suffix is one of ``MUXERS``.

    Raises PyAV's errors and OSError.
    """
    import av

    with create_own(path, MUXERS[path.suffix], {"fflags": "+bitexact"}) as output:
        stream: Any = output.add_stream(codec)
        stream.codec_context.subtitle_header = HEADER.encode()
        stream.codec_context.time_base = Fraction(1, ticks)
        made = ((item.start, item.length, av.Packet(item.payload)) for item in shown)
        write_packets(output, stream, ticks, made)


def write_packets(
    output: OutputContainer,
    stream: Stream,
    ticks: int,
    made: Iterable[tuple[int, int, Packet[Any]]],
) -> None:
    """Packets with begin and length into the only stream of a part."""
    import av

    base = Fraction(1, ticks)
    stream.time_base = base
    output.start_encoding()
    listed = list(made)
    if not listed and output.format.name == "matroska":
        listed = [(0, 0, av.Packet(NOTHING))]
    for start, length, packet in listed:
        packet.stream, packet.time_base = stream, base
        packet.pts = packet.dts = start
        packet.duration = length
        output.mux_one(packet)


def shown_packets(container: InputContainer, stream: Stream) -> Iterator[Packet[Any]]:
    """Packets of a stream that show something: MP4 fills the time between texts with others."""
    mov_text = stream.codec_context is not None and stream.codec_context.name == MOV_TEXT
    for packet in packets(container, stream):
        if not is_filling(bytes(packet), mov_text):
            yield packet


def is_filling(payload: bytes, mov_text: bool) -> bool:
    """Whether a packet holds nothing to show."""
    if mov_text:
        return payload[:2] in (_NO_TEXT, b"")
    return payload in (NOTHING, b"")


def as_shown(packet: Packet[Any], ticks: int) -> Shown:
    """A packet that was read, with its times in ticks of a second."""
    base = Fraction(packet.time_base or 1) * ticks
    start, stop = (
        round_half_up(time * base)
        for time in (packet.pts or 0, (packet.pts or 0) + (packet.duration or 0))
    )
    return Shown(start, stop - start, bytes(packet))


def digest(shown: Iterable[Shown]) -> str:
    """Of all times and contents, to compare what was meant with what a file holds."""
    made = hashlib.blake2b(digest_size=16)
    for item in shown:
        made.update(b"%d %d %d\n" % (item.start, item.length, len(item.payload)))
        made.update(item.payload)
    return made.hexdigest()
