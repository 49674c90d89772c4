"""What a project in FCPXML does not hold of an edit, and what editors make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from exporters.interchange.fcpxml.adjustments import size_of
from exporters.interchange.fcpxml.catalogue import Catalogue
from exporters.interchange.fcpxml.document import LAYOUTS, SAMPLE_RATES
from exporters.interchange.fcpxml.editors import editor_of, refusals
from exporters.interchange.fcpxml.elements import COMPLETED
from exporters.interchange.fcpxml.layout import Piece, lay_out
from exporters.interchange.fcpxml.ranges import within_media
from exporters.interchange.writing import WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place, quoted
from exporters.timeline.readers.fcpxml.values import LOUDEST, SILENCE
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Problem,
    Sequence,
    Severity,
    Track,
)

FINAL_CUT_RATES = (
    Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30),
    Fraction(50), Fraction(60000, 1001), Fraction(60), Fraction(90), Fraction(100),
    Fraction(120000, 1001), Fraction(120),
)  # fmt: skip

Tell = Callable[[Severity, str], None]


def find_losses(sequence: Sequence, options: WriteOptions) -> list[Problem]:
    """Every problem, those with the version first; see ``exporters.interchange.writing.Writer``."""
    findings = Findings()
    editor = editor_of(options.editor)[0]
    _SequenceLosses(sequence, "", editor, findings).find()
    for _, nested in Catalogue(sequence).nested:
        inside = f"{quoted(nested.name).strip() or 'nested'}, "
        _SequenceLosses(nested, inside, editor, findings).find()
    return [*refusals(options.editor, options.version), *findings.problems()]


class _SequenceLosses:
    """Looks through one sequence; ``inside`` names it where it is nested."""

    def __init__(self, sequence: Sequence, inside: str, editor: str, findings: Findings) -> None:
        self._sequence = sequence
        self._inside = inside
        self._editor = editor
        self._findings = findings

    def find(self) -> None:
        self._settings()
        for label, track, picture in _tracks(self._sequence):
            for clip in track.clips:
                self._clip(clip, label, picture)
            self._transitions(track, label)
        self._one_sided()
        for number, captions in enumerate(self._sequence.captions, 1):
            if captions.captions and not captions.language:
                self._add(
                    "note",
                    "The language of the captions is not known: they are written as English.",
                    f"captions {number}",
                )

    def _settings(self) -> None:
        sequence = self._sequence
        if self._editor == "finalcut" and sequence.rate not in FINAL_CUT_RATES:
            message = (
                f"Final Cut Pro has no sequences of {float(sequence.rate):.6g} frames a second."
            )
            self._add("loss", message)
        if sequence.sample_rate not in SAMPLE_RATES:
            message = f"The sound of {sequence.sample_rate} samples a second becomes one of 48000."
            self._add("note", message)
        if sequence.channels not in (*LAYOUTS, 6):
            self._add("note", f"{sequence.channels} channels of sound become surround sound (5.1).")

    def _clip(self, clip: Clip, label: str, picture: bool) -> None:
        def tell(severity: Severity, message: str) -> None:
            self._findings.add(
                severity,
                message,
                lambda: self._inside + place(self._sequence, label, clip, clip.start),
            )

        self._range(clip, picture, tell)
        if picture:
            self._picture(clip, tell)
        else:
            self._sound(clip, tell)
        if any(marker.color and marker.color not in COMPLETED for marker in clip.markers):
            tell("note", "The colours of markers are not kept.")

    def _range(self, clip: Clip, picture: bool, tell: Tell) -> None:
        kept = within_media(clip, self._sequence.rate, picture)
        if kept is None:
            tell("loss", "The clip lies outside its medium and is left out.")
        elif kept.head or kept.tail:
            cut = kept.head + kept.tail
            frames = "one frame is" if cut == 1 else f"{cut} frames are"
            tell("loss", f"The clip reaches past its medium: {frames} left out.")

    def _picture(self, clip: Clip, tell: Tell) -> None:
        content, look = clip.content, clip.look
        if isinstance(content, Generator):
            if content.kind == "bars":
                tell("loss", "Colour bars become grey: Final Cut has no such generator.")
            return
        size = size_of(content)
        if (look.fit == "stretch" or any(look.crop)) and not (size[0] and size[1]):
            tell("loss", "The size of the picture is not known, so that its place may be wrong.")
        elif self._editor == "resolve" and (look.x or look.y or any(look.crop)):
            frame = self._sequence.width * float(self._sequence.pixel_aspect), self._sequence.height
            if size != frame:
                # palmier-pro's FCPXMLExporter, found by round trips.
                message = "Resolve places pictures of another size than the sequence's differently."
                tell("loss", message)

    def _sound(self, clip: Clip, tell: Tell) -> None:
        sound, content = clip.sound, clip.content
        if not sound.mute and not SILENCE < sound.volume <= LOUDEST:
            tell("loss", f"The volume of {sound.volume:.4g} dB is outside Final Cut's range.")
        if isinstance(content, Media) and clip.stream > 0 and len(content.channels) <= clip.stream:
            tell("loss", "The stream of sound is not known: all of them are heard.")
        if self._editor == "resolve" and (sound.fade_in or sound.fade_out):
            tell("loss", "Resolve leaves out fades of sound.")

    def _one_sided(self) -> None:
        """Clips that become only a picture or only a sound, and links that are lost with that."""
        layout = lay_out(self._sequence)
        connected = (part for one in layout.connected for part in one.parts)
        for part in (*layout.primary, *connected):
            if not isinstance(part, Piece) or part.sound is not None:
                continue
            label = f"{'V' if part.picture else 'A'}{part.track + 1}"
            if part.clip.link and not part.picture:
                message = (
                    "The link with other clips is not kept; it stays connected to the picture."
                )
                self._at("note", message, label, part.clip)
            if self._editor == "resolve" and _has_both(part.clip):
                # palmier-pro's FCPXMLExporter: srcEnable counts for compound clips only.
                other = "sound" if part.picture else "picture"
                self._at("loss", f"Resolve takes its {other}, too.", label, part.clip)

    def _transitions(self, track: Track, label: str) -> None:
        starts = {clip.start: clip for clip in track.clips if track.transitions}
        ends = {clip.end: clip for clip in track.clips if track.transitions}
        rate = self._sequence.rate
        for transition in track.transitions:
            later, earlier = starts.get(transition.cut), ends.get(transition.cut)
            clip = later or earlier
            if clip is None:
                continue
            if transition.kind == "wipe":
                self._at("loss", "The wipe becomes a cross dissolve.", label, clip)
            short = later is not None and _lead(later, rate) < transition.before
            if short or (earlier is not None and _rest(earlier, rate) < transition.after):
                message = "There is too little material for the transition: it may become shorter."
                self._at("loss", message, label, clip)

    def _at(self, severity: Severity, message: str, label: str, clip: Clip) -> None:
        self._findings.add(
            severity,
            message,
            lambda: self._inside + place(self._sequence, label, clip, clip.start),
        )

    def _add(self, severity: Severity, message: str, where: str = "") -> None:
        self._findings.add(severity, message, (self._inside + where).rstrip(", "))


def _tracks(sequence: Sequence) -> Iterator[tuple[str, Track, bool]]:
    for number, track in enumerate(sequence.video, 1):
        yield f"V{number}", track, True
    for number, track in enumerate(sequence.audio, 1):
        yield f"A{number}", track, False


def _has_both(clip: Clip) -> bool:
    content = clip.content
    if isinstance(content, Sequence):
        return False
    return isinstance(content, Media) and content.has_video and bool(content.channels)


def _length(clip: Clip) -> Fraction | None:
    """Seconds of the content; None where there is no end of it, or it is unknown."""
    content = clip.content
    if isinstance(content, Sequence):
        return content.seconds
    return content.duration if isinstance(content, Media) and not content.still else None


def _lead(clip: Clip, rate: Fraction) -> Fraction:
    """Frames that there are before a clip's first one; a part of one counts as one."""
    length = _length(clip)
    if clip.speed == 0 or isinstance(clip.content, Generator):
        return Fraction(10**9)
    if isinstance(clip.content, Media) and clip.content.still:
        return Fraction(10**9)
    if clip.speed > 0:
        return clip.source_in / clip.speed * rate + 1
    return Fraction(10**9) if length is None else (length - clip.source_in) / -clip.speed * rate + 1


def _rest(clip: Clip, rate: Fraction) -> Fraction:
    """Frames that there are after a clip's last one."""
    length = _length(clip)
    end = clip.source_in + clip.speed * clip.duration / rate
    if clip.speed == 0 or (length is None and clip.speed > 0):
        return Fraction(10**9)
    left = end if clip.speed < 0 else (length or end) - end
    return left / abs(clip.speed) * rate + 1
