"""Projects of Kdenlive and Shotcut, and what melt writes, are read to the frame."""

from __future__ import annotations

import os
import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.readers import mlt
from exporters.timeline.readers.mlt import numbers
from exporters.timeline.readers.mlt.envelope import Envelope, envelope
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import (
    Clip,
    Edit,
    Generator,
    Look,
    Media,
    Sequence,
    Sound,
    Track,
    Transition,
)
from tests.examples import examples

REAL_FILES = Path(os.environ.get("REPRISE_MLT_SAMPLES", "/nowhere"))
PROFILE = (
    '<profile width="1920" height="1080" progressive="1" sample_aspect_num="1" '
    'sample_aspect_den="1" display_aspect_num="16" display_aspect_den="9" frame_rate_num="25" '
    'frame_rate_den="1" colorspace="709"/>'
)
FILM = {
    "length": "250", "resource": "film.mp4", "mlt_service": "avformat-novalidate",
    "meta.media.nb_streams": "2", "meta.media.0.stream.type": "video",
    "meta.media.1.stream.type": "audio", "meta.media.1.codec.channels": "2",
    "meta.media.width": "1920", "meta.media.height": "1080",
}  # fmt: skip


def properties(**values: str) -> str:
    named = {key.replace("__", ":").replace("_dot_", "."): value for key, value in values.items()}
    return of(named)


def of(values: dict[str, str]) -> str:
    return "".join(f'<property name="{key}">{value}</property>' for key, value in values.items())


def producer(name: str, values: dict[str, str], more: str = "", tag: str = "producer") -> str:
    out = int(values.get("length", "250")) - 1
    return f'<{tag} id="{name}" in="0" out="{out}">{of(values)}{more}</{tag}>'


def entry(name: str, first: int, last: int, more: str = "") -> str:
    return f'<entry producer="{name}" in="{first}" out="{last}">{more}</entry>'


def effect(service: str, more: str = "", **values: str) -> str:
    return f"<filter {more}>{of({'mlt_service': service})}{properties(**values)}</filter>"


def document(body: str, attributes: str = 'LC_NUMERIC="C"') -> str:
    return f"<?xml version='1.0'?><mlt {attributes}>{PROFILE}{body}</mlt>"


def read(tmp_path: Path, text: str, name: str = "edit.mlt", **options: object) -> Edit:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_edit(path, ReadOptions(**options))  # type: ignore[arg-type]


def places(track: Track) -> list[tuple[int, int, Fraction]]:
    return [(clip.start, clip.duration, clip.source_in * 25) for clip in track.clips]


def told(edit: Edit) -> str:
    return "\n".join(map(str, edit.problems))


def one_clip(tmp_path: Path, effects: str = "", values: dict[str, str] | None = None) -> Clip:
    """The picture of frames 10 to 59 of a film, with effects on its entry."""
    body = producer("p", values or FILM) + (
        f'<playlist id="v"><entry producer="p" in="10" out="59">{effects}</entry></playlist>'
        '<tractor id="t"><track producer="v" hide="audio"/></tractor>'
    )
    return read(tmp_path, document(body)).sequence.video[0].clips[0]


# Numbers


@pytest.mark.parametrize(
    ("text", "rate", "expected"),
    [
        ("12", 25, 12),
        ("00:00:20.000", 25, 500),
        ("00:00:01,480", 25, 37),
        ("00:00:01:12", 25, 37),
        ("01:00:00.000", Fraction(30000, 1001), 107892),
        ("00:01:00.017", Fraction(30000, 1001), 1799),
        ("-5", 25, -5),
        ("", 25, None),
        ("x:y", 25, None),
        ("99999999999999", 25, None),
        ("1:2:3:4:5:6.0", 25, None),
    ],
)
def test_times_are_what_mlt_takes_them_for(text: str, rate: int, expected: int | None) -> None:
    assert numbers.frames(text, Fraction(rate)) == expected


@pytest.mark.parametrize("text", ["1e400", "nan", "inf", "", "abc", "1" * 5000, "-1e12"])
def test_what_is_no_number_is_nothing(text: str) -> None:
    assert numbers.number(text) is None


def test_rectangles_in_all_forms() -> None:
    assert numbers.rect("40 20 160 90 0.5", 100, 100) == numbers.Rect(40, 20, 160, 90, 0.5)
    assert numbers.rect("0/0:100%x50%:40", 200, 100) == numbers.Rect(0, 0, 200, 50, 0.4)
    assert numbers.rect("0,5 0 2,5 9 1", 10, 10, comma=True) == numbers.Rect(0.5, 0, 2.5, 9, 1)
    assert numbers.rect("1 2 3", 10, 10) is None


def test_colours_in_all_forms() -> None:
    assert numbers.color("0x80ff8040") == ("#80ff80", pytest.approx(0x40 / 255))
    assert numbers.color("#8000ff00") == ("#00ff00", pytest.approx(0x80 / 255))
    assert numbers.color("0") == ("#000000", 0.0)
    assert numbers.color("chartreuse") is None


def test_keyframes_with_clocks_marks_and_from_the_end() -> None:
    rate = Fraction(25)
    assert numbers.keys("00:00:00.000=0;00:00:00.960~=1", rate) == [(0, "0"), (24, "1")]
    assert numbers.keys("0=a;-1|=b", rate, 50) == [(0, "a"), (49, "b")]
    assert numbers.keys("5", rate) == [(None, "5")]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([(0, 0.5)], Envelope(0.5)),
        ([(0, 0), (24, 1)], Envelope(1, 25, 0)),
        ([(75, 1), (99, 0)], Envelope(1, 0, 25)),
        ([(0, 0), (9, 1), (90, 1), (99, 0)], Envelope(1, 10, 10)),
        ([(-30, 0), (-5, 1)], Envelope(1)),
        ([(0, 1), (50, 0.2), (99, 1)], None),
        ([(20, 0), (40, 1)], None),
        ([], None),
    ],
)
def test_levels_become_fades(keys: list[tuple[int, float]], expected: Envelope | None) -> None:
    assert envelope(keys, 100, 0.004) == expected


# Kdenlive


