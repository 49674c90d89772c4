from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from exporters.errors import SourceError
from exporters.timeline.checking import MAX_DEPTH, checked
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Generator,
    Look,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
    clips_in,
)
from tests.edit_strategies import careless_edits
from tests.examples import examples

FILM = Media("film", "file:///film.mov")
RATE = Fraction(25)


def edit(*clips: Clip, **settings: object) -> Edit:
    given_settings = {"rate": RATE, "width": 1920, "height": 1080, "duration": 0, **settings}
    video = (Track("V", clips),) if clips else ()
    made = Sequence("edit", **{"video": video, **given_settings})  # type: ignore[arg-type]
    return Edit(made, "test", Path("/edit.test"))


def messages(found: Edit) -> list[str]:
    return [str(problem) for problem in found.problems]


def clips(found: Edit) -> tuple[Clip, ...]:
    return found.sequence.video[0].clips


def test_a_valid_edit_stays_as_it_is() -> None:
    whole = edit(Clip(0, 10, FILM), Clip(10, 10, FILM, Fraction(3)), duration=20)
    assert checked(whole) == whole


# Clips


def test_of_overlapping_clips_the_earlier_one_is_cut() -> None:
    found = checked(edit(Clip(0, 30, FILM, name="one"), Clip(20, 30, FILM)))
    assert [(clip.start, clip.end) for clip in clips(found)] == [(0, 20), (20, 50)]
    assert messages(found) == ["V1 “one” at 00:00:00:00: The clip reaches into the next one on its "
                               "track and was cut there."]  # fmt: skip


def test_a_clip_that_is_wholly_covered_goes() -> None:
    found = checked(edit(Clip(5, 5, FILM, name="below"), Clip(5, 30, FILM, name="above")))
    assert [clip.name for clip in clips(found)] == ["above"]
    assert found.problems[0].where == "V1 “below” at 00:00:00:05"


def test_clips_are_put_in_order() -> None:
    found = checked(edit(Clip(50, 5, FILM), Clip(0, 5, FILM)))
    assert [clip.start for clip in clips(found)] == [0, 50]
    assert not found.problems


def test_what_lies_before_the_edit_is_cut_off_and_the_rest_shows_what_it_did() -> None:
    fades = Look(fade_in=12), Sound(fade_in=4)
    early = Clip(-10, 50, FILM, Fraction(2), Fraction(2), look=fades[0], sound=fades[1],
                 markers=(Marker(5, "gone"), Marker(15, "kept")))  # fmt: skip
    clip = clips(checked(edit(early)))[0]
    assert (clip.start, clip.duration, clip.source_in) == (
        0,
        40,
        Fraction(2) + 2 * Fraction(10, 25),
    )
    assert (clip.look.fade_in, clip.sound.fade_in) == (2, 0)
    assert clip.markers == (Marker(5, "kept"),)


def test_a_clip_that_runs_backwards_keeps_its_end_when_its_begin_is_cut() -> None:
    clip = clips(checked(edit(Clip(-10, 50, FILM, Fraction(10), Fraction(-1)))))[0]
    assert clip.source_in == 10 - Fraction(10, 25)


def test_a_clip_without_length_goes() -> None:
    found = checked(edit(Clip(0, 10, FILM), Clip(10, 0, FILM, name="none"), Clip(10, -5, FILM)))
    assert len(clips(found)) == 1
    assert [problem.severity for problem in found.problems] == ["loss", "loss"]


def test_no_edit_is_longer_than_a_hundred_days() -> None:
    longest = 100 * 86400 * 25
    found = checked(edit(Clip(longest - 10, 50, FILM), Clip(longest + 100, 5, FILM)))
    assert [(clip.start, clip.end) for clip in clips(found)] == [(longest - 10, longest)]
    assert found.sequence.duration == longest


def test_a_clip_that_begins_before_its_medium_begins_with_it() -> None:
    found = checked(edit(Clip(0, 10, FILM, Fraction(-2), name="x")))
    assert clips(found)[0].source_in == 0
    assert "begins before its medium" in messages(found)[0]


def test_half_a_frame_before_the_medium_is_a_rounded_zero() -> None:
    found = checked(edit(Clip(0, 10, FILM, Fraction(-1, 60))))
    assert clips(found)[0].source_in == 0
    assert not found.problems


