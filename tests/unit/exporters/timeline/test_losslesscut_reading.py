"""LosslessCut's projects and lists are read to the frame; hostile ones are refused."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError
from exporters.timeline.json5 import parse_json5
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Clip, Edit, Media
from tests.examples import examples

PROJECT = """// comment
{
  version: 2,
  mediaFileName: 'my film.mp4',
  cutSegments: [
    { start: 1.5, end: 2.52, name: 'One', selected: true },
    /* left out */ { start: 3, end: 4, name: 'Off', selected: false, },
    { start: 10, end: 11, name: 'Zw\\u0065i', tags: { take: '2' } },
    { start: 10.4, name: 'mark' },
    { end: .5, },
  ],
}
"""
OPTIONS = ReadOptions(rate=Fraction(25))


def read(tmp_path: Path, text: str, name: str = "x.llc", options: ReadOptions = OPTIONS) -> Edit:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_edit(path, options)


def clips(found: Edit) -> list[tuple[int, int, Fraction, str]]:
    (track,) = found.sequence.video
    return [(clip.start, clip.duration, clip.source_in * 25, clip.name) for clip in track.clips]


def messages(found: Edit) -> str:
    return "\n".join(f"{item.where}: {item.message}" for item in found.problems)


def test_a_project_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, PROJECT)
    # 1.5 s is frame 37.5, rounded up as LosslessCut does it; 2.52 s is frame 63.
    assert clips(found) == [(0, 25, 38, "One"), (25, 25, 250, "Zwei"), (50, 13, 0, "")]
    assert found.format == "LosslessCut project 2"
    assert found.sequence.duration == 63
    clip = found.sequence.video[0].clips[1]
    assert isinstance(clip.content, Media)
    assert clip.content.url == "my film.mp4"
    assert [(item.start, item.name) for item in clip.markers] == [(10, "mark")]
    (heard,) = found.sequence.audio
    assert [(item.start, item.link) for item in heard.clips] == [
        (item.start, item.link) for item in found.sequence.video[0].clips
    ]
    assert "segment 2: A segment that is not selected" in messages(found)
    assert "segment 3: Tags of segments" in messages(found)
    assert "segment 4: A segment without an end is taken for a marker" in messages(found)


def test_an_open_end_is_the_end_of_the_film_in_version_1(tmp_path: Path, film: Path) -> None:
    project = {"version": 1, "mediaFileName": film.name, "cutSegments": [{"start": 1, "name": ""}]}
    found = read(tmp_path, json.dumps(project), options=ReadOptions())
    assert found.sequence.rate == 24
    (clip,) = found.sequence.video[0].clips
    assert (clip.duration, clip.source_in) == (24, 1)
    assert not found.sequence.audio
    assert (found.sequence.width, found.sequence.height) == (64, 48)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two seconds of 24 frames a second, without sound."""
    import av

    path = tmp_path / "film.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(48):
            for packet in stream.encode(av.VideoFrame(64, 48, "yuv420p")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def test_an_open_end_of_an_unknown_film_is_told(tmp_path: Path) -> None:
    segments = [{"start": 1, "end": 2}, {"start": 5}]
    project = {"version": 1, "mediaFileName": "gone.mp4", "cutSegments": segments}
    found = read(tmp_path, json.dumps(project))
    assert len(clips(found)) == 1
    assert "segment 2: A cut is left out: it has no end" in messages(found)


def test_a_project_without_a_film_takes_the_one_beside_it(tmp_path: Path, film: Path) -> None:
    text = '{"version": 2, "cutSegments": [{"start": 0, "end": 1}]}'
    found = read(tmp_path, text, "film-proj.llc", ReadOptions())
    assert found.sequence.video[0].clips[0].content.name == "film.mkv"
    assert not found.problems


CSV = (
    "0,1.5,First\n"
    '00:00:02.480,00:01:00,"With, comma and ""quotes"""\n'
    ",3,From the begin\n"
    "70.5,,A mark\n"
)


def test_a_list_is_read_as_losslesscut_writes_it(tmp_path: Path) -> None:
    found = read(tmp_path, CSV, "film.mp4.csv")
    assert clips(found) == [
        (0, 38, 0, "First"),
        (38, 1438, 62, 'With, comma and "quotes"'),
        (1476, 75, 0, "From the begin"),
    ]
    assert found.format == "LosslessCut CSV"
    assert found.sequence.video[0].clips[0].content.name == "film.mp4"
    assert "1 markers lie outside" in messages(found)


def test_a_list_has_a_header_or_tabs_or_minutes(tmp_path: Path) -> None:
    assert clips(read(tmp_path, "\ufeffStart,End,Name\r\n1,2,a\r\n", "f.csv")) == [(0, 25, 25, "a")]
    assert clips(read(tmp_path, "1\t2\ta\n", "f.tsv")) == [(0, 25, 25, "a")]
    assert clips(read(tmp_path, "Start\tEnd\tName\n\t2\ta\n", "f.tsv")) == [(0, 50, 0, "a")]
    assert clips(read(tmp_path, "1,2,a;b;c;d\te\n", "f.csv"))[0][:3] == (0, 25, 25)
    assert clips(read(tmp_path, "00:05.25,01:10.5,x\n", "f.csv"))[0][:3] == (0, 1632, 131)
    assert clips(read(tmp_path, "4,5\n1,2\n", "f.csv")) == [(0, 25, 100, ""), (25, 25, 25, "")]


def test_lines_that_are_none_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "1,2,a\nnonsense,3,b\n4,3,c\n5,5,d\n6,7:99:99,e\n", "f.csv")
    assert len(clips(found)) == 1
    told = messages(found)
    for line in (2, 3, 4, 5):
        assert f"line {line}: " in told


