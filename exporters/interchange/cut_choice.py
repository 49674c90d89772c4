"""What a list of cuts can hold of an edit: the clips of one track, one after another.

A list has no tracks: the lowest track with pictures of films is the edit, or the first one with
sound where there are no pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from exporters.timeline.findings import Findings
from exporters.timeline.places import place
from exporters.timeline.sequence import (
    PLAIN_LOOK,
    PLAIN_SOUND,
    Clip,
    Media,
    Problem,
    Sequence,
    Track,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A clip of a film for a list.

    Attributes:
        start, end: seconds of the film.
        sound: the clip that is heard with it; None if there is none.
    """

    clip: Clip
    media: Media
    start: Fraction
    end: Fraction
    sound: Clip | None


def chosen_track(sequence: Sequence) -> tuple[str, Track] | None:
    """The track that the list holds, and its label."""
    for kind, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, track in enumerate(tracks, 1):
            if track.enabled and any(_is_film(clip) for clip in track.clips):
                return f"{kind}{number}", track
    return None


def chosen(sequence: Sequence) -> Iterator[Chosen]:
    """The cuts of the list, in the order of the timeline."""
    found = chosen_track(sequence)
    if found is None:
        return
    label, track = found
    sounds = _sounds(sequence)
    for clip in track.clips:
        content = clip.content
        if not _is_film(clip) or not isinstance(content, Media):
            continue
        length = clip.duration / sequence.rate * abs(clip.speed)
        start = clip.source_in if clip.speed > 0 else clip.source_in - length
        sound = clip if label[0] == "A" else sounds.get((clip.start, clip.duration, content))
        yield Chosen(clip, content, max(Fraction(0), start), start + length, sound)


def _is_film(clip: Clip) -> bool:
    content = clip.content
    return isinstance(content, Media) and not content.still and clip.enabled and clip.speed != 0


def _sounds(sequence: Sequence) -> dict[tuple[int, int, object], Clip]:
    """Clips of sound by their place and film."""
    found: dict[tuple[int, int, object], Clip] = {}
    for track in sequence.audio:
        for clip in track.clips:
            if track.enabled and clip.enabled and isinstance(clip.content, Media):
                found.setdefault((clip.start, clip.duration, clip.content), clip)
    return found


def common_losses(
    sequence: Sequence, speeds: bool, gaps: bool, levels: bool, captions: bool = False
) -> list[Problem]:
    """What no list holds, and what this one does not.

    Args:
        speeds, gaps, levels: the list holds speeds, places on the timeline, volumes.
        captions: it tells of captions itself.
    """
    findings = Findings()
    found = chosen_track(sequence)
    if found is None:
        return [Problem("error", "The edit has no clip of a film that a list of cuts could name.")]
    label, track = found
    for kind, tracks in (("V", sequence.video), ("A", sequence.audio)):
        for number, other in enumerate(tracks, 1):
            if other is not track:
                _tell_other(sequence, other, f"{kind}{number}", findings)
    end, sounds = 0, _sounds(sequence)
    for clip in track.clips:

        def where(clip: Clip = clip) -> str:
            return place(sequence, label, clip, clip.start)

        sound = clip if label[0] == "A" else sounds.get((clip.start, clip.duration, clip.content))
        _tell_clip(clip, sound, where(), speeds, levels, findings)
        if clip.start > end and not gaps:
            findings.add("loss", "A gap is left out; what follows moves up.", where)
        end = clip.end
    for transition in track.transitions:
        findings.add("loss", "A transition is left out: the list has cuts only.",
                     place(sequence, label, None, transition.cut))  # fmt: skip
    _tell_edit(sequence, captions, findings)
    return list(findings.problems())


def _tell_edit(sequence: Sequence, captions: bool, findings: Findings) -> None:
    """What no list holds of the edit as a whole."""
    if sequence.markers:
        findings.add("note", "Markers of the edit are left out.")
    if not captions and any(track.captions for track in sequence.captions):
        findings.add("loss", "Captions are left out.")
    if sequence.start or sequence.drop_frame:
        findings.add("note", "The time code of the edit is not kept; it begins with 0.")


def _tell_other(sequence: Sequence, track: Track, label: str, findings: Findings) -> None:
    """Clips of other tracks; sound that belongs to a cut goes with it."""
    paired = {id(item.sound) for item in chosen(sequence) if item.sound is not None}
    for clip in track.clips:
        if id(clip) not in paired:
            findings.add(
                "loss", "A clip of another track is left out.",
                lambda clip=clip: place(sequence, label, clip, clip.start),  # type: ignore[misc]
            )  # fmt: skip


def _tell_clip(
    clip: Clip, heard: Clip | None, where: str, speeds: bool, levels: bool, findings: Findings
) -> None:
    if not _is_film(clip):
        findings.add("loss", "What is no film, stands still or is switched off is left out.", where)
        return
    if clip.speed != 1 and not speeds:
        findings.add("loss", "Another speed is not kept; the same piece of the film is.", where)
    if clip.look != PLAIN_LOOK:
        findings.add("loss", "Place, size, crop, opacity and fades are not kept.", where)
    if clip.markers:
        findings.add("note", "Markers of the clip are left out.", where)
    sound = heard.sound if heard is not None else PLAIN_SOUND
    if sound.fade_in or sound.fade_out or sound.pan or (sound.volume and not levels):
        findings.add("loss", "Volume, pan and fades of the sound are not kept.", where)
