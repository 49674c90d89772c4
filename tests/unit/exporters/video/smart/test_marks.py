"""What the packets of a film are: where it can be cut, and what cannot be copied."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.video.smart.h264 import parse_header as parse_avcc
from exporters.video.smart.hevc_header import Header, parse_header
from exporters.video.smart.hevc_units import CRA, IDR, RADL, RASL, kind_of
from exporters.video.smart.marks import (
    CLEAN,
    LEADING,
    LOST,
    PLAIN,
    UNFIT,
    H264Marker,
    HevcMarker,
    units_of,
)
from tests.unit.exporters.video.smart.hevc import header_of, packets_of, x265
from tests.unit.exporters.video.smart.test_h264 import SAMPLE as AVCC

Film = list[tuple[bytes, int]]
OPEN = "open-gop=1:keyint=8:min-keyint=8:bframes=3:scenecut=0"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> tuple[Header, Film]:
    """Open groups of eight pictures."""
    path = x265(tmp_path_factory.mktemp("marks") / "film.mp4", OPEN, seconds=1)
    return parse_header(header_of(path)), packets_of(path)


def marked(header: Header, packets: Film, renumbers: bool = False) -> list[int]:
    marker = HevcMarker(header, renumbers)
    found = [marker.mark(memoryview(content), pts) for content, pts in packets]
    assert marker.renumbers == renumbers
    return found


def kind(content: bytes) -> int:
    return max(kind_of(unit) for unit in units_of(memoryview(content), 4) if kind_of(unit) < 32)


def unit(kind: int, rest: bytes = b"\x80\x80", layer: int = 0) -> bytes:
    made = bytes((kind << 1, layer << 3 | 1)) + rest
    return len(made).to_bytes(4, "big") + made


def test_open_groups_begin_with_pictures_that_others_lead(film: tuple[Header, Film]) -> None:
    header, packets = film
    marks = marked(header, packets, renumbers=True)
    kinds = [kind(content) for content, _ in packets]
    assert CRA in kinds
    assert set(kinds) & {*RASL}
    for mark, found in zip(marks, kinds, strict=True):
        wanted = CLEAN if found in (CRA, *IDR) else LEADING if found in (*RADL, *RASL) else PLAIN
        assert mark == wanted


def test_pictures_that_lead_need_what_is_before_a_cut(film: tuple[Header, Film]) -> None:
    header, packets = film
    place = [kind(content) for content, _ in packets].index(CRA)
    (cra, pts), (leading, before) = packets[place : place + 2]
    assert kind(leading) in RASL
    bla = cra.replace(bytes((CRA << 1, 1)), bytes((16 << 1, 1)), 1)
    marks = marked(header, [*packets[:place], (bla, pts), (leading, before)])
    assert marks[-2:] == [CLEAN, LOST]
    # So it is after an end of the sequence.
    end = packets[place - 1][0] + unit(36, b"")
    marks = marked(header, [(end, packets[place - 1][1]), (cra, pts), (leading, before)])
    assert marks == [UNFIT, CLEAN, LOST]
    # What leads is shown before its key picture, and nothing else is.
    assert marked(header, [(cra, pts), (leading, pts + 1)]) == [CLEAN, UNFIT]
    assert marked(header, [(cra, pts), (packets[1][0], pts - 1)]) == [CLEAN, UNFIT]


def test_what_would_hide_the_pictures_before_it_is_no_begin(film: tuple[Header, Film]) -> None:
    header, _ = film
    assert marked(header, [(unit(20, b"\xa0\x80"), 0)]) == [CLEAN]
    assert marked(header, [(unit(20, b"\xe0\x80"), 0)]) == [PLAIN]


@pytest.mark.parametrize(
    "extra",
    [
        unit(62),
        unit(41),
        unit(0, layer=1),
        unit(37, b""),
        unit(20),
        unit(33, b"\x01\x01\x01"),
        b"\0\0\0\0",
        b"\0\0\0\1\2",
        b"\0\0\1\0",
    ],
    ids=["rpu", "reserved", "layer", "end", "two", "set", "empty", "short", "long"],
)
def test_packets_with_other_units_are_not_copied(film: tuple[Header, Film], extra: bytes) -> None:
    header, packets = film
    assert marked(header, [(packets[1][0] + extra, packets[1][1])]) == [UNFIT]


def test_sets_of_the_header_may_be_repeated(tmp_path: Path) -> None:
    path = x265(tmp_path / "a.mp4", f"{OPEN}:repeat-headers=1", "-tag:v", "hev1")
    header = parse_header(header_of(path))
    assert UNFIT not in marked(header, packets_of(path))
    other = parse_header(header_of(x265(tmp_path / "b.mp4", "ref=4:bframes=0")))
    assert marked(other, packets_of(path)[:1]) == [UNFIT]


def test_slices_that_are_not_understood_are_found_out(film: tuple[Header, Film]) -> None:
    header, packets = film
    marker = HevcMarker(header, True)
    content = bytearray(packets[1][0])
    # It names a parameter set that is not there.
    content[6] = 0b1001_0000
    marker.mark(memoryview(content), packets[1][1])
    assert not marker.renumbers


def test_units_of_h264() -> None:
    marker = H264Marker(parse_avcc(AVCC))
    for content, mark in (
        (b"\0\0\0\2\x65\0", CLEAN),
        (b"\0\0\0\2\x41\0\0\0\0\1\x0a", PLAIN),
        (b"\0\0\0\2\x67\0\0\0\0\2\x65\0", UNFIT),
        (b"\0\0\0\2\x62\0", UNFIT),
        (b"\0\0\0\3\x65\0", UNFIT),
    ):
        assert marker.mark(memoryview(content), 0) == mark
