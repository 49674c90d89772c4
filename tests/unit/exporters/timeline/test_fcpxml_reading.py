from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.errors import SourceError
from exporters.timeline.checking import checked
from exporters.timeline.readers import fcpxml
from exporters.timeline.readers.fcpxml.values import (
    conform_ratio,
    parse_decibels,
    parse_format_name,
    parse_time,
)
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import (
    Caption,
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

SAMPLES = Path("/work/shared/samples/interchange")
FILM = Fraction(24000, 1001)
NTSC = Fraction(30000, 1001)

RESOURCES = """
<format id="r1" name="FFVideoFormat1080p25" frameDuration="100/2500s" width="1920" height="1080"/>
<asset id="r2" name="film" start="3600s" duration="60s" hasVideo="1" format="r1" hasAudio="1"
 videoSources="1" audioSources="1" audioChannels="2" audioRate="48000">
 <media-rep kind="original-media" src="file:///a/film%20one.mov"/></asset>
<asset id="r3" name="music" start="0s" duration="200s" hasAudio="1" audioSources="1"
 audioChannels="2" audioRate="48000"><media-rep src="file:///a/music.wav"/></asset>
<asset id="r4" name="photo" start="0s" duration="0s" hasVideo="1" format="r5">
 <media-rep src="file:///a/photo.png"/></asset>
<format id="r5" name="FFVideoFormatRateUndefined" width="3000" height="2000"/>
<effect id="r6" name="Cross Dissolve" uid="FxPlug:4731E73A-8DAC-4113-9A30-AE85B1761265"/>
<effect id="r7" name="Audio Crossfade" uid="FFAudioTransition"/>
<effect id="r8" name="Basic Title"
 uid=".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic Title.moti"/>
<effect id="r9" name="Custom"
 uid=".../Generators.localized/Solids.localized/Custom.localized/Custom.motn"/>
<effect id="r10" name="Clouds"
 uid=".../Generators.localized/Backgrounds.localized/Clouds.localized/Clouds.motn"/>
"""


def document(
    spine: str,
    resources: str = "",
    sequence: str = 'format="r1" tcStart="0s" tcFormat="NDF"',
    version: str = "1.10",
) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n<fcpxml version="{version}">'
        f"<resources>{RESOURCES}{resources}</resources><library><event name='E'>"
        f"<project name='Edit'><sequence {sequence}><spine>{spine}</spine></sequence></project>"
        "</event></library></fcpxml>"
    )


def read_text(
    folder: Path, text: str, name: str = "edit.fcpxml", options: ReadOptions | None = None
) -> Edit:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return fcpxml.read(path, options or ReadOptions())


def read_spine(folder: Path, spine: str, resources: str = "", **others: str) -> Edit:
    edit = read_text(folder, document(spine, resources, **others))
    assert checked(edit).sequence == edit.sequence
    return edit


def places(track: Track) -> list[tuple[int, int, str]]:
    return [(clip.start, clip.duration, str(clip.source_in)) for clip in track.clips]


def losses(edit: Edit) -> list[str]:
    return [problem.message for problem in edit.problems if problem.severity == "loss"]


def film(offset: int, start: int, duration: int, inner: str = "", more: str = "") -> str:
    """A clip of the film; times in frames at 25 a second, ``start`` from the film's begin."""
    return (
        f'<asset-clip ref="r2" offset="{offset}/25s" name="c{offset}"'
        f' start="{start + 90000}/25s" duration="{duration}/25s" {more}>{inner}</asset-clip>'
    )


def test_a_clip_shows_its_medium_from_the_time_code_on(tmp_path: Path) -> None:
    edit = read_spine(tmp_path, film(0, 0, 50) + film(50, 100, 25))
    sequence = edit.sequence
    assert (sequence.name, sequence.rate, sequence.width, sequence.height) == (
        "Edit", Fraction(25), 1920, 1080,
    )  # fmt: skip
    assert edit.format == "FCPXML 1.10"
    assert edit.problems == ()
    (picture,), (sound,) = sequence.video, sequence.audio
    assert places(picture) == places(sound) == [(0, 50, "0"), (50, 25, "4")]
    assert [clip.link for clip in picture.clips] == [clip.link for clip in sound.clips] == [1, 2]
    assert picture.clips[0].content == Media(
        "film",
        url="file:///a/film%20one.mov",
        start=Fraction(3600),
        duration=Fraction(60),
        rate=Fraction(25),
        width=1920,
        height=1080,
        channels=(2,),
        sample_rate=48000,
    )


def test_before_1_9_the_address_of_a_medium_is_its_own_attribute(tmp_path: Path) -> None:
    asset = '<asset id="x" src="file:///old.mov" start="0s" duration="9s" hasVideo="1"/>'
    spine = '<asset-clip ref="x" offset="0s" duration="1s"/>'
    edit = read_spine(tmp_path, spine, asset, version="1.5")
    (clip,) = edit.sequence.video[0].clips
    assert isinstance(clip.content, Media)
    assert clip.content.url == "file:///old.mov"
    assert edit.format == "FCPXML 1.5"


@pytest.mark.parametrize("version", [f"1.{minor}" for minor in range(5, 14)])
def test_all_versions_from_1_5_to_1_13_are_read_without_a_word(
    tmp_path: Path, version: str
) -> None:
    assert read_spine(tmp_path, film(0, 0, 5), version=version).problems == ()


def test_another_version_is_read_and_told(tmp_path: Path) -> None:
    edit = read_spine(tmp_path, film(0, 0, 5), version="1.14")
    assert [problem.severity for problem in edit.problems] == ["note"]


def test_the_time_code_of_the_sequence_is_counted_by_offsets(tmp_path: Path) -> None:
    sequence = 'format="r1" tcStart="3600s" tcFormat="NDF"'
    edit = read_spine(tmp_path, film(90000, 0, 50) + film(90050, 0, 5), sequence=sequence)
    assert edit.sequence.start == 90000
    assert places(edit.sequence.video[0]) == [(0, 50, "0"), (50, 5, "0")]


def test_offsets_that_do_not_count_the_time_code_are_understood(tmp_path: Path) -> None:
    sequence = 'format="r1" tcStart="3600s"'
    edit = read_spine(tmp_path, film(0, 0, 50) + film(50, 0, 5), sequence=sequence)
    assert places(edit.sequence.video[0]) == [(0, 50, "0"), (50, 5, "0")]


def test_clips_without_an_offset_follow_one_another(tmp_path: Path) -> None:
    clip = '<asset-clip ref="r2" start="3600s" duration="2s"/>'
    edit = read_spine(tmp_path, clip + clip + '<gap duration="1s"/>' + clip)
    assert places(edit.sequence.video[0]) == [(0, 50, "0"), (50, 50, "0"), (125, 50, "0")]


