"""An edit out of a list of cuts: one after another on one track, picture and sound linked."""

from __future__ import annotations

from collections.abc import Sequence as Many
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from exporters.durable import shown
from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.locations import base_name, possible_paths
from exporters.timeline.readers.cut_list.times import CutTime
from exporters.timeline.reading import ReadOptions
from exporters.timeline.sequence import (
    Caption,
    CaptionTrack,
    Clip,
    Edit,
    Marker,
    Media,
    Sequence,
    Sound,
    Track,
)

DEFAULT_RATE = Fraction(25)
DEFAULT_SIZE = (1920, 1080)
MAX_CUTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of a list.

    Attributes:
        media: path or URL of the film, as the list has it.
        start: where it begins in the film.
        end: where it ends; None where the film does.
        name, text: what it is called, and what is said in it.
        position: where it lies on the timeline; None after the one before.
        speed: seconds of the film for each second.
        volume: decibels.
        sound: False leaves the sound out; None keeps it if there is any.
        muted: the sound is there and not heard.
        where: "line 5", for sentences.
    """

    media: str
    start: CutTime
    end: CutTime | None = None
    duration: CutTime | None = None
    name: str = ""
    text: str = ""
    position: CutTime | None = None
    speed: Fraction = Fraction(1)
    volume: float = 0.0
    sound: bool | None = None
    muted: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class CutList:
    """What was read of a list.

    Attributes:
        marks: remarks at a time of a film: media, time, name.
        rate, size: as the list says them.
    """

    name: str
    cuts: Many[Cut]
    marks: Many[tuple[str, CutTime, str]] = ()
    rate: Fraction | None = None
    size: tuple[int, int] | None = None


def half_up(value: Fraction) -> int:
    """The nearest integer, the upper one of two: as LosslessCut rounds times to frames."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def built(
    cuts: CutList, path: Path, options: ReadOptions, format_name: str, findings: Findings,
    folder: Path | None = None,
) -> Edit:  # fmt: skip
    """The edit that a list means.

    Frame rate and size are those of ``options``, of the list, of the first film if it can be
    found, or 25 frames a second and 1920x1080; where they are guessed, it is told. Begin and end
    of each cut are rounded to frames.

    Args:
        folder: relative paths of films start there; None for the folder of the list.

    Raises SourceError for too many cuts.
    """
    if len(cuts.cuts) > MAX_CUTS:
        raise SourceError(f"The list has more than {MAX_CUTS:,} cuts.", "Divide it.")
    base = path.parent if folder is None else folder
    urls = dict.fromkeys(cut.media for cut in cuts.cuts)
    films = {url: _film(url, base) for url in urls}
    rate = _rate(cuts, options, films, findings)
    width, height = _size(cuts, options, films)
    builder = _Builder(rate, cuts.rate, films, findings)
    for cut in cuts.cuts:
        builder.add(cut)
    if not builder.end:
        told = findings.problems()
        raise SourceError(
            f"{shown(path)} holds no cut that can be used.", told[0].message if told else ""
        )
    video, audio = builder.tracks(cuts.marks)
    captions = (CaptionTrack("", tuple(builder.captions)),) if builder.captions else ()
    sequence = Sequence(
        cuts.name, rate, width, height, builder.end, video=video, audio=audio, captions=captions
    )
    return Edit(sequence, format_name, path, findings.problems())


