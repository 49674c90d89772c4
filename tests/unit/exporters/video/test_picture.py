"""What is done to the picture: pixel format, range, size, filters, options."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.errors import UsageError
from exporters.video.encoders import VIDEO_ENCODERS, VideoEncoder, choose_pixel_format
from exporters.video.picture import Picture, make_picture
from tests.unit.exporters.video.plans import VIDEO, request

ENCODERS = list(VIDEO_ENCODERS.values())
BY_NAME = pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.name)


def picture(encoder: str = "libx264", stream: dict[str, Any] | None = None, **settings: Any) -> Any:
    container = VIDEO_ENCODERS[encoder].containers[0]
    wanted = request(container=container, video_encoder=encoder, **settings)
    return make_picture(wanted, replace(VIDEO, **(stream or {})))


def options(made: Picture) -> dict[str, str]:
    return dict(made.arguments)


@pytest.mark.parametrize(
    "encoder",
    [one for one in ENCODERS if one.name not in ("prores_ks", "dnxhd")],  # by their preset
    ids=lambda encoder: encoder.name,
)
def test_a_format_that_the_encoder_takes_is_kept(encoder: VideoEncoder) -> None:
    for pixel_format in encoder.pixel_formats:
        made = picture(encoder.name, {"pix_fmt": pixel_format})
        assert made.pixel_format == pixel_format.replace("yuvj", "yuv")


@pytest.mark.parametrize(
    ("encoder", "source", "preset", "chosen"),
    [
        ("libx264", "rgb24", "", "yuv420p"),
        ("libx264", "yuv444p12le", "", "yuv420p10le"),
        ("libx264", "yuva420p", "", "yuv420p"),
        ("libsvtav1", "yuv422p10le", "", "yuv420p10le"),
        ("libvpx-vp9", "p010le", "", "yuv420p10le"),
        ("prores_ks", "yuv420p", "", "yuv422p10le"),
        ("prores_ks", "yuv420p", "4444", "yuv444p10le"),
        ("dnxhd", "yuv420p10le", "dnxhr_hq", "yuv422p"),
        ("dnxhd", "yuv420p", "dnxhr_hqx", "yuv422p10le"),
        ("dnxhd", "yuv420p", "dnxhr_444", "yuv444p10le"),
        ("ffv1", "nv12", "", "yuv420p"),
        ("ffv1", "gbrp", "", "bgr0"),
        ("ffv1", "yuva444p", "", "yuva444p"),
        ("ffv1", "p010le", "", "yuv420p10le"),
    ],
)
def test_another_format_becomes_the_nearest(
    encoder: str, source: str, preset: str, chosen: str
) -> None:
    assert picture(encoder, {"pix_fmt": source}, encoder_preset=preset).pixel_format == chosen


def test_ffv1_refuses_what_it_cannot_hold_without_loss() -> None:
    with pytest.raises(UsageError, match="without loss"):
        picture("ffv1", {"pix_fmt": "xyz12le"})


@given(st.sampled_from(ENCODERS), st.text("abcuvy01234p8le", max_size=10))
def test_any_format_leads_to_one_that_the_encoder_takes(encoder: VideoEncoder, source: str) -> None:
    if encoder.name == "ffv1":
        return
    assert choose_pixel_format(encoder, source, encoder.preset) in encoder.pixel_formats


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ({"pix_fmt": "yuv420p", "color_range": None}, ""),
        ({"pix_fmt": "yuv420p", "color_range": "tv"}, "tv"),
        ({"pix_fmt": "yuv420p", "color_range": "pc"}, "pc"),
        ({"pix_fmt": "yuvj420p", "color_range": None}, "pc"),
        ({"pix_fmt": "yuvj422p", "color_range": "pc"}, "pc"),
    ],
)
@pytest.mark.parametrize("encoder", ["libx264", "libx265", "libsvtav1", "libvpx-vp9", "ffv1"])
def test_the_range_of_values_stays_and_is_said_to_the_encoder(
    encoder: str, stream: dict[str, Any], expected: str
) -> None:
    made = picture(encoder, stream)
    assert made.colour_range == expected
    assert "j" not in made.pixel_format
    assert options(made).get("color_range", "") == expected


@pytest.mark.parametrize("encoder", ["prores_ks", "dnxhd"])
def test_formats_for_editors_are_always_of_limited_range(encoder: str) -> None:
    made = picture(encoder, {"pix_fmt": "yuvj420p", "color_range": "pc"})
    assert made.colour_range == "tv"
    assert options(made)["color_range"] == "tv"


@pytest.mark.parametrize("encoder", ["libx264", "libx265", "libsvtav1"])
def test_an_odd_size_is_cropped_to_an_even_one(encoder: str) -> None:
    made = picture(encoder, {"width": 161, "height": 97})
    assert (made.width, made.height) == (160, 96)
    assert made.spatial == (("crop", (("w", "160"), ("h", "96"), ("x", "0"), ("y", "0"))),)


@pytest.mark.parametrize(
    ("encoder", "pixel_format"),
    [("libvpx-vp9", "yuv420p"), ("ffv1", "yuv420p"), ("libx264", "yuv444p")],
)
def test_an_odd_size_is_kept_where_it_can_be(encoder: str, pixel_format: str) -> None:
    made = picture(encoder, {"width": 161, "height": 97, "pix_fmt": pixel_format})
    assert (made.width, made.height, made.spatial) == (161, 97, ())


@pytest.mark.parametrize("pixel_format", ["yuv422p", "yuv422p10le"])
def test_a_halved_width_needs_an_even_width(pixel_format: str) -> None:
    made = picture("libx264", {"width": 161, "height": 96, "pix_fmt": pixel_format})
    assert made.width == 160


def test_scaling_keeps_the_aspect_and_the_turn() -> None:
    stream = {"width": 1920, "height": 1080, "rotation": 90}
    made = picture(stream=stream, scale="540x960")
    assert (made.width, made.height) == (960, 540)
    name, values = made.spatial[0]
    assert name == "scale"
    assert dict(values)["w"] == "960"


def test_a_picture_that_fits_already_is_not_scaled() -> None:
    assert picture(scale="1280x720").spatial == ()
    wide = picture(stream={"sample_aspect_ratio": Fraction(16, 11)}, scale="200x96")
    assert wide.width == 138


def test_filters_that_look_around_ask_for_frames_around() -> None:
    assert picture().run_up == 0
    assert picture(deinterlace=True).run_up == 2
    assert picture(denoise=True).run_up == 4
    both = picture(deinterlace=True, denoise=True)
    assert both.run_up == 6
    assert [name for name, _ in both.temporal] == ["bwdif", "atadenoise"]
    assert [name for name, _ in both.filters] == ["bwdif", "atadenoise"]


@BY_NAME
def test_every_encoder_has_its_threads_and_distance_of_key_frames_pinned(
    encoder: VideoEncoder,
) -> None:
    said = options(picture(encoder.name))
    assert said["c:v"] == encoder.name
    assert said["threads"] == str(encoder.threads)
    assert said["g"] == str(encoder.keyframe_interval)
    for key, value in encoder.arguments.items():
        assert said[key] == value
    if encoder.preset:
        assert said[encoder.preset_option] == encoder.preset
    assert ("crf" in said) == (encoder.crf is not None)


def test_what_is_asked_for_takes_the_place_of_defaults() -> None:
    said = options(picture(crf=20, encoder_preset="fast", pixel_format="yuv444p"))
    assert (said["crf"], said["preset"], said["pix_fmt"]) == ("20", "fast", "yuv444p")
    assert options(picture(crf=20.5))["crf"] == "20.5"


@pytest.mark.parametrize("encoder", [one for one in ENCODERS if one.params])
def test_the_pinned_part_of_the_encoders_own_list_comes_first(encoder: VideoEncoder) -> None:
    assert encoder.params is not None
    option, pinned = encoder.params
    made = picture(encoder.name, video_options={"enable-overlays": "1", "aq-mode": "2"})
    assert options(made)[option] == f"{pinned}:aq-mode=2:enable-overlays=1"
    assert options(picture(encoder.name))[option] == pinned


def test_a_tune_is_ffmpegs_option_for_x264_and_the_encoders_own_for_svt() -> None:
    assert options(picture(video_options={"tune": "film"}))["tune:v"] == "film"
    said = options(picture("libsvtav1", video_options={"tune": "0"}))
    assert said["svtav1-params"] == "lp=1:tune=0"
    assert "tune:v" not in said


def test_an_encoder_without_a_list_gets_ffmpegs_options() -> None:
    assert options(picture("libvpx-vp9", video_options={"aq-mode": "0"}))["aq-mode:v"] == "0"
