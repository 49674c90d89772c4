"""What cannot be rendered as it was meant is told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from exporters.rendering.limits import limits
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Sequence,
    Track,
    Transition,
)

BLACK = Generator("color", color="#000000")
TWO = Sequence("two", Fraction(25), 320, 180, 50, video=(
    Track("", (Clip(0, 25, BLACK), Clip(25, 25, BLACK)), (Transition(25, 5, 5),)),
))  # fmt: skip


def told(sequence: Sequence, captions: str = "") -> list[str]:
    return [problem.message for problem in limits(sequence, captions)]


def test_what_is_rendered_as_it_is_meant_is_not_told() -> None:
    assert told(TWO) == []


def test_each_kind_is_told_once_with_its_number() -> None:
    track = replace(TWO.video[0], transitions=(Transition(25, 5, 5, "wipe"),))
    wiped = replace(TWO, video=(track, track))
    assert told(wiped) == ["A wipe is shown as a dissolve (2 times)."]
    nested = replace(TWO, video=(Track("", (Clip(0, 50, replace(TWO, video=(track,))),)),))
    assert told(nested) == ["A wipe is shown as a dissolve."]


@pytest.mark.parametrize(("captions", "number"), [("burn", 1), ("track", 0), ("", 0), ("none", 0)])
def test_several_tracks_of_captions_cannot_all_be_drawn(captions: str, number: int) -> None:
    spoken = CaptionTrack("", (Caption(0, 10, "one"),))
    both = replace(TWO, captions=(spoken, spoken))
    assert len(told(both, captions)) == number
    assert told(replace(TWO, captions=(spoken, CaptionTrack("", ()))), captions) == []
