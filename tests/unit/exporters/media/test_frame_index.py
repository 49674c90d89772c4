"""The list of frames is that of the pictures that ffmpeg decodes, time by time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from exporters.cancel import CancelToken
from exporters.errors import Cancelled, SourceError
from exporters.media.frame_index import FrameIndex, index_frames
from tests import media_factory

Maker = Callable[[Path], Path]


def short(maker: Callable[..., Path]) -> Maker:
    return lambda path: maker(path, seconds=1.2)


PRORES = ("-c:v", "prores_ks", "-profile:v", "0")
MJPEG = ("-c:v", "mjpeg", "-q:v", "4", "-pix_fmt", "yuvj420p")


def prores(path: Path) -> Path:
    return media_factory.pictures_only(path, PRORES, seconds=1.2)


def prores_edited(path: Path) -> Path:
    """A beginning that is not shown."""
    whole = prores(path.with_name("whole.mov"))
    media_factory.ffmpeg("-ss", "0.3", "-i", whole, "-c", "copy", path)
    return path


def variable_jpeg(path: Path) -> Path:
    return media_factory.variable_rate(path, seconds=1.2, codec=MJPEG)


CLIPS: dict[str, tuple[str, Maker, str]] = {
    "constant rate": ("clip.mp4", short(media_factory.constant_rate), "seek"),
    "constant rate in Matroska": ("clip.mkv", short(media_factory.constant_rate), "seek"),
    "constant rate in QuickTime": ("clip.mov", short(media_factory.constant_rate), "seek"),
    "variable rate": ("clip.mp4", short(media_factory.variable_rate), "seek"),
    "variable rate in Matroska": ("clip.mkv", short(media_factory.variable_rate), "seek"),
    "later start": ("clip.mp4", short(media_factory.later_start), "seek"),
    "later start in Matroska": ("clip.mkv", short(media_factory.later_start), "seek"),
    "edit list": ("clip.mp4", short(media_factory.edit_list), "seek"),
    "ProRes": ("clip.mov", prores, "seek"),
    "ProRes with an edit list": ("clip.mov", prores_edited, "seek"),
    "Motion JPEG of variable rate": ("clip.mov", variable_jpeg, "seek"),
    "vp9": ("clip.webm", short(media_factory.vp9), "seek"),
    "one frame": ("clip.mp4", media_factory.one_frame, "seek"),
    "odd size": ("clip.mp4", media_factory.odd_size, "seek"),
    "cover art": ("clip.mp4", media_factory.cover_art, "seek"),
    "transport stream": ("clip.ts", short(media_factory.transport_stream), "timed"),
    "flash video": ("clip.flv", short(media_factory.flv), "timed"),
}


@pytest.fixture(params=CLIPS)
def made(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    name, maker, reading = CLIPS[request.param]
    folder = tmp_path / str(request.param)
    folder.mkdir()
    return maker(folder / name), reading


def same(index: FrameIndex, path: Path) -> None:
    shown = media_factory.decoded_hashes(path)
    assert len(index) == len(shown)
    assert list(index.pts) == [pts for pts, _ in shown]


def test_the_list_is_what_ffmpeg_decodes(made: tuple[Path, str]) -> None:
    path, reading = made
    index = index_frames(path)
    same(index, path)
    assert index.reading == reading
    assert not index.truncated
    assert index.keys[0] == 0
    assert index.last_duration >= 1
    assert index.end > index.pts[-1]


def test_decoding_everything_finds_the_same(made: tuple[Path, str]) -> None:
    path, _ = made
    quick, thorough = index_frames(path), index_frames(path, decode=True)
    assert list(thorough.pts) == list(quick.pts)
    assert thorough.time_base == quick.time_base
    assert thorough.reading in ("timed", "ordered")


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_key_frames_are_those_of_the_packets(tmp_path: Path, suffix: str) -> None:
    path = media_factory.constant_rate(tmp_path / f"clip{suffix}")
    index = index_frames(path)
    packets = sorted((pts, key) for pts, _, key in media_factory.packet_times(path))
    assert list(index.keys) == [n for n, (_, key) in enumerate(packets) if key]
    assert len(index.keys) > 3


def test_decoding_from_a_key_frame_gives_it_and_all_later_ones(clip: Path, tmp_path: Path) -> None:
    index = index_frames(clip)
    whole = [digest for _, digest in media_factory.decoded_hashes(clip)]
    key = index.keys[2]
    seconds = float((index.pts[key] + Fraction(1, 2)) * index.time_base)
    rest = tmp_path / "rest.nut"
    media_factory.ffmpeg(
        "-ss", f"{seconds:.6f}", "-noaccurate_seek", "-i", clip, "-map", "0:v", "-c:v", "rawvideo",
        "-fps_mode", "passthrough", rest,
    )  # fmt: skip
    assert [digest for _, digest in media_factory.decoded_hashes(rest)] == whole[key:]


@pytest.mark.parametrize(
    "maker", [media_factory.avi, media_factory.avi_h264, media_factory.avi_mjpeg]
)
def test_avi_is_counted_and_read_in_order(tmp_path: Path, maker: Callable[..., Path]) -> None:
    path = maker(tmp_path / "clip.avi", seconds=1.2)
    index = index_frames(path)
    assert index.reading == "ordered"
    assert len(index) == len(media_factory.decoded_hashes(path)) == 30
    assert index.pts[0] * index.time_base == 0
    assert {(b - a) * index.time_base for a, b in pairwise(index.pts)} == {Fraction(1, 25)}


def test_a_clock_that_jumps_is_joined_and_read_in_order(tmp_path: Path) -> None:
    path = media_factory.joined_transport_streams(tmp_path / "clip.ts", seconds=0.6)
    index = index_frames(path)
    assert index.reading == "ordered"
    assert len(index) == len(media_factory.decoded_hashes(path)) == 30
    assert {(b - a) * index.time_base for a, b in pairwise(index.pts)} == {Fraction(1, 25)}
    assert any("jumped" in note for note in index.notes)


def test_a_later_start_is_kept(tmp_path: Path) -> None:
    path = media_factory.later_start(tmp_path / "clip.mkv", start=5.0, seconds=0.4)
    index = index_frames(path)
    assert 5 <= index.pts[0] * index.time_base < Fraction(51, 10)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".ts"])
def test_a_file_that_was_cut_off_has_the_frames_that_decode(tmp_path: Path, suffix: str) -> None:
    maker = None if suffix == ".mp4" else media_factory.constant_rate
    path = media_factory.truncated(tmp_path / f"cut{suffix}", maker)
    index = index_frames(path)
    shown = [pts for pts, _ in media_factory.decoded_hashes(path)]
    assert 10 < len(index) < 75
    # A picture that was cut through is decoded in part by one and not by the other.
    assert abs(len(index) - len(shown)) <= 2
    common = min(len(index), len(shown))
    assert list(index.pts[:common]) == shown[:common]
    if suffix == ".mp4":
        assert index.truncated


def test_an_mp4_cut_off_within_its_pictures_loses_no_whole_frame(tmp_path: Path) -> None:
    path = media_factory.truncated(tmp_path / "cut.mp4", share=0.8)
    quick, thorough = index_frames(path), index_frames(path, decode=True)
    assert list(quick.pts) == list(thorough.pts[: len(quick)])
    assert len(thorough) - len(quick) <= 1


def test_progress_only_rises_and_stays_a_share(clip: Path) -> None:
    shares: list[float] = []
    index_frames(clip, on_progress=shares.append, decode=True)
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("decode", [False, True])
def test_what_has_no_pictures_is_refused(tmp_path: Path, decode: bool) -> None:
    with pytest.raises(SourceError, match="no pictures"):
        index_frames(media_factory.sound_only(tmp_path / "song.m4a"), decode=decode)
    with pytest.raises(SourceError, match="not a video or sound file"):
        index_frames(media_factory.unreadable_bytes(tmp_path / "rubbish.mp4"), decode=decode)
    with pytest.raises(SourceError, match="does not exist"):
        index_frames(tmp_path / "missing.mp4", decode=decode)


def test_pictures_that_do_not_decode_are_refused(clip: Path, tmp_path: Path) -> None:
    content = bytearray(clip.read_bytes())
    begin = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    content[begin:end] = bytes(end - begin)
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(content)
    with pytest.raises(SourceError, match="no picture that can be decoded"):
        index_frames(damaged)


def test_names_are_never_taken_for_anything_else(tmp_path: Path) -> None:
    clip = media_factory.one_frame(tmp_path / "plain.mp4")
    folder = tmp_path / "hostile"
    folder.mkdir()
    for copy in media_factory.hostile_copies(clip, folder):
        assert len(index_frames(copy)) == 1, copy


def test_a_stop_is_obeyed(clip: Path) -> None:
    token = CancelToken()
    token.cancel("Enough.")
    with pytest.raises(Cancelled, match="Enough"):
        index_frames(clip, token=token)


def test_an_index_is_read_without_the_frames(tmp_path: Path) -> None:
    """What lies between the first and the last frames of an intra-only MOV is not looked at."""
    path = media_factory.pictures_only(tmp_path / "clip.mov", PRORES, seconds=8)
    before = index_frames(path)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 1000] = bytes(1000)
    path.write_bytes(bytes(content))
    after = index_frames(path)
    assert list(after.pts) == list(before.pts)
    assert list(after.keys) == list(range(200))


def test_an_index_that_promises_more_than_there_is_is_not_believed(tmp_path: Path) -> None:
    def whole(path: Path) -> Path:
        made = media_factory.pictures_only(path.with_name("first.mov"), PRORES, seconds=2)
        media_factory.ffmpeg("-i", made, "-c", "copy", "-movflags", "+faststart", path)
        return path

    path = media_factory.truncated(tmp_path / "clip.mov", whole)
    index = index_frames(path)
    assert index.truncated
    assert 10 < len(index) < 45
