"""The assembled file against the plan, before it is published."""

from __future__ import annotations

from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.durable import shown
from exporters.errors import UnitFailed
from exporters.media.own_files import packets
from exporters.media.probe import probe
from exporters.media.source import Source, VideoStream
from exporters.plan import AssemblyContext
from exporters.video.assembling import CHECK_EVERY
from exporters.video.part_check import opened_part
from exporters.video.subtitle_joining import JoinedSubtitles, notes_on_subtitles
from exporters.video.video_plan import VideoPlan

if TYPE_CHECKING:
    from av.packet import Packet

MATROSKA_TICK = Fraction(1, 1000)
CARRIED = (
    "sample_aspect_ratio",
    "color_primaries", "color_transfer", "color_space", "rotation", "flipped",
    "mastering_display", "content_light",
)  # fmt: skip


def verify(plan: VideoPlan, context: AssemblyContext) -> None:
    """Raises UnitFailed if the file at ``context.path`` is not what was planned."""
    with ThreadPoolExecutor(1, "probe") as pool:
        described = pool.submit(probe, context.path, token=context.token)
        _Packets(plan, context).check()
        _check_properties(plan, described.result(), context)


class _Packets:
    """Counts and compares every packet of the file."""

    def __init__(self, plan: VideoPlan, context: AssemblyContext) -> None:
        self._plan = plan
        self._context = context
        self._path = context.output_path
        self._exact = plan.is_mp4
        self._moved: Fraction | None = None

    def check(self) -> None:
        plan, grid = self._plan, self._plan.grid
        counts: dict[int, int] = {}
        kinds: dict[int, str] = {}
        decoding: dict[int, int] = {}
        seen = bytearray(len(grid) if grid else 0)
        with opened_part(self._context.path) as container, ExitStack() as stack:
            wanted = len(plan.sound) + (grid is not None)
            subtitles = JoinedSubtitles(plan, self._context, container, stack)
            streams = len(container.streams.video) + len(container.streams.audio)
            if streams != wanted or not subtitles.complete:
                raise self._wrong("another number of streams")
            for number, packet in enumerate(packets(container)):
                if number % CHECK_EVERY == 0:
                    self._context.token.check()
                stream = packet.stream_index
                self._check_order(packet, decoding)
                if packet.stream.type == "subtitle":
                    self._check(subtitles.problem(packet))
                    continue
                counts[stream] = counts.get(stream, 0) + 1
                kinds[stream] = packet.stream.type
                if packet.stream.type == "video":
                    self._check_frame(packet, seen)
            self._check(subtitles.problem_at_end(self._moved))
        if sum(seen) != len(seen):
            raise self._wrong(f"{sum(seen)} frames instead of {len(seen)}")
        if len(counts) != wanted:
            raise self._wrong("a track without content")
        self._context.findings["packets"] = [
            {"stream": stream, "kind": kinds[stream], "count": counts[stream]}
            for stream in sorted(counts)
        ] + subtitles.counts()

    def _check(self, problem: str) -> None:
        if problem:
            raise self._wrong(problem)

    def _check_order(self, packet: Packet[Any], decoding: dict[int, int]) -> None:
        before, dts = decoding.get(packet.stream_index), packet.dts
        strict = packet.stream.type == "video" and self._exact
        if dts is not None:
            if before is not None and (dts < before or (strict and dts == before)):
                raise self._wrong("decoding times that do not rise")
            decoding[packet.stream_index] = dts

    def _check_frame(self, packet: Packet[Any], seen: bytearray) -> None:
        grid = self._plan.grid
        assert grid is not None
        time = (packet.pts or 0) * Fraction(packet.time_base or 1)
        tolerance = Fraction(0) if self._exact else MATROSKA_TICK
        # Matroska moves everything by the priming of the sound, which may not be negative there.
        shift = self._shift(time) if not self._exact else Fraction(0)
        lowest = (time - shift - tolerance) / grid.time_base
        place = bisect_left(grid.pts, lowest)
        highest = (time - shift + tolerance) / grid.time_base
        if place >= len(grid.pts) or grid.pts[place] > highest:
            raise self._wrong(f"a frame at {float(time):.6f} s that is not in the plan")
        while place < len(seen) and seen[place] and grid.pts[place] <= highest:
            place += 1
        if place >= len(seen) or seen[place]:
            raise self._wrong(f"two frames at {float(time):.6f} s")
        if seen[0] == 0 and (place != 0 or not packet.is_keyframe):
            raise self._wrong("no key frame at its beginning")
        seen[place] = 1

    def _shift(self, time: Fraction) -> Fraction:
        grid = self._plan.grid
        assert grid is not None
        if self._moved is None:
            moved = time - grid.pts[0] * grid.time_base
            if not -MATROSKA_TICK <= moved < 1:
                raise self._wrong(f"its first frame at {float(time):.6f} s")
            self._moved = moved
        return self._moved

    def _wrong(self, what: str) -> UnitFailed:
        return wrong(self._path, what)


def wrong(path: Path, what: str) -> UnitFailed:
    return UnitFailed(
        f"The assembled file for {shown(path)} has {what}; it was not published.",
        "This is a defect: please report it. The finished parts are kept.",
    )


def _check_properties(plan: VideoPlan, made: Source, context: AssemblyContext) -> None:
    path = context.output_path
    if plan.picture is not None:
        if made.video is None:
            raise wrong(path, "no picture")
        assert plan.source.video is not None
        _check_picture(plan, plan.source.video, made.video, context)
    context.notes.extend(notes_on_subtitles(plan, made))
    if len(made.audio) != len(plan.sound):
        raise wrong(path, f"{len(made.audio)} tracks of sound instead of {len(plan.sound)}")
    for track, found in zip(plan.sound, made.audio, strict=True):
        if track.stream.channels and found.channels != track.stream.channels:
            raise wrong(path, f"{found.channels} channels instead of {track.stream.channels}")


def _check_picture(
    plan: VideoPlan, source: VideoStream, made: VideoStream, context: AssemblyContext
) -> None:
    picture, path = plan.picture, context.output_path
    assert picture is not None
    if (made.width, made.height) != (picture.width, picture.height):
        raise wrong(path, f"a size of {made.width}x{made.height}")
    for name in CARRIED:
        before, after = getattr(source, name), getattr(made, name)
        if plan.copies and name.startswith("color_"):
            # Copied pictures say what they say; of an edit the rest is only assumed.
            continue
        if name == "sample_aspect_ratio":
            # The shape of the picture stays, whatever size it is brought to.
            before = None if plan.request.scale or before == 1 else before
            if before and after and abs(after - before) * picture.width <= 1:
                # WebM states the shown size in whole pixels.
                continue
        if before and before != after:
            context.notes.append(
                f"The source's {name.replace('_', ' ')} ({before}) could not be carried over by "
                f"{picture.encoder.name} in {plan.request.container.upper()}."
            )