def test_clips_of_other_programs_that_ignore_the_media_time_code(tmp_path: Path) -> None:
    edit = read_spine(tmp_path, '<asset-clip ref="r2" offset="0s" start="2s" duration="1s"/>')
    assert places(edit.sequence.video[0]) == [(0, 25, "2")]


def test_media_that_do_not_state_the_time_code_that_clips_count_from(tmp_path: Path) -> None:
    asset = '<asset id="x" src="file:///a.mov" duration="5s" hasVideo="1" format="r1"/>'
    spine = '<asset-clip ref="x" offset="0s" start="3601s" duration="1s"/>'
    (clip,) = read_spine(tmp_path, spine, asset).sequence.video[0].clips
    assert isinstance(clip.content, Media)
    assert (clip.content.by_timecode, clip.source_in) == (True, 3601)


def test_drop_frame_is_kept_for_sequences_and_media(tmp_path: Path) -> None:
    resources = (
        '<format id="n" frameDuration="1001/30000s" width="1280" height="720"/>'
        '<asset id="m" start="0s" duration="30030/1000s" hasVideo="1" format="n"/>'
    )
    clip = '<asset-clip ref="m" offset="0s" duration="3003/3000s" tcFormat="DF"/>'
    sequence = 'format="n" tcStart="0s" tcFormat="DF"'
    edit = read_spine(tmp_path, clip, resources, sequence=sequence)
    assert (edit.sequence.rate, edit.sequence.drop_frame) == (NTSC, True)
    (found,) = edit.sequence.video[0].clips
    assert isinstance(found.content, Media)
    assert (found.duration, found.content.drop_frame) == (30, True)


def test_connected_clips_lie_above_and_below_by_their_lanes(tmp_path: Path) -> None:
    inner = (
        '<video ref="r4" lane="2" offset="3602s" name="top" start="3600s" duration="1s"/>'
        '<video ref="r4" lane="1" offset="3601s" name="above" start="0s" duration="4s"/>'
        '<video ref="r4" lane="-1" offset="3600s" name="below" duration="1s"/>'
    )
    edit = read_spine(tmp_path, film(0, 0, 100, inner))
    names = [[clip.name for clip in track.clips] for track in edit.sequence.video]
    assert names == [["below"], ["c0"], ["above"], ["top"]]
    assert [track.clips[0].start for track in edit.sequence.video] == [0, 0, 25, 50]


def test_clips_of_a_lane_that_overlap_go_to_tracks_of_their_own(tmp_path: Path) -> None:
    inner = "".join(
        f'<video ref="r4" lane="1" offset="{3600 + at}s" name="{at}" duration="2s"/>'
        for at in (0, 1, 2)
    )
    edit = read_spine(tmp_path, film(0, 0, 100, inner))
    names = [[clip.name for clip in track.clips] for track in edit.sequence.video]
    assert names == [["c0"], ["0", "2"], ["1"]]


def test_roles_of_sound_become_tracks(tmp_path: Path) -> None:
    inner = (
        '<asset-clip ref="r3" lane="-1" offset="3600s" duration="1s" audioRole="music"/>'
        '<asset-clip ref="r3" lane="-2" offset="3601s" duration="1s" audioRole="effects.bang"/>'
        '<asset-clip ref="r3" lane="-1" offset="3604s" duration="1s" audioRole="music.music-1"/>'
    )
    edit = read_spine(tmp_path, film(0, 0, 100, inner, 'audioRole="dialogue"'))
    found = [(track.name, [clip.start for clip in track.clips]) for track in edit.sequence.audio]
    assert found == [("", [0]), ("music", [0, 100]), ("bang", [25])]


def test_a_secondary_storyline_keeps_its_transition(tmp_path: Path) -> None:
    inner = (
        '<spine lane="1" offset="3601s">'
        '<video ref="r4" offset="0s" duration="2s"/>'
        '<transition name="Cross Dissolve" offset="8/5s" duration="4/5s">'
        '<filter-video ref="r6"/></transition>'
        '<video ref="r4" offset="2s" duration="2s"/></spine>'
    )
    edit = read_spine(tmp_path, film(0, 0, 200, inner))
    assert edit.sequence.video[1].transitions == (
        Transition(75, 10, 10, "dissolve", "Cross Dissolve"),
    )


def test_transitions_reach_over_the_cut_and_the_ends(tmp_path: Path) -> None:
    def passage(offset: str) -> str:
        return f'<transition name="Cross Dissolve" offset="{offset}" duration="1s"/>'

    spine = (
        passage("0s") + film(0, 50, 50) + passage("3/2s") + film(50, 0, 50) + passage("3s")
    )  # fmt: skip
    edit = read_spine(tmp_path, spine)
    expected = [(0, 0, 25), (50, 12, 13), (100, 25, 0)]
    for track in (edit.sequence.video[0], edit.sequence.audio[0]):
        found = [(one.cut, one.before, one.after) for one in track.transitions]
        assert found == expected
    assert edit.problems == ()


def test_a_transition_of_pictures_only_leaves_the_sound_alone(tmp_path: Path) -> None:
    passage = '<transition offset="49/25s" duration="2/25s"><filter-video ref="r6"/></transition>'
    edit = read_spine(tmp_path, film(0, 0, 50) + passage + film(50, 0, 50))
    assert edit.sequence.video[0].transitions == (Transition(50, 1, 1),)
    assert edit.sequence.audio[0].transitions == ()


def test_wipes_are_told_apart_and_other_transitions_told(tmp_path: Path) -> None:
    spine = (
        film(0, 0, 50)
        + '<transition name="Band" offset="49/25s" duration="2/25s"/>'
        + film(50, 0, 50)
        + '<transition name="Flash" offset="99/25s" duration="2/25s"/>'
        + film(100, 0, 50)
    )
    edit = read_spine(tmp_path, spine)
    kinds = [(one.kind, one.name) for one in edit.sequence.video[0].transitions]
    assert kinds == [("wipe", "Band"), ("dissolve", "Flash")]
    assert edit.problems == (
        Problem("loss", "The transition “Flash” becomes a dissolve.", "at 00:00:04:00"),
    )


def test_a_gap_at_the_end_is_part_of_the_edit(tmp_path: Path) -> None:
    edit = read_spine(tmp_path, film(0, 0, 50) + '<gap offset="2s" duration="3s"/>')
    assert edit.sequence.duration == 125


def time_map(*points: tuple[str, str], interp: str = "linear") -> str:
    inner = "".join(
        f'<timept time="{time}" value="{value}" interp="{interp}"/>' for time, value in points
    )
    return f"<timeMap>{inner}</timeMap>"