def kdenlive_track(name: str, first: str, second: str = "", more: str = "", audio: bool = False,
                   hide: str = "") -> str:  # fmt: skip
    mark = properties(kdenlive__audio_track="1") if audio else ""
    hidden = hide or ("video" if audio else "audio")
    return (
        f'<playlist id="{name}a">{mark}{first}</playlist><playlist id="{name}b">{mark}{second}'
        f'</playlist><tractor id="{name}">{mark}{properties(kdenlive__trackheight="67")}'
        f'<track hide="{hidden}" producer="{name}a"/><track hide="{hidden}" producer="{name}b"/>'
        f"{more}</tractor>"
    )


BLACK = producer(
    "black",
    {"length": "2147483647", "resource": "black", "mlt_service": "color",
     "kdenlive:playlistid": "black_track"},
)  # fmt: skip
MAIN_BIN = (
    '<playlist id="main_bin">'
    + of({"kdenlive:docproperties.version": "1.1", "kdenlive:docproperties.audioChannels": "6",
          "kdenlive:docproperties.kdenliveversion": "25.08.1 (rev. x)"})
    + "</playlist>"
)  # fmt: skip


def kdenlive_sequence(name: str, uuid: str, tracks: list[str], values: dict[str, str]) -> str:
    refs = "".join(f'<track producer="{track}"/>' for track in ["black", *tracks])
    known = {"kdenlive:uuid": uuid, "kdenlive:clipname": name, **values}
    return f'<tractor id="{uuid}" in="0" out="99">{of(known)}{refs}</tractor>'


def project(body: str, uuid: str) -> str:
    last = (
        f'<tractor id="last">{properties(kdenlive__projectTractor="1")}'
        f'<track producer="{uuid}" in="0" out="99"/></tractor>'
    )
    return document(BLACK + body + MAIN_BIN + last, 'LC_NUMERIC="C" producer="main_bin"')


def film_at(name: str, sound: bool, number: str = "4", **more: str) -> str:
    known = FILM | {"kdenlive:id": number}
    known |= {"set.test_image": "1" if sound else "0", "set.test_audio": "0" if sound else "1"}
    return producer(name, known | more, tag="chain")


def test_a_kdenlive_project_of_two_tracks_with_groups_guides_and_markers(tmp_path: Path) -> None:
    groups = '[{"children": [{"data": "1:10:-1", "leaf": "clip", "type": "Leaf"}, {"data": ' \
        '"0:10:-1", "leaf": "clip", "type": "Leaf"}], "type": "AVSplit"}]'  # fmt: skip
    markers = (
        '[{"comment": "in", "pos": 30, "type": 8, "duration": 5}, {"comment": "out", "pos": 9}]'
    )
    placed = (
        '<blank length="00:00:00.400"/><entry producer="{}" in="00:00:01.000" out="00:00:02.960">'
        '<property name="kdenlive:id">4</property></entry>'
    )
    body = (
        film_at("a", True) + kdenlive_track("A1", placed.format("a"), audio=True)
        + film_at("v", False, **{"kdenlive:markers": markers})
        + kdenlive_track("V1", placed.format("v"))
        + kdenlive_sequence("Cut 1", "{u}", ["A1", "V1"], {
            "kdenlive:sequenceproperties.groups": groups,
            "kdenlive:sequenceproperties.guides": '[{"comment": "go", "pos": 12, "type": 2}]',
        })
    )  # fmt: skip
    edit = read(tmp_path, project(body, "{u}"), "cut.kdenlive")
    sequence = edit.sequence
    assert edit.format == "Kdenlive 25.08.1"
    assert (sequence.name, sequence.rate, sequence.width) == ("Cut 1", 25, 1920)
    assert (sequence.duration, sequence.channels) == (60, 6)
    (picture,), (sound,) = sequence.video[0].clips, sequence.audio[0].clips
    assert (picture.start, picture.duration, picture.source_in) == (10, 50, 1)
    assert (sound.start, sound.duration, sound.source_in) == (10, 50, 1)
    assert picture.link == sound.link != 0
    assert picture.content is sound.content or picture.content == sound.content
    assert isinstance(picture.content, Media)
    assert picture.content.channels == (2,)
    assert [(m.start, m.name, m.duration, m.color) for m in picture.markers] == [
        (5, "in", 5, "#da4453")
    ]
    assert [(m.start, m.name, m.color) for m in sequence.markers] == [(12, "go", "#1abc9c")]
    assert not edit.problems


def mix(first: int, last: int, cut: int, reverse: bool = False, service: str = "luma",
        luma: str = "") -> str:  # fmt: skip
    return f'<transition in="{first}" out="{last}">' + of(
        {"a_track": "0", "b_track": "1", "mlt_service": service, "kdenlive:mixcut": str(cut),
         "reverse": "1" if reverse else "0", "resource": luma}
    ) + "</transition>"  # fmt: skip


def test_mixes_of_kdenlive_count_the_cut_from_their_end(tmp_path: Path) -> None:
    """TrackModel::requestRemoveMix: the second clip begins ``mixcut`` before the mix ends."""
    first = entry("v", 0, 49) + '<blank length="30"/>' + entry("v", 100, 149)
    second = '<blank length="40"/><entry producer="v" in="200" out="249"/>'
    body = (
        film_at("v", False)
        + kdenlive_track("V1", first, second, mix(40, 50, 4) + mix(80, 90, 7, reverse=True))
        + kdenlive_sequence("s", "{u}", ["V1"], {})
    )
    track = read(tmp_path, project(body, "{u}"), "m.kdenlive").sequence.video[0]
    assert places(track) == [(0, 46, 0), (46, 37, 206), (83, 47, 103)]
    assert track.transitions == (Transition(46, 6, 4), Transition(83, 3, 7))


