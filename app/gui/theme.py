"""Colours, fonts and icons of the window, light and dark: the only place that knows a colour."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractSpinBox, QApplication

RESOURCES = Path(__file__).parents[2] / "resources"
GRID = 8
"""Pixels that sizes and gaps are multiples of."""

HEADING = 1.25
"""Size of headings, in sizes of the text."""

Choice = Literal["system", "light", "dark"]


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for.

    Attributes:
        dark: whether light text stands on dark ground.
        background: of the window; ``surface``: of cards and lists; ``raised``: of fields and
            buttons; ``line``: borders; ``track``: what is still empty of a bar.
        text, dim: text, and text of less weight; both are readable on all grounds.
        accent, on_accent: the one accent colour, and text on it; ``selection``: ground of what is
            selected, under ``text``.
        good, warn, bad: what is well, what needs attention, what failed; readable as text.
    """

    dark: bool
    background: QColor
    surface: QColor
    raised: QColor
    line: QColor
    track: QColor
    text: QColor
    dim: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    good: QColor
    warn: QColor
    bad: QColor


LIGHT = Theme(
    dark=False,
    background=QColor("#f4f4f2"),
    surface=QColor("#ffffff"),
    raised=QColor("#ffffff"),
    line=QColor("#d3d4d1"),
    track=QColor("#e3e4e1"),
    text=QColor("#1c1e20"),
    dim=QColor("#565c62"),
    accent=QColor("#0b6b63"),
    on_accent=QColor("#ffffff"),
    selection=QColor("#d5ebe8"),
    good=QColor("#1b6b3a"),
    warn=QColor("#7d5000"),
    bad=QColor("#b3261e"),
)

DARK = Theme(
    dark=True,
    background=QColor("#1a1c1e"),
    surface=QColor("#222528"),
    raised=QColor("#2b2f33"),
    line=QColor("#3d4348"),
    track=QColor("#34393d"),
    text=QColor("#eceded"),
    dim=QColor("#aab1b7"),
    accent=QColor("#4fc3b4"),
    on_accent=QColor("#06201d"),
    selection=QColor("#23473f"),
    good=QColor("#6ccf8e"),
    warn=QColor("#e3b341"),
    bad=QColor("#ff9890"),
)

_current = [LIGHT]


def current() -> Theme:
    """The theme that is shown. After a change every widget gets a ``PaletteChange`` event."""
    return _current[0]


def apply(application: QApplication, choice: Choice) -> None:
    """Show a theme, or that of the system."""
    dark = choice == "dark" or (choice == "system" and _system_is_dark())
    _current[0] = DARK if dark else LIGHT
    application.setStyle("Fusion")
    application.setPalette(_palette(current()))
    application.setStyleSheet(_stylesheet(current()))


def heading(font: QFont) -> QFont:
    """A font for headings, made of that of the text."""
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * HEADING)
    larger.setWeight(QFont.Weight.DemiBold)
    return larger


def tabular(font: QFont) -> QFont:
    """A font whose digits are all of the same width, so that figures that change stay in place."""
    even = QFont(font)
    even.setFeature(QFont.Tag("tnum"), 1)
    return even


def indent(field: QAbstractSpinBox) -> None:
    """Let a number stand as far from its border as text does; a stylesheet cannot."""
    field.lineEdit().setTextMargins(GRID, 0, 0, 0)


def icon(name: str, role: str = "text") -> QIcon:
    """The icon ``resources/icons/NAME.svg`` in the theme's colour ``role``, also after a change."""
    return QIcon(_TintedIcon(name, role))


@contextmanager
def painting(painter: QPainter) -> Iterator[QPainter]:
    """Save a painter's state, and restore it."""
    painter.save()
    try:
        yield painter
    finally:
        painter.restore()


class _TintedIcon(QIconEngine):
    """Draws an SVG whose strokes are ``currentColor`` in a colour of the current theme."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = QColor(getattr(current(), self._role))
        if mode == QIcon.Mode.Disabled:
            colour = QColor(current().dim)
            colour.setAlphaF(0.6)
        renderer = _renderer(self._name, colour.name(QColor.NameFormat.HexRgb))
        with painting(painter):
            painter.setOpacity(colour.alphaF())
            side = min(rect.width(), rect.height())
            square = QRectF(0, 0, side, side)
            square.moveCenter(QRectF(rect).center())
            renderer.render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._name, self._role)


@functools.cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette(theme: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for place, colour in (
        (role.Window, theme.background), (role.WindowText, theme.text),
        (role.Base, theme.surface), (role.AlternateBase, theme.background),
        (role.Text, theme.text), (role.PlaceholderText, theme.dim),
        (role.Button, theme.raised), (role.ButtonText, theme.text),
        (role.BrightText, theme.bad), (role.Light, theme.raised), (role.Midlight, theme.track),
        (role.Mid, theme.line), (role.Dark, theme.line), (role.Shadow, theme.line),
        (role.Highlight, theme.selection), (role.HighlightedText, theme.text),
        (role.ToolTipBase, theme.surface), (role.ToolTipText, theme.text),
        (role.Link, theme.accent), (role.LinkVisited, theme.accent), (role.Accent, theme.accent),
    ):  # fmt: skip
        palette.setColor(place, colour)
    for place in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, theme.dim)
    return palette


def _stylesheet(theme: Theme) -> str:
    names = {
        item.name: getattr(theme, item.name).name() for item in fields(theme) if item.name != "dark"
    }
    shade = "dark" if theme.dark else "light"
    names["icons"] = (RESOURCES / "style" / shade).as_posix()
    return Template((RESOURCES / "style" / "reprise.qss").read_text("utf-8")).substitute(names)
