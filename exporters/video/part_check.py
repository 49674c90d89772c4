"""Finished parts against the plan: what is in them is counted and compared before it is used."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.durable import shown
from exporters.errors import UnitFailed
from exporters.media.own_files import open_own, packets
from exporters.media.subtitle_part import as_shown, digest, shown_packets
from exporters.video.smart import h264, hevc_units
from exporters.video.video_plan import VideoPlan

if TYPE_CHECKING:
    from av.container.input import InputContainer
    from av.packet import Packet

HEVC_NEW = (hevc_units.BLA_ALONE, *hevc_units.IDR)
"""IDR pictures, and BLA ones that no later picture is shown before (ITU-T H.265, table 7-1)."""


class SegmentTimes:
    """The timestamps that the frames of a segment must have, in seconds from its first frame."""

    def __init__(self, plan: VideoPlan, index: int) -> None:
        assert plan.grid is not None
        self.first, self.stop = plan.segment(index)
        self._grid = plan.grid
        self._rate = plan.part_rate

    def position(self, ticks: int, base: Fraction) -> int | None:
        """Which frame of the segment has the timestamp ``ticks``; None when none has it."""
        time = ticks * base
        if self._rate is not None:
            place = time * self._rate
            found = place.numerator if place.denominator == 1 else -1
        else:
            grid = self._grid
            tick = time / grid.time_base + grid.pts[self.first]
            found = bisect_left(grid.pts, tick) - self.first
            if found + self.first >= len(grid.pts) or grid.pts[found + self.first] != tick:
                found = -1
        return found if 0 <= found < self.stop - self.first else None


@contextmanager
def opened_part(path: Path) -> Iterator[InputContainer]:
    """A part of our own. Raises UnitFailed when it cannot be read."""
    import av

    try:
        with open_own(path) as container:
            yield container
    except av.error.FFmpegError as error:
        raise UnitFailed(f"The part {shown(path)} cannot be read ({error}).") from error


def part_packets(container: InputContainer, video: bool) -> Iterator[Packet[Any]]:
    """Packets of the only stream."""
    streams = container.streams.video if video else container.streams.audio
    if not streams:
        raise UnitFailed("A part holds no stream of its kind.")
    yield from packets(container, streams[0])


def check_segment(plan: VideoPlan, index: int, path: Path) -> None:
    """Raises UnitFailed if a segment's packets are not those of the plan."""
    times = SegmentTimes(plan, index)
    expected = times.stop - times.first
    seen = bytearray(expected)
    dts = None
    with opened_part(path) as container:
        for number, packet in enumerate(part_packets(container, video=True)):
            place = None
            if packet.pts is not None and packet.time_base is not None:
                place = times.position(packet.pts, Fraction(packet.time_base))
            if place is None or seen[place]:
                raise wrong_segment(index, plan, f"a frame at {packet.pts} that is not in the plan")
            seen[place] = 1
            if number == 0 and (place != 0 or not begins_new(packet)):
                raise wrong_segment(index, plan, "no key frame of its own at its beginning")
            if dts is not None and (packet.dts is None or packet.dts <= dts):
                raise wrong_segment(index, plan, "decoding times that do not rise")
            dts = packet.dts
    if sum(seen) != expected:
        raise wrong_segment(index, plan, f"{sum(seen)} frames instead of {expected}")


def begins_new(packet: Packet[Any]) -> bool:
    """Whether nothing from before the packet is needed to decode it and what follows."""
    if not packet.is_keyframe:
        return False
    codec = packet.stream.codec_context.name
    if codec == "h264":
        return any(kind & 0x1F == h264.IDR for kind in _units(packet))
    if codec == "hevc":
        return any((kind >> 1) & 0x3F in HEVC_NEW for kind in _units(packet))
    return True


def _units(packet: Packet[Any]) -> Iterator[int]:
    """First byte of each NAL unit; lengths of four bytes, as our MP4 and MOV parts have them."""
    content, position = memoryview(packet), 0
    while position + 5 <= len(content):
        yield content[position + 4]
        position += 4 + int.from_bytes(content[position : position + 4], "big")


def wrong_segment(index: int, plan: VideoPlan, what: str) -> UnitFailed:
    """The error for a segment that has ``what``."""
    return UnitFailed(
        f"Segment {index} of {plan.path} has {what}.",
        "Parts of the source may be damaged; try again with --in-order, which decodes it from "
        "front to back.",
    )


def check_sound(path: Path) -> int:
    """Number of packets of a track. Raises UnitFailed if its times do not rise."""
    count, dts = 0, None
    with opened_part(path) as container:
        for packet in part_packets(container, video=False):
            if dts is not None and (packet.dts is None or packet.dts < dts):
                raise UnitFailed(f"The sound in {shown(path)} has times that do not rise.")
            dts = packet.dts
            count += 1
    return count


def check_subtitles(path: Path, ticks: int) -> tuple[int, str]:
    """Number and digest of the packets of a track of subtitles.

    Args:
        ticks: of a second.

    Raises UnitFailed if their times do not rise.
    """
    with opened_part(path) as container:
        if not container.streams.subtitles:
            raise UnitFailed("A part holds no stream of its kind.")
        stream = container.streams.subtitles[0]
        found = [as_shown(packet, ticks) for packet in shown_packets(container, stream)]
    if any(after.start < before.start for before, after in pairwise(found)):
        raise UnitFailed(f"The subtitles in {shown(path)} have times that do not rise.")
    return len(found), digest(found)
