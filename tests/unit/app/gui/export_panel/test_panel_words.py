"""Everything that can be shown has words, and follows the language."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui import encoder_words, reason_words
from app.gui.export_panel import preset_words
from app.gui.export_panel.examples import FILM, film
from app.gui.export_panel.panel import ExportPanel
from app.jobs.presets import BUILT_IN, find_preset
from app.jobs.reasons import SENTENCES, because
from exporters.video.encoders import AUDIO_ENCODERS, CONTAINERS, VIDEO_ENCODERS


def test_every_reason_is_worded_with_the_same_values() -> None:
    for key, sentence in SENTENCES.items():
        names = [name for _, name, _, _ in Formatter().parse(sentence) if name]
        why = because(key, **{name: f"<{name}>" for name in names})
        assert reason_words.reason(why) == why.sentence
        assert reason_words._sentences()[key] == sentence


def test_everything_that_can_be_chosen_has_a_name_of_its_own() -> None:
    for names, word in (
        (CONTAINERS, encoder_words.container),
        (["", *VIDEO_ENCODERS], encoder_words.video_encoder),
        (AUDIO_ENCODERS, encoder_words.audio_encoder),
    ):
        worded = [word(name) for name in names]
        assert len(set(worded)) == len(worded)
        assert not set(worded) & set(names)


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_the_presets_that_come_with_reprise_can_be_translated(path: object) -> None:
    preset = find_preset(getattr(path, "stem", ""))
    assert preset_words.built_in()[preset.name] == (preset.title, preset.description)
    assert preset_words.groups()[preset.group] == preset.group


class Marked(QTranslator):
    """A language in which every text begins with "§"."""

    def isEmpty(self) -> bool:  # noqa: N802  Qt’s name
        return False

    def translate(
        self,
        context: str | bytes,
        source: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        return f"§{source if isinstance(source, str) else source.decode()}"


NOT_WORDS = re.compile(r"[\W\d_]*|/.*|harbour_master.*|yuv420p|\{name\}")


def texts(panel: ExportPanel) -> list[str]:
    found = []
    for widget in panel.findChildren(QWidget):
        if isinstance(widget, (QLabel, QAbstractButton)):
            found.append(widget.text())
        found += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        for property_name in ("placeholderText", "currentText"):
            found.append(str(widget.property(property_name) or ""))
    return [text for text in found if text and not NOT_WORDS.fullmatch(text)]


def test_every_text_follows_the_language_while_the_panel_is_open(
    panel: ExportPanel, qtbot: QtBot
) -> None:
    panel.show_source(FILM, film())
    panel.form.unfold(True)
    before = texts(panel)
    marked = Marked()
    QCoreApplication.installTranslator(marked)
    try:
        qtbot.waitUntil(lambda: panel.footer.export.text() == "§Export")
        qtbot.wait(10)
        shown = texts(panel)
        assert len(shown) > 60
        assert [text for text in shown if not text.startswith("§")] == []
    finally:
        QCoreApplication.removeTranslator(marked)
    qtbot.waitUntil(lambda: panel.footer.export.text() == "Export")
    qtbot.wait(10)
    assert sorted(texts(panel)) == sorted(before)
