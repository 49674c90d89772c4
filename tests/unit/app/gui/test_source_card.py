from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.gui import source_card, source_words
from app.gui.preview.examples import unusual_facts
from app.gui.source_card import SourceCard
from app.gui.thumbnails import Thumbnails
from app.jobs.source_facts import SourceWarning, WarningKind
from exporters.media.source import Source
from tests import media_factory


@pytest.fixture
def card(qtbot: QtBot) -> SourceCard:
    widget = SourceCard()
    qtbot.addWidget(widget)
    widget.resize(560, 160)
    widget.show()
    return widget


def texts(card: SourceCard) -> str:
    seen = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
    return "\n".join(seen).replace("\N{NO-BREAK SPACE}", " ")


def warnings(card: SourceCard) -> list[QToolButton]:
    QApplication.processEvents()
    return [button for button in card.findChildren(QToolButton) if button.isVisible()]


def picture(card: SourceCard) -> QPixmap:
    return card.findChildren(QLabel)[0].pixmap()


def test_a_film_is_read_in_the_background_and_shown(
    card: SourceCard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set()
    for name in ("probe", "thumbnail"):
        real = getattr(source_card, name)

        def watched(*values: object, real: object = real, **options: object) -> object:
            threads.add(threading.current_thread())
            assert callable(real)
            return real(*values, **options)

        monkeypatch.setattr(source_card, name, watched)
    path = media_factory.two_languages(tmp_path / "film.mkv")
    stand_in = picture(card).toImage()
    with qtbot.waitSignal(card.source_read, timeout=20_000) as read:
        card.show_source(path)
        assert "film.mkv" in texts(card)
        assert "Reading" in texts(card)
    assert isinstance(read.args[0], Source)
    shown = texts(card)
    assert "160 × 96" in shown
    assert "H.264" in shown
    assert "English mono AAC · Deutsch mono AAC" in shown
    qtbot.waitUntil(lambda: picture(card).toImage() != stand_in, timeout=20_000)
    assert threads
    assert threading.main_thread() not in threads


def test_a_file_that_cannot_be_used_is_a_sentence_and_a_button(
    card: SourceCard, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(card.problem_found, timeout=20_000):
        card.show_source(tmp_path / "gone.mp4")
    assert "does not exist" in texts(card)
    (button,) = (one for one in card.findChildren(QPushButton) if one.isVisible())
    with qtbot.waitSignal(card.locate_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_only_the_last_source_is_shown(card: SourceCard, qtbot: QtBot, tmp_path: Path) -> None:
    first = media_factory.constant_rate(tmp_path / "first.mp4")
    second = media_factory.sound_only(tmp_path / "second.m4a")
    read: list[Source] = []
    card.source_read.connect(read.append)
    card.show_source(first)
    card.show_source(second)
    qtbot.waitUntil(lambda: bool(read), timeout=20_000)
    qtbot.wait(200)
    assert [source.path for source in read] == [second]
    assert "No picture" in [button.text() for button in warnings(card)]


def test_each_warning_says_what_it_means(card: SourceCard, qtbot: QtBot) -> None:
    facts = unusual_facts()
    card.show_facts(facts)
    shown = warnings(card)
    assert len(shown) == len(facts.warnings)
    for button in shown:
        assert button.text()
        assert not button.icon().isNull()
        assert len(button.accessibleDescription()) > 20
        assert button.accessibleDescription() in button.toolTip()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_there_are_words_for_every_kind_of_warning(qtbot: QtBot) -> None:
    values = {
        WarningKind.HDR: {"transfer": "HLG"},
        WarningKind.ROTATED: {"degrees": 90, "mirrored": False},
        WarningKind.NON_SQUARE_PIXELS: {"ratio": "16:11"},
        WarningKind.SUBTITLES: {"count": 3},
    }
    said = [
        source_words.warning_words(SourceWarning(kind, values.get(kind, {})))
        for kind in WarningKind
    ]
    assert len({one.short for one in said}) == len(WarningKind)
    assert all(one.meaning.endswith(".") for one in said)


def test_nothing_is_cut_off_in_a_narrow_card(card: SourceCard) -> None:
    card.show_facts(unusual_facts())
    QApplication.processEvents()
    for width in (400, 560, 900):
        height = max(card.heightForWidth(width), card.minimumSizeHint().height())
        card.resize(width, height)
        QApplication.processEvents()
        for button in warnings(card):
            place = button.geometry().translated(button.parentWidget().pos())
            assert card.rect().contains(place)
            assert button.width() >= button.sizeHint().width()


def test_a_name_is_shown_whatever_is_in_it(card: SourceCard, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "<b>line\nbreak.mp4"
    media_factory.unreadable_bytes(path)
    with qtbot.waitSignal(card.problem_found, timeout=20_000):
        card.show_source(path)
    assert "<b>line break.mp4" in texts(card)


def test_words_and_stand_ins_follow_language_and_theme(card: SourceCard) -> None:
    card.show_facts(unusual_facts())
    for kind in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
        QApplication.sendEvent(card, QEvent(kind))
    assert len(warnings(card)) == len(unusual_facts().warnings)
    assert "harbour_master.mov" in texts(card)


def test_thumbnails_of_a_list_come_one_after_the_other(qtbot: QtBot, tmp_path: Path) -> None:
    films = [media_factory.constant_rate(tmp_path / f"{name}.mp4", 0.4) for name in "abc"]
    bad = media_factory.unreadable_bytes(tmp_path / "bad.mp4")
    thumbnails = Thumbnails()
    told: list[Path] = []
    thumbnails.ready.connect(told.append)
    size = QSize(64, 36)
    for path in (*films, bad):
        assert thumbnails.pixmap(path, size, 2.0) is None
    qtbot.waitUntil(lambda: len(told) == 4, timeout=20_000)
    for path in films:
        found = thumbnails.pixmap(path, size, 2.0)
        assert found is not None
        assert (found.width(), found.height()) == (120, 72)
        assert found.devicePixelRatio() == 2.0
    assert thumbnails.pixmap(bad, size, 2.0) is None
    qtbot.wait(50)
    assert len(told) == 4
