"""Copies pictures of a source into a part. A script: ``copy_child.py PATH OUTPUT JOB``.

JOB is a map in JSON:

- stream: number of the stream in its file
- first: timestamp of the first picture, in the stream's ticks
- count: how many packets, from that picture's on in the order of decoding, those left out that are
  shown before it
- rate: [numerator, denominator] of frames a second, or null: times are then the source's
- times: timestamps of the pictures in the order of display, as ``packed_times`` writes them; ""
  without a rate
- shift: how much is added to the numbers of HEVC's parameter sets
- muxer, tag: of the part, and of the codec in it; "" leaves the source's

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

sys.path.insert(0, str(Path(__file__).parents[3]))

import av
from av.container.input import InputContainer
from av.packet import Packet

from exporters.media.opening import GIB, UnreadableError, answer, main, open_source, video_stream
from exporters.media.own_files import create_own
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.copied import conversion
from exporters.video.smart.gops import unpacked_times

MEMORY = 4 * GIB
REPORT_SECONDS = 0.25
REORDERED = {"h264": 16, "hevc": 16}
"""Pictures that are decoded before they are shown, at most (H.264, A.3.1, MaxDpbFrames; H.265,
A.4.2, MaxDpbSize)."""
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
                later = (packet for packet in packets if not is_before(packet, job["first"]))
                yield from rest(later, job["count"] - 1)
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


def is_before(packet: Packet[Any], first: int) -> bool:
    """Whether a packet is shown before the first one: it would need what is not copied."""
    return packet.pts is not None and packet.pts < first


def copy(container: InputContainer, path: Path, job: Any) -> int:
    stream = video_stream(container, job["stream"])
    codec = stream.codec_context.codec.canonical_name
    extradata = bytes(stream.codec_context.extradata or b"")
    convert, header = conversion(codec, extradata, job["shift"])
    rate = Fraction(*job["rate"]) if job["rate"] else None
    base, numerator = stream.time_base or Fraction(1, 1000), 1
    if rate is None:
        base, numerator = Fraction(1, base.denominator), base.numerator
    times = unpacked_times(job["times"]) if job["times"] else []
    places = {pts: place for place, pts in enumerate(times)}
    late = REORDERED.get(codec, 0)
    written, reported = 0, time.monotonic()
    with create_own(path, job["muxer"], {"fflags": "+bitexact"}) as output:
        made: Any = output.add_stream_from_template(stream, opaque=True)
        if header != extradata:
            made.codec_context.extradata = header
        if job["tag"]:
            made.codec_context.codec_tag = job["tag"]
        # The muxer may choose a finer one when it begins.
        made.time_base = ticks = base if rate is None else 1 / rate
        for number, packet in enumerate(wanted(container, job)):
            if packet.pts is None:
                raise UnreadableError("has pictures without a time")
            content = convert(bytes(packet), number == 0)
            copied: Packet[Any] = Packet(content)
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


def work() -> None:
    job = json.loads(sys.argv[3])
    try:
        with open_source(sys.argv[1]) as container:
            written = copy(container, Path(sys.argv[2]), job)
    except UnknownHeaderError as error:
        raise UnreadableError("has another header than when it was read first") from error
    except KeyError as error:
        raise UnreadableError("has other pictures than when it was read first") from error
    except (av.error.FFmpegError, OSError) as error:
        if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            print("No space left on device", file=sys.stderr)
        raise
    answer({"bytes": written})


if __name__ == "__main__":
    main(work, MEMORY)
