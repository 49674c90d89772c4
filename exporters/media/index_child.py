"""Prints the list of a video's frames. A script: ``index_child.py PATH seek|ordered [described]``.

Lines of JSON: what the file holds, if that is asked for; ``{"share": ...}`` while it reads; and
last the list, unless the file was described and has no pictures.
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
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from exporters.media.decoding import MEMORY, Tally, decoded_frames, step_of
from exporters.media.normalise import FORWARD_JUMP_SECONDS, normalise
from exporters.media.opening import UnreadableError, answer, main, open_source, video_stream
from exporters.media.packet_scan import (
    Scan,
    drop_undecodable_head,
    head_is_true,
    scan_index,
    scan_packets,
    tail_is_true,
)
from exporters.media.probe_child import chosen_video, describe

REPORT_SECONDS = 0.25
JUMPING_CLOCKS = ("mpegts", "mpeg")
"""Formats whose clock may jump (libavformat's AVFMT_TS_DISCONT)."""


class Reporter:
    """Tells now and then how far into the file the reading has come."""

    def __init__(self, size: int) -> None:
        self._size = max(1, size)
        self._next = time.monotonic() + REPORT_SECONDS

    def at(self, position: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + REPORT_SECONDS
            answer({"share": min(1.0, position / self._size)})


class ReportingTally(Tally):
    """A tally that reports whenever reading has come further."""

    def __init__(self, reporter: Reporter) -> None:
        super().__init__()
        self._reporter = reporter

    def advance(self, position: int) -> None:
        super().advance(position)
        self._reporter.at(self.position)


def by_packets(path: str, index: int, tally: Tally) -> Scan | None:
    """The list out of the packets, its begin and end proven by decoding; None if it is not so."""
    with open_source(path) as container:
        stream = video_stream(container, index)
        scan = scan_index(container, stream, Path(path).stat().st_size)
        if scan is None:
            scan = scan_packets(container, stream, tally)
    if scan is None:
        return None
    drop_undecodable_head(scan)
    for is_true in (head_is_true, tail_is_true):
        with open_source(path) as container:
            if len(scan.pts) == 0 or not is_true(container, video_stream(container, index), scan):
                return None
    return scan


def seek_list(scan: Scan) -> dict[str, Any]:
    return {
        "pts": packed(scan.pts),
        "keys": packed(scan.key_positions()),
        "last_duration": scan.last_duration,
        "reading": "seek",
        "notes": scan.notes,
        "truncated": scan.truncated,
    }


def ordered_list(container: InputContainer, stream: VideoStream, tally: Tally) -> dict[str, Any]:
    times: list[int | None] = []
    keys = array("q")
    duration = 0
    for frame in decoded_frames(container, stream, tally):
        if frame.key_frame:
            keys.append(len(times))
        times.append(time_of(frame))
        duration = frame.duration or duration
    if not times:
        raise UnreadableError("has no picture that can be decoded")
    pts, notes = normalise(times, step_of(stream), longest_step(container, stream))
    # AVI stores no presentation times, so that a frame after a seek cannot be told by its own.
    timed = list(pts) == times and container.format.name != "avi"
    if container.format.name == "avi":
        # libavformat's times come later by the decoder's delay.
        shift = (stream.start_time or 0) - pts[0]
        pts = array("q", (time + shift for time in pts))
    if tally.bad_packets:
        notes.append(f"{tally.bad_packets} packets could not be decoded.")
    return {
        "pts": packed(pts),
        "keys": packed(array("q", sorted({0, *keys})) if timed else array("q", [0])),
        "last_duration": duration,
        "reading": "timed" if timed else "ordered",
        "notes": notes,
        "truncated": tally.broke_off,
    }


def time_of(frame: VideoFrame) -> int | None:
    return frame.pts if frame.pts is not None else frame.dts


def longest_step(container: InputContainer, stream: VideoStream) -> int | None:
    if container.format.name not in JUMPING_CLOCKS or not stream.time_base:
        return None
    return int(FORWARD_JUMP_SECONDS / stream.time_base)


def packed(values: array[int]) -> str:
    """In base64; the parent runs on the same machine, so that the byte order is its own."""
    return base64.b64encode(values.tobytes()).decode("ascii")


def work() -> None:
    path, reading, *wishes = sys.argv[1:]
    with open_source(path) as container:
        chosen = chosen_video(container)
        if chosen is None and not wishes:
            raise UnreadableError("has no pictures")
        if wishes:
            answer(describe(container))
        if chosen is None:
            return
        index = chosen.index
    tally = ReportingTally(Reporter(Path(path).stat().st_size))
    scan = by_packets(path, index, tally) if reading == "seek" else None
    with open_source(path) as container:
        stream = video_stream(container, index)
        step, base = step_of(stream), stream.time_base
        again = ReportingTally(Reporter(Path(path).stat().st_size))
        values = ordered_list(container, stream, again) if scan is None else seek_list(scan)
    values["last_duration"] = values["last_duration"] or max(1, round(step))
    values["time_base"] = [base.numerator, base.denominator] if base else [1, 90000]
    answer(values)


if __name__ == "__main__":
    main(work, MEMORY)
