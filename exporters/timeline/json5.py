"""JSON5 (https://spec.json5.org), which LosslessCut's projects are written in.

Beyond JSON it has comments, unquoted keys, single quotes, trailing commas, hexadecimal numbers and
signs. Infinity and NaN, which it has too, are refused, and so is deep nesting.
"""

from __future__ import annotations

import math
import re
from typing import Any

MAX_DEPTH = 64
_SPACE = re.compile(r"(?:[\s\ufeff]+|//[^\n\r\u2028\u2029]*|/\*.*?\*/)*", re.DOTALL)
_NAME = re.compile(r"[\w$\u200c\u200d]+")
_NUMBER = re.compile(
    r"[+-]?(?:0[xX][0-9a-fA-F]{1,32}|(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][+-]?\d{1,4})?)"
)
_PLAIN = {'"': re.compile(r'[^"\\\n\r]*'), "'": re.compile(r"[^'\\\n\r]*")}
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_WORDS = {"true": True, "false": False, "null": None}


def parse_json5(text: str) -> Any:
    """What a JSON5 text holds. Raises ValueError if it is none, or too deep."""
    parser = _Parser(text)
    value = parser.value(0)
    if parser.position < len(text):
        raise ValueError(f"something follows the end at character {parser.position}")
    return value


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self.position = 0
        self._skip()

    def value(self, depth: int) -> Any:
        """The next value, with the space after it."""
        if depth > MAX_DEPTH:
            raise ValueError("it is nested too deeply")
        mark = self._peek()
        if mark == "{":
            found: Any = self._object(depth)
        elif mark == "[":
            found = self._array(depth)
        elif mark in ('"', "'"):
            found = self._string()
        else:
            found = self._scalar()
        self._skip()
        return found

    def _peek(self) -> str:
        return self._text[self.position : self.position + 1]

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self.position)
        self.position = found.end() if found else self.position

    def _take(self, mark: str) -> bool:
        """Step over a mark and the space after it, if it comes next."""
        if self._peek() != mark:
            return False
        self.position += 1
        self._skip()
        return True

    def _fail(self) -> ValueError:
        return ValueError(f"it makes no sense at character {self.position}")

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._take("{")
        while not self._take("}"):
            key = self._key()
            self._skip()
            if not self._take(":"):
                raise self._fail()
            found[key] = self.value(depth + 1)
            if not self._take(",") and self._peek() != "}":
                raise self._fail()
        return found

    def _array(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self._take("[")
        while not self._take("]"):
            found.append(self.value(depth + 1))
            if not self._take(",") and self._peek() != "]":
                raise self._fail()
        return found

    def _key(self) -> str:
        if self._peek() in ('"', "'"):
            return self._string()
        found = _NAME.match(self._text, self.position)
        if found is None or found.group()[0].isdigit():
            raise self._fail()
        self.position = found.end()
        return found.group()

    def _string(self) -> str:
        quote = self._peek()
        self.position += 1
        parts: list[str] = []
        while True:
            found = _PLAIN[quote].match(self._text, self.position)
            if found is not None:
                parts.append(found.group())
                self.position = found.end()
            mark = self._peek()
            if mark == quote:
                self.position += 1
                return "".join(parts)
            if mark != "\\":
                raise self._fail()
            parts.append(self._escape())

    def _escape(self) -> str:
        mark = self._text[self.position + 1 : self.position + 2]
        self.position += 2
        if mark in ("x", "u"):
            length = 2 if mark == "x" else 4
            digits = self._text[self.position : self.position + length]
            if not re.fullmatch(rf"[0-9a-fA-F]{{{length}}}", digits):
                raise self._fail()
            self.position += length
            return self._joined(chr(int(digits, 16)))
        if mark == "\r" and self._peek() == "\n":
            self.position += 1
        if mark == "":
            raise self._fail()
        return "" if mark in "\n\r\u2028\u2029" else _ESCAPES.get(mark, mark)

    def _joined(self, character: str) -> str:
        """Half a surrogate pair with the other half, if that comes next."""
        found = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})").match(self._text, self.position)
        if not "\ud800" <= character <= "\udbff" or found is None:
            return character
        self.position = found.end()
        low = int(found.group(1), 16)
        return chr(0x10000 + ((ord(character) - 0xD800) << 10) + (low - 0xDC00))

    def _scalar(self) -> Any:
        number = _NUMBER.match(self._text, self.position)
        if number is not None:
            self.position = number.end()
            return _number(number.group())
        word = _NAME.match(self._text, self.position)
        if word is None or word.group() not in _WORDS:
            raise self._fail()
        self.position = word.end()
        return _WORDS[word.group()]


def _number(text: str) -> int | float:
    digits = text.lstrip("+-")
    sign = -1 if text.startswith("-") else 1
    if digits[:2].lower() == "0x":
        return sign * int(digits, 16)
    if re.fullmatch(r"\d+", digits):
        return sign * int(digits)
    value = sign * float(digits)
    if not math.isfinite(value):
        raise ValueError("a number is too large")
    return value
