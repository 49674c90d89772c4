"""Texts of MLT projects: Kdenlive's titles, MLT's pango and qtext, text effects on empty clips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from exporters.errors import SourceError
from exporters.timeline.readers.mlt.numbers import color, number, rect
from exporters.timeline.safe_xml import parse_bytes
from exporters.timeline.sequence import Generator

if TYPE_CHECKING:
    from exporters.timeline.readers.mlt.document import Document

TEXT_FILTERS = ("dynamictext", "qtext", "text", "typewriter", "pango")
DEFAULT_SIZE = 0.06
MAX_TEXT = 20_000
_LOSS = "Of a title the text, its colour and size are kept; its font and place are not."


def title_text(
    known: Mapping[str, str], service: str, resource: str
) -> tuple[Generator | None, str]:
    """The text of a title's producer, and what is lost; None where it has no text."""
    if service == "kdenlivetitle":
        return _kdenlive_title(known.get("xmldata", ""))
    text = known.get("text") or ""
    if not text and known.get("markup"):
        text = re.sub(r"<[^<>]*>", "", known["markup"])
    if not text and resource.startswith("+"):
        text = re.sub(r"\.txt$", "", resource[1:]).replace("~", "\n")
    return _generator(text, known.get("fgcolour"), None)


def filter_text(
    document: Document, effects: Iterable[etree._Element]
) -> tuple[Generator | None, str]:
    """The text that an effect draws on an empty clip, as Shotcut's text clips do it."""
    for effect in effects:
        if document.service(effect) in TEXT_FILTERS:
            known = document.properties(effect)
            text = known.get("argument") or known.get("text") or ""
            if re.search(r"(?<!\\)#", text) or not text.strip():
                continue
            text = text.replace("\\#", "#")
            height = document.profile.height
            box = rect(known.get("geometry"), document.profile.width, height, document.comma)
            size = _fitted_size(text, known.get("size"), box.h if box else height, height)
            return _generator(text, known.get("fgcolour"), size)
    return None, ""


def _fitted_size(text: str, size: str | None, room: float, height: int) -> float:
    """MLT draws the text as large as fits the geometry, at most as large as stated."""
    stated = number(size) or height * DEFAULT_SIZE
    lines = text.count("\n") + 1
    return min(max(min(stated, room / lines / 1.2), 1.0), float(height)) / height


def _kdenlive_title(content: str) -> tuple[Generator | None, str]:
    try:
        root = parse_bytes(content.encode("utf-8", "replace"), "a title")
    except SourceError:
        return None, "A title that cannot be read is left out."
    texts, style = [], None
    for item in root.iter("item"):
        inner = item.find("content")
        if item.get("type") == "QGraphicsTextItem" and inner is not None:
            text = "".join(str(part) for part in inner.itertext())
            if text.strip():
                texts.append(text)
                style = inner if style is None else style
    height = number(root.get("height")) or 0.0
    if style is None:
        return None, "A title without text (shapes or pictures only) is left out."
    pixels = number(style.get("font-pixel-size")) or number(style.get("font-size"))
    size = pixels / height if pixels and height > 0 else None
    return _generator("\n".join(texts), _title_color(style.get("font-color")), size)


def _title_color(text: str | None) -> str | None:
    """ "255,253,184,255" as "#rrggbb"."""
    parts = [number(part) for part in (text or "").split(",")][:3]
    if len(parts) < 3 or any(part is None or not 0 <= part <= 255 for part in parts):
        return None
    return "#" + "".join(f"{int(part or 0):02x}" for part in parts)


def _generator(text: str, code: str | None, size: float | None) -> tuple[Generator | None, str]:
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")[:MAX_TEXT]
    if not clean.strip():
        return None, "A title without a text is left out."
    found = color(code)
    share = min(max(size or DEFAULT_SIZE, 0.005), 1.0)
    shown = Generator("text", found[0] if found else "#ffffff", clean, round(share, 6))
    return shown, _LOSS
