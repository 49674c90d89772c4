"""Takes one track of subtitles out of a source. A script: ``subtitle_child.py PATH OUTPUT JOB``.

JOB is a map in JSON:

- stream: number of the stream in its file
- codec: of the output; the source's own for a copy
- ticks: of a second, in the output
- origin, length: [numerator, denominator] of seconds; length is null for all that follows
- fonts: fonts that are attached to the source are attached to the output

The last line of its output has the number of packets and their digest.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
from av.container.input import InputContainer

from exporters.media.opening import GIB, UnreadableError, answer, main, open_source
from exporters.media.own_files import create_own
from exporters.media.subtitle_cues import LONGEST, Cue, ended, pictures_within, texts_within
from exporters.media.subtitle_part import (
    MUXERS,
    Shown,
    as_payloads,
    digest,
    in_ticks,
    is_filling,
    write_packets,
    write_texts,
)
from exporters.media.subtitle_text import read_text

MEMORY = 4 * GIB
TEXTS = ("subrip", "ass", "ssa", "webvtt", "mov_text", "text")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".pfb")


def chosen(container: InputContainer, index: int) -> Any:
    """The stream with that number, all others switched off."""
    for stream in container.streams:
        if stream.index != index:
            stream.discard = av.stream.Discard.all
    found = [stream for stream in container.streams.subtitles if stream.index == index]
    if not found or found[0].codec_context is None:
        raise UnreadableError(f"has no subtitles in stream {index}")
    return found[0]


def cues(container: InputContainer, stream: Any) -> list[Cue[Any]]:
    """All packets of a track that show something, in the order of their times."""
    mov_text = stream.codec_context.codec.canonical_name == "mov_text"
    made = []
    for packet in container.demux(stream):
        if packet.pts is None or packet.time_base is None or packet.is_corrupt:
            continue
        if is_filling(bytes(packet), mov_text):
            continue
        start = packet.pts * Fraction(packet.time_base)
        length = (packet.duration or 0) * Fraction(packet.time_base)
        stop = start + length if 0 < length <= LONGEST else None
        made.append(Cue(start, stop, packet))
    return sorted(made, key=lambda cue: cue.start)


def picture_state(codec: str, payload: bytes) -> tuple[bool, bool]:
    """Whether a picture can be drawn without those before it, and whether it shows anything."""
    if codec == "hdmv_pgs_subtitle":
        # US patent 2009/0185789, figure 24: state and number of objects of a composition.
        told = payload if payload[:1] == b"\x16" and len(payload) > 13 else bytes(14)
        return told[10] != 0, told[13] > 0
    if codec == "dvb_subtitle":
        at = payload.find(b"\x0f\x10")
        # ETSI EN 300 743, 7.2.2: the page's state and its regions.
        told = payload[at:] if at >= 0 and len(payload) >= at + 8 else bytes(8)
        return told[7] >> 2 & 3 != 0, int.from_bytes(told[4:6], "big") > 2
    return True, True


def fonts(container: InputContainer) -> Iterator[tuple[str, str, bytes]]:
    """Name, kind and content of attached fonts."""
    for number, stream in enumerate(container.streams.attachments):
        name = Path(stream.metadata.get("filename", "").replace("\0", "")).name or f"font{number}"
        kind = stream.metadata.get("mimetype", "")
        if "font" in kind or name.lower().endswith(FONT_SUFFIXES):
            yield name, kind or "application/x-truetype-font", bytes(stream.data)


def copy(container: InputContainer, stream: Any, found: list[Cue[Any]], job: Any) -> list[Shown]:
    """The same packets at other times."""
    ticks = job["ticks"]
    listed = [(*in_ticks(cue, ticks), cue.content) for cue in found]
    # What began before the cut, or ends at it, may be shown for less than a tick.
    listed = [item for cue, item in zip(found, listed, strict=True) if item[1] or cue.stop is None]
    shown = [Shown(start, length, bytes(packet)) for start, length, packet in listed]
    path = Path(sys.argv[2])
    with create_own(path, MUXERS[path.suffix], {"fflags": "+bitexact"}) as output:
        made = output.add_stream_from_template(stream)
        if job["fonts"]:
            for name, kind, content in fonts(container):
                output.add_attachment(name, kind, content)
        write_packets(output, made, ticks, listed)
    return shown


def convert(stream: Any, found: list[Cue[Any]], job: Any) -> list[Shown]:
    """The same texts in another form."""
    codec = stream.codec_context.codec.canonical_name
    header = bytes(stream.codec_context.extradata or b"")
    texts = [
        Cue(cue.start, cue.stop, read_text(codec, bytes(cue.content), header)) for cue in found
    ]
    shown = as_payloads(texts, job["codec"], job["ticks"])
    write_texts(Path(sys.argv[2]), job["codec"], job["ticks"], shown)
    return shown


def take(container: InputContainer, job: Any) -> list[Shown]:
    stream = chosen(container, job["stream"])
    codec = stream.codec_context.codec.canonical_name
    origin = Fraction(*job["origin"])
    length = None if job["length"] is None else Fraction(*job["length"])
    found = cues(container, stream)
    if codec not in TEXTS:
        found = pictures_within(
            found, origin, length, lambda packet: picture_state(codec, bytes(packet))
        )
        return copy(container, stream, found, job)
    copied = codec == job["codec"]
    found = texts_within(found if copied else ended(found), origin, length)
    return copy(container, stream, found, job) if copied else convert(stream, found, job)


def work() -> None:
    job = json.loads(sys.argv[3])
    try:
        with open_source(sys.argv[1]) as container:
            shown = take(container, job)
    except (av.error.FFmpegError, OSError) as error:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            print("No space left on device", file=sys.stderr)
        raise
    answer({"count": len(shown), "digest": digest(shown)})


if __name__ == "__main__":
    main(work, MEMORY)
