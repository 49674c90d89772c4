from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import opentimelineio
import pytest
from hypothesis import given, settings

from exporters.interchange import otio
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.readers.otio.form import from_plain
from exporters.timeline.readers.otio.writing import timeline
from exporters.timeline.reading import read_edit
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Look,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests.edit_strategies import valid_sequences
from tests.examples import examples

NTSC = Fraction(30000, 1001)
FILM = Media("film", "file:///old/film.mov", Path("/media/100% é.mov"), start=Fraction(3600),
             duration=Fraction(60), rate=NTSC, channels=(2, 1))  # fmt: skip


def rich() -> Sequence:
    picture = Clip(0, 100, FILM, Fraction(1001, 1000), name="A", link=4, look=Look(
        crop=(0.1, 0.0, 0.0, 0.0), scale_x=1.5, rotation=-30.0, y=0.25, opacity=0.5, fade_in=6,
    ), markers=(Marker(3, "m", 2, "n", "RED"),))  # fmt: skip
    fast = Clip(100, 50, FILM, Fraction(5), Fraction(3, 2), "B", enabled=False)
    slate = Clip(160, 40, Generator("text", "#ff8000", "one\ntwo", 0.1))
    sound = Clip(0, 100, FILM, Fraction(1001, 1000), name="A", link=4, stream=1,
                 sound=Sound(volume=-6.0, pan=0.25, fade_out=5))  # fmt: skip
    passage = Transition(100, 10, 12, "wipe", "Wipe")
    return Sequence(
        "Ünï “edit”", NTSC, 1280, 720, 250, start=107892, drop_frame=True,
        video=(Track("V", (picture, fast, slate), (passage,)),),
        audio=(Track("A", (sound,), enabled=False),),
        captions=(CaptionTrack("zh", (Caption(5, 20, "你好"),), "zh"),),
        markers=(Marker(8, "chapter"),),
    )  # fmt: skip


def options(path: Path, editor: str = "") -> WriteOptions:
    return WriteOptions("", path, editor)


def written(folder: Path, sequence: Sequence, editor: str = "", name: str = "e.otio") -> Path:
    path = folder / name
    otio.write(sequence, path, options(folder / "e.otio", editor))
    return path


def test_the_suffix_finds_the_writer() -> None:
    assert find_writer(Path("x.OTIO")) is otio


def test_reprise_reads_the_very_same_sequence(tmp_path: Path) -> None:
    for editor in ("", "resolve"):
        path = written(tmp_path, rich(), editor, f"for {editor}.otio")
        edit = read_edit(path)
        assert (edit.sequence, edit.problems) == (rich(), ())


@settings(max_examples=examples(60), deadline=None)
@given(valid_sequences(20))
def test_the_file_is_what_opentimelineio_would_hold(
    tmp_path_factory: pytest.TempPathFactory, sequence: Sequence
) -> None:
    path = written(tmp_path_factory.mktemp("w"), sequence)
    assert json.loads(path.read_text("utf-8")) == timeline(sequence)


def test_opentimelineio_reads_it_with_the_same_frames(tmp_path: Path) -> None:
    found: Any = opentimelineio.adapters.read_from_file(str(written(tmp_path, rich())))
    video, audio = found.tracks
    assert found.global_start_time == opentimelineio.opentime.RationalTime(107892, float(NTSC))
    kinds = [type(child).__name__ for child in video]
    assert kinds == ["Clip", "Transition", "Clip", "Gap", "Clip", "Gap"]
    spans = [video.range_of_child_at_index(place) for place in (0, 2, 4)]
    assert [(span.start_time.value, span.duration.value) for span in spans] == [
        (0, 100), (100, 50), (160, 40)]  # fmt: skip
    assert video.available_range().duration.value == 250
    assert video[0].source_range.start_time.value == 107892 + 30
    assert video[0].media_reference.available_range.start_time.value == 107892
    assert video[0].media_reference.target_url == "file:///media/100%25%20%C3%A9.mov"
    assert (video[1].in_offset.value, video[1].out_offset.value) == (10, 12)
    assert (video[2].enabled, video[2].effects[0].time_scalar) == (False, 1.5)
    assert video[4].media_reference.generator_kind == "Text"
    assert (audio.kind, audio.enabled, found.tracks.markers[0].name) == ("Audio", False, "chapter")


def test_a_clip_never_ends_after_its_medium(tmp_path: Path) -> None:
    """Whole frames of a medium that does not last whole frames are rounded down."""
    medium = replace(FILM, duration=Fraction(10_010, 999), rate=Fraction(25))
    sequence = replace(rich(), video=(Track("", (Clip(0, 10, medium),)),))
    found = timeline(sequence)["tracks"]["children"][0]["children"][0]
    span = found["media_references"]["DEFAULT_MEDIA"]["available_range"]
    assert span["duration"]["value"] / 25 <= 10_010 / 999


def test_the_same_sequence_gives_the_same_bytes(tmp_path: Path) -> None:
    one = written(tmp_path, rich()).read_bytes()
    assert written(tmp_path, rich(), name="elsewhere.tmp").read_bytes() == one
    assert b"elsewhere" not in one


