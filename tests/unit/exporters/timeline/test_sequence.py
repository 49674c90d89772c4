from __future__ import annotations

from fractions import Fraction

from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Problem,
    Sequence,
    Track,
    Transition,
    clips_in,
    media_in,
)

FILM, SONG = Media("film", "file:///film.mov"), Media("song", "file:///song.wav")


def edit(video: tuple[Clip, ...] = (), audio: tuple[Clip, ...] = ()) -> Sequence:
    rate = Fraction(30000, 1001)
    return Sequence("edit", rate, 1920, 1080, 300, video=(Track("", video),),
                    audio=(Track("", audio),))  # fmt: skip


def test_a_clip_ends_at_the_frame_after_its_last_one() -> None:
    assert Clip(10, 5, FILM).end == 15


def test_a_transition_reaches_from_before_its_cut_to_after_it() -> None:
    passage = Transition(cut=100, before=12, after=8)
    assert (passage.start, passage.end) == (88, 108)


def test_a_sequence_lasts_exact_seconds() -> None:
    assert edit().seconds == Fraction(300 * 1001, 30000)


def test_clips_of_nested_sequences_are_listed_each_time_they_are_used() -> None:
    inner = edit((Clip(0, 5, FILM),))
    outer = edit((Clip(0, 5, inner), Clip(5, 5, inner), Clip(10, 5, Generator("black"))))
    assert [clip.duration for clip in clips_in(outer)] == [5, 5, 5, 5, 5]


def test_each_medium_is_listed_once_in_the_order_of_its_first_use() -> None:
    inner = edit((Clip(0, 5, SONG),))
    outer = edit((Clip(0, 5, inner), Clip(5, 5, FILM)), (Clip(0, 5, SONG),))
    assert media_in(outer) == [SONG, FILM]


def test_a_problem_is_said_with_its_place() -> None:
    assert str(Problem("loss", "It is gone.", "V1")) == "V1: It is gone."
    assert str(Problem("loss", "It is gone.")) == "It is gone."
