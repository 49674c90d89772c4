"""What a media file holds, and what is said about files that hold nothing."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, SourceError, StateError
from exporters.media.probe import probe
from exporters.media.source import Source, VideoStream
from tests import media_factory


def video(path: Path) -> VideoStream:
    found = probe(path).video
    assert found is not None
    return found


def test_an_ordinary_film(clip: Path) -> None:
    source = probe(clip)
    assert source.path == clip
    assert "mp4" in source.format
    assert source.size == clip.stat().st_size
    assert source.duration is not None
    assert abs(source.duration - 2) < Fraction(1, 10)
    assert (source.truncated, source.warnings, source.subtitles) == (False, (), 0)
    film = source.video
    assert film is not None
    assert (film.codec, film.width, film.height) == ("h264", 160, 96)
    assert (film.pix_fmt, film.bit_depth, film.frame_count) == ("yuv420p", 8, 50)
    assert film.average_rate == film.guessed_rate == 25
    assert (film.rotation, film.flipped, film.field_order) == (0, False, "progressive")
    assert not film.hdr
    (sound,) = source.audio
    assert (sound.codec, sound.sample_rate, sound.channels) == ("aac", 48000, 1)
    assert sound.layout == "mono"


def test_a_description_survives_being_stored(clip: Path) -> None:
    source = probe(clip)
    assert Source.from_map(json.loads(json.dumps(source.to_map()))) == source
    for name in source.to_map():
        damaged = source.to_map()
        del damaged[name]
        with pytest.raises(StateError):
            Source.from_map(damaged)
        with pytest.raises(StateError):
            Source.from_map({**source.to_map(), name: 1.5})


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_turned_picture(tmp_path: Path, degrees: int) -> None:
    film = video(media_factory.rotated(tmp_path / "clip.mp4", degrees, seconds=0.2))
    assert (film.rotation, film.flipped) == (degrees, False)
    assert (film.width, film.height) == (160, 96)


def test_a_mirrored_picture(clip: Path, tmp_path: Path) -> None:
    mirrored = tmp_path / "mirrored.mp4"
    media_factory.ffmpeg("-display_hflip", "-i", clip, "-c", "copy", mirrored)
    assert video(mirrored).flipped


def test_pixels_that_are_not_square(tmp_path: Path) -> None:
    film = video(media_factory.anamorphic(tmp_path / "clip.mp4", seconds=0.2))
    assert film.sample_aspect_ratio == Fraction(16, 11)


def test_high_dynamic_range(tmp_path: Path) -> None:
    film = video(media_factory.hdr(tmp_path / "clip.mp4", seconds=0.2))
    assert film.hdr
    assert (film.bit_depth, film.pix_fmt) == (10, "yuv420p10le")
    said = (film.color_primaries, film.color_transfer, film.color_space, film.color_range)
    assert said == ("bt2020", "smpte2084", "bt2020nc", "tv")
    assert film.mastering_display == (
        "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    )
    assert film.content_light == "1000,400"
    assert not film.dolby_vision


def test_fields(tmp_path: Path) -> None:
    assert video(media_factory.interlaced(tmp_path / "clip.mp4", 0.4)).field_order in ("tt", "tb")


def test_full_range(tmp_path: Path) -> None:
    film = video(media_factory.avi_mjpeg(tmp_path / "clip.avi", 0.2))
    assert (film.color_range, film.codec) == ("pc", "mjpeg")


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_cover_is_not_taken_for_the_film(tmp_path: Path, suffix: str) -> None:
    film = video(media_factory.cover_art(tmp_path / f"clip{suffix}", 0.4))
    assert (film.codec, film.width) == ("h264", 160)


def test_a_song_with_a_cover_has_no_film(clip: Path, tmp_path: Path) -> None:
    cover, song = tmp_path / "cover.png", tmp_path / "song.m4a"
    media_factory.ffmpeg("-i", clip, "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", cover)
    media_factory.ffmpeg(
        "-i", clip, "-i", cover, "-map", "0:a", "-map", "1:v", "-c", "copy",
        "-disposition:v", "attached_pic", song,
    )  # fmt: skip
    source = probe(song)
    assert source.video is None
    assert len(source.audio) == 1


def test_two_languages_and_chapters(tmp_path: Path) -> None:
    source = probe(media_factory.two_languages(tmp_path / "clip.mkv"))
    assert [track.language for track in source.audio] == ["eng", "deu"]
    assert [track.title for track in source.audio] == ["", "Kommentar"]
    assert [chapter.title for chapter in source.chapters] == ["One", "Two"]
    assert [(c.start, c.end) for c in source.chapters] == [(0, 1), (1, 2)]
    assert source.metadata["title"] == "Two languages"


def test_sound_alone(tmp_path: Path) -> None:
    source = probe(media_factory.sound_only(tmp_path / "clip.m4a"))
    assert source.video is None
    assert source.audio[0].codec == "aac"


def test_a_later_start(tmp_path: Path) -> None:
    source = probe(media_factory.later_start(tmp_path / "clip.ts", seconds=0.4))
    assert source.start_time is not None
    assert source.start_time > 4


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi"])
def test_a_file_that_was_cut_off_is_described_and_said_to_be(tmp_path: Path, suffix: str) -> None:
    maker = {".mp4": None, ".avi": media_factory.avi}.get(suffix, media_factory.constant_rate)
    source = probe(media_factory.truncated(tmp_path / f"cut{suffix}", maker))
    assert source.truncated
    assert any("cut off" in warning for warning in source.warnings)
    assert source.video is not None
    assert (source.video.width, source.video.height) == (160, 96)


def test_an_mp4_without_its_index_is_refused_with_the_reason(tmp_path: Path) -> None:
    cut = media_factory.truncated(tmp_path / "cut.mp4", media_factory.constant_rate)
    with pytest.raises(SourceError, match="cut off: its table of contents"):
        probe(cut)


def refused(path: Path, said: str) -> SourceError:
    with pytest.raises(SourceError, match=said) as failure:
        probe(path)
    assert failure.value.problem.endswith(".")
    assert "Traceback" not in str(failure.value)
    return failure.value


def test_what_is_no_media_file_is_refused(tmp_path: Path) -> None:
    rubbish = media_factory.unreadable_bytes(tmp_path / "rubbish.mp4")
    assert str(rubbish) in refused(rubbish, "not a video or sound file").problem
    text = tmp_path / "text.mkv"
    text.write_text("Dear diary\n" * 100)
    refused(text, "not a video or sound file|not of a kind")


def test_playlists_and_lists_of_files_are_not_followed(clip: Path, tmp_path: Path) -> None:
    playlist = tmp_path / "list.mp4"
    playlist.write_text(f"ffconcat version 1.0\nfile '{clip}'\n")
    refused(playlist, "not of a kind|not a video or sound file")
    hls = tmp_path / "list.m3u8"
    hls.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nfile://{clip}\n#EXT-X-ENDLIST\n")
    refused(hls, "not of a kind|not a video or sound file")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "is a folder")
    refused(tmp_path / "missing.mp4", "does not exist")
    refused(tmp_path / ("x" * 300), "cannot be read")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    refused(empty, "is empty")
    refused(empty / "below.mp4", "cannot be read")


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    refused(pipe, "not a regular file")
    refused(Path("/dev/zero"), "not a regular file")


def test_names_are_never_taken_for_anything_else(clip: Path, tmp_path: Path) -> None:
    expected = probe(clip)
    for copy in media_factory.hostile_copies(clip, tmp_path):
        found = probe(copy)
        assert found.path == copy
        assert (found.video, found.audio) == (expected.video, expected.audio), copy


def test_a_relative_name_is_made_absolute(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clip.parent)
    assert probe(clip.name).path == clip


def test_a_damaged_index_is_no_crash(clip: Path, tmp_path: Path) -> None:
    content = bytearray(clip.read_bytes())
    place = content.index(b"stsz") + 8
    content[place : place + 12] = b"\x00\x00\x00\x00\x7f\xff\xff\xff\x7f\xff\xff\xff"
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(content)
    try:
        assert probe(damaged).size == len(content)
    except SourceError as error:
        assert error.problem.startswith(str(damaged))  # noqa: PT017  both are allowed


def test_a_stop_is_obeyed_and_time_is_limited(clip: Path) -> None:
    token = CancelToken()
    token.cancel("Enough.")
    with pytest.raises(Cancelled, match="Enough"):
        probe(clip, token=token)
    with pytest.raises(SourceError, match="took longer than"):
        probe(clip, time_limit=0.001)
