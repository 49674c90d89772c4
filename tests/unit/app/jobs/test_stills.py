from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

import psutil
import pytest

from app.jobs import stills
from app.jobs.stills import Still, still
from app.jobs.thumbnails import ThumbnailCache, thumbnail, usual_cache
from exporters.cancel import CancelToken
from exporters.errors import Cancelled, SourceError
from exporters.media.ffmpeg import file_url, global_arguments
from exporters.media.probe import probe
from exporters.media.runner import run
from exporters.video.request import VideoRequest
from tests import media_factory

BOX = (640, 360)


@pytest.fixture(scope="module")
def grey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds at 25 frames a second, whose frame N has the grey level 16 + 4 N."""
    path = tmp_path_factory.mktemp("stills") / "grey.mp4"
    levels = "color=black:size=64x36:rate=25:duration=2,format=gray,geq=lum='16+4*N'"
    media_factory.ffmpeg("-f", "lavfi", "-i", levels, *media_factory.X264, path)
    return path


def level(one: Still) -> float:
    return sum(one.rgb) / len(one.rgb)


def shown_frame(one: Still, first: Still) -> int:
    """Which frame of ``grey`` it is."""
    return round((level(one) - level(first)) / 4)


@pytest.mark.parametrize("frame", [0, 1, 11, 12, 13, 37, 49])
@pytest.mark.parametrize("within", [0.0, 0.5, 0.95])
def test_the_frame_is_the_one_that_is_shown_at_that_time(
    grey: Path, frame: int, within: float
) -> None:
    source = probe(grey)
    first = still(source, 0.0, BOX)
    seen = still(source, (frame + within) / 25, BOX)
    # Within the last eighth of a frame the next one may come.
    assert shown_frame(seen, first) in ({frame} if within < 0.9 else {frame, frame + 1})


def test_after_the_end_the_last_frame_is_shown(grey: Path) -> None:
    source = probe(grey)
    assert shown_frame(still(source, 1e9, BOX), still(source, 0, BOX)) == 49


def test_of_a_film_that_is_cut_off_the_last_frame_that_decodes_is_shown(tmp_path: Path) -> None:
    source = probe(media_factory.truncated(tmp_path / "film.mp4"))
    assert len(still(source, 2.9, BOX).rgb) == 160 * 96 * 3


def test_a_still_is_made_smaller_to_fit_but_never_larger(tmp_path: Path) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    assert (still(source, 0, BOX).width, still(source, 0, BOX).height) == (160, 96)
    small = still(source, 0, (50, 50))
    assert (small.width, small.height, len(small.rgb)) == (50, 30, 50 * 30 * 3)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("mirror", [(), ("-display_hflip",), ("-display_vflip",)])
def test_a_still_is_as_upright_as_players_show_it(
    tmp_path: Path, degrees: int, mirror: tuple[str, ...]
) -> None:
    plain = media_factory.pictures_only(tmp_path / "plain.mp4", seconds=0.2)
    path = tmp_path / "turned.mp4"
    turn = ("-display_rotation", str(degrees), *mirror)
    media_factory.ffmpeg(*turn, "-i", plain, "-c", "copy", path)
    command = [*global_arguments(media_factory.build(), progress=False), "-i", file_url(path)]
    frame = ["-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"]
    expected = run([*command, *frame], capture=True).stdout
    made = still(probe(path), 0.0, BOX)
    assert (made.width, made.height) == ((96, 160) if degrees % 180 else (160, 96))
    different = sum(abs(a - b) > 40 for a, b in zip(made.rgb, expected, strict=True))
    assert different < len(expected) / 50


def test_pixels_that_are_not_square_are_stretched(tmp_path: Path) -> None:
    made = still(probe(media_factory.anamorphic(tmp_path / "film.mp4")), 0, BOX)
    assert (made.width, made.height) == (233, 96)


@pytest.mark.parametrize(
    "make",
    [
        media_factory.hdr, media_factory.interlaced, media_factory.odd_size,
        media_factory.later_start, media_factory.edit_list, media_factory.one_frame,
        media_factory.variable_rate,
    ],
)  # fmt: skip
def test_every_kind_of_film_has_stills(tmp_path: Path, make: object) -> None:
    assert callable(make)
    source = probe(make(tmp_path / "film.mp4"))
    request = VideoRequest("x", deinterlace=True, denoise=True, scale="48p")
    for time in (0.0, 0.5, 100.0):
        assert still(source, time, BOX).rgb
        assert still(source, time, BOX, request=request).rgb


def test_interlaced_frames_are_shown_without_combs(tmp_path: Path) -> None:
    source = probe(media_factory.interlaced(tmp_path / "film.mp4"))
    combed = still(source, 0.5, BOX, request=VideoRequest("x"))
    smooth = still(source, 0.5, BOX)

    def roughness(one: Still) -> int:
        row = one.width * 3
        rows = [one.rgb[start : start + row] for start in range(0, len(one.rgb), row)]
        return sum(
            abs(2 * b - a - c)
            for above, here, below in zip(rows, rows[1:], rows[2:], strict=False)
            for a, b, c in zip(above, here, below, strict=True)
        )

    assert roughness(smooth) < roughness(combed) * 0.9


def test_the_result_has_the_detail_of_its_size(tmp_path: Path) -> None:
    path = tmp_path / "lines.mp4"
    lines = "color=black:size=128x96:rate=25:duration=0.2,geq=lum='255*mod(X,2)':cb=128:cr=128"
    media_factory.ffmpeg("-f", "lavfi", "-i", lines, *media_factory.X264, "-crf", "1", path)
    source = probe(path)
    before = still(source, 0, BOX)
    after = still(source, 0, BOX, request=VideoRequest("x", scale="24p"))
    assert (after.width, after.height) == (before.width, before.height)
    assert max(before.rgb) - min(before.rgb) > 200
    assert max(after.rgb[600:-600]) - min(after.rgb[600:-600]) < 100


def test_hostile_names_are_names(tmp_path: Path) -> None:
    original = media_factory.pictures_only(tmp_path / "plain.mp4", seconds=0.2)
    folder = tmp_path / "hostile"
    folder.mkdir()
    for path in media_factory.hostile_copies(original, folder):
        assert still(probe(path), 0.1, BOX).rgb


def test_a_file_without_a_picture_and_one_that_changed_are_sentences(tmp_path: Path) -> None:
    sound = probe(media_factory.sound_only(tmp_path / "sound.m4a"))
    with pytest.raises(SourceError, match="has no picture"):
        still(sound, 0, BOX)
    path = media_factory.pictures_only(tmp_path / "film.mp4")
    source = probe(path)
    media_factory.unreadable_bytes(path)
    with pytest.raises(SourceError, match="could be decoded"):
        still(source, 0, BOX)


def test_only_the_kind_of_file_that_was_probed_is_opened(tmp_path: Path) -> None:
    path = media_factory.pictures_only(tmp_path / "film.mp4")
    source = probe(path)
    other = media_factory.pictures_only(tmp_path / "other.mp4")
    path.write_text(f"ffconcat version 1.0\nfile '{other}'\n")
    with pytest.raises(SourceError):
        still(source, 0, BOX)


def test_garbage_in_the_middle_is_a_frame_or_a_sentence(tmp_path: Path) -> None:
    path = media_factory.constant_rate(tmp_path / "film.mkv")
    source = probe(path)
    content = bytearray(path.read_bytes())
    middle = slice(len(content) // 4, len(content) * 3 // 4)
    content[middle] = bytes(range(256)) * (len(content[middle]) // 256 + 1)
    path.write_bytes(content[: source.size])
    for time in (0.0, 0.7, 1.2, 1.9):
        with contextlib.suppress(SourceError):
            assert still(source, time, BOX).rgb


def test_cancelling_ends_the_decoder(tmp_path: Path) -> None:
    """The only key frame is the first, so that the last frame takes long."""
    path = tmp_path / "long.mp4"
    pictures = media_factory.pictures(24, size="1280x720", rate="30")
    slow = ("-c:v", "libx264", "-preset", "ultrafast", "-g", "9999", "-pix_fmt", "yuv420p")
    media_factory.ffmpeg(*pictures, *slow, path)
    source, token = probe(path), CancelToken()
    stills.usual_ffmpeg()
    before = {process.pid for process in psutil.Process().children(recursive=True)}

    def decoders() -> list[int]:
        children = psutil.Process().children(recursive=True)
        return [one.pid for one in children if one.pid not in before]

    def cancel_when_running() -> None:
        while not decoders():
            threading.Event().wait(0.005)
        token.cancel()

    canceller = threading.Thread(target=cancel_when_running)
    canceller.start()
    with pytest.raises(Cancelled):
        still(source, 23, BOX, token=token)
    canceller.join()
    assert decoders() == []


def test_a_thumbnail_is_made_once(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    path = media_factory.constant_rate(tmp_path / "film.mp4")
    first = thumbnail(path, (80, 45), cache=cache)
    assert first.startswith(b"\xff\xd8")
    moved = path.rename(tmp_path / "moved.mp4")
    token = CancelToken()
    token.cancel()  # whatever needed a process would raise
    assert thumbnail(moved, (80, 45), cache=cache, token=token) == first
    with pytest.raises(Cancelled):
        thumbnail(moved, (40, 45), cache=cache, token=token)


def test_another_film_of_the_same_name_has_another_thumbnail(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    path = media_factory.constant_rate(tmp_path / "film.mp4")
    first = thumbnail(path, (80, 45), cache=cache)
    media_factory.ffmpeg("-f", "lavfi", "-i", "color=red:duration=1", *media_factory.X264, path)
    assert thumbnail(path, (80, 45), cache=cache) != first


def test_a_thumbnail_is_not_black_where_there_is_something_to_see(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    late = "color=black:duration=4:rate=25:size=64x36,drawbox=color=white:t=fill:enable='gt(t,1)'"
    media_factory.ffmpeg("-f", "lavfi", "-i", late, *media_factory.X264, path)
    jpeg = tmp_path / "seen.jpg"
    jpeg.write_bytes(thumbnail(path, (64, 36), cache=ThumbnailCache(tmp_path / "cache")))
    command = [*global_arguments(media_factory.build(), progress=False), "-i", file_url(jpeg)]
    grey = ["-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"]
    assert min(run([*command, *grey], capture=True).stdout) > 200


def test_the_cache_keeps_what_was_used_last(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path, limit=10_000)
    picture = b"\xff\xd8" + bytes(996) + b"\xff\xd9"
    keys = [f"{number:032x}" for number in range(20)]
    for number, key in enumerate(keys):
        cache.put(key, picture)
        path = next(tmp_path.glob(f"*/{key[2:]}"))
        os.utime(path, (number, number))
    assert cache.get(keys[0]) == picture  # used now
    cache.sweep()
    left = [key for key in keys if cache.get(key)]
    assert keys[0] in left
    assert left[1:] == keys[-7:]


def test_thumbnails_share_a_cache_that_is_swept_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "cache")
    sweeps: list[ThumbnailCache] = []
    monkeypatch.setattr(ThumbnailCache, "sweep", lambda cache: sweeps.append(cache))
    path = media_factory.pictures_only(tmp_path / "film.mp4", seconds=0.2)
    for width in (40, 60, 80):
        thumbnail(path, (width, 45))
    assert sweeps == [usual_cache()]


def test_a_damaged_entry_of_the_cache_is_not_used(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    cache.put("ab" * 16, b"\xff\xd8 cut off")
    assert cache.get("ab" * 16) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    cache = ThumbnailCache(tmp_path / "cache")
    path = media_factory.pictures_only(tmp_path / "film.mp4", seconds=0.2)
    assert thumbnail(path, (80, 45), cache=cache)
