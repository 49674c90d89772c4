"""Edit decision lists of all programs are read to the frame, and refused with a sentence."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.readers import edl
from exporters.timeline.reading import Edit, ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Clip, Generator, Marker, Media, Transition
from tests.examples import examples

SAMPLES = Path("/work/shared/samples/interchange")
NTSC = Fraction(30000, 1001)
AT_25 = ReadOptions(rate=Fraction(25), size=(1280, 720))


def read(tmp_path: Path, *lines: str, options: ReadOptions = AT_25) -> Edit:
    path = tmp_path / "cut.edl"
    path.write_text("\n".join(["TITLE: cut", "FCM: NON-DROP FRAME", *lines]), "utf-8")
    return edl.read(path, options)


def cut(number: int, source: str, record: str, reel: str = "A001", channels: str = "V") -> str:
    """An event; source and record as "in out" in seconds and frames, "01:12 02:00"."""
    codes = " ".join(f"00:00:{code}" for code in f"{source} {record}".split())
    return f"{number:03d}  {reel:8} {channels:5} C        {codes}"


def clips(edit: Edit, track: int = 0) -> tuple[Clip, ...]:
    return edit.sequence.video[track].clips


def spans(found: tuple[Clip, ...]) -> list[tuple[int, int]]:
    return [(clip.start, clip.duration) for clip in found]


def test_cuts_lie_where_the_record_says(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "10:00 12:00"),
        "* FROM CLIP NAME: a.mov",
        cut(2, "05:05 06:00", "13:00 13:20", "AX"),
        "* FROM CLIP NAME:  b.mov",
    )
    found = edit.sequence
    assert (found.name, found.rate, found.width, found.height) == ("cut", 25, 1280, 720)
    assert (found.start, found.duration) == (250, 95)
    assert spans(clips(edit)) == [(0, 50), (75, 20)]
    assert [(clip.source_in, clip.name) for clip in clips(edit)] == [
        (1, "a.mov"),
        (Fraction(130, 25), "b.mov"),
    ]
    assert clips(edit)[0].content == Media("a.mov", by_timecode=True)
    assert edit.problems == ()


def test_a_dissolve_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "* FROM CLIP NAME: a.mov",
        cut(2, "03:00 03:00", "02:00 02:00"),
        "002  B001     V     D    010 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00",
        "* BLEND, DISSOLVE",
        "* FROM CLIP NAME: a.mov",
        "* TO CLIP NAME: b.mov",
    )
    assert spans(clips(edit)) == [(0, 50), (50, 50)]
    assert [clip.name for clip in clips(edit)] == ["a.mov", "b.mov"]
    assert clips(edit)[1].source_in == 10
    assert edit.sequence.video[0].transitions == (Transition(50, 0, 10),)


def test_wipes(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "002  B001     V     W021 010 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00",
    )
    assert edit.sequence.video[0].transitions == (Transition(50, 0, 10, "wipe", "Wipe 021"),)


def test_fades_from_black_and_to_it(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "00:00 00:00", "00:00 00:00", "BL"),
        "001  A001     V     D    012 00:00:01:00 00:00:03:00 00:00:00:00 00:00:02:00",
        cut(2, "03:00 03:00", "02:00 02:00"),
        "002  BL       V     D    020 00:00:00:00 00:00:01:00 00:00:02:00 00:00:03:00",
        cut(3, "00:00 01:00", "03:00 04:00", "BL"),
    )
    (clip,) = clips(edit)
    assert (clip.start, clip.duration, clip.source_in) == (0, 70, 1)
    assert (clip.look.fade_in, clip.look.fade_out) == (12, 20)
    assert edit.sequence.duration == 100


def test_black_is_a_gap_and_holds_the_place(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "00:00 01:00", "00:00 01:00", "BL"),
        cut(2, "00:00 01:00", "01:00 02:00"),
    )
    assert spans(clips(edit)) == [(25, 25)]


@pytest.mark.parametrize(
    ("motion", "speed", "source_in"),
    [
        ("M2   A001       050.0                00:00:04:00", Fraction(2), 4),
        ("M2   A001       012.5                00:00:04:00", Fraction(1, 2), 4),
        # Avid: the one frame that it begins with; Premiere: the range that runs back.
        ("M2   A001      -025.0                00:00:04:00", Fraction(-1), 8),
        ("M2   A001       000.0                00:00:04:00", Fraction(0), 4),
        ("* * FREEZE FRAME", Fraction(0), 4),
    ],
)
def test_speeds(tmp_path: Path, motion: str, speed: Fraction, source_in: int) -> None:
    """Resolve writes a source as long as the record, whatever the speed (OpenTimelineIO#948)."""
    (clip,) = clips(read(tmp_path, cut(1, "04:00 08:00", "00:00 04:00"), motion))
    assert (clip.duration, clip.speed, clip.source_in) == (100, speed, source_in)


@pytest.mark.parametrize(
    ("rate", "frames", "speed"),
    [
        (NTSC, "030.0", 1),
        (NTSC, "29.97", 1),
        (NTSC, "059.94", 2),
        (Fraction(24), "023.98", Fraction(1000, 1001)),
    ],
)
def test_speeds_at_ntsc_rates(tmp_path: Path, rate: Fraction, frames: str, speed: object) -> None:
    motion = f"M2   A001       {frames}                00:00:04:00"
    edit = read(
        tmp_path, cut(1, "04:00 08:00", "00:00 04:00"), motion, options=ReadOptions(rate=rate)
    )
    assert clips(edit)[0].speed == speed


def test_a_speed_is_that_of_its_own_reel(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "002  A001     V     C        00:00:03:00 00:00:03:00 00:00:02:00 00:00:02:00",
        "002  B001     V     D    010 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00",
        "M2   A001       050.0                00:00:03:00",
    )
    assert [clip.speed for clip in clips(edit)] == [1, 1]


def test_unequal_lengths_without_a_motion_effect_are_told(tmp_path: Path) -> None:
    edit = read(tmp_path, cut(1, "01:00 03:00", "00:00 01:00"), "* FROM CLIP NAME: slow")
    assert clips(edit)[0].speed == 1
    assert [str(problem) for problem in edit.problems] == [
        "V1 “slow” at 00:00:00:00: Source and record are not equally long and no motion effect "
        "says why; it plays at normal speed from its source in."
    ]


def test_a_transition_from_another_clip_is_told(tmp_path: Path) -> None:
    """Resolve writes one so where a clip lies wholly within two transitions."""
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "* FROM CLIP NAME: a.mov",
        cut(2, "08:00 08:00", "02:00 02:00"),
        "002  AX       V     D    010 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00",
        "* FROM CLIP NAME: other.mov",
        "* TO CLIP NAME: b.mov",
    )
    assert ["comes from “other.mov”" in problem.message for problem in edit.problems] == [True]


