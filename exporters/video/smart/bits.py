"""Bits of NAL units, which H.264 and HEVC write alike (ITU-T H.264 and H.265, 7.2 and 9)."""

from __future__ import annotations

import re

_ESCAPED = re.compile(rb"\0\0(?=[\0-\3])")


class UnknownHeaderError(Exception):
    """A parameter set or a slice's header that is damaged, or says what is not known here."""


class Bits:
    """Reads bits of a NAL unit.

    Args:
        header: bytes at its begin that are left out.
    """

    def __init__(self, unit: bytes, header: int = 1) -> None:
        # An emulation prevention byte may follow two zeros (7.4.1.1).
        plain = unit[header:].replace(b"\0\0\3", b"\0\0")
        self._value, self._left = int.from_bytes(plain, "big"), len(plain) * 8
        self._whole = self._left

    @property
    def place(self) -> int:
        """How many bits were read."""
        return self._whole - self._left

    def u(self, count: int) -> int:
        """An unsigned number of so many bits. Raises UnknownHeaderError if there are not so many,
        as the others do."""
        if count > self._left:
            raise UnknownHeaderError("too short")
        self._left -= count
        return self._value >> self._left & ((1 << count) - 1)

    def ue(self) -> int:
        """An unsigned Exp-Golomb number (9.1; of HEVC 9.2)."""
        zeros = 0
        while not self.u(1):
            zeros += 1
            if zeros > 32:
                raise UnknownHeaderError("number")
        return (1 << zeros) - 1 + self.u(zeros)

    def se(self) -> int:
        """A signed Exp-Golomb number."""
        value = self.ue()
        return (value + 1) // 2 if value % 2 else -(value // 2)

    def several(self, kinds: str) -> list[int]:
        """Numbers one after the other: "u" is one bit, "e" an unsigned and "s" a signed number."""
        read = {"u": self._flag, "e": self.ue, "s": self.se}
        return [read[kind]() for kind in kinds]

    def _flag(self) -> int:
        return self.u(1)

    def between(self, first: int, stop: int) -> tuple[int, int]:
        """Bits [first, stop), and how many these are; nothing is read."""
        count = stop - first
        return self._value >> (self._whole - stop) & ((1 << count) - 1), count

    def rest(self) -> tuple[int, int]:
        """What is left up to the stop bit, which is the last one that is set."""
        value, count = self.between(self.place, self._whole)
        zeros = (value & -value).bit_length() - 1
        if zeros < 0:
            raise UnknownHeaderError("no stop bit")
        return value >> zeros, count - zeros


class MadeBits:
    """Bits that are written one after the other."""

    def __init__(self) -> None:
        self._value = self._count = 0

    def u(self, value: int, count: int) -> None:
        """An unsigned number of ``count`` bits. Raises UnknownHeaderError if it needs more."""
        if value >> count:
            raise UnknownHeaderError("number")
        self._value, self._count = self._value << count | value, self._count + count

    def ue(self, value: int) -> None:
        """An unsigned Exp-Golomb number."""
        self.u(value + 1, 2 * (value + 1).bit_length() - 1)

    def aligned(self) -> bytes:
        """The bytes, filled up with zeros, with emulation prevention bytes."""
        missing = -self._count % 8
        plain = (self._value << missing).to_bytes((self._count + missing) // 8, "big")
        return _ESCAPED.sub(b"\0\0\3", plain)
