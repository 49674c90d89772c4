"""The language can be changed while the window is open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.gui import languages
from tests import window_scenes

FILE = Path(__file__).parents[4] / "resources" / "translations" / "reprise_zh_CN.ts"
SHOWN = ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText",
         "windowTitle", "specialValueText", "suffix")  # fmt: skip


def english() -> set[str]:
    """Texts that are others in Chinese, and have nothing to be filled in."""
    return {
        source
        for message in etree.parse(str(FILE)).iter("message")
        if (source := message.findtext("source", ""))
        and source != message.findtext("translation")
        and not any(sign in source for sign in "{%")
    }


def texts(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        for name in SHOWN:
            if callable(read := getattr(widget, name, None)):
                yield from str(read()).splitlines()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
    for action in window.findChildren(QAction):
        yield from (action.text(), action.toolTip())


@pytest.mark.parametrize("scene", ["empty", "new", "exporting", "paused", "finished", "failed"])
def test_nothing_stays_in_the_language_of_before(scene: str, tmp_path: Path, qtbot: QtBot) -> None:
    window = window_scenes.window_in(tmp_path)
    window_scenes.SCENES[scene](window)
    before = english() & set(texts(window))
    languages.use("zh_CN")
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    after = english() & set(texts(window))
    window_scenes.close(window)
    assert len(before) > 20
    assert not after
