"""Joining finished parts into the output by stream copy, with the timestamps of the plan."""

from __future__ import annotations

import errno
import heapq
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.durable import shown
from exporters.errors import DiskFull, ExportError, UnitFailed
from exporters.media import ffmpeg as program
from exporters.media.colour_names import PRIMARIES, SPACES, TRANSFERS
from exporters.media.own_files import create_own
from exporters.media.runner import run
from exporters.plan import AssemblyContext
from exporters.video.container import carried, chapters_of, index_room, muxer_options
from exporters.video.encoders import MUXERS
from exporters.video.part_check import SegmentTimes, opened_part, part_packets
from exporters.video.subtitle_joining import join_fonts, join_subtitles, tags
from exporters.video.subtitle_marks import switch_off
from exporters.video.video_plan import SoundTrack, VideoPlan

if TYPE_CHECKING:
    from av.container.output import OutputContainer
    from av.packet import Packet
    from av.stream import Stream

CHECK_EVERY = 256
"""Packets between looks at the token."""


def assemble(plan: VideoPlan, context: AssemblyContext) -> None:
    """Write the output to ``context.path``. Raises UnitFailed if parts do not fit together."""
    reorder, room = 0, index_room(plan)
    while True:
        try:
            assembly = _Assembly(plan, context, reorder, room)
            with writing(context.path), ExitStack() as stack:
                assembly.write(stack)
            with writing(context.path):
                switch_off(plan, context.path)
            if assembly.aspect not in (None, 1) and not plan.is_mp4:
                _state_aspect(plan, context, assembly.aspect)
        except _ReorderedError as error:
            reorder = error.frames
        except ExportError as error:
            # Neither parts that do not fit nor a stop, which are errors of their own kinds.
            if not room or type(error) is not ExportError:
                raise
            room = 0
        else:
            return


