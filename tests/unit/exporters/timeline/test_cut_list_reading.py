"""Lists of cuts of all kinds are read to the frame; what is none is refused in a sentence."""

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
from exporters.timeline.readers.cut_list.rows import decibels, speed_of
from exporters.timeline.readers.cut_list.times import CutTime, parse_range, parse_time
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Edit, Media
from tests.examples import examples

OPTIONS = ReadOptions(rate=Fraction(25))
PLAIN = "media,start,end\na.mp4,1,2\nb.mp4,00:00:03.000,00:00:04.480\n"
PLAIN_CLIPS = [("a.mp4", 0, 25, Fraction(25)), ("b.mp4", 25, 37, Fraction(75))]


def read(
    tmp_path: Path, content: str | bytes, name: str = "x.csv", options: ReadOptions = OPTIONS
) -> Edit:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_edit(path, options)


def json_read(tmp_path: Path, value: Any, options: ReadOptions = OPTIONS) -> Edit:
    return read(tmp_path, json.dumps(value), "x.json", options)


def clips(found: Edit) -> list[tuple[str, int, int, Fraction]]:
    """Film, place, length, and first frame of the film, each at the sequence's rate."""
    listed = []
    for clip in found.sequence.video[0].clips:
        assert isinstance(clip.content, Media)
        source = clip.source_in * found.sequence.rate
        listed.append((clip.content.url, clip.start, clip.duration, source))
    return listed


def times(found: Edit) -> list[tuple[Fraction, int]]:
    return [(source, length) for _, _, length, source in clips(found)]


def told(found: Edit) -> str:
    return "\n".join(f"{item.where}: {item.message}" for item in found.problems)


# Tables


def test_a_table_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, PLAIN)
    assert clips(found) == PLAIN_CLIPS
    assert found.sequence.duration == 62
    assert found.sequence.name == "x"
    assert not found.problems
    assert [clip.link for clip in found.sequence.video[0].clips] == [1, 2]
    assert [clip.link for clip in found.sequence.audio[0].clips] == [1, 2]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(tmp_path: Path, mark: str, end: str) -> None:
    text = PLAIN.replace(",", mark).replace("\n", end)
    assert clips(read(tmp_path, text)) == PLAIN_CLIPS
    assert clips(read(tmp_path, text, "x.tsv")) == PLAIN_CLIPS


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8-sig", "ü中.mp4"), ("utf-16", "ü中.mp4"), ("cp1252", "Größe.mp4"),
     ("gb18030", "素材视频文件.mp4")],
)  # fmt: skip
def test_encodings_are_found_out(tmp_path: Path, encoding: str, name: str) -> None:
    text = f"file,start,end,name\n{name},1,2,\n{name},3,4,\n"
    assert clips(read(tmp_path, text.encode(encoding)))[0][0] == name
    if encoding != "utf-16":
        forced = ReadOptions(rate=Fraction(25), encoding=encoding)
        assert clips(read(tmp_path, text.encode(encoding), options=forced))[0][0] == name


def test_decimal_commas_of_spreadsheets(tmp_path: Path) -> None:
    found = read(tmp_path, "Datei;In;Out;file\nx;1,52;2,48;a.mp4\n")
    assert times(found) == [(Fraction(38), 24)]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("source,in,out", "a.mp4,1,2"),
        ("Video Path,Start Time,End Time", "a.mp4,00:01,00:02"),
        ("file,start_ms,end_ms", "a.mp4,1000,2000"),
        ("file,start_frame,end_frame", "a.mp4,25,50"),
        ("file,startTime,duration", "a.mp4,1,1"),
        ("file,Start (s),Length (seconds)", "a.mp4,1,1"),
        ("file,Start [ms],End (ms)", "a.mp4,1000,2000"),
        ("file,In (frames),Out (frames)", "a.mp4,25,50"),
        ("file,time", "a.mp4,0:01-0:02"),
        ("文件,开始时间,结束时间", "a.mp4,00:00:01,00:00:02"),
        ("file,in,out", "a.mp4,00:00:01:00,00:00:02:00"),
        ("file,in,out", "a.mp4,1s,2000ms"),
        ("file,in,out", "a.mp4,PT1S,PT2S"),
        ("file,in,out", "a.mp4,25f,50f"),
    ],
)
def test_words_and_units(tmp_path: Path, header: str, row: str) -> None:
    assert clips(read(tmp_path, f"{header}\n{row}\n")) == [("a.mp4", 0, 25, Fraction(25))]