def test_double_speed_counts_from_the_media_time_code(tmp_path: Path) -> None:
    # Final Cut's own way: the whole medium, in a time that is scaled about zero.
    mapped = time_map(("1800s", "3600s"), ("1830s", "3660s"), interp="smooth2")
    clip = f'<asset-clip ref="r2" offset="0s" start="1805s" duration="4s">{mapped}</asset-clip>'
    edit = read_spine(tmp_path, clip)
    for track in (edit.sequence.video[0], edit.sequence.audio[0]):
        (found,) = track.clips
        assert (found.source_in, found.speed) == (10, 2)
    assert edit.problems == ()


def test_reverse_begins_at_the_end_of_what_is_shown(tmp_path: Path) -> None:
    mapped = time_map(("3600s", "3660s"), ("3660s", "3600s"))
    clip = f'<asset-clip ref="r2" offset="0s" start="3610s" duration="4s">{mapped}</asset-clip>'
    (found,) = read_spine(tmp_path, clip).sequence.video[0].clips
    assert (found.source_in, found.speed) == (50, -1)


def test_a_freeze_has_no_sound(tmp_path: Path) -> None:
    mapped = time_map(("0s", "3607s"), ("10s", "3607s"))
    clip = f'<asset-clip ref="r2" offset="0s" start="0s" duration="4s">{mapped}</asset-clip>'
    sequence = read_spine(tmp_path, clip).sequence
    assert (sequence.video[0].clips[0].source_in, sequence.video[0].clips[0].speed) == (7, 0)
    assert sequence.audio == ()


def test_several_speeds_become_several_clips(tmp_path: Path) -> None:
    mapped = time_map(
        ("3600s", "3600s"), ("3602s", "3602s"), ("3603s", "3602s"), ("3605s", "3606s")
    )
    clip = (
        f'<asset-clip ref="r2" offset="0s" start="3601s" duration="4s">{mapped}'
        '<adjust-blend><param name="amount"><fadeIn duration="1/5s"/><fadeOut duration="1/5s"/>'
        "</param></adjust-blend></asset-clip>"
    )
    edit = read_spine(tmp_path, clip)
    found = [
        (clip.start, clip.duration, clip.source_in, clip.speed)
        for clip in edit.sequence.video[0].clips
    ]
    assert found == [(0, 25, 1, 1), (25, 25, 2, 0), (50, 50, 2, 2)]
    fades = [(clip.look.fade_in, clip.look.fade_out) for clip in edit.sequence.video[0].clips]
    assert fades == [(5, 0), (0, 0), (0, 5)]
    assert [clip.start for clip in edit.sequence.audio[0].clips] == [0, 50]
    assert edit.problems == ()


def test_gradual_speed_is_told(tmp_path: Path) -> None:
    points = (("3600s", "3600s"), ("3602s", "3602s"), ("3605s", "3606s"))
    mapped = time_map(*points, interp="smooth2")
    clip = f'<asset-clip ref="r2" offset="0s" start="3600s" duration="5s">{mapped}</asset-clip>'
    edit = read_spine(tmp_path, clip)
    assert losses(edit) == ["Speed that changes gradually is followed in steps of constant speed."]
    assert edit.problems[0].where == "V1 “film” at 00:00:00:00"


CINEMA = (
    '<format id="c1" frameDuration="100/2400s" width="1920" height="1080"/>'
    '<asset id="c2" name="pal" start="9307900/2500s" duration="60s" hasVideo="1" format="r1"'
    ' hasAudio="1" audioChannels="2"/>'
)


def test_25_in_24_shows_each_picture_once(tmp_path: Path) -> None:
    # The example of FCP Cafe, "Demystifying FCPXML": frame 123 shows the source's frame 123.
    marker = '<marker start="93202/25s" value="here"/>'
    title = (
        '<title ref="r8" lane="1" offset="93104/25s" start="3600s" duration="2s">'
        "<text><text-style>x</text-style></text></title>"
    )
    clip = (
        '<asset-clip ref="c2" offset="7148480/1920s" start="93079/25s" duration="12000/1920s"'
        f' format="r1"><conform-rate srcFrameRate="25"/>{title}{marker}</asset-clip>'
    )
    sequence = 'format="c1" tcStart="7148480/1920s" tcFormat="NDF"'
    edit = read_spine(tmp_path, clip, CINEMA, sequence=sequence)
    (found,) = edit.sequence.video[0].clips
    assert (found.start, found.duration, found.source_in) == (0, 150, 0)
    assert found.speed == Fraction(24, 25)
    assert found.markers == (Marker(123, "here"),)
    (text,) = edit.sequence.video[1].clips
    assert (text.start, text.duration) == (25, 48)


def test_a_rate_that_is_not_scaled_keeps_the_speed(tmp_path: Path) -> None:
    clip = (
        '<asset-clip ref="c2" offset="0s" start="93079/25s" duration="4s">'
        '<conform-rate scaleEnabled="0" srcFrameRate="25"/></asset-clip>'
    )
    edit = read_spine(tmp_path, clip, CINEMA, sequence='format="c1"')
    assert edit.sequence.video[0].clips[0].speed == 1


@pytest.mark.parametrize(
    ("source", "sequence", "ratio"),
    [
        (FILM, Fraction(24), Fraction(1000, 1001)),
        (FILM, Fraction(25), FILM / 25),
        (Fraction(24), FILM, Fraction(1001, 1000)),
        (Fraction(25), FILM, 25 / FILM),
        (Fraction(30), NTSC, Fraction(1001, 1000)),
        (Fraction(60), 2 * NTSC, Fraction(1001, 1000)),
        (Fraction(50), Fraction(24), Fraction(50, 48)),
        (Fraction(30), Fraction(24), Fraction(1)),
        (2 * NTSC, NTSC, Fraction(1)),
        (FILM, Fraction(30), Fraction(1000, 1001)),
    ],
)
def test_rates_are_conformed_by_apples_chart(
    source: Fraction, sequence: Fraction, ratio: Fraction
) -> None:
    assert conform_ratio(source, sequence) == ratio


COMPOUND = (
    '<media id="m1" name="Inner"><sequence format="r1" tcStart="0s" duration="8s"><spine>'
    '<asset-clip ref="r2" offset="0s" start="3600s" duration="8s"/></spine></sequence></media>'
)


def test_a_compound_clip_is_a_nested_sequence(tmp_path: Path) -> None:
    spine = (
        '<ref-clip ref="m1" offset="0s" name="one" start="2s" duration="4s"/>'
        '<ref-clip ref="m1" offset="4s" srcEnable="video" duration="1s"/>'
    )
    sequence = read_spine(tmp_path, spine, COMPOUND).sequence
    first, second = sequence.video[0].clips
    assert isinstance(first.content, Sequence)
    assert first.content is second.content
    assert (first.content.name, first.content.duration) == ("Inner", 200)
    assert (first.source_in, first.link, first.name) == (2, 1, "one")
    assert [clip.start for clip in sequence.audio[0].clips] == [0]


