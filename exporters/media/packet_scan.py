"""The frame list from packets alone, where they can be trusted. Only for the child script."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice

from av.container.input import InputContainer
from av.video.stream import VideoStream

from exporters.media.decoding import Tally, decoded_frames, packets
from exporters.media.normalise import rising

INDEXED_FORMATS = ("mov", "matroska")
ONE_PACKET_ONE_FRAME = frozenset((
    "h264", "hevc", "vvc", "av1", "libdav1d", "vp9", "prores", "dnxhd", "ffv1", "mjpeg", "mpeg4",
    "png", "qtrle", "rawvideo", "v210", "cfhd", "huffyuv", "ffvhuff", "utvideo", "jpeg2000",
))  # fmt: skip
"""Codecs whose packets, in a container with an index, are shown one for one. Not VP8, which keeps
hidden frames in packets of their own, nor MPEG-2, whose fields may be."""

INTRA_ONLY = frozenset((
    "prores", "dnxhd", "mjpeg", "ffv1", "png", "qtrle", "rawvideo", "v210", "cfhd", "huffyuv",
    "ffvhuff", "utvideo", "jpeg2000",
))  # fmt: skip
"""Codecs without frames out of order: the decoding times in MOV's index are those of display."""

HEAD_FRAMES = 48
TAIL_FRAMES = 16
LONGEST_TAIL = 3000


@dataclass
class Scan:
    """What the packets say: shown times in ascending order, times of key packets."""

    pts: array[int]
    keys: list[int]
    last_duration: int
    notes: list[str] = field(default_factory=list)
    truncated: bool = False

    def key_positions(self) -> array[int]:
        places = sorted({bisect_left(self.pts, key) for key in self.keys})
        return array("q", (place for place in places if place < len(self.pts)))


def scan_index(container: InputContainer, stream: VideoStream, size: int) -> Scan | None:
    """The list out of the container's index, without reading the frames; None where it cannot be.

    Args:
        size: bytes of the file: an index may promise more than is there.
    """
    entries = stream.index_entries
    if "mov" not in container.format.name or stream.codec_context.name not in INTRA_ONLY:
        return None
    if len(entries) == 0 or len(entries) != stream.frames:
        return None
    shown, hidden, keys = array("q"), array("q"), []
    for entry in entries:
        if entry.pos + entry.size > size:
            return None
        (hidden if entry.is_discard else shown).append(entry.timestamp)
        if entry.is_keyframe:
            keys.append(entry.timestamp)
    scan = Scan(shown, keys, 0)
    return scan if keys and rising(shown) and _only_at_the_ends(shown, hidden) else None


def scan_packets(container: InputContainer, stream: VideoStream, tally: Tally) -> Scan | None:
    """Read all packets; None where the list of frames cannot be known from them."""
    if not any(name in container.format.name for name in INDEXED_FORMATS):
        return None
    if stream.codec_context.name not in ONE_PACKET_ONE_FRAME:
        return None
    indexed_until = _last_indexed(container, stream)
    shown, hidden, keys = array("q"), array("q"), array("q")
    latest, last_duration = None, 0
    for packet in packets(container, stream, tally):
        pts = packet.pts
        if pts is None:
            return None
        if packet.is_keyframe:
            keys.append(pts)
        if packet.is_discard:
            hidden.append(pts)
            continue
        shown.append(pts)
        if latest is None or pts > latest:
            latest, last_duration = pts, packet.duration or 0
    scan = Scan(array("q", sorted(shown)), sorted(keys), last_duration, truncated=tally.broke_off)
    trusted = rising(scan.pts) and _only_at_the_ends(scan.pts, hidden)
    return scan if trusted and _index_reaches(scan, indexed_until) else None


def _last_indexed(container: InputContainer, stream: VideoStream) -> int:
    """Timestamp of the last entry in the container's index."""
    # Matroska's Cues are read at the first seek.
    container.seek(stream.start_time or 0, stream=stream)
    entries = stream.index_entries
    return entries[len(entries) - 1].timestamp if len(entries) else -(2**62)


def _index_reaches(scan: Scan, indexed_until: int) -> bool:
    """Without an index the entries are those met while opening the file: none near its end."""
    return len(scan.keys) > 0 and indexed_until >= scan.keys[-min(2, len(scan.keys))]


def _only_at_the_ends(shown: array[int], hidden: array[int]) -> bool:
    """An edit list that leaves out frames in the middle orders them by other rules."""
    return len(shown) > 0 and not any(shown[0] < pts < shown[-1] for pts in hidden)


def drop_undecodable_head(scan: Scan) -> None:
    """Frames before the first key frame cannot be decoded."""
    lost = bisect_left(scan.pts, scan.keys[0])
    if lost:
        scan.notes.append(f"{lost} frames before the first key frame cannot be decoded.")
        del scan.pts[:lost]


def head_is_true(container: InputContainer, stream: VideoStream, scan: Scan) -> bool:
    """Whether the first frames that a decoder shows are those of the list.

    Frames that refer to pictures before the file's begin are taken off the list.
    """
    frames = islice(decoded_frames(container, stream, Tally()), HEAD_FRAMES)
    found = [frame.pts for frame in frames]
    if not found or found[0] is None:
        return False
    lost = bisect_left(scan.pts, found[0])
    if 0 < lost <= HEAD_FRAMES:
        scan.notes.append(f"The first {lost} frames refer to pictures that are not there.")
        del scan.pts[:lost]
    return found == list(scan.pts[: len(found)])


def tail_is_true(container: InputContainer, stream: VideoStream, scan: Scan) -> bool:
    """Decode the last frames; those that cannot be decoded are cut off the list.

    Returns False when frames are missing elsewhere than at the very end.
    """
    positions = [place for place in scan.key_positions() if place <= len(scan.pts) - TAIL_FRAMES]
    begin = positions[-1] if positions else 0
    if len(scan.pts) - begin > LONGEST_TAIL:
        return True
    container.seek(scan.pts[begin], stream=stream)
    found = {frame.pts for frame in decoded_frames(container, stream, Tally())}
    expected = scan.pts[begin:]
    kept = next((n for n, pts in enumerate(expected) if pts not in found), len(expected))
    if kept == 0 or any(pts in found for pts in expected[kept:]):
        return False
    if kept < len(expected):
        scan.notes.append(f"The last {len(expected) - kept} frames cannot be decoded.")
        scan.truncated = True
        del scan.pts[begin + kept :]
        scan.last_duration = 0
    return True
