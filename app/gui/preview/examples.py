"""Pictures and facts for showing widgets alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF
from PySide6.QtWidgets import QWidget

from app.gui import theme
from app.gui.preview.modes import Mode
from app.gui.preview.preview_widget import PreviewWidget
from app.jobs.source_facts import SourceFacts, SourceWarning, TrackFacts, WarningKind

PICTURE = QSize(1120, 630)


def film_picture(size: QSize, coarse: int = 1) -> QImage:
    """A harbour in the evening.

    Args:
        coarse: pixels that are made one, as a strong compression does.
    """
    image = QImage(size / coarse, QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    sky = QLinearGradient(0, 0, 0, height)
    for place, colour in ((0.0, "#26456e"), (0.45, "#d98c5f"), (0.6, "#f4c98b"), (0.61, "#3f6276"),
                          (1.0, "#132531")):  # fmt: skip
        sky.setColorAt(place, QColor(colour))
    painter = QPainter(image)
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#fff1cf"))
    painter.drawEllipse(QRectF(width * 0.62, height * 0.46, height * 0.16, height * 0.16))
    painter.setBrush(QColor("#1b2a38"))
    for left, wide, high in ((0.02, 0.1, 0.22), (0.13, 0.06, 0.32), (0.2, 0.12, 0.16)):
        bottom, tall = height * 0.61, height * high
        painter.drawRect(QRectF(width * left, bottom - tall, width * wide, tall))
    hull = [(0.4, 0.68), (0.72, 0.68), (0.68, 0.76), (0.44, 0.76)]
    painter.drawPolygon(QPolygonF([QPointF(width * x, height * y) for x, y in hull]))
    painter.drawRect(QRectF(width * 0.54, height * 0.42, width * 0.008, height * 0.26))
    painter.setBrush(QColor("#c8573f"))
    flag = [(0.548, 0.43), (0.62, 0.46), (0.548, 0.49)]
    painter.drawPolygon(QPolygonF([QPointF(width * x, height * y) for x, y in flag]))
    painter.end()
    return image.scaled(size) if coarse > 1 else image


def unusual_facts() -> SourceFacts:
    """A film with two languages and several things to know about."""
    return SourceFacts(
        path=Path("/home/mia/Videos/harbour_master.mov"),
        duration=3754.2,
        size=4_812_000_000,
        width=3840,
        height=2160,
        frame_rate=29.97,
        rate="variable",
        video_codec="HEVC",
        bit_depth=10,
        audio=(
            TrackFacts(1, "AAC", "eng", 6, "5.1", 48000, ""),
            TrackFacts(2, "AAC", "zho", 2, "stereo", 48000, ""),
        ),
        truncated=True,
        subtitles=2,
        chapters=12,
        warnings=(
            SourceWarning(WarningKind.TRUNCATED, {"bytes": 1_200_000}),
            SourceWarning(WarningKind.VARIABLE_RATE, {"average": 29.97}),
            SourceWarning(WarningKind.HDR, {"transfer": "PQ"}),
            SourceWarning(WarningKind.INTERLACED, {"first": "top"}),
            SourceWarning(WarningKind.SUBTITLES, {"count": 2}),
        ),
    )


def example() -> QWidget:
    """A film with its beginning and end trimmed off."""
    return _preview(Mode.SOURCE, [film_picture(PICTURE)], [])


def example_compare() -> QWidget:
    """The original beside a sample of bad quality."""
    pictures = [film_picture(PICTURE), film_picture(PICTURE, coarse=6)]
    translate = QCoreApplication.translate
    labels = [translate("PreviewWidget", "Original"), translate("PreviewWidget", "Result")]
    return _preview(Mode.COMPARE, pictures, labels)


def example_problem() -> QWidget:
    """A file that is no film."""
    preview = PreviewWidget()
    preview.view.show_message(
        '"/home/mia/Videos/notes.mp4" is not a video or sound file, or its beginning is damaged.',
        "error",
    )
    preview.resize(70 * theme.GRID, 50 * theme.GRID)
    return preview


def _preview(mode: Mode, pictures: list[QImage], labels: list[str]) -> PreviewWidget:
    preview = PreviewWidget()
    preview.controls.show_state(3754.2, has_picture=True, encodes=True)
    preview.set_range(420.0, 3300.0)
    preview.controls.set_mode(mode)
    preview.controls.show_time(751.04)
    preview.view.show_images(pictures, labels)
    preview.resize(70 * theme.GRID, 50 * theme.GRID)
    return preview
