"""An edit, checked and exact: what the renderer and the writers of project files work with.

Positions and lengths on the timeline are whole frames of the sequence. Times within media are exact
seconds (``Fraction``), counted from the medium's first frame, never from its time code. What is
here has been checked by ``exporters.timeline.checking``: clips of a track do not overlap and rise,
lengths are at least 1, rates and sizes are possible, nested sequences end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

Fit = Literal["fit", "fill", "stretch", "none"]
Severity = Literal["note", "loss", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a user must know about an edit.

    Attributes:
        severity: "note" changes nothing that is seen or heard; "loss" does; "error" forbids.
        message: a whole sentence.
        where: the track and clip, "V1 “interview” at 00:00:10:00" for example; "" for all.
    """

    severity: Severity
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


@dataclass(frozen=True, slots=True)
class Media:
    """A file that clips show. Equal values are the same medium.

    Attributes:
        name: as the project calls it.
        url: as the project wrote it: a file URL or a path; "" when it names none.
        path: where it lies, absolute; None while it has not been found.
        still: one picture, shown as long as wanted.
        start: time code of the first frame, in seconds.
        duration: seconds; None when unknown, and for stills.
        rate: frames a second; None when unknown, or without pictures.
        drop_frame: its time code is numbered so.
        width, height: pixels as shown upright, before the pixel aspect; 0 when unknown.
        pixel_aspect: width to height of a pixel.
        has_video: whether it has pictures; True when unknown.
        channels: number of channels of each audio stream; () without sound.
        sample_rate: of the first audio stream; 0 when unknown.
        known: what is here was read from the file itself, not only stated by a project.
        by_timecode: the project does not tell the time code of the first frame (an EDL): ``start``
            is 0, and ``source_in`` of clips is time code until the file has been read.
    """

    name: str
    url: str = ""
    path: Path | None = None
    still: bool = False
    start: Fraction = Fraction(0)
    duration: Fraction | None = None
    rate: Fraction | None = None
    drop_frame: bool = False
    width: int = 0
    height: int = 0
    pixel_aspect: Fraction = Fraction(1)
    has_video: bool = True
    channels: tuple[int, ...] = ()
    sample_rate: int = 0
    known: bool = False
    by_timecode: bool = False

    def __hash__(self) -> int:
        """Of what nearly always differs: a film of ten thousand cuts asks for it often."""
        return hash((self.name, self.url))


@dataclass(frozen=True, slots=True)
class Generator:
    """A picture that no file holds.

    Attributes:
        kind: "black", "color", "bars" or "text" (white on transparent, below the middle).
        color: "#rrggbb": of the whole picture, or of the text.
        text: lines separated by newlines.
        size: height of the letters as a share of the picture's height.
    """

    kind: Literal["black", "color", "bars", "text"]
    color: str = "#000000"
    text: str = ""
    size: float = 0.06


@dataclass(frozen=True, slots=True)
class Look:
    """What is done to a clip's picture, in this order: crop, fit, scale, rotate, place, opacity.

    Attributes:
        crop: shares of the picture cut off at the left, top, right and bottom, each in [0, 1).
        fit: how the cropped picture fills the frame before ``scale``: wholly inside, filling it,
            stretched, or pixel for pixel.
        scale_x, scale_y: factors; greater than 0.
        rotation: degrees clockwise about the picture's middle.
        x, y: how far the middle lies to the right of and below the frame's middle, as shares of
            the frame's width and height.
        opacity: 0 to 1.
        fade_in, fade_out: frames over which the clip comes from and goes to nothing.
    """

    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    fit: Fit = "fit"
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    x: float = 0.0
    y: float = 0.0
    opacity: float = 1.0
    fade_in: int = 0
    fade_out: int = 0


@dataclass(frozen=True, slots=True)
class Sound:
    """What is done to a clip's sound.

    Attributes:
        volume: decibels, 0 leaves it.
        pan: -1 is left, 1 is right.
        fade_in, fade_out: frames over which it comes and goes, linear in amplitude.
        mute: it is not heard.
    """

    volume: float = 0.0
    pan: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    mute: bool = False


PLAIN_LOOK = Look()
PLAIN_SOUND = Sound()