def test_a_mix_is_where_its_clips_are_not_where_it_says(tmp_path: Path) -> None:
    """TrackModel::loadMix: begin of the second clip to end of the first one."""
    first, second = (
        '<entry producer="v" in="0" out="49"/>',
        '<blank length="40"/><entry producer="v" in="0" out="59"/>',
    )
    body = (
        film_at("v", False) + kdenlive_track("V1", first, second, mix(41, 51, 5))
        + kdenlive_sequence("s", "{u}", ["V1"], {})
    )  # fmt: skip
    track = read(tmp_path, project(body, "{u}"), "m.kdenlive").sequence.video[0]
    assert track.transitions == (Transition(45, 5, 5),)
    assert places(track) == [(0, 45, 0), (45, 55, 5)]


def test_a_wipe_is_a_dissolve_with_a_word(tmp_path: Path) -> None:
    first, second = (
        '<entry producer="v" in="0" out="49"/>',
        '<blank length="40"/><entry producer="v" in="0" out="59"/>',
    )
    body = (
        film_at("v", False)
        + kdenlive_track("V1", first, second, mix(40, 50, 5, luma="/lumas/HD/clock.pgm"))
        + kdenlive_sequence("s", "{u}", ["V1"], {})
    )
    edit = read(tmp_path, project(body, "{u}"), "m.kdenlive")
    assert edit.sequence.video[0].transitions == (Transition(45, 5, 5, "wipe", "clock.pgm"),)
    assert "shown as a dissolve" in told(edit)


def test_sequences_of_kdenlive_nest_and_can_be_chosen(tmp_path: Path) -> None:
    inner = (
        film_at("v", False) + kdenlive_track("iV", '<entry producer="v" in="5" out="24"/>')
        + kdenlive_sequence("Inner", "{i}", ["iV"], {})
    )  # fmt: skip
    outer = kdenlive_track("oV", '<blank length="3"/><entry producer="{i}" in="2" out="11"/>')
    body = inner + outer + kdenlive_sequence("Outer", "{o}", ["oV"], {})
    edit = read(tmp_path, project(body, "{o}"), "n.kdenlive")
    (clip,) = edit.sequence.video[0].clips
    assert (clip.start, clip.duration, clip.source_in) == (3, 10, Fraction(2, 25))
    assert isinstance(clip.content, Sequence)
    assert places(clip.content.video[0]) == [(0, 20, 5)]
    assert "“Inner”" in told(edit)
    again = read(tmp_path, project(body, "{o}"), "n2.kdenlive", sequence="Inner")
    assert again.sequence.name == "Inner"
    assert again.sequences == edit.sequences == ("Inner", "Outer")
    with pytest.raises(SourceError, match="“Inner”, “Outer”"):
        read(tmp_path, project(body, "{o}"), "n3.kdenlive", sequence="No such")


def test_a_sequence_within_itself_ends(tmp_path: Path) -> None:
    track = kdenlive_track(
        "oV", '<entry producer="{o}" in="0" out="9"/><entry producer="v" in="0" out="9"/>'
    )
    body = film_at("v", False) + track + kdenlive_sequence("Outer", "{o}", ["oV"], {})
    edit = read(tmp_path, project(body, "{o}"), "r.kdenlive")
    assert places(edit.sequence.video[0]) == [(10, 10, 0)]
    assert "nested too deeply" in told(edit)


def test_disabled_clips_and_hidden_tracks_of_kdenlive(tmp_path: Path) -> None:
    off = film_at("off", False).replace(
        '<property name="set.test_image">0', '<property name="set.test_image">1'
    )
    body = (
        film_at("a", True) + kdenlive_track("A1", '<entry producer="a" in="0" out="9"/>',
                                            audio=True, hide="both")
        + off + kdenlive_track("V1", '<entry producer="off" in="0" out="9"/>')
        + film_at("v", False) + kdenlive_track("V2", entry("v", 0, 9), hide="both")
        + kdenlive_sequence("s", "{u}", ["A1", "V1", "V2"], {})
    )  # fmt: skip
    sequence = read(tmp_path, project(body, "{u}"), "d.kdenlive").sequence
    assert [track.enabled for track in sequence.video] == [True, False]
    assert not sequence.audio[0].enabled
    assert not sequence.video[0].clips[0].enabled
    assert sequence.video[1].clips[0].enabled


def test_audio_tracks_of_kdenlive_are_counted_from_the_pictures(tmp_path: Path) -> None:
    first = entry("a", 0, 9)
    body = film_at("a", True) + "".join(
        kdenlive_track(name, first, audio=True).replace(
            "<property name=\"kdenlive:trackheight\">67</property>",
            f'<property name="kdenlive:track_name">{name}</property>',
        )
        for name in ("low", "high")
    ) + kdenlive_sequence("s", "{u}", ["low", "high"], {})  # fmt: skip
    sequence = read(tmp_path, project(body, "{u}"), "a.kdenlive").sequence
    assert [track.name for track in sequence.audio] == ["high", "low"]


def test_kdenlive_19_has_its_tracks_in_the_last_tractor(tmp_path: Path) -> None:
    """Generation 2 and 3 (fileformat.md): no sequences, guides as properties, commas."""
    guides = of({"kdenlive:guide.0,52": "half", "kdenlive:docproperties.version": "0.98"})
    body = (
        f'<playlist id="main_bin">{guides}</playlist>'
        + producer("black", {"length": "500", "resource": "black", "mlt_service": "colour"})
        + '<playlist id="black_track"><entry producer="black" in="0" out="99"/></playlist>'
        + producer(
            "1_video", FILM | {"audio_index": "-1", "length": "00:00:10:00"} | {"length": "250"}
        )
        + '<playlist id="p1"><property name="kdenlive:track_name">Video 1</property>'
        '<entry producer="1_video" in="00:00:00,400" out="00:00:01,160"/></playlist>'
        '<tractor id="maintractor" global_feed="1" in="0" out="99"><track producer="black_track"/>'
        '<track producer="p1"/></tractor>'
    )
    attributes = 'LC_NUMERIC="de_DE.UTF-8" producer="main bin" root="/films"'
    edit = read(tmp_path, document(body, attributes), "old.kdenlive")
    assert places(edit.sequence.video[0]) == [(0, 20, 10)]
    assert edit.sequence.video[0].name == "Video 1"
    assert [(m.start, m.name) for m in edit.sequence.markers] == [(13, "half")]
    content = edit.sequence.video[0].clips[0].content
    assert isinstance(content, Media)
    assert content.url == "/films/film.mp4"
    assert not edit.sequence.audio


