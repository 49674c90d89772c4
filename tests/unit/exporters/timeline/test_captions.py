"""Subtitle files become captions on a grid of frames, whatever is in them."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError, UsageError
from exporters.timeline.captions import caption_tracks, on_grid, read_subtitles
from exporters.timeline.captions.formats import Cue, parse_ass, parse_srt, parse_vtt
from exporters.timeline.readers import subtitles
from exporters.timeline.reading import ReadOptions, find_reader, read_edit
from exporters.timeline.sequence import Caption, CaptionTrack
from tests.examples import examples

SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n第一行\r\n二\r\n\r\n"
SRT += "2\r\n00:00:03,000 --> 00:00:04,000\r\nb\r\n"
VTT = """WEBVTT - title
Kind: captions

NOTE a note
of two lines

STYLE
::cue { color: red }

first
00:01.000 --> 00:02.000 align:start position:0%
<v Bob>Hi &amp; bye</v> <c.yellow>x</c><00:00:01.500>y

00:00:03.000 --> 00:00:04.000
&lt;b&gt; 12
12
"""
ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,not spoken
Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,{\\i1}one{\\i0}\\Ntwo, with a comma
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\p1}m 0 0 l 100 0{\\p0}
"""


def cues(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start, cue.end, cue.text) for cue in parse_srt(text)]


def one(body: str) -> str:
    return parse_srt(f"1\n00:00:01,000 --> 00:00:02,000\n{body}")[0].text


class TestSrt:
    def test_times_and_texts(self) -> None:
        assert cues(SRT) == [(1000, 2500, "第一行\n二"), (3000, 4000, "b")]

    @pytest.mark.parametrize(
        ("times", "expected"),
        [
            ("00:00:01.000 --> 00:00:02.000", (1000, 2000)),
            ("00:00:1,5 --> 00:00:2,25 X1:0 X2:10", (1500, 2250)),
            ("01:02,500 --> 01:03,000", (62500, 63000)),
            ("00:00:01 -> 00:00:02", (1000, 2000)),
            ("-00:00:05,000 --> 00:00:06,000", (-5000, 6000)),
            ("100:00:00,000 --> 100:00:01,000", (360_000_000, 360_001_000)),
        ],
    )
    def test_ways_to_write_times(self, times: str, expected: tuple[int, int]) -> None:
        assert cues(f"1\n{times}\na")[0][:2] == expected

    def test_numbers_are_not_text_but_years_are(self) -> None:
        text = "1\n00:00:01,000 --> 00:00:02,000\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\n\n3\n"
        text += "00:00:05,000 --> 00:00:06,000\nin\n1984\n\n4\n00:00:07,000 --> 00:00:08,000\n7\n"
        assert [text for _, _, text in cues(text)] == ["1984", "", "in\n1984", "7"]

    def test_without_empty_lines_between(self) -> None:
        text = "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb"
        assert [text for _, _, text in cues(text)] == ["a", "b"]

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("<i>a</i> <b>b</b>", "a b"),
            ('<font color="red">a</font>', "a"),
            ("{\\an8}above", "above"),
            ("<i>never closed", "never closed"),
            ("I <3 you & <", "I <3 you & <"),
            ("{curly}", "{curly}"),
            ("one\\Ntwo", "one\ntwo"),
            ("a\n\nb", "a\nb"),
        ],
    )
    def test_tags_are_not_text(self, body: str, expected: str) -> None:
        assert one(body) == expected


class TestOthers:
    def test_webvtt(self) -> None:
        assert parse_vtt(VTT) == [Cue(1000, 2000, "Hi & bye xy"), Cue(3000, 4000, "<b> 12\n12")]

    def test_ass(self) -> None:
        assert parse_ass(ASS) == [Cue(1000, 2500, "one\ntwo, with a comma")]

    @pytest.mark.parametrize(("name", "content"), [("a.srt", VTT), ("a.srt", ASS), ("a.vtt", SRT)])
    def test_the_content_counts_for_more_than_the_suffix(
        self, tmp_path: Path, name: str, content: str
    ) -> None:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        if content == SRT:
            with pytest.raises(SourceError, match="holds no cues"):
                read_subtitles(path.rename(tmp_path / "b.ass"))
            return
        assert read_subtitles(path).cues[0].start == 1000


class TestGrid:
    @pytest.mark.parametrize(
        ("rate", "expected"),
        [
            (Fraction(25), (25, 63)),
            (Fraction(24000, 1001), (24, 60)),
            (Fraction(30000, 1001), (30, 75)),
            (Fraction(10), (10, 25)),
        ],
    )
    def test_both_ends_go_to_the_nearest_frame(
        self, rate: Fraction, expected: tuple[int, int]
    ) -> None:
        caption = on_grid(Cue(1000, 2500, "a"), rate)
        assert (caption.start, caption.start + caption.duration) == expected

    def test_a_caption_has_a_frame_at_least(self) -> None:
        assert on_grid(Cue(1001, 1002, "a"), Fraction(25)) == Caption(25, 1, "a")

    def test_overlapping_captions_lie_on_further_tracks(self) -> None:
        rows = [Caption(0, 10, "a"), Caption(5, 10, "b"), Caption(10, 5, "c"), Caption(12, 1, "d")]
        tracks, dropped = caption_tracks(rows, "x", "zh")
        assert tracks == (
            CaptionTrack("x", (rows[0], rows[2]), "zh"),
            CaptionTrack("x", (rows[1],), "zh"),
            CaptionTrack("x", (rows[3],), "zh"),
        )
        assert dropped == 0

    def test_a_hundred_at_a_time_are_eight(self) -> None:
        tracks, dropped = caption_tracks(Caption(0, 10, str(n)) for n in range(100))
        assert (len(tracks), dropped) == (8, 92)


