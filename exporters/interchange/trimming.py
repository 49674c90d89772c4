"""Cutting media down to what an edit shows of them, by stream copy.

A cut begins at a key frame, so that nothing is encoded again. ffmpeg seeks to it, bitstream filters
drop packets that lie before it (what an open group of pictures leaves behind, sound, and what
Matroska's seeking brings along), and timestamps are moved so that the key frame is shown at 0.
Which frames were copied is read from a second output that lists the packets with the source's
timestamps.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from exporters.errors import ProcessFailed, SourceError
from exporters.media import ffmpeg as program
from exporters.media.ffmpeg import FfmpegBuild
from exporters.media.frame_index import FrameIndex, index_frames
from exporters.media.runner import run
from exporters.plan import UnitContext
from exporters.timeline.sequence import Clip, Media, Sequence, Track, sequences_in

RUN_UP = Fraction(1, 5)
"""Seconds between a cut's key frame and what is used: the first packets of sound after a cut do not
decode to the full sound."""
WORTH_IT = Fraction(9, 10)
"""Cuts that hold more than this share of a medium are not made: it is copied whole."""


@dataclass(frozen=True, slots=True)
class Span:
    """Seconds of a medium, from its first frame."""

    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a medium that is copied.

    Attributes:
        key: number of the frame with which it begins.
        start: second of that frame, counted from the medium's first one.
        seek: second of the container's clock of that frame.
        half: half the seconds to the frame before it or after it, whichever is nearer.
        end: second, counted from the medium's first frame, up to which frames are needed.
        frames: how many are needed, the key frame included.
        base: seconds of a tick of the timestamps.
        digest: over the timestamps of those frames, in ticks from the key frame on.
        origin: the container's start, in seconds.
        timecode: of the key frame, for the piece; "" without.
    """

    key: int
    start: Fraction
    seek: Fraction
    half: Fraction
    end: Fraction
    frames: int
    base: Fraction
    digest: str
    origin: Fraction
    timecode: str = ""


def used_spans(sequence: Sequence) -> dict[Path, list[Span]]:
    """What clips show of each file, with the reach of transitions; neither sorted nor merged."""
    found: dict[Path, list[Span]] = {}
    for current in sequences_in(sequence):
        for track in (*current.video, *current.audio):
            for clip in track.clips:
                if isinstance(clip.content, Media) and clip.content.path is not None:
                    span = span_of(clip, track, current.rate)
                    found.setdefault(clip.content.path, []).append(span)
    return found


def span_of(clip: Clip, track: Track | None, rate: Fraction) -> Span:
    """What a clip shows of its content; with a track, also what its transitions reach."""
    before = after = 0
    for transition in track.transitions if track is not None else ():
        if transition.cut == clip.start:
            before = max(before, transition.before)
        if transition.cut == clip.end:
            after = max(after, transition.after)
    first = clip.source_in - before * clip.speed / rate
    last = clip.source_in + (clip.duration + after) * clip.speed / rate
    low, high = min(first, last), max(first, last)
    # A picture that is held is shown from its begin on.
    return Span(low, max(high, low + 1 / rate))


def cuts_of(index: FrameIndex, spans: list[Span], handles: Fraction, origin: Fraction) -> list[Cut]:
    """The pieces to copy of a medium, rising; [] when it is better copied whole.

    Args:
        index: of the medium; its reading is "seek".
        spans: what is used.
        handles: seconds kept around it.
        origin: the container's start, in seconds of its clock.
    """
    length = (index.end - index.pts[0]) * index.time_base
    merged: list[tuple[int, Fraction]] = []
    for span in sorted(spans, key=lambda span: span.start):
        start = max(Fraction(0), span.start - handles)
        end = min(length, max(span.end, start) + handles)
        key = _key_before(index, start - RUN_UP)
        # The copy of a cut reaches on to its next key frame anyhow, or nearly.
        if merged and _seconds(index, key) <= merged[-1][1] + RUN_UP:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((key, end))
    cuts = [_cut(index, key, end, origin) for key, end in merged]
    kept = sum(((cut.end - cut.start) for cut in cuts), Fraction(0))
    return cuts if kept <= length * WORTH_IT else []


def _cut(index: FrameIndex, key: int, end: Fraction, origin: Fraction) -> Cut:
    pts, base = index.pts, index.time_base
    after = pts[key + 1] if key + 1 < len(pts) else pts[key] + index.last_duration
    stop = bisect_right(pts, pts[0] + end / base)
    gap = after - pts[key]
    if key:
        gap = min(gap, pts[key] - pts[key - 1])
    half = Fraction(gap, 2) * base
    start = _seconds(index, key)
    stop = max(stop, key + 1)
    digest = _digest([pts[number] - pts[key] for number in range(key, stop)])
    return Cut(key, start, pts[key] * base, half, end, stop - key, base, digest, origin)