def test_an_undeclared_prefix_of_kdenlive_is_forgiven(tmp_path: Path) -> None:
    """Kdenlive 15.04 to 17.08 wrote attributes with a prefix that XML does not know."""
    body = (
        producer("p", FILM)
        + '<playlist id="v" kdenlive:x="1"><entry producer="p" in="0" out="9"/></playlist>'
    )
    assert places(read(tmp_path, document(body)).sequence.video[0]) == [(0, 10, 0)]


def test_proxies_are_followed_to_their_originals(tmp_path: Path) -> None:
    values = FILM | {"resource": "/proxy/x.mkv", "kdenlive:proxy": "/proxy/x.mkv",
                     "kdenlive:originalurl": "real.mov"}  # fmt: skip
    content = one_clip(tmp_path, values=values).content
    assert isinstance(content, Media)
    assert content.url == "real.mov"


def test_subtitles_in_another_file_are_told(tmp_path: Path) -> None:
    subtitles = effect("avfilter.subtitles", av_dot_filename="/tmp/1654.srt")
    body = (
        film_at("v", False) + kdenlive_track("V1", '<entry producer="v" in="0" out="9"/>')
        + kdenlive_sequence("s", "{u}", ["V1"], {}).replace("</tractor>", subtitles + "</tractor>")
    )  # fmt: skip
    assert "subtitles lie in another file (“1654.srt”)" in told(
        read(tmp_path, project(body, "{u}"), "s.kdenlive")
    )


# Shotcut and melt


def shotcut(tracks: str, refs: str, more: str = "") -> str:
    background = producer("black", {"length": "200", "resource": "0", "mlt_service": "color"}) + (
        '<playlist id="background"><entry producer="black" in="0" out="199"/></playlist>'
    )
    return document(
        f'{background}{tracks}<tractor id="t" title="Shotcut version 24.02.29" in="0" out="199">'
        f'{properties(shotcut="1")}{more}<track producer="background"/>{refs}</tractor>',
        'LC_NUMERIC="C" title="Shotcut version 24.02.29" producer="main_bin"',
    )


def test_a_track_of_shotcut_has_picture_and_sound(tmp_path: Path) -> None:
    track = (
        f'<playlist id="p1">{properties(shotcut__video="1", shotcut__name="V1")}'
        '<blank length="5"/><entry producer="p" in="10" out="29"/></playlist>'
    )
    edit = read(tmp_path, shotcut(producer("p", FILM) + track, '<track producer="p1"/>'))
    assert edit.format == "Shotcut 24.02.29"
    assert places(edit.sequence.video[0]) == places(edit.sequence.audio[0]) == [(5, 20, 10)]
    assert edit.sequence.video[0].clips[0].link == edit.sequence.audio[0].clips[0].link == 1
    assert edit.sequence.duration == 200


@pytest.mark.parametrize(
    ("hide", "seen", "heard"),
    [("", True, True), ("audio", True, False), ("video", False, True), ("both", False, False)],
)
def test_hidden_and_muted_tracks_of_shotcut(
    tmp_path: Path, hide: str, seen: bool, heard: bool
) -> None:
    video = properties(shotcut__video="1")
    track = f'<playlist id="p1">{video}{entry("p", 0, 9)}</playlist>'
    text = shotcut(producer("p", FILM) + track, f'<track producer="p1" hide="{hide}"/>')
    sequence = read(tmp_path, text).sequence
    assert (sequence.video[0].enabled, sequence.audio[0].enabled) == (seen, heard)


def shotcut_mix(one: str, two: str, last: int) -> str:
    return (
        f'<tractor id="mix" in="0" out="{last}">{properties(shotcut__transition="lumaMix")}'
        f"{one}{two}<transition>{properties(mlt_service='luma')}</transition>"
        f"<transition>{properties(mlt_service='mix', start='-1')}</transition></tractor>"
    )


def test_a_transition_of_shotcut_joins_the_clips_around_it(tmp_path: Path) -> None:
    inner = shotcut_mix(
        '<track producer="p" in="50" out="59"/>', '<track producer="q" in="0" out="9"/>', 9
    )
    track = (
        f'<playlist id="p1">{properties(shotcut__video="1")}<entry producer="p" in="20" out="49"/>'
        '<entry producer="mix" in="0" out="9"/><entry producer="q" in="10" out="29"/></playlist>'
    )
    body = producer("p", FILM) + producer("q", FILM | {"resource": "b.mp4"}) + inner + track
    sequence = read(tmp_path, shotcut(body, '<track producer="p1"/>')).sequence
    assert places(sequence.video[0]) == [(0, 35, 20), (35, 25, 5)]
    assert sequence.video[0].transitions == (Transition(35, 5, 5),)
    assert places(sequence.audio[0]) == [(0, 35, 20), (35, 25, 5)]
    assert sequence.audio[0].transitions == (Transition(35, 5, 5),)


def test_clips_that_only_touch_a_transition_stay_apart(tmp_path: Path) -> None:
    inner = shotcut_mix(
        '<track producer="p" in="100" out="109"/>', '<track producer="p" in="0" out="9"/>', 9
    )
    track = (
        f'<playlist id="p1">{properties(shotcut__video="1")}<entry producer="p" in="20" out="49"/>'
        '<entry producer="mix" in="0" out="9"/><entry producer="p" in="10" out="19"/>'
        '<entry producer="p" in="20" out="29"/></playlist>'
    )
    body = producer("p", FILM) + inner + track
    sequence = read(tmp_path, shotcut(body, '<track producer="p1"/>')).sequence
    # The cut after the second clip is the user's, though the film goes on there.
    assert places(sequence.video[0]) == [(0, 30, 20), (30, 5, 100), (35, 15, 5), (50, 10, 20)]