def test_speeds_are_bounded() -> None:
    found = checked(edit(Clip(0, 1, FILM, speed=Fraction(-(10**9)))))
    assert clips(found)[0].speed == -1000
    assert "1000 times" in messages(found)[0]


def test_fractions_keep_denominators_that_can_be_worked_with() -> None:
    fine = Fraction(1, 3) + Fraction(1, 10**30)
    clip = clips(checked(edit(Clip(0, 1, FILM, fine, fine))))[0]
    assert (clip.source_in, clip.speed) == (Fraction(1, 3), Fraction(1, 3))


def test_fades_fit_into_their_clip() -> None:
    found = checked(edit(Clip(0, 10, FILM, look=Look(fade_in=8, fade_out=8))))
    assert (clips(found)[0].look.fade_in, clips(found)[0].look.fade_out) == (8, 2)
    assert "shortened" in messages(found)[0]


def test_impossible_looks_become_the_nearest_possible() -> None:
    wild = Look(crop=(math.nan, 0.7, -1.0, 0.8), fit="never", scale_x=math.inf, scale_y=0.0,  # type: ignore[arg-type]
                rotation=math.nan, x=math.inf, y=-1e300, opacity=7.0)  # fmt: skip
    look = clips(checked(edit(Clip(0, 10, FILM, look=wild))))[0].look
    assert look == Look(crop=(0.0, 0.0, 0.0, 0.0), scale_x=10_000.0, scale_y=0.0001, x=100.0,
                        y=-100.0)  # fmt: skip


def test_mirroring_is_told() -> None:
    found = checked(edit(Clip(0, 10, FILM, look=Look(scale_x=-1.5))))
    assert clips(found)[0].look.scale_x == 1.5
    assert "mirrored" in messages(found)[0]


def test_endless_attenuation_is_muting() -> None:
    sound = clips(checked(edit(Clip(0, 10, FILM, sound=Sound(volume=-math.inf, pan=math.nan)))))
    assert sound[0].sound == Sound(mute=True)


def test_names_lose_control_characters_only() -> None:
    odd = "a\x00b\x1b[1m\ud800\ufffe é 😀 “<&>” \u200d"
    clip = clips(checked(edit(Clip(0, 10, replace(FILM, name=odd), name=odd))))[0]
    assert clip.name == "a b [1m   é 😀 “<&>” \u200d"
    assert isinstance(clip.content, Media)
    assert clip.content.name == clip.name


def test_markers_outside_the_shown_part_go() -> None:
    marks = (Marker(12, "late"), Marker(8, "long", 50), Marker(3, "in"), Marker(-1, "early"))
    found = checked(edit(Clip(0, 10, FILM, markers=marks)))
    assert clips(found)[0].markers == (Marker(3, "in"), Marker(8, "long", 2))
    assert "Markers outside" in messages(found)[0]


def test_impossible_facts_of_media_count_as_unknown() -> None:
    wild = Media("m", start=Fraction(10**30), duration=Fraction(-1), rate=Fraction(0), width=-5,
                 height=10**9,
                 pixel_aspect=Fraction(0), channels=(0, 2), sample_rate=-1)  # fmt: skip
    found = checked(edit(Clip(0, 10, wild), Clip(10, 10, wild)))
    assert clips(found)[0].content == Media("m", start=Fraction(10**9), channels=(2,))
    assert messages(found) == ["The medium “m” is described by impossible numbers."]


def test_generators_can_be_drawn() -> None:
    wild = Generator("sparkles", "RED", "a\x00\r\nb", math.nan)  # type: ignore[arg-type]
    assert clips(checked(edit(Clip(0, 10, wild))))[0].content == Generator("black", "#000000",
                                                                          "a \nb")  # fmt: skip


# Transitions


def passages(found: Edit) -> list[tuple[int, int, int]]:
    return [(item.cut, item.before, item.after) for item in found.sequence.video[0].transitions]


def with_transitions(*transitions: Transition) -> Edit:
    clips_ = Clip(0, 50, FILM), Clip(50, 50, FILM), Clip(120, 30, FILM)
    return checked(edit(video=(Track("V", clips_, transitions),)))


def test_transitions_at_cuts_stay() -> None:
    found = with_transitions(Transition(50, 10, 10), Transition(120, 5, 8), Transition(100, 3, 4))
    assert passages(found) == [(50, 10, 10), (100, 3, 4), (120, 5, 8)]
    assert not found.problems


