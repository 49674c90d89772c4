"""Parameter sets of H.264: read, compared, and put into one header."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.video.smart.bits import Bits, UnknownHeaderError
from exporters.video.smart.h264 import (
    Header,
    agree,
    free_number,
    merged,
    parse_header,
    parse_sps,
    x264_options,
)
from tests import media_factory as factory
from tests.unit.exporters.video.smart.hevc import header_of


def x264(path: Path, *options: str) -> bytes:
    """The header of two frames."""
    codec = ["-c:v", "libx264", "-frames:v", "2", "-threads", "1"]
    factory.ffmpeg(*factory.pictures(0.2), *codec, *options, path)
    return header_of(path)


def test_what_a_header_says_is_read(tmp_path: Path) -> None:
    colours = "colorprim=bt709:transfer=smpte170m:colormatrix=bt470bg:fullrange=on:sar=4/3"
    found = parse_header(
        x264(
            tmp_path / "a.mp4", "-pix_fmt", "yuv422p10le", "-level:v", "3.1", "-x264-params",
            f"sps-id=7:{colours}:videoformat=pal", "-vf", "crop=150:90",
        )
    )  # fmt: skip
    (sps,) = found.sequences
    assert (sps.number, sps.level) == (7, 31)
    assert found.numbers() == {7}
    looks = sps.looks
    assert (looks.profile, looks.chroma, looks.depth) == (122, 2, (10, 10))
    assert (looks.size, looks.crop) == ((10, 6), (0, 5, 0, 6))
    shown = looks.shown
    assert (shown.aspect, shown.video_format, shown.full_range) == ((4, 3), 1, 1)
    assert shown.colours == (1, 6, 5)


@pytest.mark.parametrize(
    "options",
    [
        ("-pix_fmt", "yuv420p"),
        ("-preset", "ultrafast", "-pix_fmt", "yuv420p"),
        ("-profile:v", "main", "-bf", "0", "-pix_fmt", "yuv420p"),
        ("-pix_fmt", "yuv420p10le"),
        ("-pix_fmt", "yuv422p", "-vf", "setsar=64/45"),
        ("-pix_fmt", "yuv420p", "-x264-params", "colormatrix=bt2020nc:transfer=smpte2084"),
        ("-pix_fmt", "yuv420p", "-x264-params", "fullrange=on:chromaloc=2"),
    ],
)
def test_x264_is_told_to_make_the_same_kind_of_pictures(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    source = parse_header(x264(tmp_path / "source.mp4", *options))
    (sps,) = source.sequences
    given, listed = x264_options(sps, free_number([source]), 2)
    told = [text for name, value in given.items() for text in (f"-{name}", value)]
    pixels = {(1, 8): "yuv420p", (1, 10): "yuv420p10le", (2, 8): "yuv422p"}
    wanted = pixels[sps.looks.chroma, sps.looks.depth[0]]
    # What is said of the pictures that come in must not matter.
    odd = "setparams=colorspace=bt470bg:range=pc,setsar=8/9"
    params = ":".join(listed)
    encoded = x264(
        tmp_path / "own.mp4", "-preset", "ultrafast", "-vf", f"format={wanted},{odd}", *told,
        "-x264-params", params,
    )  # fmt: skip
    (made,) = parse_header(encoded).sequences
    assert made.looks == sps.looks
    assert made.number == 1
    assert agree(source, parse_header(encoded))
    both = parse_header(merged([source, parse_header(encoded)]))
    assert both.sps == (*source.sps, *parse_header(encoded).sps)
    assert len(both.pps) == 2


def test_sets_with_the_same_number_must_be_the_same(tmp_path: Path) -> None:
    one = parse_header(x264(tmp_path / "a.mp4", "-pix_fmt", "yuv420p"))
    same = parse_header(x264(tmp_path / "b.mp4", "-pix_fmt", "yuv420p"))
    other = parse_header(x264(tmp_path / "c.mp4", "-pix_fmt", "yuv420p", "-refs", "5"))
    assert agree(one, same)
    assert not agree(one, other)
    assert merged([one, same]) == merged([one])


def test_the_header_of_all_asks_for_the_highest_level_and_promises_what_all_keep(
    tmp_path: Path,
) -> None:
    headers = [
        parse_header(
            x264(tmp_path / f"{n}.mp4", "-pix_fmt", "yuv420p", "-profile:v", "baseline",
                 "-level:v", level, "-x264-params", f"sps-id={n}")
        )
        for n, level in enumerate(("3.0", "4.1"))
    ]  # fmt: skip
    made = merged(headers)
    assert made[:4] == bytes((1, 66, headers[0].sequences[0].constraints, 41))
    assert parse_header(made).length_size == 4


def test_444_and_fields_are_not_dealt_with(tmp_path: Path) -> None:
    for options in (["-pix_fmt", "yuv444p"], ["-pix_fmt", "yuv420p", "-flags", "+ilme+ildct"]):
        found = parse_header(x264(tmp_path / "a.mp4", *options))
        with pytest.raises(UnknownHeaderError):
            _ = found.sequences


def test_there_are_32_numbers(tmp_path: Path) -> None:
    taken = [parse_header(x264(tmp_path / "a.mp4", "-pix_fmt", "yuv420p"))]
    assert free_number(taken) == 1
    assert free_number([]) == 0


def test_exponential_numbers() -> None:
    bits = Bits(bytes((0x67, 0b10100110, 0b01000010, 0b10000000)))
    assert [bits.ue() for _ in range(4)] == [0, 1, 2, 3]
    assert Bits(b"\x67\x00\x00\x03\x01").u(24) == 1


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for read in (parse_header, parse_sps):
        try:
            read(content)
        except UnknownHeaderError:
            continue


@given(st.data())
def test_a_damaged_header_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        header = parse_header(bytes(whole))
        header.numbers()
        merged([header, replace(header)])
    except UnknownHeaderError:
        return
    assert isinstance(header, Header)


SAMPLE = bytes.fromhex(
    "0164001effe1001a6764001eacd940a02ff97011000003000100000300320f162d9601000468ef8fcbfdf8f800"
)
"""x264's, of 640x360 pixels."""
