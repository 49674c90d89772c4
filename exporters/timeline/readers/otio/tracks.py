"""Tracks of OTIO: durations add up to positions, in exact seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from exporters.timeline.findings import Findings
from exporters.timeline.places import quoted
from exporters.timeline.readers.otio.clips import ClipReading, Span, transition_of
from exporters.timeline.readers.otio.media import Tell
from exporters.timeline.readers.otio.values import Clock, Plain, ours, schema, text
from exporters.timeline.sequence import Clip, Generator, Media, Sequence, Severity, Transition
from exporters.timeline.timecode import to_timecode

COMPOSITIONS = ("Stack", "Track")
MAX_CLIPS = 1_000_000
NESTED_LINKS = 1 << 30
"""Links from here on join the pictures of nested sequences with their sound."""


class TrackReading:
    """Reads one track.

    Args:
        settings: the sequence that it belongs to, for time codes.
        label: of the track, "V1" for example.
        nested: gives the sequence in a composition; None where it is nested too deeply.

    Attributes:
        sounds: clips for the sound of nested sequences on a track of pictures. In OTIO a stack
            gives both.
    """

    def __init__(
        self,
        settings: Sequence,
        clock: Clock,
        label: str,
        inside: str,
        findings: Findings,
        nested: Callable[[Plain], Sequence | None],
    ) -> None:
        self.sounds: list[Clip] = []
        self._settings = settings
        self._clock = clock
        self._label = label
        self._inside = inside
        self._findings = findings
        self._nested = nested
        self._reading = ClipReading(clock)
        self._clips: list[Clip] = []
        self._position = Fraction(0)

    def read(self, track: Plain) -> tuple[tuple[Clip, ...], tuple[Transition, ...], int]:
        """Clips, transitions, and the frame at which the last item ends."""
        transitions = []
        children = track.get("children")
        for item in children if isinstance(children, list) else []:
            if not isinstance(item, dict):
                continue
            if schema(item) == "Transition":
                tell = self._teller(item)
                transitions.append(transition_of(item, self._position, self._clock, tell))
            else:
                # What is negative takes no room.
                self._position += max(Fraction(0), self._item(item, schema(item)))
        return tuple(self._clips), tuple(transitions), self._clock.frame(self._position)

    def _item(self, item: Plain, kind: str) -> Fraction:
        """Add what an item shows at the position; gives its length in seconds."""
        span = self._clock.span(item.get("source_range"))
        tell = self._teller(item)
        if kind == "Gap":
            # Old files have only "duration".
            return span[1] if span else self._clock.seconds(item.get("duration")) or Fraction(0)
        content: Media | Generator | Sequence | None
        if kind == "Clip":
            content, span = self._reading.content(item, tell)
        elif kind in COMPOSITIONS:
            content = self._nested(item)
            if content is None:
                tell("loss", "The sequence is nested too deeply and was left out.")
            elif span is None:
                span = Fraction(0), Fraction(content.duration) / content.rate
        else:
            tell("loss", f"The item is of a kind that is not known ({kind[:40]}).")
            content = None
        if span is None:
            if content is not None:
                tell("loss", "The clip has neither a range nor a length, and was left out.")
            return Fraction(0)
        if content is not None:
            self._add(item, content, span, tell)
        return span[1]

    def _add(
        self, item: Plain, content: Media | Generator | Sequence, span: Span, tell: Tell
    ) -> None:
        start = self._clock.frame(self._position)
        end = self._clock.frame(self._position + span[1])
        if end <= start:
            tell("loss", "The clip is shorter than half a frame and was left out.")
            return
        clip = self._reading.clip(item, content, span, start, end, tell)
        if isinstance(content, Sequence) and content.audio and ours(item) is None:
            clip = self._with_sound(clip)
        self._clips.append(clip)

    def _with_sound(self, clip: Clip) -> Clip:
        if not self._label.startswith("V"):
            return clip
        number = NESTED_LINKS + int(self._label[1:]) * MAX_CLIPS + len(self.sounds)
        linked = replace(clip, link=clip.link or number)
        self.sounds.append(replace(linked, markers=()))
        return linked

    def _teller(self, item: Plain) -> Tell:
        frame = self._clock.frame(self._position)

        def where() -> str:
            code = to_timecode(
                self._settings.start + frame, self._settings.rate, self._settings.drop_frame
            )
            return f"{self._inside}{self._label}{quoted(text(item, 'name'))} at {code}"

        def tell(severity: Severity, message: str) -> None:
            self._findings.add(severity, message, where)

        return tell
