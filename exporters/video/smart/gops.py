"""What of a film can be copied: from a picture that needs none before it, to one whose successors
none of them needs."""

from __future__ import annotations

import base64
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from exporters.video.smart.marks import CLEAN, LEADING, LOST, UNFIT

_LEADING = (bytes((LEADING,)), bytes((LOST,)))


class Gops:
    """The packets of a film, or of a part of it, in the order of decoding.

    Args:
        places: which picture each one is, in the order of display.
        marks: of each one, as in ``marks``.
    """

    def __init__(self, places: Sequence[int], marks: bytes) -> None:
        self._places, self._marks = places, marks
        self._numbers = array("q", (n for n, mark in enumerate(marks) if mark == CLEAN))
        self._begins = array("q", (places[n] for n in self._numbers))
        alone = (n for n in self._numbers if marks[n + 1 : n + 2] not in _LEADING)
        self._cuts = array("q", (places[n] for n in alone))

    def ranges(self, first: int, stop: int) -> list[tuple[int, int]]:
        """Pictures within [first, stop) that can be copied, as half-open ranges.

        Each begins with a clean picture, without those that lead it, and what is decoded before its
        end is shown before it.
        """
        found: list[tuple[int, int]] = []
        entry = bisect_left(self._begins, first)
        while entry < len(self._begins) and self._begins[entry] < stop:
            begin = self._begins[entry]
            end = self._run(begin, self._numbers[entry], stop)
            if end > begin and (not found or begin >= found[-1][1]):
                found.append((begin, end))
            entry = max(entry + 1, bisect_left(self._begins, end))
        return found

    def _run(self, begin: int, number: int, stop: int) -> int:
        """Where a range ends that begins with a picture, and that picture's packet."""
        end, highest, count = begin, begin - 1, 0
        while number < len(self._places):
            place, mark = self._places[number], self._marks[number]
            if count == 1 and mark in (LEADING, LOST):
                number += 1
                continue
            if mark in (UNFIT, LOST) or not begin <= place < stop:
                break
            count += 1
            highest = max(highest, place)
            if highest - begin + 1 == count:
                end = begin + count
            number += 1
        return end

    def pieces(self, first: int, stop: int, length: int) -> list[tuple[int, int]]:
        """A range of ``ranges`` cut into pieces of about ``length`` pictures.

        They are cut at clean pictures that none lead: those would be in no piece.
        """
        made, begin = [], first
        while stop - begin > length:
            after = bisect_right(self._cuts, begin)
            near = bisect_right(self._cuts, begin + length)
            place = self._cuts[max(after, near - 1)] if after < len(self._cuts) else stop
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
