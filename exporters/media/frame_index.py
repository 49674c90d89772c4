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
from exporters.media.probe import source_of
from exporters.media.reading import check_file, read_source, script
from exporters.media.source import Source

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
    *_, found = _read(path, decode, token, on_progress)
    return _index(path, found)


def read_frames(
    path: Path,
    *,
    token: CancelToken | None = None,
    on_progress: Callable[[float], None] | None = None,
    decode: bool = False,
) -> tuple[Source, FrameIndex | None]:
    """What ``probe`` and ``index_frames`` tell, by one child process; None without a video.

    Args and raises as theirs.
    """
    described, *found = _read(path, decode, token, on_progress, "described")
    source = source_of(path.absolute(), described)
    if source.video is None:
        return source, None
    return source, _index(path, found[-1] if found else {})


def _read(
    path: Path,
    decode: bool,
    token: CancelToken | None,
    on_progress: Callable[[float], None] | None,
    *wishes: str,
) -> list[dict[str, Any]]:
    """What the child has told, but for its progress."""
    check_file(path)
    told: list[dict[str, Any]] = []

    def take(line: dict[str, Any]) -> None:
        if "share" not in line:
            told.append(line)
        elif on_progress is not None:
            on_progress(float(line["share"]))

    reading = "ordered" if decode else "seek"
    command = script("index_child.py", str(path), reading, *wishes)
    last = read_source(path, command, token=token, on_line=take)
    return [*told, last]


def _index(path: Path, found: dict[str, Any]) -> FrameIndex:
    """Raises SourceError if that is no list of frames."""
    try:
        return _checked(found)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise SourceError(f"What was read from {path} makes no sense.") from error


def _checked(found: dict[str, Any]) -> FrameIndex:
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
