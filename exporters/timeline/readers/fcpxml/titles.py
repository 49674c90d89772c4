"""Texts, solids and other pictures of FCPXML that no file holds."""

from __future__ import annotations

from lxml import etree

from exporters.timeline.readers.fcpxml.values import (
    TITLE_HEIGHT,
    color_of,
    parse_number,
    parse_numbers,
)
from exporters.timeline.sequence import Generator

MAX_LETTERS = 20_000
"""Of one title."""
TITLE_LOSS = "Of a title the text is kept, with its size and colour; its design is not."


def styled_text(element: etree._Element) -> str:
    """The texts of a title or a caption, without what only lays out the file around them."""
    texts = []
    for text in element.iterchildren("text"):
        styled = list(text.iterchildren("text-style"))
        if styled:
            texts.append("".join(_whole_text(part) for part in styled))
        else:
            texts.append(_whole_text(text).strip())
    return "\n".join(text.strip("\n") for text in texts if text.strip())[:MAX_LETTERS]


def read_title(element: etree._Element) -> Generator:
    """A title as a text; its style is that of the first definition."""
    style = element.find("text-style-def/text-style")
    color, size = "#ffffff", 0.06
    if style is not None:
        color = color_of(parse_numbers(style.get("fontColor"), 3)) or color
        points = parse_number(style.get("fontSize"))
        if points is not None and points > 0:
            size = round(min(points / TITLE_HEIGHT, 1.0), 6)
    return Generator("text", color, styled_text(element), size)


def read_generator(element: etree._Element, effect: tuple[str, str]) -> tuple[Generator, str]:
    """A generator as a picture of one colour, and what is lost with that ("" for nothing)."""
    name, uid = effect
    color = ""
    for param in element.iterchildren("param"):
        if param.get("name") == "Color":
            color = color or color_of(parse_numbers(param.get("value"), 3))
    if "/Solids." in uid and "/Custom." in uid:
        color = color or "#000000"
        return Generator("black" if color == "#000000" else "color", color), ""
    loss = f"The generator “{(name or 'without a name')[:60]}” becomes "
    if color:
        return Generator("color", color), f"{loss}a picture of one colour."
    return Generator("black"), f"{loss}black."


def _whole_text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
