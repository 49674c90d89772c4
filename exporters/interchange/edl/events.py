"""The events of a track: what plays from where to where, with fades and transitions as CMX does.

A transition of a list begins where its event begins. So the clip before ends there, and the clip
that comes in begins earlier than its cut, by what the transition covers before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporters.interchange.xmeml.times import (
    is_on_grid,
    possible_transitions,
    seconds_of,
    to_frames,
)
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Sequence,
    Track,
    Transition,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One event; ``clip`` is None for black.

    Attributes:
        begin, stop: frames of the sequence.
        first, last: frames of the source's time code.
        length: frames of the transition that it begins with.
        wipe: it is a wipe, not a dissolve.
        before: what the transition comes from: a clip, or None for black.
        before_code: frame of the source's time code at which that ends.
    """

    clip: Clip | None
    begin: int
    stop: int
    first: int
    last: int
    length: int = 0
    wipe: bool = False
    before: Clip | None = None
    before_code: int = 0


@dataclass
class _Piece:
    """A clip with the frames that its event covers, and the passages at both ends."""

    clip: Clip
    begin: int
    stop: int
    passage: Transition | None = None
    fade_in: int = 0
    fade_out: int = 0


def is_shown(clip: Clip) -> bool:
    """Whether a list can name what is seen or heard of the clip."""
    return clip.enabled and not clip.sound.mute and not isinstance(clip.content, Generator)


def events(sequence: Sequence, track: Track, heard: bool) -> Iterator[Event]:
    """The events of a track.

    Args:
        heard: it is one of sound. On one of pictures, gaps and what cannot be named are events of
            black.
    """
    black = not heard
    place = 0
    previous: Event | None = None
    for piece in _pieces(sequence, track, heard):
        if black and piece.begin > place:
            yield _black(place, piece.begin)
            previous = None
        elif previous is not None and previous.stop != piece.begin:
            previous = None
        event = _event(sequence, piece, previous)
        yield event
        previous = event
        place = piece.stop
        if piece.fade_out:
            place += piece.fade_out
            previous = None
            yield Event(
                None,
                piece.stop,
                place,
                0,
                piece.fade_out,
                piece.fade_out,
                False,
                event.clip,
                event.last,
            )
    if black and place < sequence.duration:
        yield _black(place, sequence.duration)


def _fade_out(piece: _Piece, event: Event) -> Event:
    """Black that comes in over a clip."""
    frames = piece.fade_out
    stop = piece.stop + frames
    return Event(None, piece.stop, stop, 0, frames, frames, False, event.clip, event.last)


def _black(begin: int, stop: int) -> Event:
    return Event(None, begin, stop, 0, stop - begin)


def _pieces(sequence: Sequence, track: Track, heard: bool) -> list[_Piece]:
    between = possible_transitions(track, sequence.rate)
    pieces: list[_Piece] = []
    for clip in track.clips:
        if not is_shown(clip):
            continue
        effect = clip.sound if heard else clip.look
        piece = _Piece(clip, clip.start, clip.end)
        passage = between.get(clip.start)
        joined = pieces[-1] if pieces and pieces[-1].stop == clip.start else None
        if passage is not None and joined is not None and not joined.fade_out:
            piece.passage = passage
            piece.begin = max(clip.start - passage.before, joined.begin + 1)
            joined.stop = piece.begin
        else:
            piece.fade_in = min(effect.fade_in, clip.duration)
        if clip.end not in between:
            piece.fade_out = min(effect.fade_out, clip.duration - piece.fade_in - 1)
            piece.stop -= max(0, piece.fade_out)
        pieces.append(piece)
    return pieces


def _event(sequence: Sequence, piece: _Piece, previous: Event | None) -> Event:
    clip = piece.clip
    first, last = _codes(sequence, clip, piece.begin, piece.stop)
    if piece.passage is not None and previous is not None:
        length = min(piece.passage.end - piece.begin, piece.stop - piece.begin)
        return Event(
            clip,
            piece.begin,
            piece.stop,
            first,
            last,
            length,
            piece.passage.kind == "wipe",
            previous.clip,
            previous.last,
        )
    length = min(piece.fade_in, piece.stop - piece.begin)
    return Event(clip, piece.begin, piece.stop, first, last, length)


def _codes(sequence: Sequence, clip: Clip, begin: int, stop: int) -> tuple[int, int]:
    """Frames of time code of the source's part: the lower one first, also when it runs back."""
    rate, content = sequence.rate, clip.content
    origin = 0
    if isinstance(content, Media):
        origin = to_frames(content.start, rate)
        if content.still:
            return origin, origin + stop - begin
    elif isinstance(content, Sequence):
        origin = content.start
    if clip.speed == 1:
        length = stop - begin
        first = to_frames(clip.source_in, rate) + begin - clip.start
        place = clip.source_in
    else:
        place = clip.source_in + (begin - clip.start) * clip.speed / rate
        length = to_frames(abs(clip.speed) * (stop - begin) / rate, rate)
        first = to_frames(place, rate)
    if clip.speed < 0:
        return max(0, origin + first - length), max(1, origin + first)
    whole = seconds_of(content)
    if whole is not None and not is_on_grid(place, rate) and first + length > whole * rate:
        first = int(place * rate) + (begin - clip.start if clip.speed == 1 else 0)
    return max(0, origin + first), max(1, origin + first + max(1, length))
