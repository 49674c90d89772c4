"""What xmeml, or Premiere or Resolve reading it, does not keep of an edit."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from functools import partial
from itertools import chain

from exporters.interchange.writing import WriteOptions
from exporters.interchange.xmeml.filters import fitted_scale, is_even
from exporters.interchange.xmeml.layout import channels
from exporters.interchange.xmeml.text import is_possible_rate
from exporters.interchange.xmeml.times import is_on_grid, possible_transitions
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.readers.xmeml.values import pixel_aspect_name
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Problem,
    Sequence,
    Severity,
    Track,
    sequences_in,
)

LOUDEST = 12.05
"""Decibels: Premiere's volume goes to +12 dB (a factor of 3.98107) in xmeml."""

Lost = Iterator[tuple[Severity, str]]


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What is lost, clip by clip; see ``exporters.interchange.writing``."""
    findings = Findings()
    editor = options.editor.partition(":")[0]
    for one in sequences_in(sequence):
        _of_sequence(one, editor, findings)
    return findings.problems()


def _of_sequence(sequence: Sequence, editor: str, findings: Findings) -> None:
    if not is_possible_rate(sequence.rate):
        findings.add(
            "error",
            f"xmeml has no sequences of {float(sequence.rate):.3f} frames a second, only whole "
            "rates and 1000/1001 of them.",
        )
    if pixel_aspect_name(sequence.pixel_aspect) is None:
        findings.add("loss", "The shape of the sequence's pixels is not kept; they are square.")
    if any(track.captions for track in sequence.captions):
        findings.add("loss", "Subtitles are not kept; write them as SRT beside the project.")
    for name, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(tracks, 1):
            _of_track(sequence, f"{name}{number}", track, editor, findings)


def _of_track(sequence: Sequence, name: str, track: Track, editor: str, findings: Findings) -> None:
    lost = _of_picture if name.startswith("V") else _of_sound
    for clip in track.clips:
        where = partial(place, sequence, name, clip, clip.start)
        for severity, message in chain(
            lost(sequence, clip, editor), _of_time(sequence, clip, editor)
        ):
            findings.add(severity, message, where)
    kept = possible_transitions(track, sequence.rate)
    for transition in track.transitions:
        where = partial(place, sequence, name, None, transition.cut)
        shown = kept.get(transition.cut)
        if shown is None:
            findings.add(
                "loss", "A transition is left out: its clips have no material for it.", where
            )
        elif (shown.before, shown.after) != (transition.before, transition.after):
            findings.add(
                "loss", "A transition becomes shorter: its clips end before it does.", where
            )
        elif editor != "premiere" and not _is_aligned(shown.before, shown.after):
            findings.add(
                "loss",
                "The cut within a transition moves to its middle; only Premiere keeps it.",
                where,
            )


def _is_aligned(before: int, after: int) -> bool:
    return before == 0 or after == 0 or after - before in (0, 1)


def _of_time(sequence: Sequence, clip: Clip, editor: str) -> Lost:
    content = clip.content
    if clip.speed == 0 and editor in ("", "premiere"):
        yield "loss", "Premiere does not hold the one picture; set a frame hold there."
    if isinstance(content, Media) and content.still:
        return
    if not isinstance(content, Generator) and clip.speed > 0:
        place = clip.source_in if clip.speed == 1 else clip.source_in / clip.speed
        if not is_on_grid(place, sequence.rate):
            yield (
                "note",
                "It begins between two frames of the sequence and is moved to the nearest.",
            )


def _of_picture(sequence: Sequence, clip: Clip, editor: str) -> Lost:
    look, content = clip.look, clip.content
    if isinstance(content, Generator):
        if content.kind == "text":
            yield (
                "loss",
                "Titles are written as those of Final Cut Pro 7; Premiere leaves them out.",
            )
        if content.kind == "bars":
            yield "loss", "Colour bars are written as those of Final Cut Pro 7; make them anew."
    if not is_even(look):
        yield "loss", "Width and height are scaled alike; the change of proportions is not kept."
    if fitted_scale(clip, sequence) is None and editor != "resolve":
        yield "loss", "The size of its file is not known, so Premiere shows it pixel for pixel."
    if isinstance(content, Media) and pixel_aspect_name(content.pixel_aspect) is None:
        yield "loss", "The shape of its pixels is not kept; they are taken for square."


def _of_sound(sequence: Sequence, clip: Clip, editor: str) -> Lost:
    content = clip.content
    if clip.sound.volume > LOUDEST and editor in ("", "premiere"):
        yield "loss", "Premiere takes no volume above +12 dB."
    count = channels(clip)
    if isinstance(content, Media) and clip.stream < 0 and len(content.channels) > 1:
        yield "loss", "Of its several streams of sound the first two channels are heard."
    elif count > 2:
        yield "loss", f"Of its {count} channels the first two are heard."
    elif isinstance(content, Media) and not content.channels:
        yield "note", "How many channels its sound has is not known; it is written as stereo."