def test_markers_groups_and_subtitles_of_shotcut(tmp_path: Path) -> None:
    markers = (
        '<properties name="shotcut:markers"><properties name="0"><property name="text">hi'
        '</property><property name="start">00:00:01.000</property><property name="end">00:00:02.000'
        '</property><property name="color">#008000</property></properties></properties>'
    )
    feed = effect(
        "subtitle_feed", feed="English", lang="eng",
        text="1\n00:00:01,000 --&gt; 00:00:02,000\nOne\ntwo\n\n"
        "2\n00:00:03,000 --&gt; 00:00:04,000\nx",
    )  # fmt: skip
    group = properties(shotcut__group="7")
    track = (
        f'<playlist id="p1">{properties(shotcut__video="1")}<entry producer="p" in="0" out="149">'
        f"{group}</entry></playlist>"
    )
    text = shotcut(producer("p", FILM) + track, '<track producer="p1"/>', markers)
    text = text.replace("</tractor></mlt>", feed + "</tractor></mlt>")
    sequence = read(tmp_path, text).sequence
    (marker,) = sequence.markers
    assert (marker.start, marker.duration, marker.name, marker.color) == (25, 25, "hi", "#008000")
    (captions,) = sequence.captions
    assert (captions.name, captions.language) == ("English", "eng")
    assert [(c.start, c.duration, c.text) for c in captions.captions] == [
        (25, 25, "One\ntwo"), (75, 25, "x"),
    ]  # fmt: skip
    assert sequence.video[0].clips[0].link == sequence.audio[0].clips[0].link == 7


def test_a_shotcut_project_without_a_timeline_plays_its_bin(tmp_path: Path) -> None:
    body = producer("p", FILM | {"shotcut:caption": "Shot"}) + (
        f'<playlist id="main_bin">{entry("p", 0, 9)}{entry("p", 50, 59)}</playlist>'
    )
    edit = read(tmp_path, document(body, 'producer="main_bin"'))
    assert places(edit.sequence.video[0]) == [(0, 10, 0), (10, 10, 50)]


def test_services_within_one_another_and_without_a_root(tmp_path: Path) -> None:
    """MLT takes a playlist as the outermost element, and properties as attributes."""
    text = (
        '<playlist><producer in="5" out="9" length="20" resource="a.mp4" mlt_service="avformat">'
        '<property name="audio_index" value="-1"/></producer><blank length="5"/>'
        '<entry in="1" out="2"><producer length="9"><property name="resource">b.mp4</property>'
        "</producer></entry></playlist>"
    )
    edit = read(tmp_path, text)
    assert places(edit.sequence.video[0]) == [(0, 5, 5), (10, 2, 1)]
    assert places(edit.sequence.audio[0]) == [(10, 2, 1)]
    assert "does not say its frame rate" in told(edit)
    assert (edit.sequence.width, edit.sequence.height) == (720, 576)


def test_a_length_that_nobody_states_is_told(tmp_path: Path) -> None:
    text = '<mlt><producer id="p"><property name="resource">a.dv</property></producer></mlt>'
    with pytest.raises(SourceError, match="does not say how long"):
        read(tmp_path, text)


# Speed


def test_timewarp_forwards_and_backwards(tmp_path: Path) -> None:
    fast = FILM | {"mlt_service": "timewarp", "resource": "2.0:film.mp4", "warp_speed": "2.0",
                   "warp_resource": "film.mp4", "length": "125"}  # fmt: skip
    clip = one_clip(tmp_path, values=fast)
    assert (clip.speed, clip.source_in, clip.duration) == (2, Fraction(20, 25), 50)
    back = fast | {"resource": "-0.5:film.mp4", "warp_speed": "-0.5", "length": "500"}
    clip = one_clip(tmp_path, values=back)
    # Frame 10 of a producer of 500 shows what lies 490 warped frames from the begin.
    assert (clip.speed, clip.source_in) == (Fraction(-1, 2), 490 * Fraction(1, 2) / 25)
    content = clip.content
    assert isinstance(content, Media)
    assert content.url == "film.mp4"


def test_the_older_slow_motion_and_rounded_thirds(tmp_path: Path) -> None:
    slow = FILM | {"mlt_service": "framebuffer", "resource": "film.mp4?0.333333"}
    clip = one_clip(tmp_path, values=slow)
    assert clip.speed == Fraction(1, 3)
    assert isinstance(clip.content, Media)
    assert clip.content.url == "film.mp4"


def test_time_remapping_on_a_line_and_on_a_curve(tmp_path: Path) -> None:
    def chain(points: str) -> str:
        link = f'<link mlt_service="timeremap">{properties(time_map=points)}</link>'
        return producer("p", FILM, link, "chain") + (
            '<playlist id="v"><entry producer="p" in="10" out="59"/></playlist>'
            '<tractor id="t"><track producer="v" hide="audio"/></tractor>'
        )

    straight = read(tmp_path, document(chain("0=0;100=8.0")), "a.mlt")
    clip = straight.sequence.video[0].clips[0]
    assert (clip.speed, clip.source_in) == (2, Fraction(4, 5))
    assert not straight.problems
    bent = read(tmp_path, document(chain("0=0;25=1;100=8.0")), "b.mlt")
    assert "average" in told(bent)


def test_freezes(tmp_path: Path) -> None:
    clip = one_clip(tmp_path, effect("freeze", frame="5"))
    assert (clip.speed, clip.source_in) == (0, Fraction(15, 25))
    held = FILM | {"mlt_service": "hold", "frame": "30"}
    clip = one_clip(tmp_path, values=held)
    assert (clip.speed, clip.source_in) == (0, Fraction(30, 25))


# Looks and sounds


def looked(tmp_path: Path, *effects: str, values: dict[str, str] | None = None) -> Look:
    return one_clip(tmp_path, "".join(effects), values).look


def test_kdenlives_transform(tmp_path: Path) -> None:
    filter_ = effect("qtblend", rect="10=960 0 480 270 0.5", rotation="10=30", rotate_center="1")
    assert looked(tmp_path, filter_) == Look(
        scale_x=0.25, scale_y=0.25, x=0.125, y=-0.375, rotation=30, opacity=0.5
    )


