"""What comes out, frame by frame and sample by sample, against what plain ffmpeg makes of it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from exporters.media.ffmpeg import file_url
from exporters.media.probe import probe
from tests import media_factory as media
from tests.commands import reprise, succeed

Maker = Callable[[Path], Path]
MPEG2 = ("-c:v", "mpeg2video", "-g", "12", "-bf", "2")
LOSSLESS = ("--video-encoder", "ffv1", "--audio-encoder", "flac", "--segment-seconds", "0.5")

SOURCES: dict[str, tuple[str, Maker]] = {
    "constant rate": ("mp4", media.constant_rate),
    "constant rate in Matroska": ("mkv", media.constant_rate),
    "30000/1001 rounded to milliseconds": ("mkv", partial(media.constant_rate, rate="30000/1001")),
    "variable rate": ("mp4", media.variable_rate),
    "variable rate in Matroska": ("mkv", media.variable_rate),
    "later start": ("mp4", media.later_start),
    "transport stream": ("ts", media.transport_stream),
    "MPEG-2 transport stream": ("ts", partial(media.transport_stream, codec=MPEG2)),
    "two transport streams joined": ("ts", media.joined_transport_streams),
    "AVI": ("avi", media.avi),
    "AVI with H.264": ("avi", media.avi_h264),
    "AVI with full range": ("avi", media.avi_mjpeg),
    "FLV": ("flv", media.flv),
    "edit list": ("mp4", media.edit_list),
    "rotated": ("mp4", media.rotated),
    "odd size": ("mp4", media.odd_size),
    "HDR": ("mp4", media.hdr),
    "anamorphic": ("mp4", media.anamorphic),
    "interlaced": ("mp4", media.interlaced),
    "one frame": ("mp4", media.one_frame),
    "hidden frames": ("webm", media.vp9),
    "no sound": ("mp4", media.pictures_only),
}


def seconds(path: Path, times: list[int]) -> list[Fraction]:
    video = probe(path).video
    assert video is not None
    return [(time - times[0]) * video.time_base for time in times]


@pytest.mark.parametrize("name", SOURCES)
def test_a_lossless_export_has_the_frames_of_its_source(name: str, tmp_path: Path) -> None:
    suffix, make = SOURCES[name]
    source = make(tmp_path / f"source.{suffix}")
    output = tmp_path / "output.mkv"
    succeed("export", source, "-o", output, *LOSSLESS)
    expected, found = media.decoded_hashes(source), media.decoded_hashes(output)
    assert [frame for _, frame in found] == [frame for _, frame in expected]
    if name not in ("two transport streams joined", "AVI", "AVI with H.264"):
        wanted = seconds(source, [time for time, _ in expected])
        got = seconds(output, [time for time, _ in found])
        assert all(abs(a - b) <= Fraction(1, 500) for a, b in zip(got, wanted, strict=True))


def test_exact_timestamps_survive_in_mp4(tmp_path: Path) -> None:
    source = media.variable_rate(tmp_path / "source.mp4")
    output = tmp_path / "output.mp4"
    succeed("export", source, "-o", output, "--segment-seconds", "0.5")
    before = sorted(pts for pts, _, _ in media.packet_times(source))
    after = media.packet_times(output)
    shown = sorted(pts for pts, _, _ in after)
    assert [pts - shown[0] for pts in shown] == [pts - before[0] for pts in before]
    decoding = [dts for _, dts, _ in after]
    assert all(a < b for a, b in pairwise(decoding))
    assert all(dts <= pts for pts, dts, _ in after)


@pytest.mark.parametrize("suffix", ["mp4", "ts", "avi"])
def test_boundaries_do_not_change_a_picture_that_filters_with_memory_make(
    suffix: str, tmp_path: Path
) -> None:
    makers: dict[str, Maker] = {
        "mp4": media.interlaced,
        "ts": partial(media.transport_stream, codec=MPEG2),
        "avi": media.avi,
    }
    source = makers[suffix](tmp_path / f"source.{suffix}")
    results = []
    for length in ("0.5", "60"):
        output = tmp_path / f"{length}.mkv"
        succeed(
            "export", source, "-o", output, "--video-encoder", "ffv1", "--audio", "none",
            "--deinterlace", "--denoise", "--scale", "80x48", "--segment-seconds", length,
        )  # fmt: skip
        results.append([frame for _, frame in media.decoded_hashes(output)])
    assert results[0] == results[1]
    assert len(results[0]) == len(media.decoded_hashes(source))


@pytest.mark.parametrize(
    ("rate", "suffix"),
    [
        ("50", "mp4"),
        ("30000/1001", "ts"),
        *(
            pytest.param(rate, suffix, marks=pytest.mark.soak)
            for rate, suffix in (("12", "mp4"), ("30000/1001", "mp4"), ("50", "ts"), ("12", "ts"))
        ),
    ],
)
def test_a_converted_frame_rate_does_not_depend_on_segments(
    rate: str, suffix: str, tmp_path: Path
) -> None:
    make = media.variable_rate if suffix == "mp4" else media.transport_stream
    source = make(tmp_path / f"source.{suffix}")
    results = []
    for length in ("0.5", "60"):
        output = tmp_path / f"{length}.mkv"
        succeed(
            "export", source, "-o", output, "--video-encoder", "ffv1", "--audio", "none",
            "--fps", rate, "--segment-seconds", length,
        )  # fmt: skip
        results.append([frame for _, frame in media.decoded_hashes(output)])
    assert results[0] == results[1]
    assert abs(len(results[0]) - 2 * Fraction(rate)) <= 2


def samples(path: Path, stream: str = "a:0") -> tuple[int, str]:
    """Number of decoded samples, and a digest over all of them."""
    options = ["-map", f"0:{stream}", "-f", "s16le", "-c:a", "pcm_s16le"]
    from hashlib import sha256

    from exporters.media.ffmpeg import global_arguments
    from exporters.media.runner import run

    command = [*global_arguments(media.build(), progress=False), "-i", file_url(path)]
    decoded = run([*command, *options, "pipe:1"], capture=True, time_limit=60).stdout
    return len(decoded), sha256(decoded).hexdigest()


SOUNDS = [
    ("mp4", "aac", ("-b:a", "96000")),
    ("mkv", "aac", ("-b:a", "96000")),
    ("mov", "pcm_s16le", ()),
    ("webm", "libopus", ("-b:a", "96000")),
    ("mp4", "libopus", ("-b:a", "96000")),
    ("mkv", "flac", ()),
    ("mp4", "flac", ()),
    ("mkv", "copy", ()),
    ("mp4", "copy", ()),
]


@pytest.mark.parametrize(("container", "encoder", "options"), SOUNDS)
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("constant", marks=pytest.mark.soak),
        pytest.param("longer", marks=pytest.mark.soak),
        "later",
    ],
)
def test_sound_is_that_of_a_plain_run_sample_for_sample(
    container: str, encoder: str, options: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    makers: dict[str, Maker] = {
        "constant": media.constant_rate,
        "longer": media.longer_sound,
        "later": media.later_start,
    }
    source = makers[kind](tmp_path / "source.mp4")
    output, plain = tmp_path / f"output.{container}", tmp_path / f"plain.{container}"
    video = "libvpx-vp9" if container == "webm" else "libx264"
    quick = ("--encoder-preset", "5") if container == "webm" else ("--encoder-preset", "ultrafast")
    rate = ("--audio-bitrate", "96k") if options else ()
    succeed(
        "export", source, "-o", output, "--audio-encoder", encoder, *rate, "--video-encoder",
        video, *quick, "--segment-seconds", "0.5",
    )  # fmt: skip
    speed = ("-deadline", "realtime", "-cpu-used", "8") if container == "webm" else ()
    media.ffmpeg("-i", source, "-c:v", video, *speed, "-c:a", encoder, *options, plain)
    assert samples(output) == samples(plain)


def test_start_and_end_cut_to_the_frame_and_the_sample(tmp_path: Path) -> None:
    source = media.constant_rate(tmp_path / "source.mkv")
    whole, part = tmp_path / "whole.mkv", tmp_path / "part.mkv"
    succeed("export", source, "-o", whole, *LOSSLESS)
    succeed("export", source, "-o", part, *LOSSLESS, "--start", "0.52", "--end", "0:01.24")
    frames = [frame for _, frame in media.decoded_hashes(whole)]
    assert [frame for _, frame in media.decoded_hashes(part)] == frames[13:31]
    length, _ = samples(part)
    rate = 48000 * 2
    assert length == round((1.24 - 0.52) * rate)


def test_what_belongs_to_a_film_is_carried_over(tmp_path: Path) -> None:
    source = media.two_languages(tmp_path / "source.mkv")
    for container in ("mp4", "mkv", "mov"):
        output = tmp_path / f"output.{container}"
        succeed("export", source, "-o", output, "--segment-seconds", "0.5")
        made = probe(output)
        assert made.metadata.get("title") == "Two languages"
        assert [chapter.title for chapter in made.chapters] == ["One", "Two"]
        german = "ger" if container == "mov" else "deu"
        assert [track.language for track in made.audio] == ["eng", german]
    chosen = tmp_path / "second.mkv"
    succeed("export", source, "-o", chosen, "--audio", "2")
    assert [track.title for track in probe(chosen).audio] == ["Kommentar"]


@pytest.mark.parametrize("container", ["mp4", pytest.param("mov", marks=pytest.mark.soak), "mkv"])
def test_the_picture_is_shown_as_before(container: str, tmp_path: Path) -> None:
    turned = media.rotated(tmp_path / "turned.mp4")
    wide = media.anamorphic(tmp_path / "wide.mp4")
    for source in (turned, wide):
        output = tmp_path / f"{source.stem} out.{container}"
        succeed("export", source, "-o", output)
        before, after = probe(source).video, probe(output).video
        assert before is not None
        assert after is not None
        assert after.rotation == before.rotation
        assert after.sample_aspect_ratio == before.sample_aspect_ratio


@pytest.mark.parametrize(("container", "encoder"), [("mkv", "ffv1"), ("webm", "libvpx-vp9")])
def test_the_shape_of_pixels_is_stated_where_only_the_container_can(
    container: str, encoder: str, tmp_path: Path
) -> None:
    source = media.anamorphic(tmp_path / "wide.mp4")
    output = tmp_path / f"out.{container}"
    succeed("export", source, "-o", output, "--video-encoder", encoder)
    made = probe(output).video
    assert made is not None
    assert made.sample_aspect_ratio is not None
    # WebM states the shown size in whole pixels.
    assert abs(made.sample_aspect_ratio - Fraction(16, 11)) < Fraction(1, 160)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([output.name, "wide.mp4"])


@pytest.mark.parametrize("encoder", ["libx264", "libx265", "libsvtav1", "libvpx-vp9"])
def test_hdr_tags_are_on_the_assembled_file(encoder: str, tmp_path: Path) -> None:
    source = media.hdr(tmp_path / "source.mp4")
    output = tmp_path / "output.mp4"
    preset = {"libsvtav1": "10", "libvpx-vp9": "5"}.get(encoder, "ultrafast")
    done = reprise(
        "export", source, "-o", output, "--video-encoder", encoder, "--encoder-preset", preset
    )
    assert done.returncode == 0, done.stderr
    made = probe(output).video
    assert made is not None
    colours = (made.color_primaries, made.color_transfer, made.color_space, made.color_range)
    assert colours == ("bt2020", "smpte2084", "bt2020nc", "tv")
    assert made.bit_depth == 10
    assert (made.mastering_display is not None) or "mastering display" in done.stdout


def test_a_cover_is_not_taken_for_the_film(tmp_path: Path) -> None:
    source = media.cover_art(tmp_path / "source.mkv")
    output = tmp_path / "output.mkv"
    succeed("export", source, "-o", output, *LOSSLESS)
    assert len(media.decoded_hashes(output)) == 25


def test_a_truncated_source_is_exported_as_far_as_it_decodes(tmp_path: Path) -> None:
    source = media.truncated(tmp_path / "source.mp4")
    output = tmp_path / "output.mkv"
    done = reprise("export", source, "-o", output, *LOSSLESS)
    assert done.returncode == 1
    assert "cut off" in done.stderr
    frames = [frame for _, frame in media.decoded_hashes(output)]
    whole = [frame for _, frame in media.decoded_hashes(source)]
    assert len(frames) > 30
    assert frames == whole[: len(frames)]
    allowed = tmp_path / "allowed.mkv"
    succeed("export", source, "-o", allowed, *LOSSLESS, "--allow-truncated")
    assert allowed.read_bytes() == output.read_bytes()
