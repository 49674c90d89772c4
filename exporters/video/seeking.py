"""Where a reader is sent so that no frame that it needs is missed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from exporters.media.frame_index import Reading
from exporters.video.grid import SourceFrames
from exporters.video.video_plan import key_before

TIMED_KEYS_BACK = 2
"""Where seeking is not exact, reading begins this many key frames before the first one needed."""
RETRY_KEYS_BACK = 6


def seek_time(
    frames: SourceFrames,
    keys: Sequence[int],
    reading: Reading,
    first: int,
    attempt: int,
    start: Fraction,
) -> Fraction | None:
    """Seconds from the file's start to seek to; None to read from there.

    Args:
        keys: frames at which decoding can begin.
        first: the first frame that is needed.
        attempt: from one to the next reading begins earlier; the last ones read from the beginning.
        start: of the container's clock, in seconds.
    """
    if reading == "ordered" or attempt > 2:
        return None
    back = TIMED_KEYS_BACK if reading == "timed" else 0
    back += RETRY_KEYS_BACK if attempt == 2 else 0
    place = key_before(keys, first) - back
    if place <= 0:
        return None
    key = keys[place]
    # Half a frame later, so that rounding to microseconds cannot miss it.
    return Fraction(frames.pts[key] + frames.end_of(key), 2) * frames.time_base - start


def seek_options(seek: Fraction | None) -> dict[str, str | None]:
    """What ffmpeg is told of an input so that it is read from there on; None has no options."""
    if seek is None:
        return {}
    # Switches have no value.
    return {"ss": f"{float(seek):.6f}", "noaccurate_seek": None}