def test_compound_clips_that_hold_themselves_end(tmp_path: Path) -> None:
    loops = "".join(
        f'<media id="m{number}" name="{number}"><sequence format="r1"><spine>'
        f'<ref-clip ref="m{(number + 1) % 3}" duration="1s"/>'
        f'<ref-clip ref="m{number}" duration="1s"/></spine></sequence></media>'
        for number in range(3)
    )
    edit = read_spine(tmp_path, '<ref-clip ref="m0" duration="1s"/>' + film(25, 0, 5), loops)
    assert "Compound clips hold themselves, or too many others." in losses(edit)


def test_a_chain_of_compound_clips_is_followed_sixteen_deep(tmp_path: Path) -> None:
    chain = "".join(
        f'<media id="m{number}"><sequence format="r1"><spine>'
        f'<ref-clip ref="m{number + 1}" duration="1s"/></spine></sequence></media>'
        for number in range(40)
    )
    edit = read_text(tmp_path, document('<ref-clip ref="m0" duration="1s"/>', chain))
    depth, found = 0, edit.sequence
    while found.video and isinstance(found.video[0].clips[0].content, Sequence):
        depth, found = depth + 1, found.video[0].clips[0].content
    assert depth <= 16
    assert losses(edit)


MULTICAM = (
    '<media id="mc"><multicam format="r1" tcStart="100s">'
    '<mc-angle name="A" angleID="a"><gap offset="0s" start="3600s" duration="2s"/>'
    '<asset-clip ref="r2" offset="2s" name="angle A" start="3600s" duration="20s"/></mc-angle>'
    '<mc-angle name="B" angleID="b">'
    '<asset-clip ref="r3" offset="0s" name="angle B" duration="30s" audioRole="music"/></mc-angle>'
    "</multicam></media>"
)


def test_a_multicam_clip_shows_its_active_angles(tmp_path: Path) -> None:
    clip = (
        '<mc-clip ref="mc" offset="0s" start="101s" duration="4s">'
        '<mc-source angleID="a" srcEnable="video"><adjust-transform scale="2 2"/></mc-source>'
        '<mc-source angleID="b" srcEnable="audio"><audio-role-source role="music.music-1">'
        '<adjust-volume amount="-3dB"/></audio-role-source></mc-source></mc-clip>'
    )
    edit = read_spine(tmp_path, clip, MULTICAM)
    (picture,), (sound,) = edit.sequence.video[0].clips, edit.sequence.audio[0].clips
    assert (picture.name, picture.start, picture.duration, picture.source_in) == (
        "angle A", 25, 75, 0,
    )  # fmt: skip
    assert (sound.name, sound.start, sound.duration, sound.source_in) == ("angle B", 0, 100, 1)
    assert (picture.look.scale_x, sound.sound.volume) == (2, -3)
    assert picture.link == sound.link == 1
    assert edit.problems == (
        Problem("note", "Of multicam clips the angles that are active are kept."),
    )


def test_a_synchronised_clip_is_opened_and_its_silent_role_left_out(tmp_path: Path) -> None:
    clip = (
        '<sync-clip offset="0s" name="sync" start="5s" duration="4s">'
        '<adjust-volume amount="2dB"/><spine>'
        '<gap offset="0s" start="3600s" duration="3s"/>'
        '<asset-clip ref="r2" offset="3s" start="3600s" duration="30s" audioRole="dialogue">'
        '<asset-clip ref="r3" lane="-1" offset="3600s" duration="30s" audioRole="effects"/>'
        "</asset-clip></spine>"
        '<sync-source sourceID="storyline">'
        '<audio-role-source role="dialogue.dialogue-1" active="0"/></sync-source></sync-clip>'
    )
    sequence = read_spine(tmp_path, clip).sequence
    assert places(sequence.video[0]) == [(0, 100, "2")]
    (track,) = sequence.audio
    assert (track.name, places(track)) == ("effects", [(0, 100, "2")])
    assert track.clips[0].sound.volume == 2


def test_a_clip_of_old_versions_ties_its_picture_and_its_sound(tmp_path: Path) -> None:
    clip = (
        '<clip offset="0s" name="old" start="3602s" duration="4s">'
        '<video ref="r2" offset="3600s" start="3600s" duration="60s">'
        '<audio ref="r2" lane="-1" offset="3600s" start="3600s" duration="60s" srcCh="1, 2"/>'
        "</video></clip>"
    )
    sequence = read_spine(tmp_path, clip).sequence
    assert places(sequence.video[0]) == places(sequence.audio[0]) == [(0, 100, "2")]
    assert sequence.video[0].clips[0].link == sequence.audio[0].clips[0].link == 1
    assert sequence.video[0].clips[0].name == "old"


def test_the_first_clip_of_an_audition_is_taken(tmp_path: Path) -> None:
    spine = (
        '<audition offset="0s"><asset-clip ref="r2" name="chosen" start="3601s" duration="2s"/>'
        '<asset-clip ref="r2" name="other" start="3600s" duration="9s"/></audition>'
        + film(50, 0, 5)
    )
    sequence = read_spine(tmp_path, spine).sequence
    assert [clip.name for clip in sequence.video[0].clips] == ["chosen", "c50"]
    assert places(sequence.video[0]) == [(0, 50, "1"), (50, 5, "0")]


def test_sound_may_begin_before_its_picture(tmp_path: Path) -> None:
    split = 'audioStart="3603s" audioDuration="4s"'
    sequence = read_spine(tmp_path, film(0, 0, 50) + film(50, 100, 50, more=split)).sequence
    assert places(sequence.video[0])[1] == (50, 50, "4")
    sounds = [clip for track in sequence.audio for clip in track.clips if clip.source_in == 3]
    assert [(sound.start, sound.duration, sound.link) for sound in sounds] == [(25, 100, 2)]


def test_sound_between_frames_keeps_its_place_to_the_sample(tmp_path: Path) -> None:
    inner = '<asset-clip ref="r3" lane="-1" offset="18001/5s" start="1s" duration="1s"/>'
    inner += '<asset-clip ref="r3" lane="-2" offset="360001/100s" start="1s" duration="1s"/>'
    clips = [
        clip for track in read_spine(tmp_path, film(0, 0, 90, inner)).sequence.audio
        for clip in track.clips if not clip.link
    ]  # fmt: skip
    found = [(clip.start, clip.source_in) for clip in clips]
    assert found == [(0, Fraction(99, 100)), (5, 1)]


def look_of(folder: Path, adjustments: str, asset: str = "r2") -> tuple[Look, Edit]:
    start = "3600s" if asset == "r2" else "0s"
    spine = f'<asset-clip ref="{asset}" start="{start}" duration="2s">{adjustments}</asset-clip>'
    edit = read_spine(folder, spine)
    return edit.sequence.video[0].clips[0].look, edit


