"""Speed, bit rate, sizes and the axes of their plots."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs.report import pictures, plots
from app.jobs.report.segments import bars, bit_rates, groups
from app.jobs.report.timeline import time_line
from app.jobs.report.words import zone_at
from tests.unit.app.jobs.report.told_journal import START, ToldJournal, long_plan, whole_export
from tests.unit.exporters.video import plans


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "out.export_state"


def test_the_mean_speed_is_the_work_over_the_time_of_exporting(journal: Path) -> None:
    told = ToldJournal(journal).exporting(0, 10)
    for index in range(10):
        told.unit(index, 20 + 10 * index, work=250)
    speed = told.finish(110).story().speed
    assert (speed.work, speed.seconds) == (2500, 100)
    assert speed.mean == 25
    assert speed.rates[3:-3] == pytest.approx([25] * (len(speed.rates) - 6), rel=0.1)


def test_units_that_run_at_the_same_time_give_no_spikes(journal: Path) -> None:
    told = ToldJournal(journal, units=40).exporting(0, 0)
    for pair in range(20):
        told.unit(2 * pair, 10 * pair + 10, work=250).unit(2 * pair + 1, 10 * pair + 10, work=250)
    speed = told.finish(200).story(workers=2).speed
    assert max(speed.rates) < 60
    assert speed.mean == 50


def test_lost_work_shows_as_time_without_progress(journal: Path) -> None:
    told = ToldJournal(journal).exporting(0, 0).unit(0, 10).note(40, running=9, wasted=0)
    told.exporting(100, 100).unit(1, 110)
    speed = told.finish(110).story().speed
    assert speed.seconds == 50
    assert speed.breaks == [40]
    # Segments of 10 in 10 s, and nothing between 10 and 40 s.
    step = speed.step
    lost = [r for at, r in enumerate(speed.rates) if at * step > 12 and (at + 1) * step < 40]
    assert lost
    assert max(lost) == 0


def test_bit_rates_and_sizes_are_those_of_the_parts(journal: Path) -> None:
    plan = plans.described()
    details = plans.details(plan)
    story = whole_export(journal, plan).story()
    count = details.segment_count
    assert story.segments.sizes == [1_000_000 + index for index in range(count)]
    assert story.segments.sound == [1_000_000 + count]
    assert sum(story.segments.works) == 1500
    assert story.segments.starts == pytest.approx(
        [boundary / 25 for boundary in details.boundaries]
    )
    points = bit_rates(story.segments)
    bits = sum(point.rate * point.seconds for point in points)
    assert bits == pytest.approx(8 * sum(story.segments.sizes))
    assert story.segments.mean_rate == pytest.approx(bits / 60)


def test_units_that_are_known_by_their_parts_alone_get_their_frames(journal: Path) -> None:
    plan = plans.described()
    told = ToldJournal(journal, plan).session(1)
    for unit in plan.units:
        told.unit(unit.index, 1, work=0)
    told.phase("preparing", 0).phase("preparing", 2, True).phase("exporting", 2)
    assert sum(told.finish(3).story().segments.works) == 1500


@given(st.integers(0, 5000), st.integers(1, 300))
def test_groups_part_everything_evenly(count: int, most: int) -> None:
    found = list(groups(count, most))
    assert len(found) <= most
    assert [place for first, stop in found for place in range(first, stop)] == list(range(count))
    assert len({stop - first for first, stop in found[:-1]}) <= 1


@given(st.lists(st.integers(0, 1 << 50), min_size=1, max_size=500), st.integers(1, 120))
def test_bars_lie_between_the_smallest_and_the_largest(sizes: list[int], most: int) -> None:
    found = bars(sizes, most)
    assert min(bar.smallest for bar in found) == min(sizes)
    assert max(bar.largest for bar in found) == max(sizes)
    for bar in found:
        assert bar.smallest <= bar.mean * (1 + 1e-9)
        assert bar.mean <= bar.largest * (1 + 1e-9)
    total = sum(bar.mean * (bar.last - bar.first + 1) for bar in found)
    assert total == pytest.approx(sum(sizes))


@given(st.floats(1e-9, 1e15))
def test_ticks_are_few_round_and_reach_the_largest_value(most: float) -> None:
    ticks = plots.round_ticks(most)
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= 6
    assert ticks[-1] >= most * (1 - 1e-6)
    assert ticks[-2] < most


@given(st.floats(0, 1e8))
def test_ticks_of_time_stay_within_it(seconds: float) -> None:
    ticks = plots.duration_ticks(seconds)
    assert ticks[0] == 0
    assert ticks[-1] <= seconds + 1e-6
    assert len(ticks) <= 7


@given(st.integers(1, 200_000))
@example(20)
def test_ticks_of_positions_begin_with_the_first(count: int) -> None:
    ticks = plots.count_ticks(count)
    assert ticks[0] == 1
    assert ticks[-1] <= count
    assert len(ticks) <= 10


@pytest.mark.parametrize("count", [1, 3, 60, 5000])
def test_the_plot_of_sizes_stays_within_its_frame(count: int) -> None:
    plot = pictures.size_plot([1000 + place % 700 for place in range(count)])
    assert plot is not None
    assert len(plot.bars) == min(count, -(-count // -(-count // 120)))
    for box in [*plot.bars, *plot.ranges, *plot.hovers]:
        assert plot.left <= box.x
        assert box.x + box.width <= plot.right + 0.02
        assert box.y > 0
        assert box.y + box.height <= plot.bottom + 0.02
    places = [tick.at for tick in plot.x_ticks]
    assert all(later - sooner > 25 for sooner, later in itertools.pairwise(places))


def test_a_plot_of_nothing_is_left_out() -> None:
    assert pictures.size_plot([]) is None
    assert pictures.bit_rate_plot(None) is None
    nothing = {"rates": [], "mean": None, "step": 0, "seconds": 0, "interrupted_at": []}
    assert pictures.speed_plot(nothing, "frames") is None


@pytest.mark.parametrize("cuts", [0, 1, 5, 400])
def test_the_time_line_is_full_and_nothing_overlaps(journal: Path, cuts: int) -> None:
    told = ToldJournal(journal, units=cuts + 1)
    for number in range(cuts + 1):
        at = 1000 * number
        told.exporting(at, at + 2).unit(number, at + 10)
    document = told.finish(1000 * cuts + 20).document()
    line = time_line(document["sessions"], document["interruptions"], zone_at(START))
    boxes = sorted([*line.phases, *line.gaps], key=lambda box: box.x)
    assert len(line.gaps) == cuts
    assert boxes[0].x == 0
    for sooner, later in itertools.pairwise(boxes):
        assert later.x == pytest.approx(sooner.x + sooner.width, abs=0.05)
    assert boxes[-1].x + boxes[-1].width == pytest.approx(line.width, abs=0.05)
    starts = [tick.at for tick in line.starts]
    assert all(later - sooner > 110 for sooner, later in itertools.pairwise(starts))
    assert starts[-1] <= line.width - 110


def test_a_plan_of_thousands_of_segments_is_read_from_the_journal(journal: Path) -> None:
    plan = long_plan(2000)
    story = whole_export(journal, plan).story()
    assert len(story.segments.sizes) == plans.details(plan).segment_count > 1900
    assert story.segments.seconds == 20_000
    assert len(bit_rates(story.segments)) <= 240
    assert len(story.speed.rates) <= 120
