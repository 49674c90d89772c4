"""Plans with copied segments: what they hold, and that plans without stay what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import ExportError, StateError, UsageError
from exporters.media.own_files import open_own, packets
from exporters.plan import Plan, UnitContext
from exporters.video.exporter import VideoExporter
from exporters.video.request import VideoRequest
from exporters.video.smart.hevc_header import parse_header
from exporters.video.smart.hevc_units import BLA_ALONE, SETS, kind_of
from exporters.video.smart.marks import units_of
from exporters.video.smart.planning import medium_of
from exporters.video.smart.reading import run_copy
from exporters.video.smart.record import SmartPlan
from tests import media_factory as factory
from tests.unit.exporters.video.plans import described, details, request
from tests.unit.exporters.video.smart.hevc import header_of, packets_of, x265


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds with groups of 12 frames."""
    return factory.constant_rate(tmp_path_factory.mktemp("smart") / "film.mp4", 4)


def planned(film: Path, **settings: object) -> tuple[VideoExporter, Plan]:
    exporter = VideoExporter(factory.build(), film.parent)
    wanted = request(source=str(film), smart=True, **settings)
    return exporter, exporter.plan(wanted.to_map(), CancelToken())


def test_segments_are_copied_between_those_that_are_encoded(film: Path) -> None:
    _, plan = planned(film, start="1/5", end="3")
    found = details(plan)
    kinds = [unit.kind for unit in plan.units]
    assert kinds[:2] == ["video", "copy"]
    assert kinds[-1] == "audio"
    # Frame 5 is the output's first, frame 12 begins the second group.
    assert found.boundaries[:2] == (0, 7)
    assert found.copies == {1: (0, 12)}
    assert sum(unit.work for unit in plan.units) == 70
    copied = sum(found.boundaries[n + 1] - found.boundaries[n] for n in found.copies)
    assert found.notes[-1].startswith(f"{copied * 100 / 70:.3g} % of the frames were copied")


def test_the_plan_comes_back_out_of_the_journal_without_reading_the_film(film: Path) -> None:
    exporter, plan = planned(film, start="1/5")
    again = exporter.restore_plan(plan.request, plan.stored, plan.sources)
    assert again.hash == plan.hash
    assert details(again).smart == details(plan).smart
    assert details(again).picture == details(plan).picture
    assert details(again).boundaries == details(plan).boundaries
    assert [unit.kind for unit in again.units] == [unit.kind for unit in plan.units]
    assert planned(film, start="1/5")[1].hash == plan.hash


def test_without_the_option_a_request_is_what_it_was() -> None:
    assert "smart" not in request().to_map()
    assert request(smart=True).to_map()["smart"] is True
    assert VideoRequest.from_map(request(smart=True).to_map()).smart
    assert details(described()).smart is None
    # As it was before films could be copied.
    assert "smart" not in described().request


@pytest.mark.parametrize(
    "settings",
    [
        {"video_encoder": "libsvtav1"},
        {"video_encoder": ""},
        {"fps": "30"},
        {"deinterlace": True},
        {"denoise": True},
        {"reading": "ordered"},
    ],
)
def test_what_could_not_be_copied_is_refused(settings: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        request(smart=True, **settings)


def test_packets_are_copied_byte_by_byte(film: Path, tmp_path: Path) -> None:
    _, plan = planned(film, start="1/5")
    found = details(plan)
    path = tmp_path / "part.mp4"
    run_copy(found, 1, medium_of(found), UnitContext(plan, path, CancelToken()))
    first, stop = found.segment(1)
    with open_own(film) as source, open_own(path) as part:
        before = [bytes(packet) for packet in packets(source, source.streams.video[0])]
        after = [bytes(packet) for packet in packets(part, part.streams.video[0])]
    assert after == before[12 : 12 + stop - first]


@pytest.fixture(scope="module")
def hevc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds with open groups of 12 frames."""
    path = tmp_path_factory.mktemp("smart") / "hevc.mkv"
    params = "keyint=12:min-keyint=12:scenecut=0:open-gop=1:bframes=3:repeat-headers=1"
    return x265(path, params, "-preset", "ultrafast", seconds=4)


HEVC = {"video_encoder": "libx265", "encoder_preset": "ultrafast", "start": "1/5"}


def test_open_groups_are_copied_without_what_leads_them(hevc: Path, tmp_path: Path) -> None:
    _, plan = planned(hevc, **HEVC)
    found = details(plan)
    assert found.copies == {1: (0, 12)}
    assert found.smart is not None
    assert found.smart.shift == 1
    path = tmp_path / "part.mp4"
    run_copy(found, 1, medium_of(found), UnitContext(plan, path, CancelToken()))
    units = [list(units_of(memoryview(content), 4)) for content, _ in packets_of(path)]
    # The first picture says that decoding begins at it; all others are what they were.
    assert kind_of(units[0][-1]) == BLA_ALONE
    source = packets_of(hevc)
    begin = sorted(pts for _, pts in source)[12]
    later = [content for content, pts in source if pts >= begin]
    assert len(units) == len(later) == 88
    kept = [
        [unit for unit in units_of(memoryview(content), 4) if kind_of(unit) not in SETS]
        for content in later
    ]
    assert units[1:] == kept[1:]
    assert units[0][:-1] == kept[0][:-1]
    assert units[0][-1][1:] == kept[0][-1][1:]
    sets = parse_header(header_of(path)).sets
    assert {number for _, number in sets} == {0}


def test_encoded_segments_have_parameter_sets_of_their_own(hevc: Path, tmp_path: Path) -> None:
    exporter, plan = planned(hevc, **HEVC)
    again = exporter.restore_plan(plan.request, plan.stored, plan.sources)
    assert again.hash == plan.hash
    assert details(again).smart == details(plan).smart
    path = tmp_path / "unfinished-1-000000.mp4"
    exporter.run(again.units[0], UnitContext(again, path, CancelToken()))
    assert header_of(path) == details(plan).smart.encoded
    assert {number for _, number in parse_header(header_of(path)).sets} == {1}
    assert len(packets_of(path)) == details(plan).boundaries[1]
    # What the encoder wrote is gone.
    assert list(tmp_path.iterdir()) == [path]


def test_a_film_that_lost_its_pictures_is_not_copied(film: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.mp4"
    own.write_bytes(film.read_bytes())
    _, plan = planned(own, start="1/5")
    found = details(plan)
    factory.constant_rate(own, 0.4)
    with pytest.raises(ExportError):
        run_copy(found, 1, medium_of(found), UnitContext(plan, tmp_path / "p.mp4", CancelToken()))


def test_a_damaged_record_is_refused() -> None:
    good = SmartPlan((0, 5, 9), {1: (0, 7)}, copied=(b"x",)).to_map()
    assert SmartPlan.from_map(good).copies == {1: (0, 7)}
    assert "shift" not in good
    moved = SmartPlan((0, 5, 9), {1: (0, 7)}, copied=(b"x",), shift=2, shifts=(1,))
    assert SmartPlan.from_map(moved.to_map()) == moved
    assert (moved.shift_of(0), SmartPlan.from_map(good).shift_of(0)) == (1, 0)
    for name, value in (
        ("copies", [[2, 0, 7]]),
        ("copies", [[1, 1, 7]]),
        ("copies", [[1, 0, -1]]),
        ("boundaries", [0, 5, 5]),
        ("shifts", [1, 2]),
    ):
        with pytest.raises(StateError):
            SmartPlan.from_map({**good, name: value})