def test_positions_are_percent_of_the_height_and_turns_counter_clockwise(tmp_path: Path) -> None:
    transform = '<adjust-transform position="17.7778 25" scale="0.5 0.4" rotation="-15"/>'
    look, edit = look_of(tmp_path, transform)
    assert look == Look(scale_x=0.5, scale_y=0.4, rotation=15, x=0.1, y=-0.25)
    assert edit.problems == ()


def test_a_picture_turns_about_its_anchor(tmp_path: Path) -> None:
    look, _ = look_of(tmp_path, '<adjust-transform anchor="50 0" rotation="90"/>')
    # The point right of the middle stays, so that the middle moves below it: 540 of 1080 lines.
    assert (look.rotation, look.y) == (-90, 0.5)
    assert look.x == pytest.approx(540 / 1920 * 0, abs=1e-6)


def test_a_trimmed_picture_stays_where_it_is(tmp_path: Path) -> None:
    crop = '<adjust-crop mode="trim"><trim-rect left="88.888889"/></adjust-crop>'
    look, _ = look_of(tmp_path, crop)
    # Its left half is cut off; what is left fits the frame as it is and lies right of the middle.
    assert look.crop == pytest.approx((0.5, 0, 0, 0), abs=1e-6)
    assert (look.scale_x, look.scale_y) == (1, 1)
    assert (look.x, look.y) == pytest.approx((0.25, 0), abs=1e-6)


def test_a_picture_trimmed_on_all_sides_keeps_its_scale(tmp_path: Path) -> None:
    crop = (
        '<adjust-crop mode="trim"><trim-rect left="44.444444" right="44.444444" top="25"'
        ' bottom="25"/></adjust-crop>'
    )
    look, _ = look_of(tmp_path, crop)
    assert look.crop == pytest.approx((0.25, 0.25, 0.25, 0.25), abs=1e-6)
    assert (look.scale_x, look.scale_y, look.x, look.y) == pytest.approx((0.5, 0.5, 0, 0), abs=1e-6)


def test_a_cropped_picture_fills_the_frame(tmp_path: Path) -> None:
    crop = '<adjust-crop mode="crop"><crop-rect left="88.888889" top="50"/></adjust-crop>'
    look, _ = look_of(tmp_path, crop)
    assert look.crop == pytest.approx((0.5, 0.5, 0, 0), abs=1e-6)
    assert (look.scale_x, look.x, look.y) == (1, 0, 0)


def test_what_is_switched_off_is_not_done(tmp_path: Path) -> None:
    look, edit = look_of(
        tmp_path,
        '<adjust-crop mode="trim" enabled="0"><trim-rect left="10"/></adjust-crop>'
        '<adjust-transform enabled="0" scale="2 2"/>'
        '<filter-video ref="r6" name="Blur" enabled="0"/>',
    )
    assert look == Look()
    assert edit.problems == ()


@pytest.mark.parametrize("kind", ["fit", "fill", "none"])
def test_conforming_is_kept(tmp_path: Path, kind: str) -> None:
    assert look_of(tmp_path, f'<adjust-conform type="{kind}"/>')[0].fit == kind


def test_opacity_and_fades_are_kept(tmp_path: Path) -> None:
    blend = (
        '<adjust-blend amount="0.75"><param name="amount"><fadeIn duration="1s"/>'
        '<fadeOut type="linear" duration="12/25s"/></param></adjust-blend>'
    )
    assert look_of(tmp_path, blend)[0] == Look(opacity=0.75, fade_in=25, fade_out=12)


def test_animations_hold_their_first_value_and_are_told(tmp_path: Path) -> None:
    blend = (
        '<adjust-blend amount="1"><param name="amount"><keyframeAnimation>'
        '<keyframe time="0s" value="0.2"/><keyframe time="1s" value="0.9"/>'
        "</keyframeAnimation></param></adjust-blend>"
    )
    still = (
        '<adjust-transform><param name="position"><keyframeAnimation>'
        '<keyframe time="0s" value="0 10"/><keyframe time="1s" value="0 10"/>'
        "</keyframeAnimation></param></adjust-transform>"
    )
    look, edit = look_of(tmp_path, still + blend)
    assert (look.opacity, look.y) == (0.2, -0.1)
    assert losses(edit) == ["An animation is not kept: its first value is held."]


def sound_of(folder: Path, adjustments: str) -> Sound:
    spine = f'<asset-clip ref="r3" start="0s" duration="2s">{adjustments}</asset-clip>'
    return read_spine(folder, spine).sequence.audio[0].clips[0].sound


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("-6dB", Sound(-6.0)),
        ("-13.1db", Sound(-13.1)),
        ("3.5", Sound(3.5)),
        ("-96dB", Sound(mute=True)),
        ("-inf", Sound(mute=True)),
        ("loud", Sound()),
        ("nan", Sound()),
        ("1e400dB", Sound()),
    ],
)
def test_volumes_are_decibels_with_the_unit_or_without(
    tmp_path: Path, amount: str, expected: Sound
) -> None:
    assert sound_of(tmp_path, f'<adjust-volume amount="{amount}"/>') == expected


def test_panning_and_fades_of_sound_are_kept(tmp_path: Path) -> None:
    sound = sound_of(
        tmp_path,
        '<adjust-volume><param name="amount"><fadeIn duration="1/5s"/></param></adjust-volume>'
        '<adjust-panner mode="1 (Stereo Left/Right)" amount="-50"/>',
    )
    assert sound == Sound(pan=-0.5, fade_in=5)


def test_what_components_of_sound_say_counts(tmp_path: Path) -> None:
    sound = sound_of(
        tmp_path,
        '<adjust-volume amount="-3dB"/><audio-channel-source srcCh="1, 2">'
        '<adjust-volume amount="-2dB"/></audio-channel-source>',
    )
    assert sound == Sound(-5.0)


def test_components_that_are_off_are_not_heard(tmp_path: Path) -> None:
    off = '<audio-channel-source srcCh="1, 2" active="0"/>'
    assert read_spine(tmp_path, film(0, 0, 5, off)).sequence.audio == ()


STREAMS = '<asset id="s" start="0s" duration="9s" hasAudio="1" audioSources="2" audioChannels="4"/>'


@pytest.mark.parametrize(
    ("components", "stream"),
    [
        ("", -1),
        ('<audio-channel-source srcCh="1, 2"/><audio-channel-source srcCh="3, 4"/>', -1),
        ('<audio-channel-source srcCh="1, 2" active="0"/><audio-channel-source srcCh="3, 4"/>', 1),
        ('<audio-channel-source srcCh="1, 2"/><audio-channel-source srcCh="3, 4" active="0"/>', 0),
    ],
)
def test_streams_are_picked_by_their_channels(tmp_path: Path, components: str, stream: int) -> None:
    spine = f'<asset-clip ref="s" duration="2s">{components}</asset-clip>'
    edit = read_spine(tmp_path, spine, STREAMS)
    assert edit.sequence.audio[0].clips[0].stream == stream
    assert edit.problems == ()


