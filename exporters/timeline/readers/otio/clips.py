"""Single clips, transitions and markers of OTIO."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from exporters.timeline.readers.otio.media import MediaReading, Tell
from exporters.timeline.readers.otio.resolve import effect_of, link_of, resolve_of, stream_of
from exporters.timeline.readers.otio.values import (
    Clock,
    Plain,
    as_fraction,
    member,
    members,
    number,
    ours,
    schema,
    text,
    with_facts,
)
from exporters.timeline.readers.otio.writing import DEFAULT_COLOR, shown_begin
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Generator,
    Marker,
    Media,
    Sequence,
    Transition,
)

Span = tuple[Fraction, Fraction]
_NOTHING: Plain = {}


class ClipReading:
    """Makes the clips of one sequence.

    Args:
        clock: of the sequence.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._media = MediaReading(clock)

    def content(self, item: Plain, tell: Tell) -> tuple[Media | Generator, Span | None]:
        """What a ``Clip`` shows, and the range of it that it is said to show."""
        content, reference = self._media.content(item, tell)
        span = self._clock.span(item.get("source_range"))
        return content, span or self._clock.span(reference.get("available_range"))

    def clip(
        self, item: Plain, content: Media | Generator | Sequence, span: Span, start: int, end: int,
        tell: Tell,
    ) -> Clip:  # fmt: skip
        """The clip at frames [start, end); ``span`` is a range of its content's own time."""
        kept = ours(item)
        begin = self._begin(content, span[0], kept is None, tell)
        effects = _Effects(item, kept, tell)
        kept = kept or _NOTHING
        speed = effects.speed
        if speed < 0:
            # OTIO's range is the part that is shown, in whatever direction.
            begin -= speed * (end - start) / self._clock.rate
        clip = Clip(
            start,
            end - start,
            content,
            begin,
            speed,
            text(item, "name"),
            item.get("enabled") is not False,
            effects.look,
            effects.sound,
            number(kept, "stream") if kept else stream_of(item),
            number(kept, "link") if kept else link_of(item),
            tuple(marker_of(marker, self._clock, span[0]) for marker in members(item, "markers")),
        )
        exact = as_fraction(kept.get("source_in"))
        return clip if exact is None else self._refined(clip, exact, span[0])

    def _begin(
        self, content: Media | Generator | Sequence, first: Fraction, foreign: bool, tell: Tell
    ) -> Fraction:
        """The second of the content at which its shown part begins."""
        if not isinstance(content, Media):
            return first
        if content.still and foreign:
            return Fraction(0)
        begin = first - content.start
        if foreign and first >= 0 and begin * self._clock.rate < Fraction(-1, 2):
            tell("note", "The clip's range lies before that of its medium: it is taken to count "
                 "from the medium's first frame.")  # fmt: skip
            return first
        return begin

    def _refined(self, clip: Clip, exact: Fraction, seen: Fraction) -> Clip:
        """With the exact begin, as long as it is what other programs see when it is rounded."""
        refined = replace(clip, source_in=exact)
        frame = self._clock.frame
        same = frame(shown_begin(refined, self._clock.rate)) == frame(seen)
        return refined if same else clip


class _Effects:
    """Speed, look and sound of a clip: what Reprise kept, else what is known of others."""

    def __init__(self, item: Plain, kept: Plain | None, tell: Tell) -> None:
        self.speed = Fraction(1)
        self.look, self.sound = PLAIN_LOOK, PLAIN_SOUND
        self._told = 1.0
        self._tell = tell
        for effect in members(item, "effects"):
            if effect.get("enabled") is not False:
                self._add(effect, kept is None)
        if kept is None:
            return
        if "look" in kept:
            self.look = with_facts(PLAIN_LOOK, member(kept, "look"))
        if "sound" in kept:
            self.sound = with_facts(PLAIN_SOUND, member(kept, "sound"))
        exact = as_fraction(kept.get("speed"))
        # As long as it is what other programs see.
        if exact is not None and abs(exact - Fraction(self._told)) <= Fraction(1, 10**6):
            self.speed = exact

    def _add(self, effect: Plain, foreign: bool) -> None:
        kind, scale = schema(effect), effect.get("time_scalar")
        if kind == "FreezeFrame":
            self.speed, self._told = Fraction(0), 0.0
        elif kind == "LinearTimeWarp" and type(scale) in (int, float) and abs(scale) < 1e6:  # type: ignore[arg-type]
            self.speed *= Fraction(scale).limit_denominator(10_000)  # type: ignore[arg-type]
            self._told *= float(scale)  # type: ignore[arg-type]
        elif resolve_of(effect):
            if foreign:
                self.look, self.sound, told = effect_of(effect, self.look, self.sound)
                for severity, message in told:
                    self._tell(severity, message)
        else:
            name = text(effect, "effect_name") or text(effect, "name") or kind
            self._tell("loss", f"The effect “{name[:60]}” is not kept.")


def transition_of(item: Plain, cut: Fraction, clock: Clock, tell: Tell) -> Transition:
    """A ``Transition`` at a cut, given in seconds."""
    before = clock.seconds(item.get("in_offset")) or Fraction(0)
    after = clock.seconds(item.get("out_offset")) or Fraction(0)
    frame, name, kind = clock.frame(cut), text(item, "name"), text(item, "transition_type")
    told = (ours(item) or _NOTHING).get("kind")
    wipe = told == "wipe" or (told is None and "wipe" in f"{kind} {name}".lower())
    if told is None and not wipe and "dissolve" not in f"{kind} {name}".lower():
        tell("loss", f"The transition “{(name or kind)[:60]}” is shown as a dissolve.")
    return Transition(
        frame,
        frame - clock.frame(cut - before),
        clock.frame(cut + after) - frame,
        "wipe" if wipe else "dissolve",
        name,
    )


def marker_of(item: Plain, clock: Clock, first: Fraction) -> Marker:
    """A marker; ``first`` is the second of its owner's time at which that begins."""
    # Marker.1 called it "range".
    span = clock.span(item.get("marked_range") or item.get("range")) or (first, Fraction(0))
    start = clock.frame(span[0]) - clock.frame(first)
    # Since Marker.3 a colour is an object, with the old name in it.
    color = text(item, "color") or text(member(item, "color"), "name")
    if color == DEFAULT_COLOR and (ours(item) or _NOTHING).get("color") == "":
        color = ""
    duration = clock.frame(span[0] + span[1]) - clock.frame(span[0])
    others = member(item, "metadata")
    note = text(item, "comment") or text(resolve_of(item), "Note")
    note = note or text(member(others, "fcp_xml"), "comment")
    return Marker(start, text(item, "name"), duration, note, color)
