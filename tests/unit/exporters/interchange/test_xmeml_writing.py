"""xmeml that we write reads back the same, here and through OpenTimelineIO's adapter."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.interchange import xmeml
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.interchange.xmeml.text import path_url
from exporters.timeline.readers import xmeml as reader
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
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

NTSC = Fraction(30000, 1001)
FILM = Media(
    "day 1.mov",
    "file://localhost/media/day%201.mov",
    start=Fraction(3600),
    duration=Fraction(100),
    rate=Fraction(25),
    width=1920,
    height=1080,
    channels=(2,),
    sample_rate=48000,
)
MONO = replace(FILM, name="mono.mov", url="file://localhost/media/mono.mov", channels=(1,))
FOUR = replace(FILM, name="four.mov", url="file://localhost/media/four.mov", channels=(2, 2))
STILL = Media("map.png", "file://localhost/media/map.png", still=True, width=1920, height=1080)
WAV = Media(
    "music.wav",
    "file://localhost/media/music.wav",
    duration=Fraction(100),
    has_video=False,
    channels=(2,),
    sample_rate=44100,
)


def edit(
    *video: Track, audio: tuple[Track, ...] = (), rate: Fraction = Fraction(25), **more: object
) -> Sequence:
    tracks = [*video, *audio]
    end = max((clip.end for track in tracks for clip in track.clips), default=0)
    made = Sequence("cut", rate, 1920, 1080, end, video=video, audio=audio)
    return replace(made, **more)  # type: ignore[arg-type]


def track(*clips: Clip, transitions: tuple[Transition, ...] = (), name: str = "") -> Track:
    return Track(name, clips, transitions)


def options(editor: str = "") -> WriteOptions:
    return WriteOptions("5", Path("/out/cut.xml"), editor)


def written(tmp_path: Path, sequence: Sequence, editor: str = "") -> Path:
    path = tmp_path / "cut.xml"
    path.unlink(missing_ok=True)
    xmeml.write(sequence, path, options(editor))
    return path


def root_of(tmp_path: Path, sequence: Sequence, editor: str = "") -> etree._Element:
    return etree.parse(str(written(tmp_path, sequence, editor))).getroot()


def read_back(tmp_path: Path, sequence: Sequence) -> Sequence:
    found = reader.read(written(tmp_path, sequence), ReadOptions())
    assert [problem for problem in found.problems if problem.severity != "note"] == []
    return found.sequence


def told(sequence: Sequence, editor: str = "") -> list[Problem]:
    return list(xmeml.losses(sequence, options(editor)))


def numbers(item: etree._Element) -> tuple[str | None, ...]:
    return tuple(item.findtext(name) for name in ("start", "end", "in", "out"))


FULL = edit(
    track(
        Clip(10, 40, FILM, Fraction(2), name="a", link=1, markers=(Marker(5, "m", 3, "n"),)),
        Clip(50, 50, FOUR, Fraction(10), name="b", link=2, look=Look(opacity=0.5, fade_out=10)),
        Clip(120, 30, STILL, name="c", enabled=False),
        transitions=(Transition(50, 5, 6, "dissolve", "Cross Dissolve"),),
        name="main",
    ),
    track(
        Clip(0, 25, Generator("color", "#102030"), name="d"),
        Clip(30, 25, Generator("black"), name="e"),
        Clip(60, 25, FILM, Fraction(40), Fraction(2), "f", look=Look(x=0.25, y=-0.1, rotation=30)),
        Clip(90, 25, FILM, Fraction(50), Fraction(-1, 2), "g"),
        Clip(120, 25, FILM, Fraction(7), Fraction(0), "h", look=Look((0.1, 0, 0, 0.2))),
    ),
    audio=(
        track(
            Clip(10, 40, FILM, Fraction(2), name="a", link=1, sound=Sound(-6.0, -0.5)),
            Clip(50, 50, FOUR, Fraction(10), name="b", link=2, stream=1, sound=Sound(0, 0, 5, 6)),
        ),
        track(Clip(0, 100, MONO, name="i"), name="voice"),
        track(Clip(0, 150, WAV, Fraction(3), name="j", sound=Sound(mute=True))),
    ),
    start=90000,
    markers=(Marker(3, "chapter", 0, "", "#ff0000"),),
    duration=200,
)


def test_an_edit_reads_back_the_same(tmp_path: Path) -> None:
    assert read_back(tmp_path, FULL) == FULL


def test_the_same_edit_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, FULL).read_bytes()
    assert written(tmp_path, FULL).read_bytes() == first
    other = tmp_path / "other.xml"
    xmeml.write(FULL, other, options())
    assert other.read_bytes() == first


def test_in_and_out_lie_on_the_sequences_grid(tmp_path: Path) -> None:
    """buttercut#133: Premiere and Resolve read them so, whatever the medium's rate is."""
    media = replace(FILM, rate=NTSC)
    root = root_of(tmp_path, edit(track(Clip(0, 50, media, Fraction(2), name="a"))))
    item = root.find(".//clipitem")
    assert item is not None
    assert numbers(item) == ("0", "50", "50", "100")
    assert (item.findtext("rate/timebase"), item.findtext("rate/ntsc")) == ("25", "FALSE")
    assert root.findtext(".//file/rate/timebase") == "30"
    assert root.findtext(".//file/rate/ntsc") == "TRUE"


