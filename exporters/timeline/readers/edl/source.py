"""Which part of its source an event of an edit decision list shows, and how fast."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from exporters.errors import SourceError
from exporters.timeline.readers.edl.lines import Event
from exporters.timeline.readers.edl.rate import BASES, frame_number
from exporters.timeline.sequence import Severity
from exporters.timeline.timecode import can_drop, exact_rate, from_timecode, nominal

Tell = Callable[[Severity, str, Event | None], None]
"""Takes a severity, a sentence, and the event that it is about."""


def source_of(event: Event, length: int, rate: Fraction, tell: Tell) -> tuple[Fraction, Fraction]:
    """Speed, and the second of time code that is shown first (last, when it runs back).

    Motion effects count; the length of the source is no measure: Resolve writes that of the
    record (OpenTimelineIO#948).

    Args:
        length: frames of the record.
        rate: of the list.
    """
    first, last = (_seconds(code, event, rate, tell) for code in event.codes[:2])
    speed = _speed(event, rate)
    if speed is None:
        _compare((last - first) * rate, length, event, tell)
        return Fraction(1), first
    if speed < 0:
        # It begins with the last frame; Avid names only that one, Premiere the whole range.
        return speed, max(first, last)
    return speed, first


def _compare(span: Fraction, length: int, event: Event, tell: Tell) -> None:
    if not span:
        tell("loss", "It names no time of its source; it plays from the one named.", event)
    elif abs(span - length) > max(2, length // 50):
        tell(
            "loss",
            "Source and record are not equally long and no motion effect says why; it plays at "
            "normal speed from its source in.",
            event,
        )


def _seconds(code: str, event: Event, rate: Fraction, tell: Tell) -> Fraction:
    number = frame_number(code)
    if number >= nominal(rate):
        base = next((one for one in BASES if one > number), BASES[-1])
        rate = Fraction(base * 1000, 1001) if rate.denominator == 1001 else Fraction(base)
        tell("note", f"Time code of some sources counts at {base} frames a second.", None)
    drop = can_drop(rate) and (";" in code or bool(event.drop_frame))
    try:
        return from_timecode(code, rate, drop) / rate
    except ValueError as error:
        raise SourceError(f"In line {event.line}, {error}.") from error


def _speed(event: Event, rate: Fraction) -> Fraction | None:
    """Seconds of source a second, by the frames a second of M2 lines; None without."""
    own = [speed for reel, speed in event.speeds if _is_of(reel, event)]
    if not own and event.kind == "C":
        own = [speed for _, speed in event.speeds]
    if not own:
        return Fraction(0) if event.frozen else None
    frames = own[-1]
    if not frames:
        return Fraction(0)
    exact = exact_rate(abs(frames)) if abs(frames) <= 1000 else abs(frames)
    # 23.976 is normal speed at 24000/1001, and so is 24.
    base = rate if exact.denominator == 1001 and rate.denominator == 1001 else nominal(rate)
    return exact / base if frames > 0 else -exact / base


def _is_of(reel: str, event: Event) -> bool:
    """Whether a motion effect is that of the event's own reel; a transition has two."""
    return event.reel.startswith(reel) or reel.startswith(event.reel[:8])
