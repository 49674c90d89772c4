"""The materials of a draft, gathered while its tracks are built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from exporters.interchange.jianying import shapes
from exporters.interchange.jianying.ids import Ids
from exporters.interchange.jianying.media import Register, micros, written_path
from exporters.interchange.jianying.shapes import Json
from exporters.interchange.jianying.stills import picture
from exporters.interchange.jianying.versions import Application
from exporters.timeline.sequence import Clip, Generator, Media, Sequence, Transition

Crop = tuple[float, float, float, float]


@dataclass
class Project:
    """What a draft and the compound clips in it share."""

    application: Application
    version: str
    ids: Ids
    register: Register


@dataclass
class Pools:
    """The materials of one draft, or of the edit in a compound clip.

    Attributes:
        materials: lists by kind, as they are written.
        size: of the canvas.
        build: makes the edit of a nested sequence.
    """

    project: Project
    rate: Fraction
    materials: dict[str, list[Json]]
    size: tuple[int, int]
    build: Callable[[Sequence], Json]
    _pictures: dict[tuple[str, Crop], str] = field(default_factory=dict)
    _sounds: dict[str, str] = field(default_factory=dict)
    _compounds: dict[int, tuple[str, str]] = field(default_factory=dict)

    def new(self, purpose: str) -> str:
        """A new id."""
        return self.project.ids.new(purpose)

    def at(self, frame: int) -> int:
        """A frame's time in microseconds. Ranges are differences of such times."""
        return micros(frame / self.rate)

    def plain(self, kind: str, shape: Callable[[str], Json]) -> str:
        """Add a material that sets nothing; its id."""
        identity = self.new(kind)
        self.materials[kind].append(shape(identity))
        return identity

    def speed(self, value: Fraction) -> str:
        identity = self.new("speed")
        self.materials["speeds"].append(shapes.speed(identity, float(value)))
        return identity

    def fade(self, clip: Clip) -> list[str]:
        """The fades of a clip's sound; [] if it has none."""
        sound = clip.sound
        if not sound.fade_in and not sound.fade_out:
            return []
        into = self.at(clip.start + sound.fade_in) - self.at(clip.start)
        out = self.at(clip.end) - self.at(clip.end - sound.fade_out)
        identity = self.new("fade")
        self.materials["audio_fades"].append(shapes.fade(identity, into, out))
        return [identity]

    def dissolve(self, transition: Transition) -> str:
        duration = self.at(transition.end) - self.at(max(0, transition.start))
        identity = self.new("transition")
        made = shapes.dissolve(identity, self.project.application, duration)
        self.materials["transitions"].append(made)
        return identity

    def generated(self, generator: Generator) -> Media:
        """The medium of a picture of one colour, or of bars."""
        return self.project.register.still(generator, picture(generator, *self.size))

    def picture(self, media: Media, crop: Crop) -> str:
        """The material of a film or a photo; one for each way in which it is cropped."""
        register = self.project.register
        path = written_path(media, register.output)
        key = (path or media.name, crop)
        if key not in self._pictures:
            kind = "photo" if media.still else "video"
            identity = self.new("video")
            name = media.name or path.rpartition("/")[2]
            material = shapes.video(identity, name, path, kind, register.length(media))
            material["crop"] = shapes.crop(*crop)
            material["has_audio"] = bool(media.channels) and not media.still
            material["width"] = media.width or self.size[0]
            material["height"] = media.height or self.size[1]
            material["local_material_id"] = register.link(media)
            self.materials["videos"].append(material)
            self._pictures[key] = identity
        return self._pictures[key]

    def sound(self, media: Media) -> str:
        """The material of a sound file, or of the sound of a film."""
        register = self.project.register
        path = written_path(media, register.output)
        key = path or media.name
        if key not in self._sounds:
            kind = "video_original_sound" if media.has_video else "extract_music"
            name = media.name or path.rpartition("/")[2]
            identity = self.new("audio")
            material = shapes.audio(identity, name, path, kind, register.length(media))
            material["local_material_id"] = material["music_id"] = register.link(media)
            self.materials["audios"].append(material)
            self._sounds[key] = identity
        return self._sounds[key]

    def compound(self, nested: Sequence) -> tuple[str, str]:
        """The two materials of a compound clip: a film without a file, and the edit in it."""
        if id(nested) not in self._compounds:
            inner = self.build(nested)
            identity, combination = self.new("compound"), self.new("combination")
            self.materials["drafts"].append(shapes.compound(identity, combination, inner))
            film = self.new("video")
            length = max(1, micros(nested.seconds))
            material = shapes.video(film, nested.name, "", "video", length)
            material["category_name"] = ""
            material["extra_type_option"] = 2
            material["has_audio"] = any(track.clips for track in nested.audio)
            material["width"] = inner["canvas_config"]["width"]
            material["height"] = inner["canvas_config"]["height"]
            self.materials["videos"].append(material)
            self._compounds[id(nested)] = film, identity
        return self._compounds[id(nested)]