def test_single_channels_are_told(tmp_path: Path) -> None:
    inner = (
        '<gap duration="9s"><audio lane="-1" ref="r3" offset="0s" duration="1s" srcCh="1"/></gap>'
    )
    edit = read_spine(tmp_path, inner)
    assert losses(edit) == [
        "Single channels are not kept apart: the whole stream of sound is heard."
    ]


def test_effects_are_told_and_keywords_are_not(tmp_path: Path) -> None:
    edit = read_spine(
        tmp_path,
        film(
            25,
            0,
            50,
            '<note>text</note><keyword start="0s" duration="1s" value="k"/>'
            '<rating value="favorite"/><filter-video ref="r6" name="50s TV"/>'
            "<filter-audio ref='r7' name='Gain'/><metadata/>",
        ),
    )
    assert edit.problems == (
        Problem("loss", "The effect “50s TV” is not kept.", "V1 “c25” at 00:00:01:00"),
        Problem("loss", "The effect “Gain” is not kept.", "V1 “c25” at 00:00:01:00"),
    )


def test_a_loss_of_many_clips_is_told_two_hundred_times_at_most(tmp_path: Path) -> None:
    effect = '<filter-video ref="r6" name="Blur"/>'
    edit = read_spine(tmp_path, "".join(film(at, 0, 5, effect) for at in range(0, 5000, 5)))
    assert len(edit.problems) == 201
    assert edit.problems[-1].where == "and 800 times more"


def test_problems_name_the_compound_clip_that_they_are_in(tmp_path: Path) -> None:
    inner = COMPOUND.replace("</spine>", '<video ref="r10" duration="1s" name="sky"/></spine>')
    edit = read_spine(tmp_path, '<ref-clip ref="m1" duration="1s"/>', inner)
    assert [str(problem) for problem in edit.problems] == [
        "“Inner”, V1 “sky” at 00:00:08:00: The generator “Clouds” becomes black."
    ]


def test_titles_keep_text_size_and_colour(tmp_path: Path) -> None:
    spine = (
        '<title ref="r8" offset="0s" name="T" start="3600s" duration="2s"><param name="x" key="1"/>'
        '<text><text-style ref="a">Hello </text-style><text-style ref="b">you</text-style></text>'
        "<text>\n   <text-style>again</text-style>\n   </text>"
        '<text-style-def id="a"><text-style font="Helvetica" fontSize="54" fontColor="1 0.5 0 1"/>'
        "</text-style-def></title>"
    )
    edit = read_spine(tmp_path, spine)
    (clip,) = edit.sequence.video[0].clips
    assert clip.content == Generator("text", "#ff8000", "Hello you\nagain", 0.05)
    assert edit.problems == ()


def test_solids_keep_their_colour_and_other_generators_are_told(tmp_path: Path) -> None:
    color = '<param name="Color" key="9999/10008/10006/2/1/1" value="0 0.2 1"/>'
    spine = (
        f'<video ref="r9" offset="0s" start="3600s" duration="1s">{color}</video>'
        '<video ref="r9" offset="1s" start="3600s" duration="1s"/>'
        '<video ref="r10" offset="2s" start="3600s" duration="1s"/>'
    )
    edit = read_spine(tmp_path, spine)
    contents = [clip.content for clip in edit.sequence.video[0].clips]
    assert contents == [Generator("color", "#0033ff"), Generator("black"), Generator("black")]
    assert losses(edit) == ["The generator “Clouds” becomes black."]


def test_stills_have_no_time_of_their_own(tmp_path: Path) -> None:
    edit = read_spine(tmp_path, '<video ref="r4" start="86399313/24000s" duration="2s"/>')
    (clip,) = edit.sequence.video[0].clips
    assert isinstance(clip.content, Media)
    assert (clip.source_in, clip.content.still, clip.content.duration) == (0, True, None)
    assert (clip.content.width, clip.content.height, clip.content.rate) == (3000, 2000, None)
    assert edit.sequence.audio == ()


def test_captions_have_a_language(tmp_path: Path) -> None:
    def caption(at: int, text: str, role: str) -> str:
        return (
            f'<caption lane="1" offset="{3600 + at}s" start="3600s" duration="1s" role="{role}">'
            f'<text placement="bottom">\n  <text-style ref="t">{text}</text-style>\n</text>'
            "</caption>"
        )

    inner = (
        caption(2, "second", "SRT?captionFormat=SRT.en")
        + caption(0, "two\nlines", "SRT?captionFormat=SRT.en")
        + caption(0, "eins", "Fassung?captionFormat=ITT.de-DE")
    )
    tracks = read_spine(tmp_path, film(0, 0, 100, inner)).sequence.captions
    assert [(track.name, track.language) for track in tracks] == [("", "en"), ("Fassung", "de-DE")]
    assert tracks[0].captions == (Caption(0, 25, "two\nlines"), Caption(50, 25, "second"))


def test_markers_belong_to_clips_and_chapters_to_the_edit(tmp_path: Path) -> None:
    marks = (
        '<marker start="3601s" duration="1/25s" value="one" note="n"/>'
        '<marker start="3602s" duration="2s" value="todo" completed="0"/>'
        '<marker start="3603s" value="done" completed="1"/>'
        '<chapter-marker start="3601s" value="Chapter" posterOffset="11/25s"/>'
        '<marker start="3655s" value="hidden"/>'
    )
    sequence = read_spine(tmp_path, film(25, 0, 100, marks)).sequence
    assert sequence.video[0].clips[0].markers == (
        Marker(25, "one", note="n"),
        Marker(50, "todo", duration=50, color="red"),
        Marker(75, "done", color="green"),
    )
    assert sequence.markers == (Marker(50, "Chapter"),)


def test_a_marker_on_a_gap_belongs_to_the_edit(tmp_path: Path) -> None:
    gap = '<gap offset="0s" start="3600s" duration="2s"><marker start="3601s" value="x"/></gap>'
    assert read_spine(tmp_path, gap + film(50, 0, 5)).sequence.markers == (Marker(25, "x"),)


def test_disabled_clips_stay_disabled(tmp_path: Path) -> None:
    sequence = read_spine(tmp_path, film(0, 0, 5, more='enabled="0"')).sequence
    assert not sequence.video[0].clips[0].enabled
    assert not sequence.audio[0].clips[0].enabled


def test_the_format_may_have_only_a_name(tmp_path: Path) -> None:
    resources = '<format id="n" name="FFVideoFormat720p5994"/>'
    edit = read_spine(tmp_path, film(0, 0, 25), resources, sequence='format="n"')
    sequence = edit.sequence
    assert (sequence.rate, sequence.width, sequence.height) == (2 * NTSC, 1280, 720)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("FFVideoFormat1080p2398", (FILM, 1920, 1080)),
        ("FFVideoFormat3840x2160p25", (Fraction(25), 3840, 2160)),
        ("FFVideoFormat1080i50", (Fraction(25), 1920, 1080)),
        ("FFVideoFormat1080i5994", (NTSC, 1920, 1080)),
        ("FFVideoFormatRateUndefined", None),
        ("Custom", None),
    ],
)
def test_names_of_formats_tell_rate_and_size(
    name: str, expected: tuple[Fraction, int, int] | None
) -> None:
    assert parse_format_name(name) == expected