def test_video_has_a_format(tmp_path: Path) -> None:
    """OpenTimelineIO#839: Resolve needs it."""
    found = root_of(tmp_path, edit(track())).find("sequence/media/video/format")
    assert found is not None
    sizes = [found.findtext(f"samplecharacteristics/{name}") for name in ("width", "height")]
    assert sizes == ["1920", "1080"]
    assert found.findtext("samplecharacteristics/rate/timebase") == "25"


@pytest.mark.parametrize(
    ("rate", "drop", "expected"),
    [
        (NTSC, True, ("30", "TRUE", "01:00:00;00", "107892", "DF")),
        (NTSC, False, ("30", "TRUE", "00:59:56:12", "107892", "NDF")),
        (Fraction(24000, 1001), True, ("24", "TRUE", "00:59:56:10", "86314", "NDF")),
        (Fraction(25), True, ("25", "FALSE", "01:00:00:00", "90000", "NDF")),
    ],
)
def test_time_code_has_its_rate_and_numbering(
    tmp_path: Path, rate: Fraction, drop: bool, expected: tuple[str, ...]
) -> None:
    """palmier-io/palmier-pro#136: Resolve links media by it."""
    seconds = Fraction(107892) / NTSC
    media = replace(FILM, rate=rate, drop_frame=drop, start=seconds)
    code = root_of(tmp_path, edit(track(Clip(0, 50, media)))).find(".//file/timecode")
    assert code is not None
    names = ("rate/timebase", "rate/ntsc", "string", "frame", "displayformat")
    assert tuple(code.findtext(name) for name in names) == expected


def test_mono_is_not_an_exploded_pair(tmp_path: Path) -> None:
    """WyattBlue/auto-editor#1139: the second channel of such a pair is silent."""
    sequence = edit(audio=(track(Clip(0, 50, MONO)), track(Clip(0, 50, FILM), Clip(50, 9, MONO))))
    found = root_of(tmp_path, sequence).findall("sequence/media/audio/track")
    kinds = [
        (
            one.get("premiereTrackType"),
            one.get("totalExplodedTrackCount"),
            len(one.findall("clipitem")),
        )
        for one in found
    ]
    assert kinds == [("Mono", "1", 1), ("Stereo", "2", 2), ("Stereo", "2", 1)]
    items = found[1].findall("clipitem")
    assert [item.get("premiereChannelType") for item in items] == ["stereo", "mono"]
    assert [one.findtext("outputchannelindex") for one in found] == ["1", "1", "2"]