def test_kdenlives_transform_that_turns_about_the_corner(tmp_path: Path) -> None:
    look = looked(tmp_path, effect("qtblend", rect="0 0 1920 1080 1", rotation="90"))
    # The middle (960, 540) goes to (-540, 960) about the top left corner.
    assert (look.x, look.y) == (pytest.approx(-540 / 1920 - 0.5), pytest.approx(960 / 1080 - 0.5))
    assert look.rotation == 90


def test_a_transform_of_another_shape_keeps_the_pictures(tmp_path: Path) -> None:
    tall = FILM | {"meta.media.width": "1080", "meta.media.height": "1920"}
    look = looked(tmp_path, effect("qtblend", rect="0 0 1080 1920 1"), values=tall)
    assert look.scale_x == look.scale_y == pytest.approx(1920 / 1080, abs=1e-5)
    stretched = looked(tmp_path, effect("qtblend", rect="0 0 960 540 1", distort="1"), values=tall)
    assert stretched.scale_y == 0.5
    assert stretched.scale_x == pytest.approx(960 / (1080 * 1080 / 1920), abs=1e-5)


def test_shotcuts_size_and_rotation(tmp_path: Path) -> None:
    size = effect("affine", transition_dot_rect="480 270 960 540 1", transition_dot_distort="0")
    turn = effect("affine", transition_dot_fix_rotate_x="-45")
    assert looked(tmp_path, size, turn) == Look(scale_x=0.5, scale_y=0.5, rotation=315)


def test_a_box_that_moves_keeps_its_first_place(tmp_path: Path) -> None:
    body = producer("p", FILM) + (
        '<playlist id="v"><entry producer="p" in="10" out="59">'
        + effect("qtblend", rect="10=0 0 960 540 1;59=960 540 960 540 1")
        + '</entry></playlist><tractor id="t"><track producer="v" hide="audio"/></tractor>'
    )
    edit = read(tmp_path, document(body))
    assert edit.sequence.video[0].clips[0].look == Look(scale_x=0.5, scale_y=0.5, x=-0.25, y=-0.25)
    assert "Movement by keyframes" in told(edit)


def test_opacity_that_comes_by_keyframes_is_a_fade(tmp_path: Path) -> None:
    boxes = "10=0 0 1920 1080 0;34=0 0 1920 1080 1"
    assert looked(tmp_path, effect("qtblend", rect=boxes)) == Look(fade_in=25)


def test_crops(tmp_path: Path) -> None:
    own = effect("crop", left="192", right="0", top="108", bottom="54")
    assert looked(tmp_path, own).crop == (0.1, 0.1, 0.0, 0.05)
    assert looked(tmp_path, effect("crop", center="1")).fit == "fill"
    small = FILM | {"meta.media.width": "960", "meta.media.height": "540"}
    frame = effect("crop", left="192", use_profile="1")
    assert looked(tmp_path, frame, values=small).crop == (0.1, 0.0, 0.0, 0.0)


def test_a_crop_by_a_rectangle_leaves_the_rest_in_place(tmp_path: Path) -> None:
    look = looked(tmp_path, effect("qtcrop", rect="960 0 960 1080"))
    assert look.crop == (0.5, 0.0, 0.0, 0.0)
    assert (look.x, look.y) == (0.25, 0.0)
    assert (look.scale_x, look.scale_y) == (1.0, 1.0)


@pytest.mark.parametrize(
    "filters",
    [
        effect("brightness", 'in="10" out="34"', alpha="0=0;24=1", level="1", start="1"),
        effect("brightness", 'in="10" out="34"', level="0=0;24=1", alpha="1"),
        effect("brightness", 'in="10" out="34"', start="0", end="1"),
        effect("brightness", level="10=0;34=1"),
        effect("brightness", level="00:00:00.400=0;00:00:01.360=1", alpha="-1"),
    ],
)
def test_fades_from_nothing_of_all_kinds(tmp_path: Path, filters: str) -> None:
    assert looked(tmp_path, filters) == Look(fade_in=25)


def test_a_fade_of_another_part_of_the_film_does_not_count(tmp_path: Path) -> None:
    """A cut clip keeps the filter of its first half."""
    assert looked(tmp_path, effect("brightness", 'in="0" out="9"', start="0", end="1")) == Look()


def test_opacity_and_what_is_left_out(tmp_path: Path) -> None:
    assert looked(tmp_path, effect("brightness", level="1", alpha="0.4")).opacity == 0.4
    body = producer("p", FILM) + (
        '<playlist id="v"><entry producer="p" in="10" out="59">'
        + effect("sepia", kdenlive_id="sepia") + effect("frei0r.glow", "", disable="1")
        + effect("brightness", level="1.5")
        + '</entry></playlist><tractor id="t"><track producer="v" hide="audio"/></tractor>'
    )  # fmt: skip
    edit = read(tmp_path, document(body))
    assert edit.sequence.video[0].clips[0].look == Look()
    assert "“sepia” is left out" in told(edit)
    assert "glow" not in told(edit)
    assert "Another brightness" in told(edit)


def heard(tmp_path: Path, *effects: str) -> Sound:
    body = producer("p", FILM) + (
        f'<playlist id="a">{entry("p", 10, 59, "".join(effects))}</playlist>'
        '<tractor id="t"><track producer="a" hide="video"/></tractor>'
    )
    sequence = read(tmp_path, document(body)).sequence
    assert not sequence.video
    return sequence.audio[0].clips[0].sound


def test_volumes(tmp_path: Path) -> None:
    assert heard(tmp_path, effect("volume", level="10=-6")).volume == -6
    assert heard(tmp_path, effect("volume", gain="0.5")).volume == pytest.approx(-6.0206)
    assert heard(tmp_path, effect("volume", gain="-12dB")).volume == pytest.approx(-12)
    assert heard(tmp_path, effect("volume", gain="0")).mute
    two = heard(tmp_path, effect("volume", level="-6"), effect("volume", level="-3"))
    assert two.volume == -9


def test_fades_of_the_sound(tmp_path: Path) -> None:
    kdenlive = heard(
        tmp_path,
        effect("volume", 'in="10" out="16"', gain="0", end="1"),
        effect("volume", 'in="55" out="59"', gain="1", end="0"),
    )
    assert (kdenlive.fade_in, kdenlive.fade_out) == (7, 5)
    shotcut_fades = heard(
        tmp_path, effect("volume", level="10=-60;34=0"), effect("volume", level="50=0;59=-60")
    )
    assert (shotcut_fades.fade_in, shotcut_fades.fade_out) == (25, 10)


