"""What is offered can be asked for, and what is not offered is refused: over all tables."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from app.jobs import choices, presets
from app.jobs.choices import Choice, CrfRange
from app.jobs.draft import Draft, check_source
from app.jobs.naming import check_folder, check_pattern
from app.jobs.presets import BUILT_IN, all_presets, find_preset, remove_preset, save_preset
from app.jobs.reasons import SENTENCES, Reason, Refused
from app.jobs.requests import make_request
from app.jobs.sizes import BOXES, FRAME_RATES, frame_rates, result_size, sizes
from exporters.errors import UsageError
from exporters.media.ffmpeg import find_ffmpeg
from exporters.video.encoders import (
    AUDIO_ENCODERS,
    CONTAINERS,
    VIDEO_ENCODERS,
    choose_pixel_format,
)
from exporters.video.planning import COPYABLE, lay_out
from exporters.video.request import VideoRequest
from tests.unit.exporters.video.plans import AUDIO, SOURCE, VIDEO

VIDEOS = [*VIDEO_ENCODERS, ""]


def is_accepted(**settings: Any) -> bool:
    try:
        VideoRequest.from_map({"source": "film.mp4", **settings})
    except UsageError:
        return False
    return True


def agrees(choice: Choice, **settings: Any) -> None:
    assert is_accepted(**settings) == choice.allowed, (choice, settings)


@pytest.mark.parametrize("container", CONTAINERS)
def test_encoders_are_offered_that_a_container_can_hold(container: str) -> None:
    listed = choices.video_encoders(container)
    assert [choice.value for choice in listed] == VIDEOS
    for choice in listed:
        agrees(choice, container=container, video_encoder=choice.value)
    for sound in choices.audio_encoders(container):
        agrees(sound, container=container, video_encoder="", audio_encoder=sound.value)
    assert is_accepted(
        container=container, video_encoder="", audio_encoder=choices.default_audio(container)
    )


@pytest.mark.parametrize(
    ("container", "video", "audio"), list(itertools.product(CONTAINERS, VIDEOS, AUDIO_ENCODERS))
)
def test_two_encoders_that_are_offered_go_together(container: str, video: str, audio: str) -> None:
    pictures = {choice.value: choice for choice in choices.video_encoders(container)}
    sounds = {choice.value: choice for choice in choices.audio_encoders(container)}
    offered = pictures[video].allowed and sounds[audio].allowed
    assert offered == is_accepted(container=container, video_encoder=video, audio_encoder=audio)


def containers_of(encoder: str) -> str:
    return VIDEO_ENCODERS[encoder].containers[0]


@pytest.mark.parametrize("encoder", VIDEO_ENCODERS)
def test_qualities_are_those_that_an_encoder_takes(encoder: str) -> None:
    base = {"container": containers_of(encoder), "video_encoder": encoder}
    found = choices.qualities(encoder)
    if isinstance(found, Reason):
        assert not is_accepted(**base, crf=20)
        return
    assert found.low <= found.default <= found.high
    assert is_accepted(**base, crf=found.low)
    assert is_accepted(**base, crf=found.high)
    assert not is_accepted(**base, crf=found.low - 1)
    assert not is_accepted(**base, crf=found.high + 1)


@pytest.mark.parametrize("encoder", VIDEO_ENCODERS)
def test_speeds_are_those_that_an_encoder_takes(encoder: str) -> None:
    base = {"container": containers_of(encoder), "video_encoder": encoder}
    found = choices.speeds(encoder)
    listed, usual = ([], "") if isinstance(found, Reason) else found
    assert isinstance(found, Reason) or usual in listed
    everything = {name for entry in VIDEO_ENCODERS.values() for name in entry.presets}
    for name in everything:
        assert is_accepted(**base, encoder_preset=name) == (name in listed)


@pytest.mark.parametrize("encoder", VIDEO_ENCODERS)
def test_pixel_formats_are_those_that_an_encoder_takes(encoder: str) -> None:
    base = {"container": containers_of(encoder), "video_encoder": encoder}
    everything = {name for entry in VIDEO_ENCODERS.values() for name in entry.pixel_formats}
    entry = VIDEO_ENCODERS[encoder]
    for preset in entry.presets or ("",):
        listed = {choice.value: choice for choice in choices.pixel_formats(encoder, preset)}
        for name in everything:
            taken = is_accepted(**base, pixel_format=name)
            assert taken == (name in listed)
            if name in listed and not listed[name].allowed:
                assert choices.has_profiles(encoder)
        allowed = [name for name, choice in listed.items() if choice.allowed]
        assert choose_pixel_format(entry, "yuv420p", preset) in allowed


@pytest.mark.parametrize("container", CONTAINERS)
def test_copying_is_offered_for_sound_that_a_container_takes(container: str) -> None:
    build = find_ffmpeg()
    codecs = {*set().union(*COPYABLE.values()), "wmav2", "dts", "pcm_f32le"}
    request = VideoRequest("x", container, video_encoder="", audio_encoder="copy")
    for codec in sorted(codecs):
        stream = replace(AUDIO, codec=codec)
        source = replace(SOURCE, audio=(AUDIO, stream))
        copy = choices.audio_encoders(container, [stream])[-1]
        assert copy.value == "copy"
        wanted = replace(request, audio_tracks="2")
        if copy.allowed:
            lay_out(wanted, Path("x"), source, None, build)
            check_source(wanted, source)
        else:
            with pytest.raises(UsageError, match=f"cannot hold {codec}"):
                lay_out(wanted, Path("x"), source, None, build)
            with pytest.raises(UsageError, match=f"cannot hold {codec}"):
                check_source(wanted, source)


@pytest.mark.parametrize(
    ("container", "encoder"), [("mp4", "libx264"), ("mp4", ""), ("m4a", ""), ("mkv", "")]
)
def test_something_is_left_to_export(container: str, encoder: str) -> None:
    for choice in choices.audio_tracks(encoder, container, SOURCE, 1):
        tracks = "1,2" if choice.value == "list" else choice.value
        agrees(choice, container=container, video_encoder=encoder, audio_tracks=tracks)


def test_bit_rates_are_possible_ones_and_only_where_they_count() -> None:
    for name in AUDIO_ENCODERS:
        found = choices.audio_bitrates(name)
        counts = not isinstance(found, Reason)
        assert counts == bool(AUDIO_ENCODERS[name].bitrate)
        for rate in found if not isinstance(found, Reason) else ():
            assert is_accepted(container="mkv", audio_encoder=name, audio_bitrate=rate)
    assert isinstance(choices.audio_bitrates(""), Reason)


def all_reasons() -> list[Reason]:
    silent = replace(SOURCE, audio=())
    listed: list[Choice] = [
        *(choice for name in CONTAINERS for choice in choices.video_encoders(name)),
        *(
            choice
            for name in CONTAINERS
            for codec in ("dts", "")
            for choice in choices.audio_encoders(name, [replace(AUDIO, codec=codec)])
        ),
        *choices.pixel_formats("dnxhd", "dnxhr_444"),
        *choices.audio_tracks("", "m4a", SOURCE, 2),
        *choices.audio_tracks("libx264", "mp4", silent, 1),
    ]
    single = [
        *(choices.qualities(name) for name in VIDEOS),
        *(choices.speeds(name) for name in VIDEOS),
        *(choices.audio_bitrates(name) for name in [*AUDIO_ENCODERS, ""]),
        choices.filters(""),
        choices.filters("libx264", replace(SOURCE, video=None)),
        choices.trim(2),
        choices.subtitles("m4a"),
        choices.subtitles("mp4", SOURCE),
    ]
    found = [choice.reason for choice in listed] + [
        reason for reason in single if isinstance(reason, Reason)
    ]
    return [reason for reason in found if reason is not None]


def refusals(folder: Path) -> list[Reason]:
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    save_preset("mine", "Mine", "", {})
    refused: list[Callable[[], object]] = [
        lambda: check_pattern(""),
        lambda: check_pattern("{x}"),
        lambda: check_pattern("/"),
        lambda: check_folder(folder / "missing"),
        lambda: check_source(VideoRequest("x", audio_tracks="7"), SOURCE),
        lambda: check_source(VideoRequest("x", start="60"), SOURCE),
        lambda: save_preset("a b", "", "", {}),
        lambda: save_preset("mine", "", "", {}),
        lambda: remove_preset("web-720p"),
    ]
    reasons = [Refused("folder_closed", folder=str(closed)).reason]
    for function in refused:
        with pytest.raises(Refused) as failure:
            function()
        reasons.append(failure.value.reason)
    return reasons


def test_every_reason_is_a_sentence_with_everything_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presets, "own_folder", lambda: tmp_path / "presets")
    reasons = all_reasons() + refusals(tmp_path)
    assert {reason.key for reason in reasons} == set(SENTENCES)
    for reason in reasons:
        assert reason.sentence.endswith(".")
        wanted = {name for _, name, _, _ in Formatter().parse(SENTENCES[reason.key]) if name}
        assert wanted == set(dict(reason.values))


def test_nothing_is_in_the_way_of_one_source_with_picture_and_sound() -> None:
    assert choices.filters("libx264", SOURCE) is None
    assert choices.trim(1) is None
    assert isinstance(choices.qualities("libx264"), CrfRange)
    assert choices.fastest_first("libx264")
    assert not choices.fastest_first("libsvtav1")


def test_subtitles_can_be_chosen_where_there_are_some_and_a_container_for_them() -> None:
    assert choices.subtitles("mp4", replace(SOURCE, subtitles=1)) is None
    assert choices.subtitles("mkv") is None


def test_the_sound_of_an_edit_is_never_copied() -> None:
    mixed = [replace(AUDIO, codec="")]
    listed = {choice.value: choice.reason for choice in choices.audio_encoders("mkv", mixed)}
    assert listed["copy"] is not None
    assert listed["aac"] is None


def test_sizes_are_smaller_than_the_source_and_of_its_shape() -> None:
    wide = replace(VIDEO, width=1920, height=800)
    assert [(size.scale, size.width, size.height) for size in sizes(wide, True)] == [
        ("", 1920, 800),
        ("1280x720", 1280, 534),
        ("960x540", 960, 400),
        ("640x360", 640, 266),
    ]
    upright = replace(VIDEO, width=1920, height=1080, rotation=90)
    assert [(size.scale, size.width, size.height) for size in sizes(upright, True)][:2] == [
        ("", 1080, 1920),
        ("720x1280", 720, 1280),
    ]
    assert len(sizes(None, True)) == len(BOXES) + 3


def test_larger_sizes_are_there_when_asked() -> None:
    small = replace(VIDEO, width=640, height=480, sample_aspect_ratio=Fraction(1))
    asked = sizes(small, True, larger=True)
    assert max(size.width for size in asked) == 2880
    for size in asked:
        assert is_accepted(scale=size.scale)
        assert abs(size.width / size.height - 4 / 3) < 0.01
    assert max(size.width for size in sizes(small, True)) == 640


@pytest.mark.parametrize("side", range(2, 40))
def test_sizes_of_tiny_sources_are_possible(side: int) -> None:
    for size in sizes(replace(VIDEO, width=side, height=41 - side), True, larger=True):
        assert size.width >= 2
        assert size.height >= 2
        assert result_size(VIDEO, size.scale, True).width
        assert is_accepted(scale=size.scale)


def test_frame_rates_are_not_above_the_sources() -> None:
    assert frame_rates(Fraction(25)) == ["", "24000/1001", "24"]
    assert frame_rates(None) == frame_rates(Fraction(25), higher=True) == ["", *FRAME_RATES]
    for rate in FRAME_RATES:
        assert is_accepted(fps=rate)


PRESETS = sorted(path.stem for path in BUILT_IN.glob("*.toml"))


@pytest.mark.parametrize(("preset", "container"), list(itertools.product(PRESETS, CONTAINERS)))
def test_every_preset_fits_into_every_container_by_changing_what_must_be(
    preset: str, container: str
) -> None:
    draft, reasons = Draft.of(find_preset(preset)).with_container(container, [AUDIO])
    settings = draft.settings
    assert settings.container == container
    before = Draft.of(find_preset(preset)).settings
    changed = (settings.video_encoder, settings.audio_encoder) != (
        before.video_encoder,
        before.audio_encoder,
    )
    assert changed == bool(reasons)
    check_source(settings, SOURCE)
    back, _ = draft.with_container(before.container, [AUDIO])
    assert back.settings == before
    cleaned = draft.with_value("denoise", True).with_container(before.container, [AUDIO])[0]
    assert cleaned.settings == replace(before, denoise=True)
    assert draft.with_value("audio_encoder", "copy").wished is None


@pytest.mark.parametrize(("preset", "encoder"), list(itertools.product(PRESETS, VIDEOS)))
def test_any_encoder_that_is_offered_can_be_chosen(preset: str, encoder: str) -> None:
    start = Draft.of(find_preset(preset))
    for container in CONTAINERS:
        draft, _ = start.with_container(container)
        offered = {choice.value: choice for choice in choices.video_encoders(container)}
        if offered[encoder].allowed:
            chosen = draft.with_value("video_encoder", encoder)
            assert chosen.settings.video_encoder == encoder
            again = chosen.with_value("video_encoder", draft.settings.video_encoder)
            assert again.settings == replace(draft.settings, audio_tracks="all")


def test_settings_of_an_encoder_do_not_go_to_another() -> None:
    lecture = Draft.of(find_preset("lecture"))
    other = lecture.with_value("crf", 18).with_value("video_encoder", "libx265")
    assert (other.settings.crf, other.settings.video_options) == (None, {})
    assert other.changed
    back = other.with_value("video_encoder", "libx264")
    assert back.settings == lecture.settings
    assert not back.changed


def test_without_a_picture_there_is_sound() -> None:
    silent = Draft.of(find_preset("web-720p")).with_value("audio_tracks", "none")
    assert silent.settings.audio is None
    assert silent.with_value("video_encoder", "").settings.audio is not None
    assert silent.with_container("m4a")[0].settings.audio is not None


@pytest.mark.parametrize("preset", PRESETS)
def test_a_draft_asks_for_what_the_command_line_asks_for(preset: str, tmp_path: Path) -> None:
    chosen = find_preset(preset)
    output = tmp_path / f"out.{chosen.container}"
    asked = Draft.of(chosen).request(tmp_path / "film.mov", output)
    assert asked == make_request(tmp_path / "film.mov", output, chosen, {})


@pytest.mark.parametrize("preset", all_presets()[0], ids=lambda preset: preset.name)
def test_what_is_saved_as_a_preset_gives_the_same_settings(preset: Any) -> None:
    draft = Draft.of(preset).with_value("start", "5").with_value("audio_tracks", "1,2")
    saved = replace(preset, settings=draft.preset_settings())
    assert "start" not in saved.settings
    assert Draft.of(saved).settings == replace(draft.settings, start="", audio_tracks="all")


@pytest.mark.parametrize(
    ("settings", "source", "said"),
    [
        ({"audio_tracks": "3"}, SOURCE, "track 3 does not exist"),
        ({"start": "60"}, SOURCE, "ends before the start"),
        ({"video_encoder": ""}, replace(SOURCE, audio=()), "has no sound"),
        ({"audio_tracks": "none"}, replace(SOURCE, video=None), "there must be sound"),
        (
            {"container": "mkv", "video_encoder": "ffv1"},
            replace(SOURCE, video=replace(VIDEO, pix_fmt="xyz12le")),
            "without loss",
        ),
    ],
)
def test_what_does_not_fit_the_source_is_a_sentence(
    settings: dict[str, Any], source: Any, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        check_source(VideoRequest("x", **settings), source)


def test_names_know_the_size_of_the_result() -> None:
    draft = Draft.of(find_preset("web-720p"))
    film = replace(SOURCE, video=replace(VIDEO, width=1920, height=1080, rotation=0))
    values = draft.name_values(Path("/films/a film.mov"), film)
    assert (values.name, values.preset, values.width, values.height, values.encoder) == (
        "a film", "Web 720p", 1280, 720, "libx264")  # fmt: skip
    turned = replace(SOURCE, video=replace(VIDEO, width=1920, height=1080, rotation=270))
    upright = draft.name_values(Path("x.mov"), turned)
    assert (upright.width, upright.height) == (404, 720)
    unknown = draft.name_values(Path("x.mov"), None)
    assert (unknown.width, unknown.height) == (None, None)
    sound = Draft.of(find_preset("audio-only")).name_values(Path("x.mov"), film)
    assert (sound.width, sound.encoder) == (None, "aac")
