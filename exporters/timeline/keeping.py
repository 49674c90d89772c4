"""Cut lists from subtitles: of a film, what the cues of a subtitle file say.

Each cue keeps its time of the film, with handles before and after it; pieces that lie near one
another become one. The cues themselves go along, moved to the edited time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError, UsageError
from exporters.media.probe import probe
from exporters.media.source import Source, VideoStream
from exporters.timeline.captions import caption_tracks, frame_at, read_subtitles
from exporters.timeline.captions.formats import Cue
from exporters.timeline.checking import checked
from exporters.timeline.media_facts import facts
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Media,
    Problem,
    Sequence,
    Track,
)
from exporters.timeline.timecode import MAX_RATE, exact_rate

DEFAULT_RATE = Fraction(25)
VARIABLE = Fraction(1, 200)
"""Average and stated rate of a film with a constant one differ by less than this share."""
USUAL_RATES = tuple(map(exact_rate, ("23.976", "24", "25", "29.97", "30", "50", "59.94", "60")))
MEANT = Fraction(2, 100)
"""A varying rate is taken for a usual one that differs by less than this share."""


@dataclass(frozen=True, slots=True)
class KeepOptions:
    """How a film is cut by cues.

    Attributes:
        handle_before, handle_after: seconds kept before and after each cue.
        merge_gap: pieces with at most so many seconds between them become one.
        minimum: seconds that each piece has at least; shorter ones are widened on both sides.
        encoding: of the cues' file, as Python calls it; "" finds it out.
        rate: frames a second of the edit; None takes the film's.
        original: another subtitle file of the same film, whose cues go along too where they lie in
            what is kept; None for none.
    """

    handle_before: Fraction = Fraction(0)
    handle_after: Fraction = Fraction(0)
    merge_gap: Fraction = Fraction(0)
    minimum: Fraction = Fraction(0)
    encoding: str = ""
    rate: Fraction | None = None
    original: Path | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the film, in frames: [start, end) lies at ``at`` in the edit."""

    start: int
    end: int
    at: int


def keep(
    media: Path, cues: Path, options: KeepOptions | None = None, source: Source | None = None
) -> Edit:
    """The edit that shows of a film what the cues of a subtitle file say.

    Args:
        source: what is in the film; None reads it.

    Raises:
        SourceError: the film or the cues cannot be read, the film has no pictures, or no cue lies
            within it.
        UsageError: an option makes no sense.
        Cancelled: from reading the film.
    """
    chosen = options or KeepOptions()
    _check(chosen)
    source = source or probe(media)
    if source.video is None:
        raise SourceError(f"{shown(media)} holds no pictures.", "Name a film.")
    rate, told = _rate(source.video, chosen)
    found = read_subtitles(cues, chosen.encoding)
    length = _frames(source, rate)
    inside, outside = _within(found.cues, rate, length)
    if not inside:
        raise SourceError(
            f"No cue of {shown(cues)} lies within {shown(media)}.",
            f"The film has {_seconds(length, rate)} s, the first cue begins at "
            f"{found.cues[0].start / 1000:g} s.",
        )
    if outside:
        message = f"{outside} cues lie after the film's end and were left out."
        told.append(Problem("loss", message))
    pieces = pieces_of(inside, rate, length, chosen)
    rows, problems = _moved_captions(found.cues, cues, found.language, pieces, rate)
    more, worse = _original(chosen, pieces, rate)
    sequence = _sequence(media, source, rate, pieces, (*rows, *more))
    told += [*found.problems, *problems, *worse, *_tell_sound(source)]
    return checked(Edit(sequence, f"cut list ({found.format})", cues, tuple(told)))


def pieces_of(
    cues: Iterable[Cue], rate: Fraction, length: int | None, options: KeepOptions
) -> tuple[Piece, ...]:
    """What is kept of a film.

    Args:
        cues: in the order of time.
        rate: frames a second.
        length: frames of the film; None when unknown.
    """
    gap = options.merge_gap * rate
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_widened(cues, rate, length, options)):
        if merged and start - merged[-1][1] <= gap:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    pieces, at = [], 0
    for start, end in merged:
        pieces.append(Piece(start, end, at))
        at += end - start
    return tuple(pieces)


def moved(captions: Iterable[Caption], pieces: tuple[Piece, ...]) -> list[Caption]:
    """Captions of the film at their places in the edit; cut where what is kept ends.

    Args:
        captions: in the order of time.
        pieces: in the order of time.
    """
    found: list[Caption] = []
    first = 0
    for caption in captions:
        end = caption.start + caption.duration
        while first < len(pieces) and pieces[first].end <= caption.start:
            first += 1
        number = first
        while number < len(pieces) and pieces[number].start < end:
            piece = pieces[number]
            start, stop = max(caption.start, piece.start), min(end, piece.end)
            place = piece.at + start - piece.start
            found.append(Caption(place, stop - start, caption.text))
            number += 1
    return sorted(found, key=lambda caption: caption.start)


def _widened(
    cues: Iterable[Cue], rate: Fraction, length: int | None, options: KeepOptions
) -> Iterator[tuple[int, int]]:
    """Each cue's frames with handles, not shorter than the minimum, within the film."""
    for cue in cues:
        start = Fraction(cue.start, 1000) - options.handle_before
        end = Fraction(cue.end, 1000) + options.handle_after
        missing = options.minimum - (end - start)
        if missing > 0:
            start, end = start - missing / 2, end + missing / 2
        first, stop = _nearest(max(Fraction(0), start), rate), _nearest(end, rate)
        if length is not None:
            first, stop = min(first, length - 1), min(stop, length)
        yield first, max(stop, first + 1)


