"""Small pieces of filter graphs, in ffmpeg-python's nodes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

FINEST_TIME_BASE = 2**31 - 1
MICROSECOND = Fraction(1, 1_000_000)


def text(value: Fraction) -> str:
    """A fraction as ffmpeg's expressions take it."""
    return f"{value.numerator}/{value.denominator}"


def filtered(stream: Any, name: str, **options: object) -> Any:
    """``stream`` after one more filter; options are written as text."""
    return stream.filter(name, **{key: str(value) for key, value in options.items()})


def generated(name: str, pixel_format: str, **options: object) -> Any:
    """The stream of a filter that has no input; values hold no character that ffmpeg quotes."""
    import ffmpeg

    told = ":".join(f"{key}={value}" for key, value in options.items())
    return ffmpeg.input(f"{name}={told},format={pixel_format}", f="lavfi")["0"]


def numbered(stream: Any, rate: Fraction, first: int = 0) -> Any:
    """Each frame gets the next number as its timestamp, in frames of ``rate``."""
    stream = filtered(stream, "settb", expr=text(1 / rate))
    return filtered(stream, "setpts", expr=f"N+{first}" if first else "N")


def steady(stream: Any, rate: Fraction) -> Any:
    """The same frames; later filters are told that their rate is constant."""
    return filtered(stream, "fps", fps=text(rate))


def exactly(stream: Any, count: int) -> Any:
    """``count`` frames of ``stream``, whose last one is repeated where there are fewer."""
    stream = filtered(stream, "tpad", stop_mode="clone", stop=-1)
    return filtered(stream, "trim", end_frame=count)


def evenly(stream: Any, step: Fraction, late: Fraction) -> Any:
    """Each picture ``step`` seconds after the one before, the first one ``late`` before 0."""
    stream = filtered(stream, "settb", expr=text(MICROSECOND))
    step, late = step / MICROSECOND, late / MICROSECOND
    return filtered(stream, "setpts", expr=f"round(N*{text(step)}-({text(late)}))")


def on_grid(stream: Any, rate: Fraction, count: int) -> Any:
    """``count`` frames of ``rate``, each showing the picture that was there last."""
    stream = filtered(stream, "fps", fps=text(rate), start_time="0", round="near")
    return numbered(exactly(stream, count), rate)


def joined(streams: list[Any]) -> Any:
    """One stream after another; all have the same size and pixel format."""
    import ffmpeg

    return streams[0] if len(streams) == 1 else ffmpeg.concat(*streams, v=1, a=0)
