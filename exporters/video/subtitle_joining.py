"""Finished tracks of subtitles in the assembled file: put into it, and found again in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporters.media.source import Source
from exporters.media.subtitle_part import is_filling, shown_packets
from exporters.plan import AssemblyContext
from exporters.video.part_check import opened_part
from exporters.video.video_plan import SubtitleTrack, VideoPlan

if TYPE_CHECKING:
    from av.container.input import InputContainer
    from av.container.output import OutputContainer
    from av.packet import Packet

FLAGS = (
    "default", "forced", "hearing_impaired", "visual_impaired", "original", "dub", "comment",
    "lyrics", "karaoke", "captions", "descriptions",
)  # fmt: skip
"""What a track can be marked as, in the names of PyAV."""


def tags(track: SubtitleTrack) -> dict[str, str]:
    """The tags of a track, under the names that writers know."""
    kept = {key: value for key, value in track.stream.metadata.items() if key != "name"}
    return kept | ({"title": track.stream.title} if track.stream.title else {})


def join_subtitles(
    output: OutputContainer,
    track: SubtitleTrack,
    metadata: Mapping[str, str],
    path: Path,
    stack: ExitStack,
) -> Iterator[tuple[float, Packet[Any]]]:
    """The packets of the part at ``path``; the output's stream is made at once."""
    from av.stream import Disposition

    part = stack.enter_context(opened_part(path))
    template = part.streams.subtitles[0]
    stream = output.add_stream_from_template(template)
    if template.time_base is not None:
        stream.time_base = template.time_base
    stream.metadata.update(metadata)
    marks = [Disposition[name] for name in track.stream.disposition if name in FLAGS]
    stream.disposition = Disposition(sum(marks))

    def packets() -> Iterator[tuple[float, Packet[Any]]]:
        for packet in shown_packets(part, template):
            base = Fraction(packet.time_base or 1)
            packet.stream = stream
            yield float((packet.pts or 0) * base), packet

    return packets()


def join_fonts(output: OutputContainer, path: Path) -> None:
    """What is attached to a part is attached to the output."""
    with opened_part(path) as part:
        for stream in part.streams.attachments:
            name = stream.metadata.get("filename", "font")
            output.add_attachment(name, stream.mimetype or "", bytes(stream.data))


class JoinedSubtitles:
    """Compares the tracks of an assembled file, packet by packet, with the finished ones."""

    def __init__(
        self,
        plan: VideoPlan,
        context: AssemblyContext,
        container: InputContainer,
        stack: ExitStack,
    ) -> None:
        streams = container.streams.subtitles
        self.complete = len(streams) == len(plan.subtitles)
        first = plan.segment_count + len(plan.sound)
        parts = context.parts[first : first + len(plan.subtitles)]
        self._tracks = {
            stream.index: _Track(track, stack.enter_context(opened_part(part)))
            for stream, track, part in zip(streams, plan.subtitles, parts, strict=False)
        }

    def problem(self, packet: Packet[Any]) -> str:
        """What is wrong with a packet of the file; "" if nothing is."""
        return self._tracks[packet.stream_index].problem(packet)

    def problem_at_end(self, moved: Fraction | None) -> str:
        """What is wrong with the tracks as a whole; "" if nothing is.

        Args:
            moved: seconds by which the picture was moved; None without one.
        """
        if any(track.has_more() for track in self._tracks.values()):
            return "fewer subtitles than were made"
        if moved is not None and any(track.is_apart(moved) for track in self._tracks.values()):
            return "subtitles at other times than the picture"
        return ""

    def counts(self) -> list[dict[str, Any]]:
        """Packets of each track, for the report."""
        return [
            {"stream": index, "kind": "subtitles", "count": track.count}
            for index, track in sorted(self._tracks.items())
        ]


class _Track:
    def __init__(self, track: SubtitleTrack, part: InputContainer) -> None:
        self._mov_text = track.codec == "mov_text"
        self._ticks = track.ticks
        self._made = shown_packets(part, part.streams.subtitles[0])
        self._moved: Fraction | None = None
        self.count = 0

    def problem(self, packet: Packet[Any]) -> str:
        payload = bytes(packet)
        if is_filling(payload, self._mov_text):
            return ""
        made = next(self._made, None)
        if made is None:
            return "more subtitles than were made"
        self.count += 1
        if payload != bytes(made):
            return "another text or picture in its subtitles"
        moved = _time(packet) - _time(made)
        if self._moved is None:
            # Matroska moves everything by the priming of the sound; MP4 nothing.
            self._moved = moved
            if moved < 0 or (moved and self._mov_text):
                return "subtitles at another time"
        return "" if moved == self._moved else "subtitles at another time"

    def has_more(self) -> bool:
        return next(self._made, None) is not None

    def is_apart(self, moved: Fraction) -> bool:
        return self._moved is not None and abs(self._moved - moved) > Fraction(2, self._ticks)


def _time(packet: Packet[Any]) -> Fraction:
    return (packet.pts or 0) * Fraction(packet.time_base or 1)


def notes_on_subtitles(plan: VideoPlan, made: Source) -> Iterator[str]:
    """What is marked or named otherwise in the file than in the source."""
    for number, (track, found) in enumerate(
        zip(plan.subtitles, made.subtitle_tracks, strict=False), 1
    ):
        wanted = {name for name in track.stream.disposition if name in FLAGS}
        lost = sorted(wanted - set(found.disposition))
        if lost:
            yield (
                f"Track {number} of the subtitles could not be marked as {', '.join(lost)} in "
                f"{plan.request.container.upper()}."
            )
        if "default" in found.disposition and "default" not in wanted:
            yield f"Track {number} of the subtitles is marked as default, unlike the source's."
