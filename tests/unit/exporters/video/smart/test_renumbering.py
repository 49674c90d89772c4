"""Parts whose parameter sets get other numbers: the pictures stay what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import UnitFailed
from exporters.media.ffmpeg import encoders
from exporters.video.smart.bits import UnknownHeaderError
from exporters.video.smart.copied import hevc_conversion
from exporters.video.smart.hevc_header import parse_header
from exporters.video.smart.marks import units_of
from exporters.video.smart.renumbering import renumber
from tests import media_factory as factory
from tests.unit.exporters.video.smart.hevc import decoded, header_of, packets_of, x265


@pytest.mark.parametrize(
    ("params", "options"),
    [
        ("hash=1", ()),
        ("hash=2:wpp=1:ctu=16:slices=3:deblock=1,1", ()),
        ("hash=1:ref=5:bframes=8:weightb=1:weightp=1", ("-vf", "fade=in:0:10", "-preset", "slow")),
        ("hash=1:cbqpoffs=3:crqpoffs=-2:no-sao=1:no-deblock=1", ("-preset", "slow")),
        ("hash=1:scaling-list=default:temporal-layers=3:lossless=1", ()),
        ("hash=1:opt-ref-list-length-pps=1:opt-qp-pps=1:multi-pass-opt-rps=1", ("-preset", "slow")),
        ("hash=1:open-gop=1:keyint=4:bframes=2:aud=1", ()),
        ("hash=1", ("-pix_fmt", "yuv444p10le")),
        ("hash=1", ("-pix_fmt", "gray")),
    ],
)
def test_pictures_stay_the_same(tmp_path: Path, params: str, options: tuple[str, ...]) -> None:
    source = x265(tmp_path / "source.mp4", params, *options)
    for shift in (1, 7):
        target = tmp_path / f"{shift}.mp4"
        renumber(source, target, shift)
        assert decoded(target) == decoded(source)
        assert {number for _, number in parse_header(header_of(target)).sets} == {shift}
        before, after = packets_of(source), packets_of(target)
        assert [pts for _, pts in after] == [pts for _, pts in before]


def test_what_names_the_sets_elsewhere_is_refused(tmp_path: Path) -> None:
    for params in ("hrd=1:vbv-maxrate=500:vbv-bufsize=500", "repeat-headers=1"):
        # Under the other tag the muxer would take the sets out of the packets.
        source = x265(tmp_path / "source.mp4", params, "-tag:v", "hev1")
        with pytest.raises(UnitFailed):
            renumber(source, tmp_path / "target.mp4", 1)


@pytest.mark.parametrize(
    "params", ["period=8,gop=8", "period=8,gop=lp-g4d3t1,tiles=2x2", "period=16,gop=16,wpp=1"]
)
def test_slices_of_another_encoder_are_understood(tmp_path: Path, params: str) -> None:
    if "libkvazaar" not in encoders(factory.build()):
        pytest.skip("this ffmpeg has no other encoder of HEVC")
    path = tmp_path / "source.mp4"
    codec = ["-c:v", "libkvazaar", "-kvazaar-params", params, "-pix_fmt", "yuv420p"]
    factory.ffmpeg(*factory.pictures(0.8), *codec, "-tag:v", "hvc1", path)
    header = parse_header(header_of(path))
    there, _ = hevc_conversion(header, 5)
    moved = header.shifted(5)
    for content, _ in packets_of(path):
        units = [bytes(unit) for unit in units_of(memoryview(there(content, False)), 4)]
        for unit in units:
            if unit[0] >> 1 < 32:
                back = moved.renumberer(-5).renumbered(unit)
                assert back in content


@given(st.binary(min_size=3, max_size=80), st.sampled_from((0, 1, 8, 16, 19, 21)))
def test_any_slice_is_renumbered_or_refused(rest: bytes, kind: int) -> None:
    renumberer = parse_header(_SAMPLE).renumberer(1)
    unit = bytes((kind << 1, 1)) + rest
    try:
        made = renumberer.renumbered(unit)
    except UnknownHeaderError:
        return
    assert made[:2] == unit[:2]


_SAMPLE = bytes.fromhex(
    "0101600000009000000000001ef000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003"
    "001e959809a10001002942010101600000030090000003000003001ea014206165959a4932bc05a020000003002000"
    "00030321a2000100074401c172b46240"
)
"""x265's, of 160x96 pixels."""