def test_each_file_is_defined_once_where_it_is_first_used(tmp_path: Path) -> None:
    """WyattBlue/auto-editor#195: Premiere waits for media that are not defined."""
    known: set[str] = set()
    for file in root_of(tmp_path, FULL).iter("file"):
        name = file.get("id", "")
        assert (file.find("pathurl") is not None) == (name not in known)
        known.add(name)
    assert len(known) == 5


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        # WyattBlue/auto-editor#130
        (None, "C:\\My Films\\a.mov", "file://localhost/C%3a/My%20Films/a.mov"),
        (None, "file:///C:/a.mov", "file://localhost/C%3a/a.mov"),
        (None, "file://localhost/D%3a/a%20b.mov", "file://localhost/D%3a/a%20b.mov"),
        (None, "\\\\server\\share\\a.mov", "file://localhost//server/share/a.mov"),
        (None, "file:///media/%E7%89%87.mov", "file://localhost/media/%E7%89%87.mov"),
        (Path("/media/a&b 100%.mov"), "", "file://localhost/media/a%26b%20100%25.mov"),
        (None, "https://example.org/a.mov", "https://example.org/a.mov"),
        (None, "", ""),
    ],
)
def test_urls(path: Path | None, url: str, expected: str) -> None:
    assert path_url(path, url) == expected


def test_links_name_every_part(tmp_path: Path) -> None:
    sequence = edit(
        track(Clip(0, 9, FILM), Clip(9, 9, FILM, link=7)), audio=(track(Clip(9, 9, FILM, link=7)),)
    )
    items = list(root_of(tmp_path, sequence).iter("clipitem"))
    assert [item.get("id") for item in items] == [f"clipitem-{n}" for n in (1, 2, 3, 4)]
    assert items[0].find("link") is None
    for item in items[1:]:
        links = [
            tuple(link.findtext(name) for name in ("linkclipref", "trackindex", "clipindex"))
            for link in item.findall("link")
        ]
        assert links == [
            ("clipitem-2", "1", "2"),
            ("clipitem-3", "1", "1"),
            ("clipitem-4", "2", "1"),
        ]


def test_clips_beside_a_transition_cover_it(tmp_path: Path) -> None:
    sequence = edit(
        track(
            Clip(0, 50, FILM, Fraction(1)),
            Clip(50, 50, FILM, Fraction(20)),
            transitions=(Transition(50, 10, 10),),
        )
    )
    found = root_of(tmp_path, sequence).find("sequence/media/video/track")
    assert found is not None
    first, passage, second = (
        child for child in found if child.tag in ("clipitem", "transitionitem")
    )
    assert numbers(first) == ("0", "-1", "25", "85")
    assert numbers(second) == ("-1", "100", "490", "550")
    assert (passage.findtext("start"), passage.findtext("end")) == ("40", "60")
    assert passage.findtext("alignment") == "center"


def test_a_clip_never_runs_past_its_medium(tmp_path: Path) -> None:
    """A start that is rounded up would; 200 frames from 299.5 of 499.5 do not end at 500."""
    media = replace(FILM, duration=Fraction(999, 50))
    root = root_of(tmp_path, edit(track(Clip(0, 200, media, Fraction(599, 50)))))
    item = root.find(".//clipitem")
    assert item is not None
    assert numbers(item) == ("0", "200", "299", "499")


def test_transitions_become_shorter_where_material_ends(tmp_path: Path) -> None:
    sequence = edit(
        track(
            Clip(0, 50, FILM),
            Clip(50, 50, FILM, Fraction(3, 25)),
            transitions=(Transition(50, 10, 10),),
        )
    )
    assert read_back(tmp_path, sequence).video[0].transitions[0].before == 3
    assert ["shorter" in problem.message for problem in told(sequence)] == [True]


@pytest.mark.parametrize(
    ("editor", "scale"), [("", "50"), ("premiere", "50"), ("resolve:18", None)]
)
def test_pictures_are_fitted(tmp_path: Path, editor: str, scale: str | None) -> None:
    """Premiere maps pixels one to one, Resolve fits pictures itself (buttercut#111)."""
    media = replace(FILM, width=3840, height=2160)
    root = root_of(tmp_path, edit(track(Clip(0, 50, media))), editor)
    assert root.findtext(".//parameter[parameterid='scale']/value") == scale


def test_pictures_that_fill_the_frame(tmp_path: Path) -> None:
    media = replace(FILM, width=960, height=1080)
    clip = Clip(0, 50, media, look=Look(fit="fill", scale_x=1.5, scale_y=1.5))
    look = read_back(tmp_path, edit(track(clip))).video[0].clips[0].look
    assert (look.fit, look.scale_x) == ("fit", 3.0)