class _Builder:
    def __init__(
        self, rate: Fraction, stated: Fraction | None, films: dict[str, Media], findings: Findings
    ) -> None:
        self._rate = rate
        self._stated = stated
        self._films = films
        self._findings = findings
        self._pictures: list[Clip] = []
        self._sounds: list[Clip] = []
        self._urls: list[str] = []
        self.captions: list[Caption] = []
        self.end = 0

    def add(self, cut: Cut) -> None:
        """Append a cut; one that cannot be used is told."""
        try:
            begin, end = self._range(cut)
            place = self.end
            if cut.position is not None:
                place = half_up(cut.position.at(self._rate) * self._rate)
        except ValueError as error:
            self._findings.add("loss", f"A cut is left out: {error}.", cut.where)
            return
        first, last = half_up(begin * self._rate), half_up(end * self._rate)
        length = last - first
        if abs(cut.speed) != 1:
            # A piece of half a frame more is a whole frame at half the speed.
            length = half_up((end - begin) * self._rate / abs(cut.speed))
        if length < 1:
            self._findings.add("loss", "A cut without a length is left out.", cut.where)
            return
        media = self._films[cut.media]
        source_in = Fraction(first if cut.speed > 0 else last) / self._rate
        clip = Clip(place, length, media, source_in, cut.speed, cut.name)
        number = len(self._urls) + 1
        audible = cut.sound if cut.sound is not None else self._may_sound(media)
        if media.has_video:
            self._pictures.append(replace(clip, link=number if audible else 0))
        if audible:
            sound = Sound(volume=cut.volume, mute=cut.muted)
            link = number if media.has_video else 0
            self._sounds.append(replace(clip, sound=sound, link=link))
        if cut.text.strip():
            self.captions.append(Caption(place, length, cut.text))
        self._urls.append(cut.media)
        self.end = max(self.end, place + length)

    @staticmethod
    def _may_sound(media: Media) -> bool:
        """Whether a film has sound, or nothing is known of it."""
        return bool(media.channels) or not (media.still or media.duration or media.width)

    def _seconds(self, time: CutTime, media: Media) -> Fraction:
        """Seconds of a film; its time code and frames count at its own rate."""
        return time.at(self._stated or media.rate or self._rate)

    def _range(self, cut: Cut) -> tuple[Fraction, Fraction]:
        """Begin and end in seconds. Raises ValueError for what is no range."""
        media = self._films[cut.media]
        first = self._seconds(cut.start, media)
        if cut.end is not None:
            return first, self._seconds(cut.end, media)
        if cut.duration is not None:
            return first, first + self._seconds(cut.duration, media)
        if media.duration is None:
            raise ValueError("it has no end, and the length of its film is not known")
        return first, media.duration

    def tracks(
        self, marks: Many[tuple[str, CutTime, str]]
    ) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
        """The tracks, with the marks on the clips that show their times."""
        pictures = list(self._pictures)
        lost = 0
        for url, time, name in marks:
            if not self._mark(pictures, url, time, name):
                lost += 1
        if lost:
            text = f"{lost} markers lie outside the cuts and are left out."
            self._findings.add("note", text)
        video = (Track("", tuple(pictures)),) if pictures else ()
        audio = (Track("", tuple(self._sounds)),) if self._sounds else ()
        return video, audio

    def _mark(self, pictures: list[Clip], url: str, time: CutTime, name: str) -> bool:
        media = self._films.get(url)
        if media is None:
            return False
        try:
            frame = half_up(self._seconds(time, media) * self._rate)
        except ValueError:
            return False
        found = False
        for number, clip in enumerate(pictures):
            first = half_up(clip.source_in * self._rate)
            if clip.content == media and 0 <= frame - first < clip.duration:
                marker = Marker(frame - first, name)
                pictures[number] = replace(clip, markers=(*clip.markers, marker))
                found = True
        return found


def _existing(url: str, folder: Path | None) -> Path | None:
    """The file that a list names, if it is there."""
    for path in possible_paths(url):
        for place in (path,) if path.is_absolute() or folder is None else (folder / path,):
            try:
                if place.is_file():
                    return place
            except (OSError, ValueError):
                continue
    return None


def _film(url: str, folder: Path | None) -> Media:
    """A medium of a list, with facts of its file if it is there and can be read."""
    from exporters.media.probe import probe
    from exporters.timeline.media_facts import facts

    media = Media(base_name(url) or url, url)
    path = _existing(url, folder)
    if path is None:
        return media
    try:
        # Whoever finds the media for good will look again.
        return replace(facts(media, probe(path)), known=False)
    except SourceError:
        return media


def _rate(
    cuts: CutList, options: ReadOptions, films: dict[str, Media], findings: Findings
) -> Fraction:
    stated = options.rate or cuts.rate
    if stated:
        return stated
    found = next((media.rate for media in films.values() if media.rate), None)
    if found is not None:
        return found
    findings.add(
        "note",
        f"The list does not say its frame rate, and no film of it was found; {DEFAULT_RATE} frames "
        "a second are used.",
    )
    return DEFAULT_RATE


def _size(cuts: CutList, options: ReadOptions, films: dict[str, Media]) -> tuple[int, int]:
    if options.size or cuts.size:
        return options.size or cuts.size or DEFAULT_SIZE
    known = ((media.width, media.height) for media in films.values())
    return next((size for size in known if all(size)), DEFAULT_SIZE)
