"""Encoded parts with other numbers of parameter sets: x265 gives its own always the same."""

from __future__ import annotations

from pathlib import Path

from exporters.errors import UnitFailed
from exporters.media.own_files import create_own, open_own, packets
from exporters.video.assembling import writing
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.copied import renumbered


def renumber(source: Path, target: Path, shift: int) -> None:
    """Write an encoded part again; only numbers of parameter sets, and the order of bits, differ.

    Args:
        source: what x265 made: HEVC in MP4.
        target: in the same container.
        shift: how much is added to the numbers.

    Raises UnitFailed if something in it is not understood; DiskFull, ExportError.
    """
    from av.packet import Packet

    try:
        with (
            writing(target),
            open_own(source) as part,
            create_own(target, target.suffix.removeprefix("."), {"fflags": "+bitexact"}) as output,
        ):
            stream = part.streams.video[0]
            convert, header = renumbered(bytes(stream.codec_context.extradata or b""), shift)
            made = output.add_stream_from_template(stream, opaque=True)
            made.codec_context.extradata = header
            if stream.time_base is not None:
                made.time_base = stream.time_base
            for number, packet in enumerate(packets(part, stream)):
                copied = Packet(convert(bytes(packet), number == 0))
                copied.stream, copied.time_base = made, packet.time_base
                copied.pts, copied.dts = packet.pts, packet.dts
                copied.duration, copied.is_keyframe = packet.duration, packet.is_keyframe
                output.mux_one(copied)
    except UnknownHeaderError as error:
        raise UnitFailed(
            f"What x265 made is not understood ({error}), so that it cannot stand beside frames "
            "that are copied.",
            "Leave out --smart, or options of the encoder.",
        ) from error