def test_all_columns_are_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "file,start,end,position,name,text,speed,volume,has_audio,mute,enabled\n"
        "a.mp4,1,3,2,One,Hello,2x,-6 dB,yes,no,yes\n"
        "a.mp4,4,5,4,Two,,,,no,,\n"
        "a.mp4,6,7,5,Off,,,,,,no\n"
        "a.mp4,6,7,5,Back,,-50%,50%,,yes,1\n",
    )
    one, two, back = found.sequence.video[0].clips
    assert (one.start, one.duration, one.speed, one.name) == (50, 25, 2, "One")
    assert (two.start, two.duration, two.link) == (100, 25, 0)
    assert (back.start, back.duration, back.source_in, back.speed) == (125, 50, 7, Fraction(-1, 2))
    loud, quiet = found.sequence.audio[0].clips
    assert (loud.sound.volume, loud.link) == (-6, one.link)
    assert (quiet.sound.mute, round(quiet.sound.volume, 2)) == (True, -6.02)
    (captions,) = found.sequence.captions
    assert [(item.start, item.duration, item.text) for item in captions.captions] == [
        (50, 25, "Hello")
    ]
    assert told(found) == "line 4: A cut that is switched off is left out."


def test_a_detectors_list_has_a_line_above_its_header(tmp_path: Path) -> None:
    """PySceneDetect's list-scenes."""
    text = (
        "Timecode List:,00:00:03.754,00:00:08.759\n"
        "Scene Number,Start Frame,Start Timecode,Start Time (seconds),End Frame,End Timecode,"
        "End Time (seconds),Length (frames),Length (timecode),Length (seconds)\n"
        "1,1,00:00:00.000,0.000,90,00:00:03.754,3.754,90,00:00:03.754,3.754\n"
        "2,91,00:00:03.754,3.754,210,00:00:08.759,8.759,120,00:00:05.005,5.005\n"
    )
    options = ReadOptions(rate=Fraction(24000, 1001))
    found = read(tmp_path, text, "goldeneye-Scenes.csv", options)
    assert [clip.name for clip in found.sequence.video[0].clips] == ["1", "2"]
    assert times(found) == [(0, 90), (90, 120)]
    assert "goldeneye" in told(found)


def test_a_table_without_a_header(tmp_path: Path) -> None:
    found = read(tmp_path, "a.mp4,1,2,One\nb.mp4,3,4.48\n")
    assert clips(found) == PLAIN_CLIPS
    assert found.sequence.video[0].clips[0].name == "One"


def test_rows_that_are_none_are_told_with_their_line(tmp_path: Path) -> None:
    text = (
        "file,start,end\na.mp4,1,2\n,3,4\na.mp4,x,4\na.mp4,5,4\na.mp4,,\na.mp4,5,6\n"
        "a.mp4,-5,6\na.mp4,1,1e9\na.mp4,00:61:00,01:00:00\n"
    )
    found = read(tmp_path, text)
    assert len(clips(found)) == 3
    assert clips(found)[1][0] == "x"
    for line in (4, 5, 6, 8, 9, 10):
        assert f"line {line}: " in told(found)


# Frame rates


def test_the_rate_is_said_or_found_or_guessed(tmp_path: Path) -> None:
    none = ReadOptions()
    assert read(tmp_path, PLAIN, options=none).sequence.rate == 25
    assert "25 frames a second are used" in told(read(tmp_path, PLAIN, options=none))
    stated = PLAIN.replace("end\n", "end,fps\n").replace("2\n", "2,30000/1001\n", 1)
    assert read(tmp_path, stated, options=none).sequence.rate == Fraction(30000, 1001)
    assert read(tmp_path, stated).sequence.rate == 25
    film(tmp_path / "b.mp4", 30)
    found = read(tmp_path, PLAIN, options=none)
    assert found.sequence.rate == 30
    assert (found.sequence.width, found.sequence.height) == (64, 48)
    assert not found.problems
    # The known film has no sound, nothing is known of the other one.
    assert [clip.content.name for clip in found.sequence.audio[0].clips] == ["a.mp4"]


def film(path: Path, rate: int) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5 * rate):
            for packet in stream.encode(av.VideoFrame(64, 48, "yuv420p")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)


def test_open_ends_reach_to_the_end_of_the_film(tmp_path: Path) -> None:
    film(tmp_path / "b.mp4", 25)
    found = read(tmp_path, "file,start,end\na.mp4,1,\nb.mp4,3,\n")
    assert clips(found) == [("b.mp4", 0, 50, Fraction(75))]
    assert "line 2: A cut is left out: it has no end" in told(found)


