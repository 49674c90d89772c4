"""Small pieces of filter graphs, in ffmpeg-python's nodes."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

FINEST_TIME_BASE = 2**31 - 1


def text(value: Fraction) -> str:
    """A fraction as ffmpeg's expressions take it."""
    return f"{value.numerator}/{value.denominator}"


def filtered(stream: Any, name: str, **options: object) -> Any:
    """``stream`` after one more filter; options are written as text."""
    return stream.filter(name, **{key: str(value) for key, value in options.items()})


def generated(name: str, **options: object) -> Any:
    """The stream of a filter that has no input."""
    from ffmpeg.nodes import FilterableStream, FilterNode, Node

    class SourceNode(FilterNode):  # type: ignore[misc]
        def __init__(self) -> None:
            Node.__init__(
                self,
                stream_spec=None,
                name=name,
                incoming_stream_types={FilterableStream},
                outgoing_stream_type=FilterableStream,
                min_inputs=0,
                max_inputs=0,
                kwargs={key: str(value) for key, value in options.items()},
            )

    return SourceNode().stream()


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


def joined(streams: list[Any]) -> Any:
    """One stream after another; all have the same size and pixel format."""
    import ffmpeg

    return streams[0] if len(streams) == 1 else ffmpeg.concat(*streams, v=1, a=0)
