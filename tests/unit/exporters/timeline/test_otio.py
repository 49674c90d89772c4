"""OTIO's form of sequences, and its files."""

from __future__ import annotations

import json
import random
import zipfile
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentimelineio import adapters, schema

from exporters.errors import SourceError
from exporters.timeline.checking import checked
from exporters.timeline.readers import otio
from exporters.timeline.readers.otio.form import from_otio, from_plain, to_otio
from exporters.timeline.readers.otio.writing import timeline as plain_timeline
from exporters.timeline.reading import ReadOptions, read_edit
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Look,
    Marker,
    Media,
    Problem,
    Sequence,
    Sound,
    Track,
    Transition,
    clips_in,
)
from tests.edit_strategies import EditMaker, valid_sequences
from tests.examples import examples

Plain = dict[str, Any]
SAMPLES = Path("/work/shared/samples/interchange")


def time(value: float, rate: float = 24) -> Plain:
    return {"OTIO_SCHEMA": "RationalTime.1", "value": value, "rate": rate}


def span(start: float, duration: float, rate: float = 24) -> Plain:
    return {"OTIO_SCHEMA": "TimeRange.1", "start_time": time(start, rate),
            "duration": time(duration, rate)}  # fmt: skip


def external(url: str = "file:///m.mov", available: Plain | None = None, **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "ExternalReference.1", "target_url": url,
            "available_range": available, **more}  # fmt: skip


def clip(start: float = 0, duration: float = 10, rate: float = 24, **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "Clip.1", "name": "c", "source_range": span(start, duration, rate),
            "media_reference": external(), **more}  # fmt: skip


def gap(duration: float, rate: float = 24) -> Plain:
    return {"OTIO_SCHEMA": "Gap.1", "source_range": span(0, duration, rate)}


def track(*children: Plain, kind: str | None = "Video", **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "Track.1", "name": "t", "kind": kind, "children": list(children), **more}


def stack(*children: Plain, **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "Stack.1", "name": "s", "children": list(children), **more}


def timeline(*tracks: Plain, **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "Timeline.1", "name": "edit", "tracks": stack(*tracks), **more}


def read(*tracks: Plain, **more: Any) -> tuple[Sequence, list[Problem]]:
    return from_plain(timeline(*tracks, **more))


def frames(found: Sequence, number: int = 0) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in found.video[number].clips]


def one(item: Plain) -> tuple[Clip, list[str]]:
    found, problems = read(track(item))
    return found.video[0].clips[0], [problem.message for problem in problems]


# Both ways


@settings(max_examples=examples(100), deadline=None)
@given(valid_sequences())
def test_a_sequence_comes_back_through_opentimelineio_as_it_was(sequence: Sequence) -> None:
    assert from_otio(to_otio(sequence)) == (sequence, [])


@settings(max_examples=examples(40), deadline=None)
@given(valid_sequences(20))
def test_opentimelineio_finds_clips_at_the_same_frames(sequence: Sequence) -> None:
    tracks = to_otio(sequence).tracks
    for track, own in zip(tracks, (*sequence.video, *sequence.audio), strict=True):
        items = [item for item in track if not isinstance(item, schema.Gap | schema.Transition)]
        spans = [track.range_of_child(item) for item in items]
        assert [(span.start_time.value, span.duration.value) for span in spans] == [
            (clip.start, clip.duration) for clip in own.clips
        ]


def test_what_an_adapter_of_opentimelineio_gives_is_taken() -> None:
    lines = """TITLE: x
001  REEL1    V     C        01:00:10:00 01:00:12:00 01:00:00:00 01:00:02:00
* FROM CLIP NAME: one
002  REEL2    V     C        02:00:00:00 02:00:01:12 01:00:02:00 01:00:03:12
"""
    found, _ = from_otio(adapters.read_from_string(lines, "cmx_3600", rate=24))
    assert frames(found) == [(0, 48), (48, 84)]
    assert found.video[0].clips[0].source_in == 3610


