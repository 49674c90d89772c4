"""A plan's hash names the bytes, and a plan comes back from what was stored of it."""

from __future__ import annotations

import os
from array import array
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError, StateError, UsageError
from exporters.media.fingerprint import Fingerprint
from exporters.plan import Plan
from exporters.video import planning
from exporters.video.plan_record import make_plan, restore_plan
from exporters.video.planning import resolve_source
from tests import media_factory
from tests.unit.exporters.video.plans import (
    AUDIO,
    BUILD,
    INDEX,
    MARK,
    PATH,
    SOURCE,
    described,
    details,
    real,
    request,
    with_video,
)

PLAIN = described()
UNEVEN = replace(INDEX, pts=array("q", (n * 512 + n % 3 for n in range(1500))))


def restored(plan: Plan, path: Path = PATH, stored: bytes | None = None, **wanted: Any) -> Plan:
    return restore_plan(
        request(**wanted), path, plan.stored if stored is None else stored, MARK, BUILD
    )


CHANGES: dict[str, dict[str, Any]] = {
    "quality": {"crf": 20},
    "preset": {"encoder_preset": "fast"},
    "encoder": {"video_encoder": "libx265"},
    "encoder option": {"video_options": {"aq-mode": "2"}},
    "another value of it": {"video_options": {"aq-mode": "3"}},
    "pixel format": {"pixel_format": "yuv444p"},
    "size": {"scale": "80x48"},
    "frame rate": {"fps": "30"},
    "segment length": {"segment_seconds": 5.0},
    "deinterlacing": {"deinterlace": True},
    "noise": {"denoise": True},
    "start": {"start": "1"},
    "end": {"end": "20"},
    "container": {"container": "mkv"},
    "audio tracks": {"audio_tracks": "none"},
    "audio encoder": {"audio_encoder": "libopus"},
    "audio bit rate": {"audio_bitrate": 96_000},
    "way of reading": {"reading": "ordered"},
    "content of the source": {"mark": replace(MARK, digest=bytes(16))},
    "size of the source": {"mark": replace(MARK, size=MARK.size + 1)},
    "build of ffmpeg": {"build": replace(BUILD, identity="cd" * 16)},
    "frames of the source": {"index": UNEVEN},
    "key frames of the source": {"index": replace(INDEX, keys=array("q", range(0, 1500, 50)))},
    "reading of the source": {"index": replace(INDEX, reading="timed")},
    "pixel format of the source": {"source": with_video(pix_fmt="yuv422p")},
    "tags of the source": {"source": replace(SOURCE, metadata={"title": "Another"})},
    "start of the source": {"source": replace(SOURCE, start_time=Fraction(1, 2))},
}


def test_each_thing_that_can_change_a_byte_changes_the_hash() -> None:
    hashes = {name: described(**change).hash for name, change in CHANGES.items()}
    hashes["nothing"] = PLAIN.hash
    same = {name: h for name, h in hashes.items() if list(hashes.values()).count(h) > 1}
    assert not same
    assert all(len(value) == 32 and int(value, 16) >= 0 for value in hashes.values())


def test_another_way_of_cutting_changes_the_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "segment_boundaries", lambda *_: [0, 700, 1500])
    assert described().hash != PLAIN.hash


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"path": Path("/elsewhere/film.mp4")},
        {"source": replace(SOURCE, path=Path("/elsewhere/f.mp4"))},
        {"mark": replace(MARK, mtime_ns=5)},
        {"allow_truncated": True},
        {"build": replace(BUILD, path=Path("/usr/local/bin/ffmpeg"))},
    ],
    ids=str,
)
def test_where_things_lie_does_not_change_the_hash(change: dict[str, Any]) -> None:
    assert described(**change).hash == PLAIN.hash


def test_the_name_in_the_request_does_not_change_the_hash() -> None:
    other = make_plan(request(source="elsewhere/f.mp4"), PATH, SOURCE, INDEX, MARK, BUILD)
    assert other.hash == PLAIN.hash
    assert other.stored != PLAIN.stored


