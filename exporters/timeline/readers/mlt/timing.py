"""From a frame of an MLT producer to a second of its file, and how fast that goes.

``timewarp`` plays a file at another speed, backwards from its end where the speed is negative
(producer_timewarp.c); ``framebuffer`` is its older form; ``hold`` shows one frame; the link
``timeremap`` (Kdenlive 21.08, Shotcut 21.09 and newer) maps frames to seconds by keyframes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from exporters.timeline.readers.mlt.document import Document, Element
from exporters.timeline.readers.mlt.numbers import exact, keys, number

MAX_SPEED = Fraction(10_000)
_UNEVEN = "A speed that changes within a clip is kept as its average."


@dataclass(frozen=True, slots=True)
class Timing:
    """How a producer goes through its file.

    Attributes:
        speed: seconds of the file for each second.
        length: frames of the producer, for what runs backwards.
        held: frame that is shown all the time, if one is.
        points: frames of the producer and seconds of the file, for what keyframes map.
    """

    speed: Fraction = Fraction(1)
    length: int = 0
    held: int | None = None
    points: tuple[tuple[int, Fraction], ...] = ()

    def span(self, position: int, length: int, rate: Fraction) -> tuple[Fraction, Fraction, str]:
        """``source_in`` and ``speed`` of a clip, and a sentence on what is lost.

        Args:
            position, length: frames of the producer.
        """
        if self.held is not None:
            return Fraction(self.held) / rate, Fraction(0), ""
        if self.points:
            return self._mapped(position, length, rate)
        if self.speed < 0:
            left = max(0, self.length - position)
            return left * -self.speed / rate, self.speed, ""
        return position * self.speed / rate, self.speed, ""

    def _mapped(self, position: int, length: int, rate: Fraction) -> tuple[Fraction, Fraction, str]:
        first, last = self._at(position), self._at(position + length)
        inner = [point for point in self.points if position < point[0] < position + length]
        speed = (last - first) * rate / max(length, 1)
        even = all(
            abs(first + speed * (frame - position) / rate - second) * rate <= 1
            for frame, second in inner
        )
        speed = min(max(speed, -MAX_SPEED), MAX_SPEED)
        return max(Fraction(0), first), speed, "" if even else _UNEVEN

    def _at(self, frame: int) -> Fraction:
        """Second of the file at a frame, on straight lines between the keyframes."""
        points = self.points
        if len(points) == 1:
            return points[0][1]
        number = next((n for n, point in enumerate(points) if point[0] > frame), len(points) - 1)
        low, high = points[max(0, number - 1)], points[max(1, number)]
        share = Fraction(frame - low[0], high[0] - low[0])
        return low[1] + share * (high[1] - low[1])


def timing(document: Document, element: Element) -> Timing:
    """How a producer or a chain goes through its file."""
    known = document.properties(element)
    service, resource = document.service(element), known.get("resource", "")
    if service == "timewarp" or (not service and resource.startswith("timewarp:")):
        text = known.get("warp_speed") or resource.removeprefix("timewarp:").split(":")[0]
        return _warped(document, element, text)
    if service == "framebuffer" and "?" in resource:
        return _warped(document, element, resource.rsplit("?", 1)[1])
    if service == "hold":
        return Timing(held=max(0, document.frames(element, "frame") or 0))
    for child in element:
        if child.tag == "link" and document.service(child) == "timeremap":
            return _remapped(document, child)
    return Timing()


def _warped(document: Document, element: Element, text: str) -> Timing:
    speed = exact(text)
    if speed is None:
        rounded = number(text, True)
        speed = Fraction(rounded).limit_denominator(1_000_000) if rounded else Fraction(1)
    speed = min(max(_meant(speed), -MAX_SPEED), MAX_SPEED) or Fraction(1)
    out = document.frames(element, "out")
    length = document.frames(element, "length") or 0
    return Timing(speed, out + 1 if out is not None else length)


def _meant(speed: Fraction) -> Fraction:
    """The simple ratio that a rounded one stands for: 0.333333 is a third."""
    simple = speed.limit_denominator(1000)
    return simple if abs(simple - speed) < Fraction(1, 1_500_000) else speed


def _remapped(document: Document, link: Element) -> Timing:
    known = document.properties(link)
    pairs = keys(known.get("time_map") or known.get("map"), document.rate)
    points = []
    for frame, text in pairs:
        second = exact(text)
        if second is None:
            rounded = number(text, document.comma)
            second = None if rounded is None else Fraction(rounded).limit_denominator(1_000_000)
        if frame is not None and second is not None:
            points.append((frame, second))
    if points:
        return Timing(points=tuple(points))
    speed = number(known.get("speed_map"), document.comma)
    pairs = keys(known.get("speed_map"), document.rate)
    if pairs:
        speed = number(pairs[0][1], document.comma)
    if not speed:
        return Timing()
    return Timing(min(max(Fraction(speed).limit_denominator(1_000_000), -MAX_SPEED), MAX_SPEED))
