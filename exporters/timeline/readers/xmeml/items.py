"""One ``clipitem`` or ``generatoritem`` of an xmeml track, made into a clip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.readers.xmeml.files import FileBook
from exporters.timeline.readers.xmeml.filters import (
    Effects,
    Shown,
    effects_of,
    look_of,
    parameters,
    sound_of,
    typed_text,
)
from exporters.timeline.readers.xmeml.speed import Played, Span, played
from exporters.timeline.readers.xmeml.values import (
    Element,
    color_of,
    flag_of,
    frames_of,
    number_of,
    rate_of,
    rounded,
    text_of,
    ticks_of,
)
from exporters.timeline.sequence import Clip, Generator, Look, Marker, Media, Sequence


@dataclass
class Item:
    """A clip with what is needed to join it with others.

    Attributes:
        ids: of the elements that it was made from.
        refs: ids that they are linked with.
        channels: of the sound, as numbered by ``sourcetrack``; empty when not told.
        kind: Premiere's ``premiereChannelType``.
    """

    clip: Clip
    ids: set[str]
    refs: tuple[str, ...]
    channels: set[int]
    kind: str


@dataclass(frozen=True)
class Surroundings:
    """What all items of a sequence share.

    Attributes:
        stub: the sequence without tracks.
        nested: makes the sequence that an element defines or names; None if it cannot be.
        premiere: the document is Premiere's own: pictures without Basic Motion are shown pixel
            for pixel.
        inside: words for the place of a nested sequence, "" for the outermost.
    """

    stub: Sequence
    files: FileBook
    findings: Findings
    nested: Callable[[Element], Sequence | None]
    premiere: bool
    inside: str = ""


@dataclass(frozen=True)
class Place:
    """Frames of the sequence that an item covers, with what transitions cover.

    Attributes:
        head, tail: frames at its begin and end that lie beyond the cuts of transitions.
    """

    begin: int
    stop: int
    head: int = 0
    tail: int = 0


def item_of(element: Element, at: Place, track: str, around: Surroundings) -> Item | None:
    """The clip of an element; None, with a finding, if nothing of it can be kept."""
    sound = track.startswith("A")
    content = _content(element, around)

    def where() -> str:
        bare = Clip(0, 1, Generator("black"), name=text_of(element, "name") or "clip")
        return place(around.stub, track, bare, at.begin) + around.inside

    def tell(message: str) -> None:
        around.findings.add("loss", message, where)

    if content is None:
        if element.find("sequence") is None:
            tell("It shows no file but what only its editor can draw; it is left out.")
        return None
    if isinstance(content, Generator) and sound:
        if content.kind == "bars":
            tell("The tone of the bars is left out.")
        return None
    effects = effects_of(element)
    for name in effects.others:
        tell(f"The effect “{name[:60]}” is not kept.")
    if text_of(element, "compositemode").lower() not in ("", "normal"):
        tell("Its composite mode is not kept; it lies plainly over what is below.")
    span = _span(element, at, content, around)
    play = _play(element, span, content, effects, tell)
    clip = Clip(
        at.begin,
        at.stop - at.begin,
        content,
        play.source_in,
        play.speed,
        text_of(element, "name"),
        flag_of(element, "enabled", True),
        markers=_clip_markers(element, span, play),
    )
    shown = _shown(clip, at, span, play, around)
    if sound:
        clip = replace(clip, sound=sound_of(effects, shown, tell))
    else:
        clip = _conformed(clip, look_of(effects, shown, tell), effects, around, where)
    links = tuple(text_of(link, "linkclipref") for link in element.iterfind("link"))
    channel = frames_of(element, "sourcetrack/trackindex") if sound else None
    return Item(
        clip,
        {element.get("id", "")} - {""},
        tuple(ref for ref in links if ref),
        {channel} if channel and channel > 0 else set(),
        element.get("premiereChannelType", ""),
    )


def _play(
    element: Element,
    span: Span,
    content: Media | Generator | Sequence,
    effects: Effects,
    tell: Callable[[str], None],
) -> Played:
    play = played(span, effects.known.get("timeremap"), tell)
    if isinstance(content, Generator) or (isinstance(content, Media) and content.still):
        return Played(Fraction(1), Fraction(0), play.rate)
    if flag_of(element, "stillframe", False):
        # A frame of a film that is held (Final Cut Pro 7).
        return Played(Fraction(0), Fraction(span.first or 0) / play.rate, play.rate)
    return play


def _content(element: Element, around: Surroundings) -> Media | Generator | Sequence | None:
    nested = element.find("sequence")
    if nested is not None:
        return around.nested(nested)
    if element.tag == "generatoritem":
        return _generator(element, around.stub.height)
    file = element.find("file")
    words = typed_text(element)
    if words:
        return Generator("text", "#ffffff", words)
    if file is None:
        return Media(text_of(element, "name")) if text_of(element, "name") else None
    return around.files.content(file)


def _generator(element: Element, height: int) -> Generator | None:
    effect = element.find("effect")
    if effect is None:
        return None
    kind = (text_of(effect, "effectid") + " " + text_of(effect, "name")).lower()
    words = [
        text_of(parameter, "value").replace("\r", "\n")
        for parameter in effect.iterfind("parameter")
        if text_of(parameter, "parameterid").lower() in _TEXTS
    ]
    if any(words):
        size = next((number_of(found, "value") for found in parameters(effect, "fontsize")), None)
        share = float(size) / height if size and 0 < size <= height else 0.06
        return Generator("text", _color(effect, "fontcolor") or "#ffffff", "\n".join(words), share)
    if "bars" in kind:
        return Generator("bars")
    if "slug" in kind or "black" in kind:
        return Generator("black")
    color = _color(effect, "fillcolor") or _color(effect, "color")
    return Generator("color", color) if color and ("color" in kind or "matte" in kind) else None


_TEXTS = ("str", "str1", "str2", "text", "text1", "text2")


def _color(effect: Element, name: str) -> str:
    return next((color_of(found.find("value")) for found in parameters(effect, name)), "")


def _span(
    element: Element,
    at: Place,
    content: Media | Generator | Sequence,
    around: Surroundings,
) -> Span:
    file = element.find("file")
    file_rate = around.files.rate(file) if file is not None else None
    length = content.duration if isinstance(content, Media) else None
    if isinstance(content, Sequence):
        file_rate, length = content.rate, content.seconds
    return Span(
        at.begin,
        at.stop,
        frames_of(element, "in"),
        frames_of(element, "out"),
        ticks_of(element, "pproTicksIn"),
        around.stub.rate,
        rate_of(element),
        file_rate,
        length,
        frames_of(element, "subclipinfo/startoffset") or 0,
    )


def _shown(clip: Clip, at: Place, span: Span, play: Played, around: Surroundings) -> Shown:
    stub, content = around.stub, clip.content
    width, height, aspect = stub.width, stub.height, stub.pixel_aspect
    if isinstance(content, Media | Sequence):
        width, height, aspect = content.width, content.height, content.pixel_aspect
    return Shown(
        span.first or 0,
        clip.duration,
        stub.rate / play.rate,
        width,
        height,
        stub.width,
        stub.height,
        aspect == stub.pixel_aspect,
        at.head,
        at.tail,
    )


def _conformed(
    clip: Clip, look: Look, effects: Effects, around: Surroundings, where: Callable[[], str]
) -> Clip:
    """Fit pictures of another size that nothing is said about, as Resolve does.

    Final Cut Pro 7 and Premiere show them pixel for pixel (barefootford/buttercut#111), and so
    are those of Premiere's own documents.
    """
    if "basic" in effects.known or around.premiere:
        return replace(clip, look=look)
    if look.scale_x != 1.0:
        around.findings.add(
            "note",
            "Its picture has another size than the sequence and no scale; it is fitted in, as "
            "Resolve does. Premiere shows it pixel for pixel.",
            where,
        )
    return replace(clip, look=replace(look, fit="fit", scale_x=1.0, scale_y=1.0))


def _clip_markers(element: Element, span: Span, play: Played) -> tuple[Marker, ...]:
    """Markers within the clip; their frames are those of ``in``."""
    first, length = span.first or 0, span.stop - span.begin
    markers = []
    for found in markers_of(element):
        begin = rounded((found.start - first) * span.rate / play.rate)
        stop = rounded((found.start + found.duration - first) * span.rate / play.rate)
        if 0 <= begin < length:
            markers.append(replace(found, start=begin, duration=max(0, min(length, stop) - begin)))
    return tuple(sorted(markers, key=lambda marker: marker.start))


def markers_of(element: Element) -> list[Marker]:
    """The markers of a clip or a sequence, in the element's own frames."""
    markers = []
    for found in element.iterfind("marker"):
        start, stop = frames_of(found, "in"), frames_of(found, "out")
        if start is None:
            continue
        markers.append(
            Marker(
                start,
                text_of(found, "name"),
                max(0, stop - start) if stop is not None and stop > start else 0,
                text_of(found, "comment"),
                color_of(found.find("color")) or _premiere_color(found),
            )
        )
    return markers


def _premiere_color(marker: Element) -> str:
    """Premiere's ``pproColor``: a number of 32 bits, blue before green before red."""
    packed = frames_of(marker, "pproColor")
    if packed is None or not 0 <= packed < 1 << 32:
        return ""
    return f"#{packed & 255:02x}{packed >> 8 & 255:02x}{packed >> 16 & 255:02x}"
