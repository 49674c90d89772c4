"""Subtitles of the edited time, as SRT, WebVTT and ASS."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.errors import UsageError
from exporters.interchange import ass, srt, subtitles, vtt
from exporters.interchange.writing import WriteOptions, find_writer
from exporters.timeline.captions import on_grid, read_subtitles
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Generator,
    Sequence,
    Track,
)
from tests.examples import examples

WRITERS = [srt, vtt, ass]


def options(**extra: str) -> WriteOptions:
    return WriteOptions("", Path("out.srt"), extra=tuple(extra.items()))


def edit(
    *captions: Caption, rate: Fraction = Fraction(25), video: tuple[Track, ...] = ()
) -> Sequence:
    rows = (CaptionTrack("", captions),) if captions else ()
    return Sequence("edit", rate, 1920, 1080, 1000, video=video, captions=rows)


def written(writer: ModuleType, sequence: Sequence, folder: Path, **extra: str) -> str:
    path = folder / f"out{writer.FORMAT.suffixes[0]}"
    writer.write(sequence, path, options(**extra))
    return path.read_bytes().decode("utf-8")


def test_srt(tmp_path: Path) -> None:
    sequence = edit(Caption(0, 25, "第一行\n\n二"), Caption(90_125, 1, "b --> c"))
    assert written(srt, sequence, tmp_path) == (
        "1\r\n00:00:00,000 --> 00:00:01,000\r\n第一行\r\n二\r\n\r\n"
        "2\r\n01:00:05,000 --> 01:00:05,040\r\nb -> c\r\n\r\n"
    )


def test_vtt(tmp_path: Path) -> None:
    sequence = edit(Caption(0, 25, "a <b> & c"), Caption(25, 10, "d"))
    assert written(vtt, sequence, tmp_path) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\na &lt;b&gt; &amp; c\n"
        "\n00:00:01.000 --> 00:00:01.400\nd\n"
    )


def test_ass(tmp_path: Path) -> None:
    text = written(ass, edit(Caption(13, 25, "one\n{two}\\N")), tmp_path)
    assert "PlayResX: 1920\nPlayResY: 1080\n" in text
    line = text.splitlines()[-1]
    assert line == r"Dialogue: 0,0:00:00.52,0:00:01.52,Default,,0,0,0,,one\N｛two｝＼N"


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.FORMAT.name)
@pytest.mark.parametrize("rate", ["24000/1001", "25", "30000/1001", "50", "60000/1001"])
def test_captions_come_back_to_the_frame(writer: ModuleType, rate: str, tmp_path: Path) -> None:
    exact = Fraction(rate)
    captions = [Caption(n * 37, 20 + n % 7, f"line {n}") for n in range(200)]
    path = tmp_path / f"out{writer.FORMAT.suffixes[0]}"
    writer.write(edit(*captions, rate=exact), path, options())
    assert [on_grid(cue, exact) for cue in read_subtitles(path).cues] == captions


@pytest.mark.parametrize("writer", WRITERS, ids=lambda one: one.FORMAT.name)
def test_the_same_edit_gives_the_same_bytes(writer: ModuleType, tmp_path: Path) -> None:
    sequence = edit(Caption(0, 25, "a"), Caption(10, 25, "b"))
    first = written(writer, sequence, tmp_path)
    (tmp_path / "again").mkdir()
    assert written(writer, sequence, tmp_path / "again") == first


def test_tracks_are_written_one_among_another_or_alone(tmp_path: Path) -> None:
    rows = (
        CaptionTrack("zh", (Caption(0, 25, "一"), Caption(50, 25, "二"))),
        CaptionTrack("en", (Caption(0, 25, "one"), Caption(60, 25, "two"))),
    )
    sequence = replace(edit(), captions=rows)
    texts = [text.text for text in subtitles.spoken(sequence, options())]
    assert texts == ["one", "一", "二", "two"]
    alone = subtitles.spoken(sequence, options(**{subtitles.TRACK: "2"}))
    assert [text.text for text in alone] == ["one", "two"]
    for wrong in ("0", "3", "x", "９"):
        with pytest.raises(UsageError, match="no track of captions"):
            subtitles.spoken(sequence, options(**{subtitles.TRACK: wrong}))


class TestNested:
    inner = replace(
        edit(Caption(0, 30, "a"), Caption(30, 30, "b"), Caption(90, 30, "c"), rate=Fraction(30)),
        duration=120,
    )

    def shown(self, clip: Clip, enabled: bool = True) -> list[tuple[Fraction, Fraction, str]]:
        sequence = edit(video=(Track("", (clip,), enabled=enabled),))
        found = subtitles.spoken(sequence, options())
        return [(text.start, text.end, text.text) for text in found]

    def test_captions_are_at_their_times_in_the_edit(self) -> None:
        clip = Clip(250, 50, self.inner, Fraction(1, 2))
        assert self.shown(clip) == [
            (10, Fraction(21, 2), "a"), (Fraction(21, 2), Fraction(23, 2), "b"),
        ]  # fmt: skip

    def test_with_the_clips_speed(self) -> None:
        assert self.shown(Clip(0, 50, self.inner, Fraction(0), Fraction(2))) == [
            (0, Fraction(1, 2), "a"), (Fraction(1, 2), 1, "b"), (Fraction(3, 2), 2, "c"),
        ]  # fmt: skip

    def test_only_where_they_are_shown(self) -> None:
        clip = Clip(0, 50, self.inner)
        assert self.shown(replace(clip, enabled=False)) == []
        assert self.shown(clip, enabled=False) == []
        assert self.shown(replace(clip, speed=Fraction(-1), source_in=Fraction(4))) == []

    def test_what_runs_backwards_is_told(self) -> None:
        clip = Clip(0, 50, self.inner, Fraction(4), Fraction(-1), name="back")
        sequence = edit(Caption(0, 5, "x"), video=(Track("", (clip,)),))
        told = {problem.message: problem.where for problem in srt.losses(sequence, options())}
        message = "It does not run forwards; its captions are left out."
        assert told[message] == "V1 “back” at 00:00:00:00"

    def test_sequences_in_sequences(self) -> None:
        middle = replace(edit(video=(Track("", (Clip(25, 100, self.inner),)),)), duration=125)
        assert self.shown(Clip(0, 125, middle, Fraction(1)))[0] == (0, 1, "a")

    def test_a_sequence_used_twice_at_each_level_is_read_once(self) -> None:
        level = self.inner
        for _ in range(14):
            twice = Track("", (Clip(0, 1, level), Clip(1, 1, level, Fraction(10))))
            level = replace(edit(video=(twice,)), duration=2)
        assert len(self.shown(Clip(0, 2, level))) == 1


class TestLosses:
    def test_an_edit_without_captions_cannot_be_written(self) -> None:
        (problem,) = srt.losses(edit(), options())
        assert problem.severity == "error"

    def test_titles_and_tags(self) -> None:
        title = Clip(0, 10, Generator("text", text="Title"))
        sequence = edit(Caption(0, 5, "a <b> c"), video=(Track("", (title,)),))
        told = [str(problem) for problem in srt.losses(sequence, options())]
        assert told == [
            "Only the 1 captions are written: no pictures, no sound.",
            "1 titles are not written: they are part of the picture.",
            "In 1 captions players take something for a tag, and hide it.",
        ]
        assert len(vtt.losses(sequence, options())) == 2


@pytest.mark.parametrize(
    ("name", "writer"), [("a.srt", srt), ("a.VTT", vtt), ("a.ass", ass), ("a.ssa", ass)]
)
def test_writers_are_found_by_suffix(name: str, writer: ModuleType) -> None:
    assert find_writer(Path(name)) is writer


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40)


@settings(max_examples=examples(200), deadline=None)
@given(lines=st.lists(texts, min_size=1, max_size=3))
def test_any_text_comes_back_from_vtt(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    plain = [line.strip() for line in lines if line.strip()]
    path = tmp_path_factory.mktemp("subtitles") / "a.vtt"
    vtt.write(edit(Caption(0, 25, "\n".join(lines)), Caption(25, 5, "end")), path, options())
    found = read_subtitles(path).cues
    assert found[-1].text == "end"
    assert [cue.text for cue in found[:-1]] == (["\n".join(plain)] if plain else [])
