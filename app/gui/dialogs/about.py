"""Tells what this is, in which versions, and under which licences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.gui import theme

SIZE = (72 * theme.GRID, 56 * theme.GRID)
ICON = 8 * theme.GRID
DISTRIBUTION = "reprise-export"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
UNKNOWN = "UNKNOWN"
"""What old packages say instead of nothing."""


class AboutDialog(QDialog):
    """Name, version, licence, and what Reprise is built on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Reprise"))
        icon = QLabel()
        icon.setPixmap(self.windowIcon().pixmap(ICON, ICON))
        title = QLabel(self.tr("Reprise {version}").format(version=__version__))
        title.setFont(theme.heading(self.font()))
        purpose = QLabel(self.tr("Video export that never loses finished work."))
        licence = QLabel(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later. "
                "It comes without any warranty."
            )
        )
        licence.setWordWrap(True)
        built_on = QLabel(self.tr("Built on these programs and libraries:"))
        self._licences = QPlainTextEdit("\n".join(_licences()))
        self._licences.setReadOnly(True)
        self._licences.setAccessibleName(self.tr("Licences"))
        self._licences.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(theme.GRID // 2)
        words.addWidget(title)
        words.addWidget(purpose)
        head = QHBoxLayout()
        head.setSpacing(2 * theme.GRID)
        head.addWidget(icon, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[3 * theme.GRID] * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(head)
        layout.addWidget(licence)
        layout.addWidget(built_on)
        layout.addWidget(self._licences, 1)
        layout.addWidget(close)
        self.resize(*SIZE)


def _packages() -> list[str]:
    """Names of what Reprise itself needs, as it was installed."""
    try:
        told = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return []
    return [found[0] for one in told if "extra ==" not in one and (found := _NAME.match(one))]


def _licences() -> Iterator[str]:
    for name in _packages():
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        yield f"{about['name']} {about['version']}  –  {_licence(about)}"
    yield "ffmpeg  –  GPL-3.0-or-later (inside imageio-ffmpeg)"


def _licence(about: dict[str, Any]) -> str:
    named = str(about.get("license_expression") or about.get("license") or "").strip()
    if named and named != UNKNOWN:
        return named.splitlines()[0]
    classes = [str(one) for one in about.get("classifier", ())]
    return ", ".join(one.rpartition(" :: ")[2] for one in classes if one.startswith("License"))


def example() -> QWidget:
    return AboutDialog()