def test_a_speed_has_its_graph(tmp_path: Path) -> None:
    """Premiere and Resolve go by it; all of it counts at the sequence's rate."""
    media = replace(FILM, rate=Fraction(50))
    root = root_of(tmp_path, edit(track(Clip(0, 50, media, Fraction(8), Fraction(2)))))
    item = root.find(".//clipitem")
    assert item is not None
    assert numbers(item) == ("0", "50", "100", "150")
    assert item.findtext("duration") == "1250"
    assert item.findtext(".//parameter[parameterid='speed']/value") == "200"
    keys = [(key.findtext("when"), key.findtext("value")) for key in item.iter("keyframe")]
    assert keys == [("0", "0"), ("100", "200"), ("150", "300"), ("1250", "2500")]


def test_nested_sequences(tmp_path: Path) -> None:
    inner = edit(track(Clip(0, 40, FILM, Fraction(1), name="x")), name="inner")
    sequence = edit(
        track(Clip(0, 20, inner, Fraction(1), name="n"), Clip(20, 20, inner, name="n")),
        audio=(track(Clip(0, 20, inner, name="n")),),
    )
    assert read_back(tmp_path, sequence) == sequence
    root = root_of(tmp_path, sequence)
    assert [len(one) > 0 for one in root.findall(".//clipitem/sequence")] == [
        True,
        False,
        False,
        False,
    ]
    names = [item.get("id") for item in root.iter("clipitem")]
    assert len(set(names)) == len(names)


def test_a_still_lasts_as_long_as_it_is_shown(tmp_path: Path) -> None:
    sequence = edit(track(Clip(0, 50, STILL), Clip(50, 200, STILL)))
    assert root_of(tmp_path, sequence).findtext(".//file/duration") == "200"


def test_names_that_need_escaping(tmp_path: Path) -> None:
    name = "a<b>&\"c'\r 片 \U0001f3ac"
    media = replace(FILM, name=name)
    found = read_back(tmp_path, edit(track(Clip(0, 50, media, name=name)), name="x\x00y"))
    assert found.video[0].clips[0].name == name
    assert found.name == "x y"


def test_what_is_lost_is_told_clip_by_clip() -> None:
    sequence = edit(
        track(
            Clip(0, 10, Generator("text", text="words"), name="title"),
            Clip(10, 10, FILM, look=Look(scale_x=2.0), name="wide"),
            Clip(20, 10, replace(FILM, width=0), name="unknown"),
            Clip(30, 10, FILM, Fraction(1), Fraction(0), "held"),
        ),
        audio=(
            track(
                Clip(0, 10, FOUR, stream=-1, name="all"),
                Clip(10, 10, replace(FILM, channels=(6,)), name="six"),
                Clip(20, 10, FILM, sound=Sound(20.0), name="loud"),
            ),
        ),
        captions=(CaptionTrack(captions=(Caption(0, 5, "hello"),)),),
    )
    places = [problem.where.partition(" at")[0] for problem in told(sequence, "premiere")]
    assert places == [
        "",
        "V1 “title”",
        "V1 “wide”",
        "V1 “unknown”",
        "V1 “held”",
        "A1 “all”",
        "A1 “six”",
        "A1 “loud”",
    ]
    resolve = [problem.where.partition(" at")[0] for problem in told(sequence, "resolve")]
    assert "V1 “unknown”" not in resolve
    assert "A1 “loud”" not in resolve


def test_a_rate_that_xmeml_has_not_is_refused() -> None:
    sequence = edit(track(Clip(0, 10, FILM)), rate=Fraction(25, 2))
    assert [problem.severity for problem in told(sequence)] == ["error"]
    assert told(edit(track(Clip(0, 10, FILM)))) == []


def test_the_writer_is_found() -> None:
    assert find_writer(Path("cut.xml")) is xmeml
    assert find_writer(Path("cut"), "xmeml") is xmeml