def test_pan(tmp_path: Path) -> None:
    assert heard(tmp_path, effect("panner", start="0.75", channel="-1")).pan == 0.5
    assert heard(tmp_path, effect("panner", start="0.5", split="10=0")).pan == -1


def test_effects_of_a_whole_track_and_of_the_mixer(tmp_path: Path) -> None:
    """Shotcut's filters on a track count from the track's begin."""
    fade = effect("brightness", 'out="99"', level="0=0;9=1", alpha="1")
    track = (
        f'<playlist id="p1">{properties(shotcut__video="1")}<entry producer="p" in="30" out="79"/>'
        f'<entry producer="p" in="100" out="149"/>{fade}</playlist>'
    )
    mixer = effect("volume", level="-4", internal_added="237")
    text = shotcut(producer("p", FILM) + track, '<track producer="p1"/>')
    text = text.replace("</tractor></mlt>", mixer + "</tractor></mlt>")
    sequence = read(tmp_path, text).sequence
    assert [clip.look.fade_in for clip in sequence.video[0].clips] == [10, 0]
    assert [clip.sound.volume for clip in sequence.audio[0].clips] == [-4, -4]


# Content


def generator(tmp_path: Path, values: dict[str, str], effects: str = "") -> object:
    return one_clip(tmp_path, effects, values | {"length": "100"}).content


def test_colours_and_what_reprise_does_not_make(tmp_path: Path) -> None:
    assert generator(tmp_path, {"mlt_service": "color", "resource": "0x80ff80ff"}) == Generator(
        "color", "#80ff80"
    )
    assert generator(tmp_path, {"resource": "colour:black"}) == Generator("black")
    assert generator(tmp_path, {"mlt_service": "frei0r.test_pat_B"}) == Generator("bars")
    assert generator(tmp_path, {"mlt_service": "count"}) == Generator("black")


def test_titles(tmp_path: Path) -> None:
    title = (
        '&lt;kdenlivetitle LC_NUMERIC="C" width="1920" height="1080"&gt;&lt;item '
        'type="QGraphicsTextItem"&gt;&lt;content font-color="255,128,0,255" '
        'font-pixel-size="108"&gt;'
        "Hello\nthere&lt;/content&gt;&lt;/item&gt;&lt;/kdenlivetitle&gt;"
    )
    found = generator(tmp_path, {"mlt_service": "kdenlivetitle", "xmldata": title})
    assert found == Generator("text", "#ff8000", "Hello\nthere", 0.1)
    pango = {"mlt_service": "pango", "markup": "&lt;b&gt;Bold&lt;/b&gt; x", "fgcolour": "#00ff00"}
    assert generator(tmp_path, pango) == Generator("text", "#00ff00", "Bold x", 0.06)
    empty = {"mlt_service": "color", "resource": "#00000000"}
    drawn = effect("dynamictext", argument="Number \\#1", size="54", fgcolour="#ff0000")
    assert generator(tmp_path, empty, drawn) == Generator("text", "#ff0000", "Number #1", 0.05)


def test_a_bad_title_is_told_and_left_out(tmp_path: Path) -> None:
    body = producer("p", {"mlt_service": "kdenlivetitle", "xmldata": "&lt;not", "length": "50"}) + (
        producer("q", FILM) + '<playlist id="v"><entry producer="p" in="0" out="9"/>'
        '<entry producer="q" in="0" out="9"/></playlist>'
    )
    edit = read(tmp_path, document(body))
    assert places(edit.sequence.video[0]) == [(10, 10, 0)]
    assert "A title that cannot be read" in told(edit)


def test_media_facts_are_taken_from_the_file(tmp_path: Path) -> None:
    values = FILM | {
        "meta.media.frame_rate_num": "30000", "meta.media.frame_rate_den": "1001",
        "meta.media.sample_aspect_num": "4", "meta.media.sample_aspect_den": "3",
        "meta.media.1.codec.sample_rate": "44100", "meta.attr.timecode.markup": "01:00:00;00",
    }  # fmt: skip
    content = one_clip(tmp_path, values=values).content
    assert content == Media(
        "film.mp4", "film.mp4", start=Fraction(107892 * 1001, 30000), duration=Fraction(10),
        rate=Fraction(30000, 1001), width=1920, height=1080, pixel_aspect=Fraction(4, 3),
        channels=(2,), sample_rate=44100,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "stream"),
    [
        ({"audio_index": "1"}, 0),
        ({"audio_index": "2"}, 1),
        ({"audio_index": "2", "astream": "3"}, 3),
        ({"audio_index": "all"}, -1),
    ],
)
def test_audio_streams_are_counted_without_the_picture(
    tmp_path: Path, values: dict[str, str], stream: int
) -> None:
    known = FILM | {"meta.media.nb_streams": "3", "meta.media.2.stream.type": "audio"} | values
    body = producer("p", known) + '<playlist id="v"><entry producer="p" in="0" out="9"/></playlist>'
    assert read(tmp_path, document(body)).sequence.audio[0].clips[0].stream == stream


def test_stills_and_films_without_sound(tmp_path: Path) -> None:
    content = one_clip(tmp_path, values={"mlt_service": "qimage", "resource": "a.png"}).content
    assert content == Media("a.png", "a.png", still=True)
    silent = FILM | {"audio_index": "-1"}
    body = (
        producer("p", silent) + '<playlist id="v"><entry producer="p" in="0" out="9"/></playlist>'
    )
    assert not read(tmp_path, document(body)).sequence.audio


# Dissolves and places between tracks


def layered(tmp_path: Path, transition: str) -> Edit:
    body = (
        producer("p", FILM)
        + producer("q", FILM)
        + (
            '<playlist id="v1"><entry producer="p" in="0" out="99"/></playlist>'
            '<playlist id="v2"><blank length="20"/><entry producer="q" in="0" out="49"/></playlist>'
            '<tractor id="t"><track producer="v1" hide="audio"/><track producer="v2" hide="audio"/>'
            f"{transition}</tractor>"
        )
    )
    return read(tmp_path, document(body))


