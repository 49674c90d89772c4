"""What ffmpeg is told: one file, one thread, nothing that a name could smuggle in."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from exporters.cancel import CancelToken
from exporters.errors import ProcessFailed
from exporters.media.ffmpeg import FfmpegBuild
from exporters.plan import UnitContext
from exporters.video.encoders import VIDEO_ENCODERS, VideoEncoder
from exporters.video.segment import run_segment, segment_command
from exporters.video.video_plan import VideoPlan
from tests import media_factory
from tests.unit.exporters.video.plans import INDEX, SOURCE, described, details, real

OUT = Path("/parts/segment.mp4")
ENCODERS = list(VIDEO_ENCODERS.values())
PINNED = {
    "libx264": ("-x264-params", "open-gop=0"),
    "libx265": ("-x265-params", "pools=none:frame-threads=1:wpp=0:open-gop=0:log-level=1"),
    "libsvtav1": ("-svtav1-params", "lp=1"),
    "libvpx-vp9": ("-row-mt", "0"),
    "ffv1": ("-slices", "4"),
}


def plan(**settings: Any) -> VideoPlan:
    return details(described(**settings))


def command(planned: VideoPlan, index: int, attempt: int = 1) -> list[str]:
    return segment_command(planned, index, OUT, attempt)


def split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options of the input, those of the output (with the filters)."""
    place = list(arguments).index("-i")
    return list(arguments[:place]), list(arguments[place + 2 :])


def following(arguments: Sequence[str], option: str) -> str:
    assert arguments.count(option) == 1, option
    return arguments[arguments.index(option) + 1]


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.name)
def test_threads_of_decoder_filters_and_encoder_are_pinned(encoder: VideoEncoder) -> None:
    made = command(plan(video_encoder=encoder.name, container=encoder.containers[0]), 1)
    before, after = split(made)
    assert following(before, "-threads") == "1"
    assert following(after, "-threads") == str(encoder.threads)
    assert following(before, "-filter_complex_threads") == "1"
    if encoder.name in PINNED:
        option, value = PINNED[encoder.name]
        assert following(after, option) == value
    assert following(after, "-c:v") == encoder.name


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.name)
def test_segments_are_bitexact_without_tags_and_name_their_container(
    encoder: VideoEncoder,
) -> None:
    _, after = split(command(plan(video_encoder=encoder.name, container=encoder.containers[0]), 0))
    assert following(after, "-fflags") == "+bitexact"
    assert following(after, "-map_metadata") == "-1"
    assert following(after, "-map_chapters") == "-1"
    assert "." + following(after, "-f") == encoder.part_suffix


def test_source_and_part_are_files_whatever_their_names_look_like() -> None:
    for name in [*media_factory.HOSTILE_NAMES, "http:x", "pipe:0", "-vn", "%05d.png"]:
        path = Path("/films", name)
        made = segment_command(replace(plan(), path=path), 0, Path("/parts", name), 1)
        assert following(made, "-i") == f"file:/films/{name}"
        assert made.count(f"file:/parts/{name}") == 1
        assert not {name, str(path)} & set(made)


def test_nothing_but_files_and_pipes_may_be_opened() -> None:
    before, _ = split(command(plan(), 0))
    assert set(following(before, "-protocol_whitelist").split(",")) == {"file", "pipe"}
    assert "-nostdin" in before


def test_a_name_is_never_seen_by_a_shell(tmp_path: Path) -> None:
    told = tmp_path / "told"
    fake = tmp_path / "ffmpeg"
    fake.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" > {told}\nexit 3\n')
    fake.chmod(stat.S_IRWXU)
    name = "$(touch hacked); `touch hacked`\n& film.mp4"
    planned = replace(plan(), build=FfmpegBuild(fake, "7", "0"), path=Path("/films", name))
    context = UnitContext(described(), tmp_path / "part.mp4", CancelToken())
    with pytest.raises(ProcessFailed):
        run_segment(planned, 0, context)
    arguments = [os.fsdecode(part) for part in told.read_bytes().split(b"\0")]
    assert f"file:/films/{name}" in arguments
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ffmpeg", "told"]


