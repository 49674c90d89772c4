"""ffmpeg's filter graph for a range of frames of a sequence.

Each span of the range is composited by itself, from readers that are opened for it, and the spans
are joined. Within the graph a frame's timestamp is its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import count
from typing import Any

from exporters.rendering.edit_plan import Colours
from exporters.rendering.generators import generated_picture
from exporters.rendering.placing import Canvas, Picture, Size, covers, size_of
from exporters.rendering.readers import Reader, media_frames
from exporters.rendering.sources import MediumFrames, content_time
from exporters.rendering.spans import Layer, Span, spans
from exporters.rendering.streams import evenly, filtered, joined, numbered, on_grid
from exporters.rendering.texts import TextFiles, captions_document, drawn
from exporters.timeline.sequence import Clip, Generator, Media, Sequence


class Graph:
    """Builds streams of pictures of a sequence.

    Args:
        sequence: the edit.
        media: how they are read.
        colours: of the composited picture.
        texts: where files for what is written into pictures go.
        attempt: later tries begin to read earlier.
        opaque: what nothing covers is black; otherwise it is transparent.
        fresh: numbers that tell readers of the same medium apart.
    """

    def __init__(
        self,
        sequence: Sequence,
        media: Mapping[Media, MediumFrames],
        colours: Colours,
        texts: TextFiles,
        attempt: int = 1,
        opaque: bool = True,
        fresh: Iterator[int] | None = None,
    ) -> None:
        self._sequence = sequence
        self._media = media
        self._texts = texts
        self._attempt = attempt
        self._opaque = opaque
        size = Size(sequence.width, sequence.height, sequence.pixel_aspect)
        self._fresh = count() if fresh is None else fresh
        self._canvas = Canvas(size, sequence.rate, colours, self._fresh)

    def frames(self, first: int, stop: int) -> Any:
        """Pictures of frames [first, stop), numbered from ``first``."""
        found = spans(self._sequence, first, stop, self.hides)
        stream = joined([self._span(span) for span in found])
        return numbered(stream, self._sequence.rate, first)

    def with_captions(self, stream: Any, first: int, stop: int) -> Any:
        """``frames`` with the captions drawn into them."""
        document = captions_document(self._sequence, first, stop)
        return drawn(stream, self._texts.add(document), False) if document else stream

    def hides(self, clip: Clip) -> bool:
        """Whether a clip hides everything below it."""
        content = clip.content
        found = self._media.get(content) if isinstance(content, Media) else None
        return covers(clip, found, self._sequence)

    def _span(self, span: Span) -> Any:
        stream = None
        for layer in span.layers:
            stream = self._layer(layer, span, stream)
        if stream is None:
            stream = self._canvas.plain("black", len(span), self._opaque)
        return stream

    def _layer(self, layer: Layer, span: Span, below: Any) -> Any:
        """The stream with one more layer on ``below``, which is None for nothing."""
        if layer.passage is None:
            assert layer.clip is not None
            picture = self._picture(layer.clip, span)
            if picture.whole and self._opaque:
                return picture.stream
            return self._on(picture, span, below)
        sides = [None if c is None else self._picture(c, span) for c in (layer.clip, layer.other)]
        whole = all(side is not None and side.whole for side in sides)
        opaque = whole or (below is None and self._opaque)
        goes, comes = (self._side(side, span, opaque) for side in sides)
        position = span.start - layer.passage.start
        mixed = self._canvas.passage(goes, comes, position, layer.passage.length, opaque)
        mixed = self._canvas.finished(numbered(mixed, self._sequence.rate), opaque)
        return mixed if opaque else self._on(Picture(mixed), span, below)

    def _on(self, picture: Picture, span: Span, below: Any) -> Any:
        if below is None or picture.whole:
            below = self._canvas.plain("black", len(span), self._opaque)
        return self._canvas.finished(self._canvas.over(picture, below), self._opaque)

    def _side(self, picture: Picture | None, span: Span, opaque: bool) -> Any:
        """One side of a passage, as a whole frame."""
        if picture is None:
            return self._canvas.plain("black", len(span), opaque)
        if picture.whole:
            return picture.stream if opaque else self._canvas.finished(picture.stream, False)
        blank = self._canvas.plain("black", len(span), opaque)
        return self._canvas.finished(self._canvas.over(picture, blank), opaque)

    def _picture(self, clip: Clip, span: Span) -> Picture:
        """What a clip shows during a span, in its place."""
        first, stop = span.start - clip.start, span.stop - clip.start
        content, canvas = clip.content, self._canvas
        if isinstance(content, Media):
            medium = self._media[content]
            rate = self._sequence.rate
            reader = Reader(medium, self._attempt, self._fresh)
            stream = media_frames(reader, clip, first, stop, rate)
            foreign = self.is_foreign(medium)
            return canvas.put(stream, size_of(medium), clip.look, medium.has_alpha, foreign)
        if isinstance(content, Generator):
            stream, alpha = generated_picture(content, canvas, stop - first, self._texts)
            return canvas.put(stream, canvas.size, clip.look, alpha, False)
        size = Size(content.width, content.height, content.pixel_aspect)
        return canvas.put(self._nested(clip, content, first, stop), size, clip.look, True, False)

    def is_foreign(self, medium: MediumFrames) -> bool:
        """Whether the values of its pictures mean other colours than the canvas's."""
        video, colours = medium.video, self._canvas.colours
        if not video.pix_fmt.startswith("yuv"):
            return True
        range_ = "pc" if video.pix_fmt.startswith("yuvj") else video.color_range or "tv"
        matrix = video.color_space or colours.matrix
        return range_ != (colours.range or "tv") or matrix != colours.matrix

    def _nested(self, clip: Clip, inner: Sequence, first: int, stop: int) -> Any:
        """Pictures of a sequence within this one, on this one's frames."""
        rate, wanted = self._sequence.rate, stop - first
        graph = Graph(
            inner,
            self._media,
            self._canvas.colours,
            self._texts,
            self._attempt,
            opaque=False,
            fresh=self._fresh,
        )
        half = Fraction(1, 2)
        ends = [content_time(clip, frame, rate) for frame in (first + half, stop - half)]
        shown = [min(max(0, int(end * inner.rate)), inner.duration - 1) for end in ends]
        low, high = min(shown), max(shown)
        stream = graph.frames(low, high + 1)
        if clip.speed < 0:
            stream = numbered(filtered(stream, "reverse"), inner.rate)
        elif low:
            stream = filtered(stream, "setpts", expr="N")
        if clip.speed == 1 and inner.rate == rate and high - low + 1 == wanted:
            return numbered(stream, rate)
        begin = content_time(clip, first, rate) * inner.rate
        late = high + 1 - begin if clip.speed < 0 else begin - low
        speed = abs(clip.speed) or Fraction(1)
        step = 1 / (inner.rate * speed)
        return on_grid(evenly(stream, step, late * step), rate, wanted)
