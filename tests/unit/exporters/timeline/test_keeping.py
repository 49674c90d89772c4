"""A film is cut by what the cues of a subtitle file say, to the frame."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.errors import SourceError, UsageError
from exporters.media.probe import probe
from exporters.media.source import Source, VideoStream
from exporters.timeline.captions.formats import Cue
from exporters.timeline.keeping import KeepOptions, Piece, keep, moved, pieces_of
from exporters.timeline.sequence import Caption, Edit, Media
from tests import media_factory
from tests.examples import examples

SAMPLES = Path("/work/shared/samples")
HALF = Fraction(1, 2)


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return media_factory.constant_rate(tmp_path_factory.mktemp("films") / "film.mp4", seconds=2)


@pytest.fixture(scope="session")
def source(film: Path) -> Source:
    """What is in the film, taken for a minute long."""
    found = probe(film)
    return lengthened(found, Fraction(60))


def lengthened(found: Source, seconds: Fraction) -> Source:
    assert found.video is not None
    return replace(found, duration=seconds, video=replace(found.video, duration=seconds))


def with_video(found: Source, **changes: object) -> Source:
    assert isinstance(found.video, VideoStream)
    return replace(found, video=replace(found.video, **changes))  # type: ignore[arg-type]


def srt(folder: Path, *cues: tuple[float, float, str], name: str = "hits.srt") -> Path:
    def clock(seconds: float) -> str:
        total = round(seconds * 1000)
        return f"00:{total // 60000:02}:{total // 1000 % 60:02},{total % 1000:03}"

    rows = (f"{clock(start)} --> {clock(end)}\n{text}\n" for start, end, text in cues)
    path = folder / name
    path.write_text("\n".join(rows), "utf-8")
    return path


def spans(edit: Edit) -> list[tuple[int, int, Fraction]]:
    clips = edit.sequence.video[0].clips
    return [(clip.start, clip.duration, clip.source_in) for clip in clips]


def messages(edit: Edit) -> list[str]:
    return [problem.message for problem in edit.problems]


def test_each_cue_is_a_clip_with_its_sound(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (10, 15, "一"), (20, 25, "二"), (30, 30.5, "三"))
    edit = keep(film, cues, source=source)
    sequence = edit.sequence
    assert spans(edit) == [(0, 125, 10), (125, 125, 20), (250, 13, 30)]
    assert (sequence.rate, sequence.width, sequence.height) == (25, 160, 96)
    assert sequence.duration == 263
    assert [clip.link for clip in sequence.video[0].clips] == [1, 2, 3]
    sounds = sequence.audio[0].clips
    assert [(clip.start, clip.duration, clip.link) for clip in sounds] == [
        (0, 125, 1), (125, 125, 2), (250, 13, 3),
    ]  # fmt: skip
    content = sequence.video[0].clips[0].content
    assert isinstance(content, Media)
    assert (content.path, content.known, content.duration) == (film, True, 60)
    assert edit.problems == ()


def test_the_cues_go_along_to_the_edited_time(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (10, 15, "一"), (20, 25, "二"), name="hits.zh.srt")
    (row,) = keep(film, cues, KeepOptions(HALF, Fraction(1)), source).sequence.captions
    assert row.language == "zh"
    assert row.captions == (Caption(12, 125, "一"), Caption(174, 125, "二"))


def test_handles_lie_within_the_film(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (0.2, 1, "begin"), (59, 60, "end"))
    edit = keep(film, cues, KeepOptions(Fraction(1), Fraction(2)), source)
    assert spans(edit) == [(0, 75, 0), (75, 50, 58)]
    assert edit.sequence.captions[0].captions == (Caption(5, 20, "begin"), Caption(100, 25, "end"))


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (Fraction(0), [(0, 50, 10), (50, 50, 13)]),
        (Fraction(99, 100), [(0, 50, 10), (50, 50, 13)]),
        (Fraction(1), [(0, 125, 10)]),
    ],
)
def test_near_cues_become_one_piece(
    tmp_path: Path,
    film: Path,
    source: Source,
    gap: Fraction,
    expected: list[tuple[int, int, int]],
) -> None:
    cues = srt(tmp_path, (10, 12, "a"), (13, 15, "b"))
    edit = keep(film, cues, KeepOptions(merge_gap=gap), source)
    assert spans(edit) == expected
    assert [caption.text for caption in edit.sequence.captions[0].captions] == ["a", "b"]


def test_handles_that_meet_become_one_piece(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (10, 12, "a"), (13, 15, "b"))
    edit = keep(film, cues, KeepOptions(HALF, HALF), source)
    assert spans(edit) == [(0, 150, Fraction(238, 25))]


def test_short_pieces_are_widened(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (10, 10.2, "short"), (20, 25, "long"))
    edit = keep(film, cues, KeepOptions(minimum=Fraction(2)), source)
    assert spans(edit) == [(0, 50, Fraction(228, 25)), (50, 125, 20)]


def test_cues_that_overlap_lie_on_two_tracks(tmp_path: Path, film: Path, source: Source) -> None:
    edit = keep(film, srt(tmp_path, (10, 14, "a"), (12, 16, "b")), source=source)
    assert spans(edit) == [(0, 150, 10)]
    rows = edit.sequence.captions
    assert [row.captions for row in rows] == [
        (Caption(0, 100, "a"),), (Caption(50, 100, "b"),),
    ]  # fmt: skip


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "60000/1001", "25/2"])
def test_pieces_begin_and_end_on_frames(
    tmp_path: Path, film: Path, source: Source, rate: str
) -> None:
    exact = Fraction(rate)
    cues = srt(tmp_path, (10.01, 12.34, "a"), (20.5, 25.25, "b"))
    edit = keep(film, cues, source=with_video(source, average_rate=exact, guessed_rate=exact))
    assert edit.sequence.rate == exact
    at = 0
    for clip, (start, end) in zip(
        edit.sequence.video[0].clips, ((10010, 12340), (20500, 25250)), strict=True
    ):
        first, stop = (round(Fraction(time, 1000) * exact) for time in (start, end))
        assert (clip.start, clip.duration) == (at, stop - first)
        assert clip.source_in == first / exact
        at += stop - first


def test_a_rate_that_varies_is_told(tmp_path: Path, film: Path, source: Source) -> None:
    varying = with_video(source, average_rate=Fraction(2983, 100), guessed_rate=Fraction(120))
    edit = keep(film, srt(tmp_path, (10, 15, "a")), source=varying)
    assert edit.sequence.rate == Fraction(30000, 1001)
    assert "varies" in messages(edit)[0]


def test_a_film_with_a_varying_rate(tmp_path: Path) -> None:
    film = media_factory.variable_rate(tmp_path / "phone.mp4", seconds=2)
    edit = keep(film, srt(tmp_path, (0.5, 1.5, "a")))
    clip = edit.sequence.video[0].clips[0]
    assert clip.duration == pytest.approx(float(edit.sequence.rate), abs=1)


def test_a_rate_that_is_given_is_taken(tmp_path: Path, film: Path, source: Source) -> None:
    edit = keep(film, srt(tmp_path, (10, 15, "a")), KeepOptions(rate=Fraction(50)), source)
    assert spans(edit) == [(0, 250, 10)]


def test_cues_count_from_the_films_begin_and_media_from_their_first_frame(
    tmp_path: Path, film: Path, source: Source
) -> None:
    assert source.video is not None
    late = int(Fraction(2) / source.video.time_base)
    shifted = replace(with_video(source, start=late), start_time=Fraction(0))
    edit = keep(film, srt(tmp_path, (10, 15, "a")), source=shifted)
    assert spans(edit) == [(0, 125, 8)]


def test_a_turned_picture_is_upright(tmp_path: Path, film: Path, source: Source) -> None:
    edit = keep(film, srt(tmp_path, (10, 15, "a")), source=with_video(source, rotation=90))
    assert (edit.sequence.width, edit.sequence.height) == (96, 160)


def test_a_film_without_sound_has_no_track_of_it(
    tmp_path: Path, film: Path, source: Source
) -> None:
    edit = keep(film, srt(tmp_path, (10, 15, "a")), source=replace(source, audio=()))
    assert edit.sequence.audio == ()
    assert edit.sequence.video[0].clips[0].link == 0


def test_further_tracks_of_sound_are_told(tmp_path: Path, film: Path, source: Source) -> None:
    two = replace(source, audio=(*source.audio, *source.audio))
    edit = keep(film, srt(tmp_path, (10, 15, "a")), source=two)
    assert messages(edit) == ["Of the film's 2 tracks of sound the first is kept."]


def test_cues_after_the_end_are_left_out_and_told(
    tmp_path: Path, film: Path, source: Source
) -> None:
    cues = srt(tmp_path, (55, 70, "half"), (60, 61, "after"), (80, 90, "far"))
    edit = keep(film, cues, source=source)
    assert spans(edit) == [(0, 125, 55)]
    assert edit.sequence.captions[0].captions == (Caption(0, 125, "half"),)
    assert messages(edit) == ["2 cues lie after the film's end and were left out."]


def test_cues_of_another_film_are_refused(tmp_path: Path, film: Path) -> None:
    with pytest.raises(SourceError) as raised:
        keep(film, srt(tmp_path, (10, 15, "a")))
    assert "No cue of" in raised.value.problem
    assert raised.value.advice == "The film has 2 s, the first cue begins at 10 s."


def test_captions_of_an_original_go_along(tmp_path: Path, film: Path, source: Source) -> None:
    """The hits are chosen out of an original subtitle file, whose texts may be wanted too."""
    original = srt(
        tmp_path, (9, 11, "cut"), (11, 12, "whole"), (16, 18, "not kept"), (14, 21, "in two"),
        name="original.srt",
    )  # fmt: skip
    hits = srt(tmp_path, (10, 15, "hit"), (20, 22, "hit"))
    edit = keep(film, hits, KeepOptions(original=original), source)
    first, second = edit.sequence.captions
    assert [caption.text for caption in first.captions] == ["hit", "hit"]
    assert second.captions == (
        Caption(0, 25, "cut"), Caption(25, 25, "whole"), Caption(100, 25, "in two"),
        Caption(125, 25, "in two"),
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "big5", "utf-16", "utf-16-le"])
def test_the_encoding_is_found_out(
    tmp_path: Path, film: Path, source: Source, encoding: str
) -> None:
    cues = srt(tmp_path, (10, 15, "我在家裡等你"), (20, 25, "天黑了，快走"))
    cues.write_bytes(cues.read_text("utf-8").encode(encoding))
    edit = keep(film, cues, source=source)
    assert edit.sequence.captions[0].captions[0].text == "我在家裡等你"


def test_what_is_wrong_is_said(tmp_path: Path, film: Path, source: Source) -> None:
    cues = srt(tmp_path, (10, 15, "a"))
    with pytest.raises(UsageError, match="gap is negative"):
        keep(film, cues, KeepOptions(merge_gap=Fraction(-1)), source)
    with pytest.raises(UsageError, match="frame rate"):
        keep(film, cues, KeepOptions(rate=Fraction(0)), source)
    with pytest.raises(SourceError, match="holds no pictures"):
        keep(film, cues, source=replace(source, video=None))
    with pytest.raises(SourceError):
        keep(tmp_path / "missing.mp4", cues)


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
def test_real_cues_on_a_real_film() -> None:
    film = SAMPLES / "media/car-detection.mp4"
    hits = SAMPLES / "interchange/drama_zh_hit.srt"
    options = KeepOptions(HALF, HALF, original=SAMPLES / "interchange/drama_zh_original.srt")
    edit = keep(film, hits, options)
    assert edit.sequence.rate == Fraction(25, 2)
    assert spans(edit) == [
        (0, 75, Fraction(119) / edit.sequence.rate), (75, 75, Fraction(244) / edit.sequence.rate),
        (150, 8, Fraction(369) / edit.sequence.rate),
    ]  # fmt: skip
    assert [len(row.captions) for row in edit.sequence.captions] == [3, 3]
    assert messages(edit) == ["21 cues lie after the film's end and were left out."]


cue_lists = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(1, 9_000)), min_size=1, max_size=40
)
seconds = st.fractions(0, 3, max_denominator=1000)


@settings(max_examples=examples(200), deadline=None)
@given(
    cue_lists,
    st.sampled_from([Fraction(25), Fraction(24000, 1001), Fraction(60)]),
    st.builds(KeepOptions, seconds, seconds, seconds, seconds),
)
def test_pieces_rise_without_overlaps_and_hold_every_cue(
    rows: list[tuple[int, int]], rate: Fraction, options: KeepOptions
) -> None:
    cues = [Cue(start, start + length, "x") for start, length in sorted(rows)]
    length = 50 * rate.numerator // rate.denominator
    pieces = pieces_of(cues, rate, length, options)
    at = end = 0
    for piece in pieces:
        assert piece.at == at
        assert end <= piece.start < piece.end <= length
        at, end = at + piece.end - piece.start, piece.end
    for cue in cues:
        start = round(Fraction(cue.start, 1000) * rate)
        if start < length:
            assert any(piece.start <= start < piece.end for piece in pieces)


def test_captions_move_with_their_pieces() -> None:
    pieces = (Piece(10, 20, 0), Piece(30, 40, 10), Piece(40, 45, 20))
    rows = [Caption(0, 5, "a"), Caption(8, 4, "b"), Caption(12, 30, "c"), Caption(50, 5, "d")]
    assert moved(rows, pieces) == [
        Caption(0, 2, "b"), Caption(2, 8, "c"), Caption(10, 10, "c"), Caption(20, 2, "c"),
    ]  # fmt: skip