@pytest.mark.parametrize(
    ("channels", "names"),
    [
        ("V", ["V1"]),
        ("B", ["V1", "A1"]),
        ("AA/V", ["V1", "A1"]),
        ("A2/V", ["V1", "A2"]),
        ("V2", ["V2"]),
        ("A", ["A1"]),
        ("AA", ["A1"]),
        ("A12", ["A12"]),
    ],
)
def test_channels(tmp_path: Path, channels: str, names: list[str]) -> None:
    found = read(tmp_path, cut(1, "01:00 03:00", "00:00 02:00", "A001", channels)).sequence
    assert [track.name for track in (*found.video, *found.audio)] == names


def test_more_channels_in_lines_of_their_own(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00", "AX", "AA"),
        cut(2, "01:00 03:00", "00:00 02:00", "AX", "NONE"),
        "AUD  3    4",
    ).sequence
    assert [(track.name, track.clips[0].stream) for track in found.audio] == [("A1", 0), ("A3", 1)]


def test_picture_and_sound_that_belong_together_are_linked(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "* FROM CLIP NAME: a.mov",
        cut(2, "01:00 03:00", "00:00 02:00", channels="A"),
        "* FROM CLIP NAME: a.mov",
        cut(3, "01:00 03:00", "00:00 02:00", channels="A2"),
        "* FROM CLIP NAME: a.mov",
    ).sequence
    assert [len(track.clips) for track in (*found.video, *found.audio)] == [1, 1]
    assert found.video[0].clips[0].link == found.audio[0].clips[0].link == 1
    assert found.video[0].clips[0].content == Media("a.mov", channels=(2,), by_timecode=True)


