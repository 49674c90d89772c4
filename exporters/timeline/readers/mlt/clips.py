"""Spans of MLT producers as clips of pictures and of sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.readers.mlt.document import Document, Element
from exporters.timeline.readers.mlt.effects import Content, LookReader
from exporters.timeline.readers.mlt.markers import MarkerReader
from exporters.timeline.readers.mlt.media import MediaPool
from exporters.timeline.readers.mlt.sound import SoundReader
from exporters.timeline.readers.mlt.spans import Span
from exporters.timeline.readers.mlt.timing import Timing, timing
from exporters.timeline.readers.mlt.titles import filter_text
from exporters.timeline.sequence import Clip, Generator, Marker, Media, Sequence

Tell = Callable[[str, Clip], None]
"""Called with a sentence on what is lost, and the clip."""


@dataclass(frozen=True, slots=True)
class TrackKind:
    """What of a track's clips counts.

    Attributes:
        picture, sound: whether it gives them.
        switched: a producer's ``set.test_…`` means a disabled clip, as on Kdenlive's tracks, not
            one without picture or sound.
        above: there are tracks below it, so that a fade to black is not one to nothing.
    """

    picture: bool
    sound: bool
    switched: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class _Played:
    """What a span plays; as ``mlt_media.Content``, or a nested sequence."""

    shown: Content | None
    picture: bool
    sound: bool
    stream: int
    name: str
    loss: str


class ClipReader:
    """Makes clips.

    Args:
        nested: gives the sequence that a tractor or a playlist within a track is.
    """

    def __init__(
        self,
        document: Document,
        markers: MarkerReader,
        nested: Callable[[Element], Sequence | None],
    ) -> None:
        self._document = document
        self._pool = MediaPool(document)
        self._markers = markers
        self._nested = nested
        self._timings: dict[Element, Timing] = {}

    def picture(self, span: Span, kind: TrackKind, tell: Tell) -> Clip | None:
        """The picture of a span; None if it shows none."""
        off = self._document.is_set(span.service, "set.test_image")
        played = self._played(span)
        if not kind.picture or not played.picture or (off and not self._may_be_off(span, kind)):
            return None
        if played.shown is None:
            if played.loss:
                black = Generator("black")
                tell(played.loss, Clip(span.start, span.length, black, name=played.name))
            return None
        reader = LookReader(self._document, span, played.shown)
        source_in, speed, loss = self._timed(span, played.shown, reader.frozen)
        clip = Clip(
            span.start, span.length, played.shown, source_in, speed, played.name, not off,
            look=reader.look, markers=self._marks(span, speed),
        )  # fmt: skip
        losses = [loss, played.loss, *reader.losses]
        if reader.from_black and kind.above:
            losses.append("A fade from or to black is kept as one from or to what lies below.")
        for text in dict.fromkeys(losses):
            if text:
                tell(text, clip)
        return clip

    def sound(self, span: Span, kind: TrackKind, tell: Tell) -> Clip | None:
        """The sound of a span; None if it has none."""
        off = self._document.is_set(span.service, "set.test_audio")
        played = self._played(span)
        content = played.shown
        if not kind.sound or not played.sound or (off and not self._may_be_off(span, kind)):
            return None
        if content is None or isinstance(content, Generator):
            return None
        source_in, speed, loss = self._timed(span, content, None)
        if speed == 0:
            return None
        reader = SoundReader(self._document, span)
        clip = Clip(
            span.start, span.length, content, source_in, speed, played.name, not off,
            sound=reader.sound, stream=played.stream,
        )  # fmt: skip
        for text in dict.fromkeys((loss, *reader.losses)):
            if text:
                tell(text, clip)
        return clip

    def _may_be_off(self, span: Span, kind: TrackKind) -> bool:
        """Whether a producer without picture or sound means a clip that is disabled."""
        both = ("set.test_image", "set.test_audio")
        return kind.switched or all(self._document.is_set(span.service, name) for name in both)

    def is_black(self, span: Span) -> bool:
        """Whether a span is nothing but black, or nothing at all."""
        if span.service.tag not in ("producer", "chain"):
            return False
        shown = self._pool.content(span.service).shown
        return shown is None or (isinstance(shown, Generator) and shown.kind == "black")

    def _played(self, span: Span) -> _Played:
        own_name = ""
        if span.entry is not None:
            own_name = self._document.properties(span.entry).get("shotcut:caption", "")
        if span.service.tag in ("producer", "chain"):
            found = self._pool.content(span.service)
            name = own_name or found.name
            shown: Content | None = found.shown
            loss = found.loss
            if shown is None and found.picture:
                text, told = filter_text(self._document, [item.element for item in span.effects])
                shown, loss = (text, told) if text is not None else (None, loss)
            return _Played(shown, found.picture, found.sound, found.stream, name, loss)
        inner = self._nested(span.service)
        if inner is None:
            return _Played(None, True, False, 0, "", "Sequences nested too deeply are left out.")
        picture = any(track.clips for track in inner.video)
        sound = any(track.clips for track in inner.audio)
        return _Played(inner, picture, sound, 0, own_name, "")

    def _timed(
        self, span: Span, shown: Content, frozen: int | None
    ) -> tuple[Fraction, Fraction, str]:
        """``source_in``, ``speed``, and a sentence on what is lost."""
        if isinstance(shown, Generator) or (isinstance(shown, Media) and shown.still):
            return Fraction(0), Fraction(1), ""
        known = self._timings.get(span.service)
        if known is None:
            known = self._timings[span.service] = timing(self._document, span.service)
        rate = self._document.rate
        if frozen is not None:
            return known.span(frozen, 1, rate)[0], Fraction(0), ""
        return known.span(span.position, span.length, rate)

    def _marks(self, span: Span, speed: Fraction) -> tuple[Marker, ...]:
        number = self._document.properties(span.service).get("kdenlive:id", "")
        if not number and span.entry is not None:
            number = self._document.properties(span.entry).get("kdenlive:id", "")
        if not number or speed != 1:
            return ()
        return self._markers.of_clip(number, span.position, span.length)


def linked(clip: Clip | None, number: int) -> Clip | None:
    """The clip with the number of a link."""
    return None if clip is None else replace(clip, link=number)
