"""Reading what can be copied, and copying it: in processes of their own, as all sources are."""

from __future__ import annotations

import base64
import json
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exporters.cancel import CancelToken
from exporters.errors import SourceError, UnitFailed
from exporters.media.frame_index import Reading
from exporters.media.reading import read_source
from exporters.media.source import VideoStream
from exporters.plan import UnitContext
from exporters.video.part_check import check_segment
from exporters.video.smart_gops import CLEAN, PLAIN, UNFIT, Gops, packed_times
from exporters.video.timestamps import Timestamps, first_at_or_after
from exporters.video.video_plan import VideoPlan

SCANNED = "h264"
"""The codec whose key frames do not tell whether they can be cut at."""


@dataclass(frozen=True)
class Medium:
    """A file from which pictures may be copied.

    Attributes:
        pts: timestamps of its pictures in the order of display.
        keys: pictures at which decoding can begin.
        reading: how they are reached.
    """

    path: Path
    video: VideoStream
    pts: Timestamps
    keys: Sequence[int]
    reading: Reading


def read_gops(
    medium: Medium, first: int, stop: int, token: CancelToken | None
) -> tuple[bytes, Gops]:
    """The codec's header, and what pictures [first, stop) need. Raises SourceError; Cancelled."""
    pts = medium.pts
    ends = str(pts[first]), str(pts[stop - 1])
    found = read_source(
        medium.path,
        _script("smart_scan_child.py", str(medium.path), str(medium.video.index), *ends),
        token=token,
    )
    try:
        header = base64.b64decode(found["header"], validate=True)
        if medium.video.codec != SCANNED:
            return header, _by_keys(len(pts), medium.keys)
        times = array("q")
        times.frombytes(base64.b64decode(found["pts"], validate=True))
        marks = base64.b64decode(found["marks"], validate=True)
        return header, _placed(pts, times, marks)
    except (KeyError, TypeError, ValueError) as error:
        raise SourceError(f"What was read from {medium.path} makes no sense.") from error


def _by_keys(count: int, keys: Sequence[int]) -> Gops:
    """Codecs that show pictures in the order in which they are stored."""
    marks = bytearray(bytes((PLAIN,)) * count)
    for key in keys:
        marks[key] = CLEAN
    return Gops(range(count), bytes(marks))


def _placed(pts: Timestamps, times: Sequence[int], marks: bytes) -> Gops:
    """Packets whose time is not on the list of pictures are not copied."""
    places, kept = array("q"), bytearray()
    for time, mark in zip(times, marks, strict=True):
        place = first_at_or_after(pts, time)
        known = place < len(pts) and pts[place] == time
        places.append(place if known else -1)
        kept.append(mark if known else UNFIT)
    return Gops(places, bytes(kept))


def run_copy(plan: VideoPlan, index: int, medium: Medium, context: UnitContext) -> None:
    """Copy segment ``index`` to ``context.path`` and check it, as encoded ones are.

    Raises SourceError, UnitFailed, DiskFull; Cancelled.
    """
    assert plan.smart is not None
    _, picture = plan.smart.copies[index]
    first, stop = plan.segment(index)
    pts = medium.pts[picture : picture + stop - first]
    if len(pts) != stop - first:
        raise UnitFailed(f"Segment {index} shows pictures that {medium.path} does not have.")
    rate = plan.part_rate
    job = {
        "stream": medium.video.index,
        "first": pts[0],
        "count": len(pts),
        "rate": None if rate is None else [rate.numerator, rate.denominator],
        "times": packed_times(pts),
        "muxer": plan.segment_suffix(index).removeprefix("."),
    }

    def report(line: dict[str, Any]) -> None:
        if "frames" in line:
            context.report(int(line["frames"]), int(line["bytes"]))

    command = _script("smart_copy_child.py", str(medium.path), str(context.path), json.dumps(job))
    read_source(medium.path, command, token=context.token, on_line=report)
    check_segment(plan, index, context.path)


def _script(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-I", str(Path(__file__).with_name(name)), *arguments]
