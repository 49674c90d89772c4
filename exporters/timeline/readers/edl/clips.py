"""The events of an edit decision list as clips on tracks.

A transition begins at the record in of the event that comes in and lasts as many frames as the
event says; the outgoing clip goes on below it. The line of no length before it names the outgoing
clip again. A reel "BL" is black: a gap here, and a fade where a transition leads to it or from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.errors import SourceError
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.readers.edl.lines import Event
from exporters.timeline.readers.edl.media import MediaBook, is_black
from exporters.timeline.readers.edl.source import source_of
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
    Severity,
    Sound,
    Track,
    Transition,
)
from exporters.timeline.timecode import from_timecode


@dataclass
class Entry:
    """An event on one track.

    Attributes:
        begin, stop: frames of the record, from the list's first one.
        clip: None for black, and for the line of no length before a transition.
    """

    event: Event
    begin: int
    stop: int
    clip: Clip | None


class Placer:
    """Puts the events of a list onto tracks.

    Args:
        stub: the sequence without tracks; its ``start`` is the list's first record in.
    """

    def __init__(self, stub: Sequence, events: list[Event], findings: Findings) -> None:
        self._stub = stub
        self._events = events
        self._findings = findings
        self._media = MediaBook(events)
        self._drop = stub.drop_frame
        self._names: list[str] = []

    def tracks(self) -> tuple[tuple[Track, ...], tuple[Track, ...], tuple[Marker, ...], int]:
        """Tracks of pictures and of sound, the markers, and the length in frames."""
        lanes: dict[str, list[Entry]] = {}
        length = 0
        heard: dict[object, Clip] = {}
        markers: list[Marker] = []
        for event in self._events:
            entry = self._entry(event)
            self._names = [*self._names[-1:], event.name]
            length = max(length, entry.stop)
            markers += self._markers(event, entry)
            for name in self._lane_names(event):
                if name[0] == "A" and self._is_double(entry, event, heard):
                    continue
                lanes.setdefault(name, []).append(replace(entry, clip=self._on(name, entry)))
        video = self._kind("V", lanes)
        audio = self._kind("A", lanes)
        video, audio = _linked(video, audio)
        return video, audio, tuple(sorted(markers, key=lambda one: one.start)), length

    def _lane_names(self, event: Event) -> list[str]:
        """The tracks of an event: channels of one event that are heard together are one."""
        pictures = [name for name in event.channels if name[0] == "V"]
        if event.kind == "K":
            pictures = [f"V{int(name[1:]) + 1}" for name in pictures]
            self._tell("loss", "A key is shown as a plain picture above the others.", event)
        return pictures + [name for name in event.channels if name[0] == "A"][:1]

    def _is_double(self, entry: Entry, event: Event, heard: dict[object, Clip]) -> bool:
        """Whether the same sound is already there for another channel of its stream."""
        clip = entry.clip
        if clip is None or event.kind != "C":
            return False
        key = (
            clip.start,
            clip.duration,
            clip.source_in,
            clip.speed,
            clip.content,
            self._stream(event),
        )
        return heard.setdefault(key, clip) is not clip

    def _stream(self, event: Event) -> int:
        """Which stream of the source is heard; each is taken to have two channels."""
        sounds = [int(name[1:]) for name in event.channels if name[0] == "A"]
        sources = [event.patches.get(channel, channel) for channel in sounds]
        if not sources or len(sources) > 2:
            return -1 if sources else 0
        return (max(1, min(sources)) - 1) // 2

    def _on(self, name: str, entry: Entry) -> Clip | None:
        clip = entry.clip
        if clip is None or name[0] == "V":
            return clip
        event = entry.event
        if len(set(event.levels)) > 1:
            self._tell("loss", "Its volume moves, which is not kept; it stays as at first.", event)
        volume = event.levels[0] if event.levels else 0.0
        return replace(clip, stream=self._stream(event), sound=Sound(volume, event.pan), markers=())

    def _entry(self, event: Event) -> Entry:
        begin = self._record(event.codes[2], event) - self._stub.start
        stop = self._record(event.codes[3], event) - self._stub.start
        day = from_timecode("24:00:00:00", self._stub.rate, self._drop)
        if begin < 0:
            begin, stop = begin + day, stop + day
        if stop < begin:
            stop += day
        if stop == begin or is_black(event.reel):
            return Entry(event, begin, stop, None)
        name = event.name
        if event.kind != "C":
            # The only name of a transition may be that of the clip that comes in.
            name = event.to_name or ("" if event.name in self._names[-2:] else event.name)
        content = self._media.content(event, name)
        speed, source_in = source_of(event, stop - begin, self._stub.rate, self._tell)
        if isinstance(content, Generator) or content.still:
            speed, source_in = Fraction(1), Fraction(0)
        clip = Clip(begin, stop - begin, content, source_in, speed, name or event.reel)
        return Entry(event, begin, stop, clip)

    def _record(self, code: str, event: Event) -> int:
        try:
            return from_timecode(code, self._stub.rate, self._drop)
        except ValueError as error:
            raise SourceError(
                f"In line {event.line}, {error}.", "Give the right rate with --rate."
            ) from error

    def _markers(self, event: Event, entry: Entry) -> list[Marker]:
        """Markers of the list; those within the event's clip are put onto it."""
        found = []
        for code, color, words in event.marks:
            try:
                frame = from_timecode(code, self._stub.rate, self._drop) - self._stub.start
            except ValueError:
                continue
            found.append(Marker(max(0, frame), words, 0, "", color))
        for words, color, length in event.flags:
            shade = color.removeprefix("ResolveColor").lower()
            found.append(Marker(max(0, entry.begin), words, length if length > 1 else 0, "", shade))
        clip = entry.clip
        if clip is None or "V1" not in event.channels:
            return found
        inside = [one for one in found if clip.start <= one.start < clip.end]
        moved = tuple(replace(one, start=one.start - clip.start) for one in inside)
        entry.clip = replace(clip, markers=moved)
        return [one for one in found if one not in inside]

    def _kind(self, kind: str, lanes: dict[str, list[Entry]]) -> tuple[Track, ...]:
        numbers = sorted(int(name[1:]) for name in lanes if name[0] == kind)
        return tuple(self._track(kind, number, lanes[f"{kind}{number}"]) for number in numbers)

    def _track(self, kind: str, number: int, entries: list[Entry]) -> Track:
        """One track: its entries in the order of the record, with their transitions."""
        ordered = sorted(entries, key=lambda entry: (entry.begin, entry.stop))
        clips: list[Clip] = []
        transitions: list[Transition] = []
        from_black = False
        for entry in ordered:
            if entry.begin == entry.stop:
                from_black = is_black(entry.event.reel)
                continue
            if entry.event.kind in ("D", "W") and entry.event.length:
                self._passage(kind, entry, clips, transitions, from_black)
            elif entry.clip is not None:
                clips.append(entry.clip)
            from_black = False
        return Track(f"{kind}{number}", tuple(clips), tuple(transitions))

    def _passage(
        self,
        kind: str,
        entry: Entry,
        clips: list[Clip],
        transitions: list[Transition],
        from_black: bool,
    ) -> None:
        """A dissolve or wipe between clips, or a fade from black or to it."""
        length = min(entry.event.length, entry.stop - entry.begin)
        before = clips[-1] if clips and clips[-1].end == entry.begin else None
        if entry.clip is None:
            if before is not None:
                clips[-1] = _faded(
                    replace(before, duration=before.duration + length), kind, 0, length
                )
        elif before is None or from_black:
            clips.append(_faded(entry.clip, kind, length, 0))
        else:
            clips.append(entry.clip)
            event = entry.event
            if event.to_name and event.name and before.name not in (event.name, event.reel):
                self._tell(
                    "loss",
                    f"The transition comes from “{event.name[:60]}”, which is not the clip before "
                    "it; it is shown from that one.",
                    event,
                )
            wipe = entry.event.kind == "W"
            name = f"Wipe {entry.event.wipe}" if wipe else ""
            transitions.append(
                Transition(entry.begin, 0, length, "wipe" if wipe else "dissolve", name)
            )

    def _tell(self, severity: Severity, message: str, event: Event | None) -> None:
        def where() -> str:
            if event is None:
                return ""
            name = event.channels[0] if event.channels else "V1"
            clip = Clip(0, 1, Media(event.name or event.reel))
            frame = self._record(event.codes[2], event) - self._stub.start
            return place(self._stub, name, clip, frame)

        self._findings.add(severity, message, where)


