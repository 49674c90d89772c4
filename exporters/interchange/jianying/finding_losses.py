"""What a draft cannot hold of an edit, and what the application may refuse."""

from __future__ import annotations

from exporters.interchange.jianying.pairs import paired
from exporters.interchange.jianying.placing import FASTEST, SLOWEST, is_text
from exporters.interchange.jianying.versions import Application, version_of
from exporters.interchange.writing import WriteOptions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Problem,
    Sequence,
    Track,
    Transition,
    media_in,
    sequences_in,
)

LOUDEST = 20.0
"""Decibels: the applications go up to 1000 %."""
RATES = (24, 25, 30, 50, 60)
"""Frame rates that the applications offer for projects."""
REGISTERED_FROM = (8, 4)
"""CapCut, from here on, refuses drafts that its index does not name (capcut-cli#32)."""


def losses_of(
    sequence: Sequence, options: WriteOptions, application: Application
) -> tuple[Problem, ...]:
    """Every loss, clip by clip, and what is known of the version that is meant."""
    findings = Findings()
    _tell_version(sequence, options, application, findings)
    _tell_edit(sequence, findings)
    for current in sequences_in(sequence):
        _tell_tracks(current, findings)
    return findings.problems()


def _tell_version(
    sequence: Sequence, options: WriteOptions, application: Application, findings: Findings
) -> None:
    version, title = version_of(options.editor, application), application.title
    if application.refuses_from and version >= application.refuses_from:
        refusing = f"{title} {application.refuses_from[0]}"
        findings.add(
            "error",
            f"{refusing} is reported to refuse drafts that other programs wrote, as damaged.",
        )
    first = application.encrypts_from
    if first and (not version or version >= first):
        findings.add(
            "note",
            f"{title} {first[0]} and newer encrypts the draft when it saves it: Reprise cannot "
            "read it back then.",
        )
    if application.name == "capcut" and (not version or version >= REGISTERED_FROM):
        findings.add(
            "note",
            "CapCut opens only drafts that root_meta_info.json names: put the draft into its "
            "folder of drafts, with CapCut closed.",
        )
    outside = [
        medium
        for medium in media_in(sequence)
        if medium.path is not None and not medium.path.is_relative_to(options.output.absolute())
    ]
    if outside and not options.collected:
        findings.add(
            "note",
            f"On a Mac {title} may read only media within the draft's folder: "
            f"{len(outside)} lie elsewhere. `--collect copy` puts them there.",
        )


def _tell_edit(sequence: Sequence, findings: Findings) -> None:
    if sequence.rate not in RATES:
        findings.add(
            "note",
            f"The applications offer {', '.join(map(str, RATES))} frames a second; this edit has "
            f"{float(sequence.rate):g}.",
        )
    if sequence.start:
        findings.add("loss", "The time code of the edit's begin is not kept: drafts begin at 0.")
    if sequence.pixel_aspect != 1:
        findings.add("loss", "Drafts have square pixels: the edit's width is changed for that.")
    if sequence.channels > 2:
        findings.add("loss", f"Drafts mix to stereo, not to {sequence.channels} channels.")
    if any(row.language for row in sequence.captions):
        findings.add("note", "The languages of subtitles are not kept.")
    if any(marker.note for marker in sequence.markers):
        findings.add("loss", "The remarks of markers are not kept; their names are.")


def _tell_tracks(sequence: Sequence, findings: Findings) -> None:
    for number, track in enumerate(sequence.video):
        label = f"V{number + 1}"
        _tell_transitions(sequence, label, track, findings)
        covered = any(upper.clips for upper in sequence.video[number + 1 :])
        for clip in track.clips:
            where = place(sequence, label, clip, clip.start)
            _tell_clip(clip, where, findings)
            _tell_picture(clip, where, covered, findings)
            if isinstance(clip.content, Sequence):
                findings.add("note", "It is written as a compound clip of JianYing 5.", where)
    for number, track in enumerate(sequence.audio):
        label = f"A{number + 1}"
        if track.transitions:
            findings.add("loss", "Crossfades of sound are not kept.", label)
        for clip in track.clips:
            where = place(sequence, label, clip, clip.start)
            _tell_clip(clip, where, findings)
            _tell_sound(clip, where, findings)
    _tell_unpaired(sequence, findings)


def _tell_unpaired(sequence: Sequence, findings: Findings) -> None:
    """Sound of nested sequences that is not the own sound of a picture has no form in a draft."""
    for number, track in enumerate(paired(sequence).rest):
        for clip in track.clips:
            if isinstance(clip.content, Sequence):
                where = place(sequence, f"A{number + 1}", clip, clip.start)
                findings.add("loss", "Sound of a nested sequence alone is left out.", where)


def _tell_clip(clip: Clip, where: str, findings: Findings) -> None:
    if clip.speed < 0:
        findings.add("loss", "It runs backwards; it is written forwards.", where)
    elif clip.speed == 0:
        if not (isinstance(clip.content, Media) and clip.content.still):
            message = "It stands still; it is written at a tenth of the speed."
            findings.add("loss", message, where)
    elif not SLOWEST <= clip.speed <= FASTEST:
        message = "The applications offer speeds of 0.1 to 100; they may change this one."
        findings.add("note", message, where)
    if clip.markers:
        findings.add("loss", "Its markers are not kept.", where)
    if isinstance(clip.content, Media) and clip.content.path is None:
        message = "Its medium was not found; the application will ask for it."
        findings.add("loss", message, where)


def _tell_picture(clip: Clip, where: str, covered: bool, findings: Findings) -> None:
    look = clip.look
    if is_text(clip) and covered:
        message = "In the applications titles may lie above all pictures, this one too."
        findings.add("note", message, where)
    if isinstance(clip.content, Generator):
        if not is_text(clip):
            findings.add("note", "The draft holds it as a still picture.", where)
        return
    known = not isinstance(clip.content, Media) or (clip.content.width and clip.content.height)
    if look.fit != "fit" and not known:
        findings.add("loss", "Its size is not known: it is fitted wholly into the frame.", where)


def _tell_sound(clip: Clip, where: str, findings: Findings) -> None:
    if clip.sound.pan:
        findings.add("loss", "Drafts have no panorama; its sound stays in the middle.", where)
    if clip.stream > 0:
        findings.add("loss", "The application plays the first stream of sound, not this.", where)
    if clip.sound.volume > LOUDEST:
        findings.add("loss", "The applications go up to 20 dB; it may be less loud.", where)


def _tell_transitions(sequence: Sequence, label: str, track: Track, findings: Findings) -> None:
    starts = {clip.start for clip in track.clips}
    ends = {clip.end for clip in track.clips}
    for transition in track.transitions:
        where = place(sequence, label, None, transition.cut)
        _tell_transition(transition, where, findings)
        if transition.cut not in starts or transition.cut not in ends:
            message = "A dissolve from or to nothing is written as a fade, within its clip."
            findings.add("note", message, where)


def _tell_transition(transition: Transition, where: str, findings: Findings) -> None:
    if transition.kind != "dissolve":
        findings.add("loss", "It is written as a dissolve.", where)
    if abs(transition.before - transition.after) > 1:
        findings.add("loss", "The applications put the middle of a dissolve at the cut.", where)