def test_a_transition_within_a_clip_goes() -> None:
    found = with_transitions(Transition(30, 5, 5))
    assert passages(found) == []
    assert messages(found) == ["V1 at 00:00:01:05: The transition stands at no cut, or has no room "
                               "there, and was left out."]  # fmt: skip


def test_a_transition_reaches_no_further_than_its_clips() -> None:
    assert passages(with_transitions(Transition(50, 80, 80))) == [(50, 50, 50)]


def test_a_transition_into_a_gap_ends_where_the_next_clip_begins() -> None:
    assert passages(with_transitions(Transition(100, 10, 60))) == [(100, 10, 20)]


def test_the_later_of_two_overlapping_transitions_is_shortened() -> None:
    found = with_transitions(Transition(50, 10, 40), Transition(100, 30, 10))
    assert passages(found) == [(50, 10, 40), (100, 10, 10)]


def test_a_cut_has_one_transition() -> None:
    assert passages(with_transitions(Transition(50, 5, 5), Transition(50, 9, 9))) == [(50, 5, 5)]


def test_a_transition_without_length_goes() -> None:
    assert passages(with_transitions(Transition(50, 0, 0))) == []


def test_an_edit_lasts_as_long_as_its_last_transition() -> None:
    assert with_transitions(Transition(150, 10, 12)).sequence.duration == 162


# The whole


def test_an_edit_lasts_at_least_as_long_as_its_clips() -> None:
    assert checked(edit(Clip(0, 10, FILM), duration=3)).sequence.duration == 10
    assert checked(edit(Clip(0, 10, FILM), duration=99)).sequence.duration == 99


def test_an_edit_without_clips_is_refused() -> None:
    with pytest.raises(SourceError, match="holds no clips"):
        checked(edit())
    with pytest.raises(SourceError, match="holds no clips"):
        checked(edit(Clip(0, 0, FILM)))


def test_captions_alone_are_an_edit() -> None:
    track = CaptionTrack("", (Caption(50, 20, "b"), Caption(0, 10, "a"), Caption(9, 5, " ")))
    found = checked(edit(captions=(track,)))
    assert found.sequence.captions[0].captions == (Caption(0, 10, "a"), Caption(50, 20, "b"))
    assert found.sequence.duration == 70


def test_captions_end_with_the_edit() -> None:
    track = CaptionTrack("", (Caption(-5, 10, "a"), Caption(8, 10, "b"), Caption(30, 5, "c")))
    found = checked(edit(Clip(0, 10, FILM), captions=(track,)))
    assert found.sequence.captions[0].captions == (Caption(0, 5, "a"), Caption(8, 2, "b"))


def test_an_unknown_size_is_that_of_the_first_medium_that_has_one() -> None:
    vertical = replace(FILM, width=720, height=1280)
    found = checked(edit(Clip(0, 5, FILM), Clip(5, 5, vertical), width=0, height=0))
    assert (found.sequence.width, found.sequence.height) == (720, 1280)
    assert messages(found) == ["The size of the picture is not stated; 720x1280 is used."]


@pytest.mark.parametrize(
    ("given_size", "used"),
    [((0, 1080), (1920, 1080)), ((4, 4), (16, 16)), ((10**6, 1080), (32768, 1080))],
)
def test_impossible_sizes_are_told(given_size: tuple[int, int], used: tuple[int, int]) -> None:
    found = checked(edit(Clip(0, 5, FILM), width=given_size[0], height=given_size[1]))
    assert (found.sequence.width, found.sequence.height) == used
    assert f"{used[0]}x{used[1]}" in messages(found)[0]


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(-25), Fraction(1001), Fraction(1, 10**9)])
def test_an_impossible_rate_becomes_that_of_a_medium(rate: Fraction) -> None:
    found = checked(edit(Clip(0, 5, replace(FILM, rate=Fraction(24))), rate=rate))
    assert found.sequence.rate == 24
    assert found.problems[0].severity == "loss"


def test_drop_frame_needs_a_rate_that_has_it() -> None:
    assert not checked(edit(Clip(0, 5, FILM), drop_frame=True)).sequence.drop_frame
    rate = Fraction(30000, 1001)
    assert checked(edit(Clip(0, 5, FILM), drop_frame=True, rate=rate)).sequence.drop_frame


