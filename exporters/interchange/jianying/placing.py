"""A clip's look in the numbers of a draft."""

from __future__ import annotations

from fractions import Fraction

from exporters.timeline.sequence import Clip, Look, Media, Sequence, Track


def scale_of(look: Look, content: object, sequence: Sequence) -> tuple[float, float]:
    """Scale of a picture that is fitted wholly into the canvas first, as drafts do it."""
    width, height = _shown_size(look, content)
    if look.fit == "fit" or width <= 0 or height <= 0:
        return look.scale_x, look.scale_y
    canvas = float(sequence.width * sequence.pixel_aspect), float(sequence.height)
    across, down = canvas[0] / width, canvas[1] / height
    fitted = min(across, down)
    if look.fit == "fill":
        wanted = (max(across, down),) * 2
    elif look.fit == "stretch":
        wanted = (across, down)
    else:
        wanted = (1.0, 1.0)
    return look.scale_x * wanted[0] / fitted, look.scale_y * wanted[1] / fitted


def shift_of(look: Look, below: float = 0.0) -> tuple[float, float]:
    """``transform``: half widths to the right, half heights upwards."""
    return 2 * look.x + 0.0, -2 * (look.y + below) + 0.0


def _shown_size(look: Look, content: object) -> tuple[float, float]:
    """Width and height of the cropped picture in square pixels; 0 when unknown."""
    if isinstance(content, Media | Sequence):
        width, height = float(content.width * content.pixel_aspect), float(content.height)
    else:
        return 0.0, 0.0
    left, top, right, bottom = look.crop
    return width * (1 - left - right), height * (1 - top - bottom)


def fades_of(clip: Clip, track: Track, written: set[int]) -> tuple[int, int]:
    """Frames over which a picture comes and goes: its own fades, and transitions from and to
    nothing.

    Args:
        written: starts and negated ends of the clips that the draft will hold of this track.
    """
    into, out = clip.look.fade_in, clip.look.fade_out
    for transition in track.transitions:
        if transition.cut == clip.start and -transition.cut not in written:
            into = into or max(1, transition.after)
        if transition.cut == clip.end and transition.cut not in written:
            out = out or max(1, transition.before)
    into = min(into, clip.duration)
    return into, min(out, clip.duration - into)


def alpha_points(duration: int, fades: tuple[int, int], opacity: float) -> list[tuple[int, float]]:
    """Frames and values of the keyframes of opacity that make two fades."""
    into, out = fades
    points: list[tuple[int, float]] = []
    if into:
        points += [(0, 0.0), (into, opacity)]
    if out:
        points += [(duration - out, opacity), (duration, 0.0)]
    return list(dict(points).items()) if points else []


def forward(clip: Clip, rate: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """First and last second of the content, and the speed, as far as a draft can have them.

    A clip that runs backwards is played forwards, and one that stands still at a tenth of the
    speed, the slowest that the applications have.
    """
    speed = clip.speed
    length = clip.duration / rate
    if speed < 0:
        begin = max(Fraction(0), clip.source_in + speed * length)
        return begin, begin - speed * length, -speed
    if speed == 0:
        speed = SLOWEST
    return clip.source_in, clip.source_in + speed * length, speed


SLOWEST, FASTEST = Fraction(1, 10), Fraction(100)
"""Speeds that the applications offer."""


def is_text(clip: Clip) -> bool:
    return getattr(clip.content, "kind", "") == "text"