def test_volume_and_pan(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00", "AX", "AA"),
        "* AUDIO LEVEL AT 00:02:52:00 IS -8.98 DB  (REEL AX A1)",
        "* AUDIO LEVEL AT 00:02:52:00 IS -8.98 DB  (REEL AX A2)",
        cut(2, "01:00 03:00", "02:00 04:00", "B", "A2"),
        "* A10 VOL =  +6.0 DB  PAN L50 ",
    ).sequence
    first, second = (track.clips[0].sound for track in found.audio)
    assert (first.volume, first.pan) == (-8.98, 0.0)
    assert (second.volume, second.pan) == (6.0, -0.5)


@pytest.mark.parametrize(
    ("reel", "comments", "name", "url"),
    [
        ("AX", ["* FROM CLIP NAME: a.mov"], "a.mov", ""),
        ("A001C002", ["* FROM CLIP NAME: 12-3A*"], "A001C002", ""),
        ("ZZ100_50", ["* FROM CLIP NAME: x (LAY3)", "* SOURCE FILE: ZZ.LAY3"], "ZZ.LAY3", ""),
        ("R", ["* FROM CLIP NAME: take_1", "* FROM CLIP: S:\\to\\a.mov"], "a.mov", "S:\\to\\a.mov"),
        ("R", ["*FROM CLIP NAME: t", "* FROM FILE: /to/a.mov"], "a.mov", "/to/a.mov"),
        ("AX", ["FROM CLIP NAME: shot"], "shot", ""),
        ("AX", [], "AX", ""),
        ("A LONG REEL NAME", [], "A LONG REEL NAME", ""),
        ("A001", ["* REEL: A001_C002_0101AB"], "A001_C002_0101AB", ""),
    ],
)
def test_media(tmp_path: Path, reel: str, comments: list[str], name: str, url: str) -> None:
    edit = read(tmp_path, cut(1, "01:00 03:00", "00:00 02:00", reel), *comments)
    content = clips(edit)[0].content
    assert isinstance(content, Media)
    assert (content.name, content.url, content.by_timecode) == (name, url, True)


def test_stills_bars_and_black(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00", "AX"),
        "* FROM CLIP NAME: map.jpg",
        cut(2, "01:00 03:00", "02:00 04:00", "BARS"),
        cut(3, "01:00 03:00", "04:00 06:00", "AX"),
        "* FROM CLIP NAME: Black Video",
    )
    still, bars, black = clips(edit)
    assert still.content == Media("map.jpg", still=True)
    assert still.source_in == 0
    assert (bars.content, black.content) == (Generator("bars"), Generator("black"))


def test_markers(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "00:00 02:00"),
        "* LOC: 00:00:01:05 RED     FIX THIS",
        "* LOC: 00:00:09:00 GREEN   LATER",
        cut(2, "01:00 03:00", "02:00 04:00"),
        " |C:ResolveColorBlue |M:Chapter two |D:10",
        cut(3, "01:00 03:00", "04:00 06:00"),
    )
    assert clips(edit)[0].markers == (Marker(30, "FIX THIS", color="red"),)
    assert clips(edit)[1].markers == (Marker(0, "Chapter two", 10, color="blue"),)
    assert edit.sequence.markers == (Marker(225, "LATER", color="green"),)


def test_keys_lie_above(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "001  A001     V     K B      00:00:01:00 00:00:03:00 00:00:00:00 00:00:02:00",
        "001  B001     V     K    000 00:00:01:00 00:00:03:00 00:00:00:00 00:00:02:00",
    ).sequence
    assert [(track.name, spans(track.clips)) for track in found.video] == [
        ("V1", [(0, 50)]),
        ("V2", [(0, 50)]),
    ]


