"""What a project of MLT or Kdenlive does not hold of an edit, said before it is written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from exporters.interchange.mlt.nesting import Nesting
from exporters.interchange.mlt.paths import refusal
from exporters.interchange.mlt.producers import ProducerTable
from exporters.interchange.mlt.rows import lay_out
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Look,
    Media,
    Problem,
    Sequence,
    Severity,
    Track,
    media_in,
)

Tell = Callable[[Severity, str, Clip | None, int], None]
MIXED_FIT = "The size that the picture has in its file is not known; it is fitted into the frame."


def losses_of(sequence: Sequence, kdenlive: bool) -> list[Problem]:
    """Problems of writing a sequence, those of nested ones included."""
    findings = Findings()
    for media in media_in(sequence):
        problem = refusal(media)
        if problem:
            findings.add("error", problem)
    for inner in Nesting(sequence).all:
        _tell_sequence(inner, sequence, kdenlive, findings)
    return list(findings.problems())


def _tell_sequence(sequence: Sequence, outer: Sequence, kdenlive: bool, findings: Findings) -> None:
    if sequence.width * outer.height != sequence.height * outer.width and sequence is not outer:
        findings.add("loss", "A nested sequence of another shape gets the shape of the outer one.",
                     sequence.name)  # fmt: skip
    if sequence.start:
        findings.add("note", "The time code of the first frame is not kept; the edit begins at 0.")
    if sequence.markers and not kdenlive:
        findings.add("note", "Markers are in the file, but Shotcut does not show them.")
    if sequence.captions and kdenlive:
        findings.add("loss", "Captions are left out; write them as a subtitle file beside it.")
    if kdenlive:
        _tell_kdenlive(sequence, findings)
    for kind, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(tracks, 1):
            _tell_track(sequence, track, f"{kind}{number}", kind == "A", kdenlive, findings)


def _tell_kdenlive(sequence: Sequence, findings: Findings) -> None:
    clips = [clip for track in (*sequence.video, *sequence.audio) for clip in track.clips]
    if sequence.duration > max((clip.end for clip in clips), default=0):
        findings.add("note", "Kdenlive ends an edit with its last clip; what follows is left out.",
                     sequence.name)  # fmt: skip
    if any(clip.name and clip.name != getattr(clip.content, "name", "") for clip in clips):
        findings.add("note", "Kdenlive has names of files, not of clips: those are left out.")


def _tell_track(
    sequence: Sequence, track: Track, label: str, sound: bool, kdenlive: bool, findings: Findings
) -> None:
    def tell(severity: Severity, text: str, clip: Clip | None, frame: int) -> None:
        findings.add(severity, text, lambda: place(sequence, label, clip, frame))

    table = ProducerTable("", sequence.rate, sound)
    row = lay_out(track, table.position, not sound)
    for transition in row.shortened:
        tell("loss", "A transition is shortened: there is no material for all of it.", None,
             transition.cut)  # fmt: skip
    for transition in track.transitions:
        if transition.kind == "wipe":
            tell("loss", "A wipe is written as a dissolve.", None, transition.cut)
    for clip in track.clips:
        _tell_clip(clip, sequence.rate, kdenlive, tell)
        if sound:
            if clip.speed == 0:
                tell("loss", "Sound that stands still is left out.", clip, clip.start)
        else:
            _tell_picture(clip, tell)


def _tell_clip(clip: Clip, rate: Fraction, kdenlive: bool, tell: Tell) -> None:
    content = clip.content
    if isinstance(content, Media) and not content.still:
        if clip.speed and (clip.source_in * rate / abs(clip.speed)).denominator != 1:
            tell("note", "The clip begins between two frames; the nearest one is taken.", clip,
                 clip.start)  # fmt: skip
        if clip.speed < 0 and content.duration is None:
            tell("loss", "A clip that runs back needs the length of its file, which is not known.",
                 clip, clip.start)  # fmt: skip
    if isinstance(content, Sequence) and clip.speed != 1:
        tell("loss", "Another speed of a nested sequence is not kept.", clip, clip.start)
    if isinstance(content, Generator) and content.kind == "bars":
        tell("loss", "Colour bars are written as grey.", clip, clip.start)
    if isinstance(content, Generator) and content.kind == "text":
        tell("note", "A text is drawn with a font of the editor's system.", clip, clip.start)
    if clip.markers and not kdenlive:
        tell("loss", "Markers of clips are left out.", clip, clip.start)


def _tell_picture(clip: Clip, tell: Tell) -> None:
    look: Look = clip.look
    content = clip.content
    unknown = isinstance(content, Media) and not (content.width and content.height)
    uneven = (
        look.scale_x != look.scale_y
        or look.fit in ("none", "stretch")
        or (look.fit == "fill" and any(look.crop))
    )
    if unknown and uneven:
        tell("loss", MIXED_FIT, clip, clip.start)
    if 1 in (look.fade_in, look.fade_out, clip.sound.fade_in, clip.sound.fade_out):
        tell("note", "A fade of one frame is left out.", clip, clip.start)
