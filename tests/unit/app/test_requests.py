"""What a user typed becomes a request, or a sentence about what it should look like."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.jobs.presets import find_preset
from app.jobs.requests import (
    bitrate,
    container_of,
    frame_rate,
    make_request,
    relative,
    seconds,
)
from exporters.errors import UsageError
from exporters.video.encoders import CONTAINERS
from exporters.video.request import VideoRequest

FILM = Path("/films/film.mp4")


@given(st.integers(0, 9999), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999_999_999))
def test_a_time_on_the_clock_is_exact(hours: int, minutes: int, whole: int, nanos: int) -> None:
    expected = hours * 3600 + minutes * 60 + whole + Fraction(nanos, 10**9)
    assert Fraction(seconds(f"{hours}:{minutes:02}:{whole:02}.{nanos:09}")) == expected
    assert Fraction(seconds(f" {hours * 60 + minutes}:{whole}.{nanos:09} ")) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("62.5", "125/2"), ("125/2", "125/2"), ("0", "0"), ("1:02:03.5", "7447/2"), ("90:00", "5400")],
)
def test_times(text: str, value: str) -> None:
    assert seconds(text) == value


@given(st.text(max_size=20) | st.text("0123456789:./-_e +", max_size=14))
@example("1e999999999")
@example("1E-999999999")
@example("1/0")
@example("٣:٠٠")
@example("1" * 6000)
@example("1/" + "1" * 6000)
@example("nan")
def test_any_text_is_a_time_or_a_sentence(text: str) -> None:
    try:
        found = seconds(text)
    except UsageError as error:
        assert "is not a time" in error.problem  # noqa: PT017  both are allowed
        return
    assert Fraction(found) == Fraction(found)
    assert "e" not in found.lower()


def test_a_time_out_of_range_is_refused_by_the_request() -> None:
    with pytest.raises(UsageError):
        make_request(FILM, Path("/out/film.mp4"), None, {"start": seconds("-5")})
    with pytest.raises(UsageError):
        make_request(FILM, Path("/out/film.mp4"), None, {"start": seconds("9" * 30)})


@pytest.mark.parametrize(
    ("text", "value"),
    [("160k", 160_000), ("160K", 160_000), ("1.5M", 1_500_000), ("128000", 128_000),
     (" 96k ", 96_000), ("0.5k", 500)],
)  # fmt: skip
def test_bit_rates(text: str, value: int) -> None:
    assert bitrate(text) == value


@given(st.integers(0, 9_999_999), st.sampled_from([("", 1), ("k", 1000), ("M", 1_000_000)]))
def test_bit_rates_are_whole_numbers(number: int, unit: tuple[str, int]) -> None:
    assert bitrate(f"{number}{unit[0]}") == number * unit[1]


@pytest.mark.parametrize("text", ["", "k", "-1k", "1g", "1e6", "160 k", "1,5M", "nan", "12345678"])
def test_what_is_no_bit_rate_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a bit rate"):
        bitrate(text)


@given(st.text(max_size=12) | st.text("0123456789.kKM", max_size=400))
def test_any_text_is_a_bit_rate_or_a_sentence(text: str) -> None:
    try:
        assert bitrate(text) >= 0
    except UsageError:
        return


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("23.976", Fraction(24000, 1001)),
        ("23.98", Fraction(24000, 1001)),
        ("29.97", Fraction(30000, 1001)),
        ("59.94", Fraction(60000, 1001)),
        ("25", Fraction(25)),
        (" 50 ", Fraction(50)),
        ("30000/1001", Fraction(30000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_spoken_frame_rates_mean_the_exact_ones(text: str, rate: Fraction) -> None:
    assert VideoRequest("x", fps=frame_rate(text)).frame_rate == rate


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_outputs_name_says_the_container(container: str) -> None:
    assert container_of(Path(f"film.{container}")) == container
    assert container_of(Path(f"film.old.{container.upper()}")) == container


@pytest.mark.parametrize("name", ["film", "film.avi", "film.", ".mp4", "film.mp4 "])
def test_a_name_that_says_nothing_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="does not say what to write"):
        container_of(Path(name))


def made(output: str, preset: str | None = None, **overrides: Any) -> VideoRequest:
    chosen = None if preset is None else find_preset(preset)
    return make_request(FILM, Path(output), chosen, overrides)


def test_defaults_follow_the_container() -> None:
    assert made("/out/a.mp4").video_encoder == "libx264"
    assert made("/out/a.webm").video_encoder == "libvpx-vp9"
    assert made("/out/a.m4a").video is None
    assert made("/out/a.mka", audio_encoder="copy").audio_encoder == "copy"


def test_what_is_given_goes_before_the_preset_and_none_is_not_given() -> None:
    plain = made("/out/a.mp4", "web-720p")
    assert (plain.crf, plain.scale, plain.encoder_preset) == (22, "1280x720", "medium")
    other = made("/out/a.mp4", "web-720p", crf=18, scale=None)
    assert (other.crf, other.scale) == (18, "1280x720")


def test_another_encoder_does_not_get_the_settings_of_the_presets() -> None:
    request = made("/out/a.mp4", "lecture", video_encoder="x265")
    assert request.video_encoder == "libx265"
    assert (request.crf, request.encoder_preset, request.pixel_format) == (None, "", "")
    assert request.video_options == {}
    assert request.scale == "1280x720"
    same = made("/out/a.mp4", "lecture", video_encoder="h264")
    assert (same.video_encoder, same.crf) == ("libx264", 25)


def test_another_container_gets_sound_that_it_can_hold() -> None:
    request = made("/out/a.mp4", "prores-edit", video_encoder="libx264")
    assert request.audio is not None
    assert request.audio.name == "aac"
    assert made("/out/a.mkv", "web-720p").audio_bitrate == 128_000
    with pytest.raises(UsageError, match="MP4 cannot hold pcm_s16le"):
        made("/out/a.mp4", audio_encoder="pcm")


def test_a_preset_for_pictures_gives_sound_alone_where_the_output_asks_for_it() -> None:
    request = made("/out/a.m4a", "web-720p")
    assert request.video is None
    assert request.audio_bitrate == 128_000


def test_none_leaves_the_picture_out() -> None:
    assert made("/out/a.mp4", video_encoder="none").video is None


@pytest.mark.parametrize(
    ("source", "folder", "text"),
    [
        ("/films/film.mp4", "/films", "film.mp4"),
        ("/films/film.mp4", "/films/out", "../film.mp4"),
        ("/films/a/film.mp4", "/out", "../films/a/film.mp4"),
    ],
)
def test_sources_are_named_from_the_output(source: str, folder: str, text: str) -> None:
    assert relative(Path(source), Path(folder)) == text
    assert Path(folder, text).resolve() == Path(source).resolve()


def test_relative_names_are_those_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    request = make_request(Path("in/film.mp4"), Path("out/film.mp4"), None, {})
    assert request.source == "../in/film.mp4"