def test_frames_of_a_film_count_at_its_rate_unless_the_list_says_one(tmp_path: Path) -> None:
    film(tmp_path / "b.mp4", 50)
    text = "file,in,out\nb.mp4,50f,00:00:02:00\n"
    assert times(read(tmp_path, text)) == [(25, 25)]
    text = "file,in,out,rate\nb.mp4,25f,00:00:02:00,25\n"
    assert times(read(tmp_path, text)) == [(25, 25)]


def test_drop_frame_codes(tmp_path: Path) -> None:
    options = ReadOptions(rate=Fraction(30000, 1001))
    found = read(tmp_path, "file,in,out\na.mp4,00:01:00;02,00:02:00;02\n", options=options)
    assert times(found) == [(1800, 1798)]


# JSON


CUT = {"media": "a.mp4", "start": 1, "end": 2}


@pytest.mark.parametrize(
    "value",
    [
        {"media": "a.mp4", "cuts": [{"start": 1, "end": 2}]},
        {"video_path": "a.mp4", "scenes": [{"start_time": 1.0, "duration": 1.0}]},
        [CUT],
        [{"file": "a.mp4", "in": "00:01", "out": "00:02"}],
        {"file": "a.mp4", "highlights": [[1, 2]]},
        {"source": "a.mp4", "segments": [{"timestamp": "00:00:01 --> 00:00:02"}]},
        {"video": "a.mp4", "clips": ["00:01 - 00:02"]},
        {"result": {"data": {"clips": [CUT]}}},
        {"media": "a.mp4", "fps": 25, "cuts": [{"start_frame": 25, "end_frame": 50}]},
        {"media": "a.mp4", "segments": [{"startMs": 1000, "durationMs": 1000}]},
        {"video": "a.mp4", "what the model calls them": [{"start": "1s", "end": "2s"}]},
        {"media": "a.mp4", "cuts": [{"start": "00:00:01:00", "end": "00:00:02:00"}]},
    ],
)
def test_shapes_of_json(tmp_path: Path, value: Any) -> None:
    assert clips(json_read(tmp_path, value)) == [("a.mp4", 0, 25, Fraction(25))]


def test_settings_of_json(tmp_path: Path) -> None:
    found = json_read(
        tmp_path,
        {"name": "Best of", "media": "a.mp4", "rate": 50, "resolution": "1280x720",
         "cuts": [{"start": 1, "end": 2, "title": "x", "speed": 0.5, "volume": 0.5}]},
        ReadOptions(),
    ).sequence  # fmt: skip
    assert (found.name, found.rate, found.width, found.height) == ("Best of", 50, 1280, 720)
    (clip,) = found.video[0].clips
    assert (clip.duration, clip.speed, clip.name) == (100, Fraction(1, 2), "x")
    assert round(found.audio[0].clips[0].sound.volume, 2) == -6.02


def test_what_whisper_writes(tmp_path: Path) -> None:
    segments = [
        {"id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": " Hello.", "tokens": [1, 2]},
        {"id": 1, "seek": 0, "start": 5.0, "end": 6.0, "text": " World.", "tokens": [1, 2]},
    ]
    found = json_read(tmp_path, {"text": "Hello. World.", "segments": segments, "language": "en"})
    assert times(found) == [(0, 50), (125, 25)]
    assert [item.text for item in found.sequence.captions[0].captions] == ["Hello.", "World."]


def test_times_keep_their_decimal_digits(tmp_path: Path) -> None:
    """0.1 + 0.2 in binary is no half frame less."""
    cuts = [{"start": 0.1 * 3, "end": 0.7}, {"start": 1.02, "end": 1.1}]
    assert times(json_read(tmp_path, {"media": "a", "cuts": cuts})) == [(8, 10), (26, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "{}", "null", "1", '"x"', '{"cuts": []}', '{"cuts": [1, 2]}',
        '{"cuts": [{"start": NaN, "end": 2}]}', '[{"start": 0, "end": Infinity}]',
        '[{"media": "a", "start": 0, "end": 1e400}]', '{"cuts": [{"start": "a", "end": "b"}]}',
        '[{"media": "a", "start": 0, "end": ' + "9" * 5000 + "}]",
        '[{"media": "a", "start": 0, "end": 1e300}]', '[{"media": "a", "start": 5, "end": 2}]',
        '[{"media": "a", "start": {"a": 1}, "end": [2]}]', "[" * 100_000,
        '{"cuts":' * 5000 + "1" + "}" * 5000, '{"start": 1, "end": 2}',
        '[{"media": "a", "start": true, "end": false}]',
        '[{"media": ["a"], "start": 0, "end": 0}]',
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS, "cut_list")
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS)


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", "file,start,end\n", '"' * 9, "\x00" * 9, "media;start\na;x\n"]
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(SourceError):
        read_edit(path, OPTIONS, "cut_list")


