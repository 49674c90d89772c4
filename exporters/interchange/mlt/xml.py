"""Writing MLT's XML, an element at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import IO

from exporters.timeline.readers.mlt.numbers import frames

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write."""
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;",
     "\t": "&#9;"}
)  # fmt: skip


def writable(text: str) -> bool:
    """Whether XML can hold a text unchanged."""
    return _FORBIDDEN.search(text) is None


def clean(text: str) -> str:
    """The text with what XML cannot hold replaced."""
    return _FORBIDDEN.sub("\ufffd", text)


class XmlFile:
    """An XML file that grows; elements are indented by one space each."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._depth = 0
        stream.write('<?xml version="1.0" encoding="utf-8"?>\n')

    @contextmanager
    def element(self, tag: str, attributes: Mapping[str, object]) -> Iterator[None]:
        """An element around what is written within."""
        self._stream.write(f"{' ' * self._depth}<{tag}{_attributes(attributes)}>\n")
        self._depth += 1
        yield
        self._depth -= 1
        self._stream.write(f"{' ' * self._depth}</{tag}>\n")

    def empty(self, tag: str, attributes: Mapping[str, object]) -> None:
        """An element with nothing in it."""
        self._stream.write(f"{' ' * self._depth}<{tag}{_attributes(attributes)}/>\n")

    def properties(self, values: Mapping[str, object]) -> None:
        """``property`` elements, in the order of the mapping."""
        for name, value in values.items():
            text = clean(str(value)).translate(_TEXT)
            self._stream.write(
                f"{' ' * self._depth}<property{_attributes({'name': name})}>{text}</property>\n"
            )


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(
        f' {name}="{clean(str(value)).translate(_ATTRIBUTE)}"' for name, value in values.items()
    )


def clock(count: int, rate: Fraction) -> str:
    """Frames as MLT's clock, "00:00:05.040": what it reads as these frames again.

    Hours and minutes are rounded down to frames before the seconds, as in MLT
    (``time_clock_from_frames``). Falls back to the number where thousandths do not suffice.
    """
    num, den = rate.as_integer_ratio()
    hours = count * den // (num * 3600)
    rest = count - hours * 3600 * num // den
    minutes = min(rest * den // (num * 60), 59)
    rest -= minutes * 60 * num // den
    thousandths = (2000 * rest * den + num) // (2 * num)
    seconds, thousandths = divmod(thousandths, 1000)
    text = f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"
    return text if frames(text, rate) == count else str(count)
