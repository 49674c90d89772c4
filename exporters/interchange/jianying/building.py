"""The edit of a draft, out of a sequence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from exporters.interchange.jianying import shapes, wording
from exporters.interchange.jianying.media import micros
from exporters.interchange.jianying.pairs import Own, paired
from exporters.interchange.jianying.placing import (
    alpha_points,
    fades_of,
    forward,
    is_text,
    scale_of,
    shift_of,
)
from exporters.interchange.jianying.pools import Pools, Project
from exporters.interchange.jianying.shapes import Json
from exporters.timeline.readers.jianying.texts import below_middle
from exporters.timeline.sequence import Caption, Clip, Generator, Look, Media, Sequence, Track

MUTED, HIDDEN = 1, 2
"""Bits of a track's ``attribute``."""
MAIN, SUBTITLES, UPPER = 0, 1, 2
"""``flag`` of a track: the main one, one of subtitles, one above the main one."""
TEXT_INDEX = 14_000
"""``render_index`` of texts begins here."""
HDR = {"intensity": 1.0, "mode": 1, "nits": 1000}
MARK_COLOR = "#00c1cd"


def build(sequence: Sequence, project: Project) -> Json:
    """The JSON object of a draft, or of the edit in a compound clip."""
    width = max(1, round(sequence.width * sequence.pixel_aspect))
    size = (width, sequence.height)
    identity = project.ids.new("draft")
    content = shapes.draft(identity, project.application, project.version, size)

    def nested(inner: Sequence) -> Json:
        return build(inner, project)

    pools = Pools(project, sequence.rate, content["materials"], size, nested)
    content["tracks"] = _Builder(sequence, pools).tracks()
    content["fps"] = float(sequence.rate)
    content["duration"] = pools.at(sequence.duration)
    content["is_drop_frame_timecode"] = sequence.drop_frame
    content["config"]["maintrack_adsorb"] = _without_gaps(content["tracks"][0])
    content["time_marks"] = _marks(sequence, pools)
    return content


