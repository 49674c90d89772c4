"""Which media and parts of HEVC go together, and under which numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.video.smart.fitting import UnfitError
from exporters.video.smart.gops import Gops
from exporters.video.smart.hevc_fitting import HevcFitting
from exporters.video.smart.hevc_header import parse_header
from exporters.video.smart.reading import Medium, Scan
from exporters.video.smart.trial import Part
from tests.unit.exporters.video.plans import VIDEO
from tests.unit.exporters.video.smart.hevc import header_of, x265

LIGHT = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"


@pytest.fixture(scope="module")
def headers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("headers")
    params = {"plain": "info=0", "refs": "info=0:ref=5:bframes=0", "wide": "info=0:range=full"}
    return {
        name: header_of(x265(folder / f"{name}.mp4", text, "-frames:v", "2"))
        for name, text in params.items()
    }


def medium(**changes: object) -> Medium:
    video = replace(VIDEO, codec="hevc", **changes)  # type: ignore[arg-type]
    return Medium(Path("/films/a.mp4"), video, range(10), [0], "seek")


def scan(header: bytes, renumbers: bool = True) -> Scan:
    return Scan(header, Gops([], b""), renumbers)


def numbers(header: bytes | None) -> set[int]:
    assert header is not None
    return {number for _, number in parse_header(header).sets}


def test_each_kind_of_sets_gets_numbers_of_its_own(headers: dict[str, bytes]) -> None:
    fitting = HevcFitting()
    for number, name in enumerate(("plain", "refs", "plain")):
        fitting.add(number, medium(), scan(headers[name]))
    assert fitting.shifts == {0: 0, 1: 1, 2: 0}
    assert [numbers(fitting.copied[number]) for number in range(3)] == [{0}, {1}, {0}]
    assert fitting.shift() == 2
    own = parse_header(headers["plain"]).shifted(2).to_bytes()
    fitting.check(Part(own, medium().video))
    assert numbers(fitting.header(own)) == {0, 1, 2}
    # Without those that are not copied in the end their numbers are free.
    assert fitting.only({0, 2}).shift() == 1
    with pytest.raises(UnfitError, match="numbers that are taken"):
        fitting.check(Part(headers["refs"], medium().video))


def test_media_that_do_not_go_together_are_refused(headers: dict[str, bytes]) -> None:
    fitting = HevcFitting()
    fitting.add(0, medium(), scan(headers["plain"]))
    for other, header, renumbers, reason in (
        (medium(), headers["wide"], True, "of another kind"),
        (medium(), headers["refs"], False, "have the numbers"),
        (medium(mastering_display=LIGHT), headers["plain"], True, "range of light"),
        (medium(), b"\1" * 30, True, "of a kind that is not copied"),
    ):
        with pytest.raises(UnfitError, match=reason):
            fitting.add(1, other, scan(header, renumbers))
    assert list(fitting.copied) == [0]
    fitting.add(1, medium(content_light="0,0"), scan(headers["plain"]))


def test_what_the_encoder_makes_must_look_the_same(headers: dict[str, bytes]) -> None:
    fitting = HevcFitting()
    fitting.add(0, medium(mastering_display=LIGHT, content_light="1000,400"), scan(headers["refs"]))
    given = dict(fitting.arguments((("x265-params", "open-gop=0"),)))["x265-params"]
    assert given.startswith("open-gop=0:ctu=")
    assert given.endswith(f":bframes=0:master-display={LIGHT}:max-cll=1000,400")
    own = parse_header(headers["plain"]).shifted(1).to_bytes()
    with pytest.raises(UnfitError, match="range of light"):
        fitting.check(Part(own, medium().video))
    wide = parse_header(headers["wide"]).shifted(1).to_bytes()
    with pytest.raises(UnfitError, match="of another kind"):
        fitting.check(Part(wide, medium().video))
    with pytest.raises(UnfitError, match="not understood"):
        fitting.check(Part(b"\0\0\0\1", medium().video))