def _digest(ticks: list[int]) -> str:
    return hashlib.blake2b(array("q", ticks).tobytes(), digest_size=16).hexdigest()


def _key_before(index: FrameIndex, seconds: Fraction) -> int:
    ticks = index.pts[0] + seconds / index.time_base
    place = bisect_right(index.pts, ticks) - 1
    number = bisect_right(index.keys, max(0, place)) - 1
    return index.keys[max(0, number)]


def _seconds(index: FrameIndex, frame: int) -> Fraction:
    return (index.pts[frame] - index.pts[0]) * index.time_base


def cut_file(
    build: FfmpegBuild, source: Path, cut: Cut, sounds: int, work: int, context: UnitContext
) -> bool:
    """Write a piece of a medium to ``context.path``.

    Args:
        sounds: number of its audio streams.
        work: of the unit, in bytes.

    Returns:
        False when it does not hold the frames that it should: it cannot be cut that way.

    Raises Cancelled, DiskFull, SourceError.
    """
    lines: list[bytes] = []

    def note(line: bytes) -> None:
        lines.append(line)
        size = context.path.stat().st_size if context.path.exists() else 0
        context.report(min(work, size), size)

    command = cut_command(build, source, cut, sounds, context.path)
    try:
        run(command, token=context.token, on_line=note, name="ffmpeg")
    except ProcessFailed:
        context.token.check()
        return False
    return _holds(cut, _listed(lines), context)


def cut_command(build: FfmpegBuild, source: Path, cut: Cut, sounds: int, path: Path) -> list[str]:
    """The command that writes the piece, and lists its packets on standard output."""
    import ffmpeg

    options: dict[str, Any] = {**program.input_options()}
    length = cut.end - cut.start + 4 * cut.half
    if cut.key:
        seek = cut.seek + cut.half - cut.origin
        options |= {"noaccurate_seek": None, "ss": f"{float(seek):.6f}"}
    options["t"] = f"{float(length):.6f}"
    opened = ffmpeg.input(program.node_url(source), **options)
    common: dict[str, Any] = {"c": "copy", "fflags": "+bitexact", "map_chapters": "-1"}
    listing: dict[str, Any] = {"c": "copy", "f": "framecrc"}
    if cut.key:
        drop = {"bsf:v": _drop(cut.seek - cut.half)}
        listing |= drop
        common |= {**drop, "bsf:a": _drop(cut.seek - Fraction(1, 2000))}
        common["output_ts_offset"] = f"{-float(cut.seek):.6f}"
    if cut.timecode:
        common |= {"timecode": cut.timecode} if _muxer(path) in ("mov", "mp4") else {}
        common["metadata"] = f"timecode={cut.timecode}"
    streams = [opened["v:0"], *(opened[f"a:{number}"] for number in range(sounds))]
    written = ffmpeg.output(*streams, program.node_url(path), f=_muxer(path), **common)
    listed = ffmpeg.output(opened["v:0"], "pipe:1", **listing)
    made = ffmpeg.merge_outputs(written, listed)
    return program.arguments(build, made, progress=False, options=("-copyts",))


def _drop(before: Fraction) -> str:
    return f"noise=drop=lt(pts*tb\\,{float(before):.6f})"


def _muxer(path: Path) -> str:
    return {".mp4": "mp4", ".m4v": "mp4", ".mkv": "matroska", ".webm": "webm"}.get(
        path.suffix.lower(), "mov"
    )


def can_cut(path: Path) -> bool:
    """Whether files of this kind are written again in the same container."""
    return path.suffix.lower() in (".mp4", ".m4v", ".mov", ".mkv", ".webm")


def _listed(lines: list[bytes]) -> list[Fraction]:
    """Times of the packets that were copied, in seconds of the source's clock, rising."""
    base, found = Fraction(1), []
    for line in lines:
        if line.startswith(b"#tb 0:"):
            base = Fraction(line.split(b":")[1].decode().strip())
        elif not line.startswith(b"#"):
            found.append(int(line.split(b",")[2]) * base)
    return sorted(found)


def _holds(cut: Cut, times: list[Fraction], context: UnitContext) -> bool:
    """Whether the frames from the key on were copied, and are shown as long as before."""
    if not times or abs(times[0] - cut.seek) >= cut.half or len(times) < cut.frames:
        return False
    ticks = [round((time - times[0]) / cut.base) for time in times[: cut.frames]]
    if _digest(ticks) != cut.digest:
        return False
    try:
        made = index_frames(context.path, token=context.token)
    except SourceError:
        return False
    shift = made.pts[0] * made.time_base
    if made.reading != "seek" or len(made) < cut.frames or (cut.key and shift >= cut.half):
        return False
    return all(
        abs(made.pts[n] * made.time_base - shift - ticks[n] * cut.base) < cut.half
        for n in range(cut.frames)
    )
