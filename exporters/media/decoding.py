"""Decoding a stream once, from its begin to its end. Only for the child scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
from av.container.input import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

MEMORY = 16 << 30
"""Bytes of addresses for a child that decodes: threads and large pictures need their share."""


@dataclass
class Tally:
    """What went wrong while decoding: packets that could not be decoded; whether reading broke off
    before the end; how far into the file it came, in bytes."""

    bad_packets: int = 0
    broke_off: bool = False
    position: int = 0

    def advance(self, position: int) -> None:
        self.position = max(self.position, position)


def decoded_frames(
    container: InputContainer, stream: VideoStream, tally: Tally
) -> Iterator[VideoFrame]:
    """Every frame that the decoder shows, in its order. What cannot be decoded is skipped."""
    stream.thread_type = "AUTO"
    for packet in packets(container, stream, tally):
        yield from decode(stream, packet, tally)
    yield from decode(stream, None, tally)


def packets(container: InputContainer, stream: VideoStream, tally: Tally) -> Iterator[Packet[Any]]:
    """The stream's packets in storage order, without the empty one at the end."""
    source = container.demux(stream)
    while True:
        try:
            packet = next(source, None)
        except (av.error.FFmpegError, OSError):
            tally.broke_off = True
            return
        if packet is None or (packet.size == 0 and packet.dts is None):
            return
        tally.advance(packet.pos or 0)
        yield packet


def decode(stream: VideoStream, packet: Packet[Any] | None, tally: Tally) -> list[VideoFrame]:
    try:
        return stream.codec_context.decode(packet)
    except av.error.EOFError:
        return []
    except (av.error.FFmpegError, ValueError):
        tally.bad_packets += 1
        return []


def step_of(stream: VideoStream) -> Fraction:
    """Ticks from frame to frame on average; at least one tick's fraction, never 0."""
    base = stream.time_base or Fraction(1, 90000)
    rate = stream.average_rate or stream.guessed_rate or Fraction(25)
    return 1 / (rate * base) if rate > 0 else 1 / (25 * base)
