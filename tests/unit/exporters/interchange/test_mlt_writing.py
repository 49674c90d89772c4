"""MLT and Kdenlive projects hold what the edit holds, and melt renders them so."""

from __future__ import annotations

import io
import itertools
import json
import os
import shutil
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.errors import ExportError
from exporters.interchange import kdenlive, mlt
from exporters.interchange.mlt.nesting import conformed
from exporters.interchange.mlt.rows import lay_out
from exporters.interchange.mlt.xml import clock
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.checking import checked
from exporters.timeline.readers import mlt as reader
from exporters.timeline.readers.mlt.numbers import frames
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
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

DTD = Path("/work/shared/samples/dtd/mlt-xml.dtd")
MELT = shutil.which("melt")
FILM = Media(
    "film.mp4", "", Path("/films/film.mp4"), duration=Fraction(40), rate=Fraction(25), width=1280,
    height=720, channels=(2,), sample_rate=48000, known=True,
)  # fmt: skip
OTHER = replace(FILM, name="b.mov", path=Path("/films/b.mov"), width=640, height=480)
STILL = Media("s.png", "", Path("/films/s.png"), still=True, width=300, height=200, known=True)


def edit(*clips: Clip, sound: tuple[Clip, ...] = (), **more: Any) -> Sequence:
    transitions = more.pop("transitions", ())
    sounds = more.pop("sound_transitions", ())
    video = (Track("V1", clips, transitions),) if clips else ()
    audio = (Track("A1", sound, sounds),) if sound else ()
    ends = [clip.end for clip in (*clips, *sound)]
    base: dict[str, Any] = {"duration": max(ends, default=1), "video": video, "audio": audio}
    return Sequence("edit", Fraction(25), 1280, 720, **(base | more))


def written(
    tmp_path: Path,
    sequence: Sequence,
    module: ModuleType = mlt,
    version: str = "",
    editor: str = "",
) -> Path:
    path = tmp_path / f"edit{module.FORMAT.suffixes[0]}"
    path.unlink(missing_ok=True)
    module.write(sequence, path, WriteOptions(version, path, editor))
    return path


def told(module: ModuleType, sequence: Sequence, version: str = "") -> list[Problem]:
    return list(module.losses(sequence, WriteOptions(version, Path("/out/x"))))


def read_back(path: Path) -> Edit:
    return checked(reader.read(path, ReadOptions()))


def unlocated(content: Any) -> Any:
    """Content without what only the file itself can tell again."""
    if isinstance(content, Media):
        where = str(content.path) if content.path else content.url
        return replace(content, path=None, url=where, known=False)
    if isinstance(content, Sequence):
        return (content.name, shape(content))
    return content


def shape(sequence: Sequence) -> Any:
    return [
        [
            (clip.start, clip.duration, unlocated(clip.content), clip.source_in, clip.speed,
             clip.look, clip.sound, clip.enabled, clip.stream if not pictures else 0)
            for clip in track.clips
        ]
        + [track.transitions, track.enabled, track.name]
        for pictures, tracks in ((True, sequence.video), (False, sequence.audio))
        for track in tracks
    ]  # fmt: skip


def values(path: Path, xpath: str) -> list[str]:
    return [str(item.text or "") for item in etree.parse(str(path)).findall(xpath)]


# Round trips

RICH = edit(
    Clip(0, 40, FILM, Fraction(2), link=1, name="first"),
    Clip(40, 30, OTHER, Fraction(4), look=Look(scale_x=0.5, scale_y=0.5, x=0.25, y=-0.125)),
    Clip(80, 20, FILM, Fraction(8), Fraction(2), link=2),
    Clip(100, 10, FILM, Fraction(20), Fraction(-1)),
    Clip(110, 10, FILM, Fraction(6), Fraction(0)),
    Clip(120, 20, FILM, Fraction(1), look=Look(rotation=30, opacity=0.5, fade_in=5, fade_out=6)),
    Clip(140, 20, STILL, look=Look(crop=(0.1, 0.2, 0.0, 0.0))),
    Clip(160, 10, Generator("color", "#20c040")),
    Clip(170, 10, FILM, Fraction(3), enabled=False),
    Clip(180, 10, FILM, Fraction(3), look=Look(fit="fill")),
    sound=(
        Clip(0, 40, FILM, Fraction(2), link=1, sound=Sound(volume=-6, pan=0.5)),
        Clip(40, 30, OTHER, Fraction(4), stream=1, sound=Sound(fade_in=5, fade_out=8)),
        Clip(80, 20, FILM, Fraction(8), Fraction(2), link=2, sound=Sound(mute=True)),
        Clip(120, 20, FILM, Fraction(1), stream=-1),
    ),
    transitions=(Transition(40, 6, 4),),
    sound_transitions=(Transition(40, 5, 5),),
    markers=(Marker(12, "hi & <there>", 5, color="#da4453"),),
    channels=6,
)


