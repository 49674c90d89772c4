from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.jobs.estimate import estimate, extrapolate
from app.jobs.export_job import ExportJob
from app.jobs.run_options import export_options
from app.jobs.sample import Pair, make_sample, pair_at
from app.jobs.stills import Still, still
from exporters.cancel import CancelToken
from exporters.cleanup import CleanupRegistry
from exporters.errors import Cancelled, SourceError, UsageError
from exporters.media.probe import probe
from exporters.video.request import VideoRequest
from tests import media_factory

BOX = (160, 96)
FINE = VideoRequest("film", crf=4, encoder_preset="veryfast")
ALIKE = 6.0
"""Mean difference of values, of 255, under which two pictures are the same but for coding."""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Samples lie in the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def cleanup() -> Iterator[CleanupRegistry]:
    with CleanupRegistry() as registry:
        yield registry


def difference(one: Still, other: Still) -> float:
    return sum(abs(a - b) for a, b in zip(one.rgb, other.rgb, strict=True)) / len(one.rgb)


def alike(pair: Pair) -> bool:
    return difference(pair.original, pair.encoded) < ALIKE


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (media_factory.constant_rate, "a.mp4"),
        (media_factory.constant_rate, "a.mkv"),
        (media_factory.variable_rate, "a.mkv"),
        (media_factory.later_start, "a.mp4"),
        (media_factory.edit_list, "a.mp4"),
        (media_factory.transport_stream, "a.ts"),
        (media_factory.avi, "a.avi"),
        (media_factory.vp9, "a.webm"),
        (media_factory.rotated, "a.mp4"),
    ],
)
def test_each_frame_of_a_sample_stands_beside_its_own_original(
    tmp_path: Path, cleanup: CleanupRegistry, make: Callable[[Path], Path], name: str
) -> None:
    source = probe(make(tmp_path / name))
    sample = make_sample(FINE, source, 1.0, cleanup, seconds=0.6)
    assert 0.4 < sample.duration < 0.7
    for frame in (0, sample.frames // 2, sample.frames - 1):
        pair = pair_at(sample, frame, BOX)
        assert (pair.original.width, pair.original.height) == (
            pair.encoded.width,
            pair.encoded.height,
        )
        assert alike(pair)
    early, late = pair_at(sample, 0, BOX), pair_at(sample, sample.frames - 1, BOX)
    assert difference(early.original, late.encoded) > ALIKE


def test_a_sample_shows_the_time_that_was_asked_for(
    tmp_path: Path, cleanup: CleanupRegistry
) -> None:
    source = probe(media_factory.later_start(tmp_path / "film.mp4", seconds=3))
    sample = make_sample(FINE, source, 2.0, cleanup, seconds=1.0)
    assert sample.start <= 1.6
    assert sample.covers(2.0)
    assert not sample.covers(0.5)
    for moment in (1.6, 2.0, 2.4):
        pair = pair_at(sample, sample.frame_at(moment), BOX)
        assert difference(still(source, moment, BOX), pair.original) < ALIKE


def test_the_settings_decide_what_a_sample_looks_like(
    tmp_path: Path, cleanup: CleanupRegistry
) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    coarse = VideoRequest("film", crf=51, encoder_preset="veryfast", scale="48p")
    bad = make_sample(coarse, source, 1.0, cleanup, seconds=0.6)
    good = make_sample(FINE, source, 1.0, cleanup, seconds=0.6)
    assert bad.bytes < good.bytes / 4
    video = probe(bad.path).video
    assert video is not None
    assert (video.width, video.height, video.codec) == (80, 48, "h264")
    assert not alike(pair_at(bad, 5, BOX))


def test_a_changed_frame_rate_shows_the_frame_that_is_taken(
    tmp_path: Path, cleanup: CleanupRegistry
) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    slower = VideoRequest("film", crf=4, fps="10", encoder_preset="veryfast")
    sample = make_sample(slower, source, 1.0, cleanup, seconds=1.0)
    assert sample.frames == pytest.approx(10, abs=1)
    assert all(alike(pair_at(sample, frame, BOX)) for frame in range(sample.frames))


def test_a_sample_near_the_end_or_of_a_short_film_is_as_long_as_it_can_be(
    tmp_path: Path, cleanup: CleanupRegistry
) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    assert make_sample(FINE, source, 99.0, cleanup, seconds=1.0).frames >= 24
    single = probe(media_factory.one_frame(tmp_path / "one.mp4"))
    assert make_sample(FINE, single, 0.0, cleanup).frames == 1


def test_nothing_of_a_sample_stays(tmp_path: Path, own_cache: Path) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    with CleanupRegistry() as cleanup:
        sample = make_sample(FINE, source, 1.0, cleanup, seconds=0.6)
        assert sample.path.exists()
        assert own_cache in sample.path.parents
    assert [path for path in own_cache.rglob("*") if path.is_file()] == []


def test_samples_of_a_process_that_died_are_removed(
    tmp_path: Path, own_cache: Path, cleanup: CleanupRegistry
) -> None:
    left = own_cache / "reprise" / "samples" / "4194999-0123"  # above the largest process number
    left.mkdir(parents=True)
    (left / "encoded.mp4").write_bytes(b"left")
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    make_sample(FINE, source, 1.0, cleanup, seconds=0.6)
    assert not left.exists()


def test_cancelling_ends_the_encoder(tmp_path: Path, own_cache: Path) -> None:
    path = tmp_path / "film.mp4"
    fast = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
    media_factory.ffmpeg(*media_factory.pictures(4, size="1280x720"), *fast, path)
    source, token = probe(path), CancelToken()
    slow = VideoRequest("film", video_encoder="libx265", encoder_preset="placebo", crf=10)

    def encoders() -> list[psutil.Process]:
        found = []
        for process in psutil.Process().children(recursive=True):
            try:
                if "libx265" in process.cmdline():
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def cancel_when_running() -> None:
        while not encoders():
            threading.Event().wait(0.005)
        token.cancel()

    canceller = threading.Thread(target=cancel_when_running)
    canceller.start()
    with CleanupRegistry() as cleanup, pytest.raises(Cancelled):
        make_sample(slow, source, 2.0, cleanup, token=token)
    canceller.join()
    assert encoders() == []
    assert [path for path in own_cache.rglob("*") if path.is_file()] == []


def test_what_cannot_be_is_a_sentence(tmp_path: Path, cleanup: CleanupRegistry) -> None:
    film = probe(media_factory.constant_rate(tmp_path / "film.mp4"))
    sound = probe(media_factory.sound_only(tmp_path / "sound.m4a"))
    with pytest.raises(SourceError, match="no picture"):
        make_sample(FINE, sound, 0.0, cleanup)
    with pytest.raises(SourceError, match="no picture"):
        make_sample(VideoRequest("film", video_encoder=""), film, 0.0, cleanup)
    odd = VideoRequest("film", video_options={"no-such-option": "1"})
    with pytest.raises(UsageError, match="does not take an option"):
        make_sample(odd, film, 0.0, cleanup)
    media_factory.unreadable_bytes(tmp_path / "film.mp4")
    with pytest.raises(SourceError, match="could be read there"):
        make_sample(FINE, film, 0.0, cleanup)


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="plain", marks=pytest.mark.soak),
        pytest.param({"crf": 35, "scale": "48p"}, id="small", marks=pytest.mark.soak),
        pytest.param({"start": "4", "end": "10"}, id="part"),
        pytest.param({"video_encoder": "ffv1", "audio_tracks": "none"}, id="lossless",
                     marks=pytest.mark.soak),
    ],
)  # fmt: skip
def test_the_size_lies_where_it_was_foretold(tmp_path: Path, settings: dict[str, Any]) -> None:
    preset = "" if "video_encoder" in settings else "veryfast"
    request_ = VideoRequest("film.mkv", container="mkv", encoder_preset=preset, **settings)
    path = media_factory.constant_rate(tmp_path / "film.mkv", seconds=16)
    foretold = estimate(request_, probe(path), workers=2)
    assert foretold.bytes_low < foretold.bytes < foretold.bytes_high
    assert 0 < foretold.seconds_low < foretold.seconds < foretold.seconds_high
    output = tmp_path / "out.mkv"
    options = export_options(2, False, False, None, None, 5.0, "never")
    ExportJob(output, request_, options).run(lambda event: None)
    size = output.stat().st_size
    assert foretold.bytes_low * 0.8 < size < foretold.bytes_high * 1.2
    assert 0.6 < size / foretold.bytes < 1.5


def test_one_sample_foretells_with_a_wider_spread(tmp_path: Path, cleanup: CleanupRegistry) -> None:
    source = probe(media_factory.constant_rate(tmp_path / "film.mp4", seconds=16))
    samples = [make_sample(FINE, source, place, cleanup, seconds=1) for place in (3, 8, 13)]
    one = extrapolate(samples[:1], FINE, source, 2)
    three = extrapolate(samples, FINE, source, 2)
    assert one.bytes_high / one.bytes > three.bytes_high / three.bytes


def test_sound_alone_is_foretold_from_its_bit_rate(tmp_path: Path) -> None:
    source = probe(media_factory.sound_only(tmp_path / "sound.m4a", seconds=4))
    wanted = VideoRequest("x", container="m4a", video_encoder="", audio_bitrate=96_000)
    assert estimate(wanted, source).bytes == pytest.approx(48_000, rel=0.1)
