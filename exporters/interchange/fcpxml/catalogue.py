"""What a project in FCPXML refers to: formats, media, effects and nested sequences, with their ids.

Ids are r1, r2 and so on in the order of first use, so that the same edit gives the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from exporters.timeline.readers.fcpxml.values import (
    AUDIO_CROSSFADE,
    BASIC_TITLE,
    CROSS_DISSOLVE,
    CUSTOM_SOLID,
)
from exporters.timeline.sequence import Clip, Media, Sequence, Track

EFFECTS = {
    "dissolve": ("Cross Dissolve", CROSS_DISSOLVE),
    "crossfade": ("Audio Crossfade", AUDIO_CROSSFADE),
    "title": ("Basic Title", BASIC_TITLE),
    "solid": ("Custom", CUSTOM_SOLID),
}
FAR = 10**9
_SIZES = {
    (1280, 720): "720p",
    (1920, 1080): "1080p",
    (2048, 1080): "2048x1080p",
    (3840, 2160): "3840x2160p",
    (4096, 2160): "4096x2160p",
}
_RATES = {
    Fraction(24000, 1001): "2398",
    Fraction(24): "24",
    Fraction(25): "25",
    Fraction(30000, 1001): "2997",
    Fraction(30): "30",
    Fraction(50): "50",
    Fraction(60000, 1001): "5994",
    Fraction(60): "60",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A format; ``rate`` is None for stills that lie in their place, sizes are 0 when unknown."""

    rate: Fraction | None
    width: int
    height: int
    pixel_aspect: Fraction = Fraction(1)

    @property
    def name(self) -> str:
        """Final Cut's own name of a usual format; "" for others."""
        if self.rate is None:
            return "FFVideoFormatRateUndefined"
        size, rate = _SIZES.get((self.width, self.height)), _RATES.get(self.rate)
        return f"FFVideoFormat{size}{rate}" if size and rate and self.pixel_aspect == 1 else ""


@dataclass(slots=True)
class Asset:
    """A medium of the project.

    Attributes:
        shape: id of its format; "" without pictures.
        begin: time code of its first frame, in seconds; where none is stated, of the first one that
            is used.
        length: seconds from its beginning that are there, or as far as clips use it.
        pictures, sounds: clips show or play it, or it is known to have them.
    """

    identifier: str
    media: Media
    shape: str
    length: Fraction
    pictures: bool
    sounds: bool
    begin: Fraction


class Catalogue:
    """Everything that a sequence and those in it refer to."""

    def __init__(self, sequence: Sequence) -> None:
        self.shapes: dict[Shape, str] = {}
        self.assets: dict[Media, Asset] = {}
        self.effects: dict[str, str] = {}
        self.nested: list[tuple[str, Sequence]] = []
        self._count = 0
        # Hashing a medium or a sequence takes longer than all the rest of writing a clip.
        self._known: dict[int, Asset] = {}
        self._sequences: dict[int, str] = {}
        self._add(sequence)

    def shape_of(self, sequence: Sequence) -> str:
        """The id of a sequence's format."""
        return self._shape(sequence_shape(sequence))

    def asset(self, media: Media) -> Asset:
        """The asset of a medium of the edit."""
        return self._known[id(media)]

    def sequence(self, sequence: Sequence) -> str:
        """The id of the compound clip of a nested sequence."""
        return self._sequences[id(sequence)]

    def _new(self) -> str:
        self._count += 1
        return f"r{self._count}"

    def _shape(self, shape: Shape) -> str:
        if shape not in self.shapes:
            self.shapes[shape] = self._new()
        return self.shapes[shape]

    def _effect(self, kind: str) -> None:
        if kind not in self.effects:
            self.effects[kind] = self._new()

    def _add(self, sequence: Sequence) -> None:
        self.shape_of(sequence)
        for picture, tracks in ((True, sequence.video), (False, sequence.audio)):
            for track in tracks:
                self._add_track(track, picture, sequence)

    def _add_track(self, track: Track, picture: bool, sequence: Sequence) -> None:
        if track.transitions:
            self._effect("dissolve" if picture else "crossfade")
        for clip in track.clips:
            content = clip.content
            if isinstance(content, Media):
                self._use(content, clip, picture, sequence.rate)
            elif isinstance(content, Sequence):
                self._nest(content)
            else:
                self._effect("title" if content.kind == "text" else "solid")

    def _nest(self, sequence: Sequence) -> None:
        if id(sequence) in self._sequences:
            return
        self._add(sequence)
        identifier = self._new()
        self._sequences[id(sequence)] = identifier
        self.nested.append((identifier, sequence))

    def _use(self, media: Media, clip: Clip, picture: bool, rate: Fraction) -> None:
        asset = self._known.get(id(media))
        if asset is None:
            asset = self.assets.get(media)
            if asset is None:
                asset = self._new_asset(media, rate)
            self._known[id(media)] = asset
        if picture and not asset.shape:
            asset.shape = self._shape(media_shape(media, rate))
        asset.pictures = asset.pictures or picture
        asset.sounds = asset.sounds or not picture
        if media.by_timecode:
            asset.begin = min(asset.begin, clip.source_in)
        if (media.duration is None or media.by_timecode) and not media.still:
            end = clip.source_in + max(clip.speed, Fraction(0)) * clip.duration / rate
            # One picture more: a freeze shows it whole.
            asset.length = max(asset.length, end + 1 / rate)

    def _new_asset(self, media: Media, rate: Fraction) -> Asset:
        sounds = bool(media.channels)
        pictures = media.has_video or not sounds
        shape = self._shape(media_shape(media, rate)) if pictures else ""
        length = Fraction(0) if media.duration is None else media.duration
        begin = Fraction(FAR) if media.by_timecode else media.start
        asset = Asset(self._new(), media, shape, length, pictures, sounds, begin)
        self.assets[media] = asset
        return asset


def sequence_shape(sequence: Sequence) -> Shape:
    """The format of a sequence."""
    return Shape(sequence.rate, sequence.width, sequence.height, sequence.pixel_aspect)


def media_shape(media: Media, rate: Fraction) -> Shape:
    """The format of a medium, as shown upright (buttercut#149).

    Media that are not there need a frame duration, or Final Cut makes no offline clip of them
    (CommandPost/FCPCafe#523): where none is known it is that of the sequence, with ``rate`` frames
    a second. Stills that are there have none in Final Cut's own files.
    """
    known = media.rate
    if media.still:
        known = None if media.path is not None else rate
    elif known is None:
        known = rate
    return Shape(known, media.width, media.height, media.pixel_aspect)
