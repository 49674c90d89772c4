"""What of a film can be copied: from a picture that needs none before it, to one whose successors
none of them needs."""

from __future__ import annotations

import base64
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

PLAIN, CLEAN, UNFIT = 0, 1, 2
"""Of a packet: needs others; begins anew (an IDR picture); cannot be copied."""


class Gops:
    """The packets of a film, or of a part of it, in the order of decoding.

    Args:
        places: which picture each one is, in the order of display.
        marks: for each PLAIN, CLEAN or UNFIT.
    """

    def __init__(self, places: Sequence[int], marks: bytes) -> None:
        self._places, self._marks = places, marks
        self._numbers = array("q", (n for n, mark in enumerate(marks) if mark == CLEAN))
        self._begins = array("q", (places[n] for n in self._numbers))

    def ranges(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Pictures within [first, stop) that can be copied, as half-open ranges.

        Each begins with a clean picture, and what is decoded before its end is shown before it.
        """
        found = []
        entry = bisect_left(self._begins, first)
        while entry < len(self._begins) and self._begins[entry] < stop:
            begin, number = self._begins[entry], self._numbers[entry]
            end, number = self._run(begin, number, stop)
            if end > begin:
                found.append((begin, end))
            entry = max(entry + 1, bisect_right(self._numbers, number))
        return found

    def _run(self, begin: int, number: int, stop: int) -> tuple[int, int]:
        """Where a range that begins there ends, and the packet that ended it."""
        end, highest, count = begin, begin - 1, 0
        while number < len(self._places):
            place = self._places[number]
            if self._marks[number] == UNFIT or not begin <= place < stop:
                break
            count += 1
            highest = max(highest, place)
            if highest - begin + 1 == count:
                end = begin + count
            number += 1
        return end, number

    def pieces(self, first: int, stop: int, length: int) -> list[tuple[int, int]]:
        """A range of ``ranges`` cut at clean pictures into pieces of about ``length`` pictures."""
        made, begin = [], first
        while stop - begin > length:
            after = bisect_right(self._begins, begin)
            near = bisect_right(self._begins, begin + length)
            place = self._begins[max(after, near - 1)] if after < len(self._begins) else stop
            if place >= stop:
                break
            made.append((begin, place))
            begin = place
        return [*made, (begin, stop)]

    def reordered(self) -> int:
        """By how many places pictures are decoded before they are shown, at most."""
        most, begin, count = 0, 0, 0
        for place, mark in zip(self._places, self._marks, strict=True):
            if mark == CLEAN:
                begin, count = place, 0
            most = max(most, count - (place - begin))
            count += 1
        return most


def packed_times(times: Sequence[int]) -> str:
    """Rising timestamps as a short text: they are an argument of a program."""
    deltas = array("q", (times[0], *(after - before for before, after in pairwise(times))))
    return base64.b64encode(zlib.compress(deltas.tobytes())).decode("ascii")


def unpacked_times(text: str) -> list[int]:
    """The reverse of ``packed_times``, on the same machine."""
    return list(accumulate(array("q", zlib.decompress(base64.b64decode(text)))))
