"""Which frames of an edit are pictures of its media as they are, so that they can be copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.cancel import CancelToken
from exporters.rendering.edit_plan import EditPlan
from exporters.rendering.graph import Graph
from exporters.rendering.placing import Size, size_of
from exporters.rendering.sources import MediumFrames, pictures_shown, steps_by_one
from exporters.rendering.spans import Span, spans
from exporters.rendering.texts import TextFiles
from exporters.timeline.sequence import PLAIN_LOOK, Clip, Look, Media, media_in
from exporters.video.segment import Pictures
from exporters.video.smart.planning import Wish, smart_plan
from exporters.video.smart.reading import Medium
from exporters.video.smart.record import SmartPlan


def smart_edit(
    details: EditPlan, token: CancelToken | None, texts: TextFiles, pictures: Pictures
) -> SmartPlan:
    """What is copied of an edit.

    Args:
        texts: where files of the graph would go.
        pictures: the composited ones.

    Raises Cancelled.
    """
    plan = details.video
    assert plan.grid is not None
    if plan.request.edit.get("captions") == "burn" and any(details.sequence.captions):
        reason = "captions are drawn into the picture"
        return smart_plan(plan, {}, [], [reason], token, pictures)
    finder = _Finder(details, texts)
    start = plan.grid.first_source
    wishes = list(finder.wishes(start, start + len(plan.grid)))
    numbers = {wish.medium for wish in wishes}
    media = {number: copied_medium(details, number) for number in numbers}
    return smart_plan(plan, media, wishes, finder.reasons, token, pictures)


def copied_medium(details: EditPlan, number: int) -> Medium:
    """The medium with that number, as ``media_in`` lists them."""
    found = details.media[media_in(details.sequence)[number]]
    reading = "ordered" if found.index is None else found.index.reading
    return Medium(found.path, found.video, found.pts, found.keys, reading)


class _Finder:
    """Looks for frames that show one medium's pictures, one after the other, and nothing else.

    Attributes:
        reasons: why others are not copied.
    """

    def __init__(self, details: EditPlan, texts: TextFiles) -> None:
        self._sequence = details.sequence
        self._media = details.media
        self._graph = Graph(details.sequence, details.media, details.colours, texts)
        self._numbers = {item: number for number, item in enumerate(media_in(details.sequence))}
        self.reasons: list[str] = []

    def wishes(self, first: int, stop: int) -> Iterator[Wish]:
        """In frames [first, stop) of the sequence; the wishes count from ``first``."""
        for span in spans(self._sequence, first, stop, self._graph.hides):
            clip = self._alone(span)
            medium = self._media.get(clip.content) if clip else None  # type: ignore[arg-type]
            if clip is None or medium is None:
                self.reasons.append("frames that are composited or generated")
            elif problem := self._problem(clip, medium, span):
                self.reasons.append(f"{medium.path.name}: {problem}")
            else:
                picture, _ = pictures_shown(medium, clip, *_within(clip, span), self._sequence.rate)
                number = self._numbers[clip.content]  # type: ignore[index]
                yield Wish(span.start - first, span.stop - first, number, picture)

    @staticmethod
    def _alone(span: Span) -> Clip | None:
        """The clip of a medium that is all there is to see in a span."""
        if len(span.layers) != 1 or span.layers[0].passage is not None:
            return None
        clip = span.layers[0].clip
        return clip if clip is not None and isinstance(clip.content, Media) else None

    def _problem(self, clip: Clip, medium: MediumFrames, span: Span) -> str:
        """Why what a clip shows is not the medium's own pictures; "" if it is."""
        sequence, rate = self._sequence, self._sequence.rate
        if medium.index is None or clip.speed != 1:
            return "its speed is changed"
        size = Size(sequence.width, sequence.height, sequence.pixel_aspect)
        if not _is_plain(clip.look) or medium.video.rotation or medium.video.flipped:
            return "its picture is changed"
        if size_of(medium) != size or medium.has_alpha:
            return "its picture is fitted into the frame"
        if self._graph.is_foreign(medium):
            return "its colours are converted"
        if not steps_by_one(medium, clip, *_within(clip, span), rate):
            return "its frames are not those of the edit's rate, or end before the clip"
        return ""


def _within(clip: Clip, span: Span) -> tuple[int, int]:
    """The span's frames, counted from the clip's begin."""
    return span.start - clip.start, span.stop - clip.start


def _is_plain(look: Look) -> bool:
    """Whether nothing is done to the picture; fades are spans of their own."""
    return replace(look, fade_in=0, fade_out=0, fit=PLAIN_LOOK.fit) == PLAIN_LOOK