def test_encodings_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        read(tmp_path, PLAIN, options=ReadOptions(encoding="no-such"))


def test_files_are_recognised(tmp_path: Path) -> None:
    def reader(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text)
        found = find_reader(path)
        return found.FORMAT.name if found else ""

    assert reader("a.csv", PLAIN) == "cut_list"
    assert reader("a.json", json.dumps([CUT])) == "cut_list"
    assert reader("a.json", '{"version_id": 1, "scenes": []}') == "version_data"
    assert reader("a.json", '{"OTIO_SCHEMA": "Timeline.1"}') != "cut_list"
    assert reader("a.json", '{"name": "package", "dependencies": {}}') == ""
    assert reader("a.json", "[1, 2, 3]") == ""
    assert reader("a.json", '["a", "b"]') == ""
    assert reader("a.csv", "name,mail\na,b\n") == ""


# Single values


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12.5", "12.5"), ("12,5", "12.5"), ("90s", "90"), ("1:02", "62"), ("100:00", "6000"),
     ("01:02:03,250", "3723.25"), ("1h2m3.5s", "3723.5"), ("PT1M", "60"), ("1500 ms", "1.5"),
     ("[00:10]", "10"), (".5", "0.5"), ("5.", "5"), ("0", "0"), (1e-7, "1e-7"), (7, "7")],
)  # fmt: skip
def test_times(text: Any, seconds: str) -> None:
    assert parse_time(text) == CutTime(Fraction(seconds))


@pytest.mark.parametrize(
    "text", ["x", "1:2:3:4:5", "1:60", "1:99:00", "-1", "9e9", "1e5", "h", "1..2", "9" * 80]
)
def test_no_times(text: str) -> None:
    with pytest.raises(ValueError, match="time"):
        parse_time(text)


def test_ranges_speeds_and_volumes() -> None:
    assert parse_range("00:10 - 00:20") == ("00:10", "00:20")
    assert parse_range("1 to 2") == ("1", "2")
    assert parse_range("1:00→2:00") is None
    assert [speed_of(text) for text in ("2", "50%", "0.333333", "-1x")] == [
        2, Fraction(1, 2), Fraction(1, 3), -1,
    ]  # fmt: skip
    for text in ("0", "x", "1e9", "9999999"):
        with pytest.raises(ValueError, match="speed"):
            speed_of(text)
    assert [decibels(value) for value in ("-6 dB", -6, "100%", 1, 0, "x", None)] == [
        -6, -6, 0, 0, -200, 0, 0,
    ]  # fmt: skip


RATES = st.sampled_from(
    [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60000, 1001), Fraction(120)]
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rate=RATES,
    cuts=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**5)), min_size=1, max_size=9),
    digits=st.integers(3, 9),
)
def test_frames_survive_rounded_seconds(
    tmp_path_factory: pytest.TempPathFactory,
    rate: Fraction,
    cuts: list[tuple[int, int]],
    digits: int,
) -> None:
    listed = [
        {
            "start": round(float(first / rate), digits),
            "end": round(float((first + n) / rate), digits),
        }
        for first, n in cuts
    ]
    found = json_read(
        tmp_path_factory.mktemp("x"), {"media": "a", "cuts": listed}, ReadOptions(rate=rate)
    )
    assert times(found) == cuts


@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 32))
def test_changed_files_give_an_edit_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    cuts = [CUT, {"file": "b", "in": "0:01", "out": "0:02", "speed": 2, "volume": "-3 dB"}]
    name, text = chance.choice(
        [("x.csv", PLAIN), ("x.json", json.dumps({"fps": 25, "cuts": cuts})), ("x.tsv", PLAIN)]
    )
    raw = bytearray(text.encode())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw))
        raw[at : at + chance.randint(0, 8)] = chance.choice(
            [b"", b"9" * 30, b"\xff", b"\x00", b"{", b"[", b'"', b"-", b"e99", bytes([at % 256])]
        )
    path = tmp_path_factory.mktemp("changed") / name
    path.write_bytes(raw)
    for format_name in ("", "cut_list"):
        try:
            found = read_edit(path, chance.choice([OPTIONS, ReadOptions()]), format_name)
        except SourceError:
            continue
        assert found.sequence.duration > 0
