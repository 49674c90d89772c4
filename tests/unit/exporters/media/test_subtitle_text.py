from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.media.subtitle_cues import (
    Cue,
    ended,
    one_at_a_time,
    pictures_within,
    texts_within,
)
from exporters.media.subtitle_part import Shown, as_payloads
from exporters.media.subtitle_text import (
    BOLD,
    ITALIC,
    UNDERLINE,
    Run,
    read_text,
    together,
    write_text,
)

HEADER = b"""[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline
Style: Default,Arial,20,&H00FFFFFF,0,0,0
Style: Song,Arial,20,&H000000FF,0,-1,0
"""
FORMS = ("subrip", "webvtt", "mov_text")


def ass(text: str, style: str = "Default") -> bytes:
    return f"0,0,{style},,0,0,0,,{text}".encode()


def seconds(cue: Cue[object]) -> tuple[float, float | None]:
    return float(cue.start), None if cue.stop is None else float(cue.stop)


def cue(start: float, stop: float | None, text: str = "x") -> Cue[tuple[Run, ...]]:
    end = None if stop is None else Fraction(stop)
    return Cue(Fraction(start), end, (Run(text),))


@pytest.mark.parametrize(
    ("codec", "payload", "runs"),
    [
        ("subrip", b"a<i>b</i>c", (Run("a"), Run("b", ITALIC), Run("c"))),
        ("subrip", b"{\\an8}top\r\nnext", (Run("top\nnext"),)),
        ("subrip", b"{curly} 1 < 2 <tag>", (Run("{curly} 1 < 2 <tag>"),)),
        ("subrip", b'<font color="#00FF00"><B>x</B></font>', (Run("x", BOLD, "00ff00"),)),
        ("subrip", b"<i>never closed", (Run("never closed", ITALIC),)),
        ("subrip", b"Gr\xfc\xdfe", (Run("Grüße"),)),
        ("webvtt", b"<v Anna>Hi &amp; <b>bye</b></v> <00:01.000><c.x>k</c>",
         (Run("Hi & "), Run("bye", BOLD), Run(" k"))),
        ("ass", ass("one, two\\Nthree\\hfour"), (Run("one, two\nthree\u00a0four"),)),
        ("ass", ass("{\\b1\\i1}x{\\b0}y{\\r}z"),
         (Run("x", BOLD | ITALIC), Run("y", ITALIC), Run("z"))),
        ("ass", ass("{\\blur5\\bord2\\pos(1,2)}plain"), (Run("plain"),)),
        ("ass", ass("{\\b700}x{\\b100}y"), (Run("x", BOLD), Run("y"))),
        ("ass", ass("a{\\p1}m 0 0 l 1 1{\\p0}b"), (Run("ab"),)),
        ("ass", ass("la \\{la\\}", "Song"), (Run("la {la}", ITALIC, "ff0000"),)),
        ("ass", ass("{\\c&H00FF00&}x"), (Run("x", 0, "00ff00"),)),
        ("mov_text", b"\0\x03abc", (Run("abc"),)),
        ("mov_text", b"\0\x06\xfe\xff\x4f\x60\x59\x7d", (Run("你好"),)),
        ("text", b"<i>as it is</i>", (Run("<i>as it is</i>"),)),
    ],
)  # fmt: skip
def test_texts_are_read(codec: str, payload: bytes, runs: tuple[Run, ...]) -> None:
    assert read_text(codec, payload, HEADER if codec == "ass" else b"") == runs


RUNS = st.lists(
    st.builds(
        Run,
        st.text("aé你 \n&", min_size=1, max_size=5),
        st.sampled_from((0, BOLD, ITALIC | UNDERLINE, BOLD | ITALIC | UNDERLINE)),
        st.sampled_from(("", "ff0000")),
    ),
    max_size=6,
)


@given(RUNS, st.sampled_from(FORMS))
def test_what_is_written_is_read_again(runs: list[Run], codec: str) -> None:
    wanted = together([tuple(runs)])
    found = read_text(codec, write_text(codec, wanted), b"")
    if codec == "webvtt":
        wanted = together([tuple(Run(run.text, run.flags) for run in wanted)])
        # What keeps a line from being empty.
        found = together([tuple(Run(r.text.replace("\u00a0", ""), r.flags) for r in found)])
    assert found == wanted