def test_exact_values_give_way_to_what_another_program_has_changed() -> None:
    film = Media("film", "file:///film.mov", duration=Fraction(100), start=Fraction(1, 3))
    made = Clip(0, 50, film, Fraction(1, 7), Fraction(2, 3))
    kept = plain_timeline(Sequence("e", Fraction(25), 640, 360, 50, video=(Track("", (made,)),)))
    item = kept["tracks"]["children"][0]["children"][0]
    assert from_plain(kept)[0].video[0].clips[0] == made
    item["source_range"]["start_time"]["value"] += 5
    item["effects"][0]["time_scalar"] = 2.0
    moved = from_plain(kept)[0].video[0].clips[0]
    assert moved.source_in == Fraction(round((Fraction(1, 7) + Fraction(1, 3)) * 25) + 5, 25) - (
        Fraction(1, 3)
    )
    assert moved.speed == 2


def test_all_times_are_written_as_whole_frames() -> None:
    film = Media("film", "file:///film.mov", duration=Fraction(1001, 7), start=Fraction(1, 3))
    made = Clip(3, 50, film, Fraction(1, 7), Fraction(2, 3), markers=(Marker(4, "m"),))
    sequence = Sequence("e", Fraction(30000, 1001), 640, 360, 53, video=(Track("", (made,)),))

    def values(item: object) -> list[float]:
        if isinstance(item, dict):
            own = [item["value"]] if str(item.get("OTIO_SCHEMA")).startswith("RationalT") else []
            return own + [value for part in item.values() for value in values(part)]
        return [value for part in item for value in values(part)] if isinstance(item, list) else []

    found = values(plain_timeline(sequence))
    assert len(found) == 9
    assert all(value == int(value) for value in found)


# Tracks and times


def test_clips_and_gaps_follow_one_another() -> None:
    found, problems = read(track(clip(0, 10), gap(5), clip(48, 20)))
    assert frames(found) == [(0, 10), (15, 35)]
    assert found.video[0].clips[1].source_in == 2
    assert (found.rate, found.duration, problems) == (24, 35, [])


def test_tracks_go_by_their_kind() -> None:
    found, problems = read(track(clip(), kind="Audio"), track(clip()), track(clip(), kind=None),
                           track(clip(), kind="Subtitle"))  # fmt: skip
    assert (len(found.video), len(found.audio)) == (2, 1)
    assert [problem.message for problem in problems] == [
        "A track of the kind “Subtitle” holds neither pictures nor sound."
    ]