@pytest.mark.parametrize(("module", "version"), [(mlt, ""), (kdenlive, "1.1"), (kdenlive, "1.04")])
def test_a_rich_edit_comes_back_as_it_was(tmp_path: Path, module: ModuleType, version: str) -> None:
    back = read_back(written(tmp_path, RICH, module, version))
    assert shape(back.sequence) == shape(RICH)
    assert back.sequence.duration == RICH.duration
    assert back.sequence.channels == 6
    assert back.sequence.markers == RICH.markers
    links = [
        [clip.link for clip in track.clips]
        for track in (*back.sequence.video, *back.sequence.audio)
    ]
    assert links[0][0] == links[1][0] != 0
    assert links[0][2] == links[1][2] != links[0][0]
    assert links[0][3] == 0
    assert not back.problems


def test_names_and_captions_are_kept_in_mlt(tmp_path: Path) -> None:
    captions = (CaptionTrack("One", (Caption(5, 10, "Hi\nthere"), Caption(20, 5, "x")), "de"),)
    back = read_back(written(tmp_path, replace(RICH, captions=captions))).sequence
    assert back.captions == captions
    assert back.name == "edit"
    assert [clip.name for clip in back.video[0].clips][:2] == ["first", ""]


def test_texts_come_back(tmp_path: Path) -> None:
    text = Generator("text", "#ffcc00", "Line #1\n& <2>", 0.1)
    sequence = edit(Clip(0, 25, text), Clip(25, 25, text, look=Look(fade_in=5)))
    for module in (mlt, kdenlive):
        back = read_back(written(tmp_path, sequence, module)).sequence.video[0].clips
        assert [clip.content for clip in back] == [text, text]
        assert back[1].look == Look(fade_in=5)


def test_nested_sequences_come_back_and_are_written_once(tmp_path: Path) -> None:
    inner = replace(
        edit(Clip(0, 50, FILM, Fraction(1)), sound=(Clip(0, 50, FILM, Fraction(1)),)), name="in"
    )
    again = replace(inner)
    sequence = edit(
        Clip(0, 20, inner, Fraction(1)), Clip(20, 20, again, Fraction(0)),
        sound=(Clip(0, 20, inner, Fraction(1)),),
    )  # fmt: skip
    for module in (mlt, kdenlive):
        path = written(tmp_path, sequence, module)
        assert shape(read_back(path).sequence) == shape(sequence)
        assert (
            path.read_text().count(
                '/films/film.mp4</property>\n  <property name="mlt_service">avformat-novalidate'
            )
            == 2
        )


def test_a_transition_to_or_from_nothing_is_a_fade(tmp_path: Path) -> None:
    sequence = edit(
        Clip(20, 30, FILM, Fraction(2)), transitions=(Transition(20, 5, 7), Transition(50, 8, 2))
    )
    for module in (mlt, kdenlive):
        (clip,) = read_back(written(tmp_path, sequence, module)).sequence.video[0].clips
        assert (clip.start, clip.duration) == (15, 37)
        assert clip.source_in == Fraction(45, 25)
        assert clip.look == Look(fade_in=12, fade_out=10)


def test_a_transition_is_shortened_where_there_is_no_material(tmp_path: Path) -> None:
    sequence = edit(
        Clip(0, 30, FILM, Fraction(2)), Clip(30, 30, FILM, Fraction(2, 25)),
        transitions=(Transition(30, 6, 4),),
    )  # fmt: skip
    for module in (mlt, kdenlive):
        track = read_back(written(tmp_path, sequence, module)).sequence.video[0]
        assert track.transitions == (Transition(30, 2, 4),)
        assert any("shortened" in item.message for item in told(module, sequence))


def test_stills_and_colors_have_material_before_their_first_frame(tmp_path: Path) -> None:
    red = Generator("color", "#ff0000")
    sequence = edit(
        Clip(0, 30, FILM, Fraction(2)), Clip(30, 30, STILL), Clip(60, 30, red),
        transitions=(Transition(30, 6, 4), Transition(60, 5, 5)),
    )  # fmt: skip
    for module in (mlt, kdenlive):
        assert shape(read_back(written(tmp_path, sequence, module)).sequence) == shape(sequence)
        assert not told(module, sequence)


