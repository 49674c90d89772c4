"""Films whose frames are copied but around cuts: decoded, the copied ones are the source's own."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Sequence as Many
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import pytest

from exporters.media.probe import probe
from exporters.timeline.sequence import Clip, Generator, Track, Transition
from exporters.video.smart.hevc_header import parse_header
from exporters.video.smart.hevc_units import SETS, kind_of
from exporters.video.smart.marks import units_of
from tests import media_factory as factory
from tests.commands import digest, reprise, succeed
from tests.edits import frames_of, medium, sequence, sound_of, write_edit
from tests.end_to_end.test_killed_exports import kill_until_done

pytestmark = pytest.mark.soak
"""Long: run by `make soak`, not in the suite."""

SECONDS = 6
HEVC = ("--video-encoder", "libx265", "--encoder-preset", "ultrafast")
HFLIP = ("-vf", "hflip")
SMART = ("--smart", "--segment-seconds", 1, "--overwrite", "--no-resume")
X264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "24", "-pix_fmt", "yuv420p")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-x265-params")
CLOSED = "log-level=error:keyint=24:min-keyint=24:scenecut=0:open-gop=0:hash=1"
OPEN = CLOSED.replace("open-gop=0", "open-gop=1:bframes=4")
SWEEP = ["-f", "lavfi", "-i", f"aevalsrc=0.4*sin(2*PI*(200+90*t)*t):s=48000:d={SECONDS}"]


def film(path: Path, codec: Many[str] = X264, *filters: str, size: str = "160x96") -> Path:
    """Six seconds; no two frames are equal."""
    pictures = factory.pictures(SECONDS, size)
    factory.ffmpeg(*pictures, *SWEEP, *codec, *filters, *factory.AAC, path)
    return path


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two that were made alike, in different containers."""
    folder = tmp_path_factory.mktemp("films")
    return [film(folder / "one.mp4"), film(folder / "two.mkv", X264, "-vf", "hflip")]


def exported(*arguments: object) -> float:
    """Percent of the frames that were copied."""
    told = succeed("export", *arguments, *SMART)
    if "All frames were copied" in told:
        return 100.0
    found = re.search(r"([\d.]+) % of the frames were copied", told)
    assert found is not None, told
    return float(found[1])


def copied_runs(output: Path, meant: Many[str]) -> list[tuple[int, int]]:
    """Ranges of frames that are the same as in the source; all have to be there."""
    made = frames_of.__wrapped__(output)
    assert len(made) == len(meant)
    same = [one == other for one, other in zip(made, meant, strict=True)]
    runs, place = [], 0
    for equal, group in groupby(same):
        count = len(list(group))
        if equal:
            runs.append((place, place + count))
        place += count
    return runs


def assert_plays(output: Path, seeking: bool = True) -> None:
    """PyAV and ffmpeg decode it all without a word, from the beginning and after each seek."""
    av.logging.set_level(av.logging.WARNING)
    with av.logging.Capture() as log, av.open(str(output)) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        times = [frame.time for frame in container.decode(stream)]
    av.logging.set_level(None)
    assert not log
    assert times == sorted(set(times))
    whole = digests(output)
    assert len(whole) == len(times)
    for second in range(1, int(len(times) / 25), 2) if seeking else ():
        found = digests(output, "-ss", f"{second - 0.02}")
        assert found == whole[len(whole) - len(found) :]
        assert abs(len(whole) - len(found) - second * 25) <= 1


