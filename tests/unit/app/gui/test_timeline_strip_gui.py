"""An edit as a strip: nothing of it is lost to the eye or the ear, however many clips it has."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from app.gui import languages, theme
from app.gui.timeline_strip import examples
from app.gui.timeline_strip.rows import FINEST, Row, is_missing, rows_of
from app.gui.timeline_strip.strip import MARKERS, TimelineStrip
from exporters.timeline.sequence import Clip, Sequence, Track

WIDTH = 1000


@pytest.fixture
def strip(qtbot: QtBot) -> TimelineStrip:
    shown = TimelineStrip()
    qtbot.addWidget(shown)
    shown.show_sequence(examples.edit())
    shown.resize(WIDTH, shown.height())
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def place(strip: TimelineStrip, row: int, frame: float) -> QPoint:
    y = strip._top_of(row) + strip._row_height / 2
    return QPoint(round(strip._left + frame * strip._scale), round(y))


def row_with(lengths: list[tuple[int, int]]) -> Row:
    clips, start = [], 0
    for gap, length in lengths:
        clips.append(Clip(start + gap, length, examples.media("a.mov", found=length % 3 > 0)))
        start += gap + length
    return Row("video", 1, "", True, clips)


@given(
    lengths=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 300)), max_size=200),
    scale=st.floats(0.001, 3.0),
)
def test_every_clip_is_in_one_block_and_no_pixel_has_many(
    lengths: list[tuple[int, int]], scale: float
) -> None:
    row = row_with(lengths)
    blocks = list(row.blocks(scale))
    assert [place for one in blocks for place in range(one.first, one.stop)] == list(
        range(len(row.items))
    )
    end = row.end(len(row.items) - 1) * scale if row.items else 0.0
    assert len(blocks) <= 2 * (end / FINEST + 1) + 1
    for one in blocks:
        assert one.right - one.left >= min(2.0, FINEST - 1) - 1e-9
        some = row.items[one.first : one.stop]
        assert one.missing is any(is_missing(item) for item in some)
        if one.stop - one.first > 1:
            assert (row.starts[one.stop - 1] - row.starts[one.first]) * scale <= FINEST + 1e-6


@given(
    lengths=st.lists(st.tuples(st.integers(0, 5), st.integers(1, 30)), max_size=40),
    frame=st.integers(0, 1500),
)
def test_what_is_at_a_frame_is_found(lengths: list[tuple[int, int]], frame: int) -> None:
    row = row_with(lengths)
    slow = [n for n, item in enumerate(row.items) if item.start <= frame < row.end(n)]
    assert row.at(frame) == (slow[0] if slow else None)


def test_tracks_stand_as_in_an_editor() -> None:
    assert [(row.kind, row.number) for row in rows_of(examples.edit())] == [
        ("captions", 1), ("video", 2), ("video", 1), ("audio", 1), ("audio", 2),
    ]  # fmt: skip


def test_ten_thousand_clips_take_no_more_strokes_than_there_are_pixels(qtbot: QtBot) -> None:
    strip = TimelineStrip()
    qtbot.addWidget(strip)
    edit = examples.many(10_000)
    strip.show_sequence(edit)
    strip.resize(WIDTH, strip.height())
    strip.show()
    qtbot.waitExposed(strip)
    strip.grab()
    assert 0 < strip.drawn <= len(strip.rows) * 2 * WIDTH / FINEST
    before = strip.drawn
    strip.drawn = 0
    # Pointing, and going about by the keyboard, draw nothing of it again.
    strip.tip_at(place(strip, 0, 5000))
    strip._set_current((0, 77))
    strip.grab()
    assert strip.drawn == 0
    strip.resize(WIDTH // 2, strip.height())
    strip.grab()
    assert 0 < strip.drawn < before


def test_pointing_tells_clip_time_and_medium(strip: TimelineStrip) -> None:
    assert strip.tip_at(place(strip, 2, 60)) == "V1 · harbour\n0:00 to 0:10\n/films/harbour.mov"
    assert "Speed 50 %" in strip.tip_at(place(strip, 2, 350))
    assert "The medium was not found." in strip.tip_at(place(strip, 2, 600))
    assert "One picture is held" in strip.tip_at(place(strip, 2, 900))
    assert "Another edit within this one" in strip.tip_at(place(strip, 1, 650))
    assert "Switched off" in strip.tip_at(place(strip, 1, 850))
    assert strip.tip_at(place(strip, 1, 130)).startswith("V2 (titles) · Port of Rostock")
    assert "Dissolve" in strip.tip_at(place(strip, 2, 250))
    assert "A tower." in strip.tip_at(place(strip, 0, 340))
    assert strip.tip_at(place(strip, 2, 780)) == ""


def test_markers_are_told_too(strip: TimelineStrip) -> None:
    at = QPoint(round(strip._left + 125 * strip._scale), MARKERS // 2)
    assert strip.tip_at(at) == "Check the colour\n0:05\ntoo blue"


def test_many_narrow_clips_are_told_together(qtbot: QtBot) -> None:
    strip = TimelineStrip()
    qtbot.addWidget(strip)
    strip.show_sequence(examples.many(10_000))
    strip.resize(WIDTH, strip.height())
    assert re.match(r"V2 · \d\d clips\n33:1\d to 33:[23]\d$", strip.tip_at(place(strip, 0, 50_000)))


def test_the_keyboard_comes_to_every_clip_and_says_it(qtbot: QtBot, strip: TimelineStrip) -> None:
    told: list[str] = []
    strip.current_changed.connect(told.append)
    strip._set_current((2, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(strip, key)
    assert [text.split("\n")[0] for text in told] == [
        "V1 · harbour", "V1 · tower.mov", "V1 · drone.mov", "A1 · drone.mov", "V1 · drone.mov",
        "V2 (titles) · Titles",
    ]  # fmt: skip
    assert strip.accessibleDescription().startswith("V2 (titles) · Titles\n")
    assert "2 clips without their media" in strip.accessibleDescription()
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip._current == (1, 0)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_what_is_missing_has_another_pattern(
    qtbot: QtBot, strip: TimelineStrip, qapp: object, choice: str
) -> None:
    theme.apply(qapp, choice)  # type: ignore[arg-type]

    def shades(frame: int) -> int:
        image: QImage = strip.grab().toImage()
        at = place(strip, 2, frame)
        y = round(strip._top_of(2) + 3)
        ratio = image.devicePixelRatio()
        row = {QColor(image.pixel(round((at.x() + x) * ratio), round(y * ratio))).name()
               for x in range(16)}  # fmt: skip
        return len(row)

    assert shades(500) > shades(100)


def test_it_speaks_the_language_of_the_window(qtbot: QtBot, strip: TimelineStrip) -> None:
    languages.use("zh_CN")
    qtbot.waitUntil(lambda: strip.accessibleName() == "剪辑的轨道")
    assert "找不到素材文件。" in strip.tip_at(place(strip, 2, 600))


@pytest.mark.parametrize(
    "edit",
    [
        None,
        Sequence("Empty", examples.RATE, 16, 16, 0),
        Sequence("Bare", examples.RATE, 16, 16, 9, video=(Track(),)),
    ],
)
def test_an_edit_with_nothing_in_it_is_no_error(
    qtbot: QtBot, strip: TimelineStrip, edit: Sequence | None
) -> None:
    strip.show_sequence(edit)
    strip.resize(300, strip.height())
    strip.grab()
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    assert strip.tip_at(QPoint(150, 20)) == ""


def test_another_edit_is_drawn_anew(strip: TimelineStrip) -> None:
    before = strip.grab().toImage()
    strip.show_sequence(replace(examples.edit(), markers=()))
    assert strip.grab().toImage() != before
