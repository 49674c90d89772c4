"""A segment whose frames are not those of the plan is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import UnitFailed
from exporters.media.own_files import open_own
from exporters.plan import Plan, UnitContext
from exporters.video.part_check import begins_new, check_segment, check_sound, part_packets
from exporters.video.segment import run_segment
from exporters.video.video_plan import VideoPlan
from tests import media_factory
from tests.unit.exporters.video.plans import details, real

X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
NO_B = (*X264, "-bf", "0", "-g", "250")
WANTED = {
    "encoder_preset": "veryfast", "segment_seconds": 0.5, "audio_tracks": "none", "crf": 30,
}  # fmt: skip
INDEX = 1


def segment(plan: Plan, path: Path, index: int = INDEX) -> Path:
    run_segment(details(plan), index, UnitContext(plan, path, CancelToken()))
    return path


@pytest.fixture(scope="module")
def planned(clip: Path) -> VideoPlan:
    return details(real(clip, **WANTED))


@pytest.fixture(scope="module")
def good(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return segment(real(clip, **WANTED), tmp_path_factory.mktemp("parts") / "good.mp4")


def frames(planned: VideoPlan) -> int:
    first, stop = planned.segment(INDEX)
    return stop - first


def copied(good: Path, path: Path, *options: str) -> Path:
    """A copy of packets with something done to them, in the time base of the original."""
    keep = ("-c", "copy", "-copyts", "-video_track_timescale", "12800")
    media_factory.ffmpeg("-i", good, *keep, *options, path)
    return path


def encoded(path: Path, count: int, codec: Sequence[str] = NO_B, rate: str = "25") -> Path:
    media_factory.ffmpeg(
        *media_factory.pictures(10, rate=rate), "-frames:v", str(count), *codec,
        "-video_track_timescale", "12800", path,
    )  # fmt: skip
    return path


def refused(planned: VideoPlan, path: Path, said: str) -> None:
    with pytest.raises(UnitFailed, match=said):
        check_segment(planned, INDEX, path)


def test_a_segment_as_planned_is_accepted(planned: VideoPlan, good: Path) -> None:
    check_segment(planned, INDEX, good)
    times = media_factory.packet_times(good)
    assert len(times) == frames(planned) > 10
    assert times[0][2]
    assert any(pts != dts for pts, dts, _ in times)


def test_a_copy_of_its_packets_is_accepted_too(
    planned: VideoPlan, good: Path, tmp_path: Path
) -> None:
    check_segment(planned, INDEX, copied(good, tmp_path / "copy.mp4"))
    check_segment(planned, INDEX, encoded(tmp_path / "other.mp4", frames(planned)))


@pytest.mark.parametrize("number", [1, 5, -1])
def test_a_missing_frame(planned: VideoPlan, good: Path, tmp_path: Path, number: int) -> None:
    number = number % frames(planned)
    gap = copied(good, tmp_path / "gap.mp4", "-bsf:v", f"noise=drop=eq(n\\,{number})")
    assert len(media_factory.packet_times(gap)) == frames(planned) - 1
    refused(planned, gap, f"{frames(planned) - 1} frames instead of {frames(planned)}")


@pytest.mark.parametrize("ticks", [1, -1, 512, 256, 5120])
def test_shifted_times(planned: VideoPlan, tmp_path: Path, ticks: int) -> None:
    part = encoded(tmp_path / "part.mp4", frames(planned))
    moved = f"setts=pts=PTS+{ticks}*gte(N\\,1):dts=DTS+{ticks}*gte(N\\,1)"
    if ticks < 0:
        moved = f"setts=pts=PTS-{-ticks}*eq(N\\,3):dts=DTS-{-ticks}*eq(N\\,3)"
    shifted = copied(part, tmp_path / "shifted.mp4", "-bsf:v", moved)
    assert media_factory.packet_times(shifted) != media_factory.packet_times(part)
    refused(planned, shifted, "not in the plan|frames instead of")


def test_a_frame_too_many(planned: VideoPlan, tmp_path: Path) -> None:
    refused(planned, encoded(tmp_path / "p.mp4", frames(planned) + 1), "not in the plan")


def test_a_frame_too_few(planned: VideoPlan, tmp_path: Path) -> None:
    refused(planned, encoded(tmp_path / "p.mp4", frames(planned) - 1), "frames instead of")


def test_two_frames_at_the_same_time(planned: VideoPlan, tmp_path: Path) -> None:
    longer = encoded(tmp_path / "longer.mp4", frames(planned) + 1)
    twice = tmp_path / "twice.mp4"
    moved = f"setts=pts=PTS-512*eq(N\\,{frames(planned)}):dts=DTS-5120"
    copied(longer, twice, "-bsf:v", moved)
    times = [pts for pts, _, _ in media_factory.packet_times(twice)]
    assert len(times) == frames(planned) + 1
    assert len(set(times)) == frames(planned)
    refused(planned, twice, "not in the plan")


def test_another_rate(planned: VideoPlan, tmp_path: Path) -> None:
    part = encoded(tmp_path / "p.mp4", frames(planned), rate="30")
    refused(planned, part, "not in the plan")


def test_no_key_frame_at_the_beginning(planned: VideoPlan, tmp_path: Path) -> None:
    longer = encoded(tmp_path / "longer.mp4", frames(planned) + 1)
    moved = "noise=drop=eq(n\\,0),setts=pts=PTS-512:dts=DTS-512"
    headless = copied(longer, tmp_path / "headless.mp4", "-copyinkf", "-bsf:v", moved)
    with open_own(headless) as container:
        packets = list(part_packets(container, video=True))
    assert len(packets) == frames(planned)
    assert (packets[0].pts, packets[0].is_keyframe) == (0, False)
    refused(planned, headless, "no key frame of its own")


def test_another_segment_of_the_same_plan(clip: Path, planned: VideoPlan, tmp_path: Path) -> None:
    with pytest.raises(UnitFailed):
        check_segment(planned, 0, encoded(tmp_path / "p.mp4", 2))


def test_a_file_that_was_cut_off(planned: VideoPlan, good: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    refused(planned, cut, "cannot be read")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    refused(planned, empty, "cannot be read")


def test_sound_in_the_place_of_pictures(planned: VideoPlan, tmp_path: Path) -> None:
    refused(planned, media_factory.sound_only(tmp_path / "s.mp4"), "no stream of its kind")


def test_uneven_times_are_compared_to_the_tick(uneven_clip: Path, tmp_path: Path) -> None:
    plan = real(uneven_clip, **WANTED)
    planned = details(plan)
    assert planned.grid is not None
    assert planned.grid.rate is None
    part = segment(plan, tmp_path / "part.mp4")
    first, stop = planned.segment(INDEX)
    wanted = [tick - planned.grid.pts[first] for tick in planned.grid.pts[first:stop]]
    assert sorted(pts for pts, _, _ in media_factory.packet_times(part)) == wanted
    late = tmp_path / "late.mp4"
    moved = "setts=pts=PTS+gte(N\\,4):dts=DTS"
    media_factory.ffmpeg(
        "-i", part, "-c", "copy", "-copyts", "-video_track_timescale", "90000", "-bsf:v", moved,
        late,
    )  # fmt: skip
    refused(planned, late, "not in the plan")


@pytest.mark.parametrize(
    ("open_gop", "closed_gop"),
    [
        (
            (*X264, "-bf", "3", "-g", "10", "-x264-params", "open-gop=1:scenecut=0"),
            (*X264, "-bf", "3", "-g", "10", "-x264-params", "open-gop=0:scenecut=0"),
        ),
        (
            ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
             "keyint=10:min-keyint=10:bframes=3:scenecut=0:open-gop=1:log-level=1"),
            ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params",
             "keyint=10:min-keyint=10:bframes=3:scenecut=0:open-gop=0:log-level=1"),
        ),
    ],
    ids=["h264", "hevc"],
)  # fmt: skip
def test_only_a_frame_that_needs_nothing_before_it_begins_a_segment(
    tmp_path: Path, open_gop: Sequence[str], closed_gop: Sequence[str]
) -> None:
    def beginnings(codec: Sequence[str]) -> tuple[int, int]:
        path = encoded(tmp_path / "clip.mp4", 50, codec)
        with open_own(path) as container:
            packets = list(part_packets(container, video=True))
            return sum(p.is_keyframe for p in packets), sum(map(begins_new, packets))

    keys, new = beginnings(closed_gop)
    assert keys == new == 5
    keys, new = beginnings(open_gop)
    assert new == 1


@pytest.mark.parametrize(
    "maker", [media_factory.sound_only, lambda path: media_factory.constant_rate(path)]
)
def test_packets_of_sound_are_counted(maker: Callable[[Path], Path], tmp_path: Path) -> None:
    made = maker(tmp_path / "sound.mp4")
    packets = media_factory.packet_times(made, "a:0")
    assert check_sound(made) == len(packets) > 40


def test_sound_that_is_not_there_is_refused(tmp_path: Path, good: Path) -> None:
    with pytest.raises(UnitFailed, match="no stream of its kind"):
        check_sound(good)
    with pytest.raises(UnitFailed, match="cannot be read"):
        check_sound(media_factory.unreadable_bytes(tmp_path / "sound.mka"))
