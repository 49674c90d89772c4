"""The list of a video's frames: when each is shown, where decoding can begin."""

from __future__ import annotations

import base64
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from exporters.cancel import CancelToken
from exporters.errors import SourceError
from exporters.media.normalise import rising
from exporters.media.reading import check_file, read_source, script

Reading = Literal["seek", "timed", "ordered"]


@dataclass(frozen=True)
class FrameIndex:
    """Every frame that a decoder shows, in the order in which they are shown.

    Args:
        time_base: length of a tick in seconds.
        pts: when each frame is shown, in ticks, strictly rising; at least one.
        keys: numbers of frames at which decoding can begin, rising: whoever begins at one gets
            that frame and all later ones ("timed": all frames from the second one on). The first
            entry is 0.
        last_duration: ticks for which the last frame is shown, at least 1.
        reading: "seek" when a seek to a key frame's timestamp arrives there; "timed" when seeking
            is not exact, but every frame can be told by its timestamp once it is decoded, so
            that reading begins well before it; "ordered" when frames can only be counted from
            the begin of the file.
        notes: sentences about what is odd.
        truncated: frames are missing at the end.
    """

    time_base: Fraction
    pts: array[int]
    keys: array[int]
    last_duration: int
    reading: Reading
    notes: tuple[str, ...]
    truncated: bool

    def __len__(self) -> int:
        return len(self.pts)

    @property
    def end(self) -> int:
        """When the last frame ends, in ticks."""
        return self.pts[-1] + self.last_duration


def index_frames(
    path: Path,
    *,
    token: CancelToken | None = None,
    on_progress: Callable[[float], None] | None = None,
    decode: bool = False,
) -> FrameIndex:
    """List the frames of a file's video (``Source.video``), in a child process.

    Args:
        on_progress: gets the share of the file that has been read, 0.0 to 1.0.
        decode: find the list by decoding everything even where the container's own could do.

    Raises SourceError if there is no video or no frame of it can be decoded; Cancelled.
    """
    check_file(path)

    def report(line: dict[str, Any]) -> None:
        if on_progress is not None:
            on_progress(float(line.get("share", 0.0)))

    reading = "ordered" if decode else "seek"
    command = script("index_child.py", str(path), reading)
    found = read_source(path, command, token=token, on_line=report)
    try:
        return _index(found)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise SourceError(f"What was read from {path} makes no sense.") from error


def _index(found: dict[str, Any]) -> FrameIndex:
    told = found["reading"]
    reading: Reading = told if told in ("seek", "timed") else "ordered"
    index = FrameIndex(
        time_base=Fraction(*found["time_base"]),
        pts=_unpacked(found["pts"]),
        keys=_unpacked(found["keys"]),
        last_duration=int(found["last_duration"]),
        reading=reading,
        notes=tuple(found["notes"]),
        truncated=bool(found["truncated"]),
    )
    if len(index) == 0 or not rising(index.pts) or list(index.keys[:1]) != [0]:
        raise ValueError("frames")
    return index


def _unpacked(text: str) -> array[int]:
    values = array("q")
    values.frombytes(base64.b64decode(text, validate=True))
    return values