def test_transitions_back_to_back(tmp_path: Path) -> None:
    clips = [Clip(n * 10, 10, FILM, Fraction(n + 1)) for n in range(5)]
    joins = tuple(Transition(n * 10, 5, 5) for n in range(1, 5))
    sequence = edit(*clips, transitions=joins)
    for module in (mlt, kdenlive):
        assert shape(read_back(written(tmp_path, sequence, module)).sequence) == shape(sequence)


RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(50)]
FRAMES = st.integers(0, 400)


@st.composite
def edits(draw: st.DrawFn) -> Sequence:
    """Edits within what the formats keep: times of films on the grid, decimals of six digits."""
    rate = draw(st.sampled_from(RATES))
    tracks = []
    for _ in range(draw(st.integers(1, 3))):
        place, clips = 0, []
        for _ in range(draw(st.integers(1, 8))):
            place += draw(st.sampled_from([0, 0, 0, 1, 7]))
            length = draw(st.integers(1, 60))
            clips.append(draw(clip_at(place, length, rate)))
            place += length
        tracks.append((clips, draw(joins(clips))))
    video = tuple(
        Track(f"V{n}", tuple(clips), found, draw(st.booleans()))
        for n, (clips, found) in enumerate(tracks, 1)
    )
    heard = [replace(clip, look=Look(), sound=draw(sounds(clip.duration))) for clip in tracks[0][0]
             if clip.content in (FILM, OTHER) and clip.speed]  # fmt: skip
    audio = (Track("A1", tuple(heard)),) if heard else ()
    end = max(track.clips[-1].end for track in video)
    return Sequence("hyp", rate, 1280, 720, end, video=video, audio=audio)


@st.composite
def clip_at(draw: st.DrawFn, place: int, length: int, rate: Fraction) -> Clip:
    content = draw(st.sampled_from([FILM, OTHER, STILL, Generator("color", "#123456")]))
    look = draw(looks(length))
    if content in (STILL, Generator("color", "#123456")):
        return Clip(place, length, content, look=look)
    speed = draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(2), Fraction(1, 2)]))
    source_in = draw(FRAMES) / rate * speed
    return Clip(place, length, content, source_in, speed, enabled=draw(st.booleans()), look=look)


