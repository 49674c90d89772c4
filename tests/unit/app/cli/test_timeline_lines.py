from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from rich.cells import cell_len

from app.cli.timeline_json import edit_map
from app.cli.timeline_lines import MOST_CLIPS, edit_lines, problem_lines
from exporters.timeline.linking import Missing
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Generator,
    Media,
    Problem,
    Sequence,
    Track,
    Transition,
)

FILM = Media("film.mov", "file:///gone/film.mov", start=Fraction(3600), rate=Fraction(25))
HERE = Media("here.mov", "here.mov", Path("/media/here.mov"))


def edit(*clips: Clip, **more: object) -> Edit:
    video = (Track("Main", clips, (Transition(50, 5, 5),)), Track("", enabled=False))
    end = max((clip.end for clip in clips), default=1)
    made = Sequence("Film", Fraction(25), 1920, 1080, end, start=90000, video=video)
    return Edit(replace(made, **more), "OpenTimelineIO", Path("/x/edit.otio"))  # type: ignore[arg-type]


def test_an_edit_is_shown_with_its_tracks_clips_and_media() -> None:
    nested = replace(edit(Clip(0, 5, HERE)).sequence, name="inner")
    shown = edit(
        Clip(0, 50, FILM, Fraction(2), name="one"),
        Clip(50, 25, HERE, speed=Fraction(-1, 2), enabled=False),
        Clip(80, 20, nested),
        Clip(100, 20, Generator("bars")),
        captions=(CaptionTrack("中文", (Caption(0, 5, "x"),), "zh"),),
        audio=(Track("", (Clip(0, 50, FILM),)),),
    )
    assert edit_lines(shown, (Missing(FILM, 2),)) == [
        "edit.otio: OpenTimelineIO",
        "  name     Film",
        "  picture  1920x1080, 25 fps",
        "  length   0:05 (120 frames), from 01:00:00:00",
        "  sound    48000 Hz, 2 channels",
        "",
        "V2: 0 clips, switched off",
        "",
        "V1 Main: 4 clips, 1 transition",
        "  from         to           source       speed  clip",
        "  01:00:00:00  01:00:02:00  01:00:02:00         one",
        "  01:00:02:00  01:00:03:00  00:00:00:00  -50%   (off) here.mov",
        "  01:00:03:05  01:00:04:00  01:00:00:00         [inner]",
        "  01:00:04:00  01:00:04:20                      bars",
        "",
        "A1: 1 clip",
        "  from         to           source       speed  clip",
        "  01:00:00:00  01:00:02:00  01:00:00:00         film.mov",
        "",
        "Captions 1 中文 (zh): 1 caption",
        "",
        "Media: 1 found, 1 missing",
        "  found    /media/here.mov",
        "  missing  film.mov (file:///gone/film.mov)",
    ]


def test_long_lists_are_cut_unless_all_is_asked_for() -> None:
    clips = tuple(Clip(n * 2, 2, replace(FILM, name=f"m{n}")) for n in range(100))
    missing = tuple(Missing(replace(FILM, name=f"m{n}"), 1) for n in range(100))
    some = edit_lines(edit(*clips), missing)
    assert f"  and {100 - MOST_CLIPS} more clips; --all lists them" in some
    assert "  and 80 more; --all lists them" in some
    assert len(edit_lines(edit(*clips), missing, whole=True)) > 200


def test_nothing_is_wider_than_eighty_cells() -> None:
    name = "很长的名字" * 30
    media = replace(FILM, name=name, url=f"file:///{name}")
    problems = (Problem("loss", f"The effect “{name}” is not kept. " * 3, f"V1 “{name}”"),)
    shown = replace(edit(Clip(0, 5, media, name=name)), problems=problems)
    lines = edit_lines(shown, (Missing(media, 1),))
    assert max(map(cell_len, lines)) <= 80


def test_problems_are_told_the_worst_first() -> None:
    problems = (Problem("note", "c."), Problem("loss", "b.", "V1"), Problem("error", "a."))
    assert list(problem_lines(problems, whole=True)) == ["Error: a.", "Lost: V1: b.", "Note: c."]


def test_no_name_steers_the_terminal() -> None:
    shown = edit(Clip(0, 5, FILM, name="\x1b[2J\r\nx"))
    assert all(line.isprintable() for line in edit_lines(shown, ()))


def test_programs_get_exact_numbers() -> None:
    shown = edit(Clip(0, 50, FILM, Fraction(1, 3), Fraction(3, 2)), Clip(50, 5, HERE))
    told = json.loads(json.dumps(edit_map(shown, (Missing(FILM, 1),)), default=str))
    assert told["rate"] == "25"
    assert told["missing"] == ["film.mov"]
    assert told["video"][0]["clips"][0]["source_in"] == "1/3"
    assert told["video"][0]["clips"][0]["timecode"] == "01:00:00:00"
    assert told["media"][told["video"][0]["clips"][1]["media"]]["path"] == "/media/here.mov"
    assert told["video"][0]["transitions"][0]["cut"] == 50