def digests(path: Path, *before: str) -> list[str]:
    """Of each frame, as ffmpeg shows them; it must not complain.

    It compares the digests that x265 was told to write into pictures.
    """
    strict = ["-v", "warning", "-err_detect", "explode+crccheck"]
    command = [str(factory.build().path), *strict, *before, "-i", str(path)]
    command += ["-map", "0:v:0", "-fps_mode", "passthrough", "-f", "framemd5", "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stderr == ""
    return [line.rsplit(",", 1)[1] for line in told.stdout.splitlines() if line[0] != "#"]


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv"])
def test_a_cut_film_is_encoded_only_before_its_first_clean_frame(
    films: list[Path], tmp_path: Path, suffix: str
) -> None:
    output = tmp_path / f"cut.{suffix}"
    share = exported(films[suffix == "mkv"], "-o", output, "--start", "0.6", "--end", "5.2")
    meant = frames_of(films[suffix == "mkv"])[15:130]
    runs = copied_runs(output, meant)
    # The second group of 24 frames begins with frame 24 of the source.
    assert runs[0][0] == 9
    assert runs[0][1] >= 113
    assert share == pytest.approx((runs[0][1] - 9) * 100 / 115, abs=0.1)
    assert_plays(output)
    sound, source = sound_of(output)[:, 0], sound_of(films[0])[:, 0]
    begin = 48000 * 6 // 10
    same = slice(4800, 100_000)
    assert np.abs(sound[same] - source[begin:][same]).max() < 0.05


def test_what_is_cut_at_clean_frames_is_copied_wholly(films: list[Path], tmp_path: Path) -> None:
    output = tmp_path / "cut.mp4"
    assert exported(films[0], "-o", output, "--start", "0.96") == 100
    assert copied_runs(output, frames_of(films[0])[24:]) == [(0, 126)]
    assert_plays(output)


def test_open_groups_are_not_cut_at(tmp_path: Path) -> None:
    source = film(tmp_path / "open.mp4", (*X264, "-x264-params", "open-gop=1:bframes=3"))
    output = tmp_path / "cut.mp4"
    refused = succeed("export", source, "-o", output, "--start", "0.6", *SMART)
    assert "No frames were copied" in refused
    assert exported(source, "-o", output, "--end", "3.3") > 90
    assert copied_runs(output, frames_of(source)[:83])[0][0] == 0
    # After a seek into an open group ffmpeg complains, of the source itself, too.
    assert_plays(output, seeking=False)


def test_an_edit_is_copied_but_for_what_is_composited(films: list[Path], tmp_path: Path) -> None:
    one, two = map(medium, films)
    clips = [
        Clip(0, 60, one, Fraction(10, 25)),
        Clip(60, 50, two, Fraction(48, 25)),
        Clip(110, 40, one, Fraction(100, 25)),
        Clip(150, 30, two, Fraction(0), speed=Fraction(2)),
    ]
    low = Track("V1", tuple(clips), (Transition(60, 5, 5),))
    title = Track("V2", (Clip(80, 10, Generator("text", text="Hello")),))
    linked = tuple(replace(clip, link=1 + n) for n, clip in enumerate(clips))
    project = write_edit(sequence(low, title, audio=(Track("A1", linked),)), tmp_path / "edit.otio")
    output, whole = tmp_path / "smart.mp4", tmp_path / "whole.mkv"
    share = exported(project, "-o", output)
    succeed("export", project, "-o", whole, "--video-encoder", "ffv1", "--quiet")
    runs = copied_runs(output, frames_of(whole))
    # Cuts of the clips at 14 (frame 24 of its medium), 65 to 80, 90 (72 + 6), 130 (120).
    begins = [run[0] for run in runs]
    assert {14, 130} <= set(begins)
    assert 30 < share < 60
    assert share == pytest.approx(sum(b - a for a, b in runs) * 100 / 180, abs=0.1)
    assert_plays(output)


def test_cut_lists_from_subtitles_are_copied(films: list[Path], tmp_path: Path) -> None:
    cues = tmp_path / "cues.srt"
    cues.write_text(
        "1\n00:00:00,400 --> 00:00:02,800\none\n\n2\n00:00:03,000 --> 00:00:05,600\ntwo\n"
    )
    output = tmp_path / "cut.mp4"
    share = exported(films[0], "--keep", cues, "-o", output)
    source = frames_of(films[0])
    runs = copied_runs(output, [*source[10:70], *source[75:140]])
    assert share == pytest.approx(sum(b - a for a, b in runs) * 100 / 125, abs=0.1)
    assert share > 50
    assert_plays(output)


@pytest.mark.parametrize(
    ("suffix", "encoder", "made", "codec"),
    [
        ("mov", "prores_ks", "-c:v prores_ks -profile:v hq -pix_fmt yuv422p10le", "prores"),
        ("mov", "dnxhd", "-c:v dnxhd -profile:v dnxhr_hq -pix_fmt yuv422p", "dnxhd"),
        ("mkv", "ffv1", "-c:v ffv1 -level 3 -g 1 -slices 4 -pix_fmt yuv420p", "ffv1"),
    ],
)
def test_codecs_of_whole_pictures_are_cut_anywhere(
    tmp_path: Path, suffix: str, encoder: str, made: str, codec: str
) -> None:
    source = film(tmp_path / f"source.{suffix}", made.split(), size="256x144")
    output = tmp_path / f"cut.{suffix}"
    chosen = ["--video-encoder", encoder, "--start", "1.28", "--end", "4.6"]
    assert exported(source, "-o", output, *chosen) == 100
    assert copied_runs(output, frames_of(source)[32:115]) == [(0, 83)]
    video = probe(output).video
    assert video is not None
    assert video.codec == codec
    assert_plays(output)


@pytest.mark.parametrize("codec", ["h264", "hevc"])
def test_a_killed_export_is_that_of_an_undisturbed_run(
    films: list[Path], tmp_path: Path, codec: str
) -> None:
    source, arguments = films[0], ["--smart", "--segment-seconds", 1]
    arguments += ["--start", "0.6", "--end", "5.2"]
    if codec == "hevc":
        source = film(tmp_path / "hevc.mp4", (*X265, OPEN))
        arguments += HEVC
    plain, killed = tmp_path / "plain.mp4", tmp_path / "killed.mp4"
    succeed("export", source, "-o", plain, *arguments, "--workers", 1, "--quiet")
    command: list[object] = ["export", source, "-o", killed, *arguments]
    count, _ = kill_until_done(command, killed, 2, random.Random(1))
    assert count >= 2
    assert digest(killed) == digest(plain)


@pytest.mark.parametrize(
    ("before", "after", "params", "options"),
    [
        ("mp4", "mp4", CLOSED, ()),
        ("mp4", "mkv", OPEN, ()),
        ("mkv", "mp4", f"{OPEN}:repeat-headers=1:b-pyramid=1:aud=1", ()),
        ("mov", "mov", f"{CLOSED}:radl=2:bframes=4", ("-tag:v", "hvc1")),
        ("mp4", "mp4", f"{OPEN}:slices=2:wpp=1:hrd=1:vbv-maxrate=900:vbv-bufsize=900", ()),
        ("mp4", "mov", f"{OPEN}:min-cu-size=16", ("-vf", "crop=150:90", "-pix_fmt", "yuv420p10le")),
        ("mkv", "mkv", f"{OPEN}:bframes=0", ("-pix_fmt", "yuv422p10le")),
    ],
    ids=["closed", "open", "repeated", "radl", "slices", "cropped", "deep"],
)
def test_hevc_is_cut_at_pictures_of_open_groups_too(
    tmp_path: Path, before: str, after: str, params: str, options: tuple[str, ...]
) -> None:
    source = film(tmp_path / f"source.{before}", (*X265, params), *options)
    output = tmp_path / f"cut.{after}"
    share = exported(source, "-o", output, "--start", "0.6", "--end", "5.2", *HEVC)
    runs = copied_runs(output, frames_of(source)[15:130])
    # The second group begins with frame 24; what is shown before it is encoded.
    assert runs[0][0] == 9
    assert runs[0][1] >= 111
    assert share == pytest.approx(sum(b - a for a, b in runs) * 100 / 115, abs=0.1)
    # Seeking into an open group loses some pictures of the source itself, too.
    assert_plays(output, seeking="open-gop=0" in params)
    assert_is_one_stream(output)


def assert_is_one_stream(output: Path) -> None:
    """All parameter sets stand in the header, under numbers of their own, and none in packets."""
    with av.open(str(output)) as container:
        stream = container.streams.video[0]
        if output.suffix != ".mkv":
            assert stream.codec_context.codec_tag == "hvc1"
        header = parse_header(bytes(stream.codec_context.extradata or b""))
        assert len(header.sets) >= 6
        for packet in container.demux(stream):
            for unit in units_of(memoryview(packet), 4):
                assert kind_of(unit) not in SETS


def test_hevc_of_high_dynamic_range_stays_that(tmp_path: Path) -> None:
    source, output = factory.hdr(tmp_path / "hdr.mp4", 3), tmp_path / "cut.mp4"
    share = exported(source, "-o", output, "--start", "0.6", "--end", "2.4", *HEVC)
    runs = copied_runs(output, frames_of(source)[15:60])
    assert share == pytest.approx(sum(b - a for a, b in runs) * 100 / 45, abs=0.1)
    assert share > 60
    made, meant = probe(output).video, probe(source).video
    assert made is not None
    assert meant is not None
    assert (made.mastering_display, made.content_light) == (
        meant.mastering_display,
        meant.content_light,
    )
    assert (made.color_transfer, made.profile) == ("smpte2084", "Main 10")
    assert_plays(output)


def test_an_edit_of_hevc_from_several_encoders_is_copied(tmp_path: Path) -> None:
    """All of them give their parameter sets the same numbers."""
    one = medium(film(tmp_path / "one.mp4", (*X265, OPEN)))
    two = medium(film(tmp_path / "two.mkv", (*X265, f"{CLOSED}:ref=4:ctu=16:slices=2"), *HFLIP))
    three = medium(film(tmp_path / "three.mov", (*X265, f"{OPEN}:bframes=0"), *HFLIP))
    clips = [
        Clip(0, 60, one, Fraction(10, 25)),
        Clip(60, 50, two, Fraction(48, 25)),
        Clip(110, 45, three, Fraction(24, 25)),
        Clip(155, 40, one, Fraction(100, 25)),
    ]
    low = Track("V1", tuple(clips), (Transition(60, 5, 5),))
    title = Track("V2", (Clip(80, 10, Generator("text", text="Hello")),))
    project = write_edit(sequence(low, title), tmp_path / "edit.otio")
    output, whole = tmp_path / "smart.mp4", tmp_path / "whole.mkv"
    share = exported(project, "-o", output, *HEVC)
    succeed("export", project, "-o", whole, "--video-encoder", "ffv1", "--quiet")
    runs = copied_runs(output, frames_of(whole))
    # Cuts of the clips at 14 (frame 24 of its medium), 84 + 6, 110 (24) and 175 (120).
    assert {14, 110, 175} <= {run[0] for run in runs}
    assert share > 50
    assert share == pytest.approx(sum(b - a for a, b in runs) * 100 / 195, abs=0.1)
    assert_plays(output, seeking=False)
    assert_is_one_stream(output)


def test_hevc_that_cannot_be_copied_is_encoded_and_told(tmp_path: Path) -> None:
    fields = film(tmp_path / "fields.mp4", (*X265, f"{CLOSED}:interlace=tff"))
    stream = film(tmp_path / "stream.ts", (*X265, CLOSED))
    for source, reason in (
        (fields, "its HEVC is of a kind that is not copied"),
        (stream, "its key frames cannot be reached exactly"),
    ):
        output = tmp_path / f"{source.stem}.cut.mp4"
        told = succeed("export", source, "-o", output, "--start", "0.6", *HEVC, *SMART)
        assert f"No frames were copied ({source.name}: {reason})" in told
        assert len(digests(output)) == 135
    good = film(tmp_path / "good.mp4", (*X265, CLOSED))
    for option, reason in (
        ("interlace=tff", "what the encoder writes is not understood"),
        ("hrd=1:vbv-maxrate=900:vbv-bufsize=900", "what the encoder writes is not understood"),
        ("display-window=0,0,2,2", "x265 writes pictures of another kind"),
    ):
        command = ["export", good, "-o", tmp_path / "set.mp4", "--start", "0.6", *HEVC, *SMART]
        for item in option.split(":"):
            command += ["--set", item]
        assert reason in succeed(*command)


def test_what_cannot_be_copied_is_encoded_and_told(films: list[Path], tmp_path: Path) -> None:
    hevc = film(tmp_path / "hevc.mp4", factory.X265)
    told = succeed("export", hevc, "-o", tmp_path / "a.mp4", *SMART)
    assert "No frames were copied (hevc.mp4: it is hevc, the film h264)" in told
    told = succeed("export", films[0], "-o", tmp_path / "b.mp4", "--scale", "80x48", *SMART)
    assert "No frames were copied" in told
    told = succeed(
        "export", films[0], "-o", tmp_path / "c.mp4", "--start", "0.6", "--set",
        "profile=baseline", *SMART,
    )  # fmt: skip
    assert "x264 writes pictures of another kind" in told
    refused = reprise("export", films[0], "-o", tmp_path / "d.mp4", "--smart", "--fps", "30")
    assert refused.returncode == 2
    assert "--smart" in refused.stderr
