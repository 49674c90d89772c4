"""Lists packets of a source. A script: ``smart_scan_child.py PATH STREAM FIRST LAST``.

FIRST and LAST are timestamps of the first and the last picture of interest, in the stream's ticks.
The last line of its output has the stream's header, and for each packet, in the order of decoding,
its timestamp and whether it begins anew, both in base64.
"""

from __future__ import annotations

import base64
import sys
import time
from array import array
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from av.container.input import InputContainer
from av.packet import Packet

from exporters.media.opening import GIB, answer, main, open_source, video_stream
from exporters.video.smart_gops import CLEAN, PLAIN, UNFIT
from exporters.video.smart_h264 import Header, UnknownHeaderError, parse_header

MEMORY = 4 * GIB
REPORT_SECONDS = 1.0
IDR = 5
SETS = (7, 8)
HARMLESS = frozenset((1, 6, 9, 10, 11, 12))
"""Slices, and units that carry no picture (ITU-T H.264, table 7-1)."""


def h264_mark(content: memoryview, header: Header) -> int:
    """Whether an H.264 picture begins anew, and can be copied at all."""
    size, position, found = header.length_size, 0, PLAIN
    while position < len(content):
        length = int.from_bytes(content[position : position + size], "big")
        start, position = position + size, position + size + length
        if position > len(content) or not length:
            return UNFIT
        kind = content[start] & 0x1F
        if kind == IDR:
            found = CLEAN
        elif kind in SETS:
            if bytes(content[start:position]) not in (*header.sps, *header.pps):
                return UNFIT
        elif kind not in HARMLESS:
            return UNFIT
    return found


def is_odd(packet: Packet[Any]) -> bool:
    """Whether a packet is not for showing, broken, or brings another header."""
    return packet.is_discard or packet.is_corrupt or packet.has_sidedata("new_extradata")


def scanned(container: InputContainer, index: int, first: int, last: int) -> dict[str, Any]:
    stream = video_stream(container, index)
    extradata = bytes(stream.codec_context.extradata or b"")
    pts, marks = array("q"), bytearray()
    try:
        header = parse_header(extradata)
    except UnknownHeaderError:
        return {"header": _text(extradata), "pts": "", "marks": ""}
    container.seek(first, stream=stream)
    reported = time.monotonic()
    for packet in container.demux(stream):
        if packet.pts is None or packet.dts is None:
            continue
        if packet.dts > last:
            break
        pts.append(packet.pts)
        marks.append(UNFIT if is_odd(packet) else h264_mark(memoryview(packet), header))
        if time.monotonic() - reported > REPORT_SECONDS:
            reported = time.monotonic()
            answer({"share": 0.0})
    return {"header": _text(extradata), "pts": _text(pts.tobytes()), "marks": _text(bytes(marks))}


def header_alone(container: InputContainer, index: int) -> dict[str, Any]:
    """Of a codec all of whose packets are alike."""
    stream = video_stream(container, index)
    extradata = bytes(stream.codec_context.extradata or b"")
    return {"header": _text(extradata), "pts": "", "marks": ""}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def work() -> None:
    path, index = sys.argv[1], int(sys.argv[2])
    with open_source(path) as container:
        codec = video_stream(container, index).codec_context.codec.canonical_name
        if codec == "h264":
            answer(scanned(container, index, int(sys.argv[3]), int(sys.argv[4])))
        else:
            answer(header_alone(container, index))


if __name__ == "__main__":
    main(work, MEMORY)