def test_mixed_rates_add_up_exactly() -> None:
    """1001 frames at 23.976 are 1044 1/960 at 25: each end is rounded, never a length."""
    found, _ = read(*[track(*[clip(0, 7, 23.976) for _ in range(143)])],
                    global_start_time=time(90000, 25))  # fmt: skip
    ends = [(Fraction(7 * 1001, 24000) * (n + 1) * 25 + Fraction(1, 2)) // 1 for n in range(143)]
    assert [item.end for item in found.video[0].clips] == ends
    assert all(a.end == b.start for a, b in zip(found.video[0].clips, found.video[0].clips[1:],
                                                strict=False))  # fmt: skip
    assert (found.rate, found.start) == (25, 90000)


def test_float_ranges_are_put_on_the_frame_grid() -> None:
    found, _ = read(track(clip(10.4, 9.6), clip(0, 10.4), clip(0, 3.0000000001)))
    assert frames(found) == [(0, 10), (10, 20), (20, 23)]
    assert found.video[0].clips[0].source_in == Fraction(104, 240)


def test_rounded_rates_are_the_exact_ones() -> None:
    assert read(track(clip(0, 10, 29.97)))[0].rate == Fraction(30000, 1001)
    assert read(track(clip(0, 10, 23.98)))[0].rate == Fraction(24000, 1001)


def test_ranges_may_be_in_seconds_or_samples() -> None:
    seconds = clip(1.5, 2, 1)
    samples = clip(24000, 48000, 48000)
    found, problems = read(track(seconds, samples), global_start_time=time(0, 25))
    assert frames(found) == [(0, 50), (50, 75)]
    assert [item.source_in for item in found.video[0].clips] == [Fraction(3, 2), Fraction(1, 2)]
    assert problems == []


def test_without_a_stated_rate_that_of_most_clips_counts() -> None:
    found, problems = read(track(clip(0, 10, 30), clip(0, 24, 24), clip(0, 24, 24)))
    assert found.rate == 24
    assert frames(found) == [(0, 8), (8, 32), (32, 56)]
    assert problems[0].severity == "note"
    assert "24 a second" in problems[0].message


def test_a_rate_that_is_asked_for_counts_before_all() -> None:
    options = ReadOptions(rate=Fraction(50), size=(640, 360))
    found, _ = from_plain(timeline(track(clip(0, 24))), options)
    assert (found.rate, found.width, found.height, frames(found)) == (50, 640, 360, [(0, 50)])


def test_switched_off_clips_and_tracks_stay_so() -> None:
    found, _ = read(track(clip(enabled=False), clip()), track(clip(), enabled=False))
    assert [item.enabled for item in found.video[0].clips] == [False, True]
    assert [item.enabled for item in found.video] == [True, False]


def test_a_range_of_a_track_cuts_it() -> None:
    found, _ = read(track(clip(0, 10), clip(0, 10), clip(0, 10), source_range=span(5, 12)))
    assert frames(found) == [(0, 5), (5, 12)]
    assert found.video[0].clips[0].source_in == Fraction(5, 24)
    assert found.duration == 12


def test_a_range_beside_its_track_is_not_used() -> None:
    """OTIO's own sample of an EDL has one: record times were taken off twice."""
    found, problems = read(track(clip(0, 10), source_range=span(-86243, 10)))
    assert frames(found) == [(0, 10)]
    assert [problem.severity for problem in problems] == ["note"]


def test_a_range_of_the_whole_edit_cuts_all_tracks() -> None:
    whole = timeline(track(clip(0, 10), clip(0, 10)), track(clip(0, 30), kind="Audio"))
    whole["tracks"]["source_range"] = span(6, 8)
    found, _ = from_plain(whole)
    assert frames(found) == [(0, 4), (4, 8)]
    assert [(item.start, item.end) for item in found.audio[0].clips] == [(0, 8)]
    assert found.duration == 8


def test_the_time_code_of_the_first_frame_is_kept() -> None:
    found, _ = read(track(clip(0, 10, 24)), global_start_time=time(86400))
    assert found.start == 86400


def test_a_clip_without_a_range_shows_all_that_there_is() -> None:
    item = clip(source_range=None, media_reference=external(available=span(48, 20)))
    found, _ = one(item)
    assert (found.duration, found.source_in) == (20, 0)


def test_a_clip_of_which_no_length_is_known_is_told() -> None:
    found, problems = read(track(clip(source_range=None), clip(0, 10)))
    assert frames(found) == [(0, 10)]
    assert problems[0].message == "The clip has neither a range nor a length, and was left out."
    assert problems[0].where == "V1 “c” at 00:00:00:00"


# Nesting


def test_a_stack_on_a_track_is_a_nested_sequence() -> None:
    inner = stack(track(clip(0, 100)), track(gap(10), clip(0, 50)), source_range=span(12, 24))
    found, _ = read(track(clip(0, 10), inner))
    item = found.video[0].clips[1]
    assert (item.start, item.duration, item.source_in) == (10, 24, Fraction(1, 2))
    assert isinstance(item.content, Sequence)
    assert frames(item.content, 1) == [(10, 60)]
    assert item.content.duration == 100


def test_a_track_on_a_track_is_one_too() -> None:
    found, _ = read(track(track(clip(0, 10), gap(2))))
    item = found.video[0].clips[0]
    assert item.duration == 12
    assert isinstance(item.content, Sequence)
    assert frames(item.content) == [(0, 10)]


def test_a_nested_sequence_keeps_its_own_rate() -> None:
    found, _ = read(track(clip(0, 24), stack(track(clip(0, 30, 30)))),
                    global_start_time=time(0, 24))  # fmt: skip
    item = found.video[0].clips[1]
    assert isinstance(item.content, Sequence)
    assert (item.duration, item.content.rate) == (24, 30)


def test_the_sound_of_a_stack_on_a_track_of_pictures_is_heard() -> None:
    inner = stack(track(clip(0, 24)), track(clip(0, 24), kind="Audio"), source_range=span(6, 12))
    found, _ = read(track(gap(5), inner))
    picture, sound = found.video[0].clips[0], found.audio[0].clips[0]
    assert (sound.start, sound.duration, sound.source_in) == (5, 12, Fraction(1, 4))
    assert sound.content == picture.content
    assert sound.link == picture.link != 0


def test_a_clip_without_a_track_is_a_layer() -> None:
    found, _ = from_plain(timeline(clip(0, 10), track(clip(0, 5))))
    assert (frames(found), frames(found, 1)) == ([(0, 10)], [(0, 5)])


def test_what_is_nested_too_deeply_is_left_out_and_told() -> None:
    item = clip(0, 10)
    for _ in range(40):
        item = stack(track(item), source_range=span(0, 10))
    found, problems = read(track(item))
    assert sum(1 for _ in clips_in(found)) == 15
    assert "nested too deeply" in problems[0].message


# Transitions


def transition(before: float, after: float, kind: str = "SMPTE_Dissolve", **more: Any) -> Plain:
    return {"OTIO_SCHEMA": "Transition.1", "name": "x", "transition_type": kind,
            "in_offset": time(before), "out_offset": time(after), **more}  # fmt: skip


def test_transitions_stand_at_cuts_and_move_nothing() -> None:
    found, problems = read(track(clip(0, 20), transition(4, 6), clip(0, 20), transition(3, 0)))
    assert frames(found) == [(0, 20), (20, 40)]
    assert found.video[0].transitions == (
        Transition(20, 4, 6, "dissolve", "x"), Transition(40, 3, 0, "dissolve", "x")
    )  # fmt: skip
    assert problems == []


def test_a_transition_at_the_begin_has_nothing_before_it() -> None:
    found, _ = read(track(transition(10, 10), clip(0, 50)))
    whole = checked(otio.Edit(found, "OTIO", Path("/x.otio")))
    assert whole.sequence.video[0].transitions[0] == Transition(0, 0, 10, "dissolve", "x")


def test_wipes_are_wipes_and_others_are_told() -> None:
    found, problems = read(
        track(clip(), transition(2, 2, "SMPTE_Wipe"), clip(), transition(2, 2, "Custom"), clip())
    )
    assert [item.kind for item in found.video[0].transitions] == ["wipe", "dissolve"]
    assert [problem.message for problem in problems] == [
        "The transition “x” is shown as a dissolve."
    ]


# Speed and effects


def effect(schema: str, **more: Any) -> Plain:
    return {"OTIO_SCHEMA": f"{schema}.1", "effect_name": schema, **more}


def test_speed_leaves_the_length_on_the_track() -> None:
    found, _ = one(clip(24, 48, effects=[effect("LinearTimeWarp", time_scalar=2.0)]))
    assert (found.duration, found.source_in, found.speed) == (48, 1, 2)


def test_speeds_are_simple_fractions() -> None:
    found, _ = one(clip(0, 48, effects=[effect("LinearTimeWarp", time_scalar=0.333333333)]))
    assert found.speed == Fraction(1, 3)


def test_a_range_that_runs_backwards_begins_at_its_end() -> None:
    found, _ = one(clip(24, 48, effects=[effect("LinearTimeWarp", time_scalar=-0.5)]))
    assert (found.speed, found.source_in) == (Fraction(-1, 2), 1 + 1)


def test_a_freeze_is_speed_0() -> None:
    assert one(clip(24, 48, effects=[effect("FreezeFrame", time_scalar=0)]))[0].speed == 0


def test_other_effects_are_told_and_disabled_ones_count_nothing() -> None:
    effects = [effect("Effect", name="Blur"), effect("TimeEffect"),
               effect("LinearTimeWarp", time_scalar=3.0, enabled=False)]  # fmt: skip
    found, problems = one(clip(effects=effects))
    assert found.speed == 1
    assert problems == ["The effect “Effect” is not kept.", "The effect “TimeEffect” is not kept."]


def test_markers_count_from_what_is_shown() -> None:
    mark = {"OTIO_SCHEMA": "Marker.2", "name": "m", "color": "RED", "comment": "note",
            "marked_range": span(106, 3)}  # fmt: skip
    old = {"OTIO_SCHEMA": "Marker.1", "name": "old", "range": span(100, 0)}
    newer = {"OTIO_SCHEMA": "Marker.3", "name": "new", "color": {"name": "BLUE", "b": 1.0},
             "marked_range": span(101, 0),
             "metadata": {"Resolve_OTIO": {"Note": "here"}}}  # fmt: skip
    found, _ = one(clip(100, 20, markers=[mark, old, newer]))
    assert found.markers == (
        Marker(6, "m", 3, "note", "RED"), Marker(0, "old"), Marker(1, "new", 0, "here", "BLUE")
    )  # fmt: skip


def test_markers_of_the_edit_and_of_tracks_are_markers_of_the_edit() -> None:
    mark = {"OTIO_SCHEMA": "Marker.2", "name": "m", "marked_range": span(6, 0)}
    whole = timeline(track(clip(), markers=[{**mark, "name": "of a track"}]))
    whole["tracks"]["markers"] = [mark]
    found, _ = from_plain(whole)
    assert found.markers == (Marker(6, "m"), Marker(6, "of a track"))


# Media


def test_the_available_range_says_where_a_medium_begins() -> None:
    reference = external("file:///a%20b.mov", span(86400, 240), name="m")
    found, _ = one(clip(86424, 10, media_reference=reference))
    assert found.content == Media("m", "file:///a%20b.mov", start=Fraction(3600),
                                  duration=Fraction(10))  # fmt: skip
    assert found.source_in == 1


def test_a_range_before_its_medium_counts_from_the_begin() -> None:
    reference = external(available=span(86400, 240))
    found, problems = one(clip(24, 10, media_reference=reference))
    assert found.source_in == 1
    assert len(problems) == 1


def test_a_medium_is_called_by_its_reference_its_file_or_its_clip() -> None:
    named = [external(name="given"), external(name="DEFAULT_MEDIA"), external("c:\\x\\y.mov"),
             external("", name=None), {"OTIO_SCHEMA": "MissingReference.1"}]  # fmt: skip
    found, _ = read(track(*[clip(media_reference=item) for item in named]))
    assert [getattr(item.content, "name", "") for item in found.video[0].clips] == [
        "given", "m.mov", "y.mov", "c", "c"]  # fmt: skip


def test_pictures_are_stills() -> None:
    found, _ = one(clip(100, 50, media_reference=external("/x/a.PNG", span(0, 1))))
    assert found.content == Media("a.PNG", "/x/a.PNG", still=True)
    assert found.source_in == 0


def test_of_several_media_the_active_one_is_used() -> None:
    item = {**clip(), "OTIO_SCHEMA": "Clip.2", "active_media_reference_key": "high",
            "media_references": {"low": external("l.mov"), "high": external("h.mov")}}  # fmt: skip
    del item["media_reference"]
    found, problems = one(item)
    assert getattr(found.content, "url", "") == "h.mov"
    assert "only the active one is used" in problems[0]


def test_of_numbered_pictures_the_first_is_shown() -> None:
    reference = {"OTIO_SCHEMA": "ImageSequenceReference.1", "target_url_base": "file:///show",
                 "name_prefix": "shot.", "name_suffix": ".exr", "start_frame": 101,
                 "frame_zero_padding": 4, "available_range": span(0, 48)}  # fmt: skip
    found, problems = one(clip(media_reference=reference))
    assert isinstance(found.content, Media)
    assert (found.content.url, found.content.still) == ("file:///show/shot.0101.exr", True)
    assert "only the first" in problems[0]


@pytest.mark.parametrize(
    ("kind", "parameters", "meant"),
    [
        ("SMPTEBars", {}, Generator("bars")),
        ("black", {}, Generator("black")),
        ("SolidColor", {"color": "#ff8000"}, Generator("color", "#ff8000")),
        ("SolidColor", {"color": 5}, Generator("color")),
        ("Text", {"text": "hi", "size": 0.1}, Generator("text", text="hi", size=0.1)),
    ],
)
def test_generators_are_known_by_name(kind: str, parameters: Plain, meant: Generator) -> None:
    reference = {"OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": kind,
                 "parameters": parameters}  # fmt: skip
    assert one(clip(media_reference=reference)) == (replace(one(clip())[0], content=meant), [])


def test_an_unknown_generator_is_black_and_told() -> None:
    reference = {"OTIO_SCHEMA": "GeneratorReference.1", "generator_kind": "Plasma"}
    found, problems = one(clip(media_reference=reference))
    assert found.content == Generator("black")
    assert "Plasma" in problems[0]


# Resolve


def resolve(name: str, *parameters: tuple[str, object, object], **more: Any) -> Plain:
    listed = [{"Parameter ID": which, "Parameter Value": value, "Default Parameter Value": usual,
               **more} for which, value, usual in parameters]  # fmt: skip
    return {"OTIO_SCHEMA": "Effect.1", "effect_name": "Resolve Effect", "metadata": {
        "Resolve_OTIO": {"Effect Name": name, "Enabled": True, "Parameters": listed}}}  # fmt: skip


def test_resolves_transforms_are_read() -> None:
    effects = [
        resolve("Transform", ("transformationZoomX", 1.5, 1.0), ("transformationPan", 0.25, 0.0),
                ("transformationTilt", 0.1, 0.0), ("transformationRotationAngle", 30.0, 0.0)),
        resolve("Cropping", ("cropLeft", 0.125, 0.0), ("cropSoftness", 0.0, 0.0)),
        resolve("Composite", ("opacity", 50.0, 100.0)),
        resolve("Video Faders", ("videoFaderIn", 12, 0)),
        resolve("Dynamic Zoom"),
    ]  # fmt: skip
    found, problems = one(clip(effects=effects))
    assert found.look == Look(crop=(0.125, 0.0, 0.0, 0.0), scale_x=1.5, x=0.25, y=-0.1,
                              rotation=-30.0, opacity=0.5, fade_in=12)  # fmt: skip
    assert problems == []


def test_resolves_volume_links_and_streams_are_read() -> None:
    item = clip(
        effects=[resolve("Fairlight Clip Volume and Fades", ("volume", -6.5, 0.0)),
                 resolve("Fairlight Clip Pan", ("pan", -50.0, 0.0))],
        metadata={"Resolve_OTIO": {"Link Group ID": 7, "Channels": [{"Source Track ID": 1}]}},
    )  # fmt: skip
    found, problems = read(track(item, kind="Audio"))
    sound = found.audio[0].clips[0]
    assert (sound.sound, sound.link, sound.stream) == (Sound(volume=-6.5, pan=-0.5), 7, 1)
    assert problems == []


def test_resolves_animations_and_other_effects_are_told() -> None:
    frames_ = {"203": {"Value": 1.25}, "3": {"Value": 2.5}}
    effects = [resolve("Transform", ("transformationZoomX", 1.0, 1.0), **{"Key Frames": frames_}),
               resolve("Glow", ("amount", 3, 0), ("size", 2, 0))]  # fmt: skip
    found, problems = one(clip(effects=effects))
    assert found.look == Look(scale_x=2.5)
    assert problems == ["The animation of the effect “Transform” is not kept.",
                        "The effect “Glow” is not kept."]  # fmt: skip


# Files


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_file_is_read(tmp_path: Path) -> None:
    edit = read_edit(written(tmp_path / "e.otio", timeline(track(clip(0, 10)))))
    assert (edit.format, frames(edit.sequence)) == ("OpenTimelineIO", [(0, 10)])


def test_of_several_timelines_one_is_chosen_by_name(tmp_path: Path) -> None:
    several = {"OTIO_SCHEMA": "SerializableCollection.1", "children": [
        timeline(track(clip(0, 10))),
        {"OTIO_SCHEMA": "SerializeableCollection.1", "children": [
            {**timeline(track(clip(0, 20))), "name": "second"}]},
    ]}  # fmt: skip
    path = written(tmp_path / "e.otio", several)
    first = read_edit(path)
    assert frames(first.sequence) == [(0, 10)]
    assert "2 timelines" in first.problems[0].message
    second = read_edit(path, ReadOptions(sequence="second"))
    assert frames(second.sequence) == [(0, 20)]
    assert first.sequences == second.sequences == ("edit", "second")
    with pytest.raises(SourceError, match="“edit”, “second”"):
        read_edit(path, ReadOptions(sequence="third"))


@pytest.mark.parametrize("root", [stack(track(clip(0, 7))), track(clip(0, 7)), clip(0, 7)])
def test_what_is_no_timeline_may_be_one_alone(tmp_path: Path, root: Plain) -> None:
    assert frames(read_edit(written(tmp_path / "e.otio", root)).sequence) == [(0, 7)]


def test_infinite_numbers_in_metadata_are_read_as_otio_writes_them(tmp_path: Path) -> None:
    path = written(tmp_path / "e.otio", timeline(track(clip()), metadata={"a": "Inf", "b": "@"}))
    path.write_text(path.read_text().replace('"@"', "[-Inf, Inf, NaN]"))
    assert frames(read_edit(path).sequence) == [(0, 10)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe\xfa", "not valid JSON"),
        (b"[1, 2]", "not of OpenTimelineIO"),
        (b'{"OTIO_SCHEMA": "Marker.2"}', "only a Marker"),
        (b'{"OTIO_SCHEMA": "Timeline.1"}', "holds no clips"),
        (b"[" * 100_000, "more deeply"),
        (b'{"a":' * 100_000, "more deeply"),
        (b'{"OTIO_SCHEMA": "Timeline.1", "x": ' + b"9" * 10_000 + b"}", "not valid JSON"),
    ],
)
def test_what_is_no_edit_is_told_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "e.otio"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=said):
        read_edit(path)