@given(
    st.sampled_from((*FORMS, "ass", "ssa", "text")), st.binary(max_size=80), st.binary(max_size=60)
)
def test_nothing_that_is_read_brings_it_down(codec: str, payload: bytes, header: bytes) -> None:
    for form in FORMS:
        write_text(form, read_text(codec, payload, header))


def test_a_text_too_long_for_mp4_is_cut_at_a_letter() -> None:
    made = write_text("mov_text", (Run("é" * 40_000, BOLD),))
    assert read_text("mov_text", made, b"") == (Run("é" * 32_767, BOLD),)


def test_texts_are_cut_to_what_is_exported() -> None:
    cues = [cue(0, 1), cue(0.5, 2.5), cue(3, 4), cue(4.5, 9), cue(6, 7)]
    assert [seconds(c) for c in texts_within(cues, Fraction(2), Fraction(4))] == [
        (0, 0.5), (1, 2), (2.5, 4),
    ]  # fmt: skip
    assert [seconds(c) for c in texts_within(cues, Fraction(0), None)] == [seconds(c) for c in cues]


def test_an_end_that_is_not_said_is_the_next_begin_or_five_seconds_later() -> None:
    cues = [cue(0, None), cue(0, None), cue(2, None), cue(10, None)]
    assert [seconds(c)[1] for c in ended(cues)] == [2, 2, 7, 15]


def test_texts_at_the_same_time_stand_below_each_other() -> None:
    cues = [cue(1, 4, "a"), cue(2, 3, "b"), cue(4, 5, "c"), cue(4.5, 6, "d")]
    found = [(*seconds(c), c.content[0].text) for c in one_at_a_time(cues)]
    assert found == [
        (1, 2, "a"), (2, 3, "a\nb"), (3, 4, "a"), (4, 4.5, "c"), (4.5, 5, "c\nd"), (5, 6, "d"),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=12))
def test_no_text_is_lost_and_none_overlap(spans: list[tuple[int, int]]) -> None:
    cues = [cue(start, start + length, f"<{n}>") for n, (start, length) in enumerate(spans)]
    found = one_at_a_time(cues)
    for moment in range(40):
        half = moment + Fraction(1, 2)
        shown = [c for c in found if c.start <= half < c.stop]  # type: ignore[operator]
        wanted = {
            f"<{n}>" for n, (start, length) in enumerate(spans) if start <= half < start + length
        }
        assert len(shown) == (1 if wanted else 0)
        lines = shown[0].content[0].text.splitlines() if shown else []
        assert (set(lines), len(lines)) == (wanted, len(wanted))


def test_both_ends_are_rounded_to_ticks() -> None:
    frame = Fraction(1001, 30000)
    listed = [Cue(n * frame, (n + 1) * frame, (Run(str(n)),)) for n in range(4)]
    assert as_payloads(listed, "subrip", 1000) == [
        Shown(0, 33, b"0"), Shown(33, 34, b"1"), Shown(67, 33, b"2"), Shown(100, 33, b"3"),
    ]  # fmt: skip
    assert [s.start for s in as_payloads(listed, "subrip", 30000)] == [0, 1001, 2002, 3003]


def shown_pictures(states: list[tuple[float, bool, bool]], origin: int) -> list[tuple[float, int]]:
    listed = [Cue(Fraction(start), None, n) for n, (start, _, _) in enumerate(states)]
    kept = pictures_within(listed, Fraction(origin), Fraction(10), lambda n: states[n][1:])
    return [(float(c.start), c.content) for c in kept]


def test_a_picture_that_is_shown_at_the_cut_comes_with_what_it_is_drawn_on() -> None:
    states = [(0, True, True), (1, True, True), (2, False, True), (4, False, False)]
    assert shown_pictures(states, 3) == [(0, 1), (0, 2), (1, 3)]
    assert shown_pictures(states, 5) == []
    assert shown_pictures(states, 0) == [(0, 0), (1, 1), (2, 2), (4, 3)]