def test_the_first_segment_is_read_from_the_beginning() -> None:
    assert "-ss" not in command(plan(), 0)


def test_others_seek_to_just_behind_the_key_frame_before_them() -> None:
    planned = plan()
    first, _ = planned.segment(2)
    key = max(key for key in planned.keys if key <= first)
    seconds = float(following(command(planned, 2), "-ss"))
    assert key / 25 < seconds < (key + 1) / 25
    assert "-noaccurate_seek" in command(planned, 2)


def test_a_seek_counts_from_the_start_of_the_file() -> None:
    shifted = replace(INDEX, pts=array("q", (value + 5 * 12800 for value in INDEX.pts)))
    later = plan(source=replace(SOURCE, start_time=Fraction(5)), index=shifted)
    assert following(command(later, 2), "-ss") == following(command(plan(), 2), "-ss")


@pytest.mark.parametrize("given", [{"reading": "ordered"}, {"index": "ordered"}])
def test_what_is_read_in_order_is_never_sought_in(given: dict[str, Any]) -> None:
    if "index" in given:
        given = {"index": replace(INDEX, reading="ordered")}
    planned = plan(**given)
    for index in range(planned.segment_count):
        made = command(planned, index)
        assert "-ss" not in made
        first, stop = planned.segment(index)
        assert f"trim=end_frame={stop}:start_frame={first}" in "".join(made)


def seek(planned: VideoPlan, index: int, attempt: int) -> float:
    """Seconds at which reading begins, 0 for the file's begin."""
    made = command(planned, index, attempt)
    return float(following(made, "-ss")) if "-ss" in made else 0.0


@pytest.mark.parametrize("reading", ["seek", "timed"])
def test_each_retry_begins_earlier_and_the_third_at_the_beginning(reading: Any) -> None:
    planned = plan(index=replace(INDEX, reading=reading))
    last = planned.segment_count - 1
    begins = [seek(planned, last, attempt) for attempt in (1, 2, 3, 4)]
    assert begins[0] > begins[1] > begins[2]
    assert begins[2:] == [0.0, 0.0]


def test_where_seeking_is_not_exact_reading_begins_keys_before() -> None:
    timed = plan(index=replace(INDEX, reading="timed"))
    last = timed.segment_count - 1
    assert seek(timed, last, 1) == pytest.approx(seek(plan(), last, 1) - 2 * 12 / 25)


def test_frames_are_chosen_by_their_times() -> None:
    planned = plan()
    first, stop = planned.segment(1)
    text = "".join(command(planned, 1))
    assert f"trim=end_pts={(stop - 1) * 512 + 1}:start_pts={first * 512}" in text


def test_filters_that_look_around_get_frames_from_outside_the_segment() -> None:
    planned = plan(denoise=True)
    first, stop = planned.segment(1)
    text = "".join(command(planned, 1))
    assert f"end_pts={(stop + 3) * 512 + 1}:start_pts={(first - 4) * 512}" in text
    assert f"end_pts={(stop - 1) * 512 + 1}:start_pts={first * 512}" in text


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"fps": "30"},
        {"reading": "ordered"},
        {"denoise": True, "scale": "80x48"},
        {"start": "0.5", "end": "1.5"},
    ],
    ids=str,
)
def test_each_way_of_reading_gives_the_same_bytes(
    tmp_path: Path, clip: Path, settings: dict[str, Any]
) -> None:
    wanted = {"encoder_preset": "ultrafast", "segment_seconds": 0.5, "audio_tracks": "none"}
    whole = real(clip, **wanted, **settings)
    planned = details(whole)
    index = planned.segment_count - 1
    assert index >= 1
    made = []
    for attempt in (1, 2, 3):
        part = tmp_path / f"{attempt}.mp4"
        run_segment(planned, index, UnitContext(whole, part, CancelToken(), attempt=attempt))
        made.append(part.read_bytes())
    assert made[0] == made[1] == made[2]