@dataclass
class _Builder:
    """Builds the tracks of one sequence."""

    sequence: Sequence
    pools: Pools
    texts: int = 0

    def tracks(self) -> list[Json]:
        """Those of pictures and titles from the bottom to the top, of captions, of sound."""
        pairs = paired(self.sequence)
        tracks: list[Json] = []
        for number, track in enumerate(self.sequence.video):
            own = [pairs.own.get((number, index)) for index in range(len(track.clips))]
            tracks += self._video_tracks(track, own, bottom=not tracks)
        if not tracks or tracks[0]["type"] != "video":
            tracks.insert(0, self._new_track("video", "", MAIN, 0))
        for row in self.sequence.captions:
            tracks += self._caption_tracks(row.name, row.captions)
        tracks += [self._audio_track(track) for track in pairs.rest]
        for height, made in enumerate(tracks):
            for segment in made["segments"]:
                segment["track_render_index"] = height
                segment["track_attribute"] = made["attribute"]
        return tracks

    def _new_track(self, kind: str, name: str, flag: int, attribute: int) -> Json:
        return shapes.track(self.pools.new("track"), kind, name, flag, attribute)

    def _video_tracks(self, track: Track, own: list[Own | None], bottom: bool) -> list[Json]:
        """A track of pictures, and one of its titles above it; none for what is not there.

        Black on the lowest track is left out: the canvas is black.
        """
        shown = [
            (clip, sound)
            for clip, sound in zip(track.clips, own, strict=True)
            if not is_text(clip) and not (bottom and _is_black(clip))
        ]
        titles = [clip for clip in track.clips if is_text(clip)]
        hidden = 0 if track.enabled else HIDDEN
        made: list[Json] = []
        if shown or (bottom and track.clips):
            made.append(self._picture_track(track, shown, hidden, MAIN if bottom else UPPER))
        if titles:
            made.append(self._new_track("text", track.name, MAIN, hidden))
            made[-1]["segments"] = [self._title(clip, track) for clip in titles]
        return made

    def _picture_track(
        self, track: Track, shown: list[tuple[Clip, Own | None]], hidden: int, flag: int
    ) -> Json:
        written = {clip.start for clip, _ in shown} | {-clip.end for clip, _ in shown}
        sounds = [sound for _, sound in shown if sound is not None]
        muted = bool(sounds) and not any(sound.audible for sound in sounds)
        made = self._new_track("video", track.name, flag, hidden | (MUTED if muted else 0))
        for clip, sound in shown:
            segment = self._picture(clip, sound, track, written)
            segment["volume"] = 0.0 if sound is None else _factor(sound.clip)
            if sound is not None and not sound.audible and not muted:
                segment["volume"] = 0.0
            made["segments"].append(segment)
        return made

    def _picture(self, clip: Clip, sound: Own | None, track: Track, written: set[int]) -> Json:
        look, pools = clip.look, self.pools
        material, source, speed, compound = self._shown(clip)
        segment = self._segment(clip.start, clip.end, material, source)
        scale = scale_of(look, clip.content, self.sequence)
        segment["clip"] = shapes.place(scale, shift_of(look), look.rotation, look.opacity)
        segment["uniform_scale"] = {"on": scale[0] == scale[1], "value": 1.0}
        segment["enable_adjust"] = segment["enable_lut"] = True
        segment["hdr_settings"] = dict(HDR)
        segment["visible"] = clip.enabled
        segment["speed"] = float(speed)
        segment["extra_material_refs"] = [
            pools.speed(speed),
            pools.plain("placeholder_infos", shapes.placeholder),
            *self._transition(clip, track, written),
            pools.plain("canvases", shapes.canvas),
            pools.plain("material_animations", shapes.animations),
            pools.plain("sound_channel_mappings", shapes.channels),
            pools.plain("vocal_separations", shapes.separation),
            *compound,
            *(pools.fade(sound.clip) if sound is not None else []),
        ]
        fades = fades_of(clip, track, written)
        self._fade_picture(segment, clip, fades, source["start"], speed)
        return segment

    def _shown(self, clip: Clip) -> tuple[str, Json, Fraction, list[str]]:
        """The material, the range of it, the speed, and the material of a compound clip."""
        content = clip.content
        if isinstance(content, Generator):
            content = self.pools.generated(content)
        if isinstance(content, Media) and content.still:
            length = self.pools.at(clip.end) - self.pools.at(clip.start)
            material = self.pools.picture(content, clip.look.crop)
            return material, shapes.span(0, length), Fraction(1), []
        first, last, speed = forward(clip, self.sequence.rate)
        if isinstance(content, Sequence):
            material, compound = self.pools.compound(content)
            limit = max(1, micros(content.seconds))
            return material, _within(first, last, limit), speed, [compound]
        material = self.pools.picture(content, clip.look.crop)
        limit = self.pools.project.register.length(content)
        return material, _within(first, last, limit), speed, []

    def _transition(self, clip: Clip, track: Track, written: set[int]) -> list[str]:
        """The transition from a clip to the next one, if that is written too."""
        for transition in track.transitions:
            if transition.cut == clip.end and transition.cut in written:
                return [self.pools.dissolve(transition)]
        return []

    def _title(self, clip: Clip, track: Track) -> Json:
        content = clip.content
        assert isinstance(content, Generator)
        size = round(content.size * 100, 9)
        material = wording.text(self.pools.new("text"), content.text, size, content.color, False)
        segment = self._text(clip.start, clip.end, material, clip.look, below_middle(content))
        segment["visible"] = clip.enabled
        everything = {other.start for other in track.clips} | {-other.end for other in track.clips}
        fades = fades_of(clip, track, everything)
        self._fade_picture(segment, clip, fades, 0, Fraction(1))
        return segment

    def _caption_tracks(self, name: str, captions: tuple[Caption, ...]) -> list[Json]:
        """A track of subtitles, and further ones for those that overlap."""
        tracks: list[Json] = []
        ends: list[int] = []
        place = Look(y=-wording.CAPTION_Y / 2)
        for caption in captions:
            start, end = caption.start, caption.start + caption.duration
            lane = next((number for number, last in enumerate(ends) if last <= start), len(ends))
            if lane == len(ends):
                ends.append(0)
                tracks.append(self._new_track("text", name, SUBTITLES, 0))
            ends[lane] = end
            size, identity = wording.CAPTION_SIZE, self.pools.new("text")
            material = wording.text(identity, caption.text, size, "#ffffff", True)
            tracks[lane]["segments"].append(self._text(start, end, material, place, 0.0))
        return tracks

    def _text(self, start: int, end: int, material: Json, look: Look, below: float) -> Json:
        self.pools.materials["texts"].append(material)
        segment = self._segment(start, end, material["id"], None)
        scale = (look.scale_x, look.scale_y)
        segment["clip"] = shapes.place(scale, shift_of(look, below), look.rotation, look.opacity)
        segment["uniform_scale"] = {"on": look.scale_x == look.scale_y, "value": 1.0}
        segment["render_index"] = TEXT_INDEX + self.texts
        animations = self.pools.plain("material_animations", shapes.animations)
        segment["extra_material_refs"] = [animations]
        self.texts += 1
        return segment

    def _audio_track(self, track: Track) -> Json:
        made = self._new_track("audio", track.name, MAIN, 0 if track.enabled else MUTED)
        for clip in track.clips:
            if isinstance(clip.content, Media):
                made["segments"].append(self._sound(clip, clip.content))
        return made

    def _sound(self, clip: Clip, media: Media) -> Json:
        pools = self.pools
        first, last, speed = forward(clip, self.sequence.rate)
        source = _within(first, last, pools.project.register.length(media))
        segment = self._segment(clip.start, clip.end, pools.sound(media), source)
        segment["visible"] = clip.enabled
        segment["speed"] = float(speed)
        segment["volume"] = _factor(clip)
        segment["extra_material_refs"] = [
            pools.speed(speed),
            pools.plain("placeholder_infos", shapes.placeholder),
            *pools.fade(clip),
            pools.plain("beats", shapes.beats),
            pools.plain("sound_channel_mappings", shapes.channels),
            pools.plain("vocal_separations", shapes.separation),
        ]
        return segment

    def _segment(self, start: int, end: int, material: str, source: Json | None) -> Json:
        target = shapes.span(self.pools.at(start), self.pools.at(end))
        return shapes.segment(self.pools.new("segment"), material, target, source)

    def _fade_picture(
        self, segment: Json, clip: Clip, fades: tuple[int, int], source: int, speed: Fraction
    ) -> None:
        points = alpha_points(clip.duration, fades, clip.look.opacity)
        if not points:
            return
        begin = self.pools.at(clip.start)
        timed = []
        for frame, value in points:
            passed = self.pools.at(clip.start + frame) - begin
            timed.append((self.pools.new("keyframe"), source + round(passed * speed), value))
        made = shapes.keyframes(self.pools.new("keyframes"), "KFTypeAlpha", timed)
        segment["common_keyframes"].append(made)