@pytest.mark.parametrize(
    ("lines", "rate", "drop"),
    [
        ([cut(1, "00:00 00:20", "00:00 00:20")], Fraction(24), False),
        ([cut(1, "00:00 00:24", "00:00 00:24")], Fraction(25), False),
        ([cut(1, "00:00 00:29", "00:00 00:29")], Fraction(30), False),
        ([cut(1, "00:00 00:49", "00:00 00:49")], Fraction(50), False),
        ([cut(1, "00:00 00:59", "00:00 00:59")], Fraction(60), False),
        # Equal lengths at 25 only: 20 frames each.
        ([cut(n, "00:15 01:10", "01:00 01:20") for n in range(5)], Fraction(25), False),
        # A sound reel that counts at 30 does not make the list one of 30.
        (
            [cut(n, "00:15 01:10", "01:00 01:19") for n in range(5)]
            + [cut(6, "00:27 01:10", "02:00 02:10")],
            Fraction(24),
            False,
        ),
        (["FCM: DROP FRAME", cut(1, "00:00 00:20", "00:00 00:20")], NTSC, True),
        ([cut(1, "00;00 00;20", "00;00 00;20")], NTSC, True),
        (
            ["FCM: DROP FRAME", cut(1, "00:00 00:50", "00:00 00:50")],
            Fraction(60000, 1001),
            True,
        ),
    ],
)
def test_the_rate_is_inferred_and_told(
    tmp_path: Path, lines: list[str], rate: Fraction, drop: bool
) -> None:
    edit = read(tmp_path, *lines, options=ReadOptions())
    assert (edit.sequence.rate, edit.sequence.drop_frame) == (rate, drop)
    notes = [problem.message for problem in edit.problems if problem.severity == "note"]
    assert "states no frame rate" in notes[0]
    assert "--rate" in notes[0]


def test_a_given_rate_is_taken(tmp_path: Path) -> None:
    edit = read(tmp_path, cut(1, "00:00 01:00", "00:00 01:00"), options=ReadOptions(rate=NTSC))
    assert (edit.sequence.rate, clips(edit)[0].duration) == (NTSC, 30)
    with pytest.raises(SourceError, match="not a time code at 25"):
        read(tmp_path, cut(1, "00:00 01:00", "00:00 00:29"))


def test_drop_frame_numbers(tmp_path: Path) -> None:
    """The first minute of drop-frame has 1800 frames, though its numbers go to 00:01:00;02."""
    edit = read(
        tmp_path,
        "FCM: DROP FRAME",
        "001  A001     V     C        00:00:00;00 00:01:00;02 01:00:00;00 01:01:00;02",
        options=ReadOptions(rate=NTSC),
    )
    assert (clips(edit)[0].duration, edit.sequence.start) == (1800, 107892)


def test_a_list_that_goes_beyond_midnight(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        "001  A001     V     C        00:00:00:00 00:00:04:00 23:59:58:00 00:00:02:00",
        "002  A001     V     C        00:00:00:00 00:00:01:00 00:00:02:00 00:00:03:00",
    )
    assert spans(clips(edit)) == [(0, 100), (100, 25)]
    assert edit.sequence.start == 86398 * 25


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    edit = read(
        tmp_path,
        cut(1, "01:00 03:00", "02:00 04:00"),
        cut(2, "05:00 07:00", "00:00 02:00"),
    )
    assert spans(clips(edit)) == [(0, 50), (50, 50)]
    assert [clip.source_in for clip in clips(edit)] == [5, 1]


def test_lines_that_are_no_events_are_told(tmp_path: Path) -> None:
    edit = read(tmp_path, cut(1, "01:00 03:00", "00:00 02:00"), "002 00:00:01:00 nonsense")
    assert [problem.message for problem in edit.problems] == [
        "Lines that are no events are left out: 4."
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cut.edl"
    name = "我们的电影第一场的镜头"
    text = f"TITLE: {name}\n{cut(1, '01:00 03:00', '00:00 02:00')}\n* FROM CLIP NAME: {name}.mov\n"
    path.write_bytes(text.encode(encoding))
    assert find_reader(path) is edl
    edit = edl.read(path, ReadOptions(rate=Fraction(25)))
    assert edit.sequence.name == name
    assert clips(edit)[0].name == f"{name}.mov"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no events"),
        (b"TITLE: x\n", "no events"),
        (b"\x00" * 1000, "no events"),
        (b"TITLE: x\n001 A V C 00:00:00:00 00:00:99:00 00:00:00:00 00:00:99:00", "time code"),
        (
            b"001  001 V C 00:00:00:00 00:00:00:01 00:00:00:00 00:00:00:01\n |C:X |M:a |D:1",
            "markers",
        ),
    ],
)
def test_bad_files_are_refused_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "cut.edl"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=words):
        edl.read(path, ReadOptions())


