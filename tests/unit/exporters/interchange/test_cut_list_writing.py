"""Lists of cuts that are written are plain tables and JSON, and come back to the frame."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.interchange import cut_list
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.reading import ReadOptions, read_edit
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Look,
    Media,
    Problem,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests.examples import examples

FILM = Media("film, 1.mp4", "", Path("/films/film, 1.mp4"), channels=(2,), known=True)
OTHER = Media("b.mov", "", Path("/films/b.mov"), channels=(2,), known=True)
FORMS = (".csv", ".tsv", ".json")


def edit(
    clips: tuple[Clip, ...],
    sound: tuple[Clip, ...] = (),
    rate: Fraction = Fraction(25),
    **more: Any,
) -> Sequence:
    ends = [clip.end for clip in (*clips, *sound)]
    base: dict[str, Any] = {
        "duration": max(ends, default=1),
        "video": (Track("", clips),) if clips else (),
        "audio": (Track("", sound),) if sound else (),
    }
    return Sequence("x", rate, 1280, 720, **(base | more))


def written(tmp_path: Path, sequence: Sequence, suffix: str) -> Path:
    path = tmp_path / f"x{suffix}"
    path.unlink(missing_ok=True)
    cut_list.write(sequence, path, WriteOptions("", path))
    return path


def told(sequence: Sequence) -> list[Problem]:
    return list(cut_list.losses(sequence, WriteOptions("", Path("/out/x.csv"))))


def shape(sequence: Sequence) -> Any:
    return [
        [
            (clip.start, clip.duration, str(content.path or content.url), clip.source_in,
             clip.speed, clip.name, round(clip.sound.volume, 4), clip.sound.mute, clip.link)
            for clip in track.clips
            if isinstance(content := clip.content, Media)
        ]
        for track in (*sequence.video, *sequence.audio)
    ]  # fmt: skip


RICH = edit(
    (
        Clip(0, 25, FILM, Fraction(3), name='One, "1"', link=1),
        Clip(30, 25, OTHER, Fraction(1), Fraction(2), name="zwö"),
        Clip(55, 25, FILM, Fraction(9), Fraction(-1, 2), link=3),
    ),
    (
        Clip(0, 25, FILM, Fraction(3), name='One, "1"', link=1, sound=Sound(volume=-6)),
        Clip(55, 25, FILM, Fraction(9), Fraction(-1, 2), link=3, sound=Sound(mute=True)),
    ),
    captions=(CaptionTrack("", (Caption(0, 25, "Hello"), Caption(30, 25, "there"))),),
)


@pytest.mark.parametrize("suffix", FORMS)
def test_an_edit_comes_back(tmp_path: Path, suffix: str) -> None:
    back = read_edit(written(tmp_path, RICH, suffix)).sequence
    assert shape(back) == shape(RICH)
    assert back.rate == 25
    assert back.captions == RICH.captions
    assert told(RICH) == []


def test_a_table_has_a_header_and_seconds(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, RICH, ".csv").read_text())))
    assert rows[1] == {
        "media": "/films/b.mov", "start": "1", "end": "3", "duration": "1", "position": "1.2",
        "name": "zwö", "speed": "2", "volume": "0 dB", "has_audio": "no", "rate": "25",
        "text": "there",
    }  # fmt: skip
    assert "\t".join(cut_list.COLUMNS) in written(tmp_path, RICH, ".tsv").read_text()


def test_json_says_the_same(tmp_path: Path) -> None:
    found = json.loads(written(tmp_path, RICH, ".json").read_text())
    assert (found["rate"], found["width"], found["height"]) == ("25", 1280, 720)
    assert found["cuts"][0] == {
        "media": "/films/film, 1.mp4", "start": 3.0, "end": 4.0, "duration": 1.0, "position": 0.0,
        "name": 'One, "1"', "speed": 1.0, "volume": "-6 dB", "has_audio": True, "rate": "25",
        "text": "Hello",
    }  # fmt: skip


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)
SPEEDS = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3), Fraction(-1), Fraction(7, 4)])


@st.composite
def edits(draw: st.DrawFn) -> Sequence:
    rate = draw(st.sampled_from([Fraction(24), Fraction(30000, 1001), Fraction(60000, 1001)]))
    clips, sound, place = [], [], 0
    for number in range(1, draw(st.integers(1, 6)) + 1):
        place += draw(st.sampled_from([0, 0, 5]))
        length, speed = draw(st.integers(1, 1000)), draw(SPEEDS)
        # Ends of pieces lie on frames of the film, as they do where a list came from.
        first = draw(st.integers(1000, 10**5)) * speed.denominator
        length *= speed.denominator
        heard = draw(st.booleans())
        source_in = first * abs(speed) / rate
        clip = Clip(
            place, length, draw(st.sampled_from([FILM, OTHER])), source_in, speed, draw(NAMES),
            link=number if heard else 0,
        )  # fmt: skip
        clips.append(clip)
        if heard:
            level = Sound(volume=float(draw(st.integers(-40, 12))), mute=draw(st.booleans()))
            sound.append(replace(clip, sound=replace(level, volume=0) if level.mute else level))
        place += length
    return edit(tuple(clips), tuple(sound), rate)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=edits(), suffix=st.sampled_from(FORMS))
def test_any_list_comes_back(tmp_path: Path, sequence: Sequence, suffix: str) -> None:
    back = read_edit(written(tmp_path, sequence, suffix), ReadOptions()).sequence
    assert shape(back) == shape(sequence)
    assert back.rate == sequence.rate


def test_what_a_list_cannot_hold_is_told() -> None:
    clips = (
        Clip(0, 10, FILM, look=Look(opacity=0.5)), Clip(10, 10, Generator("black")),
        Clip(20, 10, FILM, Fraction(1), Fraction(0)), Clip(30, 10, FILM, enabled=False),
    )  # fmt: skip
    sequence = edit(
        clips,
        (Clip(0, 10, FILM, sound=Sound(pan=1)), Clip(5000, 10, OTHER)),
        video=(Track("", clips, (Transition(10, 2, 2),)), Track("", (Clip(0, 5, OTHER),))),
    )
    found = told(sequence)
    assert sum("switched off" in item.message for item in found) == 3
    assert sum("another track" in item.message for item in found) == 2
    assert sum("transition" in item.message for item in found) == 1
    assert sum("opacity" in item.message for item in found) == 1
    assert {item.severity for item in found} == {"loss"}
    assert all(item.where for item in found)
    assert [item.severity for item in told(edit((Clip(0, 9, Generator("black")),)))] == ["error"]


def test_pan_and_fades_of_sound_are_told() -> None:
    sequence = edit((Clip(0, 10, FILM),), (Clip(0, 10, FILM, sound=Sound(pan=1)),))
    assert ["pan" in item.message for item in told(sequence)] == [True]


def test_captions_that_are_no_text_of_a_cut_are_told(tmp_path: Path) -> None:
    captions = (Caption(2, 5, "one"), Caption(4, 3, "two"), Caption(12, 3, "three"))
    sequence = edit((Clip(0, 10, FILM),), captions=(CaptionTrack("", captions),))
    assert [item.where for item in told(sequence)] == [
        "captions 1 at 00:00:00:02",
        "captions 1 at 00:00:00:04",
        "captions 1 at 00:00:00:12",
    ]
    found = json.loads(written(tmp_path, sequence, ".json").read_text())
    assert found["cuts"][0]["text"] == "one\ntwo"


def test_films_with_an_address_only(tmp_path: Path) -> None:
    media = Media("b.mp4", "file:///films/a%20b.mp4")
    found = json.loads(written(tmp_path, edit((Clip(0, 9, media),)), ".json").read_text())
    assert found["cuts"][0]["media"] == "file:///films/a%20b.mp4"


@pytest.mark.parametrize("suffix", FORMS)
def test_names_that_are_no_unicode_are_written_as_urls(tmp_path: Path, suffix: str) -> None:
    media = replace(FILM, path=Path("/films/a\udcff.mp4"))
    path = written(tmp_path, edit((Clip(0, 9, media, name="\ud800"),)), suffix)
    assert read_edit(path).sequence.video[0].clips[0].content.url == "file:///films/a%FF.mp4"


@pytest.mark.parametrize("suffix", FORMS)
def test_the_same_edit_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    first = written(tmp_path, RICH, suffix).read_bytes()
    assert written(tmp_path, RICH, suffix).read_bytes() == first


def test_the_writer_is_found() -> None:
    for name in ("x.tsv", "x.json"):
        assert find_writer(Path(name)) is cut_list
