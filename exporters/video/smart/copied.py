"""Packets of a source as they are written into a part: decoded, they give the same pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from exporters.video.smart import h264, hevc_header
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.hevc_units import (
    BLA_ALONE,
    IDR,
    SEI,
    SETS,
    is_key,
    is_slice,
    kind_of,
)
from exporters.video.smart.marks import units_of

Conversion = Callable[[bytes, bool], bytes]
"""Makes a packet of one; the second argument tells the first packet of a part."""


def conversion(codec: str, header: bytes, shift: int) -> tuple[Conversion, bytes]:
    """How packets become those of a part, and the part's header.

    Args:
        codec: libavcodec's name.
        header: the source's.
        shift: how much is added to the numbers of HEVC's parameter sets.

    Raises UnknownHeaderError.
    """
    if codec == "h264":
        size = h264.parse_header(header).length_size
        longer = h264.long_lengths(header)
        if size == 4:
            return _same, longer
        return lambda content, first: _joined(units_of(memoryview(content), size)), longer
    if codec == "hevc":
        return hevc_conversion(hevc_header.parse_header(header), shift)
    return _same, header


def _same(content: bytes, first: bool) -> bytes:
    return content


def _joined(units: Iterable[bytes | memoryview]) -> bytes:
    return b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)


def hevc_conversion(
    header: hevc_header.Header, shift: int, whole: bool = False
) -> tuple[Conversion, bytes]:
    """As ``conversion``. Parameter sets stand in the header alone: the samples are ``hvc1``.

    A part that begins with a picture of an open group leaves out what is shown before it, and says
    so: its first picture is a BLA picture, before which decoders show all that they have (ITU-T
    H.265, C.5.2.2). A CRA picture in the middle of a stream would not let them begin anew.

    Args:
        whole: units must not be left out: the conversion raises UnknownHeaderError instead.
    """
    renumberer = header.renumberer(shift) if shift else None

    def convert(content: bytes, first: bool) -> bytes:
        made = []
        for unit in units_of(memoryview(content), header.length_size):
            kind = kind_of(unit)
            if kind in SETS or (shift and kind == SEI and hevc_header.names_sets(bytes(unit))):
                if whole:
                    raise UnknownHeaderError("parameter sets")
                continue
            written = bytes(unit)
            if renumberer is not None and is_slice(kind):
                written = renumberer.renumbered(written)
            if first and is_key(kind) and kind not in IDR:
                written = bytes((BLA_ALONE << 1, *written[1:2])) + written[2:]
            made.append(written)
        return _joined(made)

    return convert, header.shifted(shift).to_bytes()


def renumbered(header: bytes, shift: int) -> tuple[Conversion, bytes]:
    """For packets of an encoder: as ``hevc_conversion``, but nothing is left out.

    Raises UnknownHeaderError, as the conversion does, where that would not do.
    """
    known = hevc_header.parse_header(header)
    if any(hevc_header.names_sets(unit) for unit in known.of_kind(SEI)):
        raise UnknownHeaderError("messages about parameter sets")
    return hevc_conversion(known, shift, whole=True)