def test_files_are_recognised(tmp_path: Path) -> None:
    def reader(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text)
        found = find_reader(path)
        return found.FORMAT.name if found else ""

    assert reader("a.llc", "{}") == "losslesscut"
    assert reader("a.csv", CSV) == "losslesscut"
    assert reader("a.csv", "Start,End,Name\n") == "losslesscut"
    assert reader("a.csv", "start,end,name\n1,2,x\n") == "cut_list"
    assert reader("a.csv", "film.mp4,1,2\n") == "cut_list"
    assert reader("a.csv", "a,b,c\n1,2,3\n") == ""
    assert reader("a.csv", "first name,last name\nA,B\n") == ""


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", "null", "{cutSegments: 1}", "{cutSegments: []}", "\x00\x01\x02",
        "{version: 2, cutSegments: [1, null, 'x', []]}", "{cutSegments: [{start: NaN, end: 2}]}",
        "{cutSegments: [{start: 1, end: Infinity}]}", "{cutSegments: [{start: 1e400, end: 2}]}",
        "{cutSegments: [{start: -1, end: 2}]}", "{cutSegments: [{start: 1, end: 1e300}]}",
        "{cutSegments: [{start: {}, end: []}]}", "[" * 100_000, "{a:" * 50_000,
        "{cutSegments: [{start: 0, end: " + "9" * 5000 + "}]}", '{"a": "\\u12"}', "{'a\n': 1}",
        "{cutSegments: [{start: 5, end: 2}]}",
    ],
)  # fmt: skip
def test_what_is_no_project_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError) as error:
        read(tmp_path, text)
    assert str(error.value).rstrip().endswith((".", "”"))


def test_a_project_of_an_unknown_version_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, "{version: 7, mediaFileName: 'a', cutSegments: [{start: 0, end: 1}]}")
    assert len(clips(found)) == 1
    assert "version that is not known" in messages(found)


def test_json5_is_read_as_its_standard_says() -> None:
    text = """\ufeff{ // line
      unquoted: 'single "quotes"', "a-b": [1, 2,], $x_1: +.5, y: 5., hex: -0xFF, e: 1e-2,
      'line \\
break': null, /* block * */ t: true, esc: '\\x41\\u00e9\\n\\'\\0\\ud83d\\ude00', "": {},
    }"""
    assert parse_json5(text) == {
        "unquoted": 'single "quotes"', "a-b": [1, 2], "$x_1": 0.5, "y": 5.0, "hex": -255,
        "e": 0.01, "line break": None, "t": True, "esc": "Aé\n'\0😀", "": {},
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "{a:1,,}", "[,]", "{1a: 2}", "'a", "01x", "{a 1}", "[1 2]", "tru", "/*", "1 1"]
)
def test_what_is_no_json5_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"character|sense"):
        parse_json5(text)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(VALUES)
def test_json_is_json5(value: Any) -> None:
    assert parse_json5(json.dumps(value)) == value
    assert parse_json5(json.dumps(value, ensure_ascii=False, indent=1)) == value


@settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32), text=st.sampled_from([PROJECT, CSV]))
def test_changed_files_give_an_edit_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, seed: int, text: str
) -> None:
    chance = random.Random(seed)
    raw = bytearray(text.encode())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw))
        raw[at : at + chance.randint(0, 8)] = chance.choice(
            [b"", b"9" * 30, b"\xff", b"\x00", b"{", b"[", b'"', b"-", b"e99", bytes([at % 256])]
        )
    path = tmp_path_factory.mktemp("changed") / ("x.llc" if text is PROJECT else "x.csv")
    path.write_bytes(raw)
    try:
        found = read_edit(path, OPTIONS)
    except SourceError:
        return
    assert all(clip.duration > 0 for track in found.sequence.video for clip in track.clips)


def test_clips_keep_the_order_of_the_segments(tmp_path: Path) -> None:
    segments = "[{start: 9, end: 10}, {start: 1, end: 2}]"
    text = f"{{version: 2, mediaFileName: 'a', cutSegments: {segments}}}"
    found = read(tmp_path, text).sequence.video[0].clips
    assert [clip.source_in for clip in found] == [9, 1]
    assert all(isinstance(clip, Clip) and clip.speed == 1 for clip in found)
