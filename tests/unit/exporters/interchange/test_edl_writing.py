"""Edit decision lists that we write read back the same, here and through OpenTimelineIO."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.interchange import edl
from exporters.interchange.edl.reels import Reels, file_name
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.readers import edl as reader
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
A = Media(
    "a.mov",
    "file:///media/a.mov",
    start=Fraction(3600),
    duration=Fraction(100),
    rate=Fraction(25),
    channels=(2,),
)
B = replace(A, name="b.mov", url="file:///media/b.mov", start=Fraction(0))
MONO = replace(
    A, name="m.wav", url="/media/m.wav", channels=(1,), has_video=False, start=Fraction(0)
)


def edit(
    *video: Track, audio: tuple[Track, ...] = (), rate: Fraction = Fraction(25), **more: object
) -> Sequence:
    tracks = [*video, *audio]
    end = max((clip.end for track in tracks for clip in track.clips), default=0)
    made = Sequence("cut", rate, 1920, 1080, end, video=video, audio=audio)
    return replace(made, **more)  # type: ignore[arg-type]


def track(*clips: Clip, transitions: tuple[Transition, ...] = ()) -> Track:
    return Track("", clips, transitions)


def options(**extra: str) -> WriteOptions:
    pairs = tuple((name.replace("_", "-"), value) for name, value in extra.items())
    return WriteOptions("", Path("/out/cut.edl"), "", pairs)


def written(tmp_path: Path, sequence: Sequence, chosen: WriteOptions | None = None) -> list[str]:
    path = tmp_path / "cut.edl"
    path.unlink(missing_ok=True)
    edl.write(sequence, path, chosen or options())
    return path.read_text("utf-8").splitlines()


def body(tmp_path: Path, sequence: Sequence) -> list[str]:
    """The lines after the head, without empty ones."""
    return [line.rstrip() for line in written(tmp_path, sequence)[2:] if line]


def read_back(tmp_path: Path, sequence: Sequence) -> Sequence:
    written(tmp_path, sequence)
    options_of = ReadOptions(rate=sequence.rate, size=(1920, 1080))
    found = reader.read(tmp_path / "cut.edl", options_of)
    assert [problem for problem in found.problems if problem.severity != "note"] == []
    return found.sequence


def told(sequence: Sequence, chosen: WriteOptions | None = None) -> list[Problem]:
    return list(edl.losses(sequence, chosen or options()))[1:]


def test_a_cut_is_one_line(tmp_path: Path) -> None:
    sequence = edit(track(Clip(0, 50, A, Fraction(2), name="a.mov")), start=90000)
    assert written(tmp_path, sequence) == [
        "TITLE: cut",
        "FCM: NON-DROP FRAME",
        "",
        "001  A        V     C        01:00:02:00 01:00:04:00 01:00:00:00 01:00:02:00",
        "* FROM CLIP NAME: a.mov",
    ]


def test_drop_frame(tmp_path: Path) -> None:
    media = replace(A, start=Fraction(0), rate=NTSC, drop_frame=True)
    sequence = edit(track(Clip(0, 1800, media, name="a.mov")), rate=NTSC, drop_frame=True)
    lines = written(tmp_path, sequence)
    assert lines[1] == "FCM: DROP FRAME"
    assert lines[3].endswith("00:00:00;00 00:01:00;02 00:00:00;00 00:01:00;02")
    plain = written(tmp_path, replace(sequence, drop_frame=False))
    assert plain[1] == "FCM: NON-DROP FRAME"
    assert plain[3].endswith("00:00:00:00 00:01:00:00 00:00:00:00 00:01:00:00")


def test_black_fills_gaps(tmp_path: Path) -> None:
    sequence = edit(
        track(Clip(25, 25, A, name="a.mov"), Clip(75, 25, Generator("black"))), duration=125
    )
    assert body(tmp_path, sequence) == [
        "001  BL       V     C        00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00",
        "002  A        V     C        01:00:00:00 01:00:01:00 00:00:01:00 00:00:02:00",
        "* FROM CLIP NAME: a.mov",
        "003  BL       V     C        00:00:00:00 00:00:03:00 00:00:02:00 00:00:05:00",
    ]
    assert read_back(tmp_path, sequence).duration == 125


def test_a_dissolve_begins_where_the_clip_before_ends(tmp_path: Path) -> None:
    sequence = edit(
        track(
            Clip(0, 50, A, name="a.mov"),
            Clip(50, 50, B, Fraction(10), name="b.mov"),
            transitions=(Transition(50, 5, 10),),
        )
    )
    assert body(tmp_path, sequence) == [
        "001  A        V     C        01:00:00:00 01:00:01:20 00:00:00:00 00:00:01:20",
        "* FROM CLIP NAME: a.mov",
        "002  A        V     C        01:00:01:20 01:00:01:20 00:00:01:20 00:00:01:20",
        "002  B        V     D    015 00:00:09:20 00:00:12:00 00:00:01:20 00:00:04:00",
        "* FROM CLIP NAME: a.mov",
        "* TO CLIP NAME: b.mov",
    ]
    assert read_back(tmp_path, sequence).video[0].transitions == (Transition(45, 0, 15),)


def test_fades(tmp_path: Path) -> None:
    clip = Clip(0, 50, A, name="a.mov", look=Look(fade_in=10, fade_out=12))
    assert body(tmp_path, edit(track(clip))) == [
        "001  BL       V     C        00:00:00:00 00:00:00:00 00:00:00:00 00:00:00:00",
        "001  A        V     D    010 01:00:00:00 01:00:01:13 00:00:00:00 00:00:01:13",
        "* TO CLIP NAME: a.mov",
        "002  A        V     C        01:00:01:13 01:00:01:13 00:00:01:13 00:00:01:13",
        "002  BL       V     D    012 00:00:00:00 00:00:00:12 00:00:01:13 00:00:02:00",
        "* FROM CLIP NAME: a.mov",
    ]
    (back,) = read_back(tmp_path, edit(track(clip))).video[0].clips
    assert (back.start, back.duration, back.look) == (0, 50, clip.look)


@pytest.mark.parametrize(
    ("speed", "source", "motion"),
    [
        (
            Fraction(2),
            "01:00:10:00 01:00:14:00",
            "M2   A          050.0                01:00:10:00",
        ),
        (
            Fraction(-1),
            "01:00:08:00 01:00:10:00",
            "M2   A          -25.0                01:00:09:24",
        ),
        (
            Fraction(0),
            "01:00:10:00 01:00:10:01",
            "M2   A          000.0                01:00:10:00",
        ),
    ],
)
def test_speeds(tmp_path: Path, speed: Fraction, source: str, motion: str) -> None:
    clip = Clip(0, 50, A, Fraction(10), speed, "a.mov")
    lines = body(tmp_path, edit(track(clip)))
    assert source in lines[0]
    assert lines[2] == motion
    (back,) = read_back(tmp_path, edit(track(clip))).video[0].clips
    assert (back.duration, back.speed, back.source_in) == (50, speed, 3610)


def test_sound_has_four_channels(tmp_path: Path) -> None:
    audio = (
        track(Clip(0, 50, A, name="a.mov", sound=Sound(-6.0))),
        track(Clip(0, 50, MONO, name="m.wav")),
        track(Clip(0, 50, MONO, Fraction(2), name="m.wav")),
        track(Clip(0, 50, B, name="b.mov")),
    )
    lines = body(tmp_path, edit(audio=audio))
    assert [line.split()[2] for line in lines if line[0].isdigit()] == ["AA", "NONE", "NONE"]
    assert [line for line in lines if line.startswith("AUD")] == ["AUD  3", "AUD  4"]
    assert "* AUDIO LEVEL AT 01:00:00:00 IS -6.00 DB  (REEL A A1)" in lines
    assert [problem.where for problem in told(edit(audio=audio))] == ["A4"]
    back = read_back(tmp_path, edit(audio=audio))
    assert [found.name for found in back.audio] == ["A1", "A3", "A4"]
    assert back.audio[0].clips[0].sound.volume == -6.0


def test_one_track_of_pictures_is_written_and_the_others_are_told(tmp_path: Path) -> None:
    sequence = edit(track(Clip(0, 50, A, name="a.mov")), track(Clip(0, 50, B, name="b.mov")))
    assert "* FROM CLIP NAME: a.mov" in written(tmp_path, sequence)
    assert [problem.where for problem in told(sequence)] == ["V2"]
    second = options(video_track="2")
    assert "* FROM CLIP NAME: b.mov" in written(tmp_path, sequence, second)
    assert [problem.where for problem in told(sequence, second)] == ["V1"]


def test_reels_have_eight_letters_and_differ() -> None:
    names = [
        "A001C002_230101_R1BY.mov",
        "A001C002_230101_R2BY.mov",
        "片段.mov",
        "镜头.mov",
        "bl.mov",
        "ax.mov",
        "a b-c.mov",
    ]
    media = [Media(name, f"/media/{name}") for name in names]
    reels = Reels(media)
    found = [reels.name(one) for one in media]
    assert found == ["A001C002", "A001C0_2", "REEL", "REEL_2", "BL_2", "AX_2", "ABC"]
    assert [Reels(media).name(one) for one in media] == found
    assert all(len(name) <= 8 for name in found)


@pytest.mark.parametrize(
    ("media", "name"),
    [
        (Media("x", "file://localhost/D%3a/a%20b.mov"), "a b.mov"),
        (Media("x", "C:\\media\\a.mov"), "a.mov"),
        (Media("x", "file:///m/a.mov", path=Path("/found/b.mov")), "b.mov"),
        (Media("x"), "x"),
    ],
)
def test_clips_are_named_by_their_files(media: Media, name: str) -> None:
    assert file_name(media) == name


def test_what_breaks_premiere_is_not_written(tmp_path: Path) -> None:
    """OpenTimelineIO#1178: with these comments all its media are UNKNOWN."""
    sequence = edit(track(Clip(0, 50, A, name="take 1"), Clip(50, 50, B)))
    lines = written(tmp_path, sequence)
    assert not any("FROM CLIP:" in line or "FROM FILE" in line for line in lines)
    assert "* COMMENT: take 1" in lines


