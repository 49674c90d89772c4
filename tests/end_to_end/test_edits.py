"""Edits rendered by the command line: from the project file to the film."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.media.probe import probe
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests import media_factory as factory
from tests.commands import digest, reprise, succeed
from tests.edits import frames_of, medium, sequence, sound_of, write_edit
from tests.end_to_end.test_killed_exports import kill_until_done

LOSSLESS = ("--video-encoder", "ffv1", "--audio-encoder", "flac", "--quiet")
SECOND = 48000


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> list[Media]:
    """Two films of 4 s, and one in a transport stream."""
    folder = tmp_path_factory.mktemp("films")
    paths = [folder / "one.mp4", folder / "two.mkv", folder / "three.ts"]
    for number, path in enumerate(paths):
        # A tone that never repeats tells each sample from every other.
        sweep = f"aevalsrc=0.4*sin(2*PI*({200 + 50 * number}+90*t)*t):s={SECOND}:d=4"
        sound = ["-f", "lavfi", "-i", sweep]
        factory.ffmpeg(*factory.pictures(4), *sound, *factory.X264, *factory.AAC, path)
    return [medium(path) for path in paths]


def cut(clips: list[Clip], **more: object) -> Sequence:
    """Clips with their sound."""
    linked = tuple(replace(clip, link=number + 1) for number, clip in enumerate(clips))
    return sequence(*linked, audio=(Track("A1", linked),), **more)


def by_chance(films: list[Media], count: int, seed: int = 5) -> list[Clip]:
    """Clips of 1 to 12 frames, one after the other."""
    dice, clips, at = random.Random(seed), [], 0
    for _ in range(count):
        length = dice.randint(1, 12)
        begin = Fraction(dice.randint(0, 80), 25)
        clips.append(Clip(at, length, dice.choice(films), begin))
        at += length
    return clips


def frames_meant(clips: list[Clip]) -> list[str]:
    """The frames that cuts show, taken straight from the media."""
    made = []
    for clip in clips:
        assert isinstance(clip.content, Media)
        first = round(clip.source_in * 25)
        made += frames_of(clip.content.path)[first : first + clip.duration]  # type: ignore[arg-type]
    return made


def test_cuts_are_hash_exact_in_picture_and_exact_to_the_sample_in_sound(
    films: list[Media], tmp_path: Path
) -> None:
    clips = by_chance(films[:2], 40)
    project = write_edit(cut(clips, markers=(Marker(3, "Märker"),)), tmp_path / "cuts.otio")
    output = tmp_path / "out.mkv"
    succeed("export", project, "-o", output, *LOSSLESS, "--segment-seconds", 1)
    assert frames_of(output) == frames_meant(clips)
    sound = sound_of(output)
    assert len(sound) == clips[-1].end * SECOND // 25
    for clip in clips:
        assert isinstance(clip.content, Media)
        source = sound_of(clip.content.path)[:, 0]  # type: ignore[arg-type]
        first = round(clip.source_in * SECOND)
        place = slice(clip.start * SECOND // 25, clip.end * SECOND // 25)
        wanted = source[first : first + clip.duration * SECOND // 25]
        assert np.abs(sound[place, 0] - wanted).max() < 1e-3
        assert (sound[place, 0] == sound[place, 1]).all()
    assert [chapter.title for chapter in probe(output).chapters] == ["Märker"]


@pytest.mark.soak
def test_the_number_of_workers_and_the_format_of_the_edit_change_nothing(
    films: list[Media], tmp_path: Path
) -> None:
    project = write_edit(cut(by_chance(films, 12)), tmp_path / "cuts.otio")
    found = set()
    for workers in (1, 2, 4):
        output = tmp_path / f"{workers}.mp4"
        arguments = ["--workers", workers, "--segment-seconds", 1, "--quiet"]
        succeed("export", project, "-o", output, *arguments)
        found.add(digest(output))
    assert len(found) == 1


def test_a_killed_render_is_that_of_an_undisturbed_run(films: list[Media], tmp_path: Path) -> None:
    clips = by_chance(films, 30)
    video = replace(cut(clips).video[0], transitions=(Transition(clips[7].start, 1, 1),))
    above = Track("V2", (Clip(20, 60, films[0]), Clip(90, 20, Generator("bars"))))
    project = write_edit(replace(cut(clips), video=(video, above)), tmp_path / "e.otio")
    plain, output = tmp_path / "plain.mp4", tmp_path / "killed.mp4"
    options = ["--segment-seconds", 1, "--video-encoder", "libx264"]
    succeed("export", project, "-o", plain, *options, "--quiet")
    arguments: list[object] = ["export", project, "-o", output, *options]
    killed, _ = kill_until_done(arguments, output, 4, random.Random(3))
    assert killed >= 4
    assert digest(output) == digest(plain)


@pytest.mark.soak
def test_sound_does_not_drift_over_many_cuts_at_a_rate_that_no_sample_fits(
    films: list[Media], tmp_path: Path
) -> None:
    rate = Fraction(30000, 1001)
    clips = tuple(Clip(n, 1, films[0], n / rate) for n in range(110))
    edit = sequence(rate=rate, audio=(Track("A1", clips),))
    project, output = write_edit(edit, tmp_path / "e.otio"), tmp_path / "out.mka"
    succeed("export", project, "-o", output, "--audio-encoder", "flac", "--quiet")
    sound, source = sound_of(output), sound_of(films[0].path)  # type: ignore[arg-type]
    assert len(sound) == round(110 * 1001 * SECOND / 30000)
    assert np.abs(sound[:, 0] - source[: len(sound), 0]).max() < 1e-3


def test_volume_pan_fades_and_mute(films: list[Media], tmp_path: Path) -> None:
    quiet = Clip(0, 25, films[0], sound=Sound(volume=-6.0, pan=0.5))
    fading = Clip(25, 25, films[0], Fraction(1), sound=Sound(fade_in=10, fade_out=5))
    silent = Clip(50, 10, films[0], sound=Sound(mute=True))
    edit = sequence(audio=(Track("A1", (quiet, fading, silent)),))
    project, output = write_edit(edit, tmp_path / "e.otio"), tmp_path / "out.mka"
    succeed("export", project, "-o", output, "--audio-encoder", "flac", "--quiet")
    sound, source = sound_of(output), sound_of(films[0].path)[:, 0]  # type: ignore[arg-type]
    factor = 10 ** (-6 / 20)
    assert np.abs(sound[:SECOND, 0] - source[:SECOND] * factor * 0.5).max() < 1e-3
    assert np.abs(sound[:SECOND, 1] - source[:SECOND] * factor).max() < 1e-3
    places = np.arange(SECOND) / SECOND * 25
    envelope = np.clip(places / 10, 0, 1) * np.clip((25 - places) / 5, 0, 1)
    wanted = source[SECOND : 2 * SECOND] * envelope
    assert np.abs(sound[SECOND : 2 * SECOND, 0] - wanted).max() < 1e-3
    assert (sound[2 * SECOND :] == 0).all()


@pytest.mark.soak
def test_tracks_are_mixed_and_a_dissolve_of_sound_is_linear(
    films: list[Media], tmp_path: Path
) -> None:
    first = Clip(0, 25, films[0], Fraction(0))
    second = Clip(25, 25, films[1], Fraction(2))
    low = Track("A1", (first, second), (Transition(25, 5, 5),))
    high = Track("A2", (Clip(10, 5, films[1], Fraction(1)),))
    edit = sequence(audio=(low, high))
    project, output = write_edit(edit, tmp_path / "e.otio"), tmp_path / "out.mka"
    succeed("export", project, "-o", output, "--audio-encoder", "flac", "--quiet")
    sound = sound_of(output)[:, 0]
    one, two = (sound_of(item.path)[:, 0] for item in films[:2])  # type: ignore[arg-type]
    time = np.arange(2 * SECOND) / SECOND * 25
    wanted = np.zeros(2 * SECOND)
    comes = np.clip((time - 20) / 10, 0, 1)
    wanted += one[: 2 * SECOND] * (1 - comes) * (time < 30)
    wanted += two[SECOND : 3 * SECOND] * comes * (time >= 20)
    heard = (time >= 10) & (time < 15)
    wanted[heard] += two[SECOND : SECOND + heard.sum()]
    assert np.abs(sound - wanted).max() < 1e-3


def test_missing_media_are_named_all_at_once(films: list[Media], tmp_path: Path) -> None:
    lost = [replace(films[0], name=f"{n}.mov", url=f"file:///no/{n}.mov", path=None) for n in "abc"]
    clips = [Clip(10 * n, 10, item) for n, item in enumerate([*lost, films[0]])]
    project, output = write_edit(sequence(*clips), tmp_path / "e.otio"), tmp_path / "out.mkv"
    refused = reprise("export", project, "-o", output, *LOSSLESS)
    assert refused.returncode == 1
    assert all(f"{n}.mov" in refused.stderr for n in "abc")
    assert "--media-folder" in refused.stderr
    assert not output.exists()
    succeed("export", project, "-o", output, *LOSSLESS, "--placeholder")
    assert frames_of(output)[30:] == frames_of(films[0].path)[:10]  # type: ignore[arg-type]
    folder = tmp_path / "found"
    folder.mkdir()
    for n in "abc":
        (folder / f"{n}.mov").write_bytes(films[1].path.read_bytes())  # type: ignore[union-attr]
    succeed("export", project, "-o", output, *LOSSLESS, "--media-folder", folder, "--overwrite")
    assert frames_of.__wrapped__(output)[:10] == frames_of(films[1].path)[:10]  # type: ignore[arg-type]


@pytest.mark.soak
def test_a_medium_that_changed_since_is_not_mixed_in(films: list[Media], tmp_path: Path) -> None:
    own = tmp_path / "own.mp4"
    own.write_bytes(films[0].path.read_bytes())  # type: ignore[union-attr]
    project = write_edit(cut([Clip(0, 60, medium(own))]), tmp_path / "e.otio")
    output = tmp_path / "out.mp4"
    succeed("export", project, "-o", output, "--segment-seconds", 1, "--keep-parts", "--quiet")
    output.unlink()
    own.write_bytes(films[1].path.read_bytes())  # type: ignore[union-attr]
    refused = reprise("export", project, "-o", output, "--segment-seconds", 1)
    assert refused.returncode != 0
    assert "own.mp4" in refused.stderr
    assert not output.exists()


@pytest.mark.soak
def test_only_what_subtitles_cover_is_kept(films: list[Media], tmp_path: Path) -> None:
    cues = tmp_path / "hits.srt"
    cues.write_text(
        "1\n00:00:00,400 --> 00:00:00,800\neins\n\n2\n00:00:02,000 --> 00:00:02,400\nzwei\n",
        "utf-8",
    )
    output = tmp_path / "cut.mkv"
    succeed("export", films[0].path, "--keep", cues, "-o", output, *LOSSLESS, "--handles", "0.2")
    source = frames_of(films[0].path)  # type: ignore[arg-type]
    assert frames_of(output) == [*source[5:25], *source[45:65]]


def test_an_edit_setting_with_a_film_is_refused(films: list[Media], tmp_path: Path) -> None:
    refused = reprise("export", films[0].path, "-o", tmp_path / "o.mp4", "--sequence", "x")
    assert refused.returncode == 2
    assert "--sequence" in refused.stderr


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 50))
@pytest.mark.soak
def test_edits_by_chance_have_the_right_length_and_stay_in_sync(
    films: list[Media], tmp_path: Path, seed: int, count: int
) -> None:
    dice = random.Random(seed)
    rate = dice.choice([Fraction(25), Fraction(24), Fraction(30000, 1001)])
    clips = by_chance(films, count, seed)
    speeds = [Fraction(1), Fraction(1), Fraction(2), Fraction(-1), Fraction(1, 2), Fraction(0)]
    clips = [
        replace(clip, speed=dice.choice(speeds), source_in=clip.source_in + Fraction(12, 25))
        for clip in clips
    ]
    edit = cut(clips, rate=rate)
    low = replace(
        edit.video[0],
        transitions=tuple(
            Transition(clip.start, 0, 1) for clip in clips[1:] if dice.random() < 0.3
        ),
    )
    edit = replace(edit, video=(low, Track("V2", (Clip(0, 1, Generator("bars")),))))
    project, output = write_edit(edit, tmp_path / "e.otio"), tmp_path / "out.mkv"
    succeed("export", project, "-o", output, *LOSSLESS, "--overwrite", "--no-resume")
    assert len(frames_of.__wrapped__(output)) == edit.duration
    assert len(sound_of(output)) == int(edit.duration / rate * SECOND + Fraction(1, 2))
