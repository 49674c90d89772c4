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
from exporters.video.smart.gops import Gops, packed_times
from exporters.video.smart.marks import CLEAN, LEADING, LOST, PLAIN, UNFIT
from exporters.video.timestamps import Timestamps, first_at_or_after
from exporters.video.video_plan import VideoPlan

SCANNED = ("h264", "hevc")
"""Codecs whose key frames do not tell whether they can be cut at."""


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


@dataclass(frozen=True)
class Scan:
    """What was found in a medium's packets.

    Attributes:
        header: the codec's.
        gops: what pictures need.
        renumbers: numbers of parameter sets can be changed in them (HEVC, if asked for).
    """

    header: bytes
    gops: Gops
    renumbers: bool = False


def scan(
    medium: Medium, first: int, stop: int, token: CancelToken | None, renumbers: bool = False
) -> Scan:
    """What pictures [first, stop) need. Raises SourceError; Cancelled.

    Args:
        renumbers: find out whether numbers of parameter sets can be changed.
    """
    pts = medium.pts
    numbers = medium.video.index, pts[first], pts[stop - 1], int(renumbers)
    command = _script("scan_child.py", str(medium.path), *map(str, numbers))
    found = read_source(medium.path, command, token=token)
    try:
        header = base64.b64decode(found["header"], validate=True)
        if medium.video.codec not in SCANNED:
            return Scan(header, _by_keys(len(pts), medium.keys))
        times = array("q")
        times.frombytes(base64.b64decode(found["pts"], validate=True))
        marks = base64.b64decode(found["marks"], validate=True)
        return Scan(header, _placed(pts, times, marks), bool(found["renumbers"]))
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
        kept.append(mark if known else LOST if mark in (LEADING, LOST) else UNFIT)
    return Gops(places, bytes(kept))


def run_copy(plan: VideoPlan, index: int, medium: Medium, context: UnitContext) -> None:
    """Copy segment ``index`` to ``context.path`` and check it, as encoded ones are.

    Raises SourceError, UnitFailed, DiskFull; Cancelled.
    """
    assert plan.smart is not None
    assert plan.picture is not None
    number, picture = plan.smart.copies[index]
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
        "times": "" if rate is None else packed_times(pts),
        "shift": plan.smart.shift_of(number),
        "tag": plan.picture.encoder.tag,
        "muxer": plan.segment_suffix(index).removeprefix("."),
    }

    def report(line: dict[str, Any]) -> None:
        if "frames" in line:
            context.report(int(line["frames"]), int(line["bytes"]))

    command = _script("copy_child.py", str(medium.path), str(context.path), json.dumps(job))
    read_source(medium.path, command, token=context.token, on_line=report)
    check_segment(plan, index, context.path)


def _script(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-I", str(Path(__file__).with_name(name)), *arguments]
