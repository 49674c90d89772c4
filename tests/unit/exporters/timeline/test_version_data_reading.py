"""``version_data`` is read as an edit, out of a file and out of a dictionary."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.checking import checked
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Edit, Media
from exporters.timeline.version_scenes import edit_of, sequence_of
from tests.examples import examples

OPTIONS = ReadOptions(rate=Fraction(24))
VERSION: dict[str, Any] = {
    "version_id": "v3",
    "video_path": "/films/film.mp4",
    "scenes": [
        {"scene_id": 7, "start_time": 10.0, "duration": 2.5, "has_audio": True},
        {"scene_id": 2, "start_time": 1.0, "duration": 1.0, "has_audio": False},
        {"scene_id": "end", "start_time": 20, "end_time": 21, "has_audio": True},
    ],
}


def read(tmp_path: Path, value: Any, options: ReadOptions = OPTIONS) -> Edit:
    path = tmp_path / "version.json"
    path.write_text(json.dumps(value))
    return read_edit(path, options)


def scenes(*items: Any, **more: Any) -> dict[str, Any]:
    return {"version_id": 1, "video_path": "film.mp4", "scenes": list(items), **more}


def test_scenes_are_read_in_their_order(tmp_path: Path) -> None:
    found = read(tmp_path, VERSION)
    (video,) = found.sequence.video
    assert [(clip.start, clip.duration, clip.source_in, clip.name) for clip in video.clips] == [
        (0, 60, 10, "7"),
        (60, 24, 1, "2"),
        (84, 24, 20, "end"),
    ]
    # A scene without sound has a clip of pictures only, and nothing moves up.
    (audio,) = found.sequence.audio
    assert [(clip.start, clip.duration, clip.source_in) for clip in audio.clips] == [
        (0, 60, 10),
        (84, 24, 20),
    ]
    assert [clip.link for clip in video.clips] == [1, 0, 3]
    assert [clip.link for clip in audio.clips] == [1, 3]
    assert (found.sequence.name, found.sequence.rate, found.sequence.duration) == ("v3", 24, 108)
    assert found.format == "version_data"
    content = video.clips[0].content
    assert isinstance(content, Media)
    assert content.url == "/films/film.mp4"
    assert not found.problems


def test_a_dictionary_gives_the_same_edit(tmp_path: Path) -> None:
    assert sequence_of(VERSION, OPTIONS) == read(tmp_path, VERSION).sequence
    given_twice = {**VERSION, "scenes": tuple(VERSION["scenes"])}
    assert sequence_of(given_twice, OPTIONS) == sequence_of(VERSION, OPTIONS)


def test_what_scenes_may_say_besides(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        scenes(
            {"scene_id": 1, "start_time": 1, "duration": 2, "video_path": "other.mp4", "speed": 2,
             "volume": 0.5, "text": "Hi", "name": "Opening"},
            {"scene_id": 2, "start_time": "00:00:04.5", "end_time": "00:00:05.5", "enabled": True},
            {"scene_id": 3, "start_time": 1, "duration": 2, "enabled": False},
            {"scene_id": 4, "start_time": 8, "duration": 1, "end_time": 99, "muted": True},
            frame_rate="30000/1001", resolution=[1280, 720], name="Trailer",
        ),
        ReadOptions(),
    )  # fmt: skip
    sequence = found.sequence
    assert (sequence.name, sequence.width, sequence.height) == ("Trailer", 1280, 720)
    assert sequence.rate == Fraction(30000, 1001)
    one, two, four = sequence.video[0].clips
    assert isinstance(one.content, Media)
    assert (one.content.url, one.speed, one.duration, one.name) == ("other.mp4", 2, 30, "Opening")
    assert (two.start, two.duration) == (30, 30)
    # Begin and end count where both an end and a duration are there.
    assert four.source_in == Fraction(240, 1) / sequence.rate
    heard = sequence.audio[0].clips
    assert round(heard[0].sound.volume, 2) == -6.02
    assert heard[2].sound.mute
    assert [item.text for item in sequence.captions[0].captions] == ["Hi"]
    assert [item.where for item in found.problems] == ["scene 3"]


def test_the_rate_is_that_of_the_film_or_25_with_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, VERSION, ReadOptions())
    assert found.sequence.rate == 25
    assert ["25 frames a second" in item.message for item in found.problems] == [True]


def test_scenes_that_are_none_are_told(tmp_path: Path) -> None:
    good = {"scene_id": 1, "start_time": 0, "duration": 1}
    found = read(
        tmp_path,
        scenes(
            good, None, 7, "x", [], {"scene_id": 2}, {**good, "start_time": -1},
            {**good, "duration": 0}, {**good, "duration": -5}, {**good, "start_time": "soon"},
            {**good, "start_time": 1e300}, {**good, "speed": 0}, good,
        ),
    )  # fmt: skip
    assert len(found.sequence.video[0].clips) == 2
    assert {item.where for item in found.problems} == {f"scene {n}" for n in range(2, 13)}
    assert {item.severity for item in found.problems} == {"loss"}
    assert all(item.message.endswith(".") for item in found.problems)


@pytest.mark.parametrize(
    "value",
    [
        {}, {"version_id": 1}, scenes(), scenes(1), {"version_id": 1, "scenes": {}},
        {"version_id": 1, "video_path": 5, "scenes": [{"start_time": 0, "duration": 1}]},
        {"version_id": 1, "scenes": [{"start_time": 0, "duration": 1}]},
    ],
)  # fmt: skip
def test_what_is_none_is_refused_with_a_sentence(tmp_path: Path, value: Any) -> None:
    with pytest.raises(SourceError):
        sequence_of(value, OPTIONS)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value))
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS, "version_data")


@pytest.mark.parametrize("value", [None, [], "x", 5, [VERSION]])
def test_what_is_no_dictionary_is_refused(tmp_path: Path, value: Any) -> None:
    with pytest.raises(SourceError):
        sequence_of(value, OPTIONS)
    path = tmp_path / "x.json"
    path.write_text(json.dumps(value))
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS, "version_data")


@pytest.mark.parametrize(
    "text", ['{"version_id": 1, "scenes": [{"start_time": NaN}]}', "{", "\xff", "[" * 99_999]
)
def test_damaged_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS, "version_data")


def test_values_that_only_a_dictionary_can_hold(tmp_path: Path) -> None:
    one = {"scene_id": 1, "start_time": float("nan"), "duration": 1}
    two = {"scene_id": 2, "start_time": 0, "duration": float("inf")}
    three = {"scene_id": object(), "start_time": 1, "duration": 1, 5: 6}
    found = checked(edit_of(scenes(one, two, three), OPTIONS, Path("x")))
    assert [clip.source_in for clip in found.sequence.video[0].clips] == [1]
    assert len(found.problems) == 2


def test_files_are_recognised_by_their_keys(tmp_path: Path) -> None:
    def reader(text: str) -> str:
        path = tmp_path / "x.json"
        path.write_text(text)
        found = find_reader(path)
        return found.FORMAT.name if found else ""

    assert reader(json.dumps(VERSION)) == "version_data"
    unnamed = {key: value for key, value in VERSION.items() if key != "version_id"}
    assert reader(json.dumps(unnamed)) == "version_data"
    assert reader(json.dumps({"scenes": [{"start": 1, "end": 2}]})) == "cut_list"


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, 10**5), st.integers(1, 10**4), st.booleans()),
        min_size=1, max_size=12,
    ),
    st.sampled_from([Fraction(24000, 1001), Fraction(25), Fraction(60000, 1001)]),
)  # fmt: skip
def test_scenes_on_frames_are_kept_to_the_frame(
    cuts: list[tuple[int, int, bool]], rate: Fraction
) -> None:
    listed = [
        {"scene_id": n, "start_time": float(first / rate), "duration": float(length / rate),
         "has_audio": heard}
        for n, (first, length, heard) in enumerate(cuts)
    ]  # fmt: skip
    found = sequence_of(scenes(*listed), replace(OPTIONS, rate=rate))
    clips = found.video[0].clips
    assert [(clip.source_in * rate, clip.duration) for clip in clips] == [
        (first, length) for first, length, _ in cuts
    ]
    heard = [clip for track in found.audio for clip in track.clips]
    assert [clip.start for clip in heard] == [
        clip.start for clip, (_, _, sound) in zip(clips, cuts, strict=True) if sound
    ]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["scene_id", "start_time", "end_time", "duration", "has_audio", "video_path", "speed",
     "volume", "text", "name", "enabled", "position", "muted"]
)  # fmt: skip


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.dictionaries(KEYS, VALUES) | VALUES, max_size=4), VALUES, VALUES)
def test_any_values_give_an_edit_or_a_sentence(items: list[Any], film: Any, rate: Any) -> None:
    value = {"version_id": film, "video_path": film, "scenes": items, "fps": rate}
    try:
        found = checked(edit_of(value, OPTIONS, Path("x")))
    except SourceError:
        return
    assert found.sequence.duration > 0
