"""Speeds of segments.

A draft says a speed twice: as a factor in a material, and by the lengths of what is shown and of
where it is shown.
"""

from __future__ import annotations

from fractions import Fraction

from exporters.timeline.readers.jianying.values import TRUNCATED, Json, micros, number, time_range

MAX_SPEED = 10_000
AGREEING = Fraction(2, 100)
"""The two agree within this share: lengths are cut off to frames."""


def speed_of(
    segment: Json, material: Json, companions: dict[str, list[Json]], still: bool
) -> Fraction:
    """Seconds of content a second, greater than 0.

    Where the factor and the lengths do not agree, the lengths are right, but for material that ends
    too early for its speed.
    """
    speeds = companions.get("speeds", [])
    stated = _positive(speeds[0].get("speed") if speeds else segment.get("speed"))
    lengths = _by_lengths(segment)
    if any(map(curved, speeds)):
        return lengths or stated or Fraction(1)
    if still or lengths is None:
        return stated or Fraction(1)
    if stated is None:
        return lengths
    agreeing = abs(lengths / stated - 1) <= AGREEING
    return stated if agreeing or (stated != 1 and _cut_off(segment, material)) else lengths


def curved(speed: Json) -> bool:
    """Whether a material in "speeds" is a curve, and not one factor."""
    return speed.get("mode") == 1 or type(speed.get("curve_speed")) is dict


def _cut_off(segment: Json, material: Json) -> bool:
    """Whether what is shown reaches the material's end."""
    source, length = time_range(segment.get("source_timerange")), micros(material.get("duration"))
    return source is not None and length is not None and source[1] >= length - TRUNCATED


def _by_lengths(segment: Json) -> Fraction | None:
    source = time_range(segment.get("source_timerange"))
    target = time_range(segment.get("target_timerange"))
    if source is None or target is None or source[0] == source[1] or target[0] == target[1]:
        return None
    ratio = Fraction(source[1] - source[0], target[1] - target[0])
    return ratio if Fraction(1, MAX_SPEED) <= ratio <= MAX_SPEED else None


def _positive(value: object) -> Fraction | None:
    speed = number(value, 0.0)
    if not 1 / MAX_SPEED <= speed <= MAX_SPEED:
        return None
    return Fraction(speed).limit_denominator(100_000)