def test_opentimelineio_reads_the_same_clips(tmp_path: Path) -> None:
    otio = pytest.importorskip("opentimelineio")
    pytest.importorskip("otio_fcp_adapter")
    timeline = otio.adapters.read_from_file(str(written(tmp_path, FULL)), adapter_name="fcp_xml")
    for source, found in zip(FULL.video, timeline.video_tracks(), strict=True):
        assert _otio_clips(otio, found) == [
            (clip.name, clip.start, clip.duration) for clip in source.clips
        ]
    passages = [
        one for one in timeline.video_tracks()[0] if isinstance(one, otio.schema.Transition)
    ]
    assert [(one.in_offset.value, one.out_offset.value) for one in passages] == [(5, 6)]
    # It joins exploded pairs, too.
    assert [len(_otio_clips(otio, found)) for found in timeline.audio_tracks()] == [2, 1, 1]
    first = next(iter(timeline.video_tracks()[0].find_clips()))
    assert first.source_range.start_time == otio.opentime.RationalTime(90050, 25)
    assert first.media_reference.target_url == "file://localhost/media/day%201.mov"


def _otio_clips(otio: object, found: object) -> list[tuple[str, int, int]]:
    clips = []
    for clip in found.find_clips():  # type: ignore[attr-defined]
        span = found.range_of_child(clip)  # type: ignore[attr-defined]
        clips.append((clip.name, round(span.start_time.value), round(span.duration.value)))
    return clips


RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001), NTSC, Fraction(60000, 1001)]
SPEEDS = [Fraction(1), Fraction(1), Fraction(1, 2), Fraction(2), Fraction(-1), Fraction(3, 7)]


@st.composite
def edits(draw: st.DrawFn) -> Sequence:
    rate = draw(st.sampled_from(RATES))
    facts = {"start": 90000 / rate, "duration": 200000 / rate, "rate": rate}
    media = [replace(one, **facts) for one in (FILM, MONO)]  # type: ignore[arg-type]

    def filled(heard: bool) -> Track:
        clips: list[Clip] = []
        passages = []
        place = draw(st.integers(0, 50))
        for number in range(draw(st.integers(0, 6))):
            length = draw(st.integers(20, 200))
            look = sound = None
            if heard:
                sound = Sound(float(draw(st.integers(-40, 6))), 0.0, draw(st.integers(0, 9)))
            else:
                look = Look(
                    opacity=draw(st.integers(1, 100)) / 100, fade_in=draw(st.integers(0, 9))
                )
            clips.append(
                Clip(
                    place,
                    length,
                    draw(st.sampled_from(media)),
                    draw(st.integers(50000, 100000)) / rate,
                    draw(st.sampled_from(SPEEDS)),
                    f"c{number}",
                    draw(st.booleans()),
                    look=look or Look(),
                    sound=sound or Sound(),
                )
            )
            place += length
            if draw(st.booleans()):
                passages.append(
                    Transition(place, draw(st.integers(0, 9)), 9, name="Cross Dissolve")
                )
            else:
                place += draw(st.integers(0, 40))
        starts = {clip.start for clip in clips}
        kept = tuple(one for one in passages if one.cut in starts)
        return Track("", tuple(clips), () if heard else kept)

    video = tuple(filled(False) for _ in range(draw(st.integers(0, 3))))
    audio = tuple(filled(True) for _ in range(draw(st.integers(0, 2))))
    return edit(*video, audio=audio, rate=rate, start=draw(st.integers(0, 100000)))


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=edits())
def test_any_edit_reads_back_with_the_same_frames(tmp_path: Path, sequence: Sequence) -> None:
    found = read_back(tmp_path, sequence)
    assert (found.rate, found.duration, found.start) == (
        sequence.rate,
        sequence.duration,
        sequence.start,
    )
    pairs = zip((*sequence.video, *sequence.audio), (*found.video, *found.audio), strict=True)
    for source, back in pairs:
        assert back.transitions == source.transitions
        for clip, other in zip(source.clips, back.clips, strict=True):
            same = replace(other, source_in=clip.source_in, sound=clip.sound)
            assert same == clip
            assert abs(other.source_in - clip.source_in) <= abs(clip.speed) / sequence.rate / 2
            if clip.speed == 1:
                assert other.source_in == clip.source_in
            assert math.isclose(other.sound.volume, clip.sound.volume, abs_tol=0.001)
            assert other.sound.fade_in == clip.sound.fade_in