def test_a_folder_with_media_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "e.otiod"
    folder.mkdir()
    written(folder / "content.otio", timeline(track(clip())))
    assert read_edit(folder).format == "OTIOD"
    (folder / "content.otio").unlink()
    with pytest.raises(SourceError, match=r"content\.otio"):
        read_edit(folder)


def archive(path: Path, content: bytes | None, *media: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        if content is not None:
            file.writestr("content.otio", content)
        for name, bytes_ in media:
            file.writestr(name, bytes_)
    return path


def test_an_archive_with_media_is_read_and_its_media_told(tmp_path: Path) -> None:
    item = clip(media_reference=external("media/a%20b.mov"))
    content = json.dumps(timeline(track(item, clip()))).encode()
    edit = read_edit(archive(tmp_path / "e.otioz", content, ("media/a b.mov", b"x")))
    assert edit.format == "OTIOZ"
    assert edit.problems[0].message.startswith("1 of its media lie in the archive")


def test_damaged_archives_are_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "e.otioz", None)
    path.write_bytes(b"PK\3\4" + path.read_bytes())
    with pytest.raises(SourceError, match=r"content\.otio"):
        read_edit(path)
    whole = archive(path, json.dumps(timeline(track(clip()))).encode() * 1).read_bytes()
    for cut in range(4, len(whole), 37):
        path.write_bytes(whole[:cut])
        with pytest.raises(SourceError):
            read_edit(path)


