"""Colours and texts as producers of MLT."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from exporters.interchange.mlt.filters import Filter
from exporters.interchange.mlt.producers import Properties
from exporters.interchange.mlt.xml import clean
from exporters.timeline.sequence import Generator, Sequence

TEXT_BOTTOM = 0.9
"""Where the last line of a text ends, as a share of the height."""
BARS = "#808080"


def color_properties(generator: Generator, length: int) -> Properties:
    """A colour that fills the frame; nothing at all for a text, which a filter draws."""
    code = {"black": "#000000", "bars": BARS, "text": "#00000000"}.get(
        generator.kind, generator.color
    )
    found: Properties = {"length": length, "eof": "pause", "resource": code}
    found |= {"mlt_service": "color", "mlt_image_format": "rgba", "set.test_audio": 1}
    return found


def kdenlive_color(generator: Generator, length: int) -> Properties:
    """As Kdenlive writes it: 0xRRGGBBAA, since it shows names of colours as black."""
    code = {"black": "#000000", "bars": BARS}.get(generator.kind, generator.color)
    return {
        "length": length, "eof": "pause", "resource": f"0x{code[1:7]}ff", "aspect_ratio": 1,
        "mlt_service": "color", "mlt_image_format": "rgb",
    }  # fmt: skip


def text_filter(generator: Generator, frame: Sequence) -> Filter:
    """What draws a text on an empty colour; the mark of keywords is escaped."""
    room = frame.height * TEXT_BOTTOM
    return Filter("dynamictext", "dynamictext", {
        "argument": generator.text.replace("#", "\\#"),
        "geometry": f"0 0 {frame.width} {room:.6g} 1",
        "family": "Sans", "size": max(1, round(generator.size * frame.height)), "weight": 500,
        "style": "normal", "fgcolour": generator.color, "bgcolour": "#00000000",
        "olcolour": "#aa000000", "pad": 0, "outline": 0, "halign": "center", "valign": "bottom",
        "shotcut:filter": "dynamicText",
    })  # fmt: skip


def kdenlive_title(generator: Generator, frame: Sequence, length: int) -> Properties:
    """A title of Kdenlive: the lines centred, the last one ending at ``TEXT_BOTTOM``."""
    pixels = max(1, round(generator.size * frame.height))
    lines = generator.text.count("\n") + 1
    high = round(pixels * 1.4 * lines)
    top = max(0, round(frame.height * TEXT_BOTTOM) - high)
    code = generator.color.lstrip("#").ljust(6, "0")
    color = ",".join(str(int(code[part : part + 2], 16)) for part in (0, 2, 4)) + ",255"
    content = (
        f'<content alignment="4" box-height="{high}" box-width="{frame.width}" font="Sans" '
        f'font-color={quoteattr(color)} font-italic="0" font-outline="0" '
        f'font-outline-color="0,0,0,255" font-pixel-size="{pixels}" font-underline="0" '
        f'font-weight="400" letter-spacing="0" line-spacing="0" shadow="0;#64000000;3;3;3">'
        f"{escape(clean(generator.text))}</content>"
    )
    size = f"0,0,{frame.width},{frame.height}"
    title = (
        f'<kdenlivetitle duration="{length}" LC_NUMERIC="C" width="{frame.width}" '
        f'height="{frame.height}" out="{length - 1}">\n <item type="QGraphicsTextItem" '
        f'z-index="0">\n  <position x="0" y="{top}">\n   <transform>1,0,0,0,1,0,0,0,1</transform>\n'
        f'  </position>\n  {content}\n </item>\n <startviewport rect="{size}"/>\n '
        f'<endviewport rect="{size}"/>\n <background color="0,0,0,0"/>\n</kdenlivetitle>\n'
    )
    return {
        "length": length, "eof": "pause", "resource": "", "aspect_ratio": 1, "seekable": 1,
        "mlt_service": "kdenlivetitle", "xmldata": title, "force_reload": 0,
        "meta.media.width": frame.width, "meta.media.height": frame.height,
        "meta.media.progressive": 1,
    }  # fmt: skip
