"""Texts of a draft: captions, and titles as generators.

``content`` of a text's material is JSON with "text" and "styles" since version 5; before it was
text between tags, "<size=5><color=(1,1,1,1)>[text]</color></size>", and at first the bare text.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace

from exporters.timeline.readers.jianying.clips import Context, placed_at
from exporters.timeline.readers.jianying.keyframes import Placed, keyed
from exporters.timeline.readers.jianying.looks import look_of, tell_effects
from exporters.timeline.readers.jianying.values import Json, number, rows, table, text
from exporters.timeline.sequence import Caption, Clip, Generator

BOTTOM = 0.44
"""Share of the height by which the lower edge of a ``Generator``'s text lies below the middle."""
DEFAULT_SIZE = 6.0
"""JianYing's sizes of letters are about hundredths of the canvas's height (measured on 11.2 by
Vincentwei1021/video-shotcraft)."""
SUBTITLES_FROM = 5
"""So many plain texts at one place in the lower part of the picture are subtitles: programs that
make drafts write them so."""
LOWER = -0.4
_TAG = re.compile(r"<[^<>]*>")
_TAGGED = re.compile(r"<(?:size|color|font|outline|useLetterColor|shadow|b|i|u)\b[^<>]*>")
STYLE = "Fonts, colours and places of captions are not kept."


def wording(material: Json) -> str:
    """The text itself, with its line ends."""
    content = text(material.get("content"))
    if content.lstrip().startswith("{"):
        try:
            return text(table(json.loads(content)).get("text"))
        except (ValueError, RecursionError):
            return content
    if _TAGGED.match(content.lstrip()):
        plain = _TAG.sub("", content)
        return plain[1:-1] if plain.startswith("[") and plain.endswith("]") else plain
    return content or text(material.get("recognize_text"))


def below_middle(title: Generator) -> float:
    """Share of the height by which the middle of a title lies below that of the picture; drafts
    count from the middle of the text."""
    return BOTTOM - len(title.text.splitlines()) * title.size / 2


def as_captions(track: Json, context: Context) -> set[int]:
    """Positions of the segments of a text track that are captions.

    Captions are what the application recognised or imported (type "subtitle"), the texts of a track
    of subtitles (flag 1), and many plain texts at one place in the lower part of the picture.
    """
    segments = rows(track.get("segments"))
    materials = [context.materials.get(text(row.get("material_id"))) for row in segments]
    if track.get("flag") == 1:
        return set(range(len(segments)))
    found = {index for index, row in enumerate(materials) if row.get("type") == "subtitle"}
    places = {_place(row) for row in segments}
    plain = len(segments) >= SUBTITLES_FROM and len(places) == 1
    if plain and places.pop()[1] <= LOWER:
        return set(range(len(segments)))
    return found


def captions(segments: list[Json], label: str, context: Context) -> list[Caption]:
    """Captions in the order of time."""
    found = []
    for segment in segments:
        words = wording(context.materials.get(text(segment.get("material_id")))).strip()
        span = placed_at(segment, label, context)
        if span is not None and words:
            found.append(Caption(span[0], span[1] - span[0], words))
    return sorted(found, key=lambda caption: caption.start)


def titles(segments: list[Json], label: str, context: Context) -> list[Clip]:
    """Texts that are part of the picture, in the order of time."""
    found = (_title(segment, label, context) for segment in segments)
    return sorted((clip for clip in found if clip is not None), key=lambda clip: clip.start)


def _title(segment: Json, label: str, context: Context) -> Clip | None:
    material = context.materials.get(text(segment.get("material_id")))
    words = wording(material).strip()
    span = placed_at(segment, label, context)
    if span is None or not words:
        return None
    where = context.grid.place(label, words.splitlines()[0], span[0])
    moved = keyed(segment, Placed(*span), context.grid)
    companions = context.materials.companions(segment)
    tell_effects(segment, companions, moved, context.losses, where)
    context.losses.add("loss", "The font and style of this text are not kept.", where)
    look = look_of(segment, {}, moved, context.losses, where)
    generator = Generator("text", _color(material), words, _size(material))
    placed = replace(look, y=look.y - below_middle(generator))
    enabled = segment.get("visible") is not False
    first = words.splitlines()[0][:60]
    return Clip(span[0], span[1] - span[0], generator, name=first, enabled=enabled, look=placed)


def _style(material: Json) -> Json:
    content = text(material.get("content"))
    if not content.lstrip().startswith("{"):
        return {}
    try:
        styles = rows(table(json.loads(content)).get("styles"))
    except (ValueError, RecursionError):
        return {}
    return styles[0] if styles else {}


def _size(material: Json) -> float:
    stated = number(_style(material).get("size"), number(material.get("font_size"), DEFAULT_SIZE))
    return min(1.0, max(0.005, stated / 100))


def _color(material: Json) -> str:
    fill = table(table(_style(material).get("fill")).get("content"))
    parts = table(fill.get("solid")).get("color")
    if type(parts) is list and len(parts) >= 3:
        levels = (min(1.0, max(0.0, number(part, 1.0))) for part in parts[:3])
        return "#" + "".join(f"{round(level * 255):02x}" for level in levels)
    stated = text(material.get("text_color"))[:7].lower()
    return stated if re.fullmatch(r"#[0-9a-f]{6}", stated) else "#ffffff"


def _place(segment: Json) -> tuple[float, float]:
    transform = table(table(segment.get("clip")).get("transform"))
    return number(transform.get("x"), 0.0), number(transform.get("y"), 0.0)