def test_the_machine_does_not_change_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 96)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(96)), raising=False)
    again = described()
    assert (again.hash, again.stored) == (PLAIN.hash, PLAIN.stored)
    assert details(again).boundaries == details(PLAIN).boundaries


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"index": UNEVEN},
        {"fps": "30000/1001", "start": "1/3", "end": "33"},
        {"audio_tracks": "none", "container": "mkv", "video_encoder": "ffv1"},
        {"video_encoder": "", "container": "m4a"},
        {"source": replace(SOURCE, start_time=None, duration=None)},
        {"source": with_video(sample_aspect_ratio=Fraction(16, 11), rotation=90)},
    ],
    ids=str,
)
def test_a_plan_is_restored_as_it_was_made(wanted: dict[str, Any]) -> None:
    made = described(**wanted)
    settings_only = {key: value for key, value in wanted.items() if key not in ("index", "source")}
    again = restored(made, **settings_only)
    assert again.hash == made.hash
    assert again.stored == made.stored
    assert (again.request, again.sources) == (made.request, made.sources)
    assert list(again.units) == list(made.units)
    assert again.total_work == made.total_work
    before, after = details(made), details(again)
    assert list(after.boundaries) == list(before.boundaries)
    assert (after.picture, after.sound, after.origin) == (
        before.picture,
        before.sound,
        before.origin,
    )
    if before.grid is not None:
        assert after.grid is not None
        assert list(after.grid.pts) == list(before.grid.pts)
        assert list(after.keys) == list(before.keys)


def test_a_real_plan_is_restored_as_it_was_made(tmp_path: Path) -> None:
    clip = media_factory.two_languages(tmp_path / "clip.mkv", seconds=1)
    made = real(clip, container="mkv")
    mark = Fingerprint.from_map(made.sources[0])
    wanted = request(source=str(clip), container="mkv")
    again = restore_plan(wanted, clip, made.stored, mark, media_factory.build())
    assert again.hash == made.hash
    assert details(again) == replace(
        details(made),
        keys=details(again).keys,
        frames=details(again).frames,
    )


def test_a_restored_plan_reads_the_source_where_it_is_now() -> None:
    moved = Path("/moved/film.mp4")
    assert details(restored(PLAIN, moved)).path == moved


def test_a_name_that_is_not_text_can_be_planned_and_restored() -> None:
    name = os.fsdecode(b"latin \xe9.mp4")
    made = make_plan(request(source=name), Path("/", name), SOURCE, INDEX, MARK, BUILD)
    again = restore_plan(request(source=name), Path("/", name), made.stored, MARK, BUILD)
    assert again.hash == made.hash == PLAIN.hash


@given(st.data())
def test_damaged_bytes_are_refused_or_the_hash_tells(data: st.DataObject) -> None:
    small = replace(INDEX, pts=UNEVEN.pts[:40], keys=array("q", [0, 12, 24]))
    made = described(index=small)
    stored = bytearray(made.stored)
    for _ in range(data.draw(st.integers(1, 4))):
        stored[data.draw(st.integers(0, len(stored) - 1))] = data.draw(st.integers(0, 255))
    try:
        again = restored(made, stored=bytes(stored))
    except StateError:
        return
    if again.hash == made.hash:  # the path, which does not matter
        before, after = details(made), details(again)
        assert list(after.boundaries) == list(before.boundaries)
        assert replace(after.source, size=0) == replace(before.source, size=0)
        assert (list(after.keys), after.grid) == (list(before.keys), before.grid)


@given(st.integers(0, 10_000))
def test_a_plan_that_is_cut_off_is_refused(length: int) -> None:
    with pytest.raises(StateError):
        restored(PLAIN, stored=PLAIN.stored[: length % len(PLAIN.stored)])