def nested(depth: int) -> Sequence:
    inner = edit(Clip(0, 5, FILM)).sequence
    for _ in range(depth - 1):
        inner = edit(Clip(0, 5, inner)).sequence
    return inner


def test_sequences_are_nested_sixteen_deep_at_most() -> None:
    found = checked(Edit(nested(MAX_DEPTH), "test", Path("/x")))
    assert len(list(clips_in(found.sequence))) == MAX_DEPTH
    found = checked(Edit(nested(MAX_DEPTH + 5), "test", Path("/x")))
    assert len(list(clips_in(found.sequence))) == MAX_DEPTH - 1
    assert "nested too deeply" in messages(found)[0]


def test_few_objects_that_are_endlessly_many_clips_are_refused() -> None:
    inner = edit(Clip(0, 5, FILM)).sequence
    for _ in range(12):
        inner = edit(*(Clip(n * 5, 5, inner) for n in range(10))).sequence
    with pytest.raises(SourceError, match=r"more than 1,000,000 clips"):
        checked(Edit(inner, "test", Path("/x")))


def test_a_nested_sequence_is_checked_and_named() -> None:
    inner = replace(edit(Clip(0, 0, FILM), Clip(0, 5, FILM), width=0).sequence, name="inner")
    found = checked(edit(Clip(10, 5, inner), width=640, height=360))
    content = clips(found)[0].content
    assert isinstance(content, Sequence)
    assert (content.width, content.height) == (640, 360)
    assert messages(found) == ["“inner”, V1 “film” at 00:00:00:00: The clip has no length and was "
                               "left out."]  # fmt: skip


def test_the_same_problem_on_many_clips_is_told_clip_by_clip_up_to_a_limit() -> None:
    found = checked(edit(*(Clip(n, 0, FILM) for n in range(5000)), Clip(0, 5, FILM)))
    assert len(found.problems) == 201
    assert found.problems[-1].where == "and 4800 times more"


@settings(max_examples=examples(200), deadline=None)
@given(careless_edits())
def test_what_was_checked_is_valid_and_not_changed_again(careless: Edit) -> None:
    once = checked(careless)
    assert_valid(once.sequence)
    assert checked(once) == once


def assert_valid(sequence: Sequence) -> None:
    """Every rule that exporters/timeline/sequence.py states."""
    assert 0 < sequence.rate <= 1000
    assert min(sequence.width, sequence.height) >= 16
    assert max(sequence.width, sequence.height) <= 32768
    assert 1 <= sequence.duration <= max(1, 100 * 86400 * sequence.rate)
    for track in (*sequence.video, *sequence.audio):
        assert_valid_track(track, sequence)
    for captions in sequence.captions:
        starts = [caption.start for caption in captions.captions]
        assert starts == sorted(starts)
        assert all(
            item.start >= 0
            and item.duration > 0
            and item.start + item.duration <= sequence.duration
            for item in captions.captions
        )
    assert all(0 <= item.start < sequence.duration for item in sequence.markers)


def assert_valid_track(track: Track, sequence: Sequence) -> None:
    end = 0
    for clip in track.clips:
        assert end <= clip.start < clip.end <= sequence.duration
        end = clip.end
        assert_valid_clip(clip)
    cuts = {frame for clip in track.clips for frame in (clip.start, clip.end)}
    end = 0
    for item in track.transitions:
        assert item.cut in cuts
        assert end <= item.start <= item.cut <= item.end <= sequence.duration
        assert item.before + item.after >= 1
        end = item.end


def assert_valid_clip(clip: Clip) -> None:
    look, sound = clip.look, clip.sound
    numbers = (*look.crop, look.scale_x, look.scale_y, look.rotation, look.x, look.y, look.opacity,
               sound.volume, sound.pan)  # fmt: skip
    assert all(math.isfinite(number) for number in numbers)
    assert look.crop[0] + look.crop[2] < 1
    assert look.crop[1] + look.crop[3] < 1
    assert look.scale_x > 0
    assert look.scale_y > 0
    assert 0 <= look.fade_in + look.fade_out <= clip.duration
    assert 0 <= sound.fade_in + sound.fade_out <= clip.duration
    assert clip.source_in >= 0
    assert clip.stream >= -1
    assert all(0 <= item.start < clip.duration for item in clip.markers)
    clip.name.encode()
    if isinstance(clip.content, Sequence):
        assert_valid(clip.content)
