"""The output's frames: rates are recovered from rounded times, all other times are kept."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exporters.errors import UsageError
from exporters.media.frame_index import index_frames
from exporters.video.grid import MIN_TIMESCALE, SourceFrames, make_grid
from exporters.video.timestamps import round_half_up
from tests import media_factory

RATES = [
    Fraction(*pair)
    for pair in [(24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001)]
]
MS, MPEG = Fraction(1, 1000), Fraction(1, 90000)


def frames(
    pts: list[int] | range, base: Fraction, last: int = 1, origin: Fraction = Fraction(0)
) -> SourceFrames:
    return SourceFrames(base, pts if isinstance(pts, range) else array("q", pts), last, origin)


@given(
    st.sampled_from(RATES),
    st.sampled_from([MS, MPEG]),
    st.integers(2, 1500),
    st.integers(0, 10_000),
    st.sampled_from(["down", "near"]),
)
def test_a_constant_rate_is_recovered_from_rounded_times(
    rate: Fraction, base: Fraction, count: int, first: int, rounding: str
) -> None:
    half = Fraction(1, 2) if rounding == "near" else Fraction(0)
    pts = [first + int(number / (rate * base) + half) for number in range(count)]
    grid = make_grid(frames(pts, base, origin=first * base), [rate])
    assert grid.rate == rate
    assert len(grid) == count
    assert isinstance(grid.pts, range)
    times = [tick * grid.time_base for tick in (grid.pts[0], grid.pts[-1])]
    assert times == [0, (count - 1) / rate]
    assert grid.time_base.numerator == 1
    assert grid.time_base.denominator >= MIN_TIMESCALE
    assert grid.duration == count / rate


def test_a_container_that_says_nothing_leaves_the_exact_step_as_the_rate() -> None:
    grid = make_grid(frames(range(0, 51_200, 512), Fraction(1, 12800)), [])
    assert grid.rate == 25


def test_a_wrong_rate_of_the_container_is_not_believed() -> None:
    exact = make_grid(frames(range(0, 51_200, 512), Fraction(1, 12800)), [Fraction(30)])
    assert exact.rate == 25
    uneven = [0, 40, 80, 200, 240, 280]
    assert make_grid(frames(uneven, MS), [Fraction(25)]).rate is None


@pytest.mark.parametrize("moved", [1, -1, 2, -2])
def test_one_frame_that_is_off_the_grid_by_a_tick_makes_the_rate_variable(moved: int) -> None:
    pts = [round(number * 1001 / 30) for number in range(300)]
    assert make_grid(frames(pts, MS), [Fraction(30000, 1001)]).rate is not None
    assert pts[150] == Fraction(150 * 1001, 30)
    pts[150] += moved
    grid = make_grid(frames(pts, MS), [Fraction(30000, 1001)])
    assert grid.rate is None
    assert list(grid.pts) == pts


def test_one_frame_has_the_rate_that_is_stated() -> None:
    assert make_grid(frames([7], MS), [Fraction(0), Fraction(24)]).rate == 24
    assert make_grid(frames([7], MS), []).rate == 25


@given(
    st.sets(st.integers(0, 10**7), min_size=3, max_size=150).map(sorted),
    st.integers(1, 5000),
    st.sampled_from([MS, MPEG, Fraction(1, 12800), Fraction(1001, 30000)]),
    st.integers(-1000, 1000),
)
def test_variable_times_are_kept_to_the_tick(
    pts: list[int], last: int, base: Fraction, shift: int
) -> None:
    assume(len({b - a for a, b in pairwise(pts)}) > 1)
    origin = (pts[0] + min(0, shift)) * base
    grid = make_grid(frames(pts, base, last, origin), [])
    assert grid.rate is None
    assert [tick * grid.time_base for tick in grid.pts] == [tick * base - origin for tick in pts]
    assert grid.last_duration * grid.time_base == last * base
    assert (grid.first_source, grid.converted) == (0, False)


@given(
    st.sets(st.integers(0, 3000), min_size=1, max_size=80).map(sorted),
    st.integers(0, 3000),
    st.integers(1, 3000),
)
def test_start_and_end_select_the_frames_that_begin_between_them(
    pts: list[int], start: int, length: int
) -> None:
    source = frames(pts, MS, 40, origin=start * MS)
    chosen = [n for n, tick in enumerate(pts) if start <= tick < start + length]
    if not chosen:
        with pytest.raises(UsageError, match="No frame"):
            make_grid(source, [], end=length * MS)
        return
    grid = make_grid(source, [], end=length * MS)
    assert len(grid) == len(chosen)
    assert grid.first_source == chosen[0]
    assert grid.source_range(0, len(grid), source) == (chosen[0], chosen[-1] + 1)
    if grid.rate is None:
        assert [tick * grid.time_base for tick in grid.pts] == [
            (pts[n] - start) * MS for n in chosen
        ]


def test_a_start_between_two_frames_leaves_its_distance_to_the_first() -> None:
    source = frames(range(0, 12_800, 512), Fraction(1, 12800), 512, origin=Fraction(1, 10))
    grid = make_grid(source, [Fraction(25)])
    assert grid.first_source == 3
    assert abs(grid.pts[0] * grid.time_base - Fraction(2, 100)) < grid.time_base


@given(
    st.sampled_from(RATES),
    st.sampled_from(RATES),
    st.integers(1, 400),
    st.integers(1, 400),
)
def test_converting_the_rate_keeps_the_duration(
    rate: Fraction, wanted: Fraction, count: int, cut: int
) -> None:
    base = 1 / (rate * 1000)
    source = frames(range(0, count * 1000, 1000), base, 1000)
    end = None if cut > count else cut / rate
    grid = make_grid(source, [rate], wanted, end)
    seconds = min(count, cut) / rate if end is not None else count / rate
    assert grid.converted
    assert grid.rate == wanted
    assert abs(len(grid) - seconds * wanted) <= Fraction(1, 2) or len(grid) == 1
    assert grid.pts[0] == 0


@given(
    st.sets(st.integers(0, 4000), min_size=1, max_size=60).map(sorted),
    st.sampled_from([*RATES, Fraction(5), Fraction(240)]),
    st.data(),
)
def test_a_converted_frame_shows_the_last_source_frame_that_is_due(
    pts: list[int], wanted: Fraction, data: st.DataObject
) -> None:
    source = frames(pts, MS, 40, origin=pts[0] * MS)
    grid = make_grid(source, [], wanted)
    due = [round_half_up((tick - pts[0]) * MS * wanted) for tick in pts]
    shown = [max(0, bisect_right(due, number) - 1) for number in range(len(grid))]
    for number, frame in enumerate(shown):
        assert grid.source_range(number, number + 1, source) == (frame, frame + 1)
    first = data.draw(st.integers(0, len(grid) - 1))
    stop = data.draw(st.integers(first + 1, len(grid)))
    assert grid.source_range(first, stop, source) == (shown[first], shown[stop - 1] + 1)


@given(st.sets(st.integers(0, 4000), min_size=2, max_size=60).map(sorted), st.data())
def test_segments_read_every_frame_of_the_source_once(pts: list[int], data: st.DataObject) -> None:
    source = frames(pts, MS, 40, origin=pts[0] * MS)
    grid = make_grid(source, [])
    cuts = data.draw(st.sets(st.integers(1, len(pts) - 1), max_size=5))
    edges = [0, *sorted(cuts), len(pts)]
    read: list[int] = []
    for first, stop in pairwise(edges):
        read += range(*grid.source_range(first, stop, source))
    assert read == list(range(len(pts)))


@pytest.mark.parametrize("wanted", ["10", "30000/1001", "60"])
@pytest.mark.parametrize("uneven", [False, True])
def test_a_conversion_shows_the_frames_that_ffmpeg_would(
    tmp_path: Path, wanted: str, uneven: bool
) -> None:
    maker = media_factory.variable_rate if uneven else media_factory.constant_rate
    clip = maker(tmp_path / "clip.mp4", seconds=1.2)
    index = index_frames(clip)
    source = SourceFrames(
        index.time_base, index.pts, index.last_duration, index.pts[0] * index.time_base
    )
    grid = make_grid(source, [], Fraction(wanted))
    pictures = [digest for _, digest in media_factory.decoded_hashes(clip)]
    expected = [
        pictures[grid.source_range(number, number + 1, source)[0]] for number in range(len(grid))
    ]
    converted = tmp_path / "converted.nut"
    media_factory.ffmpeg(
        "-i", clip, "-map", "0:v", "-vf", f"setpts=PTS-STARTPTS,fps={wanted}:round=near",
        "-c:v", "rawvideo", converted,
    )  # fmt: skip
    made = [digest for _, digest in media_factory.decoded_hashes(converted)]
    # How long the very last frame is shown is the container's word against the frame's.
    assert abs(len(made) - len(expected)) <= 1
    common = min(len(made), len(expected))
    assert made[:common] == expected[:common]
    assert len(set(expected)) > 8


def test_the_clip_of_uneven_times_is_no_constant_rate(tmp_path: Path) -> None:
    clip = media_factory.variable_rate(tmp_path / "clip.mp4", seconds=1)
    index = index_frames(clip)
    grid = make_grid(
        SourceFrames(index.time_base, index.pts, index.last_duration, Fraction(0)),
        [Fraction(25), Fraction(18)],
    )
    packets = sorted(pts for pts, _, _ in media_factory.packet_times(clip))
    assert grid.rate is None
    assert [tick * grid.time_base for tick in grid.pts] == [
        pts * index.time_base for pts in packets
    ]
