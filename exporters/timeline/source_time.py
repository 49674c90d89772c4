"""Time code of media: what their files say, and whether an edit counts from it.

Formats like EDL name times of the medium's time code without saying where that begins: see
``Media.by_timecode``. OTIO may do so too, where it states no available range.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.media.source import Source
from exporters.timeline.replacing import with_clips
from exporters.timeline.sequence import Clip, Media, Sequence
from exporters.timeline.timecode import MAX_RATE, can_drop, exact_rate, from_timecode

NEAR = Fraction(1, 100)
"""Seconds by which equal time codes may differ."""
LATE = 1
"""Seconds by which clips may reach beyond their medium and still be meant for it."""
HOUR = 3600
Span = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class TimeCode:
    """Of a file's first frame, in seconds of real time, and whether it is numbered drop-frame."""

    start: Fraction
    drop_frame: bool


@dataclass(frozen=True, slots=True)
class Counting:
    """How an edit counts within a medium whose file has a time code.

    Attributes:
        start: of the medium, from now on.
        shift: seconds that all ``source_in`` must be made smaller.
        disagrees: the edit states another start than the file, and is believed.
    """

    start: Fraction
    drop_frame: bool
    shift: Fraction = Fraction(0)
    disagrees: bool = False

    def media(self, media: Media) -> Media:
        """The medium with its start."""
        return replace(media, start=self.start, drop_frame=self.drop_frame, by_timecode=False)


def time_code_of(source: Source) -> TimeCode | None:
    """The time code of a file's first frame; None if it has none that makes sense.

    Video files keep it as a text (ffmpeg's "timecode", of the container, the picture or a track of
    its own), Broadcast Wave as a number of samples since midnight (EBU Tech 3285, TimeReference).
    """
    video = source.video
    if video is None:
        samples, rate = source.metadata.get("time_reference", ""), _sample_rate(source)
        if not (samples.isdecimal() and len(samples) < 20 and rate):
            return None
        return TimeCode(Fraction(int(samples), rate), False)
    text = video.metadata.get("timecode") or source.metadata.get("timecode", "")
    rate_ = video.average_rate or video.guessed_rate
    if not text or not 0 < rate_ <= MAX_RATE:
        return None
    rate_ = exact_rate(rate_)
    try:
        frames = from_timecode(text, rate_)
    except ValueError:
        return None
    return TimeCode(frames / rate_, can_drop(rate_) and any(mark in text for mark in ";."))


def _sample_rate(source: Source) -> int:
    return source.audio[0].sample_rate if source.audio else 0


def counted(
    sequence: Sequence, known: dict[Media, Media], codes: dict[Media, TimeCode]
) -> dict[Media, Counting]:
    """How the edit counts within each medium that has a time code, or is thought to have one.

    Args:
        known: media with their facts, by those of the edit.
        codes: time codes of their files.
    """
    wanted = [media for media in known if media in codes or media.by_timecode]
    spans = _spans(sequence, wanted)
    found = {}
    for media in wanted:
        code, duration = codes.get(media), known[media].duration
        if code is None:
            shift = _whole_hours(duration, spans[media])
            found[media] = Counting(Fraction(0), False, shift)
        elif media.start and not media.by_timecode:
            agrees = abs(media.start - code.start) <= NEAR
            start = code.start if agrees else media.start
            drop = code.drop_frame if agrees else media.drop_frame
            found[media] = Counting(start, drop, disagrees=not agrees)
        else:
            by_code = _by_time_code(code.start, duration, spans[media], media.by_timecode)
            shift = code.start if by_code else Fraction(0)
            found[media] = Counting(code.start, code.drop_frame, shift)
    return found


def _by_time_code(
    start: Fraction, duration: Fraction | None, spans: Iterable[Span], likely: bool
) -> bool:
    """Whether an edit counts from a time code: what it shows must lie within the medium then.

    Args:
        likely: what counts where it lies within the medium either way, or neither way.
    """
    if duration is None:
        return likely
    some = tuple(spans)
    from_zero = _within(some, Fraction(0), duration)
    from_code = _within(some, start, duration)
    return from_code if from_zero != from_code else likely


def _within(spans: tuple[Span, ...], start: Fraction, duration: Fraction) -> bool:
    low, high = start - NEAR, start + duration + LATE
    return all(low <= first and last <= high for first, last in spans)


def _whole_hours(duration: Fraction | None, spans: Iterable[Span]) -> Fraction:
    """Hours to take off times that lie beyond a file without time code.

    Tapes and reels begin at whole hours, which copies of them often no longer know.
    """
    some = tuple(spans)
    if duration is None or not some or _within(some, Fraction(0), duration):
        return Fraction(0)
    hours = Fraction(min(first for first, _ in some) // HOUR * HOUR)
    return hours if _within(some, hours, duration) else Fraction(0)


def _spans(sequence: Sequence, media: Iterable[Media]) -> dict[Media, set[Span]]:
    """The parts of media that clips show, in seconds."""
    found: dict[Media, set[Span]] = {item: set() for item in media}

    def take(clip: Clip, item: Media, kind: str, within: Sequence) -> Clip:
        if item in found:
            end = clip.source_in + clip.speed * clip.duration / within.rate
            found[item].add((min(clip.source_in, end), max(clip.source_in, end)))
        return clip

    with_clips(sequence, take)
    return found


def shifted(sequence: Sequence, counting: dict[Media, Counting]) -> Sequence:
    """The edit with all times within media counted from their first frame."""
    shifts = {media: found.shift for media, found in counting.items() if found.shift}

    def other(clip: Clip, media: Media, kind: str, within: Sequence) -> Clip:
        shift = shifts.get(media)
        if shift is None:
            return clip
        return replace(clip, source_in=max(Fraction(0), clip.source_in - shift))

    return with_clips(sequence, other) if shifts else sequence
