"""What a CMX3600 list does not keep of an edit."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many
from functools import partial

from exporters.interchange.edl.events import is_shown
from exporters.interchange.edl.layout import CHANNELS, Chosen, chosen, shown_clips
from exporters.interchange.writing import WriteOptions
from exporters.interchange.xmeml.times import is_on_grid
from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import (
    Clip,
    Generator,
    Media,
    Problem,
    Sequence,
    Severity,
    Track,
)
from exporters.timeline.timecode import nominal

MOST_EVENTS = 999
"""Of CMX 3600 itself; programs of today read more."""

Lost = Iterator[tuple[Severity, str]]


def losses(sequence: Sequence, options: WriteOptions) -> Many[Problem]:
    """What is lost, clip by clip; see ``exporters.interchange.writing``."""
    findings = Findings()
    picked = chosen(sequence, options)
    rate = f"{float(sequence.rate):.3f}".rstrip("0").rstrip(".")
    findings.add("note", f"The list does not state its rate: open it with {rate} frames a second.")
    _tracks(sequence, picked, findings)
    if any(track.captions for track in sequence.captions):
        findings.add("loss", "Subtitles are not kept; write them as SRT beside the list.")
    if sequence.markers:
        findings.add("note", "Markers of the edit become locators of the clips that they lie on.")
    if any(marker.note or marker.duration for marker in sequence.markers):
        findings.add("loss", "Notes and lengths of markers are not kept.")
    clips = shown_clips(sequence, picked)
    if len(clips) > MOST_EVENTS:
        findings.add(
            "note", f"The list has more than {MOST_EVENTS} events, which old systems do not read."
        )
    for name, track, clip in clips:
        where = partial(place, sequence, name, clip, clip.start)
        for severity, message in _of_clip(sequence, track, clip, name):
            findings.add(severity, message, where)
    return findings.problems()


def _tracks(sequence: Sequence, picked: Chosen, findings: Findings) -> None:
    for index, track in enumerate(sequence.video):
        if index != picked.video and track.clips:
            taken = f"V{(picked.video or 0) + 1}"
            findings.add(
                "loss",
                f"A list holds one track of pictures. {taken} is written; choose another one with "
                "the option video-track.",
                f"V{index + 1}",
            )
    heard = {index for index, _ in picked.audio}
    for index, track in enumerate(sequence.audio):
        if index not in heard and track.clips:
            findings.add(
                "loss",
                f"A list holds {CHANNELS} channels of sound, and none that is switched off.",
                f"A{index + 1}",
            )
    written = [] if picked.video is None else [sequence.video[picked.video]]
    for track in [*written, *(sequence.audio[index] for index, _ in picked.audio)]:
        if any(transition.before for transition in track.transitions):
            findings.add(
                "note", "Transitions look the same, but their clips meet where they begin."
            )


def _of_clip(sequence: Sequence, track: Track, clip: Clip, name: str) -> Lost:
    if not is_shown(clip):
        yield from _not_shown(clip)
        return
    content = clip.content
    if isinstance(content, Sequence):
        yield "loss", "A nested sequence is only named; the list does not hold its clips."
    if isinstance(content, Media):
        if content.rate not in (None, sequence.rate) and not content.still:
            yield "note", "The time code of its source is counted at the rate of the sequence."
        if content.by_timecode is False and not is_on_grid(clip.source_in, sequence.rate):
            yield (
                "note",
                "It begins between two frames of the sequence and is moved to the nearest.",
            )
    if clip.speed * nominal(sequence.rate) * 10 % 1:
        yield "loss", "Its speed is rounded to a tenth of a frame a second."
    yield from _of_picture(clip) if name[0] == "V" else _of_sound(clip)


def _not_shown(clip: Clip) -> Lost:
    if not clip.enabled or clip.sound.mute:
        yield "note", "It is switched off and left out."
    elif isinstance(clip.content, Generator) and clip.content.kind != "black":
        yield "loss", "A list names only files: titles, colours and bars become black."


def _of_picture(clip: Clip) -> Lost:
    look = clip.look
    plain = (look.scale_x, look.scale_y, look.rotation, look.x, look.y) == (1, 1, 0, 0, 0)
    if not plain or look.fit != "fit" or any(look.crop):
        yield "loss", "Its size, place, rotation and crop are not kept."
    if look.opacity != 1:
        yield "loss", "Its opacity is not kept."


def _of_sound(clip: Clip) -> Lost:
    if clip.sound.pan:
        yield "loss", "Its panning is not kept."
    if clip.stream > 0:
        yield "loss", "Which stream of its file is heard is not kept."
