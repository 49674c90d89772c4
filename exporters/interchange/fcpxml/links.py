"""Which pictures and sounds of an edit become one clip of Final Cut."""

from __future__ import annotations

from fractions import Fraction

from exporters.timeline.sequence import Clip, Media, Sequence, Track, Transition


class Links:
    """Which clips of sound are heard with which pictures."""

    def __init__(self, sequence: Sequence) -> None:
        self._pairs = _pairs(sequence)
        self._sounds = {id(sound): (number, picture) for picture, number, sound in self._pairs}
        self._carried: dict[int, set[Transition]] = {}
        self._settle(sequence)
        self._by_picture = {
            id(picture): (number, sound)
            for picture, number, sound in self._pairs
            if id(sound) in self._sounds
        }
        self._passages = self._find_passages(sequence)

    def sound_of(self, picture: Clip) -> tuple[int, Clip] | None:
        """Track and clip of the sound that is heard with a picture."""
        return self._by_picture.get(id(picture))

    def is_tied(self, sound: Clip) -> bool:
        return id(sound) in self._sounds

    def carries(self, track: int, transition: Transition) -> bool:
        """Whether a transition of sound is that of the pictures, too."""
        return transition in self._carried.get(track, ())

    def passages(self, track: int) -> frozenset[int]:
        """Cuts of a track of pictures at which the sound passes over, too."""
        return self._passages.get(track, frozenset())

    def _settle(self, sequence: Sequence) -> None:
        """Untie sounds with transitions that the pictures do not have."""
        tracks = {id(clip): track for track in sequence.video for clip in track.clips}
        for number, track in enumerate(sequence.audio):
            starts = {clip.start: clip for clip in track.clips}
            ends = {clip.end: clip for clip in track.clips}
            carried: set[Transition] = set()
            # Untying one side of a cut unties the other, and so on along the track: once in each
            # direction finds all.
            for transition in (*track.transitions, *reversed(track.transitions)):
                sides = [ends.get(transition.cut), starts.get(transition.cut)]
                beside = [clip for clip in sides if clip is not None]
                if self._carriable(beside, transition, tracks):
                    carried.add(transition)
                else:
                    carried.discard(transition)
                    for clip in beside:
                        self._sounds.pop(id(clip), None)
            self._carried[number] = carried

    def _carriable(
        self, sounds: list[Clip], transition: Transition, tracks: dict[int, Track]
    ) -> bool:
        pictures = [self._sounds[id(sound)][1] for sound in sounds if id(sound) in self._sounds]
        if not pictures or len(pictures) < len(sounds):
            return False
        if any(transition.cut not in (picture.start, picture.end) for picture in pictures):
            return False
        found = {id(tracks[id(picture)]): tracks[id(picture)] for picture in pictures}
        if len(found) > 1:
            return False
        (track,) = found.values()
        wanted = transition.cut, transition.before, transition.after
        return any((one.cut, one.before, one.after) == wanted for one in track.transitions)

    def _find_passages(self, sequence: Sequence) -> dict[int, frozenset[int]]:
        numbers = {
            id(clip): number for number, track in enumerate(sequence.video) for clip in track.clips
        }
        found: dict[int, set[int]] = {}
        for number, track in enumerate(sequence.audio):
            cuts = {transition.cut for transition in self._carried[number]}
            for clip in track.clips if cuts else ():
                tie = self._sounds.get(id(clip))
                if tie is not None:
                    beside = {clip.start, clip.end} & cuts
                    found.setdefault(numbers[id(tie[1])], set()).update(beside)
        return {number: frozenset(cuts) for number, cuts in found.items()}


def _pairs(sequence: Sequence) -> list[tuple[Clip, int, Clip]]:
    """Pictures with the clips of sound that belong to them, and the numbers of those tracks."""
    sounds: dict[int, list[tuple[int, Clip]]] = {}
    for number, track in enumerate(sequence.audio):
        for clip in track.clips:
            if clip.link:
                sounds.setdefault(clip.link, []).append((number, clip))
    taken: set[int] = set()
    found = []
    for track in sequence.video:
        for picture in track.clips:
            for number, sound in sounds.get(picture.link, ()) if picture.link else ():
                enabled = picture.enabled and track.enabled
                other = sound.enabled and sequence.audio[number].enabled
                if (
                    id(sound) not in taken
                    and enabled == other
                    and _belongs(picture, sound, sequence.rate)
                ):
                    taken.add(id(sound))
                    found.append((picture, number, sound))
                    break
    return found


def _belongs(picture: Clip, sound: Clip, rate: Fraction) -> bool:
    """Whether one clip of Final Cut can show the one and play the other."""
    content = picture.content
    return (
        (content is sound.content or content == sound.content)
        and (isinstance(content, Sequence) or (isinstance(content, Media) and not content.still))
        and picture.speed == sound.speed
        and picture.speed != 0
        and not sound.markers
        and picture.start < sound.end
        and sound.start < picture.end
        and (sound.start - picture.start) * picture.speed / rate
        == sound.source_in - picture.source_in
    )
