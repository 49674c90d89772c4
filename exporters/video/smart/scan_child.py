"""Lists packets of a source. A script: ``scan_child.py PATH STREAM FIRST LAST CHECKED``.

FIRST and LAST are timestamps of the first and the last picture of interest, in the stream's ticks.
CHECKED is 1 if it is to be found out whether HEVC's slices can be given other numbers of parameter
sets. The last line of its output has the stream's header, whether that is so, and for each packet,
in the order of decoding, its timestamp and its mark (see ``marks``), in base64.
"""

from __future__ import annotations

import base64
import sys
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from av.container.input import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from exporters.media.opening import GIB, answer, main, open_source, video_stream
from exporters.video.smart import h264, hevc_header
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.marks import UNFIT, H264Marker, HevcMarker, Marker

MEMORY = 4 * GIB
REPORT_SECONDS = 1.0


def marker(codec: str, header: bytes, renumbers: bool) -> Marker | None:
    """None if the header is not understood, or the codec needs no marks."""
    try:
        if codec == "h264":
            return H264Marker(h264.parse_header(header))
        if codec == "hevc":
            return HevcMarker(hevc_header.parse_header(header), renumbers)
    except UnknownHeaderError:
        pass
    return None


def is_odd(packet: Packet[Any]) -> bool:
    """Whether a packet is not for showing, broken, or brings another header."""
    return packet.is_discard or packet.is_corrupt or packet.has_sidedata("new_extradata")


def listed(container: InputContainer, stream: VideoStream, last: int) -> Iterator[Packet[Any]]:
    """Packets that are shown, up to those that are decoded after ``last``."""
    reported = time.monotonic()
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        # The first ones of Matroska may have none.
        if packet.dts is not None and packet.dts > last:
            return
        yield packet
        if time.monotonic() - reported > REPORT_SECONDS:
            reported = time.monotonic()
            answer({"share": 0.0})


def scanned(
    container: InputContainer, index: int, first: int, last: int, renumbers: bool
) -> dict[str, Any]:
    stream = video_stream(container, index)
    codec = stream.codec_context.codec.canonical_name
    extradata = bytes(stream.codec_context.extradata or b"")
    pts, marks = array("q"), bytearray()
    found = marker(codec, extradata, renumbers)
    if found is not None:
        container.seek(first, stream=stream)
        for packet in listed(container, stream, last):
            mark = found.mark(memoryview(packet), packet.pts or 0)
            pts.append(packet.pts or 0)
            marks.append(UNFIT if is_odd(packet) else mark)
    return {
        "header": _text(extradata),
        "renumbers": found is not None and found.renumbers,
        "pts": _text(pts.tobytes()),
        "marks": _text(bytes(marks)),
    }


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def work() -> None:
    path, index, first, last, renumbers = sys.argv[1], *map(int, sys.argv[2:6])
    with open_source(path) as container:
        answer(scanned(container, index, first, last, bool(renumbers)))


if __name__ == "__main__":
    main(work, MEMORY)