def test_a_rate_that_nothing_states_can_be_given(tmp_path: Path) -> None:
    text = document('<video ref="r4" duration="2s"/>', sequence="")
    edit = read_text(tmp_path, text, options=ReadOptions(rate=Fraction(50), size=(640, 360)))
    assert (edit.sequence.rate, edit.sequence.width) == (50, 640)
    edit = read_text(tmp_path, text)
    assert edit.sequence.rate == 25
    assert len(losses(edit)) == 1


def projects(*names: str) -> str:
    inner = "".join(
        f"<project name='{name}'><sequence format='r1'><spine>{film(0, 0, 5 + index)}</spine>"
        "</sequence></project>"
        for index, name in enumerate(names)
    )
    return (
        f"<fcpxml version='1.10'><resources>{RESOURCES}</resources><library><event>{inner}</event>"
        "</library></fcpxml>"
    )


def test_the_first_project_is_read_or_the_one_asked_for(tmp_path: Path) -> None:
    edit = read_text(tmp_path, projects("one", "two"))
    assert edit.sequence.name == "one"
    assert [str(problem) for problem in edit.problems] == [
        "The file holds 2 projects; this is “one”."
    ]
    edit = read_text(tmp_path, projects("one", "two"), options=ReadOptions(sequence="two"))
    assert (edit.sequence.name, edit.sequence.duration) == ("two", 6)
    assert edit.sequences == ("one", "two")
    assert read_text(tmp_path, projects("one")).sequences == ()
    with pytest.raises(SourceError, match=r"no project of the name “three”.*“one”, “two”"):
        read_text(tmp_path, projects("one", "two"), options=ReadOptions(sequence="three"))


def test_a_clip_in_an_event_is_an_edit_where_there_is_no_project(tmp_path: Path) -> None:
    text = (
        f"<fcpxml version='1.10'><resources>{RESOURCES}</resources><event>"
        f"{film(0, 25, 50)}</event></fcpxml>"
    )
    sequence = read_text(tmp_path, text).sequence
    assert (sequence.name, sequence.rate) == ("c0", 25)
    assert places(sequence.video[0]) == [(0, 50, "1")]


def test_compound_clips_alone_are_edits_too(tmp_path: Path) -> None:
    text = f"<fcpxml version='1.10'><resources>{RESOURCES}{COMPOUND}</resources></fcpxml>"
    assert read_text(tmp_path, text).sequence.name == "Inner"


def test_a_file_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no project and no clip"):
        read_text(tmp_path, "<fcpxml version='1.10'><resources/></fcpxml>")
    path = tmp_path / "edit.fcpxml"
    path.write_text(document(""), encoding="utf-8")
    with pytest.raises(SourceError, match="holds no clips"):
        read_edit(path)


def test_other_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not FCPXML: it begins with <xmeml>"):
        read_text(tmp_path, "<xmeml version='5'/>")


def test_a_bundle_is_a_folder_with_the_file_in_it(tmp_path: Path) -> None:
    bundle = tmp_path / "edit.fcpxmld"
    bundle.mkdir()
    (bundle / "Info.fcpxml").write_text(document(film(0, 0, 5)), encoding="utf-8")
    edit = read_edit(bundle)
    assert (edit.path, edit.sequence.duration) == (bundle, 5)
    empty = tmp_path / "empty.fcpxmld"
    empty.mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        read_edit(empty)


def test_files_are_recognised_by_their_suffix_or_their_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "edit.xml"
    for encoding in ("utf-8", "utf-16"):
        path.write_text(document(film(0, 0, 5)).replace("UTF-8", encoding), encoding=encoding)
        assert find_reader(path) is fcpxml
        assert read_edit(path).sequence.duration == 5
    path.write_text("<xmeml/>")
    assert find_reader(path) is not fcpxml


def test_missing_references_are_told(tmp_path: Path) -> None:
    spine = film(0, 0, 5) + '<asset-clip ref="nothing" offset="1s" duration="1s"/>'
    spine += '<ref-clip ref="none" offset="2s" duration="1s"/><mc-clip ref="x" duration="1s"/>'
    edit = read_spine(tmp_path, spine)
    assert len(losses(edit)) == 3
    assert edit.problems[0].where == "at 00:00:01:00"


def test_entities_and_external_declarations_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    bomb = '<!DOCTYPE fcpxml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(SourceError, match="entities"):
        read_text(tmp_path, document(film(0, 0, 5)).replace("<!DOCTYPE fcpxml>", bomb))
    outside = f'<!DOCTYPE fcpxml SYSTEM "file://{secret}">'
    text = document(film(0, 0, 5)).replace("<!DOCTYPE fcpxml>", outside)
    assert read_text(tmp_path, text).sequence.duration == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1001/30000s", Fraction(1001, 30000)),
        ("5s", Fraction(5)),
        ("0/1s", Fraction(0)),
        ("2.5s", Fraction(5, 2)),
        ("-3/2s", Fraction(-3, 2)),
        (" 7 s", Fraction(7)),
        ("", None),
        ("1/0s", None),
        ("nan", None),
        ("inf", None),
        ("1e9s", None),
        ("9" * 400 + "s", None),
        ("999999999999s", None),
        ("1.5/2s", None),
        ("12:00", None),
    ],
)
def test_times_are_exact_or_none(text: str, expected: Fraction | None) -> None:
    assert parse_time(text) == expected


def test_decibels_are_numbers_or_none() -> None:
    assert parse_decibels("5 dB") == 5
    assert parse_decibels("x") is None
    assert parse_decibels("9" * 1000) is None
    assert parse_decibels(None) is None


@pytest.mark.parametrize("duration", ["-5s", "0s", "1/100s", "nan", "9999999999s", "1/0s", ""])
def test_impossible_lengths_do_not_stop_the_reader(tmp_path: Path, duration: str) -> None:
    spine = film(0, 0, 5) + f'<video ref="r4" offset="1s" duration="{duration}"/>'
    edit = read_text(tmp_path, document(spine))
    assert [clip.start for clip in edit.sequence.video[0].clips] == [0]


def test_deep_nests_of_elements_end(tmp_path: Path) -> None:
    deep = '<clip offset="0s" duration="9s">' * 200 + "</clip>" * 200
    edit = read_text(tmp_path, document(deep + film(250, 0, 5)))
    assert "Elements that are nested too deeply were left out." in losses(edit)