def test_markers_lie_beside_their_events(tmp_path: Path) -> None:
    sequence = edit(
        track(
            Clip(0, 50, A, name="a.mov", markers=(Marker(5, "here", color="blue"),)),
            Clip(50, 50, B, name="b.mov"),
        ),
        markers=(Marker(60, "two\nlines", color="#ff0000"), Marker(500, "late")),
    )
    lines = body(tmp_path, sequence)
    assert lines[2] == "* LOC: 00:00:00:05 BLUE    here"
    assert lines[-2:] == [
        "* LOC: 00:00:02:10 RED     two lines",
        "* LOC: 00:00:20:00 RED     late",
    ]


def test_time_code_ends_at_midnight(tmp_path: Path) -> None:
    sequence = edit(track(Clip(0, 50, B, name="b.mov")), start=86399 * 25)
    assert body(tmp_path, sequence)[0].endswith("23:59:59:00 00:00:01:00")
    assert read_back(tmp_path, sequence).start == 86399 * 25


def test_names_with_line_ends_stay_in_their_line(tmp_path: Path) -> None:
    media = replace(B, url="", name="a\r\n002  X V C\ud800.mov")
    lines = written(tmp_path, edit(track(Clip(0, 50, media)), name="x\ny"))
    assert lines[0] == "TITLE: x y"
    assert lines[4] == "* FROM CLIP NAME: a 002 X V C .mov"
    assert len(lines) == 5


