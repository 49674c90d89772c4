"""Premiere's and Final Cut Pro 7's XML is read to the frame, and refused with a sentence."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.readers import xmeml
from exporters.timeline.reading import Edit, ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Generator, Media, Sequence, Transition
from tests.examples import examples

SAMPLES = Path("/work/shared/samples/interchange")
RATE = "<rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate>"
FORMAT = (
    f"<format><samplecharacteristics>{RATE}<width>1920</width><height>1080</height>"
    "<pixelaspectratio>square</pixelaspectratio></samplecharacteristics></format>"
)


def file(name: str = "file-1", channels: str = "2", size: str = "1920x1080", more: str = "") -> str:
    width, height = size.split("x")
    sounds = "".join(
        f"<audio><channelcount>{count}</channelcount></audio>" for count in channels.split()
    )
    return (
        f'<file id="{name}"><name>{name}.mov</name>'
        f"<pathurl>file://localhost/D%3a/media/{name}.mov</pathurl>{RATE}<duration>1000</duration>"
        f"<timecode>{RATE}<string>01:00:00:00</string><frame>90000</frame>"
        "<displayformat>NDF</displayformat></timecode><media><video><samplecharacteristics>"
        f"{RATE}<width>{width}</width><height>{height}</height></samplecharacteristics></video>"
        f"{sounds}</media>{more}</file>"
    )


def item(
    start: int,
    end: int,
    first: int,
    last: int,
    content: str = '<file id="file-1"/>',
    more: str = "",
    name: str = "c",
    kind: str = "",
    rate: str = RATE,
) -> str:
    return (
        f'<clipitem id="{name}"{kind}><name>{name}</name>{rate}<start>{start}</start>'
        f"<end>{end}</end><in>{first}</in><out>{last}</out>{content}{more}</clipitem>"
    )


def passage(start: int, end: int, alignment: str = "center", more: str = "") -> str:
    return (
        f"<transitionitem><start>{start}</start><end>{end}</end><alignment>{alignment}</alignment>"
        f"{RATE}{more}</transitionitem>"
    )


def effect(effect_id: str, *parameters: str, name: str = "") -> str:
    return (
        f"<filter><effect><name>{name or effect_id}</name><effectid>{effect_id}</effectid>"
        f"{''.join(parameters)}</effect></filter>"
    )


def parameter(name: str, value: object, keys: dict[int, object] | None = None) -> str:
    frames = "".join(
        f"<keyframe><when>{when}</when><value>{level}</value></keyframe>"
        for when, level in (keys or {}).items()
    )
    return f"<parameter><parameterid>{name}</parameterid><value>{value}</value>{frames}</parameter>"


def sequence(
    video: str = "", audio: str = "", more: str = "", name: str = "cut", attributes: str = ""
) -> str:
    return (
        f'<sequence id="{name}"{attributes}><name>{name}</name>{RATE}<duration>0</duration>'
        f"<timecode>{RATE}<frame>90000</frame><displayformat>NDF</displayformat></timecode>"
        f"<media><video>{FORMAT}{video}</video><audio><format><samplecharacteristics>"
        f"<samplerate>48000</samplerate></samplecharacteristics></format>{audio}</audio></media>"
        f"{more}</sequence>"
    )


def read(tmp_path: Path, body: str, options: ReadOptions | None = None) -> Edit:
    path = tmp_path / "edit.xml"
    path.write_text(f'<?xml version="1.0"?>\n<!DOCTYPE xmeml>\n<xmeml version="5">{body}</xmeml>')
    return xmeml.read(path, options or ReadOptions())


def track(*items: str, attributes: str = "", more: str = "") -> str:
    return f"<track {attributes}>{''.join(items)}{more}</track>"


def only_video(tmp_path: Path, *items: str) -> Edit:
    return read(tmp_path, sequence(track(*items)))


def test_cuts_lie_where_the_file_says(tmp_path: Path) -> None:
    edit = only_video(
        tmp_path, item(10, 60, 100, 150, file(), name="a"), item(60, 90, 0, 30, name="b")
    )
    found = edit.sequence
    assert (found.name, found.rate, found.width, found.height) == ("cut", 25, 1920, 1080)
    assert (found.start, found.drop_frame, found.duration) == (90000, False, 90)
    first, second = found.video[0].clips
    assert (first.start, first.duration, first.source_in) == (10, 50, Fraction(4))
    assert (second.start, second.duration, second.source_in) == (60, 30, Fraction(0))
    assert first.content == second.content
    assert first.content == Media(
        "file-1.mov",
        "file://localhost/D%3a/media/file-1.mov",
        start=Fraction(3600),
        duration=Fraction(40),
        rate=Fraction(25),
        width=1920,
        height=1080,
        channels=(2,),
    )
    assert edit.problems == ()
    assert edit.format == "xmeml 5"


def test_a_dissolve_is_cut_by_its_alignment(tmp_path: Path) -> None:
    """Beside a transition, start and end are -1 and in and out cover what it covers."""
    edit = only_video(
        tmp_path,
        item(0, -1, 0, 60, file(), name="a"),
        passage(40, 60),
        item(-1, 120, 200, 280, name="b"),
    )
    a, b = edit.sequence.video[0].clips
    assert (a.start, a.duration, a.source_in) == (0, 50, 0)
    assert (b.start, b.duration, b.source_in) == (50, 70, Fraction(210, 25))
    assert edit.sequence.video[0].transitions == (Transition(50, 10, 10),)


@pytest.mark.parametrize(
    ("alignment", "cut"), [("start", 40), ("end", 60), ("center", 50), ("nonsense", 50)]
)
def test_alignments_of_transitions(tmp_path: Path, alignment: str, cut: int) -> None:
    edit = only_video(
        tmp_path,
        item(0, -1, 0, 60, file(), name="a"),
        passage(40, 60, alignment),
        item(-1, 120, 200, 280, name="b"),
    )
    a, b = edit.sequence.video[0].clips
    assert (a.end, b.start, b.end) == (cut, cut, 120)
    assert b.source_in == Fraction(200 + cut - 40, 25)
    assert edit.sequence.video[0].transitions == (Transition(cut, cut - 40, 60 - cut),)


def test_premieres_ticks_say_where_a_centred_cut_lies(tmp_path: Path) -> None:
    ticks = f"<cutPointTicks>{4 * 254_016_000_000 // 25}</cutPointTicks>"
    edit = only_video(
        tmp_path,
        item(0, -1, 0, 60, file(), name="a"),
        passage(40, 60, "center", ticks),
        item(-1, 120, 200, 280, name="b"),
    )
    assert edit.sequence.video[0].transitions == (Transition(44, 4, 16),)


def test_a_transition_with_one_clip_is_a_fade(tmp_path: Path) -> None:
    edit = only_video(
        tmp_path,
        passage(0, 20, "start-black"),
        item(-1, 50, 10, 60, file(), name="a"),
        item(50, -1, 0, 60, name="b"),
        passage(100, 110, "end-black"),
        item(110, 120, 0, 10, name="c"),
    )
    a, b, c = edit.sequence.video[0].clips
    assert (a.start, a.end, a.look.fade_in, a.source_in) == (0, 50, 20, Fraction(10, 25))
    assert (b.start, b.end, b.look.fade_out) == (50, 110, 10)
    assert (c.look.fade_in, edit.sequence.video[0].transitions) == (0, ())


def test_fades_of_sound_and_wipes(tmp_path: Path) -> None:
    wipe = "<effect><name>Star</name><effectcategory>Wipe</effectcategory></effect>"
    body = sequence(
        track(
            item(0, -1, 0, 60, file(), name="a"),
            passage(40, 60, "center", wipe),
            item(-1, 120, 200, 280, name="b"),
        ),
        track(item(0, -1, 0, 60, name="s"), passage(50, 60, "end-black")),
    )
    found = read(tmp_path, body).sequence
    assert found.video[0].transitions == (Transition(50, 10, 10, "wipe", "Star"),)
    assert found.audio[0].clips[0].sound.fade_out == 10


@pytest.mark.parametrize(
    ("filters", "first", "speed", "source_in"),
    [
        # In and out count frames as the clip plays: half speed has twice as many.
        (effect("timeremap", parameter("speed", 50)), (40, 60), Fraction(1, 2), 20),
        (effect("timeremap", parameter("speed", 200)), (40, 60), Fraction(2), 80),
        # Frames of the content, as other programs write them.
        (effect("timeremap", parameter("speed", 50)), (40, 50), Fraction(1, 2), 40),
        (effect("timeremap", parameter("speed", 200)), (40, 80), Fraction(2), 40),
        # Running back from the end of the medium (1000 frames).
        (
            effect("timeremap", parameter("speed", 100), parameter("reverse", "TRUE")),
            (400, 420),
            Fraction(-1),
            600,
        ),
        (effect("timeremap", parameter("speed", -50)), (400, 420), Fraction(-1, 2), 800),
        # A frame that is held.
        (effect("timeremap", parameter("speed", 0)), (40, 60), Fraction(0), 40),
    ],
)
def test_speeds(
    tmp_path: Path, filters: str, first: tuple[int, int], speed: Fraction, source_in: int
) -> None:
    clip = only_video(tmp_path, item(0, 20, *first, file(), filters)).sequence.video[0].clips[0]
    assert (clip.duration, clip.speed, clip.source_in) == (20, speed, Fraction(source_in, 25))


def graph(*points: tuple[int, object, str]) -> str:
    keys = "".join(
        f"<keyframe><when>{when}</when><value>{value}</value><{mark}>TRUE</{mark}></keyframe>"
        for when, value, mark in points
    )
    return f"<parameter><parameterid>graphdict</parameterid>{keys}</parameter>"


def test_the_graph_of_a_speed_is_more_exact_than_its_percentage(tmp_path: Path) -> None:
    """47.6 % is rounded: after an hour that is minutes."""
    points = graph(
        (0, 0, "speedkfstart"),
        (90000, 42857, "speedkfin"),
        (90021, 42867, "speedkfout"),
        (94500, 45000, "speedkfend"),
    )
    filters = effect("timeremap", parameter("speed", "47.6"), points)
    clip = only_video(tmp_path, item(0, 21, 90000, 90021, file(), filters)).sequence.video[0].clips
    assert clip[0].source_in == Fraction(42857, 25)
    assert clip[0].speed == Fraction(476, 1000)


def test_premieres_graph_of_a_clip_that_runs_back(tmp_path: Path) -> None:
    points = graph(
        (0, 37127, "speedkfstart"),
        (15299, 21828, "speedkfin"),
        (15305, 21822, "speedkfout"),
        (37127, 1, "speedkfend"),
    )
    reverse = parameter("reverse", "TRUE")
    filters = effect("timeremap", parameter("speed", 100), reverse, points)
    edit = only_video(tmp_path, item(0, 6, 15299, 15305, file(), filters))
    clip = edit.sequence.video[0].clips[0]
    assert (clip.speed, clip.source_in) == (-1, Fraction(21828, 25))


def test_premieres_graph_counts_at_the_rate_of_the_sequence(tmp_path: Path) -> None:
    """As it writes a file of 60 frames a second in a sequence of 50, with its junk beyond."""
    points = graph(
        (0, 0, "speedkfstart"),
        (170, 340, "speedkfin"),
        (537, 1074, "speedkfout"),
        (600, -1815255671, "x"),
        (663, 1327, "speedkfend"),
    )
    filters = effect("timeremap", parameter("speed", "200"), points)
    film = file().replace(RATE, RATE.replace("25", "30"))
    clip = only_video(tmp_path, item(0, 367, 170, 537, film, filters)).sequence.video[0].clips[0]
    assert (clip.speed, clip.source_in) == (2, Fraction(340, 25))


def test_ticks_are_those_of_the_content(tmp_path: Path) -> None:
    ticks = f"<pproTicksIn>{5 * 254_016_000_000}</pproTicksIn>"
    filters = effect("timeremap", parameter("speed", "199.7")) + ticks
    clip = only_video(tmp_path, item(0, 50, 63, 113, file(), filters)).sequence.video[0].clips[0]
    assert clip.source_in == 5


def test_a_speed_that_varies_becomes_the_average_and_is_told(tmp_path: Path) -> None:
    points = graph((0, 0, "speedkfin"), (50, 50, "x"), (100, 250, "x"), (150, 300, "speedkfout"))
    varies = parameter("variablespeed", 1)
    filters = effect("timeremap", varies, parameter("speed", 200), points)
    edit = only_video(tmp_path, item(0, 150, 0, 150, file(), filters))
    assert edit.sequence.video[0].clips[0].speed == 2
    assert [problem.severity for problem in edit.problems] == ["loss"]
    assert "varies" in edit.problems[0].message
    assert edit.problems[0].where == "V1 “c” at 01:00:00:00"


NTSC = "<rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>"


@pytest.mark.parametrize(
    ("first", "last", "more", "seconds"),
    [
        # The clip's own rate, as Premiere writes: 60 frames of 29.97 last about 50 of 25.
        (300, 360, "", Fraction(300 * 1001, 30000)),
        # The sequence's grid, as Premiere reads (buttercut#133).
        (250, 300, "", Fraction(10)),
        # Ticks settle it.
        (300, 360, f"<pproTicksIn>{12 * 254_016_000_000}</pproTicksIn>", Fraction(12)),
    ],
)
def test_mixed_rates(tmp_path: Path, first: int, last: int, more: str, seconds: Fraction) -> None:
    clip = item(0, 50, first, last, file(), more, rate=NTSC)
    assert only_video(tmp_path, clip).sequence.video[0].clips[0].source_in == seconds


def test_ntsc_rates_and_drop_frame(tmp_path: Path) -> None:
    body = (
        sequence(track(item(0, 30, 0, 30, file())))
        .replace(RATE, NTSC)
        .replace(
            "<frame>90000</frame><displayformat>NDF",
            "<string>00;01;00;02</string><displayformat>DF",
        )
    )
    found = read(tmp_path, body).sequence
    assert (found.rate, found.drop_frame, found.start) == (Fraction(30000, 1001), True, 1800)


def exploded(index: int, *items: str) -> str:
    return track(
        *items,
        attributes=f'currentExplodedTrackIndex="{index}" totalExplodedTrackCount="2"',
    )


def heard(name: str, channel: int, start: int = 0, file_id: str = "file-1", more: str = "") -> str:
    source = f"<sourcetrack><trackindex>{channel}</trackindex></sourcetrack>{more}"
    return item(start, start + 50, 0, 50, f'<file id="{file_id}"/>', source, name)


def test_an_exploded_stereo_pair_is_one_clip(tmp_path: Path) -> None:
    links = "".join(
        f"<link><linkclipref>{name}</linkclipref></link>" for name in ("v", "left", "right")
    )
    body = sequence(
        track(item(0, 50, 0, 50, file(), links, "v")),
        exploded(0, heard("left", 1, more=links)) + exploded(1, heard("right", 2, more=links)),
    )
    edit = read(tmp_path, body)
    (sound,) = edit.sequence.audio
    (clip,) = sound.clips
    assert (clip.start, clip.duration, clip.stream, clip.link) == (0, 50, 0, 1)
    assert edit.sequence.video[0].clips[0].link == 1
    assert edit.problems == ()


def test_a_pair_of_plain_tracks_is_one_clip_too(tmp_path: Path) -> None:
    pans = [effect("audiopan", parameter("pan", value)) for value in (-1, 1)]
    body = sequence(
        track(item(0, 50, 0, 50, file(), name="v")),
        track(heard("left", 1, more=pans[0])) + track(heard("right", 2, more=pans[1])),
    )
    (sound,) = read(tmp_path, body).sequence.audio
    assert [(clip.start, clip.sound.pan) for clip in sound.clips] == [(0, 0.0)]


def test_the_same_channel_twice_stays_twice(tmp_path: Path) -> None:
    body = sequence(
        track(item(0, 50, 0, 50, file(), name="v")), track(heard("a", 1)) + track(heard("b", 1))
    )
    assert [len(found.clips) for found in read(tmp_path, body).sequence.audio] == [1, 1]


@pytest.mark.parametrize(
    ("channels", "used", "streams"),
    [("1 1", (1, 2), [-1]), ("2 2", (3, 4), [1]), ("1", (1, 1), [0]), ("2 2", (1, 3), [-1])],
)
def test_which_stream_is_heard(
    tmp_path: Path, channels: str, used: tuple[int, int], streams: list[int]
) -> None:
    body = sequence(
        track(item(0, 50, 0, 50, file(channels=channels), name="v")),
        exploded(0, heard("left", used[0])) + exploded(1, heard("right", used[1])),
    )
    (sound,) = read(tmp_path, body).sequence.audio
    assert [clip.stream for clip in sound.clips] == streams


def test_a_mono_clip_on_a_stereo_track(tmp_path: Path) -> None:
    body = sequence(
        track(item(0, 50, 0, 50, file(channels="1"), name="v")),
        exploded(0, heard("mono", 1)) + exploded(1),
    )
    (sound,) = read(tmp_path, body).sequence.audio
    assert [clip.stream for clip in sound.clips] == [0]


def test_levels_are_factors_and_pan_is_kept(tmp_path: Path) -> None:
    filters = effect("audiolevels", parameter("level", "0.501187")) + effect(
        "audiopan", parameter("pan", "-0.5")
    )
    body = sequence(track(item(0, 50, 0, 50, file(), name="v")), track(heard("a", 1, more=filters)))
    sound = read(tmp_path, body).sequence.audio[0].clips[0].sound
    assert sound.volume == pytest.approx(-6.0, abs=0.001)
    assert sound.pan == -0.5


def test_keyframes_that_are_fades(tmp_path: Path) -> None:
    keys: dict[int, object] = {100: 0, 110: 80, 140: 80, 150: 0}
    filters = effect("opacity", parameter("opacity", 80, keys))
    clip = only_video(tmp_path, item(0, 50, 100, 150, file(), filters)).sequence.video[0].clips[0]
    assert clip.look.opacity == 0.8
    assert (clip.look.fade_in, clip.look.fade_out) == (10, 10)


def test_other_keyframes_are_told(tmp_path: Path) -> None:
    keys: dict[int, object] = {100: 80, 120: 20, 150: 80}
    filters = effect("opacity", parameter("opacity", 80, keys))
    edit = only_video(tmp_path, item(0, 50, 100, 150, file(), filters))
    assert edit.sequence.video[0].clips[0].look.opacity == 0.8
    assert ["Its opacity moves" in problem.message for problem in edit.problems] == [True]


def motion(scale: float, across: float = 0, down: float = 0, rotation: float = 0) -> str:
    center = f"<horiz>{across}</horiz><vert>{down}</vert>"
    return effect(
        "basic",
        parameter("scale", scale),
        parameter("rotation", rotation),
        parameter("center", center),
    )


def test_positions_are_shares_of_the_content(tmp_path: Path) -> None:
    """As Premiere writes a logo of 842×596 that lies 810 pixels right and 392 above the middle."""
    filters = motion(26, 0.961995, -0.657718, -90)
    clip = item(0, 50, 0, 50, file(size="842x596"), filters)
    look = only_video(tmp_path, clip).sequence.video[0].clips[0].look
    assert look.x * 1920 == pytest.approx(810, abs=0.01)
    assert look.y * 1080 == pytest.approx(-392, abs=0.01)
    assert look.rotation == 90
    assert look.fit == "fit"
    fitted = min(1920 / 842, 1080 / 596)
    assert look.scale_x * fitted == pytest.approx(0.26, abs=1e-5)


def test_crops_are_percentages(tmp_path: Path) -> None:
    filters = effect("crop", parameter("left", 10), parameter("bottom", "42.5"))
    look = only_video(tmp_path, item(0, 50, 0, 50, file(), filters)).sequence.video[0].clips[0].look
    assert look.crop == (0.1, 0.0, 0.0, 0.425)


def test_a_picture_of_another_size_without_scale(tmp_path: Path) -> None:
    """Resolve fits it, Premiere shows its pixels: told, and as Premiere does in its documents."""
    clip = item(0, 50, 0, 50, file(size="3840x2160"))
    edit = only_video(tmp_path, clip)
    assert edit.sequence.video[0].clips[0].look.scale_x == 1.0
    assert [problem.severity for problem in edit.problems] == ["note"]
    premiere = read(tmp_path, sequence(track(clip), attributes=' MZ.EditLine="0"'))
    assert premiere.sequence.video[0].clips[0].look.scale_x == 2.0
    assert premiere.problems == ()


def generated(effect_id: str, *parameters: str, name: str = "") -> str:
    return (
        f"<generatoritem><name>g</name>{RATE}<start>0</start><end>50</end><in>10</in><out>60</out>"
        f"<effect><name>{name or effect_id}</name><effectid>{effect_id}</effectid>"
        f"{''.join(parameters)}</effect></generatoritem>"
    )


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (generated("Slug"), Generator("black")),
        (generated("HD Bars"), Generator("bars")),
        (
            generated(
                "Color",
                parameter("fillcolor", "<red>0</red><green>128</green><blue>255</blue>"),
            ),
            Generator("color", "#0080ff"),
        ),
        (
            generated("Text", parameter("str", "two&#13;lines"), parameter("fontsize", "108")),
            Generator("text", "#ffffff", "two\nlines", 0.1),
        ),
    ],
)
def test_generators(tmp_path: Path, element: str, expected: Generator) -> None:
    clip = only_video(tmp_path, element).sequence.video[0].clips[0]
    assert (clip.content, clip.start, clip.duration, clip.source_in) == (expected, 0, 50, 0)


def slug(name: str, more: str = "") -> str:
    content = f'<file id="s"><name>{name}</name><mediaSource>Slug</mediaSource>{RATE}</file>'
    return item(0, 50, 86313, 86363, content, more)


def test_what_premiere_draws(tmp_path: Path) -> None:
    assert _content(only_video(tmp_path, slug("Black Video"))) == Generator("black")
    assert _content(only_video(tmp_path, slug("HD Bars and Tone"))) == Generator("bars")
    text = effect("GraphicAndType", name="two&#13;lines")
    graphic = only_video(tmp_path, slug("Graphic", text))
    assert _content(graphic) == Generator("text", "#ffffff", "two\nlines")
    lost = only_video(tmp_path, slug("Universal Counting Leader"))
    assert lost.sequence.video[0].clips == ()
    assert [problem.severity for problem in lost.problems] == ["loss"]


def _content(edit: Edit) -> object:
    return edit.sequence.video[0].clips[0].content


def test_stills_have_no_time(tmp_path: Path) -> None:
    still = file().replace("file-1.mov", "map.png")
    edit = only_video(tmp_path, item(0, 50, 86313, 86363, still, "<stillframe>TRUE</stillframe>"))
    clip = edit.sequence.video[0].clips[0]
    assert isinstance(clip.content, Media)
    assert (clip.content.still, clip.content.duration, clip.source_in) == (True, None, 0)


def test_a_held_frame_of_final_cut_pro_7(tmp_path: Path) -> None:
    edit = only_video(tmp_path, item(0, 50, 100, 150, file(), "<stillframe>TRUE</stillframe>"))
    clip = edit.sequence.video[0].clips[0]
    assert (clip.speed, clip.source_in) == (0, Fraction(4))


def test_subclips_count_from_their_own_begin(tmp_path: Path) -> None:
    info = "<subclipinfo><startoffset>75</startoffset></subclipinfo>"
    clip = only_video(tmp_path, item(0, 50, 25, 75, file(), info)).sequence.video[0].clips[0]
    assert clip.source_in == Fraction(100, 25)


def test_disabled_clips_tracks_and_names(tmp_path: Path) -> None:
    off = track(
        item(0, 50, 0, 50, file(), "<enabled>FALSE</enabled>"),
        attributes='MZ.TrackName="titles"',
        more="<enabled>FALSE</enabled>",
    )
    found = read(tmp_path, sequence(off)).sequence.video[0]
    assert (found.name, found.enabled, found.clips[0].enabled) == ("titles", False, False)


def test_markers(tmp_path: Path) -> None:
    mark = (
        "<marker><name>look</name><comment>here</comment><in>110</in><out>120</out>"
        "<color><red>255</red><green>0</green><blue>0</blue></color></marker>"
    )
    outside = "<marker><name>gone</name><in>500</in><out>-1</out></marker>"
    body = sequence(track(item(0, 50, 100, 150, file(), mark + outside)), more=mark)
    found = read(tmp_path, body).sequence
    (one,) = found.video[0].clips[0].markers
    assert (one.start, one.duration, one.name, one.note, one.color) == (
        10,
        10,
        "look",
        "here",
        "#ff0000",
    )
    assert [(mark.start, mark.name) for mark in found.markers] == [(110, "look")]


def test_nested_sequences_are_defined_once(tmp_path: Path) -> None:
    inner = sequence(track(item(0, 40, 5, 45, file())), name="inner")
    body = sequence(
        track(item(0, 20, 10, 30, inner), item(20, 40, 0, 20, '<sequence id="inner"/>'))
    )
    edit = read(tmp_path, body)
    first, second = edit.sequence.video[0].clips
    assert isinstance(first.content, Sequence)
    assert first.content is second.content
    assert (first.source_in, second.source_in) == (Fraction(10, 25), 0)
    assert first.content.video[0].clips[0].source_in == Fraction(5, 25)
    assert edit.problems == ()


def test_a_sequence_within_itself_ends(tmp_path: Path) -> None:
    edit = only_video(
        tmp_path, item(0, 20, 0, 20, '<sequence id="cut"/>'), item(20, 40, 0, 20, file())
    )
    assert len(edit.sequence.video[0].clips) == 1
    assert [problem.severity for problem in edit.problems] == ["loss"]


def test_sequences_nested_without_end_are_refused(tmp_path: Path) -> None:
    inner = item(0, 20, 0, 20, file())
    for depth in range(15):
        nest = sequence(track(inner), name=f"n{depth}")
        uses = "".join(
            item(20 * n, 20 * n + 20, 0, 20, f'<sequence id="n{depth}"/>') for n in range(1, 8)
        )
        inner = item(0, 20, 0, 20, nest) + uses
    with pytest.raises(SourceError, match="nests its sequences"):
        read(tmp_path, sequence(track(inner)))


def test_one_of_several_sequences_is_chosen(tmp_path: Path) -> None:
    def body(name: str) -> str:
        return sequence(track(item(0, 20, 0, 20, file())), name=name)

    inside = f"<bin><children>{body('one')}</children></bin>{body('two')}"
    bins = f"<project><children>{inside}</children></project>"
    first = read(tmp_path, bins)
    assert (first.sequence.name, first.sequences) == ("one", ("one", "two"))
    assert "“two”" in first.problems[0].message
    assert read(tmp_path, bins, ReadOptions(sequence="two")).sequence.name == "two"
    with pytest.raises(SourceError, match="no sequence “three”"):
        read(tmp_path, bins, ReadOptions(sequence="three"))


def test_a_sequence_without_format_takes_the_size_of_its_media(tmp_path: Path) -> None:
    body = sequence(track(item(0, 20, 0, 20, file(size="1280x720")))).replace(FORMAT, "")
    edit = read(tmp_path, body)
    assert (edit.sequence.width, edit.sequence.height) == (1280, 720)
    assert [problem.severity for problem in edit.problems] == ["note"]
    given = read(tmp_path, body, ReadOptions(size=(640, 360)))
    assert (given.sequence.width, given.sequence.height) == (640, 360)


def test_what_cannot_be_kept_is_told_with_its_place(tmp_path: Path) -> None:
    filters = effect("Lumetri", name="Lumetri Color") + "<compositemode>multiply</compositemode>"
    edit = only_video(tmp_path, item(10, 60, 0, 50, file(), filters, name="shot"))
    assert [str(problem) for problem in edit.problems] == [
        "V1 “shot” at 01:00:00:10: The effect “Lumetri Color” is not kept.",
        "V1 “shot” at 01:00:00:10: Its composite mode is not kept; it lies plainly over what is "
        "below.",
    ]


def test_filters_that_are_switched_off_do_nothing(tmp_path: Path) -> None:
    off = effect("opacity", parameter("opacity", 20)).replace(
        "<filter>", "<filter><enabled>FALSE</enabled>"
    )
    bypassed = effect("crop", "<pproBypass>true</pproBypass>", parameter("left", 20))
    look = (
        only_video(tmp_path, item(0, 50, 0, 50, file(), off + bypassed))
        .sequence.video[0]
        .clips[0]
        .look
    )
    assert (look.opacity, look.crop) == (1.0, (0.0, 0.0, 0.0, 0.0))


def test_the_reader_is_found_by_content(tmp_path: Path) -> None:
    path = tmp_path / "edit.XML"
    path.write_text("<?xml version='1.0'?><xmeml version='5'/>")
    assert find_reader(path) is xmeml
    path.write_text("<mlt/>")
    assert find_reader(path) is not xmeml


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not valid XML"),
        (b"<xmeml", "not valid XML"),
        (b"<xmeml/>", "no sequence"),
        (b"<other><xmeml/></other>", "not an xmeml"),
        (b"<xmeml><sequence><media/></sequence></xmeml>", "no frame rate"),
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]><xmeml><sequence><name>&a;</name></sequence></xmeml>',
            "entities",
        ),
    ],
)
def test_bad_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "edit.xml"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=words):
        xmeml.read(path, ReadOptions())


def everything() -> str:
    """A document with all that is known."""
    inner = sequence(track(item(0, 40, 5, 45)), name="inner")
    filters = (
        motion(50, 0.1, 0.2, 30)
        + effect("crop", parameter("left", 10))
        + effect("opacity", parameter("opacity", 50, {100: 0, 110: 50}))
        + effect("timeremap", parameter("speed", 50), graph((0, 0, "speedkfin"), (200, 100, "x")))
    )
    video = track(
        item(0, -1, 0, 60, file(), filters),
        passage(40, 60),
        item(-1, 120, 200, 280, name="b"),
        item(120, 160, 0, 40, inner),
        generated("Text", parameter("str", "words"), parameter("fontsize", "36")),
    )
    levels = effect("audiolevels", parameter("level", "0.5", {0: 0, 10: 0.5}))
    audio = exploded(0, heard("l", 1, more=levels)) + exploded(1, heard("r", 2))
    mark = "<marker><name>m</name><in>1</in><out>-1</out><pproColor>4294741314</pproColor></marker>"
    return f'<xmeml version="5">{sequence(video, audio, mark)}</xmeml>'


ALL = everything().encode()
NONSENSE = [
    b"",
    b"-1",
    b"NaN",
    b"1e400",
    b"9" * 60,
    b"1e99",
    b"TRUE",
    b"\xff",
    b"-9",
    b"0",
    b"<a/>",
]


@settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 1 << 32), changes=st.integers(1, 6))
def test_whatever_the_bytes_only_a_source_error_is_raised(
    tmp_path: Path, seed: int, changes: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(ALL)
    for _ in range(changes):
        place = chance.randrange(len(content))
        kind = chance.randrange(4)
        if kind == 0:
            content[place] = chance.randrange(256)
        elif kind == 1:
            del content[place : place + chance.randrange(1, 200)]
        elif kind == 2:
            content[place:place] = content[chance.randrange(len(content)) :][: chance.randrange(99)]
        else:  # the text of one element
            start = content.find(b">", place) + 1
            end = content.find(b"<", start)
            if 0 < start <= end:
                content[start:end] = chance.choice(NONSENSE)
    path = tmp_path / "edit.xml"
    path.write_bytes(bytes(content))
    try:
        edit = read_edit(path, ReadOptions(rate=Fraction(25)), "xmeml")
    except SourceError:
        return
    for found in (*edit.sequence.video, *edit.sequence.audio):
        for clip in found.clips:
            assert type(clip.start) is type(clip.duration) is int


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_premieres_own_document() -> None:
    edit = xmeml.read(SAMPLES / "premiere_example.xml", ReadOptions())
    found = edit.sequence
    assert (found.name, found.rate, found.width, found.height) == (
        "sc01_sh010_layerA",
        30,
        1280,
        720,
    )
    assert [len(one.clips) for one in found.video] == [1, 4, 0, 2]
    assert [len(one.clips) for one in found.audio] == [2, 2, 1, 2]
    assert found.video[3].transitions == (Transition(1164, 12, 13, "dissolve", "Cross Dissolve"),)
    assert [(clip.start, clip.end, clip.source_in) for clip in found.video[3].clips] == [
        (956, 1164, Fraction(34, 30)),
        (1164, 1246, Fraction(18, 30)),
    ]
    assert found.video[1].clips[2].look.fade_out == 19
    # A clip that counts at 15 frames a second, in a sequence of 30.
    assert (found.video[0].clips[0].start, found.video[0].clips[0].duration) == (536, 100)
    assert [problem.where for problem in edit.problems] == ["V3 “test_title” at 00:00:00:15"]