def _faded(clip: Clip, kind: str, fade_in: int, fade_out: int) -> Clip:
    if kind == "V":
        look = clip.look
        return replace(
            clip,
            look=replace(look, fade_in=fade_in or look.fade_in, fade_out=fade_out or look.fade_out),
        )
    sound = clip.sound
    return replace(
        clip,
        sound=replace(sound, fade_in=fade_in or sound.fade_in, fade_out=fade_out or sound.fade_out),
    )


def _linked(
    video: tuple[Track, ...], audio: tuple[Track, ...]
) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
    """Link picture and sound of one medium that begin and end together."""
    groups: dict[object, list[str]] = {}
    for track in (*video, *audio):
        for clip in track.clips:
            groups.setdefault(_link_key(clip), []).append(track.name[0])
    numbers: dict[object, int] = {}
    for key, kinds in groups.items():
        if "V" in kinds and "A" in kinds:
            numbers[key] = len(numbers) + 1

    def with_links(track: Track) -> Track:
        linked = (replace(clip, link=numbers.get(_link_key(clip), 0)) for clip in track.clips)
        return replace(track, clips=tuple(linked))

    return tuple(map(with_links, video)), tuple(map(with_links, audio))


def _link_key(clip: Clip) -> object:
    return clip.start, clip.source_in, clip.content