def test_what_is_lost_is_told_clip_by_clip() -> None:
    nested = edit(track(Clip(0, 10, A)), name="nest")
    sequence = edit(
        track(
            Clip(0, 10, A, name="off", enabled=False),
            Clip(10, 10, Generator("text", text="words"), name="title"),
            Clip(20, 10, nested, name="nested"),
            Clip(30, 10, A, Fraction(1), Fraction(1, 3), "slow"),
            Clip(40, 10, A, look=Look(x=0.5, opacity=0.5), name="look"),
            Clip(50, 10, replace(A, rate=NTSC), Fraction(1, 100), name="rate"),
        ),
        audio=(track(Clip(0, 10, A, sound=Sound(0, 0.5), stream=1, name="sound")),),
        captions=(CaptionTrack(captions=(Caption(0, 5, "hello"),)),),
    )
    assert [
        (problem.severity, problem.where.partition(" at")[0]) for problem in told(sequence)
    ] == [
        ("loss", ""),
        ("note", "V1 “off”"),
        ("loss", "V1 “title”"),
        ("loss", "V1 “nested”"),
        ("loss", "V1 “slow”"),
        ("loss", "V1 “look”"),
        ("loss", "V1 “look”"),
        ("note", "V1 “rate”"),
        ("note", "V1 “rate”"),
        ("loss", "A1 “sound”"),
        ("loss", "A1 “sound”"),
    ]


def test_the_rate_must_be_told_to_whoever_reads_it() -> None:
    first = edl.losses(edit(track(Clip(0, 10, A)), rate=NTSC), options())[0]
    assert (first.severity, "29.97 frames" in first.message) == ("note", True)


def test_the_same_edit_gives_the_same_bytes(tmp_path: Path) -> None:
    sequence = edit(track(Clip(0, 50, A), Clip(50, 50, B)))
    first = written(tmp_path, sequence)
    assert written(tmp_path, sequence) == first
    assert find_writer(Path("cut.edl")) is edl


