"""Clips and transitions as elements of an xmeml track."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from exporters.interchange.xmeml.files import Files
from exporters.interchange.xmeml.filters import picture_filters, sound_filters, speed_filter
from exporters.interchange.xmeml.layout import Lane, first_channel, width
from exporters.interchange.xmeml.text import (
    decimal,
    escaped,
    leaf,
    node,
    rate_element,
    truth,
)
from exporters.interchange.xmeml.times import Times, graph, is_timeless, times
from exporters.timeline.places import clip_name
from exporters.timeline.readers.xmeml.values import TICKS
from exporters.timeline.sequence import Clip, Generator, Marker, Sequence, Transition


@dataclass(frozen=True)
class Document:
    """What the items of a sequence need.

    Attributes:
        rate: the sequence's own as text.
        relative: scales count from the fitted picture (Resolve).
        nested: writes the element of a nested sequence.
    """

    sequence: Sequence
    rate: str
    files: Files
    relative: bool
    nested: Callable[[Sequence], str]


def clip_element(
    number: int,
    clip: Clip,
    lane: Lane,
    around: tuple[Transition | None, Transition | None],
    links: str,
    document: Document,
) -> str:
    """``clipitem`` or ``generatoritem``."""
    sequence, content = document.sequence, clip.content
    numbers = times(clip, sequence.rate, *around)
    tag = "generatoritem" if isinstance(content, Generator) else "clipitem"
    kind = ""
    if lane.kind == "audio":
        kind = f' premiereChannelType="{"mono" if width(clip) == 1 else "stereo"}"'
    parts = [f'<{tag} id="clipitem-{number}"{kind}>']
    if not isinstance(content, Generator):
        parts.append(f"<masterclipid>masterclip-{document.files.number(content)}</masterclipid>")
    parts += [
        f"<name>{escaped(clip_name(clip))}</name>",
        truth("enabled", clip.enabled),
        f"<duration>{numbers.length}</duration>{document.rate}",
        f"<start>{numbers.start}</start><end>{numbers.end}</end>",
        f"<in>{numbers.first}</in><out>{numbers.last}</out>",
        _content(clip, lane, document),
    ]
    parts += [_filters(clip, lane, numbers, document), links]
    parts += [_marker(marker, numbers.cut) for marker in clip.markers]
    parts.append(f"</{tag}>\n")
    return "".join(parts)


def _content(clip: Clip, lane: Lane, document: Document) -> str:
    content = clip.content
    if isinstance(content, Generator):
        return _generator(content, document.sequence.height)
    if isinstance(content, Sequence):
        text = document.nested(content)
    else:
        text = document.files.element(content)
        if content.still:
            text += truth("stillframe", True)
    if lane.kind == "video":
        return text
    channel = first_channel(clip) + lane.channel
    return text + node("sourcetrack", leaf("mediatype", "audio"), leaf("trackindex", channel))


def _filters(clip: Clip, lane: Lane, numbers: Times, document: Document) -> str:
    sequence = document.sequence
    text = ""
    if clip.speed != 1 and not is_timeless(clip):
        text = speed_filter(clip, graph(clip, numbers, sequence.rate), numbers, lane.kind)
    if lane.kind == "video":
        return text + picture_filters(clip, sequence, numbers, document.relative)
    return text + sound_filters(clip.sound, clip.duration, numbers.cut)


def _generator(generator: Generator, height: int) -> str:
    if generator.kind == "text":
        return _effect(
            "Text",
            "Text",
            "Text",
            _parameter("str", "Text", leaf("value", generator.text.replace("\n", "\r"))),
            _parameter("fontsize", "Size", leaf("value", decimal(generator.size * height))),
            _parameter("fontcolor", "Font Color", _color("value", generator.color)),
        )
    if generator.kind == "bars":
        return _effect("Bars and Tone", "Bars", "Bars")
    # Black is a matte, too: Premiere reads no other generator of Final Cut Pro 7 reliably.
    fill = _parameter("fillcolor", "Color", _color("value", generator.color))
    return _effect("Black" if generator.kind == "black" else "Color", "Color", "Matte", fill)


def _effect(name: str, effect_id: str, category: str, *parameters: str) -> str:
    return node(
        "effect",
        leaf("name", name),
        leaf("effectid", effect_id),
        leaf("effectcategory", category),
        leaf("effecttype", "generator"),
        leaf("mediatype", "video"),
        *parameters,
    )


def _parameter(parameter_id: str, name: str, value: str) -> str:
    return node("parameter", leaf("parameterid", parameter_id), leaf("name", name), value)


def _color(name: str, color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return node(
        name, leaf("alpha", 255), leaf("red", red), leaf("green", green), leaf("blue", blue)
    )


def marker_element(marker: Marker) -> str:
    """A marker of a sequence."""
    return _marker(marker, 0)


def _marker(marker: Marker, offset: int) -> str:
    start = marker.start + offset
    color = marker.color.lower()
    known = len(color) == 7 and color[0] == "#" and all(c in "0123456789abcdef" for c in color[1:])
    return node(
        "marker",
        leaf("comment", marker.note),
        leaf("name", marker.name),
        leaf("in", start),
        leaf("out", start + marker.duration if marker.duration else -1),
        _color("color", color) if known else "",
    )


def transition_element(
    transition: Transition, kind: str, sides: tuple[bool, bool], rate: Fraction
) -> str:
    """``transitionitem``; its alignment tells where the cut lies.

    Args:
        kind: "video" or "audio".
        sides: whether there is a clip before, and one after.
    """
    start, end = transition.start, transition.end
    alignment = "center"
    if transition.before == 0:
        alignment = "start" if sides[0] else "start-black"
    elif transition.after == 0:
        alignment = "end" if sides[1] else "end-black"
    ticks = transition.before * TICKS / rate
    return node(
        "transitionitem",
        leaf("start", start),
        leaf("end", end),
        leaf("alignment", alignment),
        leaf("cutPointTicks", round(ticks)),
        rate_element(rate),
        _transition_effect(transition, kind),
    )


def _transition_effect(transition: Transition, kind: str) -> str:
    name, effect_id, category, code = "Cross Dissolve", "Cross Dissolve", "Dissolve", 0
    if kind == "audio":
        # Linear in amplitude, as the mix is.
        name, effect_id, category = "Cross Fade ( 0dB)", "KGAudioTransCrossFade0dB", ""
    elif transition.kind == "wipe":
        name, effect_id, category, code = transition.name or "Edge Wipe", "Edge Wipe", "Wipe", 1
    return node(
        "effect",
        leaf("name", name),
        leaf("effectid", effect_id),
        leaf("effectcategory", category) if category else "",
        leaf("effecttype", "transition"),
        leaf("mediatype", kind),
        leaf("wipecode", code),
        leaf("wipeaccuracy", 100),
        leaf("startratio", 0),
        leaf("endratio", 1),
        truth("reverse", False),
    )
