"""How texts look by the styles of an ASS file's header: bold, italic, underlined, colour."""

from __future__ import annotations

from functools import lru_cache

_FLAGS = (("bold", 1), ("italic", 2), ("underline", 4))
_COLOUR = "primarycolour"


class Styles:
    """The styles of a header, which is what Matroska keeps as a track's private data."""

    def __init__(self, header: bytes) -> None:
        self._looks = _looks(header)

    def look(self, name: str) -> tuple[int, str]:
        """Flags and colour ("" for white) of a style; those of "Default" for unknown ones."""
        looks = self._looks
        return looks.get(name.strip().lstrip("*"), looks.get("Default", (0, "")))

    def colour(self, text: str) -> str:
        """RRGGBB out of "&HBBGGRR&" with or without an alpha before it; "" for white."""
        return _colour(text)


def _colour(text: str) -> str:
    digits = text.strip().strip("&").lstrip("Hh")
    try:
        value = int(digits, 16) if text.lstrip().startswith("&") else int(digits)
    except ValueError:
        return ""
    value &= 0xFFFFFF
    blue, green, red = value >> 16, value >> 8 & 0xFF, value & 0xFF
    made = f"{red:02x}{green:02x}{blue:02x}"
    return "" if made == "ffffff" else made


@lru_cache(maxsize=8)
def _looks(header: bytes) -> dict[str, tuple[int, str]]:
    names: list[str] = []
    looks = {}
    for line in header.decode("utf-8", "replace").splitlines():
        key, _, rest = line.partition(":")
        kind = key.strip().lower()
        if kind == "format" and "fontname" in rest.lower():
            names = [name.strip().lower() for name in rest.split(",")]
        elif kind == "style" and names:
            values = dict(zip(names, (part.strip() for part in rest.split(",")), strict=False))
            flags = sum(flag for name, flag in _FLAGS if values.get(name, "0") not in ("", "0"))
            looks[values.get("name", "").lstrip("*")] = flags, _colour(values.get(_COLOUR, ""))
    return looks