def test_opentimelineio_reads_the_same_clips(tmp_path: Path) -> None:
    otio = pytest.importorskip("opentimelineio")
    sequence = edit(
        track(
            Clip(0, 50, A, Fraction(1), name="a.mov"),
            Clip(50, 50, B, Fraction(10), name="b.mov"),
            Clip(100, 25, B, Fraction(20), Fraction(2), "b.mov"),
            Clip(125, 25, A, Fraction(30), name="a.mov"),
            transitions=(Transition(50, 0, 10),),
        ),
        audio=(track(Clip(0, 50, MONO, name="m.wav")),),
        start=90000,
    )
    written(tmp_path, sequence)
    timeline = otio.adapters.read_from_file(str(tmp_path / "cut.edl"), rate=25)
    pictures, sound = timeline.tracks
    found = []
    for clip in pictures.find_clips():
        span, source = clip.range_in_parent(), clip.source_range
        found.append((clip.name, int(span.start_time.value), int(span.duration.value)))
        assert source.start_time.rate == 25
    assert found == [
        ("a.mov", 0, 50),
        ("b.mov", 50, 50),
        ("b.mov", 100, 25),
        ("a.mov", 125, 25),
    ]
    starts = [int(clip.source_range.start_time.value) for clip in pictures.find_clips()]
    assert starts == [90025, 250, 500, 90750]
    speeds = [effect.time_scalar for clip in pictures.find_clips() for effect in clip.effects]
    assert speeds == [2.0]
    passages = [one for one in pictures if isinstance(one, otio.schema.Transition)]
    assert [one.out_offset.value for one in passages] == [10]
    assert [int(clip.duration().value) for clip in sound.find_clips()] == [50]


RATES = [Fraction(24), Fraction(25), Fraction(24000, 1001), NTSC, Fraction(60000, 1001)]


@st.composite
def edits(draw: st.DrawFn) -> Sequence:
    rate = draw(st.sampled_from(RATES))
    facts = {"start": 90000 / rate, "duration": 200000 / rate, "rate": rate}
    media = [replace(one, **facts) for one in (A, B)]  # type: ignore[arg-type]

    def filled(heard: bool) -> Track:
        clips: list[Clip] = []
        passages = []
        place = draw(st.integers(0, 50))
        for _ in range(draw(st.integers(1, 6))):
            length = draw(st.integers(40, 200))
            fades = draw(st.integers(0, 9)), draw(st.integers(0, 9))
            speed = draw(st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(2), Fraction(-1)]))
            clips.append(
                Clip(
                    place,
                    length,
                    draw(st.sampled_from(media)),
                    draw(st.integers(50000, 100000)) / rate,
                    Fraction(1) if heard else speed,
                    look=Look() if heard else Look(fade_in=fades[0], fade_out=fades[1]),
                    sound=Sound(0, 0, *fades) if heard else Sound(),
                )
            )
            place += length
            if draw(st.booleans()):
                passages.append(Transition(place, draw(st.integers(0, 9)), 9))
            place += 0 if passages and passages[-1].cut == place else draw(st.integers(0, 40))
        starts = {clip.start for clip in clips}
        return Track("", tuple(clips), tuple(one for one in passages if one.cut in starts))

    drop = rate in (NTSC, Fraction(60000, 1001)) and draw(st.booleans())
    sound = (filled(True),) if draw(st.booleans()) else ()
    return edit(filled(False), audio=sound, rate=rate, drop_frame=drop)


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sequence=edits())
def test_any_edit_reads_back_with_the_same_frames(tmp_path: Path, sequence: Sequence) -> None:
    """Cuts move to where their transitions begin; what is seen at each frame stays."""
    found = read_back(tmp_path, sequence)
    assert found.duration == sequence.duration
    assert found.drop_frame == sequence.drop_frame
    pairs = zip((*sequence.video, *sequence.audio), (*found.video, *found.audio), strict=True)
    for source, back in pairs:
        passages = {one.cut: one for one in source.transitions}
        assert [(one.start + found.start, one.end + found.start) for one in back.transitions] == [
            (one.start + sequence.start, one.end + sequence.start) for one in source.transitions
        ]
        for clip, other in zip(source.clips, back.clips, strict=True):
            head = passages[clip.start].before if clip.start in passages else 0
            tail = passages[clip.end].before if clip.end in passages else 0
            assert other.start + found.start == clip.start - head
            assert other.end + found.start == clip.end - tail
            assert other.speed == clip.speed
            assert isinstance(clip.content, Media)
            shown = clip.content.start + clip.source_in - head * clip.speed / sequence.rate
            assert abs(other.source_in - shown) <= 1 / sequence.rate / 2
