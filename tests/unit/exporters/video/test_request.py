"""A request holds only what can be carried out; everything else is a sentence."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

import msgpack
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exporters.errors import UsageError
from exporters.video.encoders import AUDIO_ENCODERS, CONTAINERS, VIDEO_ENCODERS
from exporters.video.request import VideoRequest

FULL = VideoRequest(
    source="../films/a film.mkv",
    container="mkv",
    video_encoder="libx265",
    crf=22.5,
    encoder_preset="slow",
    pixel_format="yuv420p10le",
    video_options={"tune": "grain", "aq-mode": "3"},
    scale="1280x720",
    fps="30000/1001",
    deinterlace=True,
    denoise=True,
    audio_tracks="1,3",
    audio_encoder="flac",
    start="1/3",
    end="62.5",
    segment_seconds=5,
    allow_truncated=True,
    reading="ordered",
)
NAMES = [item.name for item in fields(VideoRequest)]


def test_a_request_survives_being_stored() -> None:
    stored = msgpack.unpackb(msgpack.packb(FULL.to_map()))
    assert VideoRequest.from_map(stored) == FULL
    assert VideoRequest.from_map({"source": "x.mp4"}) == VideoRequest("x.mp4")


def test_the_order_of_options_is_no_matter() -> None:
    one = VideoRequest("x", video_options={"tune": "film", "aq-mode": "1"})
    other = VideoRequest("x", video_options={"aq-mode": "1", "tune": "film"})
    assert msgpack.packb(one.to_map()) == msgpack.packb(other.to_map())


ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.binary(max_size=4)
    | st.lists(st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=8) | st.integers(), st.text(max_size=8) | st.none())
)
PLAUSIBLE = st.sampled_from(
    [
        *CONTAINERS, *VIDEO_ENCODERS, *AUDIO_ENCODERS, "medium", "8", "hq", "yuv420p", "gray",
        "720p", "1x1!", "25", "30000/1001", "0", "-1", "1/0", "1e9", "nan", "inf", "1e-9", "none",
        "all", "first", "1,2", "0,1", ",", "٣", "1_0", " 5 ", "ordered", "auto", "x" * 300, "\0",
        "\ud800",
    ]
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=6), ODD | PLAUSIBLE, max_size=8))
@example({"source": "x", "audio_tracks": "1" * 5000})
@example({"source": "x", "start": "1e999999999"})
@example({"source": "x", "fps": "1e-999999999"})
@example({"source": "x", "crf": float("nan")})
@example({"source": "x", "segment_seconds": float("inf")})
@example({"source": "x", "scale": "٣٣p"})
def test_any_map_is_a_request_or_a_sentence(values: dict[str, Any]) -> None:
    try:
        made = VideoRequest.from_map(values)
    except UsageError:
        return
    assert VideoRequest.from_map(made.to_map()) == made
    assert made.start_seconds >= 0
    assert made.end_seconds is None or made.end_seconds > made.start_seconds
    assert made.video is not None or made.audio is not None
    if made.video is not None:
        assert made.container in made.video.containers
        assert made.frame_rate is None or 0 < made.frame_rate <= 1000


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"container": "avi"}, "not a container"),
        ({"container": "webm"}, "WEBM cannot hold libx264"),
        ({"video_encoder": "h264_nvenc"}, "not a video encoder that can be resumed"),
        ({"crf": 99}, "lies between"),
        ({"crf": True}, "wrong kind"),
        ({"container": "mov", "video_encoder": "prores_ks", "crf": 20}, "no quality setting"),
        ({"encoder_preset": "fastest"}, "no preset"),
        ({"pixel_format": "rgb24"}, "does not take the pixel format"),
        ({"scale": "big"}, "not a size"),
        ({"fps": "0"}, "not possible"),
        ({"fps": "-25"}, "not possible"),
        ({"fps": "2000"}, "not possible"),
        ({"fps": "fast"}, "not a frame rate"),
        ({"start": "soon"}, "not a start"),
        ({"start": "-1"}, "before the beginning"),
        ({"start": "5", "end": "5"}, "not lie after"),
        ({"end": "0"}, "not lie after"),
        ({"segment_seconds": 0.1}, "between 0.5 and 3600"),
        ({"audio_tracks": "0"}, "names no audio tracks"),
        ({"audio_tracks": ""}, "names no audio tracks"),
        ({"audio_encoder": "mp3"}, "not an audio encoder"),
        ({"audio_encoder": "pcm_s16le"}, "MP4 cannot hold pcm_s16le"),
        ({"audio_bitrate": 100}, "not possible"),
        ({"video_encoder": "", "audio_tracks": "none"}, "Neither picture nor sound"),
        ({"reading": "backwards"}, "not a way to read"),
        ({"speed": 2}, "unknown settings: speed"),
        ({"source": ""}, "names no source"),
        ({"source": "a\0b"}, "names no source"),
    ],
)
def test_what_cannot_be_is_said(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        VideoRequest.from_map({"source": "x.mp4", **settings})


def test_a_request_without_a_source_is_refused() -> None:
    with pytest.raises(UsageError, match="names no source"):
        VideoRequest.from_map({"container": "mp4"})


@pytest.mark.parametrize(
    ("tracks", "numbers"),
    [("all", [0, 1, 2]), ("first", [0]), ("none", []), ("1,3", [0, 2]), ("3,1", [2, 0])],
)
def test_tracks_are_counted_from_one(tracks: str, numbers: list[int]) -> None:
    assert VideoRequest("x", audio_tracks=tracks).track_numbers(3) == numbers


def test_a_track_that_is_not_there_is_said() -> None:
    with pytest.raises(UsageError, match="track 4 does not exist"):
        VideoRequest("x", audio_tracks="1,4").track_numbers(3)
    assert VideoRequest("x", audio_tracks="first").track_numbers(0) == []


def test_times_and_rates_are_exact() -> None:
    assert FULL.frame_rate == Fraction(30000, 1001)
    assert (FULL.start_seconds, FULL.end_seconds) == (Fraction(1, 3), Fraction(125, 2))


@pytest.mark.parametrize(
    ("encoder", "key", "value"),
    [
        ("libx264", "threads", "4"),
        ("libx264", "keyint", "1000"),
        ("libx264", "open-gop", "1"),
        ("libx264", "open_gop", "1"),
        ("libx264", "no-open-gop", "0"),
        ("libx264", "noopen-gop", "0"),
        ("libx264", "Threads", "4"),
        ("libx264", "sliced_threads", "1"),
        ("libx264", "non-deterministic", "1"),
        ("libx264", "aq-mode", "1:threads=4"),
        ("libx264", "aq-mode", "1:sliced_threads=1"),
        ("libx264", "x264-params", "threads=4"),
        ("libx264", "tune", "film:stats=/tmp/x"),
        ("libx264", "qpfile", "/tmp/x"),
        ("libx264", "opencl-clbin", "/tmp/x"),
        ("libx264", "dump-yuv", "/tmp/x"),
        ("libx264", "log-file", "/tmp/x"),
        ("libx265", "pools", "4"),
        ("libx265", "numa-pools", "4"),
        ("libx265", "frame_threads", "4"),
        ("libx265", "no-wpp", "0"),
        ("libx265", "csv", "/tmp/x"),
        ("libx265", "scaling-list", "/tmp/x"),
        ("libx265", "scaling_list", "/tmp/x"),
        ("libx265", "dhdr10-info", "/tmp/x"),
        ("libx265", "film-grain", "/tmp/x"),
        ("libx265", "analysis-save", "/tmp/x"),
        ("libsvtav1", "lp", "4"),
        ("libsvtav1", "fgs-table", "/tmp/x"),
        ("libvpx-vp9", "row-mt", "1"),
        ("libvpx-vp9", "pass", "1"),
        ("libvpx-vp9", "passlogfile", "/tmp/x"),
        ("libvpx-vp9", "vf", "scale=2:2"),
        ("libvpx-vp9", "filter_script", "/etc/passwd"),
        ("libvpx-vp9", "attach", "/etc/passwd"),
        ("libvpx-vp9", "fpre", "/etc/passwd"),
        ("libvpx-vp9", "vpre", "libvpx-1080p"),
        ("libvpx-vp9", "y", "1"),
        ("libvpx-vp9", "i", "/etc/passwd"),
        ("libvpx-vp9", "-i", "/etc/passwd"),
        ("libvpx-vp9", "/filter", "/etc/passwd"),
        ("libx264", "tune", "film; rm -rf ~"),
        ("libx264", "tune", "$(id)"),
        ("libx264", "tune", "a\nb"),
        ("libx264", "tune", ""),
        ("libx264", "tune", "a\\:b"),
        ("libx264", "", "film"),
        ("libx264", "a b", "film"),
        ("libx264", "tune=film:threads", "2"),
        ("libx264", "tune", "x" * 201),
    ],
)
def test_options_that_name_files_or_unpin_the_plan_are_refused(
    encoder: str, key: str, value: str
) -> None:
    container = "webm" if encoder == "libvpx-vp9" else "mp4"
    with pytest.raises(UsageError):
        VideoRequest("x", container=container, video_encoder=encoder, video_options={key: value})


@pytest.mark.parametrize(
    ("encoder", "key", "value"),
    [
        ("libx264", "tune", "film"),
        ("libx265", "profile", "main10"),
        ("libx264", "psy-rd", "1.0,0.15"),
        ("libx264", "bframes", "5"),
        ("libx264", "no-mbtree", "1"),
        ("libx264", "nal", "1"),
        ("libx265", "aq-mode", "3"),
        ("libx265", "no-sao", "1"),
        ("libx265", "deblock", "-1,-1"),
        ("libx265", "master-display",
         "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"),
        ("libsvtav1", "film-grain", "8"),
        ("libsvtav1", "tune", "0"),
        ("libvpx-vp9", "aq-mode", "0"),
        ("libvpx-vp9", "tune-content", "screen"),
    ],
)  # fmt: skip
def test_ordinary_options_are_taken(encoder: str, key: str, value: str) -> None:
    container = "webm" if encoder == "libvpx-vp9" else "mp4"
    made = VideoRequest("x", container=container, video_encoder=encoder, video_options={key: value})
    assert made.video_options == {key: value}
