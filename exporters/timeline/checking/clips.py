"""Making clips valid: possible values, within the edit, rising and not overlapping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar, cast

from exporters.timeline.checking.values import (
    MAX_SECONDS,
    MAX_SPEED,
    clean_fraction,
    clean_generator,
    clean_look,
    clean_media,
    clean_name,
    clean_sound,
    clean_text,
)
from exporters.timeline.findings import Findings
from exporters.timeline.places import place, quoted
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Generator,
    Look,
    Marker,
    Media,
    Sequence,
    Severity,
    Sound,
)
from exporters.timeline.trimming import fitting_fades, trimmed

MAX_STREAM = 1000
MAX_LINK = 2**53
NestedForm = Callable[[Sequence], Sequence | None]
Content = TypeVar("Content", Media, Generator)
Value = TypeVar("Value", Look, Sound)


class ClipChecker:
    """Checks the clips of one sequence; a value that many clips share is looked at once.

    Args:
        sequence: with a valid rate; gives time codes.
        longest: frames that it may last.
        nested: gives the valid form of a nested sequence; None where it is nested too deeply.
        inside: begin of all places that are told, for nested sequences.
    """

    def __init__(
        self,
        sequence: Sequence,
        longest: int,
        nested: NestedForm,
        findings: Findings,
        inside: str = "",
    ) -> None:
        self._sequence = sequence
        self._longest = longest
        self._nested = nested
        self._findings = findings
        self._inside = inside
        # By identity: hashing fractions costs more than checking them.
        self._contents: dict[int, tuple[object, object]] = {}
        self._values: dict[Look | Sound, Look | Sound] = {}

    def clips(self, given: tuple[Clip, ...], label: str) -> tuple[Clip, ...]:
        """The valid form of a track's clips; ``label`` names the track, "V1" for example."""
        found = []
        for clip in given:
            kept = self._within(clip, label)
            if kept is not None:
                kept = self._possible(kept, label)
            if kept is not None:
                found.append(kept)
        found.sort(key=_start)
        return tuple(self._apart(found, label))

    def tell(
        self, severity: Severity, message: str, label: str, clip: Clip | None, frame: int
    ) -> None:
        """Note a problem at a frame of the sequence."""
        self._findings.add(
            severity,
            message,
            lambda: self._inside + place(self._sequence, label, clip, frame),
        )

    def _within(self, clip: Clip, label: str) -> Clip | None:
        """The part of a clip that lies between the first frame and the last."""
        if clip.start >= 0 and clip.duration > 0 and clip.end <= self._longest:
            return clip
        if clip.duration <= 0:
            message = "The clip has no length and was left out."
        elif clip.start < 0:
            message = "The clip begins before the edit does; what lies before was cut off."
        else:
            message = "The clip ends more than 100 days after the edit's begin and was cut there."
        self.tell("loss", message, label, clip, min(max(clip.start, 0), self._longest))
        head, tail = max(0, -clip.start), max(0, clip.end - self._longest)
        if head + tail >= clip.duration:
            return None
        return trimmed(clip, head, tail, self._sequence.rate)

    def _possible(self, clip: Clip, label: str) -> Clip | None:
        """The clip with possible values; None if its content cannot be shown."""
        content = self._content(clip, label)
        if content is None:
            return None
        look = clip.look if clip.look is PLAIN_LOOK else self._look(clip, label)
        sound = clip.sound if clip.sound is PLAIN_SOUND else self._sound(clip, label)
        name = clip.name if clip.name.isprintable() else clean_name(clip.name)
        markers = self._markers(clip, label) if clip.markers else clip.markers
        if (
            content is not clip.content
            or look is not clip.look
            or sound is not clip.sound
            or name is not clip.name
            or markers is not clip.markers
        ):
            clip = replace(
                clip, content=content, look=look, sound=sound, name=name, markers=markers
            )
        return self._times(clip, label)

    def _content(self, clip: Clip, label: str) -> Media | Generator | Sequence | None:
        content = clip.content
        if isinstance(content, Media):
            return self._once(content, self._media)
        if isinstance(content, Generator):
            return self._once(content, clean_generator)
        valid = self._nested(content)
        if valid is None:
            message = "The sequence is nested too deeply and was left out."
            self.tell("loss", message, label, clip, clip.start)
        return valid

    def _once(self, content: Content, clean: Callable[[Content], Content]) -> Content:
        """The clean form of a content; the very same object if it is clean."""
        known = self._contents.get(id(content))
        if known is None:
            cleaned = clean(content)
            known = content, content if cleaned == content else cleaned
            self._contents[id(content)] = known
        return cast(Content, known[1])

    def _clean(self, value: Value, clean: Callable[[Value], Value]) -> Value:
        """Likewise for looks and sounds."""
        known = self._values.get(value)
        if known is None:
            cleaned = clean(value)
            known = self._values[value] = value if cleaned == value else cleaned
        return cast(Value, value if known == value else known)

    def _media(self, media: Media) -> Media:
        cleaned = clean_media(media)
        if replace(cleaned, name=media.name, url=media.url) != media:
            message = f"The medium{quoted(cleaned.name)} is described by impossible numbers."
            self._findings.add("note", message, self._inside.rstrip(", "))
        return cleaned

    def _look(self, clip: Clip, label: str) -> Look:
        look = self._clean(clip.look, clean_look)
        if look is not clip.look:
            if clip.look.scale_x < 0 or clip.look.scale_y < 0:
                message = "The picture is mirrored, which is not kept."
            else:
                message = "The picture's settings are impossible; the nearest possible are used."
            self.tell("loss", message, label, clip, clip.start)
        fades = self._fades(look, clip, label)
        return look if fades is None else replace(look, fade_in=fades[0], fade_out=fades[1])

    def _sound(self, clip: Clip, label: str) -> Sound:
        sound = self._clean(clip.sound, clean_sound)
        if sound is not clip.sound:
            message = "The sound's settings are impossible; the nearest possible are used."
            self.tell("loss", message, label, clip, clip.start)
        fades = self._fades(sound, clip, label)
        return sound if fades is None else replace(sound, fade_in=fades[0], fade_out=fades[1])

    def _fades(self, faded: Look | Sound, clip: Clip, label: str) -> tuple[int, int] | None:
        """Lengths of fades that fit into the clip; None if they do."""
        if faded.fade_in + faded.fade_out <= clip.duration:
            return None
        message = "The fades are longer than the clip and were shortened."
        self.tell("note", message, label, clip, clip.start)
        return fitting_fades(faded.fade_in, faded.fade_out, clip.duration)

    def _markers(self, clip: Clip, label: str) -> tuple[Marker, ...]:
        kept = clean_markers(clip.markers, clip.duration)
        if len(kept) < len(clip.markers):
            message = "Markers outside the part of the clip that is shown were left out."
            self.tell("note", message, label, clip, clip.start)
        return clip.markers if kept == clip.markers else kept

    def _times(self, clip: Clip, label: str) -> Clip:
        """Possible times within the content."""
        source_in = self._source_in(clip, label)
        speed = clean_fraction(clip.speed, -MAX_SPEED, MAX_SPEED)
        if speed is not clip.speed and abs(speed - clip.speed) > Fraction(1, 1000):
            message = f"The clip is faster than {MAX_SPEED} times and was slowed down to that."
            self.tell("loss", message, label, clip, clip.start)
        stream = clip.stream if -1 <= clip.stream <= MAX_STREAM else 0
        link = clip.link if -MAX_LINK <= clip.link <= MAX_LINK else 0
        if (
            source_in is clip.source_in
            and speed is clip.speed
            and stream == clip.stream
            and link == clip.link
        ):
            return clip
        return replace(clip, source_in=source_in, speed=speed, stream=stream, link=link)

    def _source_in(self, clip: Clip, label: str) -> Fraction:
        source_in = clean_fraction(clip.source_in, 0, MAX_SECONDS)
        # Half a frame before the first one is a rounded zero.
        if source_in is not clip.source_in and clip.source_in * self._sequence.rate < Fraction(
            -1, 2
        ):
            message = "The clip begins before its medium does; it shows the medium from its begin."
            self.tell("loss", message, label, clip, clip.start)
        return source_in

    def _apart(self, clips: list[Clip], label: str) -> list[Clip]:
        """Cut off the ends of clips that reach into the next one on their track."""
        found: list[Clip] = []
        for clip in clips:
            while found and found[-1].end > clip.start:
                earlier = found.pop()
                message = "The clip reaches into the next one on its track and was cut there."
                self.tell("loss", message, label, earlier, earlier.start)
                over = earlier.end - clip.start
                if over < earlier.duration:
                    found.append(self._shortened(earlier, over))
            found.append(clip)
        return found

    def _shortened(self, clip: Clip, frames: int) -> Clip:
        return trimmed(clip, 0, frames, self._sequence.rate)


def clean_markers(markers: tuple[Marker, ...], duration: int) -> tuple[Marker, ...]:
    """Markers in order, with clean texts, within ``duration`` frames; others are left out."""
    kept = [
        Marker(
            marker.start,
            clean_name(marker.name),
            max(0, min(marker.duration, duration - marker.start)),
            clean_text(marker.note),
            clean_name(marker.color),
        )
        for marker in markers
        if 0 <= marker.start < duration
    ]
    kept.sort(key=lambda marker: marker.start)
    return tuple(kept)


def _start(clip: Clip) -> int:
    return clip.start
