"""Parameter sets of HEVC: read, compared, given other numbers, and put into one header."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.hevc_fitting import x265_options
from exporters.video.smart.hevc_header import Header, agree, merged, names_sets, parse_header
from exporters.video.smart.hevc_slices import parse_pps
from exporters.video.smart.hevc_sps import parse_sps
from exporters.video.smart.hevc_units import PPS, SEI, SPS, VPS, set_number
from tests.unit.exporters.video.smart.hevc import header_of, x265

TWO = ("-frames:v", "2")
ODD = "setparams=colorspace=bt470bg:range=pc,setsar=8/9"
"""What is said of pictures that come in; it must not matter."""


def read(path: Path, params: str = "", *options: str) -> Header:
    return parse_header(header_of(x265(path, params, *TWO, *options)))


def test_what_a_header_says_is_read(tmp_path: Path) -> None:
    colours = "colorprim=bt709:transfer=smpte170m:colormatrix=bt470bg:range=full:videoformat=pal"
    found = read(
        tmp_path / "a.mp4", f"{colours}:chromaloc=2:level-idc=3.1:min-cu-size=16",
        "-pix_fmt", "yuv420p10le", "-vf", "crop=150:90,setsar=64/45",
    )  # fmt: skip
    (sps,) = found.sequences
    assert (sps.number, sps.video, sps.level, sps.layers) == (0, 0, 93, 1)
    assert set(found.sets) == {(VPS, 0), (SPS, 0), (PPS, 0)}
    looks = found.looks
    assert (looks.profile, looks.chroma, looks.depth) == (2, 1, (10, 10))
    assert (looks.size, looks.crop) == ((160, 96), (0, 5, 0, 3))
    shown = looks.shown
    assert (shown.aspect, shown.video_format, shown.full_range) == ((64, 45), 1, 1)
    assert (shown.colours, shown.chroma_place) == ((1, 6, 5), (2, 2))


@pytest.mark.parametrize(
    ("params", "options"),
    [
        ("", ()),
        ("bframes=0:sar=4:ctu=16", ()),
        ("b-pyramid=0:min-cu-size=8", ("-vf", "crop=150:90")),
        ("min-cu-size=16", ("-vf", "crop=150:90")),
        ("", ("-pix_fmt", "yuv420p10le")),
        ("", ("-pix_fmt", "yuv422p10le")),
        ("", ("-pix_fmt", "yuv444p")),
        ("", ("-pix_fmt", "gray")),
        ("colormatrix=bt2020nc:transfer=smpte2084:colorprim=bt2020:range=limited", ()),
        ("range=full:chromaloc=2:videoformat=ntsc", ()),
    ],
)
def test_x265_is_told_to_make_the_same_kind_of_pictures(
    tmp_path: Path, params: str, options: tuple[str, ...]
) -> None:
    source = read(tmp_path / "source.mp4", params, *options)
    (sps,) = source.sequences
    told = ":".join(x265_options(sps, sps.reordered))
    given = dict(zip(options[::2], options[1::2], strict=True))
    pixels = given.get("-pix_fmt", "yuv420p")
    given["-vf"] = ",".join([given.get("-vf", "null"), f"format={pixels}", ODD])
    flat = [text for pair in given.items() for text in pair]
    made = read(tmp_path / "own.mp4", told, *flat, "-preset", "superfast")
    assert made.looks == source.looks
    assert made.sequences[0].block == sps.block


def test_numbers_are_moved_in_all_sets(tmp_path: Path) -> None:
    found = read(tmp_path / "a.mp4", "hrd=1:vbv-maxrate=500:vbv-bufsize=500")
    moved = found.shifted(3)
    assert set(moved.sets) == {(VPS, 3), (SPS, 3), (PPS, 3)}
    (sps,) = moved.sequences
    assert (sps.number, sps.video, sps.looks) == (3, 3, found.looks)
    assert parse_pps(moved.of_kind(PPS)[0]).sequence == 3
    assert not agree(found, read(tmp_path / "b.mp4", "ref=5:bframes=0"))
    assert agree(found, moved)
    with pytest.raises(UnknownHeaderError):
        found.shifted(16)


def test_the_header_of_all_promises_what_all_keep(tmp_path: Path) -> None:
    low = read(tmp_path / "a.mp4", "level-idc=3.0")
    high = read(tmp_path / "b.mp4", "level-idc=4.1").shifted(1)
    made = merged([low, high])
    both = parse_header(made)
    assert both.of_kind(SPS) == (*low.of_kind(SPS), *high.of_kind(SPS))
    assert len(both.sets) == 6
    # Profile and the higher tier, flags, level 4.1, and lengths of four bytes.
    assert made[1] == low.fixed[1] | high.fixed[1]
    assert made[2:6] == low.fixed[2:6]
    assert made[12] == 123
    assert both.length_size == 4
    # One array for each kind, and the sets are all there.
    assert [made[23], made[22]] == [0x80 | VPS, 4]
    assert merged([low, low]) == merged([low])


def test_messages_about_one_streams_sets_are_left_out(tmp_path: Path) -> None:
    found = read(tmp_path / "a.mp4", "hrd=1:vbv-maxrate=500:vbv-bufsize=500")
    assert any(map(names_sets, found.of_kind(SEI)))
    kept = parse_header(merged([found])).of_kind(SEI)
    assert kept
    assert not any(map(names_sets, kept))


def test_fields_are_not_dealt_with(tmp_path: Path) -> None:
    found = read(tmp_path / "a.mp4", "interlace=tff")
    with pytest.raises(UnknownHeaderError):
        _ = found.sequences


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for parse in (parse_header, parse_sps, parse_pps, set_number):
        try:
            parse(b"\x42\1" + content)  # type: ignore[operator]
        except UnknownHeaderError:
            continue


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return header_of(x265(tmp_path_factory.mktemp("sample") / "a.mp4", "info=0", *TWO))


@given(data=st.data())
def test_a_damaged_header_is_read_or_refused(sample: bytes, data: st.DataObject) -> None:
    whole = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        header = parse_header(bytes(whole))
        header.renumberer(1)
        merged([header, header.shifted(1)])
    except UnknownHeaderError:
        return
    assert header.looks