@st.composite
def looks(draw: st.DrawFn, length: int) -> Look:
    if draw(st.booleans()):
        return Look()
    scale = draw(st.integers(1, 300)) / 100
    fades = st.sampled_from([0, 2, 3, length // 2]) if length > 8 else st.just(0)
    return Look(
        scale_x=scale, scale_y=scale, rotation=float(draw(st.integers(0, 359))),
        x=draw(st.integers(-100, 100)) / 100, y=draw(st.integers(-100, 100)) / 100,
        opacity=draw(st.integers(1, 100)) / 100, fade_in=draw(fades), fade_out=draw(fades),
    )  # fmt: skip


@st.composite
def sounds(draw: st.DrawFn, length: int) -> Sound:
    fades = st.sampled_from([0, 2, length // 2]) if length > 8 else st.just(0)
    return Sound(
        volume=float(draw(st.integers(-50, 20))), pan=draw(st.integers(-10, 10)) / 10,
        fade_in=draw(fades), fade_out=draw(fades),
    )  # fmt: skip


@st.composite
def joins(draw: st.DrawFn, clips: list[Clip]) -> tuple[Transition, ...]:
    found, used = [], 0
    for left, right in itertools.pairwise(clips):
        room = min(left.duration, right.duration) // 2
        plain = left.look.fade_out == right.look.fade_in == 0
        if left.end != right.start or room < 1 or not plain or not draw(st.booleans()):
            continue
        before = draw(st.integers(0, min(room, left.end - used)))
        after = draw(st.integers(0 if before else 1, room))
        if before + after:
            found.append(Transition(left.end, before, after))
            used = left.end + after
    return tuple(found)


def near(one: Any, two: Any) -> bool:
    """Equal but for the sixth digit of decimals."""
    if isinstance(one, float) and isinstance(two, float):
        return abs(one - two) <= 2e-5 * max(1.0, abs(one))
    if isinstance(one, Look | Sound) and type(one) is type(two):
        return all(near(getattr(one, name), getattr(two, name)) for name in one.__slots__)
    if isinstance(one, list | tuple) and isinstance(two, list | tuple):
        return len(one) == len(two) and all(map(near, one, two))
    return bool(one == two)


def within_reach(sequence: Sequence) -> Sequence:
    """With transitions as they can be written: no producer has frames before its first."""

    def track(item: Track) -> Track:
        starts = {clip.start: clip for clip in item.clips}
        found = []
        for join in item.transitions:
            coming = starts[join.cut]
            before = join.before
            if isinstance(coming.content, Media) and not coming.content.still:
                before = min(before, int(coming.source_in * sequence.rate / coming.speed))
            if before + join.after:
                found.append(replace(join, before=before))
        return replace(item, transitions=tuple(found))

    return replace(sequence, video=tuple(map(track, sequence.video)))


@pytest.mark.parametrize("module", [mlt, kdenlive])
@settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=edits())
def test_any_edit_comes_back(tmp_path: Path, module: ModuleType, sequence: Sequence) -> None:
    expected = within_reach(sequence)
    back = read_back(written(tmp_path, sequence, module)).sequence
    assert near(shape(back), shape(expected))
    assert back.rate == sequence.rate
    second = read_back(written(tmp_path, expected, module)).sequence
    assert near(shape(second), shape(expected))


# Rules of the formats


def dtd() -> etree.DTD:
    """MLT's DTD; its declaration of ``properties`` lacks the parentheses that XML demands."""
    text = DTD.read_bytes().replace(b"properties property >", b"properties (property) >")
    return etree.DTD(io.BytesIO(text))


@pytest.mark.skipif(not DTD.is_file(), reason="MLT's DTD is not at hand")
def test_the_file_satisfies_the_dtd(tmp_path: Path) -> None:
    captions = (CaptionTrack("1", (Caption(0, 5, "a"),)),)
    nested = replace(RICH, name="nested")
    sequence = replace(
        RICH, captions=captions, video=(*RICH.video, Track("V2", (Clip(0, 20, nested),)))
    )
    tree = etree.parse(str(written(tmp_path, sequence)))
    rules = dtd()
    assert rules.validate(tree), rules.error_log.filter_from_errors()


@pytest.mark.parametrize("module", [mlt, kdenlive])
def test_the_same_edit_gives_the_same_bytes(tmp_path: Path, module: ModuleType) -> None:
    first = written(tmp_path, RICH, module).read_bytes()
    folder = tmp_path / "other"
    folder.mkdir()
    path = folder / "x"
    module.write(RICH, path, WriteOptions("", tmp_path / "edit.mlt"))
    assert path.read_bytes() == first


def test_numbers_are_those_of_the_c_locale(tmp_path: Path) -> None:
    for module in (mlt, kdenlive):
        root = etree.parse(str(written(tmp_path, RICH, module))).getroot()
        assert root.get("LC_NUMERIC") == "C"


def test_a_producer_is_as_long_as_any_of_its_clips(tmp_path: Path) -> None:
    """Kdenlive drops entries beyond the length; melt would shorten them."""
    long = edit(Clip(0, 100, FILM, Fraction(39)))
    for module in (mlt, kdenlive):
        path = written(tmp_path, long, module)
        assert max(map(int, values(path, ".//property[@name='length']"))) >= 39 * 25 + 100
        content = read_back(path).sequence.video[0].clips[0].content
        assert isinstance(content, Media)
        assert content.duration == 40


@pytest.mark.parametrize("rate", [*RATES, Fraction(12), Fraction(24000, 1001), Fraction(120)])
def test_clocks_are_read_as_the_same_frame(rate: Fraction) -> None:
    for count in (*range(0, 4000), 107891, 107892, 107893, 215784, 1_000_000, 10_000_019):
        assert frames(clock(count, rate), rate) == count


def kdenlive_tree(tmp_path: Path, sequence: Sequence = RICH) -> Any:
    return etree.parse(str(written(tmp_path, sequence, kdenlive))).getroot()


def known(element: Any) -> dict[str, str]:
    return {item.get("name"): item.text or "" for item in element.findall("property")}


def test_sequences_are_as_kdenlive_wants_them(tmp_path: Path) -> None:
    """HKUDS/CLI-Anything#213 and #216: what melt renders, Kdenlive may refuse."""
    root = kdenlive_tree(tmp_path)
    sequences = [item for item in root.findall("tractor") if "kdenlive:uuid" in known(item)]
    (sequence,) = sequences
    uuid = sequence.get("id")
    assert uuid == known(sequence)["kdenlive:uuid"] == known(sequence)["kdenlive:control_uuid"]
    assert known(sequence)["kdenlive:producer_type"] == "17"
    assert known(sequence)["kdenlive:maxduration"] == str(RICH.duration)
    main_bin = root.find("playlist[@id='main_bin']")
    assert uuid in [entry.get("producer") for entry in main_bin.findall("entry")]
    document = known(main_bin)
    assert document["kdenlive:docproperties.version"] == "1.1"
    assert document["kdenlive:docproperties.activetimeline"] == uuid
    assert document["kdenlive:docproperties.uuid"] == uuid
    assert document["xml_retain"] == "1"
    last = root.findall("tractor")[-1]
    assert root[-1] is last
    assert known(last)["kdenlive:projectTractor"] == "1"
    assert last.find("track").get("producer") == uuid
    first = sequence.find("track")
    assert first.get("hide") is None
    assert guides(sequence) == [{"comment": "hi & <there>", "duration": 5, "pos": 12, "type": 8}]


def guides(sequence: Any) -> Any:
    return json.loads(known(sequence)["kdenlive:sequenceproperties.guides"])


def test_bin_clips_have_numbers_uuids_and_no_zero_length(tmp_path: Path) -> None:
    root = kdenlive_tree(tmp_path)
    main_bin = root.find("playlist[@id='main_bin']")
    names = [entry.get("producer") for entry in main_bin.findall("entry")]
    elements = {item.get("id"): item for item in root if item.get("id")}
    numbers = [known(elements[name])["kdenlive:id"] for name in names]
    assert len(set(numbers)) == len(numbers)
    assert all(int(number) >= 3 for number in numbers)
    by_number = {known(elements[name])["kdenlive:id"]: known(elements[name]) for name in names}
    for item in root.findall("chain") + root.findall("producer"):
        found = known(item)
        if "kdenlive:id" in found:
            assert "kdenlive:uuid" not in found
            bin_clip = by_number[found["kdenlive:id"]]
            assert found["kdenlive:control_uuid"] == bin_clip["kdenlive:control_uuid"]
    for entry in main_bin.findall("entry"):
        assert entry.get("out") != "00:00:00.000"


def test_entries_name_their_bin_clip(tmp_path: Path) -> None:
    root = kdenlive_tree(tmp_path)
    elements = {item.get("id"): item for item in root if item.get("id")}
    for playlist in root.findall("playlist"):
        if playlist.get("id") != "main_bin":
            for entry in playlist.findall("entry"):
                number = known(elements[entry.get("producer")])["kdenlive:id"]
                assert known(entry)["kdenlive:id"] == number


def test_effects_are_written_so_that_kdenlive_knows_them(tmp_path: Path) -> None:
    root = kdenlive_tree(tmp_path)
    names = set()
    for item in root.iter("filter", "transition"):
        found = known(item)
        assert item.get("id")
        assert item.get("mlt_service") is None
        assert found["mlt_service"]
        if "internal_added" not in found and found["mlt_service"] != "audiolevel":
            names.add(found["kdenlive_id"])
    assert names == {
        "qtblend", "crop", "fade_from_black", "fade_to_black", "freeze", "volume", "gain",
        "audiobalance", "fadein", "fadeout", "luma", "mix",
    }  # fmt: skip


def test_times_of_kdenlive_are_clocks(tmp_path: Path) -> None:
    """a-tze/fuse-ts#19: it does not like frame positions any more."""
    root = kdenlive_tree(tmp_path)
    for item in root.iter("entry", "blank", "chain", "tractor", "producer", "transition"):
        for name in ("in", "out", "length"):
            assert item.get(name) is None or ":" in item.get(name)


def test_each_track_is_two_playlists_and_mixes_are_where_clips_are(tmp_path: Path) -> None:
    root = kdenlive_tree(tmp_path)
    tracks = [item for item in root.findall("tractor") if "kdenlive:trackheight" in known(item)]
    assert [("kdenlive:audio_track" in known(item)) for item in tracks] == [True, False]
    for item in tracks:
        assert len(item.findall("track")) == 2
    video = tracks[1]
    (mix,) = video.findall("transition")
    second = root.find(f"playlist[@id='{video.findall('track')[1].get('producer')}']")
    assert second.find("blank").get("length") == mix.get("in") == clock(34, Fraction(25))
    assert mix.get("out") == clock(44, Fraction(25))
    assert known(mix)["kdenlive:mixcut"] == "4"


def test_the_profile_is_one_that_kdenlive_finds_or_nobody_has(tmp_path: Path) -> None:
    path = "playlist/property[@name='kdenlive:docproperties.profile']"
    assert values(written(tmp_path, RICH, kdenlive), path) == ["atsc_720p_25"]
    odd = replace(RICH, width=1000, height=420)
    assert values(written(tmp_path, odd, kdenlive), path) == ["reprise_1000x420_25_1"]
    assert not [item for item in told(kdenlive, odd) if "warn" in item.message]
    ntsc = replace(odd, rate=Fraction(24000, 1001))
    assert [item.severity for item in told(kdenlive, ntsc) if "warn" in item.message] == ["note"]
    strange = replace(odd, rate=Fraction(18))
    assert not [item for item in told(kdenlive, strange) if "warn" in item.message]
    film = replace(odd, rate=Fraction(1000, 33))
    assert [item.severity for item in told(kdenlive, film) if "warn" in item.message] == ["loss"]


def test_older_kdenlive_gets_older_documents(tmp_path: Path) -> None:
    root = etree.parse(str(written(tmp_path, RICH, kdenlive, editor="kdenlive:22.08"))).getroot()
    assert root[-1].get("id") == "maintractor"
    main_bin = known(root.find("playlist[@id='main_bin']"))
    assert main_bin["kdenlive:docproperties.version"] == "1.04"
    assert "kdenlive:docproperties.guides" in main_bin
    assert not [item for item in root.iter("tractor") if "kdenlive:uuid" in known(item)]
    newer = etree.parse(str(written(tmp_path, RICH, kdenlive, editor="kdenlive:25.04"))).getroot()
    assert known(newer[-1])["kdenlive:projectTractor"] == "1"


def test_nested_sequences_are_lost_in_older_documents(tmp_path: Path) -> None:
    inner = edit(Clip(0, 50, FILM))
    sequence = edit(Clip(0, 20, inner), Clip(20, 20, FILM))
    (problem,) = [item for item in told(kdenlive, sequence, "1.04") if item.severity == "loss"]
    assert "23.04" in problem.message
    assert problem.where == "V1 “edit” at 00:00:00:00"
    back = read_back(written(tmp_path, sequence, kdenlive, "1.04")).sequence
    assert [clip.start for clip in back.video[0].clips] == [20]


def test_markers_of_clips_go_to_kdenlives_bin(tmp_path: Path) -> None:
    marked = Clip(10, 30, FILM, Fraction(2), markers=(Marker(3, "m", color="#3daee9"),))
    back = read_back(written(tmp_path, edit(marked), kdenlive)).sequence
    assert back.video[0].clips[0].markers == marked.markers
    assert any("Markers of clips" in item.message for item in told(mlt, edit(marked)))
    assert not any("Markers of clips" in item.message for item in told(kdenlive, edit(marked)))


# Paths


@pytest.mark.parametrize(
    "name",
    ["a%20b.mp4", "%d.mp4", "q?x=1.mp4", "h#1.mp4", "co:lon.mp4", "qu\"o'te.mp4", "a&b<c>.mp4",
     "ünï 中文.mp4", " lead.mp4", "back\\slash.mp4", "2.0:x.mp4", "-dash.mp4", "]]>.mp4"],
)  # fmt: skip
def test_names_of_any_characters_are_kept(tmp_path: Path, name: str) -> None:
    media = replace(FILM, name=name, path=Path("/films") / name)
    clips = (Clip(0, 5, media), Clip(5, 5, media, Fraction(2), Fraction(2)))
    for module in (mlt, kdenlive):
        for clip in read_back(written(tmp_path, edit(*clips), module)).sequence.video[0].clips:
            assert isinstance(clip.content, Media)
            assert clip.content.url == f"/films/{name}"


def test_paths_that_xml_cannot_hold_are_refused_with_a_sentence(tmp_path: Path) -> None:
    for name in ("a\nb.mp4", "a\x01b.mp4", "a\udc80b.mp4"):
        sequence = edit(Clip(0, 5, replace(FILM, path=Path("/films") / name)))
        for module in (mlt, kdenlive):
            errors = [item for item in told(module, sequence) if item.severity == "error"]
            assert len(errors) == 1
            assert errors[0].message.endswith(".")
            with pytest.raises(ExportError, match="name"):
                written(tmp_path, sequence, module)


def test_missing_media_are_written_by_their_address(tmp_path: Path) -> None:
    def resources(url: str) -> list[str]:
        media = replace(FILM, path=None, url=url)
        return values(written(tmp_path, edit(Clip(0, 5, media))), ".//property[@name='resource']")

    assert "/a b/c.mp4" in resources("file:///a%20b/c.mp4")
    assert "C:/x/c.mp4" in resources("file:///C:/x/c.mp4")
    assert "media/c.mp4" in resources("media/c.mp4")
    assert "./-x.mp4" in resources("-x.mp4")
    assert "./color:red" in resources("color:red")


def test_text_that_xml_cannot_hold_is_replaced(tmp_path: Path) -> None:
    sequence = replace(edit(Clip(0, 5, FILM, name="a\x00b\ud800")), name="\x1f")
    for module in (mlt, kdenlive):
        etree.parse(str(written(tmp_path, sequence, module)))


# Losses


def test_losses_name_the_clip(tmp_path: Path) -> None:
    sequence = edit(
        Clip(0, 10, Generator("bars")), Clip(10, 20, FILM, Fraction(1, 30)),
        Clip(30, 10, replace(FILM, duration=None), Fraction(4), Fraction(-1)),
        Clip(40, 10, replace(FILM, width=0, height=0), look=Look(fit="stretch")),
        transitions=(Transition(10, 0, 4, "wipe"),), start=90000,
    )  # fmt: skip
    found = {item.message: item.where for item in told(mlt, sequence)}
    assert found["Colour bars are written as grey."] == "V1 “bars” at 01:00:00:00"
    assert found["The clip begins between two frames; the nearest one is taken."].startswith(
        "V1 “film"
    )
    assert any("runs back" in message for message in found)
    assert any("wipe" in message for message in found)
    assert any("size that the picture has" in message for message in found)
    assert any("time code" in message for message in found)


def test_what_kdenlive_has_no_place_for_is_told() -> None:
    sequence = edit(
        Clip(0, 10, FILM, name="mine"), Clip(10, 10, FILM, name="film.mp4"), duration=25
    )
    assert [item.severity for item in told(kdenlive, sequence)] == ["note", "note"]
    assert told(mlt, sequence) == []


def test_a_plain_edit_has_no_losses() -> None:
    plain = edit(Clip(0, 10, FILM), Clip(10, 10, FILM, Fraction(2)), sound=(Clip(0, 10, FILM),))
    assert told(mlt, plain) == told(kdenlive, plain) == []


def test_writers_are_found_by_suffix() -> None:
    assert find_writer(Path("x.mlt")) is mlt
    assert find_writer(Path("x.kdenlive")) is kdenlive


def test_nested_sequences_are_conformed_to_the_rate_of_the_project() -> None:
    inner = replace(edit(Clip(3, 7, FILM), transitions=()), rate=Fraction(30), duration=60)
    found = conformed(inner, Fraction(25))
    assert (found.rate, found.duration) == (25, 50)
    # Both ends are rounded: 2.5 and 8.33 frames.
    assert [(clip.start, clip.duration) for clip in found.video[0].clips] == [(2, 6)]


def test_rows_reach_over_their_cuts() -> None:
    track = Track("", (Clip(0, 10, FILM), Clip(10, 10, FILM, Fraction(4))), (Transition(10, 3, 2),))
    row = lay_out(track, lambda clip: int(clip.source_in * 25), fades=True)
    assert [(item.first, item.last, item.position) for item in row.placed] == [
        (0, 12, 0),
        (7, 20, 100),
    ]


@pytest.mark.soak
def test_thousands_of_clips_are_written_and_read_in_seconds(tmp_path: Path) -> None:
    import time

    clips = tuple(Clip(n * 10, 10, FILM, Fraction(n % 30)) for n in range(3000))
    sequence = edit(*clips, sound=clips)
    for module in (mlt, kdenlive):
        began = time.process_time()
        path = written(tmp_path, sequence, module)
        back = read_back(path).sequence
        assert time.process_time() - began < 20
        assert len(back.video[0].clips) == len(back.audio[0].clips) == 3000


# Rendering


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100 frames of 25 a second; frame n has grey 2n + 20 on the left and 235 - 2n on the right."""
    import av

    path = tmp_path_factory.mktemp("film") / "film.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for number in range(100):
            frame = av.VideoFrame(160, 90, "yuv420p")
            luma = np.full((90, 160), 20 + 2 * number, np.uint8)
            luma[:, 80:] = 235 - 2 * number
            planes = (luma, np.full((45, 80), 128, np.uint8), np.full((45, 80), 128, np.uint8))
            for plane, pixels in zip(frame.planes, planes, strict=True):
                rows = np.zeros((pixels.shape[0], plane.line_size), np.uint8)
                rows[:, : pixels.shape[1]] = pixels
                plane.update(rows)
            for packet in stream.encode(frame):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def rendered(path: Path) -> list[Any]:
    """The luma of each frame that melt makes of a project."""
    import av

    output = path.with_suffix(".out.mkv")
    environment = {**os.environ, "DISPLAY": ":99", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [str(MELT), str(path), "-consumer", f"avformat:{output}", "vcodec=ffv1", "an=1",
         "pix_fmt=yuv420p", "real_time=-1", "rescale=bilinear"],
        env=environment, capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    with av.open(str(output)) as container:
        return [frame.to_ndarray()[:90] for frame in container.decode(video=0)]


def small(*clips: Clip, **more: Any) -> Sequence:
    return replace(edit(*clips, **more), width=160, height=90)


def is_frame(luma: Any, number: int, tolerance: int = 2) -> bool:
    left, right = int(luma[45, 30]), int(luma[45, 130])
    return abs(left - 20 - 2 * number) <= tolerance and abs(right - 235 + 2 * number) <= tolerance


@pytest.mark.skipif(MELT is None, reason="melt is not installed")
@pytest.mark.parametrize("module", [mlt, kdenlive])
def test_melt_renders_cuts_to_the_frame(tmp_path: Path, film: Path, module: ModuleType) -> None:
    media = Media("film", "", film, duration=Fraction(4), rate=Fraction(25), width=160, height=90)
    sequence = small(
        Clip(0, 20, media, Fraction(10, 25)), Clip(20, 15, media, Fraction(60, 25)),
        Clip(40, 25, media, Fraction(5, 25)), duration=70,
    )  # fmt: skip
    shown = rendered(written(tmp_path, sequence, module))
    assert len(shown) == 70
    expected = [*range(10, 30), *range(60, 75), *[None] * 5, *range(5, 30), *[None] * 5]
    for luma, number in zip(shown, expected, strict=True):
        if number is None:
            assert int(luma.max()) <= 20
        else:
            assert is_frame(luma, number)


@pytest.mark.skipif(MELT is None, reason="melt is not installed")
@pytest.mark.parametrize("module", [mlt, kdenlive])
def test_melt_renders_speeds_mixes_and_places(
    tmp_path: Path, film: Path, module: ModuleType
) -> None:
    media = Media("film", "", film, duration=Fraction(4), rate=Fraction(25), width=160, height=90)
    sequence = small(
        Clip(0, 20, media, Fraction(10, 25)), Clip(20, 20, media, Fraction(60, 25)),
        Clip(40, 10, media, Fraction(20, 25), Fraction(2)),
        Clip(50, 10, media, Fraction(50, 25), Fraction(-1)),
        Clip(60, 10, media, Fraction(33, 25), Fraction(0)),
        Clip(70, 10, media, Fraction(95, 25)),
        Clip(80, 10, media, Fraction(40, 25), look=Look(scale_x=0.5, scale_y=0.5, x=0.25, y=0.25)),
        Clip(90, 10, media, Fraction(40, 25), look=Look(opacity=0.5)),
        transitions=(Transition(20, 4, 6),),
    )  # fmt: skip
    shown = rendered(written(tmp_path, sequence, module))
    assert len(shown) == 100
    for frame, number in {
        0: 10, 15: 25, 26: 66, 39: 79, 40: 20, 45: 30, 49: 38, 50: 49, 55: 44, 59: 40, 60: 33,
        69: 33, 70: 95, 74: 99, 79: 99,
    }.items():  # fmt: skip
        assert is_frame(shown[frame], number), frame
    # The sixth of ten frames is at one half; in Kdenlive, whose mixes end a frame later, at 5/11.
    part = 0.5 if module is mlt else 5 / 11
    assert abs(int(shown[21][45, 30]) - (20 + 2 * (31 * (1 - part) + 61 * part))) <= 2
    corner = shown[85]
    assert int(corner[:40].max()) <= 20
    assert abs(int(corner[67, 100]) - (20 + 2 * 45)) <= 3
    assert abs(int(shown[95][45, 30]) - (16 + (20 + 2 * 45 - 16) / 2)) <= 4


@pytest.mark.skipif(MELT is None, reason="melt is not installed")
def test_melt_renders_names_of_any_characters(tmp_path: Path, film: Path) -> None:
    clips = []
    for number, name in enumerate(("a%20b?.mkv", "%d #1.mkv", "co:lon 'x\".mkv", "ü&<é>.mkv")):
        shutil.copy(film, tmp_path / name)
        media = Media(name, "", tmp_path / name, duration=Fraction(4), width=160, height=90)
        clips.append(Clip(number * 5, 5, media, Fraction(10 * number, 25)))
    shown = rendered(written(tmp_path, small(*clips)))
    assert len(shown) == 20
    assert all(is_frame(shown[5 * number], 10 * number) for number in range(4))
