"""Copies pictures of a source into a part. A script: ``smart_copy_child.py PATH OUTPUT JOB``.

JOB is a map in JSON:

- stream: number of the stream in its file
- first: timestamp of the first picture, in the stream's ticks
- count: how many packets, from that picture's on in the order of decoding
- rate: [numerator, denominator] of frames a second, or null: times are then the source's
- times: timestamps of the pictures in the order of display, as ``packed_times`` writes them
- muxer: of the part

The last line of its output has the number of bytes that were copied.
"""

from __future__ import annotations

import errno
import json
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import av
from av.container.input import InputContainer
from av.packet import Packet

from exporters.media.opening import GIB, UnreadableError, answer, main, open_source, video_stream
from exporters.media.own_files import create_own
from exporters.video.smart_gops import unpacked_times
from exporters.video.smart_h264 import UnknownHeaderError, parse_header

MEMORY = 4 * GIB
REPORT_SECONDS = 0.25
REORDERED = {"h264": 16}
"""Pictures that H.264 decodes before they are shown, at most (A.3.1, MaxDpbFrames)."""
EARLIER_SECONDS = (0, 2, 20)
"""Where seeking misses the first picture, it is tried again from so much earlier."""


def wanted(container: InputContainer, job: Any) -> Iterator[Packet[Any]]:
    """The packets; raises UnreadableError if they are not there."""
    stream = video_stream(container, job["stream"])
    for earlier in EARLIER_SECONDS:
        ticks = int(earlier / (stream.time_base or Fraction(1, 1000)))
        container.seek(job["first"] - ticks, stream=stream)
        packets = (packet for packet in container.demux(stream) if packet.size)
        for packet in packets:
            if packet.pts == job["first"]:
                yield packet
                yield from rest(packets, job["count"] - 1)
                return
            if packet.dts is not None and packet.dts > job["first"]:
                break
    raise UnreadableError(f"has no picture at {job['first']} any more")


def rest(packets: Iterator[Packet[Any]], count: int) -> Iterator[Packet[Any]]:
    for _ in range(count):
        packet = next(packets, None)
        if packet is None:
            raise UnreadableError("ends earlier than when it was read first")
        yield packet


def four_byte_lengths(content: bytes, size: int) -> bytes:
    """An H.264 packet whose NAL units are preceded by lengths of four bytes."""
    made, position = bytearray(), 0
    while position < len(content):
        length = int.from_bytes(content[position : position + size], "big")
        position += size
        made += length.to_bytes(4, "big") + content[position : position + length]
        position += length
    return bytes(made)


def copy(container: InputContainer, path: Path, job: Any) -> int:
    stream = video_stream(container, job["stream"])
    size = length_size(stream.codec_context)
    rate = Fraction(*job["rate"]) if job["rate"] else None
    base, numerator = stream.time_base or Fraction(1, 1000), 1
    if rate is None:
        base, numerator = Fraction(1, base.denominator), base.numerator
    places = {pts: place for place, pts in enumerate(unpacked_times(job["times"]))}
    late = REORDERED.get(stream.codec_context.codec.canonical_name, 0)
    written, reported = 0, time.monotonic()
    with create_own(path, job["muxer"], {"fflags": "+bitexact"}) as output:
        made: Any = output.add_stream_from_template(stream, opaque=True)
        if size not in (0, 4):
            header = bytearray(made.codec_context.extradata)
            header[4] |= 3
            made.codec_context.extradata = bytes(header)
        # The muxer may choose a finer one when it begins.
        made.time_base = ticks = base if rate is None else 1 / rate
        for number, packet in enumerate(wanted(container, job)):
            if packet.pts is None:
                raise UnreadableError("has pictures without a time")
            content = bytes(packet)
            copied: Packet[Any] = Packet(four_byte_lengths(content, size) if size else content)
            copied.stream, copied.time_base = made, ticks
            since = (packet.pts - job["first"]) * numerator
            copied.pts = since if rate is None else places[packet.pts]
            # These only keep the order; the output gets its own.
            copied.dts = number - late if late else copied.pts
            copied.duration = 1
            copied.is_keyframe = packet.is_keyframe
            output.mux_one(copied)
            written += len(content)
            if time.monotonic() - reported > REPORT_SECONDS:
                reported = time.monotonic()
                answer({"frames": number + 1, "bytes": written})
    return written


def length_size(context: Any) -> int:
    """Bytes of the lengths in H.264's packets; 0 where there are none."""
    if context.codec.canonical_name != "h264":
        return 0
    try:
        return parse_header(bytes(context.extradata or b"")).length_size
    except UnknownHeaderError as error:
        raise UnreadableError("has another header than when it was read first") from error


def work() -> None:
    job = json.loads(sys.argv[3])
    try:
        with open_source(sys.argv[1]) as container:
            written = copy(container, Path(sys.argv[2]), job)
    except KeyError as error:
        raise UnreadableError("has other pictures than when it was read first") from error
    except (av.error.FFmpegError, OSError) as error:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            print("No space left on device", file=sys.stderr)
        raise
    answer({"bytes": written})


if __name__ == "__main__":
    main(work, MEMORY)