@pytest.mark.parametrize("backwards", [[-1, 25], [1, -25], [0, 1]])
def test_time_that_runs_backwards_is_refused(backwards: list[int]) -> None:
    values = msgpack.unpackb(PLAIN.stored)
    values["index"]["time_base"] = backwards
    with pytest.raises(StateError):
        restored(PLAIN, stored=msgpack.packb(values))


@pytest.mark.parametrize("name", ["time_base", "pts", "keys", "last_duration", "reading", "notes"])
@settings(max_examples=25)
@given(
    odd=st.none()
    | st.integers(-(2**63), 2**63)
    | st.floats()
    | st.text(max_size=3)
    | st.lists(st.integers(-1, 2), max_size=3)
    | st.dictionaries(st.sampled_from(["first", "step", "count"]), st.integers(-5, 1600))
)
def test_impossible_values_are_refused_with_a_sentence(name: str, odd: Any) -> None:
    values = msgpack.unpackb(PLAIN.stored)
    values["index"][name] = odd
    try:
        stored = msgpack.packb(values)
    except OverflowError:
        return
    try:
        again = restored(PLAIN, stored=stored)
    except StateError:
        return
    grid = details(again).grid
    assert grid is not None
    assert len(grid) > 0


def test_a_plan_of_another_format_is_refused() -> None:
    values = msgpack.unpackb(PLAIN.stored)
    values["format"] = 99
    with pytest.raises(StateError, match="another version"):
        restored(PLAIN, stored=msgpack.packb(values))


def test_units_are_segments_in_order_and_then_sound_which_starts_first() -> None:
    two = replace(SOURCE, audio=(AUDIO, replace(AUDIO, index=2)))
    plan = described(two)
    units = list(plan.units)
    count = details(plan).segment_count
    assert [unit.index for unit in units] == list(range(count + 2))
    assert [unit.kind for unit in units] == ["video"] * count + ["audio"] * 2
    assert sum(unit.work for unit in units) == plan.total_work == 1500
    assert max(unit.priority for unit in units[-2:]) < min(unit.priority for unit in units[:-2])
    assert plan.units[-1] == units[-1]
    assert list(plan.units[1:3]) == units[1:3]
    with pytest.raises(IndexError):
        plan.units[count + 2]


def test_a_plan_for_sound_alone_has_its_tracks_as_units() -> None:
    plan = described(video_encoder="", container="m4a")
    assert [unit.kind for unit in plan.units] == ["audio"]
    assert (plan.work_name, plan.total_work) == ("seconds", 60)


def test_a_source_without_what_is_asked_for_is_refused() -> None:
    silent = replace(SOURCE, audio=())
    with pytest.raises(UsageError, match="nothing to export"):
        described(silent, video_encoder="", container="m4a")
    with pytest.raises(UsageError, match="nothing to export"):
        described(replace(SOURCE, video=None), None, audio_tracks="none")


def test_sound_that_the_container_cannot_hold_is_not_copied() -> None:
    vorbis = replace(SOURCE, audio=(replace(AUDIO, codec="vorbis"),))
    with pytest.raises(UsageError, match="cannot hold vorbis"):
        described(vorbis, audio_encoder="copy")
    assert details(described(vorbis, audio_encoder="copy", container="mkv")).sound


def test_segments_begin_at_key_frames_of_the_source_where_they_can() -> None:
    index = replace(INDEX, keys=array("q", range(0, 1500, 60)))
    plan = details(described(index=index, segment_seconds=10.0))
    early = [place for place in plan.boundaries if place < 1500 - 2.5 * 250]
    assert len(early) > 2
    assert all(place % 60 == 0 for place in early)


def test_a_missing_source_is_said_with_the_place_that_was_looked_at(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is missing"):
        resolve_source("../film.mp4", tmp_path)
    (tmp_path / "film.mp4").touch()
    assert resolve_source("film.mp4", tmp_path) == tmp_path / "film.mp4"
