"""What is written for LosslessCut is what LosslessCut reads, and comes back to the frame."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.interchange import losslesscut
from exporters.interchange.writing import WriteOptions, find_writer
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
)
from tests.examples import examples

FILM = Media("film.mp4", "", Path("/films/film.mp4"), channels=(2,), known=True)
OTHER = Media("b.mov", "", Path("/films/b.mov"), channels=(2,), known=True)


def edit(*clips: Clip, rate: Fraction = Fraction(25), **more: Any) -> Sequence:
    sound = tuple(replace(clip, look=Look()) for clip in clips if isinstance(clip.content, Media))
    base: dict[str, Any] = {
        "duration": max((clip.end for clip in clips), default=1),
        "video": (Track("V1", clips),),
        "audio": (Track("A1", sound),),
    }
    return Sequence("edit", rate, 1280, 720, **(base | more))


def written(tmp_path: Path, sequence: Sequence, name: str = "x.llc", version: str = "2") -> Path:
    path = tmp_path / name
    path.unlink(missing_ok=True)
    losslesscut.write(sequence, path, WriteOptions(version, path))
    return path


def told(sequence: Sequence, name: str = "/films/x.llc") -> list[Problem]:
    return list(losslesscut.losses(sequence, WriteOptions("2", Path(name))))


PLAIN = edit(
    Clip(0, 25, FILM, Fraction(3), name="One"),
    Clip(25, 50, FILM, Fraction(1, 25), name='T, "w"\no'),
)


def test_a_project_is_what_losslesscut_saves(tmp_path: Path) -> None:
    text = written(tmp_path, PLAIN).read_text()
    assert json.loads(text) == {
        "version": 2,
        "mediaFileName": "film.mp4",
        "cutSegments": [
            {"start": 3.0, "end": 4.0, "name": "One", "selected": True},
            {"start": 0.04, "end": 2.04, "name": 'T, "w"\no', "selected": True},
        ],
    }
    older = json.loads(written(tmp_path, PLAIN, version="1").read_text())
    assert older["version"] == 1
    assert "selected" not in older["cutSegments"][0]


def test_a_list_is_what_losslesscut_exports(tmp_path: Path) -> None:
    text = written(tmp_path, PLAIN, "film.mp4.csv").read_bytes()
    assert text == b'3,4,One\n0.04,2.04,"T, ""w""\no"\n'


@pytest.mark.parametrize("name", ["film.llc", "film.csv"])
def test_an_edit_comes_back(tmp_path: Path, name: str) -> None:
    back = read_edit(written(tmp_path, PLAIN, name), ReadOptions(rate=Fraction(25))).sequence
    assert places(back) == places(PLAIN)


def places(sequence: Sequence) -> list[tuple[int, int, Fraction, str]]:
    return [
        (clip.start, clip.duration, clip.source_in, " ".join(clip.name.split()))
        for clip in sequence.video[0].clips
    ]


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(1, 10**5), NAMES),
        min_size=1, max_size=9,
    ),
    rate=st.sampled_from([Fraction(24), Fraction(30000, 1001), Fraction(60000, 1001)]),
    name=st.sampled_from(["film.llc", "film.csv"]),
    version=st.sampled_from(["1", "2"]),
)  # fmt: skip
def test_any_cuts_come_back(
    tmp_path: Path, cuts: list[tuple[int, int, str]], rate: Fraction, name: str, version: str
) -> None:
    clips, place = [], 0
    for first, length, called in cuts:
        clips.append(Clip(place, length, FILM, first / rate, name=called))
        place += length
    sequence = edit(*clips, rate=rate)
    back = read_edit(written(tmp_path, sequence, name, version), ReadOptions(rate=rate)).sequence
    assert [item[:3] for item in places(back)] == [item[:3] for item in places(sequence)]
    if name == "film.llc":
        assert places(back) == places(sequence)


def test_only_the_film_that_is_shown_longest_is_written(tmp_path: Path) -> None:
    sequence = edit(Clip(0, 10, OTHER), Clip(10, 20, FILM, Fraction(1)), Clip(30, 5, OTHER))
    found = json.loads(written(tmp_path, sequence).read_text())
    assert found["mediaFileName"] == "film.mp4"
    assert [item["start"] for item in found["cutSegments"]] == [1.0]
    (first, second) = [item for item in told(sequence) if "another one" in item.message]
    assert first.where == "V1 “b.mov” at 00:00:00:00"
    assert second.where == "V1 “b.mov” at 00:00:01:05"


def test_speeds_and_directions_take_the_same_piece(tmp_path: Path) -> None:
    sequence = edit(
        Clip(0, 25, FILM, Fraction(3), Fraction(2)), Clip(25, 25, FILM, Fraction(9), Fraction(-1))
    )
    segments = json.loads(written(tmp_path, sequence).read_text())["cutSegments"]
    assert [(item["start"], item["end"]) for item in segments] == [(3.0, 5.0), (8.0, 9.0)]
    assert sum("speed" in item.message for item in told(sequence)) == 2


def test_everything_else_is_told() -> None:
    assert told(PLAIN) == []
    sequence = edit(
        Clip(0, 10, FILM, look=Look(opacity=0.5)),
        Clip(20, 10, FILM),
        Clip(30, 10, Generator("black")),
        Clip(40, 10, FILM, Fraction(1), sound=Sound(volume=3)),
        video=(
            Track("V1", (Clip(0, 10, FILM, look=Look(opacity=0.5)), Clip(20, 10, FILM),
                         Clip(30, 10, Generator("black")),
                         Clip(40, 10, FILM, Fraction(1), sound=Sound(volume=3))),
                  (Transition(30, 2, 2),)),
            Track("V2", (Clip(0, 5, OTHER),)),
        ),
        markers=(Marker(1, "m"),),
    )  # fmt: skip
    messages = [item.message for item in told(sequence)]
    for part in (
        "opacity",
        "gap",
        "switched off",
        "Volume",
        "transition",
        "Markers",
        "another track",
    ):
        assert any(part in message for message in messages), part


def test_the_film_should_lie_beside_the_project() -> None:
    (problem,) = told(PLAIN, "/elsewhere/x.llc")
    assert problem.severity == "note"
    assert '"/films/film.mp4"' in problem.message
    assert told(PLAIN, "/elsewhere/x.csv") == []


def test_an_edit_without_films_is_an_error(tmp_path: Path) -> None:
    sequence = edit(Clip(0, 10, Generator("black")))
    assert [item.severity for item in told(sequence)] == ["error"]


def test_sound_alone_is_a_list_too(tmp_path: Path) -> None:
    sequence = edit(Clip(0, 25, FILM, Fraction(2)), video=())
    found = json.loads(written(tmp_path, sequence).read_text())
    assert [item["start"] for item in found["cutSegments"]] == [2.0]
    assert told(sequence) == []


def test_films_with_an_address_only(tmp_path: Path) -> None:
    media = Media("", "file:///films/a%20b.mp4")
    found = json.loads(written(tmp_path, edit(Clip(0, 25, media))).read_text())
    assert found["mediaFileName"] == "a b.mp4"


def test_the_same_edit_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path, PLAIN).read_bytes() == written(tmp_path, PLAIN).read_bytes()


def test_the_writer_is_found() -> None:
    assert find_writer(Path("x.llc")) is losslesscut