def test_every_clip_has_a_line_of_its_own(tmp_path: Path) -> None:
    before = written(tmp_path, rich()).read_text("utf-8").splitlines()
    track = rich().video[0]
    moved = replace(track.clips[0], source_in=Fraction(1001, 500))
    changed = replace(rich(), video=(replace(track, clips=(moved, *track.clips[1:])),))
    after = written(tmp_path, changed).read_text("utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_names_may_look_like_the_seams_of_the_file(tmp_path: Path) -> None:
    sequence = replace(rich(), name='"children": []', markers=(Marker(0, '"children": [], "a"'),))
    assert read_edit(written(tmp_path, sequence)).sequence == sequence


# For Resolve


def test_resolve_gets_plain_paths_links_and_effects(tmp_path: Path) -> None:
    found = json.loads(written(tmp_path, rich(), "resolve:18.6").read_text("utf-8"))
    assert found["metadata"]["Resolve_OTIO"] == {"Resolve OTIO Meta Version": "1.0"}
    picture = found["tracks"]["children"][0]["children"][0]
    sound = found["tracks"]["children"][1]["children"][0]
    # A converter's report, checked in Resolve 21.1: percent-encoded names are not found.
    assert picture["media_references"]["DEFAULT_MEDIA"]["target_url"] == "file:///media/100% é.mov"
    assert picture["metadata"]["Resolve_OTIO"] == {"Link Group ID": 4}
    assert sound["metadata"]["Resolve_OTIO"] == {
        "Link Group ID": 4, "Channels": [{"Source Channel ID": 0, "Source Track ID": 1}]
    }  # fmt: skip
    assert values(picture) == {
        "Transform": {"transformationZoomX": 1.5, "transformationTilt": -0.25,
                      "transformationRotationAngle": 30.0},
        "Cropping": {"cropLeft": 0.1},
        "Composite": {"opacity": 50.0},
        "Video Faders": {"videoFaderIn": 6.0},
    }  # fmt: skip
    assert values(sound) == {
        "Fairlight Clip Volume and Fades": {"volume": -6.0, "faderOut": 5.0},
        "Fairlight Clip Pan": {"pan": 25.0},
    }


def values(item: dict[str, Any]) -> dict[str, dict[str, float]]:
    told = [effect["metadata"]["Resolve_OTIO"] for effect in item["effects"]]
    return {
        effect["Effect Name"]: {
            parameter["Parameter ID"]: parameter["Parameter Value"]
            for parameter in effect["Parameters"]
        }
        for effect in told
    }


def test_what_resolve_gets_is_read_as_resolve_writes_it(tmp_path: Path) -> None:
    """Without what only Reprise reads, looks and sounds are the same."""
    found = json.loads(written(tmp_path, rich(), "resolve").read_text("utf-8"))

    def forget(item: object) -> None:
        for part in item.values() if isinstance(item, dict) else item:  # type: ignore[attr-defined]
            if isinstance(part, dict | list):
                forget(part)
        if isinstance(item, dict):
            item.get("metadata", {}).pop("reprise", None)

    forget(found)
    sequence, problems = from_plain(found)
    picture, sound = sequence.video[0].clips[0], sequence.audio[0].clips[0]
    assert picture.look == rich().video[0].clips[0].look
    assert (sound.sound, sound.stream, sound.link) == (rich().audio[0].clips[0].sound, 1, 4)
    assert [clip.start for clip in sequence.video[0].clips] == [0, 100, 160]
    assert problems == []


# Losses


def messages(sequence: Sequence, editor: str = "") -> list[tuple[str, str]]:
    found = otio.losses(sequence, options(Path("/x.otio"), editor))
    return [(problem.severity, str(problem)) for problem in found]


def test_what_only_reprise_reads_is_told_clip_by_clip() -> None:
    assert messages(rich()) == [
        ("loss", "V1 “A” at 01:00:00;00: Size, place, crop, opacity and fades are kept for Reprise "
                 "only."),
        ("loss", "A1 “A” at 01:00:00;00: Volume, pan and fades are kept for Reprise only."),
        ("loss", "A1 “A” at 01:00:00;00: Which stream of the medium is heard is kept for Reprise "
                 "only."),
        ("loss", "Captions are kept for Reprise only: OpenTimelineIO has none."),
    ]  # fmt: skip


def test_resolve_reads_otio_from_18_5_on() -> None:
    assert [kind for kind, _ in messages(rich(), "resolve:18.1.4")] == ["error", "loss"]
    assert [kind for kind, _ in messages(rich(), "resolve:18.5")] == ["loss"]
    assert [kind for kind, _ in messages(rich(), "resolve")] == ["loss"]


@pytest.mark.parametrize("editor", ["finalcut", "jianying", "capcut:9"])
def test_some_editors_read_no_otio(editor: str) -> None:
    assert ("error", "That editor does not read OpenTimelineIO.") in messages(rich(), editor)


def test_a_plain_edit_loses_nothing() -> None:
    plain = Sequence("e", NTSC, 640, 360, 10, video=(Track("", (Clip(0, 10, FILM),)),))
    assert messages(plain) == []