def composition(service: str, first: int, last: int, **values: str) -> str:
    known = {"mlt_service": service, "a_track": "0", "b_track": "1"} | values
    return f'<transition in="{first}" out="{last}">{of(known)}</transition>'


def test_dissolves_between_tracks_are_fades(tmp_path: Path) -> None:
    come = layered(tmp_path, composition("luma", 20, 29))
    assert come.sequence.video[1].clips[0].look == Look(fade_in=10)
    go = layered(tmp_path, composition("luma", 60, 69, reverse="1"))
    assert go.sequence.video[1].clips[0].look == Look(fade_out=10)
    lost = layered(tmp_path, composition("luma", 40, 49))
    assert "between tracks is left out" in told(lost)


def test_compositions_place_the_clip_that_they_cover(tmp_path: Path) -> None:
    edit = layered(tmp_path, composition("composite", 20, 69, geometry="50%/0%:50%x50%:40"))
    assert edit.sequence.video[1].clips[0].look == Look(
        scale_x=0.5, scale_y=0.5, x=0.25, y=-0.25, opacity=0.4
    )
    always = composition("qtblend", 0, 0, always_active="1", internal_added="237")
    assert not layered(tmp_path, always).problems


# Hostile


def test_what_is_no_mlt_is_refused(tmp_path: Path) -> None:
    for name, text in {
        "a.mlt": "nothing", "b.mlt": "<html/>", "c.mlt": "<mlt/>", "d.mlt": "",
        "e.mlt": '<!DOCTYPE mlt [<!ENTITY a "b">]><mlt/>',
    }.items():  # fmt: skip
        with pytest.raises(SourceError):
            read(tmp_path, text, name)
    with pytest.raises(SourceError):
        mlt.read(tmp_path / "missing.mlt", ReadOptions())
    with pytest.raises(SourceError):
        mlt.read(Path("a\0b.mlt"), ReadOptions())


def test_only_xml_with_mlt_in_it_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text('<?xml version="1.0"?><mlt></mlt>')
    assert find_reader(path) is mlt
    path.write_text('<?xml version="1.0"?><xmeml/>')
    assert find_reader(path) is not mlt


NASTY = ("", "-1", "0", "1e999", "nan", "99999999999999999999", "00:00:00.000", "-00:00:01:00",
         "p", "{u}", "\u202e", "0/0:0x0", "0=0;1=1", "[[[[", "true", "<", "1000000000")  # fmt: skip


def nasty_document() -> str:
    groups = '[{"children": [{"data": "0:0", "leaf": "clip"}], "type": "AVSplit"}]'
    first = entry(
        "v", 0, 49,
        effect("qtblend", rect="0=0 0 9 9 1")
        + effect("brightness", 'in="0" out="9"', alpha="0=0;9=1") + effect("volume", gain="1"),
    )  # fmt: skip
    second = '<blank length="40"/><entry producer="w" in="5" out="54"/>'
    warp = FILM | {"mlt_service": "timewarp", "resource": "-2:film.mp4", "warp_speed": "-2"}
    body = (
        film_at("v", False, **{"kdenlive:markers": '[{"pos": 3, "comment": "c"}]'})
        + producer("w", warp) + kdenlive_track("V1", first, second, mix(40, 50, 5))
        + film_at("a", True) + kdenlive_track("A1", entry("a", 0, 9), audio=True)
        + kdenlive_sequence("s", "{u}", ["A1", "V1"], {
            "kdenlive:sequenceproperties.groups": groups,
            "kdenlive:sequenceproperties.guides": groups,
        })
    )  # fmt: skip
    return project(body, "{u}")


@settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 2**32))
def test_changed_values_give_an_edit_or_a_sentence(tmp_path: Path, seed: int) -> None:
    """Values of attributes and properties become impossible ones."""
    import re

    chance = random.Random(seed)
    text = nasty_document()
    spans = [found.span(1) for found in re.finditer(r'(?:="|">)([^"<>]*)(?:"|</property)', text)]
    for begin, end in sorted(chance.sample(spans, chance.randint(1, 12)), reverse=True):
        value = chance.choice(NASTY).replace("<", "&lt;")
        text = text[:begin] + value + text[end:]
    path = tmp_path / f"{seed}.kdenlive"
    path.write_text(text, encoding="utf-8")
    assert_refused_or_sound(path)
    path.unlink()


@settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 2**32))
def test_changed_bytes_give_an_edit_or_a_sentence(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(nasty_document().encode())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw))
        what = chance.randrange(3)
        if what == 0:
            raw[at] = chance.randrange(256)
        elif what == 1:
            del raw[at : at + chance.randint(1, 200)]
        else:
            other = chance.randrange(len(raw))
            raw[at:at] = raw[other : other + chance.randint(1, 200)]
    path = tmp_path / f"{seed}.mlt"
    path.write_bytes(raw)
    assert_refused_or_sound(path)
    path.unlink()


def assert_refused_or_sound(path: Path) -> None:
    try:
        edit = read_edit(path)
    except SourceError:
        return
    for track in (*edit.sequence.video, *edit.sequence.audio):
        for clip in track.clips:
            assert type(clip.start) is int
            assert clip.duration >= 1
            assert clip.source_in >= 0


def test_nesting_that_doubles_at_each_level_is_refused_at_once(tmp_path: Path) -> None:
    body = producer("l0", FILM)
    for level in range(1, 40):
        entries = f'<entry producer="l{level - 1}" in="0" out="9"/>' * 30
        body += f'<playlist id="l{level}" in="0" out="299">{entries}</playlist>'
    with pytest.raises(SourceError):
        read(tmp_path, document(body))


@pytest.mark.skipif(not REAL_FILES.is_dir(), reason="no real projects at hand")
def test_real_projects() -> None:
    for path in sorted(REAL_FILES.rglob("*")):
        if path.suffix in (".mlt", ".kdenlive"):
            assert_refused_or_sound(path)
