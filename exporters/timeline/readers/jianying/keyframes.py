"""Keyframes of a segment: what they hold first, and whether they are a plain fade.

``time_offset`` counts in the material's time, as drafts of CapCut 7 and pyJianYingDraft have it for
material that is shown from its beginning; where that makes no fade, it is taken from the segment's
begin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from exporters.timeline.readers.jianying.values import Grid, Json, micros, number, rows, text

ALPHA, VOLUME, ROTATION = "KFTypeAlpha", "KFTypeVolume", "KFTypeRotation"
POSITION_X, POSITION_Y = "KFTypePositionX", "KFTypePositionY"
SCALE_X, SCALE_Y = "KFTypeScaleX", "KFTypeScaleY"
WHOLE_SCALE = ("KFTypeScale", "UNIFORM_SCALE")
KNOWN = (ALPHA, VOLUME, ROTATION, POSITION_X, POSITION_Y, SCALE_X, SCALE_Y, *WHOLE_SCALE)


@dataclass(frozen=True)
class Placed:
    """Where a segment lies.

    Attributes:
        start, end: frames on the timeline.
        source: microseconds of the material shown first.
        speed: microseconds of material for one of the timeline.
    """

    start: int
    end: int
    source: int = 0
    speed: Fraction = Fraction(1)

    @property
    def duration(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Keyed:
    """What the keyframes of a segment come to.

    Attributes:
        values: the first value of each property that has keyframes; of a fade, the full one.
        fade_in, fade_out: frames of a fade of opacity.
        moving: properties that change in another way.
    """

    values: dict[str, float] = field(default_factory=dict)
    fade_in: int = 0
    fade_out: int = 0
    moving: tuple[str, ...] = ()


def keyed(segment: Json, placed: Placed, grid: Grid) -> Keyed:
    """What the keyframes of a segment come to."""
    values: dict[str, float] = {}
    moving: list[str] = []
    fades = (0, 0)
    for track in rows(segment.get("common_keyframes")):
        kind = text(track.get("property_type"))
        points = _points(track)
        if not points or kind in values:
            continue
        values[kind] = points[0][1]
        found = _fades(points, placed, grid) if kind == ALPHA else None
        if found is not None:
            fades = found
            values[kind] = max(value for _, value in points)
        elif any(value != points[0][1] for _, value in points):
            moving.append(kind)
    return Keyed(values, *fades, tuple(moving))


def _points(track: Json) -> list[tuple[int, float]]:
    """Times in microseconds and values, in order of time."""
    points = []
    for row in rows(track.get("keyframe_list")):
        time, values = micros(row.get("time_offset")), row.get("values")
        value = number(values[0], float("nan")) if type(values) is list and values else float("nan")
        if time is not None and value == value:
            points.append((time, value))
    return sorted(points)


def _fades(points: list[tuple[int, float]], placed: Placed, grid: Grid) -> tuple[int, int] | None:
    """Frames of the fades that the keyframes are, or None if they are something else."""

    def in_material(time: int) -> int:
        return grid.frame(round((time - placed.source) / placed.speed))

    for clock in (in_material, grid.frame):
        found = _as_fades(points, placed.duration, clock)
        if found is not None:
            return found
    return None


def _as_fades(
    points: list[tuple[int, float]], duration: int, clock: Callable[[int], int]
) -> tuple[int, int] | None:
    frames = [(clock(time), value) for time, value in points]
    peak = max(value for _, value in frames)
    opens, closes = frames[0] == (0, 0.0), frames[-1] == (duration, 0.0)
    inner = frames[opens : len(frames) - closes]
    if peak <= 0 or not (opens or closes) or any(value != peak for _, value in inner):
        return None
    within = all(0 <= frame <= duration for frame, _ in inner)
    if not inner or not within:
        return None
    return inner[0][0] if opens else 0, duration - inner[-1][0] if closes else 0