class TestFiles:
    def save(self, folder: Path, content: str | bytes, name: str = "a.srt") -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def test_an_edit_of_captions_only(self, tmp_path: Path) -> None:
        path = self.save(tmp_path, SRT.encode("gbk"), "film.zh-Hans.srt")
        edit = read_edit(path, ReadOptions(rate=Fraction(30), size=(640, 360)))
        assert edit.format == "SRT"
        sequence = edit.sequence
        assert (sequence.rate, sequence.width, sequence.height) == (30, 640, 360)
        rows = (Caption(30, 45, "第一行\n二"), Caption(90, 30, "b"))
        assert sequence.captions == (CaptionTrack("film.zh-Hans", rows, "zh-Hans"),)
        assert sequence.duration == 120

    def test_a_rate_that_is_not_given_is_told(self, tmp_path: Path) -> None:
        edit = read_edit(self.save(tmp_path, SRT))
        assert edit.sequence.rate == 25
        assert [problem.severity for problem in edit.problems] == ["note"]

    @pytest.mark.parametrize("suffix", [".srt", ".vtt", ".ass", ".ssa", ".SRT"])
    def test_suffixes(self, suffix: str) -> None:
        reader = find_reader(Path(f"film{suffix}"))
        assert reader is not None
        assert reader.FORMAT.name == "subtitles"

    @pytest.mark.parametrize(
        ("name", "language"),
        [
            ("film.zh.srt", "zh"), ("film.chs.srt", "zh-Hans"), ("film.pt-BR.srt", "pt-BR"),
            ("film.srt", ""), ("film.final.srt", ""), ("zh.srt", ""),
        ],
    )  # fmt: skip
    def test_languages_by_name(self, tmp_path: Path, name: str, language: str) -> None:
        assert read_subtitles(self.save(tmp_path, SRT, name)).language == language

    def test_impossible_cues_are_left_out_and_told(self, tmp_path: Path) -> None:
        rows = ["00:00:05,000 --> 00:00:04,000\nback", "00:00:01,000 --> 00:00:01,000\nnothing"]
        rows += ["-00:00:09,000 --> -00:00:08,000\nbefore", "-00:00:01,000 --> 00:00:01,000\nhalf"]
        rows += ["99999:00:00,000 --> 999999:00:00,000\nlate", "00:00:02,000 --> 00:00:03,000\n"]
        found = read_subtitles(self.save(tmp_path, "\n\n".join(rows)))
        assert found.cues == (Cue(0, 1000, "half"),)
        assert [str(problem) for problem in found.problems] == [
            "1 cues without a text were left out.",
            "2 cues that end when or before they begin were left out.",
            "1 cues that end before the film begins were left out.",
            "1 cues at impossible times were left out.",
        ]

    def test_cues_come_in_the_order_of_time(self, tmp_path: Path) -> None:
        text = "1\n00:00:05,000 --> 00:00:06,000\nb\n\n2\n00:00:01,000 --> 00:00:02,000\na\n"
        found = read_subtitles(self.save(tmp_path, text)).cues
        assert [cue.text for cue in found] == ["a", "b"]

    def test_what_holds_no_cues_is_refused(self, tmp_path: Path) -> None:
        for content in (b"", b"text", b"\0\1\2", b"[Script Info]\n"):
            with pytest.raises(SourceError, match=r"holds no cues|no usable"):
                subtitles.read(self.save(tmp_path, content), ReadOptions())
        with pytest.raises(SourceError, match="cannot be read"):
            subtitles.read(tmp_path / "missing.srt", ReadOptions())

    def test_an_unknown_encoding_is_a_wrong_request(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="is not an encoding"):
            read_subtitles(self.save(tmp_path, SRT), "klingon")
        with pytest.raises(UsageError, match="is not an encoding"):
            read_subtitles(self.save(tmp_path, SRT), "rot13")

    @pytest.mark.soak
    def test_100000_cues(self, tmp_path: Path) -> None:
        rows = (
            f"{n}\n{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},000 --> "
            f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},900\nline {n}\n\n"
            for n in range(100_000)
        )
        edit = subtitles.read(self.save(tmp_path, "".join(rows)), ReadOptions(rate=Fraction(25)))
        (row,) = edit.sequence.captions
        assert len(row.captions) == 100_000
        assert row.captions[-1] == Caption(99_999 * 25, 23, "line 99999")


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from([SRT, VTT, ASS]), st.sampled_from(["utf-8", "gbk"]))
def test_damaged_files_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int, text: str, encoding: str
) -> None:
    chance = random.Random(seed)
    content = bytearray(text.encode(encoding))
    for _ in range(chance.randint(1, 10)):
        at = chance.randrange(len(content))
        if chance.random() < 0.6:
            content[at] = chance.randrange(256)
        else:
            del content[at : at + chance.randint(1, 30)]
    path = tmp_path_factory.mktemp("subtitles") / "a.srt"
    path.write_bytes(bytes(content))
    try:
        edit = subtitles.read(path, ReadOptions())
    except SourceError:
        return
    for row in edit.sequence.captions:
        end = 0
        for caption in row.captions:
            assert caption.start >= end
            end = caption.start + caption.duration
            assert caption.duration > 0
