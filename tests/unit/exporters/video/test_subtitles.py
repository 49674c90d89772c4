from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import msgpack
import pytest

from exporters.errors import UsageError
from exporters.media.source import Source, SubtitleStream
from exporters.video.plan_record import NAMES, restore_plan
from exporters.video.subtitle_joining import tags
from exporters.video.video_plan import SubtitleTrack
from tests.unit.exporters.video.plans import (
    BUILD,
    MARK,
    PATH,
    SOURCE,
    described,
    described_video,
    details,
    request,
)


def stream(index: int, codec: str, **metadata: str) -> SubtitleStream:
    return SubtitleStream(index, codec, Fraction(1, 1000), metadata, ())


def with_subtitles(*codecs: str) -> Source:
    tracks = tuple(stream(2 + n, codec, language="ger") for n, codec in enumerate(codecs))
    return replace(SOURCE, subtitles=len(tracks), subtitle_tracks=tracks)


ALL = with_subtitles("subrip", "ass", "webvtt", "mov_text", "hdmv_pgs_subtitle", "eia_608")


@pytest.mark.parametrize(
    ("container", "codecs"),
    [
        ("mkv", ["subrip", "ass", "webvtt", "subrip", "hdmv_pgs_subtitle"]),
        ("mp4", ["mov_text"] * 4),
        ("mov", ["mov_text"] * 4),
        ("webm", ["webvtt"] * 4),
    ],
)
def test_each_container_gets_what_it_takes(container: str, codecs: list[str]) -> None:
    encoder = "libvpx-vp9" if container == "webm" else "libx264"
    plan = described_video(ALL, container=container, video_encoder=encoder)
    assert [track.codec for track in plan.subtitles] == codecs
    told = " ".join(plan.notes)
    assert "eia_608" in told
    assert ("hdmv_pgs_subtitle" in told, "ASS" in told) == (container != "mkv",) * 2


def test_units_come_after_the_sound_and_begin_with_it() -> None:
    plan = described(with_subtitles("subrip", "subrip"))
    kinds = [unit.kind for unit in plan.units]
    assert kinds[-3:] == ["audio", "subtitles", "subtitles"]
    assert [(u.work, u.suffix, u.priority) for u in plan.units[-2:]] == [(0, ".mp4", 0)] * 2
    assert plan.total_work == sum(unit.work for unit in plan.units)


def test_without_subtitles_a_plan_is_what_it_was() -> None:
    plain, values = described(), msgpack.unpackb(described().stored, unicode_errors=NAMES)
    assert values["format"] == 1
    assert "subtitles" not in values
    assert "subtitle_tracks" not in values["source"]
    assert "subtitles" not in plain.request
    # A Reprise that knew no subtitles made this plan for such a source, and counted its tracks.
    counted = described(replace(SOURCE, subtitles=2))
    left_out = described(with_subtitles("subrip", "ass"), subtitles="none")
    assert left_out.hash == counted.hash
    assert details(left_out).notes == ()
    assert details(counted).notes == ("The source's subtitles (2 tracks) are not exported.",)


def test_what_a_track_holds_changes_the_hash() -> None:
    one = described(with_subtitles("subrip"))
    assert one.hash == described(with_subtitles("subrip"), subtitles="1").hash
    assert one.hash != described(with_subtitles("subrip"), subtitles="none").hash
    kept = [described(with_subtitles(codec), container="mkv") for codec in ("subrip", "webvtt")]
    assert kept[0].hash != kept[1].hash
    named = replace(ALL, subtitles=1, subtitle_tracks=(stream(2, "subrip", title="x"),))
    assert one.hash != described(named).hash


@pytest.mark.parametrize("chosen", ["all", "2", "none"])
def test_a_plan_is_made_again_from_what_is_stored(chosen: str) -> None:
    plan = described(ALL, subtitles=chosen)
    again = restore_plan(request(subtitles=chosen), PATH, plan.stored, MARK, BUILD)
    assert again.hash == plan.hash
    assert details(again).subtitles == details(plan).subtitles
    assert details(again).notes == details(plan).notes


@pytest.mark.parametrize("chosen", ["7", "5", "6", "0", "x", "", "1,", "first"])
def test_a_track_that_cannot_be_is_refused(chosen: str) -> None:
    with pytest.raises(UsageError):
        described(ALL, subtitles=chosen)


def test_sound_alone_has_no_subtitles() -> None:
    plan = described_video(ALL, container="mka", video_encoder="", audio_encoder="flac")
    assert plan.subtitles == ()
    assert plan.notes == ("The source's subtitles (6 tracks) are not exported.",)


def test_ticks_of_mp4_are_whole_parts_of_the_sources_and_as_fine_as_all_others() -> None:
    (track,) = described_video(with_subtitles("subrip")).subtitles
    assert track.ticks == 48_000
    fine = replace(stream(2, "mov_text"), time_base=Fraction(1, 1_000_000))
    source = replace(SOURCE, subtitles=1, subtitle_tracks=(fine,))
    assert described_video(source).subtitles[0].ticks == 1_000_000
    frames = replace(fine, time_base=Fraction(1001, 30_000))
    source = replace(SOURCE, subtitles=1, subtitle_tracks=(frames,))
    assert described_video(source).subtitles[0].ticks == 60_000
    assert described_video(source, container="mkv").subtitles[0].ticks == 1000


def test_tracks_are_cut_as_the_sound_is() -> None:
    plan = described_video(with_subtitles("subrip"), start="5", end="9")
    (track,), (sound,) = plan.subtitles, plan.sound
    assert (track.origin, track.end) == (sound.origin, sound.end) == (5, 9)


def test_what_mp4_calls_a_name_is_a_title() -> None:
    made = SubtitleTrack(stream(2, "mov_text", name="Kommentar"), "subrip", 1000, Fraction(0), None)
    assert tags(made) == {"title": "Kommentar"}