def test_an_encoding_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cut.edl"
    path.write_text(cut(1, "01:00 03:00", "00:00 02:00"))
    with pytest.raises(SourceError, match="not an encoding"):
        edl.read(path, ReadOptions(encoding="klingon"))


def test_other_files_of_the_suffix_are_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "cut.edl"
    path.write_text("5.3 7.1 0\n15 16.7 1\n")  # MPlayer's
    assert find_reader(path) is not edl


ALL = "\n".join(
    [
        "TITLE: all",
        "FCM: NON-DROP FRAME",
        cut(1, "01:00 03:00", "00:00 02:00"),
        "* FROM CLIP NAME: a.mov",
        "* SOURCE FILE: a",
        "* LOC: 00:00:01:05 RED     FIX THIS",
        cut(2, "03:00 03:00", "02:00 02:00"),
        "002  B001     V     D    010 00:00:10:00 00:00:12:00 00:00:02:00 00:00:04:00",
        "M2   B001       050.0                00:00:10:00",
        "* TO CLIP NAME: b.mov",
        "003  BL       V     W001 010 00:00:00:00 00:00:01:00 00:00:04:00 00:00:05:00",
        cut(4, "01:00 03:00", "00:00 02:00", channels="AA"),
        "AUD  3    4",
        "* AUDIO LEVEL AT 00:02:52:00 IS -8.98 DB  (REEL AX A1)",
        "* PATCH A001:  FROM SOURCE 1 TO RECORD 3",
        "|C:ResolveColorBlue |M:two |D:10",
    ]
).encode()
NONSENSE = [
    b"",
    b"99:99:99:99",
    b"99:99",
    b"-1",
    b"9" * 30,
    b"\xff\xfe",
    b"D",
    b"\n",
    b"  ",
    b"M2 ",
]


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 1 << 32), changes=st.integers(1, 8))
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
            del content[place : place + chance.randrange(1, 60)]
        elif kind == 2:
            content[place:place] = content[chance.randrange(len(content)) :][: chance.randrange(99)]
        else:
            content[place : place + chance.randrange(12)] = chance.choice(NONSENSE)
    path = tmp_path / "cut.edl"
    path.write_bytes(bytes(content))
    try:
        edit = read_edit(path, ReadOptions(), "edl")
    except SourceError:
        return
    for track in (*edit.sequence.video, *edit.sequence.audio):
        for clip in track.clips:
            assert type(clip.start) is type(clip.duration) is int


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize(
    ("name", "rate", "found"),
    [
        ("25fps", 25, [(0, 161), (161, 200), (361, 86), (447, 49)]),
        ("dissolve_test", 24, [(0, 9), (9, 10), (19, 1)]),
        ("gap_test", 24, [(0, 24), (40, 24), (102, 24)]),
        ("premiere_example", 24, [(0, 31), (31, 50)]),
        (
            "speed_effects_small",
            24,
            [(0, 126), (12240, 17), (12257, 1), (12258, 18), (16600, 36)],
        ),
    ],
)
def test_real_lists(name: str, rate: int, found: list[tuple[int, int]]) -> None:
    edit = edl.read(SAMPLES / f"{name}.edl", ReadOptions())
    assert edit.sequence.rate == rate
    assert spans(clips(edit)) == found
    assert [problem.severity for problem in edit.problems] == ["note"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_locators_and_speeds_of_real_lists() -> None:
    edit = edl.read(SAMPLES / "screening_example.edl", ReadOptions())
    assert [(mark.start, mark.color) for mark in clips(edit)[3].markers] == [
        (86, "red"),
        (110, "pink"),
    ]
    speeds = edl.read(SAMPLES / "speed_effects_small.edl", ReadOptions())
    assert [clip.speed for clip in clips(speeds)] == [1, 0, 0, 1, Fraction(476, 240)]