@dataclass(frozen=True, slots=True)
class Marker:
    """A remark at a frame of what it belongs to (a clip: counted from the clip's begin)."""

    start: int
    name: str
    duration: int = 0
    note: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of a medium, of a generator or of another sequence, on a track.

    Attributes:
        start, duration: frames of the sequence.
        source_in: second of the content that is shown first, from the content's beginning. With a
            negative ``speed`` it is the end of what is shown: the content runs back from there.
        speed: seconds of content for each second of the sequence; 0 holds the one picture.
        stream: which audio stream of the medium is heard, from 0; -1 mixes all.
        link: clips with the same number, not 0, were cut together (a picture and its sound).
        enabled: a disabled clip is neither seen nor heard.
    """

    start: int
    duration: int
    content: Media | Generator | Sequence
    source_in: Fraction = Fraction(0)
    speed: Fraction = Fraction(1)
    name: str = ""
    enabled: bool = True
    look: Look = PLAIN_LOOK
    sound: Sound = PLAIN_SOUND
    stream: int = 0
    link: int = 0
    markers: tuple[Marker, ...] = ()

    @property
    def end(self) -> int:
        """The frame after its last one."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Transition:
    """A passage between the two clips that meet at ``cut``; a missing one counts as nothing.

    Attributes:
        cut: frame at which the later clip begins on its track.
        before, after: frames that it reaches before and after the cut; their sum is at least 1.
        kind: "dissolve", or "wipe", which is shown as a dissolve.
        name: as the project calls it.
    """

    cut: int
    before: int
    after: int
    kind: Literal["dissolve", "wipe"] = "dissolve"
    name: str = ""

    @property
    def start(self) -> int:
        return self.cut - self.before

    @property
    def end(self) -> int:
        return self.cut + self.after


@dataclass(frozen=True, slots=True)
class Caption:
    """A text that is shown for a while; ``text`` may have several lines."""

    start: int
    duration: int
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """Clips one after another, with gaps between them where nothing is.

    Attributes:
        clips: rising and not overlapping.
        transitions: rising; each within the clips at its cut.
        enabled: False hides or mutes the whole track.
    """

    name: str = ""
    clips: tuple[Clip, ...] = ()
    transitions: tuple[Transition, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class CaptionTrack:
    """Captions one after another; ``language`` as in BCP 47, "" when unknown."""

    name: str = ""
    captions: tuple[Caption, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """An edit.

    Attributes:
        rate: frames a second.
        width, height: pixels; pixel_aspect: width to height of one.
        start: frame number of the time code of the first frame.
        drop_frame: the time code is numbered so.
        sample_rate, channels: of the mix.
        video: tracks from the bottom to the top.
        audio: tracks that are mixed.
        captions: subtitles.
        markers: of the whole edit.
        duration: frames; at least the end of each clip.
    """

    name: str
    rate: Fraction
    width: int
    height: int
    duration: int
    pixel_aspect: Fraction = Fraction(1)
    start: int = 0
    drop_frame: bool = False
    sample_rate: int = 48000
    channels: int = 2
    video: tuple[Track, ...] = ()
    audio: tuple[Track, ...] = ()
    captions: tuple[CaptionTrack, ...] = ()
    markers: tuple[Marker, ...] = ()

    @property
    def seconds(self) -> Fraction:
        return self.duration / self.rate


@dataclass(frozen=True)
class Edit:
    """What a reader has found in a file.

    Attributes:
        sequence: the edit itself.
        format: name of the format that it was read from, "FCPXML 1.10" for example.
        path: the file.
        problems: what could not be kept, and what is odd.
        size_guessed: the file does not state the size of the picture.
        sequences: names of all that ``ReadOptions.sequence`` can choose from, in the file's order;
            empty where there is nothing to choose.
    """

    sequence: Sequence
    format: str
    path: Path
    problems: tuple[Problem, ...] = field(default=())
    size_guessed: bool = False
    sequences: tuple[str, ...] = ()


def clips_in(sequence: Sequence) -> Iterator[Clip]:
    """All clips, those of nested sequences too (each time that one is used)."""
    for track in (*sequence.video, *sequence.audio):
        for clip in track.clips:
            yield clip
            if isinstance(clip.content, Sequence):
                yield from clips_in(clip.content)


def sequences_in(sequence: Sequence) -> Iterator[Sequence]:
    """A sequence and all that are nested in it, each once however often it is used."""
    seen: set[int] = set()
    waiting = [sequence]
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        nested = (
            clip.content
            for track in (*current.video, *current.audio)
            for clip in track.clips
            if isinstance(clip.content, Sequence)
        )
        waiting += reversed(list(nested))


def media_in(sequence: Sequence) -> list[Media]:
    """Each medium once, in the order of its first use."""
    found = (clip.content for clip in clips_in(sequence))
    return list(dict.fromkeys(item for item in found if isinstance(item, Media)))