def test_a_bomb_of_multicam_clips_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exporters.timeline.readers.fcpxml.items.MAX_STEPS", 10_000)
    levels = "".join(
        f'<media id="m{number}"><multicam format="r1"><mc-angle angleID="a">'
        + f'<mc-clip ref="m{number + 1}" offset="0s" duration="9s"/>' * 10
        + "</mc-angle></multicam></media>"
        for number in range(12)
    )
    with pytest.raises(SourceError, match="more clips than any edit"):
        read_text(tmp_path, document('<mc-clip ref="m0" duration="9s"/>', levels))


EVERYTHING = document(
    '<transition name="Cross Dissolve" offset="0s" duration="1s"><filter-video ref="r6"/>'
    "</transition>"
    + film(
        0,
        0,
        100,
        '<conform-rate srcFrameRate="24"/><timeMap><timept time="3600s" value="3600s"/>'
        '<timept time="3630s" value="3660s"/></timeMap>'
        '<adjust-crop mode="trim"><trim-rect left="10"/></adjust-crop>'
        '<adjust-conform type="fill"/><adjust-transform position="1 2" scale="2 2" rotation="3"/>'
        '<adjust-blend amount="0.5"><param name="amount"><fadeIn duration="1s"/></param>'
        '</adjust-blend><adjust-volume amount="-3dB"/>'
        '<spine lane="1" offset="3601s"><video ref="r4" duration="1s"/><transition duration="1s"/>'
        '<title ref="r8" duration="2s"><text><text-style>x</text-style></text></title></spine>'
        '<asset-clip ref="r3" lane="-1" offset="3600s" duration="1s" audioRole="music"/>'
        '<caption lane="1" offset="3600s" duration="1s" role="SRT?captionFormat=SRT.en">'
        "<text>x</text></caption>"
        '<marker start="3601s" value="m"/><chapter-marker start="3602s" value="c"/>'
        '<audio-channel-source srcCh="1, 2" role="dialogue"/>',
        'audioStart="3601s" audioDuration="9s"',
    )
    + '<ref-clip ref="m1" offset="4s" duration="4s"/>'
    + '<mc-clip ref="mc" offset="8s" start="101s" duration="4s"><mc-source angleID="a"/></mc-clip>'
    + '<sync-clip offset="12s" duration="2s"><spine><asset-clip ref="r2" start="3600s"'
    ' duration="2s"/></spine></sync-clip>'
    + '<audition offset="14s"><video ref="r9" duration="2s"/></audition>',
    COMPOUND + MULTICAM,
).encode()


def assert_only_source_errors(folder: Path, content: bytes) -> None:
    path = folder / f"mutated-{os.getpid()}.fcpxml"
    path.write_bytes(content)
    try:
        edit = fcpxml.read(path, ReadOptions())
        checked(edit)
    except SourceError as error:
        sentence = error.problem
    else:
        sentence = "."
        for track in (*edit.sequence.video, *edit.sequence.audio):
            for clip in track.clips:
                assert_clean(clip)
    assert sentence.endswith(".")


def assert_clean(clip: Clip) -> None:
    assert type(clip.start) is int
    assert type(clip.duration) is int
    assert clip.duration > 0
    assert clip.start >= 0
    numbers = (*clip.look.crop, clip.look.scale_x, clip.look.x, clip.sound.volume, clip.sound.pan)
    assert all(number == number and abs(number) < 1e15 for number in numbers)


fast = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@fast
@given(data=st.data())
def test_damaged_bytes_give_an_edit_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(EVERYTHING)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "double"]))
        length = data.draw(st.integers(1, 60))
        if kind == "set":
            content[place : place + length] = data.draw(st.binary(max_size=6))
        elif kind == "cut":
            del content[place : place + length]
        else:
            content[place:place] = content[place : place + length]
    assert_only_source_errors(tmp_path, bytes(content))


VALUES = st.one_of(
    st.sampled_from(
        [
            "", "0s", "-1s", "1/0s", "nan", "NaN", "inf", "-inf", "1e400", "9" * 500, "0/1s", "s",
            "1/999999999999s", "-5/3s", "99999999s", "r1", "r2", "m1", "mc", "a", "-1", "9999999",
            "0 0", "nan nan", "1e9 -1e9", "0", "\u0661", "²", "1", "trim", "all", "../../x\u2028",
        ]
    ),
    st.text(max_size=8).filter(str.isprintable),
)  # fmt: skip


@fast
@given(data=st.data())
def test_hostile_attributes_give_an_edit_or_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    root = etree.fromstring(EVERYTHING)
    elements = [element for element in root.iter() if element.attrib]
    for _ in range(data.draw(st.integers(1, 5))):
        element = data.draw(st.sampled_from(elements))
        name = data.draw(st.sampled_from(sorted(str(key) for key in element.attrib)))
        if data.draw(st.booleans()):
            element.set(name, data.draw(VALUES))
        elif name in element.attrib and len(element.attrib) > 1:
            del element.attrib[name]
    assert_only_source_errors(tmp_path, etree.tostring(root))


@fast
@given(data=st.data())
def test_elements_in_the_wrong_places_give_an_edit_or_a_sentence(
    tmp_path: Path, data: st.DataObject
) -> None:
    root = etree.fromstring(EVERYTHING)
    elements = list(root.iter())[1:]
    for _ in range(data.draw(st.integers(1, 4))):
        moved = data.draw(st.sampled_from(elements))
        target = data.draw(st.sampled_from(elements))
        if moved is not target and moved not in list(target.iterancestors()):
            target.append(moved)
    assert_only_source_errors(tmp_path, etree.tostring(root))


samples = sorted(SAMPLES.glob("*.fcpxml")) if SAMPLES.is_dir() else []


@pytest.mark.parametrize("path", samples, ids=lambda path: str(path.name))
def test_real_files_have_the_length_that_they_state(path: Path) -> None:
    root = etree.parse(str(path)).getroot()
    edit = read_edit(path)
    stated = parse_time(root.find(".//project/sequence").get("duration"))
    assert stated is not None
    assert edit.sequence.duration == round(stated * edit.sequence.rate)


@pytest.mark.skipif(not samples, reason="no samples here")
def test_a_real_file_of_final_cut_frame_by_frame() -> None:
    sequence = read_edit(SAMPLES / "29.97d.fcpxml").sequence
    assert (sequence.rate, sequence.drop_frame, sequence.duration) == (NTSC, True, 887)
    first = [(clip.start, clip.duration) for clip in sequence.video[0].clips[:4]]
    assert first == [(0, 103), (103, 106), (209, 108), (317, 100)]
    assert sequence.video[0].clips[3].speed == Fraction(3056070, 1478737)
    second = [(clip.start, clip.duration) for clip in sequence.video[1].clips[:4]]
    assert second == [(442, 6), (448, 9), (457, 9), (466, 8)]