def _is_black(clip: Clip) -> bool:
    return isinstance(clip.content, Generator) and clip.content.kind == "black"


def _within(first: Fraction, last: Fraction, limit: int) -> Json:
    """A range of whole microseconds, not past the material's end."""
    start, end = micros(first), micros(last)
    end = max(1, min(end, limit))
    return shapes.span(min(start, end - 1), end)


def _factor(clip: Clip) -> float:
    """``volume``: a factor."""
    factor: float = 10 ** (clip.sound.volume / 20)
    return 0.0 if clip.sound.mute else factor


def _without_gaps(track: Json) -> bool:
    """Whether the main track has none: with its magnet the application would close them
    (pyJianYingDraft#143, VectCutAPI#54)."""
    end = 0
    for segment in track["segments"]:
        target = segment["target_timerange"]
        if target["start"] != end:
            return False
        end = target["start"] + target["duration"]
    return True


def _marks(sequence: Sequence, pools: Pools) -> Json | None:
    if not sequence.markers:
        return None
    marks = []
    for marker in sequence.markers:
        start, end = pools.at(marker.start), pools.at(marker.start + marker.duration)
        color = marker.color if marker.color.startswith("#") else MARK_COLOR
        marks.append(shapes.mark(pools.new("mark"), marker.name, color, start, end))
    return {"id": pools.new("marks"), "mark_items": marks}
