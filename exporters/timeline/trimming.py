"""Cutting frames off a clip, so that what is left shows and sounds as before."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from exporters.timeline.sequence import Clip, Marker, Track


def trimmed(clip: Clip, head: int, tail: int, rate: Fraction) -> Clip:
    """The clip without its first ``head`` and its last ``tail`` frames; it must keep at least one.

    Fades become shorter by what was cut off them; markers there are dropped. ``rate`` is that of
    the sequence.
    """
    duration = clip.duration - head - tail
    if duration < 1:
        raise ValueError(f"nothing is left of {clip.duration} frames")
    look, sound = clip.look, clip.sound
    if look.fade_in or look.fade_out:
        fades = fitting_fades(look.fade_in - head, look.fade_out - tail, duration)
        look = replace(look, fade_in=fades[0], fade_out=fades[1])
    if sound.fade_in or sound.fade_out:
        fades = fitting_fades(sound.fade_in - head, sound.fade_out - tail, duration)
        sound = replace(sound, fade_in=fades[0], fade_out=fades[1])
    return replace(
        clip,
        start=clip.start + head,
        duration=duration,
        source_in=clip.source_in + head * clip.speed / rate,
        look=look,
        sound=sound,
        markers=moved_markers(clip.markers, -head, duration),
    )


def fitting_fades(fade_in: int, fade_out: int, duration: int) -> tuple[int, int]:
    """Lengths of fades that do not overlap in a clip of so many frames."""
    fade_in = min(max(0, fade_in), duration)
    return fade_in, min(max(0, fade_out), duration - fade_in)


def moved_markers(markers: tuple[Marker, ...], by: int, duration: int) -> tuple[Marker, ...]:
    """Markers moved by some frames, without those that then begin outside ``duration`` frames."""
    kept = []
    for marker in markers:
        start = marker.start + by
        if 0 <= start < duration:
            length = max(0, min(marker.duration, duration - start))
            kept.append(replace(marker, start=start, duration=length))
    return tuple(sorted(kept, key=lambda marker: marker.start))


def cut_out(track: Track, first: int, end: int, rate: Fraction) -> Track:
    """What lies in frames [first, end) of a track, moved so that it begins at frame 0."""
    clips = []
    for clip in track.clips:
        head, tail = max(0, first - clip.start), max(0, clip.end - end)
        if head + tail < clip.duration:
            kept = trimmed(clip, head, tail, rate) if head or tail else clip
            clips.append(replace(kept, start=kept.start - first))
    transitions = tuple(
        replace(transition, cut=transition.cut - first)
        for transition in track.transitions
        if first < transition.cut < end
    )
    return replace(track, clips=tuple(clips), transitions=transitions)
