"""Segments of a draft's video and audio tracks as clips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from exporters.timeline.findings import Findings
from exporters.timeline.readers.jianying.keyframes import Placed, keyed
from exporters.timeline.readers.jianying.looks import look_of, sound_of, tell_effects
from exporters.timeline.readers.jianying.materials import Materials
from exporters.timeline.readers.jianying.speeds import curved, speed_of
from exporters.timeline.readers.jianying.values import MICROSECONDS, Grid, Json, text, time_range
from exporters.timeline.sequence import Clip, Media, Sequence, Sound

SILENT = Sound(mute=True)

Nested = Callable[[Json, str], Sequence | None]


@dataclass(frozen=True)
class Context:
    """What segments are read with.

    Attributes:
        nested: makes the sequence of a compound clip out of its material in "drafts" and its name.
    """

    grid: Grid
    materials: Materials
    losses: Findings
    nested: Nested


@dataclass(frozen=True)
class Pair:
    """A segment: its picture, its sound, and the transition from it to the next one."""

    picture: Clip
    sound: Clip | None = None
    transition: Json | None = None


def video_pairs(segments: list[Json], label: str, context: Context, first_link: int) -> list[Pair]:
    """The segments of a video track in the order of time.

    Args:
        label: of the track, for sentences.
        first_link: numbers for linking picture and sound count from here.
    """
    pairs: list[Pair] = []
    for segment in segments:
        pair = _video_pair(segment, label, context, first_link + len(pairs))
        if pair is not None:
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair.picture.start)


def audio_clips(segments: list[Json], label: str, context: Context) -> list[Clip]:
    """The segments of an audio track in the order of time."""
    found = (_audio_clip(segment, label, context) for segment in segments)
    return sorted((clip for clip in found if clip is not None), key=lambda clip: clip.start)


def placed_at(segment: Json, label: str, context: Context) -> tuple[int, int] | None:
    """First frame and the frame after the last one; None, and told, if there is no such range.

    A segment that is shorter than a frame has one: the application keeps it so (capcut-cli#69).
    """
    target = time_range(segment.get("target_timerange"))
    if target is None or target[0] == target[1]:
        context.losses.add("loss", "A clip without a usable position or length is left out.", label)
        return None
    start, end = context.grid.frame(target[0]), context.grid.frame(target[1])
    return start, max(end, start + 1)


def _video_pair(segment: Json, label: str, context: Context, link: int) -> Pair | None:
    identity = text(segment.get("material_id"))
    companions = context.materials.companions(segment)
    span = placed_at(segment, label, context)
    if span is None:
        return None
    material = context.materials.get(identity)
    name = text(material.get("material_name"))
    where = context.grid.place(label, name, span[0])
    content = _content(identity, material, companions, context, where)
    if content is None:
        return None
    speed = speed_of(segment, material, companions, _still(content))
    _tell_curve(companions, context, where)
    placed = Placed(*span, _source_start(segment), speed)
    source_in, shown = _shown(segment, material, content, speed, context, where)
    moved = keyed(segment, placed, context.grid)
    tell_effects(segment, companions, moved, context.losses, where)
    heard = SILENT
    if _has_sound(content, material):
        heard = sound_of(segment, companions, material, moved, context.grid)
    # A film without sound is one whose volume is 0: nothing else switches its sound off.
    clip = Clip(
        placed.start,
        placed.duration,
        content,
        source_in,
        shown,
        name or content.name,
        enabled=segment.get("visible") is not False,
        link=0 if heard.mute else link,
    )
    look = look_of(segment, material, moved, context.losses, where)
    transitions = companions.get("transitions", [])
    return Pair(
        replace(clip, look=look),
        None if heard.mute else replace(clip, sound=heard),
        transitions[0] if transitions else None,
    )


def _audio_clip(segment: Json, label: str, context: Context) -> Clip | None:
    identity = text(segment.get("material_id"))
    span = placed_at(segment, label, context)
    if span is None:
        return None
    material = context.materials.get(identity)
    where = context.grid.place(label, text(material.get("name")), span[0])
    kind = context.materials.kind(identity)
    if kind not in ("audios", "videos"):
        context.losses.add("loss", "What it plays is not in the draft; it is left out.", where)
        return None
    pool = context.materials
    media = pool.sound(identity) if kind == "audios" else pool.picture(identity)
    companions = context.materials.companions(segment)
    speed = speed_of(segment, material, companions, False)
    _tell_curve(companions, context, where)
    source_in, played = _shown(segment, material, media, speed, context, where)
    moved = keyed(segment, Placed(*span, _source_start(segment), speed), context.grid)
    tell_effects(segment, companions, moved, context.losses, where)
    return Clip(
        span[0],
        span[1] - span[0],
        media,
        source_in,
        played,
        media.name,
        enabled=segment.get("visible") is not False,
        sound=sound_of(segment, companions, material, moved, context.grid),
    )


def _content(
    identity: str,
    material: Json,
    companions: dict[str, list[Json]],
    context: Context,
    where: str,
) -> Media | Sequence | None:
    compounds = companions.get("drafts", [])
    if compounds:
        sequence = context.nested(compounds[0], text(material.get("material_name")))
        if sequence is None:
            context.losses.add("loss", "This compound clip cannot be read; it is left out.", where)
        return sequence
    if context.materials.kind(identity) != "videos":
        context.losses.add("loss", "What it shows is not in the draft; it is left out.", where)
        return None
    frozen = context.materials.frozen(material) if material.get("type") == "photo" else None
    return frozen or context.materials.picture(identity)


def _shown(
    segment: Json,
    material: Json,
    content: Media | Sequence,
    speed: Fraction,
    context: Context,
    where: str,
) -> tuple[Fraction, Fraction]:
    """What is shown first, and with which speed. A freeze frame is its film standing still."""
    if _still(content):
        return Fraction(0), Fraction(1)
    if material.get("type") == "photo":
        timestamp = time_range({"start": _freeze_time(material), "duration": 0}) or (0, 0)
        return context.grid.seconds(timestamp[0]), Fraction(0)
    source = time_range(segment.get("source_timerange")) or (0, 0)
    if segment.get("reverse") is not True:
        return context.grid.seconds(source[0]), speed
    # The range of a reversed segment lies in the film that runs backwards (``reverse_path``).
    length = content.duration if isinstance(content, Media) else content.seconds
    if length is None:
        message = "It runs backwards in a film of unknown length; its end is guessed."
        context.losses.add("loss", message, where)
        return Fraction(sum(source), MICROSECONDS), -speed
    return max(Fraction(0), length - context.grid.seconds(source[0])), -speed


def _freeze_time(material: Json) -> object:
    freeze = material.get("freeze")
    return freeze.get("timestamp") if type(freeze) is dict else None


def _tell_curve(companions: dict[str, list[Json]], context: Context, where: str) -> None:
    if any(map(curved, companions.get("speeds", []))):
        message = "Its speed changes along a curve; the average is taken."
        context.losses.add("loss", message, where)


def _source_start(segment: Json) -> int:
    return (time_range(segment.get("source_timerange")) or (0, 0))[0]


def _still(content: Media | Sequence) -> bool:
    return isinstance(content, Media) and content.still


def _has_sound(content: Media | Sequence, material: Json) -> bool:
    if isinstance(content, Sequence):
        return any(track.clips for track in content.audio)
    return material.get("type") != "photo" and bool(content.channels)