class _ReorderedError(Exception):
    """Frames are decoded earlier than the first part's headers say; begin again with more room."""

    def __init__(self, frames: int) -> None:
        self.frames = frames


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong while ``path`` is written becomes DiskFull or ExportError."""
    import av

    try:
        yield
    except (av.error.FFmpegError, OSError) as error:
        number = getattr(error, "errno", None)
        if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(f"{shown(path)} could not be written: the disk is full.") from error
        raise ExportError(f"{shown(path)} could not be written ({error}).") from error


class _Assembly:
    def __init__(self, plan: VideoPlan, context: AssemblyContext, reorder: int, room: int) -> None:
        self._plan = plan
        self._context = context
        self._reorder = reorder
        self._room = room
        self.aspect: Fraction | None = None

    def write(self, stack: ExitStack) -> None:
        plan, context = self._plan, self._context
        container = plan.request.container
        options = muxer_options(plan, self._room)
        output = stack.enter_context(create_own(context.path, MUXERS[container], options))
        output.metadata.update(carried(plan.source.metadata, container))
        if chapters := chapters_of(plan):
            output.set_chapters(chapters)  # type: ignore[arg-type]
        tracks: list[Iterator[tuple[float, Packet[Any]]]] = []
        if plan.grid is not None:
            tracks.append(self._video(output))
        for number, track in enumerate(plan.sound):
            part = context.parts[plan.segment_count + number]
            tracks.append(self._sound(output, track, part, number, stack))
        tracks += self._subtitles(output, stack)
        for number, (_, packet) in enumerate(heapq.merge(*tracks, key=lambda item: item[0])):
            if number % CHECK_EVERY == 0:
                context.token.check()
            output.mux_one(packet)

    def _video(self, output: OutputContainer) -> Iterator[tuple[float, Packet[Any]]]:
        """The film's packets; the output's stream is made at once."""
        plan, grid = self._plan, self._plan.grid
        assert grid is not None
        assert plan.source.video is not None
        with opened_part(self._context.parts[0]) as first:
            template = first.streams.video[0]
            stream = output.add_stream_from_template(template, opaque=True)
            self.aspect = template.sample_aspect_ratio
            headers = bytes(template.codec_context.extradata or b"")
            if plan.smart is not None and plan.smart.header is not None:
                stream.codec_context.extradata = plan.smart.header
            delay = max(self._reorder, int(template.codec_context.has_b_frames))
        if plan.picture is not None and plan.picture.encoder.tag and plan.is_mp4:
            stream.codec_context.codec_tag = plan.picture.encoder.tag
        if grid.rate is not None:
            stream.codec_context.framerate = grid.rate
        _set_colours(stream, plan)
        stream.time_base = grid.time_base
        stream.metadata.update(carried(plan.source.video.metadata, plan.request.container))
        return self._segments(stream, headers, delay)

    def _segments(
        self, stream: Stream, headers: bytes, delay: int
    ) -> Iterator[tuple[float, Packet[Any]]]:
        plan, grid = self._plan, self._plan.grid
        assert grid is not None
        pts, base, count = grid.pts, grid.time_base, len(grid)
        step = pts[1] - pts[0] if count > 1 else grid.last_duration
        number = 0
        for index in range(plan.segment_count):
            times = SegmentTimes(plan, index)
            with opened_part(self._context.parts[index]) as part:
                found = part.streams.video[0].codec_context.extradata
                wanted: bytes | None = headers
                if plan.smart is not None and plan.copies:
                    wanted = plan.smart.header_of(index)
                if wanted is not None and bytes(found or b"") != wanted:
                    raise UnitFailed(
                        f"Segment {index} of {plan.path} has other codec headers than planned.",
                        "Start over with --no-resume.",
                    )
                for packet in part_packets(part, video=True):
                    place = times.position(packet.pts or 0, Fraction(packet.time_base or 1))
                    if place is None:
                        raise UnitFailed(f"Segment {index} of {plan.path} has other timestamps.")
                    place += times.first
                    if place < number - delay:
                        raise _ReorderedError(number - place)
                    early = delay - number
                    dts = pts[-early] if early <= 0 else pts[0] - early * step
                    after = pts[place + 1] if place + 1 < count else pts[place] + grid.last_duration
                    packet.stream = stream
                    packet.time_base = base
                    packet.pts, packet.dts = pts[place], dts
                    packet.duration = after - pts[place]
                    yield float(dts * base), packet
                    number += 1
            self._context.report((index + 1) / plan.segment_count)

    def _sound(
        self,
        output: OutputContainer,
        track: SoundTrack,
        path: Path,
        number: int,
        stack: ExitStack,
    ) -> Iterator[tuple[float, Packet[Any]]]:
        """One track's packets; the output's stream is made at once."""
        from av.stream import Disposition

        part = stack.enter_context(opened_part(path))
        template = part.streams.audio[0]
        stream = output.add_stream_from_template(template)
        if template.time_base is not None:
            stream.time_base = template.time_base
        stream.metadata.update(carried(track.stream.metadata, self._plan.request.container))
        if number == 0:
            stream.disposition = Disposition.default

        def packets() -> Iterator[tuple[float, Packet[Any]]]:
            for packet in part_packets(part, video=False):
                base = Fraction(packet.time_base or 1)
                packet.stream = stream
                yield float((packet.dts or 0) * base), packet

        return packets()

    def _subtitles(
        self, output: OutputContainer, stack: ExitStack
    ) -> list[Iterator[tuple[float, Packet[Any]]]]:
        plan, made = self._plan, []
        parts = self._context.parts[plan.segment_count + len(plan.sound) :]
        for track, path in zip(plan.subtitles, parts, strict=True):
            metadata = carried(tags(track), plan.request.container)
            made.append(join_subtitles(output, track, metadata, path, stack))
        for path in parts:
            join_fonts(output, path)
        return made


def _state_aspect(plan: VideoPlan, context: AssemblyContext, aspect: Fraction) -> None:
    """Write the shape of pixels into a Matroska file: PyAV has no way to say it.

    MP4 takes it from the codec's parameters, Matroska's muxer from the stream alone.
    """
    import ffmpeg

    assert plan.picture is not None
    shape = aspect * plan.picture.width / plan.picture.height
    # A suffix that is known for leftovers, should we die here.
    target = context.path.with_suffix(".aspect")
    source = ffmpeg.input(program.node_url(context.path), **program.input_options())
    options = {"aspect:v": f"{shape.numerator}:{shape.denominator}", "fflags": "+bitexact"}
    output = ffmpeg.output(
        source, program.node_url(target), map="0", c="copy",
        f=MUXERS[plan.request.container], **options,
    )  # fmt: skip
    try:
        run(program.arguments(plan.build, output, progress=False), token=context.token)
        target.replace(context.path)
    finally:
        target.unlink(missing_ok=True)


def _set_colours(stream: Any, plan: VideoPlan) -> None:
    """What the parts' container has no place for comes from the source."""
    source, picture, context = plan.source.video, plan.picture, stream.codec_context
    assert source is not None
    assert picture is not None
    if not picture.pixel_format.startswith("yuv") or source.color_space == "gbr":
        return
    if picture.colour_range:
        context.color_range = 2 if picture.colour_range == "pc" else 1
    for name, said, table in (
        ("color_primaries", source.color_primaries, PRIMARIES),
        ("color_trc", source.color_transfer, TRANSFERS),
        ("colorspace", source.color_space, SPACES),
    ):
        number = next((key for key, value in table.items() if value == said), None)
        if number is not None:
            setattr(context, name, number)
