"""The sound of an edit as a list of pieces: which samples of which file are heard when.

Everything is laid out in samples of the mix. Both ends of a piece are rounded from the timeline, so
that a cut lies on the same sample for what goes and what comes, however long the film is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from exporters.rendering.sources import MediumFrames
from exporters.timeline.sequence import Clip, Media, Sequence, Sound, Track, Transition
from exporters.video.timestamps import round_half_up

MIN_VOLUME = -96.0
"""Decibels from which on there is nothing to hear."""


@dataclass(frozen=True, slots=True)
class Ramp:
    """A factor that goes from ``begin`` to ``end`` between two times of the mix, in seconds."""

    begin: float
    end: float
    first: Fraction
    last: Fraction


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one stream of a medium.

    Attributes:
        medium: what is heard.
        stream: number of the stream in the file.
        start, end: seconds of the mix.
        begin: second of the file's clock that is heard at ``start``.
        speed: seconds of the file a second of the mix.
        left, right: factors.
        ramps: fades, all of which apply.
    """

    medium: Media
    stream: int
    start: Fraction
    end: Fraction
    begin: Fraction
    speed: Fraction
    left: float
    right: float
    ramps: tuple[Ramp, ...] = field(default=())

    def cut(self, start: Fraction, end: Fraction) -> Piece | None:
        """What of it lies within two times of the mix."""
        first, last = max(start, self.start), min(end, self.end)
        if first >= last:
            return None
        begin = self.begin + (first - self.start) * self.speed
        return replace(self, start=first, end=last, begin=begin)


def pieces(sequence: Sequence, media: Mapping[Media, MediumFrames]) -> list[Piece]:
    """All that is heard of a sequence, nested ones too; times in its seconds."""
    made: list[Piece] = []
    for track in sequence.audio:
        if track.enabled:
            made.extend(_of_track(track, sequence.rate, media))
    return made


def mix_map(
    found: list[Piece], media: Mapping[Media, MediumFrames], sequence: Sequence
) -> dict[str, Any]:
    """What ``mix_child`` takes."""
    rate = sequence.sample_rate
    numbers: dict[str, int] = {}
    listed = []
    for piece in found:
        at, end = round_half_up(piece.start * rate), round_half_up(piece.end * rate)
        # What is heard is counted from the rounded begin: pieces that go on with one another in
        # the medium then do so to the sample.
        begin = piece.begin + (Fraction(at, rate) - piece.start) * piece.speed
        if end > at:
            path = str(media[piece.medium].path)
            listed.append(
                {
                    "file": numbers.setdefault(path, len(numbers)),
                    "stream": piece.stream,
                    "at": at,
                    "count": end - at,
                    "begin": _pair(begin),
                    "speed": _pair(piece.speed),
                    "gains": _gains(piece, sequence.channels),
                    "ramps": [_ramp(ramp, rate) for ramp in piece.ramps],
                }
            )
    return {
        "rate": rate,
        "channels": sequence.channels,
        "length": round_half_up(sequence.seconds * rate),
        "files": list(numbers),
        "pieces": listed,
    }


def _of_track(track: Track, rate: Fraction, media: Mapping[Media, MediumFrames]) -> Iterator[Piece]:
    passages = {passage.cut: passage for passage in track.transitions}
    for clip in track.clips:
        if clip.enabled and not clip.sound.mute and clip.speed != 0:
            reach, ramps = _passages(passages, clip, rate)
            for piece in _of_clip(clip, reach, rate, media):
                yield replace(piece, ramps=(*piece.ramps, *ramps))


def _passages(
    passages: Mapping[int, Transition], clip: Clip, rate: Fraction
) -> tuple[tuple[int, int], tuple[Ramp, ...]]:
    """How far a clip is heard, in frames, and its fades: its own and those of transitions."""
    start, end = clip.start, clip.end
    ramps: list[Ramp] = []
    if (comes := passages.get(clip.start)) is not None:
        start = comes.start
        ramps.append(Ramp(0.0, 1.0, comes.start / rate, comes.end / rate))
    if (goes := passages.get(clip.end)) is not None:
        end = goes.end
        ramps.append(Ramp(1.0, 0.0, goes.start / rate, goes.end / rate))
    sound = clip.sound
    if sound.fade_in:
        ramps.append(Ramp(0.0, 1.0, clip.start / rate, (clip.start + sound.fade_in) / rate))
    if sound.fade_out:
        ramps.append(Ramp(1.0, 0.0, (clip.end - sound.fade_out) / rate, clip.end / rate))
    return (max(0, start), end), tuple(ramps)


def _of_clip(
    clip: Clip, reach: tuple[int, int], rate: Fraction, media: Mapping[Media, MediumFrames]
) -> Iterator[Piece]:
    start, end = reach[0] / rate, reach[1] / rate
    begin = clip.source_in + (reach[0] - clip.start) * clip.speed / rate
    left, right = _sides(clip.sound)
    content = clip.content
    if isinstance(content, Media) and content in media:
        medium = media[content]
        for stream in _streams(medium, clip.stream):
            piece = Piece(content, stream, start, end, begin, clip.speed, left, right)
            yield replace(piece, begin=begin + medium.clock_zero)
    elif isinstance(content, Sequence) and clip.speed > 0:
        until = begin + (end - start) * clip.speed
        for inner in pieces(content, media):
            found = inner.cut(begin, until)
            if found is not None:
                yield _moved(found, start, begin, clip.speed, left, right)


def _moved(
    piece: Piece, start: Fraction, begin: Fraction, speed: Fraction, left: float, right: float
) -> Piece:
    """A piece of a nested sequence, in the time of the one around it."""

    def outside(time: Fraction) -> Fraction:
        return start + (time - begin) / speed

    ramps = tuple(
        replace(ramp, first=outside(ramp.first), last=outside(ramp.last)) for ramp in piece.ramps
    )
    return replace(
        piece,
        start=outside(piece.start),
        end=outside(piece.end),
        speed=piece.speed * speed,
        left=piece.left * left,
        right=piece.right * right,
        ramps=ramps,
    )


def _streams(medium: MediumFrames, chosen: int) -> list[int]:
    """Numbers, in the file, of the streams that are heard."""
    found = [stream.index for stream in medium.source.audio]
    return found if chosen < 0 else found[chosen : chosen + 1]


def _sides(sound: Sound) -> tuple[float, float]:
    factor = 0.0 if sound.volume <= MIN_VOLUME else float(10 ** (sound.volume / 20))
    return factor * min(1.0, 1.0 - sound.pan), factor * min(1.0, 1.0 + sound.pan)


def _gains(piece: Piece, channels: int) -> list[float]:
    if channels == 1:
        return [(piece.left + piece.right) / 2]
    # Left and right are the first two channels of every layout; those between take both.
    middle = (piece.left + piece.right) / 2
    return [piece.left, piece.right, *[middle] * (channels - 2)]


def _ramp(ramp: Ramp, rate: int) -> list[float]:
    first, last = round_half_up(ramp.first * rate), round_half_up(ramp.last * rate)
    return [ramp.begin, ramp.end, first, last]


def _pair(value: Fraction) -> list[int]:
    return [value.numerator, value.denominator]
