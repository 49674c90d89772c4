"""Pictures that no file holds: black, a colour, bars, text."""

from __future__ import annotations

from typing import Any

from exporters.rendering.placing import Canvas
from exporters.rendering.streams import exactly, filtered, numbered
from exporters.rendering.texts import TextFiles, drawn, title_document
from exporters.timeline.sequence import Generator


def generated_picture(
    generator: Generator, canvas: Canvas, count: int, texts: TextFiles
) -> tuple[Any, bool]:
    """``count`` frames of the canvas's size and colours, and whether they may be transparent."""
    if generator.kind == "bars":
        return _bars(canvas, count), False
    if generator.kind == "text":
        blank = canvas.plain("black", 1, opaque=False)
        document = title_document(generator, canvas.size.width, canvas.size.height)
        return numbered(exactly(drawn(blank, texts.add(document), True), count), canvas.rate), True
    color = "black" if generator.kind == "black" else generator.color
    return canvas.plain(color, count), False


def _bars(canvas: Canvas, count: int) -> Any:
    stream = filtered(canvas.source("smptehdbars", "gbrp"), "trim", end_frame=1)
    return numbered(exactly(canvas.converted(stream, True), count), canvas.rate)