def test_a_vast_archive_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(otio, "MAX_BYTES", 1000)
    path = tmp_path / "e.otioz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("content.otio", b" " * 100_000)
    with pytest.raises(SourceError, match="larger than any project"):
        read_edit(path)


WILD: list[object] = [
    None, True, -1, 0, 1e308, float("nan"), float("inf"), 10**30, -(10**18), "", [], {}, "\ud800",
    "1/0", "1e999", "Track.1", "Clip.2", "Stack.1", {"OTIO_SCHEMA": "Clip.1"}, [[1, 2, "x"]],
    "file:///a\0b", 24.0, {"Resolve_OTIO": {"Parameters": [{"Key Frames": {"x": 1}}]}},
]  # fmt: skip


def places(item: object, found: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    pairs: Any = ()
    if isinstance(item, dict):
        pairs = item.items()
    elif isinstance(item, list):
        pairs = enumerate(item)
    for key, value in pairs:
        found.append((item, key))
        places(value, found)
    return found


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_edit_is_read_or_refused_with_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    whole = plain_timeline(checked(EditMaker(seed % 7, 0.1).edit(12)).sequence)
    content: object = json.loads(json.dumps(whole))
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        holder, key = chance.choice(places(content, []))
        holder[key] = deepcopy(chance.choice(WILD))
    path = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"damaged-{seed}.otio"
    raw = bytearray(json.dumps(content).encode())
    for _ in range(chance.choice([0, 0, 0, 3])):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    try:
        path.write_bytes(raw)
        edit = read_edit(path)
    except SourceError:
        return
    finally:
        path.unlink()
    assert checked(edit) == edit
    to_otio(edit.sequence)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not there")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("simple_cut", [[(0, 3), (3, 9), (9, 13), (13, 19)]]),
        ("transition_test", [[(0, 50), (50, 100), (100, 150)]]),
        ("multitrack", [[(0, 720), (803, 1525), (1957, 2677)], [(482, 962)], [(1198, 1838)]]),
        ("nested_example", [[(0, 238), (238, 269), (269, 302), (302, 331), (331, 394), (394, 398),
                             (398, 636)]]),
    ],
)  # fmt: skip
def test_samples_of_opentimelineio_have_known_frames(
    name: str, expected: list[list[tuple[int, int]]]
) -> None:
    edit = read_edit(SAMPLES / f"{name}.otio")
    assert [frames(edit.sequence, n) for n in range(len(edit.sequence.video))] == expected