def _nearest(seconds: Fraction, rate: Fraction) -> int:
    exact = seconds * rate
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def _check(options: KeepOptions) -> None:
    lengths = {
        "handle": min(options.handle_before, options.handle_after),
        "gap": options.merge_gap,
        "minimum": options.minimum,
    }
    for name, value in lengths.items():
        if value < 0:
            raise UsageError(f"The {name} is negative.", "Give seconds from 0 on.")
    if options.rate is not None and not 0 < options.rate <= MAX_RATE:
        raise UsageError("The frame rate is not one between 0 and 1000.")


def _rate(video: VideoStream, options: KeepOptions) -> tuple[Fraction, list[Problem]]:
    """Frames a second of the edit, and what must be known of it."""
    if options.rate is not None:
        return options.rate, []
    average, stated = video.average_rate, video.guessed_rate
    chosen = average if 0 < average <= MAX_RATE else stated
    if not 0 < chosen <= MAX_RATE:
        message = f"The film does not say its frame rate; {DEFAULT_RATE} is taken."
        return DEFAULT_RATE, [Problem("note", message)]
    if 0 < stated <= MAX_RATE and abs(stated - chosen) > VARIABLE * chosen:
        rate = _usual(chosen)
        message = f"The film's frame rate varies: {float(average):.4g} on average, "
        message += f"{float(stated):.4g} at most. The edit has {float(rate):.5g}."
        return rate, [Problem("note", message)]
    return exact_rate(chosen), []


def _usual(average: Fraction) -> Fraction:
    """The rate that a varying one is meant to be, or itself if it is near none."""
    nearest = min(USUAL_RATES, key=lambda rate: abs(rate - average))
    near = abs(nearest - average) <= MEANT * nearest
    return nearest if near else exact_rate(average)


def _frames(source: Source, rate: Fraction) -> int | None:
    """Frames that the edit can show of the film; None when its length is not known."""
    video = source.video
    assert video is not None
    length = source.duration
    if video.duration is not None:
        length = video.duration + _first_frame(source, video)
    if length is None:
        return None
    exact = length * rate
    return max(1, exact.numerator // exact.denominator)


def _within(cues: tuple[Cue, ...], rate: Fraction, length: int | None) -> tuple[list[Cue], int]:
    if length is None:
        return list(cues), 0
    inside = [cue for cue in cues if frame_at(cue.start, rate) < length]
    return inside, len(cues) - len(inside)


def _seconds(frames: int | None, rate: Fraction) -> str:
    return "?" if frames is None else f"{float(frames / rate):g}"


def _moved_captions(
    cues: tuple[Cue, ...], path: Path, language: str, pieces: tuple[Piece, ...], rate: Fraction
) -> tuple[tuple[CaptionTrack, ...], list[Problem]]:
    on_film = []
    for cue in cues:
        start, end = frame_at(cue.start, rate), frame_at(cue.end, rate)
        on_film.append(Caption(start, max(1, end - start), cue.text))
    tracks, dropped = caption_tracks(moved(on_film, pieces), path.stem, language)
    if not dropped:
        return tracks, []
    message = f"{dropped} cues that overlap many others were left out of the captions."
    return tracks, [Problem("loss", message)]


def _original(
    options: KeepOptions, pieces: tuple[Piece, ...], rate: Fraction
) -> tuple[tuple[CaptionTrack, ...], list[Problem]]:
    if options.original is None:
        return (), []
    found = read_subtitles(options.original, options.encoding)
    path, language = options.original, found.language
    tracks, problems = _moved_captions(found.cues, path, language, pieces, rate)
    return tracks, [*found.problems, *problems]


def _sequence(
    path: Path,
    source: Source,
    rate: Fraction,
    pieces: tuple[Piece, ...],
    captions: tuple[CaptionTrack, ...],
) -> Sequence:
    video = source.video
    assert video is not None
    media = facts(Media(path.name, str(path), path.absolute()), source)
    late = _first_frame(source, video)
    pictures = tuple(
        Clip(
            piece.at,
            piece.end - piece.start,
            media,
            max(Fraction(0), piece.start / rate - late),
            name=media.name,
            link=number if source.audio else 0,
        )
        for number, piece in enumerate(pieces, 1)
    )
    first = source.audio[0] if source.audio else None
    return Sequence(
        name=path.stem,
        rate=rate,
        width=media.width,
        height=media.height,
        duration=pieces[-1].at + pieces[-1].end - pieces[-1].start,
        pixel_aspect=media.pixel_aspect,
        sample_rate=(first.sample_rate if first else 0) or 48000,
        channels=min(max(first.channels if first else 2, 1), 8),
        video=(Track("", pictures),),
        audio=(Track("", pictures),) if first else (),
        captions=captions,
    )


def _first_frame(source: Source, video: VideoStream) -> Fraction:
    """Seconds after which the film's first picture is shown: cues count from the film's begin, and
    media from their first frame."""
    if video.start is None or source.start_time is None:
        return Fraction(0)
    late = video.start * video.time_base - source.start_time
    return late if 0 < late < 60 else Fraction(0)


def _tell_sound(source: Source) -> list[Problem]:
    if len(source.audio) < 2:
        return []
    message = f"Of the film's {len(source.audio)} tracks of sound the first is kept."
    return [Problem("loss", message)]
